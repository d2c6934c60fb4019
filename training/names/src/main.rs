//! Trains src/lexicon/data/name_kinds.txt: a maximum-entropy classifier of names into person, organisation, place and nothing.
//!
//! `cargo run --release --manifest-path training/names/Cargo.toml -- OUT.txt ARTICLES.jsonl...`
//!
//! Each article: {"text", "mentions": [{"span": [start, end] in code points, "type": "PER" | "ORG" | "LOC"}]}. A name found in the text that shares no
//! character with a mention is an example of nothing. Training is deterministic: AdaGrad over the examples in a fixed order, L1 truncation, then
//! weights in steps of 0.1.

use std::collections::HashMap;
use std::io::Write;

use whosaid::text::Document;

/// Rarer features are left out.
const LEAST: u32 = 4;
const PASSES: usize = 30;
const RATE: f32 = 0.15;
/// L1 penalty per example: what sets the number of features kept.
const L1: f32 = 3.0e-5;
const STEP: f32 = 0.1;

struct Example {
    features: Vec<u32>,
    class: usize,
    weight: f32,
}

fn main() {
    let mut args = std::env::args().skip(1);
    let out = args.next().expect("usage: train-names OUT.txt ARTICLES.jsonl...");
    let mut ids: HashMap<String, u32> = HashMap::new();
    let mut names: Vec<String> = Vec::new();
    let mut counts: Vec<u32> = Vec::new();
    let mut examples = Vec::new();
    for path in args {
        let file = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"));
        for line in file.lines() {
            let article: serde_json::Value = serde_json::from_str(line).expect("each line is a JSON object");
            let text = article["text"].as_str().expect("each article has a text");
            let bytes: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
            let mentions: Vec<(usize, usize, usize)> = article["mentions"]
                .as_array()
                .into_iter()
                .flatten()
                .map(|m| {
                    let at = |i: usize| bytes[m["span"][i].as_u64().expect("spans are numbers") as usize];
                    let class = ["PER", "ORG", "LOC"].iter().position(|t| m["type"] == *t).expect("a known type");
                    (at(0), at(1), class)
                })
                .collect();
            for (span, features) in whosaid::actors::name_features(&Document::read(text)) {
                let (start, end) = (span.start() as usize, span.end() as usize);
                let overlap = |m: &&(usize, usize, usize)| m.1.min(end).saturating_sub(m.0.max(start));
                let best = mentions.iter().max_by_key(overlap).filter(|m| overlap(m) > 0);
                let exact = best.is_some_and(|m| m.0 == start && m.1 == end || text[m.0..m.1].to_lowercase() == format!("the {}", text[start..end].to_lowercase()));
                let features = features
                    .into_iter()
                    .map(|f| {
                        let id = *ids.entry(f).or_insert_with_key(|f| {
                            names.push(f.clone());
                            counts.push(0);
                            names.len() as u32 - 1
                        });
                        counts[id as usize] += 1;
                        id
                    })
                    .collect();
                examples.push(Example { features, class: best.map_or(3, |m| m.2), weight: if exact || best.is_none() { 1.0 } else { 0.3 } });
            }
        }
    }
    for e in &mut examples {
        e.features.retain(|&f| counts[f as usize] >= LEAST);
    }
    eprintln!("{} examples, {} features", examples.len(), counts.iter().filter(|&&c| c >= LEAST).count());
    let weights = train(&examples, names.len());
    let quantized: Vec<[i32; 4]> = weights.iter().map(|w| w.map(|x| (x / STEP).round().clamp(-99.0, 99.0) as i32)).collect();
    let right = examples.iter().filter(|e| best(&quantized, &e.features) == e.class).count();
    let mut lines: Vec<String> =
        (0..names.len()).filter(|&i| quantized[i] != [0; 4]).map(|i| format!("{}\t{}", names[i], quantized[i].map(|w| w.to_string()).join(" "))).collect();
    lines.sort();
    eprintln!("right in training: {:.1} %, {} features kept", 100.0 * right as f64 / examples.len() as f64, lines.len());
    let mut file = std::fs::File::create(&out).expect("the output can be written");
    writeln!(file, "# What features of a name tell of its kind: weights for person, organisation, place, nothing, in steps of {STEP} nats.").unwrap();
    writeln!(file, "# Built by training/names from texts with named entities marked; only weights were kept of them.").unwrap();
    writeln!(file, "{}", lines.join("\n")).unwrap();
}

fn best(weights: &[[i32; 4]], features: &[u32]) -> usize {
    let mut s = [0; 4];
    for &f in features {
        for (s, w) in s.iter_mut().zip(weights[f as usize]) {
            *s += w;
        }
    }
    (0..4).rev().max_by_key(|&i| s[i]).unwrap()
}

/// Softmax regression by AdaGrad with cumulative L1 truncation (Duchi and others 2011, as dual averaging).
fn train(examples: &[Example], features: usize) -> Vec<[f32; 4]> {
    let mut w = vec![[0f32; 4]; features];
    let mut gradient_sum = vec![[0f32; 4]; features];
    let mut square_sum = vec![[0f32; 4]; features];
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut state = 1u64;
    let mut steps = 0u32;
    for pass in 0..PASSES {
        for i in (1..order.len()).rev() {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            order.swap(i, (state >> 33) as usize % (i + 1));
        }
        let mut loss = 0.0;
        for &n in &order {
            let e = &examples[n];
            let mut s = [0f32; 4];
            for &f in &e.features {
                for (s, w) in s.iter_mut().zip(w[f as usize]) {
                    *s += w;
                }
            }
            let top = s.iter().cloned().fold(f32::MIN, f32::max);
            let total: f32 = s.iter().map(|s| (s - top).exp()).sum();
            let p = s.map(|s| (s - top).exp() / total);
            loss -= e.weight * p[e.class].max(1e-9).ln();
            steps += 1;
            for &f in &e.features {
                let f = f as usize;
                for c in 0..4 {
                    let g = e.weight * (p[c] - if c == e.class { 1.0 } else { 0.0 });
                    gradient_sum[f][c] += g;
                    square_sum[f][c] += g * g;
                    // Dual averaging: the weight follows from the sums, with what is small cut to nothing.
                    let mean = gradient_sum[f][c];
                    let cut = (mean.abs() - L1 * steps as f32).max(0.0);
                    w[f][c] = -mean.signum() * RATE * cut / (1.0 + square_sum[f][c].sqrt());
                }
            }
        }
        eprintln!("pass {pass}: loss {:.4}", loss / examples.len() as f32);
    }
    w
}
