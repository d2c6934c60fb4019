//! The bar of a voice that the reader follows, the buttons that begin to follow one, and its keys.

use web_sys::{Element, KeyboardEvent};
use yew::{Callback, Html, html};

use super::facts::Facts;
use super::parts::{Swatch, chevron, cross, hue_class};
use super::places::FollowedVoice;
use super::state::{Action, PanelState};
use super::strings;

/// The bar: whose voice it is, the place among its statements, and the buttons.
pub fn bar(state: &PanelState, voice: FollowedVoice, dispatch: &Callback<Action>) -> Html {
    let facts = &state.facts;
    let (actor, hue) = (facts.actor(voice.actor), facts.hue(Some(voice.actor)));
    let button = |by: isize, label: &'static str| {
        let onclick = dispatch.reform(move |_| Action::StepVoice(by));
        html! {
            <button
                type="button" class="plain" data-voice={by.to_string()} aria-label={label}
                title={strings::VOICE_KEYS} {onclick}
            >
                { chevron(by) }
            </button>
        }
    };
    let leave = dispatch.reform(|_| Action::LeaveVoice);
    html! {
        <div
            class={yew::classes!("following", hue_class(hue))} role="region"
            aria-label={strings::VOICE_LABEL}
        >
            <Swatch {hue} kind={actor.kind} unnamed={actor.unnamed} small=true />
            <span class="at">{ state.voice_place(voice) }</span>
            { button(-1, strings::PREVIOUS_VOICED) }
            { button(1, strings::NEXT_VOICED) }
            <button
                type="button" class="plain" aria-label={strings::LEAVE_VOICE} onclick={leave}
            >
                { cross() }
            </button>
        </div>
    }
}

/// A button that follows the voice of an actor; nothing for one that says nothing.
pub fn follow_button(facts: &Facts, actor: u32, dispatch: &Callback<Action>) -> Html {
    if facts.statements_of(actor).is_empty() {
        return html! {};
    }
    let onclick = dispatch.reform(move |_| Action::FollowVoice(actor));
    html! {
        <button
            type="button" class="chip follow" title={strings::FOLLOW_HINT}
            aria-label={strings::follow(&facts.name(actor))} {onclick}
        >
            { strings::FOLLOW }
        </button>
    }
}

/// The step through the voice that is followed, if a key within the widget asks for one; the page
/// does not get the key then.
pub fn on_key(root: &Element, event: &KeyboardEvent) -> Option<Action> {
    let by = match event.key().as_str() {
        "n" | "N" => 1,
        "p" | "P" => -1,
        _ => return None,
    };
    let shows = |selector: &str| root.query_selector(selector).is_ok_and(|found| found.is_some());
    let acts = shows(".following") && !shows("input:focus, textarea:focus, select:focus");
    acts.then(|| {
        event.prevent_default();
        event.stop_propagation();
        Action::StepVoice(by)
    })
}
