//! A small web server for folders and single pages, on this machine only.
//!
//! Takes folders, replies and response headers; gives an address; remembers which paths were asked
//! for. Sends the right MIME types (a browser refuses wasm and modules without them). Not for the
//! open internet.

use std::collections::HashMap;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// A slow or silent client is let go after this time.
const PATIENCE: Duration = Duration::from_secs(10);

/// A server that is being described; [`Server::start`] runs it.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    content: Content,
}

#[derive(Debug, Default)]
struct Content {
    folders: Vec<(String, PathBuf)>,
    replies: HashMap<String, Reply>,
    once: Mutex<HashMap<String, Reply>>,
    headers: Vec<(String, String)>,
}

/// What is sent for one path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    pub status: u16,
    pub mime: String,
    pub body: Vec<u8>,
    pub headers: Vec<(String, String)>,
    /// So many bytes of the body are sent, then the connection ends.
    pub cut: Option<usize>,
}

impl Reply {
    /// A page of HTML.
    pub fn html(body: impl Into<String>) -> Self {
        Self::new("text/html; charset=utf-8", body.into())
    }

    /// Anything else.
    pub fn new(mime: &str, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status: 200,
            mime: mime.to_owned(),
            body: body.into(),
            headers: Vec::new(),
            cut: None,
        }
    }

    /// The same, but the connection breaks off after so many bytes of the body.
    pub fn cut(mut self, bytes: usize) -> Self {
        self.cut = Some(bytes);
        self
    }

    /// The same with a response header.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }
}

impl Server {
    /// A server on a free port.
    ///
    /// # Errors
    ///
    /// Where this machine lets no port be opened.
    pub fn new() -> io::Result<Self> {
        Self::on_port(0)
    }

    /// A server on a given port; 0 is any free one.
    ///
    /// # Errors
    ///
    /// Where the port is taken.
    pub fn on_port(port: u16) -> io::Result<Self> {
        Ok(Self {
            listener: TcpListener::bind((Ipv4Addr::LOCALHOST, port))?,
            content: Content::default(),
        })
    }

    /// Serves the files of a folder below a path ("/" or "/name/").
    pub fn folder(mut self, below: &str, folder: &Path) -> Self {
        self.content.folders.push((below.to_owned(), folder.to_owned()));
        self
    }

    /// Serves one reply at a path; goes before folders.
    pub fn reply(mut self, path: &str, reply: Reply) -> Self {
        self.content.replies.insert(path.to_owned(), reply);
        self
    }

    /// Serves a reply the first time that a path is asked for; then what is there otherwise.
    pub fn once(mut self, path: &str, reply: Reply) -> Self {
        self.content.once.get_mut().expect("nobody holds it yet").insert(path.to_owned(), reply);
        self
    }

    /// Sends a header with everything, such as a Content-Security-Policy.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.content.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Serves from now on, as long as the process lives.
    pub fn start(self) -> Running {
        let port = self.listener.local_addr().map(|address| address.port()).unwrap_or_default();
        let paths = Arc::new(Mutex::new(Vec::new()));
        let (content, log) = (Arc::new(self.content), Arc::clone(&paths));
        thread::spawn(move || {
            for stream in self.listener.incoming().flatten() {
                let (content, log) = (Arc::clone(&content), Arc::clone(&log));
                // A client that goes away in the middle is its own affair.
                thread::spawn(move || drop(answer(stream, &content, &log)));
            }
        });
        Running { port, paths }
    }
}

/// A server at work.
#[derive(Debug, Clone)]
pub struct Running {
    port: u16,
    paths: Arc<Mutex<Vec<String>>>,
}

impl Running {
    /// "http://127.0.0.1:PORT/".
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// The address of a path ("/a.html").
    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// The same path on another origin, "localhost" instead of "127.0.0.1".
    pub fn other_origin(&self, path: &str) -> String {
        format!("http://localhost:{}{path}", self.port)
    }

    /// Every path asked for so far, in order.
    pub fn requested(&self) -> Vec<String> {
        self.paths.lock().expect("no request panics while it holds the list").clone()
    }
}

fn answer(stream: TcpStream, content: &Content, log: &Mutex<Vec<String>>) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut request = String::new();
    reader.by_ref().take(16 * 1024).read_line(&mut request)?;
    let mut words = request.split_whitespace();
    let (Some(method), Some(target)) = (words.next(), words.next()) else { return Ok(()) };
    let mut header = String::new();
    while reader.by_ref().take(16 * 1024).read_line(&mut header)? > 2 {
        header.clear();
    }
    let path = decode(target.split(['?', '#']).next().unwrap_or("/"));
    if let Ok(mut paths) = log.lock() {
        paths.push(path.clone());
    }
    let reply = content.reply(&path);
    send(stream, method, &reply, content)
}

fn send(mut stream: TcpStream, method: &str, reply: &Reply, content: &Content) -> io::Result<()> {
    let reason = if reply.status == 200 { "OK" } else { "Not Found" };
    let mut head = format!(
        "HTTP/1.1 {} {reason}\r\nContent-Type: {}\r\nContent-Length: {}\r\n",
        reply.status,
        reply.mime,
        reply.body.len()
    );
    if !content
        .headers
        .iter()
        .chain(&reply.headers)
        .any(|(name, _)| name.eq_ignore_ascii_case("cache-control"))
    {
        head.push_str("Cache-Control: no-cache\r\n");
    }
    head.push_str("Connection: close\r\n");
    for (name, value) in content.headers.iter().chain(&reply.headers) {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str("\r\n");
    stream.write_all(head.as_bytes())?;
    if method != "HEAD" {
        stream.write_all(
            &reply.body[..reply.cut.map_or(reply.body.len(), |bytes| bytes.min(reply.body.len()))],
        )?;
    }
    stream.flush()
}

impl Content {
    fn reply(&self, path: &str) -> Reply {
        if let Some(reply) =
            self.once.lock().expect("no request panics while it holds them").remove(path)
        {
            return reply;
        }
        if let Some(reply) = self.replies.get(path) {
            return reply.clone();
        }
        let found = self.folders.iter().find_map(|(below, folder)| {
            let inside = path.strip_prefix(below.as_str())?;
            read(folder, inside)
        });
        // Browsers ask for an icon unasked; a page without one has done nothing wrong.
        let icon = (path == "/favicon.ico").then(|| Reply::new("image/x-icon", ""));
        found.or(icon).unwrap_or_else(|| Reply {
            status: 404,
            ..Reply::new("text/plain; charset=utf-8", format!("nothing at {path}\n"))
        })
    }
}

/// The file at a path inside a folder, never outside it.
fn read(folder: &Path, inside: &str) -> Option<Reply> {
    let relative = Path::new(inside);
    if relative.components().any(|part| !matches!(part, Component::Normal(_))) {
        return None;
    }
    let mut file = folder.join(relative);
    if file.is_dir() {
        file.push("index.html");
    }
    Some(Reply::new(mime(&file), std::fs::read(&file).ok()?))
}

fn mime(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "txt" | "md" | "ts" => "text/plain; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}

/// Undoes percent encoding; what is not valid stays as it is.
fn decode(path: &str) -> String {
    let bytes = path.as_bytes();
    let mut plain = Vec::with_capacity(bytes.len());
    let mut index = 0;
    while index < bytes.len() {
        let hex = (bytes[index] == b'%').then(|| path.get(index + 1..index + 3)).flatten();
        match hex.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                plain.push(byte);
                index += 3;
            }
            None => {
                plain.push(bytes[index]);
                index += 1;
            }
        }
    }
    String::from_utf8_lossy(&plain).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fetch(server: &Running, path: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", server.port)).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    #[test]
    fn a_file_comes_with_its_type_and_the_headers_of_all() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
        let server =
            Server::new().unwrap().folder("/files/", folder).header("X-Common", "yes").start();
        let answer = fetch(&server, "/files/src/lib.rs?x=1");
        assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
        assert!(answer.contains("X-Common: yes\r\n"));
        assert!(answer.ends_with(&std::fs::read_to_string(folder.join("src/lib.rs")).unwrap()));
        assert_eq!(server.requested(), ["/files/src/lib.rs"]);
    }

    #[test]
    fn nothing_outside_the_folder_is_served() {
        let server = Server::new()
            .unwrap()
            .folder("/", &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"))
            .start();
        for path in ["/../Cargo.toml", "/%2e%2e/Cargo.toml", "//etc/hostname", "/no-such-file"] {
            assert!(fetch(&server, path).starts_with("HTTP/1.1 404"), "{path}");
        }
    }

    #[test]
    fn a_reply_goes_before_a_folder() {
        let server = Server::new()
            .unwrap()
            .reply("/", Reply::html("<p>here</p>").header("X-Own", "1"))
            .start();
        let answer = fetch(&server, "/");
        assert!(
            answer.contains("text/html")
                && answer.contains("X-Own: 1")
                && answer.ends_with("<p>here</p>"),
            "{answer}"
        );
    }

    #[test]
    fn a_reply_can_break_off_and_be_whole_the_next_time() {
        let whole = Reply::new("text/plain", "whole");
        let server =
            Server::new().unwrap().once("/a", whole.clone().cut(2)).reply("/a", whole).start();
        let answer = fetch(&server, "/a");
        assert!(
            answer.contains("Content-Length: 5\r\n") && answer.ends_with("\r\n\r\nwh"),
            "{answer}"
        );
        assert!(fetch(&server, "/a").ends_with("\r\n\r\nwhole"));
    }

    #[test]
    fn wasm_and_modules_have_the_types_that_browsers_insist_on() {
        assert_eq!(mime(Path::new("a/b_bg.wasm")), "application/wasm");
        assert!(mime(Path::new("whosaid.js")).starts_with("text/javascript"));
    }
}
