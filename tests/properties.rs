//! Generated texts by the hundred thousand: nothing panics, every span is right in all three units,
//! every format can be read back, every link finds its passage.
//!
//! The seed is fixed, so that a run says the same everywhere; what fails is shrunk and printed as
//! the text to try. Longer runs with other texts: `WHOSAID_CASES=20 WHOSAID_SEED=7 cargo test
//! --test properties` takes twenty times as many.
//!
//! How many cases each property gets is chosen so that all of them together pass a hundred thousand
//! within a minute on two cores: those that only read characters are cheap, a whole analysis is
//! not.

mod common;

use std::rc::Rc;

use common::news::{news, noise, passage, shapeless};
use common::promises::{analysis_keeps_its_promises, document_is_well_formed};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestRunner};
use whosaid::analysis::Analysis;
use whosaid::corrections::{self, Corrected, Correction, Edit, Other};
use whosaid::export::{self, Findings, Fragments};
use whosaid::text::{Byte, Char, OffsetMap, Unit, Utf16};
use whosaid::{Options, analyze};

const OPTIONS: Options = Options { assume_english: true };

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok()?.parse().ok()
}

/// Runs a property on `cases` texts, times `WHOSAID_CASES`.
#[track_caller]
fn always<T: std::fmt::Debug>(cases: u32, texts: impl Strategy<Value = T>, property: impl Fn(T)) {
    let cases = cases * number("WHOSAID_CASES").unwrap_or(1) as u32;
    let seed = RngSeed::Fixed(number("WHOSAID_SEED").unwrap_or(2016));
    // Texts that a strategy filters out are no failure, however many cases are wanted.
    let (max_local_rejects, max_global_rejects) = (u32::MAX, cases);
    let config = Config {
        cases,
        rng_seed: seed,
        failure_persistence: None,
        max_local_rejects,
        max_global_rejects,
        ..Config::default()
    };
    let outcome = TestRunner::new(config).run(&texts, |text| {
        property(text);
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("{error}\nseed {seed:?}");
    }
    println!("{cases} cases, seed {seed:?}");
}

#[test]
fn any_text_is_read_as_a_well_formed_document() {
    always(30_000, noise(24), |text| document_is_well_formed(&text));
}

#[test]
fn any_news_is_read_as_a_well_formed_document() {
    always(15_000, news(8), |text| document_is_well_formed(&text));
}

#[test]
fn any_passage_counts_right_in_every_unit() {
    always(16_000, passage(noise(60)), |(text, span)| {
        let map = OffsetMap::new(&text);
        let before = &text[..span.start() as usize];
        let utf16 = map.convert::<Utf16>(span);
        assert_eq!(
            (utf16.start() as usize, utf16.len() as usize),
            (before.encode_utf16().count(), span.of(&text).encode_utf16().count())
        );
        let chars = map.convert::<Char>(span);
        assert_eq!(
            (chars.start() as usize, chars.len() as usize),
            (before.chars().count(), span.of(&text).chars().count())
        );
        assert_eq!(map.convert::<Byte>(span), span);
    });
}

#[test]
fn any_analysis_comes_back_from_json_the_same_in_every_unit() {
    fn there_and_back<U: Unit>(analysis: Analysis<U>) {
        let json = serde_json::to_string(&analysis).expect("an analysis is always JSON");
        assert_eq!(
            serde_json::from_str::<Analysis<U>>(&json).expect("its own JSON can be read"),
            analysis
        );
    }
    always(8_000, shapeless(), |(text, analysis)| {
        let map = OffsetMap::new(&text);
        there_and_back(analysis.convert::<Utf16>(&map));
        there_and_back(analysis.convert::<Char>(&map));
        there_and_back(analysis);
    });
}

/// JSON may be cut or changed anywhere: reading it gives an error or an analysis, never a panic.
#[test]
fn damaged_json_is_refused_or_read() {
    always(
        8_000,
        (shapeless(), any::<prop::sample::Index>(), any::<char>()),
        |((_, analysis), at, letter)| {
            let mut json: Vec<char> = serde_json::to_string(&analysis)
                .expect("an analysis is always JSON")
                .chars()
                .collect();
            let at = at.index(json.len());
            json[at] = letter;
            let _ = serde_json::from_str::<Analysis<Byte>>(&json.iter().collect::<String>());
            let _ = serde_json::from_str::<Analysis<Byte>>(&json[..at].iter().collect::<String>());
        },
    );
}

/// Reads a table as programs with this separator do. Where a row has other cells than the one
/// before it, they go on.
fn rows_of(table: &str, separator: u8) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(table.as_bytes());
    reader
        .records()
        .map(|row| row.expect("the table is UTF-8").iter().map(str::to_owned).collect())
        .collect()
}

/// Texts of the characters that begin formulas, end cells or are skipped.
fn formulas() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", ";", ",", "\n", "\"", "\"\"", "'",
        " ", "\u{a0}", "\u{200b}", "\u{feff}", "\0", "a", "=1+1", "b c",
    ]);
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

/// The letters and digits of a text, in their order.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[test]
fn any_analysis_is_a_table_that_reads_back_and_runs_nothing() {
    always(8_000, (shapeless(), formulas()), |((text, analysis), name)| {
        let table = export::csv::<Utf16>(&Findings::new(&name, &name, &text, &analysis));
        let rows = rows_of(&table, b',');
        assert_eq!(rows.len(), analysis.attributions.len());
        for (row, attribution) in rows.iter().zip(&analysis.attributions) {
            assert_eq!(row.len(), export::HEADER.trim_end().split(',').count(), "{row:?}");
            let content = attribution
                .content
                .iter()
                .map(|s| s.of(&text).split_whitespace().collect::<Vec<_>>().join(" "));
            let content = content.collect::<Vec<_>>().join(" … ");
            // Nothing is changed but apostrophes.
            for (cell, original) in [(&row[0], &name), (&row[11], &content)] {
                assert_eq!(cell.replace('\'', ""), original.replace('\'', ""));
                assert!(cell.len() >= original.len());
            }
        }
    });
}

/// Mended: after a semicolon or tab within a cell a formula ran in spreadsheets that split there.
#[test]
fn no_reader_of_any_table_finds_a_formula() {
    const BEGINNINGS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];
    always(20_000, (shapeless(), formulas()), |((text, mut analysis), name)| {
        // The text of every analysis gets some, in words that are cited as they stand.
        for actor in &mut analysis.actors {
            actor.name += &name;
        }
        let table = export::csv::<Utf16>(&Findings::new(&name, &name, &text, &analysis));
        for separator in [b',', b';', b'\t'] {
            let rows = rows_of(&table, separator);
            let cells = || rows.iter().flatten();
            let formula = cells().find(|cell| cell.trim_start_matches(' ').starts_with(BEGINNINGS));
            assert_eq!(formula, None, "a formula in {table:?}, split at {separator:?}");
            let read: String = cells().map(|cell| letters(cell)).collect();
            assert_eq!(read, letters(&table), "words are lost at {separator:?}");
        }
    });
}

#[test]
fn any_analysis_is_annotations_whose_positions_hold_their_words() {
    always(6_000, shapeless(), |(text, analysis)| {
        let page =
            serde_json::to_value(export::annotations(&text, &analysis, "https://news.example/"))
                .expect("annotations are JSON");
        let chars: Vec<char> = text.chars().collect();
        for item in page["items"].as_array().expect("items are a list") {
            for target in item["target"].as_array().expect("targets are a list") {
                let (quote, position) = (&target["selector"][0], &target["selector"][1]);
                let place = |name: &str| position[name].as_u64().expect("a number") as usize;
                assert_eq!(
                    quote["exact"],
                    chars[place("start")..place("end")].iter().collect::<String>()
                );
            }
        }
    });
}

#[test]
fn any_link_finds_its_passage() {
    let texts = prop_oneof![
        noise(40),
        news(5),
        prop::collection::vec(0..4usize, 0..60).prop_map(few_words)
    ];
    always(15_000, passage(texts), |(text, span)| {
        let (link, many) =
            (Fragments::new(&text).link(span), Fragments::for_many(&text).link(span));
        let place = |link: &Option<String>| link.as_ref().map(|link| reader::follow(&text, link));
        assert!(many.is_none() || place(&many) == place(&link), "{many:?}, alone {link:?}");
        let Some(link) = link else { return };
        // An apostrophe at an end may be left off: it may be a mark beside the word.
        let beside = |c: char| c.is_whitespace() || c == '\'' || c == '’';
        let (start, end) = (span.start() as usize, span.end() as usize);
        let trimmed = (
            end - span.of(&text).trim_start_matches(beside).len(),
            start + span.of(&text).trim_end_matches(beside).len(),
        );
        let found = reader::follow(&text, &link)
            .unwrap_or_else(|| panic!("{link} leads nowhere in {text:?}"));
        assert!(
            found.0 <= trimmed.0 && trimmed.1 <= found.1,
            "{link} leads to {:?}",
            &text[found.0..found.1]
        );
        let (first, last) =
            (end - span.of(&text).trim_start().len(), start + span.of(&text).trim_end().len());
        let added = [&text[found.0.min(first)..first], &text[last..found.1.max(last)]].concat();
        assert!(
            !added.contains(char::is_whitespace),
            "{link} leads to {:?}, more than whole words",
            &text[found.0..found.1]
        );
    });
}

/// Texts in which the same words come again and again.
fn few_words(words: Vec<usize>) -> String {
    words.into_iter().map(|i| ["no ", "deal ", "No\n", "deal, "][i]).collect()
}

#[test]
fn any_text_is_analysed_without_harm() {
    always(2_500, noise(16), |text| {
        analysis_keeps_its_promises(&text, &analyze(&text, &OPTIONS), &format!("{text:?}"))
    });
}

#[test]
fn any_news_is_analysed_and_every_promise_kept() {
    always(4_000, news(6), |text| {
        let analysis = analyze(&text, &OPTIONS);
        analysis_keeps_its_promises(&text, &analysis, &format!("{text:?}"));
    });
}

#[test]
fn the_same_news_gives_the_same_analysis() {
    always(500, news(8), |text| {
        assert_eq!(analyze(&text, &OPTIONS), analyze(&text.clone(), &OPTIONS))
    });
}

#[test]
fn whether_it_is_taken_for_english_is_all_that_the_option_changes() {
    always(500, news(6), |text| {
        let careful = analyze(&text, &Options::default());
        assert!(careful.notice.is_some() || careful == analyze(&text, &OPTIONS));
    });
}

/// A browser's side of a text fragment, by "find a range from a text directive" of the
/// specification, written down plainly.
mod reader {
    /// The text as browsers compare it, with the byte of the original that each of its bytes comes
    /// from.
    fn compared(text: &str) -> (String, Vec<usize>) {
        let (mut plain, mut from) = (String::new(), Vec::new());
        for (i, c) in text.char_indices() {
            let before = plain.len();
            if !c.is_whitespace() {
                plain.extend(c.to_lowercase());
            } else if "\n\r\u{2028}\u{2029}".contains(c) && plain.ends_with(' ') {
                // a break outweighs the spaces beside it
                plain.pop();
                plain.push('\n');
            } else if !plain.ends_with([' ', '\n']) {
                plain.push(if "\n\r\u{2028}\u{2029}".contains(c) { '\n' } else { ' ' });
            }
            from.resize(from.len() + (plain.len() - before), i);
        }
        from.push(text.len());
        (plain, from)
    }

    /// Where `words` stand at or after `at` as whole words, within one block.
    fn find(plain: &str, words: &str, mut at: usize) -> Option<(usize, usize)> {
        let inner = |a: Option<char>, b: Option<char>| {
            a.is_some_and(char::is_alphanumeric) && b.is_some_and(char::is_alphanumeric)
        };
        while let Some(i) = plain[at..].find(words).map(|i| at + i) {
            let end = i + words.len();
            let cut = inner(plain[..i].chars().next_back(), words.chars().next())
                || inner(words.chars().next_back(), plain[end..].chars().next());
            if !cut {
                return Some((i, end));
            }
            at = i + plain[i..].chars().next().map_or(1, char::len_utf8);
        }
        None
    }

    fn decode(part: &str) -> String {
        let (mut bytes, mut rest) = (Vec::new(), part.as_bytes());
        while let Some((first, more)) = rest.split_first() {
            if *first == b'%' {
                let digits =
                    std::str::from_utf8(&more[..2]).expect("two digits follow a percent sign");
                bytes.push(u8::from_str_radix(digits, 16).expect("the digits are hexadecimal"));
                rest = &more[2..];
            } else {
                assert!(first.is_ascii_graphic() && !b"-,&".contains(first), "{part:?} is encoded");
                bytes.push(*first);
                rest = more;
            }
        }
        let text = String::from_utf8(bytes).expect("a link encodes UTF-8");
        text.chars().flat_map(char::to_lowercase).collect()
    }

    /// The bytes that a browser scrolls to, if it finds them.
    pub fn follow(text: &str, link: &str) -> Option<(usize, usize)> {
        let (plain, from) = compared(text);
        let mut parts: Vec<&str> =
            link.strip_prefix("#:~:text=").expect("a text directive").split(',').collect();
        let before = if parts[0].ends_with('-') {
            Some(decode(parts.remove(0).trim_end_matches('-')))
        } else {
            None
        };
        let last = parts[parts.len() - 1];
        let after =
            if last.starts_with('-') { parts.pop().map(|part| decode(&part[1..])) } else { None };
        let (first, last) = (decode(parts[0]), parts.get(1).map(|part| decode(part)));
        let mut at = 0;
        loop {
            let (start, end) = match &before {
                Some(before) => {
                    let (begun, done) = find(&plain, before, at)?;
                    at = begun + plain[begun..].chars().next().map_or(1, char::len_utf8);
                    let next = done + (plain[done..].len() - plain[done..].trim_start().len());
                    match find(&plain, &first, next) {
                        Some(found) if found.0 == next => found,
                        _ => continue,
                    }
                }
                None => {
                    let found = find(&plain, &first, at)?;
                    at = found.0 + plain[found.0..].chars().next().map_or(1, char::len_utf8);
                    found
                }
            };
            let mut ends = end;
            loop {
                if let Some(last) = &last {
                    match find(&plain, last, ends) {
                        Some(found) => ends = found.1,
                        None => break,
                    }
                }
                let next = ends + (plain[ends..].len() - plain[ends..].trim_start().len());
                if after.as_ref().is_none_or(|after| {
                    find(&plain, after, next).is_some_and(|found| found.0 == next)
                }) {
                    let close =
                        plain[..ends].char_indices().next_back().map_or(0, |(i, _)| from[i]);
                    let close = close + text[close..].chars().next().map_or(0, char::len_utf8);
                    return Some((from[start], close));
                }
                if last.is_none() {
                    break;
                }
            }
        }
    }
}

/// Corrections of any items of an analysis, as a reader may make them one after the other.
fn corrected(
    text: &str,
    analysis: &Rc<Analysis<Byte>>,
    picks: &[(u8, u32, u32)],
) -> Vec<Correction> {
    let mut list = Vec::new();
    for &(kind, one, other) in picks {
        let shown = corrections::apply(text, analysis, &list);
        let (actors, statements) =
            (shown.analysis.actors.len() as u32, shown.analysis.attributions.len() as u32);
        if actors == 0 || statements == 0 {
            break;
        }
        let (said, actor, second) = (one % statements, one % actors, other % actors);
        let whose = match other % 3 {
            0 => None,
            1 => Some(Other::Named(["Cy Poe", "cy poe", "Eve Orr"][second as usize % 3].into())),
            _ => Some(Other::Actor(second)),
        };
        let mention = second as usize % shown.analysis.actors[actor as usize].mentions.len();
        let edit = match kind % 8 {
            0 | 1 => Edit::Speaker(said, whose),
            2 => Edit::NotStatement(said),
            3 => Edit::HideStatement(said),
            4 => Edit::Same(actor, second),
            5 => Edit::Name(actor, "Dan Fox".into()),
            6 => Edit::Mention(actor, mention, whose),
            _ => Edit::HideActor(actor),
        };
        if let Some(new) = corrections::record(text, analysis, &shown, &edit) {
            corrections::add(&mut list, new).expect("they are few");
        }
    }
    list
}

fn picks() -> impl Strategy<Value = Vec<(u8, u32, u32)>> {
    prop::collection::vec(any::<(u8, u32, u32)>(), 1..8)
}

#[test]
fn any_corrections_keep_the_promises_of_an_analysis_in_any_order() {
    always(1_500, (news(8), picks(), any::<prop::sample::Index>()), |(text, picks, turn)| {
        let analysis = Rc::new(analyze(&text, &OPTIONS));
        let mut list = corrected(&text, &analysis, &picks);
        let Corrected { analysis: now, found, .. } = corrections::apply(&text, &analysis, &list);
        analysis_keeps_its_promises(&text, &now, "corrected");
        for (correction, found) in list.iter().zip(found) {
            // Somebody whom the reader has added may be gone with a correction that was replaced.
            let words = format!("{correction:?}").to_lowercase();
            let is_of_added = words.contains("cy poe") || words.contains("eve orr");
            assert!(found || is_of_added, "{correction:?} does not find its place");
        }
        assert_eq!(corrections::read(&corrections::write("", &list)), Ok(list.clone()));
        let turn = if list.is_empty() { 0 } else { turn.index(list.len()) };
        list.rotate_left(turn);
        assert_eq!(corrections::apply(&text, &analysis, &list).analysis, now, "in another order");
        while list.pop().is_some() {
            let less = corrections::apply(&text, &analysis, &list).analysis;
            analysis_keeps_its_promises(&text, &less, "with less corrections");
        }
        assert_eq!(corrections::apply(&text, &analysis, &list).analysis, analysis);
    });
}

#[test]
fn corrections_of_shapeless_analyses_do_no_harm() {
    always(4_000, (shapeless(), picks()), |((text, analysis), picks)| {
        let analysis = Rc::new(analysis);
        let list = corrected(&text, &analysis, &picks);
        let Corrected { analysis: now, .. } = corrections::apply(&text, &analysis, &list);
        assert!(now.attributions.len() <= analysis.attributions.len());
    });
}

#[test]
fn damaged_files_of_corrections_are_refused_or_read() {
    let cut = (any::<prop::sample::Index>(), any::<char>());
    always(800, (news(6), picks(), cut), |(text, picks, (at, letter))| {
        let analysis = Rc::new(analyze(&text, &OPTIONS));
        let file = corrections::write("", &corrected(&text, &analysis, &picks));
        let mut letters: Vec<char> = file.chars().collect();
        let at = at.index(letters.len());
        letters[at] = letter;
        let _ = corrections::read(&letters.iter().collect::<String>());
        let _ = corrections::read(&letters[..at].iter().collect::<String>());
    });
}

#[test]
fn the_reader_of_links_reads_as_browsers_do() {
    let text = "No deal, she said. Then no deal.\nNo deal yet.";
    for (link, words) in [
        ("#:~:text=no%20deal", Some("No deal")),
        ("#:~:text=then-,no%20deal", Some("no deal")),
        ("#:~:text=no%20deal,-yet", Some("No deal")),
        ("#:~:text=she,yet", Some("she said. Then no deal.\nNo deal yet")),
        ("#:~:text=deal%2E%20no", None),
        ("#:~:text=eal", None),
    ] {
        assert_eq!(
            reader::follow(text, link).map(|(start, end)| &text[start..end]),
            words,
            "{link}"
        );
    }
}
