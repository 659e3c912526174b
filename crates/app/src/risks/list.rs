//! Reading a person's risk flags in force, and one for its review.

use crate::{
    App, Cx,
    people::{Glance, NEWEST, Names},
    refusal::Refusal,
};
use domain::{
    ids::{PersonId, RiskFlagId},
    person::Identity,
    risk::RiskFlag,
    section::Purpose,
};
use gate::{Action, Standing, Viewer, Withheld};
use jiff::civil::Date;

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
    let sealed = cx.tx.risk_flags(&[person], today, NEWEST).await?;
    let mut withheld = Vec::new();
    let flags = cx.open_or_note(&standing, sealed, &mut withheld);
    let agencies = flags.iter().map(|one| one.stamp.agency).chain(withheld.iter().map(|closed| closed.ask));
    let names = cx.names(flags.iter().map(|one| one.stamp.by), agencies).await?;
    let flags = flags.into_iter().map(|flag| cx.risk_line(&standing, flag, &names)).collect();
    let may_raise = cx.permit(Action::RaiseRisk, &standing, None).is_ok();
    cx.answer(RisksPart { person: identity, glance, flags, withheld, names, may_raise }).await
}

/// Reads one flag of the viewer's own agency, to be reviewed. One that is absent takes the same way as one out of reach.
pub async fn risk(app: &App, viewer: &Viewer, id: RiskFlagId) -> Result<OpenedRisk, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "read a risk flag").await?;
    let (standing, flag) = cx.own_risk(id).await?;
    let identity = cx.identity(&standing).await?;
    let glance = cx.glance(&standing).await?;
    let names = cx.names([flag.stamp.by], [flag.stamp.agency]).await?;
    let latest = cx.latest_risk_review().await?;
    let line = cx.risk_line(&standing, flag, &names);
    cx.answer(OpenedRisk { person: identity, glance, line, latest }).await
}

impl Cx<'_> {
    /// A flag that the viewer's agency raised, and how they stand to its person; as absent otherwise.
    pub(super) async fn own_risk(&mut self, id: RiskFlagId) -> Result<(Standing, RiskFlag), Refusal> {
        let found = self.tx.risk_flag(id).await?;
        let person = found.as_ref().map_or(PersonId(id.0), |sealed| sealed.label().person);
        let standing = self.standing(person).await?;
        let own = self.agency();
        let sealed = found.filter(|sealed| sealed.label().holder == own).ok_or(Refusal::NotFound)?;
        let flag = self.open(&standing, sealed).opened().ok_or(Refusal::NotFound)?;
        Ok((standing, flag))
    }

    fn risk_line(&self, standing: &Standing, flag: RiskFlag, names: &Names) -> RiskLine {
        let own = flag.stamp.agency == self.agency() && flag.holds_on(self.today());
        RiskLine {
            by: names.account(flag.stamp.by),
            agency: names.agency(flag.stamp.agency),
            may_review: own && self.permit(Action::ReviewRisk, standing, None).is_ok(),
            flag,
        }
    }
}
