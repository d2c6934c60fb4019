//! What a WebAssembly module is made of: its functions with their names and sizes, and its data.
//!
//! Reads the binary format of the
//! [specification](https://webassembly.github.io/spec/core/binary/modules.html), part "Modules",
//! and its custom section of names; all else is passed over.

/// A module, as far as it is read here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wasm<'b> {
    /// The functions that it defines, in its order.
    pub functions: Vec<Function>,
    /// The section of code.
    pub code: &'b [u8],
    /// The section of data.
    pub data: &'b [u8],
}

/// A function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Function {
    /// Empty where the module names none.
    pub name: String,
    /// Bytes of its body.
    pub bytes: usize,
}

impl<'b> Wasm<'b> {
    /// Reads a module; `None` where it is none, or ends too early.
    pub fn read(bytes: &'b [u8]) -> Option<Wasm<'b>> {
        let mut rest = Reader(bytes.strip_prefix(b"\0asm\x01\0\0\0")?);
        let mut wasm = Wasm { functions: Vec::new(), code: &[], data: &[] };
        let (mut imported, mut names) = (0, Vec::new());
        while !rest.0.is_empty() {
            let kind = rest.byte()?;
            let mut section = rest.sized()?;
            match kind {
                0 if section.text()? == "name" => names = function_names(section)?,
                2 => imported = imported_functions(section)?,
                10 => {
                    wasm.code = section.0;
                    for _ in 0..section.number()? {
                        wasm.functions.push(Function {
                            name: String::new(),
                            bytes: section.sized()?.0.len(),
                        });
                    }
                }
                11 => wasm.data = section.0,
                _ => {}
            }
        }
        for (index, name) in names {
            if let Some(function) =
                index.checked_sub(imported).and_then(|index| wasm.functions.get_mut(index))
            {
                function.name = name;
            }
        }
        Some(wasm)
    }
}

/// Names of functions by their index, imported ones counted.
fn function_names(mut section: Reader) -> Option<Vec<(usize, String)>> {
    while !section.0.is_empty() {
        let kind = section.byte()?;
        let mut part = section.sized()?;
        if kind == 1 {
            return (0..part.number()?)
                .map(|_| Some((part.number()?, part.text()?.to_owned())))
                .collect();
        }
    }
    Some(Vec::new())
}

fn imported_functions(mut section: Reader) -> Option<usize> {
    let mut functions = 0;
    for _ in 0..section.number()? {
        section.text()?;
        section.text()?;
        match section.byte()? {
            0 => {
                section.number()?;
                functions += 1;
            }
            // A table, a memory, a global: type and limits.
            1 => {
                section.byte()?;
                section.limits()?;
            }
            2 => section.limits()?,
            3 => {
                section.byte()?;
                section.byte()?;
            }
            _ => return None,
        }
    }
    Some(functions)
}

/// What is still to be read.
#[derive(Debug)]
struct Reader<'b>(&'b [u8]);

impl<'b> Reader<'b> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    /// A number in LEB128.
    fn number(&mut self) -> Option<usize> {
        let mut number = 0;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            number |= usize::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    /// A number of bytes, and so many bytes.
    fn sized(&mut self) -> Option<Reader<'b>> {
        let length = self.number()?;
        let (part, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(Reader(part))
    }

    fn text(&mut self) -> Option<&'b str> {
        std::str::from_utf8(self.sized()?.0).ok()
    }

    fn limits(&mut self) -> Option<()> {
        let bounded = self.byte()? & 1 == 1;
        self.number()?;
        if bounded {
            self.number()?;
        }
        Some(())
    }
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
    fn functions_are_read_with_names_and_sizes() {
        let function = |name: &str, bytes| Function { name: name.to_owned(), bytes };
        assert_eq!(
            Wasm::read(MODULE),
            Some(Wasm {
                functions: vec![function("one", 2), function("two", 4)],
                code: b"\x02\x02\0\x0b\x04\0\x01\x01\x0b",
                data: b"\x01\x01\0"
            })
        );
    }

    #[test]
    fn what_is_no_module_or_cut_off_is_refused() {
        assert_eq!(Wasm::read(b"<!doctype html>"), None);
        for length in 9..MODULE.len() {
            let cut = Wasm::read(&MODULE[..length]);
            assert!(
                cut.is_none_or(|cut| cut.functions.iter().all(|function| function.name.is_empty())),
                "{length}"
            );
        }
    }
}
