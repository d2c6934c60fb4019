//! Texts that repeat words, marks and abbreviations of the lexicon's tables, alone and in pairs:
//! the time of each stage grows as the text does, and no turn is long.
//!
//! A run takes a sample, always the same one. `WHOSAID_CASES=50 WHOSAID_SEED=7` takes fifty times
//! as many and other ones; `WHOSAID_CASES=all` takes every word alone, and as many pairs, which
//! lasts a night.

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use common::growth::growth;

/// Words alone, and pairs of them, in one run.
const CASES: usize = 24;
/// Most words of a phrase that counts as a unit of its own.
const LONGEST: usize = 5;
/// What stands between two units.
const JOINTS: [&str; 12] = [" ", " ", " ", " ", "", ", ", "\n", ". ", "\n\n", "-", " and ", " of "];
/// What stands before and behind the repeated units.
const ENDS: [(&str, &str); 6] = [
    ("", ""),
    ("", ""),
    ("“", "\nThe man left. He said so."),
    ("‘", ""),
    ("\"", "\nWe go.\n"),
    ("Ann Lee said: “", ""),
];
/// Marks, and phrases in which words of several tables meet.
const MORE: &str = "\" ' “ ” ‘ ’ « » „ ` `` '' ’’ . , : ; ! ? … - – — ― ( ) [ ] { } < > & @ # % $ \
                    € * / | \\ _ • · = + ^ ~ ™ é 中 🌷 ٣ 's ’s 9 2016 1. a.m. U.S. \
                    Mr. <b> https://a.b/c";
const PHRASES: [&str; 12] = [
    "'a",
    "'the man and",
    "the man",
    "man's",
    "group of",
    "“No,” he said.",
    "By Ann Lee",
    "Ann Lee",
    "said it",
    "it has been revealed,",
    "as described by",
    "September 9, 2016",
];

/// Every word and mark of the tables and lists, and their short phrases.
fn vocabulary() -> Vec<String> {
    let lexicon = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lexicon");
    let read = |folder: &str| -> Vec<String> {
        let mut files: Vec<_> = fs::read_dir(lexicon.join(folder))
            .expect("the lexicon is there")
            .map(|entry| entry.expect("its files can be listed").path())
            .filter(|file| !file.to_string_lossy().contains("LICENSE"))
            .filter(|file| file.extension().is_none_or(|e| e != "md"))
            .collect();
        files.sort();
        files.iter().map(|file| fs::read_to_string(file).expect("a file is text")).collect()
    };
    let mut all = BTreeSet::new();
    let mut add = |phrase: &str| {
        let words: Vec<&str> = phrase.split_whitespace().collect();
        if words.len() <= LONGEST {
            all.insert(words.join(" "));
        }
        all.extend(words.iter().map(|word| word.to_string()));
    };
    for table in read("data") {
        let lines = table.lines().filter(|line| !line.starts_with('#'));
        lines.flat_map(|line| line.split(['\t', '|', '=', ':'])).for_each(&mut add);
    }
    for list in read("lists") {
        let code: Vec<&str> =
            list.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        // what stands between quotation marks are the list's words
        code.join("\n").split('"').skip(1).step_by(2).for_each(|s| add(&s.replace("\\\n", " ")));
    }
    add(MORE);
    PHRASES.iter().for_each(|phrase| add(phrase));
    all.remove("");
    all.into_iter().collect()
}

/// A text that repeats one or two units.
#[derive(Debug)]
struct Repeated {
    /// The second is empty in a text of one.
    units: [String; 2],
    /// True if all of the first come before all of the second; else they take turns.
    halves: bool,
    ends: (&'static str, &'static str),
}

impl Repeated {
    /// A text that repeats `single`, or a pair of any `words`.
    fn any(words: &[String], single: Option<&String>, random: &mut fastrand::Rng) -> Self {
        let first = unit(single.unwrap_or(&words[random.usize(..words.len())]), random);
        let second = match single {
            Some(_) => String::new(),
            None => unit(&words[random.usize(..words.len())], random),
        };
        Repeated {
            units: [first, second],
            halves: single.is_none() && random.u8(..3) == 0,
            ends: ENDS[random.usize(..ENDS.len())],
        }
    }

    /// The text, of at least `bytes`.
    fn text(&self, bytes: usize) -> String {
        let [first, second] = &self.units;
        let both = [first.as_str(), second].concat();
        let repeat = |unit: &str, bytes: usize| unit.repeat(bytes.div_ceil(unit.len()));
        let middle = if self.halves {
            repeat(first, bytes / 2) + &repeat(second, bytes / 2)
        } else {
            repeat(&both, bytes)
        };
        [self.ends.0, &middle, self.ends.1].concat()
    }
}

/// `word`, often with a capital, and what stands behind it.
fn unit(word: &str, random: &mut fastrand::Rng) -> String {
    let mut letters = word.chars();
    let word: String = match random.u8(..3) {
        0 => letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect(),
        _ => word.to_owned(),
    };
    word + JOINTS[random.usize(..JOINTS.len())]
}

/// The texts of this run.
fn cases() -> Vec<Repeated> {
    let asked = std::env::var("WHOSAID_CASES").unwrap_or_default();
    let seed = std::env::var("WHOSAID_SEED").ok().and_then(|seed| seed.parse().ok());
    let mut random = fastrand::Rng::with_seed(seed.unwrap_or(2016));
    let words = vocabulary();
    assert!(words.len() > 10_000, "{} words", words.len());
    let count = CASES * asked.parse().unwrap_or(1);
    let mut singles: Vec<&String> = words.iter().collect();
    random.shuffle(&mut singles);
    if asked != "all" {
        singles.truncate(count);
    }
    let phrases: Vec<String> = PHRASES.iter().map(|phrase| phrase.to_string()).collect();
    let mut cases = Vec::new();
    for single in singles.into_iter().chain(&phrases) {
        cases.push(Repeated::any(&words, Some(single), &mut random));
        cases.push(Repeated::any(&words, None, &mut random));
    }
    cases
}

#[test]
fn repeated_words_take_linear_time_in_short_turns() {
    let cases = cases();
    let count = cases.len();
    let (mut largest, mut longest, mut bad) = (0.0f64, 0.0f64, Vec::new());
    for case in cases {
        let growth = growth(|bytes| case.text(bytes));
        largest = largest.max(growth.whole);
        longest = longest.max(growth.turns[1] / growth.bytes as f64);
        if !(growth.is_linear() && growth.has_short_turns()) {
            println!("{case:?}: {growth:?}");
            bad.push(case);
        }
    }
    println!(
        "{count} texts; the largest exponent is {largest:.3}, the longest turn {:.1} ms in 500 KB",
        longest * 5e8
    );
    assert!(bad.is_empty(), "{} of {count} texts: {bad:#?}", bad.len());
}
