//! The first contact: consent asked first. A refusal leaves only the refusal and its count; so does nobody having asked.

use super::{AskConsent, ask_consent_in, body};
use crate::{App, Cx, Once, events::EventKind, refusal::Refusal};
use domain::{
    consent::{ConsentTo, Taken},
    ids::{CourtEntryId, FirstContactId, PersonId},
    person::Identity,
    screening::{AlcoholScreen, ContactMove, ContactState, FirstContact, NotAskedWhy, Setting},
    section::{Purpose, Section},
    text::Line,
};
use gate::{Action, Viewer};

/// Contacts that wait for what was found, on one page.
const ROWS: u32 = 100;

/// Where somebody is met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Met {
    /// Where.
    pub setting: Setting,
    /// Which court, suite or team.
    pub place: Line,
    /// The entry of the court list, where there is one.
    pub entry: Option<CourtEntryId>,
}

/// A contact that waits for what was found.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The contact.
    pub contact: FirstContact,
    /// Who agreed.
    pub person: Identity,
}

impl Cx<'_> {
    /// A contact at which nobody has been asked yet.
    pub(crate) fn first_contact(&self, met: Met) -> FirstContact {
        FirstContact {
            id: self.id(),
            agency: self.agency(),
            setting: met.setting,
            place: met.place,
            day: self.today(),
            entry: met.entry,
            person: None,
            state: ContactState::NotAsked,
            why_not: None,
            alcohol: AlcoholScreen::NotAsked,
            known_to_mental_health: None,
            stamp: self.stamp(),
        }
    }

    /// The contact at hand: that of its entry, where there is one already, else a new one. Those of another agency are as
    /// absent.
    async fn contact_at(&mut self, met: Met) -> Result<(FirstContact, bool), Refusal> {
        if let Some(entry) = met.entry
            && let Some(found) = self.tx.first_contact_of_entry(entry).await?
        {
            if found.agency != self.agency() {
                return Err(Refusal::NotFound);
            }
            return Ok((found, true));
        }
        Ok((self.first_contact(met), false))
    }

    /// Writes the contact as it stands after a step.
    pub(crate) async fn keep_contact(
        &mut self,
        seen: ContactState,
        contact: &FirstContact,
        there: bool,
    ) -> Result<(), Refusal> {
        let kept = if there {
            self.tx.step_first_contact(seen, contact).await?
        } else {
            self.tx.add_first_contact(contact).await?
        };
        if kept { Ok(()) } else { Err(already()) }
    }

    /// Records a refusal and nothing else.
    pub(crate) async fn refused_contact(&mut self, met: Met) -> Result<FirstContactId, Refusal> {
        let (mut contact, there) = self.contact_at(met).await?;
        let seen = contact.state;
        contact.take(ContactMove::Refuse).map_err(|_| already())?;
        self.keep_contact(seen, &contact, there).await?;
        let event = self.partnership_event(EventKind::ContactRefused, contact.id.0, body::contact(&contact));
        self.append(event);
        Ok(contact.id)
    }
}

fn already() -> Refusal {
    Refusal::field("consent", "answered", "The answer was recorded already")
}

/// The person refused. Only that is kept, with place and day for the count.
pub async fn refuse(
    app: &App,
    viewer: &Viewer,
    met: Met,
    once: Option<&Once>,
) -> Result<FirstContactId, Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "record a refusal").await?;
    cx.permit_role(Action::Screen)?;
    if let Some(made) = cx.made_before(once).await? {
        return cx.answer(made.into()).await;
    }
    let id = cx.refused_contact(met).await?;
    cx.remember(once, id.0).await?;
    cx.answer(id).await
}

/// Nobody asked: counted apart from those who refused. The person may still be asked at the same contact.
pub async fn not_asked(
    app: &App,
    viewer: &Viewer,
    met: Met,
    why: NotAskedWhy,
    once: Option<&Once>,
) -> Result<FirstContactId, Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "record that nobody asked").await?;
    cx.permit_role(Action::Screen)?;
    if let Some(made) = cx.made_before(once).await? {
        return cx.answer(made.into()).await;
    }
    let id = nobody_asked(&mut cx, met, why).await?;
    cx.remember(once, id.0).await?;
    cx.answer(id).await
}

/// Records that nobody asked, within a use-case that has asked leave.
pub(crate) async fn nobody_asked(
    cx: &mut Cx<'_>,
    met: Met,
    why: NotAskedWhy,
) -> Result<FirstContactId, Refusal> {
    let (mut contact, there) = cx.contact_at(met).await?;
    if contact.state != ContactState::NotAsked {
        return Err(already());
    }
    contact.why_not = Some(why);
    cx.keep_contact(ContactState::NotAsked, &contact, there).await?;
    let event = cx.partnership_event(EventKind::ContactNotAsked, contact.id.0, body::contact(&contact));
    cx.append(event);
    Ok(contact.id)
}

/// A person agreed to be screened. For an entry of a court list, `person` is who it was found or made to be.
pub async fn agree(
    app: &App,
    viewer: &Viewer,
    person: PersonId,
    met: Met,
    taken: Taken,
    once: Option<&Once>,
) -> Result<FirstContactId, Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "record consent to screening").await?;
    cx.permit_role(Action::Screen)?;
    if let Some(made) = cx.made_before(once).await? {
        return cx.answer(made.into()).await;
    }
    let standing = cx.standing(person).await?;
    cx.permit(Action::Screen, &standing, None)?;
    let id = agreed(&mut cx, person, met, taken).await?;
    cx.remember(once, id.0).await?;
    cx.answer(id).await
}

/// Records consent to screening within a use-case that has asked leave.
pub(crate) async fn agreed(
    cx: &mut Cx<'_>,
    person: PersonId,
    met: Met,
    taken: Taken,
) -> Result<FirstContactId, Refusal> {
    let (mut contact, there) = cx.contact_at(met).await?;
    let seen = contact.state;
    contact.take(ContactMove::Consent).map_err(|_| already())?;
    contact.person = Some(person);
    cx.keep_contact(seen, &contact, there).await?;
    let asking = AskConsent {
        person,
        to: ConsentTo::Screening,
        purpose: purpose()?,
        sections: Vec::new(),
        recipients: Vec::new(),
        answer: Some(taken),
    };
    ask_consent_in(cx, asking).await?;
    let mut event =
        cx.event(person, EventKind::ContactConsented, Section::MentalHealth, body::contact_of(&contact));
    event.subject = Some(contact.id.0);
    cx.append(event);
    Ok(contact.id)
}

fn purpose() -> Result<Line, Refusal> {
    Line::new("To find out which help is needed, and to tell the court what would help")
        .map_err(|_| crate::cx::missing("purpose of screening"))
}

/// Contacts of the viewer's agency that wait for what was found.
pub async fn open_contacts(app: &App, viewer: &Viewer) -> Result<Vec<Asked>, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "open screenings").await?;
    cx.permit_role(Action::Screen)?;
    let contacts = cx.tx.open_first_contacts(viewer.agency, ROWS).await?;
    let (_, identities) = cx.people(contacts.iter().filter_map(|contact| contact.person)).await?;
    let open = contacts
        .into_iter()
        .filter_map(|contact| {
            Some(Asked { person: contact.person.and_then(|id| identities.get(&id))?.clone(), contact })
        })
        .collect();
    cx.answer(open).await
}
