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
        corrected_by_reader: false,
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
        corrected_by_reader: false,
    }
}

const OFF: Layers = Layers { actors: false, mentions: false, quotes: false, attitudes: false };

/// Every mention of every actor, besides what is painted by default.
const ALL: Layers = Layers { actors: true, mentions: true, quotes: true, attitudes: false };

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
}

#[test]
fn attitudes_have_a_line_of_their_own_and_only_when_switched_on() {
    assert!(painted(None, Layers::default(), Stroke::Attitude).is_empty());
    let layers = Layers { attitudes: true, ..Layers::default() };
    assert_eq!(painted(None, layers, Stroke::Reported), ["it was", "for her"]);
    assert_eq!(painted(None, layers, Stroke::Attitude), ["to win"]);
    let selected = Some(Selectable::Attribution(1));
    assert_eq!(painted(selected, Layers::default(), Stroke::AttitudeHere), ["to win"]);
}

// Every mention of every actor was tinted, in eight colours.
#[test]
fn at_first_only_those_who_speak_are_tinted_in_their_sources() {
    let names = |layers| painted(None, layers, Stroke::Actor);
    assert_eq!(names(Layers::default()), ["Ann Lee of Acme", "he added"]);
    let attitudes = Layers { attitudes: true, ..Layers::default() };
    assert_eq!(names(attitudes), ["Ann Lee of Acme", "Bo", "he added"], "who hopes is shown too");
    assert!(names(OFF).is_empty());
    assert!(names(Layers { actors: false, ..Layers::default() }).is_empty());
}

#[test]
fn all_mentions_of_an_actor_show_when_it_is_pointed_at() {
    let attention = Attention { pointed: Some(Selectable::Actor(0)), ..Attention::default() };
    let painting = plan().painting(Layers::default(), attention);
    assert_eq!(words(&painting, Stroke::Pointed), ["Ann Lee of Acme", "her"]);
    assert_eq!(words(&painting, Stroke::Actor), ["he added"]);
}

#[test]
fn a_source_without_a_mention_of_its_speaker_is_tinted_whole() {
    let speaker = PaintedActor { hue: Hue::OTHER, mentions: vec![Span::new(50, 55)] };
    let source = [Span::new(10, 20)];
    assert_eq!(names_in(&source, &speaker), [(Hue::OTHER, Span::new(10, 20))]);
}

#[test]
fn a_mention_within_a_mention_is_painted() {
    assert_eq!(painted(None, ALL, Stroke::Actor), ["Ann Lee of ", "Acme", "her", "Bo", "he added"]);
}

#[test]
fn a_selected_quotation_shows_its_parts_and_its_speaker() {
    let selected = Some(Selectable::Attribution(0));
    assert_eq!(
        painted(selected, Layers::default(), Stroke::Opened),
        ["said", "it was “a very good day” for "],
        "the speaker is tinted within its own words"
    );
    assert_eq!(painted(selected, Layers::default(), Stroke::QuotedHere), ["“a very good day”"]);
    assert_eq!(painted(selected, Layers::default(), Stroke::ReportedHere), ["it was", "for her"]);
    assert_eq!(painted(selected, Layers::default(), Stroke::Chosen), ["Ann Lee of Acme", "her"]);
}

#[test]
fn current_mention_is_highlighted() {
    let at = |mention, selected| {
        let attention = Attention {
            selected: Some(selected),
            mention: Some(mention),
            pointed: Some(Selectable::Actor(0)),
            ..Attention::default()
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
    assert_eq!(painted(selected, Layers::default(), Stroke::Faint), ["Ann Lee of Acme"]);
    assert_eq!(painted(selected, ALL, Stroke::Faint), ["Ann Lee of ", "Acme", "her"]);
    assert!(
        painted(selected, Layers::default(), Stroke::Current).is_empty(),
        "the reader has stepped to none of them yet"
    );
}

#[test]
fn with_all_layers_off_only_the_selection_is_painted() {
    let off = OFF;
    assert!(plan().painting(off, Attention::default()).is_empty());
    assert_eq!(painted(Some(Selectable::Attribution(1)), off, Stroke::Opened), ["hopes", "to win"]);
}

#[test]
fn an_item_that_does_not_exist_paints_nothing() {
    let off = OFF;
    assert!(
        plan()
            .painting(
                off,
                Attention {
                    selected: Some(Selectable::Actor(99)),
                    mention: Some(0),
                    pointed: Some(Selectable::Attribution(99)),
                    ..Attention::default()
                }
            )
            .is_empty()
    );
}

/// The painted places of the lines, or of the tints, with the layer of each.
fn places(painting: &Painting, lines: bool) -> Vec<(Span<Utf16>, Layer)> {
    let wanted = |layer: &Layer| layer.stroke.is_line() == lines && layer.stroke != Stroke::Current;
    let mut places: Vec<_> = painting
        .iter()
        .filter(|(layer, _)| wanted(layer))
        .flat_map(|(layer, spans)| spans.iter().map(|span| (*span, *layer)))
        .collect();
    places.sort();
    places
}

// Tints of several hues lay over each other where an item was selected, and dashes of a thin line
// showed between those of a thick one.
#[test]
fn no_two_tints_and_no_two_lines_overlap_whatever_is_selected() {
    let items = [None, Some(Selectable::Actor(0)), Some(Selectable::Actor(2))]
        .into_iter()
        .chain((0..3).map(|id| Some(Selectable::Attribution(id))));
    let layers = [Layers::default(), ALL, Layers { attitudes: true, ..ALL }];
    for selected in items.clone() {
        for pointed in items.clone() {
            for layers in layers {
                let attention = Attention { selected, pointed, mention: Some(0), voice: None };
                let painting = plan().painting(layers, attention);
                for lines in [true, false] {
                    for pair in places(&painting, lines).windows(2) {
                        assert!(pair[0].0.end() <= pair[1].0.start(), "{pair:?} in {attention:?}");
                    }
                }
            }
        }
    }
}

#[test]
fn a_voice_that_is_followed_leaves_only_its_words_undimmed() {
    let follow = |voice, layers, selected| {
        let attention = Attention { voice: Some(voice), selected, ..Attention::default() };
        plan().painting(layers, attention)
    };
    let lee = follow(0, Layers::default(), None);
    assert_eq!(words(&lee, Stroke::Dimmed), [" ", " ", ". Bo hopes to win. “Yes,” he added."]);
    assert_eq!(words(&lee, Stroke::Quoted), ["“a very good day”"], "others have no lines");
    assert!(words(&lee, Stroke::Actor).is_empty() && words(&lee, Stroke::Faint).is_empty());
    let bo = follow(2, Layers::default(), Some(Selectable::Attribution(2)));
    assert_eq!(words(&bo, Stroke::Opened), ["“Yes,”"], "the statement come to stands out");
    let dimmed = words(&bo, Stroke::Dimmed).concat();
    assert!(
        dimmed.contains("Bo hopes to win"),
        "attitudes are dimmed where they are off: {dimmed}"
    );
    let with_attitudes = follow(2, Layers { attitudes: true, ..Layers::default() }, None);
    let dimmed = words(&with_attitudes, Stroke::Dimmed).concat();
    assert!(!dimmed.contains("to win") && dimmed.contains("a very good day"), "{dimmed}");
    let gone = plan().painting(Layers::default(), Attention::default());
    assert!(words(&gone, Stroke::Dimmed).is_empty(), "nothing is dimmed once it is left");
}

#[test]
fn text_is_dimmed_line_by_line() {
    let text = "One.\n\nTwo 🌷.\nThree.";
    let plan = Plan::new(text, &Analysis::empty());
    let attention = Attention { voice: Some(0), ..Attention::default() };
    let painting = plan.painting(Layers::default(), attention);
    let spans: Vec<_> = painting.values().flatten().map(|s| (s.start(), s.end())).collect();
    assert_eq!(spans, [(0, 4), (6, 13), (14, 20)]);
}
