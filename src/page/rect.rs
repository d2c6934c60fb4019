//! Rectangles on the screen.

/// A rectangle in CSS pixels, measured from the top left corner of the viewport unless said
/// otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Rect {
    /// Distance of its left edge from the left of the viewport.
    pub left: f64,
    /// Distance of its top edge from the top of the viewport.
    pub top: f64,
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
}

impl Rect {
    /// The x coordinate of its right edge.
    pub fn right(self) -> f64 {
        self.left + self.width
    }

    /// The y coordinate of its bottom edge.
    pub fn bottom(self) -> f64 {
        self.top + self.height
    }
}
