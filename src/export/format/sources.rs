//! The sources of an article as a table: a row each.
//!
//! Takes an article with its analysis; gives the rows of [`voices`] as comma-separated values
//! ([`super::cells`]); promises that their words add up to all that the article reports, and that
//! columns keep their names and their places: new ones come last.

use super::cells::row;
use crate::export::findings::Findings;
use crate::export::links::{Broken, Links};
use crate::export::statement_key::keys;
use crate::export::words::{hundredths, is_corrected, json_name, list};
use crate::text::one_line;
use crate::voices::{self, Naming, Voice};

/// The first row: what each column holds.
pub const SOURCES_HEADER: &str = concat!(
    "document,title,outlet,authors,published,address,source,naming,source_kind,role,affiliation,",
    "statements,words,share,words_in_quotation_marks,attribution_ids,paragraph,link,",
    "corrected_by_reader\r\n",
);

/// One row for each source, without [`SOURCES_HEADER`], in the order of the panel's voices: the one
/// with most words first. The link leads to the first of its words, which the paragraph has.
///
/// ```
/// use whosaid::{analyze, export, Options};
/// let text = "Taxes will rise, Ann Lee said on Friday.";
/// let analysis = analyze(text, &Options::default());
/// let findings = export::Findings::new("lee.txt", "lee.txt", text, &analysis);
/// let table = export::sources(&findings);
/// assert!(table.contains(r#","Ann Lee","named","person","","","1","3","1.00","0","0","1","lee"#));
/// ```
pub fn sources(findings: &Findings<'_>) -> String {
    let voices = voices::read(findings.text, findings.analysis);
    let broken = Broken::of(findings.text, findings.gaps);
    let links = Links::for_many(&broken, findings.address, keys(findings.text, findings.analysis));
    let mut table = String::new();
    for voice in &voices.rows {
        table += &row(&cells(findings, &links, voice, voices.words));
    }
    table
}

fn cells(findings: &Findings<'_>, links: &Links<'_>, voice: &Voice, all: u32) -> [String; 19] {
    let analysis = findings.analysis;
    let actor = |id: u32| analysis.actors.get(id as usize).map(|actor| actor.name.clone());
    let first = voice.pieces.first().copied();
    let corrected = voice.statements.iter().any(|&id| {
        let statement = analysis.attributions.get(id as usize);
        statement.is_some_and(|a| is_corrected(a, &analysis.actors))
    });
    [
        findings.name.to_string(),
        findings.title(),
        findings.outlet.to_string(),
        list(findings.authors().iter().cloned()),
        analysis.published.clone().unwrap_or_default(),
        findings.address.to_string(),
        voice.name.clone(),
        String::from(naming(voice.naming)),
        voice.kind.map(|kind| json_name(&kind)).unwrap_or_default(),
        voice.role.as_deref().map(one_line).unwrap_or_default(),
        voice.affiliation.and_then(actor).unwrap_or_default(),
        voice.statements.len().to_string(),
        voice.words.to_string(),
        hundredths(voice.words as f32 / all.max(1) as f32),
        voice.verbatim.to_string(),
        list(voice.statements.iter().map(u32::to_string)),
        first
            .and_then(|first| findings.paragraph_at(first.start()))
            .map(|at| at.to_string())
            .unwrap_or_default(),
        first
            .zip(voice.statements.first())
            .map(|(first, id)| links.to_words(first, *id))
            .unwrap_or_default(),
        corrected.to_string(),
    ]
}

/// What tables call it.
pub fn naming(naming: Naming) -> &'static str {
    match naming {
        Naming::Named => "named",
        Naming::Unnamed => "unnamed",
        Naming::Thing(_) => "thing",
        Naming::NotStated => "not stated",
    }
}
