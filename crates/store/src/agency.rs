//! Agencies, their places, and bank holidays.

use crate::{
    bulk::inserts,
    link::Link,
    sql::{Arg, Sql, args, statements},
};
use app::ports::{AgencyLine, Stored};
use domain::agency::{Agency, Site};
use jiff::{Timestamp, civil::Date};

inserts! {
    AGENCY = "agency" (id, partnership_id, name, kind, at) "";
    SITE = "site" (id, agency_id, name, place) "";
    BANK_HOLIDAY = "bank_holiday" (nation, day, name) "on conflict do nothing";
}

statements! {
    AGENCIES = Sql::same("select id, name, kind from agency order by name, id limit $1 + 0");
    BANK_HOLIDAYS = Sql::same("select day from bank_holiday where nation = $1 and day >= $2 and day <= $3 order by day");
}

pub(crate) fn agency_args(agency: &Agency, at: Timestamp) -> Vec<Arg> {
    args![agency.id, agency.partnership, agency.name, agency.kind, at]
}

pub(crate) fn site_args(site: &Site) -> Vec<Arg> {
    args![site.id, site.agency, site.name, site.place]
}

pub(crate) async fn agencies(link: &mut Link, limit: u32) -> Stored<Vec<AgencyLine>> {
    let rows = link.all(AGENCIES, args![limit]).await?;
    rows.iter()
        .map(|row| {
            let mut f = row.fields();
            Ok(AgencyLine { id: f.next()?, name: f.next()?, kind: f.next()? })
        })
        .collect()
}

pub(crate) async fn bank_holidays(
    link: &mut Link,
    nation: &str,
    from: Date,
    until: Date,
) -> Stored<Vec<Date>> {
    let rows = link.all(BANK_HOLIDAYS, args![nation, from, until]).await?;
    rows.iter().map(|row| row.fields().next()).collect()
}
