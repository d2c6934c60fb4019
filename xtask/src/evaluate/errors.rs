//! What went wrong with actors and speakers, by class: `cargo xtask evaluate --errors`.
//!
//! Takes lines of gold and prediction in the form of `score_actors.py` (offsets in code points);
//! gives for each class of error its cases, a line each. Mentions, actors and contents are paired
//! as there, but the best first instead of the best altogether: the counts may differ by a few.

use serde_json::Value;
use std::collections::BTreeMap;

/// Cases by class.
pub type Errors = BTreeMap<String, Vec<String>>;

/// A pair's worth and its two places.
type Pair = (f64, usize, usize);
type Range = (usize, usize);

struct Mention {
    span: Range,
    head: Option<Range>,
    /// Its actor's place in the list.
    actor: usize,
}

/// Adds the errors of one document.
pub fn collect(gold: &Value, prediction: &Value, errors: &mut Errors) {
    let text: Vec<char> = gold["text"].as_str().unwrap_or_default().chars().collect();
    let words = |(from, to): Range| {
        text[from.min(text.len())..to.min(text.len())].iter().collect::<String>().replace('\n', " ")
    };
    let mut note = |class: &str, line: String| {
        let id = gold["id"].as_str().unwrap_or_default();
        errors.entry(class.to_owned()).or_default().push(format!("{id}: {line}"));
    };
    let (ours, theirs) = (list(prediction, "actors"), list(gold, "actors"));
    let name =
        |actors: &[Value], at: usize| actors[at]["name"].as_str().unwrap_or_default().to_owned();
    let around = |(from, to): Range| format!("… {} …", words((from.saturating_sub(40), to + 30)));

    let (found, wanted) = (mentions(&ours), mentions(&theirs));
    let pairs = best(found.len(), wanted.len(), |f, w| likeness(&found[f], &wanted[w]));
    for (_, mention) in wanted.iter().enumerate().filter(|(w, _)| pairs.iter().all(|p| p.2 != *w)) {
        note(
            "mention missed",
            format!(
                "“{}” ({}) {}",
                words(mention.span),
                name(&theirs, mention.actor),
                around(mention.span)
            ),
        );
    }
    for (_, mention) in found.iter().enumerate().filter(|(f, _)| pairs.iter().all(|p| p.1 != *f)) {
        note(
            "mention extra",
            format!(
                "“{}” ({}) {}",
                words(mention.span),
                name(&ours, mention.actor),
                around(mention.span)
            ),
        );
    }

    let mut votes: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    for &(_, f, w) in &pairs {
        *votes.entry((found[f].actor, wanted[w].actor)).or_default() += 1.0;
    }
    let same = best(ours.len(), theirs.len(), |f, w| votes.get(&(f, w)).copied());
    let theirs_of = |ours: usize| same.iter().find(|p| p.1 == ours).map(|p| p.2);
    for &(_, f, w) in &pairs {
        let (f, w) = (&found[f], &wanted[w]);
        if theirs_of(f.actor) != Some(w.actor) {
            // an actor that is nobody's best match is a piece of one
            let class = if theirs_of(f.actor).is_some() {
                "mention in a merged actor"
            } else {
                "mention in a split actor"
            };
            let line = format!(
                "“{}” is {}, not {} {}",
                words(w.span),
                name(&theirs, w.actor),
                name(&ours, f.actor),
                around(w.span)
            );
            note(class, line);
        }
    }
    for &(_, f, w) in &same {
        let kinds = (ours[f]["kind"].as_str(), theirs[w]["kind"].as_str());
        if let (Some(our), Some(their)) = kinds
            && our != their
        {
            note("kind wrong", format!("{} is {their}, not {our}", name(&theirs, w)));
        }
    }

    let (said, meant) = (list(prediction, "attributions"), list(gold, "attributions"));
    let letters = |a: &Value| -> Vec<usize> {
        spans(&a["content"]).into_iter().flat_map(|(from, to)| from..to).collect()
    };
    let (said_letters, meant_letters): (Vec<_>, Vec<_>) =
        (said.iter().map(letters).collect(), meant.iter().map(letters).collect());
    let pairs = best(said.len(), meant.len(), |s, m| {
        let common = said_letters[s].iter().filter(|l| meant_letters[m].contains(l)).count() as f64;
        let alike = common / (said_letters[s].len() + meant_letters[m].len()) as f64 * 2.0;
        (alike >= 2.0 / 3.0).then_some(alike)
    });
    let speakers = |a: &Value| -> Vec<usize> {
        let ids = list(a, "speakers");
        ids.iter().filter_map(|id| ours.iter().position(|actor| actor["id"] == *id)).collect()
    };
    let show = |a: &Value| {
        spans(&a["content"])
            .first()
            .map_or(String::new(), |&(from, to)| words((from, to.min(from + 80))))
    };
    for &(_, s, m) in &pairs {
        let (got, want) = (
            speakers(&said[s]),
            theirs.iter().position(|actor| actor["id"] == meant[m]["speaker"]),
        );
        let names: Vec<String> = got.iter().map(|&g| name(&ours, g)).collect();
        let members = want.map_or(Vec::new(), |w| list(&theirs[w], "members"));
        let right = |g: &usize| {
            theirs_of(*g).is_some_and(|t| Some(t) == want || members.contains(&theirs[t]["id"]))
        };
        match want {
            None if !got.is_empty() => {
                note("speaker where none is told", format!("{names:?} of “{}”", show(&meant[m])))
            }
            Some(w) if got.is_empty() => {
                note("speaker missing", format!("{} of “{}”", name(&theirs, w), show(&meant[m])))
            }
            Some(w) if !got.iter().any(right) => note(
                "speaker wrong",
                format!("{}, not {names:?}, of “{}”", name(&theirs, w), show(&meant[m])),
            ),
            _ => {}
        }
    }
    for (_, a) in meant
        .iter()
        .enumerate()
        .filter(|(m, a)| !a["speaker"].is_null() && pairs.iter().all(|p| p.2 != *m))
    {
        note("attribution with a speaker missed", format!("“{}”", show(a)));
    }
    for (_, a) in said
        .iter()
        .enumerate()
        .filter(|(s, a)| !speakers(a).is_empty() && pairs.iter().all(|p| p.1 != *s))
    {
        note("attribution with a speaker extra", format!("“{}”", show(a)));
    }
}

fn list(value: &Value, key: &str) -> Vec<Value> {
    value[key].as_array().cloned().unwrap_or_default()
}

fn range(value: &Value) -> Option<Range> {
    Some((value[0].as_u64()? as usize, value[1].as_u64()? as usize))
}

/// One span or several.
fn spans(value: &Value) -> Vec<Range> {
    range(value).map_or_else(
        || value.as_array().into_iter().flatten().filter_map(range).collect(),
        |one| vec![one],
    )
}

fn mentions(actors: &[Value]) -> Vec<Mention> {
    let of = |(actor, value): (usize, &Value)| {
        let one = move |m: &Value| {
            Some(Mention {
                span: range(m).or_else(|| range(&m["span"]))?,
                head: range(&m["head"]),
                actor,
            })
        };
        list(value, "mentions").iter().filter_map(one).collect::<Vec<_>>()
    };
    actors.iter().enumerate().flat_map(of).collect()
}

fn overlap(a: Range, b: Range) -> f64 {
    let common = a.1.min(b.1).saturating_sub(a.0.max(b.0)) as f64;
    if common > 0.0 { common / (a.1.max(b.1) - a.0.min(b.0)) as f64 } else { 0.0 }
}

/// How much two mentions overlap, if they may be the same.
fn likeness(a: &Mention, b: &Mention) -> Option<f64> {
    let (alike, holds) = (overlap(a.span, b.span), |a: Range, b: Range| a.0 <= b.0 && b.1 <= a.1);
    let heads = a.head.zip(b.head).is_some_and(|(a, b)| overlap(a, b) > 0.0);
    (alike >= 0.5 || (holds(a.span, b.span) || holds(b.span, a.span)) && heads).then_some(alike)
}

/// Pairs one to one, the best first.
fn best(ours: usize, theirs: usize, worth: impl Fn(usize, usize) -> Option<f64>) -> Vec<Pair> {
    let mut all: Vec<Pair> = (0..ours)
        .flat_map(|f| (0..theirs).map(move |w| (f, w)))
        .filter_map(|(f, w)| Some((worth(f, w)?, f, w)))
        .collect();
    all.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut used, mut taken) = (vec![false; ours], vec![false; theirs]);
    all.retain(|&(_, f, w)| {
        let free = !used[f] && !taken[w];
        used[f] |= free;
        taken[w] |= free;
        free
    });
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn each_error_is_in_its_class() {
        let text = "Ann Lee left. She said it rained. Bob said so.";
        let mention = |from: usize, to: usize| json!({ "span": [from, to], "head": [from, to] });
        let gold = json!({ "id": "d", "text": text,
            "actors": [
                { "id": 1, "name": "Ann Lee", "kind": "person", "mentions": [mention(0, 7), mention(14, 17)] },
                { "id": 2, "name": "Bob", "kind": "person", "mentions": [mention(34, 37)] },
            ],
            "attributions": [{ "content": [[23, 32]], "speaker": 1 }, { "content": [[43, 45]], "speaker": 2 }] });
        let prediction = json!({ "id": "d",
            "actors": [
                { "id": 0, "name": "Ann Lee", "kind": "organization", "mentions": [mention(0, 7)] },
                { "id": 1, "name": "She", "kind": "person", "mentions": [mention(14, 17), mention(8, 12)] },
            ],
            "attributions": [{ "content": [[23, 32]], "speakers": [1] }] });
        let mut errors = Errors::new();
        collect(&gold, &prediction, &mut errors);
        let counts: Vec<(&str, usize)> =
            errors.iter().map(|(class, cases)| (class.as_str(), cases.len())).collect();
        let expected = [
            ("attribution with a speaker missed", 1),
            ("kind wrong", 1),
            ("mention extra", 1),
            ("mention in a split actor", 1),
            ("mention missed", 1),
            ("speaker wrong", 1),
        ];
        assert_eq!(counts, expected);
    }
}
