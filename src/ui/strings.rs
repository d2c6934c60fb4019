//! Every word that the interface shows or speaks, in one table.
//!
//! Takes counts and kinds; gives plain English; promises that no other file of `ui` holds words for
//! the reader, which `tests/ui_strings.rs` checks.

mod checking;
mod correcting;

pub use checking::*;
pub use correcting::*;

use super::messages::{Side, TakeAway, Theme};
use super::places::SheetHeight;
use super::views::{CastFilter, SpeakerFilter, View};
use crate::analysis::{Act, ActorKind, Attribution, QuoteKind, SourceKind, Tier};
use crate::export::Format;
use crate::text::Byte;
use crate::voices::count;
pub use crate::voices::number;

pub const NAME: &str = "Whosaid";
pub const PANEL_LABEL: &str = "Whosaid: who acts and who speaks in this article";
pub const CLOSE_PANEL: &str = "Close the panel";
pub const CLOSE_CARD: &str = "Close";
pub const OPEN_PANEL: &str = "Who speaks here?";
pub const VIEWS_LABEL: &str = "Views";
pub const NOTE_LABEL: &str = "Sources of this article";
pub const LAYERS_LABEL: &str = "Shown on the page";
pub const LAYER_ACTORS: &str = "Speakers";
pub const LAYER_ACTORS_HINT: &str = "The names of those who speak, where they are said to speak";
pub const LAYER_MENTIONS: &str = "All mentions";
pub const LAYER_MENTIONS_HINT: &str = "Every place where anyone is named or meant";
pub const LAYER_QUOTES: &str = "Quotes";
pub const LAYER_ATTITUDES: &str = "Attitudes";
pub const LAYER_ATTITUDES_HINT: &str = "Beliefs, wishes and intentions, beside what is said";
pub const KEY_LABEL: &str = "What the marks mean";
/// The key: what a mark means, and the words drawn with it, each after the mark's name.
pub const KEY: [(&str, &[(&str, &str)]); 5] = [
    ("A tint: the name of a speaker", &[("actor", "speaker")]),
    ("A solid line: in quotation marks", &[("quoted", "said")]),
    ("A dashed line: in the reporter’s words", &[("reported", "reported")]),
    ("Both lines: in part in quotation marks", &[("reported", "partly"), ("quoted", "quoted")]),
    ("A dotted line: a belief, a wish or an intention", &[("attitude", "attitude")]),
];
/// What the strip at the edge of the page is, and what it is for.
pub const MAP_LABEL: &str = "Map of the article: where its statements stand. Click to go there.";
pub const UNNAMED: &str = "not named";
pub const PLACES_HEADING: &str = "Places";
pub const UNNAMED_HINT: &str =
    "Unnamed: the article says who these are, but not what they are called.";
pub const ATTITUDE: &str = "attitude";
pub const SEARCH: &str = "Search";
pub const SEARCH_CAST: &str = "Search the cast";
pub const SEARCH_QUOTES: &str = "Search the quotes";
pub const FILTER_CAST: &str = "Who is listed";
pub const FILTER_KIND: &str = "Said or reported";
pub const FILTER_SPEAKER: &str = "Speaker";
pub const CLEAR_FILTER: &str = "Show all";
pub const NOTHING_MATCHES: &str = "Nothing matches.";
pub const NO_ACTORS: &str = "No actors were found in this text.";
pub const NO_QUOTES: &str = "Nobody is quoted or reported in this text.";
pub const PREVIOUS_MENTION: &str = "Previous mention";
pub const NEXT_MENTION: &str = "Next mention";
pub const PREVIOUS_QUOTE: &str = "Previous quotation";
pub const NEXT_QUOTE: &str = "Next quotation";
pub const SHOW_IN_TEXT: &str = "In the text";
pub const WRONG_HINT: &str = "Copies what was shown here, the paragraph and the version, \
     for you to send. Nothing is sent by itself.";
pub const OFFER_HEADING: &str = "Copy this text";
pub const OFFER_HINT: &str =
    "This page does not let Whosaid use the clipboard. The text is selected: press Ctrl+C or ⌘C.";
pub const CLOSE_OFFER: &str = "Done";
pub const TAKE_AWAY_HEADING: &str = "Take away";
pub const LOOK_HEADING: &str = "Look";
pub const THEME_LABEL: &str = "Colours";
pub const SIDE_LABEL: &str = "Panel";
pub const SIDES: [(Side, &str); 2] = [(Side::Right, "Right"), (Side::Left, "Left")];
pub const LOOK_HINT: &str = "Kept in this browser, for this site only.";
pub const READING: &str = "Reading";
pub const READING_HERE: &str = "Read here in your browser. Nothing is sent.";
pub const READING_HINT: &str = "A long article takes a moment. You can read on meanwhile.";
pub const VERB: &str = "Verb";
pub const SOURCE: &str = "Source";
pub const TOLD_TO: &str = "Told to";
pub const SAID_HOW: &str = "How said";
pub const SOURCE_NOT_NAMED: &str = "Source not named";
pub const HOW_KNOWN: &str = "How known";
pub const WORDS: &str = "Words";
pub const SURE: &str = "Confidence";
pub const WITHIN: &str = "Within";
pub const SOURCE_COLUMN: &str = "Source";
pub const STATEMENTS_COLUMN: &str = "Statements";
pub const WORDS_COLUMN: &str = "Words";
pub const VERBATIM_COLUMN: &str = "In quotation marks";
pub const VOICES_INTRO: &str = "Words the article reports from each source, each word once. \
     Solid: in quotation marks. Hollow: in the reporter’s words.";
pub const VOICES_CAPTION: &str = "Words and statements reported from each source";
pub const NAMED: &str = "Named";
pub const UNNAMED_GROUP: &str = "Unnamed";
pub const THINGS: &str = "Documents and figures";
pub const NOT_STATED_GROUP: &str = "Not stated";
/// The groups of voices, in the order of [`Naming::GROUPS`](crate::voices::Naming::GROUPS).
pub const GROUPS: [&str; 4] = [NAMED, UNNAMED_GROUP, THINGS, NOT_STATED_GROUP];
pub const ALL_VOICES: &str = "All";
pub const THROUGH_OTHERS: &str = "Heard only in the words of others:";
pub const NO_VOICES: &str = "No statements, so no voices to compare.";
pub const NOTICE_HEADING: &str = "Nothing to show";
/// What a reader is told where a frame holds the page.
pub const IN_FRAME: &str = "There is no article here to analyse. A frame on this page shows \
     another page: open that page by itself to read it.";
pub const AND: &str = " and ";

/// The line under the voices about words that do not count.
pub fn repeated(n: usize) -> String {
    match n {
        1 => "1\u{a0}word that repeats another is left out.".into(),
        n => format!("{}\u{a0}words that repeat others are left out.", number(n)),
    }
}

/// `1 statement`.
pub fn statements(n: usize) -> String {
    count(n, "statement", "statements")
}

/// `1 mention`.
pub fn mentions(n: usize) -> String {
    count(n, "mention", "mentions")
}

/// `1 word`.
pub fn words(n: usize) -> String {
    count(n, "word", "words")
}

/// The button that shows more rows.
pub fn more(n: usize) -> String {
    format!("Show {n} more")
}

/// `3 of 12`; `at` counts from 0.
pub fn nth_of(at: usize, all: usize) -> String {
    format!("{} of {}", number(at + 1), number(all))
}

/// The words that a screen reader speaks after a step to another attribution: `3 of 12. Kerry said:
/// …`; `at` counts from 0.
pub fn at_place(at: usize, all: usize, what: &str) -> String {
    format!("{}. {what}", nth_of(at, all))
}

/// `41 words, 12 of them in quotation marks`.
pub fn words_line(all: usize, verbatim: usize) -> String {
    match verbatim {
        0 => format!("{}, none in quotation marks", words(all)),
        some if some == all => format!("{}, all in quotation marks", words(all)),
        some => format!("{}, {} in quotation marks", words(all), number(some)),
    }
}

/// The link from an actor to all that it says.
pub fn all_theirs(n: usize) -> String {
    if n == 1 {
        "Show it among the quotes".into()
    } else {
        format!("Show all {} among the quotes", number(n))
    }
}

/// The link from an attribution to its speaker, who is named only where there are several.
pub fn about_speaker(name: &str, of: usize) -> String {
    if of == 1 { "The speaker".into() } else { name.into() }
}

/// The line that says how many rows of a list the filters let through.
pub fn shown_of(shown: usize, all: usize) -> String {
    format!("{} of {} shown", number(shown), number(all))
}

/// The label of the button that takes something away.
pub fn take_away(what: TakeAway) -> &'static str {
    match what {
        TakeAway::Quotation(_) => "Copy with link",
        TakeAway::Report(_) => "This is wrong",
        TakeAway::Note => "Copy",
        TakeAway::File(Format::JsonLd) => "Web Annotations",
        TakeAway::File(Format::Csv) => "Table",
        TakeAway::File(Format::Sources) => "Sources",
        TakeAway::File(Format::Markdown) => "Statements",
        TakeAway::File(Format::Json | Format::JsonLines | Format::Article) => "Analysis",
        TakeAway::Print => "Print",
        TakeAway::Corrections | TakeAway::ReportFile(_) => SAVE_CORRECTIONS,
    }
}

/// The label of that button once the thing is taken away.
pub fn taken_away(what: TakeAway) -> &'static str {
    match what {
        TakeAway::Quotation(_) | TakeAway::Note => "Copied",
        TakeAway::Report(_) => "Report copied",
        _ => take_away(what),
    }
}

/// The line about a file: its content and its use.
pub fn take_away_about(what: TakeAway) -> &'static str {
    match what {
        TakeAway::File(Format::JsonLd) => "JSON-LD of the W3C, for annotation tools",
        TakeAway::File(Format::Csv) => "CSV, a row for each quotation, for spreadsheets",
        TakeAway::File(Format::Sources) => "CSV, a row for each source, for spreadsheets",
        TakeAway::File(Format::Markdown) => "Markdown, with links back, for notes",
        TakeAway::File(Format::Json | Format::JsonLines | Format::Article) => {
            "JSON, the text and all that was found, for programs"
        }
        _ => "The article, and the list that was open last",
    }
}

/// The words that a screen reader speaks when something was taken away.
pub fn taken(what: TakeAway) -> &'static str {
    match what {
        TakeAway::Quotation(_) => "Copied: the quotation with its speaker and a link",
        TakeAway::Report(_) => "Copied: a report of what is wrong",
        TakeAway::Note => "Copied: the source note",
        _ => "Saved to your downloads",
    }
}

pub const SAVED: &str = "Saved";
pub const THEMES: [(Theme, &str); 3] =
    [(Theme::Auto, "Auto"), (Theme::Light, "Light"), (Theme::Dark, "Dark")];

/// The words that stand in place of the counts while the text is being read; `progress`, 0 to 1, is
/// given once reading takes long.
pub fn reading(progress: Option<f32>) -> String {
    let percent = progress.map(|progress| format!(" {}\u{a0}%", (progress * 100.0).round() as u32));
    format!("{READING}\u{a0}…{}", percent.unwrap_or_default())
}

/// A number with one digit after the decimal point.
fn tenths(number: f64) -> String {
    let tenths = (number * 10.0).round() as u32;
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// The line under the panel's counts. `ms` is the time that the analysis took.
pub fn read_in(ms: f64) -> String {
    let time = match ms {
        ms if ms < 0.1 => "under 0.1\u{a0}ms".to_string(),
        ms if ms < 10.0 => format!("{}\u{a0}ms", tenths(ms)),
        ms if ms < 1000.0 => format!("{}\u{a0}ms", ms.round() as u32),
        ms => format!("{}\u{a0}s", tenths(ms / 1000.0)),
    };
    format!("Read in {time}, here in your browser. Nothing was sent.")
}

/// The name of a tab.
pub fn view(view: View) -> &'static str {
    match view {
        View::Cast => "Cast",
        View::Quotes => "Quotes",
        View::Voices => "Voices",
        View::Check => "Check",
        View::More => "More",
    }
}

/// The name of a kind of actor.
pub fn actor_kind(kind: ActorKind) -> &'static str {
    match kind {
        ActorKind::Person => "person",
        ActorKind::Organization => "organisation",
        ActorKind::Country => "country",
        ActorKind::Group => "group",
        ActorKind::Role => "single person",
    }
}

/// The name of a choice of the cast's filter.
pub fn cast_filter(filter: CastFilter) -> &'static str {
    match filter {
        CastFilter::All => "Everyone",
        CastFilter::Speakers => "Who speaks",
        CastFilter::Kind(ActorKind::Person) => "People",
        CastFilter::Kind(ActorKind::Organization) => "Organisations",
        CastFilter::Kind(ActorKind::Country) => "Countries",
        CastFilter::Kind(ActorKind::Group) => "Groups",
        CastFilter::Kind(ActorKind::Role) => "Single unnamed",
        CastFilter::Unnamed => "Unnamed",
    }
}

/// The name of a choice of the filter by kind of quotation.
pub fn quote_filter(kind: Option<QuoteKind>) -> &'static str {
    kind.map_or("Every kind", quote_kind)
}

/// The name of a group of speakers; a single actor is shown by its own name.
pub fn speaker_filter(filter: SpeakerFilter) -> &'static str {
    match filter {
        SpeakerFilter::Anyone | SpeakerFilter::Actor(_) | SpeakerFilter::Voice(_) => "Everyone",
        SpeakerFilter::Named => "All named",
        SpeakerFilter::Unnamed => "All unnamed",
        SpeakerFilter::Things => THINGS,
        SpeakerFilter::NotStated => NOT_STATED,
    }
}

/// The name of a kind of quotation.
pub fn quote_kind(kind: QuoteKind) -> &'static str {
    match kind {
        QuoteKind::Direct => "Said",
        QuoteKind::Indirect => "Reported",
        QuoteKind::Mixed => "Partly quoted",
    }
}

/// The meaning of a kind of quotation, with its name.
pub fn quote_kind_meaning(kind: QuoteKind) -> &'static str {
    match kind {
        QuoteKind::Direct => "Said: all in quotation marks",
        QuoteKind::Indirect => "Reported: in the reporter\u{2019}s words",
        QuoteKind::Mixed => "Partly quoted: some in quotation marks",
    }
}

/// The badge of a source that is a thing; none for people, bodies and unstated ones.
pub fn thing(kind: SourceKind) -> Option<&'static str> {
    match kind {
        SourceKind::Person | SourceKind::Body | SourceKind::Unstated => None,
        SourceKind::Document => Some("document"),
        SourceKind::Data => Some("figures"),
        SourceKind::Post => Some("post"),
    }
}

/// Least confidence, 0 to 1, of an attribution that is called high.
pub const HIGH: f32 = 0.85;
/// Least confidence of an attribution that is called medium; that of others is low.
pub const MEDIUM: f32 = 0.6;

/// Least confidence in its speakers, 0 to 1, of an attribution that is shown without
/// [`PROBABLY`]. On folds that the calibration has not seen, one attribution in twelve is below it,
/// and the speakers of a third of those are wrong; above, those of one in ten.
pub const SURE_OF_SPEAKERS: f32 = 0.7;
/// Shown beside speakers of whom the engine is not sure.
pub const PROBABLY: &str = "probably";

/// The words for a confidence, 0 to 1.
pub fn confidence(confidence: f32) -> &'static str {
    if confidence >= HIGH {
        "high confidence"
    } else if confidence >= MEDIUM {
        "medium confidence"
    } else {
        "low confidence"
    }
}

/// The name of a speech act.
pub fn act(act: Act) -> &'static str {
    match act {
        Act::Say => "saying",
        Act::Ask => "asking",
        Act::Claim => "claiming",
        Act::Deny => "denying",
        Act::Accuse => "accusing",
        Act::Urge => "urging",
        Act::Warn => "warning",
        Act::Promise => "promising",
        Act::Admit => "admitting",
        Act::Decline => "declining",
        Act::Praise => "praising",
        Act::Criticize => "criticising",
        Act::Agree => "agreeing",
        Act::Reject => "rejecting",
        Act::Believe => "believing",
        Act::Hope => "hoping",
        Act::Want => "wanting",
        Act::Plan => "planning",
        Act::Expect => "expecting",
        Act::Fear => "fearing",
    }
}

/// What the verb of an attribution does, behind the verb: `denying`, `not hoping, an attitude`;
/// none for plain saying.
pub fn act_line(attribution: &Attribution<Byte>) -> Option<String> {
    if attribution.act == Act::Say && attribution.tier == Tier::Statement && !attribution.negated {
        return None;
    }
    let (before, after) = match (attribution.negated, attribution.tier) {
        (false, Tier::Statement) => ("", ""),
        (true, Tier::Statement) => ("not ", ""),
        (false, Tier::Attitude) => ("", ", an attitude"),
        (true, Tier::Attitude) => ("not ", ", an attitude"),
    };
    Some([before, act(attribution.act), after].concat())
}

/// A cue in quotation marks.
pub fn quoted(cue: &str) -> String {
    format!("“{cue}”")
}

/// The line under the speaker's name in the label beside the pointer.
pub fn tip(cue: &str, confidence_: f32) -> String {
    let cue = if cue.is_empty() { String::new() } else { format!("{} · ", quoted(cue)) };
    format!("{cue}{}", confidence(confidence_))
}

/// The words that a screen reader speaks when an actor is selected.
pub fn announce_actor(name: &str, kind: ActorKind, mentions_: usize, statements_: usize) -> String {
    format!("{name}, {}, {}, {}", actor_kind(kind), mentions(mentions_), statements(statements_))
}

/// The words that a screen reader speaks when an attribution is selected.
pub fn announce_quote(speaker: &str, cue: &str, content: &str) -> String {
    format!("{speaker} {cue}: {content}")
}

pub const ANNOUNCE_CLOSED: &str = "Closed";

pub const FOLLOW: &str = "Follow";
pub const FOLLOW_HINT: &str = "Dims all of the article but what this speaker says";
pub const VOICE_LABEL: &str = "The voice that is followed";
pub const NEXT_VOICED: &str = "Next statement of this voice";
pub const PREVIOUS_VOICED: &str = "Previous statement of this voice";
pub const LEAVE_VOICE: &str = "Leave this voice";
pub const VOICE_LEFT: &str = "The whole article stands out again";
pub const VOICE_KEYS: &str = "Next: N. Previous: P. Leave: Escape.";
pub const PUT_AWAY: &str = "Put away until the page is loaded again";
pub const PUT_AWAY_DONE: &str = "Put away. It comes back when the page is loaded again.";

/// The name of the button that follows a voice: it begins as the button reads.
pub fn follow(name: &str) -> String {
    format!("{FOLLOW} {name}")
}

/// The words of the bar of a voice that is followed: `Kerry: 2 of 5`; `at` counts from 0.
pub fn voice(name: &str, at: Option<usize>, all: usize) -> String {
    match at {
        Some(at) => format!("{name}: {}", nth_of(at, all)),
        None => format!("{name}: {}", number(all)),
    }
}

/// The words that a screen reader speaks at a statement of that voice.
pub fn at_voice(place: &str, said: &str) -> String {
    format!("{place}. {said}")
}

/// The name of the button that draws the sheet up: what height it has now.
pub fn grip(height: SheetHeight) -> &'static str {
    match height {
        SheetHeight::Peek => "Height of the panel: low",
        SheetHeight::Half => "Height of the panel: half",
        SheetHeight::Full => "Height of the panel: full",
    }
}
