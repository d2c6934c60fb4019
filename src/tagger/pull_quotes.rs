//! Pull quotes: a paragraph that is a quotation, a dash and who said it (`"We won." - Ann Lee`).
//!
//! Takes a [`Chunk`] and what was found in it; gives the attributions of such paragraphs that nobody has yet; promises nothing about other
//! dashes. Newspapers set them so, the training articles never do.

use super::chunks::Chunk;
use super::decode::{Found, Run};
use super::features::{closes, is_capitalised, is_year};

/// A name with its description takes no more tokens than this.
const LONGEST_SOURCE: usize = 10;
/// How sure the form alone makes it.
const SURE: f32 = 0.95;

/// Those of the chunk, beside what was `found`.
pub(super) fn find(chunk: &Chunk, found: &[Found]) -> Vec<Found> {
    let free = |a: &Found| !found.iter().any(|b| b.overlaps(a));
    paragraphs(chunk).into_iter().filter_map(|run| read(chunk, run)).filter(free).collect()
}

/// The chunk's paragraphs, marks between them left out.
fn paragraphs(chunk: &Chunk) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut start = 0;
    for t in 0..=chunk.len() {
        if t == chunk.len() || chunk.index[t].is_none() {
            if start < t {
                runs.push((start, t));
            }
            start = t + 1;
        }
    }
    runs
}

fn read(chunk: &Chunk, (start, end): Run) -> Option<Found> {
    let quoted = (start..end).take_while(|&t| chunk.inside[t] && chunk.segment[t] == chunk.segment[start]).count();
    let dash = start + quoted;
    if quoted < 3 || !closes(&chunk.features[dash - 1]) {
        return None;
    }
    let is_dash = |t: usize| t < end && matches!(chunk.words[t].as_str(), "—" | "–" | "―" | "-");
    let source = (dash..end).find(|&t| !is_dash(t))?;
    let last = if chunk.words[end - 1] == "." { end - 1 } else { end };
    let named = source > dash && source < last && last - source <= LONGEST_SOURCE && is_capitalised(&chunk.features[source]);
    // with a year it is a title in a list of references
    let reference = (source..last).any(|t| is_year(&chunk.features[t]));
    let plain =
        (source..last).all(|t| !chunk.inside[t] && (chunk.wordlike[t] || matches!(chunk.words[t].as_str(), "," | "." | "-" | "(" | ")")));
    (named && plain && !reference).then(|| Found::certain(chunk.len(), (dash, source), Some((source, last)), (start, dash), SURE))
}

#[cfg(test)]
mod tests {
    use super::super::chunks::chunks;
    use super::super::tokens::Tokens;
    use super::*;

    fn sources(text: &str) -> Vec<Option<Run>> {
        find(&chunks(&Tokens::read(text), 160)[0], &[]).iter().map(|a| a.source).collect()
    }

    #[test]
    fn a_quotation_a_dash_and_a_name_are_an_attribution() {
        assert_eq!(
            sources("Two views.\n“We won.” ― Ann Lee\n\"They lost.\" -- Bob Ray, mayor.\nThe end."),
            [Some((10, 12)), Some((20, 24))]
        );
    }

    #[test]
    fn other_dashes_are_not() {
        assert!(sources("“We won” – and so they had.").is_empty());
        assert!(sources("The “big one” – Ann Lee").is_empty());
        assert!(sources("“We won.” Ann Lee").is_empty());
        assert!(sources("“We won” – Daily News, May 2, 2014").is_empty());
    }

    #[test]
    fn what_the_model_found_already_is_left_alone() {
        let chunk = &chunks(&Tokens::read("“We won.” ― Ann Lee"), 160)[0];
        let found = find(chunk, &[]);
        assert_eq!(found.len(), 1);
        assert!(find(chunk, &found).is_empty());
    }
}
