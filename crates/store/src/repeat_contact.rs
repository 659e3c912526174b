//! Contacts of many people with the agencies of the partnership, each under the seal of the record that tells it.

use crate::{
    dialect::by_ids,
    identity_review::stand_now,
    involvement::involvement,
    person::{identity_columns, one_listed},
    sql::{Param, Row, Sql, args, statements},
    standing::{bits, filter_args, goes_on, ids, visible_by_involvement},
    tx::StoreTx,
};
use app::ports::{Listed, On, RepeatContacts, StoreError, Stored, Trace, Window};
use async_trait::async_trait;
use domain::{
    identity_review::Pair,
    ids::{AgencyId, PersonId},
    involvement::Involvement,
    pathway::Pathway,
    repeat_contact::{Arranged, Occasion},
    section::Section,
};
use gate::{Label, ListFilter, Sealed};
use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

/// All records that are the same person as one of `$people`, through as many decisions as it takes.
macro_rules! same_as {
    ($people:literal) => {
        concat!(
            "with recursive same_person (id) as (",
            $people,
            " union select case when d.person_id = found.id then d.other_id else d.person_id end from same_person found \
             cross join identity_decision d where (d.person_id = found.id or d.other_id = found.id) and ",
            stand_now!("d", "'same'"),
            ") select d.person_id, d.other_id from same_person found cross join identity_decision d \
             where d.person_id = found.id and ",
            stand_now!("d", "'same'"),
            " order by d.person_id, d.other_id"
        )
    };
}

/// `$1` the people, `$2` the first day of the window, `$3` the last, `$4` the instant at which it begins. Each row tells what it is,
/// at which agency, on which day or at which instant, and the seal: section or pathway, holder, sent to whom.
macro_rules! traces {
    ($among:literal, $nobody:literal) => {
        concat!(
            "select e.person_id, 'court_list', e.agency_id, e.day, cast(null as bigint), 'court', cast(null as text), \
             e.agency_id, ",
            $nobody,
            " from court_entry e where e.gone_at is null and e.day >= $2 and e.day <= $3 and e.person_id",
            $among,
            " union all select s.person_id, 'screening', s.agency_id, s.day, null, 'mental_health', null, s.agency_id, null \
             from screening s where s.day >= $2 and s.day <= $3 and s.person_id",
            $among,
            " union all select w.person_id, 'way_in', w.agency_id, w.day, null, 'plan', null, w.agency_id, w.sent_to \
             from way_in w where w.day >= $2 and w.day <= $3 and w.person_id",
            $among,
            " union all select b.person_id, 'appointment', b.with_agency_id, b.day, null, b.section, null, b.agency_id, \
             b.told_agency_id from appointment b where b.outcome in ('attended', 'attended_late', 'not_held', 'absent') \
             and b.day >= $2 and b.day <= $3 and b.person_id",
            $among,
            " union all select b.person_id, 'appointment_ahead', b.with_agency_id, b.day, null, b.section, null, b.agency_id, \
             b.told_agency_id from appointment b where b.outcome is null and b.day >= $3 and b.person_id",
            $among,
            // The first fact of a referral is that it was sent; one that waits to be sent has none.
            " union all select q.person_id, 'referral', q.to_agency_id, null, q.sent_at, null, q.pathway, q.from_agency_id, \
             q.to_agency_id from (select r.person_id, r.to_agency_id, r.from_agency_id, v.pathway, \
             (select min(t.at) from referral_fact t where t.person_id = r.person_id and t.referral_id = r.id) as sent_at \
             from referral r join service v on v.id = r.service_id where r.phase <> 0 and r.person_id",
            $among,
            ") as q where q.sent_at >= $4 \
             union all select r.person_id, 'referral_ahead', r.to_agency_id, null, null, null, v.pathway, r.from_agency_id, \
             r.to_agency_id from referral r join service v on v.id = r.service_id where r.phase in (1, 2) and ",
            $crate::standing::goes_on!("r", "$3"),
            " and r.person_id",
            $among,
        )
    };
}

statements! {
    /// `$8` the last person seen, `$9` the rows.
    OF_AGENCY = Sql::same(concat!(
        "select ", bits!("h.person_id", "$1", "$2", "$3"), ", ", identity_columns!(),
        " from (select distinct t.person_id from involvement t where t.agency_id = $1 and t.person_id > $8 \
         and t.from_day <= $3 and (t.to_day is null or t.to_day >= $3) and ", goes_on!("t", "$3"), " and ",
        visible_by_involvement!("t"),
        " order by t.person_id limit $9 + 0) as h cross join person p where p.id = h.person_id"
    ));
    SAME_AS = Sql {
        sqlite: same_as!("select unhex(value) from json_each($1)"),
        postgres: same_as!("select w.id from unnest($1::uuid[]) as w (id)"),
    };
    TRACES = Sql {
        sqlite: traces!(" in (select unhex(value) from json_each($1))", "null"),
        postgres: traces!(" = any($1)", "cast(null as uuid)"),
    };
    LEADING = by_ids!(
        concat!(
            "select t.person_id, t.id, t.agency_id, t.account_id, t.role, t.leads, t.from_day, t.to_day from involvement t \
             where t.leads = 1 and t.from_day <= $2 and (t.to_day is null or t.to_day >= $2) and ", goes_on!("t", "$2"),
            " and t.person_id"
        ),
        "order by t.person_id, t.id"
    );
}

#[async_trait]
impl RepeatContacts for StoreTx {
    async fn people_of_agency(
        &mut self,
        filter: &ListFilter,
        after: Option<PersonId>,
        limit: u32,
        today: Date,
    ) -> Stored<Vec<Listed>> {
        if filter.is_empty() {
            return Ok(Vec::new());
        }
        let mut args = filter_args(filter, today);
        args.extend(args![after.map_or_else(Uuid::nil, |person| person.0), limit]);
        let rows = self.link.all(OF_AGENCY, args).await?;
        let listed = rows.iter().map(|row| one_listed(&mut row.fields()));
        let mut listed = listed.collect::<Stored<Vec<Listed>>>()?;
        listed.sort_unstable_by_key(|one| one.standing.person);
        Ok(listed)
    }

    async fn same_as(&mut self, people: &[PersonId]) -> Stored<Vec<Pair>> {
        if people.is_empty() {
            return Ok(Vec::new());
        }
        let rows = self.link.all(SAME_AS, vec![ids(people)]).await?;
        rows.iter()
            .map(|row| {
                let mut f = row.fields();
                let (one, other): (PersonId, PersonId) = (f.next()?, f.next()?);
                Pair::new(one, other)
                    .ok_or_else(|| StoreError::Corrupt(format!("identity_decision {one}: with itself")))
            })
            .collect()
    }

    async fn traces(&mut self, people: &[PersonId], window: &Window) -> Stored<Vec<Sealed<Trace>>> {
        if people.is_empty() {
            return Ok(Vec::new());
        }
        let args = vec![ids(people), window.since.arg(), window.today.arg(), window.from.arg()];
        self.link.all(TRACES, args).await?.iter().map(trace).collect()
    }

    async fn leading(&mut self, people: &[PersonId], today: Date) -> Stored<Vec<Sealed<Involvement>>> {
        if people.is_empty() {
            return Ok(Vec::new());
        }
        let rows = self.link.all(LEADING, vec![ids(people), today.arg()]).await?;
        rows.iter().map(involvement).collect()
    }
}

fn trace(row: &Row) -> Stored<Sealed<Trace>> {
    let mut f = row.fields();
    let (person, what): (PersonId, String) = (f.next()?, f.next()?);
    let agency = f.next()?;
    let (day, at): (Option<Date>, Option<Timestamp>) = (f.maybe()?, f.maybe()?);
    let (section, pathway): (Option<Section>, Option<Pathway>) = (f.maybe()?, f.maybe()?);
    let (holder, sent_to): (AgencyId, Option<AgencyId>) = (f.next()?, f.maybe()?);
    let unreadable = |what| StoreError::Corrupt(format!("a contact of {person}: {what}"));
    let section =
        section.or_else(|| pathway.map(Pathway::section)).ok_or_else(|| unreadable("its section"))?;
    let trace = match what.as_str() {
        "referral_ahead" => Trace::Arranged(Arranged::Referral),
        "appointment_ahead" => Trace::Arranged(Arranged::Appointment),
        code => {
            let occasion = Occasion::from_code(code).map_err(|_| unreadable("what it is"))?;
            let on = day.map(On::Day).or(at.map(On::Instant)).ok_or_else(|| unreadable("its day"))?;
            Trace::Seen(occasion, agency, on)
        }
    };
    Ok(Sealed::new(Label { person, section, holder, sent_to }, trace))
}
