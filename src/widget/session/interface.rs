//! All that is drawn beside the article: the panel, the room that the page makes for it, and the
//! margin map.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::canvas::Canvas;
use super::mount_point::MountPoint;
use crate::page::{Colour, Painting, ScrollAnchor, Sheet, SheetGuard, inks, is_dark};
use crate::ui::{self, Side};
use crate::widget::margin_map::MarginMap;
use crate::widget::panel_space;

/// All that a session draws beside its article.
pub(super) struct Interface {
    ui: Option<ui::Ui>,
    styles: Option<Sheet>,
    /// The style sheet that fits the interface's colours to the page.
    fit: Option<Sheet>,
    guard: Option<SheetGuard>,
    /// The side that the panel stands at.
    pub side: Side,
    /// The style sheet that moves the page over for the panel.
    room: Option<Sheet>,
    /// The window's width, in CSS pixels, when room was made last.
    width: f64,
    margin_map: Option<MarginMap>,
}

/// True for a page whose text is lighter than its ground.
#[derive(Debug, Clone, Copy)]
pub(super) struct PageIsDark(pub bool);

impl Interface {
    /// Nothing drawn yet.
    pub fn new(side: Side) -> Interface {
        let (ui, styles, fit, guard, room) = (None, None, None, None, None);
        Interface { ui, styles, fit, guard, side, room, width: 0.0, margin_map: None }
    }

    /// Adopts the interface's styles where it is to be drawn.
    pub fn adopt_styles(&mut self, place: &MountPoint) {
        // The article's own style sheet was adopted before: this one is not refused.
        self.styles = Sheet::adopt(&place.root, ui::STYLESHEET, &place.ledger).ok();
        self.fit = Sheet::adopt(&place.root, "", &place.ledger).ok();
    }

    /// Fits the interface's colours to a page whose ground is dark or light, and to the ground that
    /// the publisher gives the panel.
    pub fn fit_to_page(&self, place: &MountPoint, page_is_dark: PageIsDark) {
        let Some(sheet) = &self.fit else { return };
        let given = panel_grounds(&place.root);
        // A panel with a ground of its own in both schemes is dark or light by that.
        let dark = match &given {
            Some(PanelGrounds { grounds: [a, b], .. }) if is_dark(*a) == is_dark(*b) => is_dark(*a),
            _ => page_is_dark.0,
        };
        let scheme = if dark { "dark" } else { "light" };
        let mut css = format!(":host(:not([theme=light],[theme=dark])){{color-scheme:{scheme}}}");
        if let Some(PanelGrounds { grounds, texts }) = given {
            css.push_str(&inks(grounds, texts));
        }
        sheet.set(&css);
    }

    /// Takes over the panel, once it is drawn into the mount point.
    pub fn set_ui(&mut self, ui: ui::Ui) {
        self.ui = Some(ui);
    }

    /// Takes over what notices that the page has replaced its style sheets.
    pub fn set_guard(&mut self, guard: Option<SheetGuard>) {
        self.guard = guard;
    }

    /// Takes over the margin map, if there is one.
    pub fn set_margin_map(&mut self, map: Option<MarginMap>) {
        self.margin_map = map;
    }

    /// Sends a command to the panel, if it is drawn.
    pub fn send(&self, command: ui::Command) {
        if let Some(ui) = &self.ui {
            ui.send(command);
        }
    }

    /// Makes the page keep clear of the panel while that is open; the text in view stays in place.
    pub fn make_room(&mut self, place: &MountPoint, canvas: &Canvas, open: Option<bool>) {
        let anchor = ScrollAnchor::now(&canvas.map, &place.article);
        self.width = window_width();
        self.room = None;
        let mut top = 0;
        if open == Some(true) {
            let (article, root): (&Element, &Element) = (&place.article, &place.root);
            self.room = panel_space::make(&canvas.map, article, root, self.side, &place.ledger);
            top = panel_space::bar_above(root, self.side).unwrap_or(0);
        }
        let style = place.root.unchecked_ref::<HtmlElement>().style();
        let _ = style.set_property("--top", &format!("{top}px"));
        if let Some(anchor) = anchor {
            anchor.keep();
        }
    }

    /// True if the window is as wide as when room was made.
    pub fn has_room_for_window(&self) -> bool {
        self.width == window_width()
    }

    /// Adopts its style sheets again, if the page has replaced all of its style sheets.
    pub fn keep_styles(&self) {
        if let Some(room) = &self.room {
            let _ = room.keep();
        }
        if let Some(guard) = &self.guard {
            guard.keep();
        }
    }

    /// Draws the margin map after the next frame.
    pub fn draw_map_soon(&self) {
        if let Some(map) = &self.margin_map {
            map.draw_soon();
        }
    }

    /// Measures the text anew and draws the margin map after the next frame: the text may have
    /// moved.
    pub fn measure_map_soon(&self) {
        if let Some(map) = &self.margin_map {
            map.measure_soon();
        }
    }

    /// Draws the margin map.
    pub fn draw_map(&self, painting: &Painting, canvas: &Canvas) {
        if let Some(map) = &self.margin_map {
            map.draw(painting, canvas.map.len(), |span| canvas.range(span));
        }
    }

    /// The offset of the text at a share of the article's height, 0 to 1.
    pub fn offset_at(&self, share: f64) -> u32 {
        self.margin_map.as_ref().map_or(0, |map| map.offset(share))
    }

    /// Takes margin map and panel off the page.
    pub fn destroy(&mut self) {
        (self.margin_map, self.guard) = (None, None);
        if let Some(ui) = self.ui.take() {
            ui.destroy();
        }
    }
}

/// The publisher's ground of the panel and text on it, in light colours and in dark ones.
struct PanelGrounds {
    grounds: [Colour; 2],
    /// `None` where the text is left to the interface.
    texts: [Option<Colour>; 2],
}

/// The grounds that the publisher gives the panel; `None` where there is none, or one that is seen
/// through.
fn panel_grounds(root: &Element) -> Option<PanelGrounds> {
    let window = web_sys::window()?;
    let given = |name: &str| {
        let style = window.get_computed_style(root).ok().flatten()?;
        style.get_property_value(name).ok().filter(|value| !value.trim().is_empty())
    };
    given("--whosaid-background")?;
    let has_text = given("--whosaid-text").is_some();
    let probe: HtmlElement = root.owner_document()?.create_element("i").ok()?.unchecked_into();
    probe.set_class_name("probe");
    root.parent_node()?.append_child(&probe).ok()?;
    let read = |scheme: &str| {
        let _ = probe.style().set_property("color-scheme", scheme);
        let style = window.get_computed_style(&probe).ok().flatten()?;
        let colour = |name| Colour::parse(&style.get_property_value(name).ok()?);
        let (ground, _) = colour("background-color").filter(|(_, opacity)| *opacity >= 1.0)?;
        Some((ground, colour("color").filter(|_| has_text).map(|(text, _)| text)))
    };
    let found = (|| {
        let ((light, on_light), (dark, on_dark)) = (read("light")?, read("dark")?);
        Some(PanelGrounds { grounds: [light, dark], texts: [on_light, on_dark] })
    })();
    probe.remove();
    found
}

/// The window's width, in CSS pixels.
fn window_width() -> f64 {
    web_sys::window().and_then(|w| w.inner_width().ok()?.as_f64()).unwrap_or_default()
}
