//! The weights file (models/FORMAT.md).
//!
//! Takes bytes; gives the parts of the network, in turns, its numbers still small whole ones;
//! promises an [`Error`] that says what is wrong with any other bytes.

use std::fmt;

use crate::turns::Pace;
use whosaid_kernel::{Affine, Gru, Matrix, TABLES};
use whosaid_packing::crc::Crc;
use whosaid_packing::table::{self, Kind};
use whosaid_packing::{hash, keys};

const MAGIC: &[u8; 8] = b"whosaid\0";
/// The version of the format that this library reads.
pub const VERSION: u32 = 3;
/// The version that is compiled in: it has keys in place of the words (`packing/src/weights.rs`).
const PACKED_VERSION: u32 = 4;
/// Knots of the piecewise linear function that gives the confidence.
pub(super) const KNOTS: usize = 9;
/// What is added to the exponent of a step to make a byte of it.
const STEP_OFFSET: i32 = 128;
/// Steps from one to the next power of two, each a fourth of it in the exponent.
const STEPS_OF_OCTAVE: [f32; 4] = [1.0, 1.189_207_1, std::f32::consts::SQRT_2, 1.681_792_9];
/// The width of a layer is a multiple of this many numbers: the lanes of a vector.
pub(super) const LANES: usize = 8;

/// Why bytes are not a weights file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Error {
    /// They begin in another way.
    NotWeights,
    /// They are in another version of the format.
    Version(u32),
    /// They are cut off or were changed on the way.
    Damaged,
    /// The header describes a network that this library cannot run.
    Unsupported(&'static str),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::NotWeights => f.write_str(
                "these bytes are not a Whosaid weights file; \
                 pass the file that `python -m training` writes",
            ),
            Error::Version(found) => {
                write!(
                    f,
                    "the weights have format version {found}, \
                     this library reads version {VERSION}; \
                     use weights and library of one release"
                )
            }
            Error::Damaged => f.write_str(
                "the weights file is cut off or damaged (its checksum does not fit); \
                 fetch it again",
            ),
            Error::Unsupported(what) => {
                write!(f, "the weights describe a network that this library cannot run: {what}")
            }
        }
    }
}

impl std::error::Error for Error {}

/// Thresholds and weights of decoding, chosen in training on articles held back.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Thresholds {
    /// A token belongs to a cue if P(begins) + P(goes on) is above this.
    pub cue: f32,
    /// Attributions less sure than this are left out.
    pub drop: f32,
    /// Factor of the probability of being source.
    pub source: f32,
    /// Factor of the probability of being content.
    pub content: f32,
    /// An attribution that keeps less than this share of its content beside surer ones is left
    /// out.
    pub rest: f32,
    /// Knots of the confidence: sureness, ascending, and the share of right attributions at it.
    pub knots: [[f32; KNOTS]; 2],
}

/// The words that have a row of their own, in the order of their rows.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum WordList {
    /// In full, sorted by bytes, which is by code points.
    Spelled(Vec<String>),
    /// By the upper `bits` of their hashes mixed with `seed`: `keys`, ascending.
    Hashed { seed: u32, bits: u8, keys: Vec<u32> },
}

impl WordList {
    /// The place of `word` in the list. A hashed list takes one in 2,000 of other words for one of
    /// its own.
    pub fn position(&self, word: &str) -> Option<usize> {
        match self {
            WordList::Spelled(words) => words.binary_search_by(|w| w.as_str().cmp(word)).ok(),
            WordList::Hashed { seed, bits, keys } => {
                let key = hash::mix(u64::from(*seed), hash::text(word)) >> (64 - u32::from(*bits));
                keys.binary_search(&(key as u32)).ok()
            }
        }
    }

    /// The list of the version that training writes: `words` words in full.
    fn spelled(list: &[u8], words: usize) -> Result<WordList, Error> {
        let list = std::str::from_utf8(list).map_err(|_| Error::Damaged)?;
        let list: Vec<String> = list.split('\n').map(String::from).collect();
        if list.len() != words || !list.is_sorted() {
            return Err(Error::Unsupported("its word list is not sorted or not complete"));
        }
        Ok(WordList::Spelled(list))
    }

    /// The list of the packed version: `words` keys.
    fn hashed(list: &[u8], words: usize) -> Result<WordList, Error> {
        let &[a, b, c, d, bits, ref gaps @ ..] = list else { return Err(Error::Damaged) };
        let keys = keys::read(gaps, words, bits)
            .filter(|_| (1..=32).contains(&bits))
            .ok_or(Error::Damaged)?;
        Ok(WordList::Hashed { seed: u32::from_le_bytes([a, b, c, d]), bits, keys })
    }
}

/// Everything in a weights file.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Weights {
    /// Numbers of an embedding.
    pub dim: usize,
    /// Hidden units of the encoder's layers, in each direction.
    pub hidden: usize,
    /// Hidden units of the tagger, in each direction, and numbers of its input.
    pub tagger: usize,
    /// Tokens on either side of a cue that the tagger looks at.
    pub window: usize,
    /// Tokens of a chunk, at most.
    pub chunk: usize,
    pub thresholds: Thresholds,
    pub words: WordList,
    /// Row 0 for unknown words, row 1 for paragraph marks, then a row for each word.
    pub word_table: Matrix,
    /// For suffix, prefix, shape, quote, place; value `v` has row `v - 1`.
    pub tables: Vec<Matrix>,
    pub encoder: [Gru; 2],
    /// The head for cues.
    pub cue: Affine,
    pub tagger_token: Affine,
    pub tagger_cue: Affine,
    /// For distance, sentence, paragraph, part of the cue, quotation.
    pub tagger_tables: [Matrix; TABLES],
    pub tagger_gru: Gru,
    pub tagger_final: Affine,
}

/// Rows of the tables of features.
const TABLE_ROWS: [usize; 5] = [1023, 1023, 23, 6, 6];
/// How many of the tables of features are packed column by column, as the table of words is: the
/// first two, suffixes and prefixes.
const PACKED_TABLES: usize = 2;
/// Rows of the tagger's tables.
const TAGGER_ROWS: [usize; TABLES] = [29, 7, 4, 2, 10];
/// Classes of the head for cues: outside, begins, goes on.
pub(super) const CUE_CLASSES: usize = 3;
/// Classes of the tagger: neither, source, content.
pub(super) const TAG_CLASSES: usize = 3;

impl Weights {
    #[cfg(test)]
    pub fn read(bytes: &[u8]) -> Result<Self, Error> {
        crate::turns::block_on(Weights::read_in_turns(bytes))
    }

    pub async fn read_in_turns(bytes: &[u8]) -> Result<Self, Error> {
        let body = bytes.strip_prefix(MAGIC).ok_or(Error::NotWeights)?;
        let mut reader = ByteReader { left: body, pace: Pace::default() };
        let version = reader.number()? as u32;
        if version != VERSION && version != PACKED_VERSION {
            return Err(Error::Version(version));
        }
        let checksum = reader.number()? as u32;
        if reader.checksum().await != checksum {
            return Err(Error::Damaged);
        }
        let [words, dim, hidden, tagger, window, chunk, listing] = reader.numbers()?;
        if [dim, hidden, tagger].iter().any(|&n| n == 0 || n % LANES != 0 || n > 1024) {
            return Err(Error::Unsupported("a layer's width is not a multiple of 8 up to 1024"));
        }
        if window == 0 || !(2..=1 << 16).contains(&chunk) {
            return Err(Error::Unsupported("its window or chunk size"));
        }
        let [cue, drop, source, content, rest] = reader.floats()?;
        let thresholds = Thresholds {
            cue,
            drop,
            source,
            content,
            rest,
            knots: [reader.floats()?, reader.floats()?],
        };
        let list = reader.take(listing)?;
        let list = if version == VERSION {
            WordList::spelled(list, words)
        } else {
            WordList::hashed(list, words)
        }?;
        let word_table = reader.table(words + 2, dim).await?;
        let mut tables = Vec::new();
        for (k, rows) in TABLE_ROWS.into_iter().enumerate() {
            tables.push(if k < PACKED_TABLES {
                reader.table(rows, dim).await?
            } else {
                reader.matrix(rows, dim).await?
            });
        }
        let weights = Weights {
            encoder: [reader.gru(dim, hidden).await?, reader.gru(2 * hidden, hidden).await?],
            cue: reader.affine(CUE_CLASSES, 2 * hidden).await?,
            tagger_token: reader.affine(tagger, 2 * hidden).await?,
            tagger_cue: reader.affine(tagger, 2 * hidden).await?,
            tagger_tables: reader.matrices(TAGGER_ROWS, tagger).await?,
            tagger_gru: reader.gru(tagger, tagger).await?,
            tagger_final: reader.affine(TAG_CLASSES, 2 * tagger).await?,
            words: list,
            word_table,
            tables,
            thresholds,
            dim,
            hidden,
            tagger,
            window,
            chunk,
        };
        if reader.left.is_empty() { Ok(weights) } else { Err(Error::Damaged) }
    }
}

/// Bytes or numbers that are read in the time of one unit of [`Pace`].
const NUMBERS: usize = 64;

/// Reads a file's bytes from front to back, in turns.
struct ByteReader<'b> {
    left: &'b [u8],
    pace: Pace,
}

impl<'b> ByteReader<'b> {
    fn take(&mut self, n: usize) -> Result<&'b [u8], Error> {
        let (head, tail) = self.left.split_at_checked(n).ok_or(Error::Damaged)?;
        self.left = tail;
        Ok(head)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], Error> {
        self.take(N)?.try_into().map_err(|_| Error::Damaged)
    }

    fn number(&mut self) -> Result<usize, Error> {
        Ok(u32::from_le_bytes(self.array()?) as usize)
    }

    fn numbers<const N: usize>(&mut self) -> Result<[usize; N], Error> {
        let mut out = [0; N];
        for x in &mut out {
            *x = self.number()?;
        }
        Ok(out)
    }

    fn floats<const N: usize>(&mut self) -> Result<[f32; N], Error> {
        let mut out = [0.0; N];
        for x in &mut out {
            *x = f32::from_le_bytes(self.array()?);
        }
        Ok(out)
    }

    /// `n` numbers in half precision.
    fn halves(&mut self, n: usize) -> Result<Vec<f32>, Error> {
        Ok(self
            .take(2 * n)?
            .chunks_exact(2)
            .map(|b| half(u16::from_le_bytes([b[0], b[1]])))
            .collect())
    }

    /// The checksum of all bytes that are left.
    async fn checksum(&mut self) -> u32 {
        let mut crc = Crc::default();
        for bytes in self.left.chunks(NUMBERS * NUMBERS) {
            crc.add(bytes);
            self.pace.spend(bytes.len() / NUMBERS).await;
        }
        crc.value()
    }

    /// The steps of `rows` rows.
    fn steps(&mut self, rows: usize) -> Result<Vec<f32>, Error> {
        Ok(self.take(rows)?.iter().copied().map(step).collect())
    }

    /// A matrix: the rows' steps, then the numbers row by row.
    async fn matrix(&mut self, rows: usize, columns: usize) -> Result<Matrix, Error> {
        let scales = self.steps(rows)?;
        let bytes = self.take(rows * columns)?;
        let mut numbers = Vec::with_capacity(bytes.len());
        for bytes in bytes.chunks(NUMBERS * NUMBERS) {
            numbers.extend(bytes.iter().map(|&b| b as i8));
            self.pace.spend(bytes.len() / NUMBERS).await;
        }
        Ok(Matrix { columns, numbers, scales })
    }

    /// A matrix for each of `rows`.
    async fn matrices<const N: usize>(
        &mut self,
        rows: [usize; N],
        columns: usize,
    ) -> Result<[Matrix; N], Error> {
        let mut all = Vec::new();
        for rows in rows {
            all.push(self.matrix(rows, columns).await?);
        }
        all.try_into().map_err(|_| Error::Damaged)
    }

    /// A matrix that is packed column by column: the rows' steps, the columns' kinds, the columns.
    async fn table(&mut self, rows: usize, columns: usize) -> Result<Matrix, Error> {
        let order = table::order(self.left.get(..rows).ok_or(Error::Damaged)?);
        let scales = self.steps(rows)?;
        let kinds = self.take(columns)?;
        let mut numbers = vec![0; rows * columns];
        for (column, &kind) in kinds.iter().enumerate() {
            let kind = Kind::of(kind).ok_or(Error::Damaged)?;
            let packed = self.take(kind.bytes(rows))?;
            kind.unpack(packed, &order, (column, columns), &mut numbers);
            self.pace.spend(if packed.is_empty() { 0 } else { rows / NUMBERS }).await;
        }
        Ok(Matrix { columns, numbers, scales })
    }

    /// A matrix and its bias.
    async fn affine(&mut self, rows: usize, columns: usize) -> Result<Affine, Error> {
        Ok(Affine { weight: self.matrix(rows, columns).await?, bias: self.halves(rows)? })
    }

    /// A bidirectional GRU with `hidden` units for inputs of `dim` numbers.
    async fn gru(&mut self, dim: usize, hidden: usize) -> Result<Gru, Error> {
        Ok(Gru {
            input: self.affine(6 * hidden, dim).await?,
            state: self.affine(6 * hidden, hidden).await?,
        })
    }
}

/// The step that a byte stands for: 2 to the power of a fourth of it, less [`STEP_OFFSET`]. The
/// same bits as in training.
fn step(byte: u8) -> f32 {
    let exponent = i32::from(byte) - STEP_OFFSET;
    let octave = f32::from_bits(((exponent.div_euclid(4) + 127) as u32) << 23);
    octave * STEPS_OF_OCTAVE[exponent.rem_euclid(4) as usize]
}

/// IEEE 754 half precision.
fn half(bits: u16) -> f32 {
    let sign = if bits & 0x8000 == 0 { 1.0 } else { -1.0 };
    let (exponent, fraction) = ((bits >> 10 & 31) as i32, f32::from(bits & 1023));
    sign * match exponent {
        0 => fraction * 2f32.powi(-24),
        31 => f32::INFINITY,
        _ => (1.0 + fraction / 1024.0) * f32::from_bits(((exponent - 15 + 127) as u32) << 23),
    }
}

#[cfg(test)]
mod tests;
