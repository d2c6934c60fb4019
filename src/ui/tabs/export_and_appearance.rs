//! The tab with the buttons that export, save and print, and with the choices of colours and side.

use yew::{Callback, Html, html};

use crate::export::Format;
use crate::ui::controls::choice;
use crate::ui::mend;
use crate::ui::messages::{Appearance, TakeAway};
use crate::ui::parts::download;
use crate::ui::state::{Action, PanelState};
use crate::ui::strings;

/// The tab as a whole.
pub fn export_and_appearance(state: &PanelState, dispatch: &Callback<Action>) -> Html {
    let whole = Format::SAVED.map(TakeAway::File).into_iter().chain([TakeAway::Print]);
    html! {
        <>
            <section class="group">
                <h3>{ strings::TAKE_AWAY_HEADING }</h3>
                <ul class="rows">{ for whole.map(|what| take_row(state, dispatch, what)) }</ul>
            </section>
            { mend::list(state, dispatch) }
            { appearance(state, dispatch) }
        </>
    }
}

fn take_row(state: &PanelState, dispatch: &Callback<Action>, what: TakeAway) -> Html {
    let onclick = dispatch.reform(move |_| Action::TakeAway(what));
    html! {
        <li>
            <button type="button" class="row take" {onclick}>
                <span class="name">{ strings::take_away(what) }</span>
                <span class="about">{ strings::take_away_about(what) }</span>
                if state.taken == Some(what) {
                    <span class="badge">{ strings::SAVED }</span>
                } else if what != TakeAway::Print {
                    { download() }
                }
            </button>
        </li>
    }
}

fn appearance(state: &PanelState, dispatch: &Callback<Action>) -> Html {
    let now = state.appearance;
    let (themes, sides) =
        (strings::THEMES.map(|(_, name)| name), strings::SIDES.map(|(_, name)| name));
    let theme = strings::THEMES.iter().position(|(theme, _)| *theme == now.theme).unwrap_or(0);
    let side = strings::SIDES.iter().position(|(side, _)| *side == now.side).unwrap_or(0);
    let set_theme = dispatch.reform(move |at: usize| {
        Action::SetAppearance(Appearance { theme: strings::THEMES[at].0, ..now })
    });
    let set_side = dispatch.reform(move |at: usize| {
        Action::SetAppearance(Appearance { side: strings::SIDES[at].0, ..now })
    });
    html! {
        <section class="group look">
            <h3>{ strings::LOOK_HEADING }</h3>
            { choice(strings::THEME_LABEL, &themes, theme, &set_theme) }
            if !state.inline {
                { choice(strings::SIDE_LABEL, &sides, side, &set_side) }
            }
            <p class="hint">{ strings::LOOK_HINT }</p>
        </section>
    }
}
