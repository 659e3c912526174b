//! `cargo xtask shots`: the pictures of `docs/shots/`, taken from a fresh demonstration, so that they never show
//! anything but invented people, and never a page that no longer exists.

use std::path::Path;

use anyhow::{Context, Result};

use crate::bench::town::Town;
use crate::browser::Browser;
use crate::{demo, prerequisites, shell, webdriver};

/// What is done on the way to the pictures of one role.
enum Step {
    /// Opens an address.
    Open(&'static str),
    /// Presses the button or link that says this.
    Press(&'static str),
    /// Follows the first link that this selector finds.
    First(&'static str),
    /// Fills in a field.
    Fill(&'static str, &'static str),
    /// Ticks a box.
    Tick(&'static str),
    /// Takes pictures under this name.
    Shot(&'static str),
}
use Step::{Fill, First, Open, Press, Shot, Tick};

/// Somebody with an order in force, a referral and a timeline: the first for whom an answer is awaited.
const A_PERSON: &str = "#waiting a[href^='/people/']";

/// The pictures of somebody who makes a referral.
const PRACTITIONER: &[Step] = &[
    Open("/my-work"),
    Shot("my-work"),
    Open("/people?q=a"),
    Shot("people-search"),
    Open("/people/new"),
    Shot("new-person"),
    Open("/caseload"),
    Shot("caseload"),
    Open("/my-work"),
    First(A_PERSON),
    Shot("person"),
    Press("Order"),
    Shot("order"),
    Press("Referrals"),
    Shot("person-referrals"),
    Press("Timeline"),
    Shot("timeline"),
    Press("Sharing"),
    Shot("sharing"),
    Press("Overview"),
    Press("Make a referral"),
    Shot("refer-service"),
    Tick("Extended brief intervention"),
    Press("Continue"),
    Fill(
        "What do you ask?",
        "Please assess for structured treatment under the requirement. Drinks daily since the spring, has agreed \
         to begin, and asks for mornings because of a part-time job.",
    ),
    Tick("No risk is known"),
    Tick("No such need is known"),
    Shot("refer-details"),
    Press("Continue"),
    Shot("refer-check"),
];

/// The pictures of somebody who answers one.
const PROVIDER: &[Step] = &[
    Open("/inbox"),
    Shot("inbox"),
    First("main table a[href^='/referrals/']"),
    Shot("referral"),
    Press("Decline"),
    Shot("decline"),
];

/// The pictures of somebody who works the court's list.
const LIAISON: &[Step] = &[
    Open("/court"),
    Shot("court-list"),
    First("main a[href^='/court/entries/']"),
    Shot("court-entry"),
    Open("/my-work"),
    Shot("liaison-my-work"),
];

/// The pictures of somebody who leads a team.
const MANAGER: &[Step] = &[
    Open("/team"),
    Shot("team"),
    Open("/late-starts"),
    Shot("late-starts"),
    Open("/my-work"),
    Shot("manager-my-work"),
];

/// The pictures of somebody who looks after agreements.
const GOVERNANCE: &[Step] = &[
    Open("/agreements"),
    Shot("agreements"),
    First("main table a[href^='/agreements/']"),
    Shot("agreement"),
    Open("/agreements/findings"),
    Shot("agreement-findings"),
];

/// The pictures of somebody who administers accounts.
const ADMINISTRATOR: &[Step] = &[
    Open("/accounts"),
    Shot("accounts"),
    Open("/accounts/invite"),
    Shot("invite"),
    Open("/my-account"),
    Shot("my-account"),
];

/// The role as the demonstration names it, and its pictures.
const ROLES: [(&str, &[Step]); 6] = [
    ("Probation practitioner", PRACTITIONER),
    ("Treatment worker", PROVIDER),
    ("Court liaison practitioner", LIAISON),
    ("Team manager", MANAGER),
    ("Information governance lead", GOVERNANCE),
    ("Agency administrator", ADMINISTRATOR),
];

/// Wide enough for a desk, narrow enough for a telephone.
const WIDTHS: [u32; 2] = [1280, 320];

/// Takes all pictures.
pub fn run() -> Result<()> {
    prerequisites::servers()?;
    let town = demo::start(300)?;
    let url = demo::url(&town)?;
    let driver = webdriver::start()?;
    let folder = shell::root()?.join("docs/shots");
    std::fs::create_dir_all(&folder)?;
    {
        let browser = Browser::open(&driver)?;
        walk(&browser, &url, &[Open("/sign-in"), Shot("sign-in")], &folder)?;
    }
    for (role, steps) in ROLES {
        let browser = Browser::open(&driver)?;
        sign_in(&browser, &town, &url, role).with_context(|| format!("could not sign in as {role}"))?;
        walk(&browser, &url, steps, &folder).with_context(|| format!("as {role}"))?;
    }
    Ok(())
}

fn walk(browser: &Browser, url: &str, steps: &[Step], folder: &Path) -> Result<()> {
    for step in steps {
        match step {
            Open(path) => browser.goto(&format!("{url}{path}"))?,
            Press(words) => browser.press(words)?,
            First(selector) => browser.press_first(selector)?,
            Fill(label, words) => browser.fill(label, words)?,
            Tick(label) => browser.tick(label)?,
            Shot(name) => {
                for width in WIDTHS {
                    browser.photograph(width, &folder.join(format!("{name}-{width}.png")))?;
                    println!("docs/shots/{name}-{width}.png");
                }
                browser.resize(1280, 1000)?;
            }
        }
    }
    Ok(())
}

fn sign_in(browser: &Browser, town: &Town, url: &str, role: &str) -> Result<()> {
    let account = town.account(role)?;
    browser.goto(&format!("{url}/sign-in"))?;
    browser.fill("Email address", &account.email)?;
    browser.fill("Password", &account.password)?;
    browser.press("Continue")?;
    browser.fill("Code", &town.code(&account.email)?)?;
    browser.press("Sign in")
}
