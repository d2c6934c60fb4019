//! A question, and who answers it.

use super::super::entity::Entities;
use super::super::scene::Scene;
use super::choice::Choice;
use super::item::View;
use super::value::row;
use super::{candidates, item, pair};
use crate::actors::candidate::Gender;
use crate::analysis::Form;
use crate::ranker::{Ranker, Row};
use crate::text::TokenRange;

/// The question which entity an item refers to.
#[derive(Debug)]
pub struct Question {
    /// The item's phrase.
    pub phrase: TokenRange,
    /// The item's head.
    pub head: TokenRange,
    /// How it refers.
    pub form: Form,
    /// True for the source of an attribution.
    pub source: bool,
    /// True for a pronoun of a person.
    pub person: bool,
    /// What the rules answer.
    pub rules: Choice,
    /// The entities that it may refer to, the one mentioned last first.
    pub candidates: Vec<usize>,
    /// The features of the item.
    pub item: Row,
    /// The features of the item with each candidate.
    pub pairs: Vec<Row>,
}

/// The answer to a question.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Answer {
    /// Which entity.
    pub choice: Choice,
    /// By how much its score is above that of the next best; infinite where there is no score.
    pub lead: f32,
}

/// Who answers questions.
pub trait Chooser {
    /// The answer to a question. `mentions` gives phrase and head of each mention of an entity.
    fn choose(&mut self, question: &Question, mentions: Mentions) -> Answer;

    /// True if it answers questions about items of this form.
    fn answers(&self, form: Form) -> bool;
}

/// Gives phrase and head of each mention of an entity.
pub type Mentions<'m> = &'m dyn Fn(usize) -> Vec<(TokenRange, TokenRange)>;

/// The number of the network for items of a form.
fn network(form: Form) -> usize {
    usize::from(form != Form::Pronoun)
}

/// Taken from the score of "no actor" of a pronoun that speaks or is a person's: of those in the
/// training articles one in fifty is no actor's.
const SURELY_AN_ACTOR: f32 = 3.0;

impl Chooser for &Ranker {
    fn choose(&mut self, question: &Question, _: Mentions) -> Answer {
        let pronoun = question.form == Form::Pronoun;
        let Some(network) = self.network(network(question.form)) else {
            return Answer { choice: question.rules, lead: f32::INFINITY };
        };
        let mut scores = network.scores(&question.item, &question.pairs);
        if pronoun && (question.source || question.person) {
            scores.nobody -= SURELY_AN_ACTOR;
        }
        // A pronoun alone introduces nobody, and a described source is always an actor.
        let (mut best, mut choice) = if pronoun || scores.nobody > scores.new && !question.source {
            (scores.nobody, Choice::Nobody)
        } else {
            (scores.new, Choice::New)
        };
        let mut lead = f32::INFINITY;
        for (&candidate, &score) in question.candidates.iter().zip(&scores.candidates) {
            if score > best {
                (lead, best, choice) = (score - best, score, Choice::Known(candidate));
            } else {
                lead = lead.min(best - score);
            }
        }
        Answer { choice, lead }
    }

    fn answers(&self, form: Form) -> bool {
        self.network(network(form)).is_some()
    }
}

/// Asks `chooser` which entity item `index` refers to; the rules answer `rules`.
pub fn ask(
    scene: &Scene,
    entities: &Entities,
    chooser: &mut impl Chooser,
    index: usize,
    rules: Choice,
) -> Answer {
    let candidates = candidates::of(scene, entities, index, rules);
    let view = View::new(scene, index, rules);
    let c = &scene.items[index].candidate;
    let question = Question {
        phrase: c.phrase,
        head: c.head,
        form: c.form,
        source: scene.items[index].source_of.is_some(),
        person: c.form == Form::Pronoun && c.gender != Gender::Unknown,
        rules,
        item: row(&item::values(&view)),
        pairs: pair::rows(entities, &view, &candidates),
        candidates,
    };
    let of = |i: &usize| (scene.items[*i].candidate.phrase, scene.items[*i].candidate.head);
    chooser.choose(&question, &|e| entities.list[e].items.iter().map(of).collect())
}
