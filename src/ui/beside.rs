//! Where a card stands beside words of the text. No web types.
//!
//! Takes the places of words and window; gives that of the card; promises that it covers none of
//! the words where the window has room for it beside them.

use super::messages::Anchor;
use crate::page::Rect;

/// Distance between a card and its words, and between a card and the viewport's edge, in CSS
/// pixels.
pub const GAP: f64 = 10.0;

/// Least height, in CSS pixels, to which a card is cut above or below all of its words.
const ENOUGH: f64 = 180.0;

/// A card that fits neither below its line nor above it is made as tall as the space there, if that
/// is at least this many CSS pixels.
const LEAST_HEIGHT: f64 = 120.0;

/// The side of the words that a card takes where both sides have room for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PreferredSide {
    /// Above the words.
    Above,
    /// Below the words.
    Below,
}

/// The place of a card `size.0` wide and up to `size.1` tall beside `anchor`, in a window `height`
/// tall where it may stand from `from` to `to`: below or above all of the words, else to the right
/// or left of them, else cut to the room below or above them; else the same for their line alone.
pub fn place_of(
    anchor: Anchor,
    size: (f64, f64),
    (from, to): (f64, f64),
    height: f64,
    preferred: PreferredSide,
) -> Rect {
    let (width, tall) = (size.0, size.1.min(height - 2.0 * GAP));
    let left = anchor.line.left.min(to - width - GAP).max(from + GAP);
    let window = Rect { left: from, top: 0.0, width: to - from, height };
    // Words that are scrolled away need no room.
    let whole = Some(anchor.whole.within(window)).filter(|seen| seen.height > 0.0);
    let whole = whole.unwrap_or(anchor.line);
    let at = |left: f64, top: f64, height: f64| Rect { left, top, width, height };
    let fits = |words: Rect| {
        let (above, below) = (words.top - GAP - tall, words.bottom() + GAP);
        let (above, below) = (
            Some(above).filter(|top| *top >= GAP),
            Some(below.max(GAP)).filter(|top| top + tall + GAP <= height),
        );
        let top = match preferred {
            PreferredSide::Above => above.or(below),
            PreferredSide::Below => below.or(above),
        };
        top.map(|top| at(left, top, tall))
    };
    let cut = |words: Rect, least: f64| {
        let (above, below) = (words.top - 2.0 * GAP, height - words.bottom() - 2.0 * GAP);
        let room = above.max(below).floor();
        let top = if below >= above { words.bottom() + GAP } else { words.top - GAP - room };
        (room >= least).then(|| at(left, top, room))
    };
    let aside = || {
        let (right, before) = (whole.right() + GAP, whole.left - GAP - width);
        let left = match right + width + GAP <= to {
            true => right,
            false => Some(before).filter(|left| *left >= from + GAP)?,
        };
        Some(at(left, anchor.line.top.min(height - tall - GAP).max(GAP), tall))
    };
    fits(whole)
        .or_else(aside)
        .or_else(|| cut(whole, ENOUGH))
        .or_else(|| fits(anchor.line))
        .or_else(|| cut(anchor.line, LEAST_HEIGHT))
        .unwrap_or_else(|| at(left, (height - tall - GAP).max(GAP), tall))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CARD: (f64, f64) = (352.0, 260.0);
    const COLUMN: f64 = 680.0;

    /// Words in a column at the middle of a window of this width.
    fn words(width: f64, top: f64, height: f64) -> Anchor {
        let whole = Rect { left: (width - COLUMN) / 2.0, top, width: COLUMN, height };
        Anchor { line: Rect { height: 20.0, ..whole }, whole }
    }

    fn covers(card: Rect, words: Rect) -> bool {
        let both = card.within(words);
        both.width > 0.0 && both.height > 0.0
    }

    fn place(anchor: Anchor, width: f64, height: f64) -> Rect {
        place_of(anchor, CARD, (0.0, width), height, PreferredSide::Below)
    }

    #[test]
    fn a_card_stands_below_its_words_or_above_them() {
        assert_eq!(place(words(1280.0, 100.0, 60.0), 1280.0, 800.0).top, 170.0);
        assert_eq!(place(words(1280.0, 600.0, 60.0), 1280.0, 800.0).top, 330.0);
    }

    #[test]
    fn a_card_stands_at_the_side_of_a_tall_statement() {
        let anchor = words(1500.0, 40.0, 600.0);
        let card = place(anchor, 1500.0, 800.0);
        assert!(card.left >= anchor.whole.right() && card.right() <= 1500.0, "{card:?}");
        assert_eq!(card.height, CARD.1, "none of it is cut");
    }

    #[test]
    fn a_card_covers_no_words_wherever_there_is_room() {
        for width in [760.0, 1024.0, 1280.0, 1500.0, 1920.0] {
            for height in [500.0, 700.0, 900.0] {
                for tall in [20.0, 120.0, 300.0, 600.0] {
                    for top in [-200.0, 0.0, 90.0, 240.0, 480.0] {
                        let anchor = words(width, top, tall);
                        let card = place(anchor, width, height);
                        assert!(card.left >= 0.0 && card.right() <= width, "{card:?}");
                        assert!(card.top >= GAP && card.bottom() <= height - GAP, "{card:?}");
                        let seen = anchor.whole.within(Rect { left: 0.0, top: 0.0, width, height });
                        let room = (seen.top).max(height - seen.bottom()) - 2.0 * GAP;
                        let beside = seen.left >= CARD.0 + 2.0 * GAP;
                        if room >= ENOUGH || beside {
                            assert!(
                                !covers(card, seen),
                                "{card:?} on {seen:?} in {width}x{height}"
                            );
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn a_card_leaves_at_least_the_line_that_was_pressed() {
        let anchor = Anchor { whole: words(760.0, 0.0, 700.0).whole, ..words(760.0, 400.0, 20.0) };
        let card = place(anchor, 760.0, 700.0);
        assert!(!covers(card, anchor.line), "{card:?}");
    }
}
