//! A small web server for folders and single pages, on this machine only.
//!
//! Takes folders, replies and response headers; gives an address; remembers which paths were asked
//! for. Sends the right MIME types (a browser refuses wasm and modules without them). Not for the
//! open internet.

use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use http::{Request, Response};
use hyper::body::{Body, Bytes, Frame, SizeHint};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use percent_encoding::percent_decode_str;
use std::collections::HashMap;
use std::convert::Infallible;
use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Component, Path, PathBuf};
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::thread;
use tokio::runtime;

/// A server that is not running yet; [`Server::start`] starts it.
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

/// The answer for one path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The status code.
    pub status: u16,
    /// The `Content-Type`.
    pub mime: String,
    /// The bytes.
    pub body: Vec<u8>,
    /// Further headers, as name and value.
    pub headers: Vec<(String, String)>,
    /// The number of bytes of the body after which the connection breaks off.
    pub cut: Option<usize>,
}

impl Reply {
    /// A page of HTML.
    pub fn html(body: impl Into<String>) -> Self {
        Self::new("text/html; charset=utf-8", body.into())
    }

    /// A reply of this type.
    pub fn new(mime: &str, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status: 200,
            mime: mime.to_owned(),
            body: body.into(),
            headers: Vec::new(),
            cut: None,
        }
    }

    /// The same, but the connection breaks off after this number of bytes of the body.
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

    /// Serves one reply at a path, even if a folder has a file there.
    pub fn reply(mut self, path: &str, reply: Reply) -> Self {
        self.content.replies.insert(path.to_owned(), reply);
        self
    }

    /// Serves a reply to the first request of a path; later requests get the path's other reply or
    /// file.
    pub fn once(mut self, path: &str, reply: Reply) -> Self {
        self.content.once.get_mut().expect("nobody holds it yet").insert(path.to_owned(), reply);
        self
    }

    /// Sends a header with every reply, such as a Content-Security-Policy.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.content.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Serves from now on, as long as the process lives.
    ///
    /// # Panics
    ///
    /// Where this machine lets no thread wait for connections.
    #[must_use]
    pub fn start(self) -> Running {
        let port = self.listener.local_addr().map(|address| address.port()).unwrap_or_default();
        let paths = Arc::new(Mutex::new(Vec::new()));
        let (content, log) = (Arc::new(self.content), Arc::clone(&paths));
        let runtime = runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.expect("this machine lets a thread wait for connections");
        thread::spawn(move || runtime.block_on(serve(self.listener, content, log)));
        Running { port, paths }
    }
}

/// Answers all connections at the same time.
async fn serve(
    listener: TcpListener,
    content: Arc<Content>,
    log: Arc<Mutex<Vec<String>>>,
) -> io::Result<()> {
    listener.set_nonblocking(true)?;
    let listener = tokio::net::TcpListener::from_std(listener)?;
    loop {
        let Ok((stream, _)) = listener.accept().await else { continue };
        let (content, log) = (Arc::clone(&content), Arc::clone(&log));
        let service = service_fn(move |request| {
            let answer = answer(&request, &content, &log);
            async { Ok::<_, Infallible>(answer) }
        });
        // A client may leave at any time.
        let connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
        tokio::spawn(async { drop(connection.await) });
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

    /// Every requested path so far, in order.
    pub fn requested(&self) -> Vec<String> {
        self.paths.lock().expect("no request panics while it holds the list").clone()
    }
}

fn answer<B>(request: &Request<B>, content: &Content, log: &Mutex<Vec<String>>) -> Response<Part> {
    let path = percent_decode_str(request.uri().path()).decode_utf8_lossy().into_owned();
    if let Ok(mut paths) = log.lock() {
        paths.push(path.clone());
    }
    let reply = content.reply(&path);
    let mut response =
        Response::builder().status(reply.status).header(CONTENT_TYPE, reply.mime.as_str());
    for (name, value) in content.headers.iter().chain(&reply.headers) {
        response = response.header(name, value);
    }
    if response.headers_ref().is_some_and(|headers| !headers.contains_key(CACHE_CONTROL)) {
        response = response.header(CACHE_CONTROL, "no-cache");
    }
    response.body(Part::from(reply)).expect("tests write valid status codes and headers")
}

/// The body of a reply, or its beginning: hyper breaks a connection off where a body ends before
/// the announced length.
#[derive(Debug)]
struct Part {
    /// `None` once it was sent.
    bytes: Option<Bytes>,
    /// True once hyper had time to send the bytes: where it breaks off, it does not send the bytes
    /// that it still holds.
    flushed: bool,
    /// The length of the whole in bytes, as announced.
    whole: u64,
}

impl From<Reply> for Part {
    fn from(reply: Reply) -> Self {
        let whole = Bytes::from(reply.body);
        let sent = reply.cut.map_or(whole.len(), |bytes| bytes.min(whole.len()));
        Self { bytes: Some(whole.slice(..sent)), flushed: false, whole: whole.len() as u64 }
    }
}

impl Body for Part {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if let Some(bytes) = self.bytes.take() {
            return Poll::Ready(Some(Ok(Frame::data(bytes))));
        }
        if !std::mem::replace(&mut self.flushed, true) {
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(None)
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.whole)
    }
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
        // Browsers request an icon by themselves; a page without one is no error.
        let icon = (path == "/favicon.ico").then(|| Reply::new("image/x-icon", ""));
        found.or(icon).unwrap_or_else(|| Reply {
            status: 404,
            ..Reply::new("text/plain; charset=utf-8", format!("nothing at {path}\n"))
        })
    }
}

/// Reads the file at a path inside a folder, never outside it.
fn read(folder: &Path, inside: &str) -> Option<Reply> {
    let relative = Path::new(inside);
    if relative.components().any(|part| !matches!(part, Component::Normal(_))) {
        return None;
    }
    let mut file = folder.join(relative);
    if file.is_dir() {
        file.push("index.html");
    }
    Some(Reply::new(&mime(&file), std::fs::read(&file).ok()?))
}

fn mime(file: &Path) -> String {
    let guess = mime_guess::from_path(file).first_or_octet_stream();
    // All text files here are UTF-8.
    if guess.type_() == "text" { format!("{guess}; charset=utf-8") } else { guess.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Read, Write};
    use std::net::TcpStream;

    fn fetch(server: &Running, path: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", server.port)).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").unwrap();
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
        assert!(answer.contains("x-common: yes\r\n"));
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
                && answer.contains("x-own: 1")
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
            answer.contains("content-length: 5\r\n") && answer.ends_with("\r\n\r\nwh"),
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
