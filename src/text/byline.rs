//! The line that names the authors.
//!
//! Takes a line; gives its authors and which part of it names them; promises to take a line only if
//! every word of it belongs to a byline.

use serde::{Deserialize, Serialize};

use super::dates;
use super::span::{Span, Unit};
use crate::lexicon::lists::layout::{
    BYLINE_JOINTS, BYLINE_LEADS, BYLINE_PREPOSITIONS, JOBS, NO_NAME, OUTLET_ENDS, OUTLETS,
    SMALL_IN_OUTLETS, SMALL_IN_ROLES,
};
use crate::lexicon::lists::names::BYLINE_PARTICLES;
#[cfg(any(target_arch = "wasm32", test))]
use crate::lexicon::lists::page::NO_AUTHOR;

/// The line that names who wrote the article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct Byline<U: Unit> {
    /// The whole line's authorship part.
    pub span: Span<U>,
    /// The authors' names in order.
    pub authors: Vec<String>,
}

/// The authors that a line names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct BylineNames {
    /// Bytes of the line up to the end of its authorship part, which starts with the line.
    pub len: usize,
    /// In order; the outlet where no person is named; never empty.
    pub authors: Vec<String>,
    /// True if the line opens with "By" or the like.
    pub explicit: bool,
}

/// Most words of a byline.
const MOST_WORDS: usize = 40;
/// Most words of a name in it.
const MOST_NAME_WORDS: usize = 5;

/// True if `list`, words separated by spaces, holds `word` in any case.
fn has(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|w| w.eq_ignore_ascii_case(word))
}

/// The bare word, without the marks around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

/// Reads `line` as a byline. One without "By" needs an outlet, a job or a date behind its names.
pub(super) fn read(line: &str) -> Option<BylineNames> {
    if line.split_whitespace().count() > MOST_WORDS || line.contains(['"', '“', '”', '?', '!'])
    {
        return None;
    }
    let lower = line.to_ascii_lowercase();
    let lead = BYLINE_LEADS.iter().find(|l| lower.starts_with(**l)).map_or(0, |l| l.len());
    let day = dates::days(line).first().map(|d| d.bytes.start);
    let end = match date_part(line, lead, day) {
        Some(at) => at,
        None if day.is_some() => return None,
        None => line.len(),
    };
    let part =
        line[lead..end].trim_end_matches(|c: char| !c.is_alphanumeric() && c != ')' && c != '.');
    let mut people = Vec::new();
    let mut outlets = Vec::new();
    let mut place = false;
    for piece in pieces(part) {
        if piece.len() == 1 && has(BYLINE_PREPOSITIONS, piece[0]) {
            place = true;
        } else if place {
            if !piece.iter().all(|w| is_capitalised(w)) {
                return None;
            }
            place = false;
        } else {
            let outlet = piece.iter().position(|w| has(OUTLETS, bare(w)) || w.contains(".com"));
            let (mut name, mut rest) = piece.split_at(outlet.unwrap_or(piece.len()));
            if names_outlet(name, rest, &people) {
                (name, rest) = (&[], &piece[..]);
            }
            let after_outlet =
                !outlets.is_empty() && rest.is_empty() && piece.iter().all(|w| is_capitalised(w));
            if is_name(name) && (rest.is_empty() || lead > 0) {
                people.push(tidy(name));
            } else if !name.is_empty() && !after_outlet {
                return None; // behind an outlet, other capitalised words say where it is
            }
            if !rest.is_empty() {
                if !rest
                    .iter()
                    .all(|w| is_capitalised(w) || has(OUTLETS, bare(w)) || has(SMALL_IN_OUTLETS, w))
                {
                    return None;
                }
                outlets.push(tidy(rest));
            }
        }
    }
    let explicit = lead > 0;
    let sure = explicit || !outlets.is_empty() || day.is_some();
    let authors = if people.is_empty() && explicit { outlets } else { people };
    (sure && !place && !authors.is_empty()).then(|| BylineNames {
        len: lead + part.len(),
        authors,
        explicit,
    })
}

/// The authors that `line` names, if it does nothing else. Only a page has such lines.
#[cfg(any(target_arch = "wasm32", test))]
pub(crate) fn authors(line: &str) -> Vec<String> {
    read(line).map_or_else(|| bare_names(line), |names| names.authors)
}

/// The people whose names stand in `text`, which is said to name authors: roles, outlets, places
/// after a preposition, addresses and all from a day on are left out. Only a page has such texts.
#[cfg(any(target_arch = "wasm32", test))]
pub(crate) fn people(text: &str) -> Vec<String> {
    let text = after_lead(text);
    let text = dates::days(text).first().map_or(text, |day| &text[..day.bytes.start]);
    let mut place = false;
    let mut people = Vec::new();
    for piece in pieces(text) {
        let is_preposition = piece.len() == 1 && has(BYLINE_PREPOSITIONS, piece[0]);
        let beside = |word: &&str| has(OUTLETS, bare(word)) || has(NO_AUTHOR, bare(word));
        let (name, rest) = piece.split_at(piece.iter().position(beside).unwrap_or(piece.len()));
        // "Ann Lee's Latest Stories" is a heading.
        let is_owner = name.iter().any(|word| word.ends_with("'s") || word.ends_with("’s"));
        let is_beside = is_preposition || place || is_owner || names_outlet(name, rest, &people);
        if !is_beside && is_name(name) {
            people.push(tidy(name));
        }
        place = is_preposition;
    }
    people
}

/// `text` without the words that say that names follow, such as "By".
#[cfg(any(target_arch = "wasm32", test))]
pub(crate) fn after_lead(text: &str) -> &str {
    let lower = text.to_ascii_lowercase();
    let lead = BYLINE_LEADS.iter().find(|lead| lower.starts_with(**lead)).map_or(0, |l| l.len());
    // Two elements in a row have no space between them: "ByAnn Lee".
    let run =
        |rest: &&str| lead == 0 && rest.starts_with(char::is_uppercase) && !text.starts_with("BY");
    lower.starts_with("by").then(|| &text[2..]).filter(run).unwrap_or(&text[lead..])
}

/// True for a line that says only that names follow.
pub(crate) fn is_lead(line: &str) -> bool {
    BYLINE_LEADS
        .iter()
        .any(|l| line.trim_end_matches(':').eq_ignore_ascii_case(l.trim_end_matches([' ', ':'])))
}

/// The people whose names are all that `line` holds; empty if it holds anything else.
pub(crate) fn bare_names(line: &str) -> Vec<String> {
    if line.split_whitespace().count() > MOST_WORDS || line.ends_with('.') {
        return Vec::new();
    }
    let pieces = pieces(line);
    let all_names = pieces.iter().all(|p| is_name(p) && !p.iter().any(|w| has(OUTLETS, bare(w))));
    if all_names { pieces.iter().map(|p| tidy(p)).collect() } else { Vec::new() }
}

/// True for a line that holds only an outlet, a job or where it is done, as often stands below a
/// name: "Political correspondent", "BBC News, Washington".
pub(super) fn is_role(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().map(bare).collect();
    let fits = |w: &&str| is_capitalised(w) || has(OUTLETS, w) || has(SMALL_IN_ROLES, w);
    (1..=8).contains(&words.len())
        && words.iter().any(|w| has(OUTLETS, w))
        && words.iter().all(fits)
        && !line.ends_with(['.', '?', '!', ':'])
}

/// Where the date part of the line starts, if the line has a day and nothing but the date follows.
/// `day` is where the first day starts.
fn date_part(line: &str, lead: usize, day: Option<usize>) -> Option<usize> {
    let day = day?;
    // "Published on" and the like belong to the date: try each earlier word as its start
    let starts = line[..day].char_indices().filter(|&(i, c)| {
        i >= lead && !c.is_whitespace() && line[..i].ends_with(char::is_whitespace)
    });
    let mut starts: Vec<usize> = starts.map(|(i, _)| i).collect();
    starts.push(day);
    starts.into_iter().find(|&at| dates::date_line(&line[at..]).is_some())
}

/// The line's words, cut at what separates names; a preposition is a piece of its own.
fn pieces(part: &str) -> Vec<Vec<&str>> {
    let mut out: Vec<Vec<&str>> = vec![Vec::new()];
    let cut = |out: &mut Vec<Vec<&str>>| {
        if out.last().is_some_and(|p| !p.is_empty()) {
            out.push(Vec::new());
        }
    };
    for word in part.split_whitespace() {
        if word.contains('@') || bare(word).is_empty() || BYLINE_JOINTS.contains(&bare(word)) {
            cut(&mut out);
        } else if has(BYLINE_PREPOSITIONS, word) && word.starts_with(char::is_lowercase) {
            cut(&mut out);
            out.push(vec![word]);
            out.push(Vec::new());
        } else {
            for (i, piece) in word.split([',', ';', '|', '/', '•', '·', '(', ')']).enumerate() {
                if i > 0 {
                    cut(&mut out);
                }
                if !piece.is_empty() {
                    out.last_mut().expect("there is always a piece").push(piece);
                }
            }
        }
    }
    out.retain(|p| !p.is_empty());
    out
}

fn is_particle(word: &str) -> bool {
    BYLINE_PARTICLES.iter().any(|particle| particle.eq_ignore_ascii_case(word))
}

fn is_the(word: &str) -> bool {
    word.eq_ignore_ascii_case("the")
}

fn is_capitalised(word: &str) -> bool {
    bare(word).starts_with(char::is_uppercase)
}

/// True if `name` and the words after it, of which the first is of outlets or jobs, are one name,
/// as in "Lee County Press Agency": not in "Ann Lee Staff Writer" or "Ann Lee CNN". `others` are
/// those named before.
fn names_outlet(name: &[&str], rest: &[&str], others: &[String]) -> bool {
    let Some(first) = rest.first().map(|word| bare(word)) else { return false };
    let is_later = !others.is_empty()
        && has(OUTLETS, first)
        && first.contains(char::is_lowercase)
        && !rest.iter().any(|word| has(JOBS, bare(word)));
    is_later || has(OUTLET_ENDS, first) || name.len() == 1 && is_the(name[0])
}

/// True for two or more capitalised words, perhaps with particles, that look like a person's name.
fn is_name(words: &[&str]) -> bool {
    let fits = |word: &&str| {
        let letters = word.chars().all(|c| {
            c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’' | '\u{301}' | '\u{308}')
        });
        letters && (is_capitalised(word) || is_particle(word)) && !has(NO_NAME, bare(word))
    };
    let last = words.last().is_some_and(|w| is_capitalised(w));
    let capitals = words.iter().filter(|w| is_capitalised(w)).count();
    last && capitals >= 2 && words.len() <= MOST_NAME_WORDS && words.iter().all(fits)
}

/// The words as one name, without a full stop that ends the line.
fn tidy(words: &[&str]) -> String {
    let name = words.join(" ");
    let abbreviated = words.last().is_some_and(|w| matches!(*w, "Jr." | "Sr.") || w.len() == 2);
    if abbreviated { name } else { name.trim_end_matches('.').to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn byline(line: &str, part: &str, authors: &[&str]) {
        let found = read(line).unwrap_or_else(|| panic!("{line:?} should be a byline"));
        assert_eq!(
            (&line[..found.len], found.authors),
            (part, authors.iter().map(|a| a.to_string()).collect::<Vec<_>>())
        );
    }

    #[test]
    fn authors_are_read_as_news_names_them() {
        byline("By Steve Herman September 09, 2016", "By Steve Herman", &["Steve Herman"]);
        byline(
            "By Ann Lee and Bob Ray, Staff Writers",
            "By Ann Lee and Bob Ray, Staff Writers",
            &["Ann Lee", "Bob Ray"],
        );
        byline(
            "By ANN LEE, BOB RAY and J. D. VAN DER WAALS",
            "By ANN LEE, BOB RAY and J. D. VAN DER WAALS",
            &["ANN LEE", "BOB RAY", "J. D. VAN DER WAALS"],
        );
        byline("Ann Lee | Reuters", "Ann Lee | Reuters", &["Ann Lee"]);
        byline(
            "By Ann Lee in Geneva and Bob Ray in Moscow",
            "By Ann Lee in Geneva and Bob Ray in Moscow",
            &["Ann Lee", "Bob Ray"],
        );
        byline(
            "Written by Seán O’Brien-Smith for The Guardian",
            "Written by Seán O’Brien-Smith for The Guardian",
            &["Seán O’Brien-Smith"],
        );
        byline("By Ann Lee BBC News, Washington", "By Ann Lee BBC News, Washington", &["Ann Lee"]);
        byline(
            "By Ann Lee, The Associated Press | Posted on Sept. 9, 2016 at 10:24 a.m.",
            "By Ann Lee, The Associated Press",
            &["Ann Lee"],
        );
        byline("By Ann Lee Associated Press", "By Ann Lee Associated Press", &["Ann Lee"]);
        byline("By Ann Lee Times Staff Writer", "By Ann Lee Times Staff Writer", &["Ann Lee"]);
        byline(
            "By Ann Lee | Hill Town Media for Hill.com",
            "By Ann Lee | Hill Town Media for Hill.com",
            &["Ann Lee"],
        );
        byline("By The Associated Press", "By The Associated Press", &["The Associated Press"]);
        byline(
            "By Martin Luther King Jr.",
            "By Martin Luther King Jr.",
            &["Martin Luther King Jr."],
        );
    }

    #[test]
    fn people_are_read_among_roles_outlets_and_days() {
        assert_eq!(people("Ann Lee, Hill Town Press Agency"), ["Ann Lee"]);
        assert_eq!(people("ByAnn Lee / TNN / Updated: Oct 9, 2019, 11:05 IST"), ["Ann Lee"]);
        assert_eq!(people("By: Ann Lee and Bob Ray in New York, CEO"), ["Ann Lee", "Bob Ray"]);
        assert_eq!(people("European Space Agency"), [""; 0]);
        assert_eq!(people("More About Ann Lee"), [""; 0]);
        assert_eq!(people("Byron Lee"), ["Byron Lee"]);
    }

    #[test]
    fn names_may_stand_alone_where_the_lines_around_them_tell() {
        assert_eq!(
            bare_names("Ann Lee, Bob Ray and Seán O’Brien"),
            ["Ann Lee", "Bob Ray", "Seán O’Brien"]
        );
        assert_eq!(bare_names("Ann Lee wins"), [""; 0]);
        assert!(
            is_role("Political correspondent")
                && is_role("BBC News, Washington")
                && !is_role("Reporters flee the city.")
                && !is_role("Geneva")
        );
        assert!(is_lead("By") && is_lead("Written by:") && !is_lead("By Ann Lee"));
    }

    #[test]
    fn other_lines_are_no_bylines() {
        for line in [
            "By Friday, the talks had failed.",
            "By the numbers",
            "By Popular Demand",
            "By winning Ohio, John Kasich picked up all 66",
            "Ann Lee",
            "Talks go on",
            "US, Russia Resume Talks",
            "New York Times",
            "Obama hails deal",
            "By 2010, Mr. Yanukovych's revival was complete.",
            "“By Ann Lee,” he said",
            "September 9, 2016",
            "",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
    }
}
