//! Appointments with their attendance and what was decided on failures, and the three-way meetings of treatment orders.

use crate::World;
use crate::agencies::{AgencyIx, SiteIx, the};
use crate::chance::{Chance, Stream};
use crate::course::{Course, Standing};
use crate::days::{at, days_between, office_hours, plus, working};
use crate::person::{Appointment, Attendance, Enforcement, Excuse, MeetingStage, Referral, ThreeWayMeeting};
use crate::staff::AccountIx;
use crate::words;
use domain::referral::Fact;
use jiff::Span;
use jiff::civil::Date;

/// The first and the last appointments of supervision that are kept in the invented record; those between add nothing to see.
const KEPT_AT_EACH_END: usize = 6;

/// Supervision by whoever leads and, where treatment has begun, its latest sessions; what lies ahead is booked.
pub(crate) fn invent(world: &World, course: &Course, referrals: &[Referral]) -> Vec<Appointment> {
    let mut chance = Chance::of(world.seed, Stream::Appointments, course.number);
    let days = supervision_days(world, course, &mut chance);
    let left_out = KEPT_AT_EACH_END..days.len().saturating_sub(KEPT_AT_EACH_END).max(KEPT_AT_EACH_END);
    let kept = days.iter().enumerate().filter(|(at, _)| !left_out.contains(at)).map(|(_, day)| *day);
    let site = office_of(course);
    let mut appointments: Vec<Appointment> = kept
        .map(|day| {
            let purpose = if Some(&day) == days.first() { "First appointment" } else { "Supervision" };
            booked(course, (course.lead_agency, course.lead, site), day, purpose, &mut chance)
        })
        .collect();
    for referral in referrals {
        appointments.extend(sessions(world, course, referral, &mut chance));
    }
    appointments.sort_by_key(|appointment| appointment.at);
    decide_failures(world, course, &mut appointments, &mut chance);
    leave_unrecorded(world, course, &mut appointments);
    appointments
}

/// Of the appointments of the last three working days, some wait for whoever held them to record what became of them: one in
/// four, by our own guess. Nobody has decided anything about these.
fn leave_unrecorded(world: &World, course: &Course, appointments: &mut [Appointment]) {
    let mut chance = Chance::of(world.seed, Stream::Appointments, course.number ^ (1 << 61));
    for appointment in appointments.iter_mut().filter(|one| one.on <= course.yesterday) {
        if world.holidays.between(appointment.on, world.as_of) <= 3 && chance.happens(250) {
            appointment.attendance = Attendance::Unrecorded;
            appointment.reason_given = None;
        }
    }
}

/// The first within five working days, weekly for a month, every fortnight for two, then every four weeks (orders.md, section 4.3);
/// without an order, one visit.
fn supervision_days(world: &World, course: &Course, chance: &mut Chance) -> Vec<Date> {
    let first = world.holidays.after(course.start, u16::try_from(chance.between(1, 5)).unwrap_or(1));
    let ahead = plus(course.yesterday, 30);
    let until = course.ended.map_or(course.ends, |(day, _)| plus(day, -1)).min(ahead);
    let mut days = Vec::new();
    let mut day = first;
    while day <= until && days.len() < 60 {
        days.push(day);
        if course.standing == Standing::NoOrder {
            break;
        }
        let gap = match days.len() {
            0..4 => 7,
            4..9 => 14,
            _ => 28,
        };
        day = working(&world.holidays, plus(day, gap));
    }
    days
}

/// The office where supervision takes place.
fn office_of(course: &Course) -> SiteIx {
    match (course.lead_agency, course.home.0) {
        (the::PROBATION, 0..12) => SiteIx(0),
        (the::PROBATION, 12..24) => SiteIx(1),
        (the::PROBATION, _) => SiteIx(2),
        (the::POLICE, _) => SiteIx(3),
        (the::COURT_LIAISON, _) => SiteIx(4),
        (the::MENTORING, _) => SiteIx(15),
        _ => SiteIx(12),
    }
}

/// Where a provider sees people: the alcohol and health workers in the probation office, the others at home.
fn place_of(provider: AgencyIx, course: &Course) -> SiteIx {
    match provider {
        the::ALCOHOL_SERVICE | the::HEALTH_TRAINERS => SiteIx(0),
        the::LANTERN if course.home.0 < 24 => SiteIx(1),
        the::LANTERN => SiteIx(2),
        the::DRUG_SERVICE => SiteIx(8),
        other => SiteIx(other.0 + 3).min(SiteIx(18)),
    }
}

/// The last four sessions of what a provider has begun, and the next.
fn sessions(world: &World, course: &Course, referral: &Referral, chance: &mut Chance) -> Vec<Appointment> {
    let on = |wanted: fn(&Fact) -> bool| {
        referral.facts.iter().find(|(_, fact)| wanted(fact)).map(|(mark, _)| *mark)
    };
    let Some(begun) = on(|fact| matches!(fact, Fact::Begun)) else { return Vec::new() };
    let over = on(|fact| matches!(fact, Fact::Concluded(..))).map(|mark| plus(mark.on, -1));
    let until = over.unwrap_or(plus(course.yesterday, 10));
    let weeks = days_between(begun.on, until) / 7;
    let purpose = if referral.requirement.is_some() { "Treatment under the order" } else { "Session" };
    let with = (referral.to, begun.by, place_of(referral.to, course));
    (weeks.saturating_sub(4).max(0)..=weeks)
        .map(|week| working(&world.holidays, plus(begun.on, week * 7)))
        .filter(|day| *day <= until)
        .map(|day| {
            let mut session = booked(course, with, day, purpose, chance);
            session.enforceable = referral.requirement.is_some();
            session
        })
        .collect()
}

fn booked(
    course: &Course,
    (agency, account, site): (AgencyIx, AccountIx, SiteIx),
    day: Date,
    purpose: &'static str,
    chance: &mut Chance,
) -> Appointment {
    let hour = i8::try_from(chance.between(9, 15)).unwrap_or(9);
    let quarter = i8::try_from(chance.between(0, 3)).unwrap_or(0) * 15;
    let before = plus(day, -chance.between(4, 14)).max(course.start).min(day);
    let mut booked = course.mark(before, account, agency, chance);
    let at = at(day, hour, quarter);
    if booked.at >= at {
        booked.at = at.saturating_sub(Span::new().hours(1)).unwrap_or(at).max(course.first_known.at);
    }
    let enforceable = course.standing != Standing::NoOrder;
    let (attendance, reason_given) =
        if day > course.yesterday { (Attendance::Booked, None) } else { attended(course, chance) };
    Appointment {
        agency,
        account,
        site,
        at,
        on: day,
        minutes: chance.pick(&[30, 45, 45, 60]),
        purpose,
        enforceable,
        booked,
        attendance,
        reason_given,
        enforcement: None,
    }
}

/// About 45 % of people had two or more unacceptable absences (orders.md, section 4.3): half the people here find it hard to keep
/// appointments and miss three in eight, the others one in twenty-five. Late arrivals are our own guess.
fn attended(course: &Course, chance: &mut Chance) -> (Attendance, Option<&'static str>) {
    if chance.happens(25) {
        return (Attendance::CalledOff, None);
    }
    if !chance.happens(if course.struggles { 375 } else { 40 }) {
        return (if chance.happens(80) { Attendance::Late } else { Attendance::Attended }, None);
    }
    let wanted = chance.happens(370);
    let mut reasons = words::REASONS.iter().filter(|(_, accepted)| *accepted == wanted);
    let at = usize::try_from(chance.below(4)).unwrap_or(0);
    let excuse = if wanted { Excuse::Acceptable } else { Excuse::Unacceptable };
    (Attendance::Missed(excuse), reasons.nth(at).map(|(reason, _)| *reason))
}

/// Each failure is decided once its evidence was due, seven working days on (orders.md, section 4.3). After an unacceptable one: a warning, and when a
/// warning of the last twelve months stands, the enforcement officer (section 4.1).
fn decide_failures(world: &World, course: &Course, appointments: &mut [Appointment], chance: &mut Chance) {
    let mut warned: Option<Date> = None;
    for appointment in appointments.iter_mut() {
        let Attendance::Missed(excuse) = appointment.attendance else { continue };
        let decided = world.holidays.after(appointment.on, 7);
        if decided > course.yesterday {
            appointment.attendance = Attendance::Missed(Excuse::Undecided);
        } else if excuse == Excuse::Unacceptable && appointment.enforceable {
            let stands = warned.is_some_and(|day| decided < day.saturating_add(Span::new().years(1)));
            let refer = stands || chance.happens(60);
            let decision = if refer { Enforcement::Referred } else { Enforcement::Warning };
            if !refer {
                warned = Some(decided);
            }
            appointment.enforcement = Some((decided, decision));
        }
    }
}

/// Three meetings, at the start, in the middle and at the end, for everybody in structured alcohol treatment (orders.md, section 3.3).
/// About one in five is not held, by our own guess.
pub(crate) fn meetings(world: &World, course: &Course, referrals: &[Referral]) -> Vec<ThreeWayMeeting> {
    let mut chance = Chance::of(world.seed, Stream::Appointments, course.number ^ (1 << 60));
    let alcohol = |referral: &&Referral| {
        referral.requirement.is_some() && matches!(referral.to, the::ALCOHOL_SERVICE | the::LANTERN)
    };
    let accepted = |referral: &Referral| {
        referral
            .facts
            .iter()
            .find(|(_, fact)| matches!(fact, Fact::Accepted))
            .map(|(mark, _)| (mark.by, mark.agency, mark.on))
    };
    let Some((by, agency, from)) = referrals.iter().find(alcohol).and_then(accepted) else {
        return Vec::new();
    };
    let length = days_between(course.start, course.ends);
    let due = [
        (MeetingStage::Start, world.holidays.after(from, 20)),
        (MeetingStage::Middle, plus(course.start, length / 2)),
        (MeetingStage::End, plus(course.ends, -14)),
    ];
    let last = course.ended.map_or(course.ends, |(day, _)| day);
    due.into_iter()
        .map(|(stage, day)| (stage, working(&world.holidays, day)))
        .filter(|(_, day)| *day <= last && *day >= from)
        .map(|(stage, due)| {
            let day = working(&world.holidays, plus(due, -chance.between(0, 9)).max(plus(from, 1)));
            let held =
                (day <= course.yesterday && chance.happens(800)).then(|| office_hours(day, &mut chance));
            let person_came = held.is_some() && chance.happens(if course.struggles { 780 } else { 960 });
            let voices = person_came.then(|| chance.pick(words::VOICES));
            ThreeWayMeeting {
                stage,
                due,
                held,
                manager: course.lead,
                worker: (by, agency),
                person_came,
                voices,
            }
        })
        .collect()
}
