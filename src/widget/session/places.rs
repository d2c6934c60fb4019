//! The places of the text on the screen, and the text at a point of the screen.

use web_sys::{DomRect, Range};

use super::canvas::Canvas;
use crate::page::{Plan, Rect, character_at_point};
use crate::selection::Selectable;
use crate::text::{Span, Utf16};
use crate::ui;

/// Greatest height of a passage, in CSS pixels, that is brought into view as a whole above the
/// sheet of a narrow screen.
pub(super) const WHOLE: f64 = 240.0;

impl Canvas {
    /// The text offset of the character drawn at a point of the viewport.
    pub fn offset_at(&self, x: f32, y: f32) -> Option<u32> {
        let document = web_sys::window()?.document()?;
        let (text, offset) = character_at_point(&document, self.map.shadows(), x, y)?;
        self.map.offset_of(&text, offset)
    }

    /// A range of the page for a span of the text.
    pub fn range(&self, span: Span<Utf16>) -> Option<Range> {
        self.map.range(span)
    }

    /// The range of the character at an offset of the text.
    pub fn character(&self, offset: u32) -> Option<Range> {
        self.range(Span::new(offset, offset + 1))
    }

    /// The range of the first part of an item.
    pub fn first_part(&self, plan: &Plan, item: Selectable) -> Option<Range> {
        self.range(plan.place(item)?)
    }

    /// The box of the whole of an attribution, if that is at most `tall` CSS pixels tall.
    pub fn whole_box(&self, plan: &Plan, item: Selectable, tall: f64) -> Option<DomRect> {
        let whole = self.range(plan.whole(item)?)?.get_bounding_client_rect();
        (whole.height() <= tall).then_some(whole)
    }

    /// The box of the line at height `y` of that part of `item` which stands at `offset`.
    pub fn line_box(&self, plan: &Plan, item: Selectable, offset: u32, y: f32) -> Option<Rect> {
        let range = self.range(plan.part_at(item, offset)?)?;
        let y = f64::from(y);
        let line = range.get_client_rects().and_then(|lines| {
            (0..lines.length())
                .filter_map(|i| lines.item(i))
                .find(|line| line.top() - 2.0 <= y && y <= line.bottom() + 2.0)
        });
        Some(rect(&line.unwrap_or_else(|| range.get_bounding_client_rect())))
    }

    /// The place that the card of `item` stands beside, given the line at height `y` of that part
    /// of it which stands at `offset`.
    pub fn anchor(&self, plan: &Plan, item: Selectable, offset: u32, y: f32) -> Option<ui::Anchor> {
        let line = self.line_box(plan, item, offset, y)?;
        let part = self.range(plan.part_at(item, offset)?)?.get_bounding_client_rect();
        Some(self.anchor_of(plan, item, line, &part))
    }

    /// The place that the card of `item` stands beside, given the range of its first part.
    pub fn passage_anchor(&self, plan: &Plan, item: Selectable, first_part: &Range) -> ui::Anchor {
        let part = first_part.get_bounding_client_rect();
        let line = first_part.get_client_rects().and_then(|lines| lines.item(0));
        self.anchor_of(plan, item, rect(line.as_ref().unwrap_or(&part)), &part)
    }

    /// An anchor whose whole is the largest of the attribution, its `part` and its `line` that is
    /// no taller than the screen.
    fn anchor_of(&self, plan: &Plan, item: Selectable, line: Rect, part: &DomRect) -> ui::Anchor {
        let height = web_sys::window().and_then(|w| w.inner_height().ok()?.as_f64());
        let tall = height.unwrap_or_default();
        let part = Some(rect(part)).filter(|part| part.height <= tall);
        let whole = self.whole_box(plan, item, tall).map(|whole| rect(&whole)).or(part);
        ui::Anchor { line, whole: whole.unwrap_or(line) }
    }
}

/// A browser's rectangle.
fn rect(of: &DomRect) -> Rect {
    Rect { left: of.left(), top: of.top(), width: of.width(), height: of.height() }
}
