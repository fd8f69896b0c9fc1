//! A browser without a window, told what to do by its own protocol (Chrome DevTools Protocol): commands go to its
//! descriptor 3 and answers come from its descriptor 4, each as JSON with a zero byte behind it.

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, anyhow, bail, ensure};
use netlesson_checks::program::is_installed;
use serde_json::{Value, json};

/// The names that it goes by.
pub const NAMES: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];

/// No page takes longer, on a busy machine either.
pub const LIMIT: Duration = Duration::from_secs(60);

/// Hands stdin and stdout on as the descriptors 3 and 4. What it says goes to stderr.
const SHELL: &str = "exec \"$@\" 3<&0 4>&1 </dev/null >&2";

/// Where what it says is kept, in the folder for all it keeps.
const SAID: &str = "said.txt";

/// A promise of whether `IS_SO` becomes true: looked at whenever something on the page has changed, or has got the
/// keyboard.
const BECOMES_TRUE: &str = "new Promise((resolve) => {
  const isSo = () => Boolean(IS_SO);
  const end = (answer) => {
    observer.disconnect();
    removeEventListener('focusin', look);
    clearTimeout(limit);
    resolve(answer);
  };
  const look = () => isSo() && end(true);
  const observer = new MutationObserver(look);
  const limit = setTimeout(() => end(false), LIMIT);
  observer.observe(document, { attributes: true, characterData: true, childList: true, subtree: true });
  addEventListener('focusin', look);
  look();
})";

const FLAGS: [&str; 11] = [
    "--headless",
    "--remote-debugging-pipe",
    // Without it, root cannot start one. It sees pages of this book alone.
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-proxy-server",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
];

/// The browser that is installed here.
pub fn installed() -> Option<&'static str> {
    NAMES.into_iter().find(|name| is_installed(name))
}

/// A browser with one page.
pub struct Browser {
    name: String,
    child: Child,
    /// What it says that is no answer.
    said: PathBuf,
    commands: ChildStdin,
    answers: Receiver<Value>,
    last: u64,
    session: Option<String>,
    /// How often a page was loaded.
    loads: u64,
    /// What happened since it was asked last.
    events: Vec<Value>,
}

impl Browser {
    /// Starts it, with a folder for what it keeps.
    pub fn start(name: &str, folder: &Path) -> Result<Self> {
        let said = folder.join(SAID);
        let mut child = Command::new("sh")
            .args(["-c", SHELL, "sh", name])
            .args(FLAGS)
            .arg(format!("--user-data-dir={}", folder.display()))
            // It leaves behind what it keeps for a while when it is ended from outside.
            .env("TMPDIR", folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(File::create(&said)?)
            .spawn()
            .with_context(|| format!("cannot start {name}"))?;
        let commands = child.stdin.take().context("no stdin")?;
        let stdout = BufReader::new(child.stdout.take().context("no stdout")?);
        let (sender, answers) = channel();
        thread::spawn(move || {
            for message in stdout.split(0).map_while(Result::ok) {
                let message = serde_json::from_slice(&message);
                if message.is_ok_and(|message: Value| sender.send(message).is_err()) {
                    break;
                }
            }
        });
        let mut browser = Self {
            name: name.into(),
            child,
            said,
            commands,
            answers,
            last: 0,
            session: None,
            loads: 0,
            events: Vec::new(),
        };
        let page = browser.call("Target.createTarget", json!({"url": "about:blank"}))?;
        let page = json!({"targetId": page["targetId"], "flatten": true});
        let session = browser.call("Target.attachToTarget", page)?;
        browser.session = session["sessionId"].as_str().map(String::from);
        for domain in ["Page", "Runtime", "Log", "Network", "Accessibility"] {
            browser.call(&format!("{domain}.enable"), json!({}))?;
        }
        Ok(browser)
    }

    /// Sends a command, and returns its answer.
    pub fn call(&mut self, method: &str, parameters: Value) -> Result<Value> {
        self.last += 1;
        let mut command = json!({"id": self.last, "method": method, "params": parameters});
        if let Some(session) = &self.session {
            command["sessionId"] = json!(session);
        }
        // One that has ended is told by the answer that does not come.
        let _ended = self.commands.write_all(format!("{command}\0").as_bytes());
        let deadline = Instant::now() + LIMIT;
        loop {
            let message = self.next(deadline).with_context(|| method.to_string())?;
            if message["id"] == self.last {
                ensure!(message["error"].is_null(), "{method}: {}", message["error"]);
                return Ok(message["result"].clone());
            }
            self.note(message);
        }
    }

    /// The next message: an answer, or something that has happened.
    fn next(&self, deadline: Instant) -> Result<Value> {
        let left = deadline.saturating_duration_since(Instant::now());
        let what = match self.answers.recv_timeout(left) {
            Ok(message) => return Ok(message),
            Err(RecvTimeoutError::Timeout) => format!("says nothing for {} s", LIMIT.as_secs()),
            Err(RecvTimeoutError::Disconnected) => "has ended".into(),
        };
        // A folder that is gone holds nothing that it has said.
        let said = fs::read(&self.said).unwrap_or_default();
        let said = String::from_utf8_lossy(&said);
        Err(anyhow!("{} {what}. It has said:\n{said}", self.name))
    }

    fn note(&mut self, event: Value) {
        self.loads += u64::from(event["method"] == "Page.loadEventFired");
        self.events.push(event);
    }

    /// Goes to a page, and waits until it is loaded.
    pub fn go_to(&mut self, url: &str) -> Result<()> {
        let is_there = self.loads_by(
            |browser| {
                let gone = browser.call("Page.navigate", json!({"url": url}))?;
                ensure!(gone["errorText"].is_null(), "{url}: {}", gone["errorText"]);
                Ok(())
            },
            "true",
        );
        ensure!(is_there.with_context(|| url.to_string())?, "{url}: no page");
        Ok(())
    }

    /// Does something that leads to another page, be it by way of others, and waits until one is loaded on which the
    /// expression is true; whether that came.
    pub fn loads_by(
        &mut self,
        act: impl FnOnce(&mut Self) -> Result<()>,
        is_so: &str,
    ) -> Result<bool> {
        while let Ok(event) = self.answers.try_recv() {
            self.note(event);
        }
        let mut seen = self.loads;
        act(self)?;
        let deadline = Instant::now() + LIMIT;
        loop {
            while self.loads == seen {
                let left = deadline.saturating_duration_since(Instant::now());
                match self.answers.recv_timeout(left) {
                    Ok(event) => self.note(event),
                    Err(RecvTimeoutError::Timeout) => return Ok(false),
                    Err(RecvTimeoutError::Disconnected) => {
                        return self.next(deadline).map(|_| false);
                    }
                }
            }
            seen = self.loads;
            // One that leads on may be gone before it is asked.
            if self.evaluate(is_so).is_ok_and(|is| is == true) {
                return Ok(true);
            }
        }
    }

    /// What an expression of JavaScript is on the page. A promise is waited for.
    pub fn evaluate(&mut self, expression: &str) -> Result<Value> {
        let parameters = json!({
            "expression": expression,
            "awaitPromise": true,
            "returnByValue": true,
            "userGesture": true,
        });
        let result = self.call("Runtime.evaluate", parameters)?;
        if let Some(thrown) = result.get("exceptionDetails") {
            bail!("{thrown}");
        }
        Ok(result["result"]["value"].clone())
    }

    /// Waits until an expression is true on the page; whether it became so.
    pub fn becomes_true(&mut self, expression: &str) -> Result<bool> {
        // Before the command itself has waited too long.
        let limit = (LIMIT / 2).as_millis().to_string();
        let promise = BECOMES_TRUE
            .replace("IS_SO", expression)
            .replace("LIMIT", &limit);
        Ok(self.evaluate(&promise)? == true)
    }

    /// How wide and how high its window is, and whether its user likes it dark.
    pub fn look(&mut self, width: u32, height: u32, is_dark: bool) -> Result<()> {
        let size =
            json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        self.call("Emulation.setDeviceMetricsOverride", size)?;
        let scheme = if is_dark { "dark" } else { "light" };
        let feature = json!({"name": "prefers-color-scheme", "value": scheme});
        self.call("Emulation.setEmulatedMedia", json!({"features": [feature]}))?;
        Ok(())
    }

    /// Presses a key that stands for itself.
    pub fn press(&mut self, key: &str) -> Result<()> {
        let (code, text) = match key {
            "Enter" => (13, "\r"),
            "Tab" => (9, ""),
            key => (u32::from(key.to_uppercase().as_bytes()[0]), key),
        };
        for kind in ["keyDown", "keyUp"] {
            let mut event = json!({"type": kind, "key": key, "windowsVirtualKeyCode": code});
            if kind == "keyDown" && !text.is_empty() {
                event["text"] = json!(text);
            }
            self.call("Input.dispatchKeyEvent", event)?;
        }
        Ok(())
    }

    /// Goes to an element, named by an expression of JavaScript, as the keyboard does, and presses Enter.
    pub fn enter(&mut self, element: &str) -> Result<()> {
        self.evaluate(&format!("{element}.focus()"))?;
        self.press("Enter")
    }

    /// Types a text, of any language: as an input method does, which ends with the release of a key.
    pub fn types(&mut self, text: &str) -> Result<()> {
        self.call("Input.insertText", json!({"text": text}))?;
        let released = json!({"type": "keyUp", "key": "Unidentified"});
        self.call("Input.dispatchKeyEvent", released).map(drop)
    }

    /// What happened since this was asked last.
    pub fn events(&mut self) -> Vec<Value> {
        while let Ok(event) = self.answers.try_recv() {
            self.note(event);
        }
        std::mem::take(&mut self.events)
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // It ends when it cannot hear us any more; that it does not is no reason to leave it behind.
        let _gone = self.call("Browser.close", json!({}));
        let _gone = self.child.kill();
        let _gone = self.child.wait();
    }
}
