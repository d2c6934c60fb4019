//! Whole articles: what is found in each, as a text that people can read. See
//! `tests/golden/README.md`.

#[path = "golden/described.rs"]
mod described;

use described::{ARTICLES, describe, pieces};
use std::path::Path;
use whosaid::{Options, analyze};

#[test]
fn in_whole_articles_all_is_found_that_is_written_down() {
    let changed: Vec<String> = ARTICLES
        .iter()
        .filter_map(|article| check(article.name, article.text, article.found))
        .collect();
    assert!(
        changed.is_empty(),
        "if this is meant, see tests/golden/README.md:\n{}",
        changed.join("\n")
    );
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
    ("another State Department official with Kerry", &["another State Department official"]),
    ("The opposition", &["moderate opposition forces"]),
    ("they", &["moderate opposition forces"]),
    ("Officials with Kerry", &["Officials with Kerry"]),
    ("The Obama administration", &["The Obama administration"]),
    ("the United Nations", &["United Nations"]),
];

#[test]
fn in_the_sample_article_whatever_is_said_has_its_speaker() {
    let text = include_str!("../www/samples/voa-syria-2016-09-09.txt");
    let analysis = analyze(text, &Options::default());
    let mut sources = Vec::new();
    for a in &analysis.attributions {
        let source = pieces(text, &a.source);
        let speakers: Vec<&str> =
            a.speakers.iter().map(|s| analysis.actors[*s as usize].name.as_str()).collect();
        // what nobody can say by its words ("Protracted opposition") has no speaker
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

/// What differs first from what is written down, if anything does.
fn check(name: &str, text: &str, expected: &str) -> Option<String> {
    let found = describe(text, &analyze(text, &Options::default()));
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        let path =
            Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/golden/{name}.found.txt"));
        std::fs::write(path, found).expect("the golden file should be writable");
        return None;
    }
    let difference = expected.lines().zip(found.lines()).find(|(a, b)| a != b);
    (found != expected).then(|| format!("{name} differs first at {difference:#?}"))
}
