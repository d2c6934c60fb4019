//! Whole articles, and a readable text of what is found in each. See `tests/golden/README.md`.

#[path = "golden/described.rs"]
mod described;

use described::{ARTICLES, describe, pieces};
use expect_test::expect_file;
use whosaid::{Options, analyze};

#[test]
fn whole_articles_are_analysed_as_written_down() {
    for article in ARTICLES {
        let file =
            format!("{}/tests/golden/{}.found.txt", env!("CARGO_MANIFEST_DIR"), article.name);
        let found = describe(article.text, &analyze(article.text, &Options::default()));
        expect_file![file].assert_eq(&found);
    }
}

/// Sources of the sample article's statements, and who speaks there.
const SPEAKERS: &[(&str, &[&str])] = &[
    ("", &[]),
    ("An American official", &["An American official"]),
    (
        "a State Department official accompanying Kerry",
        &["a State Department official accompanying Kerry"],
    ),
    (
        "a second State Department official who earlier spoke to reporters aboard Kerry's plane",
        &["a second State Department official who earlier spoke to reporters aboard Kerry's plane"],
    ),
    ("State Department officials", &["State Department officials"]),
    ("We", &["United States"]),
    ("Russia", &["Russia"]),
    ("moderate opposition forces and Turkey", &["moderate opposition forces", "Turkey"]),
    ("The United States", &["United States"]),
    ("U.S. diplomats", &["U.S. diplomats"]),
    (
        "another State Department official with Kerry",
        &["another State Department official with Kerry"],
    ),
    ("The opposition", &["moderate opposition forces"]),
    ("they", &["moderate opposition forces"]),
    ("Officials with Kerry", &["Officials with Kerry"]),
    ("The Obama administration", &["The Obama administration"]),
    ("the United Nations", &["United Nations"]),
];

#[test]
fn each_statement_of_the_sample_article_has_its_speaker() {
    let text = include_str!("../www/samples/voa-syria-2016-09-09.txt");
    let analysis = analyze(text, &Options::default());
    let mut sources = Vec::new();
    for a in &analysis.attributions {
        let source = pieces(text, &a.source);
        let speakers: Vec<&str> =
            a.speakers.iter().map(|s| analysis.actors[*s as usize].name.as_str()).collect();
        // a source that cannot speak ("Protracted opposition") has no speaker
        let expected = SPEAKERS.iter().find(|(s, _)| *s == source).map_or(&[][..], |(_, e)| e);
        assert_eq!(speakers, expected, "{source:?} of {:?}", pieces(text, &a.content));
        sources.push(source);
    }
    let mut cues: Vec<_> = analysis
        .attributions
        .iter()
        .flat_map(|a| &a.cue)
        .map(|cue| (cue.start(), cue.end()))
        .collect();
    cues.sort_unstable();
    assert!(cues.windows(2).all(|two| two[0].1 <= two[1].0), "a cue is reported twice: {cues:?}");
    let found = SPEAKERS.iter().filter(|(s, _)| sources.iter().any(|o| o == s)).count();
    assert!(found >= SPEAKERS.len() - 1, "only {found} of the sources were found: {sources:?}");
}
