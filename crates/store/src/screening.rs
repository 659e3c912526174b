//! First contacts, what was found at them, recommendations, the funnel, and alerts.

mod found;
mod recommended;

pub(crate) use found::{INSERTS as FOUND_INSERTS, STATEMENTS as FOUND_STATEMENTS};
pub(crate) use recommended::{INSERTS as RECOMMENDED_INSERTS, STATEMENTS as RECOMMENDED_STATEMENTS};

use crate::{
    bulk::inserts,
    duty, need,
    sql::{Arg, Param, Row, Sql, args, statements},
    standing::{filter_args, open_to, visible},
    tx::StoreTx,
};
use app::ports::{AskedBy, FunnelLine, Screenings, Stored};
use async_trait::async_trait;
use domain::{
    duty::{Closing, Duty, DutyKind, Owner},
    funnel::Counts,
    ids::{
        AccountId, AgencyId, CourtEntryId, DutyId, FirstContactId, PersonId, RecommendationId, ScreeningId,
    },
    pathway::Need,
    recommendation::{Outcome, Recommendation},
    screening::{ContactState, FirstContact, KnownOnPaper, PaperAssessment, Screening, Setting},
    stamp::Stamp,
};
use gate::{ListFilter, Sealed};
use jiff::civil::Date;

inserts! {
    PAPER = "paper_assessment" (
        entry_id, person_id, day, offence, deposition, known_to_mental_health, words, at, by_account, agency_id
    ) "on conflict (entry_id) do update set person_id = excluded.person_id, day = excluded.day, offence = excluded.offence, deposition = excluded.deposition, known_to_mental_health = excluded.known_to_mental_health, words = excluded.words, at = excluded.at, by_account = excluded.by_account";
    FIRST_CONTACT = "first_contact" (
        id, setting, place, day, entry_id, person_id, state, why_not, alcohol, known_to_mental_health, recommended, made,
        at, by_account, agency_id
    ) "on conflict (entry_id) do nothing returning id";
}

/// The columns that [`contact`] reads.
macro_rules! columns {
    () => {
        "select id, setting, place, day, entry_id, person_id, state, why_not, alcohol, known_to_mental_health, at, \
         by_account, agency_id from first_contact"
    };
}

/// What is counted, in the order of [`counts`]. Who came again is whoever was screened, less the persons.
macro_rules! counted {
    () => {
        "count(*), count(case when state = 'not_asked' then 1 end), count(case when state = 'refused' then 1 end), \
         count(case when state = 'screened' then 1 end), count(distinct case when state = 'screened' then person_id end), \
         count(case when state = 'screened' and known_to_mental_health = 1 then 1 end), \
         count(case when recommended = 1 then 1 end), count(case when made = 1 then 1 end), \
         count(case when alcohol = 'screened' then 1 end), count(case when alcohol = 'refused' then 1 end), \
         count(case when alcohol = 'not_asked' then 1 end)"
    };
}

statements! {
    ONE = Sql::same(concat!(columns!(), " where id = $1"));
    OF_ENTRY = Sql::same(concat!(columns!(), " where entry_id = $1"));
    OPEN = Sql::same(concat!(
        columns!(), " where agency_id = $1 and state = 'consented' order by day desc, id desc limit $2 + 0"
    ));
    STEP = Sql::same(
        "update first_contact set state = $3, person_id = $4, why_not = $5, alcohol = $6, known_to_mental_health = $7 \
         where id = $1 and state = $2"
    );
    /// `$1` to `$3` who asks, `$4` and `$5` the days. Records that are closed to them are left out.
    FUNNEL = Sql::same(concat!(
        "select setting, place, ", counted!(),
        " from first_contact c where agency_id = $1 and day >= $4 and day <= $5 and (person_id is null or (",
        open_to!("c.person_id"), ")) group by setting, place order by setting, place limit 500"
    ));
    /// Entries of the court list at which nobody was met: not asked, until somebody is.
    UNMET = Sql::same(
        "select e.court, count(*) from court_entry e where e.agency_id = $1 and e.day >= $2 and e.day <= $3 \
         and e.gone_at is null and not exists (select 1 from first_contact c where c.entry_id = e.id) \
         group by e.court order by e.court limit 500"
    );
    ON_PAPER = Sql::same(
        "select entry_id, person_id, day, offence, deposition, known_to_mental_health, words, at, by_account, agency_id \
         from paper_assessment where entry_id = $1"
    );
    PERSONS = Sql::same(concat!(
        "select count(distinct person_id) from first_contact c where agency_id = $1 and day >= $4 and day <= $5 \
         and state = 'screened' and ", open_to!("c.person_id")
    ));
    TEAM = Sql::same(
        "select agency_id, account_id from involvement where person_id = $1 and from_day <= $2 \
         and (to_day is null or to_day >= $2) order by agency_id, account_id"
    );
    /// `$8` the account, `$9` its agency, `$10` the rows.
    ALERTS = Sql::same(concat!(
        "select d.person_id, d.id, d.kind, d.owner_agency_id, d.owner_account_id, d.due, d.subject, d.why from duty d \
         where d.kind = 'alert_to_read' and d.closed_at is null and d.owner_agency_id = $9 \
         and (d.owner_account_id = $8 or d.owner_account_id is null) and ",
        visible!("d.person_id"), " order by d.due, d.id limit $10 + 0"
    ));
    ALERT = Sql::same(
        "select person_id from duty where id = $3 and kind = 'alert_to_read' and closed_at is null \
         and owner_agency_id = $2 and (owner_account_id = $1 or owner_account_id is null)"
    );
    READ_ALERT = Sql::same(
        "update duty set closed_at = $3, closing = $4, closed_by = $5 \
         where person_id = $1 and id = $2 and closed_at is null"
    );
}

pub(crate) fn contact_args(contact: &FirstContact, recommended: bool, made: bool) -> Vec<Arg> {
    let stamp = &contact.stamp;
    args![
        contact.id,
        contact.setting,
        contact.place,
        contact.day,
        contact.entry,
        contact.person,
        contact.state,
        contact.why_not,
        contact.alcohol,
        contact.known_to_mental_health,
        recommended,
        made,
        stamp.at,
        stamp.by,
        contact.agency,
    ]
}

fn contact(row: &Row) -> Stored<FirstContact> {
    let mut f = row.fields();
    let (id, setting, place, day) = (f.next()?, f.next()?, f.next()?, f.next()?);
    let (entry, person, state, why_not) = (f.maybe()?, f.maybe()?, f.next()?, f.maybe()?);
    let (alcohol, known_to_mental_health) = (f.next()?, f.maybe()?);
    let stamp = Stamp { at: f.next()?, by: f.next()?, agency: f.next()? };
    let agency = stamp.agency;
    Ok(FirstContact {
        id,
        agency,
        setting,
        place,
        day,
        entry,
        person,
        state,
        why_not,
        alcohol,
        known_to_mental_health,
        stamp,
    })
}

fn line(row: &Row) -> Stored<FunnelLine> {
    let mut f = row.fields();
    let (setting, place) = (f.next()?, f.next()?);
    let mut counts = Counts {
        contacts: f.next()?,
        not_asked: f.next()?,
        refused: f.next()?,
        screened: f.next()?,
        persons: f.next()?,
        known: f.next()?,
        recommended: f.next()?,
        made: f.next()?,
        alcohol_screened: f.next()?,
        alcohol_refused: f.next()?,
        alcohol_not_asked: f.next()?,
        repeat: 0,
    };
    counts.repeat = counts.screened.saturating_sub(counts.persons);
    Ok(FunnelLine { setting, place, counts })
}

/// Counts entries at which nobody was met with the other contacts of their court.
fn add_unmet(lines: &mut Vec<FunnelLine>, place: String, unmet: u64) {
    let counts = Counts { contacts: unmet, not_asked: unmet, alcohol_not_asked: unmet, ..Counts::default() };
    match lines.iter_mut().find(|line| line.setting == Setting::Court && line.place == place) {
        Some(line) => line.counts = line.counts.and(counts),
        None => lines.push(FunnelLine { setting: Setting::Court, place, counts }),
    }
}

#[async_trait]
impl Screenings for StoreTx {
    async fn add_first_contact(&mut self, contact: &FirstContact) -> Stored<bool> {
        let rows = FIRST_CONTACT.run(&mut self.link, contact_args(contact, false, false)).await?;
        Ok(!rows.is_empty())
    }

    async fn first_contact(&mut self, id: FirstContactId) -> Stored<Option<FirstContact>> {
        self.link.one(ONE, args![id]).await?.map(|row| contact(&row)).transpose()
    }

    async fn first_contact_of_entry(&mut self, entry: CourtEntryId) -> Stored<Option<FirstContact>> {
        self.link.one(OF_ENTRY, args![entry]).await?.map(|row| contact(&row)).transpose()
    }

    async fn step_first_contact(&mut self, seen: ContactState, contact: &FirstContact) -> Stored<bool> {
        let args = args![
            contact.id,
            seen,
            contact.state,
            contact.person,
            contact.why_not,
            contact.alcohol,
            contact.known_to_mental_health,
        ];
        Ok(self.link.run(STEP, args).await? == 1)
    }

    async fn open_first_contacts(&mut self, agency: AgencyId, limit: u32) -> Stored<Vec<FirstContact>> {
        self.link.all(OPEN, args![agency, limit]).await?.iter().map(contact).collect()
    }

    async fn funnel(&mut self, by: AskedBy, from: Date, until: Date) -> Stored<(Vec<FunnelLine>, u64)> {
        let counted = || args![by.agency, by.account, by.today, from, until];
        let lines = self.link.all(FUNNEL, counted()).await?;
        let mut lines: Vec<FunnelLine> = lines.iter().map(line).collect::<Stored<_>>()?;
        for row in &self.link.all(UNMET, args![by.agency, from, until]).await? {
            let mut f = row.fields();
            let (place, unmet): (String, u64) = (f.next()?, f.next()?);
            add_unmet(&mut lines, place, unmet);
        }
        let persons = crate::person::count(&mut self.link, PERSONS, counted()).await?;
        Ok((lines, persons))
    }

    async fn add_screening(&mut self, screening: &Screening) -> Stored<()> {
        found::SCREENING.run(&mut self.link, found::screening_args(screening)?).await.map(drop)
    }

    async fn screenings(&mut self, person: PersonId, limit: u32) -> Stored<Vec<Sealed<Screening>>> {
        self.link.all(found::SCREENINGS, args![person, limit]).await?.iter().map(found::screening).collect()
    }

    async fn screening(&mut self, id: ScreeningId) -> Stored<Option<Sealed<Screening>>> {
        self.link.one(found::ONE, args![id]).await?.map(|row| found::screening(&row)).transpose()
    }

    async fn add_recommendation(&mut self, recommendation: &Recommendation) -> Stored<()> {
        let args = recommended::recommendation_args(recommendation)?;
        recommended::RECOMMENDATION.run(&mut self.link, args).await.map(drop)
    }

    async fn recommendations(&mut self, person: PersonId, limit: u32) -> Stored<Vec<Sealed<Recommendation>>> {
        let rows = self.link.all(recommended::OF_PERSON, args![person, limit]).await?;
        rows.iter().map(recommended::recommendation).collect()
    }

    async fn recommendation(&mut self, id: RecommendationId) -> Stored<Option<Sealed<Recommendation>>> {
        let row = self.link.one(recommended::ONE, args![id]).await?;
        row.map(|row| recommended::recommendation(&row)).transpose()
    }

    async fn add_outcome(
        &mut self,
        person: PersonId,
        recommendation: RecommendationId,
        outcome: &Outcome,
        stamp: &Stamp,
    ) -> Stored<()> {
        recommended::add_outcome(&mut self.link, person, recommendation, outcome, stamp).await
    }

    async fn count_recommendations(&mut self, contact: FirstContactId) -> Stored<()> {
        self.link.run(recommended::COUNT, args![contact]).await.map(drop)
    }

    async fn put_paper_assessment(&mut self, paper: &PaperAssessment) -> Stored<()> {
        let known = match paper.known_to_mental_health {
            KnownOnPaper::Yes => Some(true),
            KnownOnPaper::No => Some(false),
            KnownOnPaper::Unconfirmed => None,
        };
        let columns = args![
            paper.entry,
            paper.person,
            paper.day,
            paper.offence,
            paper.deposition,
            known,
            paper.words,
            paper.stamp.at,
            paper.stamp.by,
            paper.stamp.agency,
        ];
        PAPER.run(&mut self.link, columns).await.map(drop)
    }

    async fn paper_assessment(&mut self, entry: CourtEntryId) -> Stored<Option<PaperAssessment>> {
        let Some(row) = self.link.one(ON_PAPER, args![entry]).await? else { return Ok(None) };
        let mut f = row.fields();
        let (entry, person, day) = (f.next()?, f.maybe()?, f.next()?);
        let (offence, deposition) = (f.next()?, f.next()?);
        let known_to_mental_health = match f.maybe()? {
            Some(true) => KnownOnPaper::Yes,
            Some(false) => KnownOnPaper::No,
            None => KnownOnPaper::Unconfirmed,
        };
        let words = f.maybe()?;
        let stamp = Stamp { at: f.next()?, by: f.next()?, agency: f.next()? };
        Ok(Some(PaperAssessment {
            entry,
            person,
            day,
            offence,
            deposition,
            known_to_mental_health,
            words,
            stamp,
        }))
    }

    async fn add_need(&mut self, one: &Need) -> Stored<()> {
        need::NEED.run(&mut self.link, need::need_args(one)).await.map(drop)
    }

    async fn team_of(&mut self, person: PersonId, today: Date) -> Stored<Vec<Owner>> {
        let rows = self.link.all(TEAM, args![person, today]).await?;
        let owners: Stored<Vec<Owner>> = rows
            .iter()
            .map(|row| {
                let mut f = row.fields();
                Ok(Owner { agency: f.next()?, account: f.maybe()? })
            })
            .collect();
        let mut owners = owners?;
        // An agency that has named somebody hears through them.
        let named: Vec<AgencyId> =
            owners.iter().filter(|one| one.account.is_some()).map(|one| one.agency).collect();
        owners.retain(|one| one.account.is_some() || !named.contains(&one.agency));
        owners.dedup();
        Ok(owners)
    }

    async fn alerts(
        &mut self,
        filter: &ListFilter,
        account: AccountId,
        agency: AgencyId,
        today: Date,
        limit: u32,
    ) -> Stored<Vec<Duty>> {
        if filter.is_empty() {
            return Ok(Vec::new());
        }
        let mut args = filter_args(filter, today);
        args.extend([account.arg(), agency.arg(), limit.arg()]);
        self.link.all(ALERTS, args).await?.iter().map(duty::read).collect()
    }

    async fn read_alert(
        &mut self,
        account: AccountId,
        agency: AgencyId,
        alert: DutyId,
        stamp: &Stamp,
    ) -> Stored<Option<PersonId>> {
        debug_assert_eq!(DutyKind::AlertToRead.code(), "alert_to_read");
        let Some(row) = self.link.one(ALERT, args![account, agency, alert]).await? else { return Ok(None) };
        let person: PersonId = row.fields().next()?;
        let args = args![person, alert, stamp.at, Closing::Done, stamp.by];
        Ok((self.link.run(READ_ALERT, args).await? == 1).then_some(person))
    }
}
