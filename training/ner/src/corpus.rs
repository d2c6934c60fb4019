//! Labelled text as plain articles.
//!
//! Takes tables of tokens and tags ("token TAB tag" with B-, I- and O; blank lines between
//! sentences; "-DOC- name" lines between articles); gives articles as running text with the names'
//! spans, so that the project's own reading and tokens are trained on.

use std::fs;
use std::io;
use std::path::Path;

use crate::random::Random;

/// Tags of the tables, in the order of `whosaid::ner::training::KINDS`.
pub const TAGS: [&str; 4] = ["PER", "ORG", "LOC", "NORP"];
/// Sentences to an article where the table does not tell.
const SENTENCES: usize = 20;
/// Shares of sentences written as headlines for training: news pages have them, the tables hardly
/// do.
const SHOUTED: f64 = 0.02;
const TITLED: f64 = 0.03;
/// Share of articles whose hyphens and apostrophes stand without spaces, which the tables have as
/// tokens of their own.
const GLUED: f64 = 0.6;
/// Share of articles with curly quotation marks and apostrophes.
const CURLY: f64 = 0.5;

/// A text with its names.
#[derive(Debug, Clone)]
pub struct Article {
    /// Running text, a sentence a paragraph.
    pub text: String,
    /// Bytes from, bytes to, kind.
    pub names: Vec<(usize, usize, usize)>,
}

/// How a table is written out.
#[derive(Clone, Copy, PartialEq)]
pub enum Writing {
    /// As it is.
    Plain,
    /// Some sentences as headlines, some articles with curly marks.
    Varied,
}

pub type Sentence = Vec<(String, String)>;

/// Reads a file of text.
pub fn file(path: &Path) -> io::Result<String> {
    fs::read_to_string(path)
        .map_err(|e| io::Error::new(e.kind(), format!("cannot read {}: {e}", path.display())))
}

/// Reads a table.
pub fn read(path: &Path) -> io::Result<Vec<(String, Vec<Sentence>)>> {
    let mut articles: Vec<(String, Vec<Sentence>)> = Vec::new();
    let mut sentence = Sentence::new();
    let mut named = false;
    let content = file(path)?;
    for line in content.lines().chain([""]) {
        if let Some(name) = line.strip_prefix("-DOC- ") {
            articles.push((name.to_string(), Vec::new()));
            named = true;
        } else if let Some((token, tag)) = line.split_once('\t') {
            sentence.push((token.to_string(), tag.to_string()));
        } else if !sentence.is_empty() {
            if articles.last().is_none_or(|a| !named && a.1.len() == SENTENCES) {
                articles.push((format!("{:04}", articles.len()), Vec::new()));
            }
            if let Some(last) = articles.last_mut() {
                last.1.push(std::mem::take(&mut sentence));
            }
        }
    }
    articles.retain(|a| !a.1.is_empty());
    Ok(articles)
}

/// Writes an article out as running text.
pub fn write(sentences: &[Sentence], writing: Writing, random: &mut Random) -> Article {
    let mut article = Article { text: String::new(), names: Vec::new() };
    let curly = writing == Writing::Varied && random.share() < CURLY;
    let glued = writing == Writing::Varied && random.share() < GLUED;
    for sentence in sentences {
        let draw = if writing == Writing::Varied { random.share() } else { 1.0 };
        let form: fn(&str) -> String = if draw < SHOUTED {
            str::to_uppercase
        } else if draw < SHOUTED + TITLED {
            title
        } else {
            str::to_string
        };
        append(&mut article, sentence, form, curly, glued);
        article.text += "\n\n";
    }
    article
}

fn title(word: &str) -> String {
    const SMALL: &[&str] = &[
        "a", "an", "the", "of", "in", "on", "at", "to", "for", "and", "or", "but", "by", "with",
        "as", "from",
    ];
    let mut chars = word.chars();
    match chars.next() {
        Some(first) if !SMALL.contains(&word) && !word.starts_with('\'') && word != "n't" => {
            first.to_uppercase().chain(chars).collect()
        }
        _ => word.to_string(),
    }
}

fn no_space_before(token: &str) -> bool {
    let one = token.chars().count() == 1
        && token.contains(['.', ',', ';', ':', '!', '?', '%', ')', ']', '}', '’']);
    one || matches!(
        token,
        "'s" | "’s" | "n't" | "n’t" | "'re" | "'ve" | "'ll" | "'d" | "'m" | "''" | "”"
    )
}

fn no_space_after(token: &str) -> bool {
    matches!(token, "(" | "[" | "{" | "$" | "£" | "€" | "#" | "``" | "“")
}

fn append(
    article: &mut Article,
    sentence: &Sentence,
    form: fn(&str) -> String,
    curly: bool,
    glued: bool,
) {
    let (mut open, mut previous, mut opened, mut current) = (false, "", false, None::<usize>);
    for (i, (token, tag)) in sentence.iter().enumerate() {
        let quote = token == "\"";
        let closing = quote && open;
        open ^= quote;
        let joint = |at: Option<&(String, String)>| {
            at.is_some_and(|(t, _)| matches!(t.as_str(), "-" | "’" | "'"))
        };
        let word = |at: Option<&(String, String)>| {
            at.is_some_and(|(t, _)| t.starts_with(char::is_alphanumeric))
        };
        let before = |n: usize| i.checked_sub(n).and_then(|at| sentence.get(at));
        let joined = glued
            && (joint(Some(&sentence[i])) && word(before(1)) && word(sentence.get(i + 1))
                || joint(before(1)) && word(before(2)) && word(Some(&sentence[i])));
        let glue = joined
            || i == 0
            || no_space_before(token)
            || closing
            || no_space_after(previous)
            || opened;
        if !glue {
            article.text.push(' ');
        }
        opened = quote && !closing;
        previous = token;
        let start = article.text.len();
        let word = match token.as_str() {
            "``" | "''" | "\"" if curly => {
                if closing || token == "''" { "”" } else { "“" }.to_string()
            }
            "``" | "''" => "\"".to_string(),
            other if curly => form(&other.replace('\'', "’")),
            other => form(other),
        };
        article.text += &word;
        let end = article.text.len();
        let kind = tag.get(2..).and_then(|t| TAGS.iter().position(|k| *k == t));
        match (kind, current) {
            (Some(kind), Some(open)) if tag.starts_with("I-") && article.names[open].2 == kind => {
                article.names[open].1 = end
            }
            (Some(kind), _) => {
                article.names.push((start, end, kind));
                current = Some(article.names.len() - 1);
            }
            (None, _) => current = None,
        }
    }
}
