//! Attributions that grammar shows and the learned tagger misses.
//!
//! Takes a document, the tagger's evidence and the drafts found so far; adds drafts, and ends the
//! content of one before a clause that sets somebody else against it; promises to add none over a
//! cue that a draft has already.

use super::act;
use super::draft::{DRAFT, Draft, begins_after};
use super::nest;
use crate::analysis::Tier;
use crate::lexicon::Class;
use crate::lexicon::cues::{Trait, VerbForm};
use crate::lexicon::lists::grammar;
use crate::tagger::TokenEvidence;
use crate::text::pattern::Pattern::{
    self, After, All, Any, AnyOf, Either, Ends, Glued, Many, Not, Of, Opt, Part, Quoted, Seq,
    Until, Verb, Within,
};
use crate::text::{Document, TokenRange};
use crate::turns::Pace;

/// Least probability of a cue, by the tagger, where the clause has the right form; the tagger alone
/// takes cues from 0.5 on.
const LIKELY: f32 = 0.3;
/// Most tokens of a subject or agent.
const LONGEST_SUBJECT: usize = 12;
/// Most adverbs and auxiliaries before the verb of a cue.
const LONGEST_CUE: usize = 5;
/// Most tokens of a sentence with a remark in its midst. All of it is the remark's content, and a
/// sentence may have any number of them.
const LONGEST_WITH_REMARK: usize = 300;
/// How often drafts are tried as the one that a new draft stands in, for all new ones together.
const MOST_HOSTS_TRIED: usize = 200_000;
/// Fewest words of a content.
const LEAST_WORDS: usize = 3;
/// The confidence of what is found here. The forms are seldom anything else, and the training
/// articles have too few of them to calibrate it on.
const CONFIDENCE: f32 = 0.8;

/// The part of a match that is the source.
const SOURCE: usize = 0;
/// The part of a match that is the cue.
const CUE: usize = 1;

/// A form of a reporting verb, but no -ing form and no infinitive.
const REPORTS: Pattern =
    All(&[Not(&After(&AnyOf(&["to"]))), Verb(|_, form| form != VerbForm::Gerund)]);
const ADVERB: Pattern = Either(&[Ends(&["ly"]), AnyOf(grammar::MIDDLE_ADVERBS), AnyOf(&["since"])]);
const BE: Pattern = Either(&[AnyOf(grammar::FINITE_BE), AnyOf(&["been"])]);

/// A form of "be" with auxiliaries and adverbs, as it stands before the participle of a passive.
const BEFORE_PARTICIPLE: Pattern =
    Seq(&[Many(0, LONGEST_CUE, &All(&[Not(&BE), PERFECT])), BE, Many(0, LONGEST_CUE, &PERFECT)]);
const PERFECT: Pattern = All(&[Not(&REPORTS), Either(&[BE, ADVERB, AnyOf(grammar::HAVE)])]);

/// "while the rebels insist": a clause's subject, its verb with the auxiliaries before it.
const CONTRAST: Pattern = Seq(&[
    All(&[Not(&Quoted), AnyOf(grammar::CONTRASTS)]),
    Within(
        LONGEST_SUBJECT,
        &Seq(&[Part(SOURCE, &Seq(&[Any, Until(&ACTIVE)])), Part(CUE, &ACTIVE)]),
    ),
]);
const ACTIVE: Pattern = Seq(&[Many(0, LONGEST_SUBJECT, &ACTIVE_AUXILIARY), REPORTS]);
const ACTIVE_AUXILIARY: Pattern =
    All(&[Not(&REPORTS), Either(&[ADVERB, AnyOf(grammar::HAVE), AnyOf(grammar::AUXILIARIES)])]);
/// A word of a subject.
const NOMINAL: Pattern =
    All(&[Not(&Of(Class::WH)), Not(&Of(Class::SUBORDINATOR)), Not(&Of(Class::AUXILIARY))]);

/// ", it has been revealed,".
const REMARK: Pattern = Seq(&[
    APART,
    AnyOf(&["it"]),
    Part(CUE, &Within(LONGEST_CUE + 1, &Seq(&[BEFORE_PARTICIPLE, STATED]))),
    APART,
]);
const APART: Pattern = AnyOf(&[",", "–", "—"]);
/// The participle of a verb of speech.
const STATED: Pattern = Verb(|verb, form| verb.tier == Tier::Statement && form.is_participle());

/// "as it has been described by officials", "as described by officials".
const NAMING: Pattern = Seq(&[
    All(&[Not(&Quoted), AnyOf(&["as"])]),
    Either(&[
        Seq(&[
            Opt(&AnyOf(grammar::HE_SHE_IT_THEY)),
            Part(CUE, &Within(LONGEST_CUE, &Seq(&[BEFORE_PARTICIPLE, NAMED]))),
        ]),
        Part(CUE, &NAMED),
    ]),
    AnyOf(&["by"]),
    Part(SOURCE, &Many(1, LONGEST_SUBJECT, &Either(&[HYPHEN, NOUN]))),
]);
/// The participle of a verb by which somebody gives a thing its name.
const NAMED: Pattern = Verb(|verb, form| verb.has(Trait::Names) && form.is_participle());
const HYPHEN: Pattern = All(&[Glued, AnyOf(&["-"])]);
/// A word that a noun phrase may hold.
const NOUN: Pattern = All(&[Not(&Of(Class::FUNCTION.without(Class::DETERMINER))), Pattern::WORD]);
/// A token of the phrase that is given a name. The phrase is looked for from its end back.
const CALLED: Pattern = Either(&[
    AnyOf(&[",", "-", "–", "—", "of"]),
    All(&[Not(&AnyOf(&["that"])), Not(&REPORTS), NOUN]),
]);

/// Adds the attributions that grammar shows to `drafts`.
pub(super) async fn add(
    document: &Document<'_>,
    evidence: &[TokenEvidence],
    drafts: &mut Vec<Draft>,
    pace: &mut Pace,
) {
    let likely = |token: usize| {
        let start = document.tokens[token].span.start();
        let at = evidence.partition_point(|e| e.span.start() < start);
        evidence.get(at).is_some_and(|e| e.span.start() == start && e.cue >= LIKELY)
    };
    let mut by_cue = ByCue::new(document, drafts);
    for index in 0..drafts.len() {
        pace.spend(DRAFT).await;
        if let Some((link, draft)) = contrast(document, &likely, &drafts[index]) {
            if let Some(last) = drafts[index].content.last_mut() {
                last.end = link;
            }
            match by_cue.first(&draft).map(|known| &mut drafts[known]) {
                // the tagger has found it too, but grammar knows the whole subject
                Some(known)
                    if known
                        .source
                        .is_none_or(|s| draft.source.is_some_and(|whole| whole.contains(s))) =>
                {
                    known.source = draft.source
                }
                Some(_) => {}
                None => {
                    by_cue.note(&draft, drafts.len());
                    drafts.push(draft);
                }
            }
        }
    }
    let mut tried = 0;
    for token in 0..document.tokens.len() {
        pace.spend(1).await;
        let found = match document.lower(token) {
            "it" => remark(document, token),
            "as" => naming(document, &likely, token),
            _ => None,
        };
        if let Some(mut draft) = found.filter(|draft| by_cue.first(draft).is_none()) {
            if tried < MOST_HOSTS_TRIED {
                tried += drafts.len();
                within_host(drafts, &mut draft);
            }
            by_cue.note(&draft, drafts.len());
            drafts.push(draft);
        }
    }
}

/// Finds drafts by the tokens of their cues.
struct ByCue(Vec<Option<usize>>);

impl ByCue {
    fn new(document: &Document, drafts: &[Draft]) -> Self {
        let mut by_cue = ByCue(vec![None; document.tokens.len()]);
        drafts.iter().enumerate().for_each(|(index, draft)| by_cue.note(draft, index));
        by_cue
    }

    /// Notes that `draft` is the one at `index`.
    fn note(&mut self, draft: &Draft, index: usize) {
        for token in draft.cue.iter().copied().flatten() {
            self.0[token].get_or_insert(index);
        }
    }

    /// The first draft that shares words of its cue with `draft`.
    fn first(&self, draft: &Draft) -> Option<usize> {
        draft.cue.iter().copied().flatten().filter_map(|token| self.0[token]).min()
    }
}

/// "Russia wants him to stay | while | the rebels | insist | he must go": where the clause begins,
/// and its attribution.
fn contrast(
    document: &Document,
    likely: &impl Fn(usize) -> bool,
    draft: &Draft,
) -> Option<(usize, Draft)> {
    let cue = *draft.cue.first()?;
    let last = *draft.content.last()?;
    let sentence = document.sentence_of(cue.start).tokens;
    if draft.inside.is_some() || last.start < cue.end || !sentence.contains(last) {
        return None;
    }
    (last.start + 1..last.end).find_map(|link| {
        let found = CONTRAST.at(document, TokenRange::new(link, sentence.end))?;
        let cue = found.part(CUE);
        let source = document.trim(found.part(SOURCE));
        // the content may end within the clause's subject: "… while Chile | and Bolivia insist"
        let end = if cue.end < last.end { last.end } else { sentence.end };
        let content = document.trim(TokenRange::new(cue.end, end));
        let (verb, _) = document.verb(cue.end - 1)?;
        let fits = document.has_word(source)
            && source.into_iter().all(|i| NOMINAL.is_at(document, i))
            && document.count_words(content) >= LEAST_WORDS
            && likely(cue.end - 1);
        (fits && nest::opens_clause(document, Some(verb), content.start))
            .then(|| (link, made(document, Some(source), cue, vec![content])))
    })
}

/// ", it has been revealed,": a remark in the midst of what is revealed.
fn remark(document: &Document, it: usize) -> Option<Draft> {
    let sentence = document.sentence_of(it).tokens;
    let before = it.checked_sub(1).filter(|&i| sentence.has(i))?;
    if sentence.len() > LONGEST_WITH_REMARK {
        return None;
    }
    let found = REMARK.at(document, TokenRange::new(before, sentence.end))?;
    let content =
        [TokenRange::new(sentence.start, before), TokenRange::new(found.tokens.end, sentence.end)];
    let whole = content.iter().all(|c| document.has_word(*c));
    whole.then(|| made(document, None, found.part(CUE), content.to_vec()))
}

/// If another draft's content holds the cue of `draft`, clips the content of `draft` to that other
/// content.
fn within_host(drafts: &[Draft], draft: &mut Draft) {
    let holds = |d: &&Draft| draft.cue.iter().all(|cue| d.content.iter().any(|c| c.contains(*cue)));
    if let Some(host) = drafts.iter().find(holds) {
        let common = |a: TokenRange, b: TokenRange| {
            TokenRange::new(a.start.max(b.start), a.end.min(b.end).max(a.start.max(b.start)))
        };
        let both = draft
            .content
            .iter()
            .flat_map(|mine| host.content.iter().map(move |c| common(*mine, *c)));
        draft.content = both.filter(|c| !c.is_empty()).collect();
    }
}

/// "The immediate goal | as it | has been described | by | officials": the phrase before "as" is
/// the content.
fn naming(document: &Document, likely: &impl Fn(usize) -> bool, link: usize) -> Option<Draft> {
    let sentence = document.sentence_of(link).tokens;
    let found = NAMING.at(document, TokenRange::new(link, sentence.end))?;
    let cue = found.part(CUE);
    let called = CALLED.run_back(document, TokenRange::new(sentence.start, link));
    let content = document.trim(called);
    (likely(cue.end - 1) && document.has_word(content))
        .then(|| made(document, Some(found.part(SOURCE)), cue, vec![content]))
}

/// The draft of an attribution found here: tier, act and negation are read from its cue.
fn made(
    document: &Document,
    source: Option<TokenRange>,
    cue: TokenRange,
    content: Vec<TokenRange>,
) -> Draft {
    let begins = begins_after(&content, cue).unwrap_or(0);
    let (tier, act) = act::of_cue(document, cue, begins);
    let negated = act::is_negated(document, cue);
    Draft {
        source,
        cue: vec![cue],
        content,
        tier,
        act,
        negated,
        inside: None,
        confidence: CONFIDENCE,
    }
}

#[cfg(test)]
mod tests {
    use super::super::cases::{place_of, written};
    use super::*;
    use crate::turns::block_on;

    /// Asserts which drafts a text has in the end if every word may be a cue. `given` holds the cue
    /// and content of a draft that is there before.
    #[track_caller]
    fn adds(text: &str, given: Option<[&str; 2]>, expected: &[&str]) {
        let document = Document::read(text);
        let range = |part: &str| place_of(&document, part);
        let mut drafts: Vec<Draft> = given
            .iter()
            .map(|[cue, content]| made(&document, None, range(cue), vec![range(content)]))
            .collect();
        let evidence: Vec<_> =
            document.tokens.iter().map(|t| TokenEvidence { span: t.span, cue: 0.4 }).collect();
        block_on(add(&document, &evidence, &mut drafts, &mut Pace::default()));
        let found: Vec<String> = drafts.iter().map(|d| written(&document, d)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn the_subject_of_a_contrasting_clause_is_a_source() {
        adds(
            "Peru wants the pact to stay while Chile and Bolivia insist it must go.",
            Some(["wants", "to stay while Chile and Bolivia insist it must go"]),
            &[" | wants | to stay", "Chile and Bolivia | insist | it must go"],
        );
        adds(
            "Peru wants the pact to stay while Chile and Bolivia insist it must go.",
            Some(["wants", "to stay while Chile"]),
            &[" | wants | to stay", "Chile and Bolivia | insist | it must go"],
        );
        let content = "he had slept while the house burned";
        adds(
            &format!("Lee said {content}."),
            Some(["said", content]),
            &[&format!(" | said | {content}")],
        );
    }

    #[test]
    fn a_remark_that_something_was_said_reports_the_clause_around_it() {
        adds(
            "One plan, it was repeatedly claimed, cost lives.",
            None,
            &[" | was repeatedly claimed | One plan … cost lives."],
        );
        let content = "One plan, it was repeatedly claimed, cost lives";
        let hosted = format!(" | said | {content}");
        adds(
            &format!("{content}, said Lee."),
            Some(["said", content]),
            &[&hosted, " | was repeatedly claimed | One plan … cost lives"],
        );
        adds("One plan, it was said.", None, &[]);
        adds("One plan, it was built, cost lives.", None, &[]);
    }

    #[test]
    fn the_phrase_before_as_described_by_is_the_content() {
        adds(
            "They doubt that the pact - a first step as it was described by Peruvian envoys - can \
             hold.",
            None,
            &["Peruvian envoys | was described | the pact - a first step"],
        );
        adds(
            "It is a first step, as described by envoys.",
            None,
            &["envoys | described | a first step"],
        );
        adds("It failed as it was built by envoys.", None, &[]);
    }
}
