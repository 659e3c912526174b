//! What a person asks for and what is put right, by the use-cases: the log tells what the tables hold.

use super::{
    held,
    office::{Office, described, words},
};
use crate::contract::fixture::{Fresh, line};
use app::{
    Refusal,
    access_requests::{self, AccessStep, Ask},
    events::BrokenLink,
    ledger_seal, look_reviews,
    people::{self, EditIdentity},
    ports::{AskedBy, Installation, Store as _},
    rectifications,
    referrals::{self, MakeReferral},
};
use domain::{
    access_request::Exemption,
    look_review::Verdict,
    referral::{Summary, Told},
    role::{Role, Roles},
};
use gate::Viewer;
use jiff::SignedDuration;

/// Corrections with their notices and acknowledgements, a request for a copy with every kind of step, reviews and samples.
pub async fn what_is_asked_for_and_put_right_is_told_whole(fresh: &Fresh) {
    let office = Office::open(fresh).await;
    let (app, officer, chief) = (&office.app, office.staff.officer, office.staff.chief);
    let person = people::create(app, &officer, described(1), None).await.unwrap();
    let make = MakeReferral {
        person,
        service: office.service,
        requirement: None,
        asks: words(1),
        summary: Summary { risk: Told::NoneKnown, needs: Told::NoneKnown, kinds: vec![] },
    };
    let referral = referrals::make(app, &officer, make, None).await.unwrap();
    referrals::open(app, &office.staff.worker, referral).await.unwrap();
    let now = people::identity(app, &officer, person).await.unwrap();
    let edit = EditIdentity {
        person,
        seen: now.version,
        legal: described(2).legal,
        known_as: line("Addy").into(),
        born: now.born,
        gender: now.gender,
        identifiers: vec![],
    };
    people::edit_identity(app, &officer, edit).await.unwrap();
    let told = rectifications::notices(app, &office.staff.worker).await.unwrap();
    let id = told.first().expect("the service had read the name").notice.correction.id;
    rectifications::acknowledge(app, &office.staff.worker, id).await.unwrap();
    let again = rectifications::acknowledge(app, &office.staff.worker, id).await;
    assert!(matches!(again, Err(Refusal::NotNow(_))), "{again:?}");
    let other = rectifications::acknowledge(app, &office.staff.liaison, id).await;
    assert!(matches!(other, Err(Refusal::NotFound)), "{other:?}");
    let note = people::add_note(app, &officer, person, words(2), None).await.unwrap();
    rectifications::correct_note(app, &officer, person, (note, words(3)), None).await.unwrap();

    let ask = Ask { person, received: app.today(), words: words(4), identity_known: false };
    let request = access_requests::ask(app, &officer, ask, None).await.unwrap();
    let known = AccessStep::ConfirmIdentity(line("Seen."));
    access_requests::step(app, &officer, request, 0, known).await.unwrap();
    let open = access_requests::request(app, &officer, request).await.unwrap();
    let key = open.copied.unwrap().entries.first().expect("an entry").key.clone();
    let steps = [
        (officer, AccessStep::Extend(words(5))),
        (officer, AccessStep::AskIdentity),
        (officer, AccessStep::ConfirmIdentity(line("Seen again."))),
        (officer, AccessStep::Redact(key.clone(), Exemption::ThirdParty, words(6))),
        (officer, AccessStep::Restore(key.clone())),
        (officer, AccessStep::Redact(key, Exemption::SeriousHarm, words(7))),
        (officer, AccessStep::Submit),
        (chief, AccessStep::Return(words(8))),
        (officer, AccessStep::Submit),
        (chief, AccessStep::Check),
        (officer, AccessStep::Give(line("On paper."))),
    ];
    for (seen, (viewer, step)) in (1_i64..).zip(steps) {
        access_requests::step(app, &viewer, request, seen, step).await.unwrap();
    }
    let ask = Ask { person, received: app.today(), words: words(9), identity_known: true };
    let request = access_requests::ask(app, &officer, ask, None).await.unwrap();
    access_requests::step(app, &officer, request, 0, AccessStep::Withdraw(words(10))).await.unwrap();
    watch(fresh, &office).await;
    held::every_record_follows_from_its_events(fresh, &office).await;
}

/// Looks of the hours before are sealed; one that is changed afterwards shows, and so does one that is taken away.
pub async fn a_look_that_is_changed_after_it_was_sealed_is_found(fresh: &Fresh) {
    let office = Office::open(fresh).await;
    let (app, officer) = (&office.app, office.staff.officer);
    fresh.db.install(&installation(&office)).await.unwrap();
    let person = people::create(app, &officer, described(1), None).await.unwrap();
    for _ in 0..3 {
        people::overview(app, &officer, person).await.unwrap();
    }
    assert_eq!(ledger_seal::seal(app).await.unwrap(), 0, "what is just being written waits");
    office.wait(1);
    let first = ledger_seal::seal(app).await.unwrap();
    assert!(first >= 3, "{first}");
    assert_eq!(ledger_seal::seal(app).await.unwrap(), 0, "once");
    people::overview(app, &officer, person).await.unwrap();
    office.wait(1);
    assert_eq!(ledger_seal::seal(app).await.unwrap(), 1);
    let whole = fresh.db.verify_chains(&[]).await.unwrap();
    assert_eq!((whole.broken, whole.looks), (None, first + 1));
    fresh.raw.drop_guards("ledger_person").await;
    let swapped = |from: &str, to: &str| {
        format!("update ledger_person set entries = replace(entries, '{from}=', '{to}=')")
    };
    fresh.raw.run(&swapped("identity", "signal")).await.unwrap();
    let found = fresh.db.verify_chains(&[]).await.unwrap().broken;
    assert!(matches!(found, Some(BrokenLink::Looks { .. })), "{found:?}");
    fresh.raw.run(&swapped("signal", "identity")).await.unwrap();
    assert_eq!(fresh.db.verify_chains(&[]).await.unwrap().broken, None, "as it was");
    fresh.raw.drop_guards("ledger").await;
    let last = "delete from ledger where id = (select id from ledger order by id desc limit 1)";
    fresh.raw.run(last).await.unwrap();
    let found = fresh.db.verify_chains(&[]).await.unwrap().broken;
    assert!(matches!(found, Some(BrokenLink::Looks { .. })), "{found:?}");
}

fn installation(office: &Office<'_>) -> Installation {
    Installation {
        partnership: office.app.partnership,
        name: "North".into(),
        demonstration: false,
        at: office.app.now(),
    }
}

/// The lead of the office draws a month and reviews one look of the officer.
async fn watch(fresh: &Fresh, office: &Office<'_>) {
    let app = &office.app;
    let lead = Viewer {
        account: office.staff.chief.account,
        roles: Roles::of(&[Role::InformationGovernance]),
        ..office.staff.officer
    };
    let now = app.now();
    let between = (now - SignedDuration::from_hours(24), now + SignedDuration::from_hours(24));
    let mut tx = fresh.db.read().await.unwrap();
    let days = (app.day_of(between.0), app.day_of(between.1));
    let asked_by = AskedBy { agency: lead.agency, account: lead.account, today: app.today() };
    let looks = tx.watched_looks(asked_by, between, days, 1_000).await.unwrap();
    tx.end().await.unwrap();
    let officers = looks.iter().find(|one| one.opened.by == office.staff.officer.account);
    let look = officers.expect("the officer looked");
    assert!(look.opened.on_team && !look.reviewed);
    look_reviews::review(app, &lead, look.id, Verdict::Fine, words(11)).await.unwrap();
    let again = look_reviews::review(app, &lead, look.id, Verdict::NotFine, words(12)).await;
    assert!(matches!(again, Err(Refusal::NotNow(_))), "{again:?}");
    let month = app.today().first_of_month().yesterday().unwrap();
    let sample = look_reviews::draw(app, &lead, gate::INTERIM_1, month).await.unwrap();
    assert_eq!((sample.looks, sample.drawn), (0, 0), "nobody looked in the month before");
    let again = look_reviews::draw(app, &lead, gate::INTERIM_1, month).await;
    assert!(matches!(again, Err(Refusal::NotNow(_))), "{again:?}");
}
