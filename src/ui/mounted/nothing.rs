//! In the interface's place where only the rest of the widget is to be weighed (`cargo xtask dist
//! --interface`): shows nothing, so that no part of panel, card and Yew's rendering is linked.
//! Never shipped.

use super::{Command, Intent, Layers, Look, Model};

/// No styles.
pub const STYLESHEET: &str = "";

/// Nothing, mounted.
#[must_use]
#[derive(Debug)]
pub struct Ui(());

/// Draws nothing.
pub fn mount(
    _root: web_sys::Element,
    _model: Model,
    _layers: Layers,
    _look: Look,
    _on_intent: yew::Callback<Intent>,
) -> Ui {
    Ui(())
}

impl Ui {
    /// Hears nothing.
    pub fn send(&self, _command: Command) {}

    /// Leaves nothing.
    pub fn destroy(self) {}
}
