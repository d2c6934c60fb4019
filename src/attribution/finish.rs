//! From drafts in tokens to attributions with spans and speakers.

use super::Draft;
use crate::actors::Cast;
use crate::analysis::{Attribution, QuoteKind};
use crate::text::{Byte, Document, TokenKind, TokenRange};

/// Puts drafts and cast together. `cast.speakers` must have one entry for each draft.
pub fn finish(document: &Document, drafts: Vec<Draft>, cast: &Cast) -> Vec<Attribution<Byte>> {
    let spans = |ranges: &[TokenRange]| ranges.iter().map(|r| document.span(*r)).collect();
    drafts
        .into_iter()
        .enumerate()
        .map(|(id, draft)| Attribution {
            id: id as u32,
            tier: draft.tier,
            kind: kind(document, &draft.content),
            source: draft.source.iter().map(|r| document.span(*r)).collect(),
            cue: spans(&draft.cue),
            content: spans(&draft.content),
            speakers: cast.speakers.get(id).cloned().unwrap_or_default(),
            inside: draft.inside.map(|i| i as u32),
            act: draft.act,
            negated: draft.negated,
            confidence: draft.confidence,
        })
        .collect()
}

/// Direct if every word stands within quotation marks, indirect if none does.
fn kind(document: &Document, content: &[TokenRange]) -> QuoteKind {
    let words = content
        .iter()
        .flat_map(|r| *r)
        .map(|i| &document.tokens[i])
        .filter(|t| t.kind == TokenKind::Word);
    let (quoted, all) =
        words.fold((0, 0), |(quoted, all), t| (quoted + usize::from(t.quoted), all + 1));
    match quoted {
        0 => QuoteKind::Indirect,
        n if n == all => QuoteKind::Direct,
        _ => QuoteKind::Mixed,
    }
}
