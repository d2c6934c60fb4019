use super::*;
use crate::analysis::{Act, Attribution, QuoteKind, Tier};
use crate::text::Span;

/// An analysis of `text` in which somebody says these pieces of it.
fn said(text: &str, kind: QuoteKind, pieces: &[&str]) -> Analysis<Byte> {
    let span = |piece: &&str| {
        let start = text.find(*piece).expect("the piece stands in the text");
        Span::new(start as u32, (start + piece.len()) as u32)
    };
    let attribution = Attribution {
        id: 0,
        tier: Tier::Statement,
        kind,
        source: Vec::new(),
        cue: Vec::new(),
        content: pieces.iter().map(span).collect(),
        speakers: Vec::new(),
        inside: None,
        act: Act::Say,
        negated: false,
        confidence: 1.0,
        speaker_confidence: 0.0,
        source_kind: None,
        channel: Vec::new(),
        unnamed_reason: Vec::new(),
        knowledge: Vec::new(),
        corrected_by_reader: false,
    };
    Analysis { attributions: vec![attribution], ..Analysis::empty() }
}

/// What is found of a direct quotation in `other`.
fn direct(quoted: &str, other: &str) -> CheckedStatement {
    check(quoted, &said(quoted, QuoteKind::Direct, &[quoted]), other).remove(0)
}

/// The comparison with `-[words]` for those of the other text only, `+[words]` for those of the
/// article only.
fn shown(found: &CheckedStatement, text: &str, other: &str) -> String {
    let run = |run: &Run| match run.kind {
        RunKind::Same => run.span.of(text).to_string(),
        RunKind::Added => format!("+[{}]", run.span.of(text)),
        RunKind::Gone => format!("-[{}]", run.span.of(other)),
        RunKind::Cut => "…".into(),
    };
    found.runs.iter().map(run).collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn verdict(quoted: &str, other: &str, expected: Verdict) {
    let found = direct(quoted, other);
    assert_eq!(
        found.verdict,
        expected,
        "{quoted:?} in {other:?}: {}",
        shown(&found, quoted, other)
    );
}

const SPEECH: &str = "Thank you. [Applause.] We will not sell the port, and we don't intend to. \
    It cost $3,000 in 2016 — a fair price, Mr. Speaker. U.S. firms asked us twice. My co-workers \
    and I said no.\n\nToday I am not happy about the talks. We began in May; we end them tonight. \
    It is, under no circumstances, ours.";

#[test]
fn marks_dashes_space_and_case_are_folded() {
    for quoted in [
        "“We will not sell the port,”",
        "WE WILL NOT SELL THE PORT",
        "we don’t intend to.”",
        "It cost $3000 in 2016 - a fair price",
        "“[W]e will not sell  the\nport, and we don`t intend to”",
        "US firms asked us twice!",
        "My co workers and I said no",
        "Thank you. We will not sell the port",
    ] {
        verdict(quoted, SPEECH, Verdict::WordForWord);
    }
}

#[test]
fn signs_figures_and_apostrophes_are_not_folded() {
    for quoted in [
        "It cost €3,000 in 2016 — a fair price",
        "It cost 3,000 in 2016 — a fair price",
        "It cost $3.000 in 2016 — a fair price",
        "and we dont intend to. It cost",
    ] {
        verdict(quoted, SPEECH, Verdict::Different);
    }
    verdict(
        "growth of -5 percent this year",
        "a growth of 5 percent this year",
        Verdict::Different,
    );
    verdict("COVID-19 in 10-12 towns", "covid 19 in 10–12 towns", Verdict::WordForWord);
}

#[test]
fn a_point_before_a_figure_counts() {
    let other = "Sales rose .5 percent and fell by -.$5, and -.7 after that";
    verdict("Sales rose .5 percent", other, Verdict::WordForWord);
    verdict("Sales rose 0.5 percent", other, Verdict::WordForWord);
    verdict("Sales rose 5 percent", other, Verdict::Different);
    verdict("and fell by $5", other, Verdict::Different);
    verdict("fell by -.$5, and 7 after that", other, Verdict::Different);
    verdict("I was no.5 then", "I was No. 5 then", Verdict::WordForWord);
    verdict("said ...5 percent", "said 5 percent", Verdict::WordForWord);
}

#[test]
fn an_abbreviation_is_not_the_word_that_its_letters_spell() {
    verdict("They attacked us", "They attacked U.S. forces", Verdict::Different);
    verdict("They attacked us", "They attacked US forces", Verdict::Different);
    verdict("They attacked U.S. forces", "They attacked US forces", Verdict::WordForWord);
    verdict("They attacked us", "THEY ATTACKED US IN MAY", Verdict::WordForWord);
    verdict("We NEVER fly to the U.K. now", "We never fly to the UK now", Verdict::WordForWord);
}

#[test]
fn a_sentence_that_ends_there_alone_is_not_word_for_word() {
    verdict("I have no plan", "What do I have: no. Plan.", Verdict::Different);
    verdict("I have no plan", "Do I have no? Plan.", Verdict::Different);
    verdict("I have: no; plan", "Do I have no? Plan.", Verdict::WordForWord);
    verdict(
        "No 5 and Mr Lee of Acme Inc Ohio",
        "No. 5 and Mr. Lee of Acme Inc. Ohio",
        Verdict::WordForWord,
    );
}

#[test]
fn an_ellipsis_stands_for_words_left_out() {
    for quoted in [
        "It cost $3,000 … a fair price",
        "It cost $3,000 . . . a fair price",
        "We will not sell the port […] My co-workers and I said no",
        "Thank you ... U.S. firms asked us twice",
    ] {
        verdict(quoted, SPEECH, Verdict::Shortened);
    }
    verdict("… will not sell the port …", SPEECH, Verdict::WordForWord);
}

#[test]
fn an_insert_stands_for_a_few_words() {
    verdict("[The firms] asked us twice", SPEECH, Verdict::WordForWord);
    verdict("We will not sell [the harbour], and we don't intend to", SPEECH, Verdict::WordForWord);
    verdict("It cost $3,000 in [that year]", SPEECH, Verdict::WordForWord);
    verdict("I am not happ[ier] about the talks", SPEECH, Verdict::WordForWord);
}

#[test]
fn a_lost_or_added_negation_is_never_there() {
    for quoted in [
        "We will sell the port, and we don't intend to",
        "We will … sell the port",
        "It is … ours",
        "We will [happily] sell the port",
        "We will not sell the port, and we intend to",
        "We will not sell the port, and we do intend to",
        "sell the port, and we don't intend to",
        "happy about the talks",
        "My co-workers and I [refused]",
        "It cost $3,000 in [no year]",
        "[Never] began in May",
        "Thank you. [Never] … It cost $3,000",
        "We will not sell [no] … firms asked us",
        "US firms never asked us twice",
        "US firms did not ask us twice",
    ] {
        let found = direct(quoted, SPEECH);
        assert_eq!(
            (found.verdict, found.negation),
            (Verdict::Different, true),
            "{quoted}: {}",
            shown(&found, quoted, SPEECH)
        );
    }
    let found = direct("We will never sell the port, and we do not intend to", SPEECH);
    assert_eq!((found.verdict, found.negation), (Verdict::Different, false));
}

#[test]
fn a_negation_in_the_reporters_words_is_not_lost() {
    let article = "She is not “happy about the talks”, she said.";
    let found =
        check(article, &said(article, QuoteKind::Mixed, &["not “happy about the talks”"]), SPEECH);
    assert_eq!(found[0].verdict, Verdict::WordForWord);
    let article = "She is “happy about the talks”, she said.";
    let found =
        check(article, &said(article, QuoteKind::Mixed, &["“happy about the talks”"]), SPEECH);
    assert_eq!((found[0].verdict, found[0].negation), (Verdict::Different, true));
}

#[test]
fn several_parts_in_order_are_shortened_and_else_in_another_order() {
    let check = |article: &str, pieces: &[&str]| {
        check(article, &said(article, QuoteKind::Direct, pieces), SPEECH).remove(0)
    };
    let found = check(
        "“Thank you. We will,” she said, “not sell the port.”",
        &["“Thank you. We will,”", "“not sell the port.”"],
    );
    assert_eq!(found.verdict, Verdict::WordForWord);
    let found =
        check("“Thank you,” she said. “It cost $3,000.”", &["“Thank you,”", "“It cost $3,000.”"]);
    assert_eq!((found.verdict, found.places.len()), (Verdict::Shortened, 1));
    let found =
        check("“It cost $3,000,” she said. “Thank you.”", &["“It cost $3,000,”", "“Thank you.”"]);
    assert_eq!((found.verdict, found.reordered), (Verdict::Different, true));
    let found = direct(
        "We began in May; we end them tonight. Today I am not happy about the talks.",
        SPEECH,
    );
    assert_eq!((found.verdict, found.reordered), (Verdict::Different, true));
}

#[test]
fn differences_are_shown() {
    for (quoted, runs) in [
        ("We will not sell the old port", "We will not sell the +[old] port"),
        ("It cost about $3,000 in 2015", "It cost +[about] $3,000 in -[2016] +[2015]"),
        ("U.S. firms asked twice", "U.S. firms asked -[us] twice"),
        ("We began in June; we end them tonight", "We began in -[May] +[June] we end them tonight"),
        ("We will not sell the harbour", "We will not sell the -[port] +[harbour]"),
    ] {
        let found = direct(quoted, SPEECH);
        assert_eq!(found.verdict, Verdict::Different);
        let shown = shown(&found, quoted, SPEECH);
        assert_eq!(shown, runs);
    }
}

#[test]
fn the_place_is_where_the_words_stand() {
    let found = direct("a fair price", SPEECH);
    assert_eq!(found.places[0].of(SPEECH), "a fair price");
    let found = direct("It cost $3,000 in 2015", SPEECH);
    assert_eq!(found.places[0].of(SPEECH), "It cost $3,000 in 2016");
}

#[test]
fn what_is_not_there_is_absent() {
    verdict("We have always loved this harbour and its gulls", SPEECH, Verdict::Absent);
    verdict("very glad", SPEECH, Verdict::Absent);
    verdict("a fair price", "", Verdict::Absent);
    assert_eq!(check("a", &said("a … b", QuoteKind::Indirect, &["a"]), SPEECH), []);
    assert_eq!(check("“…”", &said("“…”", QuoteKind::Direct, &["“…”"]), SPEECH), []);
}

#[test]
fn single_marks_quote_too() {
    let article = "The talks were ‘a fair price’ and the workers’ ‘own’ wish, she said.";
    let content = &article[..article.len() - 11];
    let found = check(article, &said(article, QuoteKind::Mixed, &[content]), SPEECH);
    assert_eq!(found[0].runs[0].span.of(article), "a fair price");
    assert_eq!(found[0].runs.len(), 2);
}
