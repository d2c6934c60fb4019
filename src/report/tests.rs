//! Reports and comparisons of small articles.

use super::*;
use crate::voices::Naming;
use crate::{Options, analyze};

fn summary(name: &str, given: &Given, text: &str) -> Summary {
    Summary::of(name, given, text, &analyze(text, &Options { assume_english: true }))
}

fn by(author: &str, day: &str) -> Given {
    Given { authors: vec![author.into()], published: day.into(), ..Given::default() }
}

const FIRST: &str = "Taxes will rise next year, Ann Lee said on Friday.\n\
    “Nobody will like it,” an aide said.";
const SECOND: &str = "Ann Lee said on Monday that taxes will not rise after all.\n\
    Schools will close, the ministry said.";

fn report() -> Report {
    Report::of(vec![
        summary("a.txt", &by("Bo Ek", "2026-11-30"), FIRST),
        summary("b.txt", &by("Bo Ek", "1 December 2026"), SECOND),
        summary("c.txt", &Given::default(), "It rained."),
    ])
}

#[test]
fn a_person_with_a_full_name_is_one_voice_over_all_articles() {
    let report = report();
    let lee = report.voices.iter().find(|voice| voice.name == "Ann Lee").expect("she speaks");
    assert_eq!((lee.articles, lee.statements, lee.naming), (2, 2, Naming::Named));
    let short = |name: &str| format!("Taxes will rise, Ms {name} said on Friday.");
    let two = Report::of(vec![
        summary("a", &Given::default(), &short("Lee")),
        summary("b", &Given::default(), &short("Lee")),
    ]);
    let named = two.voices.iter().filter(|voice| voice.name.contains("Lee"));
    assert_eq!(named.map(|voice| voice.articles).collect::<Vec<_>>(), [1, 1], "two may be two");
}

#[test]
fn articles_months_and_authors_add_up() {
    let report = report();
    let months: Vec<_> = report.months.iter().map(|(m, t)| (m.as_str(), t.articles)).collect();
    assert_eq!(months, [("", 1), ("2026-11", 1), ("2026-12", 1)]);
    let authors: Vec<_> = report.authors.iter().map(|(a, t)| (a.as_str(), t.articles)).collect();
    assert_eq!(authors, [("", 1), ("Bo Ek", 2)]);
    let of = |tallies: &mut dyn Iterator<Item = &Tally>| tallies.map(Tally::all_words).sum::<u32>();
    let words = report.all.all_words();
    assert!(words > 0);
    assert_eq!(of(&mut report.articles.iter().map(|article| &article.tally)), words);
    assert_eq!(of(&mut report.months.values()), words);
    assert_eq!(of(&mut report.authors.values()), words, "each article has one author");
    assert_eq!(report.voices.iter().map(|voice| voice.words).sum::<u32>(), words);
}

#[test]
fn a_draft_is_flagged() {
    let flags = |text: &str| summary("a", &Given::default(), text).flags;
    let found: Vec<Warning> = flags(FIRST).iter().map(|flag| flag.warning).collect();
    assert!(found.contains(&Warning::NotNamed), "{found:?}");
    assert!(!found.contains(&Warning::NoSpeaker), "{found:?}");
    let alone = flags("Taxes will rise next year, Ann Lee said on Friday.");
    assert_eq!(alone.len(), 1, "{alone:?}");
    assert_eq!((alone[0].warning, alone[0].percent), (Warning::OneVoice, Some(100)));
    assert_eq!((&*alone[0].who, alone[0].paragraph), ("Ann Lee", Some(1)));
    let nobody = "The council met on Friday.\n“We will all have to pay for this in the end.”";
    let unsaid = flags(nobody);
    assert_eq!(unsaid.len(), 1, "{unsaid:?}");
    for flag in unsaid {
        assert_eq!(flag.percent, None, "no voice is meant");
        assert_eq!(flag.warning, Warning::NoSpeaker, "{flag:?}");
        assert!(flag.passage.contains("have to pay"), "{flag:?}");
    }
}

#[test]
fn a_family_name_with_a_particle_is_not_joined_over_articles() {
    let articles = |text: &str| {
        let both = ["a", "b"].map(|name| summary(name, &Given::default(), text));
        let report = Report::of(both.to_vec());
        let named = report.voices.iter().filter(|voice| voice.naming == Naming::Named);
        named.map(|voice| voice.articles).collect::<Vec<_>>()
    };
    assert_eq!(articles("Taxes will rise, Mr. de Blasio said on Friday."), [1, 1]);
    assert_eq!(articles("De Blasio said on Friday that taxes will rise."), [1, 1]);
    assert_eq!(articles("Taxes will rise, Ben Ray said on Friday."), [2]);
    assert_eq!(articles("Taxes will rise, Bill de Blasio said on Friday."), [2]);
    assert_eq!(articles("Taxes will rise, Mr. Al Sisi said on Friday."), [1, 1]);
}

#[test]
fn a_report_without_unnamed_words_does_not_speak_of_them() {
    let named = summary("a", &Given::default(), "Taxes will rise, Ann Lee said on Friday.");
    let page = Report::of(vec![named]).html();
    assert!(page.contains("1\u{a0}source") && !page.contains("are unnamed"), "{page}");
    assert!(!Report::of(Vec::new()).html().contains("are unnamed"));
    assert!(report().html().contains("reported words are unnamed"));
}

#[test]
fn an_article_counts_once_for_an_author_and_a_voice() {
    let authors = ["Bo Ek", "Bo  Ek", ""].map(String::from).to_vec();
    let given = Given { authors, ..Given::default() };
    let mut article = summary("a", &given, FIRST);
    article.voices.push(article.voices[0].clone());
    let report = Report::of(vec![article]);
    let authors: Vec<_> = report.authors.iter().map(|(a, t)| (a.as_str(), t.articles)).collect();
    assert_eq!(authors, [("Bo Ek", 1)]);
    assert_eq!((report.voices[0].name.as_str(), report.voices[0].articles), ("Ann Lee", 1));
}

#[test]
fn a_quotation_without_a_speaker_has_no_share_of_words() {
    let text = "The council met on Friday.\n“We will all have to pay for this in the end.”";
    let table = Report::of(vec![summary("a", &Given::default(), text)]).flags_table();
    assert!(table.contains("\"2\",\"\"\r\n"), "{table}");
}

#[test]
fn tables_have_as_many_cells_as_columns() {
    let report = report();
    for table in [
        report.voices_table(),
        report.articles_table(),
        report.months_table(),
        report.authors_table(),
        report.flags_table(),
    ] {
        let mut reader = csv::Reader::from_reader(table.as_bytes());
        let rows: Vec<_> = reader.records().map(|row| row.expect("its width is right")).collect();
        assert!(rows.len() >= 2, "{table}");
    }
}

#[test]
fn no_name_or_title_becomes_markup() {
    let given = Given {
        title: "<script>alert(1)</script> & \"more\"".into(),
        authors: vec!["<b>'Bo</b>".into()],
        published: String::new(),
    };
    let page = Report::of(vec![summary("<a>.txt", &given, FIRST)]).html();
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;more&quot;"));
    assert!(page.contains("&lt;b&gt;&#39;Bo&lt;/b&gt;"));
    assert!(!page.contains("<script") && !page.contains("<b>"));
    assert!(page.contains("default-src 'none'"), "the page's own policy lets no script run");
    assert!(page.contains("prefers-color-scheme: dark"));
    assert_eq!(page.matches("<svg role").count(), 3, "a chart of voices, months and authors");
}

fn compared(before: &str, after: &str) -> Comparison {
    let options = Options { assume_english: true };
    let [first, second] = [before, after].map(|text| analyze(text, &options));
    Comparison::of((before, &first), (after, &second))
}

#[test]
fn a_version_is_compared_statement_by_statement() {
    let before = "Taxes will rise sharply next year, Ann Lee said.\nSchools will close for a week, \
        Bo Ek said.\nThe bridge is safe, Cy Fox said.";
    let after = "The bridge is safe, Cy Fox said.\nTaxes will rise slowly next year, \
        Ann Lee said.\n\
        The harbour will be sold, Di Gil said.";
    let comparison = compared(before, after);
    let changes: Vec<(Change, Option<&str>, Option<&str>)> = comparison
        .pairs
        .iter()
        .map(|pair| {
            (
                pair.change,
                pair.before.as_ref().map(|v| v.who.as_str()),
                pair.after.as_ref().map(|v| v.who.as_str()),
            )
        })
        .collect();
    assert!(changes.contains(&(Change::Same, Some("Cy Fox"), Some("Cy Fox"))), "{changes:?}");
    assert!(changes.contains(&(Change::Changed, Some("Ann Lee"), Some("Ann Lee"))), "{changes:?}");
    assert!(changes.contains(&(Change::Gone, Some("Bo Ek"), None)), "{changes:?}");
    assert!(changes.contains(&(Change::Added, None, Some("Di Gil"))), "{changes:?}");
    assert_eq!(changes.len(), 4);
    assert_eq!(
        (comparison.only_before, comparison.only_after),
        (vec!["Bo Ek".to_owned()], vec!["Di Gil".to_owned()],)
    );
}

#[test]
fn the_same_words_by_another_speaker_are_a_change() {
    let comparison = compared("Taxes will rise, Ann Lee said.", "Taxes will rise, Bo Ek said.");
    assert_eq!(comparison.pairs.len(), 1);
    assert_eq!(comparison.pairs[0].change, Change::Changed);
}

#[test]
fn another_verb_is_a_change_and_is_shown() {
    for (before, after) in [("said", "denied"), ("said", "did not say"), ("said", "claimed")] {
        let [a, b] = [before, after].map(|verb| format!("Ann Lee {verb} that taxes will rise."));
        let comparison = compared(&a, &b);
        assert_eq!(comparison.pairs.len(), 1, "{comparison:?}");
        assert_eq!(comparison.pairs[0].change, Change::Changed, "{after}");
        let cue = &comparison.pairs[0].after.as_ref().expect("it is in both").cue;
        assert!(comparison.html("a", "b").contains(&format!("<i>{cue}:</i> ")), "{after}");
        let table = comparison.table();
        assert!(table.ends_with(&format!(",\"said\",\"{cue}\"\r\n")), "{table}");
    }
}

#[test]
fn a_minus_and_a_sign_are_words_that_change() {
    for (before, after) in [("-5", "5"), ("5%", "5"), ("$5", "5"), ("1.5", "15")] {
        let [a, b] = [before, after].map(|n| format!("“The rate will be {n} soon,” Ann Lee said."));
        let comparison = compared(&a, &b);
        assert_eq!(comparison.pairs.len(), 1, "{comparison:?}");
        assert_eq!(comparison.pairs[0].change, Change::Changed, "{before}");
    }
}

#[test]
fn joint_speakers_are_heard_as_each_of_them() {
    let both = "John Kerry and Sergei Lavrov said that the talks will go on.";
    let each = "John Kerry said that the talks will go on. Sergei Lavrov said that they will end.";
    let comparison = compared(both, each);
    assert!(!comparison.pairs.is_empty());
    assert_eq!(comparison.only_before, [""; 0]);
    assert_eq!(comparison.only_after, [""; 0]);
    let through = "Ann Lee said that John Kerry said that the talks will go on.";
    assert_eq!(compared(through, each).only_before, ["Ann Lee"]);
    assert_eq!(compared(through, each).only_after, ["Sergei Lavrov"]);
}

#[test]
fn a_text_is_the_same_as_itself() {
    let comparison = compared(FIRST, FIRST);
    assert!(!comparison.pairs.is_empty());
    assert!(comparison.pairs.iter().all(|pair| pair.change == Change::Same));
    assert!(comparison.only_before.is_empty() && comparison.only_after.is_empty());
    let page = comparison.html("a<b", "c");
    assert!(page.contains("a&lt;b") && !page.contains("a<b"));
    let rows = csv::Reader::from_reader(comparison.table().as_bytes()).into_records().count();
    assert_eq!(rows, comparison.pairs.len());
}
