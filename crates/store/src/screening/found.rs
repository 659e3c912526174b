//! What was found with consent.

use crate::{
    bulk::inserts,
    error::failed,
    sql::{Arg, Row, Sql, args, statements},
};
use app::ports::{StoreError, Stored};
use domain::{
    pathway::{NeedLevel, Pathway},
    screening::{Found, KnownService, RiskToSelf, Screening, SevenNeeds},
    section::Section,
    stamp::Stamp,
    text::Prose,
};
use gate::{Label, Sealed};
use serde::{Deserialize, Serialize};

inserts! {
    SCREENING = "screening" (
        person_id, id, contact_id, day, place, suitability, why, needs, risk_to_self, known, audit_id, at, by_account,
        agency_id
    ) "";
}

/// The columns that [`screening`] reads.
macro_rules! columns {
    () => {
        "select person_id, id, contact_id, day, place, suitability, why, needs, risk_to_self, known, audit_id, at, \
         by_account, agency_id from screening"
    };
}

statements! {
    SCREENINGS = Sql::same(concat!(
        columns!(), " where person_id = $1 order by day desc, id desc limit $2 + 0"
    ));
    ONE = Sql::same(concat!(columns!(), " where id = $1"));
}

/// A need as the column `needs` keeps it.
#[derive(Serialize, Deserialize)]
struct KeptNeed {
    pathway: String,
    level: String,
    detail: Option<String>,
}

fn unreadable(what: &str) -> StoreError {
    StoreError::Corrupt(format!("screening: {what}"))
}

pub(super) fn screening_args(screening: &Screening) -> Stored<Vec<Arg>> {
    let needs: Vec<KeptNeed> = screening
        .needs
        .each()
        .iter()
        .map(|one| KeptNeed {
            pathway: one.pathway.code().to_owned(),
            level: one.level.code().to_owned(),
            detail: one.detail.as_ref().map(ToString::to_string),
        })
        .collect();
    let needs = serde_json::to_string(&needs).map_err(|_| failed("needs cannot be written"))?;
    let known: Vec<&str> = screening.known.iter().map(|one| one.code()).collect();
    let known = serde_json::to_string(&known).map_err(|_| failed("services cannot be written"))?;
    let stamp = &screening.stamp;
    Ok(args![
        screening.person,
        screening.id,
        screening.contact,
        screening.day,
        screening.place,
        screening.suitability,
        screening.why,
        needs,
        screening.risk_to_self.words(),
        known,
        screening.audit,
        stamp.at,
        stamp.by,
        stamp.agency,
    ])
}

fn needs(json: &str) -> Stored<SevenNeeds> {
    let kept: Vec<KeptNeed> = serde_json::from_str(json).map_err(|_| unreadable("needs"))?;
    let found: Result<Vec<Found>, StoreError> = kept
        .into_iter()
        .map(|one| {
            Ok(Found {
                pathway: Pathway::from_code(&one.pathway).map_err(|_| unreadable("needs"))?,
                level: NeedLevel::from_code(&one.level).map_err(|_| unreadable("needs"))?,
                detail: one
                    .detail
                    .map(|text| Prose::new(&text))
                    .transpose()
                    .map_err(|_| unreadable("needs"))?,
            })
        })
        .collect();
    SevenNeeds::new(found?).map_err(|_| unreadable("needs"))
}

fn known(json: &str) -> Stored<Vec<KnownService>> {
    let codes: Vec<String> = serde_json::from_str(json).map_err(|_| unreadable("known"))?;
    codes.iter().map(|code| KnownService::from_code(code).map_err(|_| unreadable("known"))).collect()
}

pub(super) fn screening(row: &Row) -> Stored<Sealed<Screening>> {
    let mut f = row.fields();
    let (person, id, contact, day, place) = (f.next()?, f.next()?, f.next()?, f.next()?, f.next()?);
    let (suitability, why) = (f.next()?, f.maybe()?);
    let needs = needs(&f.next::<String>()?)?;
    let risk_to_self = f.maybe()?.map_or(RiskToSelf::NoneFound, RiskToSelf::Found);
    let known = known(&f.next::<String>()?)?;
    let screening = Screening {
        id,
        person,
        contact,
        day,
        place,
        suitability,
        why,
        needs,
        risk_to_self,
        known,
        audit: f.maybe()?,
        stamp: Stamp { at: f.next()?, by: f.next()?, agency: f.next()? },
    };
    Ok(Sealed::new(Label::own(person, Section::MentalHealth, screening.stamp.agency), screening))
}
