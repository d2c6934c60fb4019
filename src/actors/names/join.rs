//! Names as the learned model finds them, joined with those that the rules find.
//!
//! Takes [`Units`] and the model's names; gives [`Name`]s in order. The model says what is a name
//! and where it ends; the rules say which words before it are a title, which offices stand without
//! a name, and which short names the model may have passed over. Only an office may hold another
//! name ("Prime Minister of Pakistan").

use whosaid_packing::hash::{Map, Set};

use super::name::{Name, SURE_BY_FORM, is_office};
use super::{cut, runs};
use crate::actors::units::{Shape, Unit, Units};
use crate::lexicon::lists::names::{BEFORE_OFFICES, COMPANY_FORMS, PARTICLES, PEERAGE, SON_OF};
use crate::lexicon::{Class, Pos};
use crate::ner::{Name as LearnedName, NameKind as LearnedKind};
use crate::sort;
use crate::text::TokenRange;
use crate::turns::{Pace, boxed, turn};

/// The names in a document.
#[derive(Debug, Default)]
pub struct Joined {
    /// In order.
    pub names: Vec<Name>,
    /// Names that are a part of a unit ("Beijing" in "Beijing-based"), in tokens, in order.
    pub parts: Vec<(TokenRange, LearnedKind)>,
}

/// Joins the model's names with those of the rules.
pub async fn join(units: &Units<'_, '_>, found: &[LearnedName]) -> Joined {
    let mut out = Joined::default();
    let rules = boxed(runs::find(units)).await;
    turn().await;
    // For each unit the first unit of the run that it is in.
    let mut run_of: Vec<usize> = (0..units.list.len()).collect();
    for rule in &rules {
        run_of[rule.run_start..rule.end].fill(rule.run_start);
    }
    let (mut learned, mut pace) = (Vec::with_capacity(found.len()), Pace::default());
    for name in whole(units, found, &mut out.parts) {
        pieces(units, name, &run_of, &mut learned);
        pace.spend(name.len()).await;
    }
    turn().await;
    let mut learned = cut::part_bearers(units, learned);
    with_particles(units, &mut learned);
    with_capitals(units, &mut learned);
    turn().await;
    let covered = with_titles(units, &mut learned, &run_of);
    turn().await;
    // "Easy Rider" is no office.
    let office =
        |unit: &Unit| unit.is(Class::TITLE | Class::HONORIFIC | Class::PLURAL) || !unit.word.listed;
    let free = |rule: &&Name| {
        if rule.office {
            !covered[rule.start] && office(&units.list[rule.start])
        } else {
            !covered[rule.start..rule.end].contains(&true)
        }
    };
    out.names.extend(rules.iter().filter(free));
    out.names.extend(learned);
    sort::by_keys(&mut out.names, |n| [n.start, n.end]);
    join_initials(units, &mut out.names);
    let mut end = 0;
    for name in &mut out.names {
        let start = with_initials(units, name.start);
        let start = if name.office { start } else { with_peerage(units, start, name.end) };
        if !name.office && start >= end {
            (name.start, name.run_start) = (start, name.run_start.min(start));
        }
        end = name.end;
    }
    out
}

/// Gives persons' names the titles before them. Returns for each unit whether it is in a learned
/// name or its title.
fn with_titles(units: &Units, names: &mut [Name], run_of: &[usize]) -> Vec<bool> {
    let list = &units.list;
    let mut covered = vec![false; list.len()];
    let mut person_end = 0;
    for name in names {
        covered[name.start..name.end].fill(true);
        if !name.is_learned(LearnedKind::Person) {
            continue;
        }
        let mut from = run_of[name.start];
        if from == name.start && name.start > units.sentences[list[name.start].sentence].0 {
            from = run_of[name.start - 1].min(name.start - 1);
        }
        from = from.max(person_end);
        if (from..name.start).any(|i| is_office(&list[i]) && list[i].capital()) {
            name.run_start = from;
            covered[from..name.start].fill(true);
        }
        person_end = name.end;
    }
    covered
}

/// The model's names that are whole units; the others go to `parts`.
fn whole(
    units: &Units,
    found: &[LearnedName],
    parts: &mut Vec<(TokenRange, LearnedKind)>,
) -> Vec<Name> {
    let list = &units.list;
    let mut out: Vec<Name> = Vec::with_capacity(found.len());
    let mut start = 0;
    for learned in found {
        while start < list.len() && list[start].tokens.end <= learned.tokens.start {
            start += 1;
        }
        let mut end = start;
        while end < list.len() && list[end].tokens.start < learned.tokens.end {
            end += 1;
        }
        if end == start {
            continue;
        }
        // "J. P. Lund Jr": the dot of its last word is part of the name.
        let dotted = || {
            if list[end - 1].is_domain() && end == start + 1 {
                return true;
            }
            let last = units.tokens(end - 1, end);
            last.end == learned.tokens.end + 1 && units.document.word(last.end - 1) == "."
        };
        let whole = units.tokens(start, end);
        if whole != learned.tokens && !(whole.start == learned.tokens.start && dotted()) {
            parts.push((learned.tokens, learned.kind));
            continue;
        }
        // "White House | Press Secretary"
        while end - start > 1
            && (list[end - 1].is_one_of(BEFORE_OFFICES) || list[end - 1].is(Class::QUALIFIER))
            && units.after(end - 1).is_some_and(is_office)
        {
            end -= 1;
        }
        let start = after_clause(units, start, end, learned.kind);
        let start = first_of_name(units, start, end, learned.kind);
        let start = with_partners(units, start, end, learned.kind);
        // "John McCain (R-Ariz.)": a party and a state.
        let mut letters = list[start].text.chars();
        let seat = matches!((letters.next(), letters.next()), (Some('R' | 'D' | 'I'), Some('-')))
            && units.before(start).is_some_and(|b| b.text == "(");
        if !seat {
            let one = out.last().copied().filter(|before| is_son_of(units, before, start));
            let start = one.map_or(start, |before| before.start);
            out.truncate(out.iter().rposition(|n| n.end <= start).map_or(0, |i| i + 1));
            let kind = if one.is_some() { LearnedKind::Person } else { learned.kind };
            let learned = Some((kind, learned.confidence));
            out.push(Name { learned, ..Name::new(start, end) });
        }
    }
    out
}

/// The first unit of a single surname with the peerage before it, which is a part of the name:
/// "Lady | Justice | Aldous".
fn with_peerage(units: &Units, start: usize, end: usize) -> usize {
    let justice = usize::from(
        end - start == 2 && units.list[start].lower == "justice"
            || end - start == 1 && units.before(start).is_some_and(|b| b.lower == "justice"),
    );
    let surname = end - start == 1;
    let first = start - usize::from(surname && justice == 1);
    let peer = units.before(first).is_some_and(|b| b.is_one_of(PEERAGE) && b.capital());
    if peer && (surname || justice == 1) { first - 1 } else { start }
}

/// True for an initial: "J."
fn is_initial(unit: &Unit) -> bool {
    unit.text.len() == 2 && unit.text.ends_with('.') && unit.capital()
}

/// Joins names that are nothing but initials to the name or word behind: "J. P. | Lund".
fn join_initials(units: &Units, names: &mut Vec<Name>) {
    let list = &units.list;
    let surname = |u: &Unit| u.shape == Shape::Capital && !u.is(Class::FUNCTION);
    let mut out: Vec<Name> = Vec::with_capacity(names.len());
    // where the initials began that go before the next name
    let mut begun: Option<(usize, usize)> = None;
    for (at, &name) in names.iter().enumerate() {
        let initials = !name.office && list[name.start..name.end].iter().all(is_initial);
        let (start, run_start) = begun.take().unwrap_or((name.start, name.run_start));
        let mut name = Name { start, run_start, ..name };
        let next = names.get(at + 1);
        if initials {
            if next.is_some_and(|n| n.start == name.end && !n.office) {
                begun = Some((name.start, name.run_start));
                continue;
            }
            let free = next.is_none_or(|n| n.run_start > name.end);
            if free && units.after(name.end - 1).is_some_and(surname) {
                name.end += 1;
                name.learned = Some((LearnedKind::Person, SURE_BY_FORM));
            }
        }
        out.push(name);
    }
    *names = out;
}

/// The first unit of the name that starts at `start`, with the initials before it: "J. P. | Lund".
fn with_initials(units: &Units, mut start: usize) -> usize {
    while units.before(start).is_some_and(is_initial) {
        start -= 1;
    }
    start
}

/// The first unit of a firm's name `[start, end)` with the partners before it: "Pike, | Odell &
/// Marsh LLP".
fn with_partners(units: &Units, mut start: usize, end: usize, kind: LearnedKind) -> usize {
    let list = &units.list;
    let firm = kind != LearnedKind::Location
        && list[end - 1].is_one_of(COMPANY_FORMS)
        && list[start..end].iter().any(|u| u.text == "&");
    let partner = |at: usize| {
        units.before(at).is_some_and(|b| b.text == ",")
            && at >= 2
            && units
                .before(at - 1)
                .is_some_and(|b| b.shape == Shape::Capital && !b.is(Class::FUNCTION) && !b.first)
    };
    while firm && partner(start) {
        start -= 2;
    }
    start
}

/// True if a particle joins the name `before` to the one that starts at `start`: "Noura | bint |
/// Hamad".
fn is_son_of(units: &Units, before: &Name, start: usize) -> bool {
    let between = &units.list[before.end.min(start)..start];
    before.is_learned(LearnedKind::Person)
        && before.end < start
        && between.len() <= 2
        && between.iter().all(|u| u.shape == Shape::Lower && u.is_one_of(SON_OF))
}

/// The first unit behind the words of a clause in units `[start, end)`, which the model takes for a
/// name: "teachers who back | the Legislature", "aides advising | Lee". A clause is never a name.
fn after_clause(units: &Units, start: usize, end: usize, kind: LearnedKind) -> usize {
    let clause = Class::WH | Class::AUXILIARY | Class::PRONOUN | Class::SUBORDINATOR;
    let person = kind == LearnedKind::Person;
    let breaks = |unit: &Unit| {
        let verb = || {
            matches!(unit.pos().first(), Some(Pos::Ing | Pos::VerbS))
                || person && unit.mostly(Pos::Past)
        };
        unit.shape == Shape::Lower
            && !unit.is_one_of(PARTICLES)
            && (unit.is(clause) || unit.lower == "that" || !unit.is(Class::FUNCTION) && verb())
    };
    (start..end - 1).rev().find(|&i| breaks(&units.list[i])).map_or(start, |i| i + 1)
}

/// The first unit of the name in units `[start, end)`, which the model takes for one, without
/// articles, brackets and words before it.
fn first_of_name(units: &Units, start: usize, end: usize, kind: LearnedKind) -> usize {
    let list = &units.list;
    // "A State Department official": the article is no part of the name.
    let article = list[start].is(Class::DETERMINER | Class::POSSESSIVE)
        && list[start].lower != "the"
        && list[start].shape != Shape::Upper;
    let mut at = start + usize::from(article && end - start > 1);
    // "[Read", but "(Junichiro) Koizumi"
    let closed = list[at..end].iter().any(|u| matches!(u.text, "]" | ")"));
    while !closed && end - at > 1 && matches!(list[at].text, "[" | "(") {
        at += 1;
    }
    // "opposite Lee", but "von der Leyen"
    let small = |at: usize| {
        list[at].shape == Shape::Lower
            && !list[at].is_one_of(PARTICLES)
            && (list[at + 1].capital() || list[at + 1].is_one_of(PARTICLES))
    };
    // "Secretary of State for Work and | Pensions | Nia Lee"
    let field = |at: usize| {
        let linked = units
            .before(at)
            .is_some_and(|b| matches!(b.lower.as_str(), "and" | "&" | "of" | "for"));
        linked
            && list[at].word.listed
            && !list[at].is(Class::GIVEN)
            && (list[at].is(Class::FIELD) || list[at].lower.ends_with('s'))
            && list[at + 1].is(Class::GIVEN)
    };
    let before = |at: usize| precedes(units, at) || small(at) || field(at);
    while kind == LearnedKind::Person && end - at > 1 && before(at) {
        at += 1;
    }
    at
}

/// True if the unit at `at`, the first that the model takes for a person's name, is a word before
/// the name: "Near Sinjar", "said Tuesday John Kerry", "Ms. Lee", "Mayor Ted Terry".
fn precedes(units: &Units, at: usize) -> bool {
    let unit = &units.list[at];
    let function = unit
        .is(Class::PREPOSITION | Class::SUBORDINATOR | Class::CONJUNCTION | Class::WH)
        && unit.first;
    let day = unit.is(Class::CALENDAR) && unit.lower.ends_with("day");
    // "Defence Minister Gen Nakatani": after a title it is a name.
    let titled = units.before(at).is_some_and(is_office);
    let title = unit.is(Class::TITLE | Class::HONORIFIC) && !unit.is(Class::GIVEN) && !titled;
    units.list[at + 1].capital() && (function || day || title)
}

/// Gives a person's surname its "de" or "van" where the article has it in the full name: "Mayor
/// Bill de Blasio said ... De Blasio tweeted".
fn with_particles(units: &Units, names: &mut [Name]) {
    let list = &units.list;
    let pair = |at: usize| (list[at - 1].lower.as_str(), list[at].lower.as_str());
    let with_particle =
        |n: &Name| (n.start + 1..n.end).filter(|&at| list[at - 1].is_one_of(PARTICLES)).map(pair);
    let known: Set<(&str, &str)> = names
        .iter()
        .filter(|n| n.is_learned(LearnedKind::Person))
        .flat_map(with_particle)
        .collect();
    let mut end = 0;
    for name in names {
        while name.start > end.max(units.sentences[list[name.start].sentence].0)
            && known.contains(&pair(name.start))
        {
            name.start -= 1;
            name.run_start = name.run_start.min(name.start);
        }
        end = name.end;
    }
}

/// Gives bodies' names the word with a capital before them that the model has left out, where the
/// article has both together more than once: "Home | Depot". A title, a country and the like is no
/// part of the name.
fn with_capitals(units: &Units, names: &mut [Name]) {
    let list = &units.list;
    let mut times: Map<(&str, &str), (usize, bool)> = Map::default();
    let before = |at: usize| units.before(at).filter(|b| b.shape == Shape::Capital);
    for name in names.iter().filter(|n| n.is_learned(LearnedKind::Organization)) {
        if let Some(b) = before(name.start) {
            let times = times.entry((&b.lower, &list[name.start].lower)).or_default();
            *times = (times.0 + 1, times.1 || !b.first);
        }
    }
    let mut end = 0;
    for name in names {
        let from = units.sentences[list[name.start].sentence].0.max(end);
        let first = &list[name.start];
        let part = |unit: &Unit| {
            let apart = Class::FUNCTION
                | Class::TITLE
                | Class::HONORIFIC
                | Class::QUALIFIER
                | Class::CALENDAR
                | Class::PERSON
                | Class::CREED
                | Class::GIVEN;
            unit.shape == Shape::Capital
                && !unit.is(apart)
                && units.document.tables.name(unit.text).is_none()
                && times
                    .get(&(unit.lower.as_ref(), first.lower.as_ref()))
                    .is_some_and(|t| t.0 > 1 && t.1)
        };
        if name.is_learned(LearnedKind::Organization)
            && name.start > from
            && part(&list[name.start - 1])
        {
            name.start -= 1;
            name.run_start = name.run_start.min(name.start);
        }
        end = name.end;
    }
}

/// Adds a name as the model has it, cut where it runs on into another's: "Amnesty International and
/// Human Rights Watch", "Jann Wenner of Rolling Stone".
fn pieces(units: &Units, name: Name, run_of: &[usize], out: &mut Vec<Name>) {
    let list = &units.list;
    let link = (name.start + 2..name.end.saturating_sub(1))
        .find(|&i| list[i].lower == "and" || list[i].lower == "of");
    let Some(link) = link.filter(|&l| name.end - l > 2 || list[l].lower == "of") else {
        return out.push(name);
    };
    let (first, last) = (&list[name.start], &list[link - 1]);
    let before = &list[name.start..link];
    // The kind and confidence of the part before the link, if the name is cut there.
    let learned = if list[link].lower == "and" {
        // The rules say whether "and" may stand in this name.
        let body = last.is(Class::ORG_HEAD | Class::ORG_ANY)
            || units.document.tables.name(&units.joined(name.start, link)).is_some();
        (run_of[link] == link && body).then_some(name.learned)
    } else {
        let no_person = Class::ORG_HEAD | Class::TITLE | Class::HONORIFIC | Class::PLACE_FIRST;
        let person = first.is(Class::GIVEN)
            && !before.iter().any(|u| u.is(no_person))
            && (!last.word.listed || !last.mostly(Pos::Noun))
            && !name.is_learned(LearnedKind::Person);
        person.then_some(Some((LearnedKind::Person, 0.5)))
    };
    let Some(learned) = learned else { return out.push(name) };
    let rest = link + 1 + usize::from(list[link + 1].lower == "the");
    if rest >= name.end {
        return out.push(name);
    }
    out.push(Name { end: link, learned, ..name });
    pieces(units, Name { start: rest, run_start: rest, ..name }, run_of, out);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Document;
    use crate::turns::block_on;

    /// Names of one unit each, joined.
    #[track_caller]
    fn joins(text: &str, names: &[usize], expected: &[(usize, usize)]) {
        let document = Document::read(text);
        let units = block_on(Units::read(&document));
        let mut names: Vec<Name> = names.iter().map(|&n| Name::new(n, n + 1)).collect();
        join_initials(&units, &mut names);
        let found: Vec<_> = names.iter().map(|n| (n.start, n.end)).collect();
        assert_eq!(found, expected, "{text}");
        assert!(names.iter().all(|n| n.run_start == n.start), "{names:?}");
    }

    #[test]
    fn initials_join_the_name_or_word_behind() {
        joins("C. S. Lund left.", &[0, 1, 2], &[(0, 3)]);
        joins("C. S. Lund left.", &[0, 1], &[(0, 3)]);
        joins("Lund met C. S. on Monday.", &[0, 2, 3], &[(0, 1), (2, 4)]);
        joins("J. met Lund.", &[0, 2], &[(0, 1), (2, 3)]);
    }

    #[test]
    fn many_initials_are_one_name() {
        const COUNT: usize = 5_000;
        let names: Vec<usize> = (0..=COUNT).collect();
        joins(&("J. ".repeat(COUNT) + "Lund left."), &names, &[(0, COUNT + 1)]);
    }
}
