//! The JSON of an analysis, schema 1, as the README and other programs rely on it: every field,
//! every unit, there and back.

mod common;

use common::{TEXT, sample};
use serde_json::{Value, json};
use whosaid::analysis::*;
use whosaid::text::{Byte, Char, OffsetMap, Unit, Utf16};
use whosaid::{Options, analyze};

fn in_unit<U: Unit>() -> Value {
    serde_json::to_value(sample().convert::<U>(&OffsetMap::new(TEXT)))
        .expect("an analysis is always JSON")
}

/// The sample's JSON, with each span worked out from the text by `span`.
fn expected(span: impl Fn(&str, usize) -> Value) -> Value {
    json!({
        "schema": 1,
        "notice": {"code": "not-english", "message": "A remark."},
        "title": span("“Café 🌷” row grows", 0),
        "byline": {"span": span("By Ann Lee", 0), "authors": ["Ann Lee"]},
        "published": "2016-09-09",
        "paragraphs": [
            span(
                "“We won’t pay,” the minister, Jörg Weiß, and an aide said in Genève. \
                 “Not =now,” he added.",
                0,
            ),
            span("Unions fear that he lied.", 0)
        ],
        "actors": [
            {
                "id": 0, "name": "Jörg Weiß", "kind": "person", "unnamed": false,
                "description": "the minister", "affiliation": 2,
                "mentions": [
                    {
                        "span": span("the minister, Jörg Weiß", 0),
                        "head": span("Jörg Weiß", 0),
                        "form": "name"
                    },
                    {"span": span("he", 1), "head": span("he", 1), "form": "pronoun"},
                    {"span": span("he", 2), "head": span("he", 2), "form": "pronoun"}
                ]
            },
            {
                "id": 1, "name": "an aide", "kind": "role", "unnamed": true,
                "description": null, "affiliation": null,
                "mentions": [
                    {"span": span("an aide", 0), "head": span("aide", 0), "form": "description"}
                ]
            },
            {
                "id": 2, "name": "Unions", "kind": "group", "unnamed": false,
                "description": null, "affiliation": null,
                "mentions": [
                    {"span": span("Unions", 0), "head": span("Unions", 0), "form": "name"}
                ]
            }
        ],
        "places": [{
            "name": "Genève", "kind": "place",
            "mentions": [{"span": span("Genève", 0), "head": span("Genève", 0), "form": "name"}]
        }],
        "attributions": [
            {
                "id": 0, "tier": "statement", "kind": "direct",
                "source": [span("the minister, Jörg Weiß, and an aide", 0)],
                "cue": [span("said", 0), span("added", 0)],
                "content": [span("“We won’t pay,”", 0), span("“Not =now,”", 0)],
                "speakers": [0, 1], "inside": null,
                "act": "say", "negated": false, "confidence": 0.75,
                "speaker_confidence": 0.875,
                "source_kind": "person",
                "channel": [span("in Genève", 0)],
                "unnamed_reason": [span("an aide", 0)],
                "knowledge": [span("the minister", 0)]
            },
            {
                "id": 1, "tier": "attitude", "kind": "indirect", "source": [],
                "cue": [span("fear", 0)], "content": [span("that he lied", 0)],
                "speakers": [], "inside": 0,
                "act": "fear", "negated": true, "confidence": 0.5,
                "speaker_confidence": 0.0,
                "source_kind": "unstated",
                "channel": [], "unnamed_reason": [], "knowledge": []
            }
        ]
    })
}

/// Where the `nth` occurrence of `words` stands, in units counted by `count`.
fn counted(count: impl Fn(&str) -> usize) -> impl Fn(&str, usize) -> Value {
    move |words, nth| {
        let start = TEXT.match_indices(words).nth(nth).expect("the words stand in the text").0;
        json!([count(&TEXT[..start]), count(&TEXT[..start + words.len()])])
    }
}

#[test]
fn json_has_every_field_under_its_name_in_every_unit() {
    assert_eq!(in_unit::<Byte>(), expected(counted(str::len)));
    assert_eq!(in_unit::<Utf16>(), expected(counted(|s| s.encode_utf16().count())));
    assert_eq!(in_unit::<Char>(), expected(counted(|s| s.chars().count())));
}

#[test]
fn missing_values_are_null_or_an_empty_list() {
    let expected = json!({
        "schema": 1, "notice": null, "title": null, "byline": null, "published": null,
        "paragraphs": [], "actors": [], "places": [], "attributions": []
    });
    assert_eq!(serde_json::to_value(Analysis::<Utf16>::empty()).ok(), Some(expected));
}

#[test]
fn json_is_read_back_the_same() {
    fn there_and_back<U: Unit>(analysis: Analysis<U>) {
        let json = serde_json::to_string(&analysis).expect("an analysis is always JSON");
        assert_eq!(serde_json::from_str::<Analysis<U>>(&json).ok(), Some(analysis));
    }
    let real = include_str!("../www/samples/voa-syria-2016-09-09.txt");
    for (text, analysis) in [(TEXT, sample()), (real, analyze(real, &Options::default()))] {
        let map = OffsetMap::new(text);
        there_and_back(analysis.convert::<Utf16>(&map));
        there_and_back(analysis.convert::<Char>(&map));
        there_and_back(analysis);
    }
}

#[test]
fn fields_from_later_versions_do_not_stop_a_reader() {
    let mut json = in_unit::<Utf16>();
    json["attributions"][0]["mood"] = json!("grim");
    assert!(serde_json::from_value::<Analysis<Utf16>>(json).is_ok());
}

#[test]
fn an_analysis_without_provenance_is_read_too() {
    let mut json = in_unit::<Utf16>();
    let first = json["attributions"][0].as_object_mut().expect("an attribution is an object");
    for field in ["source_kind", "channel", "unnamed_reason", "knowledge"] {
        first.remove(field).expect("the sample has every field");
    }
    let read = serde_json::from_value::<Analysis<Utf16>>(json).expect("older JSON is read");
    let Attribution { source_kind, channel, unnamed_reason, knowledge, .. } = &read.attributions[0];
    assert_eq!(*source_kind, None);
    assert!(channel.is_empty() && unnamed_reason.is_empty() && knowledge.is_empty());
}

#[test]
fn a_span_that_ends_before_it_starts_is_refused_with_a_reason() {
    let mut json = in_unit::<Utf16>();
    json["title"] = json!([7, 3]);
    let error = serde_json::from_value::<Analysis<Utf16>>(json)
        .expect_err("the span is impossible")
        .to_string();
    assert!(error.contains('7') && error.contains('3'), "{error}");
}

#[test]
fn every_value_of_every_kind_has_the_name_of_the_contract() {
    fn names<T: serde::Serialize>(values: &[T]) -> Vec<Value> {
        values.iter().map(|v| serde_json::to_value(v).expect("a name is JSON")).collect()
    }
    use ActorKind::*;
    assert_eq!(
        names(&[Person, Organization, Country, Group, Role]),
        ["person", "organization", "country", "group", "role"]
    );
    assert_eq!(
        names(&[Form::Name, Form::Description, Form::Pronoun]),
        ["name", "description", "pronoun"]
    );
    assert_eq!(names(&[Tier::Statement, Tier::Attitude]), ["statement", "attitude"]);
    assert_eq!(
        names(&[QuoteKind::Direct, QuoteKind::Indirect, QuoteKind::Mixed]),
        ["direct", "indirect", "mixed"]
    );
    assert_eq!(
        names(&[NoticeCode::Empty, NoticeCode::NotEnglish, NoticeCode::Html]),
        ["empty", "not-english", "html"]
    );
    let kinds = [
        SourceKind::Person,
        SourceKind::Body,
        SourceKind::Document,
        SourceKind::Data,
        SourceKind::Post,
        SourceKind::Unstated,
    ];
    assert_eq!(names(&kinds), ["person", "body", "document", "data", "post", "unstated"]);
    let acts = [
        Act::Say,
        Act::Ask,
        Act::Claim,
        Act::Deny,
        Act::Accuse,
        Act::Urge,
        Act::Warn,
        Act::Promise,
        Act::Admit,
        Act::Decline,
    ];
    assert_eq!(
        names(&acts),
        ["say", "ask", "claim", "deny", "accuse", "urge", "warn", "promise", "admit", "decline"]
    );
}

#[test]
fn the_sample_article_has_its_structure() {
    let text = include_str!("../www/samples/voa-syria-2016-09-09.txt");
    let analysis = analyze(text, &Options::default());
    let line = |start: &str| {
        text.lines().find(|l| l.starts_with(start)).expect("the line stands in the sample")
    };
    assert_eq!(analysis.title.map(|s| s.of(text)), Some(line("US, Russia Resume")));
    let byline = analysis.byline.expect("the sample has a byline");
    assert_eq!(
        (byline.span.of(text), byline.authors),
        ("By Steve Herman", vec!["Steve Herman".to_string()])
    );
    assert_eq!(analysis.published.as_deref(), Some("2016-09-09"));
    let paragraphs: Vec<&str> = analysis.paragraphs.iter().map(|s| s.of(text)).collect();
    assert_eq!(
        (paragraphs[0], paragraphs[paragraphs.len() - 1]),
        (line("An American official"), line("The U.S. leads"))
    );
    for outside in ["UNITED24", "No military solution", "Join the"] {
        assert!(!paragraphs.iter().any(|p| p.starts_with(outside)), "{outside}");
    }
}
