//! Whosaid as pages load it. What it shows to JavaScript is in `src/widget`; by itself it does
//! nothing.

#[cfg(target_arch = "wasm32")]
pub use library::widget;

fn main() {}
