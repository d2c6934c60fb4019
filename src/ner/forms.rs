//! What a word tells by itself, wherever it stands in the article: its letters, its capitals, what
//! the tables say of it.

use whosaid_packing::hash;

use super::clusters::Clusters;
use super::key::key;
use crate::lexicon::{Class, Pos, Tables, Word};
use crate::text::Lexeme;

/// How many words before and after a token give it features.
pub const REACH: i64 = 2;
/// Templates of one place: those of the next place come this much later.
const TEMPLATES: u64 = 32;
/// Template, at each place, of the sentence's end in place of a word.
const END: u64 = 31;

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Case {
    /// No capital.
    Lower,
    /// A capital, then small letters.
    Title,
    /// One capital letter.
    Initial,
    /// Two capitals or more, nothing else.
    Upper,
    /// Capitals and small letters otherwise.
    Mixed,
    /// Starts with a digit.
    Number,
    /// No letter.
    Symbol,
}

impl Case {
    fn of(word: &str) -> Case {
        let (mut upper, mut lower, mut first) = (0, 0, None);
        for c in word.chars() {
            first = first.or(Some(c));
            if c.is_uppercase() {
                upper += 1;
            } else if c.is_lowercase() || c.is_alphabetic() {
                lower += 1;
            }
        }
        let Some(first) = first else { return Case::Symbol };
        match (upper, lower) {
            _ if first.is_numeric() => Case::Number,
            (0, 0) => Case::Symbol,
            (0, _) => Case::Lower,
            (1, 0) => Case::Initial,
            (_, 0) => Case::Upper,
            (1, _) if first.is_uppercase() => Case::Title,
            _ => Case::Mixed,
        }
    }

    /// True if it may be a word of a name.
    pub fn capital(self) -> bool {
        matches!(self, Case::Title | Case::Initial | Case::Upper | Case::Mixed)
    }
}

/// Properties of a word that count as features. Bit `i` of [`Form::classes`] stands for entry `i`.
const CLASSES: [Class; 25] = [
    Class::PERSON,
    Class::PEOPLE,
    Class::BODY,
    Class::TITLE,
    Class::HONORIFIC,
    Class::QUALIFIER,
    Class::FIELD,
    Class::GIVEN,
    Class::MALE,
    Class::FEMALE,
    Class::ORG_HEAD,
    Class::ORG_ANY,
    Class::PLACE_HEAD,
    Class::PLACE_FIRST,
    Class::CALENDAR,
    Class::NOT_NAME,
    Class::CREED,
    Class::DETERMINER,
    Class::POSSESSIVE,
    Class::PREPOSITION,
    Class::CONJUNCTION,
    Class::AUXILIARY,
    Class::PRONOUN,
    Class::NUMBER,
    Class::PARTICLE,
];

/// Letters of the longest prefix and suffix.
const AFFIX: usize = 5;
/// Letters after which a word is cut. No name is longer, but a page may hold words of any length.
const LONGEST: usize = 40;

/// A word as written.
#[derive(Debug, Clone)]
pub struct Form {
    /// Hash of the word in lower case.
    pub lower: u64,
    /// How it is written.
    pub case: Case,
    /// Its pattern of capitals, small letters, digits and marks.
    pub shape: u64,
    /// Bits of [`CLASSES`].
    pub classes: u32,
    /// Its likeliest part of speech if it is a listed common word, else 0.
    pub part: u64,
    /// True if the tables list it as a common word.
    pub common: bool,
    /// Its cluster, 0 for none.
    pub cluster: u8,
    letters: Box<[char]>,
}

impl Form {
    /// The form of a word that its document has looked up.
    pub fn of(lexeme: &Lexeme, tables: &Tables, clusters: &Clusters) -> Form {
        if lexeme.text.is_ascii() && lexeme.text.len() <= LONGEST {
            Form::new(lexeme.text, &lexeme.lower, lexeme.word, clusters)
        } else {
            Form::read(lexeme.text, tables, clusters)
        }
    }

    /// The form of a word that may not stand in the document as `word` is written.
    pub fn read(word: &str, tables: &Tables, clusters: &Clusters) -> Form {
        // Letter by letter, as in training: `str::to_lowercase` knows that a final sigma differs.
        let lower: String = word.chars().take(LONGEST).flat_map(char::to_lowercase).collect();
        Form::new(word, &lower, tables.word(&lower), clusters)
    }

    fn new(word: &str, lower: &str, found: Word, clusters: &Clusters) -> Form {
        let classes = CLASSES
            .iter()
            .enumerate()
            .filter(|(_, c)| found.class.any(**c))
            .fold(0, |bits, (i, _)| bits | 1 << i);
        let case = Case::of(word);
        let part = match found.pos.first() {
            Some(pos) if found.listed => 1 + pos_number(pos),
            _ => 0,
        };
        let hash = hash::text(lower);
        Form {
            lower: hash,
            cluster: clusters.of(hash),
            case,
            shape: shape(word),
            classes,
            part,
            common: found.listed && (part > 0) && classes & NAMES == 0,
            letters: if case == Case::Symbol { Box::default() } else { lower.chars().collect() },
        }
    }

    /// True for a word of a closed class.
    pub fn is_function(&self) -> bool {
        [
            Class::DETERMINER,
            Class::POSSESSIVE,
            Class::PREPOSITION,
            Class::CONJUNCTION,
            Class::AUXILIARY,
            Class::PRONOUN,
            Class::PARTICLE,
        ]
        .iter()
        .any(|c| self.is(*c))
    }

    /// True if it has property `class`.
    pub fn is(&self, class: Class) -> bool {
        CLASSES.iter().enumerate().any(|(i, c)| *c == class && self.classes & 1 << i != 0)
    }

    /// The keys of the features that a token at `place` (0 its own, -1 the one before, ...) has
    /// from this form.
    pub fn keys(&self, place: i64, sink: &mut impl FnMut(u32)) {
        let t = first_template(place);
        sink(key(t, self.lower, 0));
        sink(key(t + 1, self.shape, 0));
        for i in 0..CLASSES.len() {
            if self.classes & 1 << i != 0 {
                sink(key(t + 2, i as u64, self.case.capital().into()));
            }
        }
        if self.part > 0 {
            sink(key(t + 3, self.part, self.case as u64));
        }
        if self.cluster > 0 {
            sink(key(t + CLUSTER, self.cluster.into(), self.case.capital().into()));
            if place == 0 {
                sink(key(t + CLUSTER_CASE, self.cluster.into(), self.case as u64));
            }
        }
        let n = self.letters.len();
        if place.abs() == 1 && n > 3 {
            sink(key(t + 4, chars(&self.letters[n - 3..]), self.case as u64));
        }
        if place != 0 {
            return;
        }
        sink(key(t + 5, self.lower, self.case as u64));
        sink(key(t + 6, self.case as u64, n.min(12) as u64));
        if !self.case.capital() {
            return;
        }
        for k in 1..=AFFIX.min(n.saturating_sub(1)) {
            sink(key(t + 7, chars(&self.letters[..k]), k as u64));
            sink(key(t + 8, chars(&self.letters[n - k..]), k as u64));
        }
        for inner in self.letters.windows(4) {
            sink(key(t + 9, chars(inner), 0));
        }
        if n > 3 {
            sink(key(t + 10, chars(&self.letters[n - 3..]), self.shape));
        }
    }

    /// Hash of the last three letters.
    pub fn suffix(&self) -> u64 {
        chars(&self.letters[self.letters.len().saturating_sub(3)..])
    }
}

/// Templates of a word's cluster.
const CLUSTER: u64 = 11;
const CLUSTER_CASE: u64 = 12;

/// The number of the first template of `place`, from -[`REACH`] to [`REACH`].
fn first_template(place: i64) -> u64 {
    (place + REACH) as u64 * TEMPLATES
}

/// The key of a token in whose sentence there is no word at `place`.
pub fn end_key(place: i64) -> u32 {
    key(first_template(place) + END, 0, 0)
}

/// All keys of forms that say that a word is in `cluster`.
pub fn cluster_keys(cluster: u64) -> Vec<u32> {
    let near = (-REACH..=REACH).flat_map(|place| {
        [0, 1].map(|capital| key(first_template(place) + CLUSTER, cluster, capital))
    });
    let own =
        (0..=Case::Symbol as u64).map(|case| key(first_template(0) + CLUSTER_CASE, cluster, case));
    near.chain(own).collect()
}

/// The bit of [`CLASSES`] for given names, which are no common words though the tables list them.
const NAMES: u32 = 1 << 7;

/// The number of a part of speech in the features of the trained model.
fn pos_number(pos: Pos) -> u64 {
    match pos {
        Pos::Noun => 0,
        Pos::Verb => 1,
        Pos::VerbS => 2,
        Pos::Past => 3,
        Pos::Ing => 4,
        Pos::Adjective => 5,
        Pos::Adverb => 6,
    }
}

/// Hash of letters, their number included.
fn chars(letters: &[char]) -> u64 {
    letters.iter().fold(letters.len() as u64, |h, &c| hash::mix(h, u64::from(u32::from(c))))
}

/// Hash of the word's pattern: X for capitals (at most two), x for runs of small letters, d for
/// digits (at most four), marks as they are.
fn shape(word: &str) -> u64 {
    let (mut h, mut last, mut run) = (1, '\0', 0);
    for c in word.chars().take(LONGEST) {
        let (class, longest) = if c.is_uppercase() {
            ('X', 2)
        } else if c.is_alphabetic() {
            ('x', 1)
        } else if c.is_numeric() {
            ('d', 4)
        } else {
            (c, 1)
        };
        run = if class == last { run + 1 } else { 1 };
        last = class;
        if run <= longest {
            h = hash::mix(h, u64::from(u32::from(class)));
        }
    }
    h
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_tells_how_a_word_is_written() {
        for (word, case) in [
            ("said", Case::Lower),
            ("Kerry", Case::Title),
            ("J", Case::Initial),
            ("NATO", Case::Upper),
            ("McCain", Case::Mixed),
            ("iPhone", Case::Mixed),
            ("2016", Case::Number),
            ("-", Case::Symbol),
            ("Élysée", Case::Title),
            ("東京", Case::Lower),
        ] {
            assert_eq!(Case::of(word), case, "{word}");
        }
    }

    #[test]
    fn words_of_one_pattern_have_one_shape() {
        assert_eq!(shape("Kerry"), shape("Lavrov"));
        assert_eq!(shape("NATO"), shape("UN"));
        assert_ne!(shape("Kerry"), shape("NATO"));
        assert_ne!(shape("2016"), shape("16"));
    }

    #[test]
    fn a_word_of_any_length_has_few_features() {
        let mut count = 0;
        Form::read(&"Ab".repeat(10_000), Tables::english(), &Clusters::default())
            .keys(0, &mut |_| count += 1);
        assert!(count < 80, "{count}");
    }
}
