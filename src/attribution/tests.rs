//! One sentence a case: text, then "source | cue | content" of what should be found.

use super::cases::written;
use crate::ENGLISH;
use crate::text::Document;

#[track_caller]
fn finds(text: &str, expected: &[&str]) {
    let document = Document::read(text);
    let found: Vec<String> = super::find(&document, &ENGLISH.tagger().evidence(text))
        .iter()
        .map(|d| written(&document, d))
        .collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn a_quotation_before_its_speaker_and_cue() {
    finds("“We are ready,” Ann Lee said.", &["Ann Lee | said | “We are ready,”"]);
    finds("“We are ready,” said Ann Lee.", &["Ann Lee | said | “We are ready,”"]);
}

#[test]
fn a_clause_after_its_cue() {
    finds("Ann Lee said that taxes will rise.", &["Ann Lee | said | that taxes will rise"]);
    finds("Ann Lee said taxes will rise.", &["Ann Lee | said | taxes will rise"]);
    finds(
        "Ann Lee told reporters that taxes will rise.",
        &["Ann Lee | told | that taxes will rise"],
    );
}

#[test]
fn a_clause_before_its_cue() {
    finds("Taxes will rise, Ann Lee said.", &["Ann Lee | said | Taxes will rise"]);
    finds("Taxes will rise, according to Ann Lee.", &["Ann Lee | according to | Taxes will rise"]);
    finds("According to Ann Lee, taxes will rise.", &["Ann Lee | According to | taxes will rise"]);
}

#[test]
fn a_quotation_broken_by_its_cue_is_one_attribution() {
    finds(
        "“We are ready,” she said, “and we will go.”",
        &["she | said | “We are ready,” … “and we will go.”"],
    );
    finds(
        "“We are ready,” she said. “We will go.”",
        &["she | said | “We are ready,” … “We will go.”"],
    );
}

#[test]
fn a_quotation_that_goes_on_in_the_next_paragraph_is_one_attribution() {
    finds(
        "She said: “We are ready.\n\n“We will go.”",
        &["she | said | “We are ready. … “We will go.”"]
            .map(|s: &str| s.replace("she", "She"))
            .each_ref()
            .map(String::as_str),
    );
}

#[test]
fn an_apposition_belongs_to_the_source() {
    finds(
        "Ann Lee, the finance minister, said taxes will rise.",
        &["Ann Lee, the finance minister | said | taxes will rise"],
    );
}

#[test]
fn the_cue_holds_auxiliaries_and_negation() {
    finds(
        "Ann Lee did not say that taxes will rise.",
        &["Ann Lee | did not say | that taxes will rise"],
    );
    finds(
        "The office has repeatedly stated that taxes will rise.",
        &["The office | has repeatedly stated | that taxes will rise"],
    );
    let document = Document::read("Ann Lee did not say that taxes will rise.");
    assert!(super::find(&document, &ENGLISH.tagger().evidence(document.text))[0].negated);
}

#[test]
fn coordinated_cues_share_their_subject() {
    finds(
        "Ann Lee said taxes will rise and warned that prices may follow.",
        &["Ann Lee | said | taxes will rise", "Ann Lee | warned | that prices may follow"],
    );
}

#[test]
fn a_name_and_a_colon_speak() {
    finds("Lee: “We will win”", &["Lee | : | “We will win”"]);
}

#[test]
fn verbs_as_nouns_do_not_report() {
    finds("The report was long.", &[]);
}

#[test]
fn bare_events_do_not_report() {
    finds("Ann Lee met Bob Ray on Friday in Geneva.", &[]);
}

#[test]
fn a_pointer_to_another_article_says_nothing() {
    finds("Related: Rich are paying more in taxes but not as much as they used to", &[]);
}

#[test]
fn a_source_ends_before_the_adverb_of_its_verb() {
    finds(
        "The website further said its source had fled.",
        &["The website | said | its source had fled"],
    );
}

#[test]
fn a_source_begins_behind_the_that_of_its_clause() {
    finds(
        "The problem is that the government denies that it failed.",
        &["the government | denies | that it failed"],
    );
}
