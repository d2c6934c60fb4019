//! Attributions as a table: a row each.
//!
//! Takes an article with its analysis; gives comma-separated values ([`super::cells`]); promises
//! that columns keep their names and their places: new ones come last.

use super::cells::row;
use crate::analysis::prominence::words_of;
use crate::analysis::{Actor, Attribution};
use crate::export::findings::Findings;
use crate::export::links::{Broken, Links};
use crate::export::statement_key::keys;
use crate::export::words::{hundredths, is_corrected, joined, json_name, list};
use crate::text::{Byte, OffsetMap, Span, Unit, one_line};

/// The first row: what each column holds.
pub const HEADER: &str = concat!(
    "document,id,tier,kind,act,negated,confidence,speakers,unnamed,source,cue,content,",
    "source_span,cue_span,content_span,inside,speaker_confidence,source_kind,channel,",
    "unnamed_reason,knowledge,channel_span,unnamed_reason_span,knowledge_span,",
    "title,outlet,authors,published,address,paragraph,speaker_kind,role,affiliation,words,link,",
    "corrected_by_reader\r\n",
);

/// One row for each attribution, without [`HEADER`].
///
/// Spans are written `12..34` in units of `U`. Where a spreadsheet would run a cell, or what
/// follows a comma, semicolon, tab or line break in it, as a formula, an apostrophe stands before
/// that; no other text is changed, except that white space becomes single spaces. Speakers, whether
/// they are unnamed, their kinds, roles and affiliations stand in the same order. Paragraphs are
/// counted from 1; the cell is empty for words outside of them, as in the headline. The link leads
/// to the first piece of the content.
///
/// ```
/// use whosaid::{analyze, export, Options, text::Char};
/// let text = "Taxes will rise, Ann Lee said on Friday.";
/// let analysis = analyze(text, &Options::default());
/// let findings = export::Findings::new("lee.txt", "lee.txt", text, &analysis);
/// let table = export::HEADER.to_string() + &export::csv::<Char>(&findings);
/// assert!(table.ends_with("#whosaid=775e41ff:~:text=Taxes%20will%20rise\",\"false\"\r\n"));
/// ```
pub fn csv<U: Unit>(findings: &Findings<'_>) -> String {
    let Findings { text, analysis, .. } = *findings;
    let map = OffsetMap::new(text);
    let broken = Broken::of(text, findings.gaps);
    let links = Links::for_many(&broken, findings.address, keys(text, analysis));
    let mut table = String::new();
    for a in &analysis.attributions {
        let mut cells = about::<U>(findings, &map, a);
        cells.extend(place(findings, &links, a));
        table += &row(&cells);
    }
    table
}

/// The cells of what is said, by whom and how.
fn about<U: Unit>(findings: &Findings<'_>, map: &OffsetMap, a: &Attribution<Byte>) -> Vec<String> {
    let text = findings.text;
    let speakers = findings.speakers(a);
    let spans =
        |spans: &[Span<Byte>]| list(spans.iter().map(|s| format!("{:?}", map.convert::<U>(*s))));
    vec![
        findings.name.to_string(),
        a.id.to_string(),
        json_name(&a.tier),
        json_name(&a.kind),
        json_name(&a.act),
        a.negated.to_string(),
        hundredths(a.confidence),
        list(speakers.iter().map(|s| s.name.clone())),
        list(speakers.iter().map(|s| s.unnamed.to_string())),
        joined(text, &a.source),
        joined(text, &a.cue),
        joined(text, &a.content),
        spans(&a.source),
        spans(&a.cue),
        spans(&a.content),
        a.inside.map(|id| id.to_string()).unwrap_or_default(),
        if speakers.is_empty() { String::new() } else { hundredths(a.speaker_confidence) },
        a.source_kind.map(|kind| json_name(&kind)).unwrap_or_default(),
        joined(text, &a.channel),
        joined(text, &a.unnamed_reason),
        joined(text, &a.knowledge),
        spans(&a.channel),
        spans(&a.unnamed_reason),
        spans(&a.knowledge),
    ]
}

/// The cells of the article, of the place in it, and of who the speakers are.
fn place(findings: &Findings<'_>, links: &Links<'_>, a: &Attribution<Byte>) -> [String; 12] {
    let Findings { text, analysis, .. } = *findings;
    let speakers = findings.speakers(a);
    let each =
        |cell: &dyn Fn(&Actor<Byte>) -> String| list(speakers.iter().map(|speaker| cell(speaker)));
    let affiliation = |speaker: &Actor<Byte>| {
        let body = speaker.affiliation.and_then(|id| analysis.actors.get(id as usize));
        body.map(|body| body.name.clone()).unwrap_or_default()
    };
    [
        findings.title(),
        findings.outlet.to_string(),
        list(findings.authors().iter().cloned()),
        analysis.published.clone().unwrap_or_default(),
        findings.address.to_string(),
        findings.paragraph(a).map(|at| at.to_string()).unwrap_or_default(),
        each(&|speaker| json_name(&speaker.kind)),
        each(&|speaker| speaker.description.as_deref().map(one_line).unwrap_or_default()),
        each(&affiliation),
        words_of(text, a).0.to_string(),
        links.to(a).unwrap_or_default(),
        is_corrected(a, &analysis.actors).to_string(),
    ]
}
