//! Reading a person's risk flags in force, and one for its review.

use crate::{
    App, Cx,
    people::{Glance, InTurn, NEWEST, Names},
    ports::{Stored, Tx},
    refusal::Refusal,
};
use async_trait::async_trait;
use domain::{
    ids::{AgencyId, PersonId, RiskFlagId},
    person::Identity,
    risk::RiskFlag,
    section::Purpose,
};
use gate::{Action, Sealed, Standing, Viewer, Withheld};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// Flags in force on a day, newest first, each with whether the reader's agency has to look at it again.
struct InForce(Date);

#[async_trait]
impl InTurn for InForce {
    type Place = RiskFlagId;
    type One = RiskFlag;

    async fn next(
        &self,
        tx: &mut dyn Tx,
        person: PersonId,
        after: Option<RiskFlagId>,
        limit: u32,
    ) -> Stored<Vec<(RiskFlagId, Sealed<RiskFlag>)>> {
        tx.risk_flags_in_turn(person, self.0, after, limit).await
    }
}

/// One flag with names.
#[derive(Debug, Clone)]
pub struct RiskLine {
    /// The flag.
    pub flag: RiskFlag,
    /// Who raised it.
    pub by: String,
    /// For which agency.
    pub agency: String,
    /// Whether the viewer may review it.
    pub may_review: bool,
}

/// A person's flags.
#[derive(Debug, Clone)]
pub struct RisksPart {
    /// Whose.
    pub person: Identity,
    /// What the bar above the page says.
    pub glance: Glance,
    /// Flags in force that the gate opens, newest first.
    pub flags: Vec<RiskLine>,
    /// What stays closed, and whom to ask.
    pub withheld: Vec<Withheld>,
    /// Names of agencies to be asked.
    pub names: Names,
    /// Whether the viewer may raise one.
    pub may_raise: bool,
}

/// One flag, to be reviewed.
#[derive(Debug, Clone)]
pub struct OpenedRisk {
    /// Whose.
    pub person: Identity,
    /// What the bar above the page says.
    pub glance: Glance,
    /// The flag.
    pub line: RiskLine,
    /// By which day the next review must be.
    pub latest: Date,
}

/// Reads a person's flags.
pub async fn risks(app: &App, viewer: &Viewer, person: PersonId) -> Result<RisksPart, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "read risk flags").await?;
    let standing = cx.standing(person).await?;
    let identity = cx.identity(&standing).await?;
    let glance = cx.glance(&standing).await?;
    let today = cx.today();
    let mut withheld = Vec::new();
    let flags = cx.opened_in_turn(&standing, InForce(today), NEWEST as usize, &mut withheld).await?;
    let (left, own) = (cx.left_behind(person, &flags).await?, cx.agency());
    let owed = cx.tx.reviews_owed(person, own).await?;
    let agencies = flags.iter().map(|one| one.stamp.agency).chain(withheld.iter().map(|closed| closed.ask));
    let names = cx.names(flags.iter().map(|one| one.stamp.by), agencies).await?;
    let keeps = |flag: &RiskFlag| {
        flag.stamp.agency == own || owed.contains(&flag.id) || left.contains(&flag.stamp.agency)
    };
    let flags = flags.into_iter().map(|flag| {
        let keeps = keeps(&flag);
        cx.risk_line(&standing, flag, keeps, &names)
    });
    let flags = flags.collect();
    let may_raise = cx.permit(Action::RaiseRisk, &standing, None).is_ok();
    cx.answer(RisksPart { person: identity, glance, flags, withheld, names, may_raise }).await
}

/// Reads one flag that the viewer's agency may review. One that is absent takes the same way as one out of reach.
pub async fn risk(app: &App, viewer: &Viewer, id: RiskFlagId) -> Result<OpenedRisk, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "read a risk flag").await?;
    let (standing, flag) = cx.own_risk(id).await?;
    let identity = cx.identity(&standing).await?;
    let glance = cx.glance(&standing).await?;
    let names = cx.names([flag.stamp.by], [flag.stamp.agency]).await?;
    let latest = cx.latest_risk_review().await?;
    let line = cx.risk_line(&standing, flag, true, &names);
    cx.answer(OpenedRisk { person: identity, glance, line, latest }).await
}

impl Cx<'_> {
    /// Of the agencies that raised these flags, those that do not work with the person any more: their flags are looked at again by
    /// whoever reads them in full, so that none stays up for ever.
    async fn left_behind(
        &mut self,
        person: PersonId,
        flags: &[RiskFlag],
    ) -> Result<BTreeSet<AgencyId>, Refusal> {
        let today = self.today();
        let involved = self.tx.involved(person, today).await?;
        let at_work = |agency: &AgencyId| {
            involved.iter().any(|one| one.agency == *agency && one.closed.is_none_or(|day| day > today))
        };
        Ok(flags.iter().map(|flag| flag.stamp.agency).filter(|agency| !at_work(agency)).collect())
    }

    /// A flag that the viewer's agency raised, or has to look at again, or that nobody else may any more; and how they stand to its
    /// person. As absent otherwise, and where it is not read in full.
    pub(super) async fn own_risk(&mut self, id: RiskFlagId) -> Result<(Standing, RiskFlag), Refusal> {
        let found = self.tx.risk_flag(id).await?;
        let person = found.as_ref().map_or(PersonId(id.0), |sealed| sealed.label().person);
        let standing = self.standing(person).await?;
        let own = self.agency();
        let sealed = found.ok_or(Refusal::NotFound)?;
        let label = sealed.label();
        let flag = self.open(&standing, sealed).opened().filter(|flag| flag.detail.is_some());
        let flag = flag.ok_or(Refusal::NotFound)?;
        let keeps = label.holder == own || label.sent_to == Some(own);
        if keeps || !self.left_behind(person, std::slice::from_ref(&flag)).await?.is_empty() {
            Ok((standing, flag))
        } else {
            Err(Refusal::NotFound)
        }
    }

    fn risk_line(&self, standing: &Standing, flag: RiskFlag, keeps: bool, names: &Names) -> RiskLine {
        let own = keeps && flag.detail.is_some() && flag.holds_on(self.today());
        RiskLine {
            by: names.account(flag.stamp.by),
            agency: names.agency(flag.stamp.agency),
            may_review: own && self.permit(Action::ReviewRisk, standing, None).is_ok(),
            flag,
        }
    }
}
