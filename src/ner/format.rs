//! The file that holds a model of names: written by the trainer, read here.
//!
//! ```text
//! magic "WSNM", version u16, checksum u32 of all that follows
//! for each of the two looks:
//!   key bits u8, then four streams, a byte for each entry so that a general compressor does well:
//!     gaps: from each key to the next (whosaid_packing::keys)
//!     counts: outputs of each feature
//!     outputs: their numbers, ascending
//!     values: their weights, i8
//!   scale u8, by which its weights are multiplied; transitions: 17 x 17 i16
//! clusters: key bits u8, two streams: gaps as above, numbers
//! ```
//!
//! A stream is its length in bytes, u32, and then its bytes.
//!
//! Numbers are little-endian. A weight is its value; all sums are whole numbers.

use std::fmt;

use whosaid_kernel::sums::{Rows, Sums, WIDTH};
use whosaid_packing::keys::{self, Keys};

use super::clusters::Clusters;
use super::decode::{Scores, Transitions};
use super::labels::{KINDS, LABELS, Label};

const MAGIC: &[u8; 4] = b"WSNM";
/// Version of the file's layout and of the features it was trained on.
pub const VERSION: u16 = 2;
/// How many outputs a feature may have: one for each label, each kind and each position.
pub const OUTPUTS: usize = LABELS + KINDS.len() + 4;
const _: () = assert!(OUTPUTS <= WIDTH);
/// Bytes before the part that the checksum is of.
const HEADER: usize = 10;

/// Why bytes are not a model of names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Error {
    /// They do not begin as one.
    NotAModel,
    /// They are of another version, this one.
    Version(u16),
    /// They are cut off or changed.
    Damaged,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::NotAModel => write!(
                f,
                "this is no model of names: it does not start with WSNM; \
                 take models/names.bin or train one"
            ),
            Error::Version(v) => write!(
                f,
                "this model of names has version {v}, but version {VERSION} is needed: \
                 train it again"
            ),
            Error::Damaged => write!(
                f,
                "this model of names is damaged: its checksum is wrong; \
                 take models/names.bin again"
            ),
        }
    }
}

impl std::error::Error for Error {}

/// A feature's key and weights: `(output, value)`.
pub type Row = (u32, Vec<(u8, i8)>);

/// Weights of one look at the article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// Upper bits of a key that count, 8 to 32.
    pub bits: u8,
    /// Features, by ascending key; each key's lower bits are zero, and none comes twice.
    pub rows: Vec<Row>,
    /// Factor of the features' weights.
    pub scale: u8,
    /// Weights of the pairs of labels, [`LABELS`] rows of as many.
    pub pairs: Vec<i16>,
}

/// What a file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contents {
    /// Weights of the first and the second look.
    pub looks: [Look; 2],
    /// Clusters of words.
    pub clusters: Clusters,
}

/// Weights by key.
#[derive(Debug, Clone)]
pub struct FeatureTable {
    shift: u32,
    keys: Keys,
    /// The weights of each feature, by output.
    weights: Rows,
}

impl FeatureTable {
    /// The features of one look, ready to be looked up.
    fn new(look: &Look) -> FeatureTable {
        let shift = 32 - u32::from(look.bits);
        let weights = |(_, weights): &Row| {
            let mut row = [0; WIDTH];
            for &(output, value) in weights {
                row[usize::from(output)] += value;
            }
            row
        };
        FeatureTable {
            shift,
            keys: Keys::new(look.rows.iter().map(|(key, _)| key >> shift).collect(), look.bits),
            weights: Rows::new(&look.rows.iter().map(weights).collect::<Vec<_>>(), look.scale),
        }
    }

    /// Notes the row of feature `key`, if it has weights.
    pub fn note(&self, key: u32, rows: &mut Vec<u32>) {
        if let Some(row) = self.keys.find(key >> self.shift) {
            rows.push(row as u32);
        }
    }

    /// Adds the weights of the features noted.
    pub fn add(&self, rows: &[u32], sums: &mut Sums) {
        self.weights.add(rows, sums);
    }
}

/// The scores of the labels by the sums of the outputs.
pub fn scores(sums: &Sums) -> Scores {
    std::array::from_fn(|l| match (Label::at(l).kind(), Label::at(l).position()) {
        (Some(kind), Some(position)) => {
            sums[l] + sums[LABELS + kind] + sums[LABELS + KINDS.len() + position as usize]
        }
        _ => sums[l],
    })
}

fn checksum(bytes: &[u8]) -> u32 {
    // FNV-1a
    bytes.iter().fold(0x811c_9dc5, |h, &b| (h ^ u32::from(b)).wrapping_mul(0x0100_0193))
}

/// A stream with its length before it.
fn append(body: &mut Vec<u8>, stream: &[u8]) {
    body.extend((stream.len() as u32).to_le_bytes());
    body.extend(stream);
}

struct ByteReader<'b>(&'b [u8]);

impl<'b> ByteReader<'b> {
    fn take(&mut self, n: usize) -> Result<&'b [u8], Error> {
        let (head, rest) = self.0.split_at_checked(n).ok_or(Error::Damaged)?;
        self.0 = rest;
        Ok(head)
    }

    fn byte(&mut self) -> Result<u8, Error> {
        Ok(self.take(1)?[0])
    }

    fn length(&mut self) -> Result<usize, Error> {
        let b = self.take(4)?;
        Ok(u32::from_le_bytes([b[0], b[1], b[2], b[3]]) as usize)
    }

    fn stream(&mut self) -> Result<&'b [u8], Error> {
        let n = self.length()?;
        self.take(n)
    }
}

impl Contents {
    /// Reads a file.
    ///
    /// # Errors
    /// If the bytes are no model of this version, or are damaged.
    pub fn decode(bytes: &[u8]) -> Result<Contents, Error> {
        if bytes.len() < HEADER || &bytes[..4] != MAGIC {
            return Err(Error::NotAModel);
        }
        let version = u16::from_le_bytes([bytes[4], bytes[5]]);
        if version != VERSION {
            return Err(Error::Version(version));
        }
        let body = &bytes[HEADER..];
        if checksum(body) != u32::from_le_bytes([bytes[6], bytes[7], bytes[8], bytes[9]]) {
            return Err(Error::Damaged);
        }
        let mut reader = ByteReader(body);
        let looks = [Look::decode(&mut reader)?, Look::decode(&mut reader)?];
        let bits = reader.byte()?;
        let (gaps, numbers) = (reader.stream()?, reader.stream()?);
        if !(1..=32).contains(&bits) || !reader.0.is_empty() {
            return Err(Error::Damaged);
        }
        let keys = keys::read(gaps, numbers.len(), bits).ok_or(Error::Damaged)?;
        Ok(Contents {
            looks,
            clusters: Clusters {
                bits,
                rows: keys.into_iter().zip(numbers.iter().copied()).collect(),
            },
        })
    }

    /// Writes a file.
    pub fn encode(&self) -> Vec<u8> {
        let mut body = Vec::new();
        self.looks.iter().for_each(|l| l.encode(&mut body));
        body.push(self.clusters.bits);
        append(&mut body, &keys::write(self.clusters.rows.iter().map(|r| r.0)));
        append(&mut body, &self.clusters.rows.iter().map(|r| r.1).collect::<Vec<u8>>());
        let mut out = MAGIC.to_vec();
        out.extend(VERSION.to_le_bytes());
        out.extend(checksum(&body).to_le_bytes());
        out.extend(body);
        out
    }
}

impl Look {
    fn decode(reader: &mut ByteReader) -> Result<Look, Error> {
        let bits = reader.byte()?;
        if !(8..=32).contains(&bits) {
            return Err(Error::Damaged);
        }
        let (gaps, counts, outputs, values) =
            (reader.stream()?, reader.stream()?, reader.stream()?, reader.stream()?);
        let mut weights = outputs.iter().copied().zip(values.iter().map(|&v| v as i8));
        let keys = keys::read(gaps, counts.len(), bits).ok_or(Error::Damaged)?;
        let mut rows = Vec::with_capacity(counts.len());
        for (key, &count) in keys.into_iter().zip(counts) {
            let row: Vec<(u8, i8)> = weights.by_ref().take(count as usize).collect();
            if row.len() < count as usize || row.iter().any(|w| w.0 as usize >= OUTPUTS) {
                return Err(Error::Damaged);
            }
            rows.push((key << (32 - u32::from(bits)), row));
        }
        let scale = reader.byte()?;
        let pairs = reader
            .take(2 * LABELS * LABELS)?
            .chunks_exact(2)
            .map(|b| i16::from_le_bytes([b[0], b[1]]))
            .collect();
        Ok(Look { bits, rows, scale, pairs })
    }

    fn encode(&self, body: &mut Vec<u8>) {
        let shift = 32 - u32::from(self.bits);
        let (mut counts, mut outputs, mut values) = (Vec::new(), Vec::new(), Vec::new());
        for (_, weights) in &self.rows {
            counts.push(weights.len() as u8);
            outputs.extend(weights.iter().map(|w| w.0));
            values.extend(weights.iter().map(|w| w.1 as u8));
        }
        body.push(self.bits);
        append(body, &keys::write(self.rows.iter().map(|r| r.0 >> shift)));
        [&counts, &outputs, &values].into_iter().for_each(|s| append(body, s));
        body.push(self.scale);
        body.extend(self.pairs.iter().flat_map(|v| v.to_le_bytes()));
    }

    /// The features by key.
    pub fn table(&self) -> FeatureTable {
        FeatureTable::new(self)
    }

    /// The weights of the pairs of labels as whole numbers.
    pub fn transitions(&self) -> Transitions {
        Transitions {
            pair: std::array::from_fn(|a| {
                std::array::from_fn(|b| self.pairs.get(a * LABELS + b).map_or(0, |&v| v.into()))
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use fastrand::Rng;

    use super::*;

    fn look(noise: &mut Rng, bits: u8) -> Look {
        let mut keys: Vec<u32> =
            (0..noise.u32(..400)).map(|_| noise.u32(..) >> (32 - bits) << (32 - bits)).collect();
        keys.sort_unstable();
        keys.dedup();
        let rows = keys
            .into_iter()
            .map(|k| (k, (0..noise.u8(..5)).map(|i| (i * 6, noise.i8(..))).collect()))
            .collect();
        Look {
            bits,
            rows,
            scale: 3,
            pairs: (0..LABELS * LABELS).map(|_| i16::from(noise.i8(..)) * 100).collect(),
        }
    }

    fn contents(seed: u64, bits: u8) -> Contents {
        let mut noise = Rng::with_seed(seed);
        let clusters = Clusters { bits: 9, rows: (0..300).map(|i| (i, noise.u8(..))).collect() };
        Contents { looks: [look(&mut noise, bits), look(&mut noise, 16)], clusters }
    }

    #[test]
    fn a_written_file_is_read_back_the_same() {
        for seed in 0..50 {
            for bits in [8, 12, 17, 22, 32] {
                let contents = contents(seed, bits);
                assert_eq!(Contents::decode(&contents.encode()), Ok(contents));
            }
        }
    }

    #[test]
    fn the_table_finds_the_rows_of_its_keys() {
        let look = look(&mut Rng::with_seed(5), 12);
        let table = look.table();
        for low in (0..1 << 12).map(|k: u32| k << 20 | 0xabcd) {
            let (mut rows, mut sums) = (Vec::new(), [0; WIDTH]);
            table.note(low, &mut rows);
            table.add(&rows, &mut sums);
            let mut expected = [0; WIDTH];
            for (_, weights) in look.rows.iter().filter(|(k, _)| *k == low >> 20 << 20) {
                weights.iter().for_each(|&(o, v)| expected[o as usize] += 3 * i32::from(v));
            }
            assert_eq!(sums, expected);
        }
    }

    #[test]
    fn a_damaged_file_is_told_apart_from_a_wrong_one() {
        let good = contents(1, 20).encode();
        assert_eq!(Contents::decode(b"PNG?"), Err(Error::NotAModel));
        let mut other = good.clone();
        other[4] = 99;
        assert_eq!(Contents::decode(&other), Err(Error::Version(99)));
        for i in (6..good.len()).step_by(7) {
            let mut bad = good.clone();
            bad[i] ^= 4;
            assert_eq!(Contents::decode(&bad), Err(Error::Damaged), "byte {i}");
        }
        for cut in [10, 50, good.len() - 1] {
            assert_eq!(Contents::decode(&good[..cut]), Err(Error::Damaged));
        }
    }
}
