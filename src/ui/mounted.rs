//! The interface on a page.
//!
//! Takes an element, a model and commands; gives intents; promises to draw into that element only.

use yew::AppHandle;

use super::state::Action;
use super::{Command, Intent, Layers, Look, Model, app};

/// The interface's styles, for the owner to adopt in the shadow root around the element given to [`mount`].
pub const STYLESHEET: &str = include_str!("style.css");

/// A mounted interface. Dropping it leaves it on the page; [`Ui::destroy`] takes it away.
#[must_use]
#[derive(Debug)]
pub struct Ui {
    app: AppHandle<app::App>,
}

/// Draws the interface into `root`, which must be empty and stay the interface's own, and tells `on_intent` what the reader does.
///
/// It starts shut, except where `root` stands in the shadow root of a host with the attribute `inline` and the viewport is wide.
/// Selections made in the panel come as [`Intent::Select`]; the owner need not echo them.
pub fn mount(root: web_sys::Element, model: Model, layers: Layers, look: Look, on_intent: yew::Callback<Intent>) -> Ui {
    let props = app::AppProps { root: root.clone(), model, layers, look, on_intent };
    Ui { app: yew::Renderer::<app::App>::with_root_and_props(root, props).render() }
}

impl Ui {
    /// Tells the interface something. Takes effect after the current task.
    pub fn send(&self, command: Command) {
        self.app.send_message(Action::Told(command));
    }

    /// Takes the interface off the page, with all its listeners.
    pub fn destroy(self) {
        self.app.destroy();
    }
}
