//! What somebody does next, chosen by numbers among what there is: people, orders, failures, meetings. What the rules refuse
//! changes nothing, which the comparison afterwards shows.

use super::office::{Office, described, words};
use crate::contract::fixture::line;
use app::{
    enforcement::{self, NewFailure, Step},
    handovers::{self, HandOver, HandoverStep},
    identity::{self, DecideIdentity},
    meetings::{self, ActionEnd, ArrangeMeeting, HoldMeeting, NewAction, NewGoal, Said, WhichGoal},
    orders::{
        self, Early, EndOrder, HandoverWords, MakeOrder, NewRequirement, NewWillingness, OrderStep,
        RequirementStep, SetLead,
    },
    people::{self, EditIdentity, MoveNote},
};
use domain::{
    cadence::{MeetingPoint, Trigger},
    failure::{Finding, Warning},
    identity_review::Verdict,
    ids::{ActionId, CaseHandoverId, FailureId, MeetingId, OrderId, PersonId, RequirementId},
    lead::{Activity, Nation},
    meeting::{Attendance, Came, MeetingKind, Minutes, Party, Progress, Setting},
    order::OrderKind,
    order_course::{EndType, Recipient},
    order_end::{Outcome, OutcomeAnswer, OutcomeKind},
    requirement::{Condition, ConditionKind, LawDates, RequirementMove},
};
use gate::Viewer;
use jiff::{SignedDuration, ToSpan};
use std::collections::BTreeMap;

/// One act: its kind, and numbers that choose.
#[derive(Debug, Clone, Copy)]
pub struct Act {
    pub kind: u32,
    pub a: u32,
    pub b: u32,
    pub c: u32,
}

/// Kinds of acts, some more often than others.
pub const WEIGHT: u32 = 50;

/// Acts that lead further what there is: kinds, and the number that says which step.
pub const FURTHER: [(u32, u32); 105] = [
    (16, 6),
    (16, 8),
    (16, 8),
    (31, 1),
    (32, 11),
    (32, 11),
    (32, 16),
    (32, 16),
    (26, 17),
    (26, 19),
    (26, 19),
    (26, 19),
    (44, 0),
    (45, 0),
    (45, 1),
    (45, 2),
    (5, 14),
    (26, 6),
    (26, 6),
    (26, 0),
    (26, 10),
    (5, 8),
    (16, 9),
    (16, 9),
    (16, 7),
    (4, 0),
    (4, 1),
    (5, 2),
    (5, 4),
    (5, 6),
    (5, 12),
    (5, 12),
    (24, 2),
    (26, 10),
    (26, 10),
    (31, 0),
    (31, 1),
    (32, 0),
    (32, 1),
    (32, 11),
    (32, 16),
    (5, 1),
    (5, 4),
    (5, 6),
    (5, 11),
    (5, 12),
    (5, 13),
    (5, 10),
    (10, 0),
    (10, 1),
    (10, 1),
    (10, 2),
    (10, 3),
    (10, 4),
    (11, 5),
    (14, 1),
    (14, 2),
    (14, 3),
    (15, 0),
    (16, 0),
    (16, 2),
    (16, 2),
    (16, 4),
    (16, 6),
    (16, 6),
    (16, 7),
    (16, 7),
    (16, 8),
    (16, 9),
    (20, 1),
    (20, 4),
    (21, 0),
    (21, 1),
    (21, 2),
    (24, 0),
    (24, 1),
    (26, 0),
    (26, 1),
    (26, 7),
    (26, 8),
    (26, 10),
    (26, 11),
    (26, 12),
    (26, 15),
    (26, 17),
    (35, 1),
    (35, 2),
    (36, 0),
    (36, 4),
    (36, 8),
    (37, 4),
    (37, 7),
    (37, 7),
    (39, 1),
    (42, 0),
    (42, 1),
    (42, 3),
    (32, 6),
    (32, 6),
    (32, 15),
    (32, 15),
    (46, 0),
    (46, 2),
    (47, 0),
    (3, 0),
];

/// The `number`th of a list, counted round and round.
pub fn of<T: Copy>(list: &[T], number: u32) -> T {
    list[number as usize % list.len()]
}

/// Now and then somebody saw an older version.
pub const fn seen(version: i64, number: u32) -> i64 {
    if number.is_multiple_of(17) { version + 1 } else { version }
}

impl Office<'_> {
    /// Does it, as far as the rules allow.
    pub async fn does(&self, act: Act) {
        let Act { kind, a, b, c } = act;
        match kind {
            0 | 1 => self.meets(a, b).await,
            2 => self.edits(a, b).await,
            3 => self.notes(a, b).await,
            4 => self.makes_order(a, b, c).await,
            5..=9 => self.steps_order(a, b, c).await,
            10 => self.ends_order(a, b, c).await,
            11..=13 => self.steps_requirement(a, b, c).await,
            14 => self.leads_and_cadence(a, b, c).await,
            15 if b.is_multiple_of(2) => self.records_failure(a, b, c).await,
            15..=19 => self.steps_failure(a, b, c).await,
            20 => self.arranges(a, b, c).await,
            21 | 22 => self.steps_meeting(a, b, c).await,
            23 => self.closes_action(a, b, c).await,
            24 | 25 => self.refers(a, b, c).await,
            26..=30 => self.steps_referral(a, b, c).await,
            31 => self.books(a, b, c).await,
            32..=34 => self.steps_appointment(a, b, c).await,
            35 => self.loads(a, b, c).await,
            36 => self.decides(a, b, c).await,
            37 | 38 => self.screens(a, b, c).await,
            39 => self.consents(a, b, c).await,
            40 => self.recommends(a, b, c).await,
            41 => self.enters(a, b, c).await,
            42 => self.reads_alert(a, b).await,
            43 => self.reviews(a, b, c).await,
            44 => self.hands_over(a, b, c).await,
            45 => self.answers_handover(a, b, c).await,
            46 => self.reviews_identity(a, b, c).await,
            47 => self.moves_note(a, b, c).await,
            _ => self.wait(i64::from(a % 21)),
        }
    }

    async fn hands_over(&self, a: u32, b: u32, c: u32) {
        let Some(person) = self.person(a).await else { return };
        let to = of(&[self.staff.chief.agency, self.staff.other.agency, self.staff.worker.agency], b);
        let command = HandOver { person, to, words: (c.is_multiple_of(2)).then(|| line("Call first")) };
        let viewer = of(&[self.staff.liaison, self.staff.liaison, self.staff.officer], c);
        let _ = handovers::hand_over(&self.app, &viewer, command, None).await;
    }

    async fn answers_handover(&self, a: u32, b: u32, c: u32) {
        let text = "select id, cast(facts as bigint) from case_handover order by id desc limit 8";
        let Some((id, version)) = self.pick::<CaseHandoverId>(text, a).await else { return };
        let staff = &self.staff;
        let (viewer, step) = match b % 3 {
            0 => (staff.chief, HandoverStep::TakeOn(of(&[staff.officer, staff.other], c).account)),
            1 => (staff.chief, HandoverStep::Decline(line("Lives in another area"))),
            _ => (staff.liaison, HandoverStep::Withdraw(line("No order was made"))),
        };
        let _ = handovers::answer(&self.app, &viewer, id, seen(version, c), step).await;
    }

    /// Whoever may have to do with an order: its holder's people, and others whom the rules refuse.
    fn supervisor(&self, number: u32) -> Viewer {
        let staff = &self.staff;
        of(&[staff.officer, staff.chief, staff.officer, staff.chief, staff.other, staff.worker], number / 16)
    }

    async fn meets(&self, a: u32, b: u32) {
        let viewer = of(&[self.staff.officer, self.staff.liaison, self.staff.officer], b);
        let _ = people::create(&self.app, &viewer, described(a % 40), None).await;
    }

    async fn edits(&self, a: u32, b: u32) {
        let Some(person) = self.person::<PersonId>(a).await else { return };
        let Ok(now) = people::identity(&self.app, &self.staff.officer, person).await else { return };
        let other = described(b % 40);
        let command = EditIdentity {
            person,
            seen: seen(now.version, b),
            legal: other.legal,
            known_as: other.known_as,
            born: now.born,
            gender: now.gender,
            identifiers: other.identifiers,
        };
        let _ = people::edit_identity(&self.app, &self.staff.officer, command).await;
    }

    /// Somebody looks who else a person may be, and decides.
    async fn reviews_identity(&self, a: u32, b: u32, c: u32) {
        let Some(person) = self.person::<PersonId>(a).await else { return };
        let viewer = of(&[self.staff.officer, self.staff.chief, self.staff.liaison], b);
        let Ok(view) = identity::review(&self.app, &viewer, person).await else { return };
        let Some(like) = view.likes.get((b as usize).checked_rem(view.likes.len()).unwrap_or_default())
        else {
            return;
        };
        let command = DecideIdentity {
            person,
            other: like.identity.person,
            seen: seen(like.review.version(), c),
            verdict: of(Verdict::ALL, c),
            reason: line("Compared the files"),
        };
        let _ = identity::decide(&self.app, &viewer, command).await;
    }

    /// A note was written on a wrong person's record.
    async fn moves_note(&self, a: u32, b: u32, c: u32) {
        let Some(person) = self.person::<PersonId>(a).await else { return };
        let Some(to) = self.person::<PersonId>(c).await else { return };
        let whose = self.raw.literal(person.0);
        let text = format!("select id, cast(0 as bigint) from note where person_id = {whose} order by id");
        let Some((note, _)) = self.pick(&text, b).await else { return };
        let viewer = of(&[self.staff.officer, self.staff.officer, self.staff.worker], c);
        let command = MoveNote { person, note, to, reason: line("Same name") };
        let _ = people::move_note(&self.app, &viewer, command).await;
    }

    async fn notes(&self, a: u32, b: u32) {
        let Some(person) = self.person(a).await else { return };
        let viewer = of(&[self.staff.officer, self.staff.worker, self.staff.liaison], b);
        let _ = people::add_note(&self.app, &viewer, person, words(b), None).await;
    }

    pub async fn makes_order(&self, a: u32, b: u32, c: u32) {
        let Some(person) = self.person::<PersonId>(a).await else { return };
        let staff = &self.staff;
        let made = self.today().saturating_sub(i64::from(b % 3).days());
        let kind = of(&[OrderKind::Community, OrderKind::Suspended, OrderKind::Licence], b);
        let conditions = ConditionKind::ALL.iter().map(|kind| Condition {
            kind: *kind,
            evidence: line("AUDIT 28"),
            assessor: line("Court nurse"),
            day: made,
        });
        let treatment = NewRequirement {
            code: "ATR".into(),
            amount: 6,
            conditions: conditions.collect(),
            provider: (c.is_multiple_of(3)).then_some(staff.worker.agency),
        };
        let activity =
            NewRequirement { code: "RAR".into(), amount: 20, conditions: Vec::new(), provider: None };
        let command = MakeOrder {
            person,
            kind,
            court: Some(line("North Court")),
            offence: (c.is_multiple_of(2)).then(|| line("Theft")),
            dates: LawDates { offence: Some(made.saturating_sub(40.days())), convicted: Some(made), made },
            ends: made.saturating_add(of(&[12, 6, 2], c).months()).saturating_sub(1.day()),
            operational_ends: None,
            nation: of(&[Nation::England, Nation::Wales], b),
            requirements: of(&[0_u8, 1, 2], c)
                .checked_sub(2)
                .map_or_else(|| vec![treatment, activity.clone()], |_| vec![activity.clone()]),
            high_risk: b.is_multiple_of(5),
            triggers: if b.is_multiple_of(4) { vec![of(Trigger::ALL, c)] } else { Vec::new() },
            allocate_to: (c.is_multiple_of(5)).then_some(staff.officer.account),
        };
        let _ = orders::make(&self.app, &of(&[staff.chief, staff.officer], b), command, None).await;
    }

    pub async fn an_order(&self, number: u32) -> Option<(OrderId, i64)> {
        self.pick("select id, cast(facts as bigint) from court_order order by id desc limit 3", number).await
    }

    async fn steps_order(&self, a: u32, b: u32, c: u32) {
        let Some((order, version)) = self.an_order(a).await else { return };
        let staff = &self.staff;
        let step = match b % 15 {
            0 => OrderStep::Serve(of(Recipient::ALL, c)),
            1..=3 => OrderStep::Allocate(of(&[staff.officer, staff.chief, staff.other], c).account),
            4 | 5 => OrderStep::Induct,
            6 | 7 => OrderStep::Commence,
            8 => OrderStep::Review((c.is_multiple_of(2)).then(|| line("It goes well"))),
            9 => OrderStep::Vary {
                ends: self.today().saturating_add(i64::from(c % 300).days()),
                reason: line("On application"),
            },
            10 => OrderStep::Transfer(of(&[staff.other.agency, staff.officer.agency], c)),
            11 => OrderStep::Suspend(line("In hospital")),
            14 => OrderStep::Plan,
            _ => OrderStep::Resume,
        };
        let day = (c.is_multiple_of(7)).then(|| self.today().saturating_sub(1.day()));
        let _ = orders::carry_out(&self.app, &self.supervisor(c), order, seen(version, c), day, step).await;
    }

    async fn ends_order(&self, a: u32, b: u32, c: u32) {
        let Some((order, version)) = self.an_order(a).await else { return };
        let (app, viewer, seen) = (&self.app, self.supervisor(c), seen(version, c));
        match b % 6 {
            0 => drop(orders::tell_agencies(app, &viewer, order, seen, line("Duty desk")).await),
            1 => {
                let viewer = of(&[self.staff.worker, self.staff.liaison, self.staff.officer], c);
                drop(orders::acknowledge(app, &viewer, order).await);
            }
            2 => {
                let kind = of(OutcomeKind::ALL, c);
                let (answer, score) = match kind {
                    OutcomeKind::Audit => (OutcomeAnswer::Score, Some(c % 45)),
                    _ => (of(OutcomeAnswer::ALL, c / 3), None),
                };
                let outcome = Outcome { kind, answer, score, day: self.today() };
                drop(orders::record_outcome(app, &viewer, order, outcome).await);
            }
            3 => {
                let words = HandoverWords {
                    going_well: words(a),
                    goes_on: words(b),
                    if_hard: words(c),
                    contact: line("Duty desk"),
                };
                drop(orders::write_handover(app, &viewer, order, words, None).await);
            }
            _ => {
                let early = Early { court_reviews: false, instructions_needed: None, plan_met: None };
                let command = EndOrder {
                    order,
                    seen,
                    end: of(EndType::ALL, c),
                    day: None,
                    contact: line("Duty desk"),
                    early: (c.is_multiple_of(2)).then_some(early),
                };
                // Not every one of them: an order that has ended shows little more.
                if c.is_multiple_of(3) {
                    drop(orders::end(app, &viewer, command).await);
                }
            }
        }
    }

    async fn steps_requirement(&self, a: u32, b: u32, c: u32) {
        let requirement: Option<(RequirementId, i64)> =
            self.pick("select id, cast(facts as bigint) from requirement order by id desc limit 12", a).await;
        let Some((requirement, version)) = requirement else { return };
        let text = format!(
            "select order_id, cast(0 as bigint) from requirement where id = {}",
            self.raw.literal(requirement.0)
        );
        let Some((order, _)) = self.pick::<OrderId>(&text, 0).await else { return };
        let command = RequirementStep {
            order,
            requirement,
            seen: seen(version, c),
            step: (!b.is_multiple_of(4)).then(|| of(RequirementMove::ALL, b / 4)),
            day: None,
            words: (c.is_multiple_of(3)).then(|| line("As agreed")),
            done: (b.is_multiple_of(3)).then_some(c % 21),
        };
        let _ = orders::requirement_step(&self.app, &self.supervisor(c), command).await;
    }

    async fn leads_and_cadence(&self, a: u32, b: u32, c: u32) {
        let Some((order, version)) = self.an_order(a).await else { return };
        let (app, viewer, seen) = (&self.app, self.supervisor(c), seen(version, c));
        let trigger = of(&[Trigger::Seriousness, Trigger::Change], c);
        match b % 4 {
            0 => {
                let staff = of(&[self.staff.officer, self.staff.worker], c);
                let command = SetLead {
                    order,
                    seen,
                    activity: of(Activity::ALL, c),
                    agency: staff.agency,
                    account: (b.is_multiple_of(3)).then_some(staff.account),
                    reason: line("As the partners agreed"),
                };
                drop(orders::set_lead(app, &viewer, command).await);
            }
            1 => {
                drop(orders::raise_cadence(app, &viewer, order, seen, trigger, line("A rise in risk")).await);
            }
            2 => drop(orders::lower_cadence(app, &viewer, order, seen, trigger).await),
            _ => {
                let Some(person) = self.person(a).await else { return };
                let new = NewWillingness {
                    person,
                    order: (c.is_multiple_of(2)).then_some(order),
                    kind: "ATR".into(),
                    willing: !c.is_multiple_of(3),
                    day: self.today(),
                    words: (c.is_multiple_of(5)).then(|| words(c)),
                };
                drop(orders::record_willingness(app, &viewer, new, None).await);
            }
        }
    }

    async fn records_failure(&self, a: u32, b: u32, c: u32) {
        let Some((order, _)) = self.an_order(a).await else { return };
        let new = NewFailure {
            order,
            day: self.today().saturating_sub(i64::from(b % 5).days()),
            what: line("Did not come"),
            offered: (b.is_multiple_of(2)).then(|| line("The bus was late")),
        };
        let _ = enforcement::record(&self.app, &self.supervisor(c), new, None).await;
    }

    async fn steps_failure(&self, a: u32, b: u32, c: u32) {
        let failure: Option<(FailureId, i64)> =
            self.pick("select id, cast(facts as bigint) from failure order by id desc limit 3", a).await;
        let Some((failure, version)) = failure else { return };
        let warning = Warning { circumstances: words(a), unacceptable: words(b), liability: words(c) };
        let step = match b % 10 {
            0 => Step::Await,
            1 => Step::Accept(words(c)),
            2 | 3 => Step::Reject(words(c)),
            4 | 5 => Step::Warn(warning),
            6 => Step::Refer(words(c)),
            7 if c.is_multiple_of(3) => Step::Void(words(c)),
            7 => Step::Begin,
            8 => Step::Drop(words(c)),
            _ => Step::Hear(of(Finding::ALL, c), (c.is_multiple_of(2)).then(|| words(c))),
        };
        let viewer = self.supervisor(c);
        let _ = enforcement::step(&self.app, &viewer, failure, seen(version, c), None, step).await;
    }

    async fn arranges(&self, a: u32, b: u32, c: u32) {
        let order = self.an_order(a).await.filter(|_| !b.is_multiple_of(4)).map(|(order, _)| order);
        let person = match order {
            Some(order) => {
                let whose = format!(
                    "select person_id, cast(0 as bigint) from court_order where id = {}",
                    self.raw.literal(order.0)
                );
                self.pick(&whose, 0).await.map(|(person, _)| person)
            }
            None => self.person(a).await,
        };
        let Some(person) = person else { return };
        let kind = if order.is_some() { of(MeetingKind::ALL, b) } else { MeetingKind::CaseConference };
        let command = ArrangeMeeting {
            person,
            order,
            kind,
            point: (kind == MeetingKind::ThreeWay).then(|| of(MeetingPoint::ALL, c)),
            setting: self.setting(c),
        };
        let _ = meetings::arrange(&self.app, &self.supervisor(c), command, None).await;
    }

    fn setting(&self, number: u32) -> Setting {
        let ahead = SignedDuration::from_hours(i64::from(number % 40));
        // A second for each look at the clock until it is held.
        let at =
            jiff::Timestamp::from_second(self.app.now().checked_add(ahead).unwrap().as_second()).unwrap();
        Setting { at, place: line("Castle Street office") }
    }

    async fn steps_meeting(&self, a: u32, b: u32, c: u32) {
        let meeting: Option<(MeetingId, i64)> =
            self.pick("select id, cast(facts as bigint) from meeting where state = 'arranged' order by id desc limit 6", a).await;
        let Some((meeting, version)) = meeting else { return };
        let (app, viewer, seen) = (&self.app, self.supervisor(c), seen(version, c));
        match b % 6 {
            0 => {
                let (to, why) = (self.setting(c), (c.is_multiple_of(2)).then(|| line("The room is taken")));
                drop(meetings::shift(app, &viewer, meeting, seen, to, of(Party::ALL, c), why).await);
            }
            1 if c.is_multiple_of(4) => {
                drop(meetings::cancel(app, &viewer, meeting, seen, line("Ill")).await);
            }
            _ => {
                if b.is_multiple_of(3) {
                    self.wait(2);
                }
                self.holds(&viewer, meeting, seen, a, c).await;
            }
        }
    }

    pub async fn holds(&self, viewer: &Viewer, meeting: MeetingId, seen: i64, a: u32, c: u32) {
        let whose = format!(
            "select person_id, cast(0 as bigint) from meeting where id = {}",
            self.raw.literal(meeting.0)
        );
        let Some((person, _)) = self.pick::<PersonId>(&whose, 0).await else { return };
        let theirs = self.raw.literal(person.0);
        let goal = format!("select id, cast(0 as bigint) from goal where person_id = {theirs} order by id");
        let former = self.pick(&goal, c).await.map(|(goal, _)| WhichGoal::Former(goal));
        let goal = former.filter(|_| c.is_multiple_of(2)).unwrap_or(WhichGoal::New(0));
        let voices = Party::ALL.iter().take(1 + a as usize % 3).map(|party| Said {
            goal,
            party: *party,
            progress: of(Progress::ALL, c),
            words: (a.is_multiple_of(2)).then(|| line("On the way")),
        });
        let due = self.today().saturating_add(i64::from(c % 30).days());
        let open = format!(
            "select id, cast(0 as bigint) from action where state = 'open' and person_id = {theirs} order by id"
        );
        let carried: BTreeMap<ActionId, _> =
            self.pick(&open, a).await.map(|(action, _)| (action, due)).into_iter().collect();
        let all = of(&[Came::Attended, Came::Attended, Came::Apologies], c);
        let command = HoldMeeting {
            meeting,
            seen,
            minutes: Minutes {
                attendance: Attendance::new(Came::Attended, Came::Attended, all),
                words: (c.is_multiple_of(3)).then(|| words(c)),
                decisions: vec![line("Go on as before")],
            },
            goals: vec![NewGoal { words: line("See my daughter again") }],
            voices: voices.collect(),
            actions: vec![NewAction { words: line("Ring the housing office"), who: of(Party::ALL, c), due }],
            carried,
        };
        let _ = meetings::hold(&self.app, viewer, command).await;
    }

    async fn closes_action(&self, a: u32, b: u32, c: u32) {
        let action: Option<(ActionId, i64)> =
            self.pick("select id, cast(facts as bigint) from action order by id", a).await;
        let Some((action, version)) = action else { return };
        let end = if b.is_multiple_of(2) { ActionEnd::Done } else { ActionEnd::Dropped(line("Not needed")) };
        let _ = meetings::close_action(&self.app, &self.supervisor(c), action, seen(version, c), end).await;
    }
}
