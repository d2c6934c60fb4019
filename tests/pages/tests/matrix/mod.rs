//! Pages under each policy, and pages that break scripts and styles; with what becomes of the
//! widget and the bookmarklet there.
#![allow(dead_code)] // each test file uses a part

use crate::common::HEAD;
use pages::{Reply, Running, Server};

pub const STORY: &str = include_str!("../html/taxes.html");

/// The outcome of `<who-said>` on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Embed {
    Annotated,
    /// One message in the widget's place, with these words in it.
    Says(&'static str),
    /// The browser does not load the script; the element's own content is shown.
    NotLoaded,
}

/// The outcome of a press of the bookmark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Press {
    InPage,
    ByMessage,
    /// After one press of the button that appears on the page.
    ByAddress,
    /// As [`Press::ByAddress`], but in the same window.
    ByAddressInPlace,
}

/// A page and the outcomes expected on it.
pub struct Case {
    pub name: &'static str,
    /// Response headers. `SITE` stands for the origin that serves Whosaid.
    pub headers: &'static [(&'static str, &'static str)],
    /// Markup before the story.
    pub markup: &'static str,
    /// Attributes of the script element.
    pub script: &'static str,
    pub quirks: bool,
    /// True if the widget stands in a sandboxed frame of the page, with a story of its own.
    pub framed: bool,
    pub embed: Embed,
    pub press: Press,
}

pub const PLAIN: Case = Case {
    name: "",
    headers: &[],
    markup: "",
    script: "",
    quirks: false,
    framed: false,
    embed: Embed::Annotated,
    press: Press::InPage,
};
pub const CSP: &str = "Content-Security-Policy";
pub const NO_WASM: Embed = Embed::Says("'wasm-unsafe-eval'");

/// Overrides of standard functions, as by old libraries and hostile pages.
pub const OVERRIDES: &str = r#"<script>
  const push = function () {
    for (let i = 0; i < arguments.length; i += 1) this[this.length] = arguments[i];
    return this.length;
  };
  const refuse = (name) => function () { throw new Error("the page has replaced " + name); };
  for (const name of Object.getOwnPropertyNames(Array.prototype)) {
    if (typeof Array.prototype[name] === "function" && name !== "constructor")
      Array.prototype[name] = refuse("Array.prototype." + name);
  }
  Array.prototype.push = push;
  Array.prototype.toJSON = () => "not an array";
  Array.from = refuse("Array.from");
  Array.of = refuse("Array.of");
  JSON.parse = refuse("JSON.parse");
  JSON.stringify = refuse("JSON.stringify");
  // The page's own class, as from a library older than the standard one.
  const Native = Promise;
  Native.prototype.finally = refuse("finally");
  window.Promise = function (work) { return new Native(work); };
  window.Promise.resolve = (value) => new Native((done) => done(value));
  window.Promise.reject = (reason) => new Native((done, failed) => failed(reason));
</script>"#;

pub const RUDE: &str = r#"<style>
  * { all: unset !important; z-index: 2147483647 !important; position: relative !important; }
  #cover {
    position: fixed !important; inset: 0 !important; display: block !important;
    pointer-events: none !important; background: rgb(255 255 255 / 0.5) !important;
  }
  head, style, script, title { display: none !important; }
  p, article, h1 { display: block !important; }
</style><div id="cover"></div>"#;

pub const CASES: &[Case] = &[
    Case { name: "no policy", ..PLAIN },
    Case {
        name: "the lines above: `script-src SITE 'wasm-unsafe-eval'; connect-src SITE`",
        // This page allows nothing else.
        headers: &[(
            CSP,
            "default-src 'none'; script-src SITE 'wasm-unsafe-eval'; connect-src SITE",
        )],
        ..PLAIN
    },
    Case {
        name: "`script-src SITE`, without `'wasm-unsafe-eval'`",
        headers: &[(CSP, "script-src SITE; connect-src SITE")],
        embed: NO_WASM,
        press: Press::ByMessage,
        ..PLAIN
    },
    Case {
        name: "`script-src 'nonce-…' 'wasm-unsafe-eval'`",
        headers: &[(CSP, "script-src 'nonce-k7Qp2' 'wasm-unsafe-eval'")],
        script: r#"nonce="k7Qp2""#,
        press: Press::ByMessage,
        ..PLAIN
    },
    Case {
        name: "`script-src 'nonce-…'` alone",
        headers: &[(CSP, "script-src 'nonce-k7Qp2'")],
        script: r#"nonce="k7Qp2""#,
        embed: NO_WASM,
        press: Press::ByMessage,
        ..PLAIN
    },
    Case {
        name: "`default-src 'none'`",
        headers: &[(CSP, "default-src 'none'")],
        embed: Embed::NotLoaded,
        press: Press::ByMessage,
        ..PLAIN
    },
    Case { name: "`style-src 'none'`", headers: &[(CSP, "style-src 'none'")], ..PLAIN },
    Case {
        name: "`connect-src 'none'`",
        headers: &[(CSP, "connect-src 'none'")],
        embed: Embed::Says("connect-src"),
        press: Press::ByMessage,
        ..PLAIN
    },
    Case {
        name: "`require-trusted-types-for 'script'; trusted-types 'none'`",
        headers: &[(CSP, "require-trusted-types-for 'script'; trusted-types 'none'")],
        ..PLAIN
    },
    Case {
        name: "`Cross-Origin-Opener-Policy: same-origin`",
        headers: &[("Cross-Origin-Opener-Policy", "same-origin")],
        ..PLAIN
    },
    Case {
        name: "the same with `default-src 'none'`",
        headers: &[("Cross-Origin-Opener-Policy", "same-origin"), (CSP, "default-src 'none'")],
        embed: Embed::NotLoaded,
        press: Press::ByAddress,
        ..PLAIN
    },
    Case { name: "in a frame with `sandbox=\"allow-scripts\"`", framed: true, ..PLAIN },
    Case {
        name: "the page itself sandboxed, `sandbox allow-scripts`",
        headers: &[(CSP, "sandbox allow-scripts")],
        ..PLAIN
    },
    Case {
        name: "the same with `script-src 'none'`",
        headers: &[(CSP, "sandbox allow-scripts; script-src 'none'")],
        embed: Embed::NotLoaded,
        press: Press::ByAddressInPlace,
        ..PLAIN
    },
    Case { name: "`Array`, `Promise` and `JSON` overridden", markup: OVERRIDES, ..PLAIN },
    Case { name: "`* { all: unset }`, everything at the highest `z-index`", markup: RUDE, ..PLAIN },
    Case {
        name: "a `<base>` that points elsewhere",
        markup: r#"<base href="https://elsewhere.invalid/x/">"#,
        ..PLAIN
    },
    Case { name: "quirks mode", quirks: true, ..PLAIN },
];

pub fn serve(case: &Case, whosaid: &Running) -> Running {
    let origin = whosaid.address().trim_end_matches('/').to_owned();
    let page = |script: &str| {
        let doctype = if case.quirks { "" } else { "<!doctype html>" };
        let head = HEAD.trim_start_matches("<!doctype html>").trim_end_matches("<body>");
        let reply = Reply::html(format!(
            "{doctype}{head}<body>{}{STORY}{script}</body></html>",
            case.markup
        ));
        case.headers
            .iter()
            .fold(reply, |reply, (name, value)| reply.header(name, &value.replace("SITE", &origin)))
    };
    let script =
        format!(r#"<script type="module" src="{origin}/whosaid.js" {}></script>"#, case.script);
    let widget = r##"<who-said for="#story" open></who-said>"##;
    let frame = if case.framed {
        r#"<iframe src="/framed" sandbox="allow-scripts" width="800" height="600"></iframe>"#
    } else {
        ""
    };
    let framed = page(&format!("{widget}{script}"));
    Server::new()
        .unwrap()
        .reply("/embed", page(&script))
        .reply("/news", page(frame))
        .reply("/framed", framed)
        .start()
}
