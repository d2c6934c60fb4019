//! Speed and size, beside other libraries and part by part; the figures that documents show.

pub mod bench;
pub mod click;
pub mod figures;
pub mod interface;
mod parts;
pub mod profile;
pub mod reader_timings;
pub mod reading;
pub mod rivals;
mod wasm;
