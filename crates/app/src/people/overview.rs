//! One person on one page: who, what is ordered, what is needed, who works with them, what stays closed.

use super::about::{About, Names, about_ahead};
use crate::{
    App, Cx, Once,
    events::{EventKind, body},
    ports::Ahead,
    refusal::Refusal,
};
use domain::{
    calendar::BankHolidays,
    ids::{NoteId, PersonId},
    involvement::Involvement,
    note::Note,
    pathway::{self, AssessedTwice, Need},
    rectification::Correction,
    referral::Referral,
    section::{Purpose, Section},
    text::Prose,
    timing::TimingCode,
};
use gate::{Action, Viewer};
use jiff::{Timestamp, civil::Date};

/// Rows of each list on the page.
const ROWS: u32 = 20;

/// A person's page.
#[derive(Debug, Clone)]
pub struct Overview {
    /// Identity, contact, risks, orders, needs, and what stays closed.
    pub about: About,
    /// Age today, where known.
    pub age: Option<i16>,
    /// Pathways that several agencies assessed within one period, as far as the viewer sees that.
    pub twice: Vec<AssessedTwice>,
    /// Today in London.
    pub today: Date,
    /// Who is involved, those at work first.
    pub involved: Vec<Involved>,
    /// Referrals, newest first, with the names of service and provider.
    pub referrals: Vec<(Referral, String, String)>,
    /// Notes, newest first.
    pub notes: Vec<NoteLine>,
    /// Whether the viewer may refer, add notes and correct the identity.
    pub may: Vec<Action>,
    /// Names of those who recorded needs and risks, and of agencies to ask.
    pub names: Names,
}

/// An involvement with names.
#[derive(Debug, Clone)]
pub struct Involved {
    /// The involvement.
    pub involvement: Involvement,
    /// Of which agency.
    pub agency: String,
    /// Of whom, if somebody is named.
    pub account: Option<String>,
}

/// A note with the names of its writer.
#[derive(Debug, Clone)]
pub struct NoteLine {
    /// The note.
    pub note: Note,
    /// By whom.
    pub by: String,
    /// For which agency.
    pub agency: String,
    /// What was put right since, the oldest first.
    pub corrections: Vec<Correction>,
}

/// Opens a person's page.
pub async fn overview(app: &App, viewer: &Viewer, person: PersonId) -> Result<Overview, Refusal> {
    let mut cx = app.read(viewer, Purpose::Supervision, "open a person").await?;
    let standing = cx.standing(person).await?;
    let today = cx.today();
    let whom = [person];
    let mut ahead = about_ahead(&whom, today).to_vec();
    ahead.extend([
        Ahead::Involvements(person, today, ROWS),
        Ahead::Referrals(person, ROWS),
        Ahead::Notes(person, ROWS),
    ]);
    cx.tx.ahead(&ahead).await?;
    let mut about = cx.about(&standing).await?;
    let involvements = cx.tx.involvements(person, today, ROWS).await?;
    let involvements = cx.open_or_note(&standing, involvements, &mut about.withheld);
    let referrals = cx.tx.referrals_of(person, ROWS).await?;
    let referrals = cx.open_or_note(&standing, referrals, &mut about.withheld);
    let notes = cx.tx.notes(person, None, ROWS).await?.into_iter().map(|(_, note)| note).collect();
    let notes = cx.open_or_note(&standing, notes, &mut about.withheld);
    let accounts = involvements
        .iter()
        .filter_map(|i| i.account)
        .chain(notes.iter().map(|n| n.stamp.by))
        .chain(about.accounts());
    let agencies = involvements
        .iter()
        .map(|i| i.agency)
        .chain(about.agencies())
        .chain(notes.iter().map(|n| n.stamp.agency))
        .chain(referrals.iter().map(|r| r.request.to));
    let names = cx.names(accounts, agencies).await?;
    let mut corrected = cx.note_corrections(&standing).await?;
    let involved = involvements
        .into_iter()
        .map(|involvement| Involved {
            agency: names.agency(involvement.agency),
            account: involvement.account.map(|id| names.account(id)),
            involvement,
        })
        .collect();
    let referrals = named(&mut cx, referrals, &names).await?;
    let notes = notes
        .into_iter()
        .map(|note| NoteLine {
            by: names.account(note.stamp.by),
            agency: names.agency(note.stamp.agency),
            corrections: corrected.remove(&note.id).unwrap_or_default(),
            note,
        })
        .collect();
    let asked = [
        Action::MakeReferral,
        Action::AddNote,
        Action::EditIdentity,
        Action::ReviewIdentity,
        Action::SeeWhoLooked,
        Action::HandOver,
        Action::WriteSummary,
        Action::ApproveSummary,
        Action::AskQuestion,
    ];
    let may = asked.into_iter().filter(|action| cx.permit(*action, &standing, None).is_ok()).collect();
    let age = about.identity.age_on(today);
    let twice = cx.assessed_twice(&about.needs).await?;
    cx.answer(Overview { about, age, twice, today, involved, referrals, notes, may, names }).await
}

impl Cx<'_> {
    /// What several agencies assessed within one period. How long that is, is only asked where it could matter.
    async fn assessed_twice(&mut self, needs: &[Need]) -> Result<Vec<AssessedTwice>, Refusal> {
        if pathway::assessed_twice(needs, |_| Timestamp::MAX).is_empty() {
            return Ok(Vec::new());
        }
        let timings = self.tx.timings().await?;
        let (app, holidays) = (self.app, BankHolidays::default());
        let until = |from: Timestamp| {
            let last = timings.after(TimingCode::SameAssessment, app.day_of(from), &holidays);
            let end = last.ok().and_then(|day| day.tomorrow().ok()?.to_zoned(app.london().clone()).ok());
            end.map_or(from, |end| end.timestamp())
        };
        Ok(pathway::assessed_twice(needs, until))
    }
}

/// Referrals with the names of service and provider.
pub(super) async fn named(
    cx: &mut Cx<'_>,
    referrals: Vec<Referral>,
    names: &Names,
) -> Result<Vec<(Referral, String, String)>, Refusal> {
    if referrals.is_empty() {
        return Ok(Vec::new());
    }
    let services = cx.services(referrals.iter().map(|one| one.request.service)).await?;
    let told = referrals.into_iter().map(|referral| {
        let service = services.one(referral.request.service);
        let to = names.agency(referral.request.to);
        (referral, service.map(|service| service.name.clone()).unwrap_or_default(), to)
    });
    Ok(told.collect())
}

/// Adds a note to the agency's own part of the record.
pub async fn add_note(
    app: &App,
    viewer: &Viewer,
    person: PersonId,
    text: Prose,
    once: Option<&Once>,
) -> Result<NoteId, Refusal> {
    write_note(app, viewer, person, Section::Notes, text, once).await
}

/// Adds a note about a victim or another third party, as papers of a meeting about victims are. Whoever writes it reads it again
/// only where an agreement shows them that part of the record.
pub async fn add_note_about_others(
    app: &App,
    viewer: &Viewer,
    person: PersonId,
    text: Prose,
    once: Option<&Once>,
) -> Result<NoteId, Refusal> {
    write_note(app, viewer, person, Section::ThirdParty, text, once).await
}

async fn write_note(
    app: &App,
    viewer: &Viewer,
    person: PersonId,
    section: Section,
    text: Prose,
    once: Option<&Once>,
) -> Result<NoteId, Refusal> {
    let mut cx = app.write(viewer, Purpose::Supervision, "add a note").await?;
    if let Some(made) = cx.made_before(once).await? {
        return cx.answer(made.into()).await;
    }
    let standing = cx.standing(person).await?;
    cx.permit(Action::AddNote, &standing, None)?;
    let note = Note { id: cx.id(), person, section, text, stamp: cx.stamp() };
    cx.tx.add_note(&note).await?;
    let mut event = cx.event(person, EventKind::NoteAdded, note.section, body::note(&note));
    event.subject = Some(note.id.0);
    cx.append(event);
    cx.remember(once, note.id.0).await?;
    cx.answer(note.id).await
}
