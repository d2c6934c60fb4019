//! What a reporting word says of its speaker: whether it reports speech or thought, and what the
//! speaker does by speaking.

use serde::{Deserialize, Serialize};

/// Speech or thought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tier {
    /// Speech or writing is reported.
    Statement,
    /// Belief, wish, intention, expectation.
    Attitude,
}

/// What a speaker does by speaking (speech acts after Searle, by the reporting cue).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Act {
    /// Says, writes, announces.
    Say,
    /// Asks a question.
    Ask,
    /// States as a fact what others may doubt.
    Claim,
    /// Denies.
    Deny,
    /// Accuses, blames.
    Accuse,
    /// Calls on somebody to do something.
    Urge,
    /// Warns, threatens.
    Warn,
    /// Promises, vows.
    Promise,
    /// Admits, confesses.
    Admit,
    /// Declines, refuses.
    Decline,
    /// Praises, welcomes.
    Praise,
    /// Criticizes.
    Criticize,
    /// Agrees, backs.
    Agree,
    /// Rejects, rules out.
    Reject,
    /// Believes, thinks.
    Believe,
    /// Hopes.
    Hope,
    /// Wants.
    Want,
    /// Plans, intends.
    Plan,
    /// Expects, predicts.
    Expect,
    /// Fears.
    Fear,
}
