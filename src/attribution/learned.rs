//! Attributions by the learned tagger, in the document's tokens.

use super::words::Words;
use super::{Draft, act, layout};
use crate::lexicon::lists::{grammar, speech};
use crate::tagger::TaggedAttribution;
use crate::text::{Byte, Document, ParagraphKind, Span, TokenRange};

/// Those of `found` that stand in the story, in their order.
pub(super) fn find(words: &Words, found: &[TaggedAttribution]) -> Vec<Draft> {
    // an outer one may be dropped (boilerplate), so places are looked up after that
    let mut place = vec![None; found.len()];
    let mut drafts = Vec::with_capacity(found.len());
    for (index, attribution) in found.iter().enumerate() {
        if let Some(draft) = draft(words, attribution) {
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

fn draft(words: &Words, found: &TaggedAttribution) -> Option<Draft> {
    let doc = words.doc;
    let cue = tokens(doc, found.cue)?;
    let paragraph = doc.paragraphs[doc.sentence_of(cue.start).paragraph as usize];
    if matches!(
        paragraph.kind,
        ParagraphKind::Boilerplate | ParagraphKind::Byline | ParagraphKind::Date
    ) {
        return None;
    }
    let content: Vec<TokenRange> = found.content.iter().filter_map(|s| tokens(doc, *s)).collect();
    let begins = content.iter().map(|c| c.start).find(|&start| start >= cue.end).unwrap_or(0);
    let (tier, act) = act::of_cue(words, cue, begins);
    // an article alone is what is left of "the statement about ..."
    let somebody = |s: &TokenRange| {
        words.has_word(*s) && !(s.len() == 1 && grammar::ARTICLES.contains(&words.at(s.start)))
    };
    let source = found
        .source
        .and_then(|s| tokens(doc, s))
        .map(|s| without_joint(words, words.trim(s)))
        .filter(somebody);
    // "Related: Rich are paying more"
    if words.at(cue.start) == ":" && source.is_some_and(|s| layout::is_pointer(words, s)) {
        return None;
    }
    (!content.is_empty()).then(|| Draft {
        source,
        // "said:" is the verb alone, a colon alone is itself the cue
        cue: vec![if words.has_word(cue) { words.trim(cue) } else { cue }],
        content,
        tier,
        act,
        negated: act::is_negated(words, cue),
        inside: None,
        confidence: found.confidence,
    })
}

/// A source without the "and" or "that" that joins its clause to the one before.
fn without_joint(words: &Words, mut source: TokenRange) -> TokenRange {
    let joint = |at: usize| match words.at(at) {
        // "that the government denies it"
        "that" => speech::SUBJECTS_AFTER_THAT.contains(&words.at(at + 1)),
        word => speech::JOINTS.contains(&word),
    };
    while source.len() > 1 && joint(source.start) {
        source.start += 1;
    }
    source
}

/// The tokens that share a character with `span`.
fn tokens(doc: &Document, span: Span<Byte>) -> Option<TokenRange> {
    let start = doc.tokens.partition_point(|t| t.span.end() <= span.start());
    let end = doc.tokens.partition_point(|t| t.span.start() < span.end());
    (start < end).then(|| TokenRange::new(start, end))
}
