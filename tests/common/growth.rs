//! How the work on a text grows with its length: the time of each stage, and the longest turn.

use std::hint::black_box;
use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};
use whosaid::analysis::{Analysis, prominence};
use whosaid::export::{self, Findings, Fragments};
use whosaid::tagger::{Evidence, Memory};
use whosaid::text::{Byte, Document, OffsetMap, Utf16};
use whosaid::{Analyzer, ENGLISH, Options, actors, attribution, provenance};

const OPTIONS: Options = Options { assume_english: true };

/// The stages that are timed.
const STAGES: [&str; 9] = [
    "document",
    "slices",
    "recalling",
    "attribution",
    "mentions",
    "resolution",
    "outline",
    "export",
    "links",
];
/// How many times as long as the short text the long one is.
const TIMES: usize = 8;
/// Largest exponent of growth that counts as linear: a sort and a full cache cost a little more.
const MOST: f64 = 1.1;
/// The same of a stage alone: the memory that a short stage asks for grows in leaps.
const MOST_OF_STAGE: f64 = 1.5;
/// Seconds: a stage that takes less on the long text is too short to be measured.
const LEAST: f64 = 2e-3;
/// Seconds for each byte of the text that a turn may take more: 50 ms for 500 KB, where 16 were
/// measured. Where many small things have been let go, the system's allocator joins their memory in
/// one go, in whichever turn asks next; the browser's does not.
const COPIED: f64 = 1e-7;
/// How often a text is measured before it counts as slow: a busy machine may disturb any try.
const TRIES: usize = 4;
/// Lengths of the short text, in bytes. Work that has a bound ("at most 8 KB back") grows until it
/// reaches the bound: a text counts as slow if it is so at every length.
const LENGTHS: [usize; 3] = [12_000, 24_000, 48_000];

/// Seconds of each stage.
type Times = [f64; STAGES.len()];

/// What was measured of one text.
#[derive(Debug)]
pub struct Growth {
    /// The exponent of all stages together.
    pub whole: f64,
    /// The largest exponent of a stage, with that stage.
    pub largest: (f64, &'static str),
    /// Seconds of the longest turn on the short text and on the long one.
    pub turns: [f64; 2],
    /// Bytes of the long text.
    pub bytes: usize,
}

impl Growth {
    /// True if the time of every stage grows as the text does.
    pub fn is_linear(&self) -> bool {
        self.whole <= MOST && self.largest.0 <= MOST_OF_STAGE
    }

    /// True if the longest turn grows by no more than some list of the text is copied in.
    pub fn has_short_turns(&self) -> bool {
        self.turns[1] < 3.0 * self.turns[0] + COPIED * self.bytes as f64
    }
}

/// Processor time that this thread has used: what other programs do meanwhile is not in it.
fn clock() -> f64 {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32).as_secs_f64()
}

fn timed<T>(seconds: &mut f64, work: impl FnOnce() -> T) -> T {
    let begun = clock();
    let result = black_box(work());
    *seconds += clock() - begun;
    result
}

/// Measures the growth on texts of the lengths that `make` is given, in bytes.
pub fn growth(make: impl Fn(usize) -> String) -> Growth {
    let mut found = None;
    for length in LENGTHS {
        let (short, long) = (make(length), make(length * TIMES));
        let mut memory = Memory::default();
        times(&long, &mut memory);
        times(&short, &mut memory);
        let mut best = [[f64::MAX; STAGES.len()]; 2];
        let mut turns = [f64::MAX; 2];
        for _ in 0..TRIES {
            for (which, text) in [&short, &long].into_iter().enumerate() {
                let now = times(text, &mut memory);
                best[which] = std::array::from_fn(|stage| best[which][stage].min(now[stage]));
                let (turn, kept) = longest_turn(text, memory.clone());
                turns[which] = turns[which].min(turn);
                drop(kept);
            }
            let sum = |which: usize| best[which].iter().sum::<f64>();
            let whole = exponent(sum(0), sum(1));
            let growth = Growth { whole, largest: largest(&best), turns, bytes: long.len() };
            if growth.is_linear() && growth.has_short_turns() {
                return growth;
            }
            found = Some(growth);
        }
    }
    found.expect("it was measured")
}

/// The exponent by which the time of some work grows from an input to one that is [`TIMES`] as
/// long.
pub fn exponent_of<T>(make: impl Fn(usize) -> T, work: impl Fn(&T)) -> f64 {
    let inputs = [LENGTHS[2], LENGTHS[2] * TIMES].map(make);
    let mut best = [f64::MAX; 2];
    for _ in 0..TRIES {
        for (best, input) in best.iter_mut().zip(&inputs) {
            let mut seconds = 0.0;
            timed(&mut seconds, || work(input));
            *best = best.min(seconds);
        }
    }
    exponent(best[0], best[1])
}

/// The exponent by which seconds grow; 0 where there are too few to tell.
fn exponent(short: f64, long: f64) -> f64 {
    let ratio = long / short.max(LEAST / TIMES as f64 / 4.0);
    if long < LEAST { 0.0 } else { ratio.ln() / (TIMES as f64).ln() }
}

/// The largest exponent of a stage.
fn largest([short, long]: &[Times; 2]) -> (f64, &'static str) {
    (0..STAGES.len())
        .map(|stage| (exponent(short[stage], long[stage]), STAGES[stage]))
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .expect("there are stages")
}

/// Runs all stages on `text`. The network's work on a slice is left out where `memory` has it: it
/// is the same for each slice, and would hide what the other stages do.
fn times(text: &str, memory: &mut Memory) -> Times {
    let mut t = Times::default();
    let document = timed(&mut t[0], || Document::read(text));
    if timed(&mut t[0], || document.notice(&OPTIONS)).is_some() {
        return t;
    }
    let tagger = ENGLISH.tagger();
    let slices = timed(&mut t[1], || tagger.slices_read_as(text, &document.unwrapped()));
    let mut evidence = Evidence::default();
    timed(&mut t[2], || {
        slices.iter().for_each(|slice| evidence.extend(tagger.recall_or_read(slice, memory)));
    });
    let drafts = timed(&mut t[3], || attribution::find(&document, &evidence));
    let mentions = timed(&mut t[4], || actors::mentions(&document, ENGLISH.names()));
    let cast = timed(&mut t[5], || actors::resolve(&document, mentions, &drafts, ENGLISH.ranker()));
    let analysis: Analysis<Byte> = timed(&mut t[6], || {
        let origins = provenance::find(&document, &drafts, &cast);
        Analysis {
            attributions: whosaid::assemble(&document, drafts, &cast, origins),
            actors: cast.actors,
            places: cast.places,
            ..document.outline()
        }
    });
    timed(&mut t[7], || {
        let map = OffsetMap::new(text);
        let table = export::csv::<Utf16>(&Findings::new("", "", text, &analysis)).len();
        let hues = prominence::hue_of(text, &analysis).len();
        (analysis.convert::<Utf16>(&map).paragraphs.len(), table, hues)
    });
    timed(&mut t[8], || {
        let links = Fragments::new(text);
        let step = analysis.attributions.len() / 3 + 1;
        let spans = analysis.attributions.iter().step_by(step).map(|a| a.content[0]);
        spans.filter_map(|span| links.link(span)).count()
    });
    t
}

/// Seconds of the longest turn of an analysis.
fn longest_turn(text: &str, memory: Memory) -> (f64, Memory) {
    let mut analyzer = Analyzer::new(text, &OPTIONS).remembering(memory);
    let mut longest = 0.0f64;
    loop {
        let mut seconds = 0.0;
        let before = analyzer.progress();
        let result = timed(&mut seconds, || analyzer.step());
        if seconds > longest && std::env::var("TRACE").is_ok() {
            println!("turn of {:.2} ms at {before}", seconds * 1e3);
        }
        longest = longest.max(seconds);
        if result.is_some() {
            return (longest, analyzer.into_memory());
        }
    }
}
