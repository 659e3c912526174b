//! Every page of the product, as the role that uses it, full of invented people: axe-core finds nothing at 1280 and
//! at 320 pixels, nothing scrolls sideways, the browser complains of nothing, and paper is without menus.
//!
//! The table is held against the table of routes: a page without a row fails, and so does a row without a page.

use std::collections::BTreeSet;

use anyhow::{Context, Result, bail, ensure};
use serde_json::json;
use web::paths;

use crate::browser_accounts::ADMINISTRATOR;
use crate::browser_agreements::LEAD;
use crate::browser_casework::CASEWORK;
use crate::browser_court::COURT;
use crate::browser_departures::COORDINATOR;
use crate::browser_handovers::HANDOVERS;
use crate::browser_hubs::HUBS;
use crate::browser_meetings::MEETINGS;
use crate::browser_openings;
use crate::browser_orders::ORDERS;
use crate::browser_provision::PROVISION;
use crate::browser_rights::{LOOKS, RIGHTS};
use crate::browser_scores::SCORES;
use crate::browser_summaries::SUMMARIES;
use crate::browser_tables::{LIAISON, MANAGER, NOBODY, PRACTITIONER, PROVIDER, Page, Step};
use crate::{
    checks,
    demonstration::Demonstration,
    visitor::{Manner, Visitor, browse},
};
use Step::{As, Choose, Credentials, Fill, First, Mark, Open, OpenShown, Present, Press, Set, Tick, Today};

#[tokio::test]
async fn before_signing_in() -> Result<()> {
    every(NOBODY, None).await
}

#[tokio::test]
async fn of_a_practitioner() -> Result<()> {
    every(PRACTITIONER, Some("Probation practitioner")).await
}

#[tokio::test]
async fn of_orders() -> Result<()> {
    every(ORDERS, Some("Probation practitioner")).await
}

#[tokio::test]
async fn of_the_court_list() -> Result<()> {
    every(COURT, Some("Court liaison practitioner")).await
}

#[tokio::test]
async fn of_meetings() -> Result<()> {
    every(MEETINGS, Some("Probation practitioner")).await
}

#[tokio::test]
async fn of_summaries() -> Result<()> {
    every(SUMMARIES, Some("Probation practitioner")).await
}

#[tokio::test]
async fn of_scores() -> Result<()> {
    every(SCORES, Some("Probation practitioner")).await
}

#[tokio::test]
async fn of_casework() -> Result<()> {
    every(CASEWORK, Some("Probation practitioner")).await
}

#[tokio::test]
async fn of_bodies_and_services() -> Result<()> {
    every(PROVISION, Some("Team manager")).await
}

#[tokio::test]
async fn of_hubs() -> Result<()> {
    every(HUBS, Some("Team manager")).await
}

#[tokio::test]
async fn of_rights() -> Result<()> {
    every(RIGHTS, Some("Probation practitioner")).await
}

#[tokio::test]
async fn of_reviews_of_looks() -> Result<()> {
    every(LOOKS, Some("Information governance lead")).await
}

#[tokio::test]
async fn of_a_provider() -> Result<()> {
    every(PROVIDER, Some("Treatment worker")).await
}

#[tokio::test]
async fn of_a_court_liaison_practitioner() -> Result<()> {
    every(LIAISON, Some("Court liaison practitioner")).await
}

#[tokio::test]
async fn of_handovers() -> Result<()> {
    every(HANDOVERS, Some("Court liaison practitioner")).await
}

#[tokio::test]
async fn of_openings_and_restrictions() -> Result<()> {
    every(browser_openings::PAGES, Some("Probation practitioner")).await
}

#[tokio::test]
async fn of_an_administrator() -> Result<()> {
    every(ADMINISTRATOR, Some("Agency administrator")).await
}

#[tokio::test]
async fn of_an_information_governance_lead() -> Result<()> {
    every(LEAD, Some("Information governance lead")).await
}

#[tokio::test]
async fn of_a_manager() -> Result<()> {
    every(MANAGER, Some("Team manager")).await
}

#[tokio::test]
async fn of_a_coordinator() -> Result<()> {
    every(COORDINATOR, Some("Partnership coordinator")).await
}

#[test]
fn every_route_that_shows_a_page_has_a_row() {
    let shown: BTreeSet<&str> = web::routes()
        .iter()
        .filter(|route| route.face == web::Face::Page && route.verb == web::Verb::Get)
        .map(|route| route.path)
        // A letter is there once a manager has approved it, which takes two people: the journeys read it.
        .filter(|path| *path != paths::SUMMARY_LETTER)
        // An emergency takes the second factor in the middle of a session: the journeys read what comes of it.
        .filter(|path| ![paths::EMERGENCY, paths::EMERGENCY_REVIEW].contains(path))
        // A copy of a record is there once a second person has checked it.
        .filter(|path| *path != paths::ACCESS_REQUEST_BUNDLE)
        // The checklist is for the manager of an agency that leaves: the journeys read it.
        .filter(|path| *path != paths::DEPARTURE_CHECKLIST)
        // A look is reviewed where somebody looked at an odd hour or was drawn: the journeys do it.
        .filter(|path| *path != paths::LOOK_REVIEW)
        // A record is disposed of years later, by two people, and a mistake is reported first: the journeys do both.
        .filter(|path| ![paths::RETENTION_RECORD, paths::RETENTION_HOLD].contains(path))
        .filter(|path| ![paths::DISPOSAL, paths::DISPOSAL_CONFIRM].contains(path))
        .filter(|path| ![paths::MISTAKE, paths::MISTAKE_STEP].contains(path))
        // A panel of one agency has spoken with the proposal; one of several is asked in the journeys.
        .filter(|path| *path != paths::LISTING_SAY)
        // A file for a calendar is shown by no browser, and a PDF by a reader of its own.
        .filter(|path| *path != paths::MEETING_CALENDAR && !path.ends_with("pdf"))
        .collect();
    let tables = [
        NOBODY,
        MEETINGS,
        SCORES,
        HUBS,
        CASEWORK,
        PROVISION,
        SUMMARIES,
        RIGHTS,
        LOOKS,
        PRACTITIONER,
        ORDERS,
        PROVIDER,
        LIAISON,
        COURT,
        HANDOVERS,
        browser_openings::PAGES,
        ADMINISTRATOR,
        MANAGER,
        LEAD,
        COORDINATOR,
    ];
    let visited: BTreeSet<&str> = tables
        .iter()
        .flat_map(|table| table.iter())
        .map(|page| page.0)
        .filter(|path| *path != "/{nowhere}")
        .collect();
    assert_eq!(visited, shown);
}

/// Visits the pages as one role and reports everything that is wrong with any of them.
async fn every(pages: &[Page], role: Option<&str>) -> Result<()> {
    // A provider's pages use up its inbox, and so want a larger one.
    let people = if role == Some("Treatment worker") { "3000" } else { "150" };
    let demonstration = Demonstration::of(people)?;
    browse(&demonstration.url, Manner::Mouse, |visitor| {
        let demonstration = &demonstration;
        async move {
            if let Some(role) = role {
                demonstration.sign_in(&visitor, role).await?;
            }
            let mut wrong = Vec::new();
            for page in pages {
                if let Err(error) = holds(&visitor, demonstration, page).await {
                    wrong.push(format!("{} by {:?}: {error:#}", page.0, page.1));
                }
            }
            ensure!(wrong.is_empty(), "{} of {} pages:\n{}", wrong.len(), pages.len(), wrong.join("\n\n"));
            Ok(())
        }
    })
    .await
}

/// Everything that must hold of a page.
async fn holds(
    visitor: &Visitor,
    demonstration: &Demonstration,
    Page(route, way, heading): &Page,
) -> Result<()> {
    checks::wide(visitor, 1280).await?;
    for step in *way {
        checks::begin_anew(visitor).await?;
        walk(visitor, demonstration, step).await?;
    }
    looks_right(visitor, route, heading).await
}

/// Everything that must hold of a page that is shown.
async fn looks_right(visitor: &Visitor, route: &str, heading: &str) -> Result<()> {
    let path = visitor.path().await?;
    ensure!(fits(route, &path), "the way leads to {path}");
    let found = visitor.heading().await?;
    ensure!(found.starts_with(heading), "the heading is `{found}`");
    checks::is_small(visitor).await?;
    checks::finds_nothing(visitor).await?;
    checks::prints_without_menus(visitor).await?;
    checks::fits_320_pixels(visitor).await?;
    checks::finds_nothing(visitor).await?;
    checks::nothing_is_complained_of(visitor).await
}

/// Whether `path` is an address of the route, or where the home page leads.
fn fits(route: &str, path: &str) -> bool {
    let (wanted, found): (Vec<&str>, Vec<&str>) = (route.split('/').collect(), path.split('/').collect());
    let alike = wanted.iter().zip(&found).all(|(wanted, found)| wanted.starts_with('{') || wanted == found);
    route == paths::HOME || (alike && wanted.len() == found.len())
}

async fn walk(visitor: &Visitor, demonstration: &Demonstration, step: &Step) -> Result<()> {
    match step {
        As(role) => {
            visitor.driver().delete_all_cookies().await?;
            demonstration.sign_in(visitor, role).await
        }
        Credentials(role) => demonstration.credentials(visitor, role).await,
        Present(role) => demonstration.present(visitor, role).await,
        Open(path) => visitor.visit(path).await,
        Press(words) => visitor.press_or_follow(words).await,
        Fill(label, words) => visitor.fill(label, words).await,
        Choose(label, option) => visitor.select(label, option).await,
        Tick(label) => visitor.tick(label).await,
        Today => {
            let script =
                "const d = new Date(); return [d.getDate(), d.getMonth() + 1, d.getFullYear()].map(String)";
            let parts: [String; 3] = visitor.look(script, vec![]).await?;
            for (label, part) in ["Day", "Month", "Year"].into_iter().zip(&parts) {
                visitor.fill(label, part).await?;
            }
            Ok(())
        }
        Set(selectors, values) => {
            let script = "const found = arguments[0].split(' ').map((one) => document.querySelector(one)); found.forEach((field, at) => { if (field) field.value = arguments[1][at]; }); return found.filter(Boolean).length";
            let found: usize = visitor.look(script, vec![json!(selectors), json!(values)]).await?;
            ensure!(found == values.len(), "{found} fields `{selectors}` at {}", visitor.path().await?);
            Ok(())
        }
        Mark(selector) => {
            let script = "const found = [...document.querySelectorAll(arguments[0])]; found.forEach((box) => { box.checked = true; }); return found.length";
            let found: u64 = visitor.look(script, vec![json!(selector)]).await?;
            ensure!(found > 0, "no box `{selector}` at {}", visitor.path().await?);
            Ok(())
        }
        First(selector) => {
            let script =
                "const a = document.querySelector(arguments[0]); return a ? a.getAttribute('href') : null";
            let href: Option<String> = visitor.look(script, vec![json!(selector)]).await?;
            let Some(href) = href else {
                bail!(
                    "no link `{selector}` at {}; it says:\n{}",
                    visitor.path().await?,
                    visitor.words().await?
                );
            };
            visitor.visit(&href).await
        }
        OpenShown(selector) => {
            let script = "return document.querySelector(arguments[0])?.innerText ?? ''";
            let shown: String = visitor.look(script, vec![json!(selector)]).await?;
            let path = shown.trim().find("/invitations/").and_then(|at| shown.trim().get(at..));
            visitor.visit(path.with_context(|| format!("`{shown}` is no invitation"))?).await
        }
    }
}
