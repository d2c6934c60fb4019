//! Generated texts: news by a small grammar, with pieces in it that break programs; and analyses
//! that only have the right shape.

use proptest::prelude::*;
use proptest::sample::{Index, select};
use whosaid::analysis::*;
use whosaid::text::{Byte, Span};

const NAMES: &[&str] = &[
    "Ann Lee",
    "Mayor Ann Lee",
    "Lee",
    "Jörg Weiß",
    "Dr. Bob Ray",
    "Ray",
    "U.S. Secretary of State John Kerry",
    "Kerry",
    "the State Department",
    "Moscow",
    "the Kremlin",
    "Russia and Turkey",
    "IBM",
    "the Taliban",
    "officials",
    "a spokesman",
    "a second State Department official",
    "another official",
    "he",
    "she",
    "they",
    "it",
    "I",
    "we",
    "who",
    "the minister, Lee,",
    "Ann Lee, a teacher,",
    "the opposition",
    "people familiar with the matter",
    "Beijing's foreign ministry",
    "O'Brien",
    "al-Assad",
    "Nguyễn Văn A",
    "Mr. X",
    "St. Paul's",
    "the mayor of Geneva",
    "its spokeswoman",
    "his brother",
    "Reuters",
    "the 27-nation bloc",
];
const CUES: &[&str] = &[
    "said",
    "says",
    "told reporters",
    "asked",
    "denied",
    "warned",
    "believes",
    "hopes",
    "did not say",
    "added",
    "tweeted",
    "has claimed",
    "is said to think",
    "called it",
    "insists",
    "wrote on Friday",
    "would not comment, but said",
    "accused them, saying",
    "wants",
    "asked whether",
];
const CLAUSES: &[&str] = &[
    "taxes will rise",
    "the city needs money for its schools",
    "“no deal” was near",
    "he would resign on Sept. 9",
    "it is over",
    "the U.S. must leave",
    "they were ‘not amused’",
    "she said that he had lied",
    "nothing",
    "prices rose 3.5 percent",
    "we have no choice",
    "peace is \"possible\" and near",
    "it's the people's money",
    "talks in Geneva failed",
    "to stay",
    "Moscow believes Washington lied",
];
const MARKS: &[&str] = &["“", "”", "\"", "'", "‘", "’", "``", "''", "«", "»", "„", "‹", "《", "＂"];
const STOPS: &[&str] = &[
    ". ", ".", "? ", "! ", ", ", "… ", ": ", "; ", " — ", " - ", ".\n", ".\n\n", "\n", "\r\n\r\n",
    " ", "",
];
const LINES: &[&str] = &[
    "\nBy Ann Lee\n",
    "\nWASHINGTON (AP) — ",
    "\nSeptember 9, 2016\n",
    "\nRead more: ",
    "\n— Ann Lee, mayor\n",
    "\nKERRY: ",
    "\nQ: ",
    "\nA: ",
    "\n* ",
    "\n1. ",
    "\nSHARE THIS\n",
    "\n© 2016 Reuters\n",
    "\n“",
    "\n",
    "\n\n\n",
];
/// Characters that no reporter types: controls, bidirectional marks, joiners, astral and combining
/// characters, markup, endless numbers.
const HOSTILE: &[&str] = &[
    "\0",
    "🌷",
    "👩\u{200d}🔬",
    "é",
    "e\u{301}",
    "\u{301}",
    "\u{200f}",
    "\u{202e}",
    "\u{2028}",
    "\u{2029}",
    "\u{feff}",
    "\u{a0}",
    "\u{3000}",
    "\u{85}",
    "\u{b}",
    "\u{1f}",
    "İ",
    "ǅ",
    "ﬁ",
    "ß",
    "𝔘",
    "\u{10ffff}",
    "\u{fffd}",
    "שלום",
    "العربية",
    "中文",
    "<b>",
    "&amp;",
    "</script>",
    "=1+1",
    "%2C",
    "-,",
    ",-",
    "#:~:text=",
    "\\u0000",
    "'s",
    "’s",
    "n't",
    "((((",
    "))))",
    "$%&",
    "a.b.c.",
    "9999999999999999999",
    "\t",
    "\r",
    "www.x.com/a?b#c",
    "x@y.z",
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "a-b-c-d-e-f-g-h",
    "______",
    "☃\u{fe0f}",
    "\u{e000}",
];

fn one_of(words: &'static [&'static str]) -> BoxedStrategy<String> {
    select(words).prop_map(str::to_owned).boxed()
}

/// A sentence as newspapers write them, its quotation marks sometimes wrong.
fn sentence() -> BoxedStrategy<String> {
    let pairs = select(
        &[
            ("“", "”"),
            ("\"", "\""),
            ("‘", "’"),
            ("'", "'"),
            ("``", "''"),
            ("", ""),
            ("“", ""),
            ("", "”"),
            ("«", "»"),
            ("“‘", "’”"),
        ][..],
    );
    (pairs, select(NAMES), select(CUES), select(CLAUSES), select(CLAUSES), select(STOPS), 0..7usize)
        .prop_map(|((open, close), name, cue, clause, more, stop, form)| match form {
            0 => format!("{open}{clause},{close} {name} {cue}{stop}"),
            1 => format!("{name} {cue} that {clause}{stop}"),
            2 => format!("{name} {cue}, {open}{clause}{stop}{close}"),
            3 => format!("According to {name}, {clause}{stop}"),
            4 => format!("{open}{clause},{close} {cue} {name}. {open}{more}{stop}{close}"),
            5 => format!("{name} {cue} {clause} and that {open}{more}{close}{stop}"),
            _ => format!("{clause}, {name} {cue}, {more}{stop}"),
        })
        .boxed()
}

fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => sentence(),
        2 => one_of(LINES),
        2 => one_of(NAMES),
        1 => one_of(CUES),
        2 => one_of(MARKS),
        1 => one_of(STOPS),
        3 => one_of(HOSTILE),
    ]
}

/// A text of up to `pieces` sentences, names, marks and odd characters.
pub fn news(pieces: usize) -> BoxedStrategy<String> {
    prop::collection::vec(piece(), 0..=pieces).prop_map(|pieces| pieces.concat()).boxed()
}

/// A text of up to `pieces` marks, stops and odd characters, with few words: for what reads
/// characters.
pub fn noise(pieces: usize) -> BoxedStrategy<String> {
    let piece = prop_oneof![
        3 => one_of(HOSTILE),
        2 => one_of(MARKS),
        2 => one_of(STOPS),
        2 => one_of(&["a", "said", "No", "U.S.", "b c", "By", "9", "It’s"]),
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..=pieces).prop_map(|pieces| pieces.concat()).boxed()
}

/// A text with a stretch of it that is not empty.
pub fn passage(
    text: impl Strategy<Value = String> + 'static,
) -> BoxedStrategy<(String, Span<Byte>)> {
    let filled = text.prop_filter("a passage needs a text", |text| !text.is_empty());
    (filled, any::<(Index, Index)>())
        .prop_map(|(text, (a, b))| {
            let span = stretch(&text, a, b);
            (text, span)
        })
        .boxed()
}

fn stretch(text: &str, a: Index, b: Index) -> Span<Byte> {
    let bounds: Vec<u32> =
        text.char_indices().map(|(i, _)| i as u32).chain([text.len() as u32]).collect();
    let (a, b) = (a.index(bounds.len()), b.index(bounds.len()));
    let (low, high) = if a == b {
        (a.min(bounds.len() - 2), a.min(bounds.len() - 2) + 1)
    } else {
        (a.min(b), a.max(b))
    };
    Span::new(bounds[low], bounds[high])
}

/// Two bounds of a span.
type Bounds = (Index, Index);
/// Name, kind, unnamed, description, mentions with head and form, affiliation.
type ActorParts =
    (String, ActorKind, bool, Option<String>, Vec<(Bounds, Bounds, Form)>, Option<Index>);
/// How it is said, source, cue, content, speakers and the outer one, negated, confidence.
type AttributionParts = (
    (Tier, QuoteKind, Act),
    Vec<Bounds>,
    Vec<Bounds>,
    Vec<Bounds>,
    (Vec<Index>, Option<Index>),
    bool,
    f32,
);

fn actor_parts() -> impl Strategy<Value = ActorParts> {
    let form = select(&[Form::Name, Form::Description, Form::Pronoun][..]);
    let kind = select(
        &[
            ActorKind::Person,
            ActorKind::Organization,
            ActorKind::Country,
            ActorKind::Group,
            ActorKind::Role,
        ][..],
    );
    (
        noise(3),
        kind,
        any::<bool>(),
        proptest::option::of(noise(3)),
        prop::collection::vec((any::<Bounds>(), any::<Bounds>(), form), 1..4),
        any::<Option<Index>>(),
    )
}

fn attribution_parts() -> impl Strategy<Value = AttributionParts> {
    let spans = |least: usize| prop::collection::vec(any::<Bounds>(), least..3);
    let how = (
        select(&[Tier::Statement, Tier::Attitude][..]),
        select(&[QuoteKind::Direct, QuoteKind::Indirect, QuoteKind::Mixed][..]),
        select(&[Act::Say, Act::Deny, Act::Fear, Act::Criticize][..]),
    );
    let who = (prop::collection::vec(any::<Index>(), 0..3), any::<Option<Index>>());
    (how, spans(0), spans(0), spans(1), who, any::<bool>(), 0.0f32..=1.0)
}

/// A text with an analysis of the right shape and no meaning: exports and JSON must accept it.
pub fn shapeless() -> BoxedStrategy<(String, Analysis<Byte>)> {
    let text = noise(12).prop_filter("an analysis needs a text", |text| !text.is_empty());
    (
        text,
        prop::collection::vec(actor_parts(), 0..4),
        prop::collection::vec(attribution_parts(), 0..4),
        prop::collection::vec(any::<Bounds>(), 0..3),
    )
        .prop_map(|(text, actors, attributions, paragraphs)| {
            let (cast, count) = (actors.len(), attributions.len());
            let actor = |(id, parts)| put_actor(&text, id, cast, parts);
            let attribution = |(id, parts)| put_attribution(&text, id, cast, count, parts);
            let analysis = Analysis {
                actors: actors.into_iter().enumerate().map(actor).collect(),
                attributions: attributions.into_iter().enumerate().map(attribution).collect(),
                paragraphs: stretches(&text, paragraphs),
                ..Analysis::empty()
            };
            (text, analysis)
        })
        .boxed()
}

fn stretches(text: &str, all: Vec<Bounds>) -> Vec<Span<Byte>> {
    all.into_iter().map(|(a, b)| stretch(text, a, b)).collect()
}

/// Actor number `id` of `cast`.
fn put_actor(text: &str, id: usize, cast: usize, parts: ActorParts) -> Actor<Byte> {
    let at = |(a, b): Bounds| stretch(text, a, b);
    let (name, kind, unnamed, description, mentions, affiliation) = parts;
    let mention = |(span, head, form)| Mention { span: at(span), head: at(head), form };
    Actor {
        id: id as u32,
        name,
        kind,
        unnamed,
        description,
        affiliation: affiliation.map(|i| i.index(cast) as u32),
        mentions: mentions.into_iter().map(mention).collect(),
        corrected_by_reader: false,
    }
}

/// Attribution number `id` of `count`, said by some of `cast` actors.
fn put_attribution(
    text: &str,
    id: usize,
    cast: usize,
    count: usize,
    parts: AttributionParts,
) -> Attribution<Byte> {
    let ((tier, kind, act), source, cue, content, (speakers, outer), negated, confidence) = parts;
    let speakers = speakers.into_iter().filter(|_| cast > 0);
    Attribution {
        id: id as u32,
        tier,
        kind,
        channel: stretches(text, source.clone()),
        unnamed_reason: stretches(text, cue.clone()),
        knowledge: stretches(text, source.clone()),
        source_kind: Some(SourceKind::Document),
        source: stretches(text, source),
        cue: stretches(text, cue),
        content: stretches(text, content),
        speakers: speakers.map(|i| i.index(cast) as u32).collect(),
        inside: outer.map(|i| i.index(count) as u32),
        act,
        negated,
        confidence,
        speaker_confidence: confidence,
        corrected_by_reader: false,
    }
}
