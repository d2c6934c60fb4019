//! Packs the lexicon's tables of words and the tagger's weights, by the crate `packing`, for the
//! library to hold.

use std::path::Path;

use whosaid_packing::weights;
use whosaid_packing::words::WordTables;

fn main() {
    let out = std::env::var_os("OUT_DIR").expect("cargo says where to write to");
    let write = |name: &str, bytes: &[u8]| {
        std::fs::write(Path::new(&out).join(name), bytes).expect("packed files can be written");
    };

    let tables = "src/lexicon/data";
    println!("cargo::rerun-if-changed={tables}");
    let words = WordTables::read(Path::new(tables)).unwrap_or_else(|error| panic!("{error}"));
    write("words.rs", words.source().as_bytes());

    let file = "models/tagger.bin";
    println!("cargo::rerun-if-changed={file}");
    let plain = std::fs::read(file).expect("the weights are in models/");
    write("tagger.bin", &weights::pack(&plain).unwrap_or(plain));
}
