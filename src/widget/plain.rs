//! Analyses as plain JavaScript objects.

use serde::Serialize;
use wasm_bindgen::{JsError, JsValue};

use crate::analysis::Analysis;
use crate::text::Utf16;

/// An analysis as a plain JavaScript object, in which `None` is `null`.
pub fn plain(analysis: &Analysis<Utf16>) -> Result<JsValue, JsError> {
    let serializer = serde_wasm_bindgen::Serializer::new()
        .serialize_missing_as_null(true)
        .serialize_maps_as_objects(true);
    analysis
        .serialize(&serializer)
        .map_err(|error| JsError::new(&format!("The analysis could not be handed over: {error}")))
}
