//! Finds the items that each draft's source refers to.
//!
//! Takes a [`Scene`]; gives each draft the items that are its source; promises that a source
//! without any candidate gets an item only if its words show people: "the moderators" and "9
//! percent" do, "the results" and "protracted" do not.

use super::item::{item, singular};
use super::scene::Scene;
use crate::actors::candidate::{Candidate, Number, Reference};
use crate::analysis::{ActorKind, Form};
use crate::lexicon::lists::references::{
    COUNTS_OF_PEOPLE, DEMONSTRATIVES, INDEFINITE_ARTICLES, NOBODY, RELATIVES,
};
use crate::lexicon::lists::sources::{
    AGENTIVE, BEFORE_AUTHOR, BEGINS_DESCRIPTION, DESCRIBED_BEHIND, DOCUMENTS, HOW_IT_KNOWS,
    JOINED_BY, NOT_IN_TITLES, SPEAKERS,
};
use crate::lexicon::{Class, Pos};
use crate::sort;
use crate::text::{Document, TokenKind, TokenRange};

/// Longest role at the start of a source whose person is named behind it, in tokens.
const LONGEST_ROLE: usize = 6;
/// Longest member of a list, in tokens.
const LONGEST_MEMBER: usize = 8;

impl Scene<'_, '_> {
    /// Adds an item for each source that has no candidate, if its head may be an actor: a relative
    /// pronoun, a name, people.
    pub(super) fn add_sources(&mut self) {
        let mut added = Vec::new();
        for draft in self.drafts {
            let Some(source) = draft.source.filter(|s| !s.is_empty()) else { continue };
            if self.within(source).is_empty() || self.is_described_by_names(source) {
                added.extend(self.new_candidate(source).map(|c| item(self.document, c)));
            }
        }
        if !added.is_empty() {
            self.items.extend(added);
            sort::by_keys(&mut self.items, |i| [i.candidate.head.start, i.candidate.head.end]);
            self.items.dedup_by(|b, a| a.candidate.head == b.candidate.head);
        }
    }

    /// True if the head of a source is in no candidate, and the candidates behind it only describe
    /// it: "sources close to her campaign", "those who back him".
    fn is_described_by_names(&self, source: TokenRange) -> bool {
        let head = core_head(self.document, source);
        let (word, next) = (self.lower(head), self.lower(head + 1));
        let class = self.document.tables.word(word).class;
        let people = class.any(Class::PERSON | Class::PEOPLE) && !class.any(Class::GIVEN)
            || DESCRIBED_BEHIND.contains(&word);
        let described = self.document.tables.word(next).class.any(Class::PREPOSITION)
            || BEGINS_DESCRIPTION.contains(&next)
            || HOW_IT_KNOWS.contains(&next);
        let alone = self.within(source).all(|i| {
            !self.items[i].candidate.phrase.has(head) && self.items[i].candidate.head.start > head
        });
        // "Psychology major at the University of Texas Amneh Jafari"
        let bearer = self.within(source).last().map(|i| &self.items[i].candidate);
        let ends = |c: &&Candidate| {
            c.form == Form::Name && c.phrase.end == source.end && c.phrase.start > source.start
        };
        let title = bearer
            .filter(ends)
            .is_some_and(|c| !self.document.class(c.phrase.start - 1).any(Class::FUNCTION));
        people
            && described
            && alone
            && !title
            && self.document.word(head).starts_with(char::is_lowercase)
    }

    /// The candidate of a source that no stage before took for one.
    fn new_candidate(&self, source: TokenRange) -> Option<Candidate> {
        let head = core_head(self.document, source);
        let word = self.lower(head);
        let range = TokenRange::new(head, head + 1);
        if RELATIVES.contains(&word) {
            return Some(Candidate::new(range, range, Form::Pronoun, None));
        }
        if NOBODY.contains(&word) || word == "no" {
            return None;
        }
        let known = self.document.tables.word(word);
        let one = singular(word);
        let plural = known.class.any(Class::PLURAL) || word.ends_with('s') && !word.ends_with("ss");
        let first = self.document.sentence_of(head).tokens.start == head;
        let name = self.document.word(head).starts_with(char::is_uppercase)
            && !(first && (known.listed || known.pos.first() != Some(Pos::Noun)))
            && !known.class.any(Class::FUNCTION);
        let person = known.class.any(Class::PERSON)
            || SPEAKERS.contains(&one.as_str())
            || !known.listed
                && AGENTIVE.iter().any(|e| one.ends_with(e))
                && known.pos.may(Pos::Noun);
        let (form, kind) = if name {
            (Form::Name, ActorKind::Organization)
        } else if DOCUMENTS.contains(&one.as_str()) {
            return None;
        } else if COUNTS_OF_PEOPLE.contains(&word)
            || plural && (person || known.class.any(Class::AGENT))
        {
            (Form::Description, ActorKind::Group)
        } else if person {
            (Form::Description, ActorKind::Role)
        } else if known.class.any(Class::AGENT) {
            (Form::Description, ActorKind::Organization)
        } else {
            return None;
        };
        let mut candidate = Candidate::new(source, range, form, Some(kind));
        candidate.number = match kind {
            ActorKind::Group => Number::Plural,
            ActorKind::Role => Number::Singular,
            _ => Number::Either,
        };
        candidate.reference = match self.lower(source.start) {
            first if DEMONSTRATIVES.contains(&first) => Reference::Definite,
            first if INDEFINITE_ARTICLES.contains(&first) => Reference::Indefinite,
            "another" => Reference::Other,
            _ => Reference::Bare,
        };
        Some(candidate)
    }

    /// Finds the items of each draft's source.
    pub(super) fn find_sources(&mut self) {
        for index in 0..self.drafts.len() {
            let Some(source) = self.drafts[index].source.filter(|s| !s.is_empty()) else {
                continue;
            };
            let found = self.source_items(source);
            for &item in &found {
                self.items[item].source_of.get_or_insert(index);
            }
            self.sources[index] = found;
        }
    }

    /// The items that a source refers to: the one that starts it, and those joined to it by "and".
    fn source_items(&self, source: TokenRange) -> Vec<usize> {
        let inside: Vec<usize> = self.within(source).collect();
        // An item inside another one's phrase but not its head ("State Department" in "State
        // Department officials") is not the speaker.
        let outer: Vec<usize> = inside
            .iter()
            .copied()
            .filter(|&i| {
                let c = &self.items[i].candidate;
                !inside.iter().any(|&j| {
                    let o = &self.items[j].candidate;
                    i != j
                        && o.phrase.contains(c.phrase)
                        && (o.phrase.len() > c.phrase.len() || o.head.start > c.head.start)
                        && !self.is_list_member(j, i)
                }) && !self.owns_head(i, source)
            })
            .collect();
        let Some(&first) = outer.first() else {
            return inside.first().copied().into_iter().collect();
        };
        let head = core_head(self.document, source);
        if self.is_one_of(head, NOBODY) {
            return Vec::new();
        }
        if self.items[first].candidate.head.start > head
            && DOCUMENTS.contains(&singular(self.lower(head)).as_str())
        {
            // "a report by Amnesty", "figures from the ministry": the author speaks.
            let from = self.items[first].candidate.phrase.start;
            let near = from == head + 2 && self.is_one_of(head + 1, BEFORE_AUTHOR);
            return if near { vec![first] } else { Vec::new() };
        }
        if let Some(&last) = outer.last()
            && last != first
            && self.items[first].candidate.phrase.start <= source.start + LONGEST_ROLE
            && self.is_name_behind_title(last, source)
        {
            return vec![last];
        }
        let mut out = vec![first];
        let mut last = first;
        for &next in &outer[1..] {
            let gap = self.gap(
                self.items[last].candidate.phrase.end,
                self.items[next].candidate.phrase.start,
            );
            let joined = JOINED_BY.iter().any(|words| gap == *words);
            let listed = gap == [","] && self.list_goes_on(next, source);
            if !joined && !listed {
                break;
            }
            out.push(next);
            last = next;
        }
        out
    }

    /// True if `item` is a person's name that ends the source, and all before it is its title:
    /// "Psychology major at the University of Texas Amneh Jafari".
    fn is_name_behind_title(&self, item: usize, source: TokenRange) -> bool {
        let c = &self.items[item].candidate;
        let no_title =
            |t: usize| self.is_one_of(t, NOT_IN_TITLES) || self.document.tokens[t].quoted;
        c.form == Form::Name
            && c.kind == Some(ActorKind::Person)
            && c.phrase.end == source.end
            && c.phrase.start > source.start
            && !self.document.class(c.phrase.start - 1).any(Class::FUNCTION)
            && !(source.start..c.phrase.start).any(no_title)
    }

    /// The words from token `from` to `to`, without those in brackets: "John McCain (R-Ariz.) and".
    fn gap(&self, from: usize, to: usize) -> Vec<&str> {
        let mut depth = 0usize;
        let mut out = Vec::new();
        for t in from..to {
            match self.document.word(t) {
                "(" => depth += 1,
                ")" => depth = depth.saturating_sub(1),
                _ if depth == 0 => out.push(self.lower(t)),
                _ => {}
            }
        }
        out
    }

    /// True if "and" joins a further member to the source after `item`. Then the comma before it is
    /// one of a list, not of an apposition.
    fn list_goes_on(&self, item: usize, source: TokenRange) -> bool {
        let after = self.items[item].candidate.phrase.end;
        (after..source.end.min(after + LONGEST_MEMBER)).any(|t| self.lower(t) == "and")
            && self.items[item].candidate.form == Form::Name
    }

    /// True if `inner` is a further member of a list in the phrase of item `outer`, not a part of
    /// it.
    fn is_list_member(&self, outer: usize, inner: usize) -> bool {
        let (o, i) = (&self.items[outer].candidate, &self.items[inner].candidate);
        o.head.end < i.phrase.start && (o.head.end..i.phrase.start).any(|t| self.lower(t) == "and")
    }

    /// True if the item owns the head of the source, which is no document: "Kerry's aide", but not
    /// "Kerry's statement".
    fn owns_head(&self, item: usize, source: TokenRange) -> bool {
        let c = &self.items[item].candidate;
        let after = c.phrase.end;
        let possessive = after < source.end
            && self.document.tokens[after].kind == TokenKind::Clitic
            && self.lower(after).ends_with('s');
        (possessive || c.form == Form::Pronoun && c.bound && source.len() > 1) && {
            let head = core_head(self.document, source);
            head >= after && !DOCUMENTS.contains(&singular(self.lower(head)).as_str())
        }
    }
}

/// The token of a noun phrase's head: the last word before the first preposition, comma, relative
/// pronoun or word that says how a source knows.
fn core_head(document: &Document, range: TokenRange) -> usize {
    let mut head = None;
    for t in range {
        let (word, class) = (document.lower(t), document.class(t));
        let stop = document.tokens[t].kind != TokenKind::Word
            && document.tokens[t].kind != TokenKind::Clitic
            && !matches!(word, "-" | "." | "&");
        let function = class
            .any(Class::PREPOSITION | Class::WH | Class::CONJUNCTION | Class::AUXILIARY)
            || word == "that" && t > range.start;
        let describes = HOW_IT_KNOWS.contains(&word);
        if head.is_some() && (stop || function || describes) {
            break;
        }
        if document.tokens[t].kind == TokenKind::Word
            && (!function || range.len() == 1)
            && !class.any(Class::DETERMINER)
            || class.any(Class::WH)
        {
            head = Some(t);
        }
    }
    head.unwrap_or(range.start)
}
