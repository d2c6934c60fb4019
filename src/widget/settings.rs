//! The options of the JavaScript API, read and checked.

use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsError, JsValue};

use crate::Options;
use crate::export::Format;
use crate::export::is_report_address;
use crate::selection::{Layers, Selectable};

/// The way to paint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PainterChoice {
    /// Highlights where the browser has them and colours are the page's own, else marks.
    #[default]
    Auto,
    /// The Custom Highlight API.
    Highlight,
    /// Marks that lie over the text.
    Mark,
}

/// The options of a widget. The page may leave out any of them.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct WidgetSettings {
    /// The layers painted.
    pub layers: Layers,
    /// Whether the panel is open; `None` where the page leaves that to the panel.
    pub open: Option<bool>,
    /// The way to paint.
    pub painter: PainterChoice,
    /// True to analyse text that does not look English.
    pub assume_english: bool,
}

impl WidgetSettings {
    /// These settings, changed by the fields of `options`: an object, null or undefined. Unknown
    /// fields are ignored: some are the loader's.
    ///
    /// # Errors
    /// Where a field cannot be read: the message names it and the values it may have.
    pub fn with(mut self, options: &JsValue) -> Result<WidgetSettings, JsError> {
        if options.is_null() || options.is_undefined() {
            return Ok(self);
        }
        if !options.is_object() {
            return Err(JsError::new(
                "The options must be an object, for example {layers: \"actors quotes\"}.",
            ));
        }
        if let Some(value) = field(options, "layers") {
            self.layers = layers(&value, self.layers)?;
        }
        if let Some(value) = field(options, "open") {
            self.open = Some(flag("open", &value)?);
        }
        if let Some(value) = field(options, "assumeEnglish") {
            self.assume_english = flag("assumeEnglish", &value)?;
        }
        if let Some(value) = field(options, "painter") {
            self.painter = match value.as_string().as_deref() {
                Some("auto" | "") => PainterChoice::Auto,
                Some("highlight") => PainterChoice::Highlight,
                Some("mark") => PainterChoice::Mark,
                _ => {
                    return Err(JsError::new(&format!(
                        "painter must be \"auto\", \"highlight\" or \"mark\", not {}.",
                        shown(&value)
                    )));
                }
            };
        }
        // The address is only checked here: the loader sets it on the element, where exports find
        // it.
        if let Some(value) = field(options, "cite")
            .filter(|v| !v.as_string().is_some_and(|text| text.is_empty() || is_web_address(&text)))
        {
            return Err(JsError::new(&format!(
                "cite must be an address that begins with https:// or http://, not {}.",
                shown(&value)
            )));
        }
        // So is the address for reports.
        if let Some(value) = field(options, "reportTo").filter(|v| {
            !v.as_string().is_some_and(|text| text.is_empty() || is_report_address(&text))
        }) {
            return Err(JsError::new(&format!(
                "reportTo must be an address that begins with mailto: or https://, not {}.",
                shown(&value)
            )));
        }
        // The theme is only checked here: the loader sets it on the element, where the style sheet
        // reads it.
        if let Some(value) = field(options, "theme")
            .filter(|v| !matches!(v.as_string().as_deref(), Some("auto" | "light" | "dark" | "")))
        {
            return Err(JsError::new(&format!(
                "theme must be \"auto\", \"light\" or \"dark\", not {}.",
                shown(&value)
            )));
        }
        Ok(self)
    }

    /// The options of the analysis.
    pub fn analysis(&self) -> Options {
        Options { assume_english: self.assume_english }
    }
}

/// True for an address that the interface cites for an article: no other kind of address is one.
pub fn is_web_address(text: &str) -> bool {
    text.starts_with("https://") || text.starts_with("http://")
}

/// Reads an item to select: a number or `{attribution: number}`, `{actor: number}`, null.
///
/// # Errors
/// Where it is none of these.
pub fn item(value: &JsValue) -> Result<Option<Selectable>, JsError> {
    let refused = || {
        JsError::new(&format!(
            "select() takes an attribution's id, {{attribution: id}}, {{actor: id}} or null, \
             not {}.",
            shown(value)
        ))
    };
    let id = |value: &JsValue| {
        value
            .as_f64()
            .filter(|n| *n >= 0.0 && n.fract() == 0.0 && *n <= f64::from(u32::MAX))
            .map(|n| n as u32)
    };
    if value.is_null() || value.is_undefined() {
        return Ok(None);
    }
    if let Some(id) = id(value) {
        return Ok(Some(Selectable::Attribution(id)));
    }
    let actor = field(value, "actor").and_then(|v| id(&v)).map(Selectable::Actor);
    let attribution = field(value, "attribution").and_then(|v| id(&v)).map(Selectable::Attribution);
    actor.or(attribution).map(Some).ok_or_else(refused)
}

/// The error of a format that there is not.
pub fn no_format(given: &str) -> JsError {
    let mut message = String::from("export() takes the name of a format, not \"");
    message += given;
    message += "\". There are";
    for format in Format::ALL.into_iter().filter(|format| *format != Format::JsonLines) {
        message.push(' ');
        message += format.name();
    }
    message.push('.');
    JsError::new(&message)
}

/// Layers from a string of names ("actors quotes attitudes"; "none" or empty for none) or from an
/// object of switches; switches that are not given stay as they were.
fn layers(value: &JsValue, before: Layers) -> Result<Layers, JsError> {
    if let Some(names) = value.as_string() {
        let mut layers = Layers { actors: false, mentions: false, quotes: false, attitudes: false };
        for name in names.split([' ', ',']).filter(|name| !name.is_empty()) {
            match name {
                "actors" => layers.actors = true,
                "mentions" => layers.mentions = true,
                "quotes" => layers.quotes = true,
                "attitudes" => layers.attitudes = true,
                "none" => {}
                _ => {
                    return Err(JsError::new(&format!(
                        "layers may name actors, mentions, quotes and attitudes, not \"{name}\"."
                    )));
                }
            }
        }
        return Ok(layers);
    }
    if !value.is_object() || js_sys::Array::is_array(value) {
        return Err(JsError::new(&format!(
            "layers must be a string such as \"actors quotes\" or an object of switches, not {}.",
            shown(value)
        )));
    }
    let mut layers = before;
    for (name, switch) in [
        ("actors", &mut layers.actors),
        ("mentions", &mut layers.mentions),
        ("quotes", &mut layers.quotes),
        ("attitudes", &mut layers.attitudes),
    ] {
        if let Some(value) = field(value, name) {
            *switch = flag(name, &value)?;
        }
    }
    Ok(layers)
}

fn flag(name: &str, value: &JsValue) -> Result<bool, JsError> {
    value.as_bool().ok_or_else(|| {
        JsError::new(&format!("{name} must be true or false, not {}.", shown(value)))
    })
}

fn field(object: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(object, &name.into())
        .ok()
        .filter(|value| !value.is_undefined() && !value.is_null())
}

/// A value as an error message shows it, shortened.
fn shown(value: &JsValue) -> String {
    match value.as_string() {
        Some(text) => format!("\"{}\"", text.chars().take(40).collect::<String>()),
        // JavaScript turns numbers into text, as Rust's code for that is large.
        None if value.as_f64().is_some() => {
            value.unchecked_ref::<js_sys::Object>().to_string().into()
        }
        None => value.js_typeof().as_string().unwrap_or_default(),
    }
}
