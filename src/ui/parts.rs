//! Small pieces that several views share: swatch, strip, reported words, switches.

use std::fmt::Write;

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::{Callback, Html, InputEvent, Properties, TargetCast, component, html};

use super::facts::{Facts, capital};
use super::state::{Action, ROWS, State};
use super::{Item, strings};
use crate::analysis::prominence::quoted_runs;
use crate::analysis::{ActorKind, Attribution, QuoteKind};
use crate::text::{Byte, Span};

/// The class that gives an element an actor's hue; the neutral one for none.
pub fn hue_class(hue: Option<u8>) -> String {
    hue.map_or("hue-none".into(), |hue| format!("hue-{hue}"))
}

pub fn quote_class(kind: QuoteKind) -> &'static str {
    match kind {
        QuoteKind::Direct => "direct",
        QuoteKind::Indirect => "indirect",
        QuoteKind::Mixed => "mixed",
    }
}

/// Paths of the kinds' signs, drawn in a box of 20 by 20.
fn sign(kind: ActorKind) -> &'static str {
    match kind {
        ActorKind::Person | ActorKind::Role => {
            "M10 10.2a3.1 3.1 0 1 0 0-6.2 3.1 3.1 0 0 0 0 6.2ZM4 16.2c.5-3 2.9-4.6 6-4.6s5.5 1.6 6 4.6"
        }
        ActorKind::Organization => {
            "M4.5 16V5.5L11 3.8V16M11 8l4.5 1.2V16M3 16h14M6.8 8h2M6.8 11h2M13 11.6h.6"
        }
        ActorKind::Country => "M5.2 17V3.6M5.2 4.6c3-1.6 5 1.4 9.6-.2v7c-4.6 1.6-6.6-1.4-9.6.2",
        ActorKind::Group => {
            "M7.4 9.8a2.6 2.6 0 1 0 0-5.2 2.6 2.6 0 0 0 0 5.2ZM2.4 15.8c.4-2.7 2.4-4 5-4s4.6 1.3 5 4M13 9.6a2.3 2.3 0 1 0-.8-4.4M14.4 11.9c1.8.5 3 1.7 3.2 3.9"
        }
    }
}

/// Properties of [`Swatch`].
#[derive(PartialEq, Properties)]
pub struct SwatchProps {
    pub hue: Option<u8>,
    pub kind: ActorKind,
    pub unnamed: bool,
    #[prop_or_default]
    pub small: bool,
}

/// An actor's colour as on the page, and the sign of its kind; a broken ring for one without a
/// name.
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
            <svg viewBox="0 0 20 20" width="20" height="20" focusable="false"><path d={sign(props.kind)} /></svg>
        </span>
    }
}

/// The swatch of an attribution's first speaker; an empty ring where nobody is resolved.
pub fn speaker_swatch(facts: &Facts, attribution: &Attribution<Byte>) -> Html {
    match attribution.speakers.first().filter(|&&id| (id as usize) < facts.standings.len()) {
        Some(&id) => {
            let actor = facts.actor(id);
            html! { <Swatch hue={facts.hue(Some(id))} kind={actor.kind} unnamed={actor.unnamed} small=true /> }
        }
        None => html! { <span class="swatch small nameless hue-none" aria-hidden="true"></span> },
    }
}

/// Properties of [`Strip`].
#[derive(PartialEq, Properties)]
pub struct StripProps {
    pub facts: Facts,
    pub actor: u32,
}

/// The strip's own units: the article's length.
const STRIP: f64 = 1000.0;
/// Narrower would vanish at the strip's usual 300 CSS pixels.
const TICK: f64 = 7.0;

/// Where in the article an actor occurs: a tick for each mention, a bar for what it says. One path
/// for all of either: an actor may occur a thousand times, and the panel lists eighty actors at
/// once.
#[component]
pub fn Strip(props: &StripProps) -> Html {
    let facts = &props.facts;
    let said = facts.statements_of(props.actor);
    let said = said.iter().flat_map(|&id| facts.attribution(id).content.iter().copied());
    let mentions =
        facts.actor(props.actor).mentions.iter().map(|m| Span::new(m.head.start(), m.head.start()));
    html! {
        <svg class="strip" viewBox="0 0 1000 12" preserveAspectRatio="none" aria-hidden="true" focusable="false">
            <rect class="ground" x="0" y="5" width="1000" height="2" rx="1" />
            <path class="said" d={bars(facts, said, 2, 8)} />
            <path class="tick" d={bars(facts, mentions, 0, 12)} />
        </svg>
    }
}

/// The nearest whole number. What writes fractions is large and ships with every byte of it.
pub fn whole(number: f64) -> i32 {
    number.round() as i32
}

/// A bar for each passage, from `y` on and of this height; one that would show less than half a
/// tick beside those before is left out.
fn bars(facts: &Facts, spans: impl Iterator<Item = Span<Byte>>, y: u32, height: u32) -> String {
    let mut path = String::new();
    let mut free = 0.0;
    for span in spans {
        let (start, length) = facts.position(span);
        let width = (length * STRIP).max(TICK);
        let x = (start * STRIP).min(STRIP - width);
        if x + width >= free + TICK / 2.0 {
            let (left, wide) = (whole(x), whole(width));
            let _ = write!(path, "M{left} {y}h{wide}v{height}h-{wide}z");
            free = x + width;
        }
    }
    path
}

/// What is reported, as text: the words in quotation marks set off from the reporter's.
pub fn said(facts: &Facts, attribution: &Attribution<Byte>) -> Html {
    let text = &*facts.model.text;
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

/// Properties of [`Switch`].
#[derive(PartialEq, Properties)]
pub struct SwitchProps {
    pub label: &'static str,
    #[prop_or_default]
    pub hint: Option<&'static str>,
    pub on: bool,
    pub class: &'static str,
    pub toggle: Callback<bool>,
}

/// A labelled on/off switch.
#[component]
pub fn Switch(props: &SwitchProps) -> Html {
    let onclick = {
        let (toggle, on) = (props.toggle.clone(), props.on);
        Callback::from(move |_| toggle.emit(!on))
    };
    html! {
        <button type="button" class={yew::classes!("switch", props.class)} role="switch" aria-checked={props.on.to_string()} title={props.hint} {onclick}>
            <span class="knob" aria-hidden="true"></span>{ props.label }
        </button>
    }
}

/// How much of the text is read, while it is being read; `decorative` where words beside it say the
/// same.
pub fn progress(state: &State, decorative: bool) -> Html {
    let Some(share) = state.progress else { return html! {} };
    let percent = whole(f64::from(share) * 100.0).to_string();
    let bar = html! {
        <svg viewBox="0 0 100 2" preserveAspectRatio="none" aria-hidden="true" focusable="false">
            <rect width={percent.clone()} height="2" />
        </svg>
    };
    if decorative {
        return html! { <span class="progress">{ bar }</span> };
    }
    html! {
        <div class="progress" role="progressbar" aria-label={strings::READING} aria-valuemin="0" aria-valuemax="100" aria-valuenow={percent}>
            { bar }
        </div>
    }
}

/// Who it is, or whose words, beside the place in the text. For the mouse: the panel says the same
/// to everyone.
pub fn tip(facts: &Facts, item: Item, leaving: bool) -> Html {
    let (name, line) = match item {
        Item::Actor(id) => (
            facts.name(id),
            facts
                .about(id)
                .first()
                .cloned()
                .unwrap_or_else(|| capital(strings::actor_kind(facts.actor(id).kind))),
        ),
        Item::Attribution(id) => {
            let attribution = facts.attribution(id);
            (
                facts.speaker_names(attribution),
                strings::tip(&facts.cue(attribution), attribution.confidence),
            )
        }
    };
    html! { <div key={format!("{item:?}")} class={yew::classes!("tip", leaving.then_some("leaving"))} aria-hidden="true"><b>{ name }</b>{ line }</div> }
}

/// A text for the reader to copy by hand.
pub fn offer(text: &str, dispatch: &Callback<Action>) -> Html {
    html! {
        <div class="offer" role="dialog" aria-label={strings::OFFER_HEADING}>
            <h3>{ strings::OFFER_HEADING }</h3>
            <p class="hint" id="whosaid-offer">{ strings::OFFER_HINT }</p>
            <textarea readonly=true rows="6" aria-label={strings::OFFER_HEADING} aria-describedby="whosaid-offer" value={text.to_string()} />
            <button type="button" class="chip" onclick={dispatch.reform(|_| Action::CloseOffer)}>{ strings::CLOSE_OFFER }</button>
        </div>
    }
}

/// Some choices of which one is made: radio buttons, in a row.
pub fn choice(
    label: &'static str,
    options: &[&'static str],
    chosen: usize,
    choose: &Callback<usize>,
) -> Html {
    html! {
        <fieldset class="choice">
            <legend>{ label }</legend>
            <div>{ for options.iter().enumerate().map(|(i, option)| html! {
                <label><input type="radio" name={label} checked={i == chosen} onchange={choose.reform(move |_| i)} /><span>{ *option }</span></label>
            }) }</div>
        </fieldset>
    }
}

/// The attribute that says which option of a list is chosen.
pub const CHOSEN: &str = "data-chosen";

/// A list to choose one from.
pub fn select(
    label: &'static str,
    options: Vec<String>,
    chosen: usize,
    choose: Callback<usize>,
) -> Html {
    let onchange = choose.reform(|event: yew::Event| {
        event.target_unchecked_into::<HtmlSelectElement>().selected_index().max(0) as usize
    });
    html! {
        <select aria-label={label} data-chosen={chosen.to_string()} {onchange}>
            { for options.into_iter().map(|option| html! { <option>{ option }</option> }) }
        </select>
    }
}

/// Sign of a close button.
pub fn cross() -> Html {
    html! { <svg class="icon" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false"><path d="M5 5l10 10M15 5L5 15" /></svg> }
}

/// Sign of what is saved as a file.
pub fn download() -> Html {
    html! { <svg class="icon" viewBox="0 0 20 20" width="18" height="18" aria-hidden="true" focusable="false"><path d="M10 3.5v8.5M6.4 8.6L10 12.2l3.6-3.6M4 13.5v2.5h12v-2.5" /></svg> }
}

/// Sign of a previous or next button.
pub fn chevron(next: bool) -> Html {
    let d = if next { "M8 5l5 5-5 5" } else { "M12 5l-5 5 5 5" };
    html! { <svg class="icon" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false"><path {d} /></svg> }
}

/// The mark of somebody whom the article does not name.
pub fn unnamed_badge() -> Html {
    html! { <span class="badge nameless">{ strings::UNNAMED }</span> }
}

/// A search field, choices beside or below it, and where they hide something, how much.
pub fn filters(
    state: &State,
    dispatch: &Callback<Action>,
    label: &'static str,
    choices: Html,
    shown: usize,
    all: usize,
) -> Html {
    let oninput = dispatch.reform(|event: InputEvent| {
        Action::Search(event.target_unchecked_into::<HtmlInputElement>().value())
    });
    html! {
        <>
            <div class="search" role="search">
                <input type="search" aria-label={label} placeholder={strings::SEARCH} value={state.search.clone()} {oninput} autocomplete="off" spellcheck="false" />
                { choices }
            </div>
            if state.is_filtered() {
                <p class="filter">
                    <span>{ strings::shown_of(shown, all) }</span>
                    <button type="button" class="link" onclick={dispatch.reform(|_| Action::ClearFilters)}>{ strings::CLEAR_FILTER }</button>
                </p>
            }
        </>
    }
}

/// What follows a list of `listed` rows: a word where it is empty, a button where not all of it is
/// drawn.
pub fn list_end(state: &State, dispatch: &Callback<Action>, listed: usize) -> Html {
    if listed == 0 {
        html! { <p class="empty">{ strings::NOTHING_MATCHES }</p> }
    } else if listed > state.rows {
        html! {
            <button type="button" class="chip more" onclick={dispatch.reform(|_| Action::MoreRows)}>
                { strings::more((listed - state.rows).min(ROWS)) }
            </button>
        }
    } else {
        html! {}
    }
}
