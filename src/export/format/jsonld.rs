//! Mentions and attributions as annotations of the W3C Web Annotation Data Model (Recommendation,
//! 23 February 2017), serialised as JSON-LD.
//!
//! Each mention of an actor is an annotation that identifies the actor; each attribution is one
//! that describes its content: who says it, how, and where the article tells so. Passages are found
//! again by a `TextQuoteSelector` (the words with what stands around them) or a
//! `TextPositionSelector`, which by the standard counts **code points**, not the UTF-16 units of
//! the analysis in JavaScript.

use std::borrow::Cow;

use serde::Serialize;

use crate::analysis::{Actor, Analysis, Attribution};
use crate::export::words::{is_corrected, joined, json_name};
use crate::text::{Byte, Char, OffsetMap, Span};

/// Characters kept before and after a passage, by which it is found again: as many as Hypothesis
/// keeps.
const CONTEXT: usize = 32;

/// Annotations of one text.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AnnotationPage {
    /// The context of the standard.
    #[serde(rename = "@context")]
    pub context: &'static str,
    /// Identifies this page of annotations.
    pub id: String,
    /// `AnnotationPage`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// Mentions in order of their actors, then attributions in reading order.
    pub items: Vec<Annotation>,
}

/// One mention or one attribution.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Annotation {
    /// Unique on its page.
    pub id: String,
    /// `Annotation`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// `identifying` for a mention, `describing` for an attribution.
    pub motivation: &'static str,
    /// The program that made it.
    pub generator: Generator,
    /// What is said about the target.
    pub body: Vec<Body>,
    /// The passages: several where the content comes in pieces.
    pub target: Vec<Target>,
}

/// The program that made an annotation.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Generator {
    /// `Software`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// Whosaid with its version.
    pub name: String,
}

/// What is said about a passage.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "type")]
pub enum Body {
    /// Words: a name (purpose `identifying`), a property (`tagging`), what the source is
    /// (`classifying`), a description (`describing`): first who does what, then where the words
    /// come from ("channel: in a statement").
    TextualBody {
        /// What the words are for.
        purpose: &'static str,
        /// The words.
        value: String,
        /// `text/plain`.
        format: &'static str,
        /// `en`.
        language: &'static str,
    },
    /// Another passage: the source (purpose `linking`) or the cue (`highlighting`) of an
    /// attribution.
    SpecificResource {
        /// What the passage is for.
        purpose: &'static str,
        /// The text that holds it.
        source: String,
        /// How to find it.
        selector: Vec<Selector>,
    },
}

/// A passage of the text.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Target {
    /// `SpecificResource`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// The text that holds it.
    pub source: String,
    /// How to find it: two ways, each enough.
    pub selector: Vec<Selector>,
}

/// A way to find a passage.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "type")]
pub enum Selector {
    /// By its words.
    TextQuoteSelector {
        /// The passage.
        exact: String,
        /// The characters before it.
        prefix: String,
        /// The characters after it.
        suffix: String,
    },
    /// By its place, in code points from the text's start.
    TextPositionSelector {
        /// First code point.
        start: u32,
        /// The code point after the last.
        end: u32,
    },
}

/// The annotations of an analysis of `text`. `source` is the address (IRI) of what holds the text,
/// such as the page's URL; a fragment is left off.
///
/// ```
/// use whosaid::{analyze, export, Options};
/// let text = "Taxes will rise, Ann Lee said on Friday.";
/// let analysis = analyze(text, &Options::default());
/// let page = export::annotations(text, &analysis, "https://news.example/taxes#top");
/// assert_eq!(page.id, "https://news.example/taxes#whosaid");
/// ```
pub fn annotations(text: &str, analysis: &Analysis<Byte>, source: &str) -> AnnotationPage {
    let source = source.split('#').next().unwrap_or_default();
    let writer = Writer { text, map: OffsetMap::new(text), source };
    let mentions = analysis.actors.iter().flat_map(|actor| writer.mentions(actor));
    let attributions =
        analysis.attributions.iter().map(|a| writer.attribution(a, &analysis.actors));
    AnnotationPage {
        context: "http://www.w3.org/ns/anno.jsonld",
        id: format!("{source}#whosaid"),
        kind: "AnnotationPage",
        items: mentions.chain(attributions).collect(),
    }
}

struct Writer<'t> {
    text: &'t str,
    map: OffsetMap<'t>,
    source: &'t str,
}

impl Writer<'_> {
    /// An annotation for each mention of `actor`.
    fn mentions(&self, actor: &Actor<Byte>) -> Vec<Annotation> {
        let body = |form: &dyn std::fmt::Debug| {
            vec![
                identifying(&actor.name),
                tag(json_name(&actor.kind)),
                tag(format!("{form:?}").to_lowercase()),
            ]
        };
        let one = |(i, m): (usize, &crate::analysis::Mention<Byte>)| {
            self.annotation(
                format!("actor-{}-mention-{i}", actor.id),
                "identifying",
                body(&m.form),
                &[m.span],
            )
        };
        actor.mentions.iter().enumerate().map(one).collect()
    }

    /// The annotation of an attribution.
    fn attribution(&self, a: &Attribution<Byte>, actors: &[Actor<Byte>]) -> Annotation {
        let speakers: Vec<&str> = a
            .speakers
            .iter()
            .filter_map(|&id| actors.get(id as usize))
            .map(|s| s.name.as_str())
            .collect();
        let mut body = vec![words("describing", describe(a, &speakers))];
        body.extend(speakers.iter().map(|name| identifying(name)));
        body.extend([tag(json_name(&a.tier)), tag(json_name(&a.kind)), tag(json_name(&a.act))]);
        body.extend(a.negated.then(|| tag("negated".into())));
        body.extend(is_corrected(a, actors).then(|| tag("corrected_by_reader".into())));
        body.extend(a.source_kind.map(|kind| words("classifying", json_name(&kind))));
        for (name, spans) in [
            ("channel", &a.channel),
            ("unnamed reason", &a.unnamed_reason),
            ("knowledge", &a.knowledge),
        ] {
            let value = || format!("{name}: {}", joined(self.text, spans));
            body.extend((!spans.is_empty()).then(|| words("describing", value())));
        }
        let passage = |purpose| {
            move |s: &Span<Byte>| Body::SpecificResource {
                purpose,
                source: self.source.into(),
                selector: self.selector(*s),
            }
        };
        body.extend(a.source.iter().map(passage("linking")));
        body.extend(a.cue.iter().map(passage("highlighting")));
        self.annotation(format!("attribution-{}", a.id), "describing", body, &a.content)
    }

    /// An annotation of the passages at `spans`.
    fn annotation(
        &self,
        id: String,
        motivation: &'static str,
        body: Vec<Body>,
        spans: &[Span<Byte>],
    ) -> Annotation {
        let target = |s: &Span<Byte>| Target {
            kind: "SpecificResource",
            source: self.source.into(),
            selector: self.selector(*s),
        };
        Annotation {
            id: format!("{}#whosaid-{id}", self.source),
            kind: "Annotation",
            motivation,
            generator: Generator {
                kind: "Software",
                name: format!("Whosaid {}", env!("CARGO_PKG_VERSION")),
            },
            body,
            target: spans.iter().map(target).collect(),
        }
    }

    /// Two selectors for the passage at `span`: by its words and by its place.
    fn selector(&self, span: Span<Byte>) -> Vec<Selector> {
        let (before, after) =
            (&self.text[..span.start() as usize], &self.text[span.end() as usize..]);
        let prefix =
            before.char_indices().rev().nth(CONTEXT - 1).map_or(before, |(at, _)| &before[at..]);
        let suffix = after.char_indices().nth(CONTEXT).map_or(after, |(at, _)| &after[..at]);
        let place = self.map.convert::<Char>(span);
        vec![
            Selector::TextQuoteSelector {
                exact: span.of(self.text).into(),
                prefix: prefix.into(),
                suffix: suffix.into(),
            },
            Selector::TextPositionSelector { start: place.start(), end: place.end() },
        ]
    }
}

/// "John Kerry and the United Nations: warn", "Unresolved speaker: not say".
fn describe(a: &Attribution<Byte>, speakers: &[&str]) -> String {
    let who: Cow<str> = if speakers.is_empty() {
        "Unresolved speaker".into()
    } else {
        speakers.join(" and ").into()
    };
    format!("{who}: {}{}", if a.negated { "not " } else { "" }, json_name(&a.act))
}

/// Words in English for `purpose`.
fn words(purpose: &'static str, value: String) -> Body {
    Body::TextualBody { purpose, value, format: "text/plain", language: "en" }
}

/// A name that identifies an actor.
fn identifying(name: &str) -> Body {
    words("identifying", name.into())
}

/// A property.
fn tag(value: String) -> Body {
    words("tagging", value)
}
