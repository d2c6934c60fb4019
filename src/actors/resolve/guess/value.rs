//! Features as whole numbers.
//!
//! Takes truths and counts; gives parts of [`UNIT`].

use crate::ranker::{Row, UNIT};

/// What can be the value of a feature.
pub trait Value {
    /// The value in parts of [`UNIT`].
    fn value(self) -> u8;
}

impl Value for bool {
    fn value(self) -> u8 {
        if self { UNIT } else { 0 }
    }
}

impl Value for u8 {
    fn value(self) -> u8 {
        self
    }
}

/// `n` as a share of `most`, at most all of it.
pub fn share(n: usize, most: usize) -> u8 {
    (n.min(most) * usize::from(UNIT) / most.max(1)) as u8
}

/// One over `n` + 1.
pub fn inverse(n: usize) -> u8 {
    (usize::from(UNIT) / (n + 1)) as u8
}

/// The logarithm of `n` + 1: four parts for each doubling, at most 48.
pub fn log(n: usize) -> u8 {
    let n = n as u32 + 1;
    let doublings = n.ilog2();
    let rest = (u64::from(n) << 2 >> doublings) as u32 & 3;
    (4 * doublings + rest).min(48) as u8
}

/// The features that are not 0 of a list of all.
pub fn row(values: &[u8]) -> Row {
    let mut row = Row::default();
    (0..).zip(values).for_each(|(feature, &value)| row.set(feature, value));
    row
}

/// Defines the names of features and the function that gives their values, each by an expression
/// over the function's argument.
macro_rules! features {
    ($view:ident: $type:ty; $($name:ident = $value:expr;)*) => {
        /// The names of the features, by their numbers.
        pub const NAMES: &[&str] = &[$(stringify!($name)),*];

        /// The values of the features, by their numbers.
        pub fn values($view: &$type) -> [u8; NAMES.len()] {
            [$(Value::value($value)),*]
        }
    };
}
pub(super) use features;
