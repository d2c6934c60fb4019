//! What a name names: person, organisation, country, place, people, or nothing of interest.
//!
//! Takes [`Units`] and [`Name`]s; gives a [`Judged`] for each. The learned model's word counts
//! mention by mention; whether a name is a person's is put to the vote of all its mentions, with
//! what else the article shows of each: a given name in front, a title, an age, "he" or "she" after
//! it. A name that only the rules found counts as what the article's other mentions of it are.

use std::borrow::Cow;

use whosaid_packing::hash::{Map, Set};

use super::super::names::name::{Name, title_case};
use super::super::units::{Shape, Style, Unit, Units};
use super::evidence::{DESCRIBED, body, has_article, is_thing, personal};
use crate::lexicon::{Class, NameKind, Named, Pos, Tables};
use crate::ner::NameKind as Learned;
use crate::turns::Pace;

/// What a name names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sort {
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

/// A judged name.
#[derive(Debug, Clone, Copy)]
pub struct Judged {
    /// What it names.
    pub sort: Sort,
    /// What the tables know of it.
    pub known: Option<Named>,
}

/// What speaks for each kind: person, organisation, location, nationality.
type Votes = [f32; 4];

const PERSON: usize = 0;

const ORGANIZATION: usize = 1;

/// What the model's word counts at least, besides its confidence.
const WORD: f32 = 0.4;

/// The tables know it as a state, a body or the like.
const KNOWN: f32 = 1.0;

/// A single name that is the last word of a person's full name elsewhere.
const SURNAME: f32 = 1.5;

/// To judge a name is as much work as to read so many tokens.
const NAME: usize = 8;

/// What the article shows of its names together.
struct Seen<'u> {
    /// Of each name that differs from all others in more than capitals.
    votes: Vec<Votes>,
    /// What else than the model's word speaks for a person: by single name, or by the last word of
    /// a longer one.
    shown: Map<&'u str, f32>,
    /// Words of persons' full names: the last, the first.
    surnames: Set<&'u str>,
    forenames: Set<&'u str>,
    /// Words of organisations' names of several words.
    organization_words: Set<&'u str>,
}

/// A name with what is looked up of it once.
struct Known<'n> {
    name: &'n Name,
    /// What the tables know of it.
    known: Option<Named>,
    /// Its place in [`Seen::votes`].
    votes: usize,
}

/// Judges every name.
pub async fn judge(units: &Units<'_, '_>, names: &[Name]) -> Vec<Judged> {
    let mut pace = Pace::default();
    let mut keys: Map<Cow<str>, usize> = Map::default();
    let mut named = Vec::with_capacity(names.len());
    for name in names.iter().filter(|n| !n.office) {
        pace.spend(NAME / 2).await;
        let votes = keys.len();
        let votes = *keys.entry(key(units, name)).or_insert(votes);
        named.push(Known { name, known: known(units, name), votes });
    }
    let seen = Seen::new(units, &named, keys.len()).await;
    let mut judged = Vec::with_capacity(names.len());
    let mut named = named.iter();
    for name in names {
        pace.spend(NAME / 2).await;
        judged.push(match named.as_slice().first().filter(|k| std::ptr::eq(k.name, name)) {
            Some(known) => {
                named.next();
                Judged { sort: seen.sort(units, known), known: known.known }
            }
            None => Judged { sort: Sort::Person, known: None },
        });
    }
    judged
}

/// What the tables know of a name.
fn known(units: &Units, name: &Name) -> Option<Named> {
    let tables = Tables::get();
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

/// A name as all its mentions are, whatever their capitals.
fn key<'u>(units: &'u Units, name: &Name) -> Cow<'u, str> {
    match &units.list[name.start..name.end] {
        [one] if one.text.is_ascii() => Cow::Borrowed(&one.lower),
        _ => Cow::Owned(units.joined(name.start, name.end).to_lowercase()),
    }
}

/// "assad" for "al-assad".
fn bare_surname(word: &str) -> &str {
    word.split_once('-').filter(|(p, _)| matches!(*p, "al" | "el")).map_or(word, |(_, rest)| rest)
}

fn learned_index(kind: Learned) -> usize {
    match kind {
        Learned::Person => 0,
        Learned::Organization => 1,
        Learned::Location => 2,
        Learned::Nationality => 3,
    }
}

impl<'u> Seen<'u> {
    /// Of names that differ in `keys` ways.
    async fn new(units: &'u Units<'_, '_>, names: &[Known<'_>], keys: usize) -> Seen<'u> {
        let mut pace = Pace::default();
        let mut seen = Seen {
            votes: vec![Votes::default(); keys],
            shown: Map::default(),
            surnames: Set::default(),
            forenames: Set::default(),
            organization_words: Set::default(),
        };
        for (i, &Known { name, known, votes }) in names.iter().enumerate() {
            pace.spend(NAME).await;
            let votes = &mut seen.votes[votes];
            if let Some((kind, confidence)) = name.learned {
                votes[learned_index(kind)] += WORD + confidence;
            }
            if let Some(known) = known {
                let sure = if name.end - name.start > 1 { 3.0 * KNOWN } else { KNOWN };
                match known.kind {
                    NameKind::Organization | NameKind::Metonym => votes[ORGANIZATION] += sure,
                    NameKind::Country | NameKind::Capital => votes[2] += sure,
                    NameKind::Demonym => votes[3] += sure,
                    NameKind::City | NameKind::Place => {}
                }
            }
            let shown = personal(units, name, names.get(i + 1).map(|next| next.name));
            if shown > 0.0 && !body(units, name) {
                *seen.shown.entry(bare_surname(&units.list[name.end - 1].lower)).or_default() +=
                    shown;
            }
            votes[PERSON] += shown;
        }
        for &Known { name, votes, .. } in names {
            // "Valeska Paris" is a person if "Paris" is.
            let last = bare_surname(&units.list[name.end - 1].lower);
            if let Some(&shown) =
                seen.shown.get(last).filter(|_| name.end - name.start > 1 && !body(units, name))
            {
                let votes = &mut seen.votes[votes];
                votes[PERSON] = votes[PERSON].max(shown);
            }
        }
        for &Known { name, votes, .. } in names {
            let words = &units.list[name.start..name.end];
            let [first, .., last] = words else { continue };
            let votes = seen.votes[votes];
            if votes[PERSON] > votes[1] + votes[2] + votes[3] {
                seen.surnames.insert(bare_surname(&last.lower));
                seen.forenames.insert(&first.lower);
            } else if votes[ORGANIZATION] > votes[2] + votes[3] {
                seen.organization_words.extend(words.iter().map(|w| w.lower.as_str()));
            }
        }
        seen
    }

    fn sort(&self, units: &Units, &Known { name, known, votes }: &Known) -> Sort {
        let words = &units.list[name.start..name.end];
        let single = words.len() == 1;
        let mut votes = self.votes[votes];
        let common = words[0].word.listed && !words[0].is(Class::GIVEN);
        let surname = single && self.surnames.contains(bare_surname(&words[0].lower));
        if surname {
            votes[PERSON] += SURNAME;
            // Whoever has been named in full is meant by the surname, but for "in Paris".
            let located = name.is_learned(Learned::Location)
                && units.before(name.run).is_some_and(|b| b.is(Class::PREPOSITION));
            let shown =
                self.shown.get(bare_surname(&words[0].lower)).is_some_and(|s| *s >= DESCRIBED);
            if shown
                && !located
                && known.is_none_or(|k| !matches!(k.kind, NameKind::Country | NameKind::Demonym))
            {
                return Sort::Person;
            }
        }
        let others = votes[1] + votes[2] + votes[3];
        let person = votes[PERSON] > others;
        let most = (1..4).max_by(|&a, &b| votes[a].total_cmp(&votes[b])).unwrap_or(ORGANIZATION);
        // "Andy Warhol Legacy Program": its last word says what it is.
        let program = words.len() > 2
            && words[words.len() - 1].is(Class::ORG_HEAD)
            && !words[words.len() - 1].is(Class::GIVEN)
            && name.run == name.start;
        if is_thing(units, name) {
            return Sort::Nothing;
        }
        match name.learned.map(|(kind, _)| learned_index(kind)) {
            Some(PERSON) if program => Sort::Organization,
            Some(PERSON) if votes[PERSON] < DESCRIBED && has_article(units, name) => {
                other(units, name, known, if others > 0.0 { most } else { ORGANIZATION })
            }
            Some(PERSON) if person || others == 0.0 => Sort::Person,
            Some(PERSON) => other(units, name, known, most),
            Some(_) if person => Sort::Person,
            Some(kind) => other(units, name, known, kind),
            None if common && single && !self.takes_up(units, name) && others == 0.0 => {
                unlearned(units, name, known)
            }
            None if person => Sort::Person,
            None if others > 0.0 => other(units, name, known, most),
            None if single && self.forenames.contains(words[0].lower.as_str()) => Sort::Person,
            None if self.takes_up(units, name) => Sort::Organization,
            None => unlearned(units, name, known),
        }
    }

    /// True for "the Church" where an organisation of the article has that word in its name.
    fn takes_up(&self, units: &Units, name: &Name) -> bool {
        let unit = &units.list[name.start];
        let alone = name.end - name.start == 1
            && unit.is(Class::ORG_HEAD)
            && self.organization_words.contains(unit.lower.as_str());
        alone && units.before(name.start).is_some_and(|b| b.lower == "the")
    }
}

/// What a name that is no person's is.
fn other(units: &Units, name: &Name, known: Option<Named>, kind: usize) -> Sort {
    match kind {
        ORGANIZATION => Sort::Organization,
        2 if known.is_some_and(|k| k.kind == NameKind::Country) => Sort::Country,
        2 => Sort::Place,
        _ => people(units, name),
    }
}

/// A nationality, creed or the like: the people, or what is theirs.
fn people(units: &Units, name: &Name) -> Sort {
    let last = &units.list[name.end - 1];
    let noun_follows = units.after(name.end - 1).is_some_and(|n: &Unit| {
        n.capital() && !n.first
            || n.is_word()
                && !n.is(Class::FUNCTION)
                && (n.mostly(Pos::Noun) || n.mostly(Pos::Adjective))
    });
    if last.lower.ends_with('s') && last.lower != "swiss" && !noun_follows {
        Sort::People
    } else {
        Sort::Demonym
    }
}

/// What the tables say of a name that the model passed over everywhere.
fn unlearned(units: &Units, name: &Name, known: Option<Named>) -> Sort {
    let last = &units.list[name.end - 1];
    let kind = known.map(|k| k.kind);
    match kind {
        Some(NameKind::Demonym) => people(units, name),
        _ if name.end - name.start == 1 && last.is(Class::CREED) => people(units, name),
        Some(NameKind::Country) => Sort::Country,
        None if name.end - name.start > 2
            && last.is(Class::ORG_HEAD)
            && units.style(name.start) == Style::Running =>
        {
            Sort::Organization
        }
        Some(NameKind::Organization | NameKind::Metonym)
            if units.style(name.start) == Style::Running =>
        {
            Sort::Organization
        }
        _ => Sort::Nothing,
    }
}
