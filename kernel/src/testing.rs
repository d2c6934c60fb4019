//! What tests of the arithmetic share.

/// Numbers without pattern, the same every time.
pub(super) struct Noise(u32);

impl Noise {
    pub fn new(seed: u32) -> Self {
        Noise(seed)
    }

    fn next(&mut self) -> u32 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        self.0 >> 8
    }

    /// Within ±`most`.
    pub fn short(&mut self, most: i32) -> i16 {
        (self.next() as i32 % (2 * most + 1) - most) as i16
    }

    /// Within ±`most`.
    pub fn float(&mut self, most: f32) -> f32 {
        (self.next() as f32 / (1 << 23) as f32 - 1.0) * most
    }
}
