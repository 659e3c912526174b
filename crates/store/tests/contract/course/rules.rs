//! What must hold after every act, read from the tables as they are.

use super::{acts::Act, office::Office};

/// Each is a count of what may not be, and says so.
const NEVER: [(&str, &str); 10] = [
    (
        "an open duty has a day and an owner, who is of the agency that owes it",
        "select cast(count(*) as bigint) from duty d where d.closed_at is null and (d.due is null or d.due = '' \
         or not exists (select 1 from agency g where g.id = d.owner_agency_id) or (d.owner_account_id is not null \
         and not exists (select 1 from account a where a.id = d.owner_account_id and a.agency_id = d.owner_agency_id)))",
    ),
    (
        "no two open warnings for one failure",
        "select cast(count(*) as bigint) from (select failure_id from failure_fact f where f.step = 'warn' \
         and not exists (select 1 from failure_fact v where v.failure_id = f.failure_id and v.step = 'void') \
         group by failure_id having count(*) > 1) as twice",
    ),
    (
        "of what was withdrawn, nothing is due",
        "select cast(count(*) as bigint) from failure f join duty d on d.subject = f.id \
         where f.state = 'withdrawn' and d.closed_at is null",
    ),
    (
        "one duty at most says what is next on a failure",
        "select cast(count(*) as bigint) from (select d.subject from duty d join failure f on f.id = d.subject \
         where d.closed_at is null group by d.subject having count(*) > 1) as twice",
    ),
    (
        "what waits to be decided is somebody's to decide",
        "select cast(count(*) as bigint) from failure f where f.state = 'undecided' and not exists \
         (select 1 from duty d where d.subject = f.id and d.closed_at is null)",
    ),
    (
        "nobody is between two agencies without an owner: whoever owns an order in force is of the agency that holds it",
        "select cast(count(*) as bigint) from court_order o where o.ended is null and (o.owner_agency_id is null \
         or o.owner_agency_id <> o.holder_id or (o.owner_account_id is not null and not exists \
         (select 1 from account a where a.id = o.owner_account_id and a.agency_id = o.owner_agency_id)))",
    ),
    (
        "an order that nobody is named for waits to be allocated at the agency that holds it",
        "select cast(count(*) as bigint) from court_order o where o.stage = 'unallocated' and o.ended is null \
         and not exists (select 1 from duty d where d.person_id = o.person_id and d.subject = o.id \
         and d.kind = 'allocate' and d.closed_at is null and d.owner_agency_id = o.holder_id)",
    ),
    (
        "nothing that an order asks for once is due twice",
        "select cast(count(*) as bigint) from (select d.subject from duty d join court_order o on o.id = d.subject \
         where d.closed_at is null and d.kind <> 'acknowledge_end' group by d.subject, d.kind having count(*) > 1) as twice",
    ),
    (
        "the agency that holds an order in force is at work with its person",
        "select cast(count(*) as bigint) from court_order o where o.ended is null and not exists \
         (select 1 from involvement i where i.person_id = o.person_id and i.agency_id = o.holder_id and i.to_day is null)",
    ),
    (
        "of a referral that is under way, one side owes the next step",
        "select cast(count(*) as bigint) from referral r where r.state in ('sent', 'received', 'asked', 'accepted') \
         and not exists (select 1 from duty d where d.person_id = r.person_id and d.subject = r.id \
         and d.closed_at is null and d.owner_agency_id in (r.from_agency_id, r.to_agency_id))",
    ),
];

/// Holds every rule against the tables as they are after an act.
pub async fn hold(office: &Office<'_>, after: Act) {
    for (rule, count) in NEVER {
        assert_eq!(office.raw.number(count).await, 0, "{rule}; after {after:?}");
    }
}
