//! One article in short: its voices, what they add up to, and what an editor may want to look at.

use crate::ENGLISH;
use crate::analysis::{ActorKind, Analysis, Attribution, QuoteKind, SourceKind, Tier};
use crate::export::Findings;
use crate::export::words::joined;
use crate::lexicon::Class;
use crate::lexicon::lists::names::PARTICLES;
use crate::text::{Byte, dates, one_line};
use crate::voices::{self, Naming, Voice};

/// Share of all reported words, in hundredths, above which one voice is flagged.
const ONE_VOICE: u32 = 60;
/// Words, particles aside, that the name of a person has at least by which articles are joined: a
/// given name and a family name.
const FULL_NAME_WORDS: usize = 2;
/// Bytes of the year and the month in ISO 8601: `2026-12`.
const MONTH_LENGTH: usize = 7;

/// What is known of an article beside its text; what the text says is used where nothing is known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Given {
    /// The headline; empty if not known.
    pub title: String,
    /// The authors.
    pub authors: Vec<String>,
    /// The day of publication, in any form; empty if not known.
    pub published: String,
}

/// How much is reported from sources of each sort.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Articles.
    pub articles: u32,
    /// Statements that count.
    pub statements: u32,
    /// Sources, by [`Naming::GROUPS`].
    pub sources: [u32; 4],
    /// Reported words, by [`Naming::GROUPS`].
    pub words: [u32; 4],
    /// How many of all these words stand in quotation marks.
    pub verbatim: u32,
}

impl Tally {
    /// Adds another one.
    pub fn add(&mut self, other: &Tally) {
        self.articles += other.articles;
        self.statements += other.statements;
        self.verbatim += other.verbatim;
        for group in 0..Naming::GROUPS.len() {
            self.sources[group] += other.sources[group];
            self.words[group] += other.words[group];
        }
    }

    /// Reported words of all sorts of sources.
    pub fn all_words(&self) -> u32 {
        self.words.iter().sum()
    }

    /// Hundredths of all words that sources of a sort have; 0 where there are no words.
    pub fn percent(&self, group: usize) -> u32 {
        hundredths(self.words[group], self.all_words())
    }
}

/// `part` of `all` in hundredths, rounded.
pub(super) fn hundredths(part: u32, all: u32) -> u32 {
    let (part, all) = (u64::from(part), u64::from(all.max(1)));
    ((200 * part + all) / (2 * all)) as u32
}

/// A voice of one article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
    /// Its name as a heading; empty where the article states no source.
    pub name: String,
    /// The name by which it is the same in every article; `None` if it is of this article only.
    pub key: Option<String>,
    /// Whether it has a name.
    pub naming: Naming,
    /// Title or description in the article's words; empty without one.
    pub role: String,
    /// Statements that count for it.
    pub statements: u32,
    /// Words reported from it.
    pub words: u32,
    /// How many of them stand in quotation marks.
    pub verbatim: u32,
}

/// What a flag is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Warning {
    /// A speaker is not named.
    NotNamed,
    /// Words in quotation marks have no speaker.
    NoSpeaker,
    /// One voice has more than 60 % of the reported words.
    OneVoice,
}

impl Warning {
    /// What tables call it.
    pub fn name(self) -> &'static str {
        match self {
            Warning::NotNamed => "speaker not named",
            Warning::NoSpeaker => "quotation without a speaker",
            Warning::OneVoice => "one voice above 60 %",
        }
    }
}

/// Something in an article that an editor may want to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flag {
    /// What it is about.
    pub warning: Warning,
    /// Who: what the article calls the speaker; empty without one.
    pub who: String,
    /// The words it is about: the first that the speaker is reported with, or the quotation.
    pub passage: String,
    /// The paragraph in which they stand, from 1; `None` outside of the story.
    pub paragraph: Option<usize>,
    /// Hundredths of the reported words; `None` where the flag is not about a voice.
    pub percent: Option<u32>,
}

/// An article in short.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// The name of its file, or its id.
    pub name: String,
    /// The headline; its name where it has none.
    pub title: String,
    /// The authors.
    pub authors: Vec<String>,
    /// Day of publication, ISO 8601; empty if not known.
    pub published: String,
    /// Why nothing was found in it; empty for an ordinary article.
    pub notice: String,
    /// The source note.
    pub note: String,
    /// Its voices, the one with most words first.
    pub voices: Vec<Heard>,
    /// What they add up to.
    pub tally: Tally,
    /// What an editor may want to look at.
    pub flags: Vec<Flag>,
}

impl Summary {
    /// The summary of an article.
    ///
    /// ```
    /// use whosaid::{analyze, report, Options};
    /// let text = "Taxes will rise, an aide said on Friday.";
    /// let analysis = analyze(text, &Options::default());
    /// let summary = report::Summary::of("a.txt", &report::Given::default(), text, &analysis);
    /// assert!(summary.flags.iter().any(|flag| flag.warning == report::Warning::NotNamed));
    /// ```
    pub fn of(name: &str, given: &Given, text: &str, analysis: &Analysis<Byte>) -> Summary {
        let findings = Findings::new(name, name, text, analysis);
        let read = voices::read(text, analysis);
        let known = |value: &str, otherwise: String| match value {
            "" => otherwise,
            value => value.into(),
        };
        let day = dates::first_day(&one_line(&given.published)).unwrap_or_default();
        let title = known(&given.title, findings.title());
        let mut tally = Tally { articles: 1, verbatim: read.verbatim, ..Tally::default() };
        for row in &read.rows {
            let group = row.naming.group();
            tally.statements += row.statements.len() as u32;
            tally.sources[group] += u32::from(row.naming != Naming::NotStated);
            tally.words[group] += row.words;
        }
        let authors = match each_once(&given.authors) {
            given if given.is_empty() => each_once(findings.authors()),
            given => given,
        };
        Summary {
            name: name.into(),
            title: known(&title, name.into()),
            authors,
            published: known(&day, analysis.published.clone().unwrap_or_default()),
            notice: analysis.notice.as_ref().map(|n| n.message.clone()).unwrap_or_default(),
            note: voices::note(text, analysis, &read).text(),
            voices: read.rows.iter().map(|row| heard(analysis, row)).collect(),
            tally,
            flags: flags(&findings, &read.rows, read.words),
        }
    }

    /// The month of publication, `2026-12`; empty if not known.
    pub fn month(&self) -> &str {
        self.published.get(..MONTH_LENGTH).unwrap_or_default()
    }
}

/// The names, each once, without empty ones.
fn each_once(names: &[String]) -> Vec<String> {
    let mut once: Vec<String> = Vec::new();
    for name in names.iter().map(|name| one_line(name)) {
        if !name.is_empty() && !once.contains(&name) {
            once.push(name);
        }
    }
    once
}

fn heard(analysis: &Analysis<Byte>, row: &Voice) -> Heard {
    Heard {
        name: row.name.clone(),
        key: key(analysis, row),
        naming: row.naming,
        role: row.role.clone().unwrap_or_default(),
        statements: row.statements.len() as u32,
        words: row.words,
        verbatim: row.verbatim,
    }
}

/// The name by which a voice is the same in every article: those of bodies and full names of
/// persons. A family name alone may be another person's elsewhere.
fn key(analysis: &Analysis<Byte>, row: &Voice) -> Option<String> {
    let mut actors = row.actors.iter().filter_map(|&id| analysis.actors.get(id as usize));
    let is_joined = |name: &str, kind: ActorKind| {
        let words = name.split_whitespace().filter(|word| !is_particle(word));
        kind != ActorKind::Person || words.count() >= FULL_NAME_WORDS
    };
    let all = !row.actors.is_empty()
        && actors.all(|actor| !actor.unnamed && is_joined(&actor.name, actor.kind));
    (all && row.naming == Naming::Named).then(|| row.name.to_lowercase())
}

/// True for "de", and for "De" at the beginning of a sentence; not for "Ben", which
/// is a given name too. "Al" is one: "Al Sisi" may be two persons, so "Al Gore" stays apart too.
fn is_particle(word: &str) -> bool {
    let lower = word.to_lowercase();
    let is_given = || ENGLISH.tables().word(&lower).class.any(Class::GIVEN);
    PARTICLES.contains(&&*lower) && (lower == word || !is_given())
}

fn flags(findings: &Findings<'_>, rows: &[Voice], words: u32) -> Vec<Flag> {
    let Findings { text, analysis, .. } = *findings;
    let of = |warning, row: &Voice| {
        let first = row.statements.first().and_then(|&id| analysis.attributions.get(id as usize));
        Flag {
            warning,
            who: row.name.clone(),
            passage: first.map(|a| joined(text, &a.content)).unwrap_or_default(),
            paragraph: first.and_then(|a| findings.paragraph(a)),
            percent: Some(hundredths(row.words, words)),
        }
    };
    let one_voice = rows
        .iter()
        .filter(|row| row.naming != Naming::NotStated)
        .filter(|row| u64::from(row.words) * 100 > u64::from(words) * u64::from(ONE_VOICE));
    let not_named = rows.iter().filter(|row| row.naming == Naming::Unnamed);
    let no_speaker = |a: &&Attribution<Byte>| {
        a.tier == Tier::Statement
            && a.kind != QuoteKind::Indirect
            && a.speakers.is_empty()
            && a.inside.is_none()
            && !matches!(
                a.source_kind,
                Some(SourceKind::Document | SourceKind::Data | SourceKind::Post)
            )
    };
    let no_speaker = analysis.attributions.iter().filter(no_speaker).map(|a| Flag {
        warning: Warning::NoSpeaker,
        who: joined(text, &a.source),
        passage: joined(text, &a.content),
        paragraph: findings.paragraph(a),
        percent: None,
    });
    one_voice
        .map(|row| of(Warning::OneVoice, row))
        .chain(not_named.map(|row| of(Warning::NotNamed, row)))
        .chain(no_speaker)
        .collect()
}
