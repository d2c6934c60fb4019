//! The panel around the lists: header, tabs, filters, and what is painted on the page.

use web_sys::HtmlInputElement;
use yew::{Callback, Html, InputEvent, KeyboardEvent, TargetCast, html};

use super::parts::{Switch, cross, progress};
use super::state::{Action, State, View};
use super::{Layers, cast, more, quotes, strings, voices};

/// The open panel.
pub fn panel(state: &State, dispatch: &Callback<Action>) -> Html {
    let notice = state.facts.model.analysis.notice.as_ref();
    html! {
        <aside class={yew::classes!("panel", state.inline.then_some("inline"))} aria-label={strings::PANEL_LABEL} tabindex="-1">
            { header(state, dispatch) }
            { progress(state, false) }
            if let Some(notice) = notice {
                <div class="notice"><h3>{ strings::NOTICE_HEADING }</h3><p>{ &notice.message }</p></div>
            } else if state.progress.is_some() && state.facts.order.is_empty() {
                <div class="notice late"><p>{ strings::READING_HINT }</p></div>
            } else {
                { tabs(state, dispatch) }
                <div class="scroll" role="tabpanel" id="whosaid-list" aria-labelledby={tab_id(state.view)} tabindex="-1">
                    { match state.view {
                        View::Cast => cast::cast(state, dispatch),
                        View::Quotes => quotes::quotes(state, dispatch),
                        View::Voices => voices::voices(state, dispatch),
                        View::More => more::more(state, dispatch),
                    } }
                </div>
            }
            { footer(state, dispatch) }
        </aside>
    }
}

fn header(state: &State, dispatch: &Callback<Action>) -> Html {
    html! {
        <header>
            <h2>{ strings::NAME }</h2>
            if state.facts.model.analysis.notice.is_none() { <p class="counts">{ summary(state) }</p> }
            <button type="button" class="plain close" aria-label={strings::CLOSE_PANEL} onclick={dispatch.reform(|_| Action::SetOpen(false))}>{ cross() }</button>
        </header>
    }
}

/// `10 speakers (7 unnamed), 30 actors`.
pub fn summary(state: &State) -> String {
    if state.is_reading() {
        return strings::reading(state.progress);
    }
    let facts = &state.facts;
    if facts.model.analysis.notice.is_some() {
        return strings::NOTICE_HEADING.into();
    }
    let speakers = facts.standings.iter().filter(|s| s.statements > 0);
    let unnamed = speakers.clone().filter(|s| facts.actor(s.actor).unnamed).count();
    strings::summary(speakers.count(), unnamed, facts.standings.len())
}

pub fn tab_id(view: View) -> &'static str {
    match view {
        View::Cast => "whosaid-cast",
        View::Quotes => "whosaid-quotes",
        View::Voices => "whosaid-voices",
        View::More => "whosaid-more",
    }
}

fn tabs(state: &State, dispatch: &Callback<Action>) -> Html {
    let at = View::ALL.iter().position(|&v| v == state.view).unwrap_or(0);
    let press = dispatch.clone();
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        let to = match event.key().as_str() {
            "ArrowRight" => (at + 1) % View::ALL.len(),
            "ArrowLeft" => (at + View::ALL.len() - 1) % View::ALL.len(),
            "Home" => 0,
            "End" => View::ALL.len() - 1,
            _ => return,
        };
        event.prevent_default();
        press.emit(Action::SetView(View::ALL[to]));
    });
    html! {
        <div class="tabs" role="tablist" aria-label={strings::VIEWS_LABEL} {onkeydown}>
            { for View::ALL.map(|view| {
                let here = view == state.view;
                html! {
                    <button type="button" role="tab" id={tab_id(view)} aria-selected={here.to_string()} aria-controls="whosaid-list"
                        tabindex={if here { "0" } else { "-1" }} onclick={dispatch.reform(move |_| Action::SetView(view))}>
                        { strings::view(view) }
                    </button>
                }
            }) }
        </div>
    }
}

fn footer(state: &State, dispatch: &Callback<Action>) -> Html {
    let layers = state.layers;
    let switch = |change: fn(Layers, bool) -> Layers| {
        dispatch.reform(move |on| Action::SetLayers(change(layers, on)))
    };
    html! {
        <footer>
            if state.facts.model.analysis.notice.is_none() { <div class="layers" role="group" aria-label={strings::LAYERS_LABEL}>
                <Switch class="actors" label={strings::LAYER_ACTORS} on={layers.actors} toggle={switch(|l, actors| Layers { actors, ..l })} />
                <Switch class="quotes" label={strings::LAYER_QUOTES} on={layers.quotes} toggle={switch(|l, quotes| Layers { quotes, ..l })} />
                <Switch class="attitudes" label={strings::LAYER_ATTITUDES} hint={strings::LAYER_ATTITUDES_HINT} on={layers.attitudes}
                    toggle={switch(|l, attitudes| Layers { attitudes, ..l })} />
            </div> }
            <p>{ if state.is_reading() { strings::READING_HERE.into() } else { strings::read_in(state.facts.model.elapsed_ms) } }</p>
        </footer>
    }
}

/// A search field, choices beside or below it, and where they hide something, how much.
pub fn filters(
    state: &State,
    dispatch: &Callback<Action>,
    label: &'static str,
    choices: Html,
    shown: usize,
    all: usize,
) -> Html {
    let oninput = dispatch.reform(|event: InputEvent| {
        Action::Search(event.target_unchecked_into::<HtmlInputElement>().value())
    });
    html! {
        <>
            <div class="search" role="search">
                <input type="search" aria-label={label} placeholder={strings::SEARCH} value={state.search.clone()} {oninput} autocomplete="off" spellcheck="false" />
                { choices }
            </div>
            if state.is_filtered() {
                <p class="filter">
                    <span>{ strings::shown_of(shown, all) }</span>
                    <button type="button" class="link" onclick={dispatch.reform(|_| Action::ClearFilters)}>{ strings::CLEAR_FILTER }</button>
                </p>
            }
        </>
    }
}

/// What follows a list of `listed` rows: a word where it is empty, a button where not all of it is
/// drawn.
pub fn list_end(state: &State, dispatch: &Callback<Action>, listed: usize) -> Html {
    if listed == 0 {
        html! { <p class="empty">{ strings::NOTHING_MATCHES }</p> }
    } else if listed > state.rows {
        html! {
            <button type="button" class="chip more" onclick={dispatch.reform(|_| Action::MoreRows)}>
                { strings::more((listed - state.rows).min(super::state::ROWS)) }
            </button>
        }
    } else {
        html! {}
    }
}
