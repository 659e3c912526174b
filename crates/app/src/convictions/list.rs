//! Reading convictions, each with whether it is spent today and what that rests on.

use super::{MOST, determined};
use crate::{
    App,
    people::{Glance, Names},
    refusal::Refusal,
};
use domain::{
    conviction::Conviction,
    ids::{ConvictionId, PersonId},
    person::Identity,
    rehabilitation::{Determination, Use},
    section::Purpose,
};
use gate::{Action, Viewer};

/// One conviction as it stands today.
#[derive(Debug, Clone)]
pub struct ConvictionView {
    /// The conviction.
    pub conviction: Conviction,
    /// How it stands; nothing once it is off the record.
    pub determination: Option<Determination>,
    /// The agency that recorded it, by name.
    pub holder: String,
}

/// A person's convictions.
#[derive(Debug, Clone)]
pub struct ConvictionsPart {
    /// Whose.
    pub person: Identity,
    /// What the bar above the page says.
    pub glance: Glance,
    /// Convictions, newest first.
    pub convictions: Vec<ConvictionView>,
}

/// One conviction with its history.
#[derive(Debug, Clone)]
pub struct OpenedConviction {
    /// Whose.
    pub person: Identity,
    /// What the bar above the page says.
    pub glance: Glance,
    /// The conviction.
    pub this: ConvictionView,
    /// Who wrote what, by name.
    pub names: Names,
}

/// Reads a person's convictions.
pub async fn convictions(app: &App, viewer: &Viewer, person: PersonId) -> Result<ConvictionsPart, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "read convictions").await?;
    cx.permit_role(Action::RecordConviction)?;
    let standing = cx.standing(person).await?;
    cx.permit(Action::RecordConviction, &standing, None)?;
    let identity = cx.identity(&standing).await?;
    let glance = cx.glance(&standing).await?;
    let sealed = cx.tx.convictions(person, MOST).await?;
    let convictions = cx.open_all(&standing, sealed);
    let all = cx.convictions_for_rules(person).await?;
    let today = cx.today();
    let determinations = determined(&mut cx, &all, today, Use::Ordinary).await?;
    let names = cx.names([], convictions.iter().map(|one| one.holder)).await?;
    let convictions = convictions.into_iter().map(|one| view(one, &determinations, &names)).collect();
    cx.answer(ConvictionsPart { person: identity, glance, convictions }).await
}

/// Reads one conviction.
pub async fn conviction(app: &App, viewer: &Viewer, id: ConvictionId) -> Result<OpenedConviction, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "read a conviction").await?;
    let (standing, conviction) = cx.conviction_to(id).await?;
    let identity = cx.identity(&standing).await?;
    let glance = cx.glance(&standing).await?;
    let all = cx.convictions_for_rules(conviction.person).await?;
    let today = cx.today();
    let determinations = determined(&mut cx, &all, today, Use::Ordinary).await?;
    let accounts: Vec<_> = conviction.facts().iter().map(|(stamp, _)| stamp.by).collect();
    let names = cx.names(accounts, [conviction.holder]).await?;
    let this = view(conviction, &determinations, &names);
    cx.answer(OpenedConviction { person: identity, glance, this, names }).await
}

fn view(conviction: Conviction, determinations: &[Determination], names: &Names) -> ConvictionView {
    let determination = determinations.iter().find(|one| one.conviction == conviction.id).cloned();
    let holder = names.agency(conviction.holder);
    ConvictionView { conviction, determination, holder }
}
