//! Reporting verbs: which words report speech or thought, and what the speaker does by them.
//!
//! Table: `cues.tsv` (verbs, written for this project).

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
}

/// How a word is a form of its verb.
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

/// The reporting verbs and their forms.
pub(super) struct Cues {
    verbs: Vec<CueVerb>,
    forms: Map<String, (usize, VerbForm)>,
}

impl Cues {
    /// Reads the table.
    pub fn read() -> Cues {
        let (mut verbs, mut forms) = (Vec::new(), Map::default());
        for line in rows(include_str!("cues.tsv")) {
            let mut columns = line.split('\t');
            let mut next = || {
                columns
                    .next()
                    .unwrap_or_else(|| panic!("cues.tsv: a column is missing in {line:?}"))
            };
            let (lemma, tier, act, irregular) = (next(), next(), next(), next());
            let index = verbs.len();
            for (form, word) in inflect(lemma, irregular) {
                forms.entry(word).or_insert((index, form));
            }
            verbs.push(CueVerb {
                lemma,
                tier: if tier == "a" { Tier::Attitude } else { Tier::Statement },
                act: self::act(act),
            });
        }
        Cues { verbs, forms }
    }

    /// The verb that `word`, in lower case, is a form of.
    pub fn verb(&self, word: &str) -> Option<(&CueVerb, VerbForm)> {
        self.forms.get(word).map(|&(index, form)| (&self.verbs[index], form))
    }
}

fn rows(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().filter(|line| !line.starts_with('#') && !line.is_empty())
}

fn act(name: &str) -> Act {
    match name {
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
        other => panic!("cues.tsv: no such speech act: {other:?}"),
    }
}

/// The forms of a verb: irregular ones as given ("third,past,participle"), else by the rules of
/// spelling.
fn inflect(lemma: &str, irregular: &str) -> Vec<(VerbForm, String)> {
    let stem_e = lemma.strip_suffix('e');
    let stem_y = lemma.strip_suffix('y').filter(|s| !s.ends_with(['a', 'e', 'o', 'u']));
    let sibilant = ["s", "x", "z", "ch", "sh", "o"].iter().any(|end| lemma.ends_with(end));
    // One syllable, or a stressed last one, that ends consonant-vowel-consonant doubles: plan, dub,
    // admit, commit, brag, beg, quip, slam.
    let doubles =
        ["plan", "dub", "admit", "commit", "brag", "beg", "quip", "rebut", "slam"].contains(&lemma);
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
}
