//! The facts about an analysed text that the interface needs, worked out once.
//!
//! Takes an [`AnalysedText`]; gives names, shares, colours and the nesting of attributions;
//! promises to be cheap to clone and to compare.

use std::ops::Deref;
use std::rc::Rc;

use super::messages::AnalysedText;
use super::strings;
use crate::analysis::prominence::{self, Standing};
use crate::analysis::{Actor, Attribution, Tier};
use crate::export::words::Channel;
use crate::selection::Selectable;
use crate::sort;
use crate::text::{Byte, Span, one_line};
pub(crate) use crate::voices::capital;
use crate::voices::{self, Naming, Note, Voices};

/// Number of words shown on each side of a mention in its card.
const CONTEXT: usize = 5;

/// The facts about an analysed text. Clones share their data; two values are equal only
/// if they share it.
#[derive(Debug, Clone)]
pub struct Facts(Rc<FactTables>);

/// The contents of [`Facts`].
#[derive(Debug)]
pub struct FactTables {
    /// The text and analysis that the facts are worked out from.
    pub shown: AnalysedText,
    /// By actor id: mentions, statements and words.
    pub standings: Vec<Standing>,
    /// Actor ids as the cast lists them: those with a name, then those without, each the most
    /// prominent first.
    pub order: Vec<u32>,
    /// By actor id: the number of its colour.
    pub hues: Vec<Option<u8>>,
    /// By actor id: the attributions that the actor is a speaker of, in reading order.
    pub quotes_of: Vec<Vec<u32>>,
    /// Actors that speak or think, in the order of the cast.
    pub speakers: Vec<u32>,
    /// By attribution id: the attribution in whose content this one stands. The chain of parents
    /// always ends.
    pub parents: Vec<Option<u32>>,
    /// The sources with the words reported from each.
    pub voices: Voices,
    /// The sentence that sums them up.
    pub note: Note,
    /// The article: from its title or first paragraph to the end of its last paragraph.
    pub extent: Span<Byte>,
}

impl PartialEq for Facts {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Deref for Facts {
    type Target = FactTables;
    fn deref(&self) -> &FactTables {
        &self.0
    }
}

impl Facts {
    /// Works out the facts about a text and its analysis.
    pub fn new(shown: AnalysedText) -> Facts {
        let analysis = &shown.analysis;
        let standings = prominence::standings(&shown.text, analysis);
        let mut quotes_of = vec![Vec::new(); analysis.actors.len()];
        for (id, attribution) in analysis.attributions.iter().enumerate() {
            for &speaker in &attribution.speakers {
                if let Some(list) = quotes_of.get_mut(speaker as usize) {
                    list.push(id as u32);
                }
            }
        }
        let parents = (0..analysis.attributions.len() as u32)
            .map(|id| parent(&analysis.attributions, id))
            .collect();
        let ends = analysis.title.iter().chain(&analysis.paragraphs);
        let extent =
            ends.copied().reduce(Span::to).unwrap_or(Span::new(0, shown.text.len() as u32));
        let mut order = prominence::order(&standings);
        let is_unnamed = |id: u32| usize::from(analysis.actors[id as usize].unnamed);
        sort::by_keys(&mut order, |&id| [is_unnamed(id)]);
        let voices = voices::read(&shown.text, analysis);
        let note = voices::note(&shown.text, analysis, &voices);
        let hues = prominence::hue_of(&shown.text, analysis);
        let speakers =
            order.iter().copied().filter(|&id| !quotes_of[id as usize].is_empty()).collect();
        Facts(Rc::new(FactTables {
            standings,
            order,
            hues,
            quotes_of,
            speakers,
            parents,
            voices,
            note,
            extent,
            shown,
        }))
    }
}

impl FactTables {
    /// An actor of the analysis.
    ///
    /// # Panics
    /// Where there is none of this id.
    pub fn actor(&self, id: u32) -> &Actor<Byte> {
        &self.shown.analysis.actors[id as usize]
    }

    /// True if the article gives the actor no name.
    pub fn is_unnamed(&self, id: u32) -> bool {
        self.shown.analysis.actors.get(id as usize).is_some_and(|a| a.unnamed)
    }

    /// An attribution of the analysis.
    ///
    /// # Panics
    /// Where there is none of this id.
    pub fn attribution(&self, id: u32) -> &Attribution<Byte> {
        &self.shown.analysis.attributions[id as usize]
    }

    /// The index of an actor in [`FactTables::order`].
    pub fn place_in_cast(&self, id: u32) -> usize {
        self.order.iter().position(|&other| other == id).unwrap_or(0)
    }

    /// The known actors that make an attribution.
    pub fn speakers_of(&self, attribution: &Attribution<Byte>) -> impl Iterator<Item = u32> {
        let known = self.standings.len();
        attribution.speakers.clone().into_iter().filter(move |&id| (id as usize) < known)
    }

    /// Whether the source of an attribution has a name.
    pub fn naming(&self, attribution: &Attribution<Byte>) -> Naming {
        let kind = attribution.source_kind;
        voices::naming(&self.shown.text, &self.shown.analysis, attribution, kind)
    }

    /// The number of an actor's colour.
    pub fn hue(&self, actor: Option<u32>) -> Option<u8> {
        actor.and_then(|id| self.hues.get(id as usize).copied().flatten())
    }

    /// An actor's name as a heading: a description gets a capital.
    pub fn name(&self, id: u32) -> String {
        capital(&self.actor(id).name)
    }

    /// Description and affiliation of an actor, each at most once.
    pub fn about(&self, id: u32) -> Vec<String> {
        let actor = self.actor(id);
        let affiliation = actor
            .affiliation
            .filter(|&other| other != id)
            .and_then(|other| self.shown.analysis.actors.get(other as usize));
        let said = |part: &str| actor.name.to_lowercase().contains(&part.to_lowercase());
        let description = actor.description.iter().filter(|d| !said(d)).map(|d| capital(d));
        description.chain(affiliation.map(|a| a.name.clone())).collect()
    }

    /// Statements (not attitudes) that an actor makes, in reading order.
    pub fn statements_of(&self, id: u32) -> Vec<u32> {
        self.quotes_of[id as usize]
            .iter()
            .copied()
            .filter(|&q| self.attribution(q).tier == Tier::Statement)
            .collect()
    }

    /// The speakers as one name: `the opposition and Turkey`; the article's words for the source
    /// where nobody is resolved; else "not stated".
    pub fn speaker_names(&self, attribution: &Attribution<Byte>) -> String {
        let names: Vec<String> = attribution
            .speakers
            .iter()
            .filter(|&&id| (id as usize) < self.standings.len())
            .map(|&id| self.name(id))
            .collect();
        match (names.is_empty(), attribution.source.is_empty()) {
            (false, _) => names.join(strings::AND),
            (true, true) => strings::NOT_STATED.into(),
            (true, false) => capital(&self.pieces(&attribution.source)),
        }
    }

    /// An attribution's cue as one line of text.
    pub fn cue(&self, attribution: &Attribution<Byte>) -> String {
        self.pieces(&attribution.cue)
    }

    /// An attribution's content as one line of text.
    pub fn content(&self, attribution: &Attribution<Byte>) -> String {
        self.pieces(&attribution.content)
    }

    /// Whom a statement was said to, and how (in or through what), each as one line of text; empty
    /// where the article does not say.
    pub fn channel(&self, attribution: &Attribution<Byte>) -> [String; 2] {
        let mut lines = [String::new(), String::new()];
        for piece in &attribution.channel {
            let (line, words) = match Channel::of(piece.of(&self.shown.text)) {
                Channel::To(whom) => (&mut lines[0], whom),
                Channel::Through(how) => (&mut lines[1], how),
            };
            if !line.is_empty() {
                line.push_str(", ");
            }
            line.push_str(&one_line(words));
        }
        lines
    }

    /// The passages as one line of text; an ellipsis where something between them is left out.
    pub fn pieces(&self, spans: &[Span<Byte>]) -> String {
        let text = &*self.shown.text;
        let mut line = String::new();
        for (i, span) in spans.iter().enumerate() {
            if i > 0 {
                let between = text
                    .get(spans[i - 1].end() as usize..span.start() as usize)
                    .unwrap_or_default();
                line.push_str(if between.trim().is_empty() { " " } else { " … " });
            }
            line.extend(span.of(text).split_whitespace().flat_map(|word| [" ", word]).skip(1));
        }
        line
    }

    /// A mention, with some words before and after it: before, mention, after.
    pub fn around_mention(&self, id: u32, at: usize) -> Option<[String; 3]> {
        let mention = self.actor(id).mentions.get(at)?;
        let text = &*self.shown.text;
        let (start, end) = (mention.span.start() as usize, mention.span.end() as usize);
        let line_start = text[..start].rfind('\n').map_or(0, |i| i + 1);
        let line_end = text[end..].find('\n').map_or(text.len(), |i| end + i);
        let before = last_words(&text[line_start..start], CONTEXT);
        let after = first_words(&text[end..line_end], CONTEXT);
        Some([before, text[start..end].into(), after])
    }

    /// Where a passage lies in the article: start and length as shares of its extent, 0 to 1.
    pub fn position(&self, span: Span<Byte>) -> (f64, f64) {
        let whole = f64::from(self.extent.len().max(1));
        let start = f64::from(span.start().saturating_sub(self.extent.start())) / whole;
        (start.min(1.0), (f64::from(span.len()) / whole).min(1.0 - start.min(1.0)))
    }

    /// The words that a screen reader speaks when `item` is selected.
    pub fn announcement(&self, item: Selectable) -> String {
        match item {
            Selectable::Actor(id) => {
                let standing = self.standings[id as usize];
                strings::announce_actor(
                    &self.name(id),
                    self.actor(id).kind,
                    standing.mentions as usize,
                    standing.statements as usize,
                )
            }
            Selectable::Attribution(id) => {
                let attribution = self.attribution(id);
                strings::announce_quote(
                    &self.speaker_names(attribution),
                    &self.cue(attribution),
                    &self.content(attribution),
                )
            }
        }
    }
}

/// The last `n` words of `text` with the spaces after them; an ellipsis for what is left out.
fn last_words(text: &str, n: usize) -> String {
    match text.trim_end().rmatch_indices(' ').nth(n - 1) {
        Some((at, _)) => format!("…{}", &text[at..]),
        None => text.into(),
    }
}

/// The first `n` words of `text` with the spaces before them; an ellipsis for what is left out.
fn first_words(text: &str, n: usize) -> String {
    match text.match_indices(' ').nth(n) {
        Some((at, _)) => format!("{} …", &text[..at]),
        None => text.into(),
    }
}

/// The attribution that `id` stands in; `None` if the chain of parents comes back to `id`.
fn parent(all: &[Attribution<Byte>], id: u32) -> Option<u32> {
    let up =
        |id: u32| all.get(id as usize).and_then(|a| a.inside).filter(|&p| (p as usize) < all.len());
    let mut chain = std::iter::successors(up(id), |&p| up(p)).take(all.len());
    if chain.any(|ancestor| ancestor == id) { None } else { up(id) }
}
