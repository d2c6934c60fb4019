//! A Chromium that was started with pipes, as it loads an extension, and presses its button, only
//! for a client that speaks the DevTools protocol through pipes. Chromedriver joins it.

use crate::driver::{Folder, Process};
use crate::engine::Browser;
use crate::error::{Error, Result};
use serde_json::{Value, json};
use std::cell::RefCell;
use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, Write};
use std::process::Command;
use std::sync::mpsc::{Receiver, channel};
use std::thread::{self, sleep};
use std::time::{Duration, Instant};

/// Longest time that Chromium may take to start, or to answer a command.
const PATIENCE: Duration = Duration::from_secs(60);

/// An extension that a browser has loaded.
#[derive(Debug)]
pub(crate) struct Extension {
    /// The browser's name for it.
    pub id: String,
    /// The Chromium that was started for it; none for another browser.
    pub chromium: Option<RefCell<PipedChromium>>,
}

/// A Chromium that obeys commands through pipes, and that chromedriver can join.
#[derive(Debug)]
pub(crate) struct PipedChromium {
    // Dropped first: the folder can be removed when nothing writes into it any more.
    _process: Process,
    commands: File,
    answers: Receiver<Value>,
    asked: u64,
    folder: Folder,
}

impl PipedChromium {
    /// Starts it, with a fresh profile.
    pub fn start(browser: &Browser) -> Result<Self> {
        let folder = Folder::new()?;
        let [commands, answers] = ["commands", "answers"].map(|name| folder.path().join(name));
        let made = Command::new("mkfifo").args([&commands, &answers]).status()?;
        if !made.success() {
            return Err(Error::new("mkfifo failed"));
        }
        // Chromium reads commands from file 3 and writes answers to file 4.
        let mut shell = Command::new("sh");
        shell
            .args(["-c", "exec \"$0\" \"$@\" 3<commands 4>answers"])
            .arg(&browser.program)
            .args(Browser::chromium_flags())
            .args(["--remote-debugging-pipe", "--remote-debugging-port=0"])
            .args(["--enable-unsafe-extension-debugging", "--enable-automation"])
            .arg(format!("--user-data-dir={}", folder.path().join("profile").display()))
            .arg("about:blank")
            .current_dir(folder.path())
            .env("TMPDIR", folder.path());
        let (process, _) = Process::start(&mut shell)?;
        let commands = OpenOptions::new().write(true).open(&commands)?;
        let answers = values(BufReader::new(File::open(&answers)?));
        Ok(Self { _process: process, commands, answers, asked: 0, folder })
    }

    /// Host and port by which chromedriver joins.
    pub fn address(&self) -> Result<String> {
        let file = self.folder.path().join("profile/DevToolsActivePort");
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            let text = std::fs::read_to_string(&file).unwrap_or_default();
            if let Some((port, _)) = text.split_once('\n') {
                return Ok(format!("127.0.0.1:{port}"));
            }
            sleep(Duration::from_millis(30));
        }
        Err(Error::new("Chromium listens on no port"))
    }

    /// Sends a command, to a session where one is named; gives its result.
    pub fn ask(
        &mut self,
        command: &str,
        parameters: &Value,
        session: Option<&str>,
    ) -> Result<Value> {
        self.asked += 1;
        let mut message = json!({ "id": self.asked, "method": command, "params": parameters });
        if let Some(session) = session {
            message["sessionId"] = session.into();
        }
        write!(self.commands, "{message}\0")?;
        let begun = Instant::now();
        loop {
            let left = PATIENCE.saturating_sub(begun.elapsed());
            let mut answer = self
                .answers
                .recv_timeout(left)
                .map_err(|_| Error::new(format!("{command}: Chromium does not answer")))?;
            if answer["id"] != json!(self.asked) {
                continue;
            }
            return match answer["error"]["message"].as_str() {
                Some(why) => Err(Error::new(format!("{command}: {why}"))),
                None => Ok(answer["result"].take()),
            };
        }
    }

    /// Waits until the background of an extension hears presses of its button: those made before
    /// are lost.
    pub fn hears_presses(&mut self, id: &str) -> Result<()> {
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            let heard = self.in_background(id, "chrome.action.onClicked.hasListeners()");
            if heard.is_ok_and(|heard| heard == json!(true)) {
                return Ok(());
            }
            sleep(Duration::from_millis(30));
        }
        Err(Error::new("the extension does not hear its button"))
    }

    /// The value of an expression in the background of an extension.
    pub fn in_background(&mut self, id: &str, expression: &str) -> Result<Value> {
        let found = self.ask("Target.getTargets", &json!({}), None)?;
        let worker = found["targetInfos"]
            .as_array()
            .into_iter()
            .flatten()
            .find(|target| {
                target["type"] == "service_worker"
                    && target["url"].as_str().is_some_and(|url| url.contains(id))
            })
            .ok_or_else(|| Error::new("the extension's background does not run"))?;
        let wanted = json!({ "targetId": worker["targetId"], "flatten": true });
        let joined = self.ask("Target.attachToTarget", &wanted, None)?;
        let session = joined["sessionId"].as_str().unwrap_or_default().to_owned();
        let wanted =
            json!({ "expression": expression, "awaitPromise": true, "returnByValue": true });
        let mut said = self.ask("Runtime.evaluate", &wanted, Some(&session))?;
        self.ask("Target.detachFromTarget", &json!({ "sessionId": session }), None)?;
        Ok(said["result"]["value"].take())
    }
}

/// Reads JSON values, each ended by a zero byte, for as long as there are any.
fn values(input: impl BufRead + Send + 'static) -> Receiver<Value> {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        for part in input.split(0).map_while(std::result::Result::ok) {
            if let Ok(value) = serde_json::from_slice(&part) {
                // The receiver may be gone, but the pipe has to be emptied all the same.
                let _ = sender.send(value);
            }
        }
    });
    receiver
}
