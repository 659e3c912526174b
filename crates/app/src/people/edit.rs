//! Correcting a person's identity, when two people may do so at once.

use super::create::{TypedIdentifier, checked};
use crate::{
    App,
    events::{EventKind, body},
    refusal::Refusal,
};
use domain::{
    ids::PersonId,
    person::{Gender, Identity, Name},
    section::{Purpose, Section},
    text::Line,
};
use gate::{Action, Viewer};
use jiff::civil::Date;

/// The identity as it should read, and the version the writer saw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditIdentity {
    /// Whose.
    pub person: PersonId,
    /// The version that the writer saw.
    pub seen: i64,
    /// Legal name.
    pub legal: Name,
    /// The name they wish to be called.
    pub known_as: Option<Line>,
    /// Date of birth.
    pub born: Option<Date>,
    /// Gender.
    pub gender: Gender,
    /// Numbers from other systems, as typed; these replace the former ones.
    pub identifiers: Vec<TypedIdentifier>,
}

/// The identity with its version, for the form.
pub async fn identity(app: &App, viewer: &Viewer, person: PersonId) -> Result<Identity, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "read an identity").await?;
    let standing = cx.standing(person).await?;
    let identity = cx.identity(&standing).await?;
    cx.answer(identity).await
}

/// Writes the correction, unless somebody else corrected it since the writer looked.
pub async fn edit_identity(app: &App, viewer: &Viewer, command: EditIdentity) -> Result<Identity, Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "correct an identity").await?;
    let standing = cx.standing(command.person).await?;
    cx.permit(Action::EditIdentity, &standing, None)?;
    let now = cx.identity(&standing).await?;
    if now.version != command.seen {
        return Err(Refusal::Stale { seen: command.seen, now: now.version });
    }
    if command.born.is_some_and(|born| born > cx.today()) {
        return Err(Refusal::field("born", "future", "Date of birth must be in the past"));
    }
    let year = cx.today().year();
    let before = now.clone();
    let mut aliases = now.aliases;
    if now.legal != command.legal && !aliases.contains(&now.legal) {
        aliases.push(now.legal); // A former name stays findable.
    }
    let edited = Identity {
        legal: command.legal,
        known_as: command.known_as,
        aliases,
        born: command.born,
        gender: command.gender,
        identifiers: command.identifiers.iter().map(|typed| checked(typed, year)).collect(),
        version: command.seen.saturating_add(1),
        person: now.person,
        reference: now.reference,
        holder: now.holder,
    };
    if !cx.tx.update_identity(command.seen, &edited).await? {
        return Err(Refusal::Stale { seen: command.seen, now: edited.version });
    }
    let event =
        cx.event(edited.person, EventKind::IdentityEdited, Section::Identity, body::identity(&edited));
    cx.append(event);
    cx.carry_identity(&before, &edited).await?;
    cx.answer(edited).await
}
