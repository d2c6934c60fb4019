//! Cuts a run of capitalised words where a title ends and a name begins.
//!
//! Takes a run of [`Units`]; gives the [`Name`]s in it, in order, none overlapping.

use whosaid_packing::hash::Set;

use super::name::{Name, SURE_BY_FORM, is_office};
use crate::actors::units::{Shape, Unit, Units};
use crate::lexicon::lists::names::{FIELD_LINKS, SON_OF};
use crate::lexicon::{Class, NameKind};
use crate::ner::NameKind as LearnedKind;

/// Adds the names in the run of units `[start, end)` to `out`.
pub fn cut(units: &Units, start: usize, end: usize, out: &mut Vec<Name>) {
    let list = &units.list;
    if units.document.tables.name(&units.joined(start, end)).is_some() {
        return out.push(Name::new(start, end));
    }
    let last = &list[end - 1];
    let institution = (last.is(Class::ORG_HEAD) && !last.is(Class::GIVEN)
        || last.is(Class::PLACE_HEAD))
        && !is_office(last)
        && end - start > 1;
    let of = (start + 1..end).find(|&i| list[i].is_one_of(FIELD_LINKS) && is_office(&list[i - 1]));
    if let Some(of) = of
        && (institution || !list[start..end].iter().any(|u| u.is(Class::GIVEN)))
    {
        // "Commander of the Jordan Armed Forces": an office, then the body's own name.
        let body = of + 1 + usize::from(list[of + 1].lower == "the");
        if body < end
            && !list[body].is(Class::FIELD)
            && units.phrase_at(body).is_none_or(|k| k > end || institution)
        {
            body_before_title(units, start, of - 1, out);
            out.push(Name::office(start, of - 1, of));
            return cut(units, body, end, out);
        }
    }
    if (!institution || of.is_some()) && cut_at_title(units, start, end, out) {
        return;
    }
    let acronyms = acronyms_before_person(units, start, end);
    if acronyms > 0 {
        let person = start + acronyms;
        out.push(Name::new(start, person));
        out.push(Name::new(person, end));
    } else {
        let start_of_name = after_country(units, start, end);
        out.push(Name { run_start: start, ..Name::new(start_of_name, end) });
    }
}

/// Cuts a run where its last title ends. False, and nothing in `out`, if the run has no title, or
/// if the words after it name a body.
fn cut_at_title(units: &Units, start: usize, end: usize, out: &mut Vec<Name>) -> bool {
    let list = &units.list;
    let title =
        (start..end).rev().find(|&i| is_office(&list[i]) && !is_surname(units, start, end, i));
    let Some(title) = title else { return false };
    let after = after_office(units, title, end);
    if after >= end {
        // "the Prime Minister", "Secretary of State" are offices; "Ann Marshall" is a person, and
        // "the Legal Council" a body.
        let person = title + 1 == end && end - start <= 3 && list[start].is(Class::GIVEN);
        let name = title > start
            && !list[title].is(Class::PERSON)
            && (person || list[title].is(Class::ORG_HEAD));
        if name {
            out.push(Name::new(start, end));
        } else {
            body_before_title(units, start, title, out);
            out.push(Name::office(start, title, end));
        }
        return true;
    }
    let body = list[after..end].iter().any(|u| u.is(Class::ORG_HEAD) && !u.is(Class::GIVEN));
    if body && !list[title].is(Class::HONORIFIC) {
        return false;
    }
    body_before_title(units, start, title, out);
    out.push(Name { run_start: start, ..Name::new(after, end) });
    true
}

/// True if the title word `at` in the run `[start, end)` is part of a person's name: after a given
/// name ("Home Secretary Yvette Cooper"), or between a name's other words ("Mohammad Sultan Sofi",
/// "Lee Man Tat", "Zayed bin Sultan").
fn is_surname(units: &Units, start: usize, end: usize, at: usize) -> bool {
    let list = &units.list;
    if at == start || list[at].is(Class::HONORIFIC) {
        return false;
    }
    let before = &list[at - 1];
    let next = (at + 1 < end).then(|| &list[at + 1]);
    let place = units.document.tables.name(before.text).is_some();
    let after_given = before.is(Class::GIVEN) && !place || before.is_one_of(SON_OF);
    let may_be_inner = !list[at].is(Class::TITLE)
        && !before.word.listed
        && !before.is(Class::ORG_HEAD)
        && before.shape == Shape::Capital
        && !place;
    after_given && next.is_none_or(|n| !n.is(Class::GIVEN))
        || may_be_inner && next.is_some_and(|n| !n.word.listed && !n.is(Class::GIVEN))
}

/// Where the name in the run `[start, end)` begins: after a country or demonym before a given name
/// ("Briton Tom Daley", "US Barack Obama"), else at `start`.
fn after_country(units: &Units, start: usize, end: usize) -> usize {
    let list = &units.list;
    let Some(known) = units.phrase_at(start).filter(|&k| k < end) else { return start };
    let kind = units.document.tables.name(&units.joined(start, known)).map(|n| n.kind);
    let person = matches!(kind, Some(NameKind::Demonym | NameKind::Country))
        && list[known].is(Class::GIVEN)
        && end - known >= 2
        && !list[end - 1].is(Class::ORG_HEAD);
    if person { known } else { start }
}

/// The number of acronyms at the start of the run `[start, end)`, if a person's name follows: "ANC
/// Jeff Radebe". 0 if not.
fn acronyms_before_person(units: &Units, start: usize, end: usize) -> usize {
    let list = &units.list;
    let acronym = |u: &&Unit| u.shape == Shape::Upper && u.text.len() >= 3 && !u.text.contains('.');
    let count = list[start..end].iter().take_while(acronym).count();
    let person = end - start >= count + 2
        && list[start + count].is(Class::GIVEN)
        && !list[end - 1].is(Class::ORG_HEAD);
    if person { count } else { 0 }
}

/// Adds the name of the body before the title at `title`: "ASUU" in "ASUU President Emmanuel
/// Osodeke".
fn body_before_title(units: &Units, start: usize, title: usize, out: &mut Vec<Name>) {
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
    // A field before the office belongs to the body's name if that name begins before it: "Zongo
    // Development Fund President".
    let mut from = start;
    if let Some(known) = units.phrase_at(from).filter(|&k| k <= title) {
        end = end.max(known);
        let kind = units.document.tables.name(&units.joined(from, known)).map(|n| n.kind);
        if kind == Some(NameKind::Demonym) {
            if known >= end {
                return;
            }
            from = known;
        }
    }
    if from < end && list[from].capital() {
        out.push(Name::new(from, end));
    }
}

/// The unit after the office that starts with the title word `title`: over "of State", "for Foreign
/// Affairs", "of the Republic of Korea".
fn after_office(units: &Units, title: usize, end: usize) -> usize {
    let list = &units.list;
    let mut at = title + 1;
    while at < end && list[at].is_one_of(FIELD_LINKS) {
        at += 1;
        if at < end && list[at].lower == "the" {
            at += 1;
        }
        if at >= end {
            return end;
        }
        if let Some(known) = units.phrase_at(at).filter(|&k| k <= end) {
            at = known;
            continue;
        }
        let from = at;
        while at < end
            && (list[at].is(Class::FIELD)
                || (list[at].lower == "and" && at > from)
                || list[at].text == "&")
        {
            at += 1;
        }
        if at == from {
            // A field that the tables do not know ends where a given name starts.
            at += 1;
            while at < end && !list[at].is(Class::GIVEN) && !list[at].is_one_of(FIELD_LINKS) {
                at += 1;
            }
        }
    }
    at
}

/// Cuts the last two words off the name of a body where they name a person: "University of Texas
/// Arlington Amneh Jafari", if "Jafari" is a name of its own elsewhere.
pub fn part_bearers(units: &Units, names: Vec<Name>) -> Vec<Name> {
    let list = &units.list;
    let alone: Set<&str> = names
        .iter()
        .filter(|n| n.len() == 1 && !n.office)
        .map(|n| list[n.start].lower.as_str())
        .collect();
    let mut out = Vec::with_capacity(names.len());
    for name in names {
        let words = &list[name.start..name.end];
        let [.., before, first, last] = words else {
            out.push(name);
            continue;
        };
        let body = words.len() >= 4
            && words[..words.len() - 2].iter().any(|w| w.is(Class::ORG_HEAD))
            && !before.is(Class::PREPOSITION);
        let new = |w: &Unit| {
            !w.word.listed
                && !w.is(Class::ORG_HEAD | Class::FUNCTION | Class::PLACE_FIRST)
                && units.document.tables.name(w.text).is_none()
        };
        if body && alone.contains(last.lower.as_str()) && new(last) && new(first) {
            let person = name.end - 2;
            out.push(Name { end: person, ..name });
            out.push(Name {
                start: person,
                run_start: person,
                learned: name.learned.map(|_| (LearnedKind::Person, SURE_BY_FORM)),
                ..name
            });
        } else {
            out.push(name);
        }
    }
    out
}
