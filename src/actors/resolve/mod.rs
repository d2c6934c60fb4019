//! Which mentions are one actor, and who speaks.
//!
//! Takes a [`Document`], its candidates and drafts; gives the [`Cast`]; promises that a phrase that
//! is new by its own words ("another official") is an actor of its own.
//!
//! Items are decided in the order of their heads, each by the first of these that tells: what the
//! text itself says (apposition), names, descriptions, pronouns. Last come "I" and "we" in
//! quotations, which need the speakers.

mod describe;
mod entity;
mod facts;
mod interview;
mod links;
mod naming;
mod pronouns;
mod scene;
mod sources;
mod speakers;

use super::Cast;
use super::candidate::{Candidate, Gender, Number, Reference};
use crate::analysis::{ActorKind, Form};
use crate::attribution::Draft;
use crate::text::{Document, TokenKind, TokenRange};
use crate::turns::{Pace, apart, turn};
use entity::Entities;
use links::Link;
use naming::Naming;
use scene::Scene;

/// To decide about an item is as much work as to read so many tokens.
const ITEM: usize = 8;

/// Decides which mentions are one actor, and which actor each attribution's source is.
pub async fn resolve(document: &Document<'_>, mentions: Vec<Candidate>, drafts: &[Draft]) -> Cast {
    let mut pace = Pace::default();
    let scene = apart(Scene::new(document, mentions, drafts)).await;
    turn().await;
    let mut entities = Entities::new(scene.items.len());
    let mut naming = Naming::default();
    for index in 0..scene.items.len() {
        decide(&scene, &mut entities, &mut naming, index);
        pace.done(ITEM).await;
    }
    turn().await;
    speakers::first_persons(&scene, &mut entities);
    interview::resolve(&scene, &mut entities);
    turn().await;
    facts::affiliations(&scene, &mut entities);
    speakers::plural_first_persons(&scene, &mut entities);
    turn().await;
    apart(facts::cast(&scene, &entities)).await
}

fn decide(scene: &Scene, entities: &mut Entities, naming: &mut Naming, index: usize) {
    let item = &scene.items[index];
    let c = &item.candidate;
    if c.form == Form::Pronoun {
        let found = if matches!(
            item.words.first().map(String::as_str),
            Some("who" | "which" | "that" | "whom")
        ) {
            antecedent(scene, entities, index)
        } else if c.person == 3 {
            let neuter = matches!(item.words.first().map(String::as_str), Some("it" | "itself"));
            // "it" is so often no actor that only a speaking one is resolved.
            if neuter && item.source_of.is_none() {
                None
            } else {
                let speaker = item.quoted_in.and_then(|d| {
                    let decided = speakers::of_draft(scene, entities, d).first().copied();
                    // Named only behind the quotation, but perhaps known from before.
                    let ahead = || {
                        scene.sources[d]
                            .first()
                            .map(|&s| &scene.items[s])
                            .filter(|s| s.candidate.form == Form::Name)
                    };
                    decided.or_else(|| ahead().and_then(|s| naming.find(entities, s)))
                });
                pronouns::third(scene, entities, index, speaker)
            }
        } else if c.number == Number::Singular && c.person == 1 {
            // The speaker, if it stands before what is said; else it is found at the end.
            item.quoted_in.and_then(|d| {
                if let [speaker] = speakers::of_draft(scene, entities, d)[..] {
                    Some(speaker)
                } else {
                    None
                }
            })
        } else {
            None
        };
        if let Some(entity) = found {
            entities.add(entity, index, item);
        }
        return;
    }
    let link = links::find(scene, index);
    let linked = link.and_then(|l| match l {
        Link::Apposition(i) | Link::Predicate(i) | Link::Bracket(i) => entities.of[i],
    });
    if c.form == Form::Name {
        let known = naming.find(entities, item);
        let entity = match (known, linked) {
            // "Her father, Jean-Marie Le Pen,": not she.
            (Some(known), Some(linked))
                if entities.list[linked].owner == Some(known) && !entities.list[linked].named =>
            {
                entities.add(linked, index, item);
                linked
            }
            (Some(known), _) => {
                entities.add(known, index, item);
                known
            }
            (None, None) if let Some(described) = foretold(scene, entities, item) => {
                entities.add(described, index, item);
                described
            }
            (None, Some(linked))
                if !(entities.list[linked].named && matches!(link, Some(Link::Apposition(_)))) =>
            {
                entities.add(linked, index, item);
                linked
            }
            _ => entities.start(index, item),
        };
        naming.learn(entity, item);
        if let (Some(Link::Bracket(_)), Some(linked)) = (link, linked) {
            naming.alias(linked, &item.words);
        }
        return;
    }
    if let Some(entity) = linked {
        // "Ann Lee, an Australian woman," after the headline's "Australian woman".
        if let Some(headline) = describe::find(scene, entities, index, None)
            .filter(|_| c.reference == Reference::Indefinite)
        {
            entities.merge(headline, entity);
        }
        return entities.add(entity, index, item);
    }
    if let Some(named) = called(scene, entities, index) {
        return entities.add(named, index, item);
    }
    let owner =
        (c.reference == Reference::Possessive).then(|| owner(scene, entities, index)).flatten();
    if c.reference == Reference::Definite
        && let Some(bearer) = bearer(scene, index)
    {
        match naming.find(entities, &scene.items[bearer]) {
            Some(known) => entities.add(known, index, item),
            // One of another word for the office ("a minister") is not the one who is just being
            // named.
            None => match describe::find(scene, entities, index, None)
                .filter(|&e| entities.list[e].nouns.contains(&item.words[0]))
            {
                Some(described) if !entities.list[described].named => {
                    entities.add(described, index, item)
                }
                _ => _ = entities.start(index, item),
            },
        }
        return;
    }
    if let Some(entity) = describe::find(scene, entities, index, owner) {
        return entities.add(entity, index, item);
    }
    if c.weak && item.source_of.is_none() && !item.headline {
        return;
    }
    let entity = entities.start(index, item);
    entities.list[entity].owner = owner;
}

/// "The leader of Ennahda, Rachid Ghannouchi,": the person's name that says at once whom the
/// description means.
fn bearer(scene: &Scene, index: usize) -> Option<usize> {
    let end = scene.items[index].candidate.phrase.end;
    let next = scene
        .within(TokenRange::new(end + 1, end + LONGEST_TITLE))
        .find(|&i| scene.items[i].candidate.phrase.start == end + 1)?;
    let named = scene.items[next].candidate.form == Form::Name
        && scene.items[next].candidate.kind == Some(ActorKind::Person);
    (named && links::find(scene, next) == Some(Link::Apposition(index))).then_some(next)
}

/// Most tokens of a title before a name: "Sen.", "Vice President".
const LONGEST_TITLE: usize = 8;

/// How many sentences a description may stand before the name of whom it means.
const FORETOLD: usize = 4;

/// "Prime Minister Theresa May" after "the prime minister": whom the title was said of before there
/// was a name.
fn foretold(scene: &Scene, entities: &Entities, item: &scene::Item) -> Option<usize> {
    let c = &item.candidate;
    c.title.filter(|_| c.kind == Some(ActorKind::Person))?;
    let noun = item.modifiers.last()?;
    let e = *entities.by_noun.get(noun)?.last()?;
    let entity = &entities.list[e];
    let last = &scene.items[*entity.items.last()?];
    let definite = entity.items.iter().all(|&i| {
        scene.items[i].candidate.reference == Reference::Definite
            || scene.items[i].candidate.form == Form::Pronoun
    });
    let same = entity.modifiers.iter().all(|m| item.modifiers.contains(m))
        && (entity.country.is_some() || c.country.is_none());
    let fits = entity.country.is_none() || c.country.is_none() || entity.country == c.country;
    let gender = entity.gender == c.gender
        || entity.gender == Gender::Unknown
        || c.gender == Gender::Unknown;
    let near = item.sentence.saturating_sub(last.sentence) <= FORETOLD;
    (entity.kind == Some(ActorKind::Role)
        && !entity.named
        && definite
        && same
        && fits
        && gender
        && near)
        .then_some(e)
}

/// Nouns that only say what kind of body the name before them names.
const KIND_NOUNS: &[&str] = &[
    "group",
    "party",
    "agency",
    "movement",
    "newspaper",
    "magazine",
    "network",
    "militia",
    "website",
    "company",
    "organization",
    "channel",
    "station",
    "club",
    "airline",
];

/// "the Islamic State group", "Yonhap news agency": the body named in the phrase itself.
fn called(scene: &Scene, entities: &Entities, index: usize) -> Option<usize> {
    let item = &scene.items[index];
    let c = &item.candidate;
    if c.kind != Some(ActorKind::Organization)
        || !item.words.first().is_some_and(|w| KIND_NOUNS.contains(&w.as_str()))
    {
        return None;
    }
    let head = c.head.start;
    scene.within(TokenRange::new(c.phrase.start, head.max(c.phrase.start))).rev().find_map(|i| {
        let o = &scene.items[i].candidate;
        let between = TokenRange::new(o.head.end.min(head), head);
        let close = between.len() <= 1
            && between.into_iter().all(|t| scene.document.tokens[t].kind == TokenKind::Word);
        let name = o.form == Form::Name && o.kind == Some(ActorKind::Organization) && close;
        name.then(|| entities.of[i]).flatten()
    })
}

/// The entity that owns the description: "his" in "his father".
fn owner(scene: &Scene, entities: &Entities, index: usize) -> Option<usize> {
    let phrase = scene.items[index].candidate.phrase;
    let head = scene.items[index].candidate.head.start;
    scene.within(TokenRange::new(phrase.start, head.max(phrase.start))).find_map(|i| {
        let c = &scene.items[i].candidate;
        let possessive = c.form == Form::Pronoun && c.bound
            || matches!(scene.lower(c.phrase.end).as_str(), "'s" | "’s" | "'" | "’");
        possessive.then(|| entities.of[i]).flatten()
    })
}

/// The entity that a relative pronoun stands for: the last one before it in the sentence that "who"
/// or "which" can be said of.
fn antecedent(scene: &Scene, entities: &Entities, index: usize) -> Option<usize> {
    let item = &scene.items[index];
    let at = item.candidate.head.start;
    let fits = |kind: Option<ActorKind>| match (item.words.first().map(String::as_str), kind) {
        (Some("who" | "whom"), kind) => {
            matches!(kind, Some(ActorKind::Person | ActorKind::Role | ActorKind::Group))
        }
        (Some("which"), kind) => !matches!(kind, Some(ActorKind::Person | ActorKind::Role)),
        _ => true,
    };
    let near = |i: &usize| {
        scene.items[*i].sentence == item.sentence && scene.items[*i].candidate.form != Form::Pronoun
    };
    let before = || (scene.first_from(at.saturating_sub(30))..index).rev().filter(near);
    let decided =
        |i: usize, any: bool| entities.of[i].filter(|&e| any || fits(entities.list[e].kind));
    before().find_map(|i| decided(i, false)).or_else(|| before().find_map(|i| decided(i, true)))
}

/// True if the entity can be said to speak for others of its kind: an organisation, country or
/// group.
fn is_collective(kind: Option<ActorKind>, number: Number) -> bool {
    matches!(kind, Some(ActorKind::Organization | ActorKind::Country | ActorKind::Group))
        || number == Number::Plural
}

#[cfg(test)]
mod tests {
    use crate::{Analysis, Options, analyze};

    fn read(text: &str) -> Analysis {
        analyze(text, &Options { assume_english: true })
    }

    /// The actors of a text, each as its mentions' phrases.
    fn actors(text: &str) -> Vec<Vec<&str>> {
        read(text)
            .actors
            .iter()
            .map(|a| a.mentions.iter().map(|m| m.span.of(text)).collect())
            .collect()
    }

    /// All these phrases are mentions of one actor.
    fn one(text: &str, phrases: &[&str]) {
        let all = actors(text);
        assert!(
            all.iter().any(|a| phrases.iter().all(|p| a.contains(p))),
            "{phrases:?} are not one in {all:?}"
        );
    }

    /// No two of these phrases are mentions of one actor, and each is a mention.
    fn apart(text: &str, phrases: &[&str]) {
        let all = actors(text);
        let places: Vec<usize> = phrases
            .iter()
            .map(|p| {
                all.iter()
                    .position(|a| a.contains(p))
                    .unwrap_or_else(|| panic!("no {p} in {all:?}"))
            })
            .collect();
        for (i, a) in places.iter().enumerate() {
            assert!(!places[..i].contains(a), "two of {phrases:?} are one in {all:?}");
        }
    }

    #[test]
    fn a_given_name_that_in_news_is_a_mans_or_a_womans_tells_which() {
        one("Ted Lee met Hillary Ray. The talks went on, and she left.", &["Hillary Ray", "she"]);
        one("Hillary Ray met Ted Lee. The talks went on, and he left.", &["Ted Lee", "he"]);
    }

    #[test]
    fn an_age_may_stand_before_the_apposition() {
        one("Ann Lee, 52, a teacher, left the town.", &["Ann Lee", "a teacher"]);
    }

    #[test]
    fn a_description_with_a_name_in_it_may_have_its_bearer_behind_it() {
        one(
            "The leader of Ennahda, Rachid Lee, left the town.",
            &["The leader of Ennahda", "Rachid Lee"],
        );
        apart(
            "A minister of Ennahda came. The leader of Ennahda, Rachid Lee, left.",
            &["A minister of Ennahda", "Rachid Lee"],
        );
        one(
            "They charged the country’s president, Omar Lee, and called for talks.",
            &["the country’s president", "Omar Lee"],
        );
        assert!(
            !actors("The leaders of France, Brazil and Peru left.")
                .iter()
                .any(|a| a.contains(&"Brazil"))
        );
    }

    #[test]
    fn a_curly_apostrophe_owns_like_a_straight_one() {
        for mark in ["'", "’"] {
            let text =
                format!("Paris Lee{mark}s father came to see Bob Ray. Bob Ray{mark}s father left.");
            let phrases = [format!("Paris Lee{mark}s father"), format!("Bob Ray{mark}s father")];
            apart(&text, &[&phrases[0], &phrases[1]]);
        }
    }

    #[test]
    fn a_campaign_is_its_candidates_with_or_without_an_ending() {
        one(
            "The Lee campaign denied it. Lee’s campaign said it was sorry.",
            &["The Lee campaign", "Lee’s campaign"],
        );
    }

    #[test]
    fn a_title_is_no_part_of_a_name_that_the_model_takes_it_for() {
        one(
            "Norma Samour owns the shop. It grew, Ms. Samour said.",
            &["Norma Samour", "Ms. Samour"],
        );
    }

    #[test]
    fn a_surname_has_its_particle() {
        one(
            "Mayor Bill de Blasio spoke. It will help, de Blasio said. De Blasio left.",
            &["Mayor Bill de Blasio", "de Blasio", "De Blasio"],
        );
    }

    #[test]
    fn whom_a_given_name_stood_for_first_is_named_in_full_later() {
        one(
            "Her mother, Fiona, said it was sad. Fiona Parry asked for help.",
            &["Fiona", "Fiona Parry"],
        );
        apart("Bob Parry saw Fiona. Fiona Lee saw Fiona Ray.", &["Fiona Lee", "Fiona Ray"]);
        one(
            "Bob Parry came. Parry sat. Fiona said no. Fiona Parry left. Later Mr. Parry left.",
            &["Bob Parry", "Parry", "Mr. Parry"],
        );
    }

    #[test]
    fn whom_a_source_mentions_does_not_speak_for_it() {
        for text in [
            "Some sources close to Ann Lee said taxes will rise.",
            "A source familiar with Ann Lee’s plans said taxes will rise.",
        ] {
            let analysis = read(text);
            let speakers: Vec<&str> = analysis.attributions[0]
                .speakers
                .iter()
                .map(|s| analysis.actors[*s as usize].name.as_str())
                .collect();
            assert!(!speakers.contains(&"Ann Lee") && speakers.len() == 1, "{text}: {speakers:?}");
        }
    }

    #[test]
    fn an_epithet_means_the_one_person_that_the_story_is_about() {
        one(
            "Ann Lee wrote to voters. The candidate said taxes will rise.",
            &["Ann Lee", "The candidate"],
        );
        apart(
            "Ann Lee met Bob Ray. The candidate said taxes will rise.",
            &["Ann Lee", "The candidate"],
        );
        apart(
            "Ann Lee wrote to voters. The candidate said Lee will win.",
            &["Ann Lee", "The candidate"],
        );
        apart(
            "The old man slept. Ann Lee left. The candidate said taxes will rise.",
            &["The old man", "The candidate"],
        );
    }

    #[test]
    fn people_are_others_each_time() {
        let all = actors("She met people inside the house. Later people in the street left.");
        assert_eq!(all.iter().filter(|a| a[0].starts_with("people")).count(), 2, "{all:?}");
    }

    #[test]
    fn full_and_short_names_are_one() {
        one("President John Kerry arrived. Later Kerry left.", &["President John Kerry", "Kerry"]);
        one(
            "The United Nations (U.N.) agreed. The U.N. paid.",
            &["The United Nations", "The U.N."],
        );
        one(
            "The Free Syrian Army fought. Later the FSA left.",
            &["The Free Syrian Army", "the FSA"],
        );
        one(
            "US troops left. America waited. The United States agreed.",
            &["US", "America", "The United States"],
        );
    }

    #[test]
    fn two_persons_of_one_surname_stay_two() {
        apart(
            "Bill Clinton spoke. Then Hillary Clinton spoke.",
            &["Bill Clinton", "Hillary Clinton"],
        );
        apart("Mr. Smith and Mrs. Smith arrived.", &["Mr. Smith", "Mrs. Smith"]);
    }

    #[test]
    fn an_apposition_is_the_same_actor() {
        one(
            "The talks bored Sergei Lavrov, the foreign minister, on Friday.",
            &["Sergei Lavrov", "the foreign minister"],
        );
        one(
            "The prime minister, David Cameron, resigned.",
            &["The prime minister", "David Cameron"],
        );
        one("Ahmed Mohamed was a guest at the fair.", &["Ahmed Mohamed", "a guest"]);
    }

    #[test]
    fn a_body_is_called_by_its_name_and_kind() {
        one(
            "The Islamic State group fled. Later Islamic State returned.",
            &["The Islamic State group", "Islamic State"],
        );
        one(
            "The Andy Warhol Legacy Program gave. The program pays, Ann Lee said.",
            &["The Andy Warhol Legacy Program"],
        );
    }

    #[test]
    fn a_headline_introduces_whom_the_story_names() {
        let text = "Australian woman sues church over ship\n\nMay 7, 2015\n\nAnn Lee, an Australian woman and former member, sued the church on Monday.\n";
        one(text, &["Australian woman", "Ann Lee", "an Australian woman"]);
    }

    #[test]
    fn a_capital_that_acts_is_its_country() {
        one("Russia agreed. Moscow insists on peace.", &["Russia", "Moscow"]);
        let analysis = read("They met in Moscow on Friday. Ann Lee left.");
        assert!(
            analysis.actors.iter().all(|a| a.name != "Moscow")
                && analysis.places.iter().any(|p| p.name == "Moscow")
        );
    }

    #[test]
    fn speakers_in_quotations_are_i() {
        one("“I am glad,” Ann Lee said on Monday.", &["Ann Lee", "I"]);
    }

    #[test]
    fn descriptions_take_up_whom_they_describe() {
        one(
            "Syrian President Bashar al-Assad stayed. The Syrian leader waited.",
            &["Syrian President Bashar al-Assad", "The Syrian leader"],
        );
        one(
            "An American official called. The official left.",
            &["An American official", "The official"],
        );
    }

    #[test]
    fn what_is_new_by_its_own_words_stays_apart() {
        apart(
            "A State Department official left. A second State Department official stayed. Another State Department official slept.",
            &[
                "A State Department official",
                "A second State Department official",
                "Another State Department official",
            ],
        );
    }

    #[test]
    fn pronouns_agree_with_gender_and_number() {
        one("Ann Lee met John Smith. She left.", &["Ann Lee", "She"]);
        one("Ann Lee met John Smith. He left.", &["John Smith", "He"]);
        one("The protesters met John Smith. They left.", &["The protesters", "They"]);
    }

    #[test]
    fn we_within_what_a_quoted_speaker_reports_is_still_the_speakers() {
        let text =
            "“The rebels tell us they want help,” said Ann Lee, a spokeswoman for the Red Cross.";
        let analysis = crate::analyze(text, &crate::Options::default());
        let rebels = analysis
            .actors
            .iter()
            .find(|a| a.name.contains("rebels"))
            .expect("the rebels are actors");
        assert!(rebels.mentions.iter().all(|m| m.span.of(text) != "us"));
    }

    #[test]
    fn an_unnamed_speaker_knows_its_department() {
        let analysis = read("A State Department official said on Friday that prices will rise.");
        let official = analysis
            .actors
            .iter()
            .find(|a| a.name.ends_with("official"))
            .expect("the official is an actor");
        let department = official.affiliation.map(|id| analysis.actors[id as usize].name.as_str());
        assert!(official.unnamed);
        assert_eq!(department, Some("State Department"));
    }

    #[test]
    fn every_source_is_a_mention_of_its_speaker() {
        let text = "“Costs fall,” the opposition and Turkey said. According to analysts, prices rise. She said so. Rain is likely, a buoy said.";
        let analysis = read(text);
        for attribution in
            analysis.attributions.iter().filter(|a| !a.source.is_empty() && !a.speakers.is_empty())
        {
            for &speaker in &attribution.speakers {
                let inside = |m: &crate::analysis::Mention<_>| {
                    attribution
                        .source
                        .iter()
                        .any(|s| s.start() <= m.head.start() && m.head.end() <= s.end())
                };
                assert!(
                    analysis.actors[speaker as usize].mentions.iter().any(inside),
                    "{attribution:?}"
                );
            }
        }
        let joint = analysis
            .attributions
            .iter()
            .find(|a| a.source.iter().any(|s| s.of(text).contains("Turkey")));
        assert_eq!(joint.map(|a| a.speakers.len()), Some(2));
    }

    #[test]
    fn many_names_take_time_in_proportion() {
        let text = |n: usize| {
            (0..n).map(|i| format!("John Smith{i} met the official. ")).collect::<String>()
        };
        let time = |n| {
            let text = text(n);
            // The best of three: other work on the machine only ever adds.
            let once = || {
                let start = std::time::Instant::now();
                let document = crate::text::Document::read(&text);
                let cast =
                    crate::actors::resolve(&document, crate::actors::mentions(&document), &[]);
                assert!(cast.actors.len() >= n);
                start.elapsed().as_secs_f64()
            };
            once().min(once()).min(once())
        };
        let (small, large) = (time(500), time(4_000));
        assert!(large < 40.0 * small + 0.05, "{small} s for 500 names, {large} s for 4000");
    }
}
