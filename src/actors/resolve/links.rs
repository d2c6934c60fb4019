//! Where the text itself says that two phrases are one: appositions, "is a", names in brackets.
//!
//! Takes a [`Scene`]; gives for each item an earlier item it is the same as, if the text says so;
//! promises that the earlier item comes first.

use super::scene::Scene;
use crate::actors::candidate::{Candidate, Gender, Number, Reference};
use crate::analysis::{ActorKind, Form};
use crate::lexicon::lists::phrases::{AFTER_APPOSITION, BELONGING, COPULAS};

/// How two items are one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    /// "John Kirby, a spokesman," / "the minister, John Kirby,"
    Apposition(usize),
    /// "Kirby is a spokesman"
    Predicate(usize),
    /// "Free Syrian Army (FSA)"
    Bracket(usize),
}

/// How many nouns may belong to one another: "head of the office of the ministry".
const LONGEST_CHAIN: usize = 2;

/// The link of item `index` to an item before it.
pub fn find(scene: &Scene, index: usize) -> Option<Link> {
    let item = &scene.items[index];
    let c = &item.candidate;
    if c.form == Form::Pronoun {
        return None;
    }
    let start = c.phrase.start;
    let before = |n: usize| start.checked_sub(n).map(|t| scene.lower(t)).unwrap_or_default();
    // The items whose phrases end right before `token`, in the same sentence, the inner ones first.
    let all_ending_at = |token: usize| {
        let from = scene.first_from(token.saturating_sub(40));
        (from..index).rev().take(12).filter(move |&i| {
            let o = &scene.items[i];
            o.candidate.phrase.end == token
                && o.sentence == item.sentence
                && o.candidate.form != Form::Pronoun
        })
    };
    let ending_at = |token: usize| all_ending_at(token).next();
    if before(1) == "(" && c.form == Form::Name {
        let other = ending_at(start - 1)?;
        let o = &scene.items[other];
        let acronym = c.head.len() == 1 || scene.document.slice(c.head).contains('.');
        return (o.candidate.form == Form::Name
            && acronym
            && o.words.len() > 1
            && c.kind != Some(ActorKind::Person))
        .then_some(Link::Bracket(other));
    }
    if before(1) == "and" && bare_role(c) {
        // "Ann Lee, curator of the show and professor of art"
        let other = ending_at(start - 1)?;
        let o = &scene.items[other].candidate;
        return (bare_role(o) && o.form == Form::Description).then_some(Link::Predicate(other));
    }
    if c.form == Form::Name && c.kind == Some(ActorKind::Organization) {
        // "the main news agency KCNA"
        let other = ending_at(c.head.start).filter(|&i| {
            let o = &scene.items[i].candidate;
            o.form == Form::Description
                && o.kind == Some(ActorKind::Organization)
                && o.head.end == c.head.start
                && o.reference != Reference::Bare
        });
        if let Some(other) = other {
            return Some(Link::Apposition(other));
        }
    }
    if before(1) == "," && start >= 2 {
        // "John Kirby, 52, a spokesman,"
        let age = before(3) == ","
            && before(2).len() <= 3
            && before(2).bytes().all(|b| b.is_ascii_digit());
        let comma = if age { start - 3 } else { start - 1 };
        // "a spokesman for the ministry, John Kirby,": not the ministry, but who has it in his
        // phrase or whom it belongs to.
        let mut other = ending_at(comma)?;
        for _ in 0..=LONGEST_CHAIN {
            let from = scene.items[other].candidate.phrase.end;
            if let Some(found) = all_ending_at(from)
                .find(|&o| (o == other || single(c.kind)) && appose(scene, o, index))
            {
                return Some(Link::Apposition(found));
            }
            let from = scene.items[other].candidate.phrase.start;
            let link = from.checked_sub(1).filter(|&t| scene.is_one_of(t, BELONGING))?;
            other = ending_at(link)?;
        }
        return None;
    }
    // "is both an artist and ..."
    let back = 1 + usize::from(before(1) == "both");
    if COPULAS.contains(&before(back)) && c.form == Form::Description {
        let verb = start - back;
        let other = ending_at(verb).or_else(|| {
            // "He is a teacher": the pronoun's owner, once it is known.
            let subject = scene.first_from(verb.checked_sub(1)?);
            let pronoun = &scene.items.get(subject).filter(|_| subject < index)?.candidate;
            (pronoun.form == Form::Pronoun
                && pronoun.person == 3
                && pronoun.head.end == verb
                && pronoun.number != Number::Either)
                .then_some(subject)
        })?;
        let o = &scene.items[other].candidate;
        let pronoun = o.form == Form::Pronoun && o.number == c.number;
        let body = states(o) && person(c);
        return ((pronoun || body || fits(scene, other, index))
            && c.reference != Reference::Bare
            && !(c.number == Number::Plural && c.reference == Reference::Definite))
            .then_some(Link::Predicate(other));
    }
    None
}

/// True if `second`, which stands after `first` and a comma, is an apposition to it and not the
/// next of a list.
fn appose(scene: &Scene, first: usize, second: usize) -> bool {
    let (a, b) = (&scene.items[first].candidate, &scene.items[second].candidate);
    let end = b.phrase.end;
    let next = scene.lower(end);
    // "Kerry, an official and a diplomat said", "Ann, Bob and Carol"
    let closes = AFTER_APPOSITION.contains(&next) || end >= scene.document.tokens.len();
    let one_name = (a.form == Form::Name) != (b.form == Form::Name);
    // "Russia, a backer of the family,": said of a state or body, a noun for a person means it all
    // the same.
    let body = states(a)
        && person(b)
        && scene.items[first].candidate.phrase.start
            == scene.document.sentence_of(a.head.start).tokens.start;
    if body {
        return true;
    }
    if !one_name || !fits(scene, first, second) {
        return false;
    }
    if a.form == Form::Name
        && (bare_role(b) || b.kind == Some(ActorKind::Role) && b.reference == Reference::Indefinite)
    {
        return true;
    }
    // In a list a further comma or "and" follows with another member. "the country's president,
    // Omar al-Bashir, and a new round": whom so full a name follows is hardly one of a list.
    let office = a.kind == Some(ActorKind::Role)
        && matches!(a.reference, Reference::Definite | Reference::Possessive);
    let named = office && next == "," && b.kind == Some(ActorKind::Person) && b.head.len() > 1;
    let list = !named && (next == "and" || next == "," && scene.lower(end + 1) == "and");
    let open = b.form == Form::Description && b.reference != Reference::Bare;
    !list && (closes || open)
}

/// "curator", "director of exhibits": a singular noun for a person without a determiner stands only
/// in apposition.
fn bare_role(c: &Candidate) -> bool {
    c.form == Form::Description
        && c.kind == Some(ActorKind::Role)
        && c.reference == Reference::Bare
        && c.number == Number::Singular
}

/// A state or body by its name.
fn states(c: &Candidate) -> bool {
    c.form == Form::Name && matches!(c.kind, Some(ActorKind::Country | ActorKind::Organization))
}

/// "a backer", "a friend": a noun for a person that may be said of a state or body too.
fn person(c: &Candidate) -> bool {
    c.kind == Some(ActorKind::Role)
        && c.reference == Reference::Indefinite
        && c.gender == Gender::Unknown
}

/// One person.
fn single(kind: Option<ActorKind>) -> bool {
    matches!(kind, Some(ActorKind::Person | ActorKind::Role))
}

/// True if kind, number and gender allow the two to be one.
fn fits(scene: &Scene, first: usize, second: usize) -> bool {
    let (a, b) = (&scene.items[first].candidate, &scene.items[second].candidate);
    let kinds = match (a.kind, b.kind) {
        (None, None) => false,
        (None, Some(ActorKind::Organization)) | (Some(ActorKind::Organization), None) => false,
        (None, _) | (_, None) => false,
        (x, y) if single(x) || single(y) => single(x) && single(y),
        (Some(ActorKind::Country), Some(ActorKind::Organization))
        | (Some(ActorKind::Organization), Some(ActorKind::Country)) => true,
        _ => true,
    };
    let numbers = a.number == b.number || a.number == Number::Either || b.number == Number::Either;
    let genders =
        a.gender == b.gender || a.gender == Default::default() || b.gender == Default::default();
    kinds && numbers && genders
}
