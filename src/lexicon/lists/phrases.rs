//! Words that tell where a noun phrase begins and where it ends.

use super::grammar::{FINITE_BE, HAVE};
use super::joined;

/// Adverbs that stand before an adjective in a noun phrase.
pub const INNER_ADVERBS: &[&str] = &[
    "very",
    "most",
    "more",
    "less",
    "least",
    "highly",
    "heavily",
    "largely",
    "mostly",
    "newly",
    "formerly",
    "once",
    "now",
    "then",
    "recently",
    "previously",
    "widely",
    "politically",
    "severely",
    "fully",
    "increasingly",
    "so",
    "too",
    "still",
    "nearly",
    "almost",
    "about",
    "some",
    "over",
    "fellow",
    "currently",
    "openly",
];
/// Forms in -ing that before a noun for people mostly say what these are: "working families".
pub const DESCRIBING: &[&str] = &[
    "working",
    "existing",
    "remaining",
    "leading",
    "struggling",
    "competing",
    "opposing",
    "participating",
    "practicing",
    "returning",
    "visiting",
    "ruling",
    "fleeing",
    "surviving",
    "sitting",
    "outgoing",
    "incoming",
    "governing",
    "protesting",
];
/// Auxiliaries that a base verb follows.
pub const MODALS: &[&str] = &[
    "will", "would", "can", "could", "may", "might", "must", "shall", "should", "do", "does",
    "did", "not", "cannot",
];
/// Auxiliaries that a noun may follow: "they are hosts".
pub const BE_AND_HAVE: &[&str] = &joined::<9>(&[FINITE_BE, &["be", "been"], HAVE]);
/// Adjectives that may end a phrase for an office: "the attorney general".
pub const POSTPOSITIVE: &[&str] = &["general", "designate", "elect", "emeritus"];
/// Prepositions whose phrase may belong to the noun before.
pub const COMPLEMENTS: &[&str] = &[
    "from", "with", "in", "at", "for", "on", "near", "to", "against", "behind", "inside", "within",
    "between", "aboard",
];
/// Participles that after a noun mostly describe it: "the group based in Lima".
pub const PARTICIPLES: &[&str] = &[
    "based",
    "called",
    "known",
    "named",
    "deemed",
    "accused",
    "charged",
    "suspected",
    "convicted",
    "involved",
    "led",
    "backed",
    "armed",
    "aimed",
    "considered",
    "dubbed",
    "assigned",
    "appointed",
    "elected",
    "employed",
    "hired",
    "familiar",
    "briefed",
    "affected",
    "located",
    "linked",
    "tied",
    "opposed",
    "loyal",
    "close",
    "responsible",
];

/// Prepositions by which a noun belongs to the one before: "head of the office".
pub const BELONGING: &[&str] = &["of", "for", "at", "in", "from", "with", "on"];
/// Prepositions that tie a person to the body they speak for: "a spokesman for the ministry".
pub const SPEAKING_FOR: &[&str] = &["of", "for", "at", "from", "with"];
/// Prepositions that tie somebody to a body, right behind their noun: "officials inside the
/// ministry".
pub const AFFILIATING: &[&str] = &["of", "for", "at", "from", "with", "in", "inside", "within"];
/// Words between a noun for a person and one of [`AFFILIATING`]: "a lawyer working for the bank".
pub const WORKING: &[&str] =
    &["working", "employed", "speaking", "who", "work", "works", "worked", "acting", "serving"];
/// Words that tie somebody to a body without a preposition: "lawyers representing the bank".
pub const REPRESENTING: &[&str] = &["representing", "advising"];
/// Words and marks behind a noun for a person that describes the name before it: "Lee, director of
/// ...,".
pub const AFTER_ROLE: &[&str] = &["of", "at", "for", "in", "with", ","];
/// Prepositions before a country that acts: "attacked by Russia", "talks with Iran".
pub const BEFORE_AGENT: &[&str] = &["by", "with", "against", "between"];
/// Verbs that say who or what their subject is.
pub const COPULAS: &[&str] =
    &joined::<8>(&[FINITE_BE, &["became", "becomes", "remains", "remained"]]);
/// Words and marks after an apposition; the empty word stands for the text's end.
pub const AFTER_APPOSITION: &[&str] = &[
    ",", ".", "", ";", ")", "-", "–", "—", "who", "which", ":", "\"", "”", "whose", "?", "!",
    "told", "said",
];
/// Auxiliaries that show that their subject acts: "Washington had concluded", "Paris will not".
pub const ACTING_AUXILIARIES: &[&str] =
    &["has", "had", "will", "would", "must", "should", "did", "does", "cannot"];
/// Nouns that with "of" and another are no actors: "state of emergency".
pub const FIXED: &[(&str, &str)] = &[
    ("state", "emergency"),
    ("state", "affairs"),
    ("state", "mind"),
    ("state", "war"),
    ("state", "play"),
    ("state", "shock"),
    ("state", "siege"),
    ("next", "kin"),
];
/// Words between an office and what it is over: "Governor of Puerto Rico".
pub const TITLE_LINKS: &[&str] = &["of", "for", "to", "at"];
