//! Finds pairs of phrases that the text itself says are one: appositions, "is a", names in
//! brackets.
//!
//! Takes a [`Scene`] and an item; gives an earlier item that refers to the same actor, if the text
//! says so.

use super::scene::Scene;
use crate::actors::candidate::{Candidate, Gender, Number, Reference};
use crate::analysis::{ActorKind, Form};
use crate::lexicon::lists::phrases::{AFTER_APPOSITION, BELONGING, COPULAS};

/// How the text ties an item to an earlier one, whose index it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    /// "John Kirby, a spokesman," / "the minister, John Kirby,"
    Apposition(usize),
    /// "Kirby is a spokesman"
    Predicate(usize),
    /// "Free Syrian Army (FSA)"
    Bracket(usize),
}

/// How many nouns may belong to one another before an apposition: "head of the office of the
/// ministry".
const LONGEST_CHAIN: usize = 2;
/// How many tokens before the end of a phrase its head is looked for.
const LONGEST_PHRASE: usize = 40;
/// How many phrases that end at one token are looked at.
const MOST_ENDING: usize = 12;

/// The link of item `index` to an item before it.
pub fn find(scene: &Scene, index: usize) -> Option<Link> {
    let c = &scene.items[index].candidate;
    let start = c.phrase.start;
    if c.form == Form::Pronoun {
        return None;
    }
    let before = start.checked_sub(1).map_or("", |t| scene.lower(t));
    if before == "(" && c.form == Form::Name {
        return bracket(scene, index);
    }
    // "Ann Lee, curator of the show and professor of art"
    if before == "and" && is_bare_role(c) {
        let other = ending_at(scene, index, start - 1).next()?;
        let role = &scene.items[other].candidate;
        return is_bare_role(role).then_some(Link::Predicate(other));
    }
    if let Some(other) = description_of_body(scene, index) {
        return Some(Link::Apposition(other));
    }
    if before == "," && start >= 2 {
        if begins_source(scene, index) {
            return None;
        }
        return apposition(scene, index).map(Link::Apposition);
    }
    predicate(scene, index).map(Link::Predicate)
}

/// True if item `index` begins a source that its cue follows without a comma: "The deal, | aides to
/// Lee | said, is near". An apposition would have a comma behind it too.
fn begins_source(scene: &Scene, index: usize) -> bool {
    let item = &scene.items[index];
    let Some(draft) = item.source_of.map(|d| &scene.drafts[d]) else { return false };
    let cue = draft.cue.first().map(|c| c.start);
    item.candidate.form == Form::Description
        && draft
            .source
            .is_some_and(|s| s.start == item.candidate.phrase.start && Some(s.end) == cue)
}

/// The items whose phrases end right before `token`, in the sentence of item `index` and before it,
/// the inner ones first.
fn ending_at<'a>(
    scene: &'a Scene,
    index: usize,
    token: usize,
) -> impl Iterator<Item = usize> + use<'a> {
    let sentence = scene.items[index].sentence;
    let from = scene.first_from(token.saturating_sub(LONGEST_PHRASE));
    (from..index).rev().take(MOST_ENDING).filter(move |&i| {
        let item = &scene.items[i];
        item.candidate.phrase.end == token
            && item.sentence == sentence
            && item.candidate.form != Form::Pronoun
    })
}

/// The link of a name in brackets to the name before: "Free Syrian Army (FSA)".
fn bracket(scene: &Scene, index: usize) -> Option<Link> {
    let c = &scene.items[index].candidate;
    let other = ending_at(scene, index, c.phrase.start - 1).next()?;
    let long = &scene.items[other];
    let acronym = c.head.len() == 1 || scene.document.slice(c.head).contains('.');
    let link = long.candidate.form == Form::Name
        && acronym
        && long.words.len() > 1
        && c.kind != Some(ActorKind::Person);
    link.then_some(Link::Bracket(other))
}

/// The description right before the name of a body: "the main news agency KCNA".
fn description_of_body(scene: &Scene, index: usize) -> Option<usize> {
    let c = &scene.items[index].candidate;
    if c.form != Form::Name || c.kind != Some(ActorKind::Organization) {
        return None;
    }
    ending_at(scene, index, c.head.start).next().filter(|&i| {
        let other = &scene.items[i].candidate;
        other.form == Form::Description
            && other.kind == Some(ActorKind::Organization)
            && other.head.end == c.head.start
            && other.reference != Reference::Bare
    })
}

/// The item before a comma that item `index` is an apposition to.
fn apposition(scene: &Scene, index: usize) -> Option<usize> {
    let c = &scene.items[index].candidate;
    let start = c.phrase.start;
    let before = |n: usize| start.checked_sub(n).map_or("", |t| scene.lower(t));
    // "John Kirby, 52, a spokesman,"
    let age =
        before(3) == "," && before(2).len() <= 3 && before(2).bytes().all(|b| b.is_ascii_digit());
    let comma = if age { start - 3 } else { start - 1 };
    // "a spokesman for the ministry, John Kirby,": the apposition is to the spokesman, whose phrase
    // holds the ministry or to whom it belongs.
    let mut other = ending_at(scene, index, comma).next()?;
    for _ in 0..=LONGEST_CHAIN {
        let phrase = scene.items[other].candidate.phrase;
        let found = ending_at(scene, index, phrase.end)
            .find(|&o| (o == other || is_one_person(c.kind)) && is_apposition(scene, o, index));
        if found.is_some() {
            return found;
        }
        let link = phrase.start.checked_sub(1).filter(|&t| scene.is_one_of(t, BELONGING))?;
        other = ending_at(scene, index, link).next()?;
    }
    None
}

/// The subject that item `index` is a predicate of: "Kirby is a spokesman".
fn predicate(scene: &Scene, index: usize) -> Option<usize> {
    let c = &scene.items[index].candidate;
    let before = |n: usize| c.phrase.start.checked_sub(n).map_or("", |t| scene.lower(t));
    // "is both an artist and ..."
    let back = 1 + usize::from(before(1) == "both");
    if c.form != Form::Description || !COPULAS.contains(&before(back)) {
        return None;
    }
    let verb = c.phrase.start - back;
    let other = ending_at(scene, index, verb).next().or_else(|| {
        // "He is a teacher": the pronoun's entity is decided already.
        let subject = scene.first_from(verb.checked_sub(1)?);
        let pronoun = &scene.items.get(subject).filter(|_| subject < index)?.candidate;
        (pronoun.form == Form::Pronoun
            && pronoun.person == 3
            && pronoun.head.end == verb
            && pronoun.number != Number::Either)
            .then_some(subject)
    })?;
    let subject = &scene.items[other].candidate;
    let pronoun = subject.form == Form::Pronoun && subject.number == c.number;
    let body = is_named_body(subject) && may_describe_body(c);
    let plural_definite = c.number == Number::Plural && c.reference == Reference::Definite;
    ((pronoun || body || fits(scene, other, index))
        && c.reference != Reference::Bare
        && !plural_definite)
        .then_some(other)
}

/// True if `second`, which stands after `first` and a comma, is an apposition to it and not the
/// next of a list.
fn is_apposition(scene: &Scene, first: usize, second: usize) -> bool {
    let (a, b) = (&scene.items[first].candidate, &scene.items[second].candidate);
    let end = b.phrase.end;
    let next = scene.lower(end);
    // "Russia, a backer of the family,": a noun for a person may describe a state or body too.
    let begins_sentence = a.phrase.start == scene.document.sentence_of(a.head.start).tokens.start;
    if is_named_body(a) && may_describe_body(b) && begins_sentence {
        return true;
    }
    let one_name = (a.form == Form::Name) != (b.form == Form::Name);
    if !one_name || !fits(scene, first, second) {
        return false;
    }
    let new_role = b.kind == Some(ActorKind::Role) && b.reference == Reference::Indefinite;
    if a.form == Form::Name && (is_bare_role(b) || new_role) {
        return true;
    }
    // In a list a further comma or "and" follows with another member. But a description before a
    // full name is rarely a list item: "the country's president, Omar al-Bashir, and a new round".
    let office = a.kind == Some(ActorKind::Role)
        && matches!(a.reference, Reference::Definite | Reference::Possessive);
    let named = office && next == "," && b.kind == Some(ActorKind::Person) && b.head.len() > 1;
    let list = !named && (next == "and" || next == "," && scene.lower(end + 1) == "and");
    // "Kerry, an official and a diplomat said", "Ann, Bob and Carol"
    let closes = AFTER_APPOSITION.contains(&next) || end >= scene.document.tokens.len();
    let open = b.form == Form::Description && b.reference != Reference::Bare;
    !list && (closes || open)
}

/// True for a singular noun for a person without a determiner, which stands only in apposition:
/// "curator", "director of exhibits".
fn is_bare_role(c: &Candidate) -> bool {
    c.form == Form::Description
        && c.kind == Some(ActorKind::Role)
        && c.reference == Reference::Bare
        && c.number == Number::Singular
}

/// True for the name of a state or body.
fn is_named_body(c: &Candidate) -> bool {
    c.form == Form::Name && matches!(c.kind, Some(ActorKind::Country | ActorKind::Organization))
}

/// True for a noun for a person that may describe a state or body too: "a backer", "a friend".
fn may_describe_body(c: &Candidate) -> bool {
    c.kind == Some(ActorKind::Role)
        && c.reference == Reference::Indefinite
        && c.gender == Gender::Unknown
}

/// True for the kinds of one person.
fn is_one_person(kind: Option<ActorKind>) -> bool {
    matches!(kind, Some(ActorKind::Person | ActorKind::Role))
}

/// True if kind, number and gender allow the two to be one.
fn fits(scene: &Scene, first: usize, second: usize) -> bool {
    let (a, b) = (&scene.items[first].candidate, &scene.items[second].candidate);
    let kinds =
        a.kind.is_some() && b.kind.is_some() && is_one_person(a.kind) == is_one_person(b.kind);
    let numbers = a.number == b.number || a.number == Number::Either || b.number == Number::Either;
    let genders =
        a.gender == b.gender || a.gender == Gender::Unknown || b.gender == Gender::Unknown;
    kinds && numbers && genders
}
