//! The form in which Whosaid carries its tables of words and its weights: made by the library's
//! build script, read by the library.
//!
//! Takes the text tables of `src/lexicon/data` and a weights file; gives both in a packed form, and
//! what is needed to read it: [`hash`], [`keys`], [`class`], [`table`], [`crc`]. Promises the same
//! bytes on every machine. Holds no data of its own.
#![forbid(unsafe_code)]

pub mod class;
pub mod crc;
pub mod hash;
pub mod keys;
pub mod table;
pub mod weights;
pub mod words;
