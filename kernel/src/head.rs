//! The network's last layer: for each token the probabilities of a few classes.

use super::functions::softmax;
use super::gru::STATE;
use super::matrix::Affine;
use super::product::{Product, Row};
use super::vector::{F32x4, Pair};

/// A product whose results are classes.
#[derive(Debug, Clone)]
pub struct Head {
    product: Product<1>,
    classes: usize,
}

impl Head {
    /// The head with one row of `affine` for each class. Its inputs are states of a
    /// [`Layer`](super::Layer).
    pub fn new(affine: &Affine) -> Self {
        let classes = affine.bias.len();
        Head { product: Product::new(affine, STATE, &Row::filled(classes, 1)), classes }
    }

    /// The number of multiplications for one input.
    pub fn multiplications(&self) -> u64 {
        self.product.multiplications()
    }

    /// The probabilities of the classes for each of the states, which stand one after the other in
    /// `states`: as many numbers for each state as there are classes.
    #[inline(never)]
    pub fn probabilities(&self, states: &[Pair]) -> Vec<f32> {
        let tiles = self.product.all(states);
        let mut out = Vec::with_capacity(tiles.len() / self.product.tiles() * self.classes);
        for tiles in tiles.chunks_exact(self.product.tiles()) {
            let start = out.len();
            out.extend(tiles.iter().flat_map(|[tile]| F32x4::lanes(*tile)).take(self.classes));
            softmax(&mut out[start..]);
        }
        out
    }
}
