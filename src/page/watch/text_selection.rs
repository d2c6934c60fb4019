//! What the reader has selected on the page, while text is painted by cutting it.
//!
//! Takes the browser's selection, a painter and a map; promises that what was selected before the
//! painter's work is selected after it, the page's changes in between left alone.

use web_sys::{Node, Selection};

use crate::page::map::TextMap;
use crate::page::paint::Painter;

/// A selection, or the caret if some of the article can be written in.
#[derive(Debug)]
pub struct TextSelection {
    selection: Selection,
    anchor: Option<Place>,
    focus: Option<Place>,
}

/// Node of the map and offset in it; there is none for what is no text of the article.
type Place = (u32, u32);

impl TextSelection {
    /// What is selected now.
    pub fn now(painter: &dyn Painter, map: &TextMap) -> Option<TextSelection> {
        let selection = web_sys::window()?.get_selection().ok()??;
        let place = |node: Option<Node>, offset| painter.origin(map, &node?, offset);
        let anchor = place(selection.anchor_node(), selection.anchor_offset());
        let focus = place(selection.focus_node(), selection.focus_offset());
        Some(TextSelection { selection, anchor, focus })
    }

    /// Selects the same again: browsers forget it where a node that it begins or ends in is cut
    /// anew.
    pub fn keep(self, painter: &dyn Painter, map: &TextMap) {
        let TextSelection { selection, anchor, focus } = self;
        let wanted = |place: Option<Place>, is: &(Option<Node>, u32)| match place {
            Some((index, at)) => {
                let (text, at) = painter.place(map, index, at);
                (Some(Node::from(text)), at)
            }
            None => is.clone(),
        };
        let are = [
            (selection.anchor_node(), selection.anchor_offset()),
            (selection.focus_node(), selection.focus_offset()),
        ];
        let want = [wanted(anchor, &are[0]), wanted(focus, &are[1])];
        if want != are
            && let [(Some(anchor), from), (Some(focus), to)] = want
        {
            let _ = selection.set_base_and_extent(&anchor, from, &focus, to);
        }
    }
}
