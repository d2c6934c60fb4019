//! The contents of a WebAssembly module: its functions with their names and bytes, and its data.

use anyhow::{Context, Result};
use std::ops::Range;
use wasmparser::{KnownCustom, Name, NameSectionReader, Parser, Payload, TypeRef};

/// A module, as far as it is read here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wasm<'b> {
    /// The functions that it defines, in its order.
    pub functions: Vec<Function<'b>>,
    /// The section of code.
    pub code: &'b [u8],
    /// The section of data.
    pub data: &'b [u8],
}

/// A function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Function<'b> {
    /// Empty where the module names none.
    pub name: String,
    /// Its local variables and instructions.
    pub body: &'b [u8],
}

impl<'b> Wasm<'b> {
    /// Reads a module.
    ///
    /// # Errors
    ///
    /// Where it is none, or ends too early.
    pub fn read(bytes: &'b [u8]) -> Result<Wasm<'b>> {
        let mut wasm = Wasm { functions: Vec::new(), code: &[], data: &[] };
        let (mut imported, mut names) = (0, Vec::new());
        let slice = |range: Range<u64>| {
            let range = usize::try_from(range.start)?..usize::try_from(range.end)?;
            bytes.get(range).context("a section ends too early")
        };
        for payload in Parser::new(0).parse_all(bytes) {
            match payload? {
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        imported += usize::from(matches!(import?.ty, TypeRef::Func(_)));
                    }
                }
                Payload::CodeSectionStart { unchecked_range, .. } => {
                    wasm.code = slice(unchecked_range)?;
                }
                Payload::CodeSectionEntry(body) => {
                    let body = body.as_bytes();
                    wasm.functions.push(Function { name: String::new(), body });
                }
                Payload::DataSection(section) => wasm.data = slice(section.range())?,
                Payload::CustomSection(section) => {
                    if let KnownCustom::Name(section) = section.as_known() {
                        names = function_names(section)?;
                    }
                }
                _ => {}
            }
        }
        for (index, name) in names {
            let own = index.checked_sub(imported);
            if let Some(function) = own.and_then(|index| wasm.functions.get_mut(index)) {
                function.name = name;
            }
        }
        Ok(wasm)
    }
}

/// Names of functions by their index, imported ones counted.
fn function_names(section: NameSectionReader) -> Result<Vec<(usize, String)>> {
    let mut names = Vec::new();
    for part in section {
        if let Name::Function(map) = part? {
            for naming in map {
                let naming = naming?;
                names.push((naming.index as usize, naming.name.to_owned()));
            }
        }
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `(module (import "m" "f" (func)) (import "m" "t" (memory 1 2)) (func $one) (func $two nop
    /// nop) (data ...))`, with names.
    const MODULE: &[u8] = b"\0asm\x01\0\0\0\
        \x01\x04\x01\x60\0\0\
        \x02\x0f\x02\x01m\x01f\0\0\x01m\x01t\x02\x01\x01\x02\
        \x03\x03\x02\0\0\
        \x0a\x09\x02\x02\0\x0b\x04\0\x01\x01\x0b\
        \x0b\x03\x01\x01\0\
        \0\x16\x04name\x01\x0f\x03\0\x02in\x01\x03one\x02\x03two";

    #[test]
    fn functions_are_read_with_names_and_bodies() {
        let function = |name: &str, body: &'static [u8]| Function { name: name.to_owned(), body };
        let expected = Wasm {
            functions: vec![function("one", b"\0\x0b"), function("two", b"\0\x01\x01\x0b")],
            code: b"\x02\x02\0\x0b\x04\0\x01\x01\x0b",
            data: b"\x01\x01\0",
        };
        assert_eq!(Wasm::read(MODULE).expect("it is a module"), expected);
    }

    #[test]
    fn a_module_that_is_none_or_cut_off_is_refused() {
        assert!(Wasm::read(b"<!doctype html>").is_err());
        for length in 9..MODULE.len() {
            let cut = Wasm::read(&MODULE[..length]);
            assert!(
                cut.is_ok_and(|cut| cut.functions.iter().all(|f| f.name.is_empty()))
                    || Wasm::read(&MODULE[..length]).is_err(),
                "{length}"
            );
        }
    }
}
