//! What the stages of resolution look things up in: candidates with their words, sentences and quotations.
//!
//! Takes a [`Document`], candidates and drafts; gives a [`Scene`]; promises that its look-ups take constant time.

use crate::actors::candidate::{Candidate, Reference};
use crate::analysis::{ActorKind, Form};
use crate::attribution::Draft;
use crate::lexicon::{Class, NameKind, Tables};
use crate::text::{Document, ParagraphKind, TokenKind, TokenRange};

/// A candidate with what resolution needs of its words.
#[derive(Debug, Clone)]
pub struct Item {
    /// The candidate.
    pub candidate: Candidate,
    /// Sentence of its head.
    pub sentence: usize,
    /// Words of its head in lower case (a name) or its noun in the singular (a description).
    pub words: Vec<String>,
    /// Words before the head in a description, without articles; of a name's title.
    pub modifiers: Vec<String>,
    /// Stands where subjects stand: before a verb.
    pub subject: bool,
    /// Acts: subject of a verb that only agents can be subject of, or source of an attribution.
    pub source_of: Option<usize>,
    /// Names a building or place that stands for a body: "White House".
    pub body: bool,
    /// Stands in the headline.
    pub headline: bool,
    /// Innermost draft whose quoted content it stands in.
    pub quoted_in: Option<usize>,
}

/// A document seen by resolution.
pub struct Scene<'a, 't> {
    /// The document.
    pub document: &'a Document<'t>,
    /// The drafts.
    pub drafts: &'a [Draft],
    /// In order of their heads.
    pub items: Vec<Item>,
    /// For each draft the items that are its source, several for a joint one.
    pub sources: Vec<Vec<usize>>,
}

/// Nouns for what is written or measured: as source they are no actor; whoever made them is.
const DOCUMENTS: &[&str] = &[
    "report",
    "statement",
    "letter",
    "study",
    "survey",
    "poll",
    "document",
    "article",
    "book",
    "email",
    "e-mail",
    "memo",
    "website",
    "site",
    "tweet",
    "post",
    "figure",
    "statistic",
    "datum",
    "data",
    "research",
    "rule",
    "law",
    "constitution",
    "indictment",
    "complaint",
    "lawsuit",
    "filing",
    "record",
    "paper",
    "analysis",
    "review",
    "evidence",
    "plan",
    "proposal",
    "bill",
    "resolution",
    "headline",
    "story",
    "message",
    "video",
    "sign",
    "banner",
    "text",
    "note",
    "release",
    "ad",
    "advertisement",
    "warrant",
    "affidavit",
    "file",
    "transcript",
    "estimate",
    "forecast",
    "polling",
    "testimony",
    "interview",
    "speech",
    "campaign",
    "account",
    "page",
    "blog",
    "list",
];

impl<'a, 't> Scene<'a, 't> {
    /// Prepares resolution.
    pub fn new(document: &'a Document<'t>, candidates: Vec<Candidate>, drafts: &'a [Draft]) -> Self {
        let mut items: Vec<Item> = candidates.into_iter().map(|c| item(document, c)).collect();
        items.sort_by_key(|i| (i.candidate.head.start, i.candidate.head.end));
        let mut scene = Scene { document, drafts, items, sources: vec![Vec::new(); drafts.len()] };
        scene.add_sources();
        scene.find_sources();
        scene.mark_quoted();
        scene
    }

    /// The index of the first item whose head starts at or after `token`.
    pub fn first_from(&self, token: usize) -> usize {
        self.items.partition_point(|i| i.candidate.head.start < token)
    }

    /// The items whose heads lie in `range`.
    pub fn within(&self, range: TokenRange) -> std::ops::Range<usize> {
        let start = self.first_from(range.start);
        start..self.first_from(range.end).max(start)
    }

    /// Token `index` in lower case; empty outside the text.
    pub fn lower(&self, index: usize) -> String {
        if index < self.document.tokens.len() { self.document.word(index).to_lowercase() } else { String::new() }
    }

    /// A source without any candidate gets one: its head noun, or a relative pronoun.
    fn add_sources(&mut self) {
        let mut added = Vec::new();
        for draft in self.drafts {
            let Some(source) = draft.source.filter(|s| !s.is_empty()) else { continue };
            if !self.within(source).is_empty() {
                continue;
            }
            let head = core_head(self.document, source);
            let word = self.lower(head);
            if DOCUMENTS.contains(&singular(&word).as_str()) {
                continue; // whoever wrote it speaks, and the article does not say who
            }
            let range = TokenRange::new(head, head + 1);
            let relative = matches!(word.as_str(), "who" | "which" | "that" | "whom");
            let form = if relative { Form::Pronoun } else { Form::Description };
            let class = Tables::get().word(&word).class;
            let plural = class.any(Class::PLURAL) || word.ends_with('s') && !word.ends_with("ss");
            let kind = match (relative, plural) {
                (true, _) => None,
                (false, true) => Some(ActorKind::Group),
                (false, false) if class.any(Class::PERSON) => Some(ActorKind::Role),
                (false, false) => Some(ActorKind::Organization),
            };
            let mut candidate = Candidate::new(if relative { range } else { source }, range, form, kind);
            candidate.reference = match self.lower(source.start).as_str() {
                "the" | "this" | "that" | "these" | "those" => Reference::Definite,
                "a" | "an" => Reference::Indefinite,
                "another" => Reference::Other,
                _ => Reference::Bare,
            };
            added.push(item(self.document, candidate));
        }
        if !added.is_empty() {
            self.items.extend(added);
            self.items.sort_by_key(|i| (i.candidate.head.start, i.candidate.head.end));
            self.items.dedup_by(|b, a| a.candidate.head == b.candidate.head);
        }
    }

    /// Which items each draft's source is.
    fn find_sources(&mut self) {
        for index in 0..self.drafts.len() {
            let Some(source) = self.drafts[index].source.filter(|s| !s.is_empty()) else { continue };
            let found = self.source_items(source);
            for &item in &found {
                self.items[item].source_of.get_or_insert(index);
            }
            self.sources[index] = found;
        }
    }

    /// The heads of a source: the item that starts it, and those joined to it by "and".
    fn source_items(&self, source: TokenRange) -> Vec<usize> {
        let inside: Vec<usize> = self.within(source).collect();
        // An item inside another one's phrase but not its head ("State Department" in "State Department officials") is not the speaker.
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
                        && !self.lists(j, i)
                }) && !self.owns(i, source)
            })
            .collect();
        let Some(&first) = outer.first() else { return inside.first().copied().into_iter().collect() };
        let head = core_head(self.document, source);
        if self.items[first].candidate.head.start > head && DOCUMENTS.contains(&singular(&self.lower(head)).as_str()) {
            // "a report by Amnesty", "figures from the ministry"
            let link = self.lower(self.items[first].candidate.phrase.start.saturating_sub(1));
            return if matches!(link.as_str(), "by" | "from" | "of") { vec![first] } else { Vec::new() };
        }
        // "Psychology major at the University of Texas Amneh Jafari": all before a name that ends the source is its title.
        if let Some(&bearer) = outer.last().filter(|&&i| i != first) {
            let c = &self.items[bearer].candidate;
            let adjacent = c.phrase.start > source.start && !Tables::get().word(&self.lower(c.phrase.start - 1)).class.any(Class::FUNCTION);
            let named = adjacent && c.form == Form::Name && c.kind == Some(ActorKind::Person) && c.phrase.end == source.end;
            let apart = |t: usize| {
                matches!(self.lower(t).as_str(), "," | "and" | "or" | "&" | "who" | "that" | "which" | "'s" | "’s")
                    || self.document.tokens[t].quoted
            };
            if named && !(source.start..c.phrase.start).any(apart) && self.items[first].candidate.phrase.start <= source.start + 6 {
                return vec![bearer];
            }
        }
        let mut out = vec![first];
        let mut last = first;
        for &next in &outer[1..] {
            let gap: Vec<String> =
                (self.items[last].candidate.phrase.end..self.items[next].candidate.phrase.start).map(|t| self.lower(t)).collect();
            let joined = matches!(
                gap.iter().map(String::as_str).collect::<Vec<_>>().as_slice(),
                ["and"] | [",", "and"] | ["&"] | ["as", "well", "as"] | ["or"] | ["and", "the"]
            );
            let listed = gap == [","] && self.list_goes_on(next, source);
            if !joined && !listed {
                break;
            }
            out.push(next);
            last = next;
        }
        out
    }

    /// True if a later item of the source is joined by "and" after `item`: then a comma before it is a list's, not an apposition's.
    fn list_goes_on(&self, item: usize, source: TokenRange) -> bool {
        let after = self.items[item].candidate.phrase.end;
        (after..source.end.min(after + 8)).any(|t| self.lower(t) == "and") && self.items[item].candidate.form == Form::Name
    }

    /// True if item `outer`'s phrase holds `inner` as a further member of a list, not as a part.
    fn lists(&self, outer: usize, inner: usize) -> bool {
        let (o, i) = (&self.items[outer].candidate, &self.items[inner].candidate);
        o.head.end < i.phrase.start && (o.head.end..i.phrase.start).any(|t| self.lower(t) == "and")
    }

    /// True if the item is an owner or part in the source: something else is its head ("Kerry's statement").
    fn owns(&self, item: usize, source: TokenRange) -> bool {
        let c = &self.items[item].candidate;
        let after = c.phrase.end;
        let possessive = after < source.end && self.document.tokens[after].kind == TokenKind::Clitic && self.lower(after).ends_with('s');
        (possessive || c.form == Form::Pronoun && c.bound && source.len() > 1) && {
            let head = core_head(self.document, source);
            head >= after && !DOCUMENTS.contains(&singular(&self.lower(head)).as_str())
        }
    }

    fn mark_quoted(&mut self) {
        // "I" within marks is whoever the marks give the word: what a quoted speaker reports without marks of its own stays that speaker's.
        let mut inner = vec![false; self.document.tokens.len()];
        for quotation in self.document.quotations.iter().filter(|q| q.level > 0) {
            inner[quotation.tokens.start..quotation.tokens.end].fill(true);
        }
        let mut inside: Vec<Option<u32>> = vec![None; self.document.tokens.len()];
        // Outer drafts first, so that inner ones overwrite them.
        let mut order: Vec<usize> = (0..self.drafts.len()).collect();
        order.sort_by_key(|&d| std::cmp::Reverse(self.drafts[d].content.iter().map(|c| c.len()).sum::<usize>()));
        let mut budget = 8 * self.document.tokens.len() + 1000;
        for d in order {
            let reported_in_quotation = self.drafts[d].cue.first().is_some_and(|c| self.document.tokens[c.start].quoted);
            for piece in &self.drafts[d].content {
                budget = budget.saturating_sub(piece.len());
                if budget == 0 {
                    break; // contents nested without end: leave the rest unmarked
                }
                for t in *piece {
                    if self.document.tokens[t].quoted && (!reported_in_quotation || inner[t]) {
                        inside[t] = Some(d as u32);
                    }
                }
            }
        }
        for item in &mut self.items {
            item.quoted_in = inside[item.candidate.head.start].map(|d| d as usize);
        }
    }
}

/// The token of a noun phrase's head: the last word before the first preposition, comma, relative pronoun or participle.
fn core_head(document: &Document, range: TokenRange) -> usize {
    let tables = Tables::get();
    let mut head = None;
    for t in range {
        let word = document.word(t).to_lowercase();
        let class = tables.word(&word).class;
        let stop = document.tokens[t].kind != TokenKind::Word
            && document.tokens[t].kind != TokenKind::Clitic
            && !matches!(word.as_str(), "-" | "." | "&");
        let function =
            class.any(Class::PREPOSITION | Class::WH | Class::CONJUNCTION | Class::AUXILIARY) || word == "that" && t > range.start;
        if head.is_some() && (stop || function) {
            break;
        }
        if document.tokens[t].kind == TokenKind::Word && (!function || range.len() == 1) && !class.any(Class::DETERMINER)
            || class.any(Class::WH)
        {
            head = Some(t);
        }
    }
    head.unwrap_or(range.start)
}

/// `word` without a plural ending.
pub fn singular(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("men") {
        return format!("{stem}man");
    }
    if let Some(stem) = word.strip_suffix("ies").filter(|s| s.len() > 1) {
        return format!("{stem}y");
    }
    for ending in ["ches", "shes", "sses", "xes"] {
        if word.ends_with(ending) {
            return word[..word.len() - 2].to_string();
        }
    }
    match word {
        "people" => "person".into(),
        "children" => "child".into(),
        "wives" => "wife".into(),
        _ if word.ends_with('s') && !word.ends_with("ss") && word.len() > 3 => word[..word.len() - 1].to_string(),
        _ => word.to_string(),
    }
}

fn item(document: &Document, candidate: Candidate) -> Item {
    let tables = Tables::get();
    let lower = |t: usize| document.word(t).to_lowercase().replace('’', "'");
    let words = if candidate.form == Form::Description {
        vec![singular(&lower(candidate.head.start))]
    } else {
        known_words(document, &candidate).unwrap_or_else(|| glued_words(document, candidate.head))
    };
    let upto = candidate.head.start;
    let modifiers = TokenRange::new(candidate.phrase.start.min(upto), upto)
        .into_iter()
        .filter(|&t| document.tokens[t].kind == TokenKind::Word)
        .map(lower)
        .filter(|w| !tables.word(w).class.any(Class::DETERMINER | Class::POSSESSIVE))
        .collect();
    let sentence = document.tokens[candidate.head.start].sentence as usize;
    let end = document.sentences[sentence].tokens.end;
    let next = candidate.phrase.end;
    let subject = next < end && {
        let word = tables.word(&lower(next));
        document.tokens[next].kind == TokenKind::Word
            && !document.word(next).starts_with(char::is_uppercase)
            && (word.class.any(Class::AUXILIARY) || !word.class.any(Class::FUNCTION) && word.pos.may_be_verb())
    };
    let paragraph = document.sentences[sentence].paragraph as usize;
    let headline = document.paragraphs[paragraph].kind == ParagraphKind::Title;
    let mut candidate = candidate;
    let mut words = words;
    let known = (candidate.form == Form::Name && candidate.kind.is_none()).then(|| tables.name(document.slice(candidate.head))).flatten();
    let body = known.is_some_and(|k| k.kind == NameKind::Metonym);
    // "Moscow insists": a capital that is the subject of a verb other than "is" or "has" is its country.
    let acts = subject && !tables.word(&lower(next)).class.any(Class::AUXILIARY);
    if let Some(country) = known.filter(|k| acts && k.kind == NameKind::Capital).and_then(|k| k.country) {
        candidate.kind = Some(ActorKind::Country);
        candidate.country = Some(country);
        words = tables.country(country).name.to_lowercase().split(' ').map(str::to_string).collect();
    }
    Item { body, headline, candidate, sentence, words, modifiers, subject, source_of: None, quoted_in: None }
}

/// The words of the name that all names of the same known thing share: "U.N." is "united nations".
fn known_words(document: &Document, candidate: &Candidate) -> Option<Vec<String>> {
    if candidate.form != Form::Name || candidate.kind == Some(ActorKind::Person) {
        return None;
    }
    let text = document.slice(candidate.head);
    let tables = Tables::get();
    let known = tables.name(text).or_else(|| {
        text.contains(char::is_whitespace).then(|| text.split_whitespace().collect::<Vec<_>>().join(" ")).and_then(|t| tables.name(&t))
    })?;
    Some(known.canonical.to_lowercase().split(' ').map(str::to_string).collect())
}

/// The words of a name in lower case: tokens without space between are one word, dots left out.
fn glued_words(document: &Document, range: TokenRange) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for t in range {
        let word = document.word(t);
        if document.tokens[t].kind == TokenKind::Clitic || word == "," || word == "\"" {
            continue;
        }
        let part = word.to_lowercase().replace('’', "'");
        let glue = t > range.start && document.tokens[t].glued;
        match out.last_mut() {
            Some(last) if glue && word != "." => {
                last.push_str(&part);
            }
            _ if word != "." => out.push(part),
            _ => {}
        }
    }
    out
}
