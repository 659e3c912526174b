//! What the partnership has beside people: a body and the description of a service, each with every step that it takes.

use super::{casework::fact, held::same, office::Office};
use app::{Refusal, events::replay::Partnership, ports::Tx, provision};
use domain::provision::{ProvisionKind, ProvisionStep};

/// Bodies and descriptions at most.
const ALL: u32 = 100;

/// Each kind from its beginning through every step that it takes, those that end it last.
pub async fn work(office: &Office<'_>) {
    let app = &office.app;
    for kind in ProvisionKind::ALL {
        let keeper = match kind {
            ProvisionKind::Body => office.staff.chief,
            // A service is described by its own agency.
            ProvisionKind::Offer => office.staff.reviewer,
        };
        let begin = || provision::begin(app, &keeper, fact(office, kind.first(), 0), None);
        let id = begin().await.unwrap_or_else(|refusal| panic!("{kind}: {refusal:?}"));
        if *kind == ProvisionKind::Offer {
            assert!(matches!(begin().await, Err(Refusal::Invalid(_))), "a service is described once");
        }
        for (seen, step) in
            (1..).zip(ProvisionStep::ALL.iter().filter(|step| step.kind() == *kind && **step != kind.first()))
        {
            let mut fact = fact(office, *step, 0);
            if *step == ProvisionStep::BodySeat {
                fact.answers =
                    fact.answers.with("each", domain::field::Answer::Choice(("no", "No, one for the whole")));
            }
            let taken = provision::step(app, &keeper, id, seen, fact).await;
            taken.unwrap_or_else(|refusal| panic!("{step:?}: {refusal:?}"));
        }
        if *kind == ProvisionKind::Offer {
            begin().await.unwrap_or_else(|refusal| panic!("described anew: {refusal:?}"));
        }
    }
}

/// What the partnership has, rebuilt and kept.
pub async fn compare(office: &Office<'_>, tx: &mut Box<dyn Tx>, told: &Partnership) {
    let kept = tx.provisions(office.app.partnership, None, ALL).await.unwrap();
    assert_eq!(kept.len(), 3);
    same("provision", kept, told.provisions.values().cloned());
}
