//! Non-interference: two towns that differ only in what a viewer may not know of give that viewer the same bytes, on every
//! route of the table: pages, lists, counts, searches, the API and what a change answers.
//!
//! What an attacker could try: counting on a team's page, searching for a name, comparing totals or the order of lists, an error
//! that appears only where somebody is hidden. What is hidden here lies close to what is seen: the same family name, the same
//! colleague, the same agency, the same person.
//!
//! Figures are walked too, by everybody who may ask for them: what coordinators, analysts, leads and managers are told of pathways,
//! of looks, and of what a draft would have made of past reads. Before they are, the hidden record is worked on as any other:
//! somebody is referred, and their record is opened by a colleague who is not on the team, which is a sign.

use super::{
    agreements, casework, court, departures,
    figures::FIGURES,
    handovers, hubs, meetings, openings, orders, plans, provision, retention, rights, risks,
    scene::Scene,
    scores, screening, secondments, summaries,
    table::{BY_POSTCODE, Row, TABLE},
};
use crate::journeys::digest::{Receiver, wants};
use crate::town::{ALCOHOL_SERVICE, AgencyOf, Part, Seen, Town};
use app::{
    fill::{Batch, LimitedAccess},
    ports::NewNotice,
    referrals::MakeReferral,
};
use domain::{
    duty::{Duty, DutyKind, Owner},
    ids::PersonId,
    involvement::{Involvement, InvolvementRole},
    note::Note,
    notice::NoticeKind,
    pathway::{Need, NeedLevel, Pathway},
    person::Contact,
    referral::{Summary, Told},
    risk::{RiskFlag, RiskKind},
    section::Section,
    stamp::Stamp,
    text::Prose,
};
use jiff::ToSpan;
use web::paths;

/// From here on both towns draw the same ids, however much was drawn before.
const FROM_HERE: u64 = 1 << 40;

/// What stays hidden in one of the two towns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hidden {
    /// Nothing: the two towns are alike, and so the comparison itself can be trusted.
    Nothing,
    /// Somebody whom only the police know.
    Stranger,
    /// Somebody of the viewer's own agency, whose record only one colleague may open.
    Limited,
    /// What the police recorded about third parties on the person's own record.
    ThirdParties,
}

#[tokio::test]
async fn two_towns_that_are_alike_give_the_same_bytes() {
    assert_eq!(differences(Hidden::Nothing, TABLE).await, Vec::<String>::new());
}

#[tokio::test]
async fn a_person_whom_only_another_agency_knows_changes_nothing_that_others_see() {
    everywhere(Hidden::Stranger).await;
}

#[tokio::test]
async fn a_person_of_limited_access_changes_nothing_that_colleagues_see() {
    everywhere(Hidden::Limited).await;
}

#[tokio::test]
async fn what_another_agency_holds_about_third_parties_changes_nothing_on_the_record_itself() {
    everywhere(Hidden::ThirdParties).await;
}

/// Each in towns of their own, so that no test takes longer than the routes of one table.
#[tokio::test]
async fn figures_tell_nobody_of_somebody_they_may_not_know_of() {
    for hidden in [Hidden::Nothing, Hidden::Stranger, Hidden::Limited, Hidden::ThirdParties] {
        let wrong = differences(hidden, FIGURES).await;
        assert!(wrong.is_empty(), "{hidden:?} shows:\n{}", wrong.join("\n"));
    }
}

/// What a server for messages is given, header by header, but for what each message has of its own.
async fn messages(hidden: Hidden) -> Vec<String> {
    let scene = Scene::of(2).await;
    hide(&scene.town, scene.person, hidden).await;
    scene.town.chance.from(FROM_HERE);
    let server = Receiver::after(0).await;
    for part in [Part::Practitioner, Part::Worker, Part::Manager] {
        wants(&scene.town, part, "08:30").await;
    }
    server.round(&scene.town).await;
    let own = |line: &&str| !line.starts_with("Date:") && !line.starts_with("Message-ID:");
    let mut taken: Vec<String> =
        server.taken().iter().map(|text| text.lines().filter(own).collect::<Vec<_>>().join("\n")).collect();
    taken.sort_unstable();
    taken
}

#[tokio::test]
async fn a_hidden_person_changes_nothing_in_what_is_sent_by_email() {
    let plain = messages(Hidden::Nothing).await;
    assert_eq!(plain.len(), 3);
    for hidden in [Hidden::Stranger, Hidden::Limited, Hidden::ThirdParties] {
        assert_eq!(messages(hidden).await, plain, "{hidden:?}");
    }
}

async fn everywhere(hidden: Hidden) {
    let mut wrong = Vec::new();
    for rows in [
        TABLE,
        BY_POSTCODE,
        orders::ROWS,
        screening::ROWS,
        plans::ROWS,
        hubs::ROWS,
        casework::ROWS,
        provision::ROWS,
        risks::ROWS,
        scores::ROWS,
        handovers::ROWS,
        meetings::ROWS,
        summaries::ROWS,
        court::ROWS,
        openings::ROWS,
        rights::ROWS,
        agreements::ROWS,
        retention::ROWS,
        secondments::ROWS,
        departures::ROWS,
    ] {
        wrong.extend(differences(hidden, rows).await);
    }
    assert!(wrong.is_empty(), "{hidden:?} shows:\n{}", wrong.join("\n"));
}

/// Goes through the rows in two towns, one beside the other.
async fn differences(hidden: Hidden, rows: &[Row]) -> Vec<String> {
    let (mut plain, mut other) = (scene(rows).await, scene(rows).await);
    hide(&other.town, other.person, hidden).await;
    for scene in [&plain, &other] {
        scene.town.chance.from(FROM_HERE);
        looked_at_by_others(&scene.town, scene.person).await;
        app::identity::look_again(&scene.town.app).await.expect("looked for records of one person");
    }
    let mut wrong = Vec::new();
    // How much an agency has open is told to coordinators by number alone, of ordinary people too, whoever may know of them.
    let by_number = |row: &&Row| matches!(hidden, Hidden::Stranger) && row.1 == paths::DEPARTURE_NEW;
    for row in rows.iter().filter(|row| row.1 != paths::METRICS && !by_number(row)) {
        let (seen, beside) = (plain.go(row).await.0, other.go(row).await.0);
        let differing = difference(&seen, &beside);
        wrong.extend(
            differing.map(|differing| format!("{} {} by {:?}: {differing}", row.0.name(), row.1, row.2)),
        );
    }
    wrong
}

/// A scene with what the routes of a table need.
async fn scene(rows: &[Row]) -> Scene {
    let mut scene = Scene::of(2).await;
    if std::ptr::eq(rows, meetings::ROWS) {
        scene.hold_meetings(2).await;
    } else if std::ptr::eq(rows, summaries::ROWS) {
        scene.convict(2).await;
    } else if std::ptr::eq(rows, court::ROWS) {
        scene.list_at_court(2).await;
    } else if std::ptr::eq(rows, hubs::ROWS) {
        scene.list_people(2).await;
    } else if std::ptr::eq(rows, agreements::ROWS) {
        scene.put_agreements(2).await;
    } else if std::ptr::eq(rows, retention::ROWS) {
        scene.keep_records().await;
    }
    scene
}

/// In both towns: whoever works with the person opens the record, so that there is something to replay and to watch over.
async fn looked_at_by_others(town: &Town, person: PersonId) {
    for part in [Part::Practitioner, Part::Worker] {
        app::people::overview(&town.app, &Town::viewer(part), person).await.expect("a look");
    }
}

/// Where somebody is hidden, or hides something: they are read as others are, by whoever may.
async fn looks(town: &Town, part: Part, person: PersonId) {
    for _ in 0..25 {
        app::people::overview(&town.app, &Town::viewer(part), person).await.expect("a look");
    }
}

/// Where two answers differ, if they do.
fn difference(seen: &Seen, beside: &Seen) -> Option<String> {
    if seen.status != beside.status {
        return Some(format!("{} and {}", seen.status, beside.status));
    }
    let at = seen.body.bytes().zip(beside.body.bytes()).position(|(one, other)| one != other);
    let length = seen.body.len().min(beside.body.len());
    if let Some(at) = at.or_else(|| (seen.body.len() != beside.body.len()).then_some(length)) {
        return Some(format!("`{}` and `{}`", around(&seen.body, at), around(&beside.body, at)));
    }
    let differing = seen.headers.iter().find(|(name, value)| beside.headers.get(*name) != Some(*value));
    (headers(seen) != headers(beside)).then(|| format!("the headers, with {differing:?}"))
}

/// All headers. Of a cookie that is taken back the day is left out: libraries date it by the clock on the wall.
fn headers(seen: &Seen) -> Vec<(String, String)> {
    let words = |value: &http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    let without_day = |value: String| value.split("; Expires=").next().map(str::to_owned).unwrap_or_default();
    seen.headers.iter().map(|(name, value)| (name.to_string(), without_day(words(value)))).collect()
}

/// What stands before and after a place of a text.
fn around(text: &str, at: usize) -> String {
    let (from, to) = (at.saturating_sub(80), (at + 80).min(text.len()));
    String::from_utf8_lossy(&text.as_bytes()[from..to]).into_owned()
}

/// Puts something there that nobody of the table may know of.
async fn hide(town: &Town, person: PersonId, hidden: Hidden) {
    match hidden {
        Hidden::Nothing => {}
        Hidden::Stranger => {
            let stranger = town.person_of(Part::Officer, "Ada", "Crane").await;
            town.app.store.fill(record(town, stranger, Part::Officer)).await.expect("rows");
            looks(town, Part::Officer, stranger).await;
        }
        Hidden::Limited => {
            let limited = town.person_of(Part::Practitioner, "Ada", "Crane").await;
            let mut batch = record(town, limited, Part::Colleague);
            let command = MakeReferral {
                person: limited,
                service: ALCOHOL_SERVICE,
                requirement: None,
                asks: Prose::new("Please assess.").expect("words"),
                summary: Summary { risk: Told::NoneKnown, needs: Told::NoneKnown, kinds: vec![] },
            };
            let colleague = Town::viewer(Part::Colleague);
            app::referrals::make(&town.app, &colleague, command, None).await.expect("a referral");
            crate::journeys::let_jobs_run(town).await;
            let named = vec![Part::Colleague.account()];
            // The practitioner is on the team, owes something about them and has news of them: none of it shows, nor is it counted.
            let (me, stamp) = (Part::Practitioner, stamp(town, Part::Colleague));
            let today = town.app.today();
            let owner = Owner { agency: me.agency().id(), account: Some(me.account()) };
            for (kind, days) in [(DutyKind::PlanReview, -3), (DutyKind::Appointment, 1)] {
                let due = today + days.days();
                let duty = Duty {
                    id: town.app.id(),
                    person: limited,
                    kind,
                    owner,
                    due,
                    subject: limited.0,
                    why: None,
                };
                batch.duties.push((duty, stamp));
            }
            batch.notices.push(NewNotice {
                id: town.app.id(),
                account: me.account(),
                person: limited,
                subject: limited.0,
                kind: NoticeKind::AppointmentMoved,
                at: town.app.now(),
                agency: None,
            });
            // An agency worked with them that has left, or will: whoever keeps its records is told of nobody to whom access is limited.
            batch.involvements.push(Involvement {
                id: town.app.id(),
                person: limited,
                agency: AgencyOf::Liaison.id(),
                account: None,
                role: InvolvementRole::Support,
                leads: false,
                from: today,
                to: None,
            });
            batch.limited.push(LimitedAccess { person: limited, named, from: town.app.today() });
            town.app.store.fill(batch).await.expect("rows");
            looks(town, Part::Colleague, limited).await;
        }
        Hidden::ThirdParties => {
            let text = Prose::new("Somebody else is named here.").expect("words");
            let (id, stamp) = (town.app.id(), stamp(town, Part::Officer));
            let section = Section::ThirdParty;
            let notes = vec![Note { id, person, section, text, stamp }];
            town.app.store.fill(Batch { notes, ..Batch::default() }).await.expect("rows");
        }
    }
}

fn stamp(town: &Town, part: Part) -> Stamp {
    Stamp { at: town.app.now(), by: part.account(), agency: part.agency().id() }
}

/// A record that shows wherever records are listed and counted: a note, a need, a risk, a postcode, and three things due, one overdue.
fn record(town: &Town, person: PersonId, part: Part) -> Batch {
    let (mut batch, stamp) = (Batch::default(), stamp(town, part));
    let text = Prose::new("Seen at the office.").expect("words");
    batch.notes.push(Note { id: town.app.id(), person, section: Section::Notes, text, stamp });
    let (pathway, level) = (Pathway::ALL[0], NeedLevel::Some);
    batch.needs.push(Need { id: town.app.id(), person, pathway, level, detail: None, stamp });
    batch.risk_flags.push(RiskFlag {
        id: town.app.id(),
        person,
        kind: RiskKind::ALL[0],
        detail: None,
        upkeep: None,
        ended: None,
        stamp,
    });
    let (holder, postcode) = (stamp.agency, Some("NQ1 1AA".into()));
    let contact = Contact { person, holder, address: None, postcode, telephone: None, email: None };
    batch.contacts.push((contact, stamp.at));
    let owner = Owner { agency: stamp.agency, account: Some(stamp.by) };
    for (kind, days) in [(DutyKind::PlanReview, -3), (DutyKind::Appointment, 1), (DutyKind::AlertToRead, 0)] {
        let due = town.app.today() + days.days();
        let duty = Duty { id: town.app.id(), person, kind, owner, due, subject: person.0, why: None };
        batch.duties.push((duty, stamp));
    }
    batch
}
