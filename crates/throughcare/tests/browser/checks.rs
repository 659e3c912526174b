//! What must hold of every page: axe-core finds nothing, and nothing scrolls sideways at 320 pixels.

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

/// Fails when the page is wider than 320 pixels, and names what sticks out.
pub async fn fits_320_pixels(visitor: &Visitor) -> Result<()> {
    visitor.driver().set_window_rect(0, 0, 320, 900).await?;
    let script = "
        const wide = document.documentElement.scrollWidth;
        const clipped = e => { for (let p = e.parentElement; p; p = p.parentElement) {
            if (getComputedStyle(p).overflowX !== 'visible') return true; } return false; };
        const out = [...document.querySelectorAll('body *')]
            .filter(e => e.getBoundingClientRect().right > innerWidth + 0.5 && !clipped(e))
            .slice(0, 5).map(e => e.outerHTML.slice(0, 120));
        return [innerWidth, wide, out];
    ";
    let (inner, wide, out): (u32, u32, Vec<String>) = visitor.look(script, Vec::new()).await?;
    visitor.driver().set_window_rect(0, 0, 1280, 1000).await?;
    ensure!(inner == 320, "the window is {inner} pixels wide, not 320");
    let path = visitor.path().await?;
    ensure!(wide <= 320, "{path} is {wide} pixels wide at 320; what sticks out:\n{}", out.join("\n"));
    Ok(())
}
