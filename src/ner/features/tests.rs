use super::super::forms::{Case, REACH};
use super::*;

fn keys(text: &str, i: usize) -> Vec<u32> {
    let document = Document::read(text);
    let features = Features::read(&document, &Clusters::default());
    let mut out = Vec::new();
    for place in -REACH..=REACH {
        features.form_keys(features.neighbour(i, place), place, &mut |k| out.push(k));
    }
    features.token_keys(i, &mut |k| out.push(k));
    out
}

#[test]
fn other_sentences_do_not_change_a_tokens_features() {
    let text = "He met Kerry in Geneva.\n\n";
    for i in 0..6 {
        assert_eq!(keys(text, i), keys(&format!("{text}The talks went well.\n"), i));
    }
}

#[test]
fn words_of_a_shouted_headline_take_the_articles_forms() {
    let text = "KERRY HOPES FOR A DEAL WITH NATO\n\n\
                On Friday Kerry met NATO and hopes for a deal with it.";
    let document = Document::read(text);
    let features = Features::read(&document, &Clusters::default());
    assert_eq!(features.form_of(0).case, Case::Title);
    assert_eq!(features.form_of(1).case, Case::Lower);
    assert_eq!(features.form_of(6).case, Case::Upper);
    assert_eq!(features.style[0], Style::Shouted);
}

#[test]
fn runs_of_capitals_hold_small_words_within_names() {
    let document = Document::read("Then Bashar al-Assad and Ursula von der Leyen spoke.");
    let features = Features::read(&document, &Clusters::default());
    let runs: Vec<_> =
        (0..features.len()).map(|i| (features.run[i].start, features.run[i].end)).collect();
    assert_eq!(runs[1], (0, 5));
    assert_eq!(runs[6], (6, 10));
}

#[test]
fn tokens_that_may_be_in_a_name_are_open() {
    let document = Document::read(
        "They say: the Bank of the West, so he said to al-Assad on a day like this, \
         will go to the dogs.",
    );
    let features = Features::read(&document, &Clusters::default());
    let open: Vec<_> =
        (0..features.len()).filter(|&i| features.is_open(i)).map(|i| document.word(i)).collect();
    assert_eq!(
        open,
        [
            "They", "say", ":", "the", "Bank", "of", "the", "West", ",", "so", "al", "-", "Assad",
            "on", "a"
        ]
    );
    let stretches: Vec<_> = features.stretches().into_iter().map(|s| document.slice(s)).collect();
    assert_eq!(stretches, ["They say: the Bank of the West, so he", "to al-Assad on a day"]);
}

#[test]
fn the_number_of_features_is_bounded() {
    let text =
        "President Ann Lee-Jones of the Central Intelligence Agency of the United States said "
            .repeat(50);
    for i in [0, 5, 300, 600] {
        assert!(keys(&text, i).len() < 160);
    }
}
