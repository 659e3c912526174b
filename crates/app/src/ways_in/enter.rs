//! Entering somebody who comes by another way than court: asked, found or made, with the least that a receiver must know,
//! and on the same track at once.
//!
//! What holds: a refusal leaves only the refusal; whoever is surely known is not made twice; nobody gets onto the team of
//! somebody whose record is there already by describing them, nor learns whose record is limited.

use super::known::{LIKE, MOST};
use crate::{
    App, Cx, Once,
    events::{EventKind, body as bodies},
    known::{Candidate, Described},
    people::{CreatePerson, begin_record, canonical_postcode, checked, role_of},
    referrals::{MakeReferral, send_referral},
    refusal::Refusal,
    screening::{AskConsent, GiveAudit, Met, ask_consent_in, contact_told, give_audit_in},
};
use domain::{
    audit::{Answers, Mode, Pregnancy},
    consent::{ConsentTo, Taken},
    ids::{AgencyId, FirstContactId, PersonId, ReferralId, ServiceId},
    involvement::Involvement,
    referral::Summary,
    screening::{AlcoholScreen, ContactMove, ContactState, FirstContact},
    section::{Purpose, Section},
    text::{Line, Prose},
    way_in::{Door, WayIn},
};
use gate::{Access, Action, Condition, Standing, Viewer};
use jiff::civil::Date;
use serde_json::json;

/// The first three items of AUDIT, as given at the door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AuditC(pub Answers);

/// Who comes, by which way, and what is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enter {
    /// By which way.
    pub door: Door,
    /// Where: the street, the suite, the prison, the partner's or the relative's name.
    pub place: Line,
    /// The day of release, for somebody who comes from prison.
    pub release: Option<Date>,
    /// Who, as described.
    pub who: CreatePerson,
    /// The record that it is, where the viewer knows of one.
    pub same_as: Option<PersonId>,
    /// What is asked for.
    pub asks: Prose,
    /// Both parts of the least that a receiver must know.
    pub summary: Summary,
    /// The person's yes and how it was given; `None` for no.
    pub consent: Option<Taken>,
    /// What became of the short alcohol screen.
    pub alcohol: AlcoholScreen,
    /// Its answers, where it was given.
    pub audit_c: Option<AuditC>,
    /// To which service the person is referred, if to one.
    pub service: Option<ServiceId>,
}

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entered {
    /// The person refused: only that is kept.
    Refused(FirstContactId),
    /// The person is in, and perhaps referred.
    In(PersonId, Option<ReferralId>),
}

/// Enters somebody.
///
/// Invariant: contact, person, consent, summary, referral and their events commit together; the same `once` enters once.
pub async fn enter(
    app: &App,
    viewer: &Viewer,
    command: Enter,
    once: Option<&Once>,
) -> Result<Entered, Refusal> {
    app.know_everybody().await?;
    let mut cx = app.write(viewer, Purpose::Referral, "enter somebody").await?;
    cx.permit_role(Action::EnterPerson)?;
    if let Some(made) = cx.made_before(once).await? {
        let entered = match cx.tx.first_contact(made.into()).await? {
            Some(contact) => Entered::Refused(contact.id),
            None => Entered::In(made.into(), None),
        };
        return cx.answer(entered).await;
    }
    let met = Met { setting: command.door.setting(), place: command.place.clone(), entry: None };
    let Some(taken) = command.consent.clone() else {
        let id = cx.refused_contact(met).await?;
        cx.remember(once, id.0).await?;
        return cx.answer(Entered::Refused(id)).await;
    };
    check(&cx, &command)?;
    let person = find_or_make(&mut cx, &command).await?;
    let referral = on_the_track(&mut cx, person, met, taken, command).await?;
    cx.remember(once, person.0).await?;
    cx.answer(Entered::In(person, referral)).await
}

/// What only the day and the answers together can tell is wrong.
fn check(cx: &Cx<'_>, command: &Enter) -> Result<(), Refusal> {
    match (command.door, command.release) {
        (Door::Prison, None) => {
            return Err(Refusal::field("release", "required", "Enter the day of release"));
        }
        (Door::Prison, Some(day)) if day < cx.today() => {
            return Err(Refusal::field("release", "past", "The day of release must be today or later"));
        }
        _ => {}
    }
    let given = command.audit_c.is_some_and(|AuditC(answers)| answers.audit_c().is_some());
    match command.alcohol {
        AlcoholScreen::Screened if !given => {
            Err(Refusal::field("alcohol", "incomplete", "Answer the three questions about alcohol"))
        }
        _ => Ok(()),
    }
}

/// Who it is: chosen, surely known, or new.
async fn find_or_make(cx: &mut Cx<'_>, command: &Enter) -> Result<PersonId, Refusal> {
    let year = cx.today().year();
    let described = Described {
        name: command.who.legal.clone(),
        born: command.who.born,
        numbers: command.who.identifiers.iter().map(|typed| checked(typed, year)).collect(),
        postcode: command.who.postcode.as_deref().map(canonical_postcode),
    };
    let near = cx.app.like(&described, cx.agency(), LIKE);
    let candidates = cx.tx.candidates(None, &described, &near, MOST).await?;
    if let Some(chosen) = command.same_as {
        let standing = cx.standing(chosen).await.ok();
        let fits = candidates.iter().any(|one| one.person == chosen);
        let Some(standing) = standing.filter(|_| fits) else {
            return Err(Refusal::field("same_as", "unknown", "Select somebody from the list"));
        };
        attach(cx, &standing).await?;
        return Ok(chosen);
    }
    if let Some(standing) = only_sure(cx, &candidates).await? {
        attach(cx, &standing).await?;
        return Ok(standing.person);
    }
    let person = cx.id();
    begin_record(cx, person, command.who.clone()).await?;
    Ok(person)
}

/// The only one without doubt, unless access to that record is limited: it then is neither told nor shown.
async fn only_sure(cx: &mut Cx<'_>, candidates: &[Candidate]) -> Result<Option<Standing>, Refusal> {
    let mut sure = candidates.iter().filter(|one| one.is_sure());
    let (Some(only), None) = (sure.next(), sure.next()) else { return Ok(None) };
    let found = cx.standings(&[only.person]).await?.into_iter().next();
    Ok(found.filter(|standing| matches!(standing.access, Access::Ordinary | Access::LimitedNamed)))
}

/// The agency begins to work with somebody whose record is there. Nobody of it is put on the team by that.
async fn attach(cx: &mut Cx<'_>, standing: &Standing) -> Result<(), Refusal> {
    if standing.relations.has(Condition::AgencyInvolved) {
        return Ok(());
    }
    let involvement = Involvement {
        id: cx.id(),
        person: standing.person,
        agency: cx.agency(),
        account: None,
        role: role_of(cx.viewer.agency_kind),
        leads: false,
        from: cx.today(),
        to: None,
    };
    cx.tx.add_involvement(&involvement).await?;
    let body = bodies::involvement(&involvement);
    let section = involvement.role.section();
    let mut event = cx.event(standing.person, EventKind::InvolvementBegan, section, body);
    event.subject = Some(involvement.id.0);
    cx.append(event);
    Ok(())
}

/// Contact, consent, alcohol screen, summary, referral.
async fn on_the_track(
    cx: &mut Cx<'_>,
    person: PersonId,
    met: Met,
    taken: Taken,
    command: Enter,
) -> Result<Option<ReferralId>, Refusal> {
    let standing = cx.standing(person).await?;
    let mut contact = cx.first_contact(met);
    contact
        .take(ContactMove::Consent)
        .map_err(|_| Refusal::field("consent", "state", "This cannot be recorded now"))?;
    contact.person = Some(person);
    contact.alcohol = command.alcohol;
    cx.keep_contact(ContactState::NotAsked, &contact, false).await?;
    let service = match command.service {
        None => None,
        Some(id) => {
            let unknown = || Refusal::field("service", "unknown", "Select a service from the list");
            Some(cx.tx.service(id).await?.ok_or_else(unknown)?)
        }
    };
    let recipients: Vec<AgencyId> = service.iter().map(|service| service.agency).collect();
    let purpose = match &service {
        Some(service) => format!("To refer to {}", service.name),
        None => "To be offered help".to_owned(),
    };
    let sections = vec![Section::Identity, Section::Contact, Section::Communication, Section::Risk];
    let purpose = Line::new(&purpose).map_err(|_| crate::cx::missing("purpose of a referral"))?;
    let language = taken.language.clone();
    let answer = Some(taken);
    let asking = AskConsent { person, to: ConsentTo::Sharing, purpose, sections, recipients, answer };
    ask_consent_in(cx, asking).await?;
    if let (AlcoholScreen::Screened, Some(AuditC(answers))) = (command.alcohol, command.audit_c) {
        let given = GiveAudit {
            person,
            day: cx.today(),
            mode: Mode::Interview,
            language,
            pregnancy: Pregnancy::NotAsked,
            answers,
            supersedes: None,
        };
        give_audit_in(cx, &standing, given).await?;
    }
    let sent_to = service.as_ref().map(|service| service.agency);
    let referral = match service {
        None => None,
        Some(service) => {
            let make = MakeReferral {
                person,
                service: service.id,
                requirement: None,
                asks: command.asks.clone(),
                summary: command.summary.clone(),
            };
            let id = cx.id();
            send_referral(cx, id, make).await?;
            Some(id)
        }
    };
    let entry = WayIn {
        id: cx.id(),
        person,
        door: command.door,
        place: command.place,
        day: cx.today(),
        release: command.release,
        asks: command.asks,
        referral,
        stamp: cx.stamp(),
    };
    keep(cx, &entry, &contact, &command.summary, sent_to).await?;
    Ok(referral)
}

/// The entry with both parts, each in a section and an event of its own.
async fn keep(
    cx: &mut Cx<'_>,
    entry: &WayIn,
    contact: &FirstContact,
    summary: &Summary,
    sent_to: Option<AgencyId>,
) -> Result<(), Refusal> {
    let stamp = cx.stamp();
    cx.tx.add_way_in(entry, sent_to).await?;
    cx.tx.add_two_part(entry.person, entry.id.0, summary, sent_to, &stamp).await?;
    let kinds: Vec<&str> = summary.kinds.iter().map(|kind| kind.code()).collect();
    let told = [
        (
            EventKind::WayInEntered,
            Section::Plan,
            json!({
                "id": entry.id.0,
                "door": entry.door.code(),
                "place": entry.place.as_str(),
                "day": entry.day.to_string(),
                "release": entry.release.map(|day| day.to_string()),
                "asks": entry.asks.as_str(),
                "referral": entry.referral.map(|id| id.0),
                "contact": contact_told(contact),
            }),
        ),
        (
            EventKind::RiskTold,
            Section::Risk,
            json!({ "risk": summary.risk.words().map(ToString::to_string) }),
        ),
        (
            EventKind::NeedsTold,
            Section::Communication,
            json!({ "needs": summary.needs.words().map(ToString::to_string), "kinds": kinds }),
        ),
    ];
    let events = told
        .into_iter()
        .map(|(kind, section, body)| {
            let mut event = cx.event(entry.person, kind, section, body);
            event.subject = Some(entry.id.0);
            event.sent_to = sent_to;
            event
        })
        .collect();
    cx.append_all(events);
    Ok(())
}
