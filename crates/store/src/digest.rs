//! How somebody likes to look at their desk, what counts on it, and the sendings of digests.

use crate::{
    account::{account, account_columns},
    bulk::inserts,
    desk::told_at,
    sql::{Arg, Param, Read, Sql, args, statements},
    standing::{filter_args, visible},
    tx::StoreTx,
};
use app::ports::{Addressee, DeskChoice, Desks, SendingEnd, Stored};
use async_trait::async_trait;
use domain::ids::AccountId;
use gate::ListFilter;
use jiff::{Timestamp, civil::Date};

inserts! {
    CHOICE = "desk_choice" (account_id, person_id, kind, by_person)
        "on conflict (account_id) do update set person_id = excluded.person_id, kind = excluded.kind, \
         by_person = excluded.by_person";
    MINUTE = "digest" (account_id, minute) "on conflict (account_id) do update set minute = excluded.minute";
}

statements! {
    CHOSEN = Sql::same("select person_id, kind, by_person from desk_choice where account_id = $1");
    /// `$8` the account.
    AWAITING = Sql::same(concat!(
        "select count(*) from referral r where r.made_by = $8 and r.from_agency_id = $1 and r.phase = 1 and ", visible!("r.person_id")
    ));
    /// `$8` the account.
    UNSEEN = Sql::same(concat!(
        "select count(*) from notice m where m.account_id = $8 and m.seen_at is null and ", told_at!(), " and ", visible!("m.person_id")
    ));
    WANTED_FROM = Sql::same("select minute from digest where account_id = $1");
    UNWANTED = Sql::same("delete from digest where account_id = $1");
    /// `$1` the day, `$2` the minute, `$3` now, `$4` the rows.
    DUE = Sql::same(concat!(
        "select ", account_columns!(), ", g.kind from digest w join account a on a.id = w.account_id \
         join agency g on g.id = a.agency_id left join digest_sending s on s.account_id = w.account_id and s.day = $1 \
         where w.minute <= $2 and a.closed_at is null and (g.last_day is null or g.last_day >= $1) \
         and (s.state is null or (s.state = 'waiting' and s.next_at <= $3)) order by w.minute, a.id limit $4 + 0"
    ));
    /// A row that is `leaving`, `sent` or `given_up` is never taken again.
    BEGIN = Sql::same(
        "insert into digest_sending (account_id, day, state, attempts, next_at) values ($1, $2, 'leaving', 1, $3) \
         on conflict (account_id, day) do update set state = 'leaving', attempts = digest_sending.attempts + 1 \
         where digest_sending.state = 'waiting' and digest_sending.next_at <= $3 returning attempts"
    );
    END = Sql::same(
        "update digest_sending set state = $3, next_at = coalesce($4, next_at) \
         where account_id = $1 and day = $2 and state = 'leaving'"
    );
}

pub(crate) fn choice_read(account: AccountId) -> Read {
    Read::new(CHOSEN, args![account])
}

/// How many referrals of the account wait for an answer, and how many notices it has not seen.
pub(crate) fn count_reads(filter: &ListFilter, account: AccountId, today: Date) -> [Read; 2] {
    [AWAITING, UNSEEN].map(|sql| count_read(sql, filter, account, today))
}

fn count_read(sql: Sql, filter: &ListFilter, account: AccountId, today: Date) -> Read {
    let mut args: Vec<Arg> = filter_args(filter, today);
    args.push(account.arg());
    Read::new(sql, args)
}

impl StoreTx {
    async fn count(
        &mut self,
        text: Sql,
        filter: &ListFilter,
        account: AccountId,
        today: Date,
    ) -> Stored<u64> {
        if filter.is_empty() {
            return Ok(0);
        }
        let rows = self.link.read(count_read(text, filter, account, today)).await?;
        rows.first().map_or(Ok(0), |row| row.fields().next())
    }
}

#[async_trait]
impl Desks for StoreTx {
    async fn desk_choice(&mut self, account: AccountId) -> Stored<DeskChoice> {
        let rows = self.link.read(choice_read(account)).await?;
        let Some(row) = rows.first() else { return Ok(DeskChoice::default()) };
        let mut f = row.fields();
        Ok(DeskChoice { person: f.maybe()?, kind: f.maybe()?, by_person: f.next()? })
    }

    async fn set_desk_choice(&mut self, account: AccountId, choice: &DeskChoice) -> Stored<()> {
        let args = args![account, choice.person, choice.kind, choice.by_person];
        CHOICE.run(&mut self.link, args).await.map(drop)
    }

    async fn count_awaiting(&mut self, filter: &ListFilter, account: AccountId, today: Date) -> Stored<u64> {
        self.count(AWAITING, filter, account, today).await
    }

    async fn count_notices(&mut self, filter: &ListFilter, account: AccountId, today: Date) -> Stored<u64> {
        self.count(UNSEEN, filter, account, today).await
    }

    async fn digest_minute(&mut self, account: AccountId) -> Stored<Option<u32>> {
        let row = self.link.one(WANTED_FROM, args![account]).await?;
        row.map(|row| row.fields().next()).transpose()
    }

    async fn set_digest_minute(&mut self, account: AccountId, minute: Option<u32>) -> Stored<()> {
        match minute {
            Some(minute) => MINUTE.run(&mut self.link, args![account, minute]).await.map(drop),
            None => self.link.run(UNWANTED, args![account]).await.map(drop),
        }
    }

    async fn digests_due(
        &mut self,
        day: Date,
        minute: u32,
        now: Timestamp,
        limit: u32,
    ) -> Stored<Vec<Addressee>> {
        let rows = self.link.all(DUE, args![day, minute, now, limit]).await?;
        rows.iter()
            .map(|row| {
                let mut f = row.fields();
                Ok(Addressee { account: account(&mut f)?, agency_kind: f.next()? })
            })
            .collect()
    }

    async fn begin_digest(&mut self, account: AccountId, day: Date, now: Timestamp) -> Stored<Option<u32>> {
        let row = self.link.one(BEGIN, args![account, day, now]).await?;
        row.map(|row| row.fields().next()).transpose()
    }

    async fn end_digest(&mut self, account: AccountId, day: Date, end: SendingEnd) -> Stored<()> {
        let (state, next) = match end {
            SendingEnd::Sent => ("sent", None),
            SendingEnd::Waits(at) => ("waiting", Some(at)),
            SendingEnd::GivenUp => ("given_up", None),
        };
        self.link.run(END, args![account, day, state, next]).await.map(drop)
    }
}
