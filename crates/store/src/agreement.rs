//! Agreements to share: versions whose terms are kept as JSON, facts, remarks, templates.
//!
//! What holds: whatever changes here raises the edition in the same transaction. What was sent for review is changed by nobody:
//! triggers refuse it.

use crate::{
    bulk::inserts,
    sql::{Arg, Row, Sql, args, statements},
    tx::StoreTx,
};
use app::{
    agreements::{Template, kept},
    ports::{Agreements, StoreError, Stored},
};
use async_trait::async_trait;
use domain::{
    agreement::{About, Fact, Move, Remark, Version},
    ids::{AgencyId, AgreementId, PartnershipId},
    stamp::Stamp,
    text::Line,
};
use jiff::civil::Date;
use std::collections::HashMap;

inserts! {
    AGREEMENT = "agreement" (id, partnership_id, at, by_account, agency_id) "on conflict (id) do nothing";
    VERSION = "agreement_version" (
        agreement_id, number, format, terms, edits, facts, at, by_account, agency_id
    ) "on conflict (agreement_id, number) do nothing returning number";
    FACT = "agreement_fact" (
        agreement_id, number, position, step, words, day, signed_for, later, at, by_account, agency_id
    ) "";
    REMARK = "agreement_remark" (agreement_id, number, id, about, words, at, by_account, agency_id) "";
}

macro_rules! version {
    ($rest:literal) => {
        Sql::same(concat!(
            "select agreement_id, number, format, terms, edits, facts, at, by_account, agency_id \
             from agreement_version ",
            $rest
        ))
    };
}

macro_rules! fact {
    ($rest:literal) => {
        Sql::same(concat!(
            "select agreement_id, number, step, words, day, signed_for, later, at, by_account, agency_id \
             from agreement_fact ",
            $rest
        ))
    };
}

statements! {
    EDITION = Sql::same("select edition from agreement_edition where one = 1");
    CHANGED = Sql::same("update agreement_edition set edition = edition + 1 where one = 1");
    ALL = version!("order by agreement_id, number");
    ONE = version!("where agreement_id = $1 and number = $2");
    ALL_FACTS = fact!("order by agreement_id, number, position");
    FACTS = fact!("where agreement_id = $1 and number = $2 order by position");
    EDIT = Sql::same(
        "update agreement_version set format = $4, terms = $5, edits = edits + 1 \
         where agreement_id = $1 and number = $2 and facts = 0 and edits = $3"
    );
    STEP = Sql::same(
        "update agreement_version set facts = facts + 1 \
         where agreement_id = $1 and number = $2 and edits + facts = $3"
    );
    REMARKS = Sql::same(
        "select agreement_id, number, id, about, words, at, by_account, agency_id from agreement_remark \
         where agreement_id = $1 order by number, id limit $2 + 0"
    );
    TEMPLATES = Sql::same("select code, from_day, name, whom, format, terms from agreement_template order by code, from_day");
}

/// Which version.
type Key = (AgreementId, u16);
/// What is kept of versions' lives.
type Facts = HashMap<Key, Vec<(Stamp, Fact)>>;

fn corrupt((agreement, number): Key, what: impl std::fmt::Display) -> StoreError {
    StoreError::Corrupt(format!("agreement_version {agreement} {number}: {what}"))
}

fn fact_args(version: &Version, position: i64, stamp: &Stamp, fact: &Fact) -> Vec<Arg> {
    let (mut words, mut day): (Option<&Line>, Option<Date>) = (None, None);
    let (mut signed_for, mut later): (Option<AgencyId>, Option<u16>) = (None, None);
    match fact {
        Fact::Submitted => {}
        Fact::Returned(why) | Fact::Suspended(why) | Fact::Resumed(why) | Fact::Ended(why) => {
            words = Some(why);
        }
        Fact::Signed(agency) => signed_for = Some(*agency),
        Fact::Superseded(number) => later = Some(*number),
        Fact::Reviewed(next, said) => (words, day) = (Some(said), Some(*next)),
    }
    let (id, number, step) = (version.agreement, version.number, fact.as_move());
    args![id, number, position, step, words, day, signed_for, later, stamp.at, stamp.by, stamp.agency]
}

fn fact(row: &Row) -> Stored<(Key, (Stamp, Fact))> {
    let mut f = row.fields();
    let key: Key = (f.next()?, f.next()?);
    let step: Move = f.next()?;
    let (words, day): (Option<Line>, Option<Date>) = (f.maybe()?, f.maybe()?);
    let (signed_for, later) = (f.maybe()?, f.maybe()?);
    let stamp = Stamp { at: f.next()?, by: f.next()?, agency: f.next()? };
    let fact = match (step, words, day, signed_for, later) {
        (Move::Submit, ..) => Fact::Submitted,
        (Move::Return, Some(why), ..) => Fact::Returned(why),
        (Move::Sign, _, _, Some(agency), _) => Fact::Signed(agency),
        (Move::Suspend, Some(why), ..) => Fact::Suspended(why),
        (Move::Resume, Some(why), ..) => Fact::Resumed(why),
        (Move::Supersede, _, _, _, Some(number)) => Fact::Superseded(number),
        (Move::Review, Some(said), Some(next), ..) => Fact::Reviewed(next, said),
        (Move::End, Some(why), ..) => Fact::Ended(why),
        _ => return Err(corrupt(key, "a fact that lacks its words")),
    };
    Ok((key, (stamp, fact)))
}

fn by_version(rows: &[Row]) -> Stored<Facts> {
    let mut facts = Facts::new();
    for row in rows {
        let (key, one) = fact(row)?;
        facts.entry(key).or_default().push(one);
    }
    Ok(facts)
}

/// A version with its facts, which are taken out of `facts`.
fn version(row: &Row, facts: &mut Facts) -> Stored<Version> {
    let mut f = row.fields();
    let key: Key = (f.next()?, f.next()?);
    let (format, text): (u16, String) = (f.next()?, f.next()?);
    let (edits, counted): (i64, i64) = (f.next()?, f.next()?);
    let drafted = Stamp { at: f.next()?, by: f.next()?, agency: f.next()? };
    let terms = kept::read(format, &text).map_err(|error| corrupt(key, error))?;
    let version = Version::new(key.0, key.1, terms, drafted).after_edits(edits);
    let version =
        version.replay(facts.remove(&key).unwrap_or_default()).map_err(|error| corrupt(key, error))?;
    if version.seen() == edits.saturating_add(counted) {
        Ok(version)
    } else {
        Err(corrupt(key, "facts are missing"))
    }
}

fn remark(row: &Row) -> Stored<Remark> {
    let mut f = row.fields();
    let (agreement, number, id) = (f.next()?, f.next()?, f.next()?);
    let about: String = f.next()?;
    let about = About::from_code(&about)
        .ok_or_else(|| StoreError::Corrupt(format!("agreement_remark {id}: about")))?;
    let words = f.next()?;
    let stamp = Stamp { at: f.next()?, by: f.next()?, agency: f.next()? };
    Ok(Remark { id, agreement, number, about, words, stamp })
}

fn template(row: &Row) -> Stored<Template> {
    let mut f = row.fields();
    let (code, from): (String, Date) = (f.next()?, f.next()?);
    let (name, whom): (String, String) = (f.next()?, f.next()?);
    let (format, text) = (f.next()?, f.next()?);
    Template::new(code, from, [&name, &whom], format, text)
        .map_err(|error| StoreError::Corrupt(format!("agreement_template: {error}")))
}

impl StoreTx {
    async fn agreements_changed(&mut self) -> Stored<()> {
        match self.link.run(CHANGED, args![]).await? {
            1 => Ok(()),
            _ => Err(StoreError::Corrupt("agreement_edition: its row is missing".to_owned())),
        }
    }
}

#[async_trait]
impl Agreements for StoreTx {
    async fn agreements_edition(&mut self) -> Stored<i64> {
        let row = self.link.one(EDITION, args![]).await?;
        row.ok_or_else(|| StoreError::Corrupt("agreement_edition: its row is missing".to_owned()))?
            .fields()
            .next()
    }

    async fn versions(&mut self) -> Stored<Vec<Version>> {
        let rows = self.link.all(ALL, args![]).await?;
        let mut facts = by_version(&self.link.all(ALL_FACTS, args![]).await?)?;
        rows.iter().map(|row| version(row, &mut facts)).collect()
    }

    async fn version(&mut self, agreement: AgreementId, number: u16) -> Stored<Option<Version>> {
        let Some(row) = self.link.one(ONE, args![agreement, number]).await? else { return Ok(None) };
        let mut facts = by_version(&self.link.all(FACTS, args![agreement, number]).await?)?;
        version(&row, &mut facts).map(Some)
    }

    async fn insert_version(&mut self, partnership: PartnershipId, version: &Version) -> Stored<bool> {
        let (id, number, drafted) = (version.agreement, version.number, &version.drafted);
        let row = args![id, partnership, drafted.at, drafted.by, drafted.agency];
        AGREEMENT.run(&mut self.link, row).await?;
        let facts = version.seen().saturating_sub(version.edits());
        let row = args![
            id,
            number,
            kept::FORMAT,
            kept::write(&version.terms),
            version.edits(),
            facts,
            drafted.at,
            drafted.by,
            drafted.agency
        ];
        if VERSION.run(&mut self.link, row).await?.is_empty() {
            return Ok(false);
        }
        let rows = (1_i64..).zip(version.facts());
        let rows = rows.flat_map(|(at, (stamp, fact))| fact_args(version, at, stamp, fact)).collect();
        FACT.run(&mut self.link, rows).await?;
        self.agreements_changed().await.map(|()| true)
    }

    async fn edit_draft(&mut self, seen: i64, after: &Version) -> Stored<bool> {
        let (id, number) = (after.agreement, after.number);
        let row = args![id, number, seen, kept::FORMAT, kept::write(&after.terms)];
        if self.link.run(EDIT, row).await? == 0 {
            return Ok(false);
        }
        self.agreements_changed().await.map(|()| true)
    }

    async fn append_agreement_fact(&mut self, seen: i64, after: &Version) -> Stored<bool> {
        let Some((stamp, fact)) = after.facts().last() else { return Ok(false) };
        if self.link.run(STEP, args![after.agreement, after.number, seen]).await? == 0 {
            return Ok(false);
        }
        let position = after.seen().saturating_sub(after.edits());
        FACT.run(&mut self.link, fact_args(after, position, stamp, fact)).await?;
        self.agreements_changed().await.map(|()| true)
    }

    async fn remarks(&mut self, agreement: AgreementId, limit: u32) -> Stored<Vec<Remark>> {
        self.link.all(REMARKS, args![agreement, limit]).await?.iter().map(remark).collect()
    }

    async fn insert_remark(&mut self, remark: &Remark) -> Stored<()> {
        let stamp = &remark.stamp;
        let row = args![
            remark.agreement,
            remark.number,
            remark.id,
            remark.about.code(),
            remark.words,
            stamp.at,
            stamp.by,
            stamp.agency
        ];
        REMARK.run(&mut self.link, row).await?;
        self.agreements_changed().await
    }

    async fn agreement_templates(&mut self) -> Stored<Vec<Template>> {
        self.link.all(TEMPLATES, args![]).await?.iter().map(template).collect()
    }
}
