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

    /// This rectangle, moved to the right and down.
    #[must_use]
    pub fn moved(self, right: f64, down: f64) -> Rect {
        Rect { left: self.left + right, top: self.top + down, ..self }
    }

    /// The part of it that lies in `other`; without width or height where there is none.
    #[must_use]
    pub fn within(self, other: Rect) -> Rect {
        let (left, top) = (self.left.max(other.left), self.top.max(other.top));
        let width = (self.right().min(other.right()) - left).max(0.0);
        let height = (self.bottom().min(other.bottom()) - top).max(0.0);
        Rect { left, top, width, height }
    }

    /// The smallest rectangle that holds both.
    #[must_use]
    pub fn around(self, other: Rect) -> Rect {
        let (left, top) = (self.left.min(other.left), self.top.min(other.top));
        let width = self.right().max(other.right()) - left;
        let height = self.bottom().max(other.bottom()) - top;
        Rect { left, top, width, height }
    }

    /// True if all of `other` lies in it, give or take a pixel.
    pub fn holds(self, other: Rect) -> bool {
        self.left <= other.left + 1.0
            && self.top <= other.top + 1.0
            && self.right() >= other.right() - 1.0
            && self.bottom() >= other.bottom() - 1.0
    }

    /// The rectangle that the browser gives.
    #[cfg(target_arch = "wasm32")]
    pub(in crate::page) fn of(rect: &web_sys::DomRect) -> Rect {
        Rect { left: rect.left(), top: rect.top(), width: rect.width(), height: rect.height() }
    }
}
