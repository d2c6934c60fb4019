//! Closed classes that several stages ask for: prepositions, particles, auxiliaries, negation.

/// Articles.
pub const ARTICLES: &[&str] = &["a", "an", "the"];

/// The commonest prepositions.
pub const PREPOSITIONS: &[&str] = &["of", "about", "with", "for", "in", "on", "at", "by"];
/// Common prepositions besides [`PREPOSITIONS`].
pub const MORE_PREPOSITIONS: &[&str] = &["against", "from", "into", "over", "to"];

/// Present and past forms of "be".
pub const FINITE_BE: &[&str] = &["is", "are", "was", "were"];
/// The other forms of "be".
pub const INFINITE_BE: &[&str] = &["be", "been", "being"];
/// Short forms of "is" and "are", with their apostrophe.
pub const SHORT_BE: &[&str] = &["'s", "’s", "'re", "’re"];
/// Forms of "have" before a participle.
pub const HAVE: &[&str] = &["has", "have", "had"];
/// Auxiliaries before an infinitive.
pub const AUXILIARIES: &[&str] = &["will", "would", "do", "does", "did"];
/// Auxiliaries that one person alone never takes: "they have", "they are".
pub const PLURAL_AUXILIARIES: &[&str] = &["have", "are", "were", "do"];

/// Pronouns of the third person that are subjects.
pub const HE_SHE_IT_THEY: &[&str] = &["it", "they", "he", "she"];
/// Words that ask, and open what is asked.
pub const INTERROGATIVES: &[&str] =
    &["if", "whether", "how", "why", "where", "when", "who", "what"];
/// Conjunctions that join equals.
pub const COORDINATORS: &[&str] = &["and", "but", "or"];
/// Conjunctions that set one clause against another.
pub const CONTRASTS: &[&str] = &["while", "whereas"];

/// Words that negate what follows: "did not say".
pub const NEGATIONS: &[&str] = &["not", "never", "n't", "n’t"];
/// Endings that negate their verb: "didn't".
pub const NEGATED_ENDINGS: &[&str] = &["n't", "n’t"];
/// Words that negate the verb they stand with, but right before a verb may belong to another.
pub const OTHER_NEGATIONS: &[&str] = &["cannot", "neither", "nor"];

/// Adverbs without -ly that stand between an auxiliary and its verb; "not" and "never" too.
pub const MIDDLE_ADVERBS: &[&str] = &["also", "often", "now", "once", "not", "never"];

/// Endings of adjectives, for words that no table lists.
pub const ADJECTIVE_ENDINGS: &[&str] =
    &["ous", "ive", "ful", "less", "able", "ible", "ical", "ic", "ial", "ional", "ary"];

/// Endings that are tokens of their own with the apostrophe before them. Ignoring case, Python's
/// regular expressions take the long s for an s, so it is listed too.
pub const CLITICS: &[&str] = &["s", "ſ", "re", "ve", "ll", "d", "m"];
