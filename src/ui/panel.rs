//! The panel around the lists: header, tabs, and the switches of the layers painted on the page.

use web_sys::DragEvent;
use yew::{Callback, Html, KeyboardEvent, html};

use super::card::take_button;
use super::controls::Switch;
use super::messages::TakeAway;
use super::parts::{cross, progress};
use super::places::SheetHeight;
use super::state::{Action, PanelState};
use super::views::View;
use super::{strings, tabs};
use crate::selection::Layers;
use crate::voices::NotePart;

/// The open panel.
pub fn panel(state: &PanelState, dispatch: &Callback<Action>) -> Html {
    let height = match state.sheet {
        SheetHeight::Peek => "peek",
        SheetHeight::Half => "half",
        SheetHeight::Full => "full",
    };
    let class = yew::classes!("panel", height, state.inline.then_some("inline"));
    html! {
        <aside {class} aria-label={strings::PANEL_LABEL} tabindex="-1">
            { header(state, dispatch) }
            { progress(state) }
            { contents(state, dispatch) }
            { footer(state, dispatch) }
        </aside>
    }
}

/// The tabs with the open list; a notice instead where there is nothing to list, and a hint while
/// nothing is found yet.
fn contents(state: &PanelState, dispatch: &Callback<Action>) -> Html {
    let notice = state.facts.shown.analysis.notice.as_ref();
    let ondrop = tabs::on_drop(state.view, dispatch);
    // Without this nothing can be dropped there.
    let ondragover =
        ondrop.as_ref().map(|_| Callback::from(|event: DragEvent| event.prevent_default()));
    html! {
        if let Some(notice) = notice {
            <div class="notice">
                <h3>{ strings::NOTICE_HEADING }</h3>
                <p>{ &notice.message }</p>
            </div>
        } else if state.progress.is_some() && state.facts.order.is_empty() {
            <div class="notice late"><p>{ strings::READING_HINT }</p></div>
        } else {
            if !state.facts.shown.text.is_empty() {
                { note(state, dispatch) }
            }
            { tab_list(state, dispatch) }
            <div
                class="scroll" role="tabpanel" id="whosaid-list"
                aria-labelledby={state.view.tab_id()} tabindex="-1" {ondrop} {ondragover}
                aria-busy={state.is_cut().then_some("true")}
            >
                { tabs::open_tab(state, dispatch) }
            </div>
        }
    }
}

fn header(state: &PanelState, dispatch: &Callback<Action>) -> Html {
    let close = dispatch.reform(|_| Action::SetOpen(false));
    html! {
        <header>
            { grip(state.sheet, dispatch) }
            <h2>{ strings::NAME }</h2>
            if state.is_reading() {
                <p class="counts">{ summary(state) }</p>
            }
            <button
                type="button" class="plain close" aria-label={strings::CLOSE_PANEL} onclick={close}
            >
                { cross() }
            </button>
        </header>
    }
}

/// The grip of the sheet on a narrow screen: drawn, pressed, or moved by the arrow keys.
fn grip(height: SheetHeight, dispatch: &Callback<Action>) -> Html {
    let onclick = dispatch.reform(|_| Action::PressGrip);
    let move_to = dispatch.clone();
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        let by = match event.key().as_str() {
            "ArrowUp" => 1,
            "ArrowDown" => -1,
            _ => return,
        };
        event.prevent_default();
        move_to.emit(Action::SetSheet(height.step(by)));
    });
    html! {
        <button
            type="button" class="grip" aria-label={strings::grip(height)} {onclick} {onkeydown}
        ></button>
    }
}

/// How many sources there are and of which sorts, or the words that stand there while a text is
/// read or where there is a notice.
pub fn summary(state: &PanelState) -> String {
    if state.is_reading() {
        return strings::reading(state.progress);
    }
    if state.facts.shown.analysis.notice.is_some() {
        return strings::NOTICE_HEADING.into();
    }
    state.facts.note.head()
}

/// The source note: each of its numbers opens the voices that it counts.
fn note(state: &PanelState, dispatch: &Callback<Action>) -> Html {
    let parts = &state.facts.note.parts;
    // A mark after a number stays on its line.
    let mark = |part: &NotePart| part.text.starts_with([',', ':', ';', '.']);
    let part = |(at, part): (usize, &NotePart)| match part.counts {
        None if mark(part) && at > 0 && parts[at - 1].counts.is_some() => {
            html! { { part.text[1..].to_string() } }
        }
        None => html! { { part.text.clone() } },
        Some(heard) => {
            let onclick = dispatch.reform(move |_| Action::Hear(heard));
            let mark = parts.get(at + 1).filter(|next| mark(next));
            html! {
                <span class="count">
                    <button type="button" class="link" {onclick}>{ part.text.clone() }</button>
                    { mark.map(|next| next.text[..1].to_string()).unwrap_or_default() }
                </span>
            }
        }
    };
    html! {
        <section class="note" aria-label={strings::NOTE_LABEL}>
            <p>{ for parts.iter().enumerate().map(part) }</p>
            { take_button(TakeAway::Note, state.taken, "chip", None, dispatch) }
        </section>
    }
}

fn tab_list(state: &PanelState, dispatch: &Callback<Action>) -> Html {
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
    let tab = |view: View| {
        let here = view == state.view;
        let onclick = dispatch.reform(move |_| Action::SetView(view));
        html! {
            <button
                type="button" role="tab" id={view.tab_id()} aria-selected={here.to_string()}
                aria-controls="whosaid-list" tabindex={if here { "0" } else { "-1" }} {onclick}
            >
                { strings::view(view) }
            </button>
        }
    };
    html! {
        <div class="tabs" role="tablist" aria-label={strings::VIEWS_LABEL} {onkeydown}>
            { for View::ALL.map(tab) }
        </div>
    }
}

fn footer(state: &PanelState, dispatch: &Callback<Action>) -> Html {
    let layers = state.layers;
    let switch = |change: fn(Layers, bool) -> Layers| {
        dispatch.reform(move |on| Action::SetLayers(change(layers, on)))
    };
    let line = if state.is_reading() {
        strings::READING_HERE.into()
    } else {
        strings::read_in(state.facts.shown.elapsed_ms)
    };
    html! {
        <footer>
            if state.facts.shown.analysis.notice.is_none() {
                <div class="layers" role="group" aria-label={strings::LAYERS_LABEL}>
                    <Switch
                        class="quotes" label={strings::LAYER_QUOTES} on={layers.quotes}
                        toggle={switch(|l, quotes| Layers { quotes, ..l })}
                    />
                    <Switch
                        class="actors" label={strings::LAYER_ACTORS}
                        hint={strings::LAYER_ACTORS_HINT} on={layers.actors}
                        toggle={switch(|l, actors| Layers { actors, ..l })}
                    />
                    <Switch
                        class="attitudes" label={strings::LAYER_ATTITUDES}
                        hint={strings::LAYER_ATTITUDES_HINT} on={layers.attitudes}
                        toggle={switch(|l, attitudes| Layers { attitudes, ..l })}
                    />
                    <Switch
                        class="mentions" label={strings::LAYER_MENTIONS}
                        hint={strings::LAYER_MENTIONS_HINT} on={layers.mentions}
                        toggle={switch(|l, mentions| Layers { mentions, ..l })}
                    />
                </div>
                { key() }
            }
            <p>{ line }</p>
        </footer>
    }
}

/// The key to the lines and tints on the page.
fn key() -> Html {
    let run = |(class, words): &(&'static str, &'static str)| {
        html! { <><span class={*class}>{ *words }</span>{ " " }</> }
    };
    let meaning = |(meaning, runs): (&'static str, &[(&'static str, &'static str)])| {
        html! { <li title={meaning}>{ for runs.iter().map(run) }</li> }
    };
    html! { <ul class="key" aria-label={strings::KEY_LABEL}>{ for strings::KEY.map(meaning) }</ul> }
}
