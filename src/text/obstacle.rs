//! Whether a text can be read at all: English prose, not another language, not the source of a
//! page.
//!
//! Takes a document; gives what stands against reading it, or nothing; promises that English
//! headlines and single sentences pass, since only evidence for another language counts.
//!
//! The evidence is function words, the oldest way to tell languages apart (Ingle 1976): every
//! running text is full of those of its language, and of no other's.

use std::borrow::Cow;
use std::sync::OnceLock;

use super::document::{Document, TokenKind};
use crate::lexicon::lists::languages::{ENGLISH, OTHERS};
use crate::lexicon::lists::layout::ARTICLE_TAGS;
use whosaid_packing::hash::Map;

/// Why a text cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Obstacle {
    /// Nothing to read.
    Empty,
    /// Tags of HTML.
    Html,
    /// Another language, with its name in English where the words tell it.
    NotEnglish(Option<&'static str>),
}

/// Fewest function words of another language that tell that a text is in it. They must also be
/// twice as many as the English ones.
const ENOUGH_WORDS: usize = 3;
/// Largest share of letters of other scripts in an English text.
const MOST_OTHER_LETTERS: f64 = 0.5;
/// Fewest words in lower case from which the share of English function words tells anything.
const PROSE_WORDS: usize = 40;
/// Least share of English function words among the words in lower case of an English text. In prose
/// about every second is one.
const LEAST_ENGLISH_SHARE: f64 = 0.06;
/// Most words looked at, spread over the text: enough to be sure.
const MOST_WORDS: usize = 2000;
/// Most bytes of a word of the lists.
const LONGEST_FUNCTION_WORD: usize = 9;

/// Fewest tags of a page's source. Fewer may stand in prose about HTML.
const ENOUGH_TAGS: usize = 4;
/// Most words to a tag in a page's source.
const WORDS_PER_TAG: usize = 40;

/// The reason why `document` cannot be read, if there is one.
pub(crate) fn find(document: &Document) -> Option<Obstacle> {
    let is_word = |t: &&super::document::Token| t.kind == TokenKind::Word;
    let words = document.tokens.iter().filter(is_word).count();
    if words == 0 {
        return Some(Obstacle::Empty);
    }
    if is_html(document.text, words) {
        return Some(Obstacle::Html);
    }
    let step = words.div_ceil(MOST_WORDS);
    let sample =
        document.tokens.iter().filter(is_word).step_by(step).map(|t| t.span.of(document.text));
    foreign(sample).map(Obstacle::NotEnglish)
}

/// Which language the `words` are in, if not English; `Some(None)` if it cannot be named.
fn foreign<'t>(words: impl Iterator<Item = &'t str>) -> Option<Option<&'static str>> {
    let mut hits = [0usize; 1 + OTHERS.len()];
    let (mut latin, mut other, mut prose, mut english_prose) = (0usize, 0usize, 0usize, 0usize);
    for word in words {
        let (inside, outside) = word
            .chars()
            .filter(|c| c.is_alphabetic())
            .fold((0, 0), |(i, o), c| if is_latin(c) { (i + 1, o) } else { (i, o + 1) });
        latin += inside;
        other += outside;
        if inside == 0 {
            continue;
        }
        let plain = word.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase());
        let lower: Cow<str> = if plain { word.into() } else { word.to_lowercase().into() };
        let prose_word = word == lower;
        prose += usize::from(prose_word);
        if lower.len() > LONGEST_FUNCTION_WORD {
            continue;
        }
        let lists = lists_with(&lower);
        let english = lists & 1 != 0;
        hits[0] += usize::from(english);
        english_prose += usize::from(english && prose_word);
        // with a capital they are parts of names: Los Angeles, El Paso, Las Vegas
        if prose_word {
            hits.iter_mut()
                .enumerate()
                .skip(1)
                .for_each(|(list, hits)| *hits += (lists >> list & 1) as usize);
        }
    }
    if other as f64 > MOST_OTHER_LETTERS * (latin + other) as f64 {
        return Some(None);
    }
    let (best, most) = hits
        .iter()
        .enumerate()
        .skip(1)
        .max_by_key(|&(i, &n)| (n, usize::MAX - i))
        .map_or((0, 0), |(i, &n)| (i, n));
    if most >= ENOUGH_WORDS && most > 2 * hits[0] {
        return Some(Some(OTHERS[best - 1].0));
    }
    (prose >= PROSE_WORDS && (english_prose as f64) < LEAST_ENGLISH_SHARE * prose as f64)
        .then_some(None)
}

/// Which lists hold a word: bit 0 for English, then those of the others in order.
fn lists_with(word: &str) -> u32 {
    static LISTS: OnceLock<Map<&str, u32>> = OnceLock::new();
    let lists = LISTS.get_or_init(|| {
        let mut lists = Map::default();
        for (bit, list) in [ENGLISH].into_iter().chain(OTHERS.map(|(_, list)| list)).enumerate() {
            list.split_ascii_whitespace()
                .for_each(|word| *lists.entry(word).or_default() |= 1 << bit);
        }
        lists
    });
    lists.get(word).copied().unwrap_or(0)
}

/// True for a letter of Latin script.
fn is_latin(c: char) -> bool {
    matches!(
        c,
        'A'..='Z'
            | 'a'..='z'
            | '\u{aa}'
            | '\u{ba}'
            | '\u{c0}'..='\u{24f}'
            | '\u{1e00}'..='\u{1eff}'
            | '\u{fb00}'..='\u{fb06}'
            | '\u{ff21}'..='\u{ff5a}'
    )
}

/// True for the source of a page: it starts as one, or is full of tags.
fn is_html(text: &str, words: usize) -> bool {
    let start: String = text
        .trim_start_matches('\u{feff}')
        .trim_start()
        .chars()
        .take(15)
        .flat_map(char::to_lowercase)
        .collect();
    if start.starts_with("<!doctype html") || start.starts_with("<html") {
        return true;
    }
    let (mut tags, mut closing) = (0, 0);
    for (at, _) in text.match_indices('<') {
        let rest = &text[at + 1..];
        let name = rest.strip_prefix('/').unwrap_or(rest);
        let len = name.bytes().take(11).take_while(u8::is_ascii_alphanumeric).count();
        let known =
            ARTICLE_TAGS.split_ascii_whitespace().any(|t| t.eq_ignore_ascii_case(&name[..len]));
        if known && name[len..].starts_with(['>', ' ', '/', '\n', '\t', '\r']) {
            tags += 1;
            closing += usize::from(rest.starts_with('/') || name[len..].starts_with("/>"));
        }
    }
    tags >= ENOUGH_TAGS && closing > 0 && tags * WORDS_PER_TAG >= words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn obstacle_in(text: &str) -> Option<Obstacle> {
        find(&Document::read(text))
    }

    #[test]
    fn no_listed_word_is_passed_over_as_too_long() {
        assert!(
            [ENGLISH]
                .into_iter()
                .chain(OTHERS.map(|o| o.1))
                .flat_map(str::split_ascii_whitespace)
                .all(|w| w.len() <= LONGEST_FUNCTION_WORD)
        );
    }

    #[test]
    fn other_languages_are_named() {
        for (language, text) in [
            (
                "French",
                "Le président de la République a déclaré vendredi que les impôts n’allaient pas \
                    augmenter dans les prochaines années.",
            ),
            (
                "German",
                "Der Bundeskanzler hat am Freitag erklärt, dass die Steuern im nächsten Jahr \
                    nicht erhöht werden.",
            ),
            (
                "Spanish",
                "El presidente del Gobierno dijo el viernes que los impuestos no van a subir en \
                    los próximos años.",
            ),
            (
                "Portuguese",
                "O presidente da República disse na sexta-feira que os impostos não vão aumentar \
                    nos próximos anos.",
            ),
            (
                "Italian",
                "Il presidente del Consiglio ha detto venerdì che le tasse non aumenteranno nei \
                    prossimi anni, come è stato detto.",
            ),
            (
                "Dutch",
                "De minister-president zei vrijdag dat de belastingen in het komende jaar niet \
                    zullen worden verhoogd door het kabinet.",
            ),
            (
                "Polish",
                "Premier powiedział w piątek, że podatki nie wzrosną w przyszłym roku i że to \
                    jest jego ostatnie słowo.",
            ),
            (
                "Vietnamese",
                "Thủ tướng nói hôm thứ Sáu rằng thuế sẽ không tăng trong năm tới và người dân \
                    không cần lo, đó là lời của ông.",
            ),
        ] {
            assert_eq!(obstacle_in(text), Some(Obstacle::NotEnglish(Some(language))), "{text}");
        }
    }

    #[test]
    fn other_scripts_are_not_english() {
        for text in [
            "Президент заявил в пятницу, что налоги не вырастут.",
            "قال الرئيس يوم الجمعة إن الضرائب لن ترتفع.",
            "总统星期五表示，税收不会增加。",
            "הנשיא אמר ביום שישי כי המסים לא יעלו.",
            "राष्ट्रपति ने शुक्रवार को कहा कि कर नहीं बढ़ेंगे।",
            "Ο πρόεδρος είπε όχι.",
        ] {
            assert_eq!(obstacle_in(text), Some(Obstacle::NotEnglish(None)), "{text}");
        }
    }

    #[test]
    fn a_language_that_is_not_in_the_lists_is_told_by_what_is_missing() {
        let estonian = "peaminister ütles reedel pärast valitsuse istungit et maksud järgmisel \
            aastal ei tõuse ning lisas samas kuidas riigieelarve olukord võib \
            kiiresti muutuda kui majandus jahtub nagu paljud eksperdid ennustavad aga keegi \
            täpselt ei tea mis edasi saab sest palju sõltub naabritest";
        assert_eq!(obstacle_in(estonian), Some(Obstacle::NotEnglish(None)));
    }

    #[test]
    fn english_passes_however_short() {
        for text in [
            "US, Russia Resume High-level Face-to-Face Diplomacy on Syria War",
            "Obama wins",
            "Yes",
            "Paris Saint-Germain beat Real Madrid",
            "Los Angeles, El Paso, San Jose and Las Vegas vote",
            "De la Rosa, Van der Berg lead Las Vegas poll",
            "Macron: “Non.”",
            "Die Welt and Le Monde said so.",
            "Rodríguez, Sánchez, Pérez, González, Hernández",
        ] {
            assert_eq!(obstacle_in(text), None, "{text}");
        }
    }

    #[test]
    fn english_passes_with_long_quotations_in_another_language() {
        let text = "The minister spoke in French. “Les impôts n’augmenteront pas dans les \
            prochaines années, et le gouvernement ne va pas changer de politique,” \
            he said. Asked what that meant for the budget, she declined to say more, but added \
            that it would be made clear within a week.";
        assert_eq!(obstacle_in(text), None);
    }

    #[test]
    fn the_source_of_a_page_is_told_from_its_text() {
        assert_eq!(
            obstacle_in("<!DOCTYPE html><html lang=en><p>Hello there"),
            Some(Obstacle::Html)
        );
        assert_eq!(
            obstacle_in(
                "<div class=\"a\"><p>Taxes will rise, he said.</p><p>She did not say why.</p></div>"
            ),
            Some(Obstacle::Html)
        );
        assert_eq!(
            obstacle_in(
                "The <p> tag and the <div> tag are parts of HTML, he said; 2 < 3 and a <b."
            ),
            None
        );
    }

    #[test]
    fn without_a_word_there_is_nothing_to_read() {
        for text in ["", " \n\t", "!!! ... — “”", "🌷🌷", "\0\0", "\u{feff}"] {
            assert_eq!(obstacle_in(text), Some(Obstacle::Empty), "{text:?}");
        }
    }
}
