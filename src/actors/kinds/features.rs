//! The features by which names are judged.
//!
//! Takes a [`Name`] in its [`Units`]; gives features as short strings, each at most once; promises that the same text gives the same features in
//! training and at work.

use std::collections::{HashMap, HashSet};
use std::fmt::Write;

use crate::actors::names::{Name, title_case};
use crate::actors::units::{Shape, Style, Unit, Units};
use crate::lexicon::{Class, NameKind, Named, Pos, Tables};

/// What the article's names show together.
pub struct Seen {
    /// Context features of all mentions of a name.
    by_name: HashMap<String, HashSet<&'static str>>,
    /// Last words of names of several words whose first is a given name or that have a title.
    surnames: HashSet<String>,
    /// Last words of other names of several words.
    last_words: HashSet<String>,
    /// First words of names of several words.
    first_words: HashSet<String>,
    /// Words of names with an organisation's head.
    organization_words: HashSet<String>,
    /// Initials of names of several words.
    initials: HashSet<String>,
}

/// What the tables know of a name.
pub fn known(units: &Units, name: &Name) -> Option<Named> {
    let tables = Tables::get();
    let joined = units.joined(name.start, name.end);
    tables.name(&joined).or_else(|| {
        // "The United Nations", or all in capitals in a headline.
        let upper = units.list[name.start..name.end].iter().all(|u| u.shape == Shape::Upper) && joined.len() > 3;
        if upper { tables.name(&title_case(&joined)) } else { joined.strip_prefix("The ").and_then(|j| tables.name(j)) }
    })
}

fn titled(units: &Units, name: &Name) -> bool {
    units.list[name.run..name.start].iter().any(|u| u.is(Class::TITLE | Class::HONORIFIC | Class::PERSON))
}

fn lower_title(unit: &Unit) -> bool {
    unit.is(Class::PERSON | Class::TITLE | Class::HONORIFIC) && !unit.is(Class::PLURAL) && unit.shape == Shape::Lower
}

fn key(units: &Units, name: &Name) -> String {
    units.joined(name.start, name.end).to_lowercase()
}

impl Seen {
    /// Looks through all names once.
    pub fn new(units: &Units, names: &[Name]) -> Self {
        let mut seen = Seen {
            by_name: HashMap::new(),
            surnames: HashSet::new(),
            last_words: HashSet::new(),
            first_words: HashSet::new(),
            organization_words: HashSet::new(),
            initials: HashSet::new(),
        };
        for name in names.iter().filter(|n| !n.office) {
            let words = &units.list[name.start..name.end];
            let (first, last) = (&words[0], &words[words.len() - 1]);
            let shows = seen.by_name.entry(key(units, name)).or_default();
            if titled(units, name) || units.before(name.run).is_some_and(lower_title) {
                shows.insert("title");
            }
            match units.before(name.run).map(|b| b.lower.as_str()) {
                Some("in" | "near" | "across" | "outside" | "throughout") => {
                    shows.insert("in");
                }
                Some("at" | "from" | "to" | "into") => {
                    shows.insert("to");
                }
                Some("the") => {
                    shows.insert("the");
                }
                Some("by" | "with") => {
                    shows.insert("by");
                }
                _ => {}
            }
            match units.after(name.end - 1).map(|a| a.lower.as_str()) {
                Some("'s") => {
                    shows.insert("'s");
                }
                Some("said" | "says" | "told" | "added" | "who") => {
                    shows.insert("said");
                }
                _ => {}
            }
            if words.len() > 1 {
                let person = titled(units, name) || first.is(Class::GIVEN) && !last.is(Class::ORG_HEAD | Class::PLACE_HEAD);
                if person {
                    seen.surnames.insert(last.lower.clone())
                } else {
                    seen.last_words.insert(last.lower.clone())
                };
                seen.first_words.insert(first.lower.clone());
                if words.iter().any(|w| w.is(Class::ORG_HEAD)) {
                    seen.organization_words.extend(words.iter().map(|w| w.lower.clone()));
                }
                let initials: String = words.iter().filter(|w| w.capital()).filter_map(|w| w.lower.chars().next()).collect();
                seen.initials.insert(initials);
            }
        }
        seen
    }
}

impl Seen {
    /// True for "the Church" where an organisation of the article has that word in its name.
    pub fn takes_up(&self, units: &Units, name: &Name) -> bool {
        let unit = &units.list[name.start];
        let alone = name.end - name.start == 1 && unit.is(Class::ORG_HEAD) && self.organization_words.contains(&unit.lower);
        alone && units.before(name.start).is_some_and(|b| b.lower == "the")
    }
}

/// "assad" for "al-assad".
fn bare_surname(word: &str) -> &str {
    word.split_once('-').filter(|(p, _)| matches!(*p, "al" | "el")).map_or(word, |(_, rest)| rest)
}

fn suffix(word: &str, count: usize) -> &str {
    let start = word.char_indices().rev().nth(count - 1).map_or(0, |(i, _)| i);
    &word[start..]
}

fn kind_name(kind: NameKind) -> &'static str {
    match kind {
        NameKind::Country => "country",
        NameKind::Demonym => "demonym",
        NameKind::Capital => "capital",
        NameKind::Metonym => "metonym",
        NameKind::Organization => "org",
        NameKind::City => "city",
        NameKind::Place => "place",
    }
}

/// Gives each feature of `name` to `take`. `buffer` is scratch space.
pub fn features(units: &Units, name: &Name, seen: &Seen, buffer: &mut String, mut take: impl FnMut(&str)) {
    let words = &units.list[name.start..name.end];
    let count = words.len();
    let (first, last) = (&words[0], &words[count - 1]);
    let mut put = |buffer: &mut String, label: &str, value: &str| {
        buffer.clear();
        let _ = write!(buffer, "{label}={value}");
        take(buffer);
    };
    put(buffer, "bias", "");
    let length = ["0", "1", "2", "3", "4", "5", "6"][count.min(6)];
    put(buffer, "n", length);
    // The name's own words.
    if count == 1 {
        put(buffer, "w", &first.lower);
    } else {
        put(buffer, "f", &first.lower);
        put(buffer, "l", &last.lower);
        for word in words[1..count - 1].iter() {
            put(buffer, "m", &word.lower);
        }
        if let Some(of) = words.iter().position(|w| matches!(w.lower.as_str(), "of" | "for")).filter(|&i| i > 0) {
            put(buffer, "h", &words[of - 1].lower);
            flag_head(&words[of - 1], buffer, &mut put, "hc");
        }
    }
    put(buffer, if count == 1 { "s3" } else { "ls3" }, suffix(&last.lower, 3));
    put(buffer, if count == 1 { "s2" } else { "ls2" }, suffix(&last.lower, 2));
    if count > 1 {
        put(buffer, "fs3", suffix(&first.lower, 3));
    }
    let mut shapes = String::new();
    for word in words.iter().take(5) {
        shapes.push(match word.shape {
            Shape::Upper if word.text.contains('.') => '.',
            Shape::Upper => 'A',
            Shape::Capital if word.text.len() == 2 && word.text.ends_with('.') => 'i',
            Shape::Capital if word.text.contains('-') => '-',
            Shape::Capital if word.text.chars().skip(1).any(char::is_uppercase) => 'B',
            Shape::Capital => 'C',
            Shape::Digit => '1',
            Shape::Lower => 'c',
            Shape::Other => '\'',
        });
    }
    put(buffer, "sh", &shapes);
    flag_head(first, buffer, &mut put, "fc");
    if count > 1 {
        flag_head(last, buffer, &mut put, "lc");
        let given = words.iter().filter(|w| w.is(Class::GIVEN)).count();
        put(buffer, "given", ["0", "1", "2", "3"][given.min(3)]);
        let common = words.iter().filter(|u| u.word.listed && !u.is(Class::GIVEN | Class::FUNCTION)).count();
        put(
            buffer,
            "common",
            if common == 0 {
                "0"
            } else if common == count {
                "all"
            } else {
                "some"
            },
        );
    }
    let found = known(units, name);
    put(buffer, "known", found.map_or("", |k| kind_name(k.kind)));
    if count > 1 {
        let tables = Tables::get();
        for (word, label) in [(first, "fk"), (last, "lk")] {
            if let Some(k) = tables.name(word.text) {
                put(buffer, label, kind_name(k.kind));
            }
        }
    }
    // Around it.
    if titled(units, name) {
        put(buffer, "title", if units.list[name.start - 1].is(Class::HONORIFIC) { "h" } else { "t" });
    } else if name.run < name.start {
        put(buffer, "title", "demonym");
    }
    let before = units.before(name.run);
    let after = units.after(name.end - 1);
    let word = |u: Option<&Unit>| u.map_or_else(|| "^".to_string(), |u| if u.shape == Shape::Digit { "0".into() } else { u.lower.clone() });
    put(buffer, "p1", &word(before));
    put(buffer, "n1", &word(after));
    if before.is_some() {
        let two = units.before(name.run - 1);
        put(buffer, "p2", &word(two));
    }
    let two_after = after.and_then(|_| units.after(name.end));
    if let Some(a) = after {
        put(buffer, "n2", &word(two_after));
        put(buffer, "nc", class_of(a));
        if a.text == ","
            && two_after.is_some_and(|s| {
                Tables::get().name(s.text).is_some_and(|k| matches!(k.kind, NameKind::Country | NameKind::City | NameKind::Place))
            })
        {
            put(buffer, "comma", "place");
        }
        if a.text == ","
            && two_after.is_some_and(|s| {
                s.is(Class::PERSON)
                    || matches!(s.lower.as_str(), "a" | "an" | "the")
                        && units.after(name.end + 1).is_some_and(|t| t.is(Class::PERSON | Class::TITLE | Class::QUALIFIER))
            })
        {
            put(buffer, "comma", "role");
        }
    }
    if let Some(b) = before {
        put(buffer, "pc", class_of(b));
        if lower_title(b) {
            put(buffer, "title", "lower");
        }
    }
    let style = match units.style(name.start) {
        Style::Running => "r",
        Style::Title => "t",
        Style::Upper => "u",
    };
    put(buffer, "style", style);
    if first.first {
        put(buffer, "first", if count == 1 { "1" } else { "2" });
        if first.word.listed {
            put(buffer, "first", "listed");
        }
    }
    // What the article shows elsewhere.
    let cases = units.cases(&first.lower);
    put(
        buffer,
        "cases",
        match (cases.capital > 1, cases.lower > 0) {
            (true, false) => "C",
            (true, true) => "Cc",
            (false, true) => "c",
            (false, false) => "",
        },
    );
    if let Some(shows) = seen.by_name.get(&key(units, name)) {
        for show in ["title", "in", "to", "the", "by", "'s", "said"] {
            if shows.contains(show) {
                put(buffer, "doc", show);
            }
        }
    }
    if count == 1 {
        for (set, label) in [
            (&seen.surnames, "surname"),
            (&seen.last_words, "last"),
            (&seen.first_words, "first"),
            (&seen.organization_words, "org"),
            (&seen.initials, "initials"),
        ] {
            if set.contains(bare_surname(&first.lower)) {
                put(buffer, "part", label);
            }
        }
    } else if seen.surnames.contains(bare_surname(&last.lower)) {
        put(buffer, "part", "surname2");
    }
}

fn flag_head(unit: &Unit, buffer: &mut String, put: &mut impl FnMut(&mut String, &str, &str), label: &str) {
    for (class, value) in [
        (Class::GIVEN, "given"),
        (Class::ORG_HEAD, "org"),
        (Class::ORG_ANY, "organy"),
        (Class::PLACE_HEAD, "place"),
        (Class::PLACE_FIRST, "placefirst"),
        (Class::NOT_NAME, "not"),
        (Class::CALENDAR, "date"),
        (Class::CREED, "creed"),
        (Class::TITLE, "title"),
        (Class::AGENT, "agent"),
        (Class::FIELD, "field"),
    ] {
        if unit.is(class) {
            put(buffer, label, value);
        }
    }
    put(
        buffer,
        label,
        if !unit.word.listed {
            "new"
        } else if unit.is(Class::GIVEN) {
            "name"
        } else {
            "common"
        },
    );
}

fn class_of(unit: &Unit) -> &'static str {
    if !unit.is_word() {
        return if unit.is_possessive() { "'s" } else { "sym" };
    }
    if unit.shape == Shape::Digit {
        return "digit";
    }
    for (class, value) in [
        (Class::DETERMINER, "det"),
        (Class::PREPOSITION, "prep"),
        (Class::AUXILIARY, "aux"),
        (Class::CONJUNCTION, "conj"),
        (Class::FUNCTION, "function"),
        (Class::PLURAL, "plural"),
        (Class::PERSON, "person"),
        (Class::BODY, "body"),
    ] {
        if unit.is(class) {
            return value;
        }
    }
    if unit.capital() {
        return "cap";
    }
    match unit.pos().first() {
        Some(Pos::Noun) => "noun",
        Some(Pos::Verb) => "verb",
        Some(Pos::VerbS) => "verbs",
        Some(Pos::Past) => "past",
        Some(Pos::Ing) => "ing",
        Some(Pos::Adjective) => "adj",
        Some(Pos::Adverb) => "adv",
        None => "none",
    }
}
