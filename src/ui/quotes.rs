//! The attributions in reading order, each inside the one whose content it stands in.

use yew::{Callback, Html, Properties, component, html};

use super::card::Card;
use super::facts::Facts;
use super::panel::SearchBar;
use super::parts::{hue_class, quote_class, said, speaker_swatch, unnamed_badge};
use super::state::{Action, QuoteFilter, Selection, State};
use super::{Item, strings};
use crate::analysis::Tier;

/// The view as a whole.
pub fn quotes(state: &State, dispatch: &Callback<Action>) -> Html {
    let facts = &state.facts;
    let attributions = &facts.model.analysis.attributions;
    if attributions.is_empty() {
        return html! { <p class="empty">{ strings::NO_QUOTES }</p> };
    }
    let listed: Vec<bool> = attributions.iter().map(|a| state.lists_quote(a)).collect();
    // The nearest ancestor that is listed: under a filter a nested one stands alone.
    let above = |id: usize| std::iter::successors(facts.parents[id], |&up| facts.parents[up as usize]).find(|&up| listed[up as usize]);
    let mut tops = Vec::new();
    let mut below = vec![Vec::new(); attributions.len()];
    for id in (0..attributions.len()).filter(|&id| listed[id]) {
        match above(id) {
            Some(parent) => below[parent as usize].push(id as u32),
            None => tops.push(id as u32),
        }
    }
    let chosen = QuoteFilter::ALL.iter().position(|&filter| filter == state.quote_filter).unwrap_or(0);
    let options = QuoteFilter::ALL.map(strings::quote_filter).to_vec();
    let choose = dispatch.reform(|filter: usize| Action::SetQuoteFilter(QuoteFilter::ALL[filter]));
    let shown = &tops[..tops.len().min(state.rows)];
    html! {
        <>
            <SearchBar label={strings::SEARCH_QUOTES} search={state.search.clone()} {options} {chosen} {choose} dispatch={dispatch.clone()} />
            if let Some(speaker) = state.speaker {
                <p class="filter">
                    <span>{ strings::only_from(&facts.name(speaker)) }</span>
                    <button type="button" class="link" onclick={dispatch.reform(|_| Action::SetSpeaker(None))}>{ strings::CLEAR_FILTER }</button>
                </p>
            }
            { branch(state, dispatch, shown, &below) }
            { super::panel::list_end(state, dispatch, tops.len()) }
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
                    pointed={state.pointed == Some(item)} dispatch={dispatch.clone()}>
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
    pub pointed: bool,
    pub dispatch: Callback<Action>,
    /// The attributions inside this one.
    pub children: Html,
}

/// One attribution; its card follows it when selected, then what stands inside it.
#[component]
pub fn QuoteRow(props: &QuoteRowProps) -> Html {
    let QuoteRowProps { facts, attribution: id, selected, pointed, dispatch, children } = props;
    let (attribution, item) = (facts.attribution(*id), Item::Attribution(*id));
    let speaker = attribution.speakers.first().copied();
    let nobody = attribution.speakers.is_empty();
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
                    if !attribution.cue.is_empty() { <span class="cue">{ facts.cue(attribution) }</span> }
                    if attribution.tier == Tier::Attitude { <span>{ strings::ATTITUDE }</span> }
                    if strings::confidence(attribution.confidence) == strings::UNSURE { <span class="unsure">{ strings::UNSURE }</span> }
                </span>
            </button>
            if let Some(selection) = selected { <Card facts={facts.clone()} selection={*selection} dispatch={dispatch.clone()} /> }
            { children.clone() }
        </li>
    }
}
