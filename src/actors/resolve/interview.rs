//! Resolves "I" and "you" in interviews printed as questions and answers without a name before
//! each.
//!
//! Takes a [`Scene`] and its entities; makes "I" in the answers and "you" in the questions mentions
//! of the person interviewed; promises to change nothing unless the article looks like an interview
//! of one person.

use super::entity::Entities;
use super::scene::Scene;
use crate::actors::candidate::Number;
use crate::analysis::{ActorKind, Form};
use crate::lexicon::lists::sources::CREDITS;
use crate::text::pattern::Pattern::{self, AnyOf, Seq};
use crate::text::{Paragraph, ParagraphKind, TokenRange};

/// Longest question, in tokens. Longer paragraphs that end in a question mark are answers.
const LONGEST_QUESTION: usize = 90;
/// Fewest questions of an article that calls itself an interview.
const FEWEST_IF_CALLED_SO: usize = 2;
/// Fewest questions of an interview that does not. Half of them must be put to "you".
const FEWEST: usize = 4;

/// Resolves "I" and "you" outside quotation marks.
pub fn resolve(scene: &Scene, entities: &mut Entities) {
    let document = scene.document;
    let questions: Vec<bool> = document.paragraphs.iter().map(|p| is_question(scene, p)).collect();
    let Some(first) = questions.iter().position(|&q| q) else { return };
    let begin = document.paragraphs[first].tokens.start;
    let count = questions.iter().filter(|&&q| q).count();
    let calls_itself = || (0..begin).any(|t| scene.lower(t).starts_with("interview"));
    let asks_you = || {
        let you =
            |p: &Paragraph| p.tokens.into_iter().any(|t| matches!(scene.lower(t), "you" | "your"));
        document.paragraphs.iter().zip(&questions).filter(|(p, q)| **q && you(p)).count()
    };
    if !(count >= FEWEST_IF_CALLED_SO && calls_itself()
        || count >= FEWEST && 2 * asks_you() >= count)
    {
        return;
    }
    let Some(interviewed) = interviewed(scene, entities, begin) else { return };
    for index in scene.first_from(begin)..scene.items.len() {
        let item = &scene.items[index];
        let c = &item.candidate;
        let token = &document.tokens[c.head.start];
        if c.form != Form::Pronoun
            || entities.of[index].is_some()
            || token.quoted
            || item.quoted_in.is_some()
        {
            continue;
        }
        let question = questions[document.sentences[token.sentence as usize].paragraph as usize];
        if c.person == 1 && c.number == Number::Singular && !question || c.person == 2 && question {
            entities.add(interviewed, index, item);
        }
    }
}

/// True for a short paragraph that ends in a question mark outside quotation marks.
fn is_question(scene: &Scene, paragraph: &Paragraph) -> bool {
    let tokens = paragraph.tokens;
    matches!(paragraph.kind, ParagraphKind::Body | ParagraphKind::Heading)
        && tokens.len() <= LONGEST_QUESTION
        && !tokens.is_empty()
        && scene.document.word(tokens.end - 1) == "?"
        && !scene.document.tokens[tokens.end - 1].quoted
}

/// The only person that the headline names, or else the person named most before the first
/// question, which starts at token `begin`.
fn interviewed(scene: &Scene, entities: &Entities, begin: usize) -> Option<usize> {
    let paragraph = |item: usize| {
        let sentence = scene.document.sentence_of(scene.items[item].candidate.head.start);
        scene.document.paragraphs[sentence.paragraph as usize].kind
    };
    let person = |e: &usize| {
        let entity = &entities.list[*e];
        // The author of the article or its pictures is not interviewed.
        let credited = entity
            .items
            .first()
            .is_some_and(|&i| paragraph(i) == ParagraphKind::Byline || is_credit(scene, i));
        entity.kind == Some(ActorKind::Person) && entity.named && !credited
    };
    let mut times = vec![0usize; entities.list.len()];
    let mut headline = Vec::new();
    for item in 0..scene.first_from(begin) {
        let Some(e) = entities.of[item].filter(person) else { continue };
        times[e] += 1;
        if scene.items[item].headline && !headline.contains(&e) {
            headline.push(e);
        }
    }
    if !headline.is_empty() {
        return (headline.len() == 1).then(|| headline[0]);
    }
    let most = times.iter().copied().max().filter(|&n| n > 0)?;
    let mut of_most = (0..times.len()).filter(|&e| times[e] == most);
    of_most.next().filter(|_| of_most.next().is_none())
}

/// The words before the name in a credit for a picture: "Image: Ann Lee", "photo by Ann Lee".
const BEFORE_CREDITED: Pattern = Seq(&[AnyOf(CREDITS), AnyOf(&[":", "by"])]);

/// True for a name in a credit for a picture.
fn is_credit(scene: &Scene, item: usize) -> bool {
    let start = scene.items[item].candidate.phrase.start;
    start >= 2 && BEFORE_CREDITED.is(scene.document, TokenRange::new(start - 2, start))
}
