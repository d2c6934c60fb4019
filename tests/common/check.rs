//! Quotations made by hand, and a slow way to say whether they stand in a text.

use whosaid::analysis::*;
use whosaid::quotation_check::{CheckedStatement, check};
use whosaid::text::{Byte, Span};

/// Somebody says what stands at `span`, in quotation marks.
fn says(id: u32, span: Span<Byte>) -> Attribution<Byte> {
    Attribution {
        id,
        tier: Tier::Statement,
        kind: QuoteKind::Direct,
        source: Vec::new(),
        cue: Vec::new(),
        content: vec![span],
        speakers: Vec::new(),
        inside: None,
        act: Act::Say,
        negated: false,
        confidence: 1.0,
        speaker_confidence: 0.0,
        source_kind: None,
        channel: Vec::new(),
        unnamed_reason: Vec::new(),
        knowledge: Vec::new(),
        corrected_by_reader: false,
    }
}

/// An analysis of an article each line of which is `“…,” she said.`
pub fn quotations(article: &str) -> Analysis<Byte> {
    let mut at = 0;
    let mut attributions = Vec::new();
    for line in article.split_inclusive('\n') {
        let end = at + line.rfind('”').unwrap_or(0);
        attributions.push(says(attributions.len() as u32, Span::new(at as u32, end as u32)));
        at += line.len();
    }
    Analysis { attributions, ..Analysis::empty() }
}

/// What is found of a direct quotation.
pub fn direct(quoted: &str, other: &str) -> CheckedStatement {
    let attributions = vec![says(0, Span::new(0, quoted.len() as u32))];
    let analysis = Analysis { attributions, ..Analysis::empty() };
    check(quoted, &analysis, other).into_iter().next().unwrap_or(CheckedStatement {
        attribution: 0,
        verdict: whosaid::quotation_check::Verdict::Absent,
        negation: false,
        reordered: false,
        runs: Vec::new(),
        places: Vec::new(),
    })
}

/// The words of a text of letters, apostrophes and marks, in small letters.
pub fn folded_words(text: &str) -> Vec<String> {
    let word = |c: char| c.is_alphanumeric() || c == '’' || c == '\'';
    let words = text.split(|c| !word(c)).filter(|w| !w.is_empty());
    words.map(|w| w.to_lowercase().replace('’', "'")).collect()
}

/// What stands before each word of a text, and the word's first letter.
fn marks_before(text: &str) -> Vec<(String, char)> {
    let word = |c: char| c.is_alphanumeric() || c == '’' || c == '\'';
    let (mut marks, mut found, mut is_inside) = (String::new(), Vec::new(), false);
    for c in text.chars() {
        match (word(c), is_inside) {
            (true, false) => found.push((std::mem::take(&mut marks), c)),
            (true, true) => {}
            (false, _) => marks.push(c),
        }
        is_inside = word(c);
    }
    found
}

/// True if the quoted words stand in `other` one after the other, and at one of the first eight
/// places with no negation among the three words before and after, within the clause, and no
/// sentence that ends there alone: before a word with a capital, where what is quoted has no
/// clause's end.
pub fn oracle(quoted: &str, other: &str) -> bool {
    let (marks, other_marks) = (marks_before(quoted), marks_before(other));
    let quoted = folded_words(quoted);
    let clauses = |text: &str| {
        let ends = [',', '.', ';', '—', '\n'];
        text.split(ends).map(|clause| folded_words(clause).len()).collect::<Vec<_>>()
    };
    // the clause that each word stands in
    let clause: Vec<usize> = clauses(other)
        .into_iter()
        .enumerate()
        .flat_map(|(clause, length)| vec![clause; length])
        .collect();
    let other = folded_words(other);
    let places: Vec<usize> =
        (0..other.len()).filter(|&at| other[at..].starts_with(&quoted)).collect();
    places.into_iter().take(8).any(|at| {
        let ends_alone = |i: usize| {
            let is_capital = other_marks[at + i].1.is_uppercase();
            other_marks[at + i].0.contains('.')
                && is_capital
                && !marks[i].0.contains([',', '.', ';', '—'])
                && !marks[i].0.contains("\n\n")
        };
        if (1..quoted.len()).any(ends_alone) {
            return false;
        }
        let before = (at.saturating_sub(3)..at).filter(|&i| clause[i] == clause[at]);
        let last = at + quoted.len() - 1;
        let after = (last + 1..other.len().min(last + 4)).filter(|&i| clause[i] == clause[last]);
        !before.chain(after).any(|i| ["not", "never", "don't"].contains(&other[i].as_str()))
    })
}
