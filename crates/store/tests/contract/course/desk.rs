//! The same for referrals, appointments, court lists, screening and other ways in.

use super::{
    acts::{of, seen},
    office::{Office, described, words},
};
use crate::contract::fixture::line;
use app::{
    appointments::{
        self, BookAppointment, CorrectAttendance, GiveFeedback, MoveAppointment, RecordAttendance, Slot,
    },
    court::{self, Decide, LoadList, MoveEntry},
    pathways::{self, AmendPathway, HoldReview},
    referrals::{self, Amend, BookFirst, MakeReferral},
    screening::{self, AskConsent, Assess, GiveAudit, MeetEntry, Met, Paper, Recommend, RecommendationGate},
    ways_in::{self, AuditC, Enter},
};
use domain::{
    appointment::{AskedBy, Attendance, NotHeld},
    audit::{Answers, Mode, Pregnancy},
    consent::{ConsentTo, Manner, Taken},
    feedback::{Engagement, Fit, Progress, Standard},
    hearing::{Deciding, Trigger},
    ids::{
        AppointmentId, ConsentId, CourtEntryId, DutyId, FirstContactId, PersonId, RecommendationId,
        ReferralId, RequirementId, ScreeningId,
    },
    pathway::{NeedLevel, Pathway},
    protocol::Definition,
    recommendation::{HearingOutcome, Outcome, Proposal, ReportForm},
    referral::{DeclineReason, DeliveryNeed, EndReason, Part, Summary, Told, WithdrawReason},
    screening::{
        AlcoholScreen, Found, KnownOnPaper, KnownService, NotAskedWhy, RiskToSelf, Setting, SevenNeeds,
        Suitability,
    },
    section::Section,
    text::Line,
    way_in::Door,
};
use jiff::{ToSpan, civil::time};
use std::fmt::Write as _;

fn summary(number: u32) -> Summary {
    let told = |is: bool, number| if is { Told::Known(words(number)) } else { Told::NoneKnown };
    Summary {
        risk: told(number.is_multiple_of(2), number),
        needs: told(number.is_multiple_of(3), number),
        kinds: if number.is_multiple_of(3) { vec![of(DeliveryNeed::ALL, number)] } else { Vec::new() },
    }
}

fn taken(number: u32) -> Taken {
    Taken {
        manner: of(Manner::ALL, number),
        language: line("English"),
        interpreter: (number.is_multiple_of(4)).then(|| line("By telephone")),
        capacity: None,
        until: None,
    }
}

fn answers(number: u32) -> Answers {
    let mut answers = Answers::NONE;
    for place in 0..10 {
        let points = u8::try_from((number >> place) % 5).unwrap() / 2 * 2;
        if (number >> 20) % 10 != place {
            answers = answers.with(domain::audit::Item::ALL[place as usize], points).unwrap();
        }
    }
    answers
}

impl Office<'_> {
    fn slot(&self, number: u32) -> Slot {
        Slot {
            beside: None,
            day: Some(self.today().saturating_add(i64::from(number % 3).days())),
            time: Some(time(10, 0, 0, 0)),
            minutes: 45,
            place: Some(line("Castle Street office")),
        }
    }

    pub async fn refers(&self, a: u32, b: u32, c: u32) {
        let requirement: Option<(RequirementId, i64)> = self
            .pick("select id, cast(0 as bigint) from requirement where kind = 'ATR' order by id", a)
            .await;
        let requirement = requirement.filter(|_| !b.is_multiple_of(3)).map(|(id, _)| id);
        let person = match requirement {
            Some(id) => {
                let whose = format!(
                    "select person_id, cast(0 as bigint) from requirement where id = {}",
                    self.raw.literal(id.0)
                );
                self.pick(&whose, 0).await.map(|(person, _)| person)
            }
            None => self.person(a).await,
        };
        let Some(person) = person else { return };
        let service = self.service;
        let command = MakeReferral { person, service, requirement, asks: words(b), summary: summary(c) };
        let viewer = of(&[self.staff.officer, self.staff.chief, self.staff.liaison], c);
        let _ = referrals::make(&self.app, &viewer, command, None).await;
    }

    pub async fn steps_referral(&self, a: u32, b: u32, c: u32) {
        let one: Option<(ReferralId, i64)> =
            self.pick("select id, cast(facts as bigint) from referral order by id desc limit 8", a).await;
        let Some((id, version)) = one else { return };
        let (app, seen) = (&self.app, seen(version, c));
        let (worker, officer) =
            (of(&[self.staff.worker, self.staff.reviewer], c % 5 / 4), self.staff.officer);
        let later = self.today().saturating_add(9.days());
        let said = (c.is_multiple_of(2)).then(|| words(c));
        let _ = match b % 22 {
            0 => referrals::receive(app, &worker, id, seen).await,
            1..=4 => referrals::accept(app, &worker, id, seen).await,
            5 => referrals::decline(app, &worker, id, seen, of(DeclineReason::ALL, c), said).await,
            6 if c.is_multiple_of(3) => {
                referrals::withdraw(app, &officer, id, seen, of(WithdrawReason::ALL, c), said).await
            }
            6 | 7 => referrals::ask(app, &worker, id, seen, words(c)).await,
            8 | 9 => referrals::give(app, &officer, id, seen, words(c)).await,
            10 => referrals::waitlist(app, &worker, id, seen, later, said).await,
            11 => referrals::offer(app, &worker, id, seen, later, said).await,
            12..=14 => referrals::read_warning(app, &worker, id, seen).await,
            15 | 16 => {
                let command = BookFirst { slot: self.slot(c) };
                referrals::book_first(app, &worker, id, seen, command).await
            }
            17 | 18 => referrals::begin(app, &worker, id, seen).await,
            19 if c.is_multiple_of(3) => {
                referrals::conclude(app, &worker, id, seen, of(EndReason::ALL, c), said).await
            }
            _ => {
                let amend = Amend { part: of(Part::ALL, c), new: Some(words(c)), why: words(b) };
                referrals::amend(app, &officer, id, seen, amend).await
            }
        };
    }

    pub async fn books(&self, a: u32, b: u32, c: u32) {
        let referral: Option<(ReferralId, i64)> =
            self.pick("select id, cast(0 as bigint) from referral where state not in ('sent', 'received') order by id", a).await;
        let referral = referral.filter(|_| !b.is_multiple_of(3)).map(|(id, _)| id);
        let person: Option<PersonId> = match referral {
            Some(id) => {
                let whose = format!(
                    "select person_id, cast(0 as bigint) from referral where id = {}",
                    self.raw.literal(id.0)
                );
                self.pick(&whose, 0).await.map(|(person, _)| person)
            }
            None => self.person(a).await,
        };
        let Some(person) = person else { return };
        let viewer = if referral.is_some() { self.staff.worker } else { self.staff.officer };
        let command = BookAppointment { with: None, person, slot: self.slot(c), referral };
        let _ = appointments::book(&self.app, &viewer, command, None).await;
    }

    pub async fn steps_appointment(&self, a: u32, b: u32, c: u32) {
        let text = "select p.id, cast(1 + (select count(*) from appointment_fact f where f.person_id = p.person_id \
                    and f.appointment_id = p.id) as bigint) from appointment p order by p.id desc limit 6";
        let Some((id, version)) = self.pick::<AppointmentId>(text, a).await else { return };
        let app = &self.app;
        let viewer = of(&[self.staff.officer, self.staff.worker], b / 9);
        match b % 9 {
            0 => {
                let command =
                    MoveAppointment { asked_by: of(AskedBy::ALL, c), why: words(c), slot: self.slot(c) };
                drop(appointments::move_to(app, &viewer, id, version, command).await);
            }
            1 => {
                let asked_by = of(AskedBy::ALL, c);
                drop(appointments::call_off(app, &viewer, id, version, asked_by, words(c)).await);
            }
            2..=5 => {
                if c.is_multiple_of(3) {
                    self.wait(2);
                }
                drop(appointments::record(app, &viewer, id, version, attendance(b, c)).await);
            }
            6 => {
                let command = CorrectAttendance { right: attendance(b, c), why: words(c) };
                let corrected = appointments::correct(app, &viewer, id, seen(version, c), command).await;
                // Now and then the first record was right after all.
                if let (Ok(one), true) = (corrected, c.is_multiple_of(2)) {
                    let absent = attendance(b, 5);
                    let command = CorrectAttendance { right: absent, why: words(b) };
                    drop(appointments::correct(app, &viewer, id, one.version(), command).await);
                }
            }
            _ => {
                let command = GiveFeedback {
                    engagement: of(Engagement::ALL, c),
                    fit: of(Fit::ALL, c),
                    progress: of(Progress::ALL, c),
                    standard: of(Standard::ALL, c),
                    words: (c.is_multiple_of(2)).then(|| words(c)),
                };
                drop(appointments::give_feedback(app, &self.staff.worker, id, command).await);
            }
        }
    }

    /// Loads an edition of a day's list: some of its people are known by number, name and day of birth.
    pub async fn loads(&self, a: u32, b: u32, c: u32) {
        let day = self.today().saturating_add(1.day());
        let mut text = String::from("<job><sessions><session>");
        let _ = write!(
            text,
            "<doh>{}</doh><ou_code>B10JQ00</ou_code><court>North Court</court><room>{}</room><blocks><block><bstart>10:00</bstart><cases>",
            day.strftime("%d/%m/%Y"),
            b % 3 + 1,
        );
        for number in (a % 5)..(a % 5 + 4) {
            let who = described(number);
            let _ = write!(
                text,
                "<case><caseno>16{number:08}</caseno><cseq>1</cseq><def_name>{} {}</def_name><def_type>P</def_type>\
                 <def_dob>{}</def_dob><crn>{}</crn><urn>01AB{number:07}</urn><offences><offence><code>TH68010</code>\
                 <title>Theft</title></offence></offences></case>",
                who.legal.given.unwrap(),
                who.legal.family,
                who.born.unwrap().strftime("%d/%m/%Y"),
                who.identifiers[0].typed,
            );
        }
        text.push_str("</cases></block></blocks></session></sessions></job>");
        let trigger = of(Trigger::ALL, c);
        let command = LoadList { trigger, file: Line::new("list.xml").ok() };
        let input = Box::new(std::io::Cursor::new(text.into_bytes()));
        let loaded = court::load(&self.app, &self.staff.liaison, command, input, None, &|_| {}).await;
        assert!(loaded.unwrap().line.complete);
    }

    async fn an_entry(&self, number: u32) -> Option<(CourtEntryId, i64)> {
        self.pick(
            "select id, cast(decisions as bigint) from court_entry order by at desc, id limit 12",
            number,
        )
        .await
    }

    pub async fn decides(&self, a: u32, b: u32, c: u32) {
        let Some((entry, decisions)) = self.an_entry(a).await else { return };
        let agency = self.raw.literal(self.staff.liaison.agency.0);
        let known =
            format!("select person_id, cast(0 as bigint) from involvement where agency_id = {agency}");
        let Some((person, _)) = self.pick(&known, c).await else { return };
        let (liaison, reason) = (self.staff.liaison, line("Compared with the file"));
        let seen = u32::try_from(seen(decisions, c)).unwrap();
        if b.is_multiple_of(4) {
            let command = MoveEntry { entry, seen, to: person, reason };
            drop(court::move_entry(&self.app, &liaison, command).await);
        } else {
            let deciding = of(
                &[Deciding::Attach(person), Deciding::New, Deciding::Undo, Deciding::NotSame(person)],
                b / 4,
            );
            drop(court::decide(&self.app, &liaison, Decide { entry, seen, deciding, reason }).await);
        }
    }

    /// Somebody of the list, or in a police station, is met, asked, screened.
    pub async fn screens(&self, a: u32, b: u32, c: u32) {
        let (app, liaison) = (&self.app, self.staff.liaison);
        let met = Met { setting: of(Setting::ALL, c), place: line("Quay Street"), entry: None };
        match b % 9 {
            0..=2 => {
                let Some((entry, _)) = self.an_entry(a).await else { return };
                let answer = match c % 6 {
                    0 => MeetEntry::Refused,
                    1 | 2 => MeetEntry::NotAsked(of(NotAskedWhy::ALL, c)),
                    _ => MeetEntry::Agreed(taken(c)),
                };
                drop(screening::meet_entry(app, &liaison, entry, answer, None).await);
            }
            3 => {
                let Some((entry, _)) = self.an_entry(a).await else { return };
                let command = Paper {
                    entry,
                    offence: words(a),
                    deposition: words(b),
                    known: of(KnownOnPaper::ALL, c),
                    words: None,
                };
                drop(screening::put_on_paper(app, &liaison, command).await);
            }
            4 => {
                let Some(person) = self.person(a).await else { return };
                drop(screening::agree(app, &liaison, person, met, taken(c), None).await);
            }
            5 if c.is_multiple_of(2) => drop(screening::refuse(app, &liaison, met, None).await),
            5 => {
                drop(screening::not_asked(app, &liaison, met, of(NotAskedWhy::ALL, c), None).await);
            }
            6 => self.gives_audit(a, c).await,
            _ => self.assesses(a, c).await,
        }
    }

    pub async fn gives_audit(&self, a: u32, c: u32) {
        let Some(person) = self.person::<PersonId>(a).await else { return };
        let former = format!(
            "select id, cast(0 as bigint) from audit where person_id = {} order by id",
            self.raw.literal(person.0)
        );
        let command = GiveAudit {
            person,
            day: self.today(),
            mode: of(Mode::ALL, c),
            language: line("Polish"),
            pregnancy: of(Pregnancy::ALL, c),
            answers: answers(c),
            supersedes: self.pick(&former, c).await.filter(|_| c.is_multiple_of(3)).map(|(id, _)| id),
        };
        let viewer = of(&[self.staff.liaison, self.staff.worker], c);
        let _ = screening::give_audit(&self.app, &viewer, command, None).await;
    }

    pub async fn assesses(&self, a: u32, c: u32) {
        let text = "select id, cast(0 as bigint) from first_contact where state = 'consented' order by id";
        let Some((contact, _)) = self.pick::<FirstContactId>(text, a).await else { return };
        let needs = Pathway::ALL.iter().map(|pathway| Found {
            pathway: *pathway,
            level: of(NeedLevel::ALL, c),
            detail: (*pathway == Pathway::Health).then(|| words(c)),
        });
        let command = Assess {
            contact,
            suitability: of(Suitability::ALL, c),
            why: (c.is_multiple_of(2)).then(|| words(c)),
            needs: SevenNeeds::new(needs.collect()).unwrap(),
            risk_to_self: if c.is_multiple_of(2) {
                RiskToSelf::Found(words(a))
            } else {
                RiskToSelf::NoneFound
            },
            known: vec![KnownService::Probation, of(&[KnownService::MentalHealth, KnownService::Drugs], c)],
            alcohol: of(AlcoholScreen::ALL, c),
        };
        let _ = screening::assess(&self.app, &self.staff.liaison, command, None).await;
    }

    pub async fn consents(&self, a: u32, b: u32, c: u32) {
        if b.is_multiple_of(2) {
            let text = "select id, cast(facts as bigint) from consent order by id desc limit 6";
            let Some((consent, version)) = self.pick::<ConsentId>(text, a).await else { return };
            let viewer = of(&[self.staff.officer, self.staff.liaison], c);
            drop(screening::withdraw_consent(&self.app, &viewer, consent, seen(version, c)).await);
            return;
        }
        let Some(person) = self.person(a).await else { return };
        let command = AskConsent {
            person,
            to: of(ConsentTo::ALL, c / 3),
            purpose: line("To refer to a service"),
            sections: vec![Section::Identity, Section::Risk],
            recipients: vec![self.staff.worker.agency],
            answer: (!c.is_multiple_of(3)).then(|| taken(c)),
        };
        drop(screening::ask_consent(&self.app, &self.staff.officer, command, None).await);
    }

    pub async fn recommends(&self, a: u32, b: u32, c: u32) {
        let (app, liaison) = (&self.app, self.staff.liaison);
        if b.is_multiple_of(2) {
            let Some((screening, _)) =
                self.pick::<ScreeningId>("select id, cast(0 as bigint) from screening order by id", a).await
            else {
                return;
            };
            let command = Recommend {
                screening,
                form: of(ReportForm::ALL, c),
                proposal: of(Proposal::ALL, c),
                gate: RecommendationGate { sadq_c: None, dependent: c.is_multiple_of(2) },
                text: words(c),
            };
            drop(screening::recommend(app, &liaison, command, None).await);
            return;
        }
        let text = "select id, cast(0 as bigint) from recommendation order by id";
        let Some((one, _)) = self.pick::<RecommendationId>(text, a).await else { return };
        let outcome = Outcome::new(
            of(HearingOutcome::ALL, c),
            (c as usize).is_multiple_of(HearingOutcome::ALL.len()),
            self.today(),
        );
        drop(screening::record_outcome(app, &liaison, one, outcome.unwrap(), None).await);
    }

    pub async fn enters(&self, a: u32, b: u32, c: u32) {
        let door = of(Door::ALL, b);
        let given = answers(c);
        let alcohol = of(AlcoholScreen::ALL, c);
        let command = Enter {
            door,
            place: line("Quay Street station"),
            release: (door == Door::Prison).then(|| self.today().saturating_add(20.days())),
            who: described(a % 60),
            same_as: None,
            asks: words(a),
            summary: summary(b),
            consent: (!c.is_multiple_of(6)).then(|| taken(c)),
            alcohol,
            audit_c: (alcohol == AlcoholScreen::Screened).then_some(AuditC(given)),
            service: (c.is_multiple_of(2)).then_some(self.service),
        };
        let viewer = of(&[self.staff.liaison, self.staff.officer], c);
        let _ = ways_in::enter(&self.app, &viewer, command, None).await;
    }

    pub async fn reads_alert(&self, a: u32, b: u32) {
        let text = "select id, cast(0 as bigint) from duty where kind = 'alert_to_read' and closed_at is null order by id desc limit 8";
        let Some((alert, _)) = self.pick::<DutyId>(text, a).await else { return };
        let viewer = of(&[self.staff.officer, self.staff.worker, self.staff.liaison, self.staff.chief], b);
        let _ = screening::read_alert(&self.app, &viewer, alert).await;
    }

    pub async fn reviews(&self, a: u32, b: u32, c: u32) {
        pathways::lay_down_reviews(&self.app).await.unwrap();
        let mut tx = app::ports::Store::read(&*self.app.store).await.unwrap();
        let reviews = tx.reviews(self.service, 40).await.unwrap();
        tx.end().await.unwrap();
        let waiting: Vec<_> = reviews.iter().filter(|one| one.held.is_none()).collect();
        let Some(review) = waiting.get((a as usize).checked_rem(waiting.len()).unwrap_or(0)) else { return };
        let today = self.today();
        let mut definition = Definition::starting(u16::try_from(1 + c % 20).unwrap());
        definition.waiting_list = !c.is_multiple_of(5);
        let amend = AmendPathway { definition, from: today, why: words(c) };
        let command = HoldReview {
            service: self.service,
            due: review.due,
            on: today,
            words: words(b),
            amend: (b.is_multiple_of(2)).then_some(amend),
        };
        let _ = pathways::hold(&self.app, &self.staff.reviewer, command).await;
    }
}

/// What became of an appointment.
fn attendance(b: u32, c: u32) -> RecordAttendance {
    RecordAttendance {
        attendance: of(Attendance::ALL, c),
        not_held: (c.is_multiple_of(4)).then(|| of(NotHeld::ALL, c)),
        reason_offered: (c.is_multiple_of(2)).then(|| words(c)),
        behaviour: (c.is_multiple_of(5)).then(|| words(b)),
        concern: None,
    }
}
