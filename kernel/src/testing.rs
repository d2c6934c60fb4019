//! Random numbers for tests, the same every time.

/// A generator of small numbers.
pub(super) struct Noise(fastrand::Rng);

impl Noise {
    pub fn new(seed: u64) -> Self {
        Noise(fastrand::Rng::with_seed(seed))
    }

    /// Within ±`most`.
    pub fn short(&mut self, most: i16) -> i16 {
        self.0.i16(-most..=most)
    }

    /// Within ±`most`.
    pub fn float(&mut self, most: f32) -> f32 {
        (self.0.f32() * 2.0 - 1.0) * most
    }
}
