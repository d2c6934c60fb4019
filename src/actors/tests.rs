//! Coreference and speakers on made-up sentences: names of any region, headlines, titles, roles,
//! aliases, pronouns, pairs, sources.

use crate::analysis::{Actor, ActorKind};
use crate::text::Byte;
use crate::{Analysis, Options, analyze};

fn read(text: &str) -> Analysis {
    analyze(text, &Options { assume_english: true })
}

fn mentions<'t>(actor: &Actor<Byte>, text: &'t str) -> Vec<&'t str> {
    actor.mentions.iter().map(|m| m.span.of(text)).collect()
}

/// The actor that has a mention with these words.
#[track_caller]
fn actor<'a>(analysis: &'a Analysis, text: &str, words: &str) -> &'a Actor<Byte> {
    let all = || analysis.actors.iter().map(|a| mentions(a, text)).collect::<Vec<_>>();
    analysis
        .actors
        .iter()
        .find(|a| mentions(a, text).contains(&words))
        .unwrap_or_else(|| panic!("no {words:?} in {:?}", all()))
}

/// Asserts that all these phrases are mentions of one actor.
#[track_caller]
fn assert_one(text: &str, phrases: &[&str]) {
    let analysis = read(text);
    let all = mentions(actor(&analysis, text, phrases[0]), text);
    assert!(phrases.iter().all(|p| all.contains(p)), "{phrases:?} are not one, but {all:?}");
}

/// Asserts that no two of these phrases are mentions of one actor.
#[track_caller]
fn assert_apart(text: &str, phrases: &[&str]) {
    let analysis = read(text);
    let mut ids: Vec<u32> = phrases.iter().map(|p| actor(&analysis, text, p).id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), phrases.len(), "{phrases:?}");
}

#[track_caller]
fn assert_person(text: &str, name: &str) {
    let analysis = read(text);
    let found = analysis.actors.iter().find(|a| a.name == name);
    let all: Vec<_> = analysis.actors.iter().map(|a| (&a.name, a.kind)).collect();
    assert_eq!(found.map(|a| a.kind), Some(ActorKind::Person), "{name}: {all:?}");
}

/// Asserts who speaks the attribution with `words` in its content.
#[track_caller]
fn assert_speakers(text: &str, words: &str, expected: &[&str]) {
    let analysis = read(text);
    let said =
        analysis.attributions.iter().find(|a| a.content.iter().any(|c| c.of(text).contains(words)));
    let said = said.unwrap_or_else(|| panic!("nobody says {words:?}: {:?}", analysis.attributions));
    let names: Vec<&str> =
        said.speakers.iter().map(|&s| analysis.actors[s as usize].name.as_str()).collect();
    assert_eq!(names, expected, "{words}");
}

#[test]
fn names_of_any_region_are_found_whole() {
    for (text, name) in [
        ("Syrian President Bashar al-Assad met the envoy.", "Bashar al-Assad"),
        ("Austrian President Alexander Van der Bellen met the envoy.", "Alexander Van der Bellen"),
        ("The lawyer of Conan O’Brien met the envoy.", "Conan O’Brien"),
        ("North Korean leader Kim Jong-un met the envoy.", "Kim Jong-un"),
        ("Chinese President Xi Jinping met the envoy.", "Xi Jinping"),
        (
            "Mexican President Andrés Manuel López Obrador met the envoy.",
            "Andrés Manuel López Obrador",
        ),
        ("Crown Prince Mohammed bin Salman met the envoy.", "Mohammed bin Salman"),
        ("Nigerian President Muhammadu Buhari met the envoy.", "Muhammadu Buhari"),
        ("Former president George H.W. Bush met the envoy.", "George H.W. Bush"),
    ] {
        assert_person(text, name);
    }
}

#[test]
fn short_names_refer_to_full_names() {
    assert_one(
        "Andrés Manuel López Obrador rejected the plan. López Obrador waited.",
        &["Andrés Manuel López Obrador", "López Obrador"],
    );
    assert_one(
        "Ursula von der Leyen came to Vienna. Von der Leyen left.",
        &["Ursula von der Leyen", "Von der Leyen"],
    );
    assert_one(
        "North Korean leader Kim Jong-un visited a farm. Kim smiled.",
        &["North Korean leader Kim Jong-un", "Kim"],
    );
    assert_one(
        "President Bashar al-Assad spoke. Later Assad left.",
        &["President Bashar al-Assad", "Assad"],
    );
}

#[test]
fn names_in_an_upper_case_headline_are_those_of_the_story() {
    let text = "PUTIN MEETS ERDOGAN IN ANKARA\n\nRussian President Vladimir Putin met Turkish \
            President Recep Tayyip Erdogan in Ankara on Tuesday.\n";
    assert_one(text, &["PUTIN", "Russian President Vladimir Putin"]);
    assert_one(text, &["ERDOGAN", "Turkish President Recep Tayyip Erdogan"]);
}

#[test]
fn a_name_may_hold_a_hard_space() {
    let text = "Prime Minister Shinzo Abe spoke. Later Mr.\u{a0}Abe left. Abe's aides stayed.";
    assert_one(text, &["Prime Minister Shinzo Abe", "Mr.\u{a0}Abe", "Abe"]);
}

#[test]
fn initials_tell_father_and_son_apart() {
    assert_apart(
        "George W. Bush and his father, George H.W. Bush, attended.",
        &["George W. Bush", "George H.W. Bush"],
    );
}

#[test]
fn titles_tell_two_of_one_surname_apart() {
    let text = "Mr. Bill Clinton campaigned in Ohio. Hillary Clinton stayed in New York. Bill \
            Clinton said she would win. Mrs. Clinton waited.";
    assert_apart(text, &["Mr. Bill Clinton", "Hillary Clinton"]);
    assert_one(text, &["Hillary Clinton", "Mrs. Clinton"]);
}

#[test]
fn a_citys_name_is_a_persons_where_the_article_shows_one() {
    let text = "Valeska Paris, an Australian woman, sued on Monday. Paris claims she was held on \
            the ship. She left Paris's father behind.";
    assert_one(text, &["Valeska Paris", "an Australian woman", "Paris"]);
    assert_person(text, "Valeska Paris");
}

#[test]
fn a_title_before_the_name_refers_to_its_bearer() {
    let text = "Downing Street said the prime minister would resign. Prime Minister Theresa May \
            told lawmakers she had done her best.";
    assert_one(text, &["the prime minister", "Prime Minister Theresa May", "she"]);
}

#[test]
fn an_office_of_two_words_refers_to_its_holder() {
    assert_one(
        "Attorney General Jeff Sessions left. The attorney general was calm.",
        &["Attorney General Jeff Sessions", "The attorney general"],
    );
    let text = "Janet Yellen, the chair of the Federal Reserve, told Congress on Friday. The Fed \
            chief said rates would rise.";
    assert_one(text, &["Janet Yellen", "the chair of the Federal Reserve", "The Fed chief"]);
}

#[test]
fn acronyms_and_general_nouns_refer_to_a_body() {
    let text = "The World Health Organization (WHO) met on Friday. The WHO urged countries to \
            act. The agency said it was worried.";
    assert_one(text, &["The World Health Organization", "The WHO", "The agency"]);
    assert_one(
        "Uber said it had fired him. The ride-hailing company said he refused.",
        &["Uber", "The ride-hailing company"],
    );
}

#[test]
fn buildings_and_capitals_stand_for_bodies() {
    assert_one(
        "The State Department was silent. Foggy Bottom has waited for weeks.",
        &["The State Department", "Foggy Bottom"],
    );
    let text = "Moscow insists that it has no troops there. Russia has said it will withdraw.";
    assert_one(text, &["Moscow", "Russia"]);
    assert_eq!(actor(&read(text), text, "Moscow").name, "Russia");
}

#[test]
fn an_apposition_reaches_over_a_nouns_complement() {
    let text = "A spokesman for the ministry, Ahmed Hassan, said three people were killed. Hassan \
            added that the attackers fled.";
    assert_one(text, &["A spokesman for the ministry", "Ahmed Hassan", "Hassan"]);
    let analysis = read(text);
    let of = actor(&analysis, text, "Ahmed Hassan")
        .affiliation
        .map(|a| analysis.actors[a as usize].name.as_str());
    assert_eq!(of, Some("the ministry"));
}

#[test]
fn a_state_may_be_called_a_backer() {
    assert_one(
        "Russia, a long-time backer of the family, has also conducted air strikes.",
        &["Russia", "a long-time backer of the family"],
    );
}

#[test]
fn rebels_are_the_rebel_forces() {
    assert_one(
        "Rebel forces took the town. The rebels said they would stay.",
        &["Rebel forces", "The rebels", "they"],
    );
}

#[test]
fn unnamed_sources_are_separate_actors() {
    let text = "“We will fight,” said the rebel commander, who asked not to be named. A second \
            commander said he would not. The second commander fled.";
    assert_apart(text, &["the rebel commander", "A second commander"]);
    assert_one(text, &["A second commander", "The second commander"]);
}

#[test]
fn who_refers_to_a_person_not_to_a_body() {
    let text = "A spokesman for the ministry who asked not to be named said on Friday that prices \
            will rise.";
    let analysis = read(text);
    assert!(
        analysis
            .actors
            .iter()
            .all(|a| a.kind != ActorKind::Organization || !mentions(a, text).contains(&"who"))
    );
}

#[test]
fn he_in_a_quotation_is_not_its_speaker() {
    let text = "Bill Clinton campaigned in Ohio. Hillary Clinton stayed in New York. “He will \
            help me,” Hillary Clinton said.";
    assert_apart(text, &["He", "Hillary Clinton"]);
    assert_one(text, &["Hillary Clinton", "me"]);
}

#[test]
fn a_joint_source_has_all_its_speakers() {
    let text =
        "Sen. John McCain (R-Ariz.) and Rep. Nancy Pelosi (D-Calif.) said the deal was weak.";
    assert_speakers(text, "the deal was weak", &["John McCain", "Nancy Pelosi"]);
    let text = "Amnesty International and Human Rights Watch said the trial was unfair.";
    assert_speakers(text, "the trial was unfair", &["Amnesty International", "Human Rights Watch"]);
}

#[test]
fn the_two_refers_to_a_pair_named_before() {
    let text = "Angela Merkel and Francois Hollande met in Paris on Monday. The two leaders said \
            that Greece must act.";
    assert_speakers(text, "Greece must act", &["Angela Merkel", "Francois Hollande"]);
}

#[test]
fn a_chain_of_quotations_keeps_its_speaker() {
    let text = "Police said the suspect, John Doe, 23, fled on foot. Doe's mother said that he \
            was innocent.\n\n“He is a good boy,” she said.";
    assert_speakers(text, "He is a good boy", &["Doe's mother"]);
    assert_one(text, &["John Doe", "He"]);
}

#[test]
fn nobody_and_reports_do_not_speak() {
    assert_speakers("Nobody knows whether the talks will succeed.", "whether the talks", &[]);
    assert_speakers("The report said prices fell in March.", "prices fell", &[]);
    let analysis = read("The report said prices fell in March.");
    assert!(analysis.actors.is_empty(), "{:?}", analysis.actors);
}

#[test]
fn numbers_and_clauses_belong_to_their_noun() {
    let text = "The war has left dead hundreds of thousands of Syrians. It took 60,000 guards to \
            leave. The groups called for peace.";
    for phrase in ["hundreds of thousands of Syrians", "60,000 guards", "The groups"] {
        actor(&read(text), text, phrase);
    }
    let text = "The U.S. leads a coalition conducting air strikes in Syria against the militants.";
    assert!(
        read(text).actors.iter().any(|a| a.name.starts_with("a coalition conducting air strikes"))
    );
}

#[test]
fn we_of_a_diplomat_refers_to_the_state() {
    let text =
        "The United States wants talks. “We are not alone,” said a State Department official.";
    assert_one(text, &["The United States", "We"]);
    let text = "“We take security seriously,” said a spokeswoman for Environment Canada.";
    assert_one(text, &["Environment Canada", "We"]);
}

#[test]
fn i_and_you_are_resolved_in_an_interview() {
    let text = "An interview with Maria Lopez\n\nMaria Lopez builds boats in Lima.\n\nWhen did \
            you begin?\n\nI was ten. My father \
            helped me.\n\nDo you still sail?\n\nI do, every day.";
    assert_one(text, &["Maria Lopez", "you", "I", "me"]);
    let text = "Boats of Lima\n\nMaria Lopez builds boats in Lima.\n\nI was ten when I came here. \
            Is it far?\n\nI do not know.";
    assert!(!read(text).actors.iter().any(|a| mentions(a, text).contains(&"I")));
}

#[test]
fn i_in_a_transcript_is_the_name_before_the_colon() {
    let text = "LOPEZ: Will you win this time?\n\nKIM: I think we will win.\n\nLOPEZ: Why do you \
            think so?\n\nKIM: Because I am good.";
    assert_one(text, &["KIM", "I"]);
}

#[test]
fn no_article_stands_before_a_persons_name() {
    let text =
        "He ate at the Rosa Café, where they played. Rosa Diaz said that she liked the Diaz years.";
    let analysis = read(text);
    assert!(
        analysis
            .actors
            .iter()
            .all(|a| a.kind != ActorKind::Person || !mentions(a, text).contains(&"the Rosa Café"))
    );
    assert_eq!(actor(&analysis, text, "Rosa Diaz").kind, ActorKind::Person);
}

#[test]
fn sums_times_and_prizes_are_no_actors() {
    let analysis = read(
        "It costs Rs 174 in Port Louis. In the Yayoi Period it was less. Ann Lee won the Sheikh \
            Hamad Award.",
    );
    let names: Vec<&str> = analysis.actors.iter().map(|a| a.name.as_str()).collect();
    assert_eq!(names, ["Ann Lee"]);
}

#[test]
fn firms_have_partners_and_ampersands() {
    let text = "Barrow & Sons will close. Administrators from Pike, Odell & Marsh LLP said no \
                buyer had come. Brand & Holt looked at the books. Barrow and Sons was old.";
    assert_one(text, &["Barrow & Sons", "Barrow and Sons"]);
    let analysis = read(text);
    for firm in ["Pike, Odell & Marsh LLP", "Brand & Holt"] {
        assert_eq!(actor(&analysis, text, firm).kind, ActorKind::Organization, "{firm}");
    }
    assert_speakers(text, "no buyer", &["Administrators from Pike, Odell & Marsh LLP"]);
}

#[test]
fn a_name_has_its_initials_and_what_its_father_is_called() {
    assert_person("“It is sad,” said Noura bint Hamad Al Darwish.", "Noura bint Hamad Al Darwish");
    assert_person("C. S. Lewis Jr. agreed that it is sad.", "C. S. Lewis Jr.");
}

#[test]
fn a_family_is_a_group() {
    let text = "Judith Thornton met Peter Thornton. The Thorntons are not expected to debate.";
    let analysis = read(text);
    assert_eq!(actor(&analysis, text, "The Thorntons").kind, ActorKind::Group);
}

#[test]
fn a_state_of_emergency_is_no_actor() {
    let text = "The state of emergency ended on Monday, Ann Lee said. A couple of mistakes \
                were made by her chief of staff.";
    let names: Vec<String> = read(text).actors.into_iter().map(|a| a.name).collect();
    assert!(names.iter().all(|n| !n.contains("emergency") && !n.contains("couple")), "{names:?}");
}

#[test]
fn a_peers_title_is_a_part_of_the_name() {
    let text = "Lady Justice Aldous told the Court of Appeal that Ann Lee will leave. Aldous left.";
    assert_one(text, &["Lady Justice Aldous", "Aldous"]);
}

#[test]
fn a_capital_before_its_namesake_is_named_is_the_capital() {
    let text = "Washington will send an envoy to the talks. Envoy Ann Washington flew on \
                Monday.\n\n“Nobody wants a dry river,” Washington told the press.";
    assert_apart(text, &["Washington", "Envoy Ann Washington"]);
    assert_speakers(text, "Nobody", &["Ann Washington"]);
}

#[test]
fn a_heading_in_capitals_describes_nobody() {
    let text = "The storm came late on Monday, and Ann Lee left the town in the evening.\n\n\
                WHAT RESIDENTS SAY\n\nThe bins have not been emptied, Ann Lee said on Tuesday.";
    assert!(actors_named(text).iter().all(|n| !n.contains("RESIDENTS")));
}

/// The names of all actors.
fn actors_named(text: &str) -> Vec<String> {
    read(text).actors.into_iter().map(|a| a.name).collect()
}

#[test]
fn a_form_in_ing_that_opens_a_sentence_is_its_subjects() {
    let text =
        "Ann Lee met the press on Monday. Refusing to give up power, Lee fired the minister.";
    assert_speakers(text, "give up power", &["Ann Lee"]);
}

#[test]
fn a_day_before_a_source_is_no_part_of_it() {
    let text = "This Wednesday Greek Foreign Minister Ann Lee said that taxes will rise.";
    assert_speakers(text, "taxes will rise", &["Ann Lee"]);
}
