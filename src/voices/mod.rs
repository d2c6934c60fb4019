//! The voices of an article: its sources, each with the words that it is reported to have said.
//!
//! Takes a text and its analysis; gives a [`Voice`] for each source, and the [`Note`] that sums
//! them up in one sentence; promises that no word counts twice, and that the voices add up to all
//! words that statements report.
//!
//! - Only statements count. An attitude (what somebody believes or wants) is the reporter's account
//!   of a mind, not words that somebody said.
//! - A statement within another one counts for the outer one's source: the article has its words
//!   from there. Who is heard only so is in [`Voices::through_others`].
//! - Joint speakers ("Kerry and Lavrov said") are a voice of their own: their words are neither
//!   counted for each nor divided.
//! - A statement that repeats words which the same source is reported with elsewhere (a pull quote)
//!   does not count; [`Voices::repeated`] has its words.
//! - A source that no actor stands for (a report, figures, "rumours") is a voice by its words.
//!   Statements without any stated source are one voice.

mod counted;
mod note;
mod repeats;
#[cfg(test)]
mod tests;

pub use note::{Heard, Note, NotePart, count, note, number, percents};

use crate::analysis::{Actor, Analysis, Attribution, SourceKind, Tier};
use crate::sort;
use crate::text::{Byte, Span, one_line};
use counted::{Counted, HASH_START, add_to_hash, counted};

/// The sources of an article.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Voices {
    /// The voices, the one with most words first; statements without a source come last.
    pub rows: Vec<Voice>,
    /// Words of all rows together.
    pub words: u32,
    /// How many of them stand in quotation marks.
    pub verbatim: u32,
    /// Words that do not count, since they repeat others.
    pub repeated: u32,
    /// Actors whose statements all stand within statements of others, in order of first mention.
    pub through_others: Vec<u32>,
}

/// One source and what is reported from it.
#[derive(Debug, Clone, PartialEq)]
pub struct Voice {
    /// Its name as a heading; several speakers are joined by "and"; empty where the article states
    /// no source.
    pub name: String,
    /// The actors that speak, lowest id first; empty where the source is a thing, could not be
    /// resolved, or is not stated.
    pub actors: Vec<u32>,
    /// Whether it has a name, and what it is if it is not somebody.
    pub naming: Naming,
    /// What the source of all its statements is; `None` if that is not clear or differs.
    pub kind: Option<SourceKind>,
    /// Title or description of its first actor, in the article's words.
    pub role: Option<String>,
    /// The actor that its first actor speaks for.
    pub affiliation: Option<u32>,
    /// Its statements that count, in reading order.
    pub statements: Vec<u32>,
    /// The stretches of text that count for it, in reading order.
    pub pieces: Vec<Span<Byte>>,
    /// Words reported from it.
    pub words: u32,
    /// How many of them stand in quotation marks.
    pub verbatim: u32,
}

/// Whether a voice has a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Naming {
    /// The article names it, or at least one of its joint speakers.
    Named,
    /// Somebody whom the article does not name.
    Unnamed,
    /// A text, figures or a post without a named author.
    Thing(SourceKind),
    /// The article states no source.
    NotStated,
}

impl Naming {
    /// The groups in the order in which they are shown; all things are one group.
    pub const GROUPS: [Naming; 4] =
        [Naming::Named, Naming::Unnamed, Naming::Thing(SourceKind::Document), Naming::NotStated];

    /// The index of its group in [`Naming::GROUPS`].
    pub fn group(self) -> usize {
        match self {
            Naming::Named => 0,
            Naming::Unnamed => 1,
            Naming::Thing(_) => 2,
            Naming::NotStated => 3,
        }
    }
}

/// The voices of an article. Takes time linear in the length of the text.
///
/// ```
/// use whosaid::{Options, analyze, voices};
/// let text = "Taxes will rise, Ann Lee said on Friday. “No,” a spokesman said.";
/// let analysis = analyze(text, &Options::default());
/// let voices = voices::read(text, &analysis);
/// assert_eq!(voices.words, voices.rows.iter().map(|row| row.words).sum::<u32>());
/// ```
pub fn read(text: &str, analysis: &Analysis<Byte>) -> Voices {
    let all = &analysis.attributions;
    let counted = counted(text, analysis);
    let sources: Vec<Option<u64>> = all.iter().map(|a| source_key(text, analysis, a)).collect();
    let repeats = repeats::repeats(&counted, &sources);
    let mut voices = Voices::default();
    // Statements of one source beside each other, in reading order.
    let mut grouped: Vec<usize> = (0..all.len()).filter(|&id| counted[id].words > 0).collect();
    sort::by_keys(&mut grouped, |&id| {
        let key = sources[id].unwrap_or_default();
        [(key >> 32) as usize, key as u32 as usize]
    });
    for same in grouped.chunk_by(|&a, &b| sources[a] == sources[b]) {
        let (again, first): (Vec<usize>, Vec<usize>) = same.iter().partition(|&&id| repeats[id]);
        voices.repeated += again.iter().map(|&id| counted[id].words).sum::<u32>();
        if !first.is_empty() {
            voices.rows.push(voice(text, analysis, &first, &counted));
        }
    }
    sort::by_keys(&mut voices.rows, |row| {
        [
            usize::from(row.naming == Naming::NotStated),
            sort::descending(row.words as usize),
            row.statements[0] as usize,
        ]
    });
    voices.words = voices.rows.iter().map(|row| row.words).sum();
    voices.verbatim = voices.rows.iter().map(|row| row.verbatim).sum();
    voices.through_others = through_others(analysis, &voices.rows);
    voices
}

impl Voices {
    /// Words of each of [`Naming::GROUPS`], and how many hundredths of all words these are. The
    /// hundredths add up to 100, unless there are no words.
    pub fn shares(&self) -> [(u32, u32); 4] {
        let mut shares = [(0, 0); 4];
        for row in &self.rows {
            shares[row.naming.group()].0 += row.words;
        }
        let all = u64::from(self.words.max(1));
        let exact = shares.map(|(words, _)| u64::from(words) * 100);
        let mut left = if self.words > 0 { 100 } else { 0 };
        for (share, exact) in shares.iter_mut().zip(exact) {
            share.1 = (exact / all) as u32;
            left -= share.1;
        }
        // What rounding down leaves goes where most was cut off.
        let mut by_rest = [0, 1, 2, 3];
        sort::by_keys(&mut by_rest, |&at| [sort::descending((exact[at] % all) as usize)]);
        for at in by_rest.into_iter().take(left as usize) {
            shares[at].1 += 1;
        }
        shares
    }
}

/// The voice of some statements of one source; there is at least one.
fn voice(text: &str, analysis: &Analysis<Byte>, ids: &[usize], counted: &[Counted]) -> Voice {
    let first = &analysis.attributions[ids[0]];
    let kind = ids
        .iter()
        .map(|&id| analysis.attributions[id].source_kind)
        .reduce(|a, b| if a == b { a } else { None })
        .flatten();
    let actors = speakers(analysis, first);
    let who: Vec<&Actor<Byte>> = actors.iter().map(|&id| &analysis.actors[id as usize]).collect();
    let naming = naming(text, analysis, first, kind);
    let name = match naming {
        Naming::NotStated => String::new(),
        _ if who.is_empty() => capital(&source_words(text, first)),
        _ => joined(&who.iter().map(|actor| capital(&actor.name)).collect::<Vec<_>>()),
    };
    let counted = || ids.iter().map(|&id| &counted[id]);
    Voice {
        name,
        naming,
        kind,
        role: who.first().and_then(|actor| actor.description.clone()),
        affiliation: who
            .first()
            .and_then(|actor| actor.affiliation)
            .filter(|&id| (id as usize) < analysis.actors.len()),
        actors,
        statements: ids.iter().map(|&id| id as u32).collect(),
        pieces: counted().flat_map(|own| own.pieces.iter().copied()).collect(),
        words: counted().map(|own| own.words).sum(),
        verbatim: counted().map(|own| own.verbatim).sum(),
    }
}

/// Whether the source of an attribution has a name, if it is of this kind.
pub fn naming(
    text: &str,
    analysis: &Analysis<Byte>,
    attribution: &Attribution<Byte>,
    kind: Option<SourceKind>,
) -> Naming {
    let who = speakers(analysis, attribution);
    let thing = match kind {
        Some(thing @ (SourceKind::Document | SourceKind::Data | SourceKind::Post)) => {
            Some(Naming::Thing(thing))
        }
        _ => None,
    };
    match &who[..] {
        [] if is_unstated(attribution) => Naming::NotStated,
        [] if thing.is_none() && is_name(text, attribution) => Naming::Named,
        who if who.iter().any(|&id| !analysis.actors[id as usize].unnamed) => Naming::Named,
        _ => thing.unwrap_or(Naming::Unnamed),
    }
}

/// Actors that make a statement, each once, lowest id first.
fn speakers(analysis: &Analysis<Byte>, attribution: &Attribution<Byte>) -> Vec<u32> {
    let known = |id: &&u32| (**id as usize) < analysis.actors.len();
    let mut ids: Vec<u32> = attribution.speakers.iter().filter(known).copied().collect();
    sort::by_keys(&mut ids, |&id| [id as usize]);
    ids.dedup();
    ids
}

/// True if the article states no source of the attribution, and none was found.
fn is_unstated(attribution: &Attribution<Byte>) -> bool {
    attribution.source.is_empty() || attribution.source_kind == Some(SourceKind::Unstated)
}

/// A number that is equal for attributions of one source; `None` where none is stated.
fn source_key(text: &str, analysis: &Analysis<Byte>, a: &Attribution<Byte>) -> Option<u64> {
    let actors = speakers(analysis, a);
    if let [actor] = actors[..] {
        return Some(u64::from(actor) + 1);
    }
    // A hash of several actors or of the source's words; the upper half tells which.
    let hash = |values: &mut dyn Iterator<Item = u32>| values.fold(HASH_START, add_to_hash);
    if !actors.is_empty() {
        return Some((1 << 32) | u64::from(hash(&mut actors.into_iter())));
    }
    if is_unstated(a) {
        return None;
    }
    let words = source_words(text, a).to_lowercase();
    let words = ["the ", "a ", "an "]
        .iter()
        .find_map(|article| words.strip_prefix(article))
        .unwrap_or(&words);
    Some((2 << 32) | u64::from(hash(&mut words.chars().map(|c| c as u32))))
}

/// The words for the source as one line of text.
fn source_words(text: &str, attribution: &Attribution<Byte>) -> String {
    let pieces: Vec<String> = attribution.source.iter().map(|s| one_line(s.of(text))).collect();
    pieces.join(" … ")
}

/// True if the words for a source that is no actor are a name: they have a capital though no
/// sentence begins there.
fn is_name(text: &str, attribution: &Attribution<Byte>) -> bool {
    attribution.source.iter().any(|span| {
        let before = text[..span.start() as usize].trim_end().chars().next_back();
        let begins = before.is_none_or(|c| !c.is_alphanumeric() && c != ',');
        span.of(text).starts_with(char::is_uppercase) && !begins
    })
}

/// Actors that make statements but are in no row.
fn through_others(analysis: &Analysis<Byte>, rows: &[Voice]) -> Vec<u32> {
    let mut heard = vec![false; analysis.actors.len()];
    for attribution in analysis.attributions.iter().filter(|a| a.tier == Tier::Statement) {
        speakers(analysis, attribution).iter().for_each(|&id| heard[id as usize] = true);
    }
    rows.iter().flat_map(|row| &row.actors).for_each(|&id| heard[id as usize] = false);
    (0..heard.len() as u32).filter(|&id| heard[id as usize]).collect()
}

/// `A`, `A and B`, `A, B and C`.
pub fn joined(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => [&most.join(", "), last.as_str()].join(" and "),
    }
}

/// `text` with its first letter in upper case.
pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
