//! Attributions that grammar shows where the learned tagger does not take them for ones.
//!
//! Takes the words, the tagger's evidence and the drafts found so far; adds drafts, and ends the
//! content of one where a clause sets somebody else against it; promises to add none over a cue
//! that a draft has already.

use super::Draft;
use super::act;
use super::nest;
use super::words::Words;
use crate::analysis::Tier;
use crate::lexicon::cues::{self, VerbForm};
use crate::lexicon::{Class, Tables};
use crate::tagger::TokenEvidence;
use crate::text::TokenRange;

/// A cue in a clause of the right form must be this likely; others are taken from a half on.
const LIKELY: f32 = 0.3;
/// A subject or agent has at most so many tokens.
const LONGEST_SUBJECT: usize = 12;
/// Adverbs and auxiliaries before a cue, at most.
const LONGEST_CUE: usize = 5;
/// What is said has at least so many words.
const LEAST_WORDS: usize = 3;
/// Such forms are seldom anything else; the training articles have too few to calibrate it on.
const CONFIDENCE: f32 = 0.8;

/// Adds what grammar shows to `drafts`.
pub(super) fn add(words: &Words, evidence: &[TokenEvidence], drafts: &mut Vec<Draft>) {
    let likely = |token: usize| {
        let start = words.doc.tokens[token].span.start();
        let at = evidence.partition_point(|e| e.span.start() < start);
        evidence.get(at).is_some_and(|e| e.span.start() == start && e.cue >= LIKELY)
    };
    for index in 0..drafts.len() {
        if let Some((link, draft)) = contrast(words, &likely, &drafts[index]) {
            if let Some(last) = drafts[index].content.last_mut() {
                last.end = link;
            }
            match drafts.iter_mut().find(|d| same_cue(d, &draft)) {
                // of one that the tagger has found too, grammar knows the whole subject
                Some(known)
                    if known
                        .source
                        .is_none_or(|s| draft.source.is_some_and(|whole| whole.contains(s))) =>
                {
                    known.source = draft.source
                }
                Some(_) => {}
                None => drafts.push(draft),
            }
        }
    }
    for token in 0..words.doc.tokens.len() {
        let found = match words.at(token) {
            "it" => remark(words, token),
            "as" => naming(words, &likely, token),
            _ => None,
        };
        if let Some(mut draft) = found.filter(|draft| !drafts.iter().any(|d| same_cue(d, draft))) {
            within_host(drafts, &mut draft);
            drafts.push(draft);
        }
    }
}

/// Do two drafts share words of their cues?
fn same_cue(a: &Draft, b: &Draft) -> bool {
    a.cue.iter().any(|a| b.cue.iter().any(|b| a.overlaps(*b)))
}

/// "Russia wants him to stay | while | the rebels | insist | he must go": where the clause begins,
/// and its attribution.
fn contrast(
    words: &Words,
    likely: &impl Fn(usize) -> bool,
    draft: &Draft,
) -> Option<(usize, Draft)> {
    let cue = *draft.cue.first()?;
    let last = *draft.content.last()?;
    let sentence = words.doc.sentence_of(cue.start).tokens;
    if draft.inside.is_some() || last.start < cue.end || !sentence.contains(last) {
        return None;
    }
    let links = (last.start + 1..last.end)
        .filter(|&i| matches!(words.at(i), "while" | "whereas") && !words.quoted(i));
    links.into_iter().find_map(|link| {
        let subject = link + 1;
        let verb =
            (subject + 1..last.end.min(subject + LONGEST_SUBJECT)).find(|&i| reports(words, i))?;
        let cue = with_auxiliaries(words, subject + 1, verb);
        let source = words.trim(TokenRange::new(subject, cue.start));
        let content = words.trim(TokenRange::new(cue.end, last.end));
        let lemma = cues::verb(words.at(verb)).map(|(verb, _)| verb.lemma)?;
        let nominal = |i: usize| {
            !Tables::get()
                .word(words.at(i))
                .class
                .any(Class::WH | Class::SUBORDINATOR | Class::AUXILIARY)
        };
        let fits = words.has_word(source)
            && source.into_iter().all(nominal)
            && words.count(content) >= LEAST_WORDS
            && likely(verb);
        (fits && nest::opens_clause(words, Some(lemma), content.start))
            .then(|| (link, made(words, Some(source), cue, vec![content])))
    })
}

/// ", it has been revealed,": a remark in the midst of what is revealed.
fn remark(words: &Words, it: usize) -> Option<Draft> {
    let before = it.checked_sub(1)?;
    let sentence = words.doc.sentence_of(it).tokens;
    let verb = (it + 2..sentence.end.min(it + 2 + LONGEST_CUE)).find(|&i| reports(words, i))?;
    let cue = TokenRange::new(it + 1, verb + 1);
    let said = cues::verb(words.at(verb))
        .is_some_and(|(v, form)| v.tier == Tier::Statement && is_participle(form));
    let apart = |i: usize| matches!(words.at(i), "," | "–" | "—");
    let passive = is_passive(words, TokenRange::new(it + 1, verb));
    if !(said && passive && apart(before) && apart(verb + 1) && sentence.has(before)) {
        return None;
    }
    let content =
        [TokenRange::new(sentence.start, before), TokenRange::new(verb + 2, sentence.end)];
    let whole = content.iter().all(|c| words.has_word(*c));
    whole.then(|| made(words, None, cue, content.to_vec()))
}

/// Leaves a draft of whose cue another one's content holds only what that one says too.
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

/// Verbs by which somebody gives a thing its name.
const NAMING: &[&str] =
    &["characterize", "characterise", "describe", "call", "term", "dub", "portray", "label"];

/// "The immediate goal | as it | has been described | by | officials": what is so called is the
/// phrase before.
fn naming(words: &Words, likely: &impl Fn(usize) -> bool, link: usize) -> Option<Draft> {
    let sentence = words.doc.sentence_of(link).tokens;
    let first = link + 1 + usize::from(matches!(words.at(link + 1), "it" | "they" | "he" | "she"));
    let verb = (first..sentence.end.min(first + LONGEST_CUE)).find(|&i| reports(words, i))?;
    let names = cues::verb(words.at(verb))
        .is_some_and(|(v, form)| NAMING.contains(&v.lemma) && is_participle(form));
    let passive =
        is_passive(words, TokenRange::new(first, verb)) || first == verb && first == link + 1;
    if !names || !passive || words.at(verb + 1) != "by" || !likely(verb) || words.quoted(link) {
        return None;
    }
    let class = |i: usize| Tables::get().word(words.at(i)).class;
    let hyphen = |i: usize| words.at(i) == "-" && words.doc.tokens[i].glued;
    let agent = |&i: &usize| {
        hyphen(i) || words.is_word(i) && !class(i).any(Class::FUNCTION.without(Class::DETERMINER))
    };
    let end =
        (verb + 2..sentence.end.min(verb + 2 + LONGEST_SUBJECT)).take_while(agent).last()? + 1;
    let called = |&i: &usize| {
        matches!(words.at(i), "," | "-" | "–" | "—" | "of")
            || words.is_word(i)
                && !class(i).any(Class::FUNCTION.without(Class::DETERMINER))
                && !(words.at(i) == "that" || reports(words, i))
    };
    let start = (sentence.start..link).rev().take_while(called).last()?;
    let content = words.trim(TokenRange::new(start, link));
    let source = TokenRange::new(verb + 2, end);
    words
        .has_word(content)
        .then(|| made(words, Some(source), TokenRange::new(first, verb + 1), vec![content]))
}

/// A form of a reporting verb that is no -ing form and no infinitive?
fn reports(words: &Words, token: usize) -> bool {
    let infinitive = token > 0 && words.at(token - 1) == "to";
    !infinitive && cues::verb(words.at(token)).is_some_and(|(_, form)| form != VerbForm::Gerund)
}

fn is_participle(form: VerbForm) -> bool {
    matches!(form, VerbForm::Past | VerbForm::Participle)
}

fn is_adverb(words: &Words, token: usize) -> bool {
    words.at(token).ends_with("ly")
        || matches!(words.at(token), "also" | "often" | "since" | "now" | "once" | "not" | "never")
}

/// A form of "be" with auxiliaries and adverbs, and nothing else?
fn is_passive(words: &Words, range: TokenRange) -> bool {
    let be = |i: usize| matches!(words.at(i), "is" | "are" | "was" | "were" | "been");
    let auxiliary =
        |i: usize| be(i) || is_adverb(words, i) || matches!(words.at(i), "has" | "have" | "had");
    range.into_iter().any(be) && range.into_iter().all(auxiliary)
}

/// The verb with the auxiliaries and adverbs right before it, from token `from` on.
fn with_auxiliaries(words: &Words, from: usize, verb: usize) -> TokenRange {
    let auxiliary = |i: &usize| {
        is_adverb(words, *i)
            || matches!(
                words.at(*i),
                "has" | "have" | "had" | "will" | "would" | "do" | "does" | "did"
            )
    };
    let start = (from..verb).rev().take_while(auxiliary).last().unwrap_or(verb);
    TokenRange::new(start, verb + 1)
}

fn made(
    words: &Words,
    source: Option<TokenRange>,
    cue: TokenRange,
    content: Vec<TokenRange>,
) -> Draft {
    let begins = content.iter().map(|c| c.start).find(|&start| start >= cue.end).unwrap_or(0);
    let (tier, act) = act::of_cue(words, cue, begins);
    let negated = act::is_negated(words, cue);
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
    use super::*;
    use crate::text::Document;

    /// What is added to a text in which every word may be a cue; `given` are cue and content of a
    /// draft that is there already.
    #[track_caller]
    fn adds(text: &str, given: Option<[&str; 2]>, expected: &[&str]) {
        let document = Document::read(text);
        let words = Words::new(&document);
        let range = |part: &str| {
            let at = text.find(part).expect("the part stands in the text") as u32;
            let start = document.tokens.partition_point(|t| t.span.start() < at);
            TokenRange::new(
                start,
                document.tokens.partition_point(|t| t.span.end() <= at + part.len() as u32),
            )
        };
        let mut drafts: Vec<Draft> = given
            .iter()
            .map(|[cue, content]| made(&words, None, range(cue), vec![range(content)]))
            .collect();
        let evidence: Vec<_> =
            document.tokens.iter().map(|t| TokenEvidence { span: t.span, cue: 0.4 }).collect();
        add(&words, &evidence, &mut drafts);
        let found: Vec<String> = drafts
            .iter()
            .map(|d| {
                let pieces: Vec<&str> = d.content.iter().map(|c| document.slice(*c)).collect();
                format!(
                    "{} | {} | {}",
                    d.source.map_or("", |s| document.slice(s)),
                    document.slice(d.cue[0]),
                    pieces.join(" … ")
                )
            })
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn whom_a_clause_sets_against_another_speaks_for_himself() {
        adds(
            "Peru wants the pact to stay while Chile and Bolivia insist it must go.",
            Some(["wants", "to stay while Chile and Bolivia insist it must go"]),
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
    fn what_is_called_so_by_somebody_is_the_phrase_before() {
        adds(
            "They doubt that the pact - a first step as it was described by Peruvian envoys - can hold.",
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
