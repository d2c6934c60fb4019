//! Helpers of several test files: the promises that every analysis keeps, generated texts, and an
//! analysis made by hand that has every kind of thing, with its text.
#![allow(dead_code)] // each test file uses a part

pub mod check;
pub mod growth;
pub mod news;
pub mod promises;

use whosaid::analysis::*;
use whosaid::text::{Byte, Span};

/// The text of [`sample`].
pub const TEXT: &str = concat!(
    "“Café 🌷” row grows\n",
    "By Ann Lee, 9 September 2016\n",
    "“We won’t pay,” the minister, Jörg Weiß, and an aide said in Genève. “Not =now,” he added.\n",
    "Unions fear that he lied.\n",
);

/// Where the `nth` occurrence of `words` stands.
pub fn at(words: &str, nth: usize) -> Span<Byte> {
    let start = TEXT
        .match_indices(words)
        .nth(nth)
        .unwrap_or_else(|| panic!("{words:?} should stand in the text {} times", nth + 1))
        .0;
    Span::new(start as u32, (start + words.len()) as u32)
}

/// An analysis of [`TEXT`] with every kind of thing in it.
pub fn sample() -> Analysis<Byte> {
    let paragraph = "“We won’t pay,” the minister, Jörg Weiß, and an aide said in Genève. \
                     “Not =now,” he added.";
    Analysis {
        schema: SCHEMA,
        notice: Some(Notice { code: NoticeCode::NotEnglish, message: "A remark.".into() }),
        title: Some(at("“Café 🌷” row grows", 0)),
        byline: Some(Byline { span: at("By Ann Lee", 0), authors: vec!["Ann Lee".into()] }),
        published: Some("2016-09-09".into()),
        paragraphs: vec![at(paragraph, 0), at("Unions fear that he lied.", 0)],
        actors: sample_actors(),
        places: vec![Place {
            name: "Genève".into(),
            kind: PlaceKind::Place,
            mentions: vec![whole("Genève", 0, Form::Name)],
        }],
        attributions: sample_attributions(),
    }
}

/// A mention whose head is all of it.
fn whole(words: &str, nth: usize, form: Form) -> Mention<Byte> {
    Mention { span: at(words, nth), head: at(words, nth), form }
}

fn sample_actors() -> Vec<Actor<Byte>> {
    let mention = |span, head, form| Mention { span: at(span, 0), head: at(head, 0), form };
    vec![
        Actor {
            id: 0,
            name: "Jörg Weiß".into(),
            kind: ActorKind::Person,
            unnamed: false,
            description: Some("the minister".into()),
            affiliation: Some(2),
            corrected_by_reader: false,
            mentions: vec![
                mention("the minister, Jörg Weiß", "Jörg Weiß", Form::Name),
                whole("he", 1, Form::Pronoun),
                whole("he", 2, Form::Pronoun),
            ],
        },
        Actor {
            id: 1,
            name: "an aide".into(),
            kind: ActorKind::Role,
            unnamed: true,
            description: None,
            affiliation: None,
            corrected_by_reader: false,
            mentions: vec![mention("an aide", "aide", Form::Description)],
        },
        Actor {
            id: 2,
            name: "Unions".into(),
            kind: ActorKind::Group,
            unnamed: false,
            description: None,
            affiliation: None,
            corrected_by_reader: false,
            mentions: vec![whole("Unions", 0, Form::Name)],
        },
    ]
}

fn sample_attributions() -> Vec<Attribution<Byte>> {
    vec![
        Attribution {
            id: 0,
            tier: Tier::Statement,
            kind: QuoteKind::Direct,
            source: vec![at("the minister, Jörg Weiß, and an aide", 0)],
            cue: vec![at("said", 0), at("added", 0)],
            content: vec![at("“We won’t pay,”", 0), at("“Not =now,”", 0)],
            speakers: vec![0, 1],
            inside: None,
            act: Act::Say,
            negated: false,
            confidence: 0.75,
            speaker_confidence: 0.875,
            source_kind: Some(SourceKind::Person),
            channel: vec![at("in Genève", 0)],
            unnamed_reason: vec![at("an aide", 0)],
            knowledge: vec![at("the minister", 0)],
            corrected_by_reader: false,
        },
        Attribution {
            id: 1,
            tier: Tier::Attitude,
            kind: QuoteKind::Indirect,
            source: vec![],
            cue: vec![at("fear", 0)],
            content: vec![at("that he lied", 0)],
            speakers: vec![],
            inside: Some(0),
            act: Act::Fear,
            negated: true,
            confidence: 0.5,
            speaker_confidence: 0.0,
            source_kind: Some(SourceKind::Unstated),
            channel: vec![],
            unnamed_reason: vec![],
            knowledge: vec![],
            corrected_by_reader: false,
        },
    ]
}
