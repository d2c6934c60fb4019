//! Parts of names: particles, titles and endings that tell where a name begins and ends.

use super::joined;

/// Particles that a name most often holds, in lower case.
const COMMON_PARTICLES: &[&str] =
    &["de", "da", "dos", "di", "van", "von", "der", "den", "du", "la", "al", "el", "bin", "ibn"];
/// Particles of names in bylines.
pub const BYLINE_PARTICLES: &[&str] =
    &joined::<22>(&[COMMON_PARTICLES, &["do", "del", "della", "ter", "ten", "le", "y", "zu"]]);
/// Words in lower case inside names of persons and places: "de", "van", "bin".
pub const PARTICLES: &[&str] = &joined::<33>(&[
    BYLINE_PARTICLES,
    &["das", "bint", "abu", "ul", "af", "av", "des", "wa", "ould", "bar", "ben"],
]);
/// Particles that do not tell two bearers of a surname apart.
pub const COMMON_TO_BEARERS: &[&str] = &[
    "de", "da", "do", "dos", "di", "del", "della", "der", "den", "van", "von", "zu", "la", "le",
    "el", "al", "bin", "ibn", "ben", "y",
];
/// Particles that are English words too: a capital behind one does not show that a name begins with
/// it.
pub const PARTICLES_AND_WORDS: &[&str] = &["do", "ten", "bar"];
/// Words before a father's or family's name: "Zayed bin Sultan".
pub const SON_OF: &[&str] = &["bin", "bint", "ibn", "al"];
/// Arabic and other articles that are written in lower case before a name: "al-Assad".
pub const PREFIXES: &[&str] =
    &["al", "el", "ul", "an", "as", "ash", "ad", "at", "ar", "az", "es", "ed", "bin", "d'", "l'"];
/// Arabic articles that may be written apart from their name: "Al - Sisi".
pub const PREFIXES_WRITTEN_APART: &[&str] = &["Al", "El", "al", "el"];

/// Words before a peer's or judge's surname that belong to the name: "Lady Justice Aldous".
pub const PEERAGE: &[&str] = &["lord", "lady", "baroness"];
/// Words of a name that tell nobody apart: "Lady Justice Aldous" is Mary Aldous.
pub const OF_PEERS: &[&str] = &["lord", "lady", "baroness", "justice"];
/// Endings of names that are no part of the surname.
pub const SUFFIXES: &[&str] = &["jr", "sr", "ii", "iii", "iv"];
/// Endings that belong to a name though a comma stands before them: "Apple, Inc.".
pub const SUFFIXES_AFTER_COMMA: &[&str] =
    &["inc", "inc.", "ltd", "ltd.", "llc", "jr", "jr.", "sr", "sr."];
/// Company forms and the like, left out where two names of organisations are compared.
pub const COMPANY_FORMS: &[&str] = &[
    "inc",
    "corp",
    "ltd",
    "llc",
    "llp",
    "plc",
    "co",
    "corporation",
    "company",
    "limited",
    "group",
    "the",
    "ag",
    "sa",
    "gmbh",
    "news",
];
/// Words that give no letter to an acronym.
pub const NOT_IN_ACRONYMS: &[&str] = &["of", "the", "for", "and", "de", "&", "in", "on"];

/// Words that join an office or institution to its field: "Secretary of State".
pub const FIELD_LINKS: &[&str] = &["of", "for"];
/// Words of institutions, besides those of the tables, that "of" or "for" continues.
pub const INSTITUTIONS: &[&str] = &["department", "republic", "kingdom"];
/// Other last words that "of" continues: "Union of ...", "House of Lords members of ...".
pub const CONTINUED_BY_OF: &[&str] = &["union", "states", "members", "lord"];
/// Offices that "of" does not continue inside a name.
pub const SPOKESPERSONS: &[&str] = &["spokesman", "spokeswoman"];

/// Given names that are nouns too: "a new Bill".
pub const GIVEN_NAMES_AND_NOUNS: &[&str] = &["bill", "grace", "faith", "hope", "will"];
/// Ranks that are adjectives too: "a major Warhol".
pub const RANKS_AND_ADJECTIVES: &[&str] = &["major", "general", "private", "chief", "minor"];
/// Last words of names of things that can neither act nor be a place.
pub const THINGS: &[&str] = &[
    "award",
    "awards",
    "prize",
    "period",
    "era",
    "act",
    "treaty",
    "trophy",
    "notice",
    "medal",
    "wars",
    "finals",
    "cup",
    "championship",
    "championships",
    "average",
    "composite",
    "index",
    "syndrome",
    "disease",
    "virus",
    "constitution",
    "trial",
    "visa",
    "amendment",
    "playoffs",
    "bowl",
    "marathon",
    "image",
    "graphic",
];
/// First words of names of such things: "Hurricane Maria".
pub const THINGS_FIRST: &[&str] = &["hurricane", "typhoon", "cyclone", "storm"];
/// Abbreviations that name no body.
pub const NO_BODIES: &[&str] = &[
    "suv", "suvs", "vip", "vips", "pr", "tv", "dna", "gdp", "ebitda", "covid", "covid-19", "hiv",
    "aids", "ceo", "cfo", "ipo", "gps", "dvd", "atm", "faq", "diy", "ufo", "evd", "nft",
];
/// Endings of a site's name: "Znak.com".
pub const DOMAINS: &[&str] =
    &["com", "org", "net", "gov", "edu", "ru", "uk", "au", "ca", "hu", "eu", "io", "tv", "info"];
/// Verbs between two teams: "Leeds beat Hull".
pub const BEATING: &[&str] = &[
    "beat",
    "beats",
    "defeat",
    "defeats",
    "defeated",
    "thrashed",
    "edged",
    "outplayed",
    "trounced",
];
/// Nouns for those of a team, besides the nouns for persons: "Leeds half back Ann Lee".
pub const OF_TEAM: &[&str] = &[
    "coach",
    "captain",
    "striker",
    "midfielder",
    "defender",
    "goalkeeper",
    "winger",
    "forward",
    "back",
    "quarterback",
    "pitcher",
    "guard",
    "skipper",
    "batsman",
    "bowler",
    "manager",
    "keeper",
    "fly-half",
    "half-back",
    "fullback",
    "centre",
    "prop",
    "receiver",
    "playmaker",
    "boss",
];

/// Demonyms of two words, with the country of each. Their plural has an s.
pub const COMPOUND_DEMONYMS: &[(&str, &str)] = &[
    ("North Korean", "North Korea"),
    ("South Korean", "South Korea"),
    ("South African", "South Africa"),
    ("South Sudanese", "South Sudan"),
    ("Sri Lankan", "Sri Lanka"),
    ("Costa Rican", "Costa Rica"),
    ("Puerto Rican", "Puerto Rico"),
    ("Saudi Arabian", "Saudi Arabia"),
    ("East Timorese", "East Timor"),
];
/// Endings of demonyms that have no plural in -s.
pub const DEMONYMS_WITHOUT_S: &[&str] = &["ish", "ese", "ch", "s"];
/// Words that belong to the office behind them, not to the body before: "White House Press
/// Secretary".
pub const BEFORE_OFFICES: &[&str] =
    &["press", "prime", "vice", "deputy", "majority", "minority", "chief", "foreign"];
