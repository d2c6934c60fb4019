//! The demo, the styles, both painters and the page's safety in WebKitGTK: `cargo xtask test
//! webkit`.

mod apps;
mod common;
#[path = "engines/mod.rs"]
mod every;
mod named;

use pages::Engine;

#[test]
#[ignore = "needs WebKitGTK: cargo xtask test webkit"]
fn demo_is_read() {
    common::read_demo(Engine::WebKit);
}

#[test]
#[ignore = "needs WebKitGTK: cargo xtask test webkit"]
fn every_style_rule_is_kept() {
    // The first is of phones alone; the second only says that colours stay as they are chosen.
    every::every_rule_is_kept(Engine::WebKit, &["text-size-adjust", "forced-color-adjust"]);
}

// Its shorthand of several properties is not valid there, so that no statement was underlined.
#[test]
#[ignore = "needs WebKitGTK: cargo xtask test webkit"]
fn statements_are_underlined_by_both_painters() {
    every::statements_are_underlined(Engine::WebKit);
}

// The page's process ended after a click, as overlapping highlights had priorities.
#[test]
#[ignore = "needs WebKitGTK: cargo xtask test webkit"]
fn a_click_on_a_statement_shows_its_card() {
    every::a_click_on_a_statement_shows_its_card(Engine::WebKit);
}

#[test]
#[ignore = "needs WebKitGTK: cargo xtask test webkit"]
fn the_page_is_what_it_would_be_without_the_widget() {
    every::twins_stay_the_same(Engine::WebKit);
}

#[test]
#[ignore = "needs WebKitGTK: cargo xtask test webkit"]
fn pages_are_read_the_same_whatever_their_elements_are_named() {
    named::pages_are_read_the_same(Engine::WebKit, &named::ELEMENTS[..2]);
}

#[test]
#[ignore = "needs WebKitGTK: cargo xtask test webkit"]
fn apps_live_with_the_widget() {
    apps::apps_live_with_the_widget(Engine::WebKit);
}

#[test]
#[ignore = "needs WebKitGTK: cargo xtask test webkit"]
fn an_app_takes_over_annotated_markup() {
    apps::an_app_takes_over_annotated_markup(Engine::WebKit);
}
