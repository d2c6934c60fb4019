//! Finds the items that each draft's source refers to.
//!
//! Takes a [`Scene`]; gives each draft the items that are its source; promises that these are the
//! heads of its noun phrases, never words that describe a head ("aides to the mayor"), and that a
//! head without any candidate becomes an item only if it may speak: "the moderators" and "9
//! percent" do, "the results" and "protracted" do not.

use super::head::{head, word_at};
use super::item::{item, singular};
use super::scene::Scene;
use crate::actors::candidate::{Candidate, Number, Reference};
use crate::analysis::{ActorKind, Form};
use crate::attribution::Draft;
use crate::lexicon::lists::phrases::SPEAKING_FOR;
use crate::lexicon::lists::references::{
    COUNTERS, COUNTS_OF_PEOPLE, DEMONSTRATIVES, INDEFINITE_ARTICLES, NOBODY, RELATIVES,
};
use crate::lexicon::lists::sources::{
    AGENTIVE, BEFORE_AUTHOR, DOCUMENTS, JOINED_BY, MADE, NOT_IN_TITLES, PLATFORMS, SHOWING,
    SPEAKERS, THINGS,
};
use crate::lexicon::{Class, Pos};
use crate::sort;
use crate::text::lexeme::Shape;
use crate::text::{TokenKind, TokenRange};

/// How many tokens behind a cue the document may stand in which somebody speaks.
const REACH: usize = 8;
/// Most tokens from "in" to the noun of such a document: "in a written statement".
const IN_A: usize = 4;
/// How many attributions back the author of a document is looked for.
const DRAFTS_BACK: usize = 12;
/// Longest member of a list, in tokens.
const LONGEST_MEMBER: usize = 8;

impl Scene<'_, '_> {
    /// Gives the head of each source an item: the candidate that has it, whose phrase then takes in
    /// all that describes the head, or a new one, if the head may speak.
    pub(super) fn add_sources(&mut self) {
        let mut added = Vec::new();
        for draft in self.drafts {
            let Some(mut source) = draft.source.filter(|s| !s.is_empty()) else { continue };
            // The members of a joint source, one after the other.
            loop {
                let head = head(self, source);
                let end = self.phrase_end(source, head);
                match self.item_at(source, head) {
                    Some(known) => self.lengthen(known, source.start, end),
                    None => {
                        let phrase = self
                            .author_phrase(source, head)
                            .unwrap_or_else(|| TokenRange::new(source.start, end));
                        let head = self::head(self, phrase);
                        if self.item_at(phrase, head).is_none() {
                            let new = self.new_candidate(draft, phrase, head);
                            added.extend(new.map(|c| item(self.document, c)));
                        }
                    }
                }
                let joint = end + usize::from(self.lower(end) == ",");
                if joint + 1 >= source.end || self.lower(joint) != "and" {
                    break;
                }
                source.start = joint + 1;
            }
        }
        if !added.is_empty() {
            self.items.extend(added);
            sort::by_keys(&mut self.items, |i| [i.candidate.head.start, i.candidate.head.end]);
            self.items.dedup_by(|b, a| a.candidate.head == b.candidate.head);
        }
    }

    /// Lets the phrase of an item that is a source run on to `end`, over what describes its noun.
    /// Of a person's name only a body follows: "Ann Lee | of the Washington Post".
    fn lengthen(&mut self, item: usize, start: usize, end: usize) {
        let document = self.document;
        let c = &mut self.items[item].candidate;
        let person = c.kind == Some(ActorKind::Person) && c.form == Form::Name;
        let of_body = person && SPEAKING_FOR.contains(&document.lower(c.phrase.end));
        if (c.form == Form::Description || of_body) && c.phrase.start >= start {
            c.phrase.end = c.phrase.end.max(end);
        }
        // "an attendee | Ann Lee", "Wynnum coach | Ann Lee"
        let title = |t: usize| {
            document.tokens[t].kind == TokenKind::Word
                && !document.class(t).any(Class::FUNCTION.without(Class::DETERMINER))
        };
        if person && start < c.phrase.start && (start..c.phrase.start).all(title) {
            c.phrase.start = start;
        }
    }

    /// The item whose head has the token `head` of a source: "attorney" for "general" in "the
    /// attorney general".
    fn item_at(&self, source: TokenRange, head: usize) -> Option<usize> {
        let inside = || self.within(TokenRange::new(source.start, (head + 1).min(source.end)));
        let of = |i: &usize| &self.items[*i].candidate;
        let one_noun = |c: &Candidate| {
            c.form == Form::Description
                && c.phrase.has(head)
                && (c.head.end..=head).all(|t| {
                    self.document.tokens[t].kind == TokenKind::Word
                        && !self.document.class(t).any(Class::FUNCTION)
                })
        };
        // "President | of Argentina Ann Lee"
        let titled = |i: &usize| {
            let c = of(i);
            c.form == Form::Name && c.title.is_some_and(|t| t.has(head))
        };
        let behind = || self.within(TokenRange::new(head, source.end)).find(titled);
        inside().rev().find(|i| of(i).head.has(head)).or_else(behind).or_else(|| {
            let last = inside().next_back()?;
            one_noun(of(&last)).then_some(last)
        })
    }

    /// The end of the noun phrase whose head is `head`: before a comma, or before the "and" of the
    /// next member of a joint source.
    fn phrase_end(&self, source: TokenRange, head: usize) -> usize {
        let behind = TokenRange::new(head + 1, source.end.max(head + 1));
        let described = behind
            .into_iter()
            .find(|&t| self.document.class(t).any(Class::PREPOSITION | Class::WH));
        let between = behind.into_iter().find(|&t| self.lower(t) == "between");
        // "a lawyer for Lee and | an aide to Kim"
        let member = |start: usize| {
            self.within(TokenRange::new(start, start + LONGEST_MEMBER)).any(|i| {
                let c = &self.items[i].candidate;
                c.form == Form::Description && c.phrase.start == start
            })
        };
        let ends = |t: usize| match self.lower(t) {
            "," | ";" | "–" | "—" | "(" => true,
            "and" | "or" | "&" => {
                described.is_none_or(|d| d > t) || between.is_none_or(|b| b > t) && member(t + 1)
            }
            _ => false,
        };
        // "administrators from Pike, Odell & Marsh"
        let in_name = |t: usize| {
            self.within(TokenRange::new(t.saturating_sub(LONGEST_MEMBER), t))
                .any(|i| self.items[i].candidate.head.has(t))
        };
        (head + 1..source.end).find(|&t| ends(t) && !in_name(t)).unwrap_or(source.end)
    }

    /// The candidate of a source with the head `head` that no stage before took for one.
    fn new_candidate(&self, draft: &Draft, phrase: TokenRange, head: usize) -> Option<Candidate> {
        let document = self.document;
        let word = self.lower(head);
        let range = self.whole_word(phrase, head);
        if RELATIVES.contains(&word) && head == phrase.start {
            return Some(Candidate::new(range, range, Form::Pronoun, None));
        }
        if self.is_nobody(phrase, head) || self.counts_things(phrase, head) {
            return None;
        }
        let lexeme = document.lexeme(head);
        let whole = document.slice(range).to_lowercase();
        let known = document.tables.word(if range.len() > 1 { &whole } else { word });
        let one = singular(&whole);
        let plural = known.class.any(Class::PLURAL) || word.ends_with('s') && !word.ends_with("ss");
        let first = document.sentence_of(head).tokens.start == head
            || head > 0 && document.tokens[head - 1].kind == TokenKind::OpenQuote;
        let described = phrase.end > head + 1;
        let name = range.len() == 1
            && matches!(lexeme.shape, Shape::Capital | Shape::Upper)
            && !(first
                && (known.listed || known.pos.first() != Some(Pos::Noun) || described || plural))
            && !known.class.any(Class::FUNCTION | Class::AGENT);
        let person = known.class.any(Class::PERSON)
            || SPEAKERS.contains(&one.as_str())
            || !known.listed
                && AGENTIVE.iter().any(|e| one.ends_with(e))
                && known.pos.may(Pos::Noun);
        let thing = DOCUMENTS.contains(&one.as_str()) || THINGS.contains(&one.as_str());
        let (form, kind) = if name {
            (Form::Name, ActorKind::Organization)
        } else if thing {
            return None;
        } else if COUNTS_OF_PEOPLE.contains(&word)
            || plural && (person || known.class.any(Class::AGENT))
        {
            (Form::Description, ActorKind::Group)
        } else if person {
            (Form::Description, ActorKind::Role)
        } else if known.class.any(Class::AGENT) {
            (Form::Description, ActorKind::Organization)
        } else if self.speaks(draft) && (known.pos.may(Pos::Noun) || described) {
            let one = INDEFINITE_ARTICLES.contains(&self.lower(phrase.start)) && !plural;
            (Form::Description, if one { ActorKind::Role } else { ActorKind::Group })
        } else {
            return None;
        };
        let mut candidate = Candidate::new(phrase, range, form, Some(kind));
        candidate.number = match kind {
            ActorKind::Group if plural => Number::Plural,
            ActorKind::Role => Number::Singular,
            _ => Number::Either,
        };
        candidate.reference = match self.lower(phrase.start) {
            first if DEMONSTRATIVES.contains(&first) => Reference::Definite,
            first if INDEFINITE_ARTICLES.contains(&first) => Reference::Indefinite,
            "another" => Reference::Other,
            _ => Reference::Bare,
        };
        Some(candidate)
    }

    /// The tokens of the word whose last token is `head`: "go-between".
    fn whole_word(&self, phrase: TokenRange, head: usize) -> TokenRange {
        (phrase.start..head)
            .map(|t| word_at(self.document, t, head + 1))
            .find(|word| word.end == head + 1 && word.len() > 1)
            .unwrap_or(TokenRange::new(head, head + 1))
    }

    /// True if a source's words say that nobody speaks: "no official".
    fn is_nobody(&self, source: TokenRange, head: usize) -> bool {
        self.is_one_of(head, NOBODY) || self.lower(source.start) == "no"
    }

    /// True if a count at `head` is of things: "one | of the goals".
    fn counts_things(&self, source: TokenRange, head: usize) -> bool {
        if !self.is_one_of(head, COUNTERS) || self.lower(head + 1) != "of" || head + 2 >= source.end
        {
            return false;
        }
        let rest = TokenRange::new(head + 2, source.end);
        let noun = self::head(self, rest);
        let class = self.document.class(noun);
        self.item_at(rest, noun).is_none()
            && !class.any(Class::AGENT | Class::PRONOUN | Class::DETERMINER | Class::NUMBER)
            && self.document.lexeme(noun).word.listed
    }

    /// True if the cue of a draft is said of people, so that its source is one of them, whatever
    /// its noun: "said", but not "showed".
    fn speaks(&self, draft: &Draft) -> bool {
        let verb = |t: usize| Some(self.document.verb(t)?.0.lemma);
        let Some(&cue) = draft.cue.first() else { return false };
        match cue.into_iter().rev().find_map(verb) {
            Some(lemma) => !SHOWING.contains(&lemma),
            None => matches!(self.lower(cue.start), "according" | "per"),
        }
    }

    /// Finds the items of each draft's source.
    pub(super) fn find_sources(&mut self) {
        for index in 0..self.drafts.len() {
            let Some(source) = self.drafts[index].source.filter(|s| !s.is_empty()) else {
                continue;
            };
            let mut found = self.source_items(source);
            if found.is_empty() {
                found = self.known_author(index, source);
            }
            for &item in &found {
                self.items[item].stand_for_country(self.document);
                self.items[item].source_of.get_or_insert(index);
            }
            self.sources[index] = found;
        }
    }

    /// The author of a document that the text mentioned before: "the study" after "a study by Lee"
    /// spoke, "the statement" after "the army said in a statement". `index` is the draft's.
    fn known_author(&self, index: usize, source: TokenRange) -> Vec<usize> {
        let noun = head(self, source);
        if !DEMONSTRATIVES.contains(&self.lower(source.start))
            || !DOCUMENTS.contains(&singular(self.lower(noun)).as_str())
        {
            return Vec::new();
        }
        let speaks = |d: &usize| {
            let draft = &self.drafts[*d];
            let (Some(cue), false) = (draft.cue.first(), self.sources[*d].is_empty()) else {
                return false;
            };
            let same = |t: usize| self.lower(t) == self.lower(noun);
            let held = |t: usize| {
                (t.saturating_sub(IN_A)..t).any(|i| matches!(self.lower(i), "in" | "on"))
            };
            cue.start < source.start
                && ((cue.end..cue.end + REACH).any(|t| same(t) && held(t))
                    || draft.source.is_some_and(|s| s.into_iter().any(same)))
        };
        let before = (0..index).rev().take(DRAFTS_BACK).find(speaks);
        before.map_or_else(Vec::new, |d| self.sources[d].clone())
    }

    /// The items that a source refers to: the one of its head, and those joined to it by "and".
    fn source_items(&self, source: TokenRange) -> Vec<usize> {
        let head = head(self, source);
        if self.is_nobody(source, head) {
            return Vec::new();
        }
        // "Lee's campaign" acts by itself, "the ministry's website" does not.
        let author = self.author(source, head).filter(|_| self.lower(head) != "campaign");
        let Some(first) = author.or_else(|| self.item_at(source, head)) else {
            return Vec::new();
        };
        if author.is_some() {
            return vec![first];
        }
        if let Some(bearer) = self.within(source).next_back()
            && self.is_name_behind_title(bearer, head, source)
        {
            return vec![bearer];
        }
        let mut out = vec![first];
        let mut last = first;
        for next in self.within(TokenRange::new(head + 1, source.end.max(head + 1))) {
            let (c, before) = (&self.items[next].candidate, &self.items[last].candidate);
            if c.phrase.start < before.phrase.end || c.phrase.start <= head {
                continue;
            }
            let gap = self.gap(before.phrase.end, c.phrase.start);
            let joined = JOINED_BY.iter().any(|words| gap == *words);
            let listed = gap == [","] && self.list_goes_on(next, source);
            if !joined && !listed {
                break;
            }
            let member = self.member(next, source);
            if !out.contains(&member) {
                out.push(member);
            }
            last = member;
        }
        out
    }

    /// The member of a joint source whose phrase begins where that of item `item` does: "aides" in
    /// "Lee and | Kim's | aides".
    fn member(&self, item: usize, source: TokenRange) -> usize {
        let start = self.items[item].candidate.phrase.start;
        let rest = TokenRange::new(start, source.end);
        self.item_at(rest, head(self, rest)).unwrap_or(item)
    }

    /// The phrase of the author of a document whose noun is at `head`: "a report by | Amnesty".
    fn author_phrase(&self, source: TokenRange, head: usize) -> Option<TokenRange> {
        let word = self.document.slice(self.whole_word(source, head)).to_lowercase();
        if !DOCUMENTS.contains(&singular(&word).as_str()) {
            return None;
        }
        // "a letter written | by Lee", "a tweet on Monday | by Lee", but not "a letter seen by Lee"
        let made = |t: usize| {
            t == head + 1
                || self.is_one_of(t - 1, MADE)
                || self.document.class(t - 1).any(Class::CALENDAR)
        };
        let by = (head + 1..source.end)
            .find(|&t| self.is_one_of(t, BEFORE_AUTHOR))
            .filter(|&t| made(t))?;
        let rest = TokenRange::new(by + 1, source.end.max(by + 1));
        let end = (!rest.is_empty()).then(|| self.phrase_end(rest, self::head(self, rest)))?;
        Some(TokenRange::new(rest.start, end))
    }

    /// The author of a document whose noun is at `head`: "a report by | Amnesty", "| Kerry |'s
    /// statement", "| State Department | figures".
    fn author(&self, source: TokenRange, head: usize) -> Option<usize> {
        let word = self.document.slice(self.whole_word(source, head)).to_lowercase();
        if !DOCUMENTS.contains(&singular(&word).as_str()) {
            return None;
        }
        if let Some(phrase) = self.author_phrase(source, head) {
            return self.item_at(phrase, self::head(self, phrase));
        }
        // "One news site, | Znak"
        let named = |i: &usize| {
            let c = &self.items[*i].candidate;
            c.form == Form::Name && c.phrase.start == head + 2
        };
        if self.lower(head + 1) == "," {
            let behind = TokenRange::new(head + 2, source.end.max(head + 2));
            if let Some(name) = self.within(behind).next().filter(named) {
                return Some(name);
            }
        }
        // "an official government | Twitter | account"
        let mut head = self.whole_word(source, head).start;
        while head > source.start && self.is_one_of(head - 1, PLATFORMS) {
            head -= 1;
        }
        self.within(TokenRange::new(source.start, head)).rev().find(|&i| {
            let c = &self.items[i].candidate;
            let behind = self.document.tokens.get(c.phrase.end);
            let owner = behind.is_some_and(|t| t.kind == TokenKind::Clitic)
                || c.form == Form::Pronoun && c.bound;
            let before = (c.phrase.end..head).all(|t| self.document.tokens[t].glued);
            let issuer = before
                && (c.form == Form::Name && c.kind == Some(ActorKind::Organization)
                    || c.form == Form::Description);
            owner || issuer
        })
    }

    /// True if `item` is a person's name that ends the source, and all before it is its title,
    /// which ends in another name: "Psychology major at the University of Texas Amneh Jafari".
    /// `head` is the head of the title.
    fn is_name_behind_title(&self, item: usize, head: usize, source: TokenRange) -> bool {
        let c = &self.items[item].candidate;
        let start = c.phrase.start;
        let no_title =
            |t: usize| self.is_one_of(t, NOT_IN_TITLES) || self.document.tokens[t].quoted;
        let before = |o: &Candidate| o.form == Form::Name && o.phrase.end == start;
        c.form == Form::Name
            && c.kind == Some(ActorKind::Person)
            && c.phrase.end == source.end
            && start > head
            && self.within(TokenRange::new(head, start)).any(|i| before(&self.items[i].candidate))
            && !self.document.class(head).any(Class::PLURAL | Class::PEOPLE)
            && !self.document.class(source.start).any(Class::DETERMINER | Class::NUMBER)
            && !(source.start..start).any(no_title)
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
}
