use super::*;

#[test]
fn halves_are_read_as_ieee_754_says() {
    for (bits, value) in [
        (0x3C00, 1.0),
        (0xC000, -2.0),
        (0x3555, 0.333_251_95),
        (0x0001, 5.960_464_5e-8),
        (0x7BFF, 65504.0),
        (0, 0.0),
    ] {
        assert_eq!(half(bits), value, "{bits:#x}");
    }
}

#[test]
fn other_bytes_are_refused_with_the_reason() {
    assert_eq!(Weights::read(b"PK\x03\x04").unwrap_err(), Error::NotWeights);
    assert_eq!(Weights::read(b"whosaid\0\x09\0\0\0").unwrap_err(), Error::Version(9));
    assert_eq!(Weights::read(b"whosaid\0\x01\0\0\0\x07\0\0\0rest").unwrap_err(), Error::Damaged);
    assert_eq!(Weights::read(b"whosaid\0\x01").unwrap_err(), Error::Damaged);
}

/// Against the file as it is before it is packed.
#[cfg(not(target_arch = "wasm32"))]
mod packed {
    use whosaid_packing::weights::pack;

    use super::*;
    use crate::tagger::{Tagger, english};

    fn file() -> Vec<u8> {
        std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/models/tagger.bin"))
            .expect("the weights are in models/")
    }

    #[test]
    fn packed_weights_are_those_of_the_file() {
        let plain = Weights::read(&file()).expect("the weights can be read");
        let packed = Weights::read(&pack(&file()).expect("the weights can be packed"))
            .expect("packed weights can be read");
        let WordList::Spelled(words) = &plain.words else {
            panic!("the file has its words in full")
        };
        for (i, word) in words.iter().enumerate() {
            let place = packed.words.position(word).expect("each word is found");
            assert_eq!(plain.word_table.row(i + 2), packed.word_table.row(place + 2), "{word}");
        }
        for row in 0..2 {
            assert_eq!(plain.word_table.row(row), packed.word_table.row(row));
        }
        let unknown =
            (0..20_000).filter(|i| packed.words.position(&format!("nowhere{i}")).is_some()).count();
        assert!(unknown < 25, "{unknown} of 20,000 unknown words count as known");
        let same = Weights {
            words: plain.words.clone(),
            word_table: plain.word_table.clone(),
            names: plain.names.clone(),
            ..packed
        };
        assert_eq!(Weights { parts: plain.parts.clone(), ..same }, plain);
    }

    #[test]
    fn packed_weights_find_what_the_file_finds() {
        let text = include_str!("../../../www/samples/voa-syria-2016-09-09.txt");
        let plain = Tagger::load(&file()).expect("the weights can be read");
        assert_eq!(plain.evidence(text), english().evidence(text));
    }
}
