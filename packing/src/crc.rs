//! Checksums.

/// CRC-32 (IEEE 802.3), as zlib's.
pub fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = Crc::default();
    crc.add(bytes);
    crc.value()
}

/// The [`crc32`] of bytes that come in pieces.
pub struct Crc(u32);

impl Default for Crc {
    fn default() -> Self {
        Crc(!0)
    }
}

impl Crc {
    /// Takes the next bytes.
    pub fn add(&mut self, bytes: &[u8]) {
        const TABLE: [u32; 256] = crc_table();
        self.0 =
            bytes.iter().fold(self.0, |crc, &b| TABLE[usize::from(crc as u8 ^ b)] ^ (crc >> 8));
    }

    /// The checksum of all bytes so far.
    pub fn value(&self) -> u32 {
        !self.0
    }
}

const fn crc_table() -> [u32; 256] {
    let mut table = [0; 256];
    let mut i = 0;
    while i < 256 {
        let (mut crc, mut bit) = (i as u32, 0);
        while bit < 8 {
            crc = if crc & 1 == 1 { 0xEDB8_8320 ^ (crc >> 1) } else { crc >> 1 };
            bit += 1;
        }
        table[i] = crc;
        i += 1;
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checksums_are_zlibs() {
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
        let mut pieces = Crc::default();
        [&b"1234"[..], b"", b"56789"].into_iter().for_each(|piece| pieces.add(piece));
        assert_eq!(pieces.value(), 0xCBF4_3926);
    }
}
