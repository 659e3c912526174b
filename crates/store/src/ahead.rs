//! What a use-case says it is about to read, as the very statements that it will run.

use crate::{
    desk, digest, duty_page, involvement, need, note, order, person, referral, risk, secondment, sql::Read,
};
use app::ports::Ahead;
use domain::ids::PersonId;

/// The statements of one reading; none where it would answer nothing anyway.
pub(crate) fn reads(what: &Ahead<'_>) -> Vec<Read> {
    match *what {
        Ahead::Identities(people) => of(people, person::identities_read),
        Ahead::Contacts(person, limit) => vec![person::contacts_read(person, limit)],
        Ahead::Communication(person, limit) => vec![person::communication_read(person, limit)],
        Ahead::Risks(people, today, limit) => {
            of(people, |people| risk::risk_flags_read(people, today, limit))
        }
        Ahead::Orders(people, limit) => of(people, |people| order::orders_read(people, limit)),
        Ahead::Needs(person, limit) => vec![need::needs_read(person, limit)],
        Ahead::Involvements(person, today, limit) => {
            vec![involvement::involvements_read(person, today, limit)]
        }
        Ahead::Referrals(person, limit) => {
            vec![referral::of_person_read(person, limit), referral::facts_read(vec![person.0])]
        }
        Ahead::Notes(person, limit) => vec![note::notes_read(person, None, limit)],
        Ahead::Choice(account) => vec![digest::choice_read(account)],
        Ahead::Staff(agency, today, limit) => vec![secondment::staff_read(agency, today, limit)],
        Ahead::Caseload(filter, account, limit, today) if !filter.is_empty() => {
            vec![person::caseload_read(filter, account, None, limit, today)]
        }
        Ahead::Awaiting(filter, account, limit, today) if !filter.is_empty() => {
            let [waiting, unseen] = digest::count_reads(filter, account, today);
            vec![
                referral::awaiting_read(filter, account, None, limit, today),
                waiting,
                desk::notices_read(filter, account, today, None, limit),
                unseen,
            ]
        }
        Ahead::Duties { filter, query, today, after, limit } if !filter.is_empty() => {
            vec![duty_page::page_read(filter, query, today, after, limit)]
        }
        Ahead::Tallies(filter, query, today) if !filter.is_empty() => {
            vec![duty_page::tallies_read(filter, query, today)]
        }
        Ahead::PeopleOfDuties { filter, account, today, until, limit } if !filter.is_empty() => {
            vec![duty_page::people_read(filter, account, today, until, limit)]
        }
        Ahead::Workload(filter, agency, today) if !filter.is_empty() => {
            vec![duty_page::workload_read(filter, agency, today)]
        }
        _ => Vec::new(),
    }
}

fn of(people: &[PersonId], read: impl FnOnce(&[PersonId]) -> Read) -> Vec<Read> {
    if people.is_empty() { Vec::new() } else { vec![read(people)] }
}
