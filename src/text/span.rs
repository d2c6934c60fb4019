//! Spans and the three units they may count in.

use std::fmt;
use std::marker::PhantomData;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

mod sealed {
    pub trait Sealed {}
}

/// What an offset counts. Implemented by [`Byte`], [`Utf16`] and [`Char`] only.
pub trait Unit: sealed::Sealed + Copy + Ord + fmt::Debug + Default + 'static {
    /// What options and files call it.
    const NAME: &'static str;

    /// How many of this unit `c` takes.
    fn width(c: char) -> u32;
}

macro_rules! unit {
    ($(#[$doc:meta])* $name:ident $called:literal, $c:ident => $width:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        pub struct $name;
        impl sealed::Sealed for $name {}
        impl Unit for $name {
            const NAME: &'static str = $called;

            fn width($c: char) -> u32 {
                $width
            }
        }
    };
}
unit!(/// Bytes of UTF-8: what Rust slices by.
    Byte "utf8", c => c.len_utf8() as u32);
unit!(/// UTF-16 code units: what JavaScript and the DOM count.
    Utf16 "utf16", c => c.len_utf16() as u32);
unit!(/// Unicode scalar values (code points): what Python and the corpora count.
    Char "chars", _c => 1);

/// A half-open stretch `[start, end)` of a text, counted in `U` from the text's start. `start <=
/// end` always holds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span<U: Unit> {
    start: u32,
    end: u32,
    unit: PhantomData<U>,
}

impl<U: Unit> Span<U> {
    /// The span from `start` up to but not including `end`.
    ///
    /// # Panics
    /// If `end < start`.
    pub fn new(start: u32, end: u32) -> Self {
        assert!(start <= end, "a span must not end ({end}) before it starts ({start})");
        Span { start, end, unit: PhantomData }
    }

    /// First unit in the span.
    pub fn start(self) -> u32 {
        self.start
    }

    /// First unit after the span.
    pub fn end(self) -> u32 {
        self.end
    }

    /// How many units long.
    pub fn len(self) -> u32 {
        self.end - self.start
    }

    /// True if nothing is in it.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// True if all of `other` lies within this span.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// True if both share at least one unit.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    pub fn to(self, other: Self) -> Self {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }
}

impl Span<Byte> {
    /// The stretch of `text` that this span covers.
    ///
    /// # Panics
    /// If the span lies outside `text` or not on character boundaries.
    pub fn of(self, text: &str) -> &str {
        &text[self.start as usize..self.end as usize]
    }
}

impl<U: Unit> fmt::Debug for Span<U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

impl<U: Unit> Serialize for Span<U> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.start, self.end).serialize(serializer)
    }
}

impl<'de, U: Unit> Deserialize<'de> for Span<U> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (start, end) = <(u32, u32)>::deserialize(deserializer)?;
        if start > end {
            return Err(serde::de::Error::custom(format!(
                "a span must not end ({end}) before it starts ({start})"
            )));
        }
        Ok(Span::new(start, end))
    }
}
