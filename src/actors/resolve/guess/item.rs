//! The features of an item.

use super::super::item::Item;
use super::super::scene::Scene;
use super::choice::Choice;
use super::value::{Value, features, log, share};
use crate::actors::candidate::{Candidate, Gender, Number, Reference};
use crate::analysis::{ActorKind, Form};
use crate::lexicon::lists::phrases::COPULAS;
use crate::lexicon::lists::references::{
    HE, IT, JOINED, NOT_AN_ACTOR_BEFORE, NOT_AN_ACTOR_BEHIND, OTHERS, POSSESSIVE_ENDINGS, SHE, THEY,
};
use crate::lexicon::{Class, Pos};
use crate::text::{ParagraphKind, Sentence};

/// An item with what its features are read from.
pub struct View<'s, 'd, 't> {
    /// The scene.
    pub scene: &'s Scene<'d, 't>,
    /// The item's index.
    pub index: usize,
    /// The item.
    pub item: &'s Item,
    /// The pronoun; empty for a description.
    pub word: &'s str,
    /// The noun of a description in the singular; empty for a pronoun.
    pub noun: &'s str,
    /// What the tables say of the noun.
    pub class: Class,
    /// Its sentence.
    pub sentence: Sentence,
    /// What the rules answer.
    pub rules: Choice,
}

impl<'s, 'd, 't> View<'s, 'd, 't> {
    /// Item `index`, of which the rules say `rules`.
    pub fn new(scene: &'s Scene<'d, 't>, index: usize, rules: Choice) -> Self {
        let item = &scene.items[index];
        let first = item.words.first().map_or("", String::as_str);
        let pronoun = item.candidate.form == Form::Pronoun;
        let noun = if pronoun { "" } else { first };
        View {
            scene,
            index,
            item,
            word: if pronoun { first } else { "" },
            noun,
            class: if pronoun { Class::NONE } else { scene.document.tables.word(noun).class },
            sentence: scene.document.sentences[item.sentence],
            rules,
        }
    }

    fn c(&self) -> &Candidate {
        &self.item.candidate
    }

    /// The word `n` tokens behind the phrase, from 0.
    fn next(&self, n: usize) -> &str {
        self.scene.lower(self.c().phrase.end + n)
    }

    /// The word before the phrase.
    fn before(&self) -> &str {
        self.c().phrase.start.checked_sub(1).map_or("", |t| self.scene.lower(t))
    }

    /// What the tables say of the word before the phrase.
    fn class_before(&self) -> Class {
        let before = self.c().phrase.start.checked_sub(1);
        before.map_or(Class::NONE, |t| self.scene.document.class(t))
    }

    /// What the tables say of the word behind the phrase.
    fn class_behind(&self) -> Class {
        let next = self.c().phrase.end;
        let inside = next < self.scene.document.tokens.len();
        if inside { self.scene.document.class(next) } else { Class::NONE }
    }

    /// True if token `token` is a verb that reports.
    fn reports(&self, token: usize) -> bool {
        token < self.scene.document.tokens.len() && self.scene.document.lexeme(token).verb.is_some()
    }

    /// True if the word behind the phrase is mostly a finite verb.
    fn verb_behind(&self) -> bool {
        let next = self.c().phrase.end;
        next < self.scene.document.tokens.len() && {
            let pos = self.scene.document.lexeme(next).word.pos;
            matches!(pos.first(), Some(Pos::Past | Pos::VerbS))
        }
    }

    fn paragraph(&self) -> ParagraphKind {
        self.scene.document.paragraphs[self.sentence.paragraph as usize].kind
    }

    fn quoted(&self) -> bool {
        self.scene.document.tokens[self.c().head.start].quoted
    }
}

/// True if the phrase of an item starts its sentence, but for one token.
pub fn begins(scene: &Scene, item: &Item) -> bool {
    item.candidate.phrase.start <= scene.document.sentences[item.sentence].tokens.start + 1
}

features! { v: View<'_, '_, '_>;
    person = v.c().kind == Some(ActorKind::Person);
    organization = v.c().kind == Some(ActorKind::Organization);
    group = v.c().kind == Some(ActorKind::Group);
    role = v.c().kind == Some(ActorKind::Role);
    no_kind = v.c().kind.is_none();
    singular = v.c().number == Number::Singular;
    plural = v.c().number == Number::Plural;
    male = v.c().gender == Gender::Male;
    female = v.c().gender == Gender::Female;
    definite = v.c().reference == Reference::Definite;
    possessive = v.c().reference == Reference::Possessive;
    indefinite = v.c().reference == Reference::Indefinite;
    other = v.c().reference == Reference::Other;
    bare = v.c().reference == Reference::Bare;
    bound = v.c().bound;
    weak = v.c().weak;
    subject = v.item.subject;
    source = v.item.source_of.is_some();
    quoted = v.quoted();
    in_quotation = v.item.quoted_in.is_some();
    in_content = v.item.content_of.is_some();
    headline = v.item.headline;
    body = v.paragraph() == ParagraphKind::Body;
    first = begins(v.scene, v.item);
    place = share(v.c().phrase.start - v.sentence.tokens.start.min(v.c().phrase.start), 32);
    early = v.item.sentence < 4;
    place_in_text = share(v.item.sentence, v.scene.document.sentences.len());
    he = HE.contains(&v.word);
    she = SHE.contains(&v.word);
    they = THEY.contains(&v.word);
    it = IT.contains(&v.word);
    who = matches!(v.word, "who" | "whom");
    which = matches!(v.word, "which" | "that");
    class_person = v.class.any(Class::PERSON);
    class_people = v.class.any(Class::PEOPLE);
    class_body = v.class.any(Class::BODY);
    class_weak = v.class.any(Class::WEAK);
    modifiers = share(v.item.modifiers.len(), 4);
    length = log(v.c().phrase.len());
    comma_before = v.before() == ",";
    and_before = JOINED.contains(&v.before());
    preposition_before = v.class_before().any(Class::PREPOSITION);
    copula_before = COPULAS.contains(&v.before());
    verb_before = v.c().phrase.start > 0 && v.reports(v.c().phrase.start - 1);
    mark_before = matches!(v.before(), ":" | "(" | "—" | "–");
    comma_behind = v.next(0) == ",";
    owner = POSSESSIVE_ENDINGS.contains(&v.next(0));
    and_behind = JOINED.contains(&v.next(0));
    preposition_behind = v.class_behind().any(Class::PREPOSITION);
    who_behind = matches!(v.next(0), "who" | "whose" | "which" | "that");
    reports_behind = v.reports(v.c().phrase.end);
    copula_behind = v.class_behind().any(Class::AUXILIARY);
    end_behind = matches!(v.next(0), "" | "." | "?" | "!" | ";");
    finite_behind = v.verb_behind();
    that_behind = matches!(v.next(1), "that" | "to");
    no_actor = v.word == "it"
        && (NOT_AN_ACTOR_BEHIND.contains(&v.next(1)) && v.class_behind().any(Class::AUXILIARY)
            || NOT_AN_ACTOR_BEFORE.contains(&v.before()));
    other_word = v.item.modifiers.iter().any(|m| OTHERS.contains(&m.as_str()));
    rules_new = v.rules == Choice::New;
    rules_nobody = v.rules == Choice::Nobody;
}
