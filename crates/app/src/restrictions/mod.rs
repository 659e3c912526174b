//! Limits on a record to named people, and staff who are barred from one: what forbids, whatever any clause or opening allows.
//!
//! What holds: whoever limits a record is on its list, so that somebody can lift the limit; only the agency that keeps the list
//! changes it; an agency bars its own staff and nobody else's; what a barred colleague owes about the person becomes the team's.
//! To everybody who is not on the list, is barred, or works with somebody from whom it is kept apart, the record is as absent, and so is this. Each day on which a named person
//! opens a limited record, whoever keeps the list is told once.

mod apart;
mod bar;
mod limit;

pub use apart::{KeepApart, end_apart, keep_apart, warn_team};
pub use bar::{Bar, bar, readmit};
pub use limit::{SetLimit, lift, set_limit};

use crate::{
    App, Cx,
    people::{Glance, Names},
    refusal::Refusal,
};
use domain::{
    ids::{AccountId, PersonId},
    person::Identity,
    restriction::{Exclusion, KeptApart, Limit},
    section::Purpose,
};
use gate::{Action, Standing, Viewer};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Exclusions of one person read at most.
const ROWS: u32 = 100;

/// What is limited and who is barred, and what the forms need.
#[derive(Debug, Clone)]
pub struct RestrictionsPart {
    /// Whose record.
    pub person: Identity,
    /// What the bar above the page says.
    pub glance: Glance,
    /// Today in London.
    pub today: Date,
    /// The limit, where there is one.
    pub limit: Option<Limit>,
    /// Whether the viewer may change it, or make one.
    pub may_limit: bool,
    /// From whose teams the record is kept apart.
    pub apart: Vec<KeptApart>,
    /// Who of the viewer's agency is or was barred, newest first.
    pub exclusions: Vec<Exclusion>,
    /// Who may be put on the list: colleagues, and whoever the viewer may know to be on the person's team.
    pub nameable: Vec<(AccountId, String)>,
    /// Who may be barred: colleagues, without the viewer.
    pub barrable: Vec<(AccountId, String)>,
    /// Names.
    pub names: Names,
}

/// Reads them, for whoever may limit access.
pub async fn restrictions(app: &App, viewer: &Viewer, person: PersonId) -> Result<RestrictionsPart, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "read who may open a record").await?;
    cx.permit_role(Action::LimitAccess)?;
    let standing = cx.standing(person).await?;
    cx.permit(Action::LimitAccess, &standing, None)?;
    let identity = cx.identity(&standing).await?;
    let glance = cx.glance(&standing).await?;
    let (own, today) = (cx.agency(), cx.today());
    let limit = cx.tx.limit(person).await?;
    let may_limit = limit.as_ref().is_none_or(|limit| limit.keeper.is_none_or(|keeper| keeper == own));
    let apart = cx.tx.kept_apart(person).await?;
    let mut exclusions = cx.tx.exclusions_of(person, ROWS).await?;
    exclusions.retain(|one| one.stamp.agency == own);
    let colleagues = cx.colleagues().await?;
    let barrable = colleagues.iter().filter(|(id, _)| *id != viewer.account).cloned().collect();
    let nameable = cx.nameable(&standing).await?.into_iter().collect();
    let listed = limit.iter().flat_map(|limit| limit.named.iter().copied());
    let accounts: Vec<AccountId> = listed
        .chain(exclusions.iter().map(|one| one.account))
        .chain(apart.iter().map(|one| one.contact))
        .collect();
    let names = cx.names(accounts, limit.iter().filter_map(|limit| limit.keeper)).await?;
    let person = identity;
    cx.answer(RestrictionsPart {
        person,
        glance,
        today,
        limit,
        may_limit,
        apart,
        exclusions,
        nameable,
        barrable,
        names,
    })
    .await
}

impl Cx<'_> {
    /// Who may be put on the list, with their names.
    async fn nameable(&mut self, standing: &Standing) -> Result<BTreeMap<AccountId, String>, Refusal> {
        let today = self.today();
        let mut all: BTreeMap<AccountId, String> = self.colleagues().await?.into_iter().collect();
        let involvements = self.tx.involvements(standing.person, today, ROWS).await?;
        let team = self.open_all(standing, involvements);
        let others: Vec<_> = team
            .into_iter()
            .filter(|one| one.to.is_none_or(|to| to >= today))
            .filter_map(|one| one.account.map(|account| (account, one.agency)))
            .filter(|(account, _)| !all.contains_key(account))
            .collect();
        let accounts: Vec<AccountId> = others.iter().map(|(account, _)| *account).collect();
        let names = self.names(accounts, others.iter().map(|(_, agency)| *agency)).await?;
        for (account, agency) in others {
            all.insert(account, format!("{}, {}", names.account(account), names.agency(agency)));
        }
        Ok(all)
    }
}
