//! Acting on a page as a reader does: pointing, clicking, tapping and typing.

use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::page::Page;
use fantoccini::actions::{
    Actions, InputSource, KeyAction, KeyActions, MOUSE_BUTTON_LEFT, MouseActions, PointerAction,
};
use serde_json::{Value, json};

/// Shift, by its WebDriver code point.
const SHIFT: char = '\u{E008}';

/// Keys that have no letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// Tab: to the next element.
    Tab,
    /// Tab with Shift held: to the element before.
    BackTab,
    /// Enter.
    Enter,
    /// Escape.
    Escape,
    /// The space bar.
    Space,
    /// Arrow down.
    Down,
    /// Arrow up.
    Up,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
}

impl Key {
    /// Its WebDriver code point.
    fn code(self) -> char {
        match self {
            Self::Tab | Self::BackTab => '\u{E004}',
            Self::Enter => '\u{E007}',
            Self::Escape => '\u{E00C}',
            Self::Space => ' ',
            Self::Down => '\u{E015}',
            Self::Up => '\u{E013}',
            Self::Left => '\u{E012}',
            Self::Right => '\u{E014}',
        }
    }
}

/// A place on the screen, in CSS pixels from its upper left corner.
#[derive(Debug, Clone, Copy)]
struct Point {
    x: f64,
    y: f64,
}

impl Page {
    /// Clicks with the mouse in the middle of a text's first line: the occurrence (from 0) of
    /// `text` below the element at `selector`.
    ///
    /// # Errors
    ///
    /// Where the text is not there.
    pub fn click_text(&self, selector: &str, text: &str, occurrence: usize) -> Result<()> {
        self.click_at(self.middle_of_text(selector, text, occurrence)?)
    }

    /// Clicks in the middle of the first element at `selector`, in shadow roots too.
    ///
    /// # Errors
    ///
    /// Where there is none that can be seen, or another element covers it.
    pub fn click(&self, selector: &str) -> Result<()> {
        self.click_at(self.middle_of(selector)?)
    }

    /// Moves the mouse over a text, to the place where [`Page::click_text`] clicks.
    ///
    /// # Errors
    ///
    /// Where the text is not there.
    pub fn point_at_text(&self, selector: &str, text: &str, occurrence: usize) -> Result<()> {
        let place = self.middle_of_text(selector, text, occurrence)?;
        self.perform(MouseActions::new("mouse".to_owned()).then(motion(place)))
    }

    /// Taps with a finger in the middle of the first element at `selector`; the page must have been
    /// given a touch screen. In Chromium only.
    ///
    /// # Errors
    ///
    /// Where there is none that can be seen, or another element covers it.
    pub fn tap(&self, selector: &str) -> Result<()> {
        self.touch(self.middle_of(selector)?)
    }

    /// Taps with a finger on a text, as [`Page::click_text`] does with the mouse. In Chromium only.
    ///
    /// # Errors
    ///
    /// Where the text is not there.
    pub fn tap_text(&self, selector: &str, text: &str, occurrence: usize) -> Result<()> {
        self.touch(self.middle_of_text(selector, text, occurrence)?)
    }

    /// Draws a finger from the middle of the first element at `selector` by `right` and `down`, in
    /// CSS pixels, and lets go; the page must have been given a touch screen. In Chromium only.
    ///
    /// # Errors
    ///
    /// Where there is none that can be seen, or another element covers it.
    pub fn draw_finger(&self, selector: &str, right: f64, down: f64) -> Result<()> {
        let Point { x, y } = self.middle_of(selector)?;
        let touch = |kind: &str, points: Value| {
            let event = json!({ "type": kind, "touchPoints": points });
            self.devtools("Input.dispatchTouchEvent", &event)
        };
        touch("touchStart", json!([{ "x": x, "y": y }]))?;
        for step in 1..=8 {
            let share = f64::from(step) / 8.0;
            touch("touchMove", json!([{ "x": x + right * share, "y": y + down * share }]))?;
        }
        touch("touchEnd", json!([])).map(drop)
    }

    /// Draws the mouse with its button held as [`Page::draw_finger`] does a finger, in any engine.
    ///
    /// # Errors
    ///
    /// Where there is none that can be seen, or another element covers it.
    pub fn draw_mouse(&self, selector: &str, right: f64, down: f64) -> Result<()> {
        let Point { x, y } = self.middle_of(selector)?;
        let mouse = MouseActions::new("mouse".to_owned())
            .then(motion(Point { x, y }))
            .then(PointerAction::Down { button: MOUSE_BUTTON_LEFT })
            .then(motion(Point { x: x + right / 2.0, y: y + down / 2.0 }))
            .then(motion(Point { x: x + right, y: y + down }))
            .then(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
        self.perform(mouse)
    }

    /// Presses and lets go a key.
    ///
    /// # Errors
    ///
    /// Where the browser is gone.
    pub fn press(&self, key: Key) -> Result<()> {
        let shift = (key == Key::BackTab).then_some(SHIFT);
        let down = shift.map(|value| KeyAction::Down { value });
        let up = shift.map(|value| KeyAction::Up { value });
        self.perform(keys(down.into_iter().chain(stroke(key.code())).chain(up)))
    }

    /// Types text into the element that has the focus: in Chromium as one insertion, like a paste,
    /// as thousands of single keys would take minutes; elsewhere key by key.
    ///
    /// # Errors
    ///
    /// Where the browser is gone.
    pub fn write(&self, text: &str) -> Result<()> {
        if self.engine() != Engine::Chromium {
            return self.strike(text);
        }
        self.devtools("Input.insertText", &json!({ "text": text })).map(drop)
    }

    /// Types text key by key.
    ///
    /// # Errors
    ///
    /// Where the browser is gone.
    pub fn strike(&self, text: &str) -> Result<()> {
        self.perform(keys(text.chars().flat_map(stroke)))
    }

    /// The middle of an element that nothing covers, scrolled into view.
    fn middle_of(&self, selector: &str) -> Result<Point> {
        point(&self.script("return reachable(deep(args[0]));", &[json!(selector)])?)
    }

    /// The middle of the first line of a text, scrolled into view.
    fn middle_of_text(&self, selector: &str, text: &str, occurrence: usize) -> Result<Point> {
        point(&self.script(
            "return middle(rangeOf(deep(args[0]), args[1], args[2]));",
            &[json!(selector), json!(text), json!(occurrence)],
        )?)
    }

    fn click_at(&self, place: Point) -> Result<()> {
        let mouse = MouseActions::new("mouse".to_owned())
            .then(motion(place))
            .then(PointerAction::Down { button: MOUSE_BUTTON_LEFT })
            .then(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
        self.perform(mouse)
    }

    fn touch(&self, place: Point) -> Result<()> {
        let points = json!([{ "x": place.x, "y": place.y }]);
        self.devtools(
            "Input.dispatchTouchEvent",
            &json!({ "type": "touchStart", "touchPoints": points }),
        )?;
        self.devtools("Input.dispatchTouchEvent", &json!({ "type": "touchEnd", "touchPoints": [] }))
            .map(drop)
    }

    fn perform(&self, actions: impl Into<Actions>) -> Result<()> {
        self.session.wait(self.session.client().perform_actions(actions))
    }
}

fn point(found: &Value) -> Result<Point> {
    match (found["x"].as_f64(), found["y"].as_f64()) {
        (Some(x), Some(y)) => Ok(Point { x, y }),
        _ => Err(Error::new(format!("{found} is no place"))),
    }
}

fn motion(place: Point) -> PointerAction {
    PointerAction::MoveTo { duration: None, x: place.x, y: place.y }
}

fn stroke(value: char) -> [KeyAction; 2] {
    [KeyAction::Down { value }, KeyAction::Up { value }]
}

fn keys(strokes: impl IntoIterator<Item = KeyAction>) -> KeyActions {
    strokes.into_iter().fold(KeyActions::new("keyboard".to_owned()), InputSource::then)
}
