//! Names: runs of capitalised words, cut where a title ends and a name begins.
//!
//! Takes [`Units`]; gives [`Name`]s in order, none overlapping; promises nothing about what they
//! name: see `kinds`.

use super::units::{Shape, Style, Unit, Units};
use crate::lexicon::hash::Set;
use crate::lexicon::{Class, NameKind, Pos, Tables};
use crate::tagger::names::NameKind as Kind;

/// A name, in units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Name {
    /// First unit of the name itself.
    pub start: usize,
    /// The unit after its last.
    pub end: usize,
    /// First unit of the capitalised run that it ends: titles, demonyms and the like before it. At
    /// most `start`.
    pub run: usize,
    /// True if the run is an office without a name after it ("the Prime Minister").
    pub office: bool,
    /// What the learned model takes it for, and how surely; `None` if only the rules find it.
    pub learned: Option<(Kind, f32)>,
}

impl Name {
    /// True if the learned model takes it for a `kind`.
    pub fn is_learned(&self, kind: Kind) -> bool {
        self.learned.is_some_and(|(k, _)| k == kind)
    }
}

/// Words in lower case inside names of persons and places.
pub const PARTICLES: &[&str] = &[
    "de", "da", "do", "dos", "das", "di", "del", "della", "der", "den", "van", "von", "zu", "la",
    "le", "el", "al", "bin", "ibn", "bint", "abu", "ul", "y", "ter", "ten", "af", "av", "du",
    "des", "wa", "ould", "bar", "ben",
];

/// Longest run of units taken for one name; longer ones are lists or headlines.
const LONGEST_RUN: usize = 14;

/// Finds the names of a document.
pub fn find(units: &Units) -> Vec<Name> {
    let mut out = Vec::new();
    for &(begin, end) in &units.sentences {
        let mut at = begin;
        while at < end {
            if !starts_name(units, at) {
                at += 1;
                continue;
            }
            let upto = run_end(units, at, end);
            cut(units, at, upto, &mut out);
            at = upto;
        }
    }
    part_bearers(units, out)
}

/// "University of Texas Arlington Amneh Jafari" where "Jafari" stands alone elsewhere: a body's
/// name, then a person's.
pub fn part_bearers(units: &Units, names: Vec<Name>) -> Vec<Name> {
    let list = &units.list;
    let alone: Set<&str> = names
        .iter()
        .filter(|n| n.end - n.start == 1 && !n.office)
        .map(|n| list[n.start].lower.as_str())
        .collect();
    let mut out = Vec::with_capacity(names.len());
    for name in names {
        let words = &list[name.start..name.end];
        let last = &words[words.len() - 1];
        let body =
            words.len() >= 4 && words[..words.len() - 2].iter().any(|w| w.is(Class::ORG_HEAD));
        let bearer = |w: &Unit| {
            !w.word.listed
                && !w.is(Class::ORG_HEAD | Class::FUNCTION | Class::PLACE_FIRST)
                && Tables::get().name(w.text).is_none()
        };
        let complete = body && !words[words.len() - 3].is(Class::PREPOSITION);
        if complete
            && alone.contains(last.lower.as_str())
            && bearer(last)
            && bearer(&words[words.len() - 2])
        {
            let cut = name.end - 2;
            out.push(Name { end: cut, ..name });
            out.push(Name {
                start: cut,
                run: cut,
                learned: name.learned.map(|_| (Kind::Person, 0.5)),
                ..name
            });
        } else {
            out.push(name);
        }
    }
    out
}

/// True if the unit's capital shows that it belongs to a name.
fn is_name_word(units: &Units, at: usize) -> bool {
    let unit = &units.list[at];
    if !unit.capital() {
        return false;
    }
    let calendar = is_date_word(units, at);
    let function = unit.is(Class::FUNCTION) && !(unit.shape == Shape::Upper && unit.text.len() > 1);
    match units.style(at) {
        Style::Running => !function && !calendar,
        Style::Title => !function && !calendar && known_elsewhere(units, at),
        Style::Upper => !function && !calendar && known_elsewhere(units, at),
    }
}

/// True for months and days, unless the word is a given name here ("Jan van der Berg", "April
/// Smith").
fn is_date_word(units: &Units, at: usize) -> bool {
    let unit = &units.list[at];
    let named = || {
        unit.is(Class::GIVEN)
            && units.after(at).is_some_and(|n| {
                n.capital() && !n.is(Class::FUNCTION | Class::CALENDAR)
                    || PARTICLES.contains(&n.lower.as_str())
            })
            && !units
                .before(at)
                .is_some_and(|b| b.is(Class::PREPOSITION) || b.shape == Shape::Digit)
    };
    unit.is(Class::CALENDAR) && !named()
}

/// True if the article elsewhere, or a table, shows that the word is a name.
fn known_elsewhere(units: &Units, at: usize) -> bool {
    let unit = &units.list[at];
    let cases = units.cases(&unit.lower);
    let acronym = unit.shape == Shape::Upper && unit.is(Class::FUNCTION); // "US" is not "us"
    if cases.capital > 0 && !acronym {
        return cases.capital >= cases.lower;
    }
    if cases.lower > 0 && !acronym {
        return false;
    }
    let tables = Tables::get();
    let titled = title_case(unit.text);
    if tables.name(unit.text).is_some()
        || (unit.shape == Shape::Upper && tables.name(&titled).is_some())
        || units.phrase_at(at).is_some()
    {
        return true;
    }
    if unit.is(Class::GIVEN) && !unit.word.pos.may_be_verb() {
        return true;
    }
    // What the language does not know is a name.
    !unit.word.listed
        && !unit.is(Class::AGENT)
        && unit.mostly(Pos::Noun)
        && unit.text.len() > 2
        && !unit.lower.ends_with('s')
}

/// "OBAMA" as "Obama".
pub fn title_case(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut first = true;
    for c in text.chars() {
        if first {
            out.extend(c.to_uppercase())
        } else {
            out.extend(c.to_lowercase())
        }
        first = c == '-' || c == '\'';
    }
    out
}

fn starts_name(units: &Units, at: usize) -> bool {
    let unit = &units.list[at];
    if !unit.capital() {
        return false;
    }
    if !unit.first || units.style(at) != Style::Running {
        return is_name_word(units, at)
            || (unit.is(Class::DETERMINER) && units.phrase_at(at).is_some_and(|e| e > at + 1));
    }
    let next = units.after(at);
    let next_capital = next.is_some_and(|n| n.capital() && !n.is(Class::FUNCTION));
    if units.phrase_at(at).is_some_and(|end| end > at + 1) {
        return true;
    }
    if unit.is(Class::FUNCTION) && !(unit.shape == Shape::Upper && unit.text.len() > 1)
        || is_date_word(units, at)
    {
        return false;
    }
    let cases = units.cases(&unit.lower);
    if cases.capital > 0 && cases.capital >= cases.lower {
        return true;
    }
    if unit.is(Class::TITLE | Class::HONORIFIC | Class::QUALIFIER) && next_capital {
        return true;
    }
    if cases.lower > 0 {
        return unit.is(Class::GIVEN) && next_capital;
    }
    if unit.shape == Shape::Upper && unit.text.len() > 1 || Tables::get().name(unit.text).is_some()
    {
        return true;
    }
    if unit.is(Class::GIVEN) && (next_capital || !unit.word.pos.may_be_verb()) {
        return true;
    }
    if unit.word.listed || unit.is(Class::AGENT) {
        return next_capital
            && (unit.is(Class::ORG_HEAD | Class::PLACE_HEAD | Class::PLACE_FIRST | Class::AGENT)
                || unit.mostly(Pos::Noun)
                || unit.mostly(Pos::Adjective));
    }
    next_capital || unit.mostly(Pos::Noun)
}

fn run_end(units: &Units, start: usize, end: usize) -> usize {
    let list = &units.list;
    let mut at = start + 1;
    if let Some(known) = units.phrase_at(start) {
        at = at.max(known);
    }
    let capital = |i: usize| i < end && is_name_word(units, i);
    while at < end && at - start < LONGEST_RUN {
        let unit = &list[at];
        let last = &list[at - 1];
        if is_name_word(units, at) && !unit.first {
            at += 1;
        } else if unit.is(Class::CALENDAR)
            && unit.is(Class::GIVEN)
            && unit.capital()
            && last.is(Class::GIVEN | Class::HONORIFIC)
            && units.after(at).is_none_or(|n| n.shape != Shape::Digit)
        {
            at += 1; // "Theresa May"
        } else if PARTICLES.contains(&unit.lower.as_str())
            && capital(at + 1)
            && !matches!(unit.lower.as_str(), "do" | "ten" | "bar")
        {
            at += 2;
        } else if PARTICLES.contains(&unit.lower.as_str())
            && at + 1 < end
            && PARTICLES.contains(&list[at + 1].lower.as_str())
            && capital(at + 2)
        {
            at += 3; // "van der Bellen"
        } else if matches!(unit.lower.as_str(), "of" | "for")
            && takes_of(units, at, unit.lower == "for")
        {
            let the = usize::from(at + 1 < end && list[at + 1].lower == "the");
            if !capital(at + 1 + the) {
                break;
            }
            at += 2 + the;
        } else if capital(at + 1)
            && (unit.text == "&"
                || unit.lower == "and" && joins_and(&list[start..at], &list[at + 1]))
            || unit.text == "-" && !unit.glued && at + 1 < end && joins_hyphen(last, &list[at + 1])
        {
            at += 2;
        } else if unit.is_possessive()
            && capital(at + 1)
            && (last.is(Class::PEOPLE) || is_office(last) && list[at + 1].is(Class::ORG_HEAD))
        {
            at += 2; // "People's Republic", "Workers' Party"
        } else if unit.text == ","
            && at + 1 < end
            && matches!(
                list[at + 1].lower.as_str(),
                "inc" | "inc." | "ltd" | "ltd." | "llc" | "jr" | "jr." | "sr" | "sr."
            )
        {
            at += 2;
        } else if unit.shape == Shape::Digit
            && at + 1 < end
            && capital(at + 1)
            && !list[at + 1].first
            && last.is(Class::ORG_HEAD)
        {
            at += 1;
        } else {
            break;
        }
    }
    at
}

/// Tokenised text writes "Tsai Ing - wen" and "Akufo - Addo": true if a hyphen with spaces joins
/// the two.
fn joins_hyphen(last: &Unit, next: &Unit) -> bool {
    let tables = Tables::get();
    let new = |u: &Unit| !u.word.listed && tables.name(u.text).is_none() && !u.is(Class::FUNCTION);
    last.capital()
        && last.shape != Shape::Upper
        && new(next)
        && (new(last) || last.is(Class::GIVEN))
        && next.shape != Shape::Digit
        && next.is_word()
        && (next.capital() || next.text.len() < 7)
}

/// True if the run up to `at` goes on with "of" or "for": an institution, an office, or a place
/// like "Gulf of Aden".
fn takes_of(units: &Units, at: usize, by_for: bool) -> bool {
    let last = &units.list[at - 1];
    let institution = last.is(Class::ORG_HEAD | Class::ORG_ANY)
        || last.lower == "department"
        || last.lower == "republic"
        || last.lower == "kingdom";
    let office = last.is(Class::TITLE) && last.lower != "spokesman" && last.lower != "spokeswoman";
    if by_for {
        institution || office
    } else {
        institution
            || office
            || last.is(Class::PLACE_HEAD)
            || matches!(last.lower.as_str(), "union" | "states" | "members" | "lord")
    }
}

/// True if "and" stands inside the name ("Ministry of Health and Welfare") and not between two
/// names.
fn joins_and(before: &[Unit], next: &Unit) -> bool {
    let of = before.iter().any(|u| matches!(u.lower.as_str(), "of" | "for"));
    let last = &before[before.len() - 1];
    let org = before.iter().any(|u| u.is(Class::ORG_HEAD | Class::TITLE));
    (of && org
        && (next.is(Class::FIELD) || (next.word.listed && !next.is(Class::GIVEN | Class::TITLE))))
        && Tables::get().name(next.text).is_none()
        || last.is(Class::FIELD) && next.is(Class::FIELD)
}

/// Cuts a run into the names in it.
fn cut(units: &Units, start: usize, end: usize, out: &mut Vec<Name>) {
    let tables = Tables::get();
    let list = &units.list;
    let whole = Name { start, end, run: start, office: false, learned: None };
    if tables.name(&units.joined(start, end)).is_some() {
        return out.push(whole);
    }
    let last = &list[end - 1];
    let institution = (last.is(Class::ORG_HEAD) && !last.is(Class::GIVEN)
        || last.is(Class::PLACE_HEAD))
        && !is_office(last)
        && end - start > 1;
    let of = (start + 1..end)
        .find(|&i| matches!(list[i].lower.as_str(), "of" | "for") && is_office(&list[i - 1]));
    if let Some(of) =
        of.filter(|_| institution || !list[start..end].iter().any(|u| u.is(Class::GIVEN)))
    {
        // "Commander of the Jordan Armed Forces": an office, then the body's own name.
        let complement = of + 1 + usize::from(list[of + 1].lower == "the");
        if complement < end
            && !list[complement].is(Class::FIELD)
            && units.phrase_at(complement).is_none_or(|k| k > end || institution)
        {
            prefix(units, start, of - 1, out);
            out.push(Name { start: of - 1, end: of, run: start, office: true, learned: None });
            return cut(units, complement, end, out);
        }
    }
    if !institution || of.is_some() {
        // "Home Secretary Yvette Cooper": after a given name an office word is a surname. "Mohammad
        // Sultan Sofi", "Lee Man Tat", "Zayed bin Sultan": so it is between a name's other words.
        let surname = |i: usize| {
            if i == start || list[i].is(Class::HONORIFIC) {
                return false;
            }
            let before = &list[i - 1];
            let place = tables.name(before.text).is_some();
            let named = before.is(Class::GIVEN) && !place
                || matches!(before.lower.as_str(), "bin" | "ibn" | "al");
            let inner = i + 1 < end
                && !list[i].is(Class::TITLE)
                && !before.word.listed
                && !before.is(Class::ORG_HEAD)
                && before.shape == Shape::Capital;
            let last = i + 1 == end;
            named && (last || !list[i + 1].is(Class::GIVEN))
                || inner && !place && !list[i + 1].word.listed && !list[i + 1].is(Class::GIVEN)
        };
        let title = (start..end).rev().find(|&i| is_office(&list[i]) && !surname(i));
        if let Some(title) = title {
            let after = after_office(units, title, end);
            if after >= end {
                // "the Prime Minister", "Secretary of State" are offices.
                let surname = title + 1 == end
                    && title > start
                    && end - start <= 3
                    && list[start].is(Class::GIVEN)
                    && !list[title].is(Class::PERSON);
                if surname
                    || list[title].is(Class::ORG_HEAD)
                        && title > start
                        && !list[title].is(Class::PERSON)
                {
                    return out.push(whole);
                }
                prefix(units, start, title, out);
                return out.push(Name {
                    start: title,
                    end,
                    run: start,
                    office: true,
                    learned: None,
                });
            }
            if !list[after..end].iter().any(|u| u.is(Class::ORG_HEAD) && !u.is(Class::GIVEN))
                || list[title].is(Class::HONORIFIC)
            {
                prefix(units, start, title, out);
                return out.push(Name {
                    start: after,
                    end,
                    run: start,
                    office: false,
                    learned: None,
                });
            }
        }
    }
    // A demonym or country before a given name: "Briton Tom Daley", "US Barack Obama".
    let mut name = whole;
    if let Some(known) = units.phrase_at(start).filter(|&k| k < end) {
        let kind = tables.name(&units.joined(start, known)).map(|n| n.kind);
        let of_country = matches!(kind, Some(NameKind::Demonym | NameKind::Country));
        if of_country
            && list[known].is(Class::GIVEN)
            && end - known >= 2
            && !list[end - 1].is(Class::ORG_HEAD)
        {
            name.start = known;
        }
    }
    // "ANC Jeff Radebe": acronyms before a given name.
    let acronyms = (start..end)
        .take_while(|&i| {
            list[i].shape == Shape::Upper && list[i].text.len() >= 3 && !list[i].text.contains('.')
        })
        .count();
    if acronyms > 0
        && end - start >= acronyms + 2
        && list[start + acronyms].is(Class::GIVEN)
        && !last.is(Class::ORG_HEAD)
    {
        out.push(Name { start, end: start + acronyms, run: start, office: false, learned: None });
        name = Name {
            start: start + acronyms,
            end,
            run: start + acronyms,
            office: false,
            learned: None,
        };
    }
    out.push(name);
}

/// True for a word that names an office or a person's part: what stands before it in a run says
/// where, what follows is who.
pub fn is_office(unit: &Unit) -> bool {
    let plural = unit.is(Class::PEOPLE) && unit.is(Class::PLURAL) && !unit.word.listed; // "Presidents Bush and Clinton"
    unit.is(Class::TITLE | Class::HONORIFIC)
        || plural
        || unit.is(Class::PERSON) && unit.word.listed && !unit.is(Class::GIVEN | Class::CREED)
}

/// The name of a body before the title at `title`: "ASUU" in "ASUU President Emmanuel Osodeke".
fn prefix(units: &Units, start: usize, title: usize, out: &mut Vec<Name>) {
    let list = &units.list;
    let mut end = title;
    while end > start {
        let unit = &list[end - 1];
        let office = is_office(unit)
            || unit.is(Class::QUALIFIER
                | Class::CONJUNCTION
                | Class::PREPOSITION
                | Class::DETERMINER
                | Class::PARTICLE)
            || unit.text == "&";
        let field = unit.is(Class::FIELD)
            || unit.word.listed
                && !unit.is(Class::ORG_HEAD | Class::GIVEN)
                && unit.shape == Shape::Capital;
        if !office && !field {
            break;
        }
        end -= 1;
    }
    // A field before the office belongs to the body's name if a word of that stands before it:
    // "Zongo Development Fund President".
    let mut from = start;
    let tables = Tables::get();
    if let Some(known) = units.phrase_at(from).filter(|&k| k <= title) {
        end = end.max(known);
        let kind = tables.name(&units.joined(from, known)).map(|n| n.kind);
        if kind == Some(NameKind::Demonym) && known < end {
            from = known;
        } else if kind == Some(NameKind::Demonym) {
            return;
        }
    }
    if from < end && list[from].capital() {
        out.push(Name { start: from, end, run: from, office: false, learned: None });
    }
}

/// The unit after the office that starts with the title word `title`: over "of State", "for Foreign
/// Affairs", "of the Republic of Korea".
fn after_office(units: &Units, title: usize, end: usize) -> usize {
    let list = &units.list;
    let mut at = title + 1;
    while at < end && matches!(list[at].lower.as_str(), "of" | "for") {
        at += 1;
        if at < end && list[at].lower == "the" {
            at += 1;
        }
        if at >= end {
            return end;
        }
        if let Some(known) = units.phrase_at(at).filter(|&k| k <= end) {
            at = known;
        } else {
            let from = at;
            while at < end
                && (list[at].is(Class::FIELD)
                    || (list[at].lower == "and" && at > from)
                    || list[at].text == "&")
            {
                at += 1;
            }
            if at == from {
                // An unknown field: it ends where a given name starts.
                at += 1;
                while at < end
                    && !list[at].is(Class::GIVEN)
                    && !matches!(list[at].lower.as_str(), "of" | "for")
                {
                    at += 1;
                }
            }
        }
    }
    at
}
