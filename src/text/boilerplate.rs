//! Lines of a page that are not the story: share buttons, mailing lists, donation lines, related
//! links, copyright, photo credits.
//!
//! Takes a line; gives whether it is such a line; promises caution: to lose a line of the story is
//! worse than to keep one of these, so long lines, quotations and reported speech count as such
//! only where the wording leaves no doubt.

use crate::lexicon::lists::layout::{
    ANYWHERE_IN_APPEALS, APPEALS, BOILERPLATE, BOILERPLATE_STARTS, BUTTONS, DONATION, LABELS,
    LEGAL, LINK_HEADINGS, LINK_LABELS, MORE, MORE_OF, PLEASE, REPORTED_SPEECH, SURE_BUTTONS,
};

/// Most words of a line that is not the story, unless it holds a phrase of law.
const MOST_WORDS: usize = 30;
/// Most words of a line that is not the story because it begins with a label ("Photo: ...").
const MOST_LABEL_WORDS: usize = 12;

/// `line` in lower case, with straight apostrophes and single spaces, and its number of words;
/// `None` if it has more than `most` words.
fn plain(line: &str, most: usize) -> Option<(String, usize)> {
    let mut out = String::with_capacity(line.len());
    let (mut words, mut within, mut at) = (0, false, 0);
    while let Some(&b) = line.as_bytes().get(at) {
        // most characters are ASCII and need no decoding
        let c = if b.is_ascii() { char::from(b) } else { line[at..].chars().next().unwrap_or(' ') };
        at += c.len_utf8();
        if c.is_whitespace() {
            within = false;
            continue;
        }
        if !within {
            within = true;
            words += 1;
            if words > most {
                return None;
            }
            if !out.is_empty() {
                out.push(' ');
            }
        }
        match c {
            '’' => out.push('\''),
            _ if c.is_ascii() => out.push(c.to_ascii_lowercase()),
            _ => out.extend(c.to_lowercase()),
        }
    }
    Some((out, words))
}

/// The pairs of neighbouring letters in a text: they tell at once that most phrases are not in it.
struct LetterPairs([u32; 32]);

impl LetterPairs {
    fn of(text: &str) -> LetterPairs {
        let mut pairs = LetterPairs([0; 32]);
        let mut before = 0;
        for &b in text.as_bytes() {
            pairs.0[usize::from(before & 31)] |= 1 << (b & 31);
            before = b;
        }
        pairs
    }

    /// True if `text`, whose pairs these are, holds `phrase`.
    fn hold(&self, phrase: &str, text: &str) -> bool {
        let mut pairs = phrase.as_bytes().windows(2);
        pairs.all(|pair| self.0[usize::from(pair[0] & 31)] >> (pair[1] & 31) & 1 == 1)
            && text.contains(phrase)
    }
}

/// A line without the marks around it.
fn core(plain: &str) -> &str {
    plain.trim_matches(|c: char| !c.is_alphanumeric())
}

/// How many words a line has, counted up to one more than `most`.
fn word_count(line: &str, most: usize) -> usize {
    line.split_whitespace().take(most + 1).count()
}

/// True if `line` is not part of the story.
pub(crate) fn is_boilerplate(line: &str) -> bool {
    let Some((plain, words)) = plain(line, MOST_WORDS * 4) else { return false };
    let pairs = LetterPairs::of(&plain);
    let is_speech = || is_speech(&plain, &pairs);
    if LEGAL.iter().any(|p| pairs.hold(p, &plain)) && !is_speech() {
        return true;
    }
    if words > MOST_WORDS {
        return false;
    }
    let core = core(&plain);
    BOILERPLATE.contains(&core)
        || !plain.ends_with(['.', '?', ',']) && is_buttons(core)
        || words <= MOST_LABEL_WORDS && starts(&plain, LABELS)
        || starts(&plain, LINK_LABELS) && !plain.contains(['"', '“'])
        || (starts(core, BOILERPLATE_STARTS)
            || APPEALS.iter().any(|p| pairs.hold(p.1, core) && has_pair(core, *p)))
            && !is_speech()
}

/// True if `text` starts with one of `phrases`.
fn starts(text: &str, phrases: &[&str]) -> bool {
    let first = text.as_bytes().first();
    phrases.iter().any(|p| p.as_bytes().first() == first && text.starts_with(p))
}

/// True if `line` is a heading after which links to other articles follow, such as "Related
/// stories".
pub(crate) fn is_link_heading(line: &str) -> bool {
    plain(line, 6).is_some_and(|(plain, _)| {
        let core = core(&plain);
        LINK_HEADINGS.contains(&core)
            || core.starts_with(MORE) && MORE_OF.iter().any(|end| core.ends_with(end))
    })
}

/// True if a link may stand on `line` under such a heading: short, and no sentence of the story.
pub(crate) fn may_be_link(line: &str) -> bool {
    word_count(line, MOST_WORDS) <= MOST_WORDS
        && !line.trim_end_matches(['"', '”', '’', '\'']).ends_with(['.', '!', ':'])
}

/// True for a line that quotes or reports somebody.
fn is_speech(plain: &str, pairs: &LetterPairs) -> bool {
    plain.starts_with(['"', '“', '‘', '\'']) || REPORTED_SPEECH.iter().any(|p| pairs.hold(p, plain))
}

/// True if the two phrases stand in the line in this order, the first near the start: the line is
/// an appeal to the reader, not a sentence about one.
fn has_pair(core: &str, pair: (&str, &str)) -> bool {
    let (first, second) = pair;
    let near = if ANYWHERE_IN_APPEALS.contains(&first) {
        core.find(first)
    } else {
        core.starts_with(first).then_some(0)
    };
    near.is_some_and(|at| {
        let about_others = pair == DONATION && !is_request(&core[..at]);
        core[at + first.len()..].contains(second) && !about_others
    })
}

/// True if the words before "make a donation" ask the reader to make one. "He will make a donation"
/// does not ask.
fn is_request(before: &str) -> bool {
    before.is_empty()
        || before.trim_end().ends_with(['-', '–', '—', ':', '.', '!', '|'])
        || before.trim_end().ends_with(PLEASE)
}

/// True for a row of buttons.
fn is_buttons(core: &str) -> bool {
    let has = |list: &str, word: &str| list.split_ascii_whitespace().any(|w| w == word);
    let mut words = core.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).peekable();
    words.peek().is_some()
        && words.clone().all(|w| has(BUTTONS, w) || w.bytes().all(|b| b.is_ascii_digit()))
        && words.clone().any(|w| has(SURE_BUTTONS, w))
        && words.count() > 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_around_the_story_are_told_from_it() {
        for line in [
            "UNITED24 - Make a charitable donation in support of Ukraine!",
            "Join the GlobalSecurity.org mailing list",
            "Sign up for our morning newsletter.",
            "Share on Facebook",
            "Facebook Twitter Email Print",
            "Share Tweet 12 Comments",
            "ADVERTISEMENT",
            "Read more: Obama hails deal on climate",
            "Related:",
            "Follow Ann Lee on Twitter @annlee.",
            "Copyright © 2016 The Associated Press. All rights reserved.",
            "Photo: Ann Lee / AFP",
            "(AP Photo/Ann Lee)",
            "Reporting by Ann Lee; Editing by Bob Ray",
            "(Reporting by Ann Lee in Geneva; Editing by Bob Ray.)",
            "Getty Images.",
            "© 2016 Reuters",
            "Click here to subscribe.",
            "This material may not be published, broadcast, rewritten or redistributed.",
            "Story continues below advertisement",
            "Comments (12)",
            "Enter your email address to get our daily briefing",
            "Please make a donation to keep us going.",
        ] {
            assert!(is_boilerplate(line), "{line}");
        }
    }

    #[test]
    fn lines_of_the_story_stay() {
        for line in [
            "Support for Israel is a given among Republican candidates.",
            "Follow the money, he said.",
            "Trump will make a donation to the veterans.",
            "“Share this,” she said.",
            "Read the bill before you vote for it.",
            "The photo shows a boy in an ambulance.",
            "Related parties must disclose their deals.",
            "Subscribe was the word he used, Lee said.",
            "Images of the attack spread on Facebook.",
            "More: the pollsters also asked about taxes, Lee said, and “the rest.”",
            "Comments by Trump drew fire.",
            "Copyright law must change.",
            "Donate or not, that is the question.",
            "",
            "!",
            "Instagram and Facebook.",
        ] {
            assert!(!is_boilerplate(line), "{line}");
        }
    }

    #[test]
    fn links_follow_their_heading() {
        assert!(
            is_link_heading("Related stories:")
                && is_link_heading("Sources")
                && !is_link_heading("Sources close to the talks said no")
        );
        assert!(may_be_link("Obama hails deal") && !may_be_link("Obama hailed the deal."));
    }
}
