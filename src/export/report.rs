//! A small text by which a reader reports a mistake: where it stands, what was shown, by which
//! version.
//!
//! Takes an item of an analysis; gives the text; promises to quote no more of the article than the
//! paragraphs that the item stands in, and to send nothing anywhere.

use super::citation::{called, who};
use super::words::{hundredths, json_name};
use crate::analysis::{Analysis, Attribution};
use crate::selection::Selectable;
use crate::text::{Byte, Span, one_line};

/// Mentions of an actor that a report lists: enough to see which were taken for one actor.
const MENTIONS: usize = 40;

/// A report on an item of an analysis of `text`, found on the page at `address`; `None` if there is
/// no such item. Spans are the analysis's own, in bytes of the whole text.
///
/// ```
/// use whosaid::{analyze, export, selection::Selectable, Options};
/// let text = "“Taxes will rise,” Ann Lee said on Friday.";
/// let (analysis, item) = (analyze(text, &Options::default()), Selectable::Attribution(0));
/// let report = export::report(text, &analysis, item, "https://news.example/").unwrap();
/// assert!(report.contains("Speaker: Ann Lee") && report.contains(text));
/// ```
pub fn report(
    text: &str,
    analysis: &Analysis<Byte>,
    item: Selectable,
    address: &str,
) -> Option<String> {
    let (shown, spans) = match item {
        Selectable::Actor(id) => actor(text, analysis, id)?,
        Selectable::Attribution(id) => {
            let attribution = analysis.attributions.get(id as usize)?;
            (
                quotation(text, analysis, attribution),
                [&attribution.source[..], &attribution.cue, &attribution.content].concat(),
            )
        }
    };
    let version = env!("CARGO_PKG_VERSION");
    Some(format!(
        "Whosaid {version}: this is wrong\nPage: {address}\n{shown}Text:\n{}\nWhat is wrong: ",
        lines_of(text, &spans)
    ))
}

/// True for an address to which readers can send reports: a `mailto:` or an `https:` address. No
/// other kind is opened.
///
/// ```
/// use whosaid::export::is_report_address;
/// assert!(is_report_address("mailto:desk@news.example"));
/// assert!(is_report_address("https://news.example/corrections"));
/// assert!(!is_report_address("javascript:alert(1)"));
/// ```
pub fn is_report_address(address: &str) -> bool {
    let written = !address.chars().any(|c| c.is_whitespace() || c.is_control());
    let mail = address.strip_prefix("mailto:").is_some_and(|to| to.contains('@'));
    let site = address.strip_prefix("https://").is_some_and(|host| !host.is_empty());
    written && (mail || site)
}

/// The lines that say what was shown of an attribution.
fn quotation(text: &str, analysis: &Analysis<Byte>, attribution: &Attribution<Byte>) -> String {
    let mut shown = format!(
        "Shown: attribution {} ({}), confidence {}\nSpeaker: {}\n",
        attribution.id,
        called(attribution),
        hundredths(attribution.confidence),
        who(text, analysis, attribution)
    );
    for (name, spans) in [
        ("Source", &attribution.source),
        ("Verb", &attribution.cue),
        ("Content", &attribution.content),
        ("Channel", &attribution.channel),
        ("Not named", &attribution.unnamed_reason),
        ("Knowledge", &attribution.knowledge),
    ] {
        shown.extend(spans.iter().map(|span| format!("{name}: {}\n", passage(text, *span))));
    }
    shown
}

/// What was shown of an actor, and where the actor's first mention stands.
fn actor(text: &str, analysis: &Analysis<Byte>, id: u32) -> Option<(String, Vec<Span<Byte>>)> {
    let actor = analysis.actors.get(id as usize)?;
    let about = |label: &str, value: Option<&String>| {
        value.map(|value| format!("{label}: {value}\n")).unwrap_or_default()
    };
    let affiliation =
        actor.affiliation.and_then(|id| analysis.actors.get(id as usize)).map(|other| &other.name);
    let unnamed = if actor.unnamed { ", not named" } else { "" };
    let mut shown =
        format!("Shown: actor {id}, {} ({}{unnamed})\n", actor.name, json_name(&actor.kind));
    shown += &about("Description", actor.description.as_ref());
    shown += &about("Affiliation", affiliation);
    shown.extend(
        actor
            .mentions
            .iter()
            .take(MENTIONS)
            .map(|m| format!("Mention: {}\n", passage(text, m.span))),
    );
    Some((shown, actor.mentions.iter().take(1).map(|m| m.span).collect()))
}

/// `“Ann Lee” 12..19`.
fn passage(text: &str, span: Span<Byte>) -> String {
    format!("“{}” {span:?}", one_line(span.of(text)))
}

/// The lines that `spans` stand on, each once.
fn lines_of(text: &str, spans: &[Span<Byte>]) -> String {
    let mut at = 0;
    let mut lines = Vec::new();
    for line in text.split('\n') {
        let end = at + line.len() as u32;
        if spans.iter().any(|span| span.start() <= end && at < span.end())
            && !line.trim().is_empty()
        {
            lines.push(one_line(line));
        }
        at = end + 1;
    }
    lines.join("\n")
}
