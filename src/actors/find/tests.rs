use super::*;
use crate::text::Document;
use crate::turns::block_on;

fn all(document: &Document) -> Vec<Candidate> {
    block_on(async {
        candidates(&mut Units::read(document).await, &crate::ENGLISH.names().names(document)).await
    })
}

/// The candidates of a text as "phrase [head]", in order.
fn found(text: &str) -> Vec<String> {
    let document = Document::read(text);
    all(&document)
        .iter()
        .map(|c| format!("{} [{}]", document.slice(c.phrase), document.slice(c.head)))
        .collect()
}

fn assert_finds(text: &str, expected: &[&str]) {
    let all = found(text);
    for e in expected {
        assert!(all.iter().any(|f| f == e), "no {e} in {all:?}");
    }
}

fn assert_kind(text: &str, head: &str, kind: Option<ActorKind>) {
    let document = Document::read(text);
    let all = all(&document);
    let found = all
        .iter()
        .find(|c| document.slice(c.head) == head)
        .unwrap_or_else(|| panic!("no {head} in {all:?}"));
    assert_eq!(found.kind, kind, "{head}");
}

#[test]
fn a_name_takes_the_title_before_it() {
    assert_finds(
        "Talks with U.S. Secretary of State John Kerry went on.",
        &["U.S. Secretary of State John Kerry [John Kerry]", "U.S. [U.S.]"],
    );
    assert_finds(
        "Syrian President Bashar al-Assad left.",
        &["Syrian President Bashar al-Assad [Bashar al-Assad]"],
    );
    assert_finds(
        "It was praised by former Dutch lawmaker Jan van der Berg on Monday.",
        &["former Dutch lawmaker Jan van der Berg [Jan van der Berg]"],
    );
    assert_finds("The plan of Mrs. Ann B. Lee failed.", &["Mrs. Ann B. Lee [Ann B. Lee]"]);
}

#[test]
fn descriptions_have_their_modifiers_and_noun() {
    assert_finds(
        "A second State Department official left.",
        &["A second State Department official [official]", "State Department [State Department]"],
    );
    assert_finds("He met international dignitaries.", &["international dignitaries [dignitaries]"]);
    assert_finds("The Syrian leader spoke.", &["The Syrian leader [leader]"]);
    assert_finds(
        "They saw hundreds of thousands of refugees.",
        &["hundreds of thousands of refugees [hundreds]"],
    );
    assert_finds("His father, a teacher, agreed.", &["His father [father]", "a teacher [teacher]"]);
}

#[test]
fn a_bill_of_parliament_is_no_person() {
    assert!(
        found("Bill Shorten said no. A new Bill would end it, and the Bill passed.")
            .iter()
            .all(|f| f != "Bill [Bill]")
    );
    assert_finds(
        "Bill Shorten said no. On Monday Bill left.",
        &["Bill Shorten [Bill Shorten]", "Bill [Bill]"],
    );
}

#[test]
fn a_verb_before_a_noun_is_no_part_of_the_phrase() {
    assert_finds("They began by reminding voters.", &["voters [voters]"]);
    assert_finds("It helps to lure companies abroad.", &["companies [companies]"]);
    assert_finds("It would scuttle companies.", &["companies [companies]"]);
    assert_finds("They are not ideal institutions.", &["ideal institutions [institutions]"]);
    assert_finds("A plan for working families failed.", &["working families [families]"]);
    assert!(!found("She left as he campaigns there.").iter().any(|f| f.contains("campaigns")));
}

#[test]
fn a_description_begins_with_its_own_words() {
    assert_finds("Last week, at least 76 people died.", &["at least 76 people [people]"]);
    assert_finds("He is both an artist and a businessman.", &["an artist [artist]"]);
    assert_finds("She said: “Voters know that.”", &["Voters [Voters]"]);
    assert_finds("''We will win,'' said one person.", &["one person [person]"]);
}

#[test]
fn a_time_is_no_part_of_a_description() {
    assert_finds("Polls by the institute in March found it.", &["the institute [institute]"]);
    assert_finds("It says the voters in 2008 knew that.", &["the voters [voters]"]);
    assert_finds("It says the voters in Ohio knew that.", &["the voters in Ohio [voters]"]);
    assert_finds(
        "It helps workers earning $47,000 per year.",
        &["workers earning $47,000 per year [workers]"],
    );
}

#[test]
fn words_and_neighbours_tell_what_a_name_names() {
    assert_kind(
        "He works at the University of Texas today.",
        "University of Texas",
        Some(ActorKind::Organization),
    );
    assert_kind("Moscow and Syria agreed.", "Syria", Some(ActorKind::Country));
    assert_kind("They met in Geneva.", "Geneva", None);
    assert_kind("According to John Kerry it will.", "John Kerry", Some(ActorKind::Person));
    assert_kind("Prices rose, NATO said.", "NATO", Some(ActorKind::Organization));
}

#[test]
fn a_capital_at_the_start_of_a_sentence_makes_no_name() {
    assert!(
        found("Meanwhile prices rose. However, nothing changed. Tomorrow it will.")
            .iter()
            .all(|f| f == "it [it]")
    );
}

#[test]
fn any_text_is_accepted() {
    for text in [
        "",
        "of of of",
        "“",
        "A",
        "The The The Of",
        "U.S.",
        "' s",
        "🌷 Ann 🌷",
        "\u{301}",
        "A.B.C.",
        "-",
        "al-",
        "# @ #x",
    ] {
        found(text);
    }
}
