//! `cargo xtask demo | test | dist | bench`: sets up what is missing, then does it.
fn main() {}
