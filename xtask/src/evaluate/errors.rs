//! Errors with actors and speakers, by class: `cargo xtask evaluate --errors`.
//!
//! Takes lines of gold and prediction in the form of `score_actors.py` (offsets in code points);
//! gives for each class of error its cases, a line each. Mentions, actors and contents are paired
//! as that scorer pairs them, but greedily, the best pair first, and not for the best sum: the
//! counts may differ by a few.

use serde_json::Value;
use std::collections::BTreeMap;

/// Cases by class.
pub type Errors = BTreeMap<String, Vec<String>>;

/// A pair: its worth, and the indexes of ours and of the labelled one.
type Pair = (f64, usize, usize);
type Range = (usize, usize);

/// Number of code points shown before and after a mention.
const SHOWN: (usize, usize) = (40, 30);

/// Number of code points shown of a content.
const CONTENT: usize = 80;

/// The least share of letters that two contents of one attribution have in common.
const ALIKE: f64 = 2.0 / 3.0;

struct Mention {
    span: Range,
    head: Option<Range>,
    /// Its actor's index in the list.
    actor: usize,
}

/// Adds the errors of one document.
pub fn collect(gold: &Value, prediction: &Value, errors: &mut Errors) {
    let mut document = Document {
        id: gold["id"].as_str().unwrap_or_default(),
        text: gold["text"].as_str().unwrap_or_default().chars().collect(),
        ours: list(prediction, "actors"),
        theirs: list(gold, "actors"),
        errors,
    };
    let same = document.compare_mentions();
    document.compare_kinds(&same);
    document.compare_attributions(
        &list(prediction, "attributions"),
        &list(gold, "attributions"),
        &same,
    );
}

/// A document with both lists of actors.
struct Document<'a> {
    id: &'a str,
    text: Vec<char>,
    /// Predicted actors.
    ours: Vec<Value>,
    /// Labelled actors.
    theirs: Vec<Value>,
    errors: &'a mut Errors,
}

impl Document<'_> {
    fn note(&mut self, class: &str, line: String) {
        let line = format!("{}: {line}", self.id);
        self.errors.entry(class.to_owned()).or_default().push(line);
    }

    fn words(&self, (from, to): Range) -> String {
        let end = self.text.len();
        self.text[from.min(end)..to.min(end)].iter().collect::<String>().replace('\n', " ")
    }

    fn around(&self, (from, to): Range) -> String {
        format!("… {} …", self.words((from.saturating_sub(SHOWN.0), to + SHOWN.1)))
    }

    /// Notes mentions that are missed, extra, or of the wrong actor; gives pairs of actors.
    fn compare_mentions(&mut self) -> Vec<Pair> {
        let (found, wanted) = (mentions(&self.ours), mentions(&self.theirs));
        let pairs = best(found.len(), wanted.len(), |f, w| likeness(&found[f], &wanted[w]));
        for (at, Mention { span, actor, .. }) in wanted.iter().enumerate() {
            if pairs.iter().all(|pair| pair.2 != at) {
                let actor = name(&self.theirs, *actor);
                let line = format!("“{}” ({actor}) {}", self.words(*span), self.around(*span));
                self.note("mention missed", line);
            }
        }
        for (at, Mention { span, actor, .. }) in found.iter().enumerate() {
            if pairs.iter().all(|pair| pair.1 != at) {
                let actor = name(&self.ours, *actor);
                let line = format!("“{}” ({actor}) {}", self.words(*span), self.around(*span));
                self.note("mention extra", line);
            }
        }
        let mut votes: BTreeMap<(usize, usize), f64> = BTreeMap::new();
        for &(_, f, w) in &pairs {
            *votes.entry((found[f].actor, wanted[w].actor)).or_default() += 1.0;
        }
        let same = best(self.ours.len(), self.theirs.len(), |f, w| votes.get(&(f, w)).copied());
        for &(_, f, w) in &pairs {
            let (found, wanted) = (&found[f], &wanted[w]);
            let match_of_ours = theirs_of(&same, found.actor);
            if match_of_ours == Some(wanted.actor) {
                continue;
            }
            // An actor of ours that is paired with none is a piece of one.
            let class = match match_of_ours {
                Some(_) => "mention in a merged actor",
                None => "mention in a split actor",
            };
            let (right, wrong) = (name(&self.theirs, wanted.actor), name(&self.ours, found.actor));
            let (words, around) = (self.words(wanted.span), self.around(wanted.span));
            self.note(class, format!("“{words}” is {right}, not {wrong} {around}"));
        }
        same
    }

    fn compare_kinds(&mut self, same: &[Pair]) {
        for &(_, f, w) in same {
            let kinds = (self.ours[f]["kind"].as_str(), self.theirs[w]["kind"].as_str());
            if let (Some(our), Some(their)) = kinds
                && our != their
            {
                let line = format!("{} is {their}, not {our}", name(&self.theirs, w));
                self.note("kind wrong", line);
            }
        }
    }

    /// Notes attributions with a speaker that are missed, extra, or have the wrong one.
    fn compare_attributions(&mut self, found: &[Value], wanted: &[Value], same: &[Pair]) {
        let letters = |a: &Value| -> Vec<usize> {
            spans(&a["content"]).into_iter().flat_map(|(from, to)| from..to).collect()
        };
        let ours: Vec<_> = found.iter().map(letters).collect();
        let theirs: Vec<_> = wanted.iter().map(letters).collect();
        let pairs = best(found.len(), wanted.len(), |f, w| {
            let common = ours[f].iter().filter(|letter| theirs[w].contains(letter)).count() as f64;
            let alike = common / (ours[f].len() + theirs[w].len()) as f64 * 2.0;
            (alike >= ALIKE).then_some(alike)
        });
        for &(_, f, w) in &pairs {
            self.compare_speakers(&found[f], &wanted[w], same);
        }
        for (at, attribution) in wanted.iter().enumerate() {
            if !attribution["speaker"].is_null() && pairs.iter().all(|pair| pair.2 != at) {
                let line = format!("“{}”", self.content(attribution));
                self.note("attribution with a speaker missed", line);
            }
        }
        for (at, attribution) in found.iter().enumerate() {
            if !self.speakers(attribution).is_empty() && pairs.iter().all(|pair| pair.1 != at) {
                let line = format!("“{}”", self.content(attribution));
                self.note("attribution with a speaker extra", line);
            }
        }
    }

    fn compare_speakers(&mut self, found: &Value, wanted: &Value, same: &[Pair]) {
        let got = self.speakers(found);
        let want = self.theirs.iter().position(|actor| actor["id"] == wanted["speaker"]);
        let names: Vec<String> = got.iter().map(|at| name(&self.ours, *at)).collect();
        let members = want.map_or(Vec::new(), |at| list(&self.theirs[at], "members"));
        let is_right = |at: &usize| {
            theirs_of(same, *at)
                .is_some_and(|at| Some(at) == want || members.contains(&self.theirs[at]["id"]))
        };
        let content = self.content(wanted);
        match want {
            None if !got.is_empty() => {
                self.note("speaker where none is told", format!("{names:?} of “{content}”"));
            }
            Some(at) if got.is_empty() => {
                let line = format!("{} of “{content}”", name(&self.theirs, at));
                self.note("speaker missing", line);
            }
            Some(at) if !got.iter().any(is_right) => {
                let line = format!("{}, not {names:?}, of “{content}”", name(&self.theirs, at));
                self.note("speaker wrong", line);
            }
            _ => {}
        }
    }

    /// Indexes of an attribution's speakers among our actors.
    fn speakers(&self, attribution: &Value) -> Vec<usize> {
        let place = |id: &Value| self.ours.iter().position(|actor| actor["id"] == *id);
        list(attribution, "speakers").iter().filter_map(place).collect()
    }

    /// The beginning of an attribution's content.
    fn content(&self, attribution: &Value) -> String {
        let first = spans(&attribution["content"]).first().copied();
        first.map_or(String::new(), |(from, to)| self.words((from, to.min(from + CONTENT))))
    }
}

fn name(actors: &[Value], at: usize) -> String {
    actors[at]["name"].as_str().unwrap_or_default().to_owned()
}

/// The labelled actor that is paired with one of ours.
fn theirs_of(same: &[Pair], ours: usize) -> Option<usize> {
    same.iter().find(|pair| pair.1 == ours).map(|pair| pair.2)
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

/// The overlap of two mentions, if they may be the same.
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
        let (ann, she, he) = (mention(0, 7), mention(14, 17), mention(34, 37));
        let gold = json!({
            "id": "d",
            "text": text,
            "actors": [
                { "id": 1, "name": "Ann Lee", "kind": "person", "mentions": [ann, she] },
                { "id": 2, "name": "Bob", "kind": "person", "mentions": [he] },
            ],
            "attributions": [
                { "content": [[23, 32]], "speaker": 1 },
                { "content": [[43, 45]], "speaker": 2 },
            ],
        });
        let extra = mention(8, 12);
        let prediction = json!({
            "id": "d",
            "actors": [
                { "id": 0, "name": "Ann Lee", "kind": "organization", "mentions": [ann] },
                { "id": 1, "name": "She", "kind": "person", "mentions": [she, extra] },
            ],
            "attributions": [{ "content": [[23, 32]], "speakers": [1] }],
        });
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
