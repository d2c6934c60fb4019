//! The interface on a page.
//!
//! Takes an element, a model and commands; gives intents; promises to draw into that element only.

use std::cell::RefCell;
use std::rc::Rc;

use web_sys::Element;
use yew::html::Scope;
use yew::{AppHandle, Callback, Html, Properties, component, html};

use super::app::{App, AppProps};
use super::state::Action;
use super::{Command, Intent, Layers, Look, Model};

/// The interface's styles, for the owner to adopt in the shadow root around the element given to
/// [`mount`].
pub const STYLESHEET: &str = include_str!("style.css");

/// A mounted interface. Dropping it leaves it on the page; [`Ui::destroy`] takes it away.
#[must_use]
#[derive(Debug)]
pub struct Ui {
    frame: Frame,
    line: Rc<RefCell<Line>>,
}

/// What an interface is told by.
#[derive(Debug)]
enum Line {
    /// It is not there yet; this is what it will be told.
    Waiting(Vec<Command>),
    Open(Scope<App>),
}

/// An element that Yew draws into, one interface after the other: of each such element Yew keeps
/// listeners, and so the element itself, for good.
#[derive(Debug)]
struct Frame {
    element: Element,
    app: AppHandle<Framed>,
    /// How many interfaces it has held.
    lives: usize,
}

thread_local! {
    /// Frames that hold none now.
    static EMPTY: RefCell<Vec<Frame>> = const { RefCell::new(Vec::new()) };
}

/// Draws the interface into `root`, which must be empty and stay the interface's own, and tells
/// `on_intent` what the reader does.
///
/// It starts shut, except where `root` stands in the shadow root of a host with the attribute
/// `inline` and the viewport is wide. Selections made in the panel come as [`Intent::Select`]; the
/// owner need not echo them.
pub fn mount(
    root: Element,
    model: Model,
    layers: Layers,
    look: Look,
    on_intent: Callback<Intent>,
) -> Ui {
    let line = Rc::new(RefCell::new(Line::Waiting(Vec::new())));
    let on_create = {
        let line = line.clone();
        Callback::from(move |app: Scope<App>| {
            if let Line::Waiting(commands) = line.replace(Line::Open(app.clone())) {
                commands.into_iter().for_each(|command| app.send_message(Action::Told(command)));
            }
        })
    };
    let mut frame = EMPTY.with_borrow_mut(Vec::pop).unwrap_or_else(Frame::new);
    let _ = root.append_child(&frame.element);
    frame.lives += 1;
    let held = AppProps { root: frame.element.clone(), model, layers, look, on_intent, on_create };
    frame.app.update(FramedProps { life: frame.lives, held: Some(held) });
    Ui { frame, line }
}

impl Ui {
    /// Tells the interface something. Takes effect after the current task.
    pub fn send(&self, command: Command) {
        let app = match &mut *self.line.borrow_mut() {
            Line::Waiting(commands) => return commands.push(command),
            Line::Open(app) => app.clone(),
        };
        app.send_message(Action::Told(command));
    }

    /// Takes the interface off the page, with all its listeners.
    pub fn destroy(mut self) {
        self.frame.element.remove();
        self.frame.app.update(FramedProps { life: self.frame.lives, held: None });
        EMPTY.with_borrow_mut(|empty| empty.push(self.frame));
    }
}

impl Frame {
    fn new() -> Frame {
        let element = gloo::utils::document().create_element("div").expect("\"div\" is a name");
        element.set_class_name("frame");
        let props = FramedProps { life: 0, held: None };
        let app = yew::Renderer::<Framed>::with_root_and_props(element.clone(), props).render();
        Frame { element, app, lives: 0 }
    }
}

/// Properties of [`Framed`].
#[derive(Clone, PartialEq, Properties)]
struct FramedProps {
    /// Another interface is another component, with nothing of the one before.
    life: usize,
    held: Option<AppProps>,
}

/// What a frame holds.
#[component]
fn Framed(props: &FramedProps) -> Html {
    html! { if let Some(held) = props.held.clone() { <App key={props.life} ..held /> } }
}
