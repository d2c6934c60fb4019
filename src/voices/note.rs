//! The source note: one sentence that says how many sources an article has, how many of them have
//! a name, and how much of what it reports comes from the others.
//!
//! Takes the voices; gives the sentence in parts, so that each number can lead to what it counts;
//! promises right grammar for every count.

use super::{Naming, Voice, Voices};
use crate::analysis::{Analysis, SourceKind};
use crate::lexicon::lists::bodies::WITH_ARTICLE;
use crate::text::Byte;

/// Least unnamed sources of one body that the note mentions.
const LEAST_OF_ONE_BODY: usize = 2;

/// The source note of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The sentence, cut where a number begins or ends.
    pub parts: Vec<NotePart>,
    /// Number of parts that say how many sources there are, and of which sorts.
    head: usize,
}

/// A part of a [`Note`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotePart {
    /// Its words with the spaces around them.
    pub text: String,
    /// The voices that it counts; `None` for the words between.
    pub counts: Option<Heard>,
}

/// A choice of voices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Heard {
    /// All of them.
    #[default]
    All,
    /// Those of which somebody has a name.
    Named,
    /// Those of which somebody has none.
    Unnamed,
    /// Unnamed ones that speak for this actor.
    UnnamedOf(u32),
    /// Texts, figures and posts.
    Things,
    /// What has no stated source.
    NotStated,
}

/// How many sources of each sort an article has, each counted once.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Counts {
    named: usize,
    unnamed: usize,
    documents: usize,
    figures: usize,
    posts: usize,
}

impl Counts {
    fn things(&self) -> usize {
        self.documents + self.figures + self.posts
    }
    fn all(&self) -> usize {
        self.named + self.unnamed + self.things()
    }
}

/// The source note of an article, `12 sources: 4 named, 8 unnamed, 6 of these of the State
/// Department; 61 % of the reported words are unnamed.`
///
/// ```
/// use whosaid::{Options, analyze, voices};
/// let text = "Taxes will rise, Ann Lee said on Friday.";
/// let analysis = analyze(text, &Options::default());
/// let note = voices::note(text, &analysis, &voices::read(text, &analysis));
/// assert_eq!(note.text(), "1 source, named.");
/// ```
pub fn note(text: &str, analysis: &Analysis<Byte>, voices: &Voices) -> Note {
    let counts = counts(analysis, voices);
    let mut note = Note { parts: Vec::new(), head: 0 };
    match counts.all() {
        0 if voices.words == 0 => note.say("No statements, so no sources."),
        0 => {
            note.count(Heard::NotStated, "No source is stated");
            note.say(" for what is reported.");
        }
        1 => {
            note.count(Heard::All, "1 source");
            note.say(match (counts.named, counts.unnamed, counts.documents, counts.figures) {
                (1, ..) => ", named",
                (_, 1, ..) => ", unnamed",
                (_, _, 1, _) => ", a document",
                (_, _, _, 1) => ", a set of figures",
                _ => ", a post",
            });
        }
        all => {
            note.count(Heard::All, &count(all, "source", "sources"));
            note.sorts(&counts);
            note.head = note.parts.len();
            note.most_of_one_body(text, analysis, voices, counts.unnamed);
        }
    }
    if note.head == 0 {
        note.head = note.parts.len();
    }
    if counts.all() > 0 {
        note.shares(voices);
        note.say(".");
    }
    note
}

impl Note {
    /// The sentence as plain text.
    pub fn text(&self) -> String {
        self.parts.iter().map(|part| part.text.as_str()).collect()
    }

    /// Its beginning: how many sources there are, and of which sorts.
    pub fn head(&self) -> String {
        self.parts[..self.head].iter().map(|part| part.text.as_str()).collect()
    }

    fn say(&mut self, words: &str) {
        self.parts.push(NotePart { text: words.into(), counts: None });
    }

    fn count(&mut self, counts: Heard, words: &str) {
        self.parts.push(NotePart { text: words.into(), counts: Some(counts) });
    }

    /// `: 4 named, 2 documents, 8 unnamed` or `, all named`, of two sources or more.
    fn sorts(&mut self, counts: &Counts) {
        let all = counts.all();
        let sorts = [
            (counts.named, Heard::Named, "named", "named"),
            (counts.documents, Heard::Things, "document", "documents"),
            (counts.figures, Heard::Things, "set of figures", "sets of figures"),
            (counts.posts, Heard::Things, "post", "posts"),
            // Last, as what comes after it says more about the unnamed ones.
            (counts.unnamed, Heard::Unnamed, "unnamed", "unnamed"),
        ];
        let mut before = ": ";
        for (n, heard, one, many) in sorts.into_iter().filter(|sort| sort.0 > 0) {
            if n == all {
                self.say(if n == 2 { ", both " } else { ", all " });
                self.count(heard, many);
            } else {
                self.say(before);
                self.count(heard, &count(n, one, many));
            }
            before = ", ";
        }
    }

    /// `, 6 of these of the State Department`, of the body that most of the unnamed sources speak
    /// for.
    fn most_of_one_body(
        &mut self,
        text: &str,
        analysis: &Analysis<Byte>,
        voices: &Voices,
        unnamed: usize,
    ) {
        let mut of = vec![0; analysis.actors.len()];
        for id in unnamed_actors(analysis, voices) {
            let body = analysis.actors[id as usize].affiliation;
            if let Some(n) = body.and_then(|body| of.get_mut(body as usize)) {
                *n += 1;
            }
        }
        let Some(n) = of.iter().copied().max().filter(|&n| n >= LEAST_OF_ONE_BODY) else { return };
        let body = of.iter().position(|&other| other == n).unwrap_or_default();
        self.say(", ");
        let number = match n {
            _ if n < unnamed => number(n) + " of these",
            2 => "both".into(),
            _ => "all".into(),
        };
        self.count(Heard::UnnamedOf(body as u32), &number);
        self.say(" of ");
        self.say(&with_article(text, analysis, body));
    }

    /// `; 61 % of the reported words are unnamed, 8 % have no stated source`, where that is not
    /// plain from the counts.
    fn shares(&mut self, voices: &Voices) {
        let shares = voices.shares();
        let share = |group: Naming| shares[group.group()];
        let (unnamed, unstated) = (share(Naming::Unnamed), share(Naming::NotStated));
        let mut before = "; ";
        let mut of_words = " of the reported words";
        for ((words, percent), heard, [one, many]) in [
            (unnamed, Heard::Unnamed, [" is unnamed", " are unnamed"]),
            (unstated, Heard::NotStated, [" has no stated source", " have no stated source"]),
        ] {
            if words == 0 || words == voices.words {
                continue;
            }
            self.say(before);
            self.count(heard, &percents(percent));
            self.say(of_words);
            // "1 % of the words are": the verb goes with the words that are counted.
            self.say(if of_words.is_empty() && percent <= 1 { one } else { many });
            (before, of_words) = (", ", "");
        }
    }
}

/// `61 %`; a share that is not nothing is never `0 %`.
pub fn percents(percent: u32) -> String {
    match percent {
        0 => "under 1\u{a0}%".into(),
        percent => number(percent as usize) + "\u{a0}%",
    }
}

impl Voice {
    /// True if this voice is among a choice of them.
    pub fn is_among(&self, analysis: &Analysis<Byte>, heard: Heard) -> bool {
        let thing = matches!(self.naming, Naming::Thing(_));
        let mut unnamed = self
            .actors
            .iter()
            .filter_map(|&id| analysis.actors.get(id as usize))
            .filter(|actor| actor.unnamed && !thing);
        match heard {
            Heard::All => true,
            Heard::Named => self.naming == Naming::Named,
            Heard::Unnamed => self.naming == Naming::Unnamed || unnamed.next().is_some(),
            Heard::UnnamedOf(body) => unnamed.any(|actor| actor.affiliation == Some(body)),
            Heard::Things => thing,
            Heard::NotStated => self.naming == Naming::NotStated,
        }
    }
}

/// Unnamed actors that speak and are no things, each once.
fn unnamed_actors(analysis: &Analysis<Byte>, voices: &Voices) -> Vec<u32> {
    let mut speak = vec![false; analysis.actors.len()];
    for row in voices.rows.iter().filter(|row| !matches!(row.naming, Naming::Thing(_))) {
        row.actors.iter().for_each(|&id| speak[id as usize] = true);
    }
    (0..speak.len() as u32)
        .filter(|&id| speak[id as usize] && analysis.actors[id as usize].unnamed)
        .collect()
}

fn counts(analysis: &Analysis<Byte>, voices: &Voices) -> Counts {
    let mut named = vec![false; analysis.actors.len()];
    let mut counts =
        Counts { unnamed: unnamed_actors(analysis, voices).len(), ..Counts::default() };
    for row in &voices.rows {
        match row.naming {
            Naming::Thing(SourceKind::Data) => counts.figures += 1,
            Naming::Thing(SourceKind::Post) => counts.posts += 1,
            Naming::Thing(_) => counts.documents += 1,
            Naming::Named if row.actors.is_empty() => counts.named += 1,
            Naming::Unnamed if row.actors.is_empty() => counts.unnamed += 1,
            _ => {}
        }
        for &id in &row.actors {
            named[id as usize] |= !analysis.actors[id as usize].unnamed;
        }
    }
    counts.named += named.iter().filter(|&&named| named).count();
    counts
}

/// An actor's name as it stands in a sentence: with "the" where the article writes it so, or where
/// names like it have one.
pub(super) fn with_article(text: &str, analysis: &Analysis<Byte>, id: usize) -> String {
    let name = &analysis.actors[id].name;
    let with = ["the ", name].concat();
    let head = name.split(" of ").next().unwrap_or_default();
    let noun = head.rsplit_once(' ').map(|(_, noun)| noun.to_lowercase());
    let noun = noun.or((head.len() < name.len()).then(|| head.to_lowercase()));
    if text.contains(&with) || noun.is_some_and(|noun| WITH_ARTICLE.contains(&&*noun)) {
        with
    } else {
        name.clone()
    }
}

/// A whole number with commas between thousands: `2,501`.
pub fn number(n: usize) -> String {
    let digits = n.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// `1 actor`, `2 actors`.
pub fn count(n: usize, one: &str, many: &str) -> String {
    [number(n).as_str(), if n == 1 { one } else { many }].join("\u{a0}")
}
