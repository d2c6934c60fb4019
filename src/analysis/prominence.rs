//! How much of an article each actor takes up: who comes first in a cast, and who gets a colour.
//!
//! Takes a text and its analysis; gives one [`Standing`] per actor and the order of the cast;
//! promises the same order for the same analysis, so that panel and page agree on every colour
//! without asking each other.

use super::{Analysis, QuoteKind, Tier};
use crate::sort;
use crate::text::{Byte, Span};

/// How many actors get a hue of their own. More cannot be told apart reliably, least of all by
/// colour-blind readers.
pub const HUES: u8 = 8;

/// Weight of a mention, in reported words. A statement has some twenty words, so it counts like two
/// or three mentions.
const WORDS_PER_MENTION: u32 = 8;

/// Most bytes before a stretch that are searched for the start of its paragraph. A text may be one
/// line with many stretches: without a limit the reading of marks would be quadratic.
const LOOK_BACK: usize = 8 * 1024;

/// How much of the article one actor takes up.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Standing {
    /// Place in [`Analysis::actors`].
    pub actor: u32,
    /// Passages that refer to it.
    pub mentions: u32,
    /// Statements ascribed to it, those within others' statements included; attitudes are not
    /// counted.
    pub statements: u32,
    /// Words of those statements' contents.
    pub words: u32,
    /// How many of those words stand in quotation marks.
    pub verbatim: u32,
}

impl Standing {
    /// Mentions and reported words together: the cast is ordered by them.
    pub fn weight(&self) -> u32 {
        self.mentions * WORDS_PER_MENTION + self.words
    }
}

/// One [`Standing`] per actor, in the order of [`Analysis::actors`].
pub fn standings(text: &str, analysis: &Analysis<Byte>) -> Vec<Standing> {
    let mut all: Vec<Standing> = analysis
        .actors
        .iter()
        .enumerate()
        .map(|(id, actor)| Standing {
            actor: id as u32,
            mentions: actor.mentions.len() as u32,
            ..Standing::default()
        })
        .collect();
    for statement in analysis.attributions.iter().filter(|a| a.tier == Tier::Statement) {
        let (words, verbatim) = words_of(text, statement);
        for &speaker in &statement.speakers {
            if let Some(standing) = all.get_mut(speaker as usize) {
                standing.statements += 1;
                standing.words += words;
                standing.verbatim += verbatim;
            }
        }
    }
    all
}

/// Actor ids, the most prominent first; of equals the one mentioned first.
pub fn order(standings: &[Standing]) -> Vec<u32> {
    let mut ids: Vec<u32> = standings.iter().map(|s| s.actor).collect();
    sort::by_keys(&mut ids, |&id| [sort::descending(standings[id as usize].weight() as usize)]);
    ids
}

/// The hue (below [`HUES`]) of each actor, in the order of [`Analysis::actors`]; `None` is the
/// neutral tint.
///
/// Those who speak come first, in the order of the words reported from them, then those who only
/// think or wish, then the rest of the cast in its order. One that is mentioned once and says
/// nothing stays neutral: a colour helps to find the other places, and there are none.
pub fn hue_of(text: &str, analysis: &Analysis<Byte>) -> Vec<Option<u8>> {
    let standings = standings(text, analysis);
    let mut hues = vec![None; standings.len()];
    let mut thinks = vec![false; standings.len()];
    for &speaker in analysis.attributions.iter().flat_map(|a| &a.speakers) {
        if let Some(thinks) = thinks.get_mut(speaker as usize) {
            *thinks = true;
        }
    }
    let mut coloured = order(&standings);
    coloured.retain(|&id| standings[id as usize].mentions > 1 || thinks[id as usize]);
    sort::by_keys(&mut coloured, |&id| {
        let Standing { words, statements, .. } = standings[id as usize];
        [words as usize, statements as usize, thinks[id as usize].into()].map(sort::descending)
    });
    for (hue, id) in (0..HUES).zip(coloured) {
        hues[id as usize] = Some(hue);
    }
    hues
}

/// Words in an attribution's content, and how many of them stand in quotation marks.
pub fn words_of(text: &str, attribution: &super::Attribution<Byte>) -> (u32, u32) {
    let (mut words, mut verbatim) = (0, 0);
    for piece in &attribution.content {
        for (quoted, run) in quoted_runs(text, *piece) {
            let count = run
                .split(separates_words)
                .filter(|word| word.chars().any(char::is_alphanumeric))
                .count() as u32;
            words += count;
            verbatim += if quoted { count } else { 0 };
        }
    }
    match attribution.kind {
        // A piece of a quotation that runs on has no marks of its own.
        QuoteKind::Direct => (words, words),
        QuoteKind::Indirect => (words, 0),
        QuoteKind::Mixed => (words, verbatim),
    }
}

/// True for what stands between two words that are counted: white space and double quotation marks.
pub fn separates_words(c: char) -> bool {
    c.is_whitespace() || matches!(c, '“' | '”' | '"' | '«' | '»')
}

/// The stretch `span` of `text` cut where double quotation marks open and close: runs of (stands in
/// marks, text with its marks), in order.
///
/// Marks are followed from the start of the paragraph, so that a piece of a longer quotation counts
/// as quoted though its marks lie outside it; only where the paragraph began over 8 KiB before,
/// from the stretch's own start. A straight mark closes if one is open. A quotation that does not
/// close runs to the paragraph's end. Empty runs are left out.
pub fn quoted_runs(text: &str, span: Span<Byte>) -> Vec<(bool, &str)> {
    let (start, end) = (span.start() as usize, span.end() as usize);
    let paragraph = paragraph_of(text, start);
    let mut runs = Vec::new();
    let (mut from, mut inside) = (start, false);
    for (at, c) in text[paragraph..end].char_indices().map(|(at, c)| (paragraph + at, c)) {
        match c {
            '“' | '"' | '«' if !inside => {
                runs.push((false, &text[from..at.max(from)]));
                (from, inside) = (at.max(start), true);
            }
            '”' | '"' | '»' if inside => {
                let after = (at + c.len_utf8()).max(from);
                runs.push((true, &text[from..after]));
                (from, inside) = (after, false);
            }
            '\n' if inside => {
                runs.push((true, &text[from..at]));
                (from, inside) = (at, false);
            }
            _ => {}
        }
    }
    runs.push((inside, &text[from..end]));
    runs.retain(|(_, run)| !run.is_empty());
    runs
}

/// Where the paragraph begins that `start` stands in; `start` itself if that is further back than
/// [`LOOK_BACK`].
fn paragraph_of(text: &str, start: usize) -> usize {
    let from = start.saturating_sub(LOOK_BACK + 1);
    let near = text.as_bytes()[from..start].iter().rposition(|&b| b == b'\n');
    match near {
        Some(at) => from + at + 1,
        None if start <= LOOK_BACK => 0,
        None => start,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Act, Actor, ActorKind, Attribution, Form, Mention};
    use super::*;

    const TEXT: &str = "Ann Lee left. “We go,” she said. Bo came. A guard waved. Bo said he was \
        “very glad” to be there with everyone.";

    fn span(part: &str) -> Span<Byte> {
        let start = TEXT.find(part).unwrap();
        Span::new(start as u32, (start + part.len()) as u32)
    }

    fn actor(id: u32, parts: &[&str]) -> Actor<Byte> {
        let mentions = parts
            .iter()
            .map(|p| Mention { span: span(p), head: span(p), form: Form::Name })
            .collect();
        Actor {
            id,
            name: parts[0].into(),
            kind: ActorKind::Person,
            unnamed: false,
            description: None,
            affiliation: None,
            mentions,
            corrected_by_reader: false,
        }
    }

    fn says(
        id: u32,
        speaker: u32,
        tier: Tier,
        kind: QuoteKind,
        content: &str,
    ) -> Attribution<Byte> {
        let (source, cue, content) = (vec![], vec![], vec![span(content)]);
        Attribution {
            id,
            tier,
            kind,
            source,
            cue,
            content,
            speakers: vec![speaker],
            inside: None,
            act: Act::Say,
            negated: false,
            confidence: 1.0,
            speaker_confidence: 1.0,
            source_kind: None,
            channel: Vec::new(),
            unnamed_reason: Vec::new(),
            knowledge: Vec::new(),
            corrected_by_reader: false,
        }
    }

    fn article() -> Analysis<Byte> {
        Analysis {
            actors: vec![
                actor(0, &["Ann Lee", "she"]),
                actor(1, &["Bo came", "Bo said", "he was"]),
                actor(2, &["A guard"]),
            ],
            attributions: vec![
                says(0, 0, Tier::Statement, QuoteKind::Direct, "“We go,”"),
                says(
                    1,
                    1,
                    Tier::Statement,
                    QuoteKind::Mixed,
                    "he was “very glad” to be there with everyone",
                ),
                says(2, 2, Tier::Attitude, QuoteKind::Indirect, "waved"),
            ],
            ..Analysis::empty()
        }
    }

    #[test]
    fn words_of_statements_are_counted_and_split_by_marks() {
        let all = standings(TEXT, &article());
        assert_eq!((all[0].statements, all[0].words, all[0].verbatim), (1, 2, 2));
        assert_eq!((all[1].statements, all[1].words, all[1].verbatim), (1, 9, 2));
        assert_eq!((all[2].statements, all[2].words, all[2].mentions), (0, 0, 1));
    }

    #[test]
    fn the_most_prominent_comes_first_and_a_silent_passer_by_has_no_hue() {
        assert_eq!(order(&standings(TEXT, &article())), [1, 0, 2]);
        assert_eq!(hue_of(TEXT, &article()), [Some(1), Some(0), Some(2)], "the guard only wishes");
        let silent = Analysis { attributions: Vec::new(), ..article() };
        assert_eq!(hue_of(TEXT, &silent), [Some(1), Some(0), None]);
    }

    // Countries that are named often had the colours, and who spoke was grey.
    #[test]
    fn who_speaks_has_a_hue_before_who_is_only_mentioned() {
        let mut cast: Vec<_> =
            (0..9).map(|id| actor(id, &["Bo came", "Bo said", "he was"])).collect();
        cast.push(actor(9, &["A guard"]));
        cast.push(actor(10, &["she"]));
        let said =
            |id, speaker, words| says(id, speaker, Tier::Statement, QuoteKind::Direct, words);
        let attributions = vec![said(0, 9, "“We go,”"), said(1, 10, "to be there with everyone")];
        let hues = hue_of(TEXT, &Analysis { actors: cast, attributions, ..Analysis::empty() });
        assert_eq!(hues[9..], [Some(1), Some(0)], "most words come first");
        assert_eq!(hues[..3], [Some(2), Some(3), Some(4)], "hues left over go to the others");
        assert_eq!(hues[6..9], [None; 3]);
    }

    #[test]
    fn of_equals_the_first_mentioned_comes_first() {
        let twins = [
            Standing { actor: 0, mentions: 2, ..Standing::default() },
            Standing { actor: 1, mentions: 2, ..Standing::default() },
        ];
        assert_eq!(order(&twins), [0, 1]);
    }

    #[test]
    fn the_ninth_actor_is_neutral() {
        let crowd = Analysis {
            actors: (0..9).map(|id| actor(id, &["Ann Lee", "she"])).collect(),
            ..Analysis::empty()
        };
        let hues = hue_of(TEXT, &crowd);
        assert_eq!(hues[7], Some(7));
        assert_eq!(hues[8], None);
    }

    #[test]
    fn runs_put_together_are_the_passage_again() {
        for text in [
            "",
            "plain",
            "he “is” here",
            "\"a\" b \"c\"",
            "“open only",
            "”stray",
            "«a» “b",
            "“a\nb” c \"d",
        ] {
            let boundaries: Vec<usize> =
                text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            for &start in &boundaries {
                for &end in boundaries.iter().filter(|&&end| end >= start) {
                    let runs = quoted_runs(text, Span::new(start as u32, end as u32));
                    assert_eq!(runs.iter().map(|r| r.1).collect::<String>(), text[start..end]);
                    assert!(
                        runs.windows(2).all(|w| w[0].0 || w[1].0),
                        "two unquoted runs in a row in {text:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn the_start_of_a_paragraph_is_searched_within_the_limit() {
        for (before, length, found) in [
            ("", LOOK_BACK, 0),
            ("", LOOK_BACK + 1, LOOK_BACK + 1),
            ("é\n", LOOK_BACK, 3),
            ("é\n", LOOK_BACK + 1, LOOK_BACK + 4),
            ("a\nb\n", 5, 4),
            ("a\n", 0, 2),
        ] {
            let text = format!("{before}{}", "x".repeat(length));
            assert_eq!(paragraph_of(&text, text.len()), found, "{before:?} and {length}");
        }
        // also where the limit lies within a letter
        assert_eq!(paragraph_of(&"é".repeat(LOOK_BACK), 2 * LOOK_BACK), 2 * LOOK_BACK);
    }

    #[test]
    fn a_piece_of_a_quotation_counts_as_quoted() {
        let runs = |text, start, end| quoted_runs(text, Span::new(start, end));
        assert_eq!(runs("he “is” here", 0, 16), [(false, "he "), (true, "“is”"), (false, " here")]);
        assert_eq!(
            runs("\"They want us to go\" now", 6, 24),
            [(true, "want us to go\""), (false, " now")]
        );
        assert_eq!(runs("\"They want us to go\" now", 10, 13), [(true, " us")]);
        assert_eq!(
            runs("“open\nnext", 8, 12),
            [(false, "next")],
            "a quotation does not go on by itself in the next paragraph"
        );
    }
}
