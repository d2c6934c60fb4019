//! What every document and every analysis promises, whatever the text. Each check names the case
//! that breaks it.

use whosaid::analysis::{Analysis, Attribution};
use whosaid::text::{Byte, Char, Document, OffsetMap, Span, Unit, Utf16};

/// Every span of an analysis.
pub fn every_span<U: Unit>(analysis: &Analysis<U>) -> Vec<Span<U>> {
    let mentions = analysis
        .actors
        .iter()
        .flat_map(|a| &a.mentions)
        .chain(analysis.places.iter().flat_map(|p| &p.mentions));
    let parts = analysis.attributions.iter().flat_map(|a| {
        let origin = a.channel.iter().chain(&a.unnamed_reason).chain(&a.knowledge);
        a.source.iter().chain(&a.cue).chain(&a.content).chain(origin)
    });
    mentions
        .flat_map(|m| [m.span, m.head])
        .chain(parts.copied())
        .chain(analysis.paragraphs.iter().copied())
        .chain(analysis.title)
        .chain(analysis.byline.as_ref().map(|b| b.span))
        .collect()
}

/// Checks everything that an analysis of `text` promises.
#[track_caller]
pub fn analysis_keeps_its_promises(text: &str, analysis: &Analysis<Byte>, case: &str) {
    for span in every_span(analysis) {
        let words = text.get(span.start() as usize..span.end() as usize);
        let words = words.unwrap_or_else(|| {
            panic!("{case}: {span:?} is not within the text or splits a character")
        });
        assert!(!words.trim().is_empty(), "{case}: a span without a word or mark");
    }
    assert!(
        analysis.paragraphs.windows(2).all(|w| w[0].end() <= w[1].start()),
        "{case}: paragraphs overlap or are out of order"
    );
    let map = OffsetMap::new(text);
    counts_right::<Utf16>(text, analysis, &map, |s| s.encode_utf16().count(), case);
    counts_right::<Char>(text, analysis, &map, |s| s.chars().count(), case);
    actors_keep_their_promises(analysis, case);
    attributions_keep_their_promises(analysis, case);
}

#[track_caller]
fn actors_keep_their_promises(analysis: &Analysis<Byte>, case: &str) {
    for (id, actor) in analysis.actors.iter().enumerate() {
        assert_eq!(actor.id as usize, id, "{case}: an actor's id is its place");
        assert!(!actor.name.trim().is_empty(), "{case}: an actor without a name");
        assert!(!actor.mentions.is_empty(), "{case}: {} has no mention", actor.name);
        assert!(
            actor
                .affiliation
                .is_none_or(|a| (a as usize) < analysis.actors.len() && a as usize != id),
            "{case}: affiliation of {}",
            actor.name
        );
        assert!(
            actor.mentions.iter().all(|m| m.span.contains(m.head)),
            "{case}: a head outside its mention of {}",
            actor.name
        );
        assert!(
            actor.mentions.windows(2).all(|w| w[0].span.start() <= w[1].span.start()),
            "{case}: mentions of {} out of order",
            actor.name
        );
    }
    for place in &analysis.places {
        assert!(
            !place.name.trim().is_empty() && !place.mentions.is_empty(),
            "{case}: a place without name or mention"
        );
        assert!(
            place.mentions.iter().all(|m| m.span.contains(m.head)),
            "{case}: a head outside its mention of {}",
            place.name
        );
    }
}

#[track_caller]
fn attributions_keep_their_promises(analysis: &Analysis<Byte>, case: &str) {
    for (id, attribution) in analysis.attributions.iter().enumerate() {
        assert_eq!(attribution.id as usize, id, "{case}: an attribution's id is its place");
        assert!(!attribution.content.is_empty(), "{case}: an attribution without content");
        assert!(
            (0.0..=1.0).contains(&attribution.confidence),
            "{case}: confidence {}",
            attribution.confidence
        );
        assert!(
            (0.0..=1.0).contains(&attribution.speaker_confidence),
            "{case}: confidence {} in the speakers",
            attribution.speaker_confidence
        );
        assert!(
            attribution.speaker_confidence == 0.0 || !attribution.speakers.is_empty(),
            "{case}: confidence in no speaker"
        );
        assert!(
            attribution.speakers.iter().all(|s| (*s as usize) < analysis.actors.len()),
            "{case}: a speaker that is no actor"
        );
        let mut speakers = attribution.speakers.clone();
        speakers.sort_unstable();
        speakers.dedup();
        assert_eq!(
            speakers.len(),
            attribution.speakers.len(),
            "{case}: a speaker twice in {:?}",
            attribution.speakers
        );
        assert!(
            attribution.inside.is_none_or(|o| (o as usize) < analysis.attributions.len()),
            "{case}: inside {:?}",
            attribution.inside
        );
        let depth = std::iter::successors(attribution.inside, |o| {
            analysis.attributions[*o as usize].inside
        })
        .take(id + 1_000)
        .count();
        assert!(depth < id + 1_000, "{case}: attribution {id} stands in itself");
        origin_stands_in_the_frame(attribution, case);
        let mut parts: Vec<_> = attribution.content.iter().chain(&attribution.cue).collect();
        parts.sort();
        assert!(
            parts.windows(2).all(|w| !w[0].overlaps(*w[1])),
            "{case}: cue and pieces of one content overlap: {parts:?}"
        );
    }
}

/// Where a statement comes from stands around its content, and whom it was said to is not its
/// source.
#[track_caller]
fn origin_stands_in_the_frame(attribution: &Attribution<Byte>, case: &str) {
    let Attribution { source, cue, content, channel, unnamed_reason, knowledge, .. } = attribution;
    let apart =
        |a: &[Span<Byte>], b: &[Span<Byte>]| !a.iter().any(|a| b.iter().any(|b| a.overlaps(*b)));
    for (name, field) in
        [("channel", channel), ("reason", unnamed_reason), ("knowledge", knowledge)]
    {
        assert!(apart(field, content), "{case}: {name} within the content: {attribution:?}");
        assert!(apart(field, cue), "{case}: {name} within the cue: {attribution:?}");
        assert!(
            field.windows(2).all(|w| w[0].end() <= w[1].start()),
            "{case}: {name} out of order: {field:?}"
        );
    }
    let is_source = |c: &Span<Byte>| {
        source.iter().any(|s| c.contains(*s) || c.start() <= s.start() && s.start() < c.end())
    };
    assert!(!channel.iter().any(is_source), "{case}: the channel is the source: {attribution:?}");
    assert!(apart(channel, knowledge), "{case}: channel and knowledge overlap: {attribution:?}");
}

/// Every span converted to `V` counts what `count` counts.
fn counts_right<V: Unit>(
    text: &str,
    analysis: &Analysis<Byte>,
    map: &OffsetMap,
    count: impl Fn(&str) -> usize,
    case: &str,
) {
    let (spans, originals) = (every_span(&analysis.convert::<V>(map)), every_span(analysis));
    assert_eq!(spans.len(), originals.len(), "{case}");
    // Starts are counted for every fiftieth part only, as counting from the text's start takes time
    // in the square of the length.
    let every = (originals.len() / 50).max(1);
    for (i, (span, original)) in spans.iter().zip(&originals).enumerate() {
        assert_eq!(
            span.len() as usize,
            count(original.of(text)),
            "{case}: {original:?} is as long in another unit"
        );
        if i % every == 0 {
            assert_eq!(
                span.start() as usize,
                count(&text[..original.start() as usize]),
                "{case}: {original:?} starts there in another unit"
            );
        }
    }
}

/// Checks everything that a document promises about its own layers.
#[track_caller]
pub fn document_is_well_formed(text: &str) {
    let document = Document::read(text);
    let (mut end, mut sentence, mut paragraph) = (0, 0, 0);
    for token in &document.tokens {
        let between = &text[end..token.span.start() as usize];
        assert!(
            between
                .chars()
                .all(|c| c.is_whitespace() || matches!(c, '\u{1c}'..='\u{1f}' | '\u{feff}')),
            "lost between tokens: {between:?}"
        );
        assert!(!token.span.is_empty() && !token.span.of(text).contains(char::is_whitespace));
        assert_eq!(token.glued, between.is_empty() && end > 0);
        end = token.span.end() as usize;
    }
    for s in &document.sentences {
        assert_eq!(s.tokens.start, sentence, "sentences leave no token out");
        assert!(
            !s.tokens.is_empty()
                && document.paragraphs[s.paragraph as usize].tokens.contains(s.tokens)
        );
        sentence = s.tokens.end;
    }
    for p in &document.paragraphs {
        assert_eq!(p.tokens.start, paragraph, "paragraphs leave no token out");
        assert_eq!(p.span, document.span(p.tokens));
        paragraph = p.tokens.end;
    }
    assert_eq!((sentence, paragraph), (document.tokens.len(), document.tokens.len()));
    assert!(document.quotations.windows(2).all(|w| w[0].tokens.start <= w[1].tokens.start));
    assert!(
        document
            .quotations
            .iter()
            .all(|q| !q.tokens.is_empty() && q.tokens.end <= document.tokens.len())
    );
}
