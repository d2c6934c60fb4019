//! Subjects: where a source begins and ends, and which subjects are no sources (those of passives
//! and of "seem", and the "it" of "it is clear that …").
//!
//! Takes drafts; gives them with all noun phrases of a plural source ("Ann Lee and …") and without
//! the preposition at its end that begins what is said; moves a subject that is spoken of from the
//! source to the content, and drops one that is spoken to; promises to leave a source that stands
//! after its cue ("was told by") or has a state of mind ("was worried") as it is.
//!
//! Both guidelines that the engine is measured by ask for this: "the plan was called a mistake"
//! names nobody who called it that.

use super::draft::{DRAFT, Draft};
use super::whole;
use crate::lexicon::Pos;
use crate::lexicon::cues::{CueVerb, Trait, VerbForm};
use crate::lexicon::lists::{grammar, speech};
use crate::sort;
use crate::text::pattern::Pattern::{self, All, AnyOf, Either, End, Ends, Many, Not, Seq, Verb};
use crate::text::{Document, TokenRange};
use crate::turns::Pace;

/// Most tokens of the noun phrases that "and" joins to a source.
const JOINED: usize = 6;
/// Most adverbs between a form of "be" and its participle.
const MOST_ADVERBS: usize = 3;

/// A form of "be", or "got" in its place.
const BE: Pattern = Either(&[
    AnyOf(grammar::FINITE_BE),
    AnyOf(grammar::INFINITE_BE),
    AnyOf(grammar::SHORT_BE),
    AnyOf(&["got"]),
]);
/// An adverb or negation before a participle.
const ADVERB: Pattern = Either(&[
    AnyOf(grammar::MIDDLE_ADVERBS),
    AnyOf(grammar::NEGATED_ENDINGS),
    AnyOf(&["first"]),
    Ends(&["ly"]),
]);
/// A passive whose participle is the window's last token: "was never told".
const PASSIVE: Pattern =
    Seq(&[BE, Many(0, MOST_ADVERBS, &ADVERB), Verb(|_, form| form.is_participle()), End]);
/// A conjunction behind which a clause begins.
const LINK: Pattern = Either(&[AnyOf(grammar::CONTRASTS), AnyOf(speech::CLAUSE_LINKS)]);
/// A word of a noun phrase, as far as it is neither a reporting verb nor a conjunction.
const NOMINAL: Pattern = All(&[Not(&LINK), Not(&Pattern::CUE_VERB), Pattern::WORD]);
/// A preposition that no noun phrase ends in.
const PREPOSITION: Pattern =
    Either(&[AnyOf(grammar::PREPOSITIONS), AnyOf(grammar::MORE_PREPOSITIONS)]);

/// Infinitives behind a verb whose subject is spoken of: "believed to be".
const INFINITIVES: &[&str] = &["be", "have"];

/// What the subject of a cue does.
enum Subject {
    /// It speaks or thinks.
    Source,
    /// It is spoken to.
    Addressed,
    /// It is spoken of.
    Topic,
}

/// Corrects the sources of `drafts`.
pub(super) async fn correct(document: &Document<'_>, drafts: &mut [Draft], pace: &mut Pace) {
    let mut taken = vec![false; document.tokens.len()];
    for range in
        drafts.iter().flat_map(|draft| draft.source.iter().chain(&draft.cue).chain(&draft.content))
    {
        taken[range.start..range.end].fill(true);
    }
    for draft in &mut *drafts {
        pace.spend(DRAFT).await;
        if let (Some(source), Some(cue)) = (draft.source, draft.cue.first())
            && source.end == cue.start
            && is_plural(document, *cue)
            && let Some(start) = first_of_joined(document, source)
                .filter(|&start| !taken[start..source.start].contains(&true))
        {
            draft.source = Some(TokenRange::new(start, source.end));
            taken[start..source.start].fill(true);
        }
        move_prepositions(document, draft);
        whole::lengthen(document, draft);
    }
    for draft in drafts {
        pace.spend(DRAFT).await;
        let (Some(source), Some(&cue)) = (draft.source, draft.cue.first()) else { continue };
        if source.end > cue.start
            || document.sentence_of(source.start).tokens != document.sentence_of(cue.start).tokens
        {
            continue;
        }
        match subject(document, source, cue) {
            Subject::Source => {}
            Subject::Addressed => draft.source = None,
            Subject::Topic => {
                draft.source = None;
                draft.content.push(source);
                sort::by_keys(&mut draft.content, |c| [c.start, c.end]);
            }
        }
    }
}

/// The first token of the noun phrases that "and" joins to a source, if a clause begins there:
/// "moderate forces and **Turkey** insist".
fn first_of_joined(document: &Document, source: TokenRange) -> Option<usize> {
    let first = document.sentence_of(source.start).tokens.start;
    let and = source.start.checked_sub(1).filter(|&i| i > first && document.lower(i) == "and")?;
    // one token more than may be joined shows that there are too many
    let from = first.max(and.saturating_sub(JOINED + 1));
    let phrases = NOMINAL.run_back(document, TokenRange::new(from, and));
    let opens = phrases.start == first || LINK.is_at(document, phrases.start - 1);
    (opens && (1..=JOINED).contains(&phrases.len())).then_some(phrases.start)
}

/// True if a cue begins with a plural verb of the present ("insist", "have said"): one name before
/// it is not its whole subject.
fn is_plural(document: &Document, cue: TokenRange) -> bool {
    let first = document.lower(cue.start);
    grammar::PLURAL_AUXILIARIES.contains(&first)
        || document.verb(cue.start).is_some_and(|(_, form)| matches!(form, VerbForm::Base))
}

/// Moves prepositions from the end of a source to the content that follows.
fn move_prepositions(document: &Document, draft: &mut Draft) {
    while let Some(source) =
        draft.source.filter(|s| s.len() > 1 && PREPOSITION.is_at(document, s.end - 1))
    {
        let Some(content) = draft.content.iter_mut().find(|c| c.start == source.end) else {
            return;
        };
        content.start -= 1;
        draft.source = Some(TokenRange::new(source.start, source.end - 1));
    }
}

/// What the subject `source` of `cue` does.
fn subject(document: &Document, source: TokenRange, cue: TokenRange) -> Subject {
    let it = source.len() == 1 && document.lower(source.start) == "it";
    if it && cue.into_iter().any(|i| speech::PLAIN_FACTS.contains(&document.lower(i))) {
        return Subject::Addressed;
    }
    let last_verb = cue.into_iter().rev().find_map(|i| Some((i, document.verb(i)?.0)));
    let Some((at, verb)) = last_verb else { return Subject::Source };
    if verb.has(Trait::Seems) {
        return if it { Subject::Addressed } else { Subject::Topic };
    }
    if is_reduced(document, source, cue, verb) {
        return Subject::Topic;
    }
    let names_agent = document.lower(cue.end) == "by" || document.lower(cue.end - 1) == "by";
    if names_agent || !is_passive(document, source, at) || verb.has(Trait::State) {
        return Subject::Source;
    }
    if it || verb.has(Trait::Addresses) { Subject::Addressed } else { Subject::Topic }
}

/// True for a participle right behind its noun: "people | believed | to be there", "forces |
/// deemed | a threat".
fn is_reduced(document: &Document, source: TokenRange, cue: TokenRange, verb: &CueVerb) -> bool {
    let next = document.lower(cue.end);
    let participle = document.verb(cue.start).is_some_and(|(_, form)| form.is_participle());
    let infinitive = next == "to" && INFINITIVES.contains(&document.lower(cue.end + 1));
    let described = || {
        grammar::ARTICLES.contains(&next)
            || document.parts_of_speech(cue.end).first() == Some(Pos::Adjective)
    };
    cue.len() == 1
        && source.end == cue.start
        && participle
        && (speech::SAID_TO_BE.contains(&verb.lemma) && infinitive
            || verb.lemma == "deem" && (described() || infinitive))
}

/// True if the verb at `verb` is a participle behind a form of "be", with nothing but adverbs
/// between.
fn is_passive(document: &Document, source: TokenRange, verb: usize) -> bool {
    let start = source.end.max(verb.saturating_sub(MOST_ADVERBS + 1));
    PASSIVE.find(document, TokenRange::new(start, verb + 1)).is_some()
}

#[cfg(test)]
mod tests {
    use super::super::cases::{place_of, said};
    use super::*;
    use crate::turns::block_on;

    /// Source and content after the correction. `source`, `cue` and `content` are words of the text
    /// before it.
    #[track_caller]
    fn corrected(text: &str, source: &str, cue: &str, content: &str) -> (String, String) {
        let document = Document::read(text);
        let range = |part: &str| place_of(&document, part);
        let draft = said(range(cue), vec![range(content)]);
        let mut drafts = [Draft { source: Some(range(source)), ..draft }];
        block_on(correct(&document, &mut drafts, &mut Pace::default()));
        let pieces: Vec<&str> = drafts[0].content.iter().map(|c| document.slice(*c)).collect();
        (
            drafts[0].source.map_or(String::new(), |s| document.slice(s).to_owned()),
            pieces.join(" … "),
        )
    }

    #[track_caller]
    fn becomes(text: &str, [source, cue, content]: [&str; 3], expected: [&str; 2]) {
        let (found_source, found_content) = corrected(text, source, cue, content);
        assert_eq!([found_source.as_str(), found_content.as_str()], expected, "{text}");
    }

    #[test]
    fn the_subject_of_was_told_is_neither_source_nor_content() {
        becomes("She was told to wait.", ["She", "was told", "to wait"], ["", "to wait"]);
        becomes(
            "They were not asked to wait.",
            ["They", "were not asked", "to wait"],
            ["", "to wait"],
        );
    }

    #[test]
    fn the_subject_of_was_accused_is_content() {
        becomes(
            "Lee was accused of theft.",
            ["Lee", "was accused", "of theft"],
            ["", "Lee … of theft"],
        );
        becomes(
            "The plan is widely seen as a risk.",
            ["The plan", "is widely seen", "as a risk"],
            ["", "The plan … as a risk"],
        );
        becomes("Lee seems to be ill.", ["Lee", "seems", "to be ill"], ["", "Lee … to be ill"]);
    }

    #[test]
    fn a_source_begins_where_its_noun_phrases_do() {
        becomes(
            "Aid groups and Turkey insist it failed.",
            ["Turkey", "insist", "it failed"],
            ["Aid groups and Turkey", "it failed"],
        );
        let text = "It rains while Aid groups and Turkey insist it failed.";
        becomes(text, ["Turkey", "insist", "it failed"], ["Aid groups and Turkey", "it failed"]);
        for text in [
            "She left and Turkey insists it failed.",
            "In June, talks and Turkey insists it failed.",
        ] {
            becomes(text, ["Turkey", "insists", "it failed"], ["Turkey", "it failed"]);
        }
    }

    #[test]
    fn a_source_does_not_end_in_a_preposition() {
        let text = "It was said by the ministry over 345 pilgrims died.";
        becomes(
            text,
            ["the ministry over", "said", "345 pilgrims died"],
            ["the ministry", "over 345 pilgrims died"],
        );
        becomes(
            "The ministry Lee works for says he left.",
            ["The ministry Lee works for", "says", "he left"],
            ["The ministry Lee works for", "he left"],
        );
    }

    #[test]
    fn the_it_that_stands_for_a_clause_is_nothing() {
        becomes(
            "It is clear that she left.",
            ["It", "is clear", "that she left"],
            ["", "that she left"],
        );
        becomes(
            "It was revealed that she left.",
            ["It", "was revealed", "that she left"],
            ["", "that she left"],
        );
    }

    #[test]
    fn the_noun_before_a_participle_is_what_is_judged() {
        becomes(
            "Lee feared forces deemed a threat.",
            ["forces", "deemed", "a threat"],
            ["", "forces … a threat"],
        );
        becomes(
            "Police held people believed to be there.",
            ["people", "believed", "to be there"],
            ["", "people … to be there"],
        );
        becomes(
            "Lee believed that it rained.",
            ["Lee", "believed", "that it rained"],
            ["Lee", "that it rained"],
        );
    }

    #[test]
    fn active_verbs_states_of_mind_and_named_agents_keep_their_source() {
        for (text, cue, content) in [
            ("Lee accused them of theft.", "accused", "them of theft"),
            ("Lee was convinced that she left.", "was convinced", "that she left"),
            ("Lee was quoted as saying she left.", "was quoted as saying", "she left"),
            ("Lee was saying she left.", "was saying", "she left"),
            ("Lee has told us she left.", "has told", "she left"),
        ] {
            becomes(text, ["Lee", cue, content], ["Lee", content]);
        }
        becomes(
            "The plan was called a risk by Lee.",
            ["Lee", "was called", "The plan"],
            ["Lee", "The plan"],
        );
    }
}
