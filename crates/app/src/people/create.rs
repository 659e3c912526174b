//! A new person's record, made by the agency that first works with them.

use crate::{
    App, Cx, Once,
    chance::{DRAWS, reference},
    events::{EventKind, body},
    ports::StoreError,
    refusal::Refusal,
};
use domain::{
    agency::AgencyKind,
    ids::PersonId,
    involvement::{Involvement, InvolvementRole},
    person::{Contact, Gender, Identifier, IdentifierKind, Identity, Name},
    section::{Purpose, Section},
    text::Line,
};
use gate::{Action, Viewer};
use jiff::civil::Date;

/// A number as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedIdentifier {
    /// Which system's.
    pub kind: IdentifierKind,
    /// As typed.
    pub typed: String,
}

/// What is known of a new person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreatePerson {
    /// Legal name.
    pub legal: Name,
    /// The name they wish to be called.
    pub known_as: Option<Line>,
    /// Date of birth.
    pub born: Option<Date>,
    /// Gender.
    pub gender: Gender,
    /// Numbers from other systems. Kept whether valid or not: refusing one would tell that somebody has it.
    pub identifiers: Vec<TypedIdentifier>,
    /// Address on one line.
    pub address: Option<Line>,
    /// Postcode, as typed.
    pub postcode: Option<String>,
    /// Telephone.
    pub telephone: Option<Line>,
}

/// Makes the record, with the agency's involvement and whoever makes it on the team.
///
/// Invariant: identity, involvement and their events commit together; the same `once` makes one record.
pub async fn create(
    app: &App,
    viewer: &Viewer,
    command: CreatePerson,
    once: Option<&Once>,
) -> Result<PersonId, Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "create a person").await?;
    let id: PersonId = cx.id();
    if let Some(made) = cx.makes(once, id.0).await? {
        return cx.answer(made.into()).await;
    }
    begin_record(&mut cx, id, command).await?;
    cx.answer(id).await
}

/// Makes the record within a use-case of its own transaction.
pub(crate) async fn begin_record(
    cx: &mut Cx<'_>,
    person: PersonId,
    command: CreatePerson,
) -> Result<(), Refusal> {
    cx.permit_role(Action::CreatePerson)?;
    if command.born.is_some_and(|born| born > cx.today()) {
        return Err(Refusal::field("born", "future", "Date of birth must be in the past"));
    }
    let year = cx.today().year();
    let mut identity = Identity {
        person,
        reference: reference(&*cx.app.chance),
        holder: cx.agency(),
        legal: command.legal,
        known_as: command.known_as,
        aliases: Vec::new(),
        born: command.born,
        gender: command.gender,
        identifiers: command.identifiers.iter().map(|typed| checked(typed, year)).collect(),
        version: 1,
    };
    let involvement = Involvement {
        id: cx.id(),
        person,
        agency: cx.agency(),
        account: Some(cx.viewer.account),
        role: role_of(cx.viewer.agency_kind),
        leads: true,
        from: cx.today(),
        to: None,
    };
    let contact = Contact {
        person,
        holder: cx.agency(),
        address: command.address,
        postcode: command.postcode.map(|typed| postcode(&typed)),
        telephone: command.telephone,
        email: None,
    };
    write(cx, &mut identity).await?;
    cx.tx.add_involvement(&involvement).await?;
    let mut events = vec![
        cx.event(person, EventKind::PersonCreated, Section::Identity, body::identity(&identity)),
        cx.event(
            person,
            EventKind::InvolvementBegan,
            involvement.role.section(),
            body::involvement(&involvement),
        ),
    ];
    if contact.address.is_some() || contact.postcode.is_some() || contact.telephone.is_some() {
        cx.tx.put_contact(&contact, cx.at).await?;
        events.push(cx.event(person, EventKind::ContactRecorded, Section::Contact, body::contact(&contact)));
    }
    cx.append_all(events);
    Ok(())
}

/// Writes the identity, under another short reference for as long as somebody has the one drawn.
async fn write(cx: &mut Cx<'_>, identity: &mut Identity) -> Result<(), Refusal> {
    for _ in 0..DRAWS {
        if cx.tx.create_person(identity, cx.at).await? {
            return Ok(());
        }
        identity.reference = reference(&*cx.app.chance);
    }
    Err(StoreError::Busy.into())
}

/// Raw, canonical where the check allows it, never dropped (court-lists.md, section 8, point 1).
///
/// `year` is the present one: a PNC number cannot be of a later year.
pub fn checked(typed: &TypedIdentifier, year: i16) -> Identifier {
    let raw = typed.typed.trim().to_owned();
    let canonical = canonical(typed.kind, &raw, year);
    Identifier { kind: typed.kind, raw, canonical }
}

fn canonical(kind: IdentifierKind, raw: &str, year: i16) -> Option<String> {
    match kind {
        IdentifierKind::Crn => identifiers::Crn::parse(raw).ok().map(|id| id.canonical()),
        IdentifierKind::Pnc => identifiers::Pnc::parse(raw, year).ok().map(identifiers::Pnc::canonical),
        IdentifierKind::Cro => identifiers::Cro::parse(raw).ok().map(identifiers::Cro::canonical),
        IdentifierKind::Noms => identifiers::PrisonNumber::parse(raw).ok().map(|id| id.canonical()),
        IdentifierKind::Nhs => identifiers::NhsNumber::parse(raw).ok().map(identifiers::NhsNumber::canonical),
    }
}

/// Canonical where it is a postcode, else as typed.
pub fn postcode(typed: &str) -> String {
    identifiers::Postcode::parse(typed).map_or_else(|_| typed.trim().to_owned(), |code| code.canonical())
}

/// What an agency of this kind does for a person whom it begins to work with.
pub(crate) const fn role_of(kind: AgencyKind) -> InvolvementRole {
    match kind {
        AgencyKind::Probation => InvolvementRole::Supervision,
        AgencyKind::AlcoholTreatment
        | AgencyKind::DrugTreatment
        | AgencyKind::MentalHealth
        | AgencyKind::HealthService => InvolvementRole::Treatment,
        AgencyKind::CourtLiaison => InvolvementRole::Screening,
        AgencyKind::Police => InvolvementRole::Policing,
        AgencyKind::Prison
        | AgencyKind::Council
        | AgencyKind::Housing
        | AgencyKind::Employment
        | AgencyKind::Charity
        | AgencyKind::Commissioner => InvolvementRole::Support,
    }
}
