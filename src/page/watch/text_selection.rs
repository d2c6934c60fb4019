//! The text that the reader has selected on the page, while a painter cuts text nodes.
//!
//! Takes the browser's selection, a painter and a map; promises that the text selected before the
//! painter's work is selected after it, unless the page changed the selection.

use web_sys::{Node, Selection};

use crate::page::map::TextMap;
use crate::page::paint::Painter;

/// A selection, or the caret where the article can be edited.
#[derive(Debug)]
pub struct TextSelection {
    selection: Selection,
    /// Its start; `None` outside the article's text.
    anchor: Option<NodeOffset>,
    /// Its end; `None` outside the article's text.
    focus: Option<NodeOffset>,
}

/// The number of a node of the map, and an offset in it.
type NodeOffset = (u32, u32);

impl TextSelection {
    /// The present selection.
    pub fn now(painter: &dyn Painter, map: &TextMap) -> Option<TextSelection> {
        let selection = web_sys::window()?.get_selection().ok()??;
        let place = |node: Option<Node>, offset| painter.origin(map, &node?, offset);
        let anchor = place(selection.anchor_node(), selection.anchor_offset());
        let focus = place(selection.focus_node(), selection.focus_offset());
        Some(TextSelection { selection, anchor, focus })
    }

    /// Selects the same text again: browsers lose the selection where a node that it begins or ends
    /// in is cut.
    pub fn keep(self, painter: &dyn Painter, map: &TextMap) {
        let TextSelection { selection, anchor, focus } = self;
        let wanted = |place: Option<NodeOffset>, is: &(Option<Node>, u32)| match place {
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
