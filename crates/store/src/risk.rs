//! Risk flags.

use crate::{
    bulk::inserts,
    dialect::by_ids,
    link::Link,
    sql::{Arg, Param, Read, args, statements},
    standing::ids,
};
use app::ports::Stored;
use domain::{ids::PersonId, risk::RiskFlag, section::Section, stamp::Stamp};
use gate::{Label, Sealed};
use jiff::civil::Date;

inserts! {
    RISK_FLAG = "risk_flag" (person_id, id, kind, detail, ended, at, by_account, agency_id) "";
}

statements! {
    RISK_FLAGS = by_ids!(
        "select person_id, id, kind, detail, ended, at, by_account, agency_id from risk_flag \
         where (ended is null or ended > $2) and person_id",
        "order by at desc, id desc limit $3 + 0"
    );
}

pub(crate) fn risk_args(flag: &RiskFlag) -> Vec<Arg> {
    let stamp = &flag.stamp;
    args![flag.person, flag.id, flag.kind, flag.detail, flag.ended, stamp.at, stamp.by, stamp.agency]
}

pub(crate) fn risk_flags_read(people: &[PersonId], today: Date, limit: u32) -> Read {
    Read::new(RISK_FLAGS, vec![ids(people), today.arg(), limit.arg()])
}

pub(crate) async fn risk_flags(
    link: &mut Link,
    people: &[PersonId],
    today: Date,
    limit: u32,
) -> Stored<Vec<Sealed<RiskFlag>>> {
    if people.is_empty() {
        return Ok(Vec::new());
    }
    let rows = link.read(risk_flags_read(people, today, limit)).await?;
    rows.iter()
        .map(|row| {
            let mut f = row.fields();
            let flag = RiskFlag {
                person: f.next()?,
                id: f.next()?,
                kind: f.next()?,
                detail: f.maybe()?,
                ended: f.maybe()?,
                stamp: Stamp { at: f.next()?, by: f.next()?, agency: f.next()? },
            };
            Ok(Sealed::new(Label::own(flag.person, Section::Risk, flag.stamp.agency), flag))
        })
        .collect()
}
