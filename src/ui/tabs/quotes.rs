//! The tab of the quotes: attributions in reading order, each inside the one whose content it
//! stands in.

use yew::{Callback, Html, Properties, component, html};

use crate::analysis::{Attribution, Tier};
use crate::quotation_check::Verdict;
use crate::selection::Selectable;
use crate::text::Byte;
use crate::ui::card::Card;
use crate::ui::controls::{filters, list_end, select};
use crate::ui::facts::Facts;
use crate::ui::messages::TakeAway;
use crate::ui::parts::{
    hue_class, quote_class, reported_words, speaker_badges, speaker_swatch, verdict_badge,
};
use crate::ui::state::{Action, PanelState, Selection};
use crate::ui::strings;
use crate::ui::views::{QUOTE_KINDS, SpeakerFilter};
use crate::voices::{Naming, Voice};

/// The tab as a whole.
pub fn quotes(state: &PanelState, dispatch: &Callback<Action>) -> Html {
    let facts = &state.facts;
    let attributions = &facts.shown.analysis.attributions;
    if attributions.is_empty() {
        return html! { <p class="empty">{ strings::NO_QUOTES }</p> };
    }
    let listed: Vec<bool> = attributions.iter().map(|a| state.lists_quote(a)).collect();
    // The nearest listed ancestor: where a filter hides all of them, a nested attribution stands at
    // the top.
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
    let drawn = &tops[..tops.len().min(state.drawn)];
    let (shown, all) = (listed.iter().filter(|&&listed| listed).count(), state.quotes_in_layers());
    let choices = choices(state, dispatch);
    html! {
        <>
            { filters(state, dispatch, strings::SEARCH_QUOTES, choices, shown, all) }
            { branch(state, dispatch, drawn, tops.len(), &below) }
            { list_end(state, dispatch, tops.len()) }
        </>
    }
}

/// The drop-down lists of kinds and of speakers; the latter has groups first, then each speaker.
fn choices(state: &PanelState, dispatch: &Callback<Action>) -> Html {
    let kind = QUOTE_KINDS.iter().position(|&kind| kind == state.quote_kind).unwrap_or(0);
    let kinds = QUOTE_KINDS.map(|kind| strings::quote_filter(kind).to_string()).to_vec();
    // Joint speakers, and sources that are no actors.
    let voices = &state.facts.voices.rows;
    let is_other = |row: &Voice| row.actors.len() != 1 && row.naming != Naming::NotStated;
    let others = (0..voices.len()).filter(|&at| is_other(&voices[at]));
    let speakers: Vec<SpeakerFilter> = SpeakerFilter::GROUPS
        .into_iter()
        .chain(state.facts.speakers.iter().map(|&id| SpeakerFilter::Actor(id)))
        .chain(others.map(|at| SpeakerFilter::Voice(at as u32)))
        .collect();
    let chosen = speakers.iter().position(|&filter| filter == state.speaker_filter).unwrap_or(0);
    let names = speakers.iter().map(|&filter| match filter {
        SpeakerFilter::Actor(id) => state.facts.name(id),
        SpeakerFilter::Voice(at) => voices[at as usize].name.clone(),
        group => strings::speaker_filter(group).into(),
    });
    let names = names.collect();
    let set_kind = dispatch.reform(|at: usize| Action::SetQuoteKind(QUOTE_KINDS[at]));
    let set_speaker = dispatch.reform(move |at: usize| Action::SetSpeakerFilter(speakers[at]));
    html! {
        <>
            { select(strings::FILTER_SPEAKER, names, chosen, set_speaker) }
            { select(strings::FILTER_KIND, kinds, kind, set_kind) }
        </>
    }
}

/// A list of attributions, each with those that stand inside it. `ids` are drawn, of a list of
/// `all`.
fn branch(
    state: &PanelState,
    dispatch: &Callback<Action>,
    ids: &[u32],
    all: usize,
    below: &[Vec<u32>],
) -> Html {
    if ids.is_empty() {
        return html! {};
    }
    let row = |(at, &id): (usize, &u32)| {
        let (item, inside) = (Selectable::Attribution(id), &below[id as usize]);
        let selected = state.selected.filter(|s| s.item == item);
        html! {
            <QuoteRow
                key={id} facts={state.facts.clone()} attribution={id} place={[at + 1, all]}
                {selected}
                at={selected.and_then(|_| state.place_of(item))} taken={state.taken}
                verdict={state.check.verdict(id)}
                pointed={state.pointed == Some(item)} dispatch={dispatch.clone()}
            >
                { branch(state, dispatch, inside, inside.len(), below) }
            </QuoteRow>
        }
    };
    html! { <ul class="rows">{ for ids.iter().enumerate().map(row) }</ul> }
}

/// Properties of [`QuoteRow`].
#[derive(PartialEq, Properties)]
pub struct QuoteRowProps {
    /// The text and what was found in it.
    pub facts: Facts,
    /// The attribution's id.
    pub attribution: u32,
    /// Its place in its list, from 1, and the number of rows of that list.
    pub place: [usize; 2],
    /// The selection, if it is this attribution.
    pub selected: Option<Selection>,
    /// Its index among the listed ones, and their number, if it is selected.
    pub at: Option<(usize, usize)>,
    /// The thing that the reader took away last.
    pub taken: Option<TakeAway>,
    /// What a check against another text found.
    pub verdict: Option<Verdict>,
    /// True if the pointer is over the attribution, here or in the text.
    pub pointed: bool,
    /// Called with what the reader does.
    pub dispatch: Callback<Action>,
    /// The attributions inside this one.
    pub children: Html,
}

/// One attribution; its card follows it when selected, then the attributions inside it.
#[component]
pub fn QuoteRow(props: &QuoteRowProps) -> Html {
    let QuoteRowProps { facts, attribution: id, place, selected, at, taken, .. } = props;
    let QuoteRowProps { verdict, pointed, dispatch, children, .. } = props;
    let (attribution, item) = (facts.attribution(*id), Selectable::Attribution(*id));
    let class = yew::classes!(
        "row-item",
        "quote",
        quote_class(attribution),
        hue_class(facts.hue(attribution.speakers.first().copied())),
        selected.is_some().then_some("selected"),
        pointed.then_some("pointed")
    );
    let point = |item: Option<Selectable>| dispatch.reform(move |_| Action::Point(item));
    html! {
        <li
            {class} data-item={format!("attribution-{id}")} aria-posinset={place[0].to_string()}
            aria-setsize={place[1].to_string()}
        >
            <button
                type="button" class="row" aria-expanded={selected.is_some().to_string()}
                onclick={dispatch.reform(move |_| Action::Press(item))}
                onmouseenter={point(Some(item))} onmouseleave={point(None)}
                onfocus={dispatch.reform(move |_| Action::Point(Some(item)))}
                onblur={dispatch.reform(|_| Action::Point(None))}
            >
                { speaker(facts, attribution) }
                <span class="said">{ reported_words(facts, attribution) }</span>
                { figures(facts, attribution, *verdict) }
            </button>
            if let Some(selection) = selected {
                <Card
                    facts={facts.clone()} selection={*selection} at={*at} taken={*taken}
                    dispatch={dispatch.clone()}
                />
            }
            { children.clone() }
        </li>
    }
}

/// The speakers' swatch, names and badges.
fn speaker(facts: &Facts, attribution: &Attribution<Byte>) -> Html {
    let nobody = attribution.speakers.is_empty();
    let class = yew::classes!("name", nobody.then_some("unstated"));
    html! {
        <span class="speaker">
            { speaker_swatch(facts, attribution) }
            <span>
                <span {class}>{ facts.speaker_names(attribution) }</span>{ " " }
                { speaker_badges(facts, attribution) }
            </span>
        </span>
    }
}

/// The line under the reported words: kind, verb, how sure the attribution is, and what a check
/// found.
fn figures(facts: &Facts, attribution: &Attribution<Byte>, verdict: Option<Verdict>) -> Html {
    let low = attribution.confidence < strings::MEDIUM;
    let class = yew::classes!("sure", low.then_some("unsure"));
    html! {
        <span class="figures">
            <span class="kind">{ strings::quote_kind(attribution.kind) }</span>
            if !attribution.cue.is_empty() {
                <span>{ strings::quoted(&facts.cue(attribution)) }</span>
            }
            if attribution.tier == Tier::Attitude {
                <span>{ strings::ATTITUDE }</span>
            }
            <span {class}>{ strings::confidence(attribution.confidence) }</span>
            { for verdict.map(|verdict| html! { <span>{ verdict_badge(verdict) }</span> }) }
        </span>
    }
}
