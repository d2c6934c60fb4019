//! Groups of items that refer to one actor or place, while they are decided.

use whosaid_packing::hash::Map;

use super::item::Item;
use crate::actors::candidate::{Gender, Number};
use crate::analysis::{ActorKind, Form};
use crate::lexicon::Tables;
use crate::lexicon::lists::references::{HE, IT, SHE, THEY};

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
    /// How it has been mentioned so far.
    pub record: Record,
}

/// How an entity has been mentioned so far. Items are by index.
#[derive(Debug, Clone, Default)]
pub struct Record {
    /// How many names refer to it.
    pub names: usize,
    /// How many descriptions.
    pub descriptions: usize,
    /// How many pronouns.
    pub pronouns: usize,
    /// How many of its mentions are sources.
    pub sources: usize,
    /// How many are subjects.
    pub subjects: usize,
    /// True if one stands in the headline.
    pub headline: bool,
    /// Its first mention.
    pub first: usize,
    /// Its last mention.
    pub last: usize,
    /// Its last mention that is no pronoun; its first, if all are.
    pub last_full: usize,
    /// One bit for each kind of pronoun that refers to it.
    seen: u8,
}

/// Pronouns by kind: of a man, of a woman, of several, of a thing.
const PRONOUNS: [&[&str]; 4] = [HE, SHE, THEY, IT];

/// The bit of a pronoun's kind; 0 for other words.
fn pronoun_bit(word: &str) -> u8 {
    PRONOUNS.iter().position(|kind| kind.contains(&word)).map_or(0, |kind| 1 << kind)
}

impl Record {
    /// Notes a mention.
    fn add(&mut self, index: usize, item: &Item) {
        let first = self.names + self.descriptions + self.pronouns == 0;
        if first {
            (self.first, self.last, self.last_full) = (index, index, index);
        }
        match item.candidate.form {
            Form::Name => self.names += 1,
            Form::Description => self.descriptions += 1,
            Form::Pronoun => {
                self.pronouns += 1;
                self.seen |= item.words.first().map_or(0, |word| pronoun_bit(word));
            }
        }
        self.last = self.last.max(index);
        if item.candidate.form != Form::Pronoun {
            self.last_full = self.last_full.max(index);
        }
        self.sources += usize::from(item.source_of.is_some());
        self.subjects += usize::from(item.subject);
        self.headline |= item.headline;
    }

    /// Adds the mentions of another entity.
    fn join(&mut self, other: &Record) {
        self.names += other.names;
        self.descriptions += other.descriptions;
        self.pronouns += other.pronouns;
        self.sources += other.sources;
        self.subjects += other.subjects;
        self.headline |= other.headline;
        self.first = self.first.min(other.first);
        self.last = self.last.max(other.last);
        self.last_full = self.last_full.max(other.last_full);
        self.seen |= other.seen;
    }

    /// True if a pronoun of the same kind as `word` refers to it.
    pub fn saw(&self, word: &str) -> bool {
        self.seen & pronoun_bit(word) != 0
    }

    /// True if only pronouns of other kinds than `word` refer to it.
    pub fn saw_other(&self, word: &str) -> bool {
        self.seen != 0 && pronoun_bit(word) != 0 && !self.saw(word)
    }
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
    /// For each item by how much its entity scored more than the next best; infinite where none
    /// was scored.
    pub leads: Vec<f32>,
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
            leads: vec![f32::INFINITY; items],
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
            record: Record::default(),
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
        e.record.add(index, item);
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

    /// Notes that `entity` belongs to `owner`, if it belongs to nobody yet: "his wife, Ann".
    pub fn own(&mut self, entity: usize, owner: Option<usize>) {
        let e = &mut self.list[entity];
        if e.owner.is_none() {
            e.owner = owner.filter(|&o| o != entity);
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
        let record = std::mem::take(&mut self.list[from].record);
        let e = &mut self.list[into];
        e.items.extend(items);
        e.record.join(&record);
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
