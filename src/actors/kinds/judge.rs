//! Judges what each name names.
//!
//! Takes [`Units`] and [`Name`]s; gives a [`JudgedName`] for each. What the learned model says
//! counts mention by mention. Whether a name is a person's is put to the vote of all its mentions,
//! with what else the article shows of each: a given name in front, a title, an age, "he" or "she"
//! after it. A name that only the rules found counts as what the article's other mentions of it
//! are.

use std::borrow::Cow;

use whosaid_packing::hash::{Map, Set};

use super::evidence::{DESCRIBED, has_article, is_thing, says_body, weight_of_person};
use crate::actors::names::name::{Name, title_case};
use crate::actors::units::{Casing, Shape, Unit, Units};
use crate::lexicon::lists::names::{BEATING, OF_TEAM};
use crate::lexicon::{Class, NameKind, Named, Pos};
use crate::ner::NameKind as LearnedKind;
use crate::turns::Pace;

/// What a name names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NameSort {
    /// A person.
    Person,
    /// An organisation.
    Organization,
    /// A country.
    Country,
    /// Another place.
    Place,
    /// A people, creed or party's members: "Syrians", "Muslims", "Democrats".
    People,
    /// An adjective of a country or creed, or a person of it.
    Demonym,
    /// No actor and no place.
    Nothing,
}

/// A name and what it names.
#[derive(Debug, Clone, Copy)]
pub struct JudgedName {
    /// What it names.
    pub sort: NameSort,
    /// What the tables say of it.
    pub known: Option<Named>,
}

/// The weight of the signs for each kind, by the indices below.
type Votes = [f32; 4];

/// Index of the votes for a person.
const PERSON: usize = 0;
/// Index of the votes for an organisation.
const ORGANIZATION: usize = 1;
/// Index of the votes for a country or place.
const LOCATION: usize = 2;
/// Index of the votes for a nationality or creed.
const NATIONALITY: usize = 3;

/// Weight of the learned model's answer, to which its confidence is added.
const ANSWER: f32 = 0.4;
/// Weight of the tables' answer: a state, a body or the like.
const KNOWN: f32 = 1.0;
/// Weight of a single name that is the last word of a person's full name elsewhere.
const SURNAME: f32 = 1.5;
/// Weight of a body's name before one of its people: "Wells Fargo analyst Ann Lee".
const EMPLOYER: f32 = 1.5;
/// Cost of one name in [`Pace`] units, which are tokens read.
const NAME: usize = 8;

/// What all mentions of names in the article show together.
struct ArticleNames<'u> {
    /// For each name that differs from all others in more than capitals.
    votes: Vec<Votes>,
    /// Weight of the signs for a person besides the learned model's answer, by the last or only
    /// word of a name.
    shown: Map<&'u str, f32>,
    /// Last words of persons' full names, with the first unit of the first of these.
    surnames: Map<&'u str, usize>,
    /// First words of persons' full names.
    forenames: Set<&'u str>,
    /// Words of organisations' names of several words.
    organization_words: Set<&'u str>,
    /// First words of these.
    organization_firsts: Set<&'u str>,
    /// The indexes of the votes of teams' names.
    teams: Set<usize>,
}

/// A name, and what is looked up for it once.
struct KnownName<'n> {
    name: &'n Name,
    /// What the tables say of it.
    known: Option<Named>,
    /// Its index in [`ArticleNames::votes`].
    votes: usize,
}

/// Judges every name.
pub async fn judge(units: &Units<'_, '_>, names: &[Name]) -> Vec<JudgedName> {
    let mut pace = Pace::default();
    let mut keys: Map<Cow<str>, usize> = Map::default();
    let mut known_names = Vec::with_capacity(names.len());
    for name in names.iter().filter(|n| !n.office) {
        pace.spend(NAME / 2).await;
        let votes = keys.len();
        let votes = *keys.entry(key(units, name)).or_insert(votes);
        known_names.push(KnownName { name, known: known(units, name), votes });
    }
    let article = ArticleNames::read(units, &known_names, keys.len()).await;
    let mut judged = Vec::with_capacity(names.len());
    let mut known_names = known_names.iter();
    for name in names {
        pace.spend(NAME / 2).await;
        judged.push(match known_names.as_slice().first().filter(|k| std::ptr::eq(k.name, name)) {
            Some(known) => {
                known_names.next();
                JudgedName { sort: article.sort(units, known), known: known.known }
            }
            None => JudgedName { sort: NameSort::Person, known: None },
        });
    }
    judged
}

/// What the tables say of a name.
fn known(units: &Units, name: &Name) -> Option<Named> {
    let tables = units.document.tables;
    let joined = units.joined(name.start, name.end);
    tables.name(&joined).or_else(|| {
        // "The United Nations", or all in capitals in a headline.
        let upper = units.list[name.start..name.end].iter().all(|u| u.shape == Shape::Upper)
            && joined.len() > 3;
        if upper {
            tables.name(&title_case(&joined))
        } else {
            joined.strip_prefix("The ").and_then(|j| tables.name(j))
        }
    })
}

/// The name in lower case, which is the same for all its mentions.
fn key<'u>(units: &'u Units, name: &Name) -> Cow<'u, str> {
    match &units.list[name.start..name.end] {
        [one] if one.text.is_ascii() => Cow::Borrowed(&one.lower),
        _ => Cow::Owned(units.joined(name.start, name.end).to_lowercase()),
    }
}

/// A surname without its article: "assad" for "al-assad".
fn bare_surname(word: &str) -> &str {
    word.split_once('-').filter(|(p, _)| matches!(*p, "al" | "el")).map_or(word, |(_, rest)| rest)
}

/// The index of the votes for a kind of name.
fn index(kind: LearnedKind) -> usize {
    match kind {
        LearnedKind::Person => PERSON,
        LearnedKind::Organization => ORGANIZATION,
        LearnedKind::Location => LOCATION,
        LearnedKind::Nationality => NATIONALITY,
    }
}

impl<'u> ArticleNames<'u> {
    /// Counts the votes of `names`, of which `differing` differ in more than capitals.
    async fn read(
        units: &'u Units<'_, '_>,
        names: &[KnownName<'_>],
        differing: usize,
    ) -> ArticleNames<'u> {
        let mut pace = Pace::default();
        let mut article = ArticleNames {
            votes: vec![Votes::default(); differing],
            shown: Map::default(),
            surnames: Map::default(),
            forenames: Set::default(),
            organization_words: Set::default(),
            organization_firsts: Set::default(),
            teams: Set::default(),
        };
        for (i, &KnownName { name, known, votes }) in names.iter().enumerate() {
            pace.spend(NAME).await;
            let next = names.get(i + 1).map(|next| next.name);
            match place_in_text(units, name, next) {
                Some(PlaceInText::Team) => {
                    article.votes[votes][ORGANIZATION] += EMPLOYER;
                    article.teams.insert(votes);
                }
                Some(PlaceInText::Employer) => article.votes[votes][ORGANIZATION] += EMPLOYER,
                None => {}
            }
            let votes = &mut article.votes[votes];
            if let Some((kind, confidence)) = name.learned {
                votes[index(kind)] += ANSWER + confidence;
            }
            if let Some(known) = known {
                let sure = if name.len() > 1 { 3.0 * KNOWN } else { KNOWN };
                match known.kind {
                    NameKind::Organization | NameKind::Metonym => votes[ORGANIZATION] += sure,
                    NameKind::Country | NameKind::Capital => votes[LOCATION] += sure,
                    NameKind::Demonym => votes[NATIONALITY] += sure,
                    NameKind::City | NameKind::Place => {}
                }
            }
            let shown = weight_of_person(units, name, next);
            if shown > 0.0 && !says_body(units, name) {
                let last = bare_surname(&units.list[name.end - 1].lower);
                *article.shown.entry(last).or_default() += shown;
            }
            votes[PERSON] += shown;
        }
        for &KnownName { name, votes, .. } in names {
            // "Valeska Paris" is a person if "Paris" is.
            let last = bare_surname(&units.list[name.end - 1].lower);
            if let Some(&shown) =
                article.shown.get(last).filter(|_| name.len() > 1 && !says_body(units, name))
            {
                let votes = &mut article.votes[votes];
                votes[PERSON] = votes[PERSON].max(shown);
            }
        }
        for &KnownName { name, votes, .. } in names {
            let words = &units.list[name.start..name.end];
            let [first, .., last] = words else { continue };
            let votes = article.votes[votes];
            if votes[PERSON] > votes[ORGANIZATION] + votes[LOCATION] + votes[NATIONALITY] {
                article.surnames.entry(bare_surname(&last.lower)).or_insert(name.start);
                article.forenames.insert(&first.lower);
            } else if votes[ORGANIZATION] > votes[LOCATION] + votes[NATIONALITY] {
                article.organization_words.extend(words.iter().map(|w| w.lower.as_str()));
                article.organization_firsts.insert(&first.lower);
            }
        }
        article
    }

    /// What a name names.
    fn sort(&self, units: &Units, known_name: &KnownName) -> NameSort {
        let &KnownName { name, known, votes } = known_name;
        let words = &units.list[name.start..name.end];
        let (first, last) = (&words[0], &words[words.len() - 1]);
        let single = words.len() == 1;
        let mut votes = self.votes[votes];
        let common = first.word.listed && !first.is(Class::GIVEN);
        let word = bare_surname(&first.lower);
        let bearer = self.surnames.get(word).filter(|_| single);
        // "Washington says" before "Denise Washington" is named.
        let capital = known.is_some_and(|k| k.kind == NameKind::Capital);
        if capital && bearer.is_some_and(|&first| name.start < first) {
            return no_person(units, name, known, LOCATION);
        }
        let surname = bearer.is_some();
        if surname {
            votes[PERSON] += SURNAME;
            if self.is_surname_of_person(units, known_name) {
                return NameSort::Person;
            }
        }
        let others = votes[ORGANIZATION] + votes[LOCATION] + votes[NATIONALITY];
        let person = votes[PERSON] > others;
        let most = (1..4).max_by(|&a, &b| votes[a].total_cmp(&votes[b])).unwrap_or(ORGANIZATION);
        // "Andy Warhol Legacy Program": its last word says what it is.
        let program = words.len() > 2
            && last.is(Class::ORG_HEAD)
            && !last.is(Class::GIVEN)
            && name.run_start == name.start;
        if is_thing(units, name) {
            return NameSort::Nothing;
        }
        // "Brand & Holt" is a firm, "the Thorntons" are a family.
        if !single && words.iter().any(|w| w.text.contains('&')) {
            return NameSort::Organization;
        }
        let family = single
            && units.before(name.start).is_some_and(|b| b.lower == "the")
            && first.lower.strip_suffix('s').is_some_and(|one| self.surnames.contains_key(one));
        if family {
            return NameSort::People;
        }
        if self.is_body(units, known_name) {
            return NameSort::Organization;
        }
        match name.learned.map(|(kind, _)| index(kind)) {
            Some(PERSON) if program => NameSort::Organization,
            Some(PERSON) if votes[PERSON] < DESCRIBED && has_article(units, name) => {
                no_person(units, name, known, if others > 0.0 { most } else { ORGANIZATION })
            }
            Some(PERSON) if person || others == 0.0 => NameSort::Person,
            Some(PERSON) => no_person(units, name, known, most),
            Some(_) if person => NameSort::Person,
            Some(kind) => no_person(units, name, known, kind),
            None if common && single && !self.is_short_for_body(units, name) && others == 0.0 => {
                unlearned(units, name, known)
            }
            None if person => NameSort::Person,
            None if others > 0.0 => no_person(units, name, known, most),
            None if single && self.forenames.contains(first.lower.as_str()) => NameSort::Person,
            None if self.is_short_for_body(units, name) => NameSort::Organization,
            None => unlearned(units, name, known),
        }
    }

    /// True if a single name that is a surname in the article refers to its bearer: the article
    /// shows a person, and the name is no country and does not stand as a place ("in Paris").
    fn is_surname_of_person(&self, units: &Units, known_name: &KnownName) -> bool {
        let &KnownName { name, known, .. } = known_name;
        let located = name.is_learned(LearnedKind::Location)
            && units.before(name.run_start).is_some_and(|b| b.is(Class::PREPOSITION));
        let word = bare_surname(&units.list[name.start].lower);
        self.shown.get(word).is_some_and(|s| *s >= DESCRIBED)
            && !located
            && known.is_none_or(|k| !matches!(k.kind, NameKind::Country | NameKind::Demonym))
    }

    /// True for a name that the article or its own form shows to be a body's, though the model may
    /// take it for a person's or place's: a site, a team, "ISNA", "Mahan" for Mahan Air.
    fn is_body(&self, units: &Units, known_name: &KnownName) -> bool {
        let &KnownName { name, known, votes } = known_name;
        let words = &units.list[name.start..name.end];
        let first = &words[0];
        if words[words.len() - 1].is_domain() {
            return true;
        }
        let located =
            units.before(name.run_start).is_some_and(|b| matches!(b.lower.as_str(), "in" | "near"));
        let state = known.is_some_and(|k| matches!(k.kind, NameKind::Country | NameKind::Demonym));
        let shown = self.shown.contains_key(bare_surname(&words[words.len() - 1].lower));
        if self.teams.contains(&votes) && !state && !located && !shown {
            return true;
        }
        let new = words.len() == 1
            && known.is_none()
            && name.is_learned(LearnedKind::Person)
            && !self.surnames.contains_key(bare_surname(&first.lower))
            && !self.forenames.contains(first.lower.as_str())
            && !self.shown.contains_key(bare_surname(&first.lower));
        let acronym = first.shape == Shape::Upper
            && first.text.len() > 1
            && !first.text.contains('.')
            && units.casing(name.start) == Casing::Running;
        new && (acronym || self.organization_firsts.contains(first.lower.as_str()))
    }

    /// True for "the Church" where an organisation of the article has that word in its name.
    fn is_short_for_body(&self, units: &Units, name: &Name) -> bool {
        let unit = &units.list[name.start];
        let alone = name.len() == 1
            && unit.is(Class::ORG_HEAD)
            && self.organization_words.contains(unit.lower.as_str());
        alone && units.before(name.start).is_some_and(|b| b.lower == "the")
    }
}

/// What the words around a name show that it is.
enum PlaceInText {
    /// "Leeds coach Ann Lee", "Leeds beat Hull".
    Team,
    /// "Wells Fargo analyst Ann Lee".
    Employer,
}

/// Most words from the name of a body to that of one of its people.
const LONGEST_ROLE: usize = 3;

/// What the words around `name` show. `next` is the name that follows in the document.
fn place_in_text(units: &Units, name: &Name, next: Option<&Name>) -> Option<PlaceInText> {
    let sentence = units.list[name.start].sentence;
    let beating = |u: &Unit| u.shape == Shape::Lower && u.is_one_of(BEATING);
    let beats = units.get(name.end, sentence).is_some_and(beating)
        || name.start == name.run_start && units.before(name.start).is_some_and(beating);
    if beats && name.len() == 1 && name.is_learned(LearnedKind::Location) {
        return Some(PlaceInText::Team);
    }
    let next = next.filter(|n| n.start > name.end && n.start <= name.end + LONGEST_ROLE)?;
    let role = &units.list[name.end..next.start];
    let person = next.is_learned(LearnedKind::Person)
        && next.run_start == next.start
        && units.list[next.start].sentence == sentence
        && role.iter().all(|u| u.shape == Shape::Lower && !u.is(Class::FUNCTION) && !u.clitic);
    let last = role.last().filter(|_| person)?;
    if last.is_one_of(OF_TEAM) {
        return Some(PlaceInText::Team);
    }
    let employer = last.is(Class::PERSON | Class::TITLE) && name.is_learned(LearnedKind::Person);
    employer.then_some(PlaceInText::Employer)
}

/// What a name names that is not a person's and whose kind has the index `kind`.
fn no_person(units: &Units, name: &Name, known: Option<Named>, kind: usize) -> NameSort {
    match kind {
        ORGANIZATION => NameSort::Organization,
        LOCATION if known.is_some_and(|k| k.kind == NameKind::Country) => NameSort::Country,
        LOCATION => NameSort::Place,
        _ => people_or_demonym(units, name),
    }
}

/// Whether a name of a nationality, creed or the like refers to its people or describes the next
/// word.
fn people_or_demonym(units: &Units, name: &Name) -> NameSort {
    let last = &units.list[name.end - 1];
    let noun_follows = units.after(name.end - 1).is_some_and(|n| {
        n.capital() && !n.first
            || n.is_word()
                && !n.is(Class::FUNCTION)
                && (n.mostly(Pos::Noun) || n.mostly(Pos::Adjective))
    });
    if last.lower.ends_with('s') && last.lower != "swiss" && !noun_follows {
        NameSort::People
    } else {
        NameSort::Demonym
    }
}

/// What a name names by the tables alone, where the model found no mention of it.
fn unlearned(units: &Units, name: &Name, known: Option<Named>) -> NameSort {
    let last = &units.list[name.end - 1];
    let running = units.casing(name.start) == Casing::Running;
    match known.map(|k| k.kind) {
        Some(NameKind::Demonym) => people_or_demonym(units, name),
        _ if name.len() == 1 && last.is(Class::CREED) => people_or_demonym(units, name),
        Some(NameKind::Country) => NameSort::Country,
        None if name.len() > 2 && last.is(Class::ORG_HEAD) && running => NameSort::Organization,
        Some(NameKind::Organization | NameKind::Metonym) if running => NameSort::Organization,
        _ => NameSort::Nothing,
    }
}
