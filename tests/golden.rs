//! Whole articles: what is found in each, as a text that people can read. See `tests/golden/README.md`.

use std::fmt::Write;
use std::path::Path;

use whosaid::analysis::{Actor, Analysis};
use whosaid::text::{Byte, Span};
use whosaid::{Options, analyze};

#[test]
fn the_voa_article_on_syria() {
    check("voa-syria-2016-09-09", include_str!("../www/samples/voa-syria-2016-09-09.txt"));
}

#[test]
fn the_wikinews_article_on_retired_shuttles() {
    check("wikinews-nasa", include_str!("golden/wikinews-nasa.txt"));
}

#[test]
fn the_wikinews_article_on_a_prisoner() {
    check("wikinews-imprisoned", include_str!("golden/wikinews-imprisoned.txt"));
}

#[test]
fn the_wikinews_article_on_a_stampede() {
    check("wikinews-stampede", include_str!("golden/wikinews-stampede.txt"));
}

#[test]
fn the_wikinews_article_on_korea() {
    check("wikinews-korea", include_str!("golden/wikinews-korea.txt"));
}

/// Sources of the sample article's statements, and who speaks there.
const SPEAKERS: &[(&str, &[&str])] = &[
    ("", &[]),
    ("An American official", &["An American official"]),
    ("a State Department official accompanying Kerry", &["a State Department official accompanying Kerry"]),
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
        let speakers: Vec<&str> = a.speakers.iter().map(|s| analysis.actors[*s as usize].name.as_str()).collect();
        // what nobody can say by its words ("Protracted opposition") has no speaker
        let expected = SPEAKERS.iter().find(|(s, _)| *s == source).map_or(&[][..], |(_, e)| e);
        assert_eq!(speakers, expected, "{source:?} of {:?}", pieces(text, &a.content));
        sources.push(source);
    }
    let found = SPEAKERS.iter().filter(|(s, _)| sources.iter().any(|o| o == s)).count();
    assert!(found >= SPEAKERS.len() - 1, "only {found} of the sources were found: {sources:?}");
}

#[track_caller]
fn check(name: &str, text: &str) {
    let found = describe(text, &analyze(text, &Options::default()));
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/golden/{name}.found.txt"));
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, found).expect("the golden file should be writable");
        return;
    }
    let expected = std::fs::read_to_string(&path).expect("the golden file should exist: run UPDATE_GOLDEN=1 cargo test --test golden");
    let difference = expected.lines().zip(found.lines()).find(|(a, b)| a != b);
    assert_eq!(found, expected, "{name} differs first at {difference:#?}; if that is meant, see tests/golden/README.md");
}

/// The structure, the cast and the attributions of an article, a line each.
fn describe(text: &str, analysis: &Analysis<Byte>) -> String {
    let mut out = String::new();
    let title = analysis.title.map_or("none", |t| t.of(text));
    let authors = analysis.byline.as_ref().map_or("none".into(), |b| b.authors.join(", "));
    let published = analysis.published.as_deref().unwrap_or("none");
    writeln!(out, "title: {title}\nauthors: {authors}\npublished: {published}\nparagraphs: {}\n", analysis.paragraphs.len()).unwrap();
    for actor in &analysis.actors {
        let unnamed = if actor.unnamed { ", unnamed" } else { "" };
        let description = actor.description.as_ref().map_or(String::new(), |d| format!(" [{d}]"));
        let affiliation = actor.affiliation.map_or(String::new(), |a| format!(" of {}", analysis.actors[a as usize].name));
        writeln!(out, "actor {} {:?}{unnamed}{description}{affiliation}", actor.name, actor.kind).unwrap();
        writeln!(out, "    {}", mentions(text, actor)).unwrap();
    }
    for place in &analysis.places {
        writeln!(out, "place {}", place.name).unwrap();
    }
    for a in &analysis.attributions {
        let speakers: Vec<&str> = a.speakers.iter().map(|s| analysis.actors[*s as usize].name.as_str()).collect();
        let nested = a.inside.map_or(String::new(), |o| format!(" inside {o}"));
        let negated = if a.negated { " not" } else { "" };
        writeln!(out, "\n{} {:?} {:?} {:?}{negated}{nested} {:.2}", a.id, a.tier, a.kind, a.act, a.confidence).unwrap();
        writeln!(out, "    speakers: {}", speakers.join(" + ")).unwrap();
        writeln!(out, "    source:   {}", pieces(text, &a.source)).unwrap();
        writeln!(out, "    cue:      {}", pieces(text, &a.cue)).unwrap();
        writeln!(out, "    content:  {}", pieces(text, &a.content)).unwrap();
    }
    out
}

fn mentions(text: &str, actor: &Actor<Byte>) -> String {
    actor.mentions.iter().map(|m| m.span.of(text)).collect::<Vec<_>>().join(" | ")
}

fn pieces(text: &str, spans: &[Span<Byte>]) -> String {
    spans.iter().map(|s| s.of(text).replace('\n', " ")).collect::<Vec<_>>().join(" … ")
}
