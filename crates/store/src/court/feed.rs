//! Loadings of court lists, and what could not be read in them.

use super::kept;
use crate::{
    bulk::inserts,
    link::Link,
    sql::{Row, Sql, args, statements},
};
use app::{
    exchange::court_list::{Fault, FaultReason, Place},
    ports::{FeedLine, NewFeed, Stored, Tally},
};
use domain::{
    hearing::Source,
    ids::{AgencyId, CourtFeedId},
    stamp::Stamp,
};
use jiff::Timestamp;
use uuid::Uuid;

inserts! {
    FEED = "court_feed" (id, agency_id, trigger, file, at, by_account, complete, tally) "";
    FAULT = "court_fault" (feed_id, position, path, line, reason, field) "on conflict do nothing";
}

/// The columns that [`read`] reads.
macro_rules! columns {
    () => {
        "select id, trigger, file, at, by_account, agency_id, source, ended_at, complete, tally from court_feed"
    };
}

statements! {
    NOTE = Sql::same(
        "update court_feed set source = $2, tally = $3, ended_at = $4, complete = $5 where id = $1"
    );
    /// `$2` the last one seen, `$3` the rows.
    FEEDS = Sql::same(concat!(columns!(), " where agency_id = $1 and id < $2 order by id desc limit $3 + 0"));
    ONE = Sql::same(concat!(columns!(), " where agency_id = $1 and id = $2"));
    FAULTS = Sql::same(
        "select path, line, reason, field from court_fault where feed_id = $1 order by position limit $2 + 0"
    );
}

pub(super) async fn begin(link: &mut Link, feed: &NewFeed) -> Stored<()> {
    let stamp = &feed.stamp;
    let tally = kept::write_tally(&Tally::default())?;
    let args = args![feed.id, stamp.agency, feed.trigger, feed.file, stamp.at, stamp.by, false, tally];
    FEED.run(link, args).await.map(drop)
}

pub(super) async fn note(
    link: &mut Link,
    feed: CourtFeedId,
    source: Option<Source>,
    tally: &Tally,
    ended: Option<(Timestamp, bool)>,
) -> Stored<()> {
    let (at, complete) = ended.unzip();
    let args = args![feed, source, kept::write_tally(tally)?, at, complete.unwrap_or(false)];
    link.run(NOTE, args).await.map(drop)
}

pub(super) async fn add_faults(
    link: &mut Link,
    feed: CourtFeedId,
    first: u64,
    faults: &[Fault],
) -> Stored<()> {
    let rows = (first..).zip(faults).flat_map(|(position, fault)| {
        let position = i64::try_from(position).unwrap_or(i64::MAX);
        let at_line = fault.place.line.and_then(|line| i64::try_from(line).ok());
        args![feed, position, fault.place.path, at_line, fault.reason, fault.field.as_deref()]
    });
    FAULT.run(link, rows.collect()).await.map(drop)
}

fn read(row: &Row) -> Stored<FeedLine> {
    let mut f = row.fields();
    let (id, trigger, file) = (f.next()?, f.next()?, f.maybe()?);
    let stamp = Stamp { at: f.next()?, by: f.next()?, agency: f.next()? };
    Ok(FeedLine {
        feed: NewFeed { id, trigger, file, stamp },
        source: f.maybe()?,
        ended: f.maybe()?,
        complete: f.next()?,
        tally: kept::read_tally(&f.next::<String>()?)?,
    })
}

pub(super) async fn feeds(
    link: &mut Link,
    agency: AgencyId,
    before: Option<CourtFeedId>,
    limit: u32,
) -> Stored<Vec<FeedLine>> {
    let before = before.map_or(Uuid::max(), |feed| feed.0);
    link.all(FEEDS, args![agency, before, limit]).await?.iter().map(read).collect()
}

pub(super) async fn one(link: &mut Link, agency: AgencyId, feed: CourtFeedId) -> Stored<Option<FeedLine>> {
    link.one(ONE, args![agency, feed]).await?.as_ref().map(read).transpose()
}

pub(super) async fn faults(link: &mut Link, feed: CourtFeedId, limit: u32) -> Stored<Vec<Fault>> {
    let rows = link.all(FAULTS, args![feed, limit]).await?;
    rows.iter()
        .map(|row| {
            let mut f = row.fields();
            let place = Place { path: f.next()?, line: f.maybe()? };
            let reason: FaultReason = f.next()?;
            let field = f.maybe::<String>()?.map(Into::into);
            Ok(Fault { place, reason, field })
        })
        .collect()
}
