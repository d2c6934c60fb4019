//! Small pieces that several views show: swatch, strip, reported words, progress, signs.

use std::fmt::Write;

use yew::{Html, Properties, component, html};

use super::facts::{Facts, capital};
use super::state::{PanelState, Tip};
use super::strings;
use crate::analysis::prominence::quoted_runs;
use crate::analysis::{ActorKind, Attribution, QuoteKind, Tier};
use crate::quotation_check::Verdict;
use crate::selection::Selectable;
use crate::text::{Byte, Span};
use crate::voices::Naming;

/// The class that gives an element an actor's hue; the neutral class for `None`.
pub fn hue_class(hue: Option<u8>) -> String {
    hue.map_or("hue-none".into(), |hue| format!("hue-{hue}"))
}

/// The class of an attribution, by which its line is drawn: that of attitudes, or of a kind of
/// quotation.
pub fn quote_class(attribution: &Attribution<Byte>) -> &'static str {
    match (attribution.tier, attribution.kind) {
        (Tier::Attitude, _) => "attitude",
        (_, QuoteKind::Direct) => "direct",
        (_, QuoteKind::Indirect) => "indirect",
        (_, QuoteKind::Mixed) => "mixed",
    }
}

/// Paths of the kinds' signs, drawn in a box of 20 by 20.
fn kind_sign(kind: ActorKind) -> &'static str {
    match kind {
        ActorKind::Person | ActorKind::Role => {
            "M10 10.2a3.1 3.1 0 1 0 0-6.2 3.1 3.1 0 0 0 0 6.2Z\
             M4 16.2c.5-3 2.9-4.6 6-4.6s5.5 1.6 6 4.6"
        }
        ActorKind::Organization => {
            "M4.5 16V5.5L11 3.8V16M11 8l4.5 1.2V16M3 16h14M6.8 8h2M6.8 11h2M13 11.6h.6"
        }
        ActorKind::Country => "M5.2 17V3.6M5.2 4.6c3-1.6 5 1.4 9.6-.2v7c-4.6 1.6-6.6-1.4-9.6.2",
        ActorKind::Group => {
            "M7.4 9.8a2.6 2.6 0 1 0 0-5.2 2.6 2.6 0 0 0 0 5.2Z\
             M2.4 15.8c.4-2.7 2.4-4 5-4s4.6 1.3 5 4\
             M13 9.6a2.3 2.3 0 1 0-.8-4.4M14.4 11.9c1.8.5 3 1.7 3.2 3.9"
        }
    }
}

/// Properties of [`Swatch`].
#[derive(PartialEq, Properties)]
pub struct SwatchProps {
    /// The actor's colour.
    pub hue: Option<u8>,
    /// The actor's kind.
    pub kind: ActorKind,
    /// True if the article gives no name.
    pub unnamed: bool,
    /// True for the size that stands in a line of text.
    #[prop_or_default]
    pub small: bool,
}

/// An actor's colour as on the page, and the sign of its kind; a broken ring for an unnamed one.
#[component]
pub fn Swatch(props: &SwatchProps) -> Html {
    let class = yew::classes!(
        "swatch",
        hue_class(props.hue),
        props.unnamed.then_some("nameless"),
        props.small.then_some("small")
    );
    html! {
        <span {class} aria-hidden="true">
            <svg viewBox="0 0 20 20" width="20" height="20" focusable="false">
                <path d={kind_sign(props.kind)} />
            </svg>
        </span>
    }
}

/// The swatch of an attribution's first speaker; an empty ring where nobody is resolved.
pub fn speaker_swatch(facts: &Facts, attribution: &Attribution<Byte>) -> Html {
    match attribution.speakers.first().filter(|&&id| (id as usize) < facts.standings.len()) {
        Some(&id) => {
            let actor = facts.actor(id);
            let hue = facts.hue(Some(id));
            html! { <Swatch {hue} kind={actor.kind} unnamed={actor.unnamed} small=true /> }
        }
        None => html! { <span class="swatch small nameless hue-none" aria-hidden="true"></span> },
    }
}

/// Properties of [`Strip`].
#[derive(PartialEq, Properties)]
pub struct StripProps {
    /// The text and what was found in it.
    pub facts: Facts,
    /// The actor's id.
    pub actor: u32,
}

/// The article's length in the units of the strip's drawing.
const STRIP_LENGTH: f64 = 1000.0;
/// Least width of a bar, in units of [`STRIP_LENGTH`]: a narrower one would vanish at the strip's
/// usual 300 CSS pixels.
const TICK: f64 = 7.0;

/// A drawing of where in the article an actor occurs: a tick for each mention, a bar for each
/// statement.
///
/// All ticks are one path, all bars another: an actor may occur a thousand times, and the panel
/// lists eighty actors at once.
#[component]
pub fn Strip(props: &StripProps) -> Html {
    let facts = &props.facts;
    let said = facts.statements_of(props.actor);
    let said = said.iter().flat_map(|&id| facts.attribution(id).content.iter().copied());
    let mentions =
        facts.actor(props.actor).mentions.iter().map(|m| Span::new(m.head.start(), m.head.start()));
    html! {
        <svg
            class="strip" viewBox="0 0 1000 12" preserveAspectRatio="none"
            aria-hidden="true" focusable="false"
        >
            <rect class="ground" x="0" y="5" width="1000" height="2" rx="1" />
            <path class="said" d={bars(facts, said, 2, 8)} />
            <path class="tick" d={bars(facts, mentions, 0, 12)} />
        </svg>
    }
}

/// The nearest whole number. Formatting fractions would ship several kilobytes of code.
pub fn rounded(number: f64) -> i32 {
    number.round() as i32
}

/// The path of a bar for each passage, `height` units tall and starting at `y`; a bar that would
/// add less than half a tick to those before is left out.
fn bars(facts: &Facts, spans: impl Iterator<Item = Span<Byte>>, y: u32, height: u32) -> String {
    let mut path = String::new();
    let mut free = 0.0;
    for span in spans {
        let (start, length) = facts.position(span);
        let width = (length * STRIP_LENGTH).max(TICK);
        let x = (start * STRIP_LENGTH).min(STRIP_LENGTH - width);
        if x + width >= free + TICK / 2.0 {
            let (left, wide) = (rounded(x), rounded(width));
            let _ = write!(path, "M{left} {y}h{wide}v{height}h-{wide}z");
            free = x + width;
        }
    }
    path
}

/// An attribution's content as text: words in quotation marks set off from the reporter's.
pub fn reported_words(facts: &Facts, attribution: &Attribution<Byte>) -> Html {
    let text = &*facts.shown.text;
    let mut runs: Vec<Html> = Vec::new();
    for (i, piece) in attribution.content.iter().enumerate() {
        if i > 0 {
            let between = text
                .get(attribution.content[i - 1].end() as usize..piece.start() as usize)
                .unwrap_or_default();
            runs.push(if between.trim().is_empty() {
                " ".into()
            } else {
                html! { <span class="gap">{ " … " }</span> }
            });
        }
        match attribution.kind {
            QuoteKind::Direct => {
                runs.push(html! { <span class="verbatim">{ piece.of(text) }</span> })
            }
            QuoteKind::Indirect => runs.push(piece.of(text).into()),
            QuoteKind::Mixed => runs.extend(quoted_runs(text, *piece).into_iter().map(
                |(quoted, run)| match quoted {
                    true => html! { <span class="verbatim">{ run }</span> },
                    false => run.into(),
                },
            )),
        }
    }
    html! { { for runs } }
}

/// The bar of the panel, which says how much of the text is read; nothing once all is read.
pub fn progress(state: &PanelState) -> Html {
    let Some(percent) = percent_read(state) else { return html! {} };
    html! {
        <div
            class="progress" role="progressbar" aria-label={strings::READING}
            aria-valuemin="0" aria-valuemax="100" aria-valuenow={percent.clone()}
        >
            { progress_bar(percent) }
        </div>
    }
}

/// The same bar as a decoration, hidden from screen readers, where words beside it say how much is
/// read.
pub fn decorative_progress(state: &PanelState) -> Html {
    let Some(percent) = percent_read(state) else { return html! {} };
    html! { <span class="progress">{ progress_bar(percent) }</span> }
}

fn percent_read(state: &PanelState) -> Option<String> {
    state.progress.map(|share| rounded(f64::from(share) * 100.0).to_string())
}

fn progress_bar(percent: String) -> Html {
    html! {
        <svg
            viewBox="0 0 100 2" preserveAspectRatio="none" aria-hidden="true" focusable="false"
        >
            <rect width={percent} height="2" />
        </svg>
    }
}

/// The label beside the place in the text: the actor there, or the speaker of the words. It is for
/// the mouse only, as the panel says the same to everyone.
pub fn tip(facts: &Facts, tip: &Tip) -> Html {
    let (name, line) = match tip.item {
        Selectable::Actor(id) => (
            facts.name(id),
            facts
                .about(id)
                .first()
                .cloned()
                .unwrap_or_else(|| capital(strings::actor_kind(facts.actor(id).kind))),
        ),
        Selectable::Attribution(id) => {
            let attribution = facts.attribution(id);
            (
                facts.speaker_names(attribution),
                strings::tip(&facts.cue(attribution), attribution.confidence),
            )
        }
    };
    let class = yew::classes!("tip", tip.leaving.then_some("leaving"));
    html! {
        <div key={format!("{:?}", tip.item)} {class} aria-hidden="true">
            <b>{ name }</b>{ line }
        </div>
    }
}

/// The sign of a close button.
pub fn cross() -> Html {
    icon("20", "M5 5l10 10M15 5L5 15")
}

/// The sign of a button that saves a file.
pub fn download() -> Html {
    icon("18", "M10 3.5v8.5M6.4 8.6L10 12.2l3.6-3.6M4 13.5v2.5h12v-2.5")
}

/// The sign of a button that steps forward (+1) or back (-1).
pub fn chevron(by: isize) -> Html {
    icon("20", if by > 0 { "M8 5l5 5-5 5" } else { "M12 5l-5 5 5 5" })
}

/// A path drawn in a box of 20 by 20, shown `size` pixels wide and tall.
fn icon(size: &'static str, path: &'static str) -> Html {
    html! {
        <svg
            class="icon" viewBox="0 0 20 20" width={size} height={size}
            aria-hidden="true" focusable="false"
        >
            <path d={path} />
        </svg>
    }
}

/// The badge of a statement that was checked against another text.
pub fn verdict_badge(verdict: Verdict) -> Html {
    let class = match verdict {
        Verdict::WordForWord => "badge verdict",
        Verdict::Shortened => "badge verdict shortened",
        Verdict::Different => "badge verdict different",
        Verdict::Absent => "badge verdict absent",
    };
    html! { <span {class}>{ strings::verdict(verdict) }</span> }
}

/// The badge of an actor whom the article does not name.
pub fn unnamed_badge() -> Html {
    html! { <span class="badge nameless">{ strings::UNNAMED }</span> }
}

/// True if an attribution has speakers of whom the engine is not sure.
fn is_unsure_of_speakers(attribution: &Attribution<Byte>) -> bool {
    !attribution.speakers.is_empty() && attribution.speaker_confidence < strings::SURE_OF_SPEAKERS
}

/// The badges beside the names of an attribution's speakers.
pub fn speaker_badges(facts: &Facts, attribution: &Attribution<Byte>) -> Html {
    let thing = attribution.source_kind.and_then(strings::thing);
    let unnamed = thing.is_none()
        && (facts.naming(attribution) == Naming::Unnamed
            || attribution.speakers.iter().any(|&id| facts.is_unnamed(id)));
    html! {
        <>
            if is_unsure_of_speakers(attribution) {
                <span class="badge nameless">{ strings::PROBABLY }</span>
            }
            if unnamed {
                { unnamed_badge() }
            }
            { for thing.map(|thing| html! { <span class="badge nameless">{ thing }</span> }) }
            { corrected_badge(attribution.corrected_by_reader) }
        </>
    }
}

/// The badge of an item that the reader has corrected; nothing for others.
pub fn corrected_badge(is_corrected: bool) -> Html {
    if !is_corrected {
        return html! {};
    }
    html! { <span class="badge by-reader">{ pencil() }{ strings::BY_READER }</span> }
}

/// The sign of what the reader corrects.
pub fn pencil() -> Html {
    icon("14", "M4 16l1-4L13.5 3.5l3 3L8 15zM11.5 5.5l3 3")
}
