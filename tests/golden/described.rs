//! Whole articles, what the engine should find in each, and how an analysis becomes readable text.

use std::fmt::Write;
use whosaid::analysis::SourceKind::{Data, Document, Post};
use whosaid::analysis::{Actor, Analysis};
use whosaid::text::{Byte, Span};

pub struct Article {
    pub name: &'static str,
    pub text: &'static str,
    /// The expected description, compiled in because tests in a browser cannot read files.
    #[cfg_attr(not(target_arch = "wasm32"), allow(dead_code, reason = "read from the file"))]
    pub found: &'static str,
}

pub const ARTICLES: &[Article] = &[
    Article {
        name: "voa-syria-2016-09-09",
        text: include_str!("../../www/samples/voa-syria-2016-09-09.txt"),
        found: include_str!("voa-syria-2016-09-09.found.txt"),
    },
    Article {
        name: "wikinews-nasa",
        text: include_str!("wikinews-nasa.txt"),
        found: include_str!("wikinews-nasa.found.txt"),
    },
    Article {
        name: "wikinews-imprisoned",
        text: include_str!("wikinews-imprisoned.txt"),
        found: include_str!("wikinews-imprisoned.found.txt"),
    },
    Article {
        name: "wikinews-stampede",
        text: include_str!("wikinews-stampede.txt"),
        found: include_str!("wikinews-stampede.found.txt"),
    },
    Article {
        name: "wikinews-korea",
        text: include_str!("wikinews-korea.txt"),
        found: include_str!("wikinews-korea.found.txt"),
    },
];

/// The structure, the cast and the attributions of an article, a line each.
pub fn describe(text: &str, analysis: &Analysis<Byte>) -> String {
    let mut out = String::new();
    let title = analysis.title.map_or("none", |t| t.of(text));
    let authors = analysis.byline.as_ref().map_or("none".into(), |b| b.authors.join(", "));
    let published = analysis.published.as_deref().unwrap_or("none");
    writeln!(
        out,
        "title: {title}\nauthors: {authors}\npublished: {published}\nparagraphs: {}\n",
        analysis.paragraphs.len()
    )
    .unwrap();
    for actor in &analysis.actors {
        let unnamed = if actor.unnamed { ", unnamed" } else { "" };
        let description = actor.description.as_ref().map_or(String::new(), |d| format!(" [{d}]"));
        let affiliation = actor
            .affiliation
            .map_or(String::new(), |a| format!(" of {}", analysis.actors[a as usize].name));
        writeln!(out, "actor {} {:?}{unnamed}{description}{affiliation}", actor.name, actor.kind)
            .unwrap();
        writeln!(out, "    {}", mentions(text, actor)).unwrap();
    }
    for place in &analysis.places {
        writeln!(out, "place {}", place.name).unwrap();
    }
    for a in &analysis.attributions {
        let speakers: Vec<&str> =
            a.speakers.iter().map(|s| analysis.actors[*s as usize].name.as_str()).collect();
        let nested = a.inside.map_or(String::new(), |o| format!(" inside {o}"));
        let negated = if a.negated { " not" } else { "" };
        writeln!(
            out,
            "\n{} {:?} {:?} {:?}{negated}{nested} {:.2}",
            a.id, a.tier, a.kind, a.act, a.confidence
        )
        .unwrap();
        writeln!(out, "    speakers: {}", speakers.join(" + ")).unwrap();
        writeln!(out, "    source:   {}", pieces(text, &a.source)).unwrap();
        writeln!(out, "    cue:      {}", pieces(text, &a.cue)).unwrap();
        writeln!(out, "    content:  {}", pieces(text, &a.content)).unwrap();
        if let Some(kind @ (Document | Data | Post)) = a.source_kind {
            writeln!(out, "    kind:     {kind:?}").unwrap();
        }
        let origin =
            [("channel:", &a.channel), ("unnamed:", &a.unnamed_reason), ("knows:", &a.knowledge)];
        for (name, spans) in origin.iter().filter(|(_, spans)| !spans.is_empty()) {
            writeln!(out, "    {name:<9} {}", pieces(text, spans)).unwrap();
        }
    }
    out
}

fn mentions(text: &str, actor: &Actor<Byte>) -> String {
    actor.mentions.iter().map(|m| m.span.of(text)).collect::<Vec<_>>().join(" | ")
}

pub fn pieces(text: &str, spans: &[Span<Byte>]) -> String {
    spans.iter().map(|s| s.of(text).replace('\n', " ")).collect::<Vec<_>>().join(" … ")
}
