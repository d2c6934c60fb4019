//! Rust against the training framework: tests/fixtures/tagger-parity.json holds what PyTorch makes
//! of a few texts with the shipped weights.

use serde_json::Value;
use whosaid_packing::crc::crc32;

use super::chunks::chunks;
use super::model::Tagger;
use super::slice::Slice;
use super::tokens::Tokens;
use super::{decode, weights};
use crate::text::{Byte, Span};

/// Most that a probability may differ by: layers pass on whole numbers here (models/FORMAT.md,
/// "Running it"), and the fixture is rounded.
const TOLERANCE: f64 = 2e-3;

fn file(path: &str) -> Vec<u8> {
    std::fs::read(format!("{}/{path}", env!("CARGO_MANIFEST_DIR")))
        .unwrap_or_else(|e| panic!("{path}: {e}"))
}

fn shipped() -> (Tagger, Value, u32) {
    let weights = file("models/tagger.bin");
    let fixture = serde_json::from_slice(&file("tests/fixtures/tagger-parity.json")).unwrap();
    (Tagger::load(&weights).unwrap(), fixture, crc32(&weights[16..]))
}

fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap()
}

fn numbers(value: &Value) -> Vec<i64> {
    list(value).iter().map(|v| v.as_i64().unwrap()).collect()
}

fn span(value: &Value) -> Span<Byte> {
    let v = numbers(value);
    Span::new(v[0] as u32, v[1] as u32)
}

#[track_caller]
fn assert_close<const N: usize>(got: &[[f32; N]], want: &Value, what: &str) {
    assert_eq!(got.len(), list(want).len(), "{what}");
    for (t, (got, want)) in got.iter().zip(list(want)).enumerate() {
        for (k, want) in list(want).iter().enumerate() {
            let (got, want) = (f64::from(got[k]), want.as_f64().unwrap());
            assert!(
                (got - want).abs() < TOLERANCE,
                "{what} of token {t}, class {k}: {got}, not {want}"
            );
        }
    }
}

#[test]
fn the_fixture_was_made_with_the_shipped_weights() {
    let (_, fixture, checksum) = shipped();
    assert_eq!(
        fixture["weights"], checksum,
        "make both anew: python -m training ... --only export"
    );
}

#[test]
fn tokens_and_features_are_those_of_training() {
    let (tagger, fixture, _) = shipped();
    for case in list(&fixture["texts"]) {
        let tokens = Tokens::read(case["text"].as_str().unwrap());
        assert_eq!(
            tokens.spans.iter().map(|&(s, e)| vec![s as i64, e as i64]).collect::<Vec<_>>(),
            list(&case["tokens"]).iter().map(numbers).collect::<Vec<_>>()
        );
        let made = chunks(&tokens, tagger.chunk_size);
        assert_eq!(made.len(), list(&case["chunks"]).len());
        for (chunk, want) in made.iter().zip(list(&case["chunks"])) {
            assert_eq!(
                chunk.index.iter().map(|i| i.map_or(-1, |i| i as i64)).collect::<Vec<_>>(),
                numbers(&want["index"])
            );
            assert_eq!(
                chunk.sentence.iter().map(|&i| i64::from(i)).collect::<Vec<_>>(),
                numbers(&want["sentence"])
            );
            assert_eq!(
                chunk.paragraph.iter().map(|&i| i64::from(i)).collect::<Vec<_>>(),
                numbers(&want["paragraph"])
            );
            for (t, (got, want)) in chunk.features.iter().zip(list(&want["features"])).enumerate() {
                assert_eq!(
                    got.map(i64::from).to_vec(),
                    numbers(want),
                    "features of {:?} in {:?}",
                    chunk.words[t],
                    case["text"]
                );
            }
        }
    }
}

#[test]
fn long_texts_are_cut_as_in_training() {
    let (tagger, fixture, _) = shipped();
    let layout = &fixture["layout"];
    let tokens = Tokens::read(layout["text"].as_str().unwrap());
    let sizes: Vec<i64> =
        chunks(&tokens, tagger.chunk_size).iter().map(|c| c.len() as i64).collect();
    assert_eq!(sizes, numbers(&layout["chunks"]));
}

#[test]
fn probabilities_are_those_of_training() {
    let (tagger, fixture, _) = shipped();
    for case in list(&fixture["texts"]) {
        let text = case["text"].as_str().unwrap();
        for (Slice { chunk, .. }, want) in tagger.slices(text).iter().zip(list(&case["chunks"])) {
            let encoded = tagger.network.encode(chunk);
            let cues = tagger.network.cues(&encoded);
            assert_close(&cues, &want["cue"], "cue");
            let spans = decode::cue_spans(&cues, tagger.thresholds.cue);
            assert_eq!(spans.len(), list(&want["tags"]).len());
            for ((cue, _), want) in spans.into_iter().zip(list(&want["tags"])) {
                assert_eq!(vec![cue.0 as i64, cue.1 as i64], numbers(&want["cue"]));
                assert_close(
                    &tagger.network.tag(chunk, &encoded, cue),
                    &want["probabilities"],
                    "tag",
                );
            }
        }
    }
}

#[test]
fn attributions_are_those_of_training() {
    let (tagger, fixture, _) = shipped();
    let mut count = 0;
    for case in list(&fixture["texts"]) {
        let found: Vec<_> = tagger
            .attributions(case["text"].as_str().unwrap())
            .into_iter()
            .filter(|a| a.inside.is_none() && !a.doubtful)
            .collect();
        let mut wanted: Vec<&Value> = list(&case["attributions"]).iter().collect();
        wanted.sort_by_key(|w| span(&w["content"][0]).start());
        assert_eq!(found.len(), wanted.len(), "in {:?}", case["text"]);
        for (got, want) in found.iter().zip(wanted) {
            assert_eq!(
                got.source.into_iter().collect::<Vec<_>>(),
                list(&want["source"]).iter().map(span).collect::<Vec<_>>()
            );
            assert_eq!(got.cue, span(&want["cue"][0]));
            assert_eq!(got.content, list(&want["content"]).iter().map(span).collect::<Vec<_>>());
            assert!(
                (f64::from(got.confidence) - want["confidence"].as_f64().unwrap()).abs() < 5e-3
            );
            count += 1;
        }
    }
    assert!(count >= 4, "the fixture shows too little: {count} attributions");
}

#[test]
fn a_changed_byte_is_noticed() {
    let mut weights = file("models/tagger.bin");
    let last = weights.len() - 1;
    weights[last] ^= 1;
    assert_eq!(Tagger::load(&weights).unwrap_err(), weights::Error::Damaged);
    weights.truncate(last);
    assert_eq!(Tagger::load(&weights).unwrap_err(), weights::Error::Damaged);
}

#[test]
fn slices_read_one_by_one_give_what_the_whole_text_gives() {
    let (tagger, fixture, _) = shipped();
    let text = list(&fixture["texts"])
        .iter()
        .map(|c| c["text"].as_str().unwrap())
        .collect::<Vec<_>>()
        .join("\n\n")
        .repeat(3);
    let whole = tagger.evidence(&text);
    let parts: Vec<_> = tagger.slices(&text).iter().map(|s| tagger.read(s)).collect();
    assert!(parts.len() > 1);
    assert_eq!(whole.tokens, parts.iter().flat_map(|p| p.tokens.clone()).collect::<Vec<_>>());
    assert_eq!(whole.attributions.len(), parts.iter().map(|p| p.attributions.len()).sum::<usize>());
    for slice in tagger.slices(&text) {
        let alone = tagger.evidence(slice.text());
        assert_eq!(
            alone.attributions.len(),
            tagger.read(&slice).attributions.len(),
            "{:?}",
            slice.text()
        );
    }
}
