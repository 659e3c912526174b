//! Reading agreements: the inventory, and one of them whole. They say nothing about any person.

use super::{findings::errors_of, versions::is_open};
use crate::{App, Cx, people::Names, refusal::Refusal};
use domain::{
    agency::Agency,
    agreement::{
        Fact, Move, Remark, State, Version,
        difference::differences,
        in_force,
        review::{self, Finding, Making, making},
        words,
    },
    ids::{AccountId, AgreementId},
    section::Purpose,
};
use gate::{Action, Viewer};
use jiff::civil::Date;

/// Agreements on one page.
const LINES: usize = 500;
/// Remarks on one page.
const REMARKS: u32 = 500;

/// One agreement of the inventory.
#[derive(Debug, Clone)]
pub struct Line {
    /// Its newest version that the viewer may see.
    pub version: Version,
    /// The number of its version in force.
    pub in_force: Option<u16>,
    /// How long the making of the newest took, or has taken.
    pub making: Making,
}

/// All agreements that the viewer may see.
#[derive(Debug, Clone)]
pub struct Inventory {
    /// One line each, by title.
    pub lines: Vec<Line>,
    /// Whether there are more than are shown.
    pub more: bool,
    /// The agencies, for their names.
    pub agencies: Vec<Agency>,
    /// Today in London.
    pub today: Date,
    /// Whether the viewer may begin one.
    pub may_draft: bool,
}

/// What the viewer may do with the version that is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "one for each thing that the page offers")]
pub struct May {
    /// Change the draft.
    pub edit: bool,
    /// Send it for review.
    pub submit: bool,
    /// Remark on it.
    pub remark: bool,
    /// Send it back.
    pub send_back: bool,
    /// Sign it.
    pub sign: bool,
    /// Begin the next version.
    pub next: bool,
    /// Put the reads of the last days to it.
    pub replay: bool,
    /// Suspend, resume, review, end.
    pub steps: Vec<Move>,
}

/// One agreement, whole.
#[derive(Debug, Clone)]
pub struct Opened {
    /// The version that is shown.
    pub version: Version,
    /// Every version that the viewer may see, the newest first, with where it stands.
    pub versions: Vec<(u16, State)>,
    /// What changes against the version before, and which that is.
    pub differences: Option<(u16, Vec<String>)>,
    /// What parties remarked, on versions that the viewer may see.
    pub remarks: Vec<Remark>,
    /// What is wrong with it, or near.
    pub findings: Vec<Finding>,
    /// What keeps a draft from being sent for review.
    pub missing: Vec<String>,
    /// How long the making took.
    pub making: Making,
    /// Names of people and agencies.
    pub names: Names,
    /// The agencies of the partnership.
    pub agencies: Vec<Agency>,
    /// Today in London.
    pub today: Date,
    /// What the viewer may do.
    pub may: May,
}

impl Opened {
    /// Where the version that is shown stands.
    pub fn state(&self) -> State {
        self.version.state(self.today)
    }
}

/// The inventory.
pub async fn inventory(app: &App, viewer: &Viewer) -> Result<Inventory, Refusal> {
    let mut cx = app.read(viewer, Purpose::Administration, "list agreements").await?;
    cx.permit_role(Action::SeeAgreements)?;
    let (today, versions) = (cx.today(), cx.visible_versions().await?);
    let live = in_force(&versions, today);
    let newest = |one: &&Version| {
        !versions.iter().any(|other| other.agreement == one.agreement && other.number > one.number)
    };
    let mut lines: Vec<Line> = versions
        .iter()
        .filter(newest)
        .map(|version| Line {
            in_force: live.iter().find(|one| one.agreement == version.agreement).map(|one| one.number),
            making: making(version, today),
            version: version.clone(),
        })
        .collect();
    lines.sort_by(|one, other| {
        let of = |line: &Line| (line.version.terms.title.as_str().to_lowercase(), line.version.agreement);
        of(one).cmp(&of(other))
    });
    let more = lines.len() > LINES;
    lines.truncate(LINES);
    let agencies = cx.partners().await?;
    let may_draft = cx.permit_role(Action::DraftAgreement).is_ok();
    cx.answer(Inventory { lines, more, agencies, today, may_draft }).await
}

/// One agreement: its newest version that the viewer may see, or version `number`.
///
/// # Errors
/// [`Refusal::NotFound`] for what the viewer may not see.
pub async fn open(
    app: &App,
    viewer: &Viewer,
    id: AgreementId,
    number: Option<u16>,
) -> Result<Opened, Refusal> {
    let mut cx = app.read(viewer, Purpose::Administration, "read an agreement").await?;
    cx.permit_role(Action::SignAgreement)?;
    let today = cx.today();
    let all = cx.agreement_versions().await?;
    let of_it: Vec<&Version> = all.iter().filter(|one| one.agreement == id).collect();
    let seen: Vec<&Version> = of_it.iter().copied().filter(|one| cx.sees(one, today)).collect();
    let shown = match number {
        Some(number) => seen.iter().copied().find(|one| one.number == number),
        None => seen.iter().copied().max_by_key(|one| one.number),
    };
    let version = shown.ok_or(Refusal::NotFound)?.clone();
    let newest = of_it.iter().map(|one| one.number).max() == Some(version.number);
    let before = seen.iter().filter(|one| one.number < version.number).max_by_key(|one| one.number);
    let agencies = cx.partners().await?;
    let differences =
        before.map(|one| (one.number, differences(&one.terms, &version.terms, words::Names(&agencies))));
    let mut remarks = cx.tx.remarks(id, REMARKS).await?;
    remarks.retain(|one| seen.iter().any(|version| version.number == one.number));
    let names = cx.names(people(&version, &remarks), agencies.iter().map(|one| one.id)).await?;
    let mut versions: Vec<(u16, State)> = seen.iter().map(|one| (one.number, one.state(today))).collect();
    versions.sort_by_key(|(number, _)| std::cmp::Reverse(*number));
    let may = cx.may_do(&version, newest, today);
    let draft = version.state(today) == State::Draft;
    let opened = Opened {
        findings: review::of_one(&version, words::Names(&agencies), today),
        missing: if draft { errors_of(&version, &agencies, today) } else { Vec::new() },
        making: making(&version, today),
        version,
        versions,
        differences,
        remarks,
        names,
        agencies,
        today,
        may,
    };
    cx.answer(opened).await
}

/// The addresses of these people, for the forms in which they are named: parties name signatories by them.
pub async fn addresses(
    app: &App,
    viewer: &Viewer,
    accounts: &[AccountId],
) -> Result<Vec<(AccountId, String)>, Refusal> {
    let mut cx = app.read(viewer, Purpose::Administration, "who is named in an agreement").await?;
    cx.permit_role(Action::DraftAgreement)?;
    let mut found = Vec::with_capacity(accounts.len());
    for account in accounts.iter().take(super::edit::NAMED) {
        if let Some(known) = cx.tx.credentials_of(*account).await? {
            found.push((*account, known.account.email.as_str().to_owned()));
        }
    }
    cx.answer(found).await
}

fn people(version: &Version, remarks: &[Remark]) -> Vec<AccountId> {
    let signs = version.terms.signing().iter().map(|party| party.signatory);
    let named = version.terms.clauses.iter().flat_map(|clause| clause.who.accounts.iter().copied());
    let acted = version.facts().iter().map(|(stamp, _)| stamp.by);
    let said = remarks.iter().map(|one| one.stamp.by);
    signs.chain(named).chain(acted).chain(said).chain([version.drafted.by]).collect()
}

impl Cx<'_> {
    fn may_do(&self, version: &Version, newest: bool, day: Date) -> May {
        let state = version.state(day);
        let manages = self.acts(Action::ManageAgreement, version);
        let drafts = self.acts(Action::DraftAgreement, version);
        let moves = version.moves(day);
        let reviewed = state == State::UnderReview && newest;
        let signs = self.signs_for(version);
        let signed = version.terms.signing().is_empty()
            || signs.is_some_and(|agency| version.unsigned().contains(&agency));
        let suspended_elsewhere = version.facts().iter().rev().find_map(|(stamp, fact)| match fact {
            Fact::Suspended(_) => Some(stamp.agency != self.agency()),
            _ => None,
        });
        let step = |one: &Move| {
            matches!(one, Move::Suspend | Move::Review | Move::End)
                || (*one == Move::Resume && (suspended_elsewhere != Some(true) || version.binds_everybody()))
        };
        May {
            edit: newest && drafts && state == State::Draft,
            submit: newest && manages && state == State::Draft,
            remark: reviewed && self.speaks(version),
            send_back: reviewed && (manages || signs.is_some()),
            sign: reviewed && signs.is_some() && signed,
            next: newest && drafts && !is_open(state),
            replay: self.speaks(version),
            steps: if manages { moves.into_iter().filter(step).collect() } else { Vec::new() },
        }
    }
}
