//! Words that report: which verbs, nouns, adjectives and phrases report speech or thought, and what
//! the speaker does by them.
//!
//! Table: `data/cues.tsv` (written for this project).

use whosaid_packing::hash::Map;

use super::acts::{Act, Tier};

/// A verb that reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CueVerb {
    /// Its base form.
    pub lemma: &'static str,
    /// Speech or thought.
    pub tier: Tier,
    /// What the speaker does.
    pub act: Act,
    /// One bit for each trait.
    traits: u8,
}

impl CueVerb {
    /// True if the table gives the verb this trait.
    pub fn has(&self, one: Trait) -> bool {
        self.traits & one.bit() != 0
    }
}

/// How a verb is used, besides that it reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trait {
    /// Takes a clause without "that", and seldom an object: "they hope it rains".
    Bare,
    /// Its participle tells what its subject feels or means to do: "is convinced that …".
    State,
    /// The subject of its passive is spoken to: "was told to …".
    Addresses,
    /// Its subject is spoken of: "he seems to …".
    Seems,
    /// Gives a thing a name: "as described by …".
    Names,
    /// With somebody and "to" it urges: "asked him to …".
    Urges,
    /// Doubles its last consonant before an ending: "planned".
    Doubles,
}

impl Trait {
    fn bit(self) -> u8 {
        1 << self as u8
    }

    /// The trait that the table calls `name`.
    fn named(name: &str) -> Option<Trait> {
        Some(match name {
            "bare" => Trait::Bare,
            "state" => Trait::State,
            "addresses" => Trait::Addresses,
            "seems" => Trait::Seems,
            "names" => Trait::Names,
            "urges" => Trait::Urges,
            "doubles" => Trait::Doubles,
            _ => return None,
        })
    }
}

/// Which form of its verb a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VerbForm {
    /// "say": also the infinitive.
    Base,
    /// "says".
    Third,
    /// "said": past tense, and participle where the two are alike.
    Past,
    /// "written".
    Participle,
    /// "saying".
    Gerund,
}

impl VerbForm {
    /// True for a participle, or a past tense that may be one: "written", "said".
    pub fn is_participle(self) -> bool {
        matches!(self, VerbForm::Past | VerbForm::Participle)
    }
}

/// A word or phrase that reports and is no verb, in one of its forms.
#[derive(Debug)]
struct CueWord {
    kind: CueWordKind,
    word: &'static str,
    /// The second word of a phrase.
    second: &'static str,
    tier: Tier,
    act: Act,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum CueWordKind {
    Noun,
    Adjective,
    Phrase,
}

/// The words that report.
#[derive(Debug)]
pub struct Cues {
    verbs: Vec<CueVerb>,
    /// For each form of a verb, the verb's index and which form it is.
    forms: Map<String, (usize, VerbForm)>,
    other_words: Vec<CueWord>,
}

impl Cues {
    /// Reads the table.
    pub(super) fn read() -> Cues {
        let mut cues = Cues { verbs: Vec::new(), forms: Map::default(), other_words: Vec::new() };
        for (index, line) in include_str!("data/cues.tsv").lines().enumerate() {
            if line.starts_with('#') || line.is_empty() {
                continue;
            }
            if let Err(why) = cues.add(line) {
                panic!("cues.tsv, line {}: {why}", index + 1);
            }
        }
        cues
    }

    /// Adds the word that a line of the table describes. The error says what is wrong with the
    /// line.
    fn add(&mut self, line: &'static str) -> Result<(), &'static str> {
        let mut columns = line.split('\t');
        let mut next = || columns.next().ok_or("a column is missing");
        let (word, kind, tier, act, forms) = (next()?, next()?, next()?, next()?, next()?);
        let tier = match tier {
            "s" => Tier::Statement,
            "a" => Tier::Attitude,
            _ => return Err("no such tier"),
        };
        let act = self::act(act).ok_or("no such speech act")?;
        let kind = match kind {
            "v" => {
                let mut traits = 0;
                for name in columns.next().into_iter().flat_map(|names| names.split(',')) {
                    traits |= Trait::named(name).ok_or("no such trait")?.bit();
                }
                self.add_verb(CueVerb { lemma: word, tier, act, traits }, forms);
                return Ok(());
            }
            "n" => CueWordKind::Noun,
            "a" => CueWordKind::Adjective,
            "p" => CueWordKind::Phrase,
            _ => return Err("no such kind"),
        };
        let (first, second) = word.split_once(' ').unwrap_or((word, ""));
        let forms = std::iter::once(first).chain(forms.split(',').filter(|&form| form != "-"));
        self.other_words.extend(forms.map(|word| CueWord { kind, word, second, tier, act }));
        Ok(())
    }

    /// Adds a verb with all its forms.
    fn add_verb(&mut self, verb: CueVerb, irregular: &str) {
        for (form, word) in inflect(verb.lemma, irregular, verb.has(Trait::Doubles)) {
            self.forms.entry(word).or_insert((self.verbs.len(), form));
        }
        self.verbs.push(verb);
    }

    /// The verb that `word`, in lower case, is a form of.
    pub fn verb(&self, word: &str) -> Option<(&CueVerb, VerbForm)> {
        self.forms.get(word).map(|&(index, form)| (&self.verbs[index], form))
    }

    /// What a noun reports, if it reports at all: "his claim that …".
    pub fn noun(&self, word: &str) -> Option<(Tier, Act)> {
        self.other_words(CueWordKind::Noun, word).next().map(|noun| (noun.tier, noun.act))
    }

    /// What an adjective reports, if it names a state of mind: "is confident that …".
    pub fn adjective(&self, word: &str) -> Option<(Tier, Act)> {
        self.other_words(CueWordKind::Adjective, word)
            .next()
            .map(|adjective| (adjective.tier, adjective.act))
    }

    /// Second words of the phrases that begin with `first`, and what they report.
    pub fn phrases(&self, first: &str) -> impl Iterator<Item = (&'static str, Tier, Act)> {
        self.other_words(CueWordKind::Phrase, first)
            .map(|phrase| (phrase.second, phrase.tier, phrase.act))
    }

    /// True if `word`, in lower case, reports or begins a phrase that does.
    pub fn reports(&self, word: &str) -> bool {
        self.forms.contains_key(word) || self.other_words.iter().any(|other| other.word == word)
    }

    /// The entries of `word` that are of this kind.
    fn other_words(&self, kind: CueWordKind, word: &str) -> impl Iterator<Item = &CueWord> {
        self.other_words.iter().filter(move |other| other.kind == kind && other.word == word)
    }
}

/// The speech act that the table calls `name`.
fn act(name: &str) -> Option<Act> {
    Some(match name {
        "say" => Act::Say,
        "ask" => Act::Ask,
        "claim" => Act::Claim,
        "deny" => Act::Deny,
        "accuse" => Act::Accuse,
        "urge" => Act::Urge,
        "warn" => Act::Warn,
        "promise" => Act::Promise,
        "admit" => Act::Admit,
        "decline" => Act::Decline,
        "praise" => Act::Praise,
        "criticize" => Act::Criticize,
        "agree" => Act::Agree,
        "reject" => Act::Reject,
        "believe" => Act::Believe,
        "hope" => Act::Hope,
        "want" => Act::Want,
        "plan" => Act::Plan,
        "expect" => Act::Expect,
        "fear" => Act::Fear,
        _ => return None,
    })
}

/// The forms of a verb: irregular ones as given ("third,past,participle"), else by the rules of
/// spelling.
fn inflect(lemma: &str, irregular: &str, doubles: bool) -> Vec<(VerbForm, String)> {
    let stem_e = lemma.strip_suffix('e');
    let stem_y = lemma.strip_suffix('y').filter(|s| !s.ends_with(['a', 'e', 'o', 'u']));
    let sibilant = ["s", "x", "z", "ch", "sh", "o"].iter().any(|end| lemma.ends_with(end));
    let last = lemma.chars().last().filter(|_| doubles).map(String::from).unwrap_or_default();
    let third = match stem_y {
        Some(stem) => format!("{stem}ies"),
        None if sibilant => format!("{lemma}es"),
        None => format!("{lemma}s"),
    };
    let past = match (stem_e, stem_y) {
        (Some(stem), _) => format!("{stem}ed"),
        (_, Some(stem)) => format!("{stem}ied"),
        _ => format!("{lemma}{last}ed"),
    };
    let gerund = match stem_e.filter(|s| !s.ends_with('e')) {
        Some(stem) => format!("{stem}ing"),
        None => format!("{lemma}{last}ing"),
    };
    let mut forms = vec![(VerbForm::Base, lemma.to_owned()), (VerbForm::Gerund, gerund)];
    match irregular.split(',').collect::<Vec<_>>()[..] {
        [third, past, participle] => {
            let rest = [
                (VerbForm::Third, third),
                (VerbForm::Past, past),
                (VerbForm::Participle, participle),
            ];
            forms.extend(rest.map(|(form, word)| (form, word.to_owned())));
        }
        _ => forms.extend([(VerbForm::Third, third), (VerbForm::Past, past)]),
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is(word: &str, lemma: &str, form: VerbForm) {
        assert_eq!(
            Cues::read().verb(word).map(|(v, f)| (v.lemma, f)),
            Some((lemma, form)),
            "{word}"
        );
    }

    #[test]
    fn regular_forms_follow_the_rules_of_spelling() {
        is("denies", "deny", VerbForm::Third);
        is("urging", "urge", VerbForm::Gerund);
        is("planned", "plan", VerbForm::Past);
        is("agreeing", "agree", VerbForm::Gerund);
        is("confesses", "confess", VerbForm::Third);
        is("conveyed", "convey", VerbForm::Past);
        is("answered", "answer", VerbForm::Past);
    }

    #[test]
    fn irregular_forms_are_listed() {
        is("said", "say", VerbForm::Past);
        is("written", "write", VerbForm::Participle);
        is("thought", "think", VerbForm::Past);
    }

    #[test]
    fn nouns_adjectives_and_phrases_report() {
        let cues = Cues::read();
        assert_eq!(cues.noun("claims"), Some((Tier::Statement, Act::Claim)));
        assert_eq!(cues.noun("statements"), None);
        assert_eq!(cues.adjective("eager"), Some((Tier::Attitude, Act::Want)));
        let called: Vec<_> = cues.phrases("called").map(|(second, ..)| second).collect();
        assert_eq!(called, ["for", "on", "upon"]);
    }

    #[test]
    fn verbs_have_the_traits_of_their_line() {
        let cues = Cues::read();
        let has = |word, one| cues.verb(word).unwrap().0.has(one);
        assert!(has("feared", Trait::Bare) && has("feared", Trait::State));
        assert!(!has("feared", Trait::Names));
        assert!(has("dubbed", Trait::Names));
    }

    #[test]
    fn a_line_that_cannot_be_read_says_why() {
        let mut cues = Cues::read();
        assert_eq!(cues.add("bellow\tv\ts\tsay\t-"), Ok(()));
        assert_eq!(cues.add("bellow\tv\ts\tsay"), Err("a column is missing"));
        assert_eq!(cues.add("bellow\tv\ts\tbellow\t-"), Err("no such speech act"));
        assert_eq!(cues.add("bellow\tv\ts\tsay\t-\tloud"), Err("no such trait"));
        assert_eq!(cues.add("bellow\tx\ts\tsay\t-"), Err("no such kind"));
    }

    #[test]
    fn no_verb_is_listed_twice() {
        let mut lemmas: Vec<&str> = Cues::read().verbs.iter().map(|verb| verb.lemma).collect();
        lemmas.sort_unstable();
        assert_eq!(lemmas.windows(2).find(|pair| pair[0] == pair[1]), None);
    }
}
