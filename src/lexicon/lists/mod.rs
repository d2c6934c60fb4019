//! English word lists by name: the language's closed sets that rules ask for.
//!
//! A list is a constant with its meaning in a line. Rules hold no words of their own: a word that
//! is missing is one more entry here, or a line in `data/`. The tables that say what a *word* is
//! (classes, names, cues) stand in `data/`.

pub mod actors;
pub mod bodies;
pub mod channels;
pub mod grammar;
pub mod languages;
pub mod layout;
pub mod models;
pub mod names;
pub mod page;
pub mod phrases;
pub mod provenance;
pub mod references;
pub mod sentences;
pub mod sources;
pub mod speech;
pub mod transcripts;

/// The words of several lists as one list of `N` words.
///
/// # Panics
///
/// While compiling, if `N` is not the number of words.
const fn joined<const N: usize>(lists: &[&[&'static str]]) -> [&'static str; N] {
    let mut out = [""; N];
    let (mut count, mut list) = (0, 0);
    while list < lists.len() {
        let mut word = 0;
        while word < lists[list].len() {
            out[count] = lists[list][word];
            count += 1;
            word += 1;
        }
        list += 1;
    }
    assert!(count == N, "the number of words");
    out
}
