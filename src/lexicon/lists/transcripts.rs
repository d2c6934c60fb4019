//! Words by which a transcript is compared with what is quoted from it.
//!
//! Each list is one string, its words separated by spaces: an entry for each word would take eight
//! bytes more in what a page loads.

/// Words that negate, beside those that negate a verb.
pub const MORE_NEGATIONS: &str = "\
    no none nobody nothing nowhere without hardly barely scarcely rarely seldom ain't";
/// Words that are an abbreviation too, in capitals or with points: "us" and "U.S.".
pub const SPELLED_ABBREVIATIONS: &str = "us it who ice aids";
/// First words of remarks in brackets that say what is heard, not what is said: "[Applause.]".
pub const STAGE_DIRECTIONS: &str = "\
    applause laughter laughs laughing cheers cheering crosstalk music pause booing boos chanting \
    sic";
