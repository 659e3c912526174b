//! Dates in order, identifiers valid, texts within bounds, indices that point at something.

use crate::{TODAY, world};
use domain::person::IdentifierKind;
use domain::referral::{Fact, State};
use domain::text::{Line, Prose};
use identifiers::{Crn, Cro, NhsNumber, Pnc, Postcode, PrisonNumber};
use jiff::Span;
use synth::{Attendance, Enforcement, Excuse, Mark, Person};

const PEOPLE: u64 = 3_000;

fn each(check: impl Fn(&Person)) {
    world().people(PEOPLE).for_each(|person| check(&person));
}

#[test]
fn identifiers_pass_their_checks_and_raw_text_reads_back_as_the_canonical_form() {
    each(|person| {
        for identifier in &person.identifiers {
            let read = match identifier.kind {
                IdentifierKind::Crn => Crn::parse(&identifier.raw).map(|crn| crn.canonical()),
                IdentifierKind::Pnc => Pnc::parse(&identifier.raw, TODAY.year()).map(Pnc::canonical),
                IdentifierKind::Cro => Cro::parse(&identifier.raw).map(Cro::canonical),
                IdentifierKind::Noms => PrisonNumber::parse(&identifier.raw).map(|number| number.canonical()),
                IdentifierKind::Nhs => NhsNumber::parse(&identifier.raw).map(NhsNumber::canonical),
            };
            assert_eq!(read.as_deref(), Ok(identifier.canonical.as_str()));
            if identifier.kind == IdentifierKind::Nhs {
                assert!(NhsNumber::parse(&identifier.raw).is_ok_and(NhsNumber::is_reserved_for_tests));
            }
        }
    });
}

#[test]
fn telephones_and_addresses_of_e_mail_are_kept_for_fiction() {
    each(|person| {
        let contact = &person.contact;
        assert!(
            contact
                .mobile
                .as_ref()
                .is_none_or(|number| number.len() == 12 && number.starts_with("07700 900"))
        );
        assert!(contact.landline.as_ref().is_none_or(|number| number.starts_with("01632 960")));
        assert!(contact.email.as_ref().is_none_or(|email| {
            email.is_ascii() && (email.ends_with(".example") || email.contains("@example."))
        }));
    });
}

#[test]
fn births_offences_convictions_and_orders_follow_each_other() {
    let mut orders = 0;
    for person in world().people(PEOPLE) {
        for offence in &person.offences {
            let born = person.born.unwrap_or(offence.committed.saturating_sub(Span::new().years(20)));
            assert!(
                born.saturating_add(Span::new().years(10)) < offence.committed,
                "ten is the age of responsibility"
            );
            assert!(offence.committed < TODAY);
            assert!(offence.convicted.is_none_or(|day| offence.committed <= day && day < TODAY));
        }
        for order in &person.orders {
            orders += 1;
            let index =
                person.offences.iter().find(|offence| offence.convicted.is_some_and(|day| day <= order.made));
            assert!(
                index.is_some_and(|offence| offence.committed < order.made),
                "an order follows a conviction"
            );
            assert!(order.made < TODAY && order.made < order.ends);
            assert!(order.ended.is_none_or(|(day, _)| order.made < day && day <= order.ends && day < TODAY));
            if let Some(born) = person.born {
                assert!(born.saturating_add(Span::new().years(15)) < order.made);
            }
            for requirement in &order.requirements {
                assert!(requirement.began.is_none_or(|day| order.made <= day && day < TODAY));
                assert!(
                    requirement.ended.is_none_or(|day| requirement.began.is_some_and(|began| began <= day))
                );
                assert!(requirement.done <= requirement.amount);
            }
        }
        let current = person.orders.last();
        assert!(
            current.is_none_or(|order| order.ended.is_some() || order.ends >= TODAY),
            "what is over has ended"
        );
    }
    assert!(orders > 2_500, "{orders}");
}

#[test]
fn amounts_are_lawful_and_treatment_never_outlasts_its_order() {
    let catalogue = synth::requirement_catalogue();
    each(|person| {
        for order in person.orders.iter().filter(|order| order.made >= jiff::civil::date(2020, 12, 1)) {
            let codes: Vec<&str> = order.requirements.iter().map(|requirement| requirement.code).collect();
            assert!(
                !(codes.contains(&"ATR") && codes.contains(&"AAMR")),
                "abstinence monitoring is not for dependent drinkers"
            );
            for requirement in &order.requirements {
                let kind =
                    catalogue.iter().find(|kind| kind.code == requirement.code).expect("in the catalogue");
                assert_eq!(kind.allows(requirement.amount, order.made), Ok(()));
                assert_eq!(kind.unit, requirement.unit);
                let most = order.made.saturating_add(Span::new().months(i64::from(requirement.amount)));
                assert!(kind.unit != domain::order::Unit::Months || most <= order.ends);
            }
        }
    });
}

fn marks(person: &Person) -> Vec<Mark> {
    let mut marks: Vec<Mark> = person.orders.iter().map(|order| order.recorded).collect();
    marks.extend(person.needs.iter().map(|need| need.found));
    marks.extend(person.audits.iter().map(|audit| audit.asked));
    marks.extend(person.referrals.iter().flat_map(|referral| referral.facts.iter().map(|(mark, _)| *mark)));
    marks.extend(person.risk_flags.iter().map(|flag| flag.raised));
    marks.extend(person.notes.iter().map(|note| note.written));
    marks.extend(person.outcomes.iter().map(|outcome| outcome.found));
    marks.extend(person.appointments.iter().map(|appointment| appointment.booked));
    marks
}

#[test]
fn nothing_is_recorded_before_the_person_was_known_or_after_yesterday() {
    let world = world();
    let partnership = world.partnership(PEOPLE);
    let london = domain::calendar::london();
    let holidays = synth::bank_holidays(2010, 2030);
    for person in world.people(PEOPLE) {
        for mark in marks(&person) {
            assert!(mark.on < TODAY && mark.at >= person.first_known.at, "person {}", person.number);
            assert_eq!(domain::calendar::day_in_london(mark.at, &london), mark.on);
            assert!(holidays.works(mark.on), "nothing is recorded on {}", mark.on);
            let account = partnership.account(mark.by).expect("an account of the partnership");
            assert_eq!(account.agency, mark.agency, "who writes belongs to the agency named");
        }
        for appointment in &person.appointments {
            assert!(holidays.works(appointment.on));
            let ahead = appointment.on >= TODAY;
            assert_eq!(ahead, appointment.attendance == Attendance::Booked);
            assert!(appointment.booked.at < appointment.at);
            assert_eq!(
                partnership.account(appointment.account).map(|account| account.agency),
                Some(appointment.agency)
            );
            assert!(partnership.sites.get(usize::from(appointment.site.0)).is_some());
        }
        for meeting in &person.meetings {
            assert!(meeting.held.is_none_or(|at| domain::calendar::day_in_london(at, &london) < TODAY));
            assert_eq!(meeting.voices.is_some(), meeting.person_came);
        }
        assert!(
            person
                .involvements
                .iter()
                .all(|known| known.from < TODAY && known.to.is_none_or(|to| known.from <= to && to < TODAY))
        );
    }
}

#[test]
fn each_referral_replays_through_the_rules_of_the_domain_in_time_order() {
    let world = world();
    let partnership = world.partnership(PEOPLE);
    let mut states = std::collections::HashMap::<State, usize>::new();
    for person in world.people(PEOPLE) {
        for referral in &person.referrals {
            let mut state = State::Draft;
            for (mark, fact) in &referral.facts {
                state = state.after(fact.as_move()).expect("an allowed move");
                let side = if matches!(fact, Fact::Sent | Fact::Withdrawn(..)) {
                    referral.from
                } else {
                    referral.to
                };
                assert_eq!(mark.agency, side);
            }
            *states.entry(state).or_default() += 1;
            assert!(referral.facts.windows(2).all(|pair| pair[0].0.at <= pair[1].0.at));
            assert_ne!(referral.from, referral.to);
            let service = partnership.service(referral.service).expect("a service of the partnership");
            assert_eq!(service.agency, referral.to);
            assert!(!service.women_only || person.gender != domain::person::Gender::Male);
            assert!(Prose::new(&referral.asks).is_ok() && Prose::new(&referral.delivery_needs).is_ok());
            assert!(referral.answer_by > referral.facts[0].0.on);
            if let Some((order, requirement)) = referral.requirement {
                let requirement = &person.orders[order].requirements[requirement];
                assert_eq!(Some(requirement.code), service.requirement);
                let begun =
                    referral.facts.iter().find(|(_, fact)| *fact == Fact::Begun).map(|(mark, _)| mark.on);
                assert_eq!(begun, requirement.began, "the referral and the requirement begin on one day");
            }
        }
    }
    for state in [
        State::Sent,
        State::Received,
        State::Accepted,
        State::Declined,
        State::Withdrawn,
        State::Begun,
        State::Concluded,
    ] {
        assert!(states.get(&state).copied().unwrap_or(0) >= 5, "{state}: {states:?}");
    }
}

#[test]
fn orders_4_1_a_second_unacceptable_failure_within_a_year_of_a_warning_is_referred() {
    let mut referred = 0;
    for person in world().people(PEOPLE) {
        let mut warned: Option<jiff::civil::Date> = None;
        for appointment in &person.appointments {
            let unacceptable = appointment.attendance == Attendance::Missed(Excuse::Unacceptable);
            assert_eq!(appointment.enforcement.is_some(), unacceptable && appointment.enforceable);
            let Some((day, decision)) = appointment.enforcement else { continue };
            if warned.is_some_and(|warning| day < warning.saturating_add(Span::new().years(1))) {
                assert_eq!(decision, Enforcement::Referred);
                referred += 1;
            }
            if decision == Enforcement::Warning {
                warned = Some(day);
            }
        }
    }
    assert!(referred > 100, "{referred}");
}

#[test]
fn addresses_follow_each_other_and_the_last_is_the_present_one() {
    let county = synth::County::northmoor();
    each(|person| {
        for address in &person.addresses {
            assert!(
                Postcode::parse(&address.postcode).is_ok_and(|code| code.canonical() == address.postcode)
            );
            assert!(Line::new(&address.line).is_ok());
        }
        for pair in person.addresses.windows(2) {
            assert!(
                pair[0].to.is_some_and(|to| pair[0].from <= to && to < pair[1].from),
                "person {}",
                person.number
            );
        }
        assert!(person.addresses.last().is_some_and(|address| address.to.is_none() && address.from < TODAY));
        assert!(county.ward(person.home_ward).is_some());
    });
}

#[test]
fn every_text_is_one_that_the_domain_takes() {
    each(|person| {
        let names = std::iter::once(&person.legal).chain(&person.aliases);
        for name in names {
            assert!(Line::new(&name.family).is_ok_and(|line| line.as_str() == name.family));
            assert!(name.given.as_ref().is_none_or(|given| Line::new(given).is_ok()));
        }
        assert!(Line::new(&person.called()).is_ok());
        assert!(
            person.communication.line().is_none_or(|line| Line::new(&line).is_ok()),
            "{:?}",
            person.communication
        );
        for note in &person.notes {
            assert!(Prose::new(&note.text).is_ok() && !note.text.contains('{'));
            assert!(!note.text.to_lowercase().contains("offender"));
        }
    });
}
