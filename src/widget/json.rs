//! Plain JavaScript values as JSON text.
//!
//! Takes arrays, objects, strings, numbers, booleans and null; gives what `JSON.stringify` writes
//! with an indent of two; promises the same on pages that have replaced `JSON.stringify` or given
//! arrays a `toJSON`, as old libraries do.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::json::quote;

/// Writes a value at the end of `out`; `depth` is the number of arrays and objects around it.
pub fn write(value: &JsValue, depth: usize, out: &mut String) {
    if let Some(text) = value.as_string() {
        quote(&text, out);
    } else if let Some(yes) = value.as_bool() {
        *out += if yes { "true" } else { "false" };
    } else if value.as_f64().is_some() {
        // JavaScript turns numbers into text, as Rust's code for that is large.
        *out += &String::from(value.unchecked_ref::<Object>().to_string());
    } else if Array::is_array(value) {
        out.push('[');
        let items = value.unchecked_ref::<Array>();
        for i in 0..items.length() {
            new_line(i == 0, depth + 1, out);
            write(&items.get(i), depth + 1, out);
        }
        end(items.length() == 0, depth, ']', out);
    } else if value.is_object() {
        out.push('{');
        let keys = Object::keys(value.unchecked_ref::<Object>());
        for i in 0..keys.length() {
            let key = keys.get(i);
            new_line(i == 0, depth + 1, out);
            quote(&key.as_string().unwrap_or_default(), out);
            *out += ": ";
            write(&Reflect::get(value, &key).unwrap_or(JsValue::NULL), depth + 1, out);
        }
        end(keys.length() == 0, depth, '}', out);
    } else {
        *out += "null";
    }
}

/// Begins the line of an item; items but the first follow a comma.
fn new_line(first: bool, depth: usize, out: &mut String) {
    if !first {
        out.push(',');
    }
    out.push('\n');
    *out += &"  ".repeat(depth);
}

/// Ends an array or object, on a line of its own unless it is empty.
fn end(empty: bool, depth: usize, bracket: char, out: &mut String) {
    if !empty {
        new_line(true, depth, out);
    }
    out.push(bracket);
}
