//! Work that waits until the browser has drawn a frame, and is then done in a task of its own.
//!
//! Work done within a frame makes that frame late, and measuring an element there forces the
//! browser to lay the page out. In the task after the frame the page is laid out already.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::render::{AnimationFrame, request_animation_frame};
use gloo::timers::callback::Timeout;

/// Work that waits for a frame. Dropping this cancels the work.
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
    /// Does `work` after the next frame. Browsers draw no frame of a page that is not shown: the
    /// work then waits until it is.
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
