use super::*;

/// Numbers that look drawn by chance: the same for each seed.
fn random(mut state: u32) -> impl FnMut(u32) -> u32 {
    move |below| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) % below
    }
}

/// The first numbers of column `column` as the format describes them, one by one.
fn oracle(table: &[u8], rows: usize, columns: usize, column: usize, sorted: usize) -> i32 {
    let per = |kind: u8| [0, 5, 3, 2, 1][usize::from(kind)];
    let bytes = |kind: u8| if kind == 0 { 0 } else { rows.div_ceil(per(kind)) };
    let start: usize = columns + table[..column].iter().map(|&k| bytes(k)).sum::<usize>();
    let kind = table[column];
    if kind == 0 {
        return 0;
    }
    let (base, offset) = [(1, 0), (3, 1), (5, 2), (15, 7), (256, 128)][usize::from(kind)];
    let byte = u32::from(table[start + sorted / per(kind)]);
    let digit = byte / u32::pow(base, (sorted % per(kind)) as u32) % base;
    digit as i32 - offset
}

#[test]
fn rows_of_coarser_steps_stand_first() {
    assert_eq!(order(&[3, 9, 3, 255, 0, 9]), [3, 1, 5, 0, 2, 4]);
    assert_eq!(order(&[]), [] as [u32; 0]);
}

#[test]
fn a_column_has_as_many_numbers_to_a_byte_as_its_largest_allows() {
    // Columns: zeros; up to 1; up to 2; up to 7; more. The second row has the coarser step.
    let numbers = [0, -1, 2, 7, -128, 0, 1, -2, -7, 127, 0, 0, 1, 0, 3];
    let table = write(&[1, 2, 1], &numbers, 5);
    let digits = |digits: &[u32], base: u32| {
        digits.iter().rev().fold(0, |byte, digit| byte * base + digit) as u8
    };
    let mut wanted = vec![0, 1, 2, 3, 4];
    wanted.push(digits(&[2, 0, 1, 1, 1], 3));
    wanted.push(digits(&[0, 4, 3], 5));
    wanted.extend([digits(&[0, 14], 15), digits(&[7, 7], 15)]);
    wanted.extend([255, 0, 131]);
    assert_eq!(table, wanted);
    assert_eq!(read(&[1, 2, 1], &table, 5), Some((numbers.to_vec(), table.len())));
}

#[test]
fn written_tables_are_read_again() {
    let mut random = random(7);
    for round in 0..200 {
        let (rows, columns) = (random(40) as usize, 1 + random(9) as usize);
        let steps: Vec<u8> = (0..rows).map(|_| random(1 + 255 * (round % 2)) as u8).collect();
        let most: Vec<u32> = (0..columns).map(|_| [0, 1, 2, 7, 128][random(5) as usize]).collect();
        let numbers: Vec<i8> = (0..rows * columns)
            .map(|i| (random(2 * most[i % columns] + 1) as i32 - most[i % columns] as i32) as i8)
            .collect();
        let table = write(&steps, &numbers, columns);
        assert_eq!(read(&steps, &table, columns), Some((numbers.clone(), table.len())));
        for (sorted, &row) in order(&steps).iter().enumerate() {
            for column in 0..columns {
                assert_eq!(
                    i32::from(numbers[row as usize * columns + column]),
                    oracle(&table, rows, columns, column, sorted),
                    "row {row}, column {column} of {rows} x {columns}"
                );
            }
        }
    }
}

#[test]
fn bytes_after_a_table_are_not_its_own() {
    let table = write(&[5; 4], &[1, 2, 3, 4], 1);
    let longer = [&table[..], &[9, 9]].concat();
    assert_eq!(read(&[5; 4], &longer, 1), Some((vec![1, 2, 3, 4], table.len())));
}

#[test]
fn a_table_cut_off_or_of_unknown_kinds_is_refused() {
    let table = write(&[5, 6, 7], &[1, 9, -9, 0, 1, 1], 2);
    for end in 0..table.len() {
        assert_eq!(read(&[5, 6, 7], &table[..end], 2), None, "of {end} bytes");
    }
    assert_eq!(read(&[5], &[5, 1], 1), None);
    assert_eq!(Kind::of(5), None);
}

#[test]
fn any_bytes_are_read_without_a_panic() {
    let mut random = random(11);
    for _ in 0..500 {
        let (rows, columns) = (random(20) as usize, 1 + random(5) as usize);
        let steps: Vec<u8> = (0..rows).map(|_| random(256) as u8).collect();
        let mut table: Vec<u8> = (0..random(120)).map(|_| random(256) as u8).collect();
        table.iter_mut().take(columns).for_each(|kind| *kind %= 6);
        if let Some((numbers, taken)) = read(&steps, &table, columns) {
            assert_eq!(numbers.len(), rows * columns);
            assert!(taken <= table.len());
        }
    }
    let mut out = [0; 4];
    Kind::of(4).unwrap().unpack(&[129, 130], &[0, 900], (0, 1), &mut out);
    assert_eq!(out, [1, 0, 0, 0], "a row beyond the table is left out");
}
