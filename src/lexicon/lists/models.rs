//! Words that the learned models were trained with. The training programs hold the same lists: a
//! change here asks for a change there and for new weights.

/// Endings that are tokens of their own behind an apostrophe (`training/tokens.py`).
pub const ENDINGS: &[&str] = &["s", "re", "ve", "ll", "d", "m"];

/// Abbreviations before a full stop that ends no sentence (`training/tokens.py`).
pub const ABBREVIATIONS: &[&str] = &[
    "mr", "mrs", "ms", "dr", "sen", "gov", "rep", "st", "jr", "sr", "gen", "col", "lt", "sgt",
    "prof", "rev", "vs", "no", "inc", "corp", "co", "ltd", "jan", "feb", "mar", "apr", "jun",
    "jul", "aug", "sep", "sept", "oct", "nov", "dec",
];

/// Words whose beginning an apostrophe stands for: "'em", "'tis" (`training/tokens.py`).
pub const CLIPPED: &[&str] = &["em", "cause", "til", "till", "tis", "twas", "bout", "n", "round"];

/// Small words and marks within a run of words with capitals (`src/ner`, shared with
/// `training/ner`).
pub const WITHIN_CAPITALS: &[&str] = &[
    "-", "'", "’", ".", "&", "de", "van", "von", "der", "den", "al", "el", "bin", "ibn", "da",
    "dos", "di", "du", "la",
];
