//! JSON text, read and written without the code that a general reader of numbers would cost.
//!
//! Takes a text; gives a [`Value`]; promises that any text at all is read or refused, and that what
//! [`quote`] writes is read back the same. `serde_json` is the oracle of its tests, as it does not
//! ship to the page.

/// Most arrays and objects within each other: more would only fill the stack.
const DEEPEST: usize = 16;

/// A value in a JSON text. Numbers but small whole ones, booleans and null are all `Other`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value {
    Text(String),
    Whole(u32),
    List(Vec<Value>),
    Object(Vec<(String, Value)>),
    Other,
}

impl Value {
    /// The field of an object; `None` where there is none of this name, or no object.
    pub(crate) fn field(&self, name: &str) -> Option<&Value> {
        let Value::Object(fields) = self else { return None };
        fields.iter().rev().find(|(own, _)| own == name).map(|(_, value)| value)
    }

    /// The text of a field; `None` where it has none.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        match self.field(name)? {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// The value that `text` holds and nothing else; `None` where it is no JSON.
pub(crate) fn read(text: &str) -> Option<Value> {
    let mut reader = Reader { rest: text };
    let value = reader.value(DEEPEST)?;
    reader.space();
    reader.rest.is_empty().then_some(value)
}

struct Reader<'t> {
    rest: &'t str,
}

impl Reader<'_> {
    fn space(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\t', '\n', '\r']);
    }

    /// True if `word` stands next; steps over it then.
    fn take(&mut self, word: &str) -> bool {
        let rest = self.rest.strip_prefix(word);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn value(&mut self, deep: usize) -> Option<Value> {
        self.space();
        let deep = deep.checked_sub(1)?;
        match self.rest.bytes().next()? {
            b'"' => self.string().map(Value::Text),
            b'[' => {
                let mut values = Vec::new();
                self.items("]", |reader| {
                    values.push(reader.value(deep)?);
                    Some(())
                })?;
                Some(Value::List(values))
            }
            b'{' => {
                let mut fields = Vec::new();
                self.items("}", |reader| {
                    reader.space();
                    let name = reader.string()?;
                    reader.space();
                    let value = reader.take(":").then(|| reader.value(deep))??;
                    fields.push((name, value));
                    Some(())
                })?;
                Some(Value::Object(fields))
            }
            b'-' | b'0'..=b'9' => self.number(),
            _ => {
                ["true", "false", "null"].iter().any(|word| self.take(word)).then_some(Value::Other)
            }
        }
    }

    /// Reads what stands between a bracket and the one that closes it, by `item`.
    fn items(&mut self, close: &str, mut item: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.rest = &self.rest[1..];
        self.space();
        if self.take(close) {
            return Some(());
        }
        loop {
            item(self)?;
            self.space();
            if self.take(close) {
                return Some(());
            }
            if !self.take(",") {
                return None;
            }
        }
    }

    fn digits(&mut self) -> Option<&str> {
        let end = self.rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(self.rest.len());
        let (digits, rest) = self.rest.split_at(end);
        self.rest = rest;
        (!digits.is_empty()).then_some(digits)
    }

    fn number(&mut self) -> Option<Value> {
        let below = self.take("-");
        let whole = self.digits()?;
        if whole.len() > 1 && whole.starts_with('0') {
            return None;
        }
        let small =
            (whole.len() < 10).then(|| whole.bytes().fold(0, |n, b| n * 10 + u32::from(b - b'0')));
        let mut fraction = false;
        if self.take(".") {
            fraction = true;
            self.digits()?;
        }
        if self.take("e") || self.take("E") {
            fraction = true;
            let _ = self.take("+") || self.take("-");
            self.digits()?;
        }
        Some(small.filter(|_| !below && !fraction).map_or(Value::Other, Value::Whole))
    }

    fn string(&mut self) -> Option<String> {
        let mut text = String::new();
        if !self.take("\"") {
            return None;
        }
        loop {
            let end = self.rest.find(|c| c == '"' || c == '\\' || c < ' ')?;
            text.push_str(&self.rest[..end]);
            self.rest = &self.rest[end..];
            if self.take("\"") {
                return Some(text);
            }
            if !self.take("\\") {
                return None;
            }
            let escaped = self.rest.chars().next()?;
            self.rest = &self.rest[escaped.len_utf8()..];
            text.push(match escaped {
                '"' | '\\' | '/' => escaped,
                'b' => '\u{8}',
                'f' => '\u{c}',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'u' => self.unicode()?,
                _ => return None,
            });
        }
    }

    fn unicode(&mut self) -> Option<char> {
        let unit = self.unit()?;
        let high = match unit {
            0xd800..0xdc00 if self.take("\\u") => unit - 0xd800,
            unit => return char::from_u32(unit),
        };
        let low = self.unit()?.checked_sub(0xdc00).filter(|low| *low < 0x400)?;
        char::from_u32(0x1_0000 + high * 0x400 + low)
    }

    fn unit(&mut self) -> Option<u32> {
        let digits = self.rest.get(..4)?;
        let mut unit = 0;
        for digit in digits.chars() {
            unit = unit * 16 + digit.to_digit(16)?;
        }
        self.rest = &self.rest[4..];
        Some(unit)
    }
}

/// Writes a text within quotation marks.
pub(crate) fn quote(text: &str, out: &mut String) {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    out.push('"');
    for letter in text.chars() {
        let escaped = match letter {
            '"' | '\\' => letter,
            '\u{8}' => 'b',
            '\u{c}' => 'f',
            '\n' => 'n',
            '\r' => 'r',
            '\t' => 't',
            '\0'..' ' => {
                *out += "\\u00";
                let code = letter as usize;
                out.extend([HEX[code / 16], HEX[code % 16]].map(char::from));
                continue;
            }
            _ => {
                out.push(letter);
                continue;
            }
        };
        out.extend(['\\', escaped]);
    }
    out.push('"');
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    /// The same value as another reader gives it.
    fn like(value: &serde_json::Value) -> Value {
        match value {
            serde_json::Value::String(text) => Value::Text(text.clone()),
            serde_json::Value::Array(list) => Value::List(list.iter().map(like).collect()),
            serde_json::Value::Object(fields) => Value::Object(
                fields.iter().map(|(name, value)| (name.clone(), like(value))).collect(),
            ),
            serde_json::Value::Number(n) => match n.as_u64() {
                Some(n) if n < 1_000_000_000 => Value::Whole(n as u32),
                _ => Value::Other,
            },
            _ => Value::Other,
        }
    }

    #[test]
    fn json_is_read_or_refused_as_others_do() {
        for text in [
            r#"{"a": ["é", "\u00e9\n\ud83d\ude00\/", 3, -3, 0.5, 1e9, 1234567890], "b": {}}"#,
            "[null, true, false]",
            "[]",
            " [ ] ",
            "\"\"",
            "0",
            "01",
            "-",
            "1.",
            "1e",
            "[1,]",
            "[1 2]",
            "{\"a\"}",
            "{\"a\":}",
            "{a:1}",
            "\"open",
            "\"\\x\"",
            "\"\\ud83d\"",
            "\"\\ud83d\\u0041\"",
            "\"\\u12\"",
            "\"\\u12é\"",
            "\"a\nb\"",
            "tru",
            "[] []",
            "",
            "nul",
        ] {
            let other = serde_json::from_str(text).ok().map(|value| like(&value));
            assert_eq!(read(text), other, "{text}");
        }
    }

    #[test]
    fn very_deep_json_is_refused() {
        assert_eq!(read(&"[".repeat(100_000)), None);
        assert!(read(&("[".repeat(DEEPEST - 1) + "1" + &"]".repeat(DEEPEST - 1))).is_some());
    }

    #[test]
    fn quoted_text_is_read_back() {
        for text in ["", "\"\\/\u{8}\u{c}\n\r\t\0\u{1f}", "é😀\u{2028}"] {
            let mut json = String::new();
            quote(text, &mut json);
            assert_eq!(read(&json), Some(Value::Text(text.into())));
            assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
        }
    }
}
