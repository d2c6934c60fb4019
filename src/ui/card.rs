//! The card of the selected thing: under its row, or beside its place in the text.

use yew::{Callback, Html, Properties, component, html};

use super::facts::{Facts, capital};
use super::parts::{
    Swatch, chevron, cross, hue_class, quote_class, said, speaker_swatch, unnamed_badge,
};
use super::state::{Action, Selection};
use super::{Item, TakeAway, strings};
use crate::analysis::Actor;
use crate::text::Byte;

/// An actor's card lists this many of its quotations; the rest are one press away.
const QUOTATIONS: usize = 4;

/// Properties of [`Card`].
#[derive(PartialEq, Properties)]
pub struct CardProps {
    pub facts: Facts,
    pub selection: Selection,
    /// For an attribution: which of those listed it is, and of how many.
    pub at: Option<(usize, usize)>,
    /// What was taken away last.
    pub taken: Option<TakeAway>,
    pub dispatch: Callback<Action>,
    /// True if no row is drawn that it could stand under.
    #[prop_or_default]
    pub alone: bool,
}

/// The card of whatever is selected.
#[component]
pub fn Card(props: &CardProps) -> Html {
    let CardProps { facts, selection, at, taken, dispatch, alone } = props;
    let floating = selection.anchor.is_some();
    let (hue, label) = match selection.item {
        Item::Actor(id) => (facts.hue(Some(id)), facts.name(id)),
        Item::Attribution(id) => {
            let attribution = facts.attribution(id);
            (facts.hue(attribution.speakers.first().copied()), facts.speaker_names(attribution))
        }
    };
    let class = yew::classes!(
        "card",
        hue_class(hue),
        if floating { "floating" } else { "docked" },
        alone.then_some("alone")
    );
    html! {
        <div {class} role="group" aria-label={label} tabindex="-1">
            if floating || *alone {
                <button type="button" class="plain close" aria-label={strings::CLOSE_CARD} onclick={dispatch.reform(|_| Action::Close)}>{ cross() }</button>
            }
            { match selection.item {
                Item::Actor(id) => actor_card(facts, id, selection.mention, dispatch, floating || *alone),
                Item::Attribution(id) => attribution_card(facts, id, *taken, dispatch, floating || *alone),
            } }
            <div class="foot">
                { match at.filter(|(_, all)| *all > 1) {
                    Some((at, all)) => stepper([strings::PREVIOUS_QUOTE, strings::NEXT_QUOTE], strings::nth_of(at, all), dispatch, html! {}),
                    None => html! {},
                } }
                { take_button(TakeAway::Report(selection.item), *taken, "link wrong", Some(strings::WRONG_HINT), dispatch) }
            </div>
        </div>
    }
}

/// A button that takes something away, and says so once that is done.
fn take_button(
    what: TakeAway,
    taken: Option<TakeAway>,
    class: &'static str,
    hint: Option<&'static str>,
    dispatch: &Callback<Action>,
) -> Html {
    let done = taken == Some(what);
    html! {
        <button type="button" class={yew::classes!(class, done.then_some("done"))} title={hint} onclick={dispatch.reform(move |_| Action::TakeAway(what))}>
            { strings::take_away(what, done) }
        </button>
    }
}

/// Back and forth between two chevrons; `place` says where one is.
fn stepper(
    labels: [&'static str; 2],
    place: String,
    dispatch: &Callback<Action>,
    more: Html,
) -> Html {
    let button = |by: isize, label: &'static str| {
        html! {
            <button type="button" class="plain" data-step={by.to_string()} aria-label={label} onclick={dispatch.reform(move |_| Action::Step(by))}>
                { chevron(by > 0) }
            </button>
        }
    };
    html! { <div class="stepper">{ button(-1, labels[0]) }<span class="at">{ place }</span>{ button(1, labels[1]) }{ more }</div> }
}

/// Who it is, its mentions one by one, what it says.
fn actor_card(
    facts: &Facts,
    id: u32,
    mention: Option<usize>,
    dispatch: &Callback<Action>,
    headed: bool,
) -> Html {
    let (actor, standing) = (facts.actor(id), facts.standings[id as usize]);
    let quotes = facts.statements_of(id);
    let place = match mention {
        Some(at) => strings::nth_of(at, actor.mentions.len()),
        None => strings::mentions(actor.mentions.len()),
    };
    html! {
        <>
            if headed { { actor_head(facts, id, actor) } }
            { stepper([strings::PREVIOUS_MENTION, strings::NEXT_MENTION], place, dispatch, match mention {
                Some(at) => html! { <span class="context">{ facts.around_mention(id, at) }</span> },
                None => html! {},
            }) }
            if !quotes.is_empty() {
                <p class="caption">
                    { strings::statements(quotes.len()) }{ ", " }{ strings::words_line(standing.words as usize, standing.verbatim as usize) }
                </p>
                <ul class="quotations">{ for quotes.iter().take(QUOTATIONS).map(|&quote| {
                    let attribution = facts.attribution(quote);
                    let class = yew::classes!("quotation", quote_class(attribution.kind));
                    html! {
                        <li key={quote}><button type="button" {class} onclick={dispatch.reform(move |_| Action::Follow(Item::Attribution(quote)))}>
                            <span class="said">{ said(facts, attribution) }</span>
                        </button></li>
                    }
                }) }</ul>
                <button type="button" class="link" onclick={dispatch.reform(move |_| Action::ListVoice(id))}>{ strings::all_theirs(quotes.len()) }</button>
            }
        </>
    }
}

fn actor_head(facts: &Facts, id: u32, actor: &Actor<Byte>) -> Html {
    html! {
        <div class="head">
            <Swatch hue={facts.hue(Some(id))} kind={actor.kind} unnamed={actor.unnamed} />
            <span class="who">
                <span class="name">{ facts.name(id) }</span>
                <span class="about">
                    <span>{ capital(strings::actor_kind(actor.kind)) }</span>
                    { for facts.about(id).into_iter().map(|part| html! { <span>{ part }</span> }) }
                </span>
                if actor.unnamed { { unnamed_badge() } }
            </span>
        </div>
    }
}

/// Who says it, what is said, and the evidence for both.
fn attribution_card(
    facts: &Facts,
    id: u32,
    taken: Option<TakeAway>,
    dispatch: &Callback<Action>,
    headed: bool,
) -> Html {
    let attribution = facts.attribution(id);
    let fact = |label: &'static str, value: Html| html! { <div><dt>{ label }</dt><dd>{ value }</dd></div> };
    let quoted = |text: String| html! { <span class="evidence">{ text }</span> };
    html! {
        <>
            if headed {
                <div class="head">
                    { speaker_swatch(facts, attribution) }
                    <span class="who">
                        <span class="name">{ facts.speaker_names(attribution) }</span>
                        if attribution.speakers.iter().any(|&id| facts.is_unnamed(id)) { { unnamed_badge() } }
                    </span>
                </div>
                <p class={yew::classes!("said", quote_class(attribution.kind))}>{ said(facts, attribution) }</p>
            }
            <dl>
                { for (!attribution.cue.is_empty()).then(|| fact(strings::CUE, quoted(facts.cue(attribution)))) }
                { fact(strings::SOURCE, match attribution.source.is_empty() {
                    true => strings::NOT_STATED.into(),
                    false => quoted(facts.pieces(&attribution.source)),
                }) }
                { fact(strings::QUOTED, strings::quote_kind_meaning(attribution.kind).into()) }
                { for strings::act_line(attribution).map(|act| fact(strings::ACT, act.into())) }
                { fact(strings::SURE, strings::confidence(attribution.confidence).into()) }
                { for facts.parents[id as usize].map(|parent| fact(strings::WITHIN, html! {
                    <button type="button" class="link" onclick={dispatch.reform(move |_| Action::Follow(Item::Attribution(parent)))}>
                        { facts.speaker_names(facts.attribution(parent)) }
                    </button>
                })) }
            </dl>
            <div class="actions">
                { for attribution.speakers.iter().filter(|&&id| (id as usize) < facts.standings.len()).map(|&speaker| html! {
                    <button type="button" class="chip" onclick={dispatch.reform(move |_| Action::Follow(Item::Actor(speaker)))}>
                        { strings::about_speaker(&facts.actor(speaker).name, attribution.speakers.len()) }
                    </button>
                }) }
                if !headed { <button type="button" class="chip" onclick={dispatch.reform(|_| Action::Reveal)}>{ strings::SHOW_IN_TEXT }</button> }
                { take_button(TakeAway::Quotation(id), taken, "chip", None, dispatch) }
            </div>
        </>
    }
}
