//! `cargo xtask gallery`: pictures of the interface in every state, for people to look at one by
//! one.

use crate::build::site::{self, Profile};
use crate::project::Project;
use crate::report;
use crate::setup::{Need, SITE, Tools};
use anyhow::{Context, Error, Result, ensure};
use pages::{Page, Reply, Running, Screen, Server};
use serde_json::{Value, json};
use std::path::Path;

/// Screens in CSS pixels (width, height): a laptop, a tablet held upright, a phone.
const SIZES: &[(u32, u32)] = &[(1280, 900), (768, 1024), (390, 844)];

/// Greatest width of a phone's screen, in CSS pixels.
const PHONE: u32 = 480;

/// Functions that the scripts of [`STATES`] call.
pub(super) const WORDS: &str = r##"
    const wait = (ms = 120) => new Promise((done) => setTimeout(done, ms));
    const press = async (selector, nth = 0) => {
      (deepAll(selector)[nth] ?? fail(`nothing is ${selector}`)).click();
      await wait();
    };
    const open = async (view) => {
      if (deepAll(".launcher").length) await press(".launcher");
      if (view) await press(`#whosaid-${view}`);
    };
    const type = async (text) => {
      const box = deep("input[type=search]");
      box.value = text;
      box.dispatchEvent(new Event("input", { bubbles: true }));
      await wait();
    };
    const choose = async (nth, option) => {
      const list = deepAll(".search select")[nth];
      list.selectedIndex = option;
      list.dispatchEvent(new Event("change", { bubbles: true }));
      await wait();
    };
    const over = async (event) => {
      const { analysis, text } = document.querySelector("who-said");
      const isQuoted = ({ kind, tier }) => kind === "direct" && tier === "statement";
      const { content: [[start]] } = analysis.attributions.find(isQuoted);
      const words = rangeOf(deep("#article"), text.slice(start + 4, start + 20), 0);
      let { x, y } = middle(words);
      // Readers do not press words that a sheet covers.
      if (!deep("#article").contains(document.elementFromPoint(x, y))) {
        scrollBy({ top: y - innerHeight / 4, behavior: "instant" });
        ({ x, y } = middle(words));
      }
      document.elementFromPoint(x, y).dispatchEvent(event(x, y));
      await wait();
    };
    const at = (clientX, clientY) => ({ bubbles: true, clientX, clientY });
    const quoted = () => over((x, y) => new MouseEvent("click", { ...at(x, y), detail: 1 }));
    const pointed = () => over((x, y) => new PointerEvent("pointermove", at(x, y)));
    // Rows are drawn as the end of those drawn comes near.
    const downTo = async (selector) => {
      for (let tries = 0; tries < 30 && !deepAll(selector).length; tries++) {
        deepAll('.row').at(-1).scrollIntoView();
        await wait();
      }
      deep(selector).scrollIntoView();
    };
    const copy = async (clipboard) => {
      Object.defineProperty(navigator, "clipboard", { value: clipboard, configurable: true });
      await quoted();
      deepAll(".card .actions button").at(-1).click();
      await wait(300);
    };
    const lengthen = async (times) => {
      const article = deep("#article"), copies = article.cloneNode(true);
      for (let n = 0; n < times; n++) {
        for (const line of copies.querySelectorAll("p")) {
          const textContent = `${n}. ${line.textContent}`;
          article.append(Object.assign(document.createElement("p"), { textContent }));
        }
      }
      await new Promise((done) => {
        document.addEventListener("whosaid:ready", done, { once: true });
      });
    };
    const paste = async (text) => {
      await press("#try");
      deep("#text").value = text;
      await press("#paste [type=submit]");
      await wait(900);
    };
"##;

/// Every state by its name, with the script that leads to it as a reader would.
const STATES: &[(&str, &str)] = &[
    ("first-sight", ""),
    ("cast", "await open('cast'); scrollTo(0, 250);"),
    (
        "actor-isolated",
        "await open('cast'); await press('[data-item^=actor] > .row', 1); \
         await press('.card [data-step=\"1\"]'); await wait(600);",
    ),
    ("cast-unnamed", "await open('cast'); await choose(0, 6); scrollTo(0, 250);"),
    ("search", "await open('cast'); await type('state'); scrollTo(0, 250);"),
    ("nothing-matches", "await open('cast'); await type('zzz'); scrollTo(0, 250);"),
    ("quotes", "await open('quotes'); scrollTo(0, 250);"),
    (
        "quotation-selected",
        "await open('quotes'); await press('[data-item^=attribution] > .row', 1); await wait(600);",
    ),
    ("quotes-of-one", "await open('quotes'); await choose(0, 5); scrollTo(0, 250);"),
    (
        "attitudes-on",
        "await open('quotes'); await press('.switch.attitudes'); await downTo('.attitude'); \
         scrollTo(0, 500);",
    ),
    ("voices", "await open('voices'); scrollTo(0, 250);"),
    (
        "voices-unnamed",
        "await open('voices'); await press('.note .count:nth-of-type(3) button'); \
         scrollTo(0, 250);",
    ),
    ("check", "await open('check');"),
    (
        "checked",
        "await open('check');
         const { analysis, text } = document.querySelector('who-said');
         const quoted = analysis.attributions.filter(({ kind }) => kind === 'direct');
         const words = quoted.map(({ content: [[start, end]] }) => text.slice(start, end));
         words[0] = words[0].replace(/ /, ' not ');
         words[1] = '';
         deep('.check textarea').value = words.join(' ');
         await press('.check .actions button');
         await wait(600);
         await press('.sides summary');",
    ),
    ("more", "await open('more'); scrollTo(0, 250);"),
    ("card-on-the-text", "await quoted();"),
    (
        "card-where-from",
        "await paste('The talks ended on Friday.\\n\\n“Nobody will sign this,” an aide who was in \
         the room told Reuters in a text message, speaking on condition of anonymity because she \
         was not authorised to discuss the talks. In a letter to shareholders, Ann Lee said that \
         the plan was dead. The ministry knew of the payments, according to a report seen by the \
         Herald.'); await quoted();",
    ),
    ("copied", "await copy({ writeText: async () => {} });"),
    ("clipboard-refused", "await copy(undefined);"),
    ("paste", "await press('#try'); scrollTo(0, 250);"),
    (
        "not-english",
        "await paste('Le ministre a déclaré vendredi que les impôts augmenteraient l’année \
         prochaine, malgré l’opposition des syndicats et des maires.'); await open();",
    ),
    (
        "error",
        "document.querySelector('who-said').setAttribute('for', '#missing'); \
         await wait(300); deep('who-said').scrollIntoView();",
    ),
    ("how-to-read", "deep('.notes').scrollIntoView();"),
];

/// The address of a page without the demo's layout, whose column is as wide as the window, so that
/// the panel docks at the edge; and the states shown on it.
pub(super) const PAPER: &str = "/paper.html";
const PAPER_STATES: &[(&str, &str)] = &[
    ("paper-shut", ""),
    ("paper-docked-right", "await open('quotes');"),
    (
        "paper-docked-left",
        "await open('more'); deepAll('.choice input')[4].click(); await wait(); \
         await press('#whosaid-cast');",
    ),
    ("paper-pointed-at", "await pointed(); await wait(700);"),
    ("paper-card", "await quoted();"),
    ("paper-card-beside-panel", "await open('cast'); await quoted();"),
    ("paper-long", "await open(); await lengthen(60);"),
];

/// A long article being read, with the interface shut and open: the words that tell how far it is
/// stand in the launcher, or over an empty panel. These words are seen for longer on a slower
/// machine. So that there is time for a picture, the processor is slowed down and the article is
/// longer than any book chapter.
const LONG_STATES: &[(&str, &str)] =
    &[("reading-shut", "/long.html"), ("reading-open", "/long-open.html")];
/// The factor by which the processor is slowed down: to a simple phone's speed.
const SLOWER: u32 = 20;
/// The state in which the system forces its colours.
const FORCED_COLOURS: &str = "forced-colours";

/// The page as it is printed.
const PRINT: &str = "print";

/// The article's length in words.
const LONG_WORDS: usize = 80_000;

/// Milliseconds after which all transitions have ended.
const TRANSITION_MS: u32 = 400;

/// Writes PNG files to a folder: every state (or those with `only` in their name) on each screen,
/// in both schemes; then the states that only some have.
///
/// # Errors
///
/// Where `only` is in the name of no state, the site can't be built, or the browser can't be
/// driven.
pub fn gallery(
    project: &Project,
    folder: &Path,
    profile: Profile,
    only: Option<&str>,
) -> Result<()> {
    if let Some(word) = only {
        let names = state_names().collect::<Vec<_>>();
        let known = names.iter().any(|name| name.contains(word));
        ensure!(known, "no state has `{word}` in its name; there are {}", names.join(", "));
    }
    let tools = Tools::ready(project, &[SITE, &[Need::Browser]].concat())?;
    let site = site::build(project, &tools, profile)?;
    fs_err::create_dir_all(folder)?;
    let demo = fs_err::read_to_string(site.join("index.html"))?;
    let long = |tag| Reply::html(paper(&demo, LONG_WORDS, tag));
    let server = Server::new()?
        .folder("/", &site)
        .reply(PAPER, Reply::html(paper(&demo, 1, "")))
        .reply(LONG_STATES[0].1, long(""))
        .reply(LONG_STATES[1].1, long("open"))
        .start();
    report::heading("Taking pictures");
    let mut missing = Vec::new();
    for (width, height) in SIZES {
        for dark in [false, true] {
            let screen = Screen { width: *width, height: *height, dark };
            let shots = Shots { server: &server, folder, only, screen };
            missing.extend(shots.take_all(&Page::blank()?));
        }
    }
    for why in &missing {
        report::note(&format!("{why:#}"));
    }
    ensure!(missing.is_empty(), "{} pictures could not be taken", missing.len());
    Ok(())
}

/// The names of all states, in the order of their pictures.
fn state_names() -> impl Iterator<Item = &'static str> {
    let scripted = STATES.iter().chain(PAPER_STATES).map(|(state, _)| *state);
    scripted.chain(LONG_STATES.iter().map(|(state, _)| *state)).chain([FORCED_COLOURS, PRINT])
}

/// A newspaper's page with the demo's article, whose paragraphs are repeated up to a number of
/// words; `tag` has the widget's attributes.
pub(super) fn paper(demo: &str, words: usize, tag: &str) -> String {
    let article = demo
        .split_once("<article")
        .and_then(|(_, rest)| rest.split_once("</article>"))
        .map_or("", |(article, _)| article);
    let copies = words.div_ceil(article.split_whitespace().count().max(1));
    let body = article.split_once("<p>").map_or("", |(_, body)| body);
    let more = format!("<p>{body}").repeat(copies.saturating_sub(1));
    format!(
        r##"<!doctype html><html lang="en"><meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>The Daily</title><link rel="icon" href="data:,">
        <style>
        body {{ max-width: 75rem; margin: 0 auto; padding: 1rem; font: 18px/1.6 sans-serif }}
        </style>
        <body><header><b>The Daily</b></header><article{article}{more}</article>
        <script type="module" src="./whosaid.js"></script>
        <who-said for="#article" {tag}></who-said></body></html>"##
    )
}

/// The source and the destination of the pictures of one screen.
struct Shots<'a> {
    server: &'a Running,
    folder: &'a Path,
    /// Only states with this in their name are pictured.
    only: Option<&'a str>,
    screen: Screen,
}

impl Shots<'_> {
    /// Takes the picture of every state; gives the errors of those that could not be taken.
    fn take_all(&self, page: &Page) -> Vec<Error> {
        let mut missing = Vec::new();
        for (state, script) in STATES {
            missing.extend(self.take(page, "/", state, script, None).err());
        }
        for (state, script) in PAPER_STATES {
            missing.extend(self.take(page, PAPER, state, script, None).err());
        }
        for (state, path) in LONG_STATES {
            missing.extend(self.take_while_reading(page, path, state).err());
        }
        if !self.screen.dark {
            let forced = json!({ "features": [{ "name": "forced-colors", "value": "active" }] });
            let script = "await open('quotes'); await press('.row', 1); await wait(600);";
            missing.extend(self.take(page, "/", FORCED_COLOURS, script, Some(&forced)).err());
            let print = json!({ "media": "print" });
            let script = "await open('quotes'); deep('.panel').scrollIntoView();";
            missing.extend(self.take(page, "/", PRINT, script, Some(&print)).err());
        }
        missing
    }

    /// Loads a page anew, gets it into a state, and takes its picture, with `media` emulated.
    fn take(
        &self,
        page: &Page,
        path: &str,
        state: &str,
        script: &str,
        media: Option<&Value>,
    ) -> Result<()> {
        self.write(state, || {
            self.set_screen(page)?;
            page.go(&self.server.url(path))?;
            // Each state begins as a first visit.
            let forget = "const kept = localStorage.length; localStorage.clear(); return kept > 0;";
            if page.script(forget, &[])? == json!(true) {
                page.go(&self.server.url(path))?;
            }
            page.wait_for("document.querySelector('who-said')?.analysis")?;
            page.script(&format!("{WORDS} {script}"), &[])?;
            if let Some(media) = media {
                page.devtools("Emulation.setEmulatedMedia", media)?;
            }
            settle(page)?;
            if media.is_some() {
                page.script("deep('.panel').scrollIntoView();", &[])?;
            }
            Ok(page.screenshot()?)
        })
    }

    /// Takes a picture of a page whose article is being read: makes sure that the progress is shown
    /// before the picture is taken, and still afterwards.
    fn take_while_reading(&self, page: &Page, path: &str, state: &str) -> Result<()> {
        self.write(state, || {
            self.set_screen(page)?;
            page.devtools("Emulation.setCPUThrottlingRate", &json!({ "rate": SLOWER }))?;
            page.go(&self.server.url(path))?;
            let is_visible = "(bar) => getComputedStyle(bar).visibility === 'visible'";
            page.wait_for(&format!("deepAll('.progress').some({is_visible})"))?;
            let picture = page.screenshot()?;
            let still = page.script("return deepAll('.progress').length;", &[])?;
            page.devtools("Emulation.setCPUThrottlingRate", &json!({ "rate": 1 }))?;
            ensure!(still != json!(0), "it was read before the picture was taken");
            Ok(picture)
        })
    }

    /// Sets size and scheme; a small screen is a phone's, with touch and without scroll bars.
    fn set_screen(&self, page: &Page) -> Result<()> {
        let Screen { width, height, dark } = self.screen;
        page.devtools("Emulation.setEmulatedMedia", &json!({ "media": "", "features": [] }))?;
        page.set_screen(self.screen)?;
        if width <= PHONE {
            page.set_phone(width, height)?;
        }
        let scheme = if dark { "dark" } else { "light" };
        Ok(page.set_media("prefers-color-scheme", scheme)?)
    }

    /// Writes the picture that `shoot` takes of a state, if the state is wanted.
    fn write(&self, state: &str, shoot: impl FnOnce() -> Result<Vec<u8>>) -> Result<()> {
        if self.only.is_some_and(|only| !state.contains(only)) {
            return Ok(());
        }
        let Screen { width, dark, .. } = self.screen;
        let name = format!("{state}-{width}-{}.png", if dark { "dark" } else { "light" });
        let file = self.folder.join(&name);
        fs_err::write(&file, shoot().with_context(|| format!("no {name}"))?)?;
        report::note(&file.display().to_string());
        Ok(())
    }
}

/// Lets transitions end.
pub(super) fn settle(page: &Page) -> Result<()> {
    let wait = "
        const begun = performance.now();
        while (performance.now() - begun < args[0]) await new Promise(requestAnimationFrame);";
    page.script(wait, &[json!(TRANSITION_MS)])?;
    Ok(())
}
