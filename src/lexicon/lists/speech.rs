//! Words of attributions: what marks a cue, a source or a content besides the words of
//! `data/cues.tsv`.

/// Forms of verbs that only carry the noun that reports: "made the claim", "expressed hope".
pub const CARRIERS: &[&str] = &[
    "made",
    "make",
    "makes",
    "making",
    "gave",
    "give",
    "gives",
    "expressed",
    "express",
    "expresses",
    "voiced",
    "issued",
    "has",
    "have",
    "had",
    "took",
    "raised",
];
/// Nouns that "no" does not negate: "has no doubt that …" is sure.
pub const AFFIRMED_BY_NO: &[&str] = &["secret", "doubt", "bones"];
/// Forms of "fail", which before "to" negates: "failed to mention".
pub const FAIL: &[&str] = &["fail", "fails", "failed"];

/// Adjectives of plain facts: "it is clear that …" gives nobody's opinion.
pub const PLAIN_FACTS: &[&str] = &[
    "clear", "unclear", "known", "unknown", "apparent", "obvious", "evident", "possible", "likely",
    "unlikely", "certain",
];

/// Adverbs that say that others say so.
pub const HEARSAY: &[&str] = &["reportedly", "allegedly", "purportedly", "reputedly"];

/// Words that join a clause to the one before. They are no part of its subject.
pub const JOINTS: &[&str] = &["and", "but", "or", "while", "as"];
/// Conjunctions, besides `grammar::CONTRASTS`, behind which a clause with its own subject begins.
pub const CLAUSE_LINKS: &[&str] = &["although", "though", "but", "because"];
/// Words that a subject may begin with right after the "that" of its clause: "that the government
/// …".
pub const SUBJECTS_AFTER_THAT: &[&str] =
    &["the", "a", "an", "his", "her", "its", "their", "our", "my", "he", "she", "it", "they", "we"];

/// Adverbs without -ly that stand before a verb.
pub const BEFORE_VERBS: &[&str] =
    &["also", "just", "later", "further", "first", "then", "again", "still", "once", "even"];

/// Pronouns that are subjects.
pub const SUBJECTS: &[&str] = &["he", "she", "it", "they", "we", "i"];

/// Pronouns that are objects.
pub const OBJECTS: &[&str] = &["me", "us", "him", "them", "you"];

/// Words that say no more than that nothing was said: "declined | to comment further".
pub const COMMENTS: &[&str] = &["to", "comment", "further", "immediately", "publicly", "respond"];
/// Verbs of answering; "return" too, of calls.
pub const ANSWERS: &[&str] = &["respond", "reply", "answer", "comment"];
/// What goes unanswered.
pub const REQUESTS: &[&str] = &[
    "request",
    "requests",
    "message",
    "messages",
    "call",
    "calls",
    "email",
    "emails",
    "inquiry",
    "inquiries",
    "enquiries",
    "comment",
    "questions",
];

/// Nouns and adverbs of time that a clause with "that" follows: "said last month that …".
pub const TIMES: &[&str] = &[
    "time",
    "times",
    "moment",
    "day",
    "days",
    "week",
    "weeks",
    "weekend",
    "month",
    "months",
    "year",
    "years",
    "decades",
    "hours",
    "morning",
    "afternoon",
    "evening",
    "night",
    "today",
    "yesterday",
    "earlier",
    "later",
    "ago",
    "spring",
    "summer",
    "autumn",
    "fall",
    "winter",
];
/// Words that may stand before one of [`TIMES`].
pub const BEFORE_TIMES: &[&str] = &[
    "the", "a", "this", "that", "last", "next", "first", "second", "recent", "past", "same",
    "earlier", "later", "late", "early", "for", "in", "at", "on", "over", "during", "two", "three",
    "several", "many", "few", "some", "one", "other",
];

/// Words of a signed name and its office that are written small.
pub const SMALL_IN_SIGNATURES: &[&str] =
    &["of", "the", "for", "and", "de", "la", "von", "van", "in", "at"];
/// Words before a colon by which newspapers point to another article or say what a line is.
pub const POINTERS: &[&str] = &[
    "related",
    "read",
    "review",
    "watch",
    "listen",
    "video",
    "photo",
    "photos",
    "note",
    "update",
    "correction",
    "editor",
    "more",
    "see",
    "graphic",
    "image",
    "picture",
    "credit",
    "caption",
];

/// Verbs of judging, whose object with its attribute is what is judged: "deem it a threat".
pub const JUDGES: &[&str] = &["deem", "consider", "regard", "view", "perceive"];
/// Verbs that report, but mostly tell of something else: "showed promise", "saw losses".
pub const MOSTLY_OTHER: &[&str] = &["show", "see", "call", "know", "find", "offer", "express"];
/// Verbs whose participle behind a noun tells what is said of it: "people believed to be there".
pub const SAID_TO_BE: &[&str] = &[
    "say",
    "believe",
    "think",
    "know",
    "deem",
    "consider",
    "allege",
    "report",
    "suspect",
    "understand",
    "assume",
    "estimate",
];
