//! The parts of the program, and the part that a function belongs to by its name as the compiler
//! writes it.

/// The parts that draw the panel.
pub const PANEL: [&str; 2] = [UI, YEW];

const UI: &str = "ui: panel and card";
const YEW: &str = "Yew";

/// Our own modules, the longer paths first, each with its part.
pub const OURS: &[(&str, &str)] = &[
    ("whosaid_kernel", "kernel: the model's arithmetic"),
    ("whosaid::ner", "ner: which capitalised words are names"),
    ("whosaid::tagger", "tagger: tokens, features, from probabilities to attributions"),
    ("whosaid::text", "text: paragraphs, tokens, sentences, quotation marks"),
    ("whosaid::lexicon", "lexicon: look-ups"),
    ("whosaid_packing", "lexicon: look-ups"),
    ("whosaid::actors", "actors: mentions, who is who"),
    ("whosaid::attribution", "attribution: grammar, speakers"),
    ("whosaid::analysis", "analysis: what is found, in order"),
    ("whosaid::analyzer", "analysis: what is found, in order"),
    ("whosaid::sort", "analysis: what is found, in order"),
    ("whosaid::turns", "analysis: what is found, in order"),
    ("whosaid::export", "export"),
    ("whosaid::page", "page: its text, paint"),
    ("whosaid::ui", UI),
    ("whosaid::widget", "widget: what holds page and panel together"),
    ("whosaid::selection", "widget: what holds page and panel together"),
];

/// Functions that JavaScript calls, or that call it.
const TIES: &str = "ties to JavaScript";

/// Other crates.
const OTHERS: &[(&str, &[&str])] = &[
    (
        YEW,
        &[
            "yew",
            "implicit_clone",
            "indexmap",
            "slab",
            "tokise",
            "anymap2",
            "bincode",
            "prokio",
            "rustversion",
        ],
    ),
    (
        TIES,
        &[
            "wasm_bindgen",
            "wasm_bindgen_futures",
            "js_sys",
            "web_sys",
            "gloo",
            "serde_wasm_bindgen",
            "serde",
            "serde_core",
            "futures",
            "__wbindgen",
        ],
    ),
    (
        "Rust's own libraries",
        &[
            "core",
            "alloc",
            "std",
            "hashbrown",
            "dlmalloc",
            "compiler_builtins",
            "memchr",
            "rustc_demangle",
        ],
    ),
];

/// The part that a function of this name belongs to.
pub fn part(name: &str) -> &'static str {
    // `<whosaid::text::Span as core::fmt::Debug>::fmt` belongs to `whosaid::text`.
    let path = name.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '_');
    let path = path.strip_prefix("mut ").or_else(|| path.strip_prefix("dyn ")).unwrap_or(path);
    let is_within = |prefix: &str| {
        path.strip_prefix(prefix)
            .is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
    };
    if let Some((_, part)) = OURS.iter().find(|(prefix, _)| is_within(prefix)) {
        return part;
    }
    if name.ends_with(" shim") {
        return TIES;
    }
    let first = path.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
    let known = |crates: &&[&str]| {
        crates.iter().any(|name| first == *name || (*name == "gloo" && first.starts_with("gloo_")))
    };
    OTHERS
        .iter()
        .find(|(_, crates)| known(crates))
        .map_or("what the compiler adds", |(part, _)| part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_is_of_the_module_that_it_is_written_in() {
        for (name, expected) in [
            ("whosaid::ner::Model::read", "ner:"),
            ("whosaid::tagger::network::Network::run", "tagger:"),
            ("<whosaid::text::span::Span<U> as core::fmt::Debug>::fmt", "text:"),
            ("<&mut whosaid::ui::state::State as core::fmt::Debug>::fmt", "ui:"),
            ("whosaid_kernel::layer::Layer::run", "kernel:"),
            ("core::slice::sort::stable::merge", "Rust's"),
            ("<yew::html::component::Scope<C> as core::clone::Clone>::clone", "Yew"),
            ("gloo_events::EventListener::new", "ties"),
            ("texture::whosaid::text", "what the compiler"),
            ("whosaid::textual::f", "what the compiler"),
        ] {
            assert!(part(name).starts_with(expected), "{name}: {}", part(name));
        }
    }
}
