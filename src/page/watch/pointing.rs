//! Pointing: from the pointer to a character of the text.
//!
//! Takes the pointer's clicks and moves over an element; gives their places, moves at most once a
//! frame; promises to leave the page's own links, buttons, selections and event handling alone: no
//! event is ever prevented or stopped.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::render::{AnimationFrame, request_animation_frame};
use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, MouseEvent, Node, ShadowRoot, Text};

/// An action of the pointer over the article. Places are (x, y) in CSS pixels of the viewport.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Gesture {
    /// A plain click, not on an element of the page that reacts to clicks.
    Click(f32, f32),
    /// The pointer moved to this place.
    Move(f32, f32),
    /// The pointer left the article.
    Leave,
}

/// Elements that react to clicks themselves: a click there is left to the page.
const INTERACTIVE: &str = "a[href],button,input,select,textarea,label,summary,video,audio,iframe,\
     object,embed,[onclick],[contenteditable],\
     [role=button],[role=link],[role=checkbox],[role=switch],[role=tab],[role=menuitem],\
     [role=option]";

/// Listens to the pointer until it is dropped.
#[derive(Debug)]
pub struct Pointing {
    _listeners: [EventListener; 3],
}

impl Pointing {
    /// Calls `on_gesture` with each action of the pointer over `article`.
    pub fn new(article: &Element, on_gesture: impl Fn(Gesture) + 'static) -> Pointing {
        let on_gesture: Rc<dyn Fn(Gesture)> = Rc::new(on_gesture);
        let click = {
            let (on_gesture, article) = (on_gesture.clone(), article.clone());
            EventListener::new(&article.clone(), "click", move |event| {
                if let Some((x, y)) =
                    event.dyn_ref::<MouseEvent>().and_then(|event| plain_click(event, &article))
                {
                    on_gesture(Gesture::Click(x, y));
                }
            })
        };
        let frame: Rc<RefCell<Option<PendingMove>>> = Rc::default();
        let moved = {
            let (on_gesture, frame) = (on_gesture.clone(), frame.clone());
            EventListener::new(article, "pointermove", move |event| {
                let Some(event) = event.dyn_ref::<MouseEvent>() else { return };
                let at = (event.client_x() as f32, event.client_y() as f32);
                // A finger that moves scrolls; with a button down the reader selects text.
                if event.buttons() != 0 {
                    return;
                }
                if let Some(pending_move) = frame.borrow_mut().as_mut() {
                    pending_move.at = at;
                    return;
                }
                let (on_gesture, pending) = (on_gesture.clone(), frame.clone());
                let request = request_animation_frame(move |_| {
                    let latest = pending.borrow_mut().take();
                    if let Some(PendingMove { at: (x, y), .. }) = latest {
                        on_gesture(Gesture::Move(x, y));
                    }
                });
                *frame.borrow_mut() = Some(PendingMove { _frame: request, at });
            })
        };
        let left = EventListener::new(article, "pointerleave", move |_| {
            frame.borrow_mut().take();
            on_gesture(Gesture::Leave);
        });
        Pointing { _listeners: [click, moved, left] }
    }
}

/// A move that is reported with the next frame, or never if it is dropped before.
struct PendingMove {
    _frame: AnimationFrame,
    at: (f32, f32),
}

/// The place of a click; `None` if it is left to the page.
fn plain_click(event: &MouseEvent, article: &Element) -> Option<(f32, f32)> {
    let modified = event.ctrl_key() || event.shift_key() || event.alt_key() || event.meta_key();
    // `detail` is 0 for clicks by the keyboard or by scripts, which have no place.
    if event.default_prevented() || event.button() != 0 || modified || event.detail() == 0 {
        return None;
    }
    // The path includes elements in shadow roots. An interactive element around the whole article
    // (a page within one label) does not count.
    let path = event.composed_path();
    let mut inside = path
        .iter()
        .take_while(|node| *node != *AsRef::<JsValue>::as_ref(article))
        .filter_map(|n| n.dyn_into::<Element>().ok());
    if inside.any(|element| element.matches(INTERACTIVE).unwrap_or(false)) {
        return None;
    }
    let selection = web_sys::window()?.get_selection().ok().flatten();
    if selection.is_some_and(|s| !s.is_collapsed()) {
        return None;
    }
    Some((event.client_x() as f32, event.client_y() as f32))
}

/// Greatest distance (x, y) from a character's box, in CSS pixels, at which a point still counts as
/// on it: lines have gaps between them.
const SLACK: (f64, f64) = (1.0, 4.0);

/// The text node and offset of the character at a point, in `shadows` too; `None` beside the text.
///
/// Browsers give the nearest caret position from any distance, so the character's box is checked.
pub fn character_at_point(
    document: &Document,
    shadows: &[ShadowRoot],
    x: f32,
    y: f32,
) -> Option<(Text, u32)> {
    let (node, offset) = caret(document, shadows, x, y)?;
    let text = node.dyn_into::<Text>().ok()?;
    [Some(offset), offset.checked_sub(1)]
        .into_iter()
        .flatten()
        .filter(|o| *o < text.length())
        .find(|o| covers(&text, *o, x, y))
        .map(|o| (text, o))
}

/// True if the box of the character at `offset` is at the point, or near it.
fn covers(text: &Text, offset: u32, x: f32, y: f32) -> bool {
    let boxes = || {
        let range = text.owner_document()?.create_range().ok()?;
        range.set_start(text, offset).ok()?;
        range.set_end(text, offset + 1).ok()?;
        range.get_client_rects()
    };
    let Some(boxes) = boxes() else { return false };
    let (x, y) = (f64::from(x), f64::from(y));
    (0..boxes.length()).filter_map(|i| boxes.item(i)).any(|b| {
        b.left() - SLACK.0 <= x
            && x <= b.right() + SLACK.0
            && b.top() - SLACK.1 <= y
            && y <= b.bottom() + SLACK.1
    })
}

/// The caret position at a point, by the standard function or by the older one of Safari.
fn caret(document: &Document, shadows: &[ShadowRoot], x: f32, y: f32) -> Option<(Node, u32)> {
    let options = Object::new();
    let _ = Reflect::set(&options, &"shadowRoots".into(), &shadows.iter().collect::<Array>());
    let call = |name: &str, node: &str, offset: &str| {
        let function: Function = Reflect::get(document, &name.into()).ok()?.dyn_into().ok()?;
        let found = function
            .call3(document, &x.into(), &y.into(), &options)
            .ok()
            .filter(JsValue::is_object)?;
        let node: Node = Reflect::get(&found, &node.into()).ok()?.dyn_into().ok()?;
        Some((node, Reflect::get(&found, &offset.into()).ok()?.as_f64()? as u32))
    };
    call("caretPositionFromPoint", "offsetNode", "offset")
        .or_else(|| call("caretRangeFromPoint", "startContainer", "startOffset"))
}
