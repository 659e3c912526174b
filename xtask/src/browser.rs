//! One browser window over the plain protocol of its driver: open a page, type, press, photograph it.
//!
//! Only what the pictures need; the browser tests have a client of their own.

use std::io::Write;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};

use crate::shell;
use crate::webdriver::{Driver, request};

/// An open window with an empty profile; it closes when dropped.
pub struct Browser {
    port: u16,
    session: String,
}

/// The longest that a page may take to give way to the next.
const PATIENCE: Duration = Duration::from_secs(20);

/// The key under which the driver hands out elements.
const ELEMENT: &str = "/value/element-6066-11e4-a52e-4f735466cecf";

/// The visible control with this label, or button or link with these words, or what a selector finds; the whole
/// words win over a part.
const FIND: &str = r"
    const [kind, words] = arguments;
    const plain = text => (text || '').replace(/\s+/g, ' ').trim();
    const named = {
        field: () => [...document.querySelectorAll('label')].map(l => [plain(l.innerText), l.control]),
        button: () => [...document.querySelectorAll('button, input[type=submit], a[href], summary')]
            .map(e => [plain(e.innerText || e.value), e]),
        selector: () => [...document.querySelectorAll(words)].map(e => [words, e]),
    }[kind]().filter(([, e]) => e && e.getClientRects().length > 0);
    const found = named.find(([text]) => text === words) || named.find(([text]) => text.includes(words));
    return found ? found[1] : null;
";

impl Browser {
    /// Opens a window.
    pub fn open(driver: &Driver) -> Result<Self> {
        let options = json!({
            "binary": driver.chromium,
            "args": [
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic",
                "--no-first-run", "--disable-background-networking", "--disable-component-update",
                "--disable-sync", "--hide-scrollbars",
            ],
        });
        let wanted = json!({"capabilities": {"alwaysMatch": {"goog:chromeOptions": options}}});
        let answer = request(driver.port, "POST", "/session", Some(&wanted)).context("no browser session")?;
        let session = answer.pointer("/value/sessionId").and_then(Value::as_str).context("no session id")?;
        Ok(Self { port: driver.port, session: session.to_owned() })
    }

    /// Opens `address`.
    pub fn goto(&self, address: &str) -> Result<()> {
        self.post("url", &json!({"url": address})).map(drop)
    }

    /// Types `words` into the field labelled `label`.
    pub fn fill(&self, label: &str, words: &str) -> Result<()> {
        let field = self.find("field", label)?;
        self.post(&format!("element/{field}/value"), &json!({"text": words})).map(drop)
    }

    /// Ticks the box or radio button labelled `label`.
    pub fn tick(&self, label: &str) -> Result<()> {
        self.click("field", label)
    }

    /// Presses the button or follows the link that says `words`, and waits for the page that it opens.
    pub fn press(&self, words: &str) -> Result<()> {
        self.leave("button", words)
    }

    /// The same for what a selector finds first: a link whose words are invented and not known here.
    pub fn press_first(&self, selector: &str) -> Result<()> {
        self.leave("selector", selector)
    }

    fn leave(&self, kind: &str, words: &str) -> Result<()> {
        self.look("window.left = false")?;
        self.click(kind, words)?;
        let began = Instant::now();
        while began.elapsed() < PATIENCE {
            // A page that has just been opened knows nothing of what was written on the last one.
            if self.look("return window.left === undefined && document.readyState === 'complete'")?
                == json!(true)
            {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        bail!("`{words}` opened no other page")
    }

    /// Writes a picture of the page, `width` pixels wide and as long as it is, within reason.
    pub fn photograph(&self, width: u32, file: &Path) -> Result<()> {
        self.resize(width, 600)?;
        let long = self.look("return document.documentElement.scrollHeight")?;
        let long = long.as_u64().and_then(|long| u32::try_from(long).ok()).unwrap_or(900);
        // A picture of a long list needs no more than its beginning.
        self.resize(width, long.clamp(600, 1800))?;
        // The focus of whatever was pressed last belongs to no picture.
        self.look("document.activeElement.blur(); window.scrollTo(0, 0)")?;
        let answer = request(self.port, "GET", &self.path("screenshot"), None)?;
        let encoded = answer.pointer("/value").and_then(Value::as_str).context("no picture")?;
        decode(encoded, file)
    }

    fn click(&self, kind: &str, words: &str) -> Result<()> {
        let element = self.find(kind, words)?;
        self.post(&format!("element/{element}/click"), &json!({})).map(drop)
    }

    fn look(&self, script: &str) -> Result<Value> {
        let answer = self.post("execute/sync", &json!({"script": script, "args": []}))?;
        Ok(answer.pointer("/value").cloned().unwrap_or_default())
    }

    /// Gives the window another size.
    pub fn resize(&self, width: u32, height: u32) -> Result<()> {
        self.post("window/rect", &json!({"x": 0, "y": 0, "width": width, "height": height})).map(drop)
    }

    fn find(&self, kind: &str, words: &str) -> Result<String> {
        let answer = self.post("execute/sync", &json!({"script": FIND, "args": [kind, words]}))?;
        let Some(id) = answer.pointer(ELEMENT).and_then(Value::as_str) else {
            let says = self.look("return location.pathname + ' says:\\n' + document.body.innerText")?;
            bail!("no {kind} `{words}`; {}", says.as_str().unwrap_or_default());
        };
        Ok(id.to_owned())
    }

    fn post(&self, what: &str, body: &Value) -> Result<Value> {
        request(self.port, "POST", &self.path(what), Some(body))
    }

    fn path(&self, what: &str) -> String {
        format!("/session/{}/{what}", self.session)
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // When the driver has ended, so has its window.
        let _ = request(self.port, "DELETE", &format!("/session/{}", self.session), None);
    }
}

/// Writes what `encoded` (base64) stands for.
fn decode(encoded: &str, file: &Path) -> Result<()> {
    let mut command = shell::command("base64");
    command.arg("--decode").stdin(Stdio::piped()).stdout(std::fs::File::create(file)?);
    let mut child = command.spawn().context("could not start base64")?;
    child.stdin.take().context("base64 takes no input")?.write_all(encoded.as_bytes())?;
    ensure!(child.wait()?.success(), "the picture could not be decoded");
    Ok(())
}
