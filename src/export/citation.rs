//! A quotation as one pastes it into a text of one's own: its words, whose they are and how they
//! were reported, where they stand.

use std::borrow::Cow;

use super::fragment::Fragments;
use super::words::{Channel, joined, json_name, kind_words};
use crate::analysis::{Analysis, Attribution, QuoteKind, SourceKind};
use crate::text::{Byte, Span, one_line};

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
///      https://news.example/taxes#:~:text=%E2%80%9CTaxes%20will%20rise%2C%E2%80%9D"
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
    let mut lines = vec![joined(text, &attribution.content)];
    let mut from = format!("— {}", who(text, analysis, attribution));
    if !attribution.cue.is_empty() {
        from += &format!(" (“{}”)", joined(text, &attribution.cue));
    }
    for channel in &attribution.channel {
        from += &match Channel::of(channel.of(text)) {
            Channel::To(whom) => format!(", to {}", one_line(whom)),
            Channel::Through(how) => format!(", {}", small(&one_line(how))),
        };
    }
    match attribution.kind {
        QuoteKind::Direct => {}
        QuoteKind::Indirect => from += ", reported in the reporter’s words",
        QuoteKind::Mixed => from += ", partly quoted",
    }
    lines.push(from);
    let title = analysis.title.map(|title| one_line(title.of(text)));
    let place: Vec<String> = title.into_iter().chain(analysis.published.clone()).collect();
    if !place.is_empty() {
        lines.push(place.join(", "));
    }
    lines.extend(attribution.content.first().map(|content| linked(text, *content, address, gaps)));
    Some(lines.join("\n"))
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

/// The page's address with a link to the words of `span`; the bare address where no such link would
/// find them. An address that has a fragment of its own keeps it.
fn linked(text: &str, span: Span<Byte>, address: &str, gaps: &[u32]) -> String {
    let (broken, span) = broken(text, span, gaps);
    let Some(link) = Fragments::new(&broken).link(span) else { return address.into() };
    let address = address.split(":~:").next().unwrap_or_default();
    match address.contains('#') {
        true => format!("{}{}", address, &link[1..]),
        false => format!("{address}{link}"),
    }
}

/// The text with ends of blocks around each gap and the word that it touches, which the page's
/// other words may prolong; and the place of `span` in it.
fn broken<'t>(text: &'t str, span: Span<Byte>, gaps: &[u32]) -> (Cow<'t, str>, Span<Byte>) {
    let (mut broken, mut span) = (Cow::Borrowed(text), span);
    let word = |c: char| !c.is_whitespace();
    let around = |gap: &u32| {
        let (before, after) = text.split_at(*gap as usize);
        let rest = after.trim_start_matches(word).len();
        [before.trim_end_matches(word).len(), text.len() - rest]
    };
    let mut cuts: Vec<usize> = gaps.iter().flat_map(around).collect();
    cuts.sort_unstable();
    cuts.dedup();
    for cut in cuts.into_iter().rev() {
        broken.to_mut().insert(cut, '\n');
        let cut = cut as u32;
        let start = span.start() + u32::from(span.start() >= cut);
        span = Span::new(start, span.end() + u32::from(span.end() > cut));
    }
    (broken, span)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_part_of_a_link_runs_over_words_that_are_not_read() {
        let text = "It fell. “The valve is older than I am,” said Ann Lee.";
        let gap = text.find(" is older").expect("the words are there") as u32;
        let end = text.find(" said").expect("the cue is there") as u32;
        let span = Span::new(text.find('“').expect("a quotation") as u32, end);
        let all = "https://news.example#:~:text=%E2%80%9CThe%20valve%20is%20older%20than%20I%20am\
            %2C%E2%80%9D";
        assert_eq!(linked(text, span, "https://news.example", &[]), all);
        let ends = "https://news.example#:~:text=%E2%80%9CThe,is%20older%20than%20I%20am\
            %2C%E2%80%9D";
        assert_eq!(linked(text, span, "https://news.example", &[gap]), ends);
    }

    #[test]
    fn two_gaps_in_one_word_break_it_once() {
        let text = "She said “one—two” more.";
        let gap = text.find('—').expect("a dash") as u32;
        let end = text.find(" more").expect("a last word") as u32;
        let span = Span::new(text.find('“').expect("a quotation") as u32, end);
        for gaps in [[gap, end], [gap, gap], [end, gap]] {
            let (broken, span) = broken(text, span, &gaps);
            assert_eq!(broken, "She said \n“one—two”\n more.");
            assert_eq!(span.of(&broken), "“one—two”");
        }
    }
}
