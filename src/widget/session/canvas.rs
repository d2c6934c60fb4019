//! The annotated article, as a canvas: its text map, the painter, styles and colours, and the watch
//! over its changes.
//!
//! Takes paintings and changes of the page; gives paint; promises that only text which still reads
//! as it was analysed is painted.

use wasm_bindgen::JsError;
use web_sys::{Element, Node, ShadowRoot};

use super::mount_point::MountPoint;
use crate::page::{
    HighlightPainter, MarkPainter, PageChange, PaintMethod, Painter, Painting, Palette, Sheets,
    TextMap, TextSelection, Watch, backdrop, stands_in, texts_in,
};
use crate::widget::settings::PainterChoice;

/// An article that is painted on.
pub(super) struct Canvas {
    /// The widget's number, which its style rules have in their names.
    id: u32,
    article: Element,
    /// The text, and where each piece of it stands.
    pub map: TextMap,
    painter: Box<dyn Painter>,
    method: PaintMethod,
    /// The page's colours; `None` until they are read.
    palette: Option<Palette>,
    sheets: Sheets,
    watch: Option<Watch>,
}

impl Canvas {
    /// The canvas of an article, with nothing painted yet. Without a palette, paint has no colours
    /// before [`Canvas::look_at_colours`].
    ///
    /// # Errors
    /// Where the browser lacks what the chosen painter or the styles need; nothing was done to the
    /// page then.
    pub fn new(
        place: &MountPoint,
        choice: PainterChoice,
        map: TextMap,
        palette: Option<Palette>,
    ) -> Result<Canvas, JsError> {
        let (painter, method) = choose_painter(choice, place)?;
        let css = palette
            .as_ref()
            .map(|palette| palette.style_sheet(place.id, method))
            .unwrap_or_default();
        let refused = |_| {
            JsError::new(
                "This browser cannot construct style sheets (adoptedStyleSheets); \
                 Whosaid needs one of 2023 or later.",
            )
        };
        let sheets = Sheets::adopt(&place.article, css, &place.ledger).map_err(refused)?;
        let (id, article) = (place.id, place.article.clone());
        Ok(Canvas { id, article, map, painter, method, palette, sheets, watch: None })
    }

    /// The painter in use.
    pub fn painter(&self) -> &dyn Painter {
        &*self.painter
    }

    /// True where paint consists of `<mark>` elements, so that painting changes the page.
    pub fn has_marks(&self) -> bool {
        self.method == PaintMethod::Mark
    }

    /// Calls `on_change` with the page's changes from now on.
    pub fn observe(&mut self, on_change: impl FnMut(PageChange) + 'static) {
        self.watch = Watch::text(&self.article, on_change);
    }

    /// Stops observing the page's changes.
    pub fn stop_observing(&mut self) {
        self.watch = None;
    }

    /// Observes these shadow roots too.
    pub fn observe_shadows(&self, shadows: &[ShadowRoot]) {
        if let Some(watch) = &self.watch {
            shadows.iter().for_each(|shadow| watch.also(shadow));
        }
    }

    /// Extends styles and watch to the shadow roots that hold some of the text.
    pub fn extend_to_shadows(&mut self) {
        self.sheets.reach(self.map.shadows());
        self.observe_shadows(self.map.shadows());
    }

    /// The page's changes that were not reported yet. They will not be reported any more.
    pub fn pending_change(&self) -> PageChange {
        self.watch.as_ref().map(Watch::take).unwrap_or_default()
    }

    /// Forgets the changes that were not reported yet: they are the painter's own.
    pub fn forget_changes(&self) {
        if let Some(watch) = &self.watch {
            watch.forget();
        }
    }

    /// Adopts the styles again, if the page has replaced all of its style sheets.
    pub fn keep_styles(&self) {
        self.sheets.keep();
    }

    /// The article's text as it stands on the page now.
    pub fn read_map(&self) -> TextMap {
        TextMap::read(&self.article)
    }

    /// Begins a painting, which replaces the one before.
    pub fn redraw(&mut self, painting: &Painting) {
        self.painter.redraw(&self.map, painting);
    }

    /// Paints a part of the rest; true if there is more.
    pub fn paint_some(&mut self) -> bool {
        self.painter.paint_more(&self.map)
    }

    /// The text that the reader has selected by mouse or keyboard, or the caret.
    pub fn text_selection(&self) -> Option<TextSelection> {
        TextSelection::now(&*self.painter, &self.map)
    }

    /// Selects that text again.
    pub fn restore_selection(&self, selection: TextSelection) {
        selection.keep(&*self.painter, &self.map);
    }

    /// Marks the text that a change has touched as changed; true if some of the paint may be wrong
    /// now. The cost depends on the size of the change, not on that of the article.
    pub fn mark_changed(&mut self, change: &PageChange) -> bool {
        let mut is_wrong = false;
        let mut recheck = |node: &Node, gone: bool| {
            if let Some((index, _)) = self.painter.origin(&self.map, node, 0)
                && (gone || !self.map.still_reads(index, &self.painter.reads(&self.map, index)))
            {
                is_wrong |= self.map.invalidate(index);
            }
        };
        change.rewritten.iter().for_each(|node| recheck(node, false));
        for node in &change.removed {
            let gone = !stands_in(node, &self.article);
            texts_in(node, &mut |text| recheck(text, gone));
        }
        for node in &change.added {
            is_wrong |= self.painter.clean(node);
        }
        is_wrong
    }

    /// Marks all of the map's text that the page no longer holds as changed.
    pub fn recheck_all(&mut self) {
        for index in 0..self.map.node_count() {
            let gone = !self.article.contains(Some(self.map.node(index)));
            if gone || !self.map.still_reads(index, &self.painter.reads(&self.map, index)) {
                self.map.invalidate(index);
            }
        }
    }

    /// Paints by another painter from now on. No paint of the old one may be on the page.
    pub fn replace_painter(&mut self, painter: Box<dyn Painter>, method: PaintMethod) {
        self.painter.destroy();
        (self.painter, self.method) = (painter, method);
        self.restyle();
    }

    /// Reads the colours of the page where the text of `map` stands (of the canvas's own map if
    /// none is given). True if they differ from those before.
    pub fn look_at_colours(&mut self, map: Option<&TextMap>) -> bool {
        let palette = Some(backdrop(&self.article, map.unwrap_or(&self.map)));
        let changed = palette != self.palette;
        self.palette = palette;
        changed
    }

    /// True if the canvas paints by another method than this.
    pub fn paints_otherwise(&self, method: PaintMethod) -> bool {
        self.method != method
    }

    /// Rewrites the style rules for palette and painter.
    pub fn restyle(&mut self) {
        if let Some(palette) = &self.palette {
            self.sheets.set(palette.style_sheet(self.id, self.method));
        }
    }

    /// Takes all paint off the page.
    pub fn destroy(&mut self) {
        self.painter.destroy();
    }
}

/// The painter for a choice, and its method, by which style rules name layers.
///
/// # Errors
/// Where the browser lacks something that the painter needs.
pub(super) fn choose_painter(
    choice: PainterChoice,
    place: &MountPoint,
) -> Result<(Box<dyn Painter>, PaintMethod), JsError> {
    let marks = || -> (Box<dyn Painter>, PaintMethod) {
        (Box::new(MarkPainter::new(place.id, &place.ledger)), PaintMethod::Mark)
    };
    let highlights = || {
        HighlightPainter::new(place.id, &place.ledger)
            .map(|p| -> (Box<dyn Painter>, PaintMethod) { (Box::new(p), PaintMethod::Highlight) })
    };
    // Where colours are forced, browsers paint all highlights like a selection; marks keep their
    // lines and leave the text as it is.
    let forced = || {
        web_sys::window()
            .and_then(|w| w.match_media("(forced-colors: active)").ok().flatten())
            .is_some_and(|m| m.matches())
    };
    match choice {
        PainterChoice::Mark => Ok(marks()),
        PainterChoice::Auto if forced() => Ok(marks()),
        PainterChoice::Auto => Ok(highlights().unwrap_or_else(marks)),
        PainterChoice::Highlight => highlights().ok_or_else(|| {
            JsError::new(
                "This browser has no Custom Highlight API: use painter \"auto\" or \"mark\".",
            )
        }),
    }
}
