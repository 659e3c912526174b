//! A person at a browser: looks for things by the words on them, and acts by mouse or by keyboard alone.
//!
//! Holds no address of an element, only labels, link texts and button texts: a journey that passes here could
//! be told on the telephone. It deliberately has no way to run a script that acts.

use std::future::Future;

use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};
use thirtyfour::{LoggingPrefsLogLevel, prelude::*};

/// How the person uses the browser.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Manner {
    /// A mouse, scripts on.
    Mouse,
    /// A mouse, the page's scripts switched off.
    NoScripts,
    /// Never touches the mouse.
    Keyboard,
}

/// One person in one browser session, which has a profile of its own.
#[derive(Clone)]
pub struct Visitor {
    driver: WebDriver,
    base: String,
    manner: Manner,
}

/// Finds what a person would find by its words: `field`, `button` or `link`. The whole words win over a part,
/// and of several alike the first that is visible.
const FIND: &str = r"
    const [kind, words] = arguments;
    const plain = text => (text || '').replace(/\s+/g, ' ').trim();
    const named = {
        field: () => [...document.querySelectorAll('label')].map(l => [plain(l.innerText), l.control]),
        button: () => [...document.querySelectorAll('button, input[type=submit], a[role=button], summary')]
            .map(b => [plain(b.innerText || b.value), b]),
        link: () => [...document.querySelectorAll('a[href]')].map(a => [plain(a.innerText), a]),
        'button or link': () => [...document.querySelectorAll('button, input[type=submit], summary, a[href]')]
            .map(e => [plain(e.innerText || e.value), e]),
    }[kind]().filter(([, element]) => element && element.getClientRects().length > 0);
    const found = named.find(([text]) => text === words) || named.find(([text]) => text.includes(words));
    return found ? found[1] : null;
";

/// Every visible field with a label of just these words.
const FIND_EACH: &str = r"
    const plain = text => (text || '').replace(/\s+/g, ' ').trim();
    return [...document.querySelectorAll('label')].filter(l => plain(l.innerText) === arguments[0])
        .map(l => l.control).filter(control => control && control.getClientRects().length > 0);
";

/// What the keyboard's focus is on, as a screen reader would begin to say it.
const FOCUSED: &str = r"
    const e = document.activeElement;
    const label = e.labels && e.labels.length ? e.labels[0].innerText : '';
    return e.tagName.toLowerCase() + ' ' + (label || e.getAttribute('aria-label') || e.innerText || e.name || '')
        .replace(/\s+/g, ' ').trim().slice(0, 60);
";

/// Whether the focus is on the given element, or on another radio button of its group.
const REACHED: &str = r"
    const [wanted, e] = [arguments[0], document.activeElement];
    if (e === wanted) return 'it';
    const radio = x => x.tagName === 'INPUT' && x.type === 'radio';
    return radio(e) && radio(wanted) && e.name === wanted.name && e.form === wanted.form ? 'its group' : 'not';
";

/// Whether pressing the element opens another page.
const LEAVES: &str = r"
    const e = arguments[0];
    return e.tagName === 'A' ? !e.getAttribute('href').startsWith('#') : e.type === 'submit' && e.form !== null;
";

/// The longest that a page may take to give way to the next.
const PATIENCE: Duration = Duration::from_secs(30);

/// Opens a session for `act` and ends it afterwards, also when `act` fails or panics.
pub async fn browse<T, Doing>(base: &str, manner: Manner, act: impl FnOnce(Visitor) -> Doing) -> Result<T>
where
    Doing: Future<Output = Result<T>>,
{
    let driver = session(manner).await?;
    let base = base.trim_end_matches('/').to_owned();
    let outcome = driver.run_and_quit(|driver| act(Visitor { driver, base, manner })).await;
    outcome.map_err(|error| match error {
        thirtyfour::WebDriverRunError::Body(error) => error,
        other => anyhow::anyhow!("{other:#}"),
    })
}

async fn session(manner: Manner) -> Result<WebDriver> {
    let mut wanted = DesiredCapabilities::chrome();
    wanted.set_binary(&setting("THROUGHCARE_TEST_CHROMIUM")?)?;
    // The driver gives each session an empty profile folder of its own and removes it.
    for flag in [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--window-size=1280,1000",
    ] {
        wanted.add_arg(flag)?;
    }
    wanted.set_logging_prefs("browser".to_owned(), LoggingPrefsLogLevel::All)?;
    if manner == Manner::NoScripts {
        let off = json!({"profile.managed_default_content_settings.javascript": 2});
        wanted.add_experimental_option("prefs", off)?;
    }
    let address = setting("THROUGHCARE_TEST_WEBDRIVER")?;
    WebDriver::new(&address, wanted)
        .await
        .with_context(|| format!("chromedriver at {address} gave no session"))
}

/// What `cargo xtask test` tells the tests.
pub fn setting(name: &str) -> Result<String> {
    std::env::var(name).with_context(|| format!("{name} is not set: run these by `cargo xtask test`"))
}

impl Visitor {
    /// Types an address.
    pub async fn visit(&self, path: &str) -> Result<()> {
        let address = if path.starts_with('/') { format!("{}{path}", self.base) } else { path.to_owned() };
        self.driver.goto(&address).await.with_context(|| format!("could not open {address}"))
    }

    /// Types `words` into the field labelled `label`, in place of what is there.
    pub async fn fill(&self, label: &str, words: &str) -> Result<()> {
        let field = self.find("field", label).await?;
        if self.manner == Manner::Keyboard {
            self.tab_to(&field, label).await?;
            let keys = self.driver.action_chain().key_down(Key::Control).send_keys("a").key_up(Key::Control);
            keys.send_keys(words).perform().await?;
        } else {
            field.clear().await?;
            field.send_keys(words).await?;
        }
        Ok(())
    }

    /// Ticks the box or radio button labelled `label`.
    pub async fn tick(&self, label: &str) -> Result<()> {
        let field = self.find("field", label).await?;
        if self.manner == Manner::Keyboard {
            self.tab_to(&field, label).await?;
            if !field.is_selected().await? {
                self.press_key(" ").await?;
            }
        } else if !field.is_selected().await? {
            field.click().await?;
        }
        ensure!(field.is_selected().await?, "`{label}` is not ticked after ticking it");
        Ok(())
    }

    /// Ticks each visible box or radio button labelled `label`: the same answer to every question that has it.
    pub async fn tick_each(&self, label: &str) -> Result<()> {
        for field in self.driver.execute(FIND_EACH, vec![json!(label)]).await?.elements()? {
            if !field.is_selected().await? {
                field.click().await?;
            }
        }
        Ok(())
    }

    /// Chooses `option` in the list labelled `label`.
    pub async fn select(&self, label: &str, option: &str) -> Result<()> {
        let list = self.find("field", label).await?;
        if self.manner == Manner::Keyboard {
            self.tab_to(&list, label).await?;
        }
        // Typing the words chooses the option in every browser, closed or open.
        list.send_keys(option).await?;
        let script = "const s = arguments[0]; return s.options[s.selectedIndex].text.trim();";
        let chosen: String = self.look(script, vec![list.to_json()?]).await?;
        ensure!(chosen == option, "`{label}` shows `{chosen}` after choosing `{option}`");
        Ok(())
    }

    /// Presses the button that says `words`.
    pub async fn press(&self, words: &str) -> Result<()> {
        self.activate("button", words).await
    }

    /// Follows the link that says `words`.
    pub async fn follow(&self, words: &str) -> Result<()> {
        self.activate("link", words).await
    }

    /// Presses the button that says `words`, or follows the link that does.
    pub async fn press_or_follow(&self, words: &str) -> Result<()> {
        self.activate("button or link", words).await
    }

    async fn activate(&self, kind: &str, words: &str) -> Result<()> {
        let element = self.find(kind, words).await?;
        let leaves: bool = self.look(LEAVES, vec![element.to_json()?]).await?;
        let page = self.driver.find(By::Css("html")).await?;
        if self.manner == Manner::Keyboard {
            self.tab_to(&element, words).await?;
            self.press_key(Key::Enter).await?;
        } else {
            element.click().await?;
        }
        if leaves {
            // A key is pressed before the browser has begun to leave; what comes next must not see the old page.
            let gone = page.wait_until().wait(PATIENCE, Duration::from_millis(10)).stale();
            gone.await.with_context(|| format!("`{words}` opened no other page"))?;
        }
        Ok(())
    }

    /// The path that the browser is at now.
    pub async fn path(&self) -> Result<String> {
        Ok(self.driver.current_url().await?.path().to_owned())
    }

    /// The page's one heading.
    pub async fn heading(&self) -> Result<String> {
        Ok(self.driver.find(By::Css("h1")).await.context("the page has no heading")?.text().await?)
    }

    /// All words in the main part of the page.
    pub async fn words(&self) -> Result<String> {
        Ok(self.driver.find(By::Css("main, body")).await?.text().await?)
    }

    /// Fails unless the page says `words`.
    pub async fn sees(&self, words: &str) -> Result<()> {
        let all = self.words().await?;
        ensure!(all.contains(words), "{} does not say `{words}`; it says:\n{all}", self.path().await?);
        Ok(())
    }

    /// Asks the page something. Nothing here may change the page.
    pub async fn look<T: serde::de::DeserializeOwned>(&self, script: &str, about: Vec<Value>) -> Result<T> {
        Ok(self.driver.execute(script, about).await?.convert()?)
    }

    /// Shows the page as it would be printed, or as it is on the screen again. The window stays as it is.
    pub async fn as_printed(&self, printed: bool) -> Result<()> {
        let command = json!({
            "cmd": "Emulation.setEmulatedMedia",
            "params": {"media": if printed { "print" } else { "" }},
        });
        let (driver, session) = (setting("THROUGHCARE_TEST_WEBDRIVER")?, self.driver.handle().session_id());
        let address = format!("{driver}/session/{session}/goog/cdp/execute");
        let answer = reqwest::Client::new().post(address).json(&command).send().await?;
        ensure!(answer.status().is_success(), "the browser shows no printed page: {}", answer.text().await?);
        Ok(())
    }

    /// The session underneath, for the checks.
    pub fn driver(&self) -> &WebDriver {
        &self.driver
    }

    async fn find(&self, kind: &str, words: &str) -> Result<WebElement> {
        let found = self.driver.execute(FIND, vec![json!(kind), json!(words)]).await?;
        if found.json().is_null() {
            bail!("no {kind} `{words}` at {}; it says:\n{}", self.path().await?, self.words().await?);
        }
        Ok(found.element()?)
    }

    async fn press_key(&self, key: impl Into<TypingData>) -> Result<()> {
        Ok(self.driver.action_chain().send_keys(key).perform().await?)
    }

    /// Presses Tab until the focus is on `wanted`; within a group of radio buttons, the arrow.
    async fn tab_to(&self, wanted: &WebElement, words: &str) -> Result<()> {
        let mut stops = Vec::new();
        for _ in 0..200 {
            match self.look::<String>(REACHED, vec![wanted.to_json()?]).await?.as_str() {
                "it" => return Ok(()),
                "its group" => self.press_key(Key::Down).await?,
                _ => self.press_key(Key::Tab).await?,
            }
            stops.push(self.look::<String>(FOCUSED, Vec::new()).await?);
        }
        stops.truncate(40);
        bail!(
            "the keyboard does not reach `{words}` at {}; it stops at:\n{}",
            self.path().await?,
            stops.join("\n")
        )
    }
}
