//! Fingers on a narrow screen: the sheet is drawn up and down by its head, and swiped from one
//! statement to the next.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, PointerEvent};
use yew::Callback;

use super::parts::rounded;
use super::places::SheetHeight;
use super::state::Action;
use crate::page::is_narrow;

/// CSS pixels that a pointer moves at least before it draws the sheet: a press moves less.
const SLACK: f64 = 5.0;
/// CSS pixels of the shortest swipe.
const SWIPE: f64 = 48.0;
/// How many times as far a swipe goes sideways as up or down.
const SIDEWAYS: f64 = 2.0;

/// Where no card is swiped: a finger moves the caret there, and what is typed would be lost.
const FIELDS: &str = "input, select, textarea, .mend";

/// A press that goes on.
struct Press {
    pointer: i32,
    /// Where it began.
    from: (f64, f64),
    held: Held,
}

/// What is held by a press.
enum Held {
    /// The sheet by its head, of this height at first.
    Sheet(HtmlElement, f64),
    /// An open row or card.
    Card,
}

/// Listens to pointers in `root`. `drawn` is true from the time that the sheet is drawn by its grip
/// until the press on the grip that a browser makes of that, or the next press; `dispatch` is
/// called with what was done.
pub fn listeners(
    root: &Element,
    dispatch: &Callback<Action>,
    drawn: &Rc<Cell<bool>>,
) -> [EventListener; 4] {
    let press: Rc<RefCell<Option<Press>>> = Rc::default();
    let on =
        |name: &'static str,
         act: fn(&PointerEvent, &mut Option<Press>, &Cell<bool>) -> Option<Action>| {
            let (press, dispatch, drawn) = (press.clone(), dispatch.clone(), drawn.clone());
            EventListener::new(root, name, move |event| {
                let Some(event) = event.dyn_ref::<PointerEvent>() else { return };
                if let Some(action) = act(event, &mut press.borrow_mut(), &drawn) {
                    dispatch.emit(action);
                }
            })
        };
    [
        on("pointerdown", begin),
        on("pointermove", go_on),
        on("pointerup", end),
        on("pointercancel", |_, press, drawn| {
            drawn.set(false);
            if let Some(Press { held: Held::Sheet(sheet, _), .. }) = press.take() {
                let _ = sheet.style().remove_property("height");
            }
            None
        }),
    ]
}

fn begin(event: &PointerEvent, press: &mut Option<Press>, drawn: &Cell<bool>) -> Option<Action> {
    drawn.set(false);
    *press = None;
    if !is_narrow() || !event.is_primary() || event.button() != 0 {
        return None;
    }
    let target: Element = event.target()?.dyn_into().ok()?;
    let closest = |selector: &str| target.closest(selector).ok().flatten();
    let held = if closest("header").is_some() && closest(".close").is_none() {
        let sheet: HtmlElement = closest(".panel")?.dyn_into().ok()?;
        let _ = target.set_pointer_capture(event.pointer_id());
        let height = f64::from(sheet.offset_height());
        Held::Sheet(sheet, height)
    } else if event.pointer_type() != "mouse"
        && closest(".selected > .row, .card").is_some()
        && closest(FIELDS).is_none()
    {
        Held::Card
    } else {
        return None;
    };
    *press = Some(Press { pointer: event.pointer_id(), from: place(event), held });
    None
}

fn go_on(event: &PointerEvent, press: &mut Option<Press>, drawn: &Cell<bool>) -> Option<Action> {
    let press = press.as_ref().filter(|press| press.pointer == event.pointer_id())?;
    let Held::Sheet(sheet, height) = &press.held else { return None };
    let up = press.from.1 - place(event).1;
    if up.abs() > SLACK {
        drawn.set(true);
    }
    if drawn.get() {
        let tall = (height + up).min(screen()).max(0.0);
        let _ = sheet.style().set_property("height", &format!("{}px", rounded(tall)));
    }
    None
}

fn end(event: &PointerEvent, press: &mut Option<Press>, drawn: &Cell<bool>) -> Option<Action> {
    let press = press.take().filter(|press| press.pointer == event.pointer_id())?;
    let (x, y) = place(event);
    let (aside, up) = (x - press.from.0, press.from.1 - y);
    match press.held {
        Held::Sheet(sheet, height) => {
            let _ = sheet.style().remove_property("height");
            let drawn_to = drawn.get().then(|| SheetHeight::let_go((height + up) / screen()))?;
            let held: Option<Element> = event.target().and_then(|held| held.dyn_into().ok());
            if !held.is_some_and(|held| held.matches(".grip").unwrap_or(false)) {
                drawn.set(false);
            }
            Some(drawn_to.map_or(Action::SetOpen(false), Action::SetSheet))
        }
        Held::Card => {
            let swiped = aside.abs() >= SWIPE && aside.abs() >= SIDEWAYS * up.abs();
            swiped.then_some(Action::Step(if aside < 0.0 { 1 } else { -1 }))
        }
    }
}

fn place(event: &PointerEvent) -> (f64, f64) {
    (f64::from(event.client_x()), f64::from(event.client_y()))
}

/// The screen's height, in CSS pixels.
fn screen() -> f64 {
    let height = web_sys::window().and_then(|window| window.inner_height().ok()?.as_f64());
    height.unwrap_or_default().max(1.0)
}
