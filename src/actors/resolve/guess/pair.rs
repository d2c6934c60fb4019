//! The features of an item with an entity that it may refer to.

use super::super::entity::{Entities, Entity};
use super::super::item::Item;
use super::choice::Choice;
use super::context::{Context, is_named};
use super::item::{View, begins};
use super::value::{Value, features, inverse, log, row, share};
use crate::actors::candidate::{Gender, Number};
use crate::analysis::{ActorKind, Form};
use crate::lexicon::Class;
use crate::lexicon::lists::actors::SAME_OFFICE;
use crate::lexicon::lists::bodies;
use crate::lexicon::lists::references::{IT, POSSESSIVE_ENDINGS, RELATIVES, THEY};
use crate::ranker::Row;

/// An item with an entity that it may refer to.
pub struct Pair<'a, 's, 'd, 't> {
    /// The item.
    v: &'a View<'s, 'd, 't>,
    /// What stands around it.
    around: &'a Context<'s>,
    /// The entity's index.
    id: Option<usize>,
    /// The entity.
    e: &'a Entity,
    /// Its last mention.
    last: &'a Item,
    /// Its last mention that is no pronoun, or else its last.
    full: &'a Item,
    /// How many candidates were mentioned later.
    rank: usize,
    /// How many of those agree.
    rank_fit: usize,
    /// How many candidates agree.
    fitting: usize,
    /// True if the entity agrees with the item.
    fits: bool,
    /// How many candidates have more mentions.
    rank_size: usize,
    /// True if no candidate mentioned later was called by the noun, but this one was.
    latest_of_noun: bool,
    /// How many of the words before the noun describe the entity or are in its names.
    known_modifiers: usize,
    /// True if a name of the entity has one of the words before the noun.
    modifier_in_name: bool,
    /// True if a name of the entity has the noun.
    noun_in_name: bool,
}

/// The features of an item with each of `candidates`.
pub fn rows(entities: &Entities, v: &View, candidates: &[usize]) -> Vec<Row> {
    let around = Context::new(entities, v);
    let size = |e: usize| entities.list[e].items.len();
    let fits: Vec<bool> = candidates.iter().map(|&e| agrees(v, &entities.list[e])).collect();
    let fitting = fits.iter().filter(|f| **f).count();
    let (mut rank_fit, mut noun_seen) = (0, false);
    let rows = candidates.iter().enumerate().map(|(rank, &id)| {
        let e = &entities.list[id];
        let last = &v.scene.items[e.record.last];
        let called = e.nouns.iter().any(|n| n == v.noun);
        let known =
            |m: &String| e.modifiers.contains(m) || is_named(v.scene, e, |w| w == m.as_str());
        let modifiers = &v.item.modifiers;
        let pair = Pair {
            v,
            around: &around,
            id: Some(id),
            e,
            last,
            full: &v.scene.items[e.record.last_full],
            rank,
            rank_fit: if fits[rank] { rank_fit } else { candidates.len() },
            fitting,
            fits: fits[rank],
            rank_size: candidates.iter().filter(|&&o| size(o) > size(id)).count(),
            latest_of_noun: called && !noun_seen,
            known_modifiers: modifiers.iter().filter(|m| known(m)).count(),
            modifier_in_name: !modifiers.is_empty()
                && is_named(v.scene, e, |w| modifiers.iter().any(|m| m == w)),
            noun_in_name: !v.noun.is_empty() && is_named(v.scene, e, |w| w == v.noun),
        };
        noun_seen |= called;
        rank_fit += usize::from(fits[rank]);
        row(&values(&pair))
    });
    rows.collect()
}

/// True for the kinds of one person.
fn is_person(kind: Option<ActorKind>) -> bool {
    matches!(kind, Some(ActorKind::Person | ActorKind::Role))
}

/// True for the kinds of bodies.
fn is_body(kind: Option<ActorKind>) -> bool {
    matches!(kind, Some(ActorKind::Organization | ActorKind::Country | ActorKind::Group))
}

/// True if gender, number and kind allow the item to refer to the entity.
fn agrees(v: &View, e: &Entity) -> bool {
    let c = &v.item.candidate;
    let gender = c.gender == e.gender || [c.gender, e.gender].contains(&Gender::Unknown);
    let number = c.number == e.number || [c.number, e.number].contains(&Number::Either);
    if v.word.is_empty() {
        let kinds = c.kind == e.kind
            || c.kind.is_none()
            || e.kind.is_none()
            || is_person(c.kind) && is_person(e.kind)
            || is_body(c.kind) && is_body(e.kind);
        return kinds && number && gender;
    }
    if RELATIVES.contains(&v.word) {
        return matches!(v.word, "which" | "that")
            || is_person(e.kind)
            || e.kind == Some(ActorKind::Group);
    }
    if THEY.contains(&v.word) {
        return matches!(e.kind, Some(ActorKind::Group | ActorKind::Organization))
            || e.number == Number::Plural;
    }
    if IT.contains(&v.word) {
        return matches!(e.kind, Some(ActorKind::Organization | ActorKind::Country) | None);
    }
    is_person(e.kind) && gender && e.number != Number::Plural
}

impl Pair<'_, '_, '_, '_> {
    /// How many sentences before the item the last mention stands.
    fn distance(&self) -> usize {
        self.v.item.sentence.saturating_sub(self.last.sentence)
    }

    fn paragraphs(&self) -> usize {
        let last = self.v.scene.document.sentences[self.last.sentence].paragraph;
        self.v.sentence.paragraph.saturating_sub(last) as usize
    }

    /// How many tokens stand between the last mention and the item.
    fn tokens(&self) -> usize {
        self.v.item.candidate.phrase.start.saturating_sub(self.last.candidate.phrase.end)
    }

    fn quoted(&self, item: &Item) -> bool {
        self.v.scene.document.tokens[item.candidate.head.start].quoted
    }

    /// True if the entity's kind is that of the item's noun.
    fn noun_fits(&self) -> bool {
        let class = self.v.class;
        class.any(Class::PERSON) && is_person(self.e.kind)
            || class.any(Class::PEOPLE) && self.e.kind == Some(ActorKind::Group)
            || class.any(Class::BODY)
                && matches!(self.e.kind, Some(ActorKind::Organization | ActorKind::Country))
    }

    /// True if a noun for the same office or role describes the entity.
    fn same_office(&self) -> bool {
        !self.v.noun.is_empty()
            && SAME_OFFICE.iter().filter(|row| row.contains(&self.v.noun)).any(|row| {
                self.e.nouns.iter().any(|n| n != self.v.noun && row.contains(&n.as_str()))
            })
    }

    fn is_called(&self) -> bool {
        self.e.nouns.iter().any(|n| n == self.v.noun)
    }

    /// True if all words before the noun are known of the entity.
    fn all_known(&self) -> bool {
        self.known_modifiers == self.v.item.modifiers.len()
    }

    fn is_body_noun(&self) -> bool {
        bodies::NOUNS.contains(&self.v.noun)
    }

    /// True if the name says that the entity is a body of another kind than the noun does.
    fn is_other_body(&self) -> bool {
        self.is_body_noun()
            && !self.noun_in_name
            && is_named(self.v.scene, self.e, |w| bodies::NOUNS.contains(&w))
    }

    fn behind(&self, name: Option<&Item>) -> bool {
        name.is_some_and(|n| is_named(self.v.scene, self.e, |w| n.words.iter().any(|o| o == w)))
    }

    /// True if one of the two phrases holds the head of the other.
    fn nested(&self) -> bool {
        let (a, b) = (&self.v.item.candidate, &self.last.candidate);
        a.phrase.has(b.head.start) || b.phrase.has(a.head.start)
    }
}

features! { p: Pair<'_, '_, '_, '_>;
    sentences = share(p.distance(), 8);
    same_sentence = p.distance() == 0;
    sentence_before = p.distance() == 1;
    far = p.distance() > 5;
    paragraphs = share(p.paragraphs(), 8);
    same_paragraph = p.paragraphs() == 0;
    mentions_between = log(p.v.index.saturating_sub(p.e.record.last));
    tokens_between = log(p.tokens());
    adjacent = p.tokens() <= 1 && p.distance() == 0;
    recency = inverse(p.rank);
    recency_fitting = inverse(p.rank_fit);
    latest_fitting = p.fits && p.rank_fit == 0;
    fitting = share(p.fitting, 8);
    only_fitting = p.fits && p.fitting == 1;
    fits = p.fits;
    size = log(p.e.items.len());
    size_rank = inverse(p.rank_size);
    names = log(p.e.record.names);
    descriptions = log(p.e.record.descriptions);
    pronouns = log(p.e.record.pronouns);
    spoke_times = log(p.e.record.sources);
    subjects = share(p.e.record.subjects, p.e.items.len());
    named = p.e.named;
    in_headline = p.e.record.headline;
    known_early = p.v.scene.items[p.e.record.first].sentence < 3;
    person = p.e.kind == Some(ActorKind::Person);
    organization = p.e.kind == Some(ActorKind::Organization);
    country = p.e.kind == Some(ActorKind::Country);
    group = p.e.kind == Some(ActorKind::Group);
    role = p.e.kind == Some(ActorKind::Role);
    place = p.e.kind.is_none();
    same_kind = p.e.kind == p.v.item.candidate.kind;
    gender_same = p.e.gender == p.v.item.candidate.gender && p.e.gender != Gender::Unknown;
    gender_differs = p.e.gender != p.v.item.candidate.gender
        && p.e.gender != Gender::Unknown
        && p.v.item.candidate.gender != Gender::Unknown;
    gender_open = p.e.gender == Gender::Unknown;
    plural = p.e.number == Number::Plural;
    singular = p.e.number == Number::Singular;
    number_same = p.e.number == p.v.item.candidate.number && p.e.number != Number::Either;
    country_same = p.e.country.is_some() && p.e.country == p.v.item.candidate.country;
    country_differs = p.e.country.is_some()
        && p.v.item.candidate.country.is_some()
        && p.e.country != p.v.item.candidate.country;
    country_new = p.e.country.is_none() && p.v.item.candidate.country.is_some();
    last_name = p.last.candidate.form == Form::Name;
    last_description = p.last.candidate.form == Form::Description;
    last_pronoun = p.last.candidate.form == Form::Pronoun;
    same_pronoun = !p.v.word.is_empty() && p.last.words.first().is_some_and(|w| w == p.v.word);
    last_subject = p.last.subject;
    last_source = p.last.source_of.is_some();
    last_bound = p.last.candidate.bound;
    last_first = begins(p.v.scene, p.last);
    last_owner = p.v.scene.is_one_of(p.last.candidate.phrase.end, POSSESSIVE_ENDINGS);
    same_quotation = p.last.quoted_in == p.v.item.quoted_in;
    last_quoted_only = p.quoted(p.last) && !p.quoted(p.v.item);
    item_quoted_only = !p.quoted(p.last) && p.quoted(p.v.item);
    full_subject = p.full.subject;
    full_first = begins(p.v.scene, p.full);
    full_source = p.full.source_of.is_some();
    full_sentences = share(p.v.item.sentence.saturating_sub(p.full.sentence), 12);
    pronoun_seen = p.e.record.saw(p.v.word);
    other_pronoun_seen = p.e.record.saw_other(p.v.word);
    nested = p.nested();
    inside = p.id.is_some_and(|id| p.around.inner.contains(&id));
    co_argument = p.distance() == 0
        && p.last.subject
        && !p.v.item.candidate.bound
        && p.tokens() > 0
        && p.tokens() <= 4;
    both_subjects = p.v.item.subject && p.last.subject;
    parallel = p.distance() == 1 && begins(p.v.scene, p.v.item) && begins(p.v.scene, p.last);
    speaks = p.around.speaker == p.id;
    speaks_behind = p.behind(p.around.speaker_behind);
    spoke_last = p.around.spoke == p.id;
    spoke_before = p.around.spoke_before == p.id;
    spoke = p.e.record.sources > 0;
    reports = p.around.reporter == p.id;
    reports_behind = p.behind(p.around.reporter_behind);
    reports_around = p.around.outer == p.id;
    subject_here = p.around.subject == p.id;
    subject_before = p.around.subject_before == p.id;
    starts_paragraph = p.around.starter == p.id;
    owns = p.around.owner == p.id;
    owner_same = p.around.owner.is_some() && p.e.owner == p.around.owner;
    owner_differs = p.around.owner.is_some() && p.e.owner.is_some() && p.e.owner != p.around.owner;
    owned = p.e.owner.is_some();
    called = p.is_called();
    called_last = !p.v.noun.is_empty() && p.full.words.first().is_some_and(|w| w == p.v.noun);
    called_latest = p.latest_of_noun;
    same_office = p.same_office();
    noun_in_name = p.noun_in_name;
    noun_fits = p.noun_fits();
    known_modifiers = share(p.known_modifiers, 3);
    all_known = !p.v.item.modifiers.is_empty() && p.all_known();
    new_modifier = p.is_called() && !p.all_known();
    same_words = p.is_called() && p.all_known()
        && p.e.modifiers.len() == p.v.item.modifiers.len();
    modifier_in_name = p.modifier_in_name;
    modifier_is_noun = p.v.item.modifiers.iter().any(|m| p.e.nouns.contains(m));
    plain = p.e.modifiers.is_empty();
    body_noun = p.is_body_noun() && p.e.kind == Some(ActorKind::Organization);
    other_body = p.is_other_body();
    rules_say = p.id.is_some_and(|id| p.v.rules == Choice::Known(id));
}
