use std::rc::Rc;

use super::*;
use crate::analysis::{Analysis, SourceKind};
use crate::text::Byte;
use crate::{Options, analyze};

const ARTICLE: &str = "Mayor opens the bridge\n\
    “The bridge is safe now,” Mayor Ann Lee told reporters on Friday. \
    She said that the repairs had cost four million dollars.\n\
    “I would not walk across it,” Bob Ray, an engineer, said. \
    Lee said that Ray had not seen the plans.\n\
    A spokesman for the city said that work would go on. \
    A spokesman for the railway said that trains would stop.";

fn found(text: &str) -> Rc<Analysis<Byte>> {
    let analysis = Rc::new(analyze(text, &Options { assume_english: true }));
    assert!(analysis.attributions.len() >= 4, "{analysis:?}");
    analysis
}

/// The number of the first attribution with these words.
fn saying(text: &str, analysis: &Analysis<Byte>, words: &str) -> u32 {
    let has =
        |content: &[crate::text::Span<Byte>]| content.iter().any(|c| c.of(text).contains(words));
    let found = analysis.attributions.iter().find(|a| has(&a.content));
    found.unwrap_or_else(|| panic!("nobody says {words}")).id
}

fn actor(analysis: &Analysis<Byte>, name: &str) -> u32 {
    let found = analysis.actors.iter().find(|actor| actor.name.contains(name));
    found.unwrap_or_else(|| panic!("no {name} in {:?}", names(analysis))).id
}

fn names(analysis: &Analysis<Byte>) -> Vec<&str> {
    analysis.actors.iter().map(|actor| actor.name.as_str()).collect()
}

fn speakers<'a>(text: &str, analysis: &'a Analysis<Byte>, words: &str) -> Vec<&'a str> {
    let id = saying(text, analysis, words) as usize;
    let speakers = &analysis.attributions[id].speakers;
    speakers.iter().map(|&id| analysis.actors[id as usize].name.as_str()).collect()
}

/// The correction that an edit of an uncorrected article makes.
fn made(text: &str, edit: &Edit) -> Correction {
    let analysis = found(text);
    record(text, &analysis, &Corrected::of(&analysis), edit).expect("the item is there")
}

/// The same text, corrected.
fn corrected(text: &str, corrections: &[Correction]) -> Corrected {
    apply(text, &found(text), corrections)
}

fn edits() -> Vec<Edit> {
    let analysis = found(ARTICLE);
    let says = |words| saying(ARTICLE, &analysis, words);
    let (lee, ray) = (actor(&analysis, "Lee"), actor(&analysis, "Ray"));
    vec![
        Edit::Speaker(says("walk across"), Some(Other::Actor(lee))),
        Edit::Speaker(says("trains would stop"), Some(Other::Named("Cy Poe".into()))),
        Edit::Speaker(says("repairs had"), None),
        Edit::NotStatement(says("work would")),
        Edit::Name(lee, "Anna Lee".into()),
        Edit::HideActor(ray),
    ]
}

#[test]
fn another_speaker_is_shown_and_marked() {
    let analysis = found(ARTICLE);
    let id = saying(ARTICLE, &analysis, "walk across");
    let lee = actor(&analysis, "Lee");
    let to_lee = made(ARTICLE, &Edit::Speaker(id, Some(Other::Actor(lee))));
    let now = corrected(ARTICLE, &[to_lee]);
    assert_eq!(speakers(ARTICLE, &now.analysis, "walk across"), ["Ann Lee"]);
    let marked: Vec<u32> =
        now.analysis.attributions.iter().filter(|a| a.corrected_by_reader).map(|a| a.id).collect();
    assert_eq!(marked, [id]);
    assert_eq!((now.found, now.marks), (vec![true], vec![vec![Mark::Attribution(id)]]));
}

#[test]
fn a_typed_name_is_an_actor_of_its_own() {
    let analysis = found(ARTICLE);
    let id = saying(ARTICLE, &analysis, "trains would stop");
    let typed = made(ARTICLE, &Edit::Speaker(id, Some(Other::Named(" Cy  Poe ".into()))));
    let now = corrected(ARTICLE, &[typed]);
    assert_eq!(speakers(ARTICLE, &now.analysis, "trains would stop"), ["Cy Poe"]);
    let poe = &now.analysis.actors[actor(&now.analysis, "Cy Poe") as usize];
    assert!(poe.corrected_by_reader && !poe.unnamed);
    assert!(poe.mentions[0].span.of(ARTICLE).contains("railway"), "it stands at the source");
    // A name that the article has is that actor's.
    let known = made(ARTICLE, &Edit::Speaker(id, Some(Other::Named("ann lee".into()))));
    let now = corrected(ARTICLE, &[known]);
    assert_eq!(speakers(ARTICLE, &now.analysis, "trains would stop"), ["Ann Lee"]);
    assert_eq!(now.analysis.actors.len(), analysis.actors.len());
}

#[test]
fn a_speaker_that_is_not_stated_leaves_no_source() {
    let analysis = found(ARTICLE);
    let id = saying(ARTICLE, &analysis, "repairs had");
    let now = corrected(ARTICLE, &[made(ARTICLE, &Edit::Speaker(id, None))]);
    let statement = &now.analysis.attributions[id as usize];
    assert!(statement.speakers.is_empty() && statement.source.is_empty());
    assert_eq!(statement.source_kind, Some(SourceKind::Unstated));
}

#[test]
fn two_actors_become_one_with_the_second_one_s_name() {
    let analysis = found(ARTICLE);
    let (lee, ray) = (actor(&analysis, "Lee"), actor(&analysis, "Ray"));
    let now = corrected(ARTICLE, &[made(ARTICLE, &Edit::Same(ray, lee))]);
    assert_eq!(now.analysis.actors.len() + 1, analysis.actors.len());
    assert_eq!(speakers(ARTICLE, &now.analysis, "walk across"), ["Ann Lee"]);
    let all = |id: u32| analysis.actors[id as usize].mentions.len();
    let one = &now.analysis.actors[actor(&now.analysis, "Ann Lee") as usize];
    assert_eq!(one.mentions.len(), all(lee) + all(ray));
    assert!(one.corrected_by_reader);
}

#[test]
fn a_mention_that_is_another_takes_its_statements_along() {
    let analysis = found(ARTICLE);
    let lee = actor(&analysis, "Lee");
    let she =
        analysis.actors[lee as usize].mentions.iter().position(|m| m.span.of(ARTICLE) == "She");
    let she = she.expect("\"She\" is the mayor");
    let ray = Some(Other::Actor(actor(&analysis, "Ray")));
    let now = corrected(ARTICLE, &[made(ARTICLE, &Edit::Mention(lee, she, ray))]);
    assert_eq!(speakers(ARTICLE, &now.analysis, "repairs had"), ["Bob Ray"]);
    assert_eq!(speakers(ARTICLE, &now.analysis, "is safe now"), ["Ann Lee"]);
    let nobody = corrected(ARTICLE, &[made(ARTICLE, &Edit::Mention(lee, she, None))]);
    let lee_now = &nobody.analysis.actors[actor(&nobody.analysis, "Lee") as usize];
    assert!(lee_now.mentions.iter().all(|m| m.span.of(ARTICLE) != "She"));
}

#[test]
fn unnamed_actors_are_told_apart_by_their_places() {
    let analysis = found(ARTICLE);
    let id = saying(ARTICLE, &analysis, "trains would stop");
    let railway = analysis.attributions[id as usize].speakers[0];
    let now = corrected(ARTICLE, &[made(ARTICLE, &Edit::Name(railway, "Cy Poe".into()))]);
    assert_eq!(speakers(ARTICLE, &now.analysis, "trains would stop"), ["Cy Poe"]);
    assert_ne!(speakers(ARTICLE, &now.analysis, "work would"), ["Cy Poe"]);
}

#[test]
fn corrections_are_taken_back_in_any_order() {
    let analysis = found(ARTICLE);
    let all: Vec<Correction> = edits().iter().map(|edit| made(ARTICLE, edit)).collect();
    let whole = apply(ARTICLE, &analysis, &all).analysis;
    assert_ne!(whole, analysis);
    for turn in 0..all.len() {
        let mut order = all.clone();
        order.rotate_left(turn);
        assert_eq!(apply(ARTICLE, &analysis, &order).analysis, whole, "turned by {turn}");
        let without = order.pop();
        let rest = apply(ARTICLE, &analysis, &order).analysis;
        assert_ne!(rest, whole, "without {without:?}");
        order.extend(without);
        assert_eq!(apply(ARTICLE, &analysis, &order).analysis, whole);
    }
    assert_eq!(apply(ARTICLE, &analysis, &[]).analysis, analysis);
}

#[test]
fn corrections_find_their_places_in_a_changed_text() {
    let all: Vec<Correction> = edits().iter().map(|edit| made(ARTICLE, edit)).collect();
    let changed = format!(
        "{}\n“We are glad,” Dan Fox said.",
        ARTICLE
            .replace("on Friday", "late on Friday afternoon")
            .replace("four million", "nearly five million")
            .replace("Mayor opens", "City mayor opens")
    );
    let now = corrected(&changed, &all);
    assert_eq!(now.found, vec![true; all.len()]);
    assert_eq!(speakers(&changed, &now.analysis, "trains would stop"), ["Cy Poe"]);
    assert!(all.iter().all(|correction| belongs(&changed, &found(&changed), correction)));
}

#[test]
fn a_correction_whose_words_are_gone_changes_nothing() {
    let all: Vec<Correction> = edits().iter().map(|edit| made(ARTICLE, edit)).collect();
    let other = "Rain falls again\n“It is wet,” Eve Orr said. “I am cold,” Tom Ash said.\n\
        Orr said that the river was high. Ash said that the road was closed.";
    let now = corrected(other, &all);
    assert_eq!(now.found, vec![false; all.len()]);
    assert_eq!(now.analysis, found(other));
    assert!(!all.iter().any(|correction| belongs(other, &found(other), correction)));
}

#[test]
fn repeated_words_are_told_apart() {
    let text = "Bridge\n“No comment,” Ann Lee said on Friday at the bridge.\n\
        “No comment,” Bob Ray said on Sunday in the town hall.\n\
        “No comment,” Cy Poe said.\n“No comment,” Cy Poe said.";
    let analysis = found(text);
    for id in 0..analysis.attributions.len() as u32 {
        let one = record(text, &analysis, &Corrected::of(&analysis), &Edit::Speaker(id, None));
        let now = apply(text, &analysis, &[one.unwrap()]);
        assert_eq!(now.marks, [[Mark::Attribution(id)]], "statement {id}");
    }
}

#[test]
fn a_later_correction_of_the_same_thing_takes_the_place() {
    let edits = edits();
    let mut list = Vec::new();
    for edit in edits.iter().chain(&edits) {
        add(&mut list, made(ARTICLE, edit)).unwrap();
    }
    assert_eq!(list.len(), edits.len());
    let Edit::Speaker(id, _) = edits[0] else { panic!("the first is about a speaker") };
    add(&mut list, made(ARTICLE, &Edit::Speaker(id, None))).unwrap();
    assert_eq!(list.len(), edits.len());
    assert!(matches!(list.last().unwrap().change, Change::Speaker { speaker: None, .. }));
}

#[test]
fn corrections_of_corrected_items_are_kept_by_the_article_s_words() {
    let analysis = found(ARTICLE);
    let mut list = Vec::new();
    for edit in edits() {
        add(&mut list, made(ARTICLE, &edit)).unwrap();
    }
    let shown = apply(ARTICLE, &analysis, &list);
    let poe = actor(&shown.analysis, "Cy Poe");
    let lee = actor(&shown.analysis, "Anna Lee");
    let one = record(ARTICLE, &analysis, &shown, &Edit::Same(poe, lee)).unwrap();
    add(&mut list, one).unwrap();
    let now = apply(ARTICLE, &analysis, &list);
    assert_eq!(speakers(ARTICLE, &now.analysis, "trains would stop"), ["Anna Lee"]);
    list.retain(|correction| !matches!(correction.change, Change::Name { .. }));
    let now = apply(ARTICLE, &analysis, &list);
    assert_eq!(speakers(ARTICLE, &now.analysis, "trains would stop"), ["Ann Lee"]);
}

#[test]
fn a_file_is_read_back_and_a_damaged_one_refused_as_a_whole() {
    let analysis = found(ARTICLE);
    let mut all: Vec<Correction> = edits().iter().map(|edit| made(ARTICLE, edit)).collect();
    let unnamed = analysis.actors.iter().find(|actor| actor.unnamed).expect("a spokesman").id;
    all.push(made(ARTICLE, &Edit::Same(unnamed, actor(&analysis, "Ray"))));
    all.push(made(ARTICLE, &Edit::Mention(0, 0, None)));
    let file = write("https://a.example/\"b\"", &all);
    assert!(serde_json::from_str::<serde_json::Value>(&file).is_ok(), "{file}");
    assert_eq!(read(&file), Ok(all.clone()));
    assert_eq!(read(&write("", &[])), Ok(Vec::new()));
    for (text, why) in [
        ("", Refused::NotCorrections),
        ("{\"a\": 1}", Refused::NotCorrections),
        (&file[..file.len() - 4], Refused::NotCorrections),
        (&file.replace("\"version\": 1", "\"version\": 2"), Refused::Later),
        (&file.replace("\"version\": 1", "\"version\": 0"), Refused::NotCorrections),
        (&file.replacen("\"nth\"", "\"n\"", 1), Refused::Damaged(1)),
        (&file.replace("hide-actor", "sell-actor"), Refused::Damaged(6)),
        (&" ".repeat(3_000_000), Refused::TooLarge),
    ] {
        assert_eq!(read(text), Err(why));
    }
    assert_eq!(Refused::of_size(file.len() as f64), None);
    assert_eq!(Refused::of_size(3e9), Some(Refused::TooLarge), "before it is read");
    let many = vec![all[0].clone(); MOST + 1];
    assert_eq!(read(&write("", &many)), Err(Refused::TooLarge));
    assert_eq!(fits("", many.len()), Err(Refused::TooLarge), "it could not be read back");
    assert_eq!(fits(&" ".repeat(3_000_000), 1), Err(Refused::TooLarge));
    assert_eq!(fits(&file, all.len()), Ok(()));
}

#[test]
fn an_actor_of_a_file_has_eight_other_names_at_most() {
    let with = |names: usize| {
        let named = Named { also: vec!["Lee".into(); names], ..Named::new("Ann Lee") };
        let change = Change::HideActor { actor: named };
        vec![Correction { article: "Taxes".into(), change }]
    };
    assert_eq!(read(&write("", &with(8))), Ok(with(8)));
    assert_eq!(read(&write("", &with(9))), Err(Refused::Damaged(1)));
}

#[test]
fn a_correction_too_many_is_refused_and_not_dropped_in_silence() {
    let name = |n: usize| Correction {
        article: "Taxes".into(),
        change: Change::Name { actor: Named::new(&format!("Ann {n}")), name: "Bo Ek".into() },
    };
    let mut list = Vec::new();
    assert!((0..MOST).all(|n| add(&mut list, name(n)) == Ok(())));
    let full = list.clone();
    assert_eq!((add(&mut list, name(MOST)), &list), (Err(Full), &full));
    assert_eq!(add(&mut list, name(7)), Ok(()), "it takes the place of an earlier one");
}

#[test]
fn names_are_found_in_any_case_and_the_first_of_several_is_meant() {
    let analysis = found(ARTICLE);
    let lee = actor(&analysis, "Lee");
    for (name, also) in [("ANN LEE", None), ("Dr Lee", Some("lee")), ("Nobody", Some("ANN LEE"))] {
        let also = also.map(String::from).into_iter().collect();
        let actor = Named { also, ..Named::new(name) };
        let change = Change::Name { actor, name: "Eve Orr".into() };
        let now = corrected(ARTICLE, &[Correction { article: "Mayor".into(), change }]);
        assert_eq!(now.marks, [[Mark::Actor(lee)]], "{name}");
        assert_eq!(now.analysis.actors[lee as usize].name, "Eve Orr");
    }
    let unlike = Change::HideActor { actor: Named::new("Lee") };
    let now = corrected(ARTICLE, &[Correction { article: "Mayor".into(), change: unlike }]);
    assert_eq!(now.found, [false], "a last name alone may be another's");
}

#[test]
fn a_kept_text_tells_since_when_it_is_kept() {
    let all: Vec<Correction> = edits().iter().map(|edit| made(ARTICLE, edit)).collect();
    let kept = write_kept("https://a.example/], \"kept\": 7}", &all, 29_800_000);
    assert!(serde_json::from_str::<serde_json::Value>(&kept).is_ok(), "{kept}");
    assert_eq!(read(&kept), Ok(all.clone()));
    assert_eq!(kept_since(&kept), 29_800_000);
    let files = [write("", &all), write("https://a.example/], \"kept\": 7}", &[]), String::new()];
    for file in files {
        assert_eq!(kept_since(&file), 0, "{file}");
    }
}

#[test]
fn what_stands_inside_goes_with_a_hidden_statement_only() {
    let text = "Bridge\nAnn Lee said that Bob Ray said that the bridge was old. \
        “I am glad,” she said. “We go on,” said Cy Poe. Poe said that it rained.";
    let analysis = found(text);
    let inner = analysis.attributions.iter().find(|a| a.inside.is_some()).expect("a nested one");
    let outer = inner.inside.unwrap();
    let shown = Corrected::of(&analysis);
    let with = |edit| apply(text, &analysis, &[record(text, &analysis, &shown, &edit).unwrap()]);
    let all = analysis.attributions.len();
    let freed = &with(Edit::NotStatement(outer)).analysis;
    assert_eq!(freed.attributions.len(), all - 1);
    assert!(freed.attributions.iter().all(|a| a.inside.is_none()));
    assert_eq!(with(Edit::HideStatement(outer)).analysis.attributions.len(), all - 2);
}
