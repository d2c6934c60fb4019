//! Output of the commands while they work: a line before each slow step, with the time that it may
//! take, and the time taken after it.

use std::time::Duration;

/// The title of a step.
pub fn heading(text: &str) {
    println!("\n== {text}");
}

/// A remark below a heading.
pub fn note(text: &str) {
    println!("   {text}");
}

/// `75 s` as "1 min 15 s", `0.4 s` as "0.4 s".
pub fn duration(time: Duration) -> String {
    let seconds = time.as_secs();
    match seconds {
        0..10 => format!("{:.1} s", time.as_secs_f64()),
        10..60 => format!("{seconds} s"),
        _ => format!("{} min {} s", seconds / 60, seconds % 60),
    }
}

/// Bytes as "1,234 B", in groups of three so that columns of sizes can be compared at a glance.
pub fn bytes(count: u64) -> String {
    let digits = count.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// Rows as columns padded to their widest cell; the first row is the head, numbers stand to the
/// right.
pub fn table(rows: &[Vec<String>]) {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        rows.iter()
            .filter_map(|row| row.get(column))
            .map(|cell| cell.chars().count())
            .max()
            .unwrap_or(0)
    };
    for (index, row) in rows.iter().enumerate() {
        let cells: Vec<String> = row
            .iter()
            .enumerate()
            .map(|(column, cell)| {
                if column == 0 {
                    format!("{cell:<w$}", w = width(column))
                } else {
                    format!("{cell:>w$}", w = width(column))
                }
            })
            .collect();
        println!("   {}", cells.join("  ").trim_end());
        if index == 0 {
            println!(
                "   {}",
                (0..columns).map(|column| "-".repeat(width(column))).collect::<Vec<_>>().join("  ")
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_as_people_say_them() {
        assert_eq!(duration(Duration::from_millis(420)), "0.4 s");
        assert_eq!(duration(Duration::from_secs(42)), "42 s");
        assert_eq!(duration(Duration::from_secs(75)), "1 min 15 s");
    }

    #[test]
    fn sizes_are_grouped_in_threes() {
        assert_eq!(bytes(7), "7");
        assert_eq!(bytes(1_000), "1,000");
        assert_eq!(bytes(1_234_567), "1,234,567");
    }
}
