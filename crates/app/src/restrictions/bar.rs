//! Barring a colleague from a record, with days and a reason, and letting them in again.

use crate::{App, events::EventKind, refusal::Refusal};
use domain::{
    duty::Owner,
    ids::{AccountId, PersonId},
    restriction::{BarReason, Exclusion},
    section::{Purpose, Section},
};
use gate::{Action, Viewer};
use jiff::civil::Date;
use serde_json::{Value, json};

/// Who is barred.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// From whose record.
    pub person: PersonId,
    /// Who.
    pub account: AccountId,
    /// Why.
    pub reason: BarReason,
    /// The last day; without one, until somebody ends it.
    pub to: Option<Date>,
}

fn told(one: &Exclusion) -> Value {
    json!({
        "account": one.account.0,
        "from": one.from.to_string(),
        "to": one.to.map(|day| day.to_string()),
        "reason": one.reason.code(),
    })
}

/// Bars a colleague. What they owe about the person is the team's from now on.
pub async fn bar(app: &App, viewer: &Viewer, command: Bar) -> Result<(), Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "bar a colleague from a record").await?;
    cx.permit_role(Action::BarStaff)?;
    let (person, account) = (command.person, command.account);
    let standing = cx.standing(person).await?;
    cx.permit(Action::BarStaff, &standing, None)?;
    if account == viewer.account {
        let sentence = "Ask another manager: nobody bars themselves";
        return Err(Refusal::field("account", "self", sentence));
    }
    cx.colleague(account).await?;
    let today = cx.today();
    if command.to.is_some_and(|to| to < today) {
        return Err(Refusal::field("to", "past", "Enter a last day from today on, or leave it empty"));
    }
    let (from, to, reason) = (today, command.to, command.reason);
    let exclusion = Exclusion { person, account, from, to, reason, stamp: cx.stamp() };
    if !cx.tx.exclude(&exclusion).await? {
        return Err(Refusal::not_now("member of staff", "barred since today"));
    }
    let event = cx.event(person, EventKind::StaffBarred, Section::Notes, told(&exclusion));
    cx.append(event);
    let agency = cx.agency();
    let (theirs, teams) = (Owner { agency, account: Some(account) }, Owner { agency, account: None });
    cx.hand_over_all(person, theirs, teams).await?;
    cx.answer(()).await
}

/// Lets a colleague in again from today on.
pub async fn readmit(
    app: &App,
    viewer: &Viewer,
    person: PersonId,
    account: AccountId,
) -> Result<(), Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "let a colleague open a record again").await?;
    cx.permit_role(Action::BarStaff)?;
    let standing = cx.standing(person).await?;
    cx.permit(Action::BarStaff, &standing, None)?;
    cx.colleague(account).await?;
    let today = cx.today();
    let yesterday = today.yesterday().unwrap_or(today);
    let ended = cx.tx.readmit(person, account, yesterday).await?;
    if ended.is_empty() {
        return Err(Refusal::not_now("member of staff", "not barred"));
    }
    for one in &ended {
        let event = cx.event(person, EventKind::StaffReadmitted, Section::Notes, told(one));
        cx.append(event);
    }
    cx.answer(()).await
}
