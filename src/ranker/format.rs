//! The file that holds a ranker: written by `training/links.py`, read here (models/LINKS.md).

use std::fmt;

use super::network::{Layer, Network};
use whosaid_packing::crc::crc32;

const MAGIC: &[u8; 4] = b"WSRL";
/// Version of the file's layout and of the features it was trained on.
pub const VERSION: u16 = 1;
/// Bytes before the part that the checksum is of.
const HEADER: usize = 10;

/// Why bytes are not a ranker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Error {
    /// They do not begin as one.
    NotARanker,
    /// They are of another version, this one.
    Version(u16),
    /// They are cut off or changed.
    Damaged,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::NotARanker => f.write_str(
                "this is no ranker: it does not start with WSRL; take models/links.bin or train \
                 one",
            ),
            Error::Version(v) => write!(
                f,
                "this ranker has version {v}, but version {VERSION} is needed: train it again"
            ),
            Error::Damaged => f.write_str(
                "the ranker is cut off or damaged (its checksum does not fit): fetch it again",
            ),
        }
    }
}

impl std::error::Error for Error {}

/// The networks that `bytes` hold.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Network>, Error> {
    if !bytes.starts_with(MAGIC) {
        return Err(Error::NotARanker);
    }
    let mut rest = Reader(&bytes[MAGIC.len()..]);
    let version = u16::from_le_bytes(rest.array()?);
    if version != VERSION {
        return Err(Error::Version(version));
    }
    let checksum = u32::from_le_bytes(rest.array()?);
    if crc32(&bytes[HEADER..]) != checksum {
        return Err(Error::Damaged);
    }
    let [count] = rest.array()?;
    let networks = (0..count).map(|_| network(&mut rest)).collect::<Result<_, _>>()?;
    if rest.0.is_empty() { Ok(networks) } else { Err(Error::Damaged) }
}

/// The bytes not read yet.
struct Reader<'b>(&'b [u8]);

impl<'b> Reader<'b> {
    fn take(&mut self, length: usize) -> Result<&'b [u8], Error> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or(Error::Damaged)?;
        self.0 = rest;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], Error> {
        self.take(N)?.try_into().map_err(|_| Error::Damaged)
    }

    fn float(&mut self) -> Result<f32, Error> {
        self.array().map(f32::from_le_bytes)
    }

    fn floats(&mut self, count: usize) -> Result<Vec<f32>, Error> {
        (0..count).map(|_| self.float()).collect()
    }

    fn layer(&mut self, features: usize, units: usize) -> Result<Layer, Error> {
        let weights = self.take(features * units)?.iter().map(|&b| b as i8).collect();
        Ok(Layer { weights, scales: self.floats(units)?, biases: self.floats(units)? })
    }
}

fn network(bytes: &mut Reader) -> Result<Network, Error> {
    let [items, pairs, hidden, open] = bytes.array()?.map(usize::from);
    Ok(Network {
        items,
        pairs,
        hidden: bytes.layer(items + pairs, hidden)?,
        out: bytes.floats(hidden)?,
        direct: bytes.layer(pairs, 1)?,
        open: bytes.layer(items + pairs, open)?,
        open_out: bytes.floats(2 * open)?,
        open_biases: [bytes.float()?, bytes.float()?],
    })
}
