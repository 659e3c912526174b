//! Corrections, the agencies that are told of them, and who had read the old words.

use crate::{
    bulk::inserts,
    ledger::shown_to,
    sql::{Arg, Fields, Row, Sql, args, statements},
    tx::StoreTx,
};
use app::ports::{AddressedNotice, Rectifications, Stored};
use async_trait::async_trait;
use domain::{
    ids::{AccountId, AgencyId, CorrectionId, PersonId},
    rectification::{Correction, CorrectionNotice},
    section::Section,
    stamp::Stamp,
};
use gate::{Label, Sealed};
use jiff::Timestamp;
use std::collections::BTreeSet;
use uuid::Uuid;

inserts! {
    CORRECTION = "correction" (person_id, id, corrected, note_id, section, words, at, by_account, agency_id) "";
    NOTICE = "correction_notice" (person_id, correction_id, to_agency_id, at) "";
}

/// The columns that [`correction`] reads.
macro_rules! columns {
    () => {
        "c.person_id, c.id, c.corrected, c.note_id, c.section, c.words, c.at, c.by_account, c.agency_id"
    };
}

statements! {
    /// A page of looks from `$2` on, past the look that was read last.
    READERS = Sql::same(
        "select p.at, p.ledger_id, l.agency_id, l.by_account, p.entries from ledger_person p \
         join ledger l on l.id = p.ledger_id where p.person_id = $1 and p.at >= $2 and (p.at > $2 or p.ledger_id > $3) \
         order by p.at, p.ledger_id limit $4 + 0"
    );
    OF_PERSON = Sql::same(concat!(
        "select ", columns!(), " from correction c where c.person_id = $1 order by c.id desc limit $2 + 0"
    ));
    NOTICES = Sql::same(
        "select correction_id, to_agency_id, acknowledged_at, acknowledged_by from correction_notice where person_id = $1 \
         order by correction_id desc, to_agency_id limit $2 + 0"
    );
    NOTICES_TO = Sql::same(concat!(
        "select ", columns!(), ", h.reference, n.acknowledged_at, coalesce(k.name, 'A member of staff') \
         from correction_notice n join correction c on c.person_id = n.person_id and c.id = n.correction_id \
         join person h on h.id = n.person_id left join account k on k.id = n.acknowledged_by where n.to_agency_id = $1 \
         order by case when n.acknowledged_at is null then 0 else 1 end, n.at desc, n.correction_id desc limit $2 + 0"
    ));
    NOTICE_TO = Sql::same(
        "select person_id, acknowledged_at from correction_notice where to_agency_id = $1 and correction_id = $2"
    );
    ACKNOWLEDGE = Sql::same(
        "update correction_notice set acknowledged_at = $4, acknowledged_by = $5 where person_id = $1 and correction_id = $2 \
         and to_agency_id = $3 and acknowledged_at is null"
    );
}

/// Looks that are held at a time.
const LOOKS: u32 = 500;

fn correction(f: &mut Fields<'_>) -> Stored<Correction> {
    Ok(Correction {
        person: f.next()?,
        id: f.next()?,
        corrected: f.next()?,
        note: f.maybe()?,
        section: f.next()?,
        words: f.next()?,
        stamp: Stamp { at: f.next()?, by: f.next()?, agency: f.next()? },
    })
}

fn sealed(row: &Row) -> Stored<Sealed<Correction>> {
    let one = correction(&mut row.fields())?;
    Ok(Sealed::new(Label::own(one.person, one.section, one.stamp.agency), one))
}

#[async_trait]
impl Rectifications for StoreTx {
    async fn readers(
        &mut self,
        person: PersonId,
        section: Section,
        holder: Option<AgencyId>,
        since: Timestamp,
    ) -> Stored<Vec<(AgencyId, AccountId)>> {
        let mut found = BTreeSet::new();
        // Everybody who read it is told, so all looks are gone through; no more than a page of them is held at a time.
        let mut after = (since, Uuid::nil());
        loop {
            let rows = self.link.all(READERS, args![person, after.0, after.1, LOOKS]).await?;
            for row in &rows {
                let mut f = row.fields();
                after = (f.next()?, f.next()?);
                let (agency, account): (AgencyId, AccountId) = (f.next()?, f.next()?);
                if shown_to(&f.next::<String>()?, agency, section, holder)? {
                    found.insert((agency, account));
                }
            }
            if rows.len() < LOOKS as usize {
                break;
            }
        }
        Ok(found.into_iter().collect())
    }

    async fn add_correction(&mut self, one: &Correction, told: &[AgencyId]) -> Stored<()> {
        let Stamp { at, by, agency } = one.stamp;
        let columns =
            args![one.person, one.id, one.corrected, one.note, one.section, one.words, at, by, agency];
        CORRECTION.later(&mut self.link, columns).await?;
        let rows: Vec<Arg> = told.iter().flat_map(|to| args![one.person, one.id, *to, at]).collect();
        NOTICE.later(&mut self.link, rows).await
    }

    async fn corrections(&mut self, person: PersonId, limit: u32) -> Stored<Vec<Sealed<Correction>>> {
        self.link.all(OF_PERSON, args![person, limit]).await?.iter().map(sealed).collect()
    }

    async fn correction_notices(&mut self, person: PersonId, limit: u32) -> Stored<Vec<CorrectionNotice>> {
        let rows = self.link.all(NOTICES, args![person, limit]).await?;
        rows.iter()
            .map(|row| {
                let mut f = row.fields();
                let (correction, to) = (f.next()?, f.next()?);
                let acknowledged = match f.maybe()? {
                    Some(at) => Some(Stamp { at, by: f.next()?, agency: to }),
                    None => None,
                };
                Ok(CorrectionNotice { correction, to, acknowledged })
            })
            .collect()
    }

    async fn notices_to(&mut self, agency: AgencyId, limit: u32) -> Stored<Vec<AddressedNotice>> {
        let rows = self.link.all(NOTICES_TO, args![agency, limit]).await?;
        rows.iter()
            .map(|row| {
                let mut f = row.fields();
                let correction = correction(&mut f)?;
                let (reference, at): (String, Option<Timestamp>) = (f.next()?, f.maybe()?);
                let by: String = f.next()?;
                Ok(AddressedNotice { correction, reference, acknowledged: at.map(|at| (by, at)) })
            })
            .collect()
    }

    async fn notice_to(&mut self, agency: AgencyId, id: CorrectionId) -> Stored<Option<(PersonId, bool)>> {
        let row = self.link.one(NOTICE_TO, args![agency, id]).await?;
        row.map(|row| {
            let mut f = row.fields();
            Ok((f.next()?, f.maybe::<i64>()?.is_some()))
        })
        .transpose()
    }

    async fn acknowledge_correction(
        &mut self,
        person: PersonId,
        id: CorrectionId,
        stamp: &Stamp,
    ) -> Stored<bool> {
        let columns = args![person, id, stamp.agency, stamp.at, stamp.by];
        Ok(self.link.run(ACKNOWLEDGE, columns).await? > 0)
    }
}
