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
fn steps_are_powers_of_the_fourth_root_of_two() {
    for (byte, value) in
        [(128, 1.0), (132, 2.0), (124, 0.5), (130, std::f32::consts::SQRT_2), (127, 0.840_896_4)]
    {
        assert_eq!(step(byte), value, "{byte}");
    }
    for byte in 0..=255 {
        let exact = 2f64.powf((f64::from(byte) - 128.0) / 4.0);
        assert!((f64::from(step(byte)) / exact - 1.0).abs() < 1e-7, "{byte}");
    }
}

#[test]
fn other_bytes_are_refused_with_the_reason() {
    assert_eq!(Weights::read(b"PK\x03\x04").unwrap_err(), Error::NotWeights);
    for version in [1, 2, 9] {
        let file = [b"whosaid\0", &u32::to_le_bytes(version)[..]].concat();
        assert_eq!(Weights::read(&file).unwrap_err(), Error::Version(version));
    }
    assert_eq!(Weights::read(b"whosaid\0\x03\0\0\0\x07\0\0\0rest").unwrap_err(), Error::Damaged);
    assert_eq!(Weights::read(b"whosaid\0\x03").unwrap_err(), Error::Damaged);
}

/// Against the file as it is before it is packed.
#[cfg(not(target_arch = "wasm32"))]
mod packed {
    use whosaid_packing::crc::crc32;
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
        let same =
            Weights { words: plain.words.clone(), word_table: plain.word_table.clone(), ..packed };
        assert_eq!(same, plain);
    }

    #[test]
    fn packed_weights_find_what_the_file_finds() {
        let text = include_str!("../../../www/samples/voa-syria-2016-09-09.txt");
        let plain = Tagger::load(&file()).expect("the weights can be read");
        assert_eq!(plain.evidence(text), english().evidence(text));
    }

    /// Bytes before the list of words.
    const WORDS: usize = 136;

    /// Where the steps of the table of words begin.
    fn table(file: &[u8]) -> usize {
        WORDS + u32::from_le_bytes(file[40..44].try_into().unwrap()) as usize
    }

    /// The file with a checksum that fits.
    fn sealed(mut file: Vec<u8>) -> Vec<u8> {
        let checksum = crc32(&file[16..]);
        file[12..16].copy_from_slice(&checksum.to_le_bytes());
        file
    }

    #[test]
    fn the_table_of_words_is_what_the_format_says() {
        for file in [file(), pack(&file()).unwrap()] {
            let weights = Weights::read(&file).unwrap();
            let rows = weights.word_table.scales.len();
            let (steps, rest) = file[table(&file)..].split_at(rows);
            let (numbers, _) = table::read(steps, rest, weights.dim).unwrap();
            assert_eq!(weights.word_table.numbers, numbers);
            assert!(numbers.iter().any(|&n| n != 0));
            for (&byte, &scale) in steps.iter().zip(&weights.word_table.scales) {
                assert_eq!(step(byte), scale);
            }
        }
    }

    #[test]
    fn a_column_of_an_unknown_kind_is_refused() {
        for mut file in [file(), pack(&file()).unwrap()] {
            let rows = Weights::read(&file).unwrap().word_table.scales.len();
            let kinds = table(&file) + rows;
            assert!(file[kinds..][..64].iter().all(|&kind| kind < 5));
            file[kinds + 63] = 5;
            assert_eq!(Weights::read(&sealed(file)).unwrap_err(), Error::Damaged);
        }
    }

    #[test]
    fn a_file_cut_off_anywhere_is_refused_though_its_checksum_fits() {
        let file = pack(&file()).unwrap();
        for end in (16..file.len()).step_by(4999).chain([file.len() - 1]) {
            let cut = sealed(file[..end].to_vec());
            assert_eq!(Weights::read(&cut).unwrap_err(), Error::Damaged, "of {end} bytes");
        }
        let longer = sealed([&file[..], &[0]].concat());
        assert_eq!(Weights::read(&longer).unwrap_err(), Error::Damaged);
    }

    #[test]
    fn a_byte_changed_anywhere_is_read_or_refused() {
        let file = pack(&file()).unwrap();
        for (at, new) in (16..file.len()).step_by(7919).chain(16..60).zip((0..=255).cycle()) {
            let mut changed = file.clone();
            changed[at] = new;
            if let Ok(weights) = Weights::read(&sealed(changed)) {
                assert_eq!(weights.word_table.numbers.len() % weights.dim, 0, "byte {at}");
            }
        }
    }
}
