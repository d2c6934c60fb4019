//! Tables of small whole numbers, column by column, which a general compressor makes small.
//!
//! Each row has a step, as a byte: the larger the coarser. Rows of coarser steps have smaller
//! numbers, and stand first, so that alike stands with alike. Each column has a [`Kind`] by its
//! largest number, and as many numbers to a byte as that allows.

/// How the numbers of a column are packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    /// How many numbers a byte holds; 0 for a column of zeros, which has no bytes.
    count: usize,
    /// Values that a number can have.
    values: u16,
    /// What is added to a number to make a digit of it.
    offset: i16,
}

/// All kinds, by the byte that stands for them.
const KINDS: [Kind; 5] = [
    Kind { count: 0, values: 1, offset: 0 },
    Kind { count: 5, values: 3, offset: 1 },
    Kind { count: 3, values: 5, offset: 2 },
    Kind { count: 2, values: 15, offset: 7 },
    Kind { count: 1, values: 256, offset: 128 },
];

impl Kind {
    /// The kind that this byte stands for.
    pub fn of(byte: u8) -> Option<Kind> {
        KINDS.get(usize::from(byte)).copied()
    }

    /// The bytes that a column of `rows` numbers takes.
    pub fn bytes(self, rows: usize) -> usize {
        if self.count == 0 { 0 } else { rows.div_ceil(self.count) }
    }

    /// Puts the numbers of a packed column into a table of `columns` columns, which stands row by
    /// row in `out`: into column `column`, rows in this order. A row that `out` lacks is left out.
    pub fn unpack(
        self,
        packed: &[u8],
        order: &[u32],
        (column, columns): (usize, usize),
        out: &mut [i8],
    ) {
        if self.count == 0 {
            return;
        }
        for (rows, &byte) in order.chunks(self.count).zip(packed) {
            let mut left = u16::from(byte);
            for &row in rows {
                if let Some(number) = out.get_mut(row as usize * columns + column) {
                    *number = ((left % self.values) as i16 - self.offset) as i8;
                }
                left /= self.values;
            }
        }
    }

    /// A column of these numbers, packed.
    fn pack(self, numbers: impl Iterator<Item = i8>) -> Vec<u8> {
        let mut digits = numbers.map(|n| (i16::from(n) + self.offset) as u16).peekable();
        let mut out = Vec::new();
        while self.count > 0 && digits.peek().is_some() {
            let group = (0..self.count).map(|_| digits.next().unwrap_or(self.offset as u16));
            let group: Vec<u16> = group.collect();
            out.push(group.iter().rev().fold(0, |byte, digit| byte * self.values + digit) as u8);
        }
        out
    }
}

/// The rows as they stand in a packed table with these steps: those of larger steps first, of the
/// same step as they are.
pub fn order(steps: &[u8]) -> Vec<u32> {
    let mut from = [0; 257];
    for &step in steps {
        from[255 - usize::from(step) + 1] += 1;
    }
    for k in 1..from.len() {
        from[k] += from[k - 1];
    }
    let mut order = vec![0; steps.len()];
    for (row, &step) in (0..).zip(steps) {
        let at = &mut from[255 - usize::from(step)];
        order[*at] = row;
        *at += 1;
    }
    order
}

/// The table of these numbers, which stand row by row, one for each column and step: its columns'
/// kinds, then its columns.
pub fn write(steps: &[u8], numbers: &[i8], columns: usize) -> Vec<u8> {
    let order = order(steps);
    let (mut kinds, mut packed) = (Vec::new(), Vec::new());
    for column in 0..columns {
        let numbers = || order.iter().map(|&row| numbers[row as usize * columns + column]);
        let largest = numbers().map(i8::unsigned_abs).max().unwrap_or(0);
        let kind = [0, 1, 2, 7].iter().take_while(|&&most| largest > most).count();
        kinds.push(kind as u8);
        packed.extend(KINDS[kind].pack(numbers()));
    }
    kinds.extend(packed);
    kinds
}

/// The numbers of a table with these steps, row by row, and the bytes that it takes of `table`;
/// `None` if it is cut off or has a column of an unknown kind.
pub fn read(steps: &[u8], table: &[u8], columns: usize) -> Option<(Vec<i8>, usize)> {
    let order = order(steps);
    let mut numbers = vec![0; steps.len() * columns];
    let mut at = columns;
    for (column, &kind) in table.get(..columns)?.iter().enumerate() {
        let kind = Kind::of(kind)?;
        let end = at + kind.bytes(steps.len());
        kind.unpack(table.get(at..end)?, &order, (column, columns), &mut numbers);
        at = end;
    }
    Some((numbers, at))
}

#[cfg(test)]
mod tests;
