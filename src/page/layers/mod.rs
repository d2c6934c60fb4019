//! What is painted in the text, in which colours, and which item stands where. No web types.

mod colour;
mod cover;
mod hits;
mod inks;
mod layer;
mod palette;
mod plan;
mod voice;

pub use colour::Colour;
pub use hits::HitIndex;
pub use inks::{inks, is_dark};
pub use layer::{Hue, Layer, Painting, Stroke};
pub use palette::{PaintMethod, Palette};
pub use plan::{Attention, Plan};
