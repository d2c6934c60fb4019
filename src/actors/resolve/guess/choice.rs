//! What may be answered.

/// Which entity an item refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// This one.
    Known(usize),
    /// One not mentioned before.
    New,
    /// No actor.
    Nobody,
}
