//! Names as the learned model finds them, joined with those that the rules find.
//!
//! Takes [`Units`] and the model's names; gives [`Name`]s in order: the model says what is a name
//! and where it ends, the rules which words before it are a title, which offices stand without a
//! name, and which short names the model may have passed over. Only an office may hold another name
//! ("Prime Minister of Pakistan").

use whosaid_packing::hash::Set;

use super::super::units::{Shape, Unit, Units};
use super::name::{Name, is_office};
use super::{cut, runs};
use crate::lexicon::lists::names::PARTICLES;
use crate::lexicon::{Class, Pos, Tables};
use crate::ner::{Name as Found, NameKind};
use crate::sort;
use crate::text::TokenRange;
use crate::turns::turn;

/// What is found in a document.
#[derive(Debug, Default)]
pub struct Joined {
    /// In order.
    pub names: Vec<Name>,
    /// Names that are a part of a unit ("Beijing" in "Beijing-based"), in tokens, in order.
    pub parts: Vec<(TokenRange, NameKind)>,
}

/// Joins what the model found with what the rules find.
pub async fn join(units: &Units<'_, '_>, found: &[Found]) -> Joined {
    let mut out = Joined::default();
    let rules = runs::find(units);
    turn().await;
    let mut run_of: Vec<usize> = (0..units.list.len()).collect();
    for rule in &rules {
        run_of[rule.run..rule.end].fill(rule.run);
    }
    let mut learned = Vec::with_capacity(found.len());
    for name in whole(units, found, &mut out.parts) {
        pieces(units, name, &run_of, &mut learned);
    }
    turn().await;
    let mut learned = cut::part_bearers(units, learned);
    with_particles(units, &mut learned);
    let mut covered = vec![false; units.list.len()];
    let mut titled = vec![false; units.list.len()];
    let mut person_end = 0;
    for name in &mut learned {
        covered[name.start..name.end].fill(true);
        if !name.is_learned(NameKind::Person) {
            continue;
        }
        let mut from = run_of[name.start];
        if from == name.start && name.start > units.sentences[units.list[name.start].sentence].0 {
            from = run_of[name.start - 1].min(name.start - 1);
        }
        from = from.max(person_end);
        if (from..name.start).any(|i| is_office(&units.list[i]) && units.list[i].capital()) {
            name.run = from;
            titled[from..name.start].fill(true);
        }
        person_end = name.end;
    }
    // "Easy Rider" is no office.
    let office =
        |unit: &Unit| unit.is(Class::TITLE | Class::HONORIFIC | Class::PLURAL) || !unit.word.listed;
    let free = |rule: &&Name| match rule.office {
        true => !covered[rule.start] && !titled[rule.start] && office(&units.list[rule.start]),
        false => {
            !covered[rule.start..rule.end].contains(&true)
                && !titled[rule.start..rule.end].contains(&true)
        }
    };
    out.names.extend(rules.iter().filter(free));
    out.names.extend(learned);
    sort::by_keys(&mut out.names, |n| [n.start, n.end]);
    out
}

/// The model's names that are whole units; the others go to `parts`.
fn whole(units: &Units, found: &[Found], parts: &mut Vec<(TokenRange, NameKind)>) -> Vec<Name> {
    let mut out: Vec<Name> = Vec::with_capacity(found.len());
    let mut start = 0;
    for f in found {
        while start < units.list.len() && units.list[start].tokens.end <= f.tokens.start {
            start += 1;
        }
        let mut end = start;
        while end < units.list.len() && units.list[end].tokens.start < f.tokens.end {
            end += 1;
        }
        if end == start {
            continue;
        }
        let fits = units.tokens(start, end) == f.tokens;
        // "A State Department official": the article is no part of the name.
        let article = fits
            && units.list[start].is(Class::DETERMINER | Class::POSSESSIVE)
            && units.list[start].lower != "the";
        let mut start = start
            + usize::from(article && end - start > 1 && units.list[start].shape != Shape::Upper);
        // "[Read", but "(Junichiro) Koizumi"
        let closed = units.list[start..end].iter().any(|u| matches!(u.text, "]" | ")"));
        while fits && !closed && end - start > 1 && matches!(units.list[start].text, "[" | "(") {
            start += 1;
        }
        while fits && f.kind == NameKind::Person && end - start > 1 && precedes(units, start) {
            start += 1;
        }
        // "John McCain (R-Ariz.)": a party and a state.
        let mut letters = units.list[start.min(end - 1)].text.chars();
        let seat = matches!((letters.next(), letters.next()), (Some('R' | 'D' | 'I'), Some('-')))
            && units.before(start).is_some_and(|b| b.text == "(");
        if fits && seat {
            continue;
        }
        if fits {
            out.push(Name {
                start,
                end,
                run: start,
                office: false,
                learned: Some((f.kind, f.confidence)),
            });
        } else {
            parts.push((f.tokens, f.kind));
        }
    }
    out
}

/// True if the unit at `at`, which the model takes for the first of a person's name, is a word
/// before it: "Near Sinjar", "said Tuesday John Kerry", "Ms. Lee", "Mayor Ted Terry".
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
    let particle = |at: usize| list[at].is_one_of(PARTICLES);
    let inner = |n: &Name| {
        (n.start + 1..n.end)
            .filter(|&at| particle(at - 1))
            .map(|at| (list[at - 1].lower.as_str(), list[at].lower.as_str()))
    };
    let known: Set<(&str, &str)> =
        names.iter().filter(|n| n.is_learned(NameKind::Person)).flat_map(inner).collect();
    let mut end = 0;
    for name in names {
        while name.start > end.max(units.sentences[list[name.start].sentence].0)
            && known
                .contains(&(list[name.start - 1].lower.as_str(), list[name.start].lower.as_str()))
        {
            name.start -= 1;
            name.run = name.run.min(name.start);
        }
        end = name.end;
    }
}

/// A name as the model has it, cut where it runs on into another's: "Amnesty International and
/// Human Rights Watch", "Jann Wenner of Rolling Stone".
fn pieces(units: &Units, name: Name, run_of: &[usize], out: &mut Vec<Name>) {
    let list = &units.list;
    let link = (name.start + 2..name.end.saturating_sub(1))
        .find(|&i| matches!(list[i].lower.as_str(), "and" | "of"));
    let Some(link) = link.filter(|&l| name.end - l > 2 || list[l].lower == "of") else {
        return out.push(name);
    };
    let (first, last) = (&list[name.start], &list[link - 1]);
    let kind = match list[link].lower.as_str() {
        // The rules say whether "and" may stand in this name.
        "and" => {
            let body = last.is(Class::ORG_HEAD | Class::ORG_ANY)
                || Tables::get().name(&units.joined(name.start, link)).is_some();
            (run_of[link] == link && body).then_some(name.learned)
        }
        _ => {
            let person = first.is(Class::GIVEN)
                && !list[name.start..link].iter().any(|u| {
                    u.is(Class::ORG_HEAD | Class::TITLE | Class::HONORIFIC | Class::PLACE_FIRST)
                })
                && (!last.word.listed || !last.mostly(Pos::Noun))
                && !name.is_learned(NameKind::Person);
            person.then_some(Some((NameKind::Person, 0.5)))
        }
    };
    let Some(kind) = kind else { return out.push(name) };
    let rest = link + 1 + usize::from(list[link + 1].lower == "the");
    if rest >= name.end {
        return out.push(name);
    }
    out.push(Name { end: link, learned: kind, ..name });
    pieces(units, Name { start: rest, run: rest, ..name }, run_of, out);
}
