//! `whosaid check`: the quotations of an article checked against a transcript.
//!
//! Takes both texts; gives a table for people, or JSON; promises a line for each statement with
//! quoted words.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::Serializer;
use serde_json::{Value, json};
use whosaid::quotation_check::{CheckedStatement, RunKind, Verdict, check, plain};
use whosaid::text::{Byte, OffsetMap, Span, Utf16};
use whosaid::{Analysis, Options, analyze};

use crate::input::{complain, read, reject, shown};
use crate::options::{Check, CheckOutput};
use crate::readable::Readable;

/// Checks the quotations of an article; true if both texts could be read.
pub fn run(task: &Check, out: &mut impl Write) -> io::Result<bool> {
    let [article, other] = &task.files;
    let (text, content) = match (read(article), read(other)) {
        (Ok(text), Ok(content)) => (text, content),
        (text, content) => {
            let errors = [text.err(), content.err()];
            return Ok(errors.iter().flatten().fold(true, |_, error| reject(error)));
        }
    };
    let analysis = analyze(&text, &Options { assume_english: task.assume_english });
    if let Some(notice) = &analysis.notice {
        complain(&format!("{}: {}", shown(article), notice.message));
    }
    let pair = Pair { article: &text, analysis: &analysis, name: other, other: &content };
    match task.output {
        CheckOutput::Table => table(&pair, out)?,
        CheckOutput::Json => {
            let mut serializer = Serializer::with_formatter(&mut *out, Readable::default());
            json(&pair).serialize(&mut serializer).map_err(io::Error::from)?;
            out.write_all(b"\n")?;
        }
    }
    Ok(true)
}

/// An article with its analysis, and the text to check against.
struct Pair<'a> {
    article: &'a str,
    analysis: &'a Analysis<Byte>,
    /// The other text's file name, whose ending says what it is.
    name: &'a str,
    other: &'a str,
}

/// Writes what is found as a table: verdict, speaker, words. Words of the transcript alone stand
/// in `[-…-]`, those of the article alone in `{+…+}`.
fn table(pair: &Pair<'_>, out: &mut impl Write) -> io::Result<()> {
    let other = plain(pair.name, pair.other);
    let found = check(pair.article, pair.analysis, &other);
    let exact = found.iter().filter(|f| f.verdict == Verdict::WordForWord).count();
    writeln!(out, "{exact} of {} are word for word", found.len())?;
    for statement in &found {
        let remark = match (statement.negation, statement.reordered) {
            (true, _) => " (a negation differs)",
            (false, true) => " (in another order)",
            (false, false) => "",
        };
        let verdict = name(statement.verdict);
        let speakers = one_line(&speakers(pair, statement).join(", "));
        writeln!(out, "\n{verdict}{remark}: {speakers}")?;
        writeln!(out, "    {}", words(pair, &other, statement))?;
        let places = statement.places.iter().filter(|_| statement.verdict != Verdict::WordForWord);
        for place in places {
            writeln!(out, "    there: {}", one_line(place.of(&other)))?;
        }
    }
    Ok(())
}

/// What is found as JSON. Spans count UTF-16 code units of the article, and of the other text for
/// places and for runs that are `gone` or `cut`.
fn json(pair: &Pair<'_>) -> Value {
    let other = plain(pair.name, pair.other);
    let found = check(pair.article, pair.analysis, &other);
    let (here, there) = (OffsetMap::new(pair.article), OffsetMap::new(&other));
    let run = |kind: RunKind, span: Span<Byte>| {
        let is_there = matches!(kind, RunKind::Gone | RunKind::Cut);
        let (map, text) = if is_there { (&there, &*other) } else { (&here, pair.article) };
        json!({ "kind": kind, "span": map.convert::<Utf16>(span), "text": span.of(text) })
    };
    let place = |span: &Span<Byte>| -> Value {
        json!({ "span": there.convert::<Utf16>(*span), "text": span.of(&other) })
    };
    let statement = |s: &CheckedStatement| {
        json!({
            "attribution": s.attribution,
            "speakers": speakers(pair, s),
            "verdict": s.verdict,
            "negation": s.negation,
            "reordered": s.reordered,
            "runs": s.runs.iter().map(|r| run(r.kind, r.span)).collect::<Vec<_>>(),
            "places": s.places.iter().map(place).collect::<Vec<_>>(),
        })
    };
    json!({ "schema": 1, "statements": found.iter().map(statement).collect::<Vec<_>>() })
}

fn name(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::WordForWord => "Word for word",
        Verdict::Shortened => "Shortened",
        Verdict::Different => "Differs",
        Verdict::Absent => "Not there",
    }
}

fn speakers<'a>(pair: &Pair<'a>, found: &CheckedStatement) -> Vec<&'a str> {
    let of = &pair.analysis.attributions[found.attribution as usize];
    let name = |&id: &u32| Some(&*pair.analysis.actors.get(id as usize)?.name);
    of.speakers.iter().filter_map(name).collect()
}

/// The comparison as one line.
fn words(pair: &Pair<'_>, other: &str, found: &CheckedStatement) -> String {
    let run = |kind, span: Span<Byte>| match kind {
        RunKind::Same => one_line(span.of(pair.article)),
        RunKind::Added => format!("{{+{}+}}", one_line(span.of(pair.article))),
        RunKind::Gone => format!("[-{}-]", one_line(span.of(other))),
        RunKind::Cut => "…".into(),
    };
    found.runs.iter().map(|r| run(r.kind, r.span)).collect::<Vec<_>>().join(" ")
}

/// The text on one line, with a space for each control character: a terminal would obey it.
fn one_line(text: &str) -> String {
    let parts = text.split(|c: char| c.is_whitespace() || c.is_control());
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}
