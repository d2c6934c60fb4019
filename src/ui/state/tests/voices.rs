//! What the source note, the voices and the search list.

use super::*;

#[test]
fn an_actor_is_found_by_any_mention() {
    let mut actors = article().actors;
    let pronoun = Mention { form: Form::Pronoun, ..actors[0].mentions[3] };
    actors[1].mentions.push(pronoun);
    actors[0].mentions.push(actor(0, "", false, vec![nth("Taxes will", 0)]).mentions[0]);
    let mut panel = Panel::with(Analysis { actors, ..article() });
    let mut found = |words: &str| {
        panel.act(Action::Search(words.into()));
        panel.actors()
    };
    assert_eq!(found("taxes"), ["Ann Lee"]);
    assert_eq!(found("A spokesman"), ["A spokesman"]);
    assert_eq!(found("lee"), ["Ann Lee"], "a pronoun is no name");
    assert_eq!(found("taxes lee"), Vec::<String>::new(), "all words in one mention");
    // the statements of whom the article calls so
    panel.act(Action::SetView(View::Quotes));
    panel.act(Action::Search("taxes".into()));
    assert_eq!(panel.quotes(), ["Ann Lee", "Ann Lee"]);
}

#[test]
fn numbers_of_the_source_note_open_what_they_count() {
    let mut panel = Panel::open();
    let note = panel.state.facts.note.text().replace('\u{a0}', " ");
    let rest = "; 53 % of the reported words are unnamed, 27 % have no stated source.";
    assert_eq!(note, ["2 sources: 1 named, 1 unnamed", rest].concat());
    let names = |panel: &Panel| -> Vec<String> {
        let rows = &panel.state.facts.voices.rows;
        panel.state.listed_voices().into_iter().map(|at| rows[at].name.clone()).collect()
    };
    let parts = panel.state.facts.note.parts.clone();
    let mut found = Vec::new();
    for part in parts.iter().filter(|part| part.counts.is_some()) {
        panel.act(Action::Search("Lee".into()));
        panel.act(Action::Hear(part.counts.expect("it counts")));
        assert_eq!((panel.state.view, panel.state.search.as_str()), (View::Voices, ""));
        found.push((part.text.replace('\u{a0}', " "), names(&panel)));
    }
    let found: Vec<(&str, Vec<&str>)> = found
        .iter()
        .map(|(text, names)| (text.as_str(), names.iter().map(String::as_str).collect()))
        .collect();
    assert_eq!(
        found,
        [
            ("2 sources", vec!["A spokesman", "Ann Lee", ""]),
            ("1 named", vec!["Ann Lee"]),
            ("1 unnamed", vec!["A spokesman"]),
            ("53 %", vec!["A spokesman"]),
            ("27 %", vec![""]),
        ]
    );
    assert!(panel.state.is_filtered());
    panel.act(Action::ClearFilters);
    assert_eq!((names(&panel).len(), panel.state.is_filtered()), (3, false));
}

#[test]
fn statements_of_a_voice_are_listed() {
    let mut joint = article();
    joint.attributions[0].speakers = vec![0, 1];
    joint.attributions[4].source = vec![nth("It", 0)];
    joint.attributions[4].source_kind = Some(crate::analysis::SourceKind::Document);
    let mut panel = Panel::with(joint);
    let at = |panel: &Panel, name: &str| {
        let rows = &panel.state.facts.voices.rows;
        rows.iter().position(|row| row.name == name).expect("there is such a voice") as u32
    };
    let both = at(&panel, "Ann Lee and A spokesman");
    panel.act(Action::ListQuotesOfVoice(both));
    assert_eq!((panel.state.listed_quotes(), panel.state.view), (vec![0], View::Quotes));
    let document = at(&panel, "It");
    panel.act(Action::ListQuotesOfVoice(document));
    assert_eq!(panel.state.listed_quotes(), [4]);
    panel.act(Action::SetSpeakerFilter(SpeakerFilter::Things));
    assert_eq!(panel.state.listed_quotes(), [4]);
    panel.act(Action::SetSpeakerFilter(SpeakerFilter::NotStated));
    assert!(panel.state.listed_quotes().is_empty());
}
