//! Names: where they begin and end, and which words before them are titles.
//!
//! Takes [`Units`](super::units::Units) and the names that the learned model found; gives
//! [`Name`](name::Name)s in order; promises nothing about what they name: see `kinds`.

pub mod cut;
pub mod join;
pub mod name;
pub mod runs;
