//! Two versions of an article, or two articles: which statements are in both, and who is heard in
//! one only.

use std::collections::HashMap;

use crate::analysis::{Analysis, Tier};
use crate::export::Findings;
use crate::export::cells::row;
use crate::export::words::joined;
use crate::text::Byte;
use crate::voices::{self, Naming};

/// Share of words in common, in hundredths of all words of both, from which two statements are one
/// that was changed.
const ALIKE: usize = 60;
/// Statements that are looked at for one that was changed: more than a page has.
const MOST_COMPARED: usize = 2000;

/// What became of a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// Word for word in both, by the same speaker.
    Same,
    /// In both, with other words or another speaker.
    Changed,
    /// In the second only.
    Added,
    /// In the first only.
    Gone,
}

impl Change {
    /// What pages and tables call it.
    pub fn name(self) -> &'static str {
        match self {
            Change::Same => "same",
            Change::Changed => "changed",
            Change::Added => "added",
            Change::Gone => "gone",
        }
    }
}

/// A statement as one version has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Its place in the analysis.
    pub id: u32,
    /// Its speakers, or what the article calls them; empty where none is stated.
    pub who: String,
    /// Its words.
    pub words: String,
    /// The paragraph in which it begins, from 1; `None` outside of the story.
    pub paragraph: Option<usize>,
}

/// A statement in both versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// What became of it.
    pub change: Change,
    /// It in the first version; `None` if it was added.
    pub before: Option<Version>,
    /// It in the second version; `None` if it is gone.
    pub after: Option<Version>,
}

/// Two versions beside each other.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comparison {
    /// All statements in the order of the second version; those that are gone stand where they
    /// stood in the first.
    pub pairs: Vec<Pair>,
    /// Named and unnamed sources that only the first has.
    pub only_before: Vec<String>,
    /// Those that only the second has.
    pub only_after: Vec<String>,
}

/// A text with its analysis.
type Analysed<'a> = (&'a str, &'a Analysis<Byte>);

impl Comparison {
    /// Compares two versions. Words are compared without marks and capitals.
    ///
    /// ```
    /// use whosaid::{analyze, report::Comparison, Options};
    /// let (a, b) = ("Taxes will rise, Ann Lee said.", "Taxes will fall, Bo Ek said.");
    /// let [first, second] = [a, b].map(|text| analyze(text, &Options::default()));
    /// let comparison = Comparison::of((a, &first), (b, &second));
    /// assert_eq!(comparison.only_before, ["Ann Lee"]);
    /// ```
    pub fn of(before: Analysed<'_>, after: Analysed<'_>) -> Comparison {
        let (first, second) = (statements(before), statements(after));
        let matches = matched(&first, &second);
        let names = |analysed: Analysed<'_>| -> Vec<String> {
            let rows = voices::read(analysed.0, analysed.1).rows;
            rows.into_iter().filter(|r| r.naming != Naming::NotStated).map(|r| r.name).collect()
        };
        let (heard_first, heard_second) = (names(before), names(after));
        let only = |of: &[String], other: &[String]| -> Vec<String> {
            let is_in = |name: &String| other.iter().any(|o| o.to_lowercase() == *name);
            of.iter().filter(|name| !is_in(&name.to_lowercase())).cloned().collect()
        };
        Comparison {
            pairs: pairs(&first, &second, &matches),
            only_before: only(&heard_first, &heard_second),
            only_after: only(&heard_second, &heard_first),
        }
    }

    /// A row for each statement.
    pub fn table(&self) -> String {
        let mut table = String::from(
            "change,speaker_before,words_before,paragraph_before,speaker_after,words_after,\
             paragraph_after\r\n",
        );
        for pair in &self.pairs {
            let mut cells = vec![pair.change.name().to_owned()];
            for version in [&pair.before, &pair.after] {
                let part = |part: fn(&Version) -> String| version.as_ref().map(part);
                cells.push(part(|v| v.who.clone()).unwrap_or_default());
                cells.push(part(|v| v.words.clone()).unwrap_or_default());
                let paragraph = version.as_ref().and_then(|v| v.paragraph);
                cells.push(paragraph.map(|at| at.to_string()).unwrap_or_default());
            }
            table += &row(&cells);
        }
        table
    }
}

/// A statement, and its words as they are compared.
struct Statement {
    version: Version,
    words: Vec<String>,
}

/// The statements of a text that stand in no other one.
fn statements((text, analysis): Analysed<'_>) -> Vec<Statement> {
    let findings = Findings::new("", "", text, analysis);
    let outer =
        analysis.attributions.iter().filter(|a| a.tier == Tier::Statement && a.inside.is_none());
    outer
        .map(|a| {
            let names: Vec<String> =
                findings.speakers(a).iter().map(|actor| voices::capital(&actor.name)).collect();
            let who = match names.is_empty() {
                true => voices::capital(&joined(text, &a.source)),
                false => voices::joined(&names),
            };
            let words = joined(text, &a.content);
            Statement {
                words: words
                    .split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
                    .map(|word| word.replace('’', "'").trim_matches('\'').to_lowercase())
                    .filter(|word| !word.is_empty())
                    .collect(),
                version: Version { id: a.id, who, words, paragraph: findings.paragraph(a) },
            }
        })
        .collect()
}

/// For each statement of the second version its place in the first, each taken once: first the same
/// words by the same speaker, then the same words, then those most alike.
fn matched(first: &[Statement], second: &[Statement]) -> Vec<Option<usize>> {
    let mut places: Vec<Option<usize>> = vec![None; second.len()];
    let mut taken = vec![false; first.len()];
    for same_speaker in [true, false] {
        let mut by_words: HashMap<(&[String], String), Vec<usize>> = HashMap::new();
        let who =
            |of: &Statement| if same_speaker { of.version.who.clone() } else { String::new() };
        for at in (0..first.len()).rev().filter(|&at| !taken[at]) {
            by_words.entry((&first[at].words, who(&first[at]))).or_default().push(at);
        }
        for (place, statement) in places.iter_mut().zip(second).filter(|(p, _)| p.is_none()) {
            let key = (&statement.words[..], who(statement));
            if let Some(at) = by_words.get_mut(&key).and_then(Vec::pop) {
                (*place, taken[at]) = (Some(at), true);
            }
        }
    }
    let left: Vec<usize> = (0..first.len()).filter(|&at| !taken[at]).take(MOST_COMPARED).collect();
    let new = (0..second.len()).filter(|&at| places[at].is_none()).take(MOST_COMPARED);
    let mut alike: Vec<(usize, usize, usize)> = new
        .flat_map(|at| left.iter().map(move |&old| (at, old)))
        .map(|(at, old)| (in_common(&first[old].words, &second[at].words), at, old))
        .filter(|&(common, ..)| common >= ALIKE)
        .collect();
    alike.sort_by_key(|&(common, at, old)| (std::cmp::Reverse(common), at, old));
    for (_, at, old) in alike {
        if places[at].is_none() && !taken[old] {
            (places[at], taken[old]) = (Some(old), true);
        }
    }
    places
}

/// Words in common, in hundredths of the words of both.
fn in_common(a: &[String], b: &[String]) -> usize {
    let (shorter, longer) = (a.len().min(b.len()), a.len().max(b.len()));
    // So few cannot be alike enough, whatever they are.
    if shorter * 200 < ALIKE * (shorter + longer) {
        return 0;
    }
    let mut counts: HashMap<&str, usize> = HashMap::new();
    a.iter().for_each(|word| *counts.entry(word).or_default() += 1);
    let common = b.iter().filter(|word| match counts.get_mut(word.as_str()) {
        Some(count) if *count > 0 => {
            *count -= 1;
            true
        }
        _ => false,
    });
    common.count() * 200 / (a.len() + b.len()).max(1)
}

/// The statements of both in one order.
fn pairs(first: &[Statement], second: &[Statement], places: &[Option<usize>]) -> Vec<Pair> {
    let taken: Vec<usize> = places.iter().flatten().copied().collect();
    let gone = |at: usize| Pair {
        change: Change::Gone,
        before: Some(first[at].version.clone()),
        after: None,
    };
    let mut left: Vec<usize> = (0..first.len()).filter(|at| !taken.contains(at)).rev().collect();
    let mut pairs = Vec::new();
    for (statement, place) in second.iter().zip(places) {
        let after = Some(statement.version.clone());
        let Some(place) = *place else {
            pairs.push(Pair { change: Change::Added, before: None, after });
            continue;
        };
        while left.last().is_some_and(|&at| at < place) {
            pairs.extend(left.pop().map(gone));
        }
        let old = &first[place];
        let same = old.words == statement.words && old.version.who == statement.version.who;
        let change = if same { Change::Same } else { Change::Changed };
        pairs.push(Pair { change, before: Some(old.version.clone()), after });
    }
    pairs.extend(left.into_iter().rev().map(gone));
    pairs
}
