//! JSON for people: objects of the first levels on lines of their own, spans and mentions on one.
//!
//! Takes any value; gives its JSON; promises the same value as compact JSON has.

use std::io::{self, Write};

use serde_json::ser::Formatter;

/// Objects nested deeper stand on one line.
const BROKEN_LEVELS: usize = 2;
const INDENT: &[u8] = b"  ";

/// An object or array that is being written.
enum Open {
    /// An object, and by how many steps its keys are indented; `None` if it stands on one line.
    Object(Option<usize>),
    /// An array; true once it holds an object that starts a line.
    Array(bool),
}

/// Breaks objects down to [`BROKEN_LEVELS`] over several lines, and nothing else.
#[derive(Default)]
pub struct Readable {
    open: Vec<Open>,
}

impl Readable {
    /// By how many steps the keys of the innermost object that is broken over lines are indented.
    fn indent(&self) -> usize {
        self.open
            .iter()
            .rev()
            .find_map(|o| if let Open::Object(Some(indent)) = o { Some(*indent) } else { None })
            .unwrap_or(0)
    }
}

fn new_line<W: ?Sized + Write>(writer: &mut W, indent: usize) -> io::Result<()> {
    writer.write_all(b"\n")?;
    (0..indent).try_for_each(|_| writer.write_all(INDENT))
}

impl Formatter for Readable {
    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.open.push(Open::Array(false));
        writer.write_all(b"[")
    }

    fn begin_array_value<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        match self.open.last() {
            _ if first => Ok(()),
            Some(Open::Array(true)) => writer.write_all(b","),
            _ => writer.write_all(b", "),
        }
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        if let Some(Open::Array(true)) = self.open.pop() {
            new_line(writer, self.indent())?;
        }
        writer.write_all(b"]")
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        let levels = self.open.iter().filter(|o| matches!(o, Open::Object(_))).count();
        let mut indent = self.indent();
        let broken = levels < BROKEN_LEVELS;
        if let Some(Open::Array(starts_line)) = self.open.last_mut().filter(|_| broken) {
            *starts_line = true;
            indent += 1;
            new_line(writer, indent)?;
        }
        self.open.push(Open::Object(broken.then_some(indent + 1)));
        writer.write_all(b"{")
    }

    fn begin_object_key<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        match self.open.last() {
            Some(Open::Object(Some(indent))) => {
                writer.write_all(if first { b"" } else { b"," })?;
                new_line(writer, *indent)
            }
            _ => writer.write_all(if first { b"" } else { b", " }),
        }
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b": ")
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        if let Some(Open::Object(Some(indent))) = self.open.pop() {
            new_line(writer, indent - 1)?;
        }
        writer.write_all(b"}")
    }
}

#[cfg(test)]
mod tests {
    use serde::Serialize;
    use serde_json::json;

    use super::*;

    #[test]
    fn objects_of_the_first_two_levels_are_broken_over_lines() {
        let value = json!({
            "a": [[0, 1], [2, 3]],
            "b": [{"c": [{"d": 1, "e": []}]}, {"f": null}],
            "g": {"h": {}},
        });
        let mut out = Vec::new();
        value
            .serialize(&mut serde_json::Serializer::with_formatter(&mut out, Readable::default()))
            .expect("a value is JSON");
        let expected = r#"{
  "a": [[0, 1], [2, 3]],
  "b": [
    {
      "c": [{"d": 1, "e": []}]
    },
    {
      "f": null
    }
  ],
  "g": {
    "h": {}
  }
}"#;
        assert_eq!(String::from_utf8_lossy(&out), expected);
        assert_eq!(serde_json::from_slice::<serde_json::Value>(&out).ok(), Some(value));
    }
}
