//! The attributions in reading order, each inside the one whose content it stands in.

use yew::{Callback, Html, Properties, component, html};

use crate::analysis::Tier;
use crate::ui::card::Card;
use crate::ui::facts::Facts;
use crate::ui::parts::{
    filters, hue_class, list_end, quote_class, said, select, speaker_swatch, unnamed_badge,
};
use crate::ui::state::{Action, Selection, State};
use crate::ui::views::{QUOTE_KINDS, Voice};
use crate::ui::{Item, TakeAway, strings};

/// The view as a whole.
pub fn quotes(state: &State, dispatch: &Callback<Action>) -> Html {
    let facts = &state.facts;
    let attributions = &facts.model.analysis.attributions;
    if attributions.is_empty() {
        return html! { <p class="empty">{ strings::NO_QUOTES }</p> };
    }
    let listed: Vec<bool> = attributions.iter().map(|a| state.lists_quote(a)).collect();
    // The nearest ancestor that is listed: under a filter a nested one stands alone.
    let above = |id: usize| {
        std::iter::successors(facts.parents[id], |&up| facts.parents[up as usize])
            .find(|&up| listed[up as usize])
    };
    let mut tops = Vec::new();
    let mut below = vec![Vec::new(); attributions.len()];
    for id in (0..attributions.len()).filter(|&id| listed[id]) {
        match above(id) {
            Some(parent) => below[parent as usize].push(id as u32),
            None => tops.push(id as u32),
        }
    }
    let shown = &tops[..tops.len().min(state.drawn)];
    let (listed, all) = (listed.iter().filter(|&&listed| listed).count(), state.quotes_in_layers());
    html! {
        <>
            { filters(state, dispatch, strings::SEARCH_QUOTES, choices(state, dispatch), listed, all) }
            { branch(state, dispatch, shown, &below) }
            { list_end(state, dispatch, tops.len()) }
        </>
    }
}

/// The kinds, and the speakers: in groups, then one by one.
fn choices(state: &State, dispatch: &Callback<Action>) -> Html {
    let kind = QUOTE_KINDS.iter().position(|&kind| kind == state.quote_kind).unwrap_or(0);
    let kinds = QUOTE_KINDS.map(|kind| strings::quote_filter(kind).to_string()).to_vec();
    let voices: Vec<Voice> = Voice::GROUPS
        .into_iter()
        .chain(state.facts.speakers.iter().map(|&id| Voice::Actor(id)))
        .collect();
    let voice = voices.iter().position(|&voice| voice == state.voice).unwrap_or(0);
    let names = voices.iter().map(|&voice| match voice {
        Voice::Actor(id) => state.facts.name(id),
        group => strings::voice(group).into(),
    });
    html! {
        <>
            { select(strings::FILTER_VOICE, names.collect(), voice, dispatch.reform(move |at: usize| Action::SetVoice(voices[at]))) }
            { select(strings::FILTER_KIND, kinds, kind, dispatch.reform(|at: usize| Action::SetQuoteKind(QUOTE_KINDS[at]))) }
        </>
    }
}

fn branch(state: &State, dispatch: &Callback<Action>, ids: &[u32], below: &[Vec<u32>]) -> Html {
    if ids.is_empty() {
        return html! {};
    }
    html! {
        <ul class="rows">{ for ids.iter().map(|&id| {
            let item = Item::Attribution(id);
            html! {
                <QuoteRow key={id} facts={state.facts.clone()} attribution={id} selected={state.selected.filter(|s| s.item == item)}
                    at={state.selected.filter(|s| s.item == item).and_then(|_| state.place_of(item))} taken={state.taken} pointed={state.pointed == Some(item)} dispatch={dispatch.clone()}>
                    { branch(state, dispatch, &below[id as usize], below) }
                </QuoteRow>
            }
        }) }</ul>
    }
}

/// Properties of [`QuoteRow`].
#[derive(PartialEq, Properties)]
pub struct QuoteRowProps {
    pub facts: Facts,
    pub attribution: u32,
    pub selected: Option<Selection>,
    pub at: Option<(usize, usize)>,
    pub taken: Option<TakeAway>,
    pub pointed: bool,
    pub dispatch: Callback<Action>,
    /// The attributions inside this one.
    pub children: Html,
}

/// One attribution; its card follows it when selected, then what stands inside it.
#[component]
pub fn QuoteRow(props: &QuoteRowProps) -> Html {
    let QuoteRowProps { facts, attribution: id, selected, at, taken, pointed, dispatch, children } =
        props;
    let (attribution, item) = (facts.attribution(*id), Item::Attribution(*id));
    let speaker = attribution.speakers.first().copied();
    let nobody = attribution.speakers.is_empty();
    let sure = strings::confidence(attribution.confidence);
    let class = yew::classes!(
        "row-item",
        "quote",
        quote_class(attribution.kind),
        hue_class(facts.hue(speaker)),
        selected.is_some().then_some("selected"),
        pointed.then_some("pointed"),
        (attribution.tier == Tier::Attitude).then_some("attitude")
    );
    html! {
        <li {class} data-item={format!("attribution-{id}")}>
            <button type="button" class="row" aria-expanded={selected.is_some().to_string()} onclick={dispatch.reform(move |_| Action::Press(item))}
                onmouseenter={dispatch.reform(move |_| Action::Point(Some(item)))} onmouseleave={dispatch.reform(|_| Action::Point(None))}
                onfocus={dispatch.reform(move |_| Action::Point(Some(item)))} onblur={dispatch.reform(|_| Action::Point(None))}>
                <span class="speaker">
                    { speaker_swatch(facts, attribution) }
                    <span>
                        <span class={yew::classes!("name", nobody.then_some("unstated"))}>{ facts.speaker_names(attribution) }</span>{ " " }
                        if nobody && !attribution.source.is_empty() { <span class="badge nameless">{ strings::NOT_CLEAR }</span> }
                        if attribution.speakers.iter().any(|&id| facts.is_unnamed(id)) { { unnamed_badge() } }
                    </span>
                </span>
                <span class="said">{ said(facts, attribution) }</span>
                <span class="figures">
                    <span class="kind">{ strings::quote_kind(attribution.kind) }</span>
                    if !attribution.cue.is_empty() { <span>{ strings::quoted(&facts.cue(attribution)) }</span> }
                    if attribution.tier == Tier::Attitude { <span>{ strings::ATTITUDE }</span> }
                    <span class={yew::classes!("sure", (sure == strings::UNSURE).then_some("unsure"))}>{ sure }</span>
                </span>
            </button>
            if let Some(selection) = selected { <Card facts={facts.clone()} selection={*selection} at={*at} taken={*taken} dispatch={dispatch.clone()} /> }
            { children.clone() }
        </li>
    }
}
