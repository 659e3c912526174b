//! `throughcare agreements`: the agreements of the partnership, what they say together, who can see what under them, and what
//! another would change.

mod explain;
mod matrix;
mod replay;

use crate::printing::{say, tell};
use crate::{
    acting::{act_as, opened},
    command_line::{Agreements, Who},
    commands::Outcome,
    says::refused,
    settings::Settings,
};
use anyhow::Result;
use app::{
    App,
    agreements::{self, Checked},
};
use domain::agreement::{
    Parties,
    review::{MONTHS_OF_THE_STUDY, Severity, making},
    words::Names,
};

/// Lists, checks, lays out, explains or replays agreements.
pub async fn run(settings: &Settings, agreements: Agreements) -> Result<Outcome> {
    opened(settings, async |opened| {
        let app = &opened.app;
        match &agreements {
            Agreements::List { who } => {
                list(&looked_at(app, who).await?);
                Ok(Outcome::Well)
            }
            Agreements::Check { who } => Ok(check(&looked_at(app, who).await?)),
            Agreements::Matrix(asked) => matrix::run(app, asked).await,
            Agreements::Explain(asked) => explain::run(app, asked).await,
            Agreements::Replay(asked) => replay::run(app, asked).await,
        }
    })
    .await
}

async fn looked_at(app: &App, who: &Who) -> Result<Checked> {
    let acting = act_as(app, who).await?;
    agreements::check(app, &acting.signed().viewer).await.map_err(refused)
}

/// One line for each version: state, days, parties, months in the making beside the study's.
fn list(checked: &Checked) {
    let names = Names(&checked.agencies);
    for version in &checked.versions {
        let terms = &version.terms;
        let parties = match &terms.parties {
            Parties::Everyone => "every agency".to_owned(),
            Parties::Listed(parties) => {
                parties.iter().map(|party| names.of(party.agency)).collect::<Vec<_>>().join(", ")
            }
        };
        let making = making(version, checked.today);
        let reviewing = making.reviewing.map_or_else(|| "–".to_owned(), |days| days.to_string());
        say!(
            "{}  version {}  {:<14}  review by {}  {} months (study: {MONTHS_OF_THE_STUDY}), days as a draft {}, under \
             review {reviewing}  {parties}  {}",
            terms.title,
            version.number,
            version.state(checked.today).code(),
            version.review_by(),
            making.months,
            making.drafting,
            version.agreement,
        );
    }
}

/// What was found, worst first. Errors end the command with 1.
fn check(checked: &Checked) -> Outcome {
    for one in &checked.findings {
        let of = one.of.map_or_else(String::new, |(id, number)| format!("  {id} version {number}"));
        say!("{:<7}  {:<20}  {}{of}", one.severity.code(), one.kind.code(), one.words);
    }
    let errors = checked.findings.iter().filter(|one| one.severity == Severity::Error).count();
    let warnings = checked.findings.len() - errors;
    tell!("{} versions looked at: {errors} errors, {warnings} warnings", checked.versions.len());
    if checked.has_errors() { Outcome::Found } else { Outcome::Well }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::agreement::review::{Finding, FindingKind};

    #[test]
    fn an_error_ends_the_check_with_1_and_a_warning_does_not() {
        let found = |severity| Finding {
            severity,
            kind: FindingKind::Gap,
            of: None,
            and: None,
            clause: None,
            words: "The pathway needs risk.".into(),
        };
        let of = |findings| {
            let today = jiff::civil::date(2026, 11, 24);
            check(&Checked { versions: vec![], findings, agencies: vec![], today })
        };
        assert!(matches!(of(vec![found(Severity::Warning)]), Outcome::Well));
        assert!(matches!(of(vec![found(Severity::Warning), found(Severity::Error)]), Outcome::Found));
    }
}
