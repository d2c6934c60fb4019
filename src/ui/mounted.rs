//! The interface on a page.
//!
//! Takes an element, an analysed text and commands; gives intents; promises to draw into that
//! element only.

use std::cell::RefCell;
use std::rc::Rc;

use web_sys::Element;
use yew::html::Scope;
use yew::{AppHandle, Callback, Html, Properties, component, html};

use super::app::{App, AppProps};
use super::messages::{AnalysedText, Appearance, Command, Intent};
use super::state::Action;
use crate::selection::Layers;

/// The interface's styles, for the owner to adopt in the shadow root around the element given to
/// [`mount`].
pub const STYLESHEET: &str = include_str!("style.css");

/// A mounted interface. Dropping it leaves it on the page; [`Ui::destroy`] takes it away.
#[must_use]
#[derive(Debug)]
pub struct Ui {
    root: ReusedRoot,
    channel: Rc<RefCell<Channel>>,
}

/// The way of commands to the component.
#[derive(Debug)]
enum Channel {
    /// The component does not exist yet; these commands wait for it.
    Waiting(Vec<Command>),
    /// Commands go to the component.
    Open(Scope<App>),
}

/// An element that Yew draws into. It is used for one interface after another, as Yew never frees
/// the listeners of such an element, and so never the element.
#[derive(Debug)]
struct ReusedRoot {
    element: Element,
    app: AppHandle<RootContent>,
    /// Number of interfaces that it has held so far.
    uses: usize,
}

thread_local! {
    /// Roots that hold no interface now, for later interfaces.
    static EMPTY: RefCell<Vec<ReusedRoot>> = const { RefCell::new(Vec::new()) };
}

/// Draws the interface into `root`, which must be empty and stay the interface's own, and calls
/// `on_intent` with what the reader does.
///
/// It starts shut, except where `root` stands in the shadow root of a host with the attribute
/// `inline` and the viewport is wide. Selections made in the panel come as [`Intent::Select`]; the
/// owner need not echo them.
pub fn mount(
    root: Element,
    shown: AnalysedText,
    layers: Layers,
    appearance: Appearance,
    on_intent: Callback<Intent>,
) -> Ui {
    let channel = Rc::new(RefCell::new(Channel::Waiting(Vec::new())));
    let on_create = {
        let channel = channel.clone();
        Callback::from(move |app: Scope<App>| {
            if let Channel::Waiting(commands) = channel.replace(Channel::Open(app.clone())) {
                commands.into_iter().for_each(|command| app.send_message(Action::Obey(command)));
            }
        })
    };
    let mut reused = EMPTY.with_borrow_mut(Vec::pop).unwrap_or_else(ReusedRoot::new);
    let _ = root.append_child(&reused.element);
    reused.uses += 1;
    let held =
        AppProps { root: reused.element.clone(), shown, layers, appearance, on_intent, on_create };
    reused.app.update(RootContentProps { number: reused.uses, held: Some(held) });
    Ui { root: reused, channel }
}

impl Ui {
    /// Sends a command. It takes effect after the current task.
    pub fn send(&self, command: Command) {
        let app = match &mut *self.channel.borrow_mut() {
            Channel::Waiting(commands) => return commands.push(command),
            Channel::Open(app) => app.clone(),
        };
        app.send_message(Action::Obey(command));
    }

    /// Takes the interface off the page, with all its listeners.
    pub fn destroy(mut self) {
        self.root.element.remove();
        self.root.app.update(RootContentProps { number: self.root.uses, held: None });
        EMPTY.with_borrow_mut(|empty| empty.push(self.root));
    }
}

impl ReusedRoot {
    fn new() -> ReusedRoot {
        let element = gloo::utils::document().create_element("div").expect("\"div\" is a name");
        element.set_class_name("frame");
        let props = RootContentProps { number: 0, held: None };
        let app =
            yew::Renderer::<RootContent>::with_root_and_props(element.clone(), props).render();
        ReusedRoot { element, app, uses: 0 }
    }
}

/// Properties of [`RootContent`].
#[derive(Clone, PartialEq, Properties)]
struct RootContentProps {
    /// The interface's number in this root. For another number Yew makes a new component, which
    /// keeps nothing of the one before.
    number: usize,
    held: Option<AppProps>,
}

/// The interface in a root, or nothing.
#[component]
fn RootContent(props: &RootContentProps) -> Html {
    html! { if let Some(held) = props.held.clone() { <App key={props.number} ..held /> } }
}
