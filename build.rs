//! Packs the lexicon's tables of words and the weights: see `src/lexicon/tables/pack.rs`,
//! `src/tagger/pack.rs`.

#[allow(dead_code)]
#[path = "src/lexicon/tables/class.rs"]
mod class;
#[path = "src/tagger/crc.rs"]
mod crc;
#[allow(dead_code)]
#[path = "src/lexicon/hash.rs"]
mod hash;
#[allow(dead_code)]
#[path = "src/lexicon/keys.rs"]
mod keys;
#[path = "src/lexicon/tables/pack.rs"]
mod pack;
#[path = "src/tagger/pack.rs"]
mod weights;

use std::path::Path;

fn main() {
    let out = std::env::var_os("OUT_DIR").expect("cargo says where to write to");
    std::fs::write(Path::new(&out).join("words.rs"), pack::source())
        .expect("the packed tables can be written");
    let file = "models/tagger.bin";
    let plain = std::fs::read(file).expect("the weights are in models/");
    let packed = weights::pack(&plain).unwrap_or(plain);
    std::fs::write(Path::new(&out).join("tagger.bin"), packed)
        .expect("the packed weights can be written");
    println!("cargo::rerun-if-changed={file}");
    // The tables themselves are part of this program.
    println!("cargo::rerun-if-changed=build.rs");
}
