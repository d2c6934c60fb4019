//! Runs the learned model alone on JSON lines, for measuring it apart from the rest of the library.
//!
//!     cargo run --release --example tag_jsonl -- models/tagger.bin [--nested] \
//!         < articles.jsonl > found.jsonl
//!
//! Each input line has "id" and "text"; each output line that id and "attributions" with spans in
//! characters (code points). Nested attributions are left out unless asked for. Time and speed go
//! to standard error.

use std::io::{BufRead, Write};
use std::time::Instant;

use serde_json::{Value, json};
use whosaid::ENGLISH;
use whosaid::tagger::Tagger;
use whosaid::text::{Byte, Char, OffsetMap, Span};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some(weights) = arguments.first() else {
        return Err("usage: tag_jsonl WEIGHTS [--nested] < articles.jsonl".into());
    };
    let nested = arguments.iter().any(|a| a == "--nested");
    let tagger = Tagger::load(&std::fs::read(weights)?, ENGLISH.tables())?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let (mut words, mut seconds) = (0, 0.0);
    for line in std::io::stdin().lock().lines() {
        let article: Value = serde_json::from_str(&line?)?;
        let text = article["text"].as_str().ok_or("a line has no \"text\"")?;
        let begun = Instant::now();
        let found = tagger.attributions(text);
        seconds += begun.elapsed().as_secs_f64();
        words += text.split_whitespace().count();
        let map = OffsetMap::new(text);
        let span = |s: Span<Byte>| {
            let s = map.convert::<Char>(s);
            json!([s.start(), s.end()])
        };
        let attributions: Vec<Value> = found
            .iter()
            .filter(|a| nested || a.inside.is_none())
            .enumerate()
            .map(|(i, a)| {
                json!({
                    "id": i.to_string(),
                    "source": a.source.map(span).into_iter().collect::<Vec<_>>(),
                    "cue": [span(a.cue)],
                    "content": a.content.iter().copied().map(span).collect::<Vec<_>>(),
                    "confidence": a.confidence,
                    "inside": a.inside.is_some(),
                })
            })
            .collect();
        writeln!(out, "{}", json!({"id": article["id"], "attributions": attributions}))?;
    }
    eprintln!(
        "{words} words in {seconds:.2} s: {:.1} ms per 1000 words",
        seconds * 1e6 / words as f64
    );
    Ok(())
}
