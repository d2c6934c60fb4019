//! Paintings with each kind of item selected and pointed at.

use super::*;
use crate::analysis::{Act, Actor, ActorKind, Attribution, Form, Mention};

const TEXT: &str =
    "Ann Lee of Acme said it was “a very good day” for her. Bo hopes to win. “Yes,” he added.";

fn span(part: &str) -> Span<Byte> {
    let start = TEXT.find(part).unwrap_or_else(|| panic!("{part:?} should stand in the text"));
    Span::new(start as u32, (start + part.len()) as u32)
}

fn actor(id: u32, mentions: &[&str]) -> Actor<Byte> {
    let mentions = mentions
        .iter()
        .map(|m| Mention { span: span(m), head: span(m), form: Form::Name })
        .collect();
    Actor {
        id,
        name: String::new(),
        kind: ActorKind::Person,
        unnamed: false,
        description: None,
        affiliation: None,
        mentions,
    }
}

fn says(id: u32, tier: Tier, kind: QuoteKind, parts: [&str; 3], speaker: u32) -> Attribution<Byte> {
    let [source, cue, content] = parts.map(|p| vec![span(p)]);
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
    }
}

fn plan() -> Plan {
    let analysis = Analysis {
        actors: vec![
            actor(0, &["Ann Lee of Acme", "her"]),
            actor(1, &["Acme"]),
            actor(2, &["Bo", "he added"]),
        ],
        attributions: vec![
            says(
                0,
                Tier::Statement,
                QuoteKind::Mixed,
                ["Ann Lee of Acme", "said", "it was “a very good day” for her"],
                0,
            ),
            says(1, Tier::Attitude, QuoteKind::Indirect, ["Bo", "hopes", "to win"], 2),
            says(2, Tier::Statement, QuoteKind::Direct, ["he added", "added", "“Yes,”"], 2),
        ],
        ..Analysis::empty()
    };
    Plan::new(TEXT, &analysis)
}

/// The painted words of a stroke, in any colour.
fn words(painting: &Painting, stroke: Stroke) -> Vec<String> {
    let utf16: Vec<u16> = TEXT.encode_utf16().collect();
    let mut spans: Vec<_> = painting
        .iter()
        .filter(|(layer, _)| layer.stroke == stroke)
        .flat_map(|(_, spans)| spans)
        .collect();
    spans.sort();
    spans
        .into_iter()
        .map(|s| String::from_utf16_lossy(&utf16[s.start() as usize..s.end() as usize]))
        .collect()
}

fn painted(selected: Option<Selectable>, layers: Layers, stroke: Stroke) -> Vec<String> {
    words(&plan().painting(layers, Attention { selected, ..Attention::default() }), stroke)
}

#[test]
fn quoted_and_reported_words_have_lines_of_their_own() {
    let layers = Layers::default();
    assert_eq!(painted(None, layers, Stroke::Quoted), ["“a very good day”", "“Yes,”"]);
    assert_eq!(painted(None, layers, Stroke::Reported), ["it was", "for her"]);
    assert_eq!(painted(None, layers, Stroke::Cue), ["said", "added"]);
}

#[test]
fn attitudes_are_painted_only_when_switched_on() {
    let layers = Layers { attitudes: true, ..Layers::default() };
    assert_eq!(painted(None, layers, Stroke::Reported), ["it was", "for her", "to win"]);
}

#[test]
fn a_mention_within_a_mention_is_painted() {
    assert_eq!(
        painted(None, Layers::default(), Stroke::Actor),
        ["Ann Lee of ", "Acme", "her", "Bo", "he added"]
    );
}

#[test]
fn a_selected_quotation_shows_its_parts_and_its_speaker() {
    let selected = Some(Selectable::Attribution(0));
    assert_eq!(
        painted(selected, Layers::default(), Stroke::Opened),
        ["it was “a very good day” for her"]
    );
    assert_eq!(painted(selected, Layers::default(), Stroke::QuotedHere), ["“a very good day”"]);
    assert_eq!(painted(selected, Layers::default(), Stroke::ReportedHere), ["it was", "for her"]);
    assert_eq!(
        painted(selected, Layers::default(), Stroke::Chosen),
        ["Ann Lee of Acme", "said", "her"]
    );
}

#[test]
fn current_mention_is_highlighted() {
    let at = |mention, selected| {
        let attention = Attention {
            selected: Some(selected),
            mention: Some(mention),
            pointed: Some(Selectable::Actor(0)),
        };
        words(&plan().painting(Layers::default(), attention), Stroke::Current)
    };
    assert_eq!(at(1, Selectable::Actor(2)), ["he added"]);
    assert!(at(2, Selectable::Actor(2)).is_empty(), "there is no such mention");
    assert!(at(0, Selectable::Attribution(0)).is_empty());
}

#[test]
fn a_whole_attribution_reaches_from_its_first_to_its_last_word() {
    let (start, end) = (TEXT.find("Bo").unwrap() as u32, TEXT.find(". “Yes").unwrap() as u32);
    let whole = plan().whole(Selectable::Attribution(1)).expect("it stands in the text");
    let utf16 = |byte: u32| TEXT[..byte as usize].encode_utf16().count() as u32;
    assert_eq!((whole.start(), whole.end()), (utf16(start), utf16(end)));
    assert_eq!(plan().whole(Selectable::Actor(0)), None);
}

#[test]
fn the_innermost_mention_at_a_place_is_found() {
    let place = |words: &str| {
        TEXT[..TEXT.find(words).expect("it stands in the text")].encode_utf16().count() as u32
    };
    assert_eq!(plan().mention_at(0, place("her.")), Some(1));
    assert_eq!(plan().mention_at(0, place("said")), None);
    assert_eq!(plan().mention_at(9, 0), None);
}

#[test]
fn a_selected_actor_stands_out_and_others_are_fainter() {
    let selected = Some(Selectable::Actor(2));
    assert_eq!(painted(selected, Layers::default(), Stroke::Chosen), ["Bo", "he added"]);
    assert_eq!(painted(selected, Layers::default(), Stroke::Passage), ["“Yes,”"]);
    assert!(painted(selected, Layers::default(), Stroke::Actor).is_empty());
    assert_eq!(painted(selected, Layers::default(), Stroke::Faint).len(), 5);
    assert!(
        painted(selected, Layers::default(), Stroke::Current).is_empty(),
        "the reader has stepped to none of them yet"
    );
}

#[test]
fn with_all_layers_off_only_the_selection_is_painted() {
    let off = Layers { actors: false, quotes: false, attitudes: false };
    assert!(plan().painting(off, Attention::default()).is_empty());
    assert_eq!(painted(Some(Selectable::Attribution(2)), off, Stroke::Opened), ["“Yes,”"]);
}

#[test]
fn an_item_that_does_not_exist_paints_nothing() {
    let off = Layers { actors: false, quotes: false, attitudes: false };
    assert!(
        plan()
            .painting(
                off,
                Attention {
                    selected: Some(Selectable::Actor(99)),
                    mention: Some(0),
                    pointed: Some(Selectable::Attribution(99))
                }
            )
            .is_empty()
    );
}
