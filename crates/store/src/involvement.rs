//! Who works with a person, and restrictions of access.

use crate::{
    bulk::inserts,
    link::Link,
    search,
    sql::{Arg, Read, Row, Sql, args, statements},
};
use app::ports::Stored;
use domain::{
    ids::{PersonId, ServiceId},
    involvement::Involvement,
};
use gate::{Label, Sealed};
use jiff::civil::Date;

inserts! {
    INVOLVEMENT = "involvement" (
        person_id, id, agency_id, account_id, role, leads, from_day, to_day, service_id, until_day
    ) "";
    LIMITED_ACCESS = "limited_access" (person_id, from_day) "";
    LIMITED_ACCESS_NAME = "limited_access_name" (person_id, account_id) "on conflict do nothing";
}

statements! {
    /// Those in force first, then the newest.
    INVOLVEMENTS = Sql::same(
        "select person_id, id, agency_id, account_id, role, leads, from_day, to_day from involvement \
         where person_id = $1 order by case when from_day <= $2 and (to_day is null or to_day >= $2) then 0 else 1 end, \
         from_day desc, id desc limit $3 + 0"
    );
}

/// What the row of an involvement holds. `rests_on` is the service whose work it is, where it is known, and its last day.
pub(crate) fn involvement_args(
    involvement: &Involvement,
    rests_on: Option<(ServiceId, Option<Date>)>,
) -> Vec<Arg> {
    args![
        involvement.person,
        involvement.id,
        involvement.agency,
        involvement.account,
        involvement.role,
        involvement.leads,
        involvement.from,
        involvement.to,
        rests_on.map(|(service, _)| service),
        rests_on.and_then(|(_, until)| until),
    ]
}

pub(crate) async fn add(
    link: &mut Link,
    involvement: &Involvement,
    rests_on: Option<(ServiceId, Option<Date>)>,
) -> Stored<()> {
    INVOLVEMENT.later(link, involvement_args(involvement, rests_on)).await?;
    search::spread(link, involvement.agency, involvement.person);
    Ok(())
}

pub(crate) fn involvements_read(person: PersonId, today: Date, limit: u32) -> Read {
    Read::new(INVOLVEMENTS, args![person, today, limit])
}

pub(crate) async fn involvements(
    link: &mut Link,
    person: PersonId,
    today: Date,
    limit: u32,
) -> Stored<Vec<Sealed<Involvement>>> {
    let rows = link.read(involvements_read(person, today, limit)).await?;
    rows.iter().map(involvement).collect()
}

/// One involvement, sealed.
pub(crate) fn involvement(row: &Row) -> Stored<Sealed<Involvement>> {
    let mut f = row.fields();
    let (person, id) = (f.next()?, f.next()?);
    let involvement = Involvement {
        person,
        id,
        agency: f.next()?,
        account: f.maybe()?,
        role: f.next()?,
        leads: f.next()?,
        from: f.next()?,
        to: f.maybe()?,
    };
    Ok(Sealed::new(Label::own(person, involvement.role.section(), involvement.agency), involvement))
}
