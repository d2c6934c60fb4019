//! The result of an analysis and its JSON, schema 1. Nothing else.
//!
//! Takes nothing, gives the types; promises that what is written here as JSON is read back the
//! same. Spans are `[start, end)` in the unit `U`; in JSON they are arrays of two numbers.

mod options;
mod outline;
pub mod prominence;

use serde::{Deserialize, Serialize};

pub use crate::lexicon::acts::{Act, Tier};
pub use crate::text::Byline;
use crate::text::{Byte, OffsetMap, Span, Unit};
pub use options::Options;

/// The version of the JSON contract. Additions keep it; renames and removals need 2.
pub const SCHEMA: u32 = 1;

/// Everything found in one article. Offsets count `U` from the start of the text that was analysed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct Analysis<U: Unit = Byte> {
    /// Always [`SCHEMA`].
    pub schema: u32,
    /// Why there is nothing to show, or what the reader should know; `None` for an ordinary
    /// article.
    pub notice: Option<Notice>,
    /// The headline.
    pub title: Option<Span<U>>,
    /// The line that names the authors.
    pub byline: Option<Byline<U>>,
    /// Day of publication as the article, else its page, states it, ISO 8601 (`2016-09-09`).
    pub published: Option<String>,
    /// Paragraphs of the story in order, without boilerplate.
    pub paragraphs: Vec<Span<U>>,
    /// Who acts or speaks, in order of first mention; `id` is the place in this list.
    pub actors: Vec<Actor<U>>,
    /// Places that only locate.
    pub places: Vec<Place<U>>,
    /// Who said or thinks what, in reading order; `id` is the place in this list.
    pub attributions: Vec<Attribution<U>>,
}

/// A remark on the text as a whole, for the reader.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// What kind of remark.
    pub code: NoticeCode,
    /// One sentence in plain English, with the remedy where there is one.
    pub message: String,
}

/// What a [`Notice`] is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoticeCode {
    /// No words in the text.
    Empty,
    /// The text is not English, so nothing was guessed.
    NotEnglish,
    /// The text is the HTML source of a page, not what a reader sees.
    Html,
}

/// Somebody or something that acts, speaks or is acted on as an agent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct Actor<U: Unit> {
    /// Place in [`Analysis::actors`].
    pub id: u32,
    /// The fullest name the article gives, or its first description if it is never named.
    pub name: String,
    /// What it is.
    pub kind: ActorKind,
    /// True if the article never names it ("a second State Department official").
    pub unnamed: bool,
    /// Its title or description in the article's words ("U.S. Secretary of State").
    pub description: Option<String>,
    /// The actor (an organisation, country or group) it speaks for, by the article.
    pub affiliation: Option<u32>,
    /// Every mention in text order; never empty.
    pub mentions: Vec<Mention<U>>,
    /// True if a reader has corrected who or what it is; the engine gives false.
    #[serde(default, skip_serializing_if = "is_false")]
    pub corrected_by_reader: bool,
}

/// What an actor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ActorKind {
    /// A named person.
    Person,
    /// A body with a name: company, ministry, party, newspaper.
    Organization,
    /// A state, or a city standing for its government.
    Country,
    /// Several people: named or not.
    Group,
    /// A single person without a name ("a spokesman").
    Role,
}

/// A place that locates and does not act.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct Place<U: Unit> {
    /// Its fullest name.
    pub name: String,
    /// Always `place`.
    pub kind: PlaceKind,
    /// Every mention in text order; never empty.
    pub mentions: Vec<Mention<U>>,
}

/// The one kind that a [`Place`] has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PlaceKind {
    /// A place.
    Place,
}

/// One passage that refers to an actor or place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct Mention<U: Unit> {
    /// The whole phrase: "U.S. Secretary of State John Kerry".
    pub span: Span<U>,
    /// The name or noun in it: "John Kerry". Lies within `span`.
    pub head: Span<U>,
    /// How it refers.
    pub form: Form,
}

/// How a mention refers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// By name.
    Name,
    /// By a description ("the Syrian leader").
    Description,
    /// By a pronoun.
    Pronoun,
}

/// A passage whose content the article ascribes to somebody.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct Attribution<U: Unit> {
    /// Place in [`Analysis::attributions`].
    pub id: u32,
    /// Speech and writing, or belief and intention.
    pub tier: Tier,
    /// How much of the content stands within quotation marks.
    pub kind: QuoteKind,
    /// Who is said to speak: the whole noun phrase; empty if the article does not say.
    pub source: Vec<Span<U>>,
    /// The words that report ("said", "according to").
    pub cue: Vec<Span<U>>,
    /// What is ascribed, in pieces, quotation marks included; never empty.
    pub content: Vec<Span<U>>,
    /// Actors whose words these are; empty if unresolved, several for a joint source.
    pub speakers: Vec<u32>,
    /// The attribution in whose content this one stands.
    pub inside: Option<u32>,
    /// What the speaker does by speaking.
    pub act: Act,
    /// True if the cue is negated ("did not say").
    pub negated: bool,
    /// How sure the engine is that this is an attribution, 0 to 1.
    pub confidence: f32,
    /// The probability that the speakers are right, if it is one, 0 to 1; 0 without speakers.
    pub speaker_confidence: f32,
    /// What the source is; `None` if that is not clear.
    #[serde(default)]
    pub source_kind: Option<SourceKind>,
    /// Whom it was said to and through what ("Reuters", "in a statement"); empty if the article
    /// does not say.
    #[serde(default)]
    pub channel: Vec<Span<U>>,
    /// Why the source is not named ("on condition of anonymity because …"); empty if the article
    /// does not say.
    #[serde(default)]
    pub unnamed_reason: Vec<Span<U>>,
    /// How the source knows ("who was in the room", "seen by Reuters"); empty if the article does
    /// not say.
    #[serde(default)]
    pub knowledge: Vec<Span<U>>,
    /// True if a reader has corrected who speaks; the engine gives false.
    #[serde(default, skip_serializing_if = "is_false")]
    pub corrected_by_reader: bool,
}

/// True for a field that JSON leaves out.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes fields so")]
fn is_false(field: &bool) -> bool {
    !*field
}

/// What the source of an attribution is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SourceKind {
    /// One person or several.
    Person,
    /// A body that speaks as one: company, ministry, country, newspaper.
    Body,
    /// A text: report, law, ruling, letter.
    Document,
    /// Figures: poll, statistics.
    Data,
    /// A message on a platform.
    Post,
    /// The article states no source ("it is said that").
    Unstated,
}

/// How the content is quoted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum QuoteKind {
    /// Every word of the content stands within quotation marks.
    Direct,
    /// No word does.
    Indirect,
    /// Some do.
    Mixed,
}

impl<U: Unit> Analysis<U> {
    /// An analysis that found nothing.
    pub fn empty() -> Self {
        Analysis {
            schema: SCHEMA,
            notice: None,
            title: None,
            byline: None,
            published: None,
            paragraphs: Vec::new(),
            actors: Vec::new(),
            places: Vec::new(),
            attributions: Vec::new(),
        }
    }
}

impl Analysis<Byte> {
    /// The same analysis with offsets in another unit. `map` must be of the text that was analysed.
    ///
    /// ```
    /// use whosaid::{analyze, Options, text::{OffsetMap, Utf16}};
    /// let text = "“Café” is open, Ann Lee said.";
    /// let utf16 = analyze(text, &Options::default()).convert::<Utf16>(&OffsetMap::new(text));
    /// assert_eq!(utf16.paragraphs[0].end(), text.encode_utf16().count() as u32);
    /// ```
    pub fn convert<V: Unit>(&self, map: &OffsetMap) -> Analysis<V> {
        let one = |s: &Span<Byte>| map.convert::<V>(*s);
        let all = |spans: &Vec<Span<Byte>>| spans.iter().map(one).collect::<Vec<_>>();
        let mentions = |list: &Vec<Mention<Byte>>| {
            list.iter()
                .map(|m| Mention { span: one(&m.span), head: one(&m.head), form: m.form })
                .collect::<Vec<_>>()
        };
        Analysis {
            schema: self.schema,
            notice: self.notice.clone(),
            title: self.title.as_ref().map(one),
            byline: self
                .byline
                .as_ref()
                .map(|b| Byline { span: one(&b.span), authors: b.authors.clone() }),
            published: self.published.clone(),
            paragraphs: all(&self.paragraphs),
            actors: self
                .actors
                .iter()
                .map(|a| Actor {
                    id: a.id,
                    name: a.name.clone(),
                    kind: a.kind,
                    unnamed: a.unnamed,
                    description: a.description.clone(),
                    affiliation: a.affiliation,
                    mentions: mentions(&a.mentions),
                    corrected_by_reader: a.corrected_by_reader,
                })
                .collect(),
            places: self
                .places
                .iter()
                .map(|p| Place {
                    name: p.name.clone(),
                    kind: p.kind,
                    mentions: mentions(&p.mentions),
                })
                .collect(),
            attributions: self
                .attributions
                .iter()
                .map(|a| Attribution {
                    id: a.id,
                    tier: a.tier,
                    kind: a.kind,
                    source: all(&a.source),
                    cue: all(&a.cue),
                    content: all(&a.content),
                    speakers: a.speakers.clone(),
                    inside: a.inside,
                    act: a.act,
                    negated: a.negated,
                    confidence: a.confidence,
                    speaker_confidence: a.speaker_confidence,
                    source_kind: a.source_kind,
                    channel: all(&a.channel),
                    unnamed_reason: all(&a.unnamed_reason),
                    knowledge: all(&a.knowledge),
                    corrected_by_reader: a.corrected_by_reader,
                })
                .collect(),
        }
    }
}
