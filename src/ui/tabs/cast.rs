//! The tab of the cast: actors by prominence, unnamed ones in a group of their own.

use yew::{Callback, Html, Properties, component, html};

use crate::selection::Selectable;
use crate::ui::card::Card;
use crate::ui::controls::{filters, list_end, select};
use crate::ui::facts::Facts;
use crate::ui::messages::TakeAway;
use crate::ui::parts::{Strip, Swatch, corrected_badge, hue_class};
use crate::ui::state::{Action, PanelState, Selection};
use crate::ui::strings;
use crate::ui::views::CastFilter;

/// The tab as a whole.
pub fn cast(state: &PanelState, dispatch: &Callback<Action>) -> Html {
    let facts = &state.facts;
    if facts.order.is_empty() {
        return html! { <p class="empty">{ strings::NO_ACTORS }</p> };
    }
    let listed: Vec<u32> =
        facts.order.iter().copied().filter(|&id| state.lists_actor(id)).collect();
    let (unnamed, named): (Vec<u32>, Vec<u32>) =
        listed.iter().partition(|&&id| facts.actor(id).unnamed);
    let choose = dispatch.reform(|filter: usize| Action::SetCastFilter(CastFilter::ALL[filter]));
    let chosen = CastFilter::ALL.iter().position(|&f| f == state.cast_filter).unwrap_or(0);
    let options = CastFilter::ALL.map(|filter| strings::cast_filter(filter).to_string()).to_vec();
    let choices = select(strings::FILTER_CAST, options, chosen, choose);
    let (shown, all) = (listed.len(), facts.order.len());
    let hint = Some(strings::UNNAMED_HINT);
    let mut left = state.drawn;
    html! {
        <>
            { filters(state, dispatch, strings::SEARCH_CAST, choices, shown, all) }
            { group(state, dispatch, strings::NAMED, None, &named, &mut left) }
            { group(state, dispatch, strings::UNNAMED_GROUP, hint, &unnamed, &mut left) }
            { list_end(state, dispatch, listed.len()) }
            if !state.is_filtered() {
                { places(state) }
            }
        </>
    }
}

/// The names of places that do not act: things only happen there.
fn places(state: &PanelState) -> Html {
    let analysis = &state.facts.shown.analysis;
    let acts = |name: &str| analysis.actors.iter().any(|actor| actor.name == name);
    let names = analysis.places.iter().map(|place| place.name.as_str());
    let names: Vec<&str> = names.filter(|name| !acts(name)).collect();
    if names.is_empty() {
        return html! {};
    }
    html! {
        <section class="group">
            <h3>{ strings::PLACES_HEADING }</h3>
            <p class="places">{ names.join(" · ") }</p>
        </section>
    }
}

/// A list with a heading, which stands there before its rows are drawn. At most `left` rows are
/// drawn, and `left` is lowered by their number.
fn group(
    state: &PanelState,
    dispatch: &Callback<Action>,
    heading: &str,
    hint: Option<&str>,
    ids: &[u32],
    left: &mut usize,
) -> Html {
    if ids.is_empty() {
        return html! {};
    }
    let shown = &ids[..ids.len().min(*left)];
    *left -= shown.len();
    let row = |(at, &id): (usize, &u32)| {
        let item = Selectable::Actor(id);
        html! {
            <ActorRow
                key={id} facts={state.facts.clone()} actor={id} place={[at + 1, ids.len()]}
                selected={state.selected.filter(|s| s.item == item)} taken={state.taken}
                pointed={state.pointed == Some(item)} dispatch={dispatch.clone()}
            />
        }
    };
    html! {
        <section class="group">
            <h3>{ heading }{ " " }<span class="count">{ ids.len() }</span></h3>
            if let Some(hint) = hint {
                <p class="hint">{ hint }</p>
            }
            <ul class="rows">{ for shown.iter().enumerate().map(row) }</ul>
        </section>
    }
}

/// Properties of [`ActorRow`].
#[derive(PartialEq, Properties)]
pub struct ActorRowProps {
    /// The text and what was found in it.
    pub facts: Facts,
    /// The actor's id.
    pub actor: u32,
    /// Its place in its list, from 1, and the number of rows of that list.
    pub place: [usize; 2],
    /// The selection, if it is this actor.
    pub selected: Option<Selection>,
    /// The thing that the reader took away last.
    pub taken: Option<TakeAway>,
    /// True if the pointer is over the actor, here or in the text.
    pub pointed: bool,
    /// Called with what the reader does.
    pub dispatch: Callback<Action>,
}

/// One actor; its card follows it when selected.
#[component]
pub fn ActorRow(props: &ActorRowProps) -> Html {
    let ActorRowProps { facts, actor: id, place, selected, taken, pointed, dispatch } = props;
    let (actor, item) = (facts.actor(*id), Selectable::Actor(*id));
    let class = yew::classes!(
        "row-item",
        hue_class(facts.hue(Some(*id))),
        selected.is_some().then_some("selected"),
        pointed.then_some("pointed")
    );
    let point = |item: Option<Selectable>| dispatch.reform(move |_| Action::Point(item));
    html! {
        <li
            {class} data-item={format!("actor-{id}")} aria-posinset={place[0].to_string()}
            aria-setsize={place[1].to_string()}
        >
            <button
                type="button" class="row actor" aria-expanded={selected.is_some().to_string()}
                onclick={dispatch.reform(move |_| Action::Press(item))}
                onmouseenter={point(Some(item))} onmouseleave={point(None)}
                onfocus={dispatch.reform(move |_| Action::Point(Some(item)))}
                onblur={dispatch.reform(|_| Action::Point(None))}
            >
                <Swatch hue={facts.hue(Some(*id))} kind={actor.kind} unnamed={actor.unnamed} />
                { who(facts, *id) }
            </button>
            if let Some(selection) = selected {
                <Card
                    facts={facts.clone()} selection={*selection} at={None::<(usize, usize)>}
                    taken={*taken} dispatch={dispatch.clone()}
                />
            }
        </li>
    }
}

/// An actor's name, description and affiliation, the strip of its places in the article, and its
/// figures.
fn who(facts: &Facts, id: u32) -> Html {
    let (standing, about) = (facts.standings[id as usize], facts.about(id).join(", "));
    html! {
        <span class="who">
            <span class="name">{ facts.name(id) }</span>
            if !about.is_empty() {
                <span class="about">{ about }</span>
            }
            { corrected_badge(facts.actor(id).corrected_by_reader) }
            <Strip facts={facts.clone()} actor={id} />
            <span class="figures">
                <span>{ strings::mentions(standing.mentions as usize) }</span>
                if standing.statements > 0 {
                    <span>{ strings::statements(standing.statements as usize) }</span>
                    <span>{ strings::words(standing.words as usize) }</span>
                }
                <span class="visually-hidden">{ strings::actor_kind(facts.actor(id).kind) }</span>
            </span>
        </span>
    }
}
