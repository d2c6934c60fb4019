//! A style sheet adopted by the document or shadow root that an element stands in. CSSOM only: no element is added, and no
//! content security policy refuses it.

use js_sys::{Array, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CssStyleSheet, Node};

use super::painter::Ledger;

/// An adopted style sheet; dropping it takes it off.
#[derive(Debug)]
pub struct Sheet {
    sheet: CssStyleSheet,
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
        let root = JsValue::from(node.get_root_node());
        let adopted = adopted(&root, |_| true)?;
        adopted.push(&sheet);
        Reflect::set(&root, &PROPERTY.into(), &adopted)?;
        ledger.sheets.set(&sheet, &root);
        Ok(Sheet { sheet, root, ledger: ledger.clone() })
    }

    /// Replaces the rules.
    pub fn set(&self, css: &str) {
        let _ = self.sheet.replace_sync(css);
    }
}

impl Drop for Sheet {
    fn drop(&mut self) {
        self.ledger.sheets.delete(&self.sheet);
        let Ok(others) = adopted(&self.root, |sheet| sheet.dyn_ref::<CssStyleSheet>() != Some(&self.sheet)) else { return };
        let _ = Reflect::set(&self.root, &PROPERTY.into(), &others);
    }
}

/// The sheets that a root has adopted, as far as they are wanted; read one by one, as a page may have an `Array.from` of its own making.
fn adopted(root: &JsValue, wanted: impl Fn(&JsValue) -> bool) -> Result<Array, JsValue> {
    let sheets: Array = Reflect::get(root, &PROPERTY.into())?.unchecked_into();
    Ok(sheets.iter().filter(wanted).collect())
}
