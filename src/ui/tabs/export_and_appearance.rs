//! What the reader takes away from the article, and how the interface looks.

use yew::{Callback, Html, html};

use crate::export::Format;
use crate::ui::parts::{choice, download};
use crate::ui::state::{Action, State};
use crate::ui::{Look, TakeAway, strings};

/// The view as a whole.
pub fn export_and_appearance(state: &State, dispatch: &Callback<Action>) -> Html {
    let look = state.look;
    let themes = strings::THEMES.map(|(_, name)| name);
    let theme = strings::THEMES.iter().position(|(theme, _)| *theme == look.theme).unwrap_or(0);
    let set_theme = dispatch
        .reform(move |at: usize| Action::SetLook(Look { theme: strings::THEMES[at].0, ..look }));
    let set_side =
        dispatch.reform(move |at: usize| Action::SetLook(Look { left: at == 1, ..look }));
    let whole = Format::SAVED.map(TakeAway::File).into_iter().chain([TakeAway::Print]);
    html! {
        <>
            <section class="group">
                <h3>{ strings::TAKE_AWAY_HEADING }</h3>
                <ul class="rows">{ for whole.map(|what| html! {
                    <li><button type="button" class="row take" onclick={dispatch.reform(move |_| Action::TakeAway(what))}>
                        <span class="name">{ strings::take_away(what, false) }</span>
                        <span class="about">{ strings::take_away_about(what) }</span>
                        if state.taken == Some(what) {
                            <span class="badge">{ strings::SAVED }</span>
                        } else if what != TakeAway::Print {
                            { download() }
                        }
                    </button></li>
                }) }</ul>
            </section>
            <section class="group look">
                <h3>{ strings::LOOK_HEADING }</h3>
                { choice(strings::THEME_LABEL, &themes, theme, &set_theme) }
                if !state.inline { { choice(strings::SIDE_LABEL, &strings::SIDES, look.left.into(), &set_side) } }
                <p class="hint">{ strings::LOOK_HINT }</p>
            </section>
        </>
    }
}
