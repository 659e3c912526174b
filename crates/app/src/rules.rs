//! Rules that are kept as dated rows, as they may be read: the fixed words of summaries with the words that none has, when a
//! conviction is spent, what keeps a look back from receipts, and by which signs looks are found unusual.
//!
//! They say nothing about anybody. Here they are read only.

use crate::{App, refusal::Refusal};
use domain::{
    disclosure_summary::{ListedWord, RecipientKind, Template},
    look_review::SignRule,
    receipt::Rule,
    rehabilitation::Law,
    section::Purpose,
};
use gate::{Action, Viewer};

/// What a summary is made by.
#[derive(Debug, Clone)]
pub struct SummaryRules {
    /// The fixed words in use today, for each kind of body that has some.
    pub templates: Vec<Template>,
    /// Words that no summary has.
    pub words: Vec<ListedWord>,
    /// When a conviction is spent.
    pub law: Law,
}

/// What summaries are made by: for whoever writes them.
pub async fn of_summaries(app: &App, viewer: &Viewer) -> Result<SummaryRules, Refusal> {
    let mut cx = app.read(viewer, Purpose::Administration, "read the rules of summaries").await?;
    cx.permit_role(Action::WriteSummary)?;
    let today = cx.today();
    let mut templates = Vec::new();
    for kind in RecipientKind::ALL {
        templates.extend(cx.tx.summary_template(*kind, today).await?);
    }
    let words = cx.tx.summary_words().await?;
    let law = cx.tx.rehabilitation_law().await?;
    cx.answer(SummaryRules { templates, words, law }).await
}

/// What keeps looks back from receipts, of every day: for whoever gives one to a person.
pub async fn of_receipts(app: &App, viewer: &Viewer) -> Result<Vec<Rule>, Refusal> {
    let mut cx = app.read(viewer, Purpose::Administration, "read the rules of receipts").await?;
    cx.permit_role(Action::SeeWhoLooked)?;
    let rules = cx.tx.receipt_rules().await?;
    cx.answer(rules).await
}

/// By which signs looks are found unusual, of every day: for whoever reviews them.
pub async fn of_signs(app: &App, viewer: &Viewer) -> Result<Vec<SignRule>, Refusal> {
    let mut cx = app.read(viewer, Purpose::Administration, "read the rules of unusual looks").await?;
    cx.permit_role(Action::ReviewLooks)?;
    let rules = cx.tx.sign_rules().await?;
    cx.answer(rules).await
}
