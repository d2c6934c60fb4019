//! Groups of items that refer to one actor or place, while they are decided.

use whosaid_packing::hash::Map;

use super::item::Item;
use crate::actors::candidate::{Gender, Number};
use crate::analysis::{ActorKind, Form};
use crate::lexicon::Tables;

/// Most nouns kept of an entity.
const MOST_NOUNS: usize = 24;
/// Most words before its nouns kept of an entity.
const MOST_MODIFIERS: usize = 12;

/// One actor or place, and the items that refer to it.
#[derive(Debug, Clone)]
pub struct Entity {
    /// Items in the order they were added.
    pub items: Vec<usize>,
    /// What it is; `None` for a place or while nothing tells.
    pub kind: Option<ActorKind>,
    /// As names, titles and pronouns show.
    pub gender: Gender,
    /// One or several.
    pub number: Number,
    /// Its country by name, demonym or title.
    pub country: Option<u16>,
    /// Nouns that describe it, in the singular: "official", "president".
    pub nouns: Vec<String>,
    /// The words before those nouns.
    pub modifiers: Vec<String>,
    /// True if a name refers to it.
    pub named: bool,
    /// The entity it belongs to or that owns it ("his father").
    pub owner: Option<usize>,
    /// The organisation it speaks for.
    pub affiliation: Option<usize>,
}

/// All entities, and the entity of each item.
#[derive(Debug)]
pub struct Entities {
    /// The tables that words are looked up in.
    pub tables: &'static Tables,
    /// In order of first mention.
    pub list: Vec<Entity>,
    /// For each item its entity, once decided.
    pub of: Vec<Option<usize>>,
    /// Items in the order in which they were decided.
    pub recent: Vec<usize>,
    /// For each noun the entities that it describes, latest last.
    pub by_noun: Map<String, Vec<usize>>,
}

impl Entities {
    /// For `items` undecided items.
    pub fn new(tables: &'static Tables, items: usize) -> Self {
        Entities {
            tables,
            list: Vec::new(),
            of: vec![None; items],
            recent: Vec::new(),
            by_noun: Map::default(),
        }
    }

    /// A new entity with `index` as its first item.
    pub fn start(&mut self, index: usize, item: &Item) -> usize {
        let c = &item.candidate;
        self.list.push(Entity {
            items: Vec::new(),
            kind: c.kind,
            gender: c.gender,
            number: c.number,
            country: c.country,
            nouns: Vec::new(),
            modifiers: Vec::new(),
            named: false,
            owner: None,
            affiliation: None,
        });
        let entity = self.list.len() - 1;
        self.add(entity, index, item);
        entity
    }

    /// Adds an item to an entity.
    pub fn add(&mut self, entity: usize, index: usize, item: &Item) {
        let c = &item.candidate;
        let e = &mut self.list[entity];
        e.items.push(index);
        self.of[index] = Some(entity);
        self.recent.push(index);
        if e.gender == Gender::Unknown {
            e.gender = c.gender;
        }
        if c.form == Form::Name {
            e.named = true;
            if e.kind.is_none() || matches!(e.kind, Some(ActorKind::Role)) {
                e.kind = c.kind.or(e.kind);
            }
        }
        e.country = e.country.or(c.country);
        if c.form == Form::Name && c.kind == Some(ActorKind::Organization) && item.words.len() > 1 {
            // "the program" may refer to "the Legacy Program".
            for w in item.words.iter().filter(|w| self.tables.word(w).listed) {
                push(&mut self.by_noun, w, entity);
            }
        }
        if c.form == Form::Description {
            for w in &item.words {
                self.note_noun(entity, w);
            }
            if let Some(m) = item.modifiers.last().filter(|_| c.number == Number::Plural) {
                // The key by which "the rebels" finds "rebel forces".
                self.by_noun.entry(modifier_key(m)).or_default().push(entity);
            }
            let e = &mut self.list[entity];
            for m in &item.modifiers {
                if !e.modifiers.contains(m) && e.modifiers.len() < MOST_MODIFIERS {
                    e.modifiers.push(m.clone());
                }
            }
        } else if c.title.is_some() {
            for w in &item.modifiers {
                self.note_noun(entity, w);
            }
        }
    }

    /// Moves all items of `from` to `into`; `from` is left empty.
    pub fn merge(&mut self, from: usize, into: usize) {
        if from == into {
            return;
        }
        let items = std::mem::take(&mut self.list[from].items);
        for &i in &items {
            self.of[i] = Some(into);
        }
        let (gender, country) = (self.list[from].gender, self.list[from].country);
        let e = &mut self.list[into];
        e.items.extend(items);
        if e.gender == Gender::Unknown {
            e.gender = gender;
        }
        e.country = e.country.or(country);
    }

    /// Records that `noun` describes `entity`.
    pub fn note_noun(&mut self, entity: usize, noun: &str) {
        let e = &mut self.list[entity];
        if !e.nouns.iter().any(|n| n == noun) && e.nouns.len() < MOST_NOUNS {
            e.nouns.push(noun.to_string());
        }
        push(&mut self.by_noun, noun, entity);
    }
}

/// Puts `entity` last in the list of `noun`, if it is not there already.
fn push(by_noun: &mut Map<String, Vec<usize>>, noun: &str, entity: usize) {
    let list = by_noun.entry(noun.to_string()).or_default();
    if list.last() != Some(&entity) {
        list.push(entity);
    }
}

/// The key in [`Entities::by_noun`] of several people whose noun stands after `modifier`.
pub fn modifier_key(modifier: &str) -> String {
    format!("{modifier} +")
}
