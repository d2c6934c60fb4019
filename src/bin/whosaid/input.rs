//! Reading what the command line is given, and telling of what could not be read.
//!
//! Takes names of files; gives their texts; promises that each message names its file and a remedy.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Write};

/// Bytes of the longest text: spans count in 32 bits.
const LONGEST_TEXT: usize = u32::MAX as usize;

/// Writes a message to standard error.
pub fn complain(message: &str) {
    // nothing more can be done if even the message cannot be written
    let _ = writeln!(io::stderr(), "whosaid: {message}");
}

/// Reports that an input could not be read. Always false, for "all could be read".
pub fn reject(message: &str) -> bool {
    complain(message);
    false
}

/// The input called `name`, or a message with a remedy.
pub fn open(name: &str) -> Result<Box<dyn BufRead>, String> {
    if name == "-" {
        return Ok(Box::new(BufReader::new(io::stdin())));
    }
    let file = File::open(name).map_err(|e| {
        format!("cannot read {name}: {e}. Check the name and that you may read it.")
    })?;
    Ok(Box::new(BufReader::new(file)))
}

/// The text of the input called `name`, or a message with a remedy.
pub fn read(name: &str) -> Result<String, String> {
    let mut bytes = Vec::new();
    open(name)?
        .read_to_end(&mut bytes)
        .map_err(|e| format!("cannot read {}: {e}. Name a text file.", shown(name)))?;
    let text = String::from_utf8(bytes)
        .map_err(|e| not_utf8(name, e.as_bytes(), e.utf8_error().valid_up_to()))?;
    fits(&text).map_err(|e| format!("{}: {e}", shown(name)))?;
    Ok(text)
}

/// The message for bytes that are no UTF-8 from byte `at` on.
fn not_utf8(name: &str, bytes: &[u8], at: usize) -> String {
    let encoding = if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        "UTF-16"
    } else {
        "WINDOWS-1252"
    };
    format!(
        "{} is not UTF-8 text (byte {at} is the first that does not fit). \
         Convert it first, for example: iconv -f {encoding} -t UTF-8 {name}",
        shown(name)
    )
}

/// The name of a file in messages and tables.
pub fn shown(name: &str) -> &str {
    if name == "-" { "standard input" } else { name }
}

/// An error for a text that is too long to be analysed.
pub fn fits(text: &str) -> Result<(), String> {
    let too_long = || {
        format!(
            "the text has {} bytes, at most {LONGEST_TEXT} can be analysed; split it",
            text.len()
        )
    };
    (text.len() <= LONGEST_TEXT).then_some(()).ok_or_else(too_long)
}
