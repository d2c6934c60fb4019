//! The places of the text on the screen, and the text at a point of the screen.

use web_sys::{DomRect, Range};

use super::canvas::Canvas;
use crate::page::{Plan, Rect, character_at_point};
use crate::selection::Selectable;
use crate::text::{Span, Utf16};

/// Greatest height of a passage, in CSS pixels, of which a card covers nothing; beside a taller
/// passage the card leaves only the clicked line free.
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

    /// The box of the line at height `y` of that part of `item` which stands at `offset`. It is as
    /// tall as the whole attribution, or else the whole part, where that is at most `tall`.
    pub fn line_box(
        &self,
        plan: &Plan,
        item: Selectable,
        offset: u32,
        y: f32,
        tall: f64,
    ) -> Option<Rect> {
        let range = self.range(plan.part_at(item, offset)?)?;
        let y = f64::from(y);
        let line = range.get_client_rects().and_then(|lines| {
            (0..lines.length())
                .filter_map(|i| lines.item(i))
                .find(|line| line.top() - 2.0 <= y && y <= line.bottom() + 2.0)
        });
        let part = range.get_bounding_client_rect();
        let line = line.as_ref().unwrap_or(&part);
        let attribution = self.whole_box(plan, item, tall);
        let clear_of = match &attribution {
            Some(whole) => whole,
            None if part.height() <= tall => &part,
            None => line,
        };
        Some(Rect {
            left: line.left(),
            top: clear_of.top(),
            width: line.width(),
            height: clear_of.height(),
        })
    }

    /// The box of an item that its card stands beside, given the range of its first part: it begins
    /// at the left of the first line.
    pub fn passage_box(&self, plan: &Plan, item: Selectable, first_part: &Range) -> Rect {
        let line = first_part.get_client_rects().and_then(|lines| lines.item(0));
        let whole = self
            .whole_box(plan, item, WHOLE)
            .unwrap_or_else(|| first_part.get_bounding_client_rect());
        Rect {
            left: line.map_or(whole.left(), |line| line.left()),
            top: whole.top(),
            width: whole.width(),
            height: whole.height(),
        }
    }
}
