//! The digest: on working days, one message to whoever wants it, that says how much waits on their desk and where that is.
//!
//! It holds counts and a link, and nothing about a person: no name, no reference, no kind of duty that would say what somebody
//! is treated for. A sending is written down before it leaves, so that a process that dies in between sends nothing twice:
//! a message may be missed, never doubled. Only what is known not to have left is tried again, a few times, the same day.

use crate::{
    App,
    catalogue::NATION,
    ports::{Addressee, DutyQuery, SendingEnd, Whose},
    refusal::Refusal,
};
use async_trait::async_trait;
use domain::{account::Email, calendar::BankHolidays, section::Purpose};
use gate::{Action, Viewer};
use jiff::{SignedDuration, ToSpan, civil::Date};

/// A digest is tried this often at most.
const ATTEMPTS: u32 = 5;
/// Digests of one round.
const ROUND: u32 = 100;

/// A message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// To whom.
    pub to: Email,
    /// What it is about.
    pub subject: String,
    /// What it says.
    pub text: String,
}

/// What became of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Posted {
    /// The server has it.
    Sent,
    /// It did not leave: the server is away or busy.
    Away,
    /// The server will not have it.
    Rejected,
    /// It may have left or not.
    Unknown,
}

/// What carries messages.
#[async_trait]
pub trait Post: Send + Sync {
    /// Sends a message; answers within a time of its own.
    async fn send(&self, letter: &Letter) -> Posted;
}

/// What waits on a desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// Overdue.
    pub overdue: u64,
    /// Due in the next 14 days.
    pub due: u64,
    /// Waiting for others.
    pub waiting: u64,
    /// New.
    pub new: u64,
    /// Agreements to sign, to mend or to review.
    pub agreements: u64,
    /// Mistaken disclosures about several people, or about nobody by name, of which nobody has decided whether the commissioner is
    /// told. Those about one person are duties.
    pub mistakes: u64,
}

/// From which minute of the day the viewer wants a digest.
pub async fn wanted(app: &App, viewer: &Viewer) -> Result<Option<u32>, Refusal> {
    let mut cx = app.read(viewer, Purpose::Administration, "see one's own digest").await?;
    let minute = cx.tx.digest_minute(viewer.account).await?;
    cx.answer(minute).await
}

/// Sets from which minute of the day the viewer wants a digest; `None` for none.
pub async fn want(app: &App, viewer: &Viewer, minute: Option<u32>) -> Result<(), Refusal> {
    let mut cx = app.write(viewer, Purpose::Administration, "set one's own digest").await?;
    if minute.is_some() {
        // Whose role has no desk has nothing to be told.
        cx.permit_role(Action::GetDigest)?;
    }
    cx.tx.set_digest_minute(viewer.account, minute).await?;
    cx.answer(()).await
}

/// Sends the digests that are due now; answers how many left. `desk` is the address of My work.
///
/// # Errors
/// When the database cannot be read or written. What left before is written down.
pub async fn send_due(app: &App, post: &dyn Post, desk: &str) -> Result<u64, Refusal> {
    let now = app.now();
    let clock = now.to_zoned(app.london().clone());
    let (day, minute) = (clock.date(), minute_of(clock.time()));
    let mut tx = app.store.read().await?;
    let holidays = BankHolidays::new(tx.bank_holidays(NATION, day, day).await?);
    let waiting =
        if holidays.works(day) { tx.digests_due(day, minute, now, ROUND).await? } else { Vec::new() };
    tx.end().await?;
    let mut sent = 0;
    for addressee in waiting {
        match send_one(app, post, &addressee, day, desk).await? {
            Some(Posted::Sent) => sent += 1,
            // The others would wait for the same server: they are tried in a later round.
            Some(Posted::Away) => break,
            Some(Posted::Rejected | Posted::Unknown) | None => {}
        }
    }
    Ok(sent)
}

fn minute_of(time: jiff::civil::Time) -> u32 {
    u32::try_from(i32::from(time.hour()) * 60 + i32::from(time.minute())).unwrap_or(0)
}

async fn send_one(
    app: &App,
    post: &dyn Post,
    addressee: &Addressee,
    day: Date,
    desk: &str,
) -> Result<Option<Posted>, Refusal> {
    let account = addressee.account.id;
    let counts = counts(app, addressee).await?;
    let mut tx = app.store.write().await?;
    let attempt = tx.begin_digest(account, day, app.now()).await?;
    tx.commit().await?;
    let Some(attempt) = attempt else { return Ok(None) };
    let posted = post.send(&letter(&addressee.account.email, counts, desk)).await;
    let end = match posted {
        Posted::Sent => SendingEnd::Sent,
        Posted::Away if attempt < ATTEMPTS => {
            let wait = SignedDuration::from_mins(1 << attempt.min(12));
            SendingEnd::Waits(app.now().saturating_add(wait).unwrap_or(app.now()))
        }
        Posted::Away | Posted::Rejected => SendingEnd::GivenUp,
        Posted::Unknown => {
            tracing::warn!("a digest may have left or not, and is not sent again");
            return Ok(Some(posted));
        }
    };
    if end == SendingEnd::GivenUp {
        tracing::warn!(attempt, "a digest is given up for today");
    }
    let mut tx = app.store.write().await?;
    tx.end_digest(account, day, end).await?;
    tx.commit().await?;
    Ok(Some(posted))
}

/// What waits on somebody's desk, as far as they may know of the people.
async fn counts(app: &App, addressee: &Addressee) -> Result<Counts, Refusal> {
    let account = &addressee.account;
    let viewer = Viewer {
        account: account.id,
        agency: account.agency,
        agency_kind: addressee.agency_kind,
        roles: account.roles,
    };
    let mut cx = app.read(&viewer, Purpose::Supervision, "count a digest").await?;
    let (filter, today) = (cx.visible(), cx.today());
    let until = today.saturating_add(crate::my_work::SOON.days());
    let whose = Whose::Account(account.id);
    let query = DutyQuery { whose, person: None, kind: None, from: None, until: Some(until) };
    let tallies = cx.tx.duty_tallies(&filter, &query, today).await?;
    let of = |overdue| tallies.iter().filter(|one| one.overdue == overdue).map(|one| one.count).sum();
    let (overdue, due) = (of(true), of(false));
    let waiting = cx.tx.count_awaiting(&filter, account.id, today).await?;
    let new = cx.tx.count_notices(&filter, account.id, today).await?;
    cx.answer(()).await?;
    let agreements = crate::agreements::tasks(app, &viewer).await?.len() as u64;
    let mistakes = crate::mistakes::undecided(app, &viewer).await?.len() as u64;
    Ok(Counts { overdue, due, waiting, new, agreements, mistakes })
}

fn letter(to: &Email, counts: Counts, desk: &str) -> Letter {
    let Counts { overdue, due, waiting, new, agreements, mistakes } = counts;
    // Most desks never have one.
    let agreements = if agreements == 0 { String::new() } else { format!("Agreements: {agreements}\n") };
    let mistakes = if mistakes == 0 { String::new() } else { format!("Mistaken disclosures: {mistakes}\n") };
    let text = format!(
        "Your work today\n\n\
         Overdue: {overdue}\n\
         Due in the next 14 days: {due}\n\
         Waiting for others: {waiting}\n\
         New: {new}\n{agreements}{mistakes}\n\
         Sign in to see it: {desk}\n\n\
         This message says nothing about anybody, so that it may lie in a mailbox. To stop it or to change its time, open \
         My account.\n"
    );
    Letter { to: to.clone(), subject: "Your work today".to_owned(), text }
}
