//! What the ranker of coreference learns from, and analyses by a ranker of one's own.
//!
//!     cargo run --release --example links -- rows RANKER|- LABELLED.jsonl... > rows.jsonl
//!     cargo run --release --example links -- analyse RANKER ARTICLES.jsonl [TAGGER] > found.jsonl
//!
//! `rows` writes a line an article: each question that the analysis asks of the ranker, its
//! features and the right answers. The first line names the features. With "-" for RANKER the
//! labels answer for pronouns, and the rules for descriptions. Labelled articles are those of
//! `training/README.md`. `analyse` writes analyses with spans in characters and what tells who
//! speaks ("grounds", a bit each), by the shipped tagger or by the weights TAGGER. "{}" in RANKER
//! and TAGGER stands for the article's fold, its place in the file modulo five.

use std::collections::HashMap;
use std::error::Error;
use std::io::{BufRead, BufReader, BufWriter, Write};

use serde_json::{Value, json};
use whosaid::actors::training::{
    Answer, Choice, Chooser, ITEM_FEATURES, Mentions, PAIR_FEATURES, Question,
};
use whosaid::actors::{self, Cast, Ground};
use whosaid::analysis::Form;
use whosaid::attribution::{self, Draft};
use whosaid::ranker::{Ranker, Row};
use whosaid::tagger::Tagger;
use whosaid::text::{Char, Document, OffsetMap, TokenRange};
use whosaid::{Analysis, ENGLISH, assemble, provenance};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

const USAGE: &str =
    "usage: links rows RANKER|- LABELLED.jsonl... | links analyse RANKER ARTICLES [TAGGER]";
/// Articles are parted into this many folds.
const FOLDS: usize = 5;
/// Least overlap of two spans that are one mention, as a share of both together.
const SAME: f64 = 0.5;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["rows", ranker, ref files @ ..] if !files.is_empty() => rows(ranker, files),
        ["analyse", ranker, file] => analyse(ranker, file, None),
        ["analyse", ranker, file, tagger] => analyse(ranker, file, Some(tagger)),
        _ => Err(USAGE.into()),
    }
}

/// The articles of a file of JSON lines.
fn articles(path: &str) -> Result<Vec<Value>> {
    let file = std::fs::File::open(path).map_err(|e| format!("cannot read {path}: {e}"))?;
    BufReader::new(file).lines().map(|line| Ok(serde_json::from_str(&line?)?)).collect()
}

fn load(path: &str) -> Result<Ranker> {
    let bytes = std::fs::read(path).map_err(|e| format!("cannot read {path}: {e}"))?;
    Ok(Ranker::load(&bytes)?)
}

fn text_of(article: &Value) -> Result<&str> {
    Ok(article["text"].as_str().ok_or("an article has no \"text\"")?)
}

fn drafts(document: &Document, text: &str) -> Vec<Draft> {
    attribution::find(document, &ENGLISH.tagger().evidence(text))
}

fn analyse(ranker: &str, file: &str, tagger: Option<&str>) -> Result<()> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    let of_fold = |path: &str, n: usize| path.replace("{}", &(n % FOLDS).to_string());
    for (n, article) in articles(file)?.iter().enumerate() {
        let ranker = load(&of_fold(ranker, n))?;
        let text = text_of(article)?;
        let document = Document::read(text);
        let drafts = match tagger {
            Some(path) => {
                let path = of_fold(path, n);
                let bytes = std::fs::read(&path).map_err(|e| format!("cannot read {path}: {e}"))?;
                attribution::find(&document, &Tagger::load(&bytes)?.evidence(text))
            }
            None => drafts(&document, text),
        };
        let mentions = actors::mentions(&document, ENGLISH.names());
        let cast: Cast = actors::resolve(&document, mentions, &drafts, &ranker);
        let origins = provenance::find(&document, &drafts, &cast);
        let attributions = assemble(&document, drafts, &cast, origins);
        let Cast { actors, places, grounds, .. } = cast;
        let analysis = Analysis { attributions, actors, places, ..document.outline() };
        let mut line = serde_json::to_value(analysis.convert::<Char>(&OffsetMap::new(text)))?;
        line["id"] = article["id"].clone();
        for (attribution, grounds) in
            line["attributions"].as_array_mut().into_iter().flatten().zip(grounds)
        {
            attribution["grounds"] = json!(grounds.bits());
        }
        line["names_of_grounds"] = json!(Ground::NAMES);
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// A mention of the labelled text, in characters.
struct Labelled {
    span: [usize; 2],
    head: Option<[usize; 2]>,
    /// The actor; `None` for what is no actor or does not count.
    actor: Option<String>,
}

/// The mentions of an article's actors, in either of the forms of `training/README.md`.
fn labelled(article: &Value) -> Vec<Labelled> {
    let pair = |v: &Value| Some([v.get(0)?.as_u64()? as usize, v.get(1)?.as_u64()? as usize]);
    let one = |m: &Value, actor: Option<String>| {
        let span = pair(&m["span"])?;
        Some(Labelled { span, head: pair(&m["head"]), actor })
    };
    let list = |v: &Value| v.as_array().cloned().unwrap_or_default();
    let of_actors = list(&article["actors"]).into_iter().flat_map(|a| {
        let mentions = list(&a["mentions"]);
        mentions.into_iter().filter_map(move |m| {
            let counts = m["scored"].as_bool() != Some(false);
            one(&m, counts.then(|| a["id"].to_string()))
        })
    });
    let acts = |m: &Value| {
        matches!(m["type"].as_str(), None | Some("person" | "organization" | "place" | "animal"))
    };
    let of_clusters = list(&article["mentions"]).into_iter().filter_map(|m| {
        let actor = acts(&m).then(|| m["cluster"].to_string());
        one(&m, actor)
    });
    of_actors.chain(of_clusters).collect()
}

/// Answers as the rules or a ranker do, and notes every question with the right answers.
struct Teacher<'t> {
    text: &'t str,
    document: &'t Document<'t>,
    ranker: Option<&'t Ranker>,
    labelled: Vec<Labelled>,
    /// For each mention by phrase and head the labelled one that it is.
    known: HashMap<(TokenRange, TokenRange), usize>,
    questions: Vec<Value>,
}

fn overlap(a: [usize; 2], b: [usize; 2]) -> f64 {
    let inner = a[1].min(b[1]) as f64 - a[0].max(b[0]) as f64;
    if inner <= 0.0 { 0.0 } else { inner / (a[1].max(b[1]) - a[0].min(b[0])) as f64 }
}

impl Teacher<'_> {
    fn characters(&self, map: &OffsetMap, tokens: TokenRange) -> [usize; 2] {
        let span = map.convert::<Char>(self.document.span(tokens));
        [span.start() as usize, span.end() as usize]
    }

    /// How well a mention is the labelled one; 0 if it is not.
    fn fit(&self, map: &OffsetMap, mention: (TokenRange, TokenRange), labelled: &Labelled) -> f64 {
        let (span, head) = (self.characters(map, mention.0), self.characters(map, mention.1));
        let (a, b) = (span, labelled.span);
        let nested = a[0] <= b[0] && b[1] <= a[1] || b[0] <= a[0] && a[1] <= b[1];
        let heads = labelled.head.is_some_and(|h| overlap(h, head) > 0.0);
        let same = overlap(a, b);
        if same >= SAME || nested && heads { same.max(0.001) } else { 0.0 }
    }

    /// Finds the labelled mention of each mention, the best pairs first.
    fn pair_up(&mut self, mentions: &[(TokenRange, TokenRange)]) {
        let map = OffsetMap::new(self.text);
        let mut fits: Vec<(f64, usize, usize)> = Vec::new();
        for (m, &mention) in mentions.iter().enumerate() {
            for (l, labelled) in self.labelled.iter().enumerate() {
                let fit = self.fit(&map, mention, labelled);
                if fit > 0.0 {
                    fits.push((fit, m, l));
                }
            }
        }
        fits.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut taken = vec![false; self.labelled.len()];
        for (_, m, l) in fits {
            if !taken[l] && !self.known.contains_key(&mentions[m]) {
                taken[l] = true;
                self.known.insert(mentions[m], l);
            }
        }
    }

    fn actor(&self, mention: (TokenRange, TokenRange)) -> Option<&str> {
        self.labelled[*self.known.get(&mention)?].actor.as_deref()
    }

    /// The actor that most of these mentions are of.
    fn main_actor(&self, mentions: &[(TokenRange, TokenRange)]) -> Option<&str> {
        let mut times: HashMap<&str, usize> = HashMap::new();
        mentions
            .iter()
            .filter_map(|&m| self.actor(m))
            .for_each(|a| *times.entry(a).or_default() += 1);
        times.into_iter().max_by(|a, b| (a.1, b.0).cmp(&(b.1, a.0))).map(|(a, _)| a)
    }
}

fn entries(row: &Row) -> Value {
    row.entries().iter().flat_map(|&(feature, value)| [feature, value]).collect()
}

impl Chooser for Teacher<'_> {
    fn choose(&mut self, question: &Question, mentions: Mentions) -> Answer {
        let place = |choice: Choice| match choice {
            Choice::Known(e) => question
                .candidates
                .iter()
                .position(|&c| c == e)
                .map_or(question.candidates.len() + 2, |p| p),
            Choice::New => question.candidates.len(),
            Choice::Nobody => question.candidates.len() + 1,
        };
        let actor = self.actor((question.phrase, question.head));
        let same = |e: &usize| actor.is_some() && self.main_actor(&mentions(*e)) == actor;
        let mut right: Vec<usize> =
            (0..).zip(&question.candidates).filter(|(_, e)| same(e)).map(|(n, _)| n).collect();
        if right.is_empty() {
            let choice = if actor.is_some() { Choice::New } else { Choice::Nobody };
            right.push(place(choice));
        }
        let pronoun = question.form == Form::Pronoun;
        let answer = match self.ranker {
            Some(mut ranker) => ranker.choose(question, mentions),
            None => {
                let labels = match question.candidates.get(right[0]) {
                    Some(&entity) => Choice::Known(entity),
                    None => Choice::Nobody,
                };
                let choice = if pronoun { labels } else { question.rules };
                Answer { choice, lead: f32::INFINITY }
            }
        };
        self.questions.push(json!({
            "word": self.document.slice(question.head).to_lowercase(),
            "phrase": self.document.slice(question.phrase),
            "pronoun": pronoun,
            "source": question.source,
            "rules": place(question.rules),
            "answer": place(answer.choice),
            "right": right,
            "item": entries(&question.item),
            "pairs": question.pairs.iter().map(entries).collect::<Vec<_>>(),
        }));
        answer
    }

    fn answers(&self, _: Form) -> bool {
        true
    }
}

fn rows(ranker: &str, files: &[&str]) -> Result<()> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    writeln!(out, "{}", json!({ "item": ITEM_FEATURES, "pair": PAIR_FEATURES }))?;
    let ranker = if ranker == "-" { None } else { Some(ranker) };
    for file in files {
        let name = file.rsplit('/').next().unwrap_or(file).trim_end_matches(".jsonl");
        for (n, article) in articles(file)?.iter().enumerate() {
            let loaded =
                ranker.map(|r| load(&r.replace("{}", &(n % FOLDS).to_string()))).transpose()?;
            let text = text_of(article)?;
            let document = Document::read(text);
            let drafts = drafts(&document, text);
            let mentions = actors::mentions(&document, ENGLISH.names());
            let mut teacher = Teacher {
                text,
                document: &document,
                ranker: loaded.as_ref(),
                labelled: labelled(article),
                known: HashMap::new(),
                questions: Vec::new(),
            };
            let found: Vec<_> = mentions.iter().map(|m| (m.phrase, m.head)).collect();
            teacher.pair_up(&found);
            actors::training::resolve_by(&document, mentions, &drafts, &mut teacher);
            let line = json!({ "file": name, "id": article["id"], "fold": n % FOLDS,
                "questions": teacher.questions });
            writeln!(out, "{line}")?;
        }
    }
    Ok(())
}
