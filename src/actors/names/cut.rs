//! A run of capitalised words cut where a title ends and a name begins.
//!
//! Takes a run of [`Units`]; gives the [`Name`]s in it, in order, none overlapping.

use whosaid_packing::hash::Set;

use super::super::units::{Shape, Unit, Units};
use super::name::{Name, is_office};
use crate::lexicon::lists::names::{FIELD_LINKS, SON_OF};
use crate::lexicon::{Class, NameKind, Tables};
use crate::ner::NameKind as Kind;

/// Cuts a run into the names in it.
pub fn cut(units: &Units, start: usize, end: usize, out: &mut Vec<Name>) {
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
    let of = (start + 1..end).find(|&i| list[i].is_one_of(FIELD_LINKS) && is_office(&list[i - 1]));
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
            let named = before.is(Class::GIVEN) && !place || before.is_one_of(SON_OF);
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
                while at < end && !list[at].is(Class::GIVEN) && !list[at].is_one_of(FIELD_LINKS) {
                    at += 1;
                }
            }
        }
    }
    at
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
