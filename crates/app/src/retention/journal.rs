//! Disposals as the journal outside the database keeps them, and repeating them in a database that a backup brought back.

use crate::{App, agreements, events::EventKind, refusal::Refusal};
use domain::{
    ids::{AccountId, AgencyId, DisposalId, PersonId},
    retention::{Disposal, DisposalState, Proposal},
    section::Purpose,
    stamp::Stamp,
    text::Line,
};
use jiff::Timestamp;
use serde_json::{Value, json};

/// A disposal that was carried out, as a line of the journal says it; `None` for any other.
pub fn said(one: &Disposal) -> Option<Value> {
    let (of, decided) = (&one.proposal, one.decided?);
    Some(json!({
        "id": of.id.0,
        "person": of.person.0,
        "agency": of.of.0,
        "by_agency": of.stamp.agency.0,
        "decided_agency": decided.agency.0,
        "schedule": of.schedule.as_str(),
        "counted_from": of.counted_from.to_string(),
        "due": of.due.to_string(),
        "at": of.stamp.at.as_millisecond(),
        "by": of.stamp.by.0,
        "decided_at": decided.at.as_millisecond(),
        "decided_by": decided.by.0,
        "certificate": one.certificate.as_deref()?,
    }))
}

/// The disposal of such a line; `None` when it cannot be one.
pub fn told(line: &Value) -> Option<Disposal> {
    let text = |name: &str| line.get(name).and_then(Value::as_str);
    let id = |name: &str| text(name)?.parse().ok();
    let at = |name: &str| Timestamp::from_millisecond(line.get(name)?.as_i64()?).ok();
    let of = AgencyId(id("agency")?);
    // Older lines do not say who acted: it was whoever had recorded it.
    let agency = |name: &str| id(name).map_or(of, AgencyId);
    let stamp = Stamp { at: at("at")?, by: AccountId(id("by")?), agency: agency("by_agency") };
    let by = AccountId(id("decided_by")?);
    let decided = Stamp { at: at("decided_at")?, by, agency: agency("decided_agency") };
    let proposal = Proposal {
        id: DisposalId(id("id")?),
        person: PersonId(id("person")?),
        of,
        schedule: Line::new(text("schedule")?).ok()?,
        counted_from: text("counted_from")?.parse().ok()?,
        due: text("due")?.parse().ok()?,
        stamp,
    };
    let certificate = Some(text("certificate")?.to_owned());
    Some(Disposal { proposal, state: DisposalState::CarriedOut, decided: Some(decided), certificate })
}

/// Carries out again what the journal tells and this database, brought back from a backup, does not know of; answers how many.
pub async fn repeat(app: &App, journal: &[Disposal]) -> Result<u64, Refusal> {
    let itself = agreements::itself(app);
    let mut repeated = 0;
    for one in journal {
        let mut cx = app.write(&itself, Purpose::Administration, "repeat a disposal").await?;
        let id = one.proposal.id;
        if cx.tx.was_carried_out(id).await? {
            continue;
        }
        let (Some(decided), Some(certificate)) = (one.decided, one.certificate.as_deref()) else { continue };
        cx.tx.lock_record(one.proposal.person).await?;
        cx.tx.take_disposal(one).await?;
        cx.tx.dispose(&one.proposal, decided.at).await?;
        cx.tx.certify_disposal(id, certificate).await?;
        let body = serde_json::from_str(certificate).unwrap_or(Value::Null);
        let event = cx.partnership_event(EventKind::DisposalRepeated, id.0, body);
        cx.append(event);
        cx.answer(()).await?;
        repeated += 1;
    }
    Ok(repeated)
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_line_of_the_journal_is_read_as_it_was_said() {
        let stamp = |by| Stamp {
            at: Timestamp::from_second(1_795_500_000).expect("an instant"),
            by: AccountId(Uuid::from_u128(by)),
            agency: AgencyId(Uuid::from_u128(3)),
        };
        let one = Disposal {
            proposal: Proposal {
                id: DisposalId(Uuid::from_u128(1)),
                person: PersonId(Uuid::from_u128(2)),
                of: AgencyId(Uuid::from_u128(6)),
                schedule: Line::new("Case record: 72 months").expect("words"),
                counted_from: jiff::civil::date(2019, 1, 1),
                due: jiff::civil::date(2025, 1, 1),
                stamp: stamp(4),
            },
            state: DisposalState::CarriedOut,
            decided: Some(stamp(5)),
            certificate: Some("{\"removed\":{}}".to_owned()),
        };
        let line = said(&one).expect("carried out");
        assert_eq!(told(&line), Some(one.clone()));
        let mut older = line;
        for name in ["by_agency", "decided_agency"] {
            older.as_object_mut().and_then(|line| line.remove(name)).expect("it is said");
        }
        let read = told(&older).expect("a line from before");
        let acted = [Some(read.proposal.stamp), read.decided].map(|stamp| stamp.map(|one| one.agency));
        assert_eq!(acted, [Some(one.proposal.of); 2], "whoever had recorded it");
        assert_eq!(told(&json!({ "id": "nothing" })), None);
        assert_eq!(said(&Disposal { decided: None, ..one }), None, "only what was carried out");
    }
}
