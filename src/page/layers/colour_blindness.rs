//! Tests that the hues of actors differ enough for readers without red, green or blue cones, on
//! light and dark pages.
//!
//! Dichromacy is simulated as Machado, Oliveira and Fernandes (2009) do at full severity. Distance
//! is Euclidean in Oklab (Ottosson, 2020) times 100; about 2 is the least distance at which a
//! reader can tell two colours apart side by side.

use super::{Colour, Hue, Layer, ON_DARK, ON_LIGHT, Palette, Stroke};

/// Matrices on linear sRGB, each for a kind of reader: the first has all cones, each of the others
/// lacks one kind.
const READERS: [(&str, [[f64; 3]; 3]); 4] = [
    ("all cones", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    (
        "no red cones",
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ],
    ),
    (
        "no green cones",
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ],
    ),
    (
        "no blue cones",
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ],
    ),
];

/// A colour as a reader sees it, in Oklab.
fn seen(reader: &[[f64; 3]; 3], colour: Colour) -> [f64; 3] {
    let linear = |c: f32| match f64::from(c) {
        c if c <= 0.04045 => c / 12.92,
        c => ((c + 0.055) / 1.055).powf(2.4),
    };
    let times = |rows: &[[f64; 3]; 3], v: [f64; 3]| {
        rows.map(|row| row[0] * v[0] + row[1] * v[1] + row[2] * v[2])
    };
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
    times(
        &lab,
        times(
            &cones,
            times(reader, [colour.r, colour.g, colour.b].map(linear)).map(|c| c.max(0.0)),
        )
        .map(f64::cbrt),
    )
}

/// Asserts that no two of the colours, one for each hue, are nearer than `least` for any reader.
fn assert_distances(what: &str, colours: &[Colour], least: f64) {
    assert_eq!(colours.len(), 9, "eight hues and the neutral one");
    for (reader, matrix) in &READERS {
        for (i, one) in colours.iter().enumerate() {
            for (j, other) in colours.iter().enumerate().skip(i + 1) {
                let (a, b) = (seen(matrix, *one), seen(matrix, *other));
                let distance =
                    100.0 * a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt();
                assert!(distance >= least, "{what}, hues {i} and {j} with {reader}: {distance:.1}");
            }
        }
    }
}

/// The tints of mentions, one for each hue.
fn tints(background: u32, text: u32) -> Vec<Colour> {
    let palette = Palette::new(Colour::hex(background), Colour::hex(text), None);
    let tint =
        |hue| palette.tint(Layer { stroke: Stroke::Actor, hue }).expect("actors have a tint");
    Hue::all().map(tint).collect()
}

#[test]
fn lines_of_different_hues_differ_for_every_reader() {
    assert_distances("lines on a light page", &ON_LIGHT, 9.0);
    assert_distances("lines on a dark page", &ON_DARK, 9.0);
}

#[test]
fn tints_of_different_hues_differ_for_every_reader() {
    for (background, text) in
        [(0xffffff, 0x000000), (0xffffff, 0x333333), (0xfdfcfa, 0x1d1c1a), (0xfff1e5, 0x33302e)]
    {
        assert_distances(&format!("tints on {background:06x}"), &tints(background, text), 3.7);
    }
    for (background, text) in [(0x000000, 0xffffff), (0x121212, 0xdddddd), (0x17191d, 0xeceae6)] {
        assert_distances(&format!("tints on {background:06x}"), &tints(background, text), 3.0);
    }
}
