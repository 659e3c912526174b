//! Signs that services have lost touch with somebody, and what alerts took.

use crate::{
    account::roles,
    bulk::inserts,
    sql::{Row, Sql, args, statements},
    standing::open_to,
    tx::StoreTx,
};
use app::ports::{AskedBy, Lead, SignalLine, Silences, StoreError, Stored, TakenSignal, Touch};
use async_trait::async_trait;
use domain::{
    casework::PieceKind,
    ids::{AgencyId, PersonId, PieceId},
    section::Section,
    silence::Trace,
};
use gate::Label;
use jiff::civil::Date;
use uuid::Uuid;

inserts! {
    TAKEN = "taken_signal" (person_id, piece_id, agency_id, section, day, raised, to_agency_id, agreement_id, version, clause) "";
}

statements! {
    /// `$1` the first day, `$2` the day after the last, `$3` how many services, `$4` the last person seen, `$5` the rows.
    OUT_OF_TOUCH = Sql::same(
        "select s.person_id from (\
         select b.person_id, b.with_agency_id as agency_id from appointment b \
         where b.outcome = 'absent' and b.day >= $1 and b.day < $2 and b.person_id > $4 \
         union select c.person_id, c.agency_id from piece c where c.kind in ('outreach', 'care_outreach') \
         and c.stage = 'unanswered' and c.day >= $1 and c.day < $2 and c.person_id > $4) as s \
         where not exists (select 1 from piece k where k.person_id = s.person_id and k.kind = 'silence' \
         and (k.state = 'open' or k.day > $1)) \
         group by s.person_id having count(*) >= $3 + 0 order by s.person_id limit $5 + 0"
    );
    /// `$1` the person, `$2` the first day, `$3` the day after the last.
    TOUCHES = Sql::same(
        "select b.with_agency_id, b.day, cast(case when b.outcome = 'absent' then 0 else 1 end as bigint), b.section, \
         cast(null as text), b.agency_id, b.told_agency_id from appointment b where b.person_id = $1 and b.day >= $2 and b.day < $3 \
         and b.outcome in ('attended', 'attended_late', 'not_held', 'absent') \
         union all select c.agency_id, c.day, cast(case when c.stage = 'reached' then 1 else 0 end as bigint), null, c.kind, \
         c.agency_id, null from piece c where c.person_id = $1 and c.kind in ('outreach', 'care_outreach') \
         and c.stage in ('unanswered', 'reached') and c.day >= $2 and c.day < $3"
    );
    /// `$1` the person, `$2` today.
    LEADS = Sql::same(
        "select t.account_id, t.agency_id, g.kind, a.roles from involvement t join account a on a.id = t.account_id \
         join agency g on g.id = t.agency_id where t.person_id = $1 and t.leads = 1 and t.from_day <= $2 \
         and (t.to_day is null or t.to_day >= $2) and a.agency_id = t.agency_id and a.closed_at is null order by t.from_day, t.id"
    );
    /// `$1` the person, `$2` the day.
    STANDS = Sql::same(
        "select 1 from piece k where k.person_id = $1 and k.kind = 'silence' and (k.state = 'open' or k.day > $2) limit 1"
    );
    /// `$1` to `$3` who asks, `$4` and `$5` the days, `$6` the rows.
    SIGNALS = Sql::same(concat!(
        "select s.person_id, s.agency_id, s.section, s.day, s.to_agency_id, s.agreement_id, s.version, s.clause, h.reference, \
         s.raised from taken_signal s join person h on h.id = s.person_id where s.agency_id = $1 and s.raised >= $4 \
         and s.raised <= $5 and ", open_to!("s.person_id"),
        " order by s.raised desc, s.piece_id, s.section, s.day limit $6 + 0"
    ));
}

fn touch(person: PersonId, row: &Row) -> Stored<Touch> {
    let mut f = row.fields();
    let (agency, day): (AgencyId, Date) = (f.next()?, f.next()?);
    let reached: bool = f.next()?;
    let (section, kind): (Option<Section>, Option<PieceKind>) = (f.maybe()?, f.maybe()?);
    let (holder, sent_to) = (f.next()?, f.maybe()?);
    let section = section.or_else(|| kind.map(PieceKind::section));
    let section =
        section.ok_or_else(|| StoreError::Corrupt(format!("a sign about {person}: its section")))?;
    Ok(Touch { trace: Trace { agency, day, reached }, label: Label { person, section, holder, sent_to } })
}

#[async_trait]
impl Silences for StoreTx {
    async fn out_of_touch(
        &mut self,
        days: (Date, Date),
        services: u16,
        after: Option<PersonId>,
        limit: u32,
    ) -> Stored<Vec<PersonId>> {
        let after = after.map_or_else(Uuid::nil, |person| person.0);
        let args = args![days.0, days.1, i64::from(services), after, limit];
        let rows = self.link.all(OUT_OF_TOUCH, args).await?;
        rows.iter().map(|row| row.fields().next()).collect()
    }

    async fn touches(&mut self, person: PersonId, since: Date, today: Date) -> Stored<Vec<Touch>> {
        let rows = self.link.all(TOUCHES, args![person, since, today]).await?;
        rows.iter().map(|row| touch(person, row)).collect()
    }

    async fn leads_of(&mut self, person: PersonId, today: Date) -> Stored<Vec<Lead>> {
        let rows = self.link.all(LEADS, args![person, today]).await?;
        let lead = |row: &Row| {
            let mut f = row.fields();
            Ok(Lead {
                account: f.next()?,
                agency: f.next()?,
                agency_kind: f.next()?,
                roles: roles(&f.next::<String>()?)?,
            })
        };
        rows.iter().map(lead).collect()
    }

    async fn silence_stands(&mut self, person: PersonId, since: Date) -> Stored<bool> {
        Ok(self.link.one(STANDS, args![person, since]).await?.is_some())
    }

    async fn add_signals(&mut self, alert: PieceId, signals: &[TakenSignal], today: Date) -> Stored<()> {
        let rows = signals.iter().flat_map(|one| {
            args![
                one.person,
                alert,
                one.holder,
                one.section,
                one.day,
                today,
                one.to,
                one.agreement,
                i64::from(one.version),
                i64::from(one.clause),
            ]
        });
        TAKEN.run(&mut self.link, rows.collect()).await.map(drop)
    }

    async fn signals(&mut self, by: AskedBy, days: (Date, Date), limit: u32) -> Stored<Vec<SignalLine>> {
        let AskedBy { agency, account, today } = by;
        let rows = self.link.all(SIGNALS, args![agency, account, today, days.0, days.1, limit]).await?;
        let line = |row: &Row| {
            let mut f = row.fields();
            let signal = TakenSignal {
                person: f.next()?,
                holder: f.next()?,
                section: f.next()?,
                day: f.next()?,
                to: f.next()?,
                agreement: f.next()?,
                version: f.next()?,
                clause: f.next()?,
            };
            Ok(SignalLine { signal, reference: f.next()?, raised: f.next()? })
        };
        rows.iter().map(line).collect()
    }
}
