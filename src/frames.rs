//! Work that waits until the browser has drawn a frame, and is then done in a task of its own.
//!
//! What is done within a frame makes that frame's task longer, and asking there where something
//! stands has the page laid out at once; in the task after it, the page is laid out already.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::render::{AnimationFrame, request_animation_frame};
use gloo::timers::callback::Timeout;

/// Work that waits; dropped before its time, it is not done.
#[must_use]
#[derive(Debug)]
pub(crate) struct AfterFrame {
    _waiting: Rc<RefCell<Waiting>>,
}

#[derive(Debug)]
enum Waiting {
    No,
    ForFrame { _request: AnimationFrame },
    ForTurn { _timer: Timeout },
}

impl AfterFrame {
    /// Has `work` done after the next frame. In a page that is not shown, browsers draw none before
    /// it is.
    pub fn then(work: impl FnOnce() + 'static) -> AfterFrame {
        let waiting = Rc::new(RefCell::new(Waiting::No));
        let drawn = {
            let waiting = Rc::downgrade(&waiting);
            move |_| {
                if let Some(waiting) = waiting.upgrade() {
                    waiting.replace(Waiting::ForTurn { _timer: Timeout::new(0, work) });
                }
            }
        };
        waiting.replace(Waiting::ForFrame { _request: request_animation_frame(drawn) });
        AfterFrame { _waiting: waiting }
    }
}
