//! A driver's process, with a folder of its own for all that driver and browser write.
//!
//! Takes a browser; gives the port on which its driver listens. When dropped it ends driver and
//! browser and removes the folder, also after a test that failed.

use crate::engine::{Browser, Engine, on_path};
use crate::error::{Error, Result};
use std::io::{BufRead, BufReader, Read};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread::{self, sleep};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Longest time that a driver may take until it listens, on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// Greatest number of starts of a driver: another program may take its port between choice and
/// start.
const TRIES: usize = 5;

/// Longest time for which processes of an ended browser may go on writing into its folder.
const FAREWELL: Duration = Duration::from_secs(5);

/// A driver that listens. Its fields are dropped in their order: the folder when nothing writes
/// into it any more.
#[derive(Debug)]
pub(crate) struct Driver {
    process: Process,
    port: u16,
    _screen: Option<VirtualScreen>,
    _folder: Folder,
}

impl Driver {
    /// Starts the driver of a browser.
    pub fn start(browser: &Browser) -> Result<Self> {
        let folder = Folder::new()?;
        let screen = match browser.engine {
            Engine::WebKit => VirtualScreen::start()?,
            Engine::Chromium | Engine::Firefox => None,
        };
        for _ in 0..TRIES {
            let wished = match browser.engine {
                // This driver can choose a port itself, but does not print it.
                Engine::WebKit => free_port()?,
                Engine::Chromium | Engine::Firefox => 0,
            };
            let mut command = Command::new(&browser.driver);
            command.arg(format!("--port={wished}")).env("TMPDIR", folder.path());
            if browser.engine == Engine::Firefox {
                // Scripts may run in the browser's own window, and profiles lie in our folder.
                command.arg("--allow-system-access").arg("--profile-root").arg(folder.path());
            }
            if let Some(screen) = &screen {
                command.env("DISPLAY", &screen.name).env("GDK_BACKEND", "x11");
            }
            let (process, lines) = Process::start(&mut command)?;
            let port = match browser.engine {
                Engine::Chromium | Engine::Firefox => announced_port(&lines),
                Engine::WebKit => listens(wished).then_some(wished),
            };
            if let Some(port) = port {
                return Ok(Self { process, port, _screen: screen, _folder: folder });
            }
        }
        Err(Error::new(format!("{} does not listen on any port", browser.driver.display())))
    }

    /// The address of its WebDriver commands.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// Its process.
    pub fn process(&self) -> u32 {
        self.process.0.id()
    }
}

/// A process that is the first of a group; the whole group is ended when this is dropped.
#[derive(Debug)]
pub(crate) struct Process(Child);

impl Process {
    /// Starts it; gives the lines that it prints.
    pub fn start(command: &mut Command) -> Result<(Self, Receiver<String>)> {
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(command, 0);
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| {
                let program = Path::new(command.get_program()).display();
                Error::new(format!("{program} could not be started: {error}"))
            })?;
        let lines = lines(child.stdout.take().expect("its output is a pipe"));
        Ok((Self(child), lines))
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // Asks the group to end before killing it, so that Xvfb removes its lock file. `Child` can
        // only kill.
        let asked = Command::new("kill")
            .args(["-TERM", "--", &format!("-{}", self.0.id())])
            .stderr(Stdio::null())
            .status();
        let begun = Instant::now();
        while asked.is_ok() && begun.elapsed() < FAREWELL && matches!(self.0.try_wait(), Ok(None)) {
            sleep(Duration::from_millis(10));
        }
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A screen in memory, for browsers that have no headless mode.
#[derive(Debug)]
struct VirtualScreen {
    _process: Process,
    /// Its name for `DISPLAY`.
    name: String,
}

impl VirtualScreen {
    /// Starts Xvfb; `None` where there is none but a real screen.
    fn start() -> Result<Option<Self>> {
        let Some(program) = on_path("Xvfb") else {
            return match std::env::var_os("DISPLAY") {
                Some(_) => Ok(None),
                None => Err(Error::new("no Xvfb and no screen here: install xvfb")),
            };
        };
        // Xvfb chooses a free number and prints it.
        let mut command = Command::new(program);
        command.args(["-displayfd", "1", "-screen", "0", "1280x1000x24", "-nolisten", "tcp"]);
        let (process, lines) = Process::start(&mut command)?;
        let number = lines.recv_timeout(PATIENCE).map_err(|_| Error::new("Xvfb did not start"))?;
        Ok(Some(Self { _process: process, name: format!(":{}", number.trim()) }))
    }
}

/// A folder below the system's one for temporary files.
#[derive(Debug)]
pub(crate) struct Folder(Option<TempDir>);

impl Folder {
    pub fn new() -> Result<Self> {
        let folder = tempfile::Builder::new().prefix("whosaid-").tempdir()?;
        Ok(Self(Some(folder)))
    }

    pub fn path(&self) -> &Path {
        self.0.as_ref().map_or(Path::new(""), TempDir::path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let Some(folder) = self.0.take() else { return };
        let path = folder.keep();
        let begun = Instant::now();
        // The last processes of a browser may still write while it is removed.
        while std::fs::remove_dir_all(&path).is_err() && begun.elapsed() < FAREWELL {
            sleep(Duration::from_millis(50));
        }
    }
}

/// Reads lines for as long as there are any, so that the process never waits for a reader.
fn lines(output: impl Read + Send + 'static) -> Receiver<String> {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        for line in BufReader::new(output).split(b'\n').map_while(std::result::Result::ok) {
            // The receiver may be gone, but the pipe has to be emptied all the same.
            let _ = sender.send(String::from_utf8_lossy(&line).into_owned());
        }
    });
    receiver
}

/// Waits for the line by which chromedriver or geckodriver says its port; `None` if it ends
/// without.
fn announced_port(lines: &Receiver<String>) -> Option<u16> {
    let begun = Instant::now();
    while let Ok(line) = lines.recv_timeout(PATIENCE.saturating_sub(begun.elapsed())) {
        let port = ["successfully on port ", "Listening on 127.0.0.1:"]
            .iter()
            .find_map(|words| Some(line.split_once(words)?.1.trim().trim_end_matches('.')));
        if let Some(port) = port {
            return port.parse().ok();
        }
    }
    None
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

/// Waits until something listens on a port; false if nothing does in time.
fn listens(port: u16) -> bool {
    let begun = Instant::now();
    while begun.elapsed() < PATIENCE {
        if TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok() {
            return true;
        }
        sleep(Duration::from_millis(20));
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn port_is_read_from_printed_lines() {
        let chromium = "Starting ChromeDriver 156\nOnly local connections are allowed\n\
            ChromeDriver was started successfully on port 41231.\n";
        let firefox = "1780000000000\tgeckodriver\tINFO\tListening on 127.0.0.1:35001\n";
        assert_eq!(announced_port(&lines(chromium.as_bytes())), Some(41231));
        assert_eq!(announced_port(&lines(firefox.as_bytes())), Some(35001));
        assert_eq!(announced_port(&lines("no such line\n".as_bytes())), None);
    }

    #[test]
    fn folder_is_removed_when_dropped() {
        let folder = Folder::new().unwrap();
        let path = folder.path().to_owned();
        std::fs::write(path.join("file"), "text").unwrap();
        drop(folder);
        assert!(!path.exists());
    }
}
