//! The model gives the same bits natively, where it computes in plain loops, and in the browser,
//! where it uses SIMD128: one digest is compared with both.

use whosaid::tagger::{Evidence, Tagger};

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

const ARTICLE: &str = include_str!("../www/samples/voa-syria-2016-09-09.txt");
const WEIGHTS: &[u8] = include_bytes!("../models/tagger.bin");

/// Digest of all evidence in the sample article. It changes with the weights: the failing test
/// prints the new one.
const DIGEST: u64 = 0x49ae_5096_398d_bf8a;

/// FNV-1a over the bits of every number.
fn digest(evidence: &Evidence) -> u64 {
    let mut bits: Vec<u32> = Vec::new();
    for token in &evidence.tokens {
        bits.extend([token.span.start(), token.span.end(), token.cue.to_bits()]);
    }
    for attribution in &evidence.attributions {
        let spans = attribution.source.iter().chain([&attribution.cue]).chain(&attribution.content);
        bits.extend(spans.flat_map(|s| [s.start(), s.end()]));
        bits.extend([attribution.cue_probability.to_bits(), attribution.confidence.to_bits()]);
    }
    bits.iter()
        .flat_map(|b| b.to_le_bytes())
        .fold(0xcbf2_9ce4_8422_2325, |hash, b| (hash ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn every_number_is_the_same_natively_and_in_the_browser() {
    let evidence = Tagger::load(WEIGHTS).expect("the shipped weights load").evidence(ARTICLE);
    assert!(evidence.attributions.len() > 10, "{} attributions", evidence.attributions.len());
    assert_eq!(digest(&evidence), DIGEST, "now {:#x}", digest(&evidence));
}
