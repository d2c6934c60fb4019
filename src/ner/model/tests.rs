use super::super::name::NameKind;
use super::*;

/// The names of a text as "name/kind" with P, O, L, N.
fn found(text: &str) -> Vec<String> {
    let document = Document::read(text);
    let letter = |k| match k {
        NameKind::Person => 'P',
        NameKind::Organization => 'O',
        NameKind::Location => 'L',
        NameKind::Nationality => 'N',
    };
    english()
        .names(&document)
        .iter()
        .map(|n| format!("{}/{}", document.slice(n.tokens), letter(n.kind)))
        .collect()
}

#[test]
fn names_stand_without_titles() {
    assert_eq!(
        found("He met Prime Minister Narendra Modi in New Delhi."),
        ["Narendra Modi/P", "New Delhi/L"]
    );
    assert_eq!(
        found("Mr. Okonkwo told Reuters that he had left Lagos."),
        ["Okonkwo/P", "Reuters/O", "Lagos/L"]
    );
}

#[test]
fn names_hold_their_small_words() {
    assert_eq!(
        found("President Bashar al-Assad met Ursula von der Leyen."),
        ["Bashar al-Assad/P", "Ursula von der Leyen/P"]
    );
}

#[test]
fn an_ending_is_no_part_of_a_name() {
    assert_eq!(found("Kerry's talks with Lavrov's deputy went on."), ["Kerry/P", "Lavrov/P"]);
}

#[test]
fn nationalities_are_told_from_places() {
    assert_eq!(
        found("A Syrian official and two Russians met in Russia."),
        ["Syrian/N", "Russians/N", "Russia/L"]
    );
}

#[test]
fn a_short_name_follows_the_full_one() {
    let text = "Diana Nyad spoke to reporters in Havana.\n\nNyad was tired.\n\n\
                The crowd cheered for Nyad.";
    assert_eq!(found(text).iter().filter(|n| n.ends_with("Nyad/P")).count(), 3);
}

#[test]
fn a_text_without_names_has_none() {
    for text in ["", "\n\n", "The talks went on until late in the night.", "...", "🌷 🌷"] {
        assert_eq!(found(text), [""; 0], "{text:?}");
    }
}

/// A text of words that are hard to read, in random order.
fn noise(seed: u64, words: usize) -> String {
    const WORDS: [&str; 16] = [
        "Ann", "Lee", "said", "the", "U.S.", "al-Assad", "\n\n", "of", "\"", "NATO", ",", "É́",
        "2016", "Kerry's", "(", "東京",
    ];
    let mut random = fastrand::Rng::with_seed(seed);
    let mut text = String::new();
    for _ in 0..words {
        text += WORDS[random.usize(..WORDS.len())];
        text.push(' ');
    }
    text
}

#[test]
fn names_are_in_order_and_cross_no_sentence() {
    for seed in 0..60 {
        let text = noise(seed, 60);
        let document = Document::read(&text);
        let names = english().names(&document);
        assert!(names.windows(2).all(|w| w[0].tokens.end <= w[1].tokens.start), "{text}");
        for n in &names {
            assert!(
                !n.tokens.is_empty()
                    && document.sentence_of(n.tokens.start).tokens.contains(n.tokens),
                "{text}"
            );
            assert!((0.0..=1.0).contains(&n.confidence));
        }
        assert_eq!(names, english().names(&document));
    }
}

#[test]
fn kept_sums_of_forms_are_those_of_their_features() {
    for seed in 0..20 {
        let text = noise(seed, 80);
        let document = Document::read(&text);
        let model = english();
        let features = Features::read(&document, &model.clusters);
        let expected: Vec<Scores> = (0..features.len())
            .map(|i| {
                if !features.is_open(i) {
                    return decode::OUTSIDE;
                }
                let mut rows = Vec::new();
                for place in -REACH..=REACH {
                    features.form_keys(features.neighbour(i, place), place, &mut |key| {
                        model.tables[0].note(key, &mut rows)
                    });
                }
                features.token_keys(i, &mut |key| model.tables[0].note(key, &mut rows));
                let mut sums = [0; WIDTH];
                model.tables[0].add(&rows, &mut sums);
                format::scores(&sums)
            })
            .collect();
        assert_eq!(block_on(model.first_scores(&features)), expected);
    }
}

#[test]
fn a_sentence_of_any_length_is_read() {
    let text = "Ann Lee ".repeat(5000);
    let document = Document::read(&text);
    assert!(english().names(&document).iter().all(|n| n.tokens.end <= 10_000));
}

#[test]
fn the_model_that_is_compiled_in_can_be_read() {
    assert!(Model::load(include_bytes!("../../../models/names.bin")).is_ok());
    assert_eq!(Model::load(b"").err(), Some(Error::NotAModel));
}
