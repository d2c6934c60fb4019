//! The declarations and paths of one file, read from its tokens.
//!
//! Takes a file's text; gives its modules (the file's own and those written in it) with their
//! items, `use` declarations and paths, and its functions. Macros are not expanded: the paths
//! between their brackets are read as they stand.

use anyhow::{Result, anyhow};
use proc_macro2::{Delimiter, Group, Spacing, TokenStream, TokenTree};
use std::collections::{BTreeMap, BTreeSet};

/// Words that begin an item, before its name.
const ITEMS: &[&str] =
    &["fn", "struct", "enum", "union", "trait", "type", "const", "static", "macro_rules"];

/// A file's contents, as far as the checks need them.
#[derive(Debug, Default)]
pub struct File {
    /// The file's own module first, then those written in it.
    pub modules: Vec<Module>,
    pub functions: Vec<Function>,
}

/// A module: the whole file, or `mod name { ... }` in it.
#[derive(Debug, Default)]
pub struct Module {
    /// Names below the file's own module: empty for the file itself.
    pub inside: Vec<String>,
    /// Names of the items that it defines.
    pub items: BTreeSet<String>,
    pub uses: Vec<Use>,
    /// Paths of two or more names in its code.
    pub paths: Vec<CodePath>,
    /// Child modules in files of their own, with the file that `#[path]` names.
    pub children: BTreeMap<String, Option<String>>,
    /// All names in its code, outside `use` declarations.
    pub words: BTreeSet<String>,
}

/// One name of a `use` declaration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Use {
    pub line: usize,
    pub path: Vec<String>,
    /// The name that the declaration gives the item; `None` for `*` and for `as _`.
    pub name: Option<String>,
    /// True for `path::*`; `path` is then that of the module.
    pub is_glob: bool,
    /// True if it has `pub` of any kind.
    pub is_public: bool,
}

/// A path in code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodePath {
    pub line: usize,
    pub path: Vec<String>,
}

/// A function with a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Function {
    pub name: String,
    /// Its first line, and how many it has.
    pub line: usize,
    pub lines: usize,
}

/// Reads a file.
///
/// # Errors
///
/// Where its text is no Rust.
pub fn read(text: &str) -> Result<File> {
    let tokens: TokenStream = text.parse().map_err(|error: proc_macro2::LexError| {
        anyhow!("line {}: {error}", error.span().start().line)
    })?;
    let mut reader = FileReader::default();
    reader.read_module(tokens, Vec::new());
    Ok(reader.0)
}

#[derive(Default)]
struct FileReader(File);

impl FileReader {
    /// Reads the tokens of a module. Names after `struct`, `fn` and so on count as items only here,
    /// not deeper in its code.
    fn read_module(&mut self, tokens: TokenStream, inside: Vec<String>) {
        let at = self.0.modules.len();
        self.0.modules.push(Module { inside: inside.clone(), ..Module::default() });
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut path_attribute = None;
        let mut next = 0;
        while next < tokens.len() {
            if let Some(path) = path_of_attribute(&tokens[next..]) {
                path_attribute = Some(path);
            }
            if is_word(&tokens[next], "mod")
                && let [_, TokenTree::Ident(name), after, ..] = &tokens[next..]
            {
                match after {
                    TokenTree::Group(body) => {
                        let inside = [inside.as_slice(), &[name.to_string()]].concat();
                        self.read_module(body.stream(), inside);
                    }
                    _ => {
                        let path = path_attribute.take();
                        self.0.modules[at].children.insert(name.to_string(), path);
                    }
                }
                next += 3;
                continue;
            }
            if let Some(name) = item_name(&tokens[next..]) {
                self.0.modules[at].items.insert(name);
            }
            next += self.read_code(&tokens[next..], at);
        }
    }

    /// Reads the first token and the tokens that belong to it, in the module at index `at`; gives
    /// the number of tokens read.
    fn read_code(&mut self, tokens: &[TokenTree], at: usize) -> usize {
        match &tokens[0] {
            TokenTree::Group(group) => {
                self.read_group(group, at);
                1
            }
            TokenTree::Ident(word) if *word == "use" => {
                let end = tokens.iter().position(|token| is_punct(token, ';'));
                match end {
                    // `use<'a>` in a type is no declaration.
                    Some(end) if !is_punct(&tokens[1], '<') => {
                        let line = word.span().start().line;
                        let declaration = Declaration { line, is_public: false };
                        declaration.read(&tokens[1..end], &[], &mut self.0.modules[at].uses);
                        end + 1
                    }
                    _ => 1,
                }
            }
            TokenTree::Ident(word) if *word == "pub" => {
                let scope = tokens.get(1).filter(|token| is_group(token, Delimiter::Parenthesis));
                let after = if scope.is_some() { 2 } else { 1 };
                if !tokens.get(after).is_some_and(|token| is_word(token, "use")) {
                    return 1;
                }
                let before = self.0.modules[at].uses.len();
                let length = self.read_code(&tokens[after..], at);
                self.0.modules[at].uses[before..].iter_mut().for_each(|u| u.is_public = true);
                after + length
            }
            TokenTree::Ident(word) => {
                if *word == "fn" {
                    self.0.functions.extend(function(tokens));
                }
                self.read_path(tokens, at)
            }
            _ => 1,
        }
    }

    fn read_group(&mut self, group: &Group, at: usize) {
        let tokens: Vec<TokenTree> = group.stream().into_iter().collect();
        let mut next = 0;
        while next < tokens.len() {
            next += self.read_code(&tokens[next..], at);
        }
    }

    /// Reads a path (`a::b::c`) or a single name; gives the number of tokens read.
    fn read_path(&mut self, tokens: &[TokenTree], at: usize) -> usize {
        let line = tokens[0].span().start().line;
        let (path, length) = path(tokens);
        let module = &mut self.0.modules[at];
        module.words.extend(path.first().cloned());
        if path.len() > 1 {
            module.paths.push(CodePath { line, path });
        }
        length
    }
}

/// A `use` declaration, or the part of one between braces.
#[derive(Clone, Copy)]
struct Declaration {
    line: usize,
    is_public: bool,
}

impl Declaration {
    fn read(self, tokens: &[TokenTree], before: &[String], uses: &mut Vec<Use>) {
        for part in tokens.split(|token| is_punct(token, ',')).filter(|part| !part.is_empty()) {
            let line = part[0].span().start().line.max(self.line);
            let (names, length) = path(part);
            let mut path = [before, &names].concat();
            let mut found = |path: Vec<String>, name: Option<String>, is_glob: bool| {
                uses.push(Use { line, path, name, is_glob, is_public: self.is_public });
            };
            match part.get(length..).unwrap_or_default() {
                [TokenTree::Ident(word), TokenTree::Ident(name), ..] if *word == "as" => {
                    leave_self(&mut path);
                    found(path, Some(name.to_string()).filter(|name| name != "_"), false);
                }
                [] => {
                    leave_self(&mut path);
                    let name = path.last().cloned();
                    found(path, name, false);
                }
                rest => match rest.last() {
                    Some(TokenTree::Group(group)) => {
                        let tokens: Vec<TokenTree> = group.stream().into_iter().collect();
                        self.read(&tokens, &path, uses);
                    }
                    Some(token) if is_punct(token, '*') => found(path, None, true),
                    _ => {}
                },
            }
        }
    }
}

/// Removes a last `self` from a path, as `a::{self}` is `a`.
fn leave_self(path: &mut Vec<String>) {
    if path.len() > 1 && path.last().is_some_and(|name| name == "self") {
        path.pop();
    }
}

/// The names of the path that the tokens begin with, and the number of its tokens.
fn path(tokens: &[TokenTree]) -> (Vec<String>, usize) {
    let TokenTree::Ident(first) = &tokens[0] else { return (Vec::new(), 0) };
    let (mut names, mut length) = (vec![first.to_string()], 1);
    while let [one, other, TokenTree::Ident(name), ..] = &tokens[length..]
        && is_joint(one, ':')
        && is_punct(other, ':')
    {
        names.push(name.to_string());
        length += 3;
    }
    (names, length)
}

/// The file that `#[path = "..."]` names.
fn path_of_attribute(tokens: &[TokenTree]) -> Option<String> {
    let [hash, TokenTree::Group(group), ..] = tokens else { return None };
    if !is_punct(hash, '#') {
        return None;
    }
    let inside: Vec<TokenTree> = group.stream().into_iter().collect();
    match inside.as_slice() {
        [name, equals, TokenTree::Literal(value)]
            if is_word(name, "path") && is_punct(equals, '=') =>
        {
            Some(value.to_string().trim_matches('"').to_owned())
        }
        _ => None,
    }
}

/// The name of an item that begins here, after its visibility and the like.
fn item_name(tokens: &[TokenTree]) -> Option<String> {
    let [TokenTree::Ident(kind), rest @ ..] = tokens else { return None };
    if !ITEMS.contains(&kind.to_string().as_str()) {
        return None;
    }
    let name = rest.iter().find_map(|token| match token {
        TokenTree::Ident(word) if *word != "mut" => Some(word.to_string()),
        _ => None,
    })?;
    // `const fn name`, `unsafe trait name`: the item begins with the later word.
    (!ITEMS.contains(&name.as_str()) && name != "unsafe").then_some(name)
}

/// The function that begins here, if it has a name and a body.
fn function(tokens: &[TokenTree]) -> Option<Function> {
    let [first, TokenTree::Ident(name), rest @ ..] = tokens else { return None };
    let body = rest
        .iter()
        .take_while(|token| !is_punct(token, ';'))
        .find(|token| is_group(token, Delimiter::Brace))?;
    let (line, end) = (first.span().start().line, body.span().end().line);
    Some(Function { name: name.to_string(), line, lines: end - line + 1 })
}

fn is_word(token: &TokenTree, word: &str) -> bool {
    matches!(token, TokenTree::Ident(ident) if ident == word)
}

fn is_punct(token: &TokenTree, char: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == char)
}

fn is_joint(token: &TokenTree, char: char) -> bool {
    let TokenTree::Punct(punct) = token else { return false };
    punct.as_char() == char && punct.spacing() == Spacing::Joint
}

fn is_group(token: &TokenTree, delimiter: Delimiter) -> bool {
    matches!(token, TokenTree::Group(group) if group.delimiter() == delimiter)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn uses(text: &str) -> Vec<(String, Option<String>)> {
        let file = read(text).expect("it is Rust");
        file.modules[0].uses.iter().map(|u| (u.path.join("::"), u.name.clone())).collect()
    }

    #[test]
    fn every_name_of_a_use_declaration_is_read() {
        let found = uses("use a::{b, c::{self, D as E}, f::*};\npub(crate) use super::g;");
        let expected = [
            ("a::b", Some("b")),
            ("a::c", Some("c")),
            ("a::c::D", Some("E")),
            ("a::f", None),
            ("super::g", Some("g")),
        ];
        assert_eq!(found, expected.map(|(path, name)| (path.to_owned(), name.map(str::to_owned))));
    }

    #[test]
    fn functions_have_their_lines() {
        let file = read("impl A {\n  pub const fn a(&self) -> u8\n  {\n    1\n  }\n}\nfn b() {}\n");
        let functions = file.expect("it is Rust").functions;
        assert_eq!(functions[0], Function { name: "a".to_owned(), line: 2, lines: 4 });
        assert_eq!(functions[1], Function { name: "b".to_owned(), line: 7, lines: 1 });
    }

    #[test]
    fn modules_items_and_paths_are_read() {
        let text = "#[path = \"../x.rs\"]\nmod x;\nmod y;\npub const fn f() { crate::a::g(); }\n\
            struct S;\nmacro_rules! m { () => {} }\n\
            mod tests { use super::*; fn t() { y::h() } }\n";
        let file = read(text).expect("it is Rust");
        let [own, tests] = &file.modules[..] else { panic!("two modules: {:?}", file.modules) };
        assert_eq!(own.children["x"].as_deref(), Some("../x.rs"));
        assert_eq!(own.children["y"], None);
        assert_eq!(own.items, ["S", "f", "m"].map(str::to_owned).into());
        assert_eq!(own.paths[0].path, ["crate", "a", "g"]);
        assert_eq!(tests.inside, ["tests"]);
        assert!(tests.uses[0].is_glob && tests.paths[0].path == ["y", "h"]);
    }
}
