//! What waits for review: unusual looks of a week, looks that were drawn, and what may be drawn.

use crate::{
    App, Cx,
    people::Names,
    ports::{DrawnLook, SignalLine, WatchedLook},
    refusal::Refusal,
};
use domain::{
    agreement::{State, Version},
    ids::AgreementId,
    look_review::{OpenedLook, Sample, Sign, signs},
    section::Purpose,
};
use gate::{Action, Viewer};
use jiff::{
    Timestamp, ToSpan,
    civil::{Date, time},
};

/// Looks of a week that are read for signs.
const READ: u32 = 4_000;
/// Rows of each list that are shown.
const SHOWN: usize = 100;
/// Months that are told of what was drawn.
const SAMPLES: u32 = 60;

/// A look that shows signs of being unusual.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnusualLook {
    /// The look.
    pub look: WatchedLook,
    /// The signs.
    pub signs: Vec<Sign>,
}

/// An agreement of whose looks a share may be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawable {
    /// Which.
    pub agreement: AgreementId,
    /// Its title.
    pub title: String,
    /// How many of a hundred looks its terms say.
    pub per_cent: u8,
    /// Who reviews, as its terms say.
    pub reviewer: String,
}

/// What waits for review.
#[derive(Debug, Clone)]
pub struct LookList {
    /// The first day of the week.
    pub from: Date,
    /// Its last day.
    pub until: Date,
    /// Looks with signs, not reviewed yet, the latest first.
    pub unusual: Vec<UnusualLook>,
    /// Whether there is more than is shown.
    pub cut: bool,
    /// Looks that were drawn and wait, the earliest first, with the titles of their agreements.
    pub drawn: Vec<(DrawnLook, String)>,
    /// What was drawn before, the latest month first, with the titles of the agreements.
    pub samples: Vec<(Sample, String)>,
    /// What may be drawn.
    pub drawable: Vec<Drawable>,
    /// What alerts of that week took from the agency's records, the latest first, with the titles of the agreements.
    pub signals: Vec<(SignalLine, String)>,
    /// Names of the agencies that were alerted.
    pub names: Names,
}

/// What waits for review, with the unusual looks of the week that ends with `until`, today unless said.
pub async fn look_list(app: &App, viewer: &Viewer, until: Option<Date>) -> Result<LookList, Refusal> {
    let mut cx = app.read(viewer, Purpose::Oversight, "read what waits for review").await?;
    cx.permit_role(Action::ReviewLooks)?;
    let today = cx.today();
    let until = until.unwrap_or(today).min(today);
    let from = until.saturating_sub(6.days());
    let agency = cx.agency();
    let rules = cx.tx.sign_rules().await?;
    let between = (cx.midnight(from), cx.midnight(until.tomorrow().unwrap_or(until)));
    let looks = cx.tx.watched_looks(cx.asked_by(), between, (from, until), READ).await?;
    let holidays = cx.holidays().await?;
    let opened: Vec<OpenedLook> = looks.iter().map(|look| look.opened).collect();
    let found = signs(&opened, &rules, &holidays, app.london());
    let read_all = looks.len() < READ as usize;
    let mut unusual: Vec<UnusualLook> = looks
        .into_iter()
        .zip(found)
        .filter(|(look, signs)| !signs.is_empty() && !look.reviewed)
        .map(|(look, signs)| UnusualLook { look, signs })
        .collect();
    let cut = !read_all || unusual.len() > SHOWN;
    unusual.truncate(SHOWN);
    let versions = cx.app.agreed.versions().1;
    let limit = u32::try_from(SHOWN).unwrap_or(u32::MAX);
    let drawn = cx.tx.drawn_looks(cx.asked_by(), limit).await?;
    let drawn = drawn.into_iter().map(|one| (title(&versions, one.agreement), one));
    let drawn = drawn.map(|(title, one)| (one, title)).collect();
    let samples = cx.tx.samples(agency, SAMPLES).await?;
    let samples = samples.into_iter().map(|one| (one, title(&versions, one.agreement))).collect();
    let drawable = cx.drawable(&versions);
    let signals = cx.tx.signals(cx.asked_by(), (from, until), limit).await?;
    let names = cx.names([], signals.iter().map(|one| one.signal.to)).await?;
    let signals = signals.into_iter().map(|one| (title(&versions, one.signal.agreement), one));
    let signals = signals.map(|(title, one)| (one, title)).collect();
    let list = LookList { from, until, unusual, cut, drawn, samples, drawable, signals, names };
    cx.answer(list).await
}

/// The title of an agreement in its newest version.
pub(super) fn title(versions: &[Version], id: AgreementId) -> String {
    let newest = versions.iter().filter(|one| one.agreement == id).max_by_key(|one| one.number);
    newest.map_or_else(|| "An agreement".to_owned(), |one| one.terms.title.to_string())
}

impl Cx<'_> {
    /// When a day begins in London.
    pub(super) fn midnight(&self, day: Date) -> Timestamp {
        let begins = day.to_datetime(time(0, 0, 0, 0)).to_zoned(self.app.london().clone());
        begins.map_or(self.at, |zoned| zoned.timestamp())
    }

    /// Agreements that hold, or held, and to which the viewer's agency is a party, in their newest version that did.
    pub(super) fn drawable(&self, versions: &[Version]) -> Vec<Drawable> {
        let today = self.today();
        let held = |one: &&Version| {
            let state = one.state(today);
            one.terms.binds(self.agency())
                && matches!(state, State::InForce | State::Suspended | State::Superseded | State::Ended)
        };
        let mut newest: Vec<&Version> = Vec::new();
        for one in versions.iter().filter(held) {
            match newest.iter_mut().find(|other| other.agreement == one.agreement) {
                Some(other) if other.number < one.number => *other = one,
                Some(_) => {}
                None => newest.push(one),
            }
        }
        let drawable = |one: &Version| Drawable {
            agreement: one.agreement,
            title: one.terms.title.to_string(),
            per_cent: one.terms.auditing.per_cent,
            reviewer: one.terms.auditing.reviewer.to_string(),
        };
        newest.into_iter().map(drawable).collect()
    }
}
