//! A quotation as one pastes it into a text of one's own: its words, whose they are and how they
//! were reported, where they stand.

use super::links::{Broken, Links};
use super::statement_key::keys;
use super::words::{Channel, is_corrected, joined, json_name, kind_words};
use crate::analysis::{Analysis, Attribution, QuoteKind, SourceKind};
use crate::text::{Byte, one_line};

/// Attribution number `id` with its speaker, its cue and a link that leads to its words on the page
/// at `address`; `None` if there is no such attribution.
///
/// The cue is part of the citation: without "denied", words that were denied would read as said.
/// Whom they were said to and through what stands behind it.
/// Words that the reporter put into his own are marked as such, and a speaker without a name as
/// not named.
///
/// ```
/// use whosaid::{analyze, export, Options};
/// let text = "“Taxes will rise,” Ann Lee said on Friday.";
/// let analysis = analyze(text, &Options::default());
/// let copied = export::citation(text, &analysis, 0, "https://news.example/taxes").unwrap();
/// assert_eq!(
///     copied,
///     "“Taxes will rise,”\n— Ann Lee (“said”)\n\
///      https://news.example/taxes#whosaid=775e41ff\
///      :~:text=%E2%80%9CTaxes%20will%20rise%2C%E2%80%9D"
/// );
/// ```
pub fn citation(text: &str, analysis: &Analysis<Byte>, id: u32, address: &str) -> Option<String> {
    citation_over(text, analysis, id, address, &[])
}

/// The same as [`citation`] for a page that has other words before the byte offsets `gaps`, which
/// rise: no part of the link runs over one.
pub(crate) fn citation_over(
    text: &str,
    analysis: &Analysis<Byte>,
    id: u32,
    address: &str,
    gaps: &[u32],
) -> Option<String> {
    let attribution = analysis.attributions.get(id as usize)?;
    let mut lines = vec![joined(text, &attribution.content), from(text, analysis, attribution)];
    let title = analysis.title.map(|title| one_line(title.of(text)));
    let place: Vec<String> = title.into_iter().chain(analysis.published.clone()).collect();
    if !place.is_empty() {
        lines.push(place.join(", "));
    }
    let broken = Broken::of(text, gaps);
    lines.extend(Links::new(&broken, address, keys(text, analysis)).to(attribution));
    Some(lines.join("\n"))
}

/// "— Ann Lee (“said”), in a statement, reported in the reporter’s words": whose words an
/// attribution's are and how they were reported.
pub(super) fn from(
    text: &str,
    analysis: &Analysis<Byte>,
    attribution: &Attribution<Byte>,
) -> String {
    let mut from = String::from("— ") + &who(text, analysis, attribution);
    if !attribution.cue.is_empty() {
        from += " (“";
        from += &joined(text, &attribution.cue);
        from += "”)";
    }
    for channel in &attribution.channel {
        from += ", ";
        match Channel::of(channel.of(text)) {
            Channel::To(whom) => {
                from += "to ";
                from += &one_line(whom);
            }
            Channel::Through(how) => from += &small(&one_line(how)),
        }
    }
    from += match attribution.kind {
        QuoteKind::Direct => "",
        QuoteKind::Indirect => ", reported in the reporter’s words",
        QuoteKind::Mixed => ", partly quoted",
    };
    if is_corrected(attribution, &analysis.actors) {
        from += ", corrected by the reader";
    }
    from
}

/// `text` with its first letter in lower case.
fn small(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// "John Kerry (U.S. Secretary of State) and a spokesman (not named)"; the article's own words
/// where nobody is resolved.
pub(super) fn who(
    text: &str,
    analysis: &Analysis<Byte>,
    attribution: &Attribution<Byte>,
) -> String {
    let speakers = attribution.speakers.iter().filter_map(|&id| analysis.actors.get(id as usize));
    let names: Vec<String> = speakers
        .map(|actor| match (&actor.description, actor.unnamed) {
            (_, true) => format!("{} (not named)", actor.name),
            (Some(description), false) if !actor.name.contains(description.as_str()) => {
                format!("{} ({description})", actor.name)
            }
            _ => actor.name.clone(),
        })
        .collect();
    match (names.is_empty(), attribution.source.is_empty()) {
        (false, _) => names.join(" and "),
        (true, false) => match attribution.source_kind {
            Some(SourceKind::Document | SourceKind::Data | SourceKind::Post) => {
                joined(text, &attribution.source)
            }
            _ => format!("{} (not named)", joined(text, &attribution.source)),
        },
        (true, true) => "source not stated".into(),
    }
}

/// "statement, partly quoted, deny": what readers are told that an attribution is.
pub(super) fn called(attribution: &Attribution<Byte>) -> String {
    let negated = if attribution.negated { ", negated" } else { "" };
    format!(
        "{}, {}, {}{negated}",
        json_name(&attribution.tier),
        kind_words(attribution.kind),
        json_name(&attribution.act)
    )
}
