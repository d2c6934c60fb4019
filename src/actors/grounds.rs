//! What tells who speaks, and how sure it is.
//!
//! Takes what stands behind an attribution's speakers, as a set of [`Ground`]s; gives the
//! probability that they are right, calibrated on labelled articles by folds
//! (`training/speakers.py`); promises the same figure on every target.

/// The sum of the log-odds of no ground at all, in hundredths.
const BIAS: i32 = 174;
/// Log-odds between two knots, in hundredths.
const STEP: i32 = 50;
/// The logistic function at 0, 0.5, 1 ... 5.
const KNOTS: [f32; 11] =
    [0.5, 0.6225, 0.7311, 0.8176, 0.8808, 0.9241, 0.9526, 0.9707, 0.982, 0.989, 0.9933];

macro_rules! grounds {
    ($($(#[$doc:meta])* $name:ident = $weight:expr;)*) => {
        /// One circumstance that makes a speaker more or less sure.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[repr(u8)]
        pub enum Ground {
            $($(#[$doc])* $name),*
        }

        impl Ground {
            /// Their names, by their numbers.
            pub const NAMES: &[&str] = &[$(stringify!($name)),*];
            /// What each adds to the log-odds, in hundredths.
            const WEIGHTS: &[i32] = &[$($weight),*];
        }
    };
}
grounds! {
    /// The source is a name of several words.
    FullName = 68;
    /// The source is a name of one word.
    ShortName = 55;
    /// The source is a description of an actor that has a name.
    DescribesNamed = -26;
    /// The source is a description of an unnamed actor mentioned before.
    DescribesKnown = -54;
    /// The source describes an actor for the first time.
    DescribesNew = -28;
    /// The source is "he", "she" and the like.
    He = 10;
    /// The source is "they" and the like.
    They = -27;
    /// The source is "it" and the like.
    It = 39;
    /// The source is "who" or "which".
    Who = 27;
    /// The source is "I" or "we".
    I = 23;
    /// The attribution has no source of its own: it shares that of the one before.
    Shared = -86;
    /// Several speak.
    Several = 104;
    /// The attribution stands in the content of another.
    Inside = -34;
    /// The attribution itself is found with a confidence below 0.6.
    Doubtful = -86;
    /// The attribution itself is found with a confidence from 0.6 to 0.85.
    Likely = -76;
    /// An attitude, not a statement.
    Attitude = -11;
    /// The speaker is a person.
    Person = 46;
    /// The speaker is an organisation.
    Organization = 6;
    /// The speaker is a country.
    Country = -31;
    /// The speaker is a group.
    Group = 6;
    /// The speaker is a place.
    Place = -27;
    /// The mention does not begin where the source does.
    Within = -72;
    /// The mention ends before the source does.
    Longer = -41;
    /// The next best candidate for the pronoun scores nearly as much.
    Close = -94;
    /// The next best candidate for the pronoun is not far behind.
    Near = -106;
    /// The speaker is mentioned three times or more.
    Repeated = 32;
    /// The speaker speaks elsewhere too.
    SpeaksAgain = 73;
    /// The source stands within quotation marks.
    Quoted = 38;
    /// The content begins with a quotation mark.
    Direct = -17;
    /// The source stands behind the content.
    Behind = 1;
}

/// What tells who speaks an attribution: a set of [`Ground`]s.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Grounds(u32);

impl Grounds {
    /// Adds `ground` if it `holds`.
    pub(super) fn add(&mut self, ground: Ground, holds: bool) {
        self.0 |= u32::from(holds) << ground as u8;
    }

    /// A bit for each ground, by [`Ground::NAMES`].
    pub fn bits(self) -> u32 {
        self.0
    }

    /// The probability that the speakers are right.
    pub fn confidence(self) -> f32 {
        let weights = Ground::WEIGHTS.iter().enumerate();
        let held = weights.filter(|&(n, _)| self.0 >> n & 1 == 1).map(|(_, weight)| weight);
        logistic(BIAS + held.sum::<i32>())
    }
}

/// The logistic function of log-odds in hundredths, linear between its knots and level beyond the
/// last.
fn logistic(log_odds: i32) -> f32 {
    let size = log_odds.abs().min(STEP * (KNOTS.len() as i32 - 1) - 1);
    let (knot, rest) = ((size / STEP) as usize, (size % STEP) as f32 / STEP as f32);
    let value = KNOTS[knot] + (KNOTS[knot + 1] - KNOTS[knot]) * rest;
    if log_odds < 0 { 1.0 - value } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn log_odds_are_read_off_the_logistic_function() {
        for hundredths in -500..500 {
            let exact = 1.0 / (1.0 + (-hundredths as f32 / 100.0).exp());
            assert!((logistic(hundredths) - exact).abs() < 0.01, "at {hundredths}");
        }
        assert!(logistic(i32::MIN / 2) > 0.0 && logistic(i32::MAX / 2) < 1.0);
    }

    #[test]
    fn each_ground_has_a_bit_of_its_own() {
        assert!(Ground::NAMES.len() <= 32);
        let mut grounds = Grounds::default();
        grounds.add(Ground::FullName, true);
        grounds.add(Ground::He, false);
        grounds.add(Ground::Behind, true);
        assert_eq!(grounds.bits().count_ones(), 2);
    }
}
