//! Two versions of an article, or two articles: which statements are in both, and who is heard in
//! one only.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::analysis::{Act, Analysis, Tier};
use crate::export::Findings;
use crate::export::cells::row;
use crate::export::words::joined;
use crate::quotation_check::each_word;
use crate::text::Byte;
use crate::voices::{self, Naming};

/// Share of words in common, in hundredths of all words of both, from which two statements are one
/// that was changed.
const ALIKE: usize = 60;
/// Statements that one is compared with where its words are not the same: those that stand about as
/// far on. Few articles have more, and the time stays linear.
const MOST_COMPARED: usize = 400;

/// What became of a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// Word for word in both, by the same speaker with the same cue.
    Same,
    /// In both, with other words, another speaker or another cue ("denied" for "said").
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
    /// The words that report it: "said"; empty without any.
    pub cue: String,
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
    /// Those who are heard in the first only, joint speakers one by one.
    pub only_before: Vec<String>,
    /// Those who are heard in the second only.
    pub only_after: Vec<String>,
}

/// A text with its analysis.
type Analysed<'a> = (&'a str, &'a Analysis<Byte>);

impl Comparison {
    /// Compares two versions. Words are compared without marks and capitals; a minus and signs such
    /// as "%" count.
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
        let (heard_first, heard_second) = (heard(before), heard(after));
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
             paragraph_after,cue_before,cue_after\r\n",
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
            for version in [&pair.before, &pair.after] {
                cells.push(version.as_ref().map(|v| v.cue.clone()).unwrap_or_default());
            }
            table += &row(&cells);
        }
        table
    }
}

/// A statement as it is compared.
struct Statement {
    version: Version,
    /// Its words, folded, in order.
    folded: String,
    /// Hashes of these words, smallest first.
    hashes: Vec<u64>,
    /// What the speaker does, and by which words.
    saying: (Act, bool, String),
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
            let (words, cue) = (joined(text, &a.content), joined(text, &a.cue));
            let (folded, hashes) = folded_words(&words);
            Statement {
                folded,
                hashes,
                saying: (a.act, a.negated, folded_words(&cue).0),
                version: Version { id: a.id, who, cue, words, paragraph: findings.paragraph(a) },
            }
        })
        .collect()
}

/// The words of a text with a space behind each, and their hashes, smallest first.
fn folded_words(text: &str) -> (String, Vec<u64>) {
    let (mut folded, mut hashes) = (String::new(), Vec::new());
    each_word(text, |word, hash| {
        folded.extend([word, " "]);
        hashes.push(hash);
    });
    hashes.sort_unstable();
    (folded, hashes)
}

/// Names of those who are heard in a text, joint speakers one by one: first those of the table of
/// sources, then those who are heard through others only.
fn heard((text, analysis): Analysed<'_>) -> Vec<String> {
    let read = voices::read(text, analysis);
    let name = |id: &u32| analysis.actors.get(*id as usize).map(|a| voices::capital(&a.name));
    let mut names: Vec<String> = Vec::new();
    for row in read.rows.iter().filter(|row| row.naming != Naming::NotStated) {
        match row.actors.is_empty() {
            true => names.push(row.name.clone()),
            false => names.extend(row.actors.iter().filter_map(name)),
        }
    }
    names.extend(read.through_others.iter().filter_map(name));
    names
}

/// The names that are not among the others, each once; upper and lower case are one.
fn only(names: &[String], others: &[String]) -> Vec<String> {
    let mut known: HashSet<String> = others.iter().map(|name| name.to_lowercase()).collect();
    names.iter().filter(|name| known.insert(name.to_lowercase())).cloned().collect()
}

/// What two statements have to have in common; each round asks for less.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Round {
    Saying,
    Speaker,
    Words,
}

/// For each statement of the second version its place in the first, each taken once: first the same
/// words by the same speaker with the same cue, then with another one, then the same words, then
/// those most alike.
fn matched(first: &[Statement], second: &[Statement]) -> Vec<Option<usize>> {
    let mut places: Vec<Option<usize>> = vec![None; second.len()];
    let mut taken = vec![false; first.len()];
    for round in [Round::Saying, Round::Speaker, Round::Words] {
        let key = |of: &'_ Statement| {
            let who = if round == Round::Words { "" } else { &of.version.who };
            let saying = (round == Round::Saying).then(|| of.saying.clone());
            (of.folded.clone(), who.to_owned(), saying)
        };
        let mut by_words: HashMap<_, Vec<usize>> = HashMap::new();
        for at in (0..first.len()).rev().filter(|&at| !taken[at]) {
            by_words.entry(key(&first[at])).or_default().push(at);
        }
        for (place, statement) in places.iter_mut().zip(second).filter(|(p, _)| p.is_none()) {
            if let Some(at) = by_words.get_mut(&key(statement)).and_then(Vec::pop) {
                (*place, taken[at]) = (Some(at), true);
            }
        }
    }
    let left: Vec<usize> = (0..first.len()).filter(|&at| !taken[at]).collect();
    let new: Vec<usize> = (0..second.len()).filter(|&at| places[at].is_none()).collect();
    let mut alike = Vec::new();
    for (rank, &at) in new.iter().enumerate() {
        for &old in &left[near(rank, new.len(), left.len())] {
            let common = in_common(&first[old].hashes, &second[at].hashes);
            if common >= ALIKE {
                alike.push((common, at, old));
            }
        }
    }
    alike.sort_by_key(|&(common, at, old)| (std::cmp::Reverse(common), at, old));
    for (_, at, old) in alike {
        if places[at].is_none() && !taken[old] {
            (places[at], taken[old]) = (Some(old), true);
        }
    }
    places
}

/// The places among `left` statements that number `rank` of `new` ones is compared with: those
/// about as far on in the text.
fn near(rank: usize, new: usize, left: usize) -> Range<usize> {
    let middle = rank * left / new.max(1);
    let start = middle.saturating_sub(MOST_COMPARED / 2).min(left.saturating_sub(MOST_COMPARED));
    start..left.min(start + MOST_COMPARED)
}

/// Words in common, in hundredths of the words of both; both lists are in order.
fn in_common(a: &[u64], b: &[u64]) -> usize {
    let (shorter, longer) = (a.len().min(b.len()), a.len().max(b.len()));
    // So few cannot be alike enough, whatever they are.
    if shorter * 200 < ALIKE * (shorter + longer) {
        return 0;
    }
    let (mut i, mut j, mut common) = (0, 0, 0);
    while let (Some(one), Some(other)) = (a.get(i), b.get(j)) {
        common += usize::from(one == other);
        (i, j) = (i + usize::from(one <= other), j + usize::from(other <= one));
    }
    common * 200 / (a.len() + b.len()).max(1)
}

/// The statements of both in one order.
fn pairs(first: &[Statement], second: &[Statement], places: &[Option<usize>]) -> Vec<Pair> {
    let mut taken = vec![false; first.len()];
    places.iter().flatten().for_each(|&at| taken[at] = true);
    let gone = |at: usize| Pair {
        change: Change::Gone,
        before: Some(first[at].version.clone()),
        after: None,
    };
    let mut left: Vec<usize> = (0..first.len()).filter(|&at| !taken[at]).rev().collect();
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
        let same = old.folded == statement.folded
            && old.version.who == statement.version.who
            && old.saying == statement.saying;
        let change = if same { Change::Same } else { Change::Changed };
        pairs.push(Pair { change, before: Some(old.version.clone()), after });
    }
    pairs.extend(left.into_iter().rev().map(gone));
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_is_compared_with_a_bounded_number_of_others() {
        for (new, left) in [(0, 0), (1, 1), (3, 900), (900, 3), (5000, 5000), (7, MOST_COMPARED)] {
            for rank in 0..new {
                let near = near(rank, new, left);
                assert_eq!(near.len(), left.min(MOST_COMPARED), "{rank} of {new}, {left} left");
                let middle = rank * left / new;
                assert!(near.contains(&middle) && near.end <= left);
            }
        }
    }

    #[test]
    fn words_in_common_count_as_often_as_both_have_them() {
        assert_eq!(in_common(&[1, 2, 2, 3], &[2, 2, 2, 3]), 75);
        assert_eq!(in_common(&[1, 2], &[1, 2]), 100);
        assert_eq!(in_common(&[], &[]), 0);
    }
}
