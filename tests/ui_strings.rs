//! Every word of the interface stands in one table, `src/ui/strings.rs` and its folder: no other
//! file of the interface says anything by itself.

use std::path::Path;

/// Attributes that a reader sees or hears.
const SPOKEN: [&str; 6] =
    ["aria-label", "title", "placeholder", "alt", "aria-description", "aria-roledescription"];

/// The string literals of a Rust file, each with what stands right before and after it; comments
/// are passed over.
fn literals(source: &str) -> Vec<(&str, &str, &str)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < source.len() {
        let rest = &source[at..];
        if rest.starts_with("//") {
            at += rest.find('\n').unwrap_or(rest.len());
        } else if rest.starts_with("'\"'") {
            at += 3;
        } else if rest.starts_with('"') {
            let mut end = 1;
            while !rest[end..].starts_with('"') {
                end += if rest[end..].starts_with('\\') {
                    2
                } else {
                    rest[end..].chars().next().map_or(1, char::len_utf8)
                };
            }
            found.push((source[..at].trim_end(), &rest[1..end], rest[end + 1..].trim_start()));
            at += end + 1;
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    found
}

/// Literals that a reader would see or hear: children of elements, and spoken attributes.
fn said(source: &str) -> Vec<String> {
    let mut said = Vec::new();
    for (before, literal, after) in literals(source) {
        // Three letters in a row make a word; the paths of signs have none.
        if !literal.split(|c: char| !c.is_alphabetic()).any(|word| word.chars().count() >= 3) {
            continue;
        }
        let opened = before.ends_with('{') || before.ends_with('>') && !before.ends_with("=>");
        let child =
            opened && !before.ends_with("={") && (after.starts_with('}') || after.starts_with('<'));
        let spoken = SPOKEN.iter().any(|name| {
            before.ends_with(&format!("{name}=")) || before.ends_with(&format!("{name}={{"))
        });
        if spoken || (child && !is_class(before)) {
            said.push(literal.to_owned());
        }
    }
    said
}

/// True right after `before` if that stands within the parentheses of a `classes!`.
fn is_class(before: &str) -> bool {
    let since = before.rfind("classes!(").map_or("", |at| &before[at..]);
    since.matches('(').count() > since.matches(')').count()
}

#[test]
fn only_the_table_of_strings_holds_words_for_the_reader() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/ui");
    let (mut files, mut folders) = (0, vec![folder]);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("the interface is there").flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            if entry.path().is_dir() && name != "strings" {
                folders.push(entry.path());
            }
            if !name.ends_with(".rs") || name == "strings.rs" {
                continue;
            }
            let source = std::fs::read_to_string(entry.path()).expect("it can be read");
            assert_eq!(
                said(&source),
                Vec::<String>::new(),
                "{name} says something that belongs into strings.rs"
            );
            files += 1;
        }
    }
    assert!(files > 8, "{files} files were looked at");
}

#[test]
fn words_for_the_reader_are_recognised() {
    assert_eq!(said(r#"html! { <p>{ "Hello" }</p> }"#), ["Hello"]);
    assert_eq!(said(r#"html! { <b title="Hint" class="row"> "there" </b> }"#), ["Hint", "there"]);
    assert_eq!(
        said(r#"html! { <b aria-label={"Hint"}>{ " · " }{ strings::X }</b> } // "a comment""#),
        ["Hint"]
    );
    assert!(said(r#"match kind { Kind::A => "direct", _ => "x" }"#).is_empty());
}
