//! One session of a browser by the W3C WebDriver protocol: JSON over HTTP to a chromedriver of its
//! own.
//!
//! Takes commands, gives their values; ends browser and driver when dropped.

use crate::Chromium;
use crate::chromium::FLAGS;
use crate::error::{Error, Result};
use serde_json::{Value, json};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// The longest that one command may take.
const PATIENCE: Duration = Duration::from_secs(120);

/// A browser at work.
#[derive(Debug)]
pub(crate) struct Session {
    process: Child,
    port: u16,
    /// "/session/ID", once there is one.
    path: String,
}

impl Session {
    /// Starts a driver and by it a browser with a fresh profile.
    ///
    /// Where `trace` names categories, its performance log has the browser's trace of these, in
    /// place of what it loads.
    pub fn start(chromium: &Chromium, trace: Option<&str>) -> Result<Self> {
        let (process, port) = start_driver(chromium)?;
        let mut session = Self { process, port, path: String::new() };
        let mut options = json!({ "args": FLAGS, "binary": chromium.browser, "excludeSwitches": ["disable-popup-blocking"] });
        if let Some(categories) = trace {
            options["perfLoggingPrefs"] = json!({ "enableNetwork": false, "enablePage": false, "traceCategories": categories });
        }
        let wanted = json!({ "capabilities": { "alwaysMatch": {
            "browserName": "chrome",
            // Pop-ups are blocked as for any reader: chromedriver would let them all through.
            "goog:chromeOptions": options,
            "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
            "timeouts": { "script": 60_000, "pageLoad": 60_000 },
        } } });
        let made = session.request("POST", "/session", Some(&wanted))?;
        let id =
            made["sessionId"].as_str().ok_or_else(|| Error::new("the driver opened no session"))?;
        session.path = format!("/session/{id}");
        Ok(session)
    }

    /// A command with a body.
    pub fn post(&self, command: &str, body: &Value) -> Result<Value> {
        self.request("POST", &format!("{}/{command}", self.path), Some(body))
    }

    /// Ends something; gives what is left.
    pub fn delete(&self, command: &str) -> Result<Value> {
        self.request("DELETE", &format!("{}/{command}", self.path), None)
    }

    /// A question.
    pub fn get(&self, command: &str) -> Result<Value> {
        self.request("GET", &format!("{}/{command}", self.path), None)
    }

    /// The driver's process.
    pub fn process(&self) -> u32 {
        self.process.id()
    }

    fn request(&self, method: &str, path: &str, body: Option<&Value>) -> Result<Value> {
        let (status, answer) = self.exchange(method, path, body).map_err(|error| {
            Error::new(format!("the driver did not answer {method} {path}: {error}"))
        })?;
        let mut answer: Value = serde_json::from_slice(&answer).map_err(|error| {
            Error::new(format!("the driver's answer to {path} is not JSON: {error}"))
        })?;
        let value = answer["value"].take();
        if status == 200 {
            return Ok(value);
        }
        let message = value["message"]
            .as_str()
            .unwrap_or("no message")
            .split("\n  (Session info")
            .next()
            .unwrap_or_default();
        Err(Error::new(format!("{}: {message}", value["error"].as_str().unwrap_or("error"))))
    }

    fn exchange(
        &self,
        method: &str,
        path: &str,
        body: Option<&Value>,
    ) -> io::Result<(u16, Vec<u8>)> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port))?;
        stream.set_read_timeout(Some(PATIENCE))?;
        let body = body.map(Value::to_string).unwrap_or_default();
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: localhost:{}\r\nContent-Type: application/json; charset=utf-8\r\n",
            self.port
        );
        stream.write_all(
            format!("{head}Content-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len())
                .as_bytes(),
        )?;
        let mut reader = BufReader::new(stream);
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let status = line
            .split(' ')
            .nth(1)
            .and_then(|code| code.parse().ok())
            .ok_or_else(|| io::Error::other(format!("not HTTP: {line:?}")))?;
        let mut length = None;
        loop {
            line.clear();
            reader.read_line(&mut line)?;
            let Some((name, value)) = line.split_once(':') else { break };
            if name.eq_ignore_ascii_case("content-length") {
                length = value.trim().parse().ok();
            }
        }
        let mut answer =
            vec![0; length.ok_or_else(|| io::Error::other("an answer without a length"))?];
        reader.read_exact(&mut answer)?;
        Ok((status, answer))
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        if !self.path.is_empty() {
            // Ends the browser and removes its profile. If the driver is dead already, so is the
            // browser.
            let _ = self.request("DELETE", &self.path, None);
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Starts a driver on a port that it chooses. Where another program takes that port for IPv4 or
/// IPv6 in between, it gives up: it is asked again.
fn start_driver(chromium: &Chromium) -> Result<(Child, u16)> {
    const TRIES: usize = 5;
    for _ in 0..TRIES {
        let mut process = Command::new(&chromium.driver)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| {
                Error::new(format!("{} could not be started: {error}", chromium.driver.display()))
            })?;
        if let Some(port) = announced_port(process.stdout.take().expect("its output is a pipe")) {
            return Ok((process, port));
        }
        let _ = process.kill();
        let _ = process.wait();
    }
    Err(Error::new(format!("{} found no free port in {TRIES} tries", chromium.driver.display())))
}

/// Reads "ChromeDriver was started successfully on port 1234." and goes on emptying the pipe, so
/// that the driver never blocks on it.
fn announced_port(output: impl Read + Send + 'static) -> Option<u16> {
    let mut reader = BufReader::new(output);
    let mut line = String::new();
    let port = loop {
        line.clear();
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        let port = line
            .split("successfully on port ")
            .nth(1)
            .map(|rest| rest.trim().trim_end_matches('.'));
        if let Some(port) = port {
            break port.parse().ok()?;
        }
    };
    std::thread::spawn(move || io::copy(&mut reader, &mut io::sink()));
    Some(port)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_port_is_read_from_what_the_driver_prints() {
        let printed = "Starting ChromeDriver 156\nOnly local connections\nChromeDriver was started successfully on port 41231.\n";
        assert_eq!(announced_port(printed.as_bytes()), Some(41231));
        assert_eq!(announced_port("no such line\n".as_bytes()), None);
    }
}
