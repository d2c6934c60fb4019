//! Words by which phrases refer: articles, determiners, pronouns, counts.

/// Indefinite articles.
pub const INDEFINITE_ARTICLES: &[&str] = &["a", "an"];
/// Determiners before a noun that is a given name too: "the Bill", "this Bill".
pub const NOUN_ARTICLES: &[&str] = &["the", "a", "this", "that"];
/// Determiners that begin a phrase for somebody known.
pub const DEMONSTRATIVES: &[&str] = &["the", "this", "that", "these", "those"];
/// Determiners of a phrase for somebody known, wherever they stand in it.
pub const DEFINITE: &[&str] =
    &["the", "this", "that", "these", "those", "such", "same", "both", "own"];
/// Determiners of a phrase for somebody else than before.
pub const OTHER: &[&str] = &["another", "other"];
/// Determiners of a phrase that does not mean two who were named: "another two men".
pub const NEW: &[&str] = &["a", "an", "another", "other"];
/// Words between a determiner and the rest of its phrase: "the same officials".
pub const AFTER_DETERMINER: &[&str] =
    &["own", "same", "other", "few", "several", "many", "numerous", "various", "certain", "more"];
/// Words before a determiner: "half the voters", "such a man".
pub const BEFORE_DETERMINER: &[&str] = &["half", "such", "many"];
/// Words before a determiner other than "a": "all the voters". "Both a ..." begins a list.
pub const BEFORE_DEFINITE: &[&str] = &["all", "both"];
/// Ordinal numbers that after "a" mean another one: "a second official".
pub const FURTHER: &[&str] = &["second", "third", "fourth", "fifth"];

/// Pronouns of the speaker.
pub const I: &[&str] = &["i", "me", "my", "mine", "myself"];
/// Pronouns of the speaker and others.
pub const WE: &[&str] = &["we", "us", "our", "ours", "ourselves"];
/// Pronouns of the person spoken to.
pub const YOU: &[&str] = &["you", "your", "yours", "yourself", "yourselves"];
/// Pronouns of a man.
pub const HE: &[&str] = &["he", "him", "his", "himself"];
/// Pronouns of a woman.
pub const SHE: &[&str] = &["she", "her", "hers", "herself"];
/// Pronouns of several.
pub const THEY: &[&str] = &["they", "them", "their", "theirs", "themselves"];
/// Pronouns of a thing or body.
pub const IT: &[&str] = &["it", "its", "itself"];
/// Pronouns that show that the subject just named is one person.
pub const HE_OR_SHE: &[&str] = &["he", "she", "his", "her", "himself", "herself"];
/// Relative pronouns.
pub const RELATIVES: &[&str] = &["who", "which", "that", "whom"];
/// Pronouns that a verb follows, and no noun.
pub const SUBJECTS: &[&str] = &["i", "he", "she", "they", "who"];
/// Possessive endings, with the apostrophes straight or curly.
pub const POSSESSIVE_ENDINGS: &[&str] = &["'s", "’s", "'", "’"];
/// Words that join a phrase to the next.
pub const JOINED: &[&str] = &["and", "or"];
/// Words behind "it is" and the like whose "it" is no actor: "it is clear that …".
pub const NOT_AN_ACTOR_BEHIND: &[&str] = &[
    "clear",
    "unclear",
    "possible",
    "likely",
    "important",
    "hard",
    "difficult",
    "necessary",
    "time",
    "not",
    "a",
    "the",
    "been",
    "too",
    "easy",
    "good",
    "better",
];
/// Verbs before an "it" that is no actor: "made it clear".
pub const NOT_AN_ACTOR_BEFORE: &[&str] = &["make", "makes", "made", "found", "find"];
/// Words in a description that tell its actor from others: "the former minister", "two officials".
pub const OTHERS: &[&str] = &[
    "other", "another", "second", "third", "new", "former", "several", "many", "more", "two",
    "three", "four", "some", "any", "every", "each", "no",
];
/// Words that say that there is no actor.
pub const NOBODY: &[&str] = &["nobody", "none"];
/// Words that count two who were named together: "the two leaders".
pub const TWO: &[&str] = &["two", "both", "pair", "duo"];

/// Nouns and pronouns that count other nouns before "of": "hundreds of Syrians".
pub const COUNTERS: &[&str] = &[
    "hundreds",
    "thousands",
    "dozens",
    "scores",
    "millions",
    "tens",
    "billions",
    "group",
    "groups",
    "number",
    "majority",
    "handful",
    "couple",
    "pair",
    "series",
    "crowd",
    "crowds",
    "generation",
    "team",
    "band",
    "hundred",
    "million",
    "dozen",
    "percent",
    "half",
    "most",
    "some",
    "many",
    "several",
    "few",
    "all",
    "none",
    "both",
    "each",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "%",
    "members",
    "member",
    "part",
    "rest",
    "types",
    "kinds",
    "lots",
];
/// Words that count people, or stand for some of them, as a source: "9 percent said".
pub const COUNTS_OF_PEOPLE: &[&str] = &[
    "percent",
    "%",
    "number",
    "handful",
    "majority",
    "minority",
    "half",
    "third",
    "quarter",
    "two-thirds",
    "three-quarters",
    "three-fourths",
    "dozens",
    "hundreds",
    "thousands",
    "millions",
    "scores",
    "lot",
    "lots",
    "trio",
    "pair",
    "duo",
    "group",
    "chorus",
    "generation",
    "some",
    "many",
    "others",
    "few",
    "several",
    "most",
    "all",
    "both",
    "none",
    "those",
    "these",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
];

/// Plurals that no rule makes singular.
pub const IRREGULAR_PLURALS: &[(&str, &str)] =
    &[("people", "person"), ("children", "child"), ("wives", "wife")];
/// Endings of plurals that are singular without their last two letters: "coaches".
pub const PLURALS_IN_ES: &[&str] = &["ches", "shes", "sses", "xes"];

/// Abbreviations of titles, without their dots, and the words that they stand for.
pub const ABBREVIATED_TITLES: &[(&str, &str)] = &[
    ("gov", "governor"),
    ("sen", "senator"),
    ("rep", "representative"),
    ("prof", "professor"),
    ("gen", "general"),
    ("pres", "president"),
    ("capt", "captain"),
    ("sgt", "sergeant"),
    ("lt", "lieutenant"),
    ("col", "colonel"),
    ("adm", "admiral"),
    ("amb", "ambassador"),
    ("supt", "superintendent"),
    ("cmdr", "commander"),
];
