//! Long work in turns: it stops every now and then, so that its caller can do something else in
//! between.
//!
//! Takes work that is an `async fn` and counts what it does by a [`Pace`]; gives its result, turn
//! by turn ([`Turns`]) or at once ([`block_on`]); promises that the work waits for nothing but its
//! next turn, so that the result does not depend on when it stopped, or whether it did.
//!
//! A function whose name ends in `_in_turns` is such work; the one without the ending does the same
//! at once.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

/// Work of one turn, in units of [`Pace`]: a fraction of a millisecond.
const TURN: usize = 256;

/// Counts work up to the end of a turn. One unit is as much work as reading one token.
#[derive(Debug, Default)]
pub(crate) struct Pace(usize);

impl Pace {
    /// Counts `units` of work, and ends the turn if they fill it.
    pub async fn spend(&mut self, units: usize) {
        self.0 += units;
        if self.0 >= TURN {
            self.0 = 0;
            turn().await;
        }
    }

    /// True if a turn has begun in which nothing has been counted yet.
    #[cfg(target_arch = "wasm32")]
    pub fn begins(&self) -> bool {
        self.0 == 0
    }
}

/// Ends a turn.
pub(crate) async fn turn() {
    let mut over = false;
    poll_fn(|_| if std::mem::replace(&mut over, true) { Poll::Ready(()) } else { Poll::Pending })
        .await;
}

/// Work in a box of its own.
pub(crate) type Boxed<'w, R> = Pin<Box<dyn Future<Output = R> + 'w>>;

/// Boxes work, so that the compiler keeps it a function of its own instead of making it a part of
/// its caller. Browsers compile a function of WebAssembly in one go when it is first called, and
/// one function for the whole analysis would be a long task.
pub(crate) fn boxed<'w, R>(work: impl Future<Output = R> + 'w) -> Boxed<'w, R> {
    Box::pin(work)
}

/// Work to be done turn by turn.
pub(crate) struct Turns<'w, R>(Option<Boxed<'w, R>>);

impl<'w, R> Turns<'w, R> {
    /// Turns of `work`, which begins with the first turn taken.
    pub fn of(work: impl Future<Output = R> + 'w) -> Self {
        Turns(Some(Box::pin(work)))
    }

    /// Takes one turn; gives the result once it is there, and nothing after that.
    pub fn take(&mut self) -> Option<R> {
        let result = poll(self.0.as_mut()?.as_mut());
        if result.is_some() {
            self.0 = None;
        }
        result
    }
}

impl<R> std::fmt::Debug for Turns<'_, R> {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.write_str(if self.0.is_some() { "Turns(under way)" } else { "Turns(over)" })
    }
}

/// Does all of `work` at once.
pub(crate) fn block_on<R>(work: impl Future<Output = R>) -> R {
    let mut work = pin!(work);
    loop {
        if let Some(result) = poll(work.as_mut()) {
            return result;
        }
    }
}

/// Takes one turn of `work`; gives the result if the work is done.
fn poll<R>(work: Pin<&mut (impl Future<Output = R> + ?Sized)>) -> Option<R> {
    match work.poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(result) => Some(result),
        Poll::Pending => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn sum(upto: usize) -> usize {
        let (mut pace, mut sum) = (Pace::default(), 0);
        for n in 0..upto {
            sum += n;
            pace.spend(1).await;
        }
        sum
    }

    #[test]
    fn turns_give_the_result_once() {
        let mut turns = Turns::of(sum(1000));
        let results: Vec<Option<usize>> = (0..6).map(|_| turns.take()).collect();
        assert_eq!(results, [None, None, None, Some(block_on(sum(1000))), None, None]);
    }
}
