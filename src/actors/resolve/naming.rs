//! Finds the entities that names refer to: full and short names, acronyms, aliases.
//!
//! Takes name items in order; gives the entity of each, if an earlier name refers to it; promises
//! to look names up by key, in time linear in their number.

use whosaid_packing::hash::Map;

use super::entity::Entities;
use super::item::Item;
use crate::actors::candidate::Gender;
use crate::analysis::ActorKind;
use crate::lexicon::lists::names::{
    COMMON_TO_BEARERS, COMPANY_FORMS, DOMAINS, NOT_IN_ACRONYMS, OF_PEERS, SUFFIXES,
};
use crate::lexicon::{Class, NameKind, Tables};

/// The names so far, and the entities that they refer to.
#[derive(Debug)]
pub struct Naming {
    tables: &'static Tables,
    /// Whole names.
    exact: Map<String, usize>,
    /// Last words of persons' names, with the entities that bear them, latest last.
    surname: Map<String, Vec<usize>>,
    /// First and middle words of persons' names, with the entities that bear them, latest last.
    forename: Map<String, Vec<usize>>,
    /// Initials of organisations' names, and the names of acronyms.
    initials: Map<String, usize>,
    /// Words of organisations' names that alone may stand for them.
    part: Map<String, Vec<usize>>,
    /// The ends and beginnings of organisations' names that may stand for them, several words.
    piece: Map<String, Vec<usize>>,
    /// The person that a single name referred to last.
    short: Map<String, usize>,
    /// Forenames of each person, which tell two of one surname apart.
    forenames_of: Map<usize, Vec<String>>,
}

/// Most forenames kept of a person.
const MOST_FORENAMES: usize = 8;
/// Fewest letters of an acronym that leaves out a name's last words.
const SHORTEST_ACRONYM: usize = 3;
/// Most mentions of a bearer who is named in passing.
const IN_PASSING: usize = 3;
/// How many bearers of one surname are compared.
const BEARERS: usize = 12;

impl Naming {
    /// A table without any name.
    pub fn new(tables: &'static Tables) -> Self {
        Naming {
            tables,
            exact: Map::default(),
            surname: Map::default(),
            forename: Map::default(),
            initials: Map::default(),
            part: Map::default(),
            piece: Map::default(),
            short: Map::default(),
            forenames_of: Map::default(),
        }
    }

    /// The entity that the name refers to, if it was named before.
    pub fn find(&self, entities: &Entities, item: &Item) -> Option<usize> {
        match item.candidate.kind {
            Some(ActorKind::Person) => self.person(entities, item),
            _ => self.other(entities, item),
        }
    }

    /// The person that the name refers to.
    fn person(&self, entities: &Entities, item: &Item) -> Option<usize> {
        let words = person_words(&item.words);
        let last = words.last()?;
        let compatible = |&&e: &&usize| {
            let g = entities.list[e].gender;
            g == Gender::Unknown
                || item.candidate.gender == Gender::Unknown
                || g == item.candidate.gender
        };
        if let Some(&found) =
            self.exact.get(&words.join(" ")).filter(|e| words.len() > 1 || compatible(e))
            && (words.len() > 1
                || entities.list[found].kind != Some(ActorKind::Person)
                    && !self.surname.get(last).is_some_and(|l| l.iter().any(|e| compatible(&e))))
        {
            return Some(found);
        }
        if words.len() == 1 {
            let by = |map: &Map<String, Vec<usize>>| {
                map.get(last).and_then(|l| l.iter().rev().take(BEARERS).find(compatible).copied())
            };
            let latest = by(&self.surname).or_else(|| by(&self.forename))?;
            // The bearer whom this short name usually meant (twice the mentions) goes before the
            // latest one. So does any former bearer if the latest is called by the forename:
            // "Freddy" is not the one called "Trump".
            let mentions = |e: usize| entities.list[e].items.len();
            let forename = self.forenames_of.get(&latest).and_then(|known| known.first());
            let familiar = forename.is_some_and(|f| self.short.get(f) == Some(&latest));
            let usual =
                self.short.get(last).copied().filter(|e| {
                    compatible(&e) && (familiar || mentions(*e) >= 2 * mentions(latest))
                });
            // "Baker" is the one of the headline, not a relative who is named in passing.
            let prominent = || {
                let known = self.surname.get(last)?.iter().rev().take(BEARERS);
                let of_headline = |e: usize| entities.list[e].record.headline;
                known
                    .filter(compatible)
                    .copied()
                    .filter(|&e| {
                        of_headline(e) && !of_headline(latest) && mentions(latest) <= IN_PASSING
                    })
                    .max_by_key(|&e| mentions(e))
            };
            return Some(usual.or_else(prominent).unwrap_or(latest));
        }
        let same_surname =
            self.surname.get(last).into_iter().flatten().rev().take(BEARERS).filter(compatible);
        let fits = |e: &&usize| {
            self.forenames_of
                .get(e)
                .is_none_or(|known| one_bearer(known, &words[..words.len() - 1]))
        };
        same_surname.clone().find(fits).copied().or_else(|| {
            // "Aung San Suu Kyi" after "Suu Kyi": the end of a longer name.
            let tail = words[1..].join(" ");
            let person = |e: &usize| entities.list[*e].kind == Some(ActorKind::Person);
            self.exact.get(&tail).copied().filter(|e| person(e) && words.len() > 2).or_else(|| {
                // "Fiona Parry" after "her mother, Fiona,", who had no surname so far.
                let given = self.tables.word(&words[0]).class.any(Class::GIVEN);
                let alone = |e: &usize| {
                    person(e)
                        && compatible(&e)
                        && self.forenames_of.get(e).is_some_and(Vec::is_empty)
                };
                self.exact.get(&words[0]).copied().filter(|e| given && alone(e))
            })
        })
    }

    /// The organisation, country or place that the name refers to.
    fn other(&self, entities: &Entities, item: &Item) -> Option<usize> {
        let key = org_key(&item.words);
        if let Some(&found) = self.exact.get(&key) {
            return Some(found);
        }
        if item.words.len() == 1 {
            let word = &item.words[0];
            if let Some(&found) = self.initials.get(&word.replace('.', "")) {
                return Some(found);
            }
            if let Some(found) = self.part.get(word).and_then(|l| l.last().copied()) {
                return Some(found);
            }
            // "the Assad regime" after "Bashar al-Assad": one bearer only, and not a country.
            let bearer = |l: &Vec<usize>| if let [one] = l[..] { Some(one) } else { None };
            let person =
                item.candidate.kind != Some(ActorKind::Country) && item.candidate.country.is_none();
            return self
                .surname
                .get(word)
                .and_then(bearer)
                .filter(|&e| person && entities.list[e].kind == Some(ActorKind::Person));
        }
        if let Some(initials) = initials(&item.words)
            && let Some(&found) =
                self.exact.get(&initials).or_else(|| self.exact.get(&initials.to_lowercase()))
        {
            return Some(found);
        }
        // "the Judiciary Committee" after "the House Judiciary Committee", if only one is named.
        if let Some([one]) = self.piece.get(&key).map(Vec::as_slice) {
            return Some(*one);
        }
        // "the Afghan Taliban" after "the Taliban", "Mahan Air of Iran" after "Mahan Air".
        let body = |e: &usize| {
            matches!(entities.list[*e].kind, Some(ActorKind::Organization | ActorKind::Group))
        };
        let words = &item.words;
        let prefix = (1..=2.min(words.len() - 1)).find(|&i| self.is_state(&words[..i]));
        let short = prefix.map(|i| &words[i..]).or_else(|| {
            let of = words.iter().rposition(|w| w == "of")?;
            (of > 1 && of + 1 < words.len() && self.is_state(&words[of + 1..]))
                .then(|| &words[..of])
        })?;
        self.exact.get(&org_key(short)).copied().filter(body)
    }

    /// True if the words name a state or the people of one.
    fn is_state(&self, words: &[String]) -> bool {
        let capitals = words.iter().map(|w| {
            let mut w = w.clone();
            if let Some(first) = w.get_mut(0..1) {
                first.make_ascii_uppercase();
            }
            w
        });
        let name = capitals.collect::<Vec<_>>().join(" ");
        let known = self.tables.name(&name).or_else(|| self.tables.name(&name.to_uppercase()));
        known.is_some_and(|k| matches!(k.kind, NameKind::Country | NameKind::Demonym))
    }

    /// Remembers that the name refers to `entity`.
    pub fn learn(&mut self, entity: usize, item: &Item) {
        if item.candidate.kind == Some(ActorKind::Person) {
            let words = person_words(&item.words);
            self.exact.entry(words.join(" ")).or_insert(entity);
            let Some((last, before)) = words.split_last() else { return };
            if before.is_empty() {
                self.short.insert(last.clone(), entity);
            }
            push(&mut self.surname, last, entity);
            // "Assad" finds "al-Assad"; "Smith" and "Jones" do not find "Smith-Jones".
            if let Some(rest) = last.strip_prefix("al-").or_else(|| last.strip_prefix("el-")) {
                push(&mut self.surname, rest, entity);
            }
            // A family name may come first: "Xi Jinping" is "Xi".
            for word in before {
                push(&mut self.forename, word, entity);
            }
            let known = self.forenames_of.entry(entity).or_default();
            for word in before {
                if !known.contains(word) && known.len() < MOST_FORENAMES {
                    known.push(word.clone());
                }
            }
            return;
        }
        let key = org_key(&item.words);
        self.exact.entry(key).or_insert(entity);
        if item.words.len() > 1 {
            if let Some(initials) = initials(&item.words) {
                self.initials.entry(initials).or_insert(entity);
            }
            // "the CDC" of the Chinese Center for Disease Control and Prevention
            let state =
                (1..=2.min(item.words.len() - 1)).rev().find(|&i| self.is_state(&item.words[..i]));
            if let Some(letters) = initials(&item.words[state.unwrap_or(0)..])
                && letters.is_ascii()
            {
                for end in SHORTEST_ACRONYM..=letters.len() {
                    self.initials.entry(letters[..end].to_string()).or_insert(entity);
                }
            }
            if let (Some(1), [_, last]) = (state, &item.words[..]) {
                push(&mut self.part, last, entity);
            }
            if item.candidate.kind == Some(ActorKind::Organization) {
                for piece in self.pieces(&item.words) {
                    push(&mut self.piece, &org_key(piece), entity);
                }
                let tables = self.tables;
                let head = item
                    .words
                    .iter()
                    .position(|w| w == "of" || w == "for")
                    .map_or(item.words.len() - 1, |i| i.max(1) - 1);
                for (i, word) in item.words.iter().enumerate() {
                    let known = tables.word(word);
                    let generic = known.listed && !known.class.any(Class::GIVEN);
                    // The head alone ("the Commission"), or a first word that no other name has
                    // ("Amnesty").
                    // "Disney" for "Walt Disney Co."
                    let firm = i + 2 == item.words.len()
                        && COMPANY_FORMS.contains(&item.words[i + 1].trim_end_matches('.'));
                    let tells = (i == head && known.class.any(Class::ORG_HEAD))
                        || ((i == 0 || firm) && !generic && !is_known_name(tables, word));
                    if tells {
                        push(&mut self.part, word, entity);
                    }
                }
            }
        }
    }

    /// The ends and the beginning of an organisation's name by which it may be called, of several
    /// words.
    fn pieces<'w>(&self, words: &'w [String]) -> Vec<&'w [String]> {
        let head = |w: &String| self.tables.word(w).class.any(Class::ORG_HEAD);
        let inner = |w: &String| NOT_IN_ACRONYMS.contains(&w.as_str());
        let mut out = Vec::new();
        if words.last().is_some_and(head) {
            let starts = (1..=2).filter(|&i| i + 2 <= words.len());
            out.extend(starts.map(|i| &words[i..]).filter(|w| !inner(&w[0])));
        }
        let of = words.iter().rposition(|w| w == "of").filter(|&of| of > 1);
        if let Some(of) = of.filter(|&of| of + 1 < words.len() && self.is_state(&words[of + 1..])) {
            out.push(&words[..of]);
        }
        out
    }

    /// Remembers another name of `entity`, as in "Free Syrian Army (FSA)".
    pub fn alias(&mut self, entity: usize, words: &[String]) {
        self.exact.insert(org_key(words), entity);
        if let [one] = words {
            self.initials.insert(one.replace('.', ""), entity);
        }
    }
}

/// Puts `entity` last in the list of `key`, if it is not there already.
fn push(map: &mut Map<String, Vec<usize>>, key: &str, entity: usize) {
    let list = map.entry(key.to_string()).or_default();
    if list.last() != Some(&entity) {
        list.push(entity);
    }
}

/// True if the words before a surname may be the forenames of a person with the `known` ones: "von
/// der" for Ursula von der Leyen, "J." for John, but not "George W." for "George H.W.".
fn one_bearer(known: &[String], words: &[String]) -> bool {
    let own = |list: &[String]| {
        list.iter()
            .filter(|w| !COMMON_TO_BEARERS.contains(&w.as_str()))
            .cloned()
            .collect::<Vec<_>>()
    };
    let (known, words) = (own(known), own(words));
    let alike = |a: &String, b: &String| a == b || initial_of(a, b) || initial_of(b, a);
    let (Some(first), [.., last]) = (known.first(), words.as_slice()) else { return true };
    if !words.iter().any(|w| known.iter().any(|k| alike(k, w))) {
        return false;
    }
    // The words between first name and surname tell two of one first name apart.
    let middle = alike(first, &words[0]) && known.len() > 1 && words.len() > 1;
    !middle || known[1..].iter().any(|k| alike(k, last))
}

/// True if `short` is the first letter of `long`.
fn initial_of(short: &str, long: &str) -> bool {
    short.chars().count() == 1 && long.starts_with(short)
}

/// True if the tables know the word as a name.
fn is_known_name(tables: &Tables, lower: &str) -> bool {
    let mut capital = lower.to_string();
    if let Some(first) = capital.get_mut(0..1) {
        first.make_ascii_uppercase();
    }
    tables.name(&capital).is_some()
}

/// A person's name without suffixes.
fn person_words(words: &[String]) -> Vec<String> {
    let tells = |w: &&String| !SUFFIXES.contains(&w.as_str()) && !OF_PEERS.contains(&w.as_str());
    let mut out: Vec<String> = words.iter().filter(tells).cloned().collect();
    if out.is_empty() {
        out = words.to_vec();
    }
    out
}

/// The key of an organisation's or country's name: its words without company forms and dots.
fn org_key(words: &[String]) -> String {
    // "Barrow & Sons" is "Barrow and Sons".
    let kept: Vec<&str> = words
        .iter()
        .map(|w| if w == "&" { "and" } else { w.as_str() })
        .filter(|w| !COMPANY_FORMS.contains(w))
        .collect();
    let kept = if kept.is_empty() { words.iter().map(String::as_str).collect() } else { kept };
    // "Edmunds" is "Edmunds.com".
    let key = match kept[..] {
        [one] => one
            .rsplit_once('.')
            .filter(|(name, end)| name.len() > 1 && DOMAINS.contains(end))
            .map_or(one, |(name, _)| name)
            .replace('.', ""),
        _ => kept.join(" ").replace('.', ""),
    };
    // "G-7" is "G7".
    if key.contains(|c: char| c.is_ascii_digit()) { key.replace('-', "") } else { key }
}

/// The initials of an organisation's name in lower case: "free syrian army" gives "fsa".
fn initials(words: &[String]) -> Option<String> {
    let letters: String = words
        .iter()
        .filter(|w| !NOT_IN_ACRONYMS.contains(&w.as_str()))
        .filter_map(|w| w.chars().next())
        .collect();
    (letters.chars().count() >= 2).then_some(letters)
}
