//! Style sheets adopted by the document or shadow root that an element stands in.
//!
//! Takes rules and a node; gives a sheet that applies until it is dropped; promises to add no
//! element, so that no content security policy refuses it.

use gloo::events::EventListener;
use js_sys::{Array, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CssStyleSheet, Element, HtmlElement, Node, ShadowRoot};

use super::painter::Ledger;

/// An adopted style sheet; dropping it removes it.
#[derive(Debug)]
pub struct Sheet {
    sheet: CssStyleSheet,
    /// The document or shadow root that adopted it.
    root: JsValue,
    ledger: Ledger,
}

const PROPERTY: &str = "adoptedStyleSheets";

impl Sheet {
    /// Adopts `css` where `node` stands.
    ///
    /// # Errors
    /// Where the browser cannot construct style sheets.
    pub fn adopt(node: &Node, css: &str, ledger: &Ledger) -> Result<Sheet, JsValue> {
        let sheet = CssStyleSheet::new()?;
        sheet.replace_sync(css)?;
        let mut root = JsValue::from(node.get_root_node());
        // A node that stands in no page yet is styled in the document that it will be put into.
        if !Reflect::has(&root, &PROPERTY.into())? {
            root = node.owner_document().into();
        }
        let adopted = Sheet { sheet, root, ledger: ledger.clone() };
        adopted.keep()?;
        ledger.sheets.set(&adopted.sheet, &adopted.root);
        Ok(adopted)
    }

    /// Adopts it again, if the page has replaced the list of adopted sheets by its own.
    ///
    /// # Errors
    /// Where style sheets cannot be adopted.
    pub fn keep(&self) -> Result<(), JsValue> {
        let all = adopted(&self.root, |_| true)?;
        if !all.iter().any(|sheet| sheet == *AsRef::<JsValue>::as_ref(&self.sheet)) {
            all.push(&self.sheet);
            Reflect::set(&self.root, &PROPERTY.into(), &all)?;
        }
        Ok(())
    }

    /// Replaces the rules.
    pub fn set(&self, css: &str) {
        let _ = self.sheet.replace_sync(css);
    }
}

/// One style sheet in each place that an article has text in: its document or shadow root, and the
/// shadow roots within it.
#[derive(Debug)]
pub struct Sheets {
    css: String,
    own: Sheet,
    within: Vec<Sheet>,
}

impl Sheets {
    /// Adopts `css` where `node` stands.
    ///
    /// # Errors
    /// Where the browser cannot construct style sheets.
    pub fn adopt(node: &Node, css: String, ledger: &Ledger) -> Result<Sheets, JsValue> {
        Ok(Sheets { own: Sheet::adopt(node, &css, ledger)?, css, within: Vec::new() })
    }

    /// Applies the rules in exactly these shadow roots too.
    pub fn reach(&mut self, shadows: &[ShadowRoot]) {
        let is_in =
            |sheet: &Sheet, shadow: &ShadowRoot| sheet.root == *AsRef::<JsValue>::as_ref(shadow);
        self.within.retain(|sheet| shadows.iter().any(|shadow| is_in(sheet, shadow)));
        for shadow in shadows {
            if !self.within.iter().any(|sheet| is_in(sheet, shadow)) {
                self.within.extend(Sheet::adopt(shadow, &self.css, &self.own.ledger));
            }
        }
    }

    /// Does [`Sheet::keep`] for each sheet.
    pub fn keep(&self) {
        for sheet in std::iter::once(&self.own).chain(&self.within) {
            let _ = sheet.keep();
        }
    }

    /// Replaces the rules.
    pub fn set(&mut self, css: String) {
        self.css = css;
        std::iter::once(&self.own).chain(&self.within).for_each(|sheet| sheet.set(&self.css));
    }
}

/// Notices that a page has replaced the list of its adopted sheets, of which browsers tell nobody:
/// a sheet of its own gives an element in the widget's shadow root a length, and the transition
/// from that length begins where the sheet is gone.
#[derive(Debug)]
pub struct SheetGuard {
    sheet: Sheet,
    probe: HtmlElement,
    _listener: EventListener,
}

impl SheetGuard {
    /// Calls `lost` once the document of `root`, which stands in the shadow root of widget number
    /// `instance`, has lost its adopted sheets; `None` where `root` stands nowhere.
    pub fn new(
        root: &Element,
        instance: u32,
        ledger: &Ledger,
        lost: impl Fn(()) + 'static,
    ) -> Option<SheetGuard> {
        let document = root.owner_document()?;
        let probe: HtmlElement = document.create_element("i").ok()?.unchecked_into();
        let name = format!("--whosaid-{instance}");
        probe.set_class_name("probe");
        for (property, value) in [
            ("all", "initial"),
            ("position", "absolute"),
            ("outline-offset", &*format!("calc(var({name},0)*1px)")),
            ("transition", "outline-offset 1ms"),
        ] {
            probe.style().set_property(property, value).ok()?;
        }
        root.parent_node()?.append_child(&probe).ok()?;
        let element = document.document_element()?;
        let sheet = Sheet::adopt(&element, &format!("who-said{{{name}:1}}"), ledger).ok()?;
        let listener = EventListener::new(&probe, "transitionrun", move |_| lost(()));
        Some(SheetGuard { sheet, probe, _listener: listener })
    }

    /// Does [`Sheet::keep`] for its own sheet.
    pub fn keep(&self) {
        let _ = self.sheet.keep();
    }
}

impl Drop for SheetGuard {
    fn drop(&mut self) {
        self.probe.remove();
    }
}

impl Drop for Sheet {
    fn drop(&mut self) {
        self.ledger.sheets.delete(&self.sheet);
        let Ok(others) =
            adopted(&self.root, |sheet| sheet.dyn_ref::<CssStyleSheet>() != Some(&self.sheet))
        else {
            return;
        };
        let _ = Reflect::set(&self.root, &PROPERTY.into(), &others);
    }
}

/// The wanted ones of the sheets that a root has adopted. They are read one by one, as a page may
/// have replaced `Array.from`.
fn adopted(root: &JsValue, wanted: impl Fn(&JsValue) -> bool) -> Result<Array, JsValue> {
    let sheets: Array = Reflect::get(root, &PROPERTY.into())?.unchecked_into();
    Ok(sheets.iter().filter(wanted).collect())
}
