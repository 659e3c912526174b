//! Convictions, summaries, applications, holds, schedules, disposals and mistakes, by the use-cases: the log tells what the tables
//! hold, but for the words that lie with a summary and in the register of mistakes alone.

use super::{
    casework,
    held::{ALL, Keys, every_record_follows_from_its_events, same},
    office::{Office, described, words},
    provision,
};
use crate::contract::{
    fixture::{Fresh, line},
    replay::told,
};
use app::{
    Refusal,
    convictions::{self, ConvictionStep, RecordConviction},
    events::replay::{Partnership, Record, Told, ToldMistake, ToldStep},
    hubs,
    listings::{self, ListingMove, Propose},
    mistakes::{self, Report},
    people,
    plans::{self, BeginStrand, NewStep, RecordView, StrandMove, Who},
    ports::Tx,
    retention::{self, HoldStep, SetSchedule, Which},
    risks::{self, Found, RaiseRisk, ReviewRisk},
    scores::{self, Put, RecordScore},
    summaries::{self, NewRecipient, RecordTurnedDown, SummaryStep, WriteSummary, fingerprint},
};
use domain::{
    application::TurnedDownWhy,
    cohort::{CohortKind, LegalStatus, Principle, first_rows},
    consent::{Manner, Taken},
    conviction::{Age, Details, Ends, Runs, Sentence, SentenceKind, Term},
    disclosure_summary::{CameOfIt, DisclosureSummary, RecipientKind, Text, Words, Written},
    hub::{Ages, HubTeam, HubTerms, YearOf},
    ids::{AgencyId, PersonId, RecipientId, SummaryId},
    listing::ListingState,
    mistake::{Danger, Mistake, MistakeFact, MistakeMove, Recovery},
    panel::Rule,
    plan::{Came, Outcome, StrandState, Topic, View},
    rehabilitation::Use,
    reoffending_score::{
        Percent, RecordedSex, ScoreDays,
        arp::{Answers, Drug, OffenceKind},
        offence_weight::OffenceCode,
    },
    retention::{AfterPeriod, CountsFrom, RecordKind},
    risk::{RiskKind, RiskSource},
    role::{Role, Roles},
    section::Section,
};
use gate::Viewer;
use jiff::{ToSpan, civil::Date};
use std::collections::BTreeSet;

fn imposed(day: Date, months: u16) -> Details {
    let custody = Sentence {
        kind: SentenceKind::Custody,
        term: Term::new(months, 3),
        ends: Ends::On(day.saturating_add(i64::from(months).months())),
        runs: Runs::Consecutive,
        schedule_18: false,
    };
    let fine = Sentence {
        kind: SentenceKind::Fine,
        term: None,
        ends: Ends::NotKnown,
        runs: Runs::Concurrent,
        schedule_18: false,
    };
    let court = Some(line("North Court"));
    Details::new(line("theft"), court, day, day, Age::Adult, false, vec![custody, fine]).unwrap()
}

fn lead(office: &Office<'_>) -> Viewer {
    let Viewer { account, .. } = office.staff.reviewer;
    Viewer { account, roles: Roles::of(&[Role::InformationGovernance]), ..office.staff.officer }
}

/// Every kind of event of these registers, and then the log against the tables.
pub async fn registers_are_told_but_for_their_words(fresh: &Fresh) {
    let office = Office::open(fresh).await;
    let (app, officer) = (&office.app, office.staff.officer);
    let person = people::create(app, &officer, described(1), None).await.unwrap();
    convict(&office, person).await;
    assess(&office, person).await;
    flag(&office, person).await;
    plan(&office, person).await;
    casework::work(&office, person).await;
    provision::work(&office).await;
    list(&office, person).await;
    let body = NewRecipient {
        kind: RecipientKind::Employer,
        name: line("Quay Warehouse"),
        contact: line("Robin Hand"),
        address: words(1),
        agreed_on: office.today(),
        agreed_by: line("Robin Hand"),
    };
    let recipient = summaries::add_recipient(app, &officer, body, None).await.unwrap();
    sum_up(&office, person, recipient).await;
    let turned_down = RecordTurnedDown {
        person,
        kind: RecipientKind::Landlord,
        body: line("A landlord"),
        opportunity: line("A flat"),
        day: office.today(),
        why: TurnedDownWhy::ALL[0],
    };
    summaries::record_turned_down(app, &officer, turned_down, None).await.unwrap();
    keep(&office, person).await;
    err(&office, person).await;
    every_record_follows_from_its_events(fresh, &office).await;
    compare(fresh, &office, person).await;
}

async fn convict(office: &Office<'_>, person: PersonId) {
    let (app, officer, today) = (&office.app, office.staff.officer, office.today());
    let record = |day, months| RecordConviction { person, details: imposed(day, months) };
    let (early, late) = (today.saturating_sub(7.years()), today.saturating_sub(1.year()));
    let first = convictions::record(app, &officer, record(early, 10), None).await.unwrap();
    let second = convictions::record(app, &officer, record(late, 30), None).await.unwrap();
    let correct = ConvictionStep::Correct(imposed(late, 28), words(1));
    convictions::step(app, &officer, second, 1, correct).await.unwrap();
    convictions::step(app, &officer, first, 1, ConvictionStep::Remove(words(2))).await.unwrap();
}

async fn assess(office: &Office<'_>, person: PersonId) {
    let (app, officer, today) = (&office.app, office.staff.officer, office.today());
    let days = ScoreDays { assessed: today, convicted: today.saturating_sub(1.year()), counted_from: today };
    let puts = [
        Put::Ogrs3(OffenceCode::parse("046/00").unwrap()),
        Put::Arp {
            offence: OffenceKind::Theft,
            answers: Answers { drugs: BTreeSet::from([Drug::Crack]), ..Answers::default() },
            serious: Percent::of_hundredths(312),
        },
    ];
    for put in puts {
        let command = RecordScore {
            person,
            days,
            sex: RecordedSex::Male,
            first_age: 15,
            sanctions: 6,
            put,
            supersedes: None,
        };
        let wrong = scores::record(app, &officer, command.clone(), None).await.unwrap();
        let command = RecordScore { sanctions: 5, supersedes: Some(wrong), ..command };
        scores::record(app, &officer, command, None).await.unwrap();
    }
}

/// A strand with each fact that there is, and what the person said.
async fn plan(office: &Office<'_>, person: PersonId) {
    let (app, officer, today) = (&office.app, office.staff.officer, office.today());
    let (aim, need, strengths, quote) = (line("A flat"), Some(words(1)), Some(words(2)), Some(words(3)));
    let command = BeginStrand { person, topic: Topic::Alcohol, aim, need, strengths, quote };
    let id = plans::begin(app, &officer, command, None).await.unwrap();
    let step = |who| {
        let words = line("Bid for a flat");
        StrandMove::Agree(NewStep { words, who, by_the_person: true, due: today })
    };
    for (seen, what) in [(0, step(Who::Myself)), (1, step(Who::Team))] {
        plans::step(app, &officer, id, seen, what).await.unwrap();
    }
    let opened = plans::strand(app, &officer, id).await.unwrap();
    let steps: Vec<_> = opened.line.strand.steps().iter().map(|step| step.id).collect();
    let rest = [
        StrandMove::Move(steps[0], today.saturating_add(7.days())),
        StrandMove::Done(steps[0], Some(line("He has the keys"))),
        StrandMove::Drop(steps[1], line("No longer needed")),
        StrandMove::Progress(words(4)),
        StrandMove::Close(Came { outcome: Outcome::Partly, words: words(5), quote: Some(words(6)) }),
    ];
    for (seen, what) in (2..).zip(rest) {
        plans::step(app, &officer, id, seen, what).await.unwrap();
    }
    let said = RecordView { person, view: View::NotAgreed, words: Some(words(7)), day: today };
    plans::record_view(app, &officer, said, None).await.unwrap();
}

/// A hub with each fact that there is, and a place on its list with each fact of such a place.
async fn list(office: &Office<'_>, person: PersonId) {
    let (app, officer, chief, today) =
        (&office.app, office.staff.officer, office.staff.chief, office.today());
    let agency = chief.agency;
    let team = |number, ages| HubTeam { number, agency, name: line(&format!("Team {number}")), ages };
    let terms = |teams| HubTerms {
        name: line("Harbour hub"),
        operating: today.saturating_sub(2.years()),
        places: 9,
        staff: 3,
        teams,
        quorum: 1,
        rule: Rule::TwoThirds,
        meets: 3,
        criteria: first_rows(today),
    };
    let hub = hubs::open(app, &chief, terms(vec![team(1, Ages::Any)]), None).await.unwrap();
    hubs::set(app, &chief, hub, 0, terms(vec![team(1, Ages::Youth), team(2, Ages::Adult)])).await.unwrap();
    hubs::met(app, &chief, hub, 1, (today, Some(words(1)))).await.unwrap();
    let from = today.saturating_sub(3.years());
    let year = YearOf { from, people: 50, before: 90, after: 60, comparator: Some((70, 66)) };
    hubs::count(app, &chief, hub, 2, year).await.unwrap();
    let (kind, status, why) = (CohortKind::Ppo, LegalStatus::Statutory, words(2));
    let command = Propose { person, hub, kind, status, team: 2, why, by: None };
    let id = listings::propose(app, &officer, command, None).await.unwrap().id;
    let rest = [
        ListingMove::Acknowledge,
        ListingMove::InPlace(Principle::Access, line("Each Tuesday")),
        ListingMove::Pass(1),
        ListingMove::Status(LegalStatus::Statutory),
        ListingMove::Leave(words(3), Some(today.saturating_add(9.days()))),
    ];
    for (seen, what) in (2..).zip(rest) {
        listings::step(app, &officer, id, seen, what).await.unwrap();
    }
    let found = listings::listing(app, &officer, id).await.unwrap().line.listing;
    assert_eq!((found.state(), found.facts().len()), (ListingState::Left, 9));
}

/// One flag that holds on, and one that is over.
async fn flag(office: &Office<'_>, person: PersonId) {
    let (app, officer, today) = (&office.app, office.staff.officer, office.today());
    let day = |days: i64| Some(today.saturating_add(days.days()));
    for found in [Found::Holds(day(40)), Found::Over] {
        let command = RaiseRisk {
            person,
            kind: RiskKind::Staff,
            detail: words(5),
            source: RiskSource::Police,
            review: day(20),
            rises: false,
        };
        let flag = risks::raise(app, &officer, command, None).await.unwrap().id;
        let review = ReviewRisk { flag, seen: 0, found, words: words(6) };
        risks::review(app, &officer, review.clone(), None).await.unwrap();
        assert!(risks::review(app, &officer, review, None).await.is_err(), "that state is past");
    }
}

async fn written(office: &Office<'_>, person: PersonId, recipient: RecipientId) -> SummaryId {
    let (app, officer) = (&office.app, office.staff.officer);
    let command = WriteSummary {
        person,
        recipient,
        opportunity: line("Warehouse, nights"),
        purpose: line("To decide on the application"),
        used_for: Use::Ordinary,
        words: Words {
            explanation: words(1),
            risk: words(2),
            support: words(3),
            progress: words(4),
            contact: line("The duty desk"),
            reach: line("By letter"),
        },
    };
    let shown = summaries::preview(app, &officer, &command).await.unwrap();
    assert_eq!(shown.names, 1, "one conviction is on the record, and not spent");
    summaries::write(app, &officer, command, &shown.fingerprint, None).await.unwrap()
}

async fn sum_up(office: &Office<'_>, person: PersonId, recipient: RecipientId) {
    let (officer, chief) = (office.staff.officer, office.staff.chief);
    let shown = || (officer, SummaryStep::Show(Manner::Paper, line("English")));
    let agreed = || {
        let until = Some(office.today().saturating_add(90.days()));
        let taken = Taken {
            manner: Manner::Paper,
            language: line("English"),
            interpreter: None,
            capacity: None,
            until,
        };
        (officer, SummaryStep::Consent(taken, None))
    };
    let ways = [
        vec![
            shown(),
            agreed(),
            (chief, SummaryStep::Approve(None)),
            (officer, SummaryStep::Issue),
            (officer, SummaryStep::Hear(CameOfIt::TakenOn)),
            (officer, SummaryStep::Withdraw),
        ],
        vec![shown(), (officer, SummaryStep::Decline)],
        vec![shown(), agreed(), (chief, SummaryStep::Return(words(6)))],
        vec![(officer, SummaryStep::Drop(words(7)))],
    ];
    for way in ways {
        let id = written(office, person, recipient).await;
        for (seen, (viewer, step)) in (0_i64..).zip(way) {
            summaries::step(&office.app, &viewer, id, seen, step).await.unwrap();
        }
    }
}

/// Holds, rows of the agency's own, and a disposal that the second person refuses, years later.
async fn keep(office: &Office<'_>, person: PersonId) {
    let (app, chief, lead) = (&office.app, office.staff.chief, lead(office));
    for number in 0..2 {
        let place = HoldStep::Place(words(number), office.today().saturating_add(60.days()));
        retention::hold(app, &lead, person, Which::Own, place).await.unwrap();
        retention::hold(app, &chief, person, Which::Own, HoldStep::End(words(9))).await.unwrap();
    }
    let row = |months, from| SetSchedule {
        record: RecordKind::Case,
        counts_from: CountsFrom::LastContact,
        months,
        action: AfterPeriod::Review,
        from,
        source: line("Our own schedule"),
    };
    let today = office.today();
    retention::set_schedule(app, &lead, row(60, today)).await.unwrap();
    retention::set_schedule(app, &lead, row(72, today.saturating_add(9.days()))).await.unwrap();
    let gone = people::create(app, &office.staff.officer, described(2), None).await.unwrap();
    office.wait(366 * 9);
    retention::end_work(app, &lead, gone, Which::Own).await.unwrap();
    let proposed = retention::propose(app, &lead, gone, Which::Own).await.unwrap();
    let own = retention::refuse(app, &lead, proposed).await;
    assert!(matches!(own, Err(Refusal::NotNow(_))), "{own:?}");
    retention::refuse(app, &chief, proposed).await.unwrap();
    retention::propose(app, &chief, gone, Which::Own).await.unwrap();
}

/// One mistake about the person, decided in time and closed; one about several, decided late.
async fn err(office: &Office<'_>, person: PersonId) {
    let (app, lead) = (&office.app, lead(office));
    let fact = |step, late: bool| MistakeFact {
        step,
        words: words(8),
        danger: (step == MistakeMove::Assess).then_some(Danger::High),
        recovery: (step == MistakeMove::Recover).then_some(Recovery::Destroyed),
        late: late.then(|| line("Nobody was in")),
    };
    for (person, late) in [(Some(person), false), (None, true)] {
        let report = Report {
            person,
            what: words(10),
            people: 3,
            sections: vec![Section::Contact, Section::Risk],
            recipient: line("A neighbour"),
            happened: office.today(),
            aware: None,
        };
        let id = mistakes::report(app, &office.staff.officer, report, None).await.unwrap();
        if late {
            office.wait(4);
        }
        let steps = [
            fact(MistakeMove::Assess, false),
            fact(MistakeMove::TellCommissioner, late),
            fact(MistakeMove::SparePeople, false),
            fact(MistakeMove::Recover, false),
            fact(MistakeMove::Close, false),
        ];
        for (seen, step) in (0_i64..).zip(steps) {
            mistakes::step(app, &lead, id, seen, step).await.unwrap();
        }
    }
}

/// A summary as its events tell it.
fn without_text(one: &DisclosureSummary) -> (DisclosureSummary, String) {
    let text = fingerprint(&one.written.text.plain());
    let written = Written { text: Text { parts: Vec::new() }, ..one.written.clone() };
    (DisclosureSummary::replay(written, one.facts().iter().cloned()).unwrap(), text)
}

/// A mistake as its events tell it.
fn without_words(one: &Mistake) -> ToldMistake {
    let step = |(stamp, fact): &(_, MistakeFact)| ToldStep {
        stamp: *stamp,
        step: fact.step,
        danger: fact.danger,
        recovery: fact.recovery,
        late: fact.late.is_some(),
    };
    ToldMistake {
        people: one.people,
        sections: one.sections.clone(),
        happened: one.happened,
        aware: one.aware,
        tell_by: one.tell_by,
        stamp: one.stamp,
        steps: one.facts().iter().map(step).collect(),
    }
}

/// What a person's record has of this, rebuilt and kept.
pub async fn of_person(tx: &mut Box<dyn Tx>, keys: &Keys, person: PersonId, record: &Record) {
    let kept = keys.open(person, tx.convictions(person, ALL).await.unwrap());
    same("convictions", kept, record.convictions.values().cloned());
    let kept = tx.scores(person, None, ALL).await.unwrap().into_iter().map(|(_, score)| score).collect();
    same("scores", keys.open(person, kept), record.scores.values().cloned());
    let mut kept = Vec::new();
    for state in [StrandState::Open, StrandState::Closed] {
        kept.extend(
            tx.strands(person, state, None, ALL).await.unwrap().into_iter().map(|(_, strand)| strand),
        );
    }
    same("strands", keys.open(person, kept), record.strands.values().cloned());
    let kept = tx.plan_views(person, None, ALL).await.unwrap().into_iter().map(|(_, view)| view).collect();
    same("what the person said", keys.open(person, kept), record.plan_views.values().cloned());
    casework::compare(tx, keys, person, record).await;
    let reader = keys.viewer().agency;
    let kept = tx.listings(person, reader, None, ALL).await.unwrap();
    let kept = kept.into_iter().map(|(_, listing)| listing).collect();
    same("places on lists", keys.open(person, kept), record.listings.values().cloned());
    let kept = keys.open(person, tx.summaries(person, ALL).await.unwrap());
    same("summaries", kept.iter().map(without_text), record.summaries.values().cloned());
    let kept = keys.open(person, tx.turned_down(person, ALL).await.unwrap());
    same("applications", kept, record.applications.values().cloned());
}

async fn compare(fresh: &Fresh, office: &Office<'_>, person: PersonId) {
    let agency: AgencyId = office.staff.officer.agency;
    let events = told(&fresh.raw, person.0).await;
    let record = Record::replay(
        person,
        events.iter().map(|(kind, subject, stamp, body)| Told {
            kind: *kind,
            subject: *subject,
            stamp: *stamp,
            body,
        }),
    )
    .unwrap();
    let mut tx = fresh.read().await;
    same("holds", tx.holds(person, agency, ALL).await.unwrap(), record.holds.clone());
    assert_eq!((record.convictions.len(), record.summaries.len(), record.holds.len()), (2, 4, 2));
    assert_eq!(record.scores.values().filter(|one| one.corrected_by.is_some()).count(), 2);
    assert_eq!(record.scores.len(), 4);
    // That they are those of the table, every record above has shown.
    let stand = record.risk_flags.values().filter(|one| one.ended.is_none()).count();
    assert_eq!((record.risk_flags.len(), stand), (2, 1), "one is over");
    let events = told(&fresh.raw, office.app.partnership.0).await;
    let told = Partnership::replay(
        office.app.partnership,
        events.iter().map(|(kind, subject, stamp, body)| Told {
            kind: *kind,
            subject: *subject,
            stamp: *stamp,
            body,
        }),
    )
    .unwrap();
    same("recipients", tx.recipients(agency, ALL).await.unwrap(), told.recipients.values().cloned());
    let kept = tx.schedules(office.staff.officer.agency_kind, agency).await.unwrap();
    same("schedules", kept.into_iter().filter(|one| one.agency.is_some()), told.schedules.clone());
    same("disposals", tx.disposals(&[agency], ALL).await.unwrap(), told.disposals.values().cloned());
    let kept = tx.mistakes(&[agency], ALL).await.unwrap();
    same("mistakes", kept.iter().map(without_words), told.mistakes.values().cloned());
    provision::compare(office, &mut tx, &told).await;
    same("hubs", tx.hubs(office.app.partnership, ALL).await.unwrap(), told.hubs.values().cloned());
    assert_eq!((told.hubs.len(), record.listings.len(), record.strands.len()), (1, 1, 1));
    assert_eq!(
        record.pieces.len(),
        13,
        "but for health and somebody else's one of each kind, and of conferences two"
    );
    assert_eq!((told.schedules.len(), told.disposals.len(), told.mistakes.len()), (2, 2, 2));
    tx.end().await.unwrap();
}
