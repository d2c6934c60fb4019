//! Attributions that layout shows without a verb: a quotation signed with a name, a line of the
//! article repeated and signed (a pull quote), and a transcript's speakers before their words.
//!
//! Takes a document and the drafts found so far; adds drafts; promises to add none over words that
//! a draft from outside them claims.

use whosaid_packing::hash::{Map, Set};

use super::draft::Draft;
use crate::analysis::{Act, Tier};
use crate::lexicon::lists::speech::{POINTERS, SMALL_IN_SIGNATURES};
use crate::text::pattern::Pattern::{
    self, All, AnyOf, Capital, Either, Here, Many, Not, Opt, Part, Quoted, Seq, Test,
};
use crate::text::{Document, Paragraph, ParagraphKind, Quotation, TokenRange};
use crate::turns::{Pace, turn};

/// Most tokens of a signature; more make a sentence.
const LONGEST_NAME: usize = 12;
/// Most tokens of a signature with its dash and the marks behind it.
const LONGEST_SIGNATURE: usize = 4 * LONGEST_NAME;
/// Most tokens before the colon of a transcript's label.
const LONGEST_LABEL: usize = LONGEST_NAME / 2 - 1;
/// Most words of a label that points to another article.
const LONGEST_POINTER: usize = 2;
/// Fewest lines with a name in capitals before them that make a transcript.
const LEAST_LINES: usize = 3;
/// Fewest words of what is said; "Clinton: 547" is a score.
const LEAST_WORDS: usize = 4;
/// Fewest words of a pull quote; fewer may stand in an article twice by chance.
const LEAST_PULLED: usize = 8;
/// Most paragraphs looked at as pull quotes. Each is searched for in the whole text, so a text of
/// nothing else would take quadratic time.
const MOST_PULLED: usize = 40;
/// Bytes that are searched in the time of one [`Pace`] unit.
const SEARCHED: usize = 128;
/// The share of such layouts that are attributions in PolNeAR's training part: 11 of 12.
const CONFIDENCE: f32 = 0.9;

/// How many paragraphs before a quotation may end in one that it goes on with: a caption may stand
/// between.
const PARAGRAPHS_BEFORE: usize = 2;
/// The confidence of a quotation that is a sentence and has no speaker.
const CONFIDENCE_OF_BARE: f32 = 0.7;

const DASH: Pattern = AnyOf(&["-", "–", "—", "―"]);
const COLON: Pattern = AnyOf(&[":"]);
const NUMBER: Pattern = Test(|word| word.starts_with(|c: char| c.is_ascii_digit()));

/// A signature: "Ann Lee, minister". It holds no number: “Title of an article” — Newspaper, 15
/// August 2008 is a reference.
const SIGNATURE: Pattern =
    Seq(&[Here(&Capital), Many(1, LONGEST_NAME, &All(&[Not(&Quoted), Not(&DASH), Not(&NUMBER)]))]);
/// "Ann Lee, Minister of Sports": every word but small ones is capitalised.
const NAME_AND_OFFICE: Pattern = Seq(&[
    Here(&Capital),
    Many(1, LONGEST_NAME, &Either(&[Capital, AnyOf(SMALL_IN_SIGNATURES), Not(&Pattern::WORD)])),
]);
/// "LEE:", "ANN LEE, MINISTER:", "LEE (voice-over):": the name that a paragraph begins with, all
/// its words capitalised.
const LABEL: Pattern = Seq(&[
    Here(&Not(&Quoted)),
    Part(0, &Many(1, LONGEST_LABEL, &All(&[Not(&LABEL_END), LABEL_WORD]))),
    Opt(&Seq(&[OPEN, Many(1, LONGEST_LABEL, &Not(&CLOSE)), CLOSE])),
    COLON,
]);
const LABEL_WORD: Pattern = Either(&[Capital, Not(&Pattern::WORD)]);
const LABEL_END: Pattern = Either(&[COLON, OPEN]);
const OPEN: Pattern = AnyOf(&["(", "["]);
const CLOSE: Pattern = AnyOf(&[")", "]"]);
/// A word in capitals, or a mark.
const CAPITALS: Pattern = Test(|word| !word.contains(char::is_lowercase));

/// Adds the attributions of signed quotations, transcripts and pull quotes.
pub(super) async fn add(document: &Document<'_>, drafts: &mut Vec<Draft>, pace: &mut Pace) {
    let mut claimed = vec![false; document.tokens.len()];
    for range in drafts.iter().flat_map(|d| d.content.iter().chain(&d.cue)) {
        claimed[range.start..range.end].fill(true);
    }
    let free = |content: TokenRange| {
        2 * content.into_iter().filter(|&i| claimed[i]).count() < content.len()
    };
    turn().await;
    let mut found = signed(document);
    found.retain(|d| d.content.iter().all(|c| free(*c)));
    turn().await;
    // who stands before the colon says all of the line: what is found within it is nested
    let colons: Set<TokenRange> = drafts
        .iter()
        .flat_map(|d| &d.cue)
        .filter(|c| COLON.is_at(document, c.start))
        .copied()
        .collect();
    let lines = transcript(document, pace).await;
    found.extend(lines.into_iter().filter(|d| !colons.contains(&d.cue[0])));
    found.extend(bare(document, drafts, &found, pace).await);
    // a draft with its cue within the repeated words is nested in them
    let outside = |d: &Draft, content: TokenRange| {
        d.cue.iter().all(|c| !content.contains(*c)) && d.content.iter().any(|c| c.overlaps(content))
    };
    turn().await;
    let pulled = pulled(document, pace).await;
    found.extend(pulled.into_iter().filter(|p| !drafts.iter().any(|d| outside(d, p.content[0]))));
    drafts.extend(found);
}

/// Quotations that are sentences of their own and that nobody claims: the article does not say in
/// words whose they are.
async fn bare(
    document: &Document<'_>,
    drafts: &[Draft],
    found: &[Draft],
    pace: &mut Pace,
) -> Vec<Draft> {
    let claimed = claimed(document, drafts.iter().chain(found), pace).await;
    let mut bare = Vec::new();
    for quotation in document.quotations.iter().filter(|q| is_sentence(document, q)) {
        let tokens = quotation.tokens;
        pace.spend(tokens.len()).await;
        if document.count_words(tokens) >= LEAST_WORDS
            && !claimed[tokens.start..tokens.end].contains(&true)
        {
            bare.push(Draft {
                cue: Vec::new(),
                confidence: CONFIDENCE_OF_BARE,
                ..draft(None, tokens, tokens)
            });
        }
    }
    bare
}

/// True for a quotation that is whole sentences of the story, and that does not go on with a
/// quotation before.
fn is_sentence(document: &Document, quotation: &Quotation) -> bool {
    let tokens = quotation.tokens;
    let sentence = document.sentence_of(tokens.start);
    let index = sentence.paragraph as usize;
    let paragraph = &document.paragraphs[index];
    // where a paragraph just before ends in a quotation, its speaker may go on
    let before = &document.paragraphs[index.saturating_sub(PARAGRAPHS_BEFORE)..index];
    let goes_on = sentence.tokens.start == paragraph.tokens.start
        && before.iter().any(|p| document.is_quoted(p.tokens.end - 1));
    quotation.level == 0
        && quotation.closed
        && !goes_on
        && sentence.tokens.start == tokens.start
        && document.sentence_of(tokens.end - 1).tokens.end == tokens.end
        && paragraph.kind == ParagraphKind::Body
}

/// For each token, whether a draft claims it with its cue or content. A draft whose cues all stand
/// in one quotation is nested there and claims nothing of it; one without a cue claims nothing.
async fn claimed(
    document: &Document<'_>,
    drafts: impl Iterator<Item = &Draft>,
    pace: &mut Pace,
) -> Vec<bool> {
    let outer: Vec<TokenRange> =
        document.quotations.iter().filter(|q| q.level == 0).map(|q| q.tokens).collect();
    let mut claimed = vec![false; document.tokens.len()];
    for draft in drafts {
        let Some(first) = draft.cue.first() else { continue };
        let before = outer.partition_point(|q| q.start <= first.start);
        let home = before.checked_sub(1).map(|i| outer[i]);
        let home = home.filter(|q| draft.cue.iter().all(|&cue| q.contains(cue)));
        for range in draft.content.iter().chain(&draft.cue) {
            pace.spend(range.len()).await;
            let (left, right) = home.map_or((range.end, range.end), |q| (q.start, q.end));
            claimed[range.start..range.end.min(left).max(range.start)].fill(true);
            claimed[right.clamp(range.start, range.end)..range.end].fill(true);
        }
    }
    claimed
}

/// Signed quotations: `“We will win.” — Ann Lee, minister`, the signature on the quotation's line
/// or on the next.
fn signed(document: &Document) -> Vec<Draft> {
    let quotations = document
        .quotations
        .iter()
        .filter(|q| q.level == 0 && q.closed && document.count_words(q.tokens) >= LEAST_WORDS);
    let found = quotations.filter_map(|quotation| {
        let dash = quotation.tokens.end;
        let sentence = document.tokens.get(dash)?.sentence as usize;
        let paragraph = document.paragraphs[document.sentences[sentence].paragraph as usize].tokens;
        let own_line = paragraph.start == dash;
        let same_line = paragraph.start <= quotation.tokens.start;
        if !DASH.is_at(document, dash)
            || !(own_line || same_line)
            || paragraph.end - dash > LONGEST_SIGNATURE
        {
            return None;
        }
        let name = document.trim(TokenRange::new(dash + 1, paragraph.end));
        (SIGNATURE.is(document, name) && document.has_word(name))
            .then(|| draft(Some(name), TokenRange::new(dash, dash + 1), quotation.tokens))
    });
    found.collect()
}

/// Pull quotes: `We will win this time. Ann Lee, minister`, a paragraph that repeats words of the
/// article and ends in their speaker's name.
async fn pulled(document: &Document<'_>, pace: &mut Pace) -> Vec<Draft> {
    let parts = |p: &Paragraph, name: TokenRange| {
        let said = TokenRange::new(p.tokens.start, name.start);
        let signed = NAME_AND_OFFICE.is(document, name)
            && document.has_word(name)
            && document.trim(name) == name;
        (signed && document.count_words(said) >= LEAST_PULLED).then_some((name, said))
    };
    // the name is the last sentence, or the last two where an abbreviation cut it: "Ann Lee, U.S.
    // Senator"
    let signed = |p: &Paragraph| {
        let last = document.sentence_of(p.tokens.end - 1).tokens;
        let before =
            document.sentence_of(last.start.saturating_sub(1)).tokens.start.max(p.tokens.start);
        [before, last.start]
            .into_iter()
            .find_map(|start| parts(p, TokenRange::new(start, p.tokens.end)))
    };
    let mut found = Vec::new();
    for paragraph in &document.paragraphs {
        pace.spend(paragraph.tokens.len() / 4 + 1).await;
        found.extend(signed(paragraph));
        if found.len() == MOST_PULLED {
            break;
        }
    }
    let repeated =
        |said: TokenRange| document.text.match_indices(document.slice(said)).nth(1).is_some();
    let mut drafts = Vec::new();
    for (name, said) in found {
        if repeated(said) {
            drafts.push(Draft { cue: Vec::new(), ..draft(Some(name), said, said) });
        }
        pace.spend(document.text.len() / SEARCHED).await;
    }
    drafts
}

/// Lines of a transcript: `LEE: We will win.`, where the article has several by that name.
async fn transcript(document: &Document<'_>, pace: &mut Pace) -> Vec<Draft> {
    let mut labels: Vec<(TokenRange, TokenRange)> = Vec::new();
    for paragraph in &document.paragraphs {
        pace.spend(1).await;
        labels.extend(label(document, paragraph.tokens).map(|label| (label, paragraph.tokens)));
    }
    let mut times: Map<&str, usize> = Map::default();
    for (label, _) in &labels {
        *times.entry(document.slice(*label)).or_default() += 1;
    }
    let capitals = |label: &TokenRange| label.into_iter().all(|t| CAPITALS.is_at(document, t));
    let broadcast = labels.iter().filter(|(label, _)| capitals(label)).count() >= LEAST_LINES;
    let repeated = |label: TokenRange| {
        (times.get(document.slice(label)).is_some_and(|&n| n > 1) || broadcast && capitals(&label))
            && !is_pointer(document, label)
    };
    let found = labels.iter().filter(|(label, _)| repeated(*label)).map(|&(label, paragraph)| {
        let colon =
            (label.end..paragraph.end).find(|&t| COLON.is_at(document, t)).unwrap_or(label.end);
        (
            label,
            TokenRange::new(colon, colon + 1),
            document.trim(TokenRange::new(colon + 1, paragraph.end)),
        )
    });
    found
        .filter(|(_, _, content)| document.count_words(*content) >= LEAST_WORDS)
        .map(|(label, colon, content)| draft(Some(label), colon, content))
        .collect()
}

/// The name before a colon that a paragraph begins with.
fn label(document: &Document, paragraph: TokenRange) -> Option<TokenRange> {
    let name = LABEL.at(document, paragraph)?.part(0);
    document.has_word(name).then_some(name)
}

/// True if `label`, which stands before a colon, is no speaker but points to another article or
/// says what its line is.
pub(super) fn is_pointer(document: &Document, label: TokenRange) -> bool {
    label.into_iter().find(|&i| document.is_word(i)).is_some_and(|first| {
        POINTERS.contains(&document.lower(first)) && document.count_words(label) <= LONGEST_POINTER
    })
}

/// The draft of an attribution found here.
fn draft(source: Option<TokenRange>, cue: TokenRange, content: TokenRange) -> Draft {
    Draft {
        source,
        cue: vec![cue],
        content: vec![content],
        tier: Tier::Statement,
        act: Act::Say,
        negated: false,
        inside: None,
        confidence: CONFIDENCE,
    }
}

#[cfg(test)]
mod tests {
    use super::super::cases::place_of;
    use super::*;
    use crate::turns::block_on;

    #[track_caller]
    fn adds(text: &str, expected: &[(&str, &str)]) {
        let document = Document::read(text);
        let mut drafts = Vec::new();
        block_on(add(&document, &mut drafts, &mut Pace::default()));
        let found: Vec<_> = drafts
            .iter()
            .map(|d| (document.slice(d.source.unwrap()), document.slice(d.content[0])))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_quotation_may_be_signed_on_its_line_or_the_next() {
        adds(
            "“We will win this time.” — Ann Lee, minister",
            &[("Ann Lee, minister", "“We will win this time.”")],
        );
        adds("“We will win this time.”\n\n- Lee.", &[("Lee", "“We will win this time.”")]);
    }

    /// <https://github.com/afriedman412/sayswho/issues/3>
    #[test]
    fn a_quotation_without_a_cue_is_said_by_nobody_named() {
        let adds = |text: &str, expected: &[&str]| {
            let document = Document::read(text);
            let mut drafts = Vec::new();
            block_on(add(&document, &mut drafts, &mut Pace::default()));
            assert!(drafts.iter().all(|d| d.source.is_none() && d.cue.is_empty()), "{text}");
            let found: Vec<_> = drafts.iter().map(|d| document.slice(d.content[0])).collect();
            assert_eq!(found, expected, "{text}");
        };
        let body = "The vicar counted out change for a loaf.";
        adds(&format!("{body} “Bread first, hymns later.”"), &["“Bread first, hymns later.”"]);
        adds(&format!("{body} “Bread first, hymns later,” is a song."), &[]);
        adds(&format!("{body} “Bread.”"), &[]);
    }

    #[test]
    fn a_draft_claims_no_word_of_the_quotation_it_is_nested_in() {
        let document = Document::read("“We think that it may rain today.” “It may rain again.”");
        let (first, second) = (document.quotations[0].tokens, document.quotations[1].tokens);
        let bare = |cue: TokenRange, content: TokenRange| {
            let drafts = [draft(None, cue, content)];
            let found = block_on(bare(&document, &drafts, &[], &mut Pace::default()));
            found.iter().map(|d| d.content[0]).collect::<Vec<_>>()
        };
        let think = place_of(&document, "think");
        assert_eq!(bare(think, place_of(&document, "it may rain today")), [first, second]);
        assert_eq!(bare(think, second), [first]);
        assert_eq!(bare(place_of(&document, "again"), first), [second]);
    }

    #[test]
    fn a_reference_is_not_a_signature() {
        adds("“We will win this time” — The Daily News, 15 August 2008", &[]);
    }

    #[test]
    fn a_line_repeated_with_a_name_is_signed() {
        let line = "We will win this time, and nobody will stop us.";
        adds(
            &format!(
                "“{line} I know,” said Lee.\n\n{line} Ann Lee, Minister of Sports\n\nShe left."
            ),
            &[("Ann Lee, Minister of Sports", line)],
        );
        adds(
            &format!("“{line} I know,” said Lee.\n\n{line} Ann Lee, U.S. Senator\n\nShe left."),
            &[("Ann Lee, U.S. Senator", line)],
        );
        adds(
            &format!("“I know,” said Lee.\n\n{line} Ann Lee, Minister of Sports\n\nShe left."),
            &[],
        );
        adds(&format!("“{line} I know,” said Lee.\n\n{line} She left."), &[]);
    }

    #[test]
    fn a_dash_that_goes_on_with_the_sentence_signs_nothing() {
        adds(
            "“We will win this time” — that is what she said, and nobody doubted it for a moment \
             that day.",
            &[],
        );
    }

    #[test]
    fn a_transcript_names_its_speakers_before_their_words() {
        let text = "LEE: Will you win this time?\n\nRAY: I think we will win.\n\n\
                    LEE: Why do you think so?\n\nRAY: Because we are good.";
        let expected = [
            ("LEE", "Will you win this time?"),
            ("LEE", "Why do you think so?"),
            ("RAY", "I think we will win"),
            ("RAY", "Because we are good"),
        ];
        let document = Document::read(text);
        let mut drafts = Vec::new();
        block_on(add(&document, &mut drafts, &mut Pace::default()));
        let mut found: Vec<_> = drafts
            .iter()
            .map(|d| (document.slice(d.source.unwrap()), document.slice(d.content[0])))
            .collect();
        found.sort_by_key(|(name, _)| *name);
        assert_eq!(found, expected);
    }

    /// <https://github.com/TechAndCheck/tech-and-check-alerts/issues/71>
    #[test]
    fn a_broadcast_names_offices_and_voices_that_are_not_seen() {
        let text = "LEE: Will you win this time?\n\nANN RAY, MINISTER: I think we will win.\n\n\
                    LEE (voice-over): That was before the vote.";
        adds(
            text,
            &[
                ("LEE", "Will you win this time?"),
                ("ANN RAY, MINISTER", "I think we will win"),
                ("LEE", "That was before the vote"),
            ],
        );
    }

    #[test]
    fn a_label_that_stands_alone_is_a_heading() {
        adds("Update: The talks will go on tomorrow.\n\nThe talks ended.", &[]);
    }

    #[test]
    fn pointers_to_other_articles_are_no_transcript() {
        adds(
            "Related: Rich are paying more in taxes.\n\nThe talks ended.\n\n\
             Related: Chicago is a city of many kinds.",
            &[],
        );
        adds(
            "[Read: Rich are paying more in taxes]\n\nThe talks ended.\n\n\
             [Read: Chicago is a city of many kinds]",
            &[],
        );
    }

    #[test]
    fn scores_are_not_said() {
        adds("Clinton: 547.\n\nSanders: 46.\n\nClinton: 548.", &[]);
    }
}
