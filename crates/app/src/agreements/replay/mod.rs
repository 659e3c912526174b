//! What if: the reads of the last days, as the ledger kept them, put to another version of an agreement.
//!
//! Each answer of each read is asked twice, of what is in force and of what would be in force with the version, and of both with
//! the same facts: so whatever differs is the version's doing. The facts are rebuilt from what is kept with its dates. Where they
//! no longer give the answer that was given then, the read is counted apart and compared with nothing: the ledger keeps answers,
//! not all that they followed from.
//!
//! Records to which access is limited are left out without a word: their readers are few and named, and a sum of one tells of them.
//! So are records that are kept apart from a team. Of the others a party's reader is told what they may know of anyway: what their
//! own agency's staff asked for, and who asked for what their own agency holds. A system administrator is told the sums of all.
//!
//! Bounded: pages of the ledger, one statement for the facts of a page, sums and never rows. Nothing is opened, and no person named.

mod sums;

pub use sums::{Change, Changed, Unlike};

use super::Dated;
use crate::{
    App, Cx,
    ports::{PastQuery, PastRead},
    refusal::Refusal,
};
use domain::{
    agency::Agency,
    agreement::{Fact, Parties, State, Version},
    ids::{AgencyId, AgreementId},
    role::Role,
    section::{Level, Purpose},
};
use gate::{Action, Entry, Gate, Label, Outcome, Reason, Rules, Standing, Viewer};
use jiff::{SignedDuration, Timestamp, civil::Date};
use std::collections::BTreeSet;
use sums::Sums;

/// The days that are replayed unless others are asked for.
pub const REPLAY_DAYS: u16 = 90;
/// The days that are replayed at most.
const MOST_DAYS: u16 = 3_660;
/// Reads that one page replays; the command line goes through all.
pub const REPLAY_MOST: u64 = 5_000;
/// Reads in memory at a time.
const PAGE: u32 = 500;

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReplayQuery {
    /// The agreement.
    pub agreement: AgreementId,
    /// Which version; else the newest that the viewer may see.
    pub number: Option<u16>,
    /// The reads of so many days.
    pub days: u16,
    /// At most so many reads; without a number, all.
    pub most: Option<u64>,
}

/// What came of it.
#[derive(Debug, Clone)]
pub struct Replay {
    /// The version.
    pub version: Version,
    /// Where it stands.
    pub state: State,
    /// The days that were asked for.
    pub days: u16,
    /// The first instant of them.
    pub from: Timestamp,
    /// The day as of which both are compared: today, or the version's first day.
    pub as_of: Date,
    /// Reads of one person's record that were replayed.
    pub reads: u64,
    /// Answers within them that were compared.
    pub answers: u64,
    /// Those that were not compared, since what is kept no longer gives the answer of then.
    pub unlike: Unlike,
    /// What would change, most often first.
    pub changes: Vec<Changed>,
    /// Reads with changes beyond those that are listed.
    pub unlisted: u64,
    /// Whether there are more reads than were gone through.
    pub more: bool,
    /// Whether reads of every party were counted, also where they concern the viewer's agency in nothing.
    pub all: bool,
    /// Whether readers are named.
    pub named: bool,
    /// The agencies, for their names.
    pub agencies: Vec<Agency>,
    /// Today in London.
    pub today: Date,
}

/// Whose reads are gone through.
struct Asked<'a> {
    agencies: &'a [AgencyId],
    concerning: Option<AgencyId>,
    from: Timestamp,
    until: Timestamp,
}

/// Both sides of the comparison.
struct Sides {
    now: Gate,
    then: Gate,
}

/// Replays the reads of the last days against a version of an agreement, before anybody signs it.
///
/// # Errors
/// [`Refusal::NotFound`] for a version that the viewer may not see, [`Refusal::Role`] where another agency's lead may.
pub async fn replay(app: &App, viewer: &Viewer, query: ReplayQuery) -> Result<Replay, Refusal> {
    let mut cx = app.read(viewer, Purpose::Oversight, "replay reads against an agreement").await?;
    cx.permit_role(Action::SignAgreement)?;
    let today = cx.today();
    let versions = cx.agreement_versions().await?;
    let version = cx.replayed(&versions, query)?;
    let agencies = cx.partners().await?;
    let named = cx.permit_role(Action::ManageAgreement).is_ok();
    // This very instant included.
    let until = cx.at.checked_add(SignedDuration::from_millis(1)).unwrap_or(cx.at);
    cx.answer(()).await?;

    let days = query.days.clamp(1, MOST_DAYS);
    let from = until.checked_sub(SignedDuration::from_hours(24 * i64::from(days))).unwrap_or(until);
    let as_of = if version.state(today) == State::InForce { today } else { today.max(version.terms.starts) };
    let sides = Sides {
        now: Gate::new(Rules::on(as_of, 0, &versions)),
        then: Gate::new(Rules::on(as_of, 0, &as_if_signed(&versions, &version, as_of))),
    };
    let readers: Vec<AgencyId> = match &version.terms.parties {
        Parties::Everyone => agencies.iter().map(|one| one.id).collect(),
        Parties::Listed(parties) => parties.iter().map(|party| party.agency).collect(),
    };
    let all = viewer.roles.has(Role::SystemAdministrator);
    let asked = Asked { agencies: &readers, concerning: (!all).then_some(viewer.agency), from, until };
    let mut sums = Sums::new(named);
    let more = go_through(app, &asked, query.most, &sides, &mut sums).await?;
    let state = version.state(today);
    let total = sums.into_total();
    Ok(Replay {
        version,
        state,
        days,
        from,
        as_of,
        reads: total.reads,
        answers: total.answers,
        unlike: total.unlike,
        changes: total.changes,
        unlisted: total.unlisted,
        more,
        all,
        named,
        agencies,
        today,
    })
}

/// The versions with this one in the place of every other of its agreement, as if all had signed it and it had begun.
fn as_if_signed(versions: &[Version], version: &Version, day: Date) -> Vec<Version> {
    let mut others: Vec<Version> =
        versions.iter().filter(|one| one.agreement != version.agreement).cloned().collect();
    others.push(if version.state(day) == State::InForce { version.clone() } else { signed(version, day) });
    others
}

/// The version as if all had signed it, in force from `day` at the latest.
fn signed(version: &Version, day: Date) -> Version {
    let mut terms = version.terms.clone();
    terms.starts = terms.starts.min(day);
    let stamp = version.drafted;
    let mut signs: Vec<Fact> = terms.signing().iter().map(|party| Fact::Signed(party.agency)).collect();
    if version.binds_everybody() {
        signs.push(Fact::Signed(stamp.agency));
    }
    let draft = Version::new(version.agreement, version.number, terms, stamp);
    let facts = std::iter::once(Fact::Submitted).chain(signs).map(|fact| (stamp, fact));
    // A version that nobody could sign, having no party, shows nobody anything.
    draft.clone().replay(facts).unwrap_or(draft)
}

/// Goes through the ledger page by page; whether more is left when `most` is reached.
async fn go_through(
    app: &App,
    asked: &Asked<'_>,
    most: Option<u64>,
    sides: &Sides,
    sums: &mut Sums,
) -> Result<bool, Refusal> {
    let mut after = None;
    loop {
        let left = most.map_or(u64::MAX, |most| most.saturating_sub(sums.reads()));
        let limit = u32::try_from(left).unwrap_or(u32::MAX).min(PAGE);
        // One more than is wanted says whether there are more.
        let Asked { agencies, concerning, from, until } = *asked;
        let limit_and_one = limit.saturating_add(1);
        let query = PastQuery { agencies, concerning, from, until, after, limit: limit_and_one };
        // A transaction for each page: a long one would keep the database from tidying up.
        let mut tx = app.store.read().await?;
        let mut reads = tx.past_reads(&query).await?;
        let more = reads.len() > limit as usize;
        reads.truncate(limit as usize);
        let people: Vec<_> =
            reads.iter().map(|read| read.place.person).collect::<BTreeSet<_>>().into_iter().collect();
        let dated = tx.dated(&people).await?;
        tx.end().await?;
        let nothing = Dated::default();
        for read in &reads {
            let kept = dated.get(&read.place.person).unwrap_or(&nothing);
            compare(app, sides, (kept, read), asked.concerning, sums);
        }
        after = reads.last().map(|read| read.place);
        let full = most.is_some_and(|most| sums.reads() >= most);
        if !more || full || after.is_none() {
            return Ok(more);
        }
    }
}

/// Whether an answer of a read is told to the agency: it is about what that agency holds, or its own staff asked, but for what others
/// hold in sections of which nobody else is told that there is anything.
fn concerns(agency: AgencyId, read: &PastRead, entry: &Entry) -> bool {
    entry.holder == agency || (read.agency == agency && !entry.section.is_told_to_its_holder_alone())
}

fn compare(
    app: &App,
    sides: &Sides,
    (kept, read): (&Dated, &PastRead),
    concerning: Option<AgencyId>,
    sums: &mut Sums,
) {
    let told = |entry: &&Entry| concerning.is_none_or(|agency| concerns(agency, read, entry));
    let mut entries = read.entries.iter().filter(told).peekable();
    if kept.is_limited() || entries.peek().is_none() {
        return;
    }
    let viewer = Viewer { account: read.by, agency: read.agency, agency_kind: read.kind, roles: read.roles };
    let when = (read.place.at, app.day_of(read.place.at));
    let stands = |gate: &Gate| kept.standing(read.place.person, &viewer, when, gate.rules().watched());
    let (now, then) = (stands(&sides.now), stands(&sides.then));
    sums.begin();
    for entry in entries {
        if matches!(entry.outcome, Outcome::Withheld(Reason::OnlyAsked)) {
            continue;
        }
        match rebuilt(&sides.now, &viewer, read.purpose, &now, entry) {
            None => sums.unlike(entry),
            Some((label, before)) => {
                let after = level(&sides.then, &viewer, read.purpose, &then, label);
                sums.compared(read, entry, before, after);
            }
        }
    }
}

fn level(gate: &Gate, viewer: &Viewer, purpose: Purpose, standing: &Standing, label: Label) -> Option<Level> {
    gate.decide(viewer, purpose, standing, label).ok().map(|basis| basis.level)
}

/// What the agreements in force answer with the rebuilt facts, where that is the answer of then. That a record was sent to the
/// reader's agency the ledger does not say: it is taken to have been where only so the answer is the same.
fn rebuilt(
    gate: &Gate,
    viewer: &Viewer,
    purpose: Purpose,
    standing: &Standing,
    entry: &Entry,
) -> Option<(Label, Option<Level>)> {
    let as_then = |answer: Option<Level>| match entry.outcome {
        Outcome::Shown(level, ..) => answer == Some(level),
        Outcome::Withheld(Reason::LevelTooLow | Reason::SignalOnly) => answer.is_some(),
        Outcome::Withheld(_) => answer.is_none(),
    };
    let own = Label::own(entry.person, entry.section, entry.holder);
    let sent = Label { sent_to: Some(viewer.agency), ..own };
    [own, sent].into_iter().find_map(|label| {
        let answer = level(gate, viewer, purpose, standing, label);
        as_then(answer).then_some((label, answer))
    })
}

impl Cx<'_> {
    /// The version that is asked for, where the viewer may replay reads against it: whoever speaks for a party; a system
    /// administrator for all.
    fn replayed(&self, versions: &[Version], query: ReplayQuery) -> Result<Version, Refusal> {
        let today = self.today();
        let administers = self.viewer.roles.has(Role::SystemAdministrator);
        let seen = versions
            .iter()
            .filter(|one| one.agreement == query.agreement && (administers || self.sees(one, today)));
        let found = match query.number {
            Some(number) => seen.into_iter().find(|one| one.number == number),
            None => seen.into_iter().max_by_key(|one| one.number),
        };
        let version = found.ok_or(Refusal::NotFound)?;
        if administers || self.speaks(version) {
            Ok(version.clone())
        } else {
            Err(Refusal::Role(Action::ManageAgreement))
        }
    }
}
