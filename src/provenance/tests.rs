//! Sentences and what each says of where a statement comes from.

use crate::analysis::SourceKind::{self, Body, Data, Document, Person, Post, Unstated};
use crate::text::{Byte, Span};
use crate::{Analysis, Options, analyze};

fn read(text: &str) -> Analysis {
    analyze(text, &Options { assume_english: true })
}

/// Asserts what field `of` of the attribution with cue `cue` says.
#[track_caller]
fn says(
    text: &str,
    cue: &str,
    of: impl Fn(&crate::analysis::Attribution<Byte>) -> &Vec<Span<Byte>>,
    expected: &[&str],
) {
    let analysis = read(text);
    let has = |a: &&crate::analysis::Attribution<Byte>| a.cue.iter().any(|c| c.of(text) == cue);
    let found = analysis.attributions.iter().find(has);
    let found = found.unwrap_or_else(|| panic!("no {cue:?} in {:?}", analysis.attributions));
    let pieces: Vec<&str> = of(found).iter().map(|s| s.of(text)).collect();
    assert_eq!(pieces, expected, "{text}");
}

#[test]
fn the_one_who_is_told_is_a_channel() {
    for (text, expected) in [
        ("“It is done,” Ann Lee told Reuters on Friday.", &["Reuters"][..]),
        ("Ann Lee told reporters that it is done.", &["reporters"]),
        ("Ann Lee told reporters to wait.", &[]),
        (
            "Ann Lee told the court in an interview with the BBC that it is done.",
            &["the court", "in an interview with the BBC"],
        ),
    ] {
        says(text, "told", |a| &a.channel, expected);
    }
}

#[test]
fn a_statement_or_a_platform_is_a_channel() {
    for (text, expected) in [
        ("In a statement, Ann Lee said that it is done.", &["In a statement"][..]),
        ("Ann Lee said in a letter to the court that it is done.", &["in a letter to the court"]),
        ("“It is done,” Ann Lee said on X.", &["on X"]),
        ("“It is done,” Ann Lee said on Friday.", &[]),
        ("“It is done,” Ann Lee said in Paris.", &[]),
        ("Speaking to reporters on Friday, Ann Lee said that it is done.", &["to reporters"]),
        ("Ann Lee said that it is done in a statement of facts.", &[]),
    ] {
        says(text, "said", |a| &a.channel, expected);
    }
}

#[test]
fn a_reason_for_no_name_stands_with_its_source() {
    for (text, expected) in [
        (
            "An official, speaking on condition of anonymity because he was not authorised to \
             speak, said the talks failed.",
            &["on condition of anonymity because he was not authorised to speak"][..],
        ),
        ("An aide who asked not to be named said the talks failed.", &["asked not to be named"]),
        (
            "An aide said the talks failed. She spoke on condition of anonymity.",
            &["on condition of anonymity"],
        ),
        ("Ann Lee said that she had asked not to be named.", &[]),
        ("An aide said the suspect was not named.", &[]),
    ] {
        says(text, "said", |a| &a.unnamed_reason, expected);
    }
}

#[test]
fn how_a_source_knows_stands_with_it() {
    for (text, expected) in [
        ("An aide who was in the room said the talks failed.", &["who was in the room"][..]),
        ("Two people briefed on the talks said they failed.", &["briefed on the talks"]),
        ("A draft seen by Reuters said the talks failed.", &["seen by Reuters"]),
        ("A lawyer who is in his forties said the talks failed.", &[]),
        ("An aide said that a man who was in the room had left.", &[]),
    ] {
        says(text, "said", |a| &a.knowledge, expected);
    }
}

#[test]
fn a_source_has_a_kind() {
    let kind = |text: &str, cue: &str| -> Option<SourceKind> {
        let analysis = read(text);
        let found = analysis.attributions.iter().find(|a| a.cue.iter().any(|c| c.of(text) == cue));
        found.and_then(|a| a.source_kind)
    };
    for (text, cue, expected) in [
        ("Ann Lee said that taxes will rise.", "said", Person),
        ("Officials said that taxes will rise.", "said", Person),
        ("The United Nations said that taxes will rise.", "said", Body),
        ("The police said that taxes will rise.", "said", Body),
        ("The report said that taxes will rise.", "said", Document),
        ("Ann Lee read the report, which said that taxes will rise.", "said", Document),
        ("A poll showed that taxes will rise.", "showed", Data),
        ("A tweet said that taxes will rise.", "said", Post),
        ("Taxes will reportedly rise, and it was said that wages will fall.", "was said", Unstated),
    ] {
        assert_eq!(kind(text, cue), Some(expected), "{text}");
    }
}
