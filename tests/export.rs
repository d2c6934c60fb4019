//! The other formats, of an analysis that has every kind of thing.

mod common;

use common::{TEXT, at, sample};
use serde_json::{Value, json};
use whosaid::analysis::SourceKind;
use whosaid::export::{self, Findings, Fragments};
use whosaid::selection::Selectable;
use whosaid::text::{Byte, Char, Utf16};

/// The cells of the statement that the sample has.
const STATEMENT: [&str; 36] = [
    "a,b.txt",
    "0",
    "statement",
    "direct",
    "say",
    "false",
    "0.75",
    "Jörg Weiß; an aide",
    "false; true",
    "the minister, Jörg Weiß, and an aide",
    "said … added",
    "“We won’t pay,” … “Not =now,”",
    "64..100",
    "101..105; 132..137",
    "48..63; 117..128",
    "",
    "0.88",
    "person",
    "in Genève",
    "an aide",
    "the minister",
    "106..115",
    "93..100",
    "64..76",
    "“Café 🌷” row grows",
    "The Daily",
    "Ann Lee",
    "2016-09-09",
    "https://news.example/pay",
    "1",
    "person; role",
    "the minister; ",
    "Unions; ",
    "5",
    concat!(
        "https://news.example/pay#whosaid=3993dcce:~:text=",
        "%E2%80%9CWe%20won%E2%80%99t%20pay%2C%E2%80%9D"
    ),
    "false",
];

/// The cells of the attitude that the sample has.
const ATTITUDE: [&str; 36] = [
    "a,b.txt",
    "1",
    "attitude",
    "indirect",
    "fear",
    "true",
    "0.50",
    "",
    "",
    "",
    "fear",
    "that he lied",
    "",
    "146..150",
    "151..163",
    "0",
    "",
    "unstated",
    "",
    "",
    "",
    "",
    "",
    "",
    "“Café 🌷” row grows",
    "The Daily",
    "Ann Lee",
    "2016-09-09",
    "https://news.example/pay",
    "2",
    "",
    "",
    "",
    "3",
    "https://news.example/pay#whosaid=10f79e55:~:text=that%20he%20lied",
    "false",
];

#[test]
fn a_table_has_a_row_for_each_attribution() {
    let analysis = sample();
    let findings = Findings {
        outlet: "The Daily",
        ..Findings::new("a,b.txt", "https://news.example/pay", TEXT, &analysis)
    };
    let table = export::HEADER.to_string() + &export::csv::<Char>(&findings);
    let rows: Vec<&str> = table.split_terminator("\r\n").collect();
    assert_eq!(rows.len(), 3);
    let quoted = |cells: [&str; 36]| format!("\"{}\"", cells.join("\",\""));
    assert_eq!(rows[1], quoted(STATEMENT));
    assert_eq!(rows[2], quoted(ATTITUDE));
    assert_eq!(rows[0].split(',').count(), 36);
}

#[test]
fn a_table_counts_in_the_unit_asked_for() {
    let analysis = sample();
    let findings = Findings::new("", "", TEXT, &analysis);
    let (bytes, utf16) = (export::csv::<Byte>(&findings), export::csv::<Utf16>(&findings));
    let place = at("that he lied", 0);
    assert!(bytes.contains(&format!("{}..{}", place.start(), place.end())));
    assert!(
        utf16.contains(&format!("{}..", TEXT[..place.start() as usize].encode_utf16().count()))
    );
}

#[test]
fn annotations_follow_the_web_annotation_data_model() {
    let page =
        serde_json::to_value(export::annotations(TEXT, &sample(), "https://news.example/a?b#c"))
            .expect("annotations are JSON");
    assert_eq!(
        (&page["@context"], &page["type"]),
        (&json!("http://www.w3.org/ns/anno.jsonld"), &json!("AnnotationPage"))
    );
    let items = page["items"].as_array().expect("items are a list");
    assert_eq!(items.len(), 5 + 2, "five mentions and two attributions");
    let ids: std::collections::HashSet<&str> =
        items.iter().filter_map(|i| i["id"].as_str()).collect();
    assert_eq!(ids.len(), items.len(), "every annotation has an id of its own");
    let chars: Vec<char> = TEXT.chars().collect();
    for item in items {
        assert_eq!(item["type"], "Annotation");
        let bodies = item["body"]
            .as_array()
            .expect("bodies are a list")
            .iter()
            .filter(|b| b["type"] == "SpecificResource");
        for resource in item["target"].as_array().expect("targets are a list").iter().chain(bodies)
        {
            assert_eq!(resource["source"], "https://news.example/a?b");
            let (quote, position) = (&resource["selector"][0], &resource["selector"][1]);
            let (start, end) = (
                position["start"].as_u64().expect("a number") as usize,
                position["end"].as_u64().expect("a number") as usize,
            );
            let word = |range: std::ops::Range<usize>| {
                Value::from(chars[range].iter().collect::<String>())
            };
            assert_eq!(quote["exact"], word(start..end), "positions count code points");
            assert_eq!(quote["prefix"], word(start.saturating_sub(32)..start));
            assert_eq!(quote["suffix"], word(end..(end + 32).min(chars.len())));
        }
    }
}

#[test]
fn an_attribution_is_described_with_its_speakers_source_and_cue() {
    let page = serde_json::to_value(export::annotations(TEXT, &sample(), ""))
        .expect("annotations are JSON");
    let bodies = |item: usize, purpose: &str| -> Vec<Value> {
        let of = |b: &&Value| b["purpose"] == purpose;
        let shown = |b: &Value| {
            if b["value"].is_string() {
                b["value"].clone()
            } else {
                b["selector"][0]["exact"].clone()
            }
        };
        page["items"][item]["body"]
            .as_array()
            .expect("bodies are a list")
            .iter()
            .filter(of)
            .map(shown)
            .collect()
    };
    assert_eq!(
        bodies(5, "describing"),
        [
            "Jörg Weiß and an aide: say",
            "channel: in Genève",
            "unnamed reason: an aide",
            "knowledge: the minister"
        ]
    );
    assert_eq!(bodies(5, "classifying"), ["person"]);
    assert_eq!(bodies(5, "identifying"), ["Jörg Weiß", "an aide"]);
    assert_eq!(bodies(5, "linking"), ["the minister, Jörg Weiß, and an aide"]);
    assert_eq!(bodies(5, "highlighting"), ["said", "added"]);
    assert_eq!(bodies(6, "describing"), ["Unresolved speaker: not fear"]);
    assert_eq!(bodies(6, "tagging"), ["attitude", "indirect", "fear", "negated"]);
    assert_eq!(
        page["items"][5]["target"].as_array().map(Vec::len),
        Some(2),
        "a target for each piece"
    );
}

#[test]
fn a_link_leads_to_its_passage() {
    let link = Fragments::new(TEXT).link(at("“Not =now,”", 0));
    assert_eq!(link.as_deref(), Some("#:~:text=%E2%80%9CNot%20%3Dnow%2C%E2%80%9D"));
    let pronoun = Fragments::new(TEXT).link(at("he", 2));
    assert_eq!(
        pronoun.as_deref(),
        Some("#:~:text=that-,he,-lied."),
        "a word that stands there twice comes with its neighbours"
    );
}

#[test]
fn a_citation_has_speakers_cue_and_link() {
    let copied = export::citation(TEXT, &sample(), 0, "https://news.example/pay")
        .expect("there is such a quotation");
    let lines: Vec<&str> = copied.lines().collect();
    assert_eq!(lines[0], "“We won’t pay,” … “Not =now,”");
    assert_eq!(
        lines[1],
        "— Jörg Weiß (the minister) and an aide (not named) (“said … added”), in Genève"
    );
    assert_eq!(lines[2], "“Café 🌷” row grows, 2016-09-09");
    assert_eq!(
        lines[3],
        "https://news.example/pay#whosaid=3993dcce:~:text=\
         %E2%80%9CWe%20won%E2%80%99t%20pay%2C%E2%80%9D"
    );
}

#[test]
fn a_citation_of_the_reporters_words_says_so() {
    let copied = export::citation(TEXT, &sample(), 1, "https://news.example/#/story/7")
        .expect("there is such an attribution");
    assert!(
        copied.contains("— source not stated (“fear”), reported in the reporter’s words"),
        "{copied}"
    );
    assert!(
        copied.ends_with("https://news.example/#/story/7:~:text=that%20he%20lied&whosaid=10f79e55"),
        "a page's own fragment stays: {copied}"
    );
    assert_eq!(export::citation(TEXT, &sample(), 9, ""), None);
}

#[test]
fn a_document_that_speaks_is_nobody_unknown() {
    for (kind, words) in [
        (None, "— Jörg Weiß (not named) (“"),
        (Some(SourceKind::Document), "— Jörg Weiß (“"),
        (Some(SourceKind::Post), "— Jörg Weiß (“"),
    ] {
        let mut analysis = sample();
        analysis.attributions[1].source = vec![at("Jörg Weiß", 0)];
        analysis.attributions[1].source_kind = kind;
        let copied = export::citation(TEXT, &analysis, 1, "").expect("there is an attribution");
        assert!(copied.contains(words), "{kind:?}: {copied}");
    }
}

#[test]
fn a_report_quotes_only_the_paragraphs_of_its_item() {
    let report = |item| {
        export::report(TEXT, &sample(), item, "https://news.example/pay")
            .expect("there is such an item")
    };
    let quotation = report(Selectable::Attribution(0));
    for part in [
        concat!("Whosaid ", env!("CARGO_PKG_VERSION")),
        "Page: https://news.example/pay",
        "confidence 0.75",
        "Verb: “said” ",
    ] {
        assert!(quotation.contains(part), "{part} in {quotation}");
    }
    assert!(
        quotation.contains("“Not =now,” he added.\nWhat is wrong:"),
        "the whole paragraph: {quotation}"
    );
    assert!(!quotation.contains("Unions fear"), "and no other: {quotation}");
    let actor = report(Selectable::Actor(0));
    for part in [
        "Shown: actor 0, Jörg Weiß (person)",
        "Description: the minister",
        "Affiliation: Unions",
        "Mention: “he” ",
    ] {
        assert!(actor.contains(part), "{part} in {actor}");
    }
    assert_eq!(export::report(TEXT, &sample(), Selectable::Actor(99), ""), None);
}
