//! Runs a file of weights on JSON lines, for measuring it: the learned model alone, apart from the
//! rest of the library, or with `--whole` the whole library with these weights.
//!
//!     cargo run --release --example tag_jsonl -- models/tagger.bin [--nested | --whole] \
//!         < articles.jsonl > found.jsonl
//!
//! Each input line has "id" and "text"; each output line that id and "attributions" with spans in
//! characters (code points), or with `--whole` all of the analysis. Nested attributions of the
//! model alone are left out unless asked for. Time and speed go to standard error.

use std::io::{BufRead, Write};
use std::time::Instant;

use serde_json::{Value, json};
use whosaid::tagger::{Evidence, TaggedAttribution, Tagger};
use whosaid::text::{Byte, Char, Document, OffsetMap, Span};
use whosaid::{Analysis, ENGLISH, actors, assemble, attribution, provenance};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some(weights) = arguments.first() else {
        return Err("usage: tag_jsonl WEIGHTS [--nested | --whole] < articles.jsonl".into());
    };
    let asked = |option: &str| arguments.iter().any(|a| a == option);
    let tagger = Tagger::load(&std::fs::read(weights)?)?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let (mut words, mut seconds) = (0, 0.0);
    for line in std::io::stdin().lock().lines() {
        let article: Value = serde_json::from_str(&line?)?;
        let text = article["text"].as_str().ok_or("a line has no \"text\"")?;
        let map = OffsetMap::new(text);
        words += text.split_whitespace().count();
        let begun = Instant::now();
        let mut found = if asked("--whole") {
            serde_json::to_value(analyze(text, &tagger).convert::<Char>(&map))?
        } else {
            json!({ "attributions": listed(&tagger.attributions(text), &map, asked("--nested")) })
        };
        seconds += begun.elapsed().as_secs_f64();
        found["id"] = article["id"].clone();
        writeln!(out, "{found}")?;
    }
    eprintln!(
        "{words} words in {seconds:.2} s: {:.1} ms per 1000 words",
        seconds * 1e6 / words as f64
    );
    Ok(())
}

/// All stages of the library, with another model of attributions.
fn analyze(text: &str, tagger: &Tagger) -> Analysis {
    let document = Document::read(text);
    let mut evidence = Evidence::default();
    for slice in tagger.slices_read_as(text, &document.unwrapped()) {
        evidence.extend(tagger.read(&slice));
    }
    let drafts = attribution::find(&document, &evidence);
    let mentions = actors::mentions(&document, ENGLISH.names());
    let cast = actors::resolve(&document, mentions, &drafts, ENGLISH.ranker());
    let origins = provenance::find(&document, &drafts, &cast);
    let attributions = assemble(&document, drafts, &cast, origins);
    Analysis { attributions, actors: cast.actors, places: cast.places, ..document.outline() }
}

/// What the model alone found, in characters.
fn listed(found: &[TaggedAttribution], map: &OffsetMap, nested: bool) -> Vec<Value> {
    let span = |s: Span<Byte>| {
        let s = map.convert::<Char>(s);
        json!([s.start(), s.end()])
    };
    let surely = |a: &&TaggedAttribution| !a.doubtful && (nested || a.inside.is_none());
    let kept = found.iter().filter(surely).enumerate();
    kept.map(|(i, a)| {
        json!({
            "id": i.to_string(),
            "source": a.source.map(span).into_iter().collect::<Vec<_>>(),
            "cue": [span(a.cue)],
            "content": a.content.iter().copied().map(span).collect::<Vec<_>>(),
            "confidence": a.confidence,
            "inside": a.inside.is_some(),
        })
    })
    .collect()
}
