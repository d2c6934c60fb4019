//! What the reader corrects: the menu in a card, the bar after a correction, the list in the last
//! tab.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Element, HtmlElement, HtmlInputElement, HtmlSelectElement};
use yew::{Callback, Html, KeyboardEvent, MouseEvent, TargetCast, html};

use super::facts::{Facts, capital};
use super::messages::{Command, Correcting, TakeAway, Trouble};
use super::parts::{cross, download, pencil};
use super::state::{Action, PanelState, Selection};
use super::strings;
use crate::corrections::{Edit, Mark, Other, Refused};
use crate::selection::Selectable;

/// Most actors that a menu offers; others can be typed.
const OFFERED: usize = 200;

/// The button of a card that shows what can be corrected, or hides it.
pub fn button(is_open: bool, dispatch: &Callback<Action>) -> Html {
    let onclick = dispatch.reform(move |_| Action::SetMending(!is_open));
    html! {
        <button type="button" class="link" aria-expanded={is_open.to_string()} {onclick}>
            { pencil() }{ strings::MEND }
        </button>
    }
}

/// What can be corrected of the selected item.
pub fn menu(facts: &Facts, selection: Selection, dispatch: &Callback<Action>) -> Html {
    let correct = dispatch.reform(|edit| Action::Correct(Correcting::Edit(edit)));
    let simple = |edit: Edit, label: &'static str, hint: &'static str| {
        let onclick = correct.reform(move |_: MouseEvent| edit.clone());
        html! { <button type="button" class="chip" title={hint} {onclick}>{ label }</button> }
    };
    let lines = match selection.item {
        Selectable::Attribution(id) => html! {
            <>
                { chooser(facts, None, strings::WHO_SAYS, Some(strings::NOT_STATED), {
                    correct.reform(move |who| Edit::Speaker(id, who))
                }) }
                <div class="actions">
                    { simple(
                        Edit::NotStatement(id), strings::NOT_A_STATEMENT,
                        strings::NOT_A_STATEMENT_HINT,
                    ) }
                    { simple(Edit::HideStatement(id), strings::HIDE, strings::HIDE_STATEMENT_HINT) }
                </div>
            </>
        },
        Selectable::Actor(id) => html! {
            <>
                { chooser(facts, Some(id), strings::WHO_IS_THIS, None, {
                    correct.reform(move |who| match who {
                        Some(Other::Actor(other)) => Edit::Same(id, other),
                        Some(Other::Named(name)) => Edit::Name(id, name),
                        None => Edit::HideActor(id),
                    })
                }) }
                if let Some(at) = selection.mention {
                    { chooser(facts, Some(id), strings::WHOSE_MENTION, Some(strings::NOBODY), {
                        correct.reform(move |who| Edit::Mention(id, at, who))
                    }) }
                } else {
                    <p class="hint">{ strings::MENTION_HINT }</p>
                }
                <div class="actions">
                    { simple(Edit::HideActor(id), strings::HIDE, strings::HIDE_ACTOR_HINT) }
                </div>
            </>
        },
    };
    let own = match selection.item {
        Selectable::Actor(id) => Mark::Actor(id),
        Selectable::Attribution(id) => Mark::Attribution(id),
    };
    let marks = facts.shown.corrections.marks.iter().enumerate();
    let made = marks.filter(|(_, marks)| marks.contains(&own)).map(|(at, _)| at);
    html! {
        <div class="mend" role="group" aria-label={strings::MEND}>
            { lines }
            <ul>{ for made.map(|at| entry(facts, at, dispatch)) }</ul>
            <p class="hint">{ strings::MEND_HINT }</p>
        </div>
    }
}

/// A list of actors but `without`, and a field to type another name; `nobody` is the choice of none
/// of them. `choose` is called once the button is pressed.
fn chooser(
    facts: &Facts,
    without: Option<u32>,
    label: &'static str,
    nobody: Option<&'static str>,
    choose: Callback<Option<Other>>,
) -> Html {
    let actors: Vec<u32> =
        facts.order.iter().copied().filter(|id| Some(*id) != without).take(OFFERED).collect();
    let names: Vec<String> = actors.iter().map(|&id| facts.name(id)).collect();
    let apply = Callback::from(move |pressed: Element| {
        let Some((chosen, typed)) = entered(&pressed) else { return };
        match choice(chosen, &typed, nobody.is_some(), &actors) {
            Some(who) => choose.emit(who),
            // Nothing is chosen yet.
            None => {
                if let Some(list) = field::<HtmlSelectElement>(&pressed, "select") {
                    let _ = list.focus();
                }
            }
        }
    });
    let onclick = apply.reform(|event: MouseEvent| event.target_unchecked_into::<Element>());
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        if event.key() == "Enter" {
            event.prevent_default();
            apply.emit(event.target_unchecked_into());
        }
    });
    html! {
        <fieldset class="choose">
            <legend>{ label }</legend>
            <select aria-label={label}>
                <option>{ strings::CHOOSE }</option>
                { for nobody.map(|nobody| html! { <option>{ nobody }</option> }) }
                { for names.into_iter().map(|name| html! { <option>{ name }</option> }) }
            </select>
            <input
                type="text" aria-label={strings::OTHER_NAME} placeholder={strings::OTHER_NAME}
                autocomplete="off" spellcheck="false" maxlength="200" {onkeydown}
            />
            <button type="button" class="chip" {onclick}>{ strings::APPLY }</button>
        </fieldset>
    }
}

/// The index chosen and the name typed in the fields beside an element.
fn entered(pressed: &Element) -> Option<(usize, String)> {
    let list: HtmlSelectElement = field(pressed, "select")?;
    let typed: HtmlInputElement = field(pressed, "input")?;
    Some((list.selected_index().max(0) as usize, typed.value()))
}

fn field<T: JsCast>(pressed: &Element, name: &str) -> Option<T> {
    let around = pressed.closest(".choose").ok().flatten()?;
    around.query_selector(name).ok().flatten()?.dyn_into().ok()
}

/// Whom the reader chose: what is typed goes before the list; `None` for nothing yet.
fn choice(chosen: usize, typed: &str, has_nobody: bool, actors: &[u32]) -> Option<Option<Other>> {
    if !typed.trim().is_empty() {
        return Some(Some(Other::Named(typed.into())));
    }
    match (chosen.checked_sub(1)?, has_nobody) {
        (0, true) => Some(None),
        (at, true) => actors.get(at - 1).map(|&id| Some(Other::Actor(id))),
        (at, false) => actors.get(at).map(|&id| Some(Other::Actor(id))),
    }
}

/// A correction in a list, with the button that takes it back.
fn entry(facts: &Facts, at: usize, dispatch: &Callback<Action>) -> Html {
    let list = &facts.shown.corrections;
    let Some(correction) = list.corrections.get(at) else { return html! {} };
    let [what, how] = strings::correction(&correction.change);
    let found = list.found.get(at) == Some(&true);
    let undo = dispatch.reform(move |_| Action::Correct(Correcting::Undo(at)));
    let label = strings::undo_of(&what, &how);
    html! {
        <li>
            <span>
                <b>{ capital(&what) }</b>{ ": " }{ how }
                if !found {
                    { " " }<span class="badge nameless">{ strings::NOT_FOUND }</span>
                }
            </span>
            <button type="button" class="link" aria-label={label} onclick={undo}>
                { strings::UNDO }
            </button>
        </li>
    }
}

/// The bar that says what was just corrected, or where a report can be sent.
pub fn bar(state: &PanelState, dispatch: &Callback<Action>) -> Html {
    if let Some((item, to)) = &state.reported {
        return reported(*item, to.as_deref(), dispatch);
    }
    let Some(at) = state.corrected else { return html! {} };
    html! {
        <div class="corrected" role="region" aria-label={strings::CORRECTIONS_HEADING}>
            <ul>{ entry(&state.facts, at, dispatch) }</ul>
            { close(dispatch) }
        </div>
    }
}

/// The button that takes the bar away.
fn close(dispatch: &Callback<Action>) -> Html {
    let onclick = dispatch.reform(|_| Action::CloseBar);
    html! {
        <button type="button" class="plain close" aria-label={strings::CLOSE_CARD} {onclick}>
            { cross() }
        </button>
    }
}

/// Where the report on an item can be sent: to the page's address for them, else it is a file. The
/// link is the reader's to press; nothing is sent by itself.
fn reported(item: Selectable, to: Option<&str>, dispatch: &Callback<Action>) -> Html {
    let save = dispatch.reform(move |_| Action::TakeAway(TakeAway::ReportFile(item)));
    html! {
        <div class="corrected" role="region" aria-label={strings::REPORT_HEADING}>
            <h3>{ strings::REPORT_HEADING }</h3>
            if let Some(to) = to {
                <p class="hint">{ strings::REPORT_TO }</p>
                <p>
                    <a class="link" href={to.to_string()} target="_blank" rel="noopener noreferrer">
                        { strings::report_link(to) }
                    </a>
                </p>
            } else {
                <p class="hint">{ strings::REPORT_NOWHERE }</p>
            }
            <button type="button" class="link" onclick={save}>
                { strings::SAVE_CORRECTIONS }
            </button>
            { close(dispatch) }
        </div>
    }
}

/// All corrections of the article, and what can be done with them.
pub fn list(state: &PanelState, dispatch: &Callback<Action>) -> Html {
    let corrections = &state.facts.shown.corrections;
    let all = corrections.corrections.len();
    let trouble = state.trouble.or(corrections.trouble);
    let save = dispatch.reform(|_| Action::TakeAway(TakeAway::Corrections));
    let onchange = {
        let dispatch = dispatch.clone();
        Callback::from(move |event: yew::Event| {
            open(&event.target_unchecked_into::<HtmlInputElement>(), &dispatch);
        })
    };
    let press = Callback::from(|event: MouseEvent| {
        let pressed: HtmlElement = event.target_unchecked_into();
        let field = pressed.closest(".corrections").ok().flatten();
        let field = field.and_then(|around| around.query_selector("input").ok().flatten());
        if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
            field.click();
        }
    });
    html! {
        <section class="group corrections">
            <h3>{ strings::CORRECTIONS_HEADING }</h3>
            <p class="hint">{ strings::CORRECTIONS_HINT }</p>
            if let Some(trouble) = trouble {
                <p class="trouble">{ strings::trouble(trouble) }</p>
            }
            <ul>{ for (0..all).map(|at| entry(&state.facts, at, dispatch)) }</ul>
            <div class="actions">
                if all > 0 {
                    <button type="button" class="chip" onclick={save}>
                        if state.taken == Some(TakeAway::Corrections) {
                            { strings::SAVED }
                        } else {
                            { strings::SAVE_CORRECTIONS }{ download() }
                        }
                    </button>
                }
                <button type="button" class="chip" onclick={press}>
                    { strings::OPEN_CORRECTIONS }
                </button>
                <input
                    type="file" hidden=true accept=".json,application/json" {onchange}
                    aria-label={strings::OPEN_CORRECTIONS}
                />
            </div>
        </section>
    }
}

/// Reads the file that was chosen, and hands its text on.
fn open(field: &HtmlInputElement, dispatch: &Callback<Action>) {
    let file = field.files().and_then(|files| files.get(0));
    let Some(file) = file else { return };
    if let Some(refusal) = Refused::of_size(file.size()) {
        field.set_value("");
        return dispatch.emit(Action::Obey(Command::Trouble(Trouble::File(refusal))));
    }
    let dispatch = dispatch.clone();
    let field = field.clone();
    spawn_local(async move {
        let text = JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string());
        // The same file can be chosen again then.
        field.set_value("");
        let text: Rc<str> = text.unwrap_or_default().into();
        dispatch.emit(Action::Correct(Correcting::Open(text)));
    });
}
