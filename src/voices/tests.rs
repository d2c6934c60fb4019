use super::*;
use crate::analysis::{Act, ActorKind, Form, Mention, QuoteKind};

/// An article made by hand.
struct Article {
    text: &'static str,
    analysis: Analysis<Byte>,
}

impl Article {
    fn of(text: &'static str) -> Article {
        Article { text, analysis: Analysis::empty() }
    }

    fn span(&self, part: &str) -> Span<Byte> {
        let start = self.text.find(part).unwrap_or_else(|| panic!("{part:?} is in the text"));
        Span::new(start as u32, (start + part.len()) as u32)
    }

    /// With an actor; a name in lower case is a description.
    fn actor(mut self, name: &str, affiliation: Option<u32>) -> Article {
        let (id, span) = (self.analysis.actors.len() as u32, self.span(name));
        self.analysis.actors.push(Actor {
            id,
            name: name.into(),
            kind: ActorKind::Person,
            unnamed: name.starts_with(char::is_lowercase),
            description: None,
            affiliation,
            mentions: vec![Mention { span, head: span, form: Form::Name }],
            corrected_by_reader: false,
        });
        self
    }

    /// With a statement of `speakers`.
    fn says(mut self, content: &str, speakers: &[u32]) -> Article {
        let id = self.analysis.attributions.len() as u32;
        let content = vec![self.span(content)];
        let quoted = content[0].of(self.text).starts_with('“');
        self.analysis.attributions.push(Attribution {
            id,
            tier: Tier::Statement,
            kind: if quoted { QuoteKind::Direct } else { QuoteKind::Indirect },
            source: Vec::new(),
            cue: Vec::new(),
            content,
            speakers: speakers.to_vec(),
            inside: None,
            act: Act::Say,
            negated: false,
            confidence: 1.0,
            speaker_confidence: 1.0,
            source_kind: speakers.first().map(|_| SourceKind::Person),
            channel: Vec::new(),
            unnamed_reason: Vec::new(),
            knowledge: Vec::new(),
            corrected_by_reader: false,
        });
        self
    }

    fn last(&mut self) -> &mut Attribution<Byte> {
        self.analysis.attributions.last_mut().expect("there is a statement")
    }

    fn inside(mut self, outer: u32) -> Article {
        self.last().inside = Some(outer);
        self
    }

    fn attitude(mut self) -> Article {
        self.last().tier = Tier::Attitude;
        self
    }

    fn sourced(mut self, source: &str, kind: Option<SourceKind>) -> Article {
        let source = self.span(source);
        (self.last().source, self.last().source_kind) = (vec![source], kind);
        self
    }

    /// Name, statements, words, and words in quotation marks of each voice.
    fn rows(&self) -> Vec<(String, usize, u32, u32)> {
        let voices = read(self.text, &self.analysis);
        let row = |row: Voice| (row.name, row.statements.len(), row.words, row.verbatim);
        voices.rows.into_iter().map(row).collect()
    }

    fn note(&self) -> String {
        note(self.text, &self.analysis, &read(self.text, &self.analysis))
            .text()
            .replace('\u{a0}', " ")
    }
}

fn row(name: &str, statements: usize, words: u32, verbatim: u32) -> (String, usize, u32, u32) {
    (name.into(), statements, words, verbatim)
}

#[test]
fn a_statement_within_another_counts_for_the_outer_source() {
    let article = Article::of("Ann said that Bo told her that it rains again.")
        .actor("Ann", None)
        .actor("Bo", None)
        .says("that Bo told her that it rains again", &[0])
        .says("that it rains again", &[1])
        .inside(0);
    assert_eq!(article.rows(), [row("Ann", 1, 8, 0)]);
    assert_eq!(read(article.text, &article.analysis).through_others, [1]);
}

#[test]
fn what_sticks_out_of_the_outer_statement_counts_for_the_inner_one() {
    let article = Article::of("Ann said: one two three four.")
        .actor("Ann", None)
        .actor("three", None)
        .says("one two three", &[0])
        .says("two three four", &[1])
        .inside(0);
    assert_eq!(article.rows(), [row("Ann", 1, 3, 0), row("Three", 1, 1, 0)]);
}

#[test]
fn a_word_that_a_boundary_cuts_counts_once() {
    let article = Article::of("Ann and Bo said: one two-three four.")
        .actor("Ann", None)
        .actor("Bo", None)
        .says("one two-", &[0])
        .says("three four", &[1]);
    assert_eq!(article.rows(), [row("Ann", 1, 2, 0), row("Bo", 1, 1, 0)]);
}

#[test]
fn a_nesting_in_a_circle_ends() {
    let mut article = Article::of("Ann said one two.")
        .actor("Ann", None)
        .says("one two", &[0])
        .inside(1)
        .says("two", &[0])
        .inside(0);
    assert_eq!(article.rows().iter().map(|row| row.2).sum::<u32>(), 2);
    article.analysis.attributions[0].inside = Some(99);
    assert_eq!(article.rows(), [row("Ann", 1, 2, 0)]);
}

#[test]
fn joint_speakers_are_a_voice_of_their_own() {
    let article = Article::of("Ann and Bo said it rains. Ann said so. Bo and Ann said it snows.")
        .actor("Ann", None)
        .actor("Bo", None)
        .says("it rains", &[0, 1])
        .says("so", &[0])
        .says("it snows", &[1, 0]);
    assert_eq!(article.rows(), [row("Ann and Bo", 2, 4, 0), row("Ann", 1, 1, 0)]);
    assert_eq!(article.note(), "2 sources, both named.");
}

#[test]
fn a_pull_quote_does_not_count_again() {
    let article = Article::of(
        "“We will not stop now”\nToday, “we will not stop now, whatever comes,” Ann said.\n\
         Bo said: “We will not stop now.” Ann said: “We will not stop.”",
    )
    .actor("Ann", None)
    .actor("Bo", None)
    .says("“We will not stop now”", &[])
    .says("“we will not stop now, whatever comes,”", &[0])
    .says("“We will not stop now.”", &[1])
    .says("“We will not stop.”", &[0]);
    // what another says is his own, and four words may be said twice
    assert_eq!(article.rows(), [row("Ann", 2, 11, 11), row("Bo", 1, 5, 5)]);
    assert_eq!(read(article.text, &article.analysis).repeated, 5);
}

#[test]
fn of_two_equal_lines_the_first_counts() {
    let article = Article::of("Ann said we go on and on.\nAnn said we go on and  on .")
        .actor("Ann", None)
        .says("we go on and on", &[0])
        .says("we go on and  on", &[0]);
    let voices = read(article.text, &article.analysis);
    assert_eq!((voices.words, voices.repeated), (5, 5));
    assert_eq!(voices.rows[0].statements, [0]);
}

#[test]
fn an_attitude_does_not_count() {
    let article = Article::of("Ann fears that it rains, Bo said.")
        .actor("Ann", None)
        .actor("Bo", None)
        .says("Ann fears that it rains", &[1])
        .says("that it rains", &[0])
        .inside(0)
        .attitude();
    assert_eq!(article.rows(), [row("Bo", 1, 5, 0)]);
    assert!(read(article.text, &article.analysis).through_others.is_empty());
}

#[test]
fn things_are_listed_as_what_they_are() {
    let article = Article::of(
        "The report said one two three. A report says four five. A poll found six. \
         Rumours had it that seven. It is said: eight nine ten eleven. And Coles said twelve.",
    )
    .says("one two three", &[])
    .sourced("The report", Some(SourceKind::Document))
    .says("four five", &[])
    .sourced("A report", Some(SourceKind::Document))
    .says("six", &[])
    .sourced("A poll", Some(SourceKind::Data))
    .says("seven", &[])
    .sourced("Rumours", None)
    .says("eight nine ten eleven", &[])
    .sourced("It", Some(SourceKind::Unstated))
    .says("twelve", &[])
    .sourced("Coles", None);
    let voices = read(article.text, &article.analysis);
    let naming: Vec<(&str, Naming, u32)> =
        voices.rows.iter().map(|row| (row.name.as_str(), row.naming, row.words)).collect();
    assert_eq!(
        naming,
        [
            ("The report", Naming::Thing(SourceKind::Document), 5),
            ("A poll", Naming::Thing(SourceKind::Data), 1),
            ("Rumours", Naming::Unnamed, 1),
            ("Coles", Naming::Named, 1),
            ("", Naming::NotStated, 4),
        ]
    );
    assert_eq!(
        article.note(),
        "4 sources: 1 named, 1 document, 1 set of figures, 1 unnamed; 8 % of the reported \
         words are unnamed, 33 % have no stated source."
    );
}

#[test]
fn shares_add_up_to_a_hundred() {
    for words in [[1, 1, 1, 0], [0, 0, 0, 0], [1, 999, 0, 0], [1, 1, 1, 4], [2, 3, 5, 7]] {
        let mut voices = Voices::default();
        for (naming, words) in Naming::GROUPS.into_iter().zip(words) {
            let row = Voice {
                name: String::new(),
                actors: Vec::new(),
                naming,
                kind: None,
                role: None,
                affiliation: None,
                statements: Vec::new(),
                pieces: Vec::new(),
                words,
                verbatim: 0,
            };
            voices.rows.push(row);
        }
        voices.words = words.iter().sum();
        let percents: u32 = voices.shares().iter().map(|share| share.1).sum();
        assert_eq!(percents, if voices.words > 0 { 100 } else { 0 }, "{words:?}");
    }
}

/// The note of an article with sources of these sorts, each with one word.
fn note_of(named: usize, unnamed: usize, of_body: usize, things: &[SourceKind]) -> String {
    let text = "Words of the State Department: ".to_string() + &"w ".repeat(40);
    let mut article = Article::of(text.leak()).actor("State Department", None);
    for n in 0..named + unnamed {
        article = article.actor("w", Some(0).filter(|_| n >= named && n < named + of_body));
        article.analysis.actors[n + 1].unnamed = n >= named;
    }
    for n in 0..named + unnamed + things.len() {
        let speaker = [n as u32 + 1];
        let speakers = if n < named + unnamed { &speaker[..] } else { &[] };
        article = article.says("w", speakers);
        let (from, mut kind) = (30 + 2 * n as u32, Some(SourceKind::Person));
        if let Some(thing) = n.checked_sub(named + unnamed).map(|at| things[at]) {
            kind = Some(thing);
            // no two things have the same words
            article.last().source = vec![Span::new(n as u32 % 5, 8)];
        }
        article.last().source_kind = kind;
        article.last().content = vec![Span::new(from, from + 2)];
    }
    article.note()
}

#[test]
fn the_note_is_right_for_every_count() {
    use SourceKind::{Data, Document, Post};
    for (named, unnamed, of_body, things, note) in [
        (0, 0, 0, &[][..], "No statements, so no sources."),
        (1, 0, 0, &[], "1 source, named."),
        (0, 1, 1, &[], "1 source, unnamed."),
        (0, 0, 0, &[Document], "1 source, a document."),
        (0, 0, 0, &[Data], "1 source, a set of figures."),
        (0, 0, 0, &[Post], "1 source, a post."),
        (2, 0, 0, &[], "2 sources, both named."),
        (3, 0, 0, &[], "3 sources, all named."),
        (0, 2, 0, &[], "2 sources, both unnamed."),
        (0, 2, 2, &[], "2 sources, both unnamed, both of the State Department."),
        (0, 3, 2, &[], "3 sources, all unnamed, 2 of these of the State Department."),
        (0, 0, 0, &[Document, Document, Document], "3 sources, all documents."),
        (1, 1, 1, &[], "2 sources: 1 named, 1 unnamed; 50 % of the reported words are unnamed."),
        (
            1,
            2,
            2,
            &[],
            "3 sources: 1 named, 2 unnamed, both of the State Department; 67 % of the reported \
             words are unnamed.",
        ),
        (
            4,
            8,
            6,
            &[],
            "12 sources: 4 named, 8 unnamed, 6 of these of the State Department; 67 % of the \
             reported words are unnamed.",
        ),
        (1, 0, 0, &[Post, Post], "3 sources: 1 named, 2 posts."),
        (
            1,
            3,
            3,
            &[Data, Document, Data],
            "7 sources: 1 named, 1 document, 2 sets of figures, 3 unnamed, all of the State \
             Department; 43 % of the reported words are unnamed.",
        ),
    ] {
        assert_eq!(note_of(named, unnamed, of_body, things), note);
    }
}

#[test]
fn an_article_without_stated_sources_says_so() {
    let article = Article::of("It is said that it rains.").says("that it rains", &[]);
    assert_eq!(article.note(), "No source is stated for what is reported.");
}

#[test]
fn a_small_share_is_not_nothing() {
    let text = "w ".repeat(400) + "x";
    let mut article = Article::of(text.leak()).actor("w", None).actor("x", None);
    article.analysis.actors[0].unnamed = false;
    article = article.says("x", &[1]).says("w", &[0]);
    article.last().content = vec![Span::new(0, 800)];
    assert_eq!(
        article.note(),
        "2 sources: 1 named, 1 unnamed; under 1 % of the reported words are unnamed."
    );
}

#[test]
fn the_article_stands_where_names_have_one() {
    for (name, text, expected) in [
        ("State Department", "", "the State Department"),
        ("Ministry of Defence", "", "the Ministry of Defence"),
        ("Reuters", "", "Reuters"),
        ("FBI", "Agents of the FBI came.", "the FBI"),
        ("Bank of America", "", "Bank of America"),
        ("House", "", "House"),
    ] {
        let text = [name, ". ", text].concat();
        let article = Article::of(text.leak()).actor(name, None);
        assert_eq!(note::with_article(article.text, &article.analysis, 0), expected);
    }
}

#[test]
fn a_choice_of_voices_has_those_that_the_note_counts() {
    let article = Article::of("Ann, a guard, a clerk at State and a note said one two three four.")
        .actor("Ann", None)
        .actor("a guard", None)
        .actor("State", None)
        .actor("a clerk", Some(2))
        .says("one", &[0, 1])
        .says("two", &[3])
        .says("three", &[])
        .sourced("a note", Some(SourceKind::Document))
        .says("four", &[]);
    let voices = read(article.text, &article.analysis);
    let names = |heard: Heard| -> Vec<&str> {
        let rows = voices.rows.iter().filter(|row| row.is_among(&article.analysis, heard));
        rows.map(|row| row.name.as_str()).collect()
    };
    assert_eq!(names(Heard::All).len(), 4);
    assert_eq!(names(Heard::Named), ["Ann and A guard"]);
    assert_eq!(names(Heard::Unnamed), ["Ann and A guard", "A clerk"]);
    assert_eq!(names(Heard::UnnamedOf(2)), ["A clerk"]);
    assert_eq!(names(Heard::Things), ["A note"]);
    assert_eq!(names(Heard::NotStated), [""]);
}

#[test]
fn names_are_joined_as_in_a_sentence() {
    let joined = |names: &[&str]| joined(&names.iter().map(|n| n.to_string()).collect::<Vec<_>>());
    assert_eq!(joined(&["A"]), "A");
    assert_eq!(joined(&["A", "B"]), "A and B");
    assert_eq!(joined(&["A", "B", "C"]), "A, B and C");
}
