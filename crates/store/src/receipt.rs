//! By which rules people are told of looks.

use crate::{
    sql::{Sql, args, statements},
    tx::StoreTx,
};
use app::{
    events::EventKind,
    ports::{Receipts, StoreError, Stored},
};
use async_trait::async_trait;
use domain::{
    calendar::{day_in_london, london},
    ids::PersonId,
    receipt::{KeepsBack, Rule},
};
use jiff::{Timestamp, civil::Date};

statements! {
    RULES = Sql::same("select kept_back_by, code, from_day, until_day from receipt_rule order by kept_back_by, code, from_day");
    LIMITED = Sql::same("select min(from_day) from limited_access where person_id = $1");
    /// A limit that was lifted is told by the log alone.
    LIMITS_TOLD = Sql::same("select kind, at from event where chain_id = $1 and kind in ($2, $3) order by position");
}

#[async_trait]
impl Receipts for StoreTx {
    async fn receipt_rules(&mut self) -> Stored<Vec<Rule>> {
        let rows = self.link.all(RULES, args![]).await?;
        rows.iter()
            .map(|row| {
                let mut f = row.fields();
                let (by, code): (String, String) = (f.next()?, f.next()?);
                let keeps_back = KeepsBack::from_codes(&by, &code)
                    .map_err(|error| StoreError::unknown("receipt_rule", error))?;
                Ok(Rule { keeps_back, from: f.next()?, until: f.maybe()? })
            })
            .collect()
    }

    async fn limited_days(&mut self, person: PersonId) -> Stored<Vec<(Date, Option<Date>)>> {
        let kept = self.link.one(LIMITED, args![person]).await?;
        let kept: Option<Date> = kept.map_or(Ok(None), |row| row.fields().maybe())?;
        let mut days: Vec<(Date, Option<Date>)> = kept.map(|from| (from, None)).into_iter().collect();
        let (limited, lifted) = (EventKind::AccessLimited, EventKind::LimitLifted);
        let (london, mut since) = (london(), None);
        for row in &self.link.all(LIMITS_TOLD, args![person, limited, lifted]).await? {
            let mut f = row.fields();
            let (kind, at): (EventKind, Timestamp) = (f.next()?, f.next()?);
            let day = day_in_london(at, &london);
            if kind == limited {
                since = since.or(Some(day));
            } else if let Some(from) = since.take() {
                days.push((from, Some(day)));
            }
        }
        days.extend(since.map(|from| (from, None)));
        Ok(days)
    }
}
