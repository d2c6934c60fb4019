//! The JavaScript API: `analyze`, `annotate` and its handle.
//!
//! Takes a page element; gives highlights on it and a panel; promises that no panic crosses into the page and that `destroy()` leaves it
//! as it was.
