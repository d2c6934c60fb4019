//! Features of a token: what the network is told about it besides its word.
//!
//! Takes [`Tokens`]; gives five numbers a token, each the row of a table; promises the numbers of
//! `training/features.py`, which says what each means. A paragraph mark has 0 five times.

use whosaid_packing::crc::crc32;

use super::chars::is_mark;
use super::tokens::Tokens;

/// A token's five features, in this order: suffix, prefix, shape, quotation, place.
pub(super) type Features = [u16; 5];

/// Hash buckets of suffixes and of prefixes; bucket 0 is not used.
pub(super) const BUCKETS: u32 = 1024;
/// Letters of a suffix or prefix.
const AFFIX: usize = 3;
/// Added to the shape of the first token of a sentence.
const SENTENCE_START: u16 = 12;

/// The form that the word table knows: lower case, straight apostrophe, digit runs as a 0.
pub(super) fn normal(word: &str) -> String {
    let lower = if word.is_ascii() {
        word.to_ascii_lowercase()
    } else {
        word.to_lowercase().replace('’', "'")
    };
    if !lower.bytes().any(|b| b.is_ascii_digit()) {
        return lower;
    }
    let mut form = String::with_capacity(lower.len());
    let mut digits = false;
    for c in lower.chars() {
        if !c.is_ascii_digit() {
            form.push(c);
        } else if !digits {
            form.push('0');
        }
        digits = c.is_ascii_digit();
    }
    form
}

/// How a word is written.
fn shape(word: &str) -> u16 {
    let mut chars = word.chars();
    let Some(first) = chars.next() else { return 0 };
    let apostrophe = |c: char| matches!(c, '\'' | '’');
    let (mut apostrophes, mut letters, mut upper, mut lower) =
        (apostrophe(first), first.is_alphabetic(), false, false);
    for c in chars.clone() {
        apostrophes |= apostrophe(c);
        letters &= c.is_alphabetic();
        upper |= c.is_uppercase();
        lower |= c.is_lowercase();
    }
    if apostrophes || letters {
        let (capital, small) = (first.is_uppercase(), first.is_lowercase());
        return match () {
            () if (small || lower) && !(capital || upper) => 1,
            () if capital && chars.as_str().is_empty() => 3,
            () if capital && lower && !upper => 2,
            () if (capital || upper) && !(small || lower) => 4,
            () => 5,
        };
    }
    match word {
        _ if word.bytes().all(|b| b.is_ascii_digit()) => 7 - u16::from(word.len() == 4),
        _ if first.is_alphanumeric() => 8,
        "." | "!" | "?" => 9,
        "," | ";" | ":" => 10,
        _ => 11,
    }
}

/// The bucket of a prefix or suffix.
fn bucket(kind: u8, affix: &str) -> u16 {
    // The hash is of the kind and then the affix.
    let mut bytes = [kind; 1 + 4 * AFFIX];
    let length = affix.len().min(4 * AFFIX);
    bytes[1..=length].copy_from_slice(&affix.as_bytes()[..length]);
    (1 + crc32(&bytes[..=length]) % (BUCKETS - 1)) as u16
}

/// The features of token `i`, whose normalised word is `form`.
pub(super) fn features(tokens: &Tokens, i: usize, form: &str) -> Features {
    let starts = |key: &[u32]| i == 0 || key[i] != key[i - 1];
    let (new_paragraph, new_sentence) = (starts(&tokens.paragraph), starts(&tokens.sentence));
    let prefix = form.char_indices().nth(AFFIX).map_or(form, |(end, _)| &form[..end]);
    let suffix = form.char_indices().rev().nth(AFFIX - 1).map_or(form, |(start, _)| &form[start..]);
    let place = if new_paragraph { 2 } else { u16::from(new_sentence) }
        + if tokens.glued(i) { 3 } else { 0 };
    [
        bucket(b's', suffix),
        bucket(b'p', prefix),
        shape(tokens.words[i]) + if new_sentence { SENTENCE_START } else { 0 },
        1 + quote(tokens, i, new_paragraph),
        1 + place,
    ]
}

/// A number that says how a token stands to quotation marks: 0 outside, 1 inside, 2 for a mark that
/// opens, 3 for one that closes, 5 for any other mark. Training has no 4.
fn quote(tokens: &Tokens, i: usize, new_paragraph: bool) -> u16 {
    match (tokens.inside[i], is_mark(tokens.words[i])) {
        (false, false) => 0,
        (true, false) => 1,
        (false, true) => 5,
        (true, true) if new_paragraph || !tokens.inside[i - 1] => 2,
        (true, true)
            if i + 1 == tokens.len()
                || !tokens.inside[i + 1]
                || tokens.paragraph[i + 1] != tokens.paragraph[i] =>
        {
            3
        }
        (true, true) => 5,
    }
}

/// True for a token within quotation marks.
pub(super) fn stands_inside(features: &Features) -> bool {
    (2..=4).contains(&features[3])
}

/// True for a mark that closes a quotation.
pub(super) fn closes(features: &Features) -> bool {
    features[3] == 4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_normalised_to_what_the_table_knows() {
        assert_eq!(normal("O’Neil"), "o'neil");
        assert_eq!(normal("1990s"), "0s");
        assert_eq!(normal("ÉTÉ4x12"), "été0x0");
    }

    #[test]
    fn each_way_of_writing_has_its_number() {
        let cases = [
            ("word", 1),
            ("Word", 2),
            ("I", 3),
            ("NATO", 4),
            ("McCain", 5),
            ("iPhone", 5),
            ("don't", 1),
            ("O’Neil", 5),
            ("'S", 4),
            ("東京", 5),
            ("1999", 6),
            ("12", 7),
            ("9th", 8),
            ("?", 9),
            (";", 10),
            ("€", 11),
        ];
        for (word, number) in cases {
            assert_eq!(shape(word), number, "{word}");
        }
    }

    #[test]
    fn buckets_leave_0_to_paragraph_marks() {
        assert!((0..5000).all(|i| (1..BUCKETS as u16).contains(&bucket(b's', &i.to_string()))));
    }
}
