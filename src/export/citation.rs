//! A quotation as one pastes it into a text of one's own: its words, whose they are and how they
//! were reported, where they stand.

use super::fragment::Fragments;
use super::words::{Channel, joined, json_name};
use crate::analysis::{Analysis, Attribution, QuoteKind};
use crate::text::{Byte, one_line};

/// Attribution number `id` with its speaker, its cue and a link that leads to its words on the page
/// at `address`; `None` if there is no such attribution.
///
/// The cue is part of the citation: without "denied", words that were denied would read as said.
/// Whom they were said to and through what stands behind it.
/// Words that the reporter put into his own are marked as such, and a speaker without a name as
/// unnamed.
///
/// ```
/// use whosaid::{analyze, export, Options};
/// let text = "“Taxes will rise,” Ann Lee said on Friday.";
/// let analysis = analyze(text, &Options::default());
/// let copied = export::citation(text, &analysis, 0, "https://news.example/taxes").unwrap();
/// assert_eq!(
///     copied,
///     "“Taxes will rise,”\n— Ann Lee, reported with “said”\n\
///      https://news.example/taxes#:~:text=%E2%80%9CTaxes%20will%20rise%2C%E2%80%9D"
/// );
/// ```
pub fn citation(text: &str, analysis: &Analysis<Byte>, id: u32, address: &str) -> Option<String> {
    let attribution = analysis.attributions.get(id as usize)?;
    let mut lines = vec![joined(text, &attribution.content)];
    let mut from = format!("— {}", who(text, analysis, attribution));
    if !attribution.cue.is_empty() {
        from += &format!(", reported with “{}”", joined(text, &attribution.cue));
    }
    for channel in &attribution.channel {
        from += &match Channel::of(channel.of(text)) {
            Channel::To(whom) => format!(", to {}", one_line(whom)),
            Channel::Through(how) => format!(", {}", small(&one_line(how))),
        };
    }
    match attribution.kind {
        QuoteKind::Direct => {}
        QuoteKind::Indirect => from += ", in the reporter’s words",
        QuoteKind::Mixed => from += ", partly in the reporter’s words",
    }
    lines.push(from);
    let title = analysis.title.map(|title| one_line(title.of(text)));
    let place: Vec<String> = title.into_iter().chain(analysis.published.clone()).collect();
    if !place.is_empty() {
        lines.push(place.join(", "));
    }
    lines.extend(attribution.content.first().map(|content| linked(text, *content, address)));
    Some(lines.join("\n"))
}

/// `text` with its first letter in lower case.
fn small(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// "John Kerry (U.S. Secretary of State) and a spokesman (unnamed)"; the article's own words where
/// nobody is resolved.
pub(super) fn who(
    text: &str,
    analysis: &Analysis<Byte>,
    attribution: &Attribution<Byte>,
) -> String {
    let speakers = attribution.speakers.iter().filter_map(|&id| analysis.actors.get(id as usize));
    let names: Vec<String> = speakers
        .map(|actor| match (&actor.description, actor.unnamed) {
            (_, true) => format!("{} (unnamed)", actor.name),
            (Some(description), false) if !actor.name.contains(description.as_str()) => {
                format!("{} ({description})", actor.name)
            }
            _ => actor.name.clone(),
        })
        .collect();
    match (names.is_empty(), attribution.source.is_empty()) {
        (false, _) => names.join(" and "),
        (true, false) => format!("{} (not clear who)", joined(text, &attribution.source)),
        (true, true) => "speaker not stated".into(),
    }
}

/// The page's address with a link to the words of `span`; the bare address where no such link would
/// find them. An address that has a fragment of its own keeps it.
fn linked(text: &str, span: crate::text::Span<Byte>, address: &str) -> String {
    let Some(link) = Fragments::new(text).link(span) else { return address.into() };
    let address = address.split(":~:").next().unwrap_or_default();
    match address.contains('#') {
        true => format!("{}{}", address, &link[1..]),
        false => format!("{address}{link}"),
    }
}

/// "statement, direct, say": what the analysis calls an attribution.
pub(super) fn called(attribution: &Attribution<Byte>) -> String {
    let negated = if attribution.negated { ", negated" } else { "" };
    format!(
        "{}, {}, {}{negated}",
        json_name(&attribution.tier),
        json_name(&attribution.kind),
        json_name(&attribution.act)
    )
}
