//! Taking things away from an article: to the clipboard, into a file, on paper. Nothing of it is
//! sent anywhere.

use gloo::timers::callback::Timeout;
use js_sys::{Array, Date};
use serde::Serialize;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, Element, HtmlAnchorElement, Url};

use super::reading::Reading;
use super::{address, clipboard, json};
use crate::corrections;
use crate::export::{self, Findings, Format, Sink};
use crate::page::site_name;
use crate::text::{OffsetMap, Span, Utf16};
use crate::ui::{Command, TakeAway};
use crate::voices;

/// Milliseconds for which a file handed to the browser is kept: the browser has saved it by then.
const SAVED_MS: u32 = 60_000;

/// Units of text on either side of a quotation from which a link may take its context.
const NEAR: u32 = 1000;

/// Bytes of a day in ISO 8601: `2026-12-01`.
const DAY_LENGTH: usize = 10;

/// Most bytes of a file's name that come from the headline.
const NAME_MAX: usize = 60;

/// Gives the reader the thing asked for, and calls `reply` with the outcome, for the interface.
/// `root` is the interface's element: the one around it says what address to cite.
///
/// `gaps` gives the offsets within a span of the text before which the page has other words.
pub fn take(
    reading: &Reading,
    root: &Element,
    what: TakeAway,
    gaps: impl Fn(Span<Utf16>) -> Vec<u32>,
    reply: impl Fn(Command) + 'static,
) {
    let (text, analysis) = (&*reading.text, &*reading.analysis);
    let address = address::of(root);
    let copied = match what {
        TakeAway::Quotation(id) => {
            let offsets = OffsetMap::new(text);
            let content = analysis.attributions.get(id as usize).and_then(|a| a.content.first());
            let near = content.map(|content| offsets.convert::<Utf16>(*content)).map(|content| {
                Span::new(content.start().saturating_sub(NEAR), content.end() + NEAR)
            });
            let gaps = near.map(&gaps).map_or_else(Vec::new, |gaps| bytes(text, &gaps));
            export::citation_over(text, analysis, id, &address, &gaps)
        }
        TakeAway::Report(item) => export::report(text, analysis, item, &address),
        TakeAway::Note => Some(voices::note(text, analysis, &voices::read(text, analysis)).text()),
        _ => None,
    };
    if let Some(copied) = copied {
        let refused = copied.as_str().into();
        let to = address::for_report(root, &copied).map(Into::into);
        return clipboard::copy(&copied, move |allowed| {
            reply(match what {
                _ if !allowed => Command::Offer(refused),
                TakeAway::Report(item) => Command::Reported(item, to),
                _ => Command::Taken(what),
            });
        });
    }
    if what == TakeAway::Print {
        // Printing halts the page until the reader closes the dialogue, so it waits for the end of
        // the task under way.
        Timeout::new(0, || {
            let _ = web_sys::window().map(|window| window.print());
        })
        .forget();
        return;
    }
    let own = match what {
        TakeAway::Corrections => {
            let file = corrections::write(&reading.shelf.address, &reading.corrections);
            Some(("-corrections.json", Format::Json.mime(), file))
        }
        TakeAway::ReportFile(item) => {
            let report = export::report(text, analysis, item, &address);
            report.map(|report| ("-report.txt", "text/plain;charset=utf-8", report))
        }
        _ => None,
    };
    if let Some((suffix, kind, content)) = own {
        if save(&file_name(reading, suffix), kind, &content).is_ok() {
            reply(Command::Taken(what));
        }
        return;
    }
    let TakeAway::File(format) = what else { return };
    let file = file(reading, root, format, gaps);
    let name = file_name(reading, format.file_suffix());
    let mark = String::from(format.byte_order_mark());
    if file.and_then(|file| save(&name, format.mime(), &(mark + &file))).is_ok() {
        reply(Command::Taken(what));
    }
}

/// An article in a format, as its file has it but for the byte order mark; `root` and `gaps` as for
/// [`take`].
///
/// # Errors
/// None is known: an analysis can always be written as an object, but the function that writes it
/// could refuse.
pub fn file(
    reading: &Reading,
    root: &Element,
    format: Format,
    gaps: impl Fn(Span<Utf16>) -> Vec<u32>,
) -> Result<String, JsValue> {
    let (text, analysis) = (&*reading.text, &*reading.analysis);
    let address = address::of(root);
    let outlet = outlet(&address);
    let units = OffsetMap::new(text).convert::<Utf16>(Span::new(0, text.len() as u32));
    let gaps = bytes(text, &gaps(units));
    let today = String::from(Date::new_0().to_iso_string());
    let read = today.get(..DAY_LENGTH).unwrap_or_default();
    let findings = Findings {
        outlet: &outlet,
        read,
        gaps: &gaps,
        ..Findings::new(&address, &address, text, analysis)
    };
    let mut file = File(format.header().into());
    format.write::<Utf16, _>(&findings, &mut file)?;
    Ok(file.0)
}

/// The content of a file to save.
struct File(String);

impl Sink for File {
    type Error = JsValue;

    fn text(&mut self, text: &str) -> Result<(), JsValue> {
        self.0 += text;
        Ok(())
    }

    fn json(&mut self, value: &impl Serialize) -> Result<(), JsValue> {
        let serializer = serde_wasm_bindgen::Serializer::new()
            .serialize_missing_as_null(true)
            .serialize_maps_as_objects(true);
        json::write(&value.serialize(&serializer)?, 0, &mut self.0);
        Ok(())
    }
}

/// The byte offsets of offsets in UTF-16 code units, both rising.
fn bytes(text: &str, units: &[u32]) -> Vec<u32> {
    let mut at = 0;
    let places = text.char_indices().filter_map(|(byte, c)| {
        let found = units.binary_search(&at).is_ok();
        at += c.len_utf16() as u32;
        found.then_some(byte as u32)
    });
    places.collect()
}

/// The outlet of the article at `address`: the site's name as its page gives it, else its host.
fn outlet(address: &str) -> String {
    let document = web_sys::window().and_then(|window| window.document());
    let page = document.as_ref().and_then(|document| document.url().ok()).unwrap_or_default();
    let own = (host(&page) == host(address)).then_some(document).flatten();
    let name = own.and_then(|document| site_name(&document));
    name.unwrap_or_else(|| host(address).into())
}

/// The host that an address names, without "www."; empty where it names none.
fn host(address: &str) -> &str {
    let after = address.split_once("//").map_or("", |(_, after)| after);
    let host = after.split(['/', '?', '#']).next().unwrap_or_default();
    host.strip_prefix("www.").unwrap_or(host)
}

/// The name of a file, made of the headline: "whosaid-taxes-will-rise.csv".
fn file_name(reading: &Reading, suffix: &str) -> String {
    let title = reading.analysis.title.map_or("article", |title| title.of(&reading.text));
    let words: Vec<String> = title
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(str::to_lowercase)
        .collect();
    let mut name = String::from("whosaid");
    for word in words {
        if name.len() + word.len() > NAME_MAX {
            break;
        }
        name.push('-');
        name += &word;
    }
    name += suffix;
    name
}

/// Makes the browser save a file, by a click on a link that is never put into the page.
fn save(name: &str, kind: &str, content: &str) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&content.into()), &options)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let document = web_sys::window().and_then(|w| w.document()).ok_or(JsValue::NULL)?;
    let link: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    Timeout::new(SAVED_MS, move || {
        let _ = Url::revoke_object_url(&url);
    })
    .forget();
    Ok(())
}
