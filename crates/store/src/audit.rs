//! AUDIT: administrations and the thresholds by which they are scored.

use crate::{
    bulk::inserts,
    error::failed,
    sql::{Arg, Row, Sql, args, statements},
    tx::StoreTx,
};
use app::ports::{Audits, StoreError, Stored};
use async_trait::async_trait;
use domain::{
    audit::{Answers, Audit, Finding, Rules},
    ids::{AuditId, PersonId},
    section::Section,
    stamp::Stamp,
};
use gate::{Label, Sealed};

inserts! {
    AUDIT = "audit" (
        person_id, id, day, mode, language, pregnancy, answers, wording, rules, supersedes, at, by_account, agency_id
    ) "";
}

/// The columns that [`read`] reads.
macro_rules! columns {
    () => {
        "select person_id, id, day, mode, language, pregnancy, answers, wording, rules, supersedes, at, by_account, \
         agency_id from audit"
    };
}

statements! {
    RULES = Sql::same(
        "select version, from_day, increasing, higher, dependence, symptom, audit_c, fast, sadq_c from audit_rules \
         order by from_day, version"
    );
    AUDITS = Sql::same(concat!(
        columns!(), " where person_id = $1 order by day desc, at desc, id desc limit $2 + 0"
    ));
    ONE = Sql::same(concat!(columns!(), " where id = $1"));
}

/// The columns of an administration. Only one that is whole is written: a summary has no answers to keep.
pub(crate) fn audit_args(audit: &Audit) -> Stored<Vec<Arg>> {
    let Some(answers) = &audit.answers else {
        return Err(failed("a summary of AUDIT cannot be written"));
    };
    let answers = serde_json::to_string(answers.points()).map_err(|_| failed("answers cannot be written"))?;
    let stamp = &audit.stamp;
    Ok(args![
        audit.person,
        audit.id,
        audit.day,
        audit.mode,
        audit.language,
        audit.pregnancy,
        answers,
        audit.wording,
        audit.rules,
        audit.supersedes,
        stamp.at,
        stamp.by,
        stamp.agency,
    ])
}

/// The score is not kept: it follows from the answers and from the rules by which they were scored.
fn read(row: &Row, rules: &[Rules]) -> Stored<Sealed<Audit>> {
    let mut f = row.fields();
    let (person, id, day, mode, language, pregnancy) =
        (f.next()?, f.next()?, f.next()?, f.next()?, f.next()?, f.next()?);
    let unreadable = || StoreError::Corrupt("audit: answers".to_owned());
    let points: [Option<u8>; 10] = serde_json::from_str(&f.next::<String>()?).map_err(|_| unreadable())?;
    let answers = Answers::new(points).map_err(|_| unreadable())?;
    let (wording, version): (String, u16) = (f.next()?, f.next()?);
    let scored_by = rules
        .iter()
        .find(|one| one.version == version)
        .ok_or_else(|| StoreError::Corrupt("audit: an edition of the rules that is not there".to_owned()))?;
    let audit = Audit {
        id,
        person,
        day,
        mode,
        language,
        pregnancy,
        answers: Some(answers),
        finding: Finding::of(&answers, pregnancy, scored_by),
        missing: u8::try_from(answers.missing()).unwrap_or(u8::MAX),
        wording,
        rules: version,
        supersedes: f.maybe()?,
        stamp: Stamp { at: f.next()?, by: f.next()?, agency: f.next()? },
    };
    Ok(Sealed::new(Label::own(person, Section::Substance, audit.stamp.agency), audit))
}

#[async_trait]
impl Audits for StoreTx {
    async fn audit_rules(&mut self) -> Stored<Vec<Rules>> {
        let small = |value: u32| {
            u8::try_from(value).map_err(|_| StoreError::Corrupt("audit_rules: a threshold".to_owned()))
        };
        let rows = self.link.all(RULES, args![]).await?;
        rows.iter()
            .map(|row| {
                let mut f = row.fields();
                Ok(Rules {
                    version: f.next()?,
                    from: f.next()?,
                    increasing: small(f.next()?)?,
                    higher: small(f.next()?)?,
                    dependence: small(f.next()?)?,
                    symptom: small(f.next()?)?,
                    audit_c: small(f.next()?)?,
                    fast: small(f.next()?)?,
                    sadq_c: small(f.next()?)?,
                })
            })
            .collect()
    }

    async fn add_audit(&mut self, audit: &Audit) -> Stored<()> {
        AUDIT.run(&mut self.link, audit_args(audit)?).await.map(drop)
    }

    async fn audits(&mut self, person: PersonId, limit: u32) -> Stored<Vec<Sealed<Audit>>> {
        let rules = self.audit_rules().await?;
        self.link.all(AUDITS, args![person, limit]).await?.iter().map(|row| read(row, &rules)).collect()
    }

    async fn audit(&mut self, id: AuditId) -> Stored<Option<Sealed<Audit>>> {
        let rules = self.audit_rules().await?;
        self.link.one(ONE, args![id]).await?.map(|row| read(&row, &rules)).transpose()
    }
}
