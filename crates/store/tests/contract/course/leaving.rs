//! Last days, what was ready on them, and what whoever keeps the records does: by the use-cases, told whole.

use super::{
    held::{ALL, every_record_follows_from_its_events, same},
    office::{Office, described, words},
};
use crate::contract::{
    fixture::{Fresh, line},
    replay::told,
};
use app::{
    Refusal,
    departures::{self, RecordDeparture},
    events::{
        EventKind,
        replay::{Partnership, Record, Told},
    },
    people,
    ports::Tx,
    referrals::{self, MakeReferral},
    retention::{self, HoldStep, Which},
};
use domain::{
    departure::{DepartureReason, DepartureState, TakesOver},
    ids::{AgencyId, PersonId, ReferralId, ServiceId},
    pathway::Pathway,
    referral::{Summary, Told as Known},
    role::{Role, Roles},
    stamp::Stamp,
};
use gate::Viewer;
use jiff::{ToSpan, civil::Date};
use serde_json::json;
use std::collections::BTreeSet;
use uuid::Uuid;

fn leaving(office: &Office<'_>, service: Option<ServiceId>) -> RecordDeparture {
    let (alcohol, south) = (office.staff.worker.agency, office.staff.other.agency);
    RecordDeparture {
        agency: alcohol,
        service,
        last_day: office.today(),
        reason: DepartureReason::Merged,
        words: Some(line("It becomes part of a larger one")),
        takes_over: vec![TakesOver { pathway: Pathway::Substance, service: None }],
        heir: Some(office.staff.liaison.agency).filter(|_| service.is_none()),
        keeper: Some(south).filter(|_| service.is_none()),
    }
}

async fn referred(office: &Office<'_>, number: u32) -> (PersonId, ReferralId) {
    let (app, officer) = (&office.app, office.staff.officer);
    let person = people::create(app, &officer, described(number), None).await.unwrap();
    let make = MakeReferral {
        person,
        service: office.service,
        requirement: None,
        asks: words(1),
        summary: Summary { risk: Known::NoneKnown, needs: Known::NoneKnown, kinds: vec![] },
    };
    let referral = referrals::make(app, &officer, make, None).await.unwrap();
    referrals::accept(app, &office.staff.worker, referral, 1).await.unwrap();
    (person, referral)
}

/// A last day called off, one that is over with what was ready on it, and a hold and disposals by whoever keeps the records.
pub async fn what_leaves_and_who_keeps_it_is_told_whole(fresh: &Fresh) {
    let office = Office::open(fresh).await;
    let (app, staff) = (&office.app, office.staff);
    // A last day makes the gate anew, from the agreements that the database keeps.
    app.begin().await.unwrap();
    let coordinator = Viewer { roles: Roles::of(&[Role::Coordinator]), ..staff.other };
    let [(person, referral), (second, _)] = [referred(&office, 1).await, referred(&office, 2).await];
    let service = leaving(&office, Some(office.service));
    let slip = departures::record(app, &coordinator, service, None).await.unwrap();
    departures::call_off(app, &coordinator, slip, line("A slip")).await.unwrap();
    let gone = departures::record(app, &coordinator, leaving(&office, None), None).await.unwrap();
    for _ in 0..2 {
        departures::say_ready(app, &staff.reviewer, gone, (person, referral.0)).await.unwrap();
    }
    every_record_follows_from_its_events(fresh, &office).await;
    office.wait(1);
    assert_eq!(departures::pass_on_due(app).await.unwrap(), 1);
    every_record_follows_from_its_events(fresh, &office).await;

    let alcohol = staff.worker.agency;
    let which = Which::Of(alcohol);
    let lead = Viewer { roles: Roles::of(&[Role::InformationGovernance]), ..staff.other };
    let place = HoldStep::Place(words(3), office.today().saturating_add(60.days()));
    retention::hold(app, &lead, second, which, place).await.unwrap();
    retention::hold(app, &staff.other, second, which, HoldStep::End(words(4))).await.unwrap();
    office.wait(366 * 9);
    let third = retention::propose(app, &staff.chief, person, which).await;
    assert!(matches!(third, Err(Refusal::NotFound)), "{third:?}");
    let proposed = retention::propose(app, &lead, person, which).await.unwrap();
    let chief = Viewer { account: staff.chief.account, ..staff.other };
    retention::refuse(app, &chief, proposed).await.unwrap();
    retention::propose(app, &chief, person, which).await.unwrap();
    every_record_follows_from_its_events(fresh, &office).await;
    compare(fresh, &office, second, alcohol).await;
    earlier_releases_told_of_ones_own(&office, second);
}

/// Bodies of before there were keepers: whoever acted had recorded it.
fn earlier_releases_told_of_ones_own(office: &Office<'_>, person: PersonId) {
    let stamp =
        Stamp { at: office.app.now(), by: office.staff.chief.account, agency: office.staff.chief.agency };
    let told = |kind, body| Told { kind, subject: Some(Uuid::from_u128(7)), stamp, body };
    let placed = json!({ "why": "A claim", "review": "2030-01-01" });
    let ended = json!({ "why": "Settled" });
    let events = [told(EventKind::HoldPlaced, &placed), told(EventKind::HoldEnded, &ended)];
    let record = Record::replay(person, events).unwrap();
    assert_eq!((record.holds[0].of, record.holds[0].ended.is_some()), (stamp.agency, true));
    let proposed = json!({ "record": person.0, "schedule": "Case record", "due": "2030-01-01" });
    let carried_out = json!({
        "record": person.0, "agency": stamp.agency.0, "schedule": "Case record", "counted_from": "2024-01-01",
        "due": "2030-01-01", "proposed_at": stamp.at.to_string(), "proposed_by": stamp.by.0,
        "confirmed_at": stamp.at.to_string(), "confirmed_by": stamp.by.0,
    });
    for (kind, body) in [(EventKind::DisposalProposed, &proposed), (EventKind::RecordsDisposed, &carried_out)]
    {
        let all = Partnership::replay(office.app.partnership, [told(kind, body)]).unwrap().disposals;
        let acted: Vec<_> = all.values().map(|one| (one.proposal.of, one.proposal.stamp.agency)).collect();
        assert_eq!(acted, [(stamp.agency, stamp.agency)], "{}", kind.code());
    }
    let keeper = office.staff.other.agency;
    let mut kept = carried_out.clone();
    kept["kept_by"] = json!(keeper.0);
    let told = [told(EventKind::RecordsDisposed, &kept)];
    let all = Partnership::replay(office.app.partnership, told).unwrap().disposals;
    let acted: Vec<_> = all.values().map(|one| (one.proposal.of, one.decided.unwrap().agency)).collect();
    assert_eq!(acted, [(stamp.agency, keeper)]);
}

async fn compare(fresh: &Fresh, office: &Office<'_>, person: PersonId, of: AgencyId) {
    let events = told(&fresh.raw, person.0).await;
    let said = events.iter().map(|(kind, subject, stamp, body)| Told {
        kind: *kind,
        subject: *subject,
        stamp: *stamp,
        body,
    });
    let record = Record::replay(person, said).unwrap();
    let events = told(&fresh.raw, office.app.partnership.0).await;
    let said = events.iter().map(|(kind, subject, stamp, body)| Told {
        kind: *kind,
        subject: *subject,
        stamp: *stamp,
        body,
    });
    let partnership = Partnership::replay(office.app.partnership, said).unwrap();
    let mut tx = fresh.read().await;
    same("holds", tx.holds(person, of, ALL).await.unwrap(), record.holds.clone());
    assert_eq!(record.holds.iter().map(|one| one.of).collect::<Vec<_>>(), [of]);
    let kept = tx.disposals(&[of], ALL).await.unwrap();
    same("disposals", kept, partnership.disposals.values().cloned());
    assert_eq!((partnership.departures.len(), partnership.disposals.len()), (2, 2));
    tx.end().await.unwrap();
}

/// Last days as they are kept, with the days that agencies and services have by them, against what is told.
pub(super) async fn of_partnership(tx: &mut Box<dyn Tx>, office: &Office<'_>, told: &Partnership) {
    same("departures", tx.departures(None, ALL).await.unwrap(), told.departures.values().cloned());
    let stands = |service: bool| {
        let all = told.departures.values().filter(|one| one.state != DepartureState::CalledOff);
        all.map(|one| &one.departure).filter(move |one| one.service.is_some() == service)
    };
    let number =
        |day: Date| i64::from(day.year()) * 10_000 + i64::from(day.month()) * 100 + i64::from(day.day());
    let agencies: BTreeSet<(Uuid, i64)> =
        stands(false).map(|one| (one.agency.0, number(one.last_day))).collect();
    let services: BTreeSet<(Uuid, i64)> =
        stands(true).filter_map(|one| Some((one.service?.0, number(one.last_day)))).collect();
    for (table, told) in [("agency", agencies), ("service", services)] {
        let days = format!(
            "select id, cast(replace(last_day, '-', '') as bigint) from {table} where last_day is not null"
        );
        assert_eq!(office.rows(&days).await.into_iter().collect::<BTreeSet<_>>(), told, "{table}");
    }
}

/// What was said to be ready on somebody's record, column by column.
pub(super) async fn of_person(office: &Office<'_>, person: PersonId, record: &Record) {
    for column in ["departure_id", "subject", "by_account", "agency_id"] {
        let whose = office.raw.literal(person.0);
        let rows = format!("select {column}, at from departure_ready where person_id = {whose}");
        let told = record.ready.iter().map(|((departure, subject), stamp)| {
            let value = match column {
                "departure_id" => departure.0,
                "subject" => *subject,
                "by_account" => stamp.by.0,
                _ => stamp.agency.0,
            };
            (value, stamp.at.as_millisecond())
        });
        let kept: BTreeSet<(Uuid, i64)> = office.rows(&rows).await.into_iter().collect();
        assert_eq!(kept, told.collect::<BTreeSet<_>>(), "{column}");
    }
}
