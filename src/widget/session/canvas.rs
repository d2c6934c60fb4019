//! The annotated article, as a canvas: its text map, the painter, styles and colours, and the watch
//! over its changes.
//!
//! Takes paintings and changes of the page; gives paint; promises that only text which still reads
//! as it was analysed is painted.

use wasm_bindgen::JsError;
use web_sys::{Element, Node, ShadowRoot};

use super::mount_point::MountPoint;
use crate::page::{
    HighlightPainter, Ledger, MarkPainter, PageChange, PaintMethod, Painter, Painting, Palette,
    Sheets, TextMap, Watch, backdrop, stands_in, texts_in,
};
use crate::widget::settings::PainterChoice;

/// An article that is painted on.
pub(super) struct Canvas {
    /// The widget's number, which its style rules have in their names.
    id: u32,
    article: Element,
    /// The element that the interface is drawn into.
    root: Element,
    ledger: Ledger,
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
        let (article, root) = (place.article.clone(), place.root.clone());
        let styled = if method == PaintMethod::Mark { &root } else { &article };
        let sheets = Sheets::adopt(styled, css, &place.ledger).map_err(refused)?;
        let (id, ledger) = (place.id, place.ledger.clone());
        Ok(Canvas { id, article, root, ledger, map, painter, method, palette, sheets, watch: None })
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
        if self.method == PaintMethod::Highlight {
            self.sheets.reach(self.map.shadows());
        }
        self.observe_shadows(self.map.shadows());
    }

    /// Adopts the styles again, if the page has replaced all of its style sheets.
    pub fn keep_styles(&self) {
        self.sheets.keep();
    }

    /// Begins a painting, which replaces the one before.
    pub fn redraw(&mut self, painting: &Painting) {
        self.painter.redraw(&self.map, painting);
    }

    /// Paints a part of the rest; true if there is more.
    pub fn paint_some(&mut self) -> bool {
        self.painter.paint_more(&self.map)
    }

    /// Marks the text that a change has touched as changed; true if some of the paint may be wrong
    /// now. The cost depends on the size of the change, not on that of the article.
    pub fn mark_changed(&mut self, change: &PageChange) -> bool {
        let mut is_wrong = false;
        let mut recheck = |node: &Node, gone: bool| {
            if let Some(index) = self.map.index_of(node)
                && (gone || !self.map.still_reads(index))
            {
                is_wrong |= self.map.invalidate(index);
            }
        };
        change.rewritten.iter().for_each(|node| recheck(node, false));
        for node in &change.removed {
            let gone = !stands_in(node, &self.article);
            texts_in(node, &mut |text| recheck(text, gone));
        }
        is_wrong
    }

    /// Marks all of the map's text that the page no longer holds as changed.
    pub fn recheck_all(&mut self) {
        for index in 0..self.map.node_count() {
            let gone = !self.article.contains(Some(self.map.node(index)));
            if gone || !self.map.still_reads(index) {
                self.map.invalidate(index);
            }
        }
    }

    /// Paints by another painter from now on. No paint of the old one may be on the page.
    pub fn replace_painter(&mut self, painter: Box<dyn Painter>, method: PaintMethod) {
        self.painter.destroy();
        (self.painter, self.method) = (painter, method);
        let styled = if method == PaintMethod::Mark { &self.root } else { &self.article };
        if let Ok(sheets) = Sheets::adopt(styled, String::new(), &self.ledger) {
            self.sheets = sheets;
        }
        self.restyle();
        self.extend_to_shadows();
    }

    /// Reads the colours of the page where the text of `map` stands (of the canvas's own map if
    /// none is given). True if they differ from those before.
    pub fn look_at_colours(&mut self, map: Option<&TextMap>) -> bool {
        let palette = Some(backdrop(&self.article, map.unwrap_or(&self.map)));
        let changed = palette != self.palette;
        self.palette = palette;
        changed
    }

    /// True if the page is dark. Its colours are looked at if they are not known yet.
    pub fn is_dark(&self) -> bool {
        match &self.palette {
            Some(palette) => palette.is_dark(),
            None => backdrop(&self.article, &self.map).is_dark(),
        }
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
        (Box::new(MarkPainter::new(&place.article, &place.root)), PaintMethod::Mark)
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
