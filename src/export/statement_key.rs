//! The key of an attribution in links: by it a page that has the widget opens the attribution.
//!
//! Takes a text with its analysis; gives a short key made of the attribution's words, and finds the
//! attribution of a key; promises that the key depends on no number of the analysis, so that it
//! stays the same while the article changes elsewhere.

use crate::analysis::{Analysis, Attribution};
use crate::text::Byte;

/// The name of the key in a link.
const NAME: &str = "whosaid=";

/// What stands in a link before directives to the browser, which hides them from the page.
pub(super) const DIRECTIVES: &str = ":~:";

/// The key of each attribution: a hash of the letters and digits of its content, and from the
/// second of several with the same words on, its number among them (`1f2e3d4c-2`).
pub(super) fn keys(text: &str, analysis: &Analysis<Byte>) -> Vec<String> {
    let hashes: Vec<u32> = analysis.attributions.iter().map(|a| hash(text, a)).collect();
    let key = |(at, hash): (usize, &u32)| {
        let others = hashes[..at].iter().filter(|other| *other == hash).count();
        let mut key = format!("{hash:08x}");
        if others > 0 {
            key += "-";
            key += &(others + 1).to_string();
        }
        key
    };
    hashes.iter().enumerate().map(key).collect()
}

/// `address` with a directive (`text=...`), if there is one, and a key: in the page's own part of
/// the fragment where `address` has none, else among the directives, as a router of the page may
/// read its own part.
pub(super) fn with_key(address: &str, directive: Option<&str>, key: &str) -> String {
    let address = address.split(DIRECTIVES).next().unwrap_or_default();
    // The page may have been opened by such a link itself.
    let address = address.split_once("#whosaid=").map_or(address, |(address, _)| address);
    let (own, directive) = (address.contains('#'), directive.unwrap_or_default());
    let mut link = String::from(address);
    for part in match (own, directive.is_empty()) {
        (false, true) => ["#", NAME, key, "", ""],
        (false, false) => ["#", NAME, key, DIRECTIVES, directive],
        (true, true) => [DIRECTIVES, NAME, key, "", ""],
        (true, false) => [DIRECTIVES, directive, "&", NAME, key],
    } {
        link += part;
    }
    link
}

/// The attribution that `address`, or its fragment alone, names by its key; `None` where it names
/// none, or the text no longer has those words.
#[cfg_attr(not(any(target_arch = "wasm32", test)), allow(dead_code))]
pub(crate) fn attribution_in(address: &str, text: &str, analysis: &Analysis<Byte>) -> Option<u32> {
    let fragment = address.split_once('#')?.1;
    let mut parts = fragment.split(DIRECTIVES).flat_map(|part| part.split('&'));
    let key = parts.find_map(|part| part.strip_prefix(NAME))?;
    let (hash, number) = key.split_once('-').unwrap_or((key, "1"));
    let hash = u32::from_str_radix(hash, 16).ok()?;
    let number: usize = number.parse().ok()?;
    let mut same = analysis.attributions.iter().filter(|a| self::hash(text, a) == hash);
    same.nth(number.checked_sub(1)?).map(|attribution| attribution.id)
}

/// The hash (FNV-1a, 32 bits) of the letters and digits of an attribution's content, in lower case:
/// marks, spaces and capitals may change without harm.
fn hash(text: &str, attribution: &Attribution<Byte>) -> u32 {
    let letters = attribution
        .content
        .iter()
        .flat_map(|span| span.of(text).chars())
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase);
    letters.fold(0x811c_9dc5, |hash: u32, letter| (hash ^ letter as u32).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Options, analyze};

    const TEXT: &str = "“Taxes will rise,” Ann Lee said on Friday. Bob Ray said the plan was \
                        mad.\n\n“Taxes will rise,” Lee said again.";

    #[test]
    fn every_attribution_is_found_by_its_own_link() {
        let analysis = analyze(TEXT, &Options::default());
        assert!(analysis.attributions.len() > 2, "{:?}", analysis.attributions);
        let keys = keys(TEXT, &analysis);
        for (id, own) in keys.iter().enumerate() {
            assert_eq!(keys.iter().filter(|key| *key == own).count(), 1, "{keys:?}");
            for address in ["https://news.example/a", "https://news.example/a#/story/7"] {
                for directive in [None, Some("text=Taxes")] {
                    let link = with_key(address, directive, own);
                    assert_eq!(attribution_in(&link, TEXT, &analysis), Some(id as u32), "{link}");
                }
            }
        }
    }

    #[test]
    fn the_key_outlives_changes_elsewhere_and_of_marks() {
        let analysis = analyze(TEXT, &Options::default());
        let link = with_key("/a", None, &keys(TEXT, &analysis)[0]);
        let later = format!("Police said nobody was hurt.\n\n{}", TEXT.replace(",”", "”"));
        let again = analyze(&later, &Options::default());
        let found = attribution_in(&link, &later, &again).expect("its words are there");
        assert!(found > 0, "another statement comes first now");
        let content = again.attributions[found as usize].content[0].of(&later);
        assert!(content.contains("Taxes will rise"), "{content}");
    }

    #[test]
    fn an_address_keeps_its_own_fragment_before_the_directives() {
        assert_eq!(with_key("/a", Some("text=b"), "1f"), "/a#whosaid=1f:~:text=b");
        assert_eq!(with_key("/a", None, "1f"), "/a#whosaid=1f");
        assert_eq!(with_key("/a#top", Some("text=b"), "1f"), "/a#top:~:text=b&whosaid=1f");
        assert_eq!(with_key("/a#whosaid=2d-2", None, "1f"), "/a#whosaid=1f");
        assert_eq!(with_key("/a#/x:~:text=c", None, "1f"), "/a#/x:~:whosaid=1f");
    }

    #[test]
    fn a_key_that_nobody_made_finds_nothing() {
        let analysis = analyze(TEXT, &Options::default());
        for link in [
            "",
            "/a",
            "/a#top",
            "/a#whosaid=",
            "/a#whosaid=-",
            "/a#whosaid=00000000",
            "/a#whosaid=zz-1",
            "/a#whosaid=1f-0",
            "/a#whosaid=1f-99999999999999999999999",
        ] {
            assert_eq!(attribution_in(link, TEXT, &analysis), None, "{link}");
        }
    }
}
