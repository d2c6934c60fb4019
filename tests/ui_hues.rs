//! The hues of actors stay apart for readers who see no red, no green or no blue, on light ground and on dark: computed, not assumed.
//!
//! Dichromacy is simulated by Machado, Oliveira and Fernandes (2009) at its full severity, distance is Euclidean in Oklab (Ottosson, 2020) times 100;
//! about 2 of it can just be told apart side by side.

/// What each cone's lack does to linear sRGB; the first is a reader with all three.
const SIGHTS: [(&str, [[f64; 3]; 3]); 4] = [
    ("all cones", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    ("no red cones", [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]),
    ("no green cones", [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]),
    ("no blue cones", [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]),
];

/// The least distance between two of the hues, the neutral one among them.
const APART: f64 = 8.0;

/// Light and dark value of each hue of the style sheet.
fn hues() -> Vec<(String, [[f64; 3]; 2])> {
    let style = include_str!("../src/ui/style.css");
    let lines = style.lines().filter(|line| line.trim_start().starts_with("--hue-"));
    let linear = |byte: u8| match f64::from(byte) / 255.0 {
        c if c <= 0.04045 => c / 12.92,
        c => ((c + 0.055) / 1.055).powf(2.4),
    };
    let colour = |hex: &str| [0, 2, 4].map(|at| linear(u8::from_str_radix(&hex[at..at + 2], 16).expect("a colour is hexadecimal")));
    let both = |line: &str| {
        let mut values = line.split('#').skip(1).map(colour);
        [values.next().expect("a light value"), values.next().expect("a dark value")]
    };
    lines.map(|line| (line.trim().split(':').next().unwrap_or_default().to_owned(), both(line))).collect()
}

/// A colour as seen, in Oklab.
fn seen(sight: &[[f64; 3]; 3], colour: [f64; 3]) -> [f64; 3] {
    let times = |rows: &[[f64; 3]; 3], v: [f64; 3]| rows.map(|row| row[0] * v[0] + row[1] * v[1] + row[2] * v[2]);
    let cones = [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ];
    let lab = [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ];
    times(&lab, times(&cones, times(sight, colour).map(|c| c.max(0.0))).map(f64::cbrt))
}

#[test]
fn no_two_hues_fall_together_for_anybody() {
    let hues = hues();
    assert_eq!(hues.len(), 9, "eight and the neutral one");
    for (scheme, name) in ["light", "dark"].into_iter().enumerate() {
        for (sight, matrix) in &SIGHTS {
            for (i, (one, colours)) in hues.iter().enumerate() {
                for (other, others) in &hues[i + 1..] {
                    let (a, b) = (seen(matrix, colours[scheme]), seen(matrix, others[scheme]));
                    let distance = 100.0 * a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt();
                    assert!(distance >= APART, "{one} and {other} on {name} ground with {sight}: {distance:.1}");
                }
            }
        }
    }
}
