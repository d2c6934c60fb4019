//! The place of a widget on a page.

use web_sys::{Element, EventTarget};

use crate::page::Ledger;

/// The elements of the page that a widget has to do with.
#[derive(Debug)]
pub struct MountPoint {
    /// A number that no other widget on the page has.
    pub id: u32,
    /// The annotated element.
    pub article: Element,
    /// The element that the interface is drawn into.
    pub root: Element,
    /// The target of the widget's events.
    pub target: EventTarget,
    /// The changes made to the page.
    pub ledger: Ledger,
}
