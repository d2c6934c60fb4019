//! The panel's tabs, a file each, and which of them is drawn for a view.

mod cast;
mod checks;
mod export_and_appearance;
mod quotes;
mod voices;

use web_sys::DragEvent;
use yew::{Callback, Html};

use super::state::{Action, PanelState};
use super::views::View;

/// The list or form of the open tab.
pub fn open_tab(state: &PanelState, dispatch: &Callback<Action>) -> Html {
    match state.view {
        View::Cast => cast::cast(state, dispatch),
        View::Quotes => quotes::quotes(state, dispatch),
        View::Voices => voices::voices(state, dispatch),
        View::Check => checks::checks(state, dispatch),
        View::More => export_and_appearance::export_and_appearance(state, dispatch),
    }
}

/// What is done with a file or text that is dropped on the open tab; `None` where it takes none.
pub fn on_drop(view: View, dispatch: &Callback<Action>) -> Option<Callback<DragEvent>> {
    (view == View::Check).then(|| checks::on_drop(dispatch))
}
