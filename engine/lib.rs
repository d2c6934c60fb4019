//! Whosaid as pages load it. What it shows to JavaScript is in `src/widget`.

#[cfg(target_arch = "wasm32")]
pub use library::widget;
