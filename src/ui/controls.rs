//! Controls that several views have: switches, choices, filters, the end of a list.

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::{Callback, Html, InputEvent, Properties, TargetCast, component, html};

use super::state::{Action, PanelState, ROWS};
use super::strings;

/// Properties of [`Switch`].
#[derive(PartialEq, Properties)]
pub struct SwitchProps {
    /// The switch's label.
    pub label: &'static str,
    /// The words shown while the pointer rests on it.
    #[prop_or_default]
    pub hint: Option<&'static str>,
    /// True if it is on.
    pub on: bool,
    /// Its class besides `switch`.
    pub class: &'static str,
    /// Called with the new value.
    pub toggle: Callback<bool>,
}

/// A labelled on/off switch.
#[component]
pub fn Switch(props: &SwitchProps) -> Html {
    let onclick = {
        let (toggle, on) = (props.toggle.clone(), props.on);
        Callback::from(move |_| toggle.emit(!on))
    };
    html! {
        <button
            type="button" class={yew::classes!("switch", props.class)} role="switch"
            aria-checked={props.on.to_string()} title={props.hint} {onclick}
        >
            <span class="knob" aria-hidden="true"></span>{ props.label }
        </button>
    }
}

/// Radio buttons in a row; `choose` is called with the index of the one that is chosen.
pub fn choice(
    label: &'static str,
    options: &[&'static str],
    chosen: usize,
    choose: &Callback<usize>,
) -> Html {
    let option = |(i, option): (usize, &&'static str)| {
        let onchange = choose.reform(move |_| i);
        html! {
            <label>
                <input type="radio" name={label} checked={i == chosen} {onchange} />
                <span>{ *option }</span>
            </label>
        }
    };
    html! {
        <fieldset class="choice">
            <legend>{ label }</legend>
            <div>{ for options.iter().enumerate().map(option) }</div>
        </fieldset>
    }
}

/// The attribute that says which option of a [`select`] is chosen.
pub const CHOSEN: &str = "data-chosen";

/// A drop-down list; `choose` is called with the index of the option that is chosen.
pub fn select(
    label: &'static str,
    options: Vec<String>,
    chosen: usize,
    choose: Callback<usize>,
) -> Html {
    let onchange = choose.reform(|event: yew::Event| {
        event.target_unchecked_into::<HtmlSelectElement>().selected_index().max(0) as usize
    });
    html! {
        <select aria-label={label} data-chosen={chosen.to_string()} {onchange}>
            { for options.into_iter().map(|option| html! { <option>{ option }</option> }) }
        </select>
    }
}

/// A search field named `label` with `choices` beside or below it. Where these hide rows, a line
/// says how many of `all` are `shown`.
pub fn filters(
    state: &PanelState,
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
                <input
                    type="search" aria-label={label} placeholder={strings::SEARCH}
                    value={state.search.clone()} {oninput} autocomplete="off" spellcheck="false"
                />
                { choices }
            </div>
            { filter_line(state, dispatch, shown, all) }
        </>
    }
}

/// Where filters hide rows of the open list, the line that says how many of `all` are `shown`, and
/// lifts the filters.
pub fn filter_line(
    state: &PanelState,
    dispatch: &Callback<Action>,
    shown: usize,
    all: usize,
) -> Html {
    let clear = dispatch.reform(|_| Action::ClearFilters);
    html! {
        if state.is_filtered() {
            <p class="filter">
                <span>{ strings::shown_of(shown, all) }</span>
                <button type="button" class="link" onclick={clear}>
                    { strings::CLEAR_FILTER }
                </button>
            </p>
        }
    }
}

/// The end of a list of `listed` rows: a sentence where it is empty, a button where more rows can
/// be shown.
pub fn list_end(state: &PanelState, dispatch: &Callback<Action>, listed: usize) -> Html {
    if listed == 0 {
        html! { <p class="empty">{ strings::NOTHING_MATCHES }</p> }
    } else if listed > state.rows {
        html! {
            <button
                type="button" class="chip more" onclick={dispatch.reform(|_| Action::MoreRows)}
            >
                { strings::more((listed - state.rows).min(ROWS)) }
            </button>
        }
    } else {
        html! {}
    }
}

/// A text for the reader to copy by hand.
pub fn offer(text: &str, dispatch: &Callback<Action>) -> Html {
    html! {
        <div class="offer" role="dialog" aria-label={strings::OFFER_HEADING}>
            <h2>{ strings::OFFER_HEADING }</h2>
            <p class="hint" id="whosaid-offer">{ strings::OFFER_HINT }</p>
            <textarea
                readonly=true rows="6" aria-label={strings::OFFER_HEADING}
                aria-describedby="whosaid-offer" value={text.to_string()}
            />
            <button type="button" class="chip" onclick={dispatch.reform(|_| Action::CloseOffer)}>
                { strings::CLOSE_OFFER }
            </button>
        </div>
    }
}
