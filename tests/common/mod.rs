//! What several test files need: the promises that everything keeps, generated texts, and an
//! analysis that has every kind of thing, made by hand, with the text it is of.
#![allow(dead_code)] // each test file uses a part

pub mod news;
pub mod promises;

use whosaid::analysis::*;
use whosaid::text::{Byte, Span};

pub const TEXT: &str = "“Café 🌷” row grows\nBy Ann Lee, 9 September 2016\n“We won’t pay,” the minister, Jörg Weiß, and an aide said in Genève. “Not =now,” he added.\nUnions fear that he lied.\n";

/// Where the `nth` occurrence of `words` stands.
pub fn at(words: &str, nth: usize) -> Span<Byte> {
    let start = TEXT
        .match_indices(words)
        .nth(nth)
        .unwrap_or_else(|| panic!("{words:?} should stand in the text {} times", nth + 1))
        .0;
    Span::new(start as u32, (start + words.len()) as u32)
}

pub fn sample() -> Analysis<Byte> {
    let mention = |span: Span<Byte>, head: Span<Byte>, form| Mention { span, head, form };
    let whole = |words: &str, nth: usize, form| mention(at(words, nth), at(words, nth), form);
    Analysis {
        schema: SCHEMA,
        notice: Some(Notice { code: NoticeCode::NotEnglish, message: "A remark.".into() }),
        title: Some(at("“Café 🌷” row grows", 0)),
        byline: Some(Byline { span: at("By Ann Lee", 0), authors: vec!["Ann Lee".into()] }),
        published: Some("2016-09-09".into()),
        paragraphs: vec![
            at(
                "“We won’t pay,” the minister, Jörg Weiß, and an aide said in Genève. “Not =now,” he added.",
                0,
            ),
            at("Unions fear that he lied.", 0),
        ],
        actors: vec![
            Actor {
                id: 0,
                name: "Jörg Weiß".into(),
                kind: ActorKind::Person,
                unnamed: false,
                description: Some("the minister".into()),
                affiliation: Some(2),
                mentions: vec![
                    mention(at("the minister, Jörg Weiß", 0), at("Jörg Weiß", 0), Form::Name),
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
                mentions: vec![mention(at("an aide", 0), at("aide", 0), Form::Description)],
            },
            Actor {
                id: 2,
                name: "Unions".into(),
                kind: ActorKind::Group,
                unnamed: false,
                description: None,
                affiliation: None,
                mentions: vec![whole("Unions", 0, Form::Name)],
            },
        ],
        places: vec![Place {
            name: "Genève".into(),
            kind: PlaceKind::Place,
            mentions: vec![whole("Genève", 0, Form::Name)],
        }],
        attributions: vec![
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
            },
        ],
    }
}
