//! What must hold of every page: axe-core finds nothing, nothing scrolls sideways at 320 pixels, the browser has
//! nothing to complain of, paper is without menus, and the page is small.

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::visitor::{Visitor, setting};

/// Runs all of axe-core's rules on the page and fails with what they found, in words.
pub async fn finds_nothing(visitor: &Visitor) -> Result<()> {
    let path = setting("THROUGHCARE_TEST_AXE")?;
    let axe = std::fs::read_to_string(&path).with_context(|| format!("no axe-core at {path}"))?;
    visitor.driver().execute(axe, Vec::new()).await?;
    let script = "
        const done = arguments[arguments.length - 1];
        axe.run(document, {resultTypes: ['violations']})
            .then(found => done({violations: found.violations, rules: found.passes.length}))
            .catch(error => done({failed: String(error)}));
    ";
    let found = visitor.driver().execute_async(script, Vec::new()).await?;
    let found = found.json();
    ensure!(found["failed"].is_null(), "axe-core did not run: {}", found["failed"]);
    let violations = found["violations"].as_array().context("axe-core gave no list of violations")?;
    // A page on which no rule applies was not looked at.
    ensure!(found["rules"].as_u64().unwrap_or_default() > 0, "axe-core found nothing to check");
    let words: Vec<String> = violations.iter().map(in_words).collect();
    ensure!(words.is_empty(), "axe-core at {}:\n{}", visitor.path().await?, words.join("\n"));
    Ok(())
}

/// One violation: how bad, what, where, and what to do.
fn in_words(violation: &Value) -> String {
    let text = |key: &str| violation[key].as_str().unwrap_or_default().to_owned();
    let places: Vec<String> = violation["nodes"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|node| {
            let html = node["html"].as_str().unwrap_or_default();
            let summary = node["failureSummary"].as_str().unwrap_or_default().replace('\n', " ");
            format!("    {html}\n      {summary}")
        })
        .collect();
    format!("  {} {}: {}\n{}", text("impact"), text("id"), text("help"), places.join("\n"))
}

/// The largest page, in bytes before compression.
const LARGEST: u64 = 60_000;

/// Gives the window the width of a telephone, or of a desk.
pub async fn wide(visitor: &Visitor, pixels: u32) -> Result<()> {
    visitor.driver().set_window_rect(0, 0, pixels, 1000).await?;
    let inner: u32 = visitor.look("return innerWidth", Vec::new()).await?;
    ensure!(inner == pixels, "the window is {inner} pixels wide, not {pixels}");
    Ok(())
}

/// Fails when the page is wider than 320 pixels, and names what sticks out.
pub async fn fits_320_pixels(visitor: &Visitor) -> Result<()> {
    wide(visitor, 320).await?;
    let script = "
        const wide = document.documentElement.scrollWidth;
        const clipped = e => { for (let p = e.parentElement; p; p = p.parentElement) {
            if (getComputedStyle(p).overflowX !== 'visible') return true; } return false; };
        const out = [...document.querySelectorAll('body *')]
            .filter(e => e.getBoundingClientRect().right > innerWidth + 0.5 && !clipped(e))
            .slice(0, 5).map(e => e.outerHTML.slice(0, 120));
        return [wide, out];
    ";
    let (wide, out): (u32, Vec<String>) = visitor.look(script, Vec::new()).await?;
    let path = visitor.path().await?;
    ensure!(wide <= 320, "{path} is {wide} pixels wide at 320; what sticks out:\n{}", out.join("\n"));
    Ok(())
}

/// What the browser complained of on the way here is not this page's fault.
pub async fn begin_anew(visitor: &Visitor) -> Result<()> {
    visitor.driver().browser_log().await.map(drop).context("the browser keeps no log")
}

/// Fails when the browser has complained since it was last asked: a script that failed, a file that is missing,
/// something that the Content-Security-Policy refused.
pub async fn nothing_is_complained_of(visitor: &Visitor) -> Result<()> {
    let here = visitor.driver().current_url().await?;
    let complaints = visitor.driver().browser_log().await.context("the browser keeps no log")?;
    let complaints: Vec<String> = complaints
        .into_iter()
        .map(|entry| format!("{} {}", entry.level, entry.message))
        // A form that is shown again, or a page that is not there, says so by its own status; that is no fault.
        .filter(|said| !(said.contains("Failed to load resource") && said.contains(&format!(" {here} "))))
        .collect();
    ensure!(complaints.is_empty(), "the browser complains at {here}:\n{}", complaints.join("\n"));
    Ok(())
}

/// Fails when a menu, a search box or a button would be printed, or when the heading would not.
pub async fn prints_without_menus(visitor: &Visitor) -> Result<()> {
    visitor.as_printed(true).await?;
    let script = "
        const seen = e => e.getBoundingClientRect().height > 0;
        const menus = 'nav, .tc-search, .tc-account, .govuk-skip-link, button, .govuk-button, footer a';
        const left = [...document.querySelectorAll(menus)].filter(seen).map(e => e.outerHTML.slice(0, 120));
        return [left.slice(0, 5), [...document.querySelectorAll('h1')].filter(seen).length];
    ";
    let (menus, headings): (Vec<String>, u32) = visitor.look(script, Vec::new()).await?;
    visitor.as_printed(false).await?;
    let path = visitor.path().await?;
    ensure!(menus.is_empty(), "{path} would be printed with:\n{}", menus.join("\n"));
    ensure!(headings == 1, "{path} would be printed with {headings} headings");
    Ok(())
}

/// Fails when the page's HTML is larger than 60 kB.
pub async fn is_small(visitor: &Visitor) -> Result<()> {
    let script = "return Math.round(performance.getEntriesByType('navigation')[0].decodedBodySize)";
    let bytes: u64 = visitor.look(script, Vec::new()).await?;
    ensure!(bytes > 0, "the browser does not say how large {} is", visitor.path().await?);
    ensure!(bytes <= LARGEST, "{} has {bytes} bytes of HTML; {LARGEST} are the most", visitor.path().await?);
    Ok(())
}
