//! Long work in turns: it stops every now and then, so that whoever waits for it may do something
//! else in between.
//!
//! A stage that takes long is an `async fn`, which the compiler makes a state machine of; it counts
//! what it does by a [`Pace`]. Whoever calls it polls it once a turn ([`Turns`]), or takes no
//! notice of the stops ([`block_on`]). Promises that nothing is waited for but the next turn, so
//! that the result does not depend on when, or whether, there was a stop.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

/// A turn is at least so much work, counted in tokens: a fraction of a millisecond.
const TURN: usize = 256;

/// Counts work up to the end of a turn.
#[derive(Debug, Default)]
pub(crate) struct Pace(usize);

impl Pace {
    /// Ends the turn if with these `tokens` enough is done.
    pub async fn spend(&mut self, tokens: usize) {
        self.0 += tokens;
        if self.0 >= TURN {
            self.0 = 0;
            turn().await;
        }
    }
}

/// Ends a turn.
pub(crate) async fn turn() {
    let mut over = false;
    poll_fn(|_| if std::mem::replace(&mut over, true) { Poll::Ready(()) } else { Poll::Pending })
        .await;
}

/// Work in a box.
pub(crate) type Boxed<'w, R> = Pin<Box<dyn Future<Output = R> + 'w>>;

/// Work that the compiler keeps a function of its own, in place of making it a part of whoever
/// waits for it: browsers compile each function of WebAssembly when it is first called, in one go,
/// and the whole of an analysis in one function is a long task.
pub(crate) fn boxed<'w, R>(work: impl Future<Output = R> + 'w) -> Boxed<'w, R> {
    Box::pin(work)
}

/// Work to be done turn by turn.
pub(crate) struct Turns<'w, R>(Option<Pin<Box<dyn Future<Output = R> + 'w>>>);

impl<'w, R> Turns<'w, R> {
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
    fn work_in_turns_gives_what_it_gives_at_once_and_only_once() {
        let mut turns = Turns::of(sum(1000));
        let results: Vec<Option<usize>> = (0..6).map(|_| turns.take()).collect();
        assert_eq!(results, [None, None, None, Some(block_on(sum(1000))), None, None]);
    }
}
