//! Sizes of files, as they are and as servers send them, and the hashes by which a page can insist
//! on them.

use crate::process::answer;
use anyhow::{Context, Result};
use std::path::Path;

/// One file as a publisher hosts it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weight {
    /// Its path inside its folder, with `/`.
    pub file: String,
    /// Bytes as it is.
    pub raw: u64,
    /// Bytes by gzip at its best.
    pub gzip: u64,
    /// Bytes by brotli at its best.
    pub brotli: u64,
    /// `sha384-...`, for `integrity` (W3C Subresource Integrity).
    pub integrity: String,
}

/// Node's script that compresses and hashes files. Node is here anyway, for wasm-opt; three crates
/// in its place would have to be compiled before any command could start.
const SCRIPT: &str = r#"
const [folder, ...files] = process.argv.slice(1);
const [{ readFileSync }, { join }, zlib] = [require("fs"), require("path"), require("zlib")];
const { createHash } = require("crypto");
const weigh = (file) => {
  const bytes = readFileSync(join(folder, file));
  const gzip = zlib.gzipSync(bytes, { level: 9 }).length;
  const brotli = zlib.brotliCompressSync(bytes).length;
  const hash = createHash("sha384").update(bytes).digest("base64");
  return [file, bytes.length, gzip, brotli, "sha384-" + hash];
};
console.log(JSON.stringify(files.map(weigh)));
"#;

/// Weighs every file of a folder and its folders, in the order of their names.
///
/// # Errors
///
/// Where the folder can't be read, or Node is missing.
pub fn weigh(folder: &Path) -> Result<Vec<Weight>> {
    let mut files = Vec::new();
    list(folder, "", &mut files)?;
    files.sort();
    let place = folder.to_string_lossy();
    let mut arguments = vec!["-e", SCRIPT, "--", &place];
    arguments.extend(files.iter().map(String::as_str));
    let printed = answer("node", &arguments)
        .with_context(|| format!("node could not weigh the files of {}", folder.display()))?;
    let rows: Vec<serde_json::Value> =
        serde_json::from_str(&printed).context("what node prints is not JSON")?;
    let number = |value: &serde_json::Value| value.as_u64().unwrap_or_default();
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    Ok(rows
        .iter()
        .map(|row| Weight {
            file: text(&row[0]),
            raw: number(&row[1]),
            gzip: number(&row[2]),
            brotli: number(&row[3]),
            integrity: text(&row[4]),
        })
        .collect())
}

fn list(folder: &Path, below: &str, files: &mut Vec<String>) -> Result<()> {
    for entry in fs_err::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{below}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            list(&entry.path(), &format!("{name}/"), files)?;
        } else {
            files.push(name);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_weighed_and_hashed() {
        let folder = std::env::temp_dir().join(format!("whosaid-sizes-{}", std::process::id()));
        fs_err::create_dir_all(folder.join("b")).unwrap();
        fs_err::write(folder.join("b/c.txt"), "a".repeat(1000)).unwrap();
        fs_err::write(folder.join("a.txt"), "").unwrap();
        let weights = weigh(&folder).unwrap();
        fs_err::remove_dir_all(&folder).unwrap();
        assert_eq!(
            weights.iter().map(|weight| weight.file.as_str()).collect::<Vec<_>>(),
            ["a.txt", "b/c.txt"]
        );
        assert_eq!(weights[1].raw, 1000);
        assert!(weights[1].brotli < weights[1].gzip && weights[1].gzip < 50, "{weights:?}");
        // By `printf '' | openssl dgst -sha384 -binary | base64`.
        assert_eq!(
            weights[0].integrity,
            "sha384-OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb"
        );
    }
}
