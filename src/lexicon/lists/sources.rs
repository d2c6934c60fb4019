//! Words of sources: those that speak, documents that only hold somebody's words, and words that
//! say how a source knows.

/// Nouns for things written or measured. As a source they are no actor: their author speaks, and
/// the article does not say who that is.
pub const DOCUMENTS: &[&str] = &[
    "report",
    "statement",
    "letter",
    "study",
    "survey",
    "poll",
    "document",
    "article",
    "book",
    "email",
    "e-mail",
    "memo",
    "website",
    "site",
    "tweet",
    "post",
    "figure",
    "statistic",
    "datum",
    "data",
    "research",
    "rule",
    "law",
    "constitution",
    "indictment",
    "complaint",
    "lawsuit",
    "filing",
    "record",
    "paper",
    "analysis",
    "review",
    "evidence",
    "plan",
    "proposal",
    "bill",
    "resolution",
    "headline",
    "story",
    "message",
    "video",
    "sign",
    "banner",
    "text",
    "note",
    "release",
    "ad",
    "advertisement",
    "warrant",
    "affidavit",
    "file",
    "transcript",
    "estimate",
    "forecast",
    "polling",
    "testimony",
    "interview",
    "speech",
    "campaign",
    "account",
    "page",
    "blog",
    "list",
];
/// Words between a document and its author: "a report by Amnesty".
pub const BEFORE_AUTHOR: &[&str] = &["by", "from", "of"];
/// Nouns that name people only where they speak.
pub const SPEAKERS: &[&str] = &[
    "source", "figure", "star", "voice", "one", "base", "lion", "newcomer", "name", "camp", "side",
];
/// Words for people that the words behind them describe: "those who back him".
pub const DESCRIBED_BEHIND: &[&str] = &["source", "sources", "those"];
/// Words that, besides prepositions, begin the description behind a word of [`DESCRIBED_BEHIND`].
pub const BEGINS_DESCRIPTION: &[&str] = &["to", "who"];
/// Words behind a source that say how it knows: "a source close to Lee".
pub const HOW_IT_KNOWS: &[&str] = &["close", "familiar", "involved", "briefed"];
/// Endings of nouns for people who do what the stem says.
pub const AGENTIVE: &[&str] =
    &["er", "or", "ist", "ian", "eon", "man", "woman", "person", "maker", "holder", "goer"];
/// Words and endings that show that the words before a name are not its title.
pub const NOT_IN_TITLES: &[&str] = &[",", "and", "or", "&", "who", "that", "which", "'s", "’s"];
/// Words between the members of a joint source.
pub const JOINED_BY: &[&[&str]] =
    &[&["and"], &[",", "and"], &["&"], &["as", "well", "as"], &["or"], &["and", "the"]];
/// Words between a cue and one before it that share a subject: "he said ... and added".
pub const SHARED_SUBJECT: &[&str] = &["and", "but", ",", "then", "also"];
/// Words before "by" or a colon, behind which the maker of the article's pictures is named.
pub const CREDITS: &[&str] = &["image", "images", "photo", "photos", "picture", "credit"];
