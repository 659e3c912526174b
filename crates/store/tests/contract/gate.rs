//! Item and list hold together: whoever a list shows is exactly whom the gate lets the viewer know of.

use super::fixture::{self, Fresh, Staff, TODAY, World, at, id, identity, stamp};
use app::{
    fill,
    ports::{InboxQuery, NewNotice, PostcodeQuery, SearchQuery, Store as _, Tx},
};
use domain::{
    duty::{Duty, DutyKind, Owner},
    ids::PersonId,
    involvement::{Involvement, InvolvementRole},
    notice::NoticeKind,
    opening::{EmergencyReason, Opening, OpeningKind},
    person::Contact,
    referral::{DeclineReason, Fact, Referral, Request, State},
    restriction::{BarReason, Exclusion, KeptApart},
    section::{Purpose, Section},
};
use gate::{Access, Condition, ListFilter, Relations, Standing};
use jiff::{ToSpan, civil::Date};
use proptest::{
    bool::weighted, collection::vec, option, prelude::*, sample::subsequence, strategy::ValueTree,
    test_runner::TestRunner,
};
use std::collections::BTreeSet;

const PURPOSES: [Purpose; 3] = [Purpose::Supervision, Purpose::Referral, Purpose::Administration];

/// More than there are rows of any list.
const LIMIT: u32 = 100_000;

/// Staff, whether named, first day and last day, in days from today, and the last day of the service that it rests on.
type Place = (usize, bool, i64, Option<i64>, Option<i64>);

/// What relates the four members of staff to one person, in numbers.
#[derive(Debug, Clone)]
struct Case {
    /// Places on the team.
    involvements: Vec<Place>,
    /// From whom, to whom, which steps, and the last day of the service that was asked.
    referrals: Vec<(usize, usize, usize, Option<i64>)>,
    /// Since when access is limited, and who is named.
    limited: Option<(i64, Vec<usize>)>,
    /// To whom it was opened, whether to them alone, from and until which minute, whether somebody ended it, and whose part.
    openings: Vec<(usize, bool, i64, i64, bool, Option<usize>)>,
    /// Who is barred, from which day, up to which.
    barred: Vec<(usize, i64, Option<i64>)>,
    /// From whose other person the record is kept apart.
    apart: Vec<usize>,
}

fn case() -> impl Strategy<Value = Case> {
    let involvement =
        (0..4_usize, any::<bool>(), -3..3_i64, option::of(-3..3_i64), option::weighted(0.3, -2..2_i64));
    let referral = (0..4_usize, 0..4_usize, 0..STEPS.len(), option::weighted(0.3, -2..2_i64));
    let limited = option::weighted(0.3, (-2..2_i64, vec(0..4_usize, 0..3)));
    let opening = (0..4_usize, any::<bool>(), -90..30_i64, 1..90_i64, weighted(0.2), option::of(0..4_usize))
        .prop_map(|(who, named, from, lasts, ended, of)| (who, named, from, from + lasts, ended, of));
    let barred = (0..4_usize, -3..3_i64, option::of(-3..3_i64));
    let apart = prop_oneof![4 => Just(vec![]), 1 => subsequence(vec![0, 1, 2, 3], 1..=2)];
    let bars = (vec(barred, 0..2), apart);
    (vec(involvement, 0..3), vec(referral, 0..3), limited, vec(opening, 0..3), bars).prop_map(
        |(involvements, referrals, limited, openings, (mut barred, apart))| {
            // Nobody is barred twice from one day.
            barred.sort_by_key(|(who, from, _)| (*who, *from));
            barred.dedup_by_key(|(who, from, _)| (*who, *from));
            Case { involvements, referrals, limited, openings, barred, apart }
        },
    )
}

const STEPS: [&[Fact]; 5] = [
    &[],
    &[Fact::Received],
    &[Fact::Received, Fact::Accepted],
    &[Fact::Declined(DeclineReason::NoCapacity, None)],
    &[Fact::Accepted, Fact::Begun, Fact::Concluded(None, None)],
];

fn day(offset: i64) -> Date {
    TODAY.saturating_add(offset.days())
}

fn in_force(from: i64, to: Option<i64>) -> bool {
    from <= 0 && to.is_none_or(|to| to >= 0)
}

/// Whether a service is there today.
fn goes_on(until: Option<i64>) -> bool {
    until.is_none_or(|until| until >= 0)
}

/// An instant, in minutes from now.
fn minute(offset: i64) -> jiff::Timestamp {
    at(offset * 60_000)
}

/// What is open to a member of staff now.
fn open_now(world: &World, case: &Case, viewer: Staff) -> bool {
    to_them(world, case, viewer).any(|(from, until)| from <= 0 && until > 0)
}

/// From and until when it was opened to a member of staff, where nobody has ended that.
fn to_them(world: &World, case: &Case, viewer: Staff) -> impl Iterator<Item = (i64, i64)> {
    let staff = world.all_staff();
    case.openings
        .iter()
        .filter(|(_, _, _, _, ended, _)| !ended)
        .filter(move |(who, named, ..)| {
            staff[*who].agency == viewer.agency && (!named || staff[*who].account == viewer.account)
        })
        .map(|&(_, _, from, until, _, _)| (from, until))
}

/// Who no longer works with the other person from whom records are kept apart.
const ENDED: usize = 0;

/// Somebody with whom each member of staff works, or did; nobody finds them in any list.
async fn others(fresh: &Fresh, world: &World) -> Vec<PersonId> {
    let mut batch = fill::Batch::default();
    let mut others = Vec::new();
    for (who, staff) in world.all_staff().into_iter().enumerate() {
        let other = identity("Zed", "Quill", staff.agency);
        others.push(other.person);
        batch.limited.push(fill::LimitedAccess { person: other.person, named: vec![], from: day(-3) });
        batch.involvements.push(Involvement {
            id: id(),
            person: other.person,
            agency: staff.agency,
            account: Some(staff.account),
            role: InvolvementRole::Support,
            leads: false,
            from: day(-2),
            to: (who == ENDED).then(|| day(-1)),
        });
        batch.people.push((other, at(0)));
    }
    fresh.db.fill(batch).await.unwrap();
    others
}

fn in_progress(steps: usize) -> bool {
    steps < 3
}

/// The standing as the case says it, worked out without SQL.
fn model(world: &World, case: &Case, person: PersonId, viewer: Staff) -> Standing {
    let staff = world.all_staff();
    let mut relations = Relations::NONE;
    for &(who, named, from, to, until) in &case.involvements {
        let force = in_force(from, to) && goes_on(until);
        relations = relations
            .and(Condition::AgencyInvolved, force && staff[who].agency == viewer.agency)
            .and(Condition::OnTeam, force && named && staff[who].account == viewer.account);
    }
    for &(from, to, steps, until) in &case.referrals {
        let asked = in_progress(steps) && goes_on(until);
        relations = relations
            .and(Condition::ReferralIn, asked && staff[to].agency == viewer.agency)
            .and(Condition::ReferralOut, in_progress(steps) && staff[from].agency == viewer.agency)
            .and(Condition::ReferralOver, !in_progress(steps) && staff[to].agency == viewer.agency);
    }
    let opened = to_them(world, case, viewer).next().is_some();
    relations = relations.and(Condition::OpenedTo, opened);
    let barred =
        case.barred.iter().any(|&(who, from, to)| staff[who].account == viewer.account && in_force(from, to));
    // Of whom the others work with, nobody but the officer's work has ended.
    let apart = case.apart.iter().any(|&who| who != ENDED && staff[who].account == viewer.account);
    let access = match &case.limited {
        _ if barred || apart => Access::LimitedOthers,
        Some((from, named)) if *from <= 0 => {
            if named.iter().any(|&who| staff[who].account == viewer.account) {
                Access::LimitedNamed
            } else {
                Access::LimitedOthers
            }
        }
        _ => Access::Ordinary,
    };
    Standing { relations, access, ..Standing::none(person) }
}

/// Those that rest on a service with a last day, or those that do not.
fn involvements(world: &World, person: PersonId, case: &Case, rest: bool) -> Vec<Involvement> {
    let staff = world.all_staff();
    let wanted = case.involvements.iter().filter(|one| one.4.is_some() == rest);
    wanted
        .map(|&(who, named, from, to, _)| Involvement {
            id: id(),
            person,
            agency: staff[who].agency,
            account: named.then_some(staff[who].account),
            role: InvolvementRole::Support,
            leads: false,
            from: day(from),
            to: to.map(day),
        })
        .collect()
}

/// Gives services their last days, as the use-cases do: on the team, and on referrals.
async fn services_end(world: &World, tx: &mut Box<dyn Tx>, batch: &[Referral], cases: &[(PersonId, Case)]) {
    let mut referrals = batch.iter();
    for (person, case) in cases {
        let untils = case.involvements.iter().filter_map(|one| one.4);
        for (one, until) in involvements(world, *person, case, true).iter().zip(untils) {
            tx.add_to_team(one, world.alcohol.id, Some(day(until))).await.unwrap();
        }
        for (_, _, _, until) in &case.referrals {
            let made = referrals.next().unwrap();
            assert_eq!(made.request.person, *person);
            if let Some(until) = until {
                tx.referral_until(made.request.id, day(*until)).await.unwrap();
            }
        }
    }
}

fn rows(world: &World, cases: &[(PersonId, Case)]) -> fill::Batch {
    let staff = world.all_staff();
    let mut batch = fill::Batch::default();
    for (person, case) in cases {
        let person = *person;
        let mut who = identity("Ada", "Crane", staff[0].agency);
        who.person = person;
        batch.people.push((who, at(0)));
        let (holder, postcode) = (staff[0].agency, Some("NQ1 1AA".to_owned()));
        let contact = Contact { person, holder, address: None, postcode, telephone: None, email: None };
        batch.contacts.push((contact, at(0)));
        batch.involvements.extend(involvements(world, person, case, false));
        for &(from, to, steps, _) in &case.referrals {
            let request = Request {
                from: staff[from].agency,
                made_by: staff[from].account,
                to: staff[to].agency,
                ..world.request(person)
            };
            let mark = stamp(staff[from], at(0));
            let facts = [Fact::Sent].iter().chain(STEPS[steps]).map(|fact| (mark, fact.clone()));
            batch.referrals.push(Referral::replay(request, facts).unwrap());
        }
        if let Some((from, named)) = &case.limited {
            let named = named.iter().map(|&who| staff[who].account).collect();
            batch.limited.push(fill::LimitedAccess { person, named, from: day(*from) });
        }
        for one in staff {
            let owner = Owner { agency: one.agency, account: Some(one.account) };
            let (subject, kind) = (one.account.0, DutyKind::Appointment);
            let duty = Duty { id: id(), person, kind, owner, due: TODAY, subject, why: None };
            batch.duties.push((duty, stamp(one, at(0))));
        }
    }
    batch
}

/// Fills the database with so many people of random cases; answers who they are.
pub async fn filled(fresh: &Fresh, world: &World, count: usize) -> Vec<PersonId> {
    let mut runner = TestRunner::deterministic();
    let cases: Vec<(PersonId, Case)> =
        (0..count).map(|_| (id(), case().new_tree(&mut runner).unwrap().current())).collect();
    fresh.db.fill(rows(world, &cases)).await.unwrap();
    cases.into_iter().map(|(person, _)| person).collect()
}

pub async fn lists_show_exactly_whom_the_gate_lets_one_know_of(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let mut runner = TestRunner::deterministic();
    let cases: Vec<(PersonId, Case)> = (0..fixture::cases(24_000).max(2_000) / 12)
        .map(|_| (id(), case().new_tree(&mut runner).unwrap().current()))
        .collect();
    let batch = rows(&world, &cases);
    let made = batch.referrals.clone();
    fresh.db.fill(batch).await.unwrap();
    let others = others(fresh, &world).await;
    let mut tx = fresh.write().await;
    services_end(&world, &mut tx, &made, &cases).await;
    open_and_bar(&world, &mut tx, &cases).await;
    for (person, case) in &cases {
        for &who in &case.apart {
            let staff = world.all_staff()[who];
            let (from, contact) = (others[who], staff.account);
            let one = KeptApart {
                person: *person,
                from,
                reference: "X".into(),
                contact,
                stamp: stamp(staff, at(0)),
            };
            assert!(tx.keep_apart(&one).await.unwrap());
        }
    }
    for (person, _) in &cases {
        for staff in world.all_staff() {
            let (account, person, subject) = (staff.account, *person, id());
            let notice = NewNotice {
                id: id(),
                account,
                person,
                subject,
                kind: NoticeKind::ReferralAccepted,
                at: at(0),
                agency: None,
            };
            tx.insert_notice(&notice).await.unwrap();
        }
    }
    tx.commit().await.unwrap();
    let people: Vec<PersonId> = cases.iter().map(|(person, _)| *person).collect();
    let mut tx = fresh.read().await;
    let (mut shown, mut hidden, mut lasting) = (0, 0, 0);
    for staff in world.all_staff() {
        let mut standings = tx.standings(&staff.viewer, &people, TODAY).await.unwrap();
        standings.sort_by_key(|standing| standing.person);
        let mut expected: Vec<_> =
            cases.iter().map(|(person, case)| model(&world, case, *person, staff)).collect();
        expected.sort_by_key(|standing| standing.person);
        assert_eq!(standings, expected, "what SQL says of a standing is what the case says");
        // What was opened for a while counts while it lasts, as use-cases complete a standing.
        let open = tx.circumstances(&staff.viewer, &people, &[], TODAY, at(0)).await.unwrap();
        for standing in &mut standings {
            let case = &cases.iter().find(|(person, _)| *person == standing.person).unwrap().1;
            let told = open.get(&standing.person).is_some_and(|one| !one.opened.is_none());
            assert_eq!(told, open_now(&world, case, staff), "{case:?}");
            if !told {
                standing.relations = standing.relations.without(Condition::OpenedTo);
            }
            lasting += usize::from(told);
        }
        for purpose in PURPOSES {
            let known: BTreeSet<PersonId> = standings
                .iter()
                .filter(|standing| world.gate.may_know_of(&staff.viewer, purpose, standing))
                .map(|standing| standing.person)
                .collect();
            shown += known.len();
            hidden += people.len() - known.len();
            let filter = world.gate.visible_to(&staff.viewer, purpose).at(at(0));
            lists_hold(&world, &mut tx, &cases, staff, &filter, &known).await;
        }
    }
    assert!(
        shown > 100 && hidden > 100 && lasting > 30,
        "the cases are worth something: {shown} shown, {hidden} hidden, {lasting} open"
    );
}

async fn open_and_bar(world: &World, tx: &mut Box<dyn Tx>, cases: &[(PersonId, Case)]) {
    let staff = world.all_staff();
    let mut openings = Vec::new();
    for (person, case) in cases {
        for &(who, named, from, until, ended, of) in &case.openings {
            openings.push(Opening {
                id: id(),
                person: *person,
                kind: if of.is_some() { OpeningKind::OneOff } else { OpeningKind::Emergency },
                agency: staff[who].agency,
                account: named.then_some(staff[who].account),
                holder: of.map(|of| staff[of].agency),
                sections: vec![Section::Contact],
                reason: of.is_none().then_some(EmergencyReason::Medical),
                words: None,
                subject: None,
                from: minute(from),
                until: minute(until),
                ended: ended.then(|| minute(from)),
                stamp: stamp(staff[who], minute(from)),
            });
        }
        for &(who, from, to) in &case.barred {
            let exclusion = Exclusion {
                person: *person,
                account: staff[who].account,
                from: day(from),
                to: to.map(day),
                reason: BarReason::Conflict,
                stamp: stamp(staff[0], at(0)),
            };
            assert!(tx.exclude(&exclusion).await.unwrap());
        }
    }
    tx.insert_openings(&openings).await.unwrap();
}

/// What a list says of standings is what is said of each alone, and what a list by ids says.
async fn told_alike(tx: &mut Box<dyn Tx>, staff: Staff, mut told: Vec<Standing>) {
    told.sort_by_key(|standing| standing.person);
    let people: Vec<PersonId> = told.iter().map(|standing| standing.person).collect();
    let mut standings = tx.standings(&staff.viewer, &people, TODAY).await.unwrap();
    standings.sort_by_key(|standing| standing.person);
    assert_eq!(told, standings);
    let listed = tx.listed(&staff.viewer, &people, TODAY).await.unwrap();
    let mut listed: Vec<Standing> = listed.into_iter().map(|one| one.standing).collect();
    listed.sort_by_key(|standing| standing.person);
    assert_eq!(told, listed);
}

async fn lists_hold(
    world: &World,
    tx: &mut Box<dyn Tx>,
    cases: &[(PersonId, Case)],
    staff: Staff,
    filter: &ListFilter,
    known: &BTreeSet<PersonId>,
) {
    for born in [None, Some(jiff::civil::date(1991, 2, 14))] {
        let query = SearchQuery { words: vec!["crane".into(), "ad".into()], born, after: None, limit: LIMIT };
        let found = tx.search(filter, &query, TODAY).await.unwrap();
        assert_eq!(found.len(), known.len(), "search shows nobody twice");
        let standings: Vec<Standing> = found.into_iter().map(|(_, one)| one.standing).collect();
        let people: BTreeSet<PersonId> = standings.iter().map(|standing| standing.person).collect();
        assert_eq!(&people, known, "search");
        told_alike(tx, staff, standings).await;
    }
    let codes = ("NQ1".to_owned(), "NQ1!".to_owned());
    let query = PostcodeQuery { codes, names: vec![], born: None, typed: "nq1".into(), limit: LIMIT };
    let found = tx.search_postcode(filter, &query, TODAY).await.unwrap();
    let standings: Vec<Standing> = found.into_iter().map(|one| one.listed.standing).collect();
    let people: Vec<PersonId> = standings.iter().map(|standing| standing.person).collect();
    assert_eq!(people, known.iter().copied().collect::<Vec<_>>(), "search by postcode, in order");
    told_alike(tx, staff, standings).await;
    let on_team = |person: &PersonId| {
        let case = &cases.iter().find(|(id, _)| id == person).unwrap().1;
        model(world, case, *person, staff).relations.has(Condition::OnTeam)
    };
    let team: Vec<PersonId> = known.iter().copied().filter(on_team).collect();
    let (listed, size) = tx.caseload(filter, staff.account, None, LIMIT, TODAY).await.unwrap();
    let standings: Vec<Standing> = listed.into_iter().map(|one| one.standing).collect();
    assert_eq!(standings.iter().map(|one| one.person).collect::<Vec<_>>(), team, "caseload");
    assert_eq!(size, team.len() as u64, "caseload's size");
    told_alike(tx, staff, standings).await;
    let duties = tx.duties(filter, staff.account, TODAY, TODAY, LIMIT).await.unwrap();
    assert_eq!(&duties.iter().map(|duty| duty.person).collect::<BTreeSet<_>>(), known, "duties");
    let notices = tx.notices(filter, staff.account, TODAY, None, LIMIT).await.unwrap();
    assert_eq!(&notices.iter().map(|notice| notice.person).collect::<BTreeSet<_>>(), known, "notices");

    let all = world.all_staff();
    let referrals = |wanted: &dyn Fn(usize, usize, usize) -> bool| -> usize {
        let visible = cases.iter().filter(|(person, _)| known.contains(person));
        visible
            .flat_map(|(_, case)| &case.referrals)
            .filter(|(from, to, steps, _)| wanted(*from, *to, *steps))
            .count()
    };
    let to_mine = referrals(&|_, to, steps| steps < 2 && all[to].agency == staff.agency);
    assert_eq!(tx.inbox_size(filter, TODAY, LIMIT).await.unwrap(), to_mine as u64, "inbox's size");
    assert_eq!(
        tx.inbox_size(filter, TODAY, 2).await.unwrap(),
        to_mine.min(2) as u64,
        "counted up to a limit"
    );
    for (states, steps) in [
        (vec![State::Sent], 0..1),
        (vec![State::Sent, State::Received], 0..2),
        (State::ALL.to_vec(), 0..STEPS.len()),
    ] {
        let query = InboxQuery { states, after: None, limit: LIMIT };
        let found = tx.inbox(filter, &query, TODAY).await.unwrap();
        assert!(found.iter().all(|one| known.contains(&one.label().person)));
        let expected = referrals(&|_, to, step| steps.contains(&step) && all[to].agency == staff.agency);
        assert_eq!(found.len(), expected, "inbox");
    }
    let waiting = tx.awaiting(filter, staff.account, None, LIMIT, TODAY).await.unwrap();
    assert!(waiting.iter().all(|one| known.contains(&one.label().person)));
    let expected = referrals(&|from, _, steps| steps < 2 && all[from].account == staff.account);
    assert_eq!(waiting.len(), expected, "awaiting");
}
