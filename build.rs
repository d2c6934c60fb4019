//! Packs the lexicon's tables of words: see `src/lexicon/tables/pack.rs`.

#[allow(dead_code)]
#[path = "src/lexicon/tables/class.rs"]
mod class;
#[allow(dead_code)]
#[path = "src/lexicon/hash.rs"]
mod hash;
#[allow(dead_code)]
#[path = "src/lexicon/keys.rs"]
mod keys;
#[path = "src/lexicon/tables/pack.rs"]
mod pack;

use std::path::Path;

fn main() {
    let out = std::env::var_os("OUT_DIR").expect("cargo says where to write to");
    std::fs::write(Path::new(&out).join("words.rs"), pack::source()).expect("the packed tables can be written");
    // The tables themselves are part of this program.
    println!("cargo::rerun-if-changed=build.rs");
}
