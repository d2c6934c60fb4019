//! What must hold in every engine, in Chromium; `firefox.rs` and `webkit.rs` try the same.

mod apps;
mod common;
#[path = "engines/mod.rs"]
mod every;

use pages::Engine;

#[test]
fn every_style_rule_is_kept() {
    every::every_rule_is_kept(Engine::Chromium, &[]);
}

#[test]
fn statements_are_underlined_by_both_painters() {
    every::statements_are_underlined(Engine::Chromium);
}

#[test]
fn a_click_on_a_statement_shows_its_card() {
    every::a_click_on_a_statement_shows_its_card(Engine::Chromium);
}

#[test]
fn the_page_is_what_it_would_be_without_the_widget() {
    every::twins_stay_the_same(Engine::Chromium);
}

#[test]
fn apps_live_with_the_widget() {
    apps::apps_live_with_the_widget(Engine::Chromium);
}

#[test]
fn an_app_takes_over_annotated_markup() {
    apps::an_app_takes_over_annotated_markup(Engine::Chromium);
}
