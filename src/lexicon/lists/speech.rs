//! Words of attributions: what marks a cue, a source or a content besides the verbs of
//! `data/cues.tsv`.
