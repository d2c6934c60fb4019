//! Puts names, descriptions and pronouns together as candidates.
//!
//! Takes [`Units`] and the names that the learned model found; gives [`Candidate`]s in order;
//! promises that their heads don't overlap.

use super::candidate::{Candidate, Gender, Number, Reference};
use super::kinds::judge::{self, JudgedName, NameSort};
use super::names::join::{self, Joined};
use super::names::name::Name;
use super::nouns::left::left_edge;
use super::nouns::phrase::{self, Phrase, country_within};
use super::units::{Casing, Shape, Unit, Units};
use crate::analysis::{ActorKind, Form};
use crate::lexicon::lists::actors::TRADES;
use crate::lexicon::lists::names::{OF_TEAM, PARTICLES, RANKS_AND_ADJECTIVES};
use crate::lexicon::lists::references;
use crate::lexicon::{Class, NameKind, Pos};
use crate::ner::{Name as LearnedName, NameKind as LearnedKind};
use crate::sort;
use crate::text::TokenRange;
use crate::turns::{Pace, turn};

#[cfg(test)]
mod tests;

/// Cost of one candidate in [`Pace`] units, which are tokens read.
const CANDIDATE: usize = 8;

/// All candidates of a document.
pub async fn candidates(units: &mut Units<'_, '_>, found: &[LearnedName]) -> Vec<Candidate> {
    let Joined { names, parts } = join::join(units, found).await;
    turn().await;
    let judged = judge::judge(units, &names).await;
    turn().await;
    for name in names.iter().filter(|n| !n.office) {
        units.name_start[name.start..name.end].fill(name.start);
    }
    let (units, mut pace) = (&*units, Pace::default());
    let count = units.list.len();
    let mut finder = Finder { units, taken: vec![false; count], out: Vec::new() };
    for (index, (name, sort)) in names.iter().zip(&judged).enumerate() {
        if name.office {
            continue;
        }
        finder.add_name(name, sort, end_with_body(units, &names, &judged, index));
        pace.spend(CANDIDATE).await;
    }
    for name in names.iter().filter(|n| n.office) {
        finder.add_office(name);
        pace.spend(CANDIDATE).await;
    }
    let Finder { taken, mut out, .. } = finder;
    out.extend(parts.iter().filter_map(|&(tokens, kind)| part_of_word(units, tokens, kind)));
    for at in 0..count {
        if let Some(phrase) = phrase::find(units, &taken, at) {
            out.push(description(units, &phrase));
            pace.spend(CANDIDATE).await;
        }
        pace.spend(1).await;
    }
    for at in (0..count).filter(|&at| !taken[at] || units.list[at].is(Class::POSSESSIVE)) {
        out.extend(pronoun(units, at));
        pace.spend(1).await;
    }
    turn().await;
    sort::by_keys(&mut out, |c| [c.phrase.start, sort::descending(c.phrase.end), c.head.start]);
    out.dedup_by(|b, a| a.head.overlaps(b.head));
    join_titles(units, &mut out);
    out
}

/// How many candidates before a person's name are looked at for a description that holds it.
const TITLE_REACH: usize = 6;

/// Gives a person's name the description that runs into it as its title: "US Ambassador to Germany
/// | Richard Grenell". Between them a name ends, and a person's name cannot go on from it.
fn join_titles(units: &Units, out: &mut Vec<Candidate>) {
    let document = units.document;
    let mut gone = vec![false; out.len()];
    for i in 1..out.len() {
        let c = &out[i];
        if c.form != Form::Name || c.kind != Some(ActorKind::Person) || c.phrase.start == 0 {
            continue;
        }
        let (start, end) = (c.phrase.start, c.phrase.end);
        // "Member of Parliament (MP) Ann Lee"
        let bracket =
            document.word(start - 1) == ")" && start >= 3 && document.word(start - 3) == "(";
        let joint = if bracket { start - 3 } else { start };
        let before = i.saturating_sub(TITLE_REACH)..i;
        let last_name = before.clone().rev().find(|&j| {
            let o = &out[j];
            o.form == Form::Name && o.kind != Some(ActorKind::Person) && o.head.end == joint
        });
        let ends_name = last_name.is_some();
        // "US Ambassador | to | Germany"
        let link = last_name
            .and_then(|j| out[j].phrase.start.checked_sub(1))
            .filter(|&t| matches!(document.lower(t), "to" | "of" | "for" | "at" | "in" | "with"));
        let title = before.rev().find(|&j| {
            let d = &out[j];
            d.form == Form::Description
                && d.kind == Some(ActorKind::Role)
                && d.reference != Reference::Indefinite
                && d.head.end < joint
                && (d.phrase.end == end || d.phrase.end == joint || Some(d.phrase.end) == link)
        });
        let Some(title) = title.filter(|_| ends_name) else { continue };
        let phrase = out[title].phrase;
        let article = usize::from(document.class(phrase.start).any(Class::DETERMINER));
        gone[title] = true;
        out[i].title = Some(TokenRange::new(phrase.start + article, joint));
        out[i].phrase = TokenRange::new(phrase.start, end);
        for j in title + 1..i {
            if bracket && out[j].head.start + 1 == start - 1 {
                gone[j] = true;
            }
        }
    }
    let mut kept = gone.iter().map(|g| !g);
    out.retain(|_| kept.next().unwrap_or(true));
    sort::by_keys(out, |c| [c.phrase.start, sort::descending(c.phrase.end), c.head.start]);
}

/// The candidates of names, while they are collected.
struct Finder<'a, 'd, 't> {
    units: &'a Units<'d, 't>,
    /// For each unit whether a name or the words before it hold it.
    taken: Vec<bool>,
    out: Vec<Candidate>,
}

impl Finder<'_, '_, '_> {
    /// Adds the candidates that a name gives: itself, and names in the title before it.
    /// `end` is the unit after the body or place that a person is said to be of.
    fn add_name(&mut self, name: &Name, judged: &JudgedName, end: usize) {
        let (form, kind) = match judged.sort {
            NameSort::Person => (Form::Name, Some(ActorKind::Person)),
            NameSort::Organization => (Form::Name, Some(ActorKind::Organization)),
            NameSort::Country => (Form::Name, Some(ActorKind::Country)),
            NameSort::Place => (Form::Name, None),
            NameSort::People => (Form::Description, Some(ActorKind::Group)),
            NameSort::Demonym | NameSort::Nothing => return,
        };
        let units = self.units;
        self.taken[name.start..name.end].fill(true);
        let head = units.tokens(name.start, name.end);
        let mut candidate = Candidate::new(head, head, form, kind);
        candidate.country = judged.known.and_then(|k| k.country);
        candidate.reference = Reference::Definite;
        let start = match judged.sort {
            NameSort::Person => {
                candidate.number = Number::Singular;
                let start = self.add_title(name, &mut candidate);
                candidate.gender = gender(units, start, name.start, name.end);
                start
            }
            NameSort::People => {
                candidate.number = Number::Plural;
                let (start, reference) = left_edge(units, name.start);
                candidate.reference = reference;
                start
            }
            _ => {
                self.add_names_within(name.run_start, name.start);
                let noun = body_noun(units, name);
                match noun.filter(|_| judged.sort == NameSort::Organization) {
                    Some(noun) => {
                        self.taken[noun] = true;
                        let start = left_edge(units, noun).0;
                        let article = usize::from(units.list[start].is(Class::DETERMINER));
                        candidate.title = Some(units.tokens(start + article, name.start));
                        start
                    }
                    None => name.start - usize::from(takes_article(units, name)),
                }
            }
        };
        candidate.phrase = units.tokens(start, end.max(name.end));
        self.out.push(candidate);
    }

    /// Gives a person's name the title before it. Returns the first unit of the whole phrase.
    fn add_title(&mut self, name: &Name, candidate: &mut Candidate) -> usize {
        let Some(start) = title_start(self.units, name) else { return name.start };
        let list = &self.units.list;
        let article = list[start].is(Class::DETERMINER) && start < name.start;
        let from = start + usize::from(article);
        if from < name.start {
            candidate.title = Some(self.units.tokens(from, name.start));
            candidate.country = country_within(self.units, from, name.start);
        }
        self.add_names_within(start, name.start);
        self.taken[start..name.start].fill(true);
        start
    }

    /// Adds the names of countries and organisations in units `[start, end)`, which stand before a
    /// name: "US President Barack Obama", "Google co-founder Sergey Brin".
    fn add_names_within(&mut self, start: usize, end: usize) {
        let units = self.units;
        let mut at = start;
        while at < end {
            let known = Some(at)
                .filter(|&at| !self.taken[at] && units.list[at].capital())
                .and_then(|at| units.phrase_at(at))
                .filter(|&upto| upto <= end)
                .and_then(|upto| {
                    Some((upto, units.document.tables.name(&units.joined(at, upto))?))
                });
            let Some((upto, known)) = known else {
                at += 1;
                continue;
            };
            let kind = match known.kind {
                NameKind::Country => Some(ActorKind::Country),
                NameKind::Organization | NameKind::Metonym => Some(ActorKind::Organization),
                NameKind::City | NameKind::Place | NameKind::Capital => None,
                NameKind::Demonym => {
                    at = upto;
                    continue;
                }
            };
            let range = units.tokens(at, upto);
            let mut candidate = Candidate::new(range, range, Form::Name, kind);
            candidate.country = known.country;
            candidate.reference = Reference::Definite;
            self.out.push(candidate);
            self.taken[at..upto].fill(true);
            at = upto;
        }
    }

    /// Adds an office written with capitals and no name: "the Prime Minister", "Secretary of
    /// State".
    fn add_office(&mut self, name: &Name) {
        let units = self.units;
        let (start, reference) = left_edge(units, name.run_start);
        self.add_names_within(start, name.start);
        let head = name.start;
        if self.taken[head] {
            return;
        }
        let plural = units.list[head].is(Class::PLURAL);
        let kind = if plural { ActorKind::Group } else { ActorKind::Role };
        let mut candidate = Candidate::new(
            units.tokens(start, name.end),
            units.tokens(head, head + 1),
            Form::Description,
            Some(kind),
        );
        candidate.reference =
            if reference == Reference::Bare { Reference::Definite } else { reference };
        candidate.number = if plural { Number::Plural } else { Number::Singular };
        candidate.country = country_within(units, start, name.end);
        candidate.gender = gender(units, start, head, head + 1);
        self.add_names_within(head + 1, name.end);
        self.taken[start..name.end].fill(true);
        self.out.push(candidate);
    }
}

/// The unit after the body or place that the person of name `index` is said to be of: "Ann Lee | of
/// the Washington Post". It is the end of the name if there is none.
fn end_with_body(units: &Units, names: &[Name], judged: &[JudgedName], index: usize) -> usize {
    let name = &names[index];
    let of = units.get(name.end, units.list[name.start].sentence).is_some_and(|u| u.lower == "of");
    let next = (index + 1..names.len())
        .find(|&i| names[i].start > name.end)
        .filter(|_| of && judged[index].sort == NameSort::Person);
    let Some(next) = next else { return name.end };
    let article = units.list[name.end + 1].lower == "the";
    let near = names[next].run_start == name.end + 1 + usize::from(article);
    let owner = units.after(names[next].end - 1).is_some_and(Unit::is_possessive);
    let body =
        matches!(judged[next].sort, NameSort::Organization | NameSort::Country | NameSort::Place);
    if !near || !body || owner || names[next].office {
        return name.end;
    }
    // "Ann Lee of the Hajo | assembly"
    let end = names[next].end;
    let noun = units.after(end - 1).is_some_and(|n| {
        n.is(Class::BODY)
            && n.shape == Shape::Lower
            && !n.is(Class::FUNCTION)
            && !n.is(Class::PLURAL)
    });
    end + usize::from(noun)
}

/// The unit of the noun for a body right before a body's name: "agency" in "the news agency KCNA".
fn body_noun(units: &Units, name: &Name) -> Option<usize> {
    let at = name.start.checked_sub(1).filter(|_| name.run_start == name.start)?;
    let noun = units.get(at, units.list[name.start].sentence)?;
    let body = noun.is(Class::BODY) && !noun.is(Class::PLURAL | Class::PEOPLE)
        || noun.is(Class::PERSON) && noun.is_one_of(TRADES);
    (noun.shape == Shape::Lower && body && !noun.is(Class::FUNCTION)).then_some(at)
}

/// The first unit of the words before a person's name that say who bears it: "U.S. Secretary of
/// State". `None` if there are none.
fn title_start(units: &Units, name: &Name) -> Option<usize> {
    let list = &units.list;
    let noun = if name.run_start < name.start {
        name.run_start
    } else {
        let before = units.before(name.start)?;
        // "a major Warhol": an adjective here.
        let adjective = before.shape == Shape::Lower && before.is_one_of(RANKS_AND_ADJECTIVES);
        // "Leeds half back Ann Lee"
        let player = || {
            let word = units.before(name.start - 1);
            before.is_one_of(OF_TEAM) && word.is_some_and(|w| !w.pos().may_be_verb())
        };
        let fits = (before.is(Class::PERSON | Class::TITLE | Class::HONORIFIC) || player())
            && !adjective
            && !before.is(Class::PLURAL | Class::FUNCTION)
            && before.is_word();
        fits.then_some(name.start - 1)?
    };
    // Nothing but a demonym or the like stands before "Mr.".
    let polite = list[noun].is(Class::HONORIFIC) && !list[noun].is(Class::TITLE | Class::PERSON);
    let mut start = if polite { noun } else { left_edge(units, noun).0 };
    while start < name.start && !list[start].is_word() {
        start += 1;
    }
    // "academic and professor Marc Hill"
    let joined = start >= 2
        && list[start - 1].lower == "and"
        && list[start - 1].sentence == list[start].sentence
        && list[start - 2].is(Class::PERSON)
        && !list[start - 2].is(Class::PLURAL);
    Some(if joined { left_edge(units, start - 2).0 } else { start })
}

/// True if the "the" before a name belongs to it, not to a noun behind: "the Senate", but "the
/// Senate leader".
fn takes_article(units: &Units, name: &Name) -> bool {
    let modifies = units
        .after(name.end - 1)
        .is_some_and(|n| n.is(Class::AGENT) && n.shape == Shape::Lower && !n.is(Class::FUNCTION));
    units.before(name.start).is_some_and(|b| b.lower == "the") && !modifies
}

/// A name that is a part of a word: "Beijing" in "Beijing-based".
fn part_of_word(units: &Units, tokens: TokenRange, kind: LearnedKind) -> Option<Candidate> {
    let text = units.document.slice(tokens);
    let known = units.document.tables.name(text);
    let kind = match kind {
        LearnedKind::Person => Some(ActorKind::Person),
        LearnedKind::Organization => Some(ActorKind::Organization),
        LearnedKind::Location if known.is_some_and(|k| k.kind == NameKind::Country) => {
            Some(ActorKind::Country)
        }
        LearnedKind::Location => None,
        LearnedKind::Nationality => return None,
    };
    let mut candidate = Candidate::new(tokens, tokens, Form::Name, kind);
    candidate.reference = Reference::Definite;
    candidate.country = known.and_then(|k| k.country);
    Some(candidate)
}

/// The candidate of a phrase that describes an actor.
fn description(units: &Units, phrase: &Phrase) -> Candidate {
    let list = &units.list;
    // In "attorney general" the noun stands before the phrase's last word.
    let title = list[phrase.head].is(Class::TITLE);
    let noun = &list[if title { phrase.head } else { phrase.core - 1 }];
    let person = noun.is(Class::PERSON | Class::TITLE)
        && !noun.is(Class::PEOPLE | Class::PLURAL | Class::BODY)
        && phrase.number == Number::Singular;
    let body = noun.is(Class::BODY)
        && !noun.is(Class::PEOPLE | Class::PLURAL)
        && phrase.head == phrase.core - 1;
    // "one of the musicians"
    let one = phrase.head < phrase.core - 1 && phrase.number == Number::Singular && !title;
    let kind = if person || one && !noun.is(Class::BODY) {
        ActorKind::Role
    } else if body || one {
        ActorKind::Organization
    } else {
        ActorKind::Group
    };
    let bare = phrase.reference == Reference::Bare
        && !noun.is(Class::PLURAL | Class::PEOPLE)
        && phrase.head + 1 >= phrase.core - 1;
    let mut candidate = Candidate::new(
        units.tokens(phrase.start, phrase.end),
        units.tokens(phrase.head, phrase.head + 1),
        Form::Description,
        Some(kind),
    );
    candidate.reference = phrase.reference;
    candidate.number = phrase.number;
    candidate.weak = noun.is(Class::WEAK) || bare && units.casing(phrase.head) == Casing::Running;
    candidate.country = country_within(units, phrase.start, phrase.core);
    if kind == ActorKind::Role {
        candidate.gender = gender(units, phrase.start, phrase.core - 1, phrase.core);
    }
    candidate
}

/// The gender that titles and given names show. Units `[start, name)` stand before the name, which
/// is units `[name, end)`.
fn gender(units: &Units, start: usize, name: usize, end: usize) -> Gender {
    let of = |u: &Unit| match (u.is(Class::MALE), u.is(Class::FEMALE)) {
        (true, false) => Gender::Male,
        (false, true) => Gender::Female,
        _ if u.is(Class::MOSTLY_MALE) => Gender::Male,
        _ if u.is(Class::MOSTLY_FEMALE) => Gender::Female,
        _ => Gender::Unknown,
    };
    let title =
        |u: &&Unit| u.is(Class::HONORIFIC | Class::TITLE | Class::AGENT) && !u.is(Class::GIVEN);
    let before = units.list[start..name].iter().rev();
    if let Some(shown) = before.filter(title).map(of).find(|g| *g != Gender::Unknown) {
        return shown;
    }
    let first = &units.list[name];
    // "Von der Leyen" begins with no given name.
    let tells = !first.is_one_of(PARTICLES)
        && (end - name > 1 && first.is(Class::GIVEN) || end - name == 1 && first.is(Class::AGENT));
    if tells { of(first) } else { Gender::Unknown }
}

/// Pronouns with their person, number and gender.
const PRONOUNS: &[(&[&str], u8, Number, Gender)] = &[
    (references::I, 1, Number::Singular, Gender::Unknown),
    (references::WE, 1, Number::Plural, Gender::Unknown),
    (references::YOU, 2, Number::Either, Gender::Unknown),
    (references::HE, 3, Number::Singular, Gender::Male),
    (references::SHE, 3, Number::Singular, Gender::Female),
    (references::THEY, 3, Number::Plural, Gender::Unknown),
    (references::IT, 3, Number::Either, Gender::Unknown),
];

/// The candidate of the personal or possessive pronoun at `at`.
fn pronoun(units: &Units, at: usize) -> Option<Candidate> {
    let unit = &units.list[at];
    // "US" is no pronoun in running text.
    let acronym =
        unit.shape == Shape::Upper && unit.text.len() > 1 && units.casing(at) == Casing::Running;
    if acronym || !unit.is(Class::PRONOUN | Class::POSSESSIVE) {
        return None;
    }
    let &(_, person, number, gender) = PRONOUNS.iter().find(|(words, ..)| unit.is_one_of(words))?;
    let range = units.tokens(at, at + 1);
    let mut candidate = Candidate::new(range, range, Form::Pronoun, None);
    candidate.person = person;
    candidate.number = number;
    candidate.gender = gender;
    candidate.reference = Reference::Definite;
    let owns = unit.is(Class::POSSESSIVE)
        && (unit.lower != "her"
            || units
                .after(at)
                .is_some_and(|n| n.is_word() && !n.is(Class::FUNCTION) && !n.mostly(Pos::Adverb)));
    candidate.bound = owns || unit.lower.ends_with("self") || unit.lower.ends_with("selves");
    Some(candidate)
}
