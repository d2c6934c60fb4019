//! Long work cut into slices, between which the page has its turn.

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::MessageChannel;

use crate::turns::Turns;

/// Milliseconds after which a slice ends, half a frame's time; the turn of work under way may take
/// a few more.
const SLICE_MS: f64 = 8.0;
/// Milliseconds in which browsers draw a frame or two.
const FRAMES_MS: i32 = 30;

/// Whether steps that belong together are done in one task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pauses {
    /// The page has its turn between two steps.
    Between,
    /// All steps are one task.
    None,
}

/// Long work on the page's one thread, in slices between which the page has its turn.
#[derive(Debug)]
pub struct Slices {
    begun: f64,
    worked_ms: f64,
}

impl Slices {
    /// Begins the first slice.
    pub fn begin() -> Slices {
        Slices { begun: now(), worked_ms: 0.0 }
    }

    /// Lets the page have its turn if the slice has taken [`SLICE_MS`]; true if it did.
    pub async fn rest(&mut self) -> bool {
        let over = now() - self.begun >= SLICE_MS;
        if over {
            self.stop().await;
        }
        over
    }

    /// Lets the page have its turn, then begins a new slice.
    pub async fn stop(&mut self) {
        self.worked_ms = self.worked_ms();
        yield_to_page().await;
        self.begun = now();
    }

    /// Lets the page have its turn, unless all is to be done in one task.
    pub async fn pause(&mut self, pauses: Pauses) {
        if pauses == Pauses::Between {
            self.stop().await;
        }
    }

    /// Lets the page draw a frame or two.
    pub async fn frames(&mut self) {
        self.worked_ms = self.worked_ms();
        timer(FRAMES_MS).await;
        self.begun = now();
    }

    /// Does all of `work`, turn by turn.
    pub async fn finish<R>(&mut self, work: impl Future<Output = R>) -> R {
        let mut turns = Turns::of(work);
        loop {
            if let Some(result) = turns.take() {
                return result;
            }
            self.rest().await;
        }
    }

    /// Milliseconds worked so far, the page's turns not counted.
    pub fn worked_ms(&self) -> f64 {
        self.worked_ms + now() - self.begun
    }
}

/// Milliseconds on the page's monotonic clock.
pub fn now() -> f64 {
    web_sys::window().and_then(|w| w.performance()).map_or(0.0, |p| p.now())
}

/// Yields to the event loop: a message to itself comes after all tasks that wait already.
/// (`scheduler.yield()` would come before the page's timers and messages, which would then wait for
/// the whole work; timers wait at least four milliseconds.)
async fn yield_to_page() {
    let Ok(channel) = MessageChannel::new() else { return timer(0).await };
    let came = Promise::new(&mut |resolve, _| channel.port1().set_onmessage(Some(&resolve)));
    match channel.port2().post_message(&JsValue::NULL) {
        Ok(()) => drop(JsFuture::from(came).await),
        Err(_) => timer(0).await,
    }
    channel.port1().close();
}

async fn timer(ms: i32) {
    let over = Promise::new(&mut |resolve, _| {
        if let Some(window) = web_sys::window() {
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, ms);
        }
    });
    let _ = JsFuture::from(over).await;
}
