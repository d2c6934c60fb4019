//! Attributions that the learned tagger finds.
//!
//! Takes a document and what the tagger found in its text; gives drafts in the document's tokens;
//! promises none of lines that are not the story.

use super::draft::{DRAFT, Draft, begins_after};
use super::{act, doubtful, layout};
use crate::lexicon::Pos;
use crate::lexicon::lists::{grammar, speech};
use crate::tagger::TaggedAttribution;
use crate::text::lexeme::Shape;
use crate::text::{Byte, Document, ParagraphKind, Span, TokenRange};
use crate::turns::Pace;

/// Least confidence of an attribution whose cue has no word of the table of words that report and
/// whose content is no clause: most such are none ("abolished any existing rules").
const LEAST_OF_OTHER_WORDS: f32 = 0.6;

/// The drafts of those of `found` that stand in the story, in their order.
pub(super) async fn find(
    document: &Document<'_>,
    found: &[TaggedAttribution],
    pace: &mut Pace,
) -> Vec<Draft> {
    // an outer one may be dropped, so `inside` is set by the index among those that are left
    let mut place = vec![None; found.len()];
    let mut drafts = Vec::with_capacity(found.len());
    for (index, attribution) in found.iter().enumerate() {
        pace.spend(DRAFT).await;
        if let Some(draft) = draft(document, attribution) {
            place[index] = Some(drafts.len());
            drafts.push(draft);
        }
    }
    for (index, attribution) in found.iter().enumerate() {
        if let Some(mine) = place[index] {
            drafts[mine].inside = attribution.inside.and_then(|outer| place[outer]);
        }
    }
    drafts
}

/// The draft of `found`; none if it is not in the story, or points to another article.
fn draft(document: &Document, found: &TaggedAttribution) -> Option<Draft> {
    let cue = tokens(document, found.cue)?;
    let paragraph = document.paragraphs[document.sentence_of(cue.start).paragraph as usize];
    if matches!(
        paragraph.kind,
        ParagraphKind::Boilerplate | ParagraphKind::Byline | ParagraphKind::Date
    ) {
        return None;
    }
    let content: Vec<TokenRange> =
        found.content.iter().filter_map(|s| tokens(document, *s)).collect();
    let begins = begins_after(&content, cue).unwrap_or(0);
    let (tier, act) = act::of_cue(document, cue, begins);
    // an article alone is left of "the statement about ..."
    let somebody = |s: &TokenRange| {
        document.has_word(*s)
            && !(s.len() == 1 && grammar::ARTICLES.contains(&document.lower(s.start)))
            && !(s.end == cue.start && is_described(document, *s, cue))
    };
    let source = found
        .source
        .and_then(|s| tokens(document, s))
        .map(|s| without_joint(document, document.trim(s)))
        .map(|s| without_adverb(document, s, cue))
        .filter(somebody);
    // "Related: Rich are paying more"
    if document.lower(cue.start) == ":" && source.is_some_and(|s| layout::is_pointer(document, s)) {
        return None;
    }
    if found.doubtful && !doubtful::is_kept(document, cue, &content, tier) {
        return None;
    }
    let unsure = found.inside.is_none() && found.confidence < LEAST_OF_OTHER_WORDS;
    let clause = || content.iter().any(|c| doubtful::is_clause(document, *c));
    if unsure && !act::reports(document, cue) && !clause() {
        return None;
    }
    (!content.is_empty()).then(|| Draft {
        source,
        // "said:" is the verb alone, a colon alone is itself the cue
        cue: vec![if document.has_word(cue) { document.trim(cue) } else { cue }],
        content,
        tier,
        act,
        negated: act::is_negated(document, cue),
        inside: None,
        confidence: found.confidence,
    })
}

/// True if a lone word before a noun that reports does no more than describe it: "considerable |
/// skepticism", "raising | hopes".
fn is_described(document: &Document, source: TokenRange, cue: TokenRange) -> bool {
    let lexeme = document.lexeme(source.start);
    source.len() == 1
        && lexeme.shape == Shape::Lower
        && matches!(lexeme.word.pos.first(), Some(Pos::Adjective | Pos::Ing))
        && document.tables.cues().noun(document.lower(cue.start)).is_some()
}

/// `source` without the "and" or "that" that joins its clause to the one before.
fn without_joint(document: &Document, mut source: TokenRange) -> TokenRange {
    let joint = |at: usize| match document.lower(at) {
        // "that the government denies it"
        "that" => speech::SUBJECTS_AFTER_THAT.contains(&document.lower(at + 1)),
        word => speech::JOINTS.contains(&word),
    };
    while source.len() > 1 && joint(source.start) {
        source.start += 1;
    }
    source
}

/// The source without the adverbs of its verb behind it: "Facebook | further said".
fn without_adverb(document: &Document, mut source: TokenRange, cue: TokenRange) -> TokenRange {
    let adverb = |at: usize| {
        let lexeme = document.lexeme(at);
        lexeme.shape == Shape::Lower
            && (speech::BEFORE_VERBS.contains(&document.lower(at))
                || grammar::MIDDLE_ADVERBS.contains(&document.lower(at))
                || document.lower(at).ends_with("ly")
                    && lexeme.word.pos.first() == Some(Pos::Adverb))
    };
    if source.end == cue.start && source.len() > 1 && adverb(source.end - 1) {
        source.end -= 1;
    }
    source
}

/// The tokens that share a character with `span`.
fn tokens(document: &Document, span: Span<Byte>) -> Option<TokenRange> {
    let start = document.tokens.partition_point(|t| t.span.end() <= span.start());
    let end = document.tokens.partition_point(|t| t.span.start() < span.end());
    (start < end).then(|| TokenRange::new(start, end))
}
