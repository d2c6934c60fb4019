//! The demo in WebKitGTK: `cargo xtask test webkit`.

mod common;

use pages::Engine;

#[test]
#[ignore = "needs WebKitGTK: cargo xtask test webkit"]
fn demo_is_read() {
    common::read_demo(Engine::WebKit);
}
