//! Services, and the names of agencies and accounts.

use crate::{
    bulk::inserts,
    dialect::by_ids,
    link::Link,
    sql::{Arg, Row, Sql, args, statements},
};
use app::ports::Stored;
use domain::{ids::ServiceId, pathway::Pathway, service::Service};
use uuid::Uuid;

inserts! {
    SERVICE = "service" (id, agency_id, name, pathway, answer_in_working_days) "";
}

statements! {
    SERVICES = Sql::same(
        "select s.id, s.agency_id, a.name, s.name, s.pathway, s.answer_in_working_days from service s \
         join agency a on a.id = s.agency_id where s.pathway = coalesce($1, s.pathway) \
         order by s.pathway, s.name, s.id limit $2 + 0"
    );
    ONE_SERVICE = Sql::same(
        "select s.id, s.agency_id, a.name, s.name, s.pathway, s.answer_in_working_days from service s \
         join agency a on a.id = s.agency_id where s.id = $1"
    );
    NAMES = by_ids!(
        "select n.id, n.name from (select id, name from agency union all select id, name from account) as n where n.id",
        ""
    );
}

pub(crate) fn service_args(service: &Service) -> Vec<Arg> {
    args![service.id, service.agency, service.name, service.pathway, service.answer_in_working_days]
}

pub(crate) async fn services(link: &mut Link, pathway: Option<Pathway>, limit: u32) -> Stored<Vec<Service>> {
    link.all(SERVICES, args![pathway, limit]).await?.iter().map(service).collect()
}

pub(crate) async fn one(link: &mut Link, id: ServiceId) -> Stored<Option<Service>> {
    link.one(ONE_SERVICE, args![id]).await?.as_ref().map(service).transpose()
}

fn service(row: &Row) -> Stored<Service> {
    let mut f = row.fields();
    Ok(Service {
        id: f.next()?,
        agency: f.next()?,
        agency_name: f.next()?,
        name: f.next()?,
        pathway: f.next()?,
        answer_in_working_days: f.next()?,
    })
}

/// Names of agencies and accounts.
pub(crate) async fn names(link: &mut Link, ids: &[Uuid]) -> Stored<Vec<(Uuid, String)>> {
    let rows = link.all(NAMES, vec![Arg::Ids(ids.to_vec())]).await?;
    rows.iter()
        .map(|row| {
            let mut f = row.fields();
            Ok((f.next()?, f.next()?))
        })
        .collect()
}
