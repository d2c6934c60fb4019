//! The tab of the voices: words and statements reported from each source, and the share that comes
//! from sources without a name.
//!
//! It describes and does not grade. Its rows add up to all words that statements report: see
//! `src/voices`.

use yew::{Callback, Html, html};

use crate::selection::Selectable;
use crate::ui::controls::{filter_line, list_end};
use crate::ui::following::follow_button;
use crate::ui::parts::{hue_class, rounded, unnamed_badge};
use crate::ui::state::{Action, PanelState};
use crate::ui::strings;
use crate::voices::{Naming, Voice, percents};

/// The whole width of a bar, in the units of its drawing.
const FULL: f64 = 1000.0;

/// The tab as a whole.
pub fn voices(state: &PanelState, dispatch: &Callback<Action>) -> Html {
    let voices = &state.facts.voices;
    if voices.rows.is_empty() {
        return html! { <p class="empty">{ strings::NO_VOICES }</p> };
    }
    let listed = state.listed_voices();
    let most = voices.rows.iter().map(|row| row.words).max().unwrap_or(1);
    let drawn = listed.iter().take(state.drawn);
    let figure = |label: &'static str| html! { <th scope="col" class="figure">{ label }</th> };
    html! {
        <>
            { shares(state) }
            <p class="hint">{ strings::VOICES_INTRO }</p>
            <p class="hint">{ strings::UNNAMED_HINT }</p>
            { filter_line(state, dispatch, listed.len(), voices.rows.len()) }
            <table class="voices">
                <caption class="visually-hidden">{ strings::VOICES_CAPTION }</caption>
                <thead><tr>
                    <th scope="col">{ strings::SOURCE_COLUMN }</th>
                    { figure(strings::WORDS_COLUMN) }
                    <th scope="col" class="figure visually-hidden">
                        { strings::VERBATIM_COLUMN }
                    </th>
                    { figure(strings::STATEMENTS_COLUMN) }
                </tr></thead>
                <tbody>{ for drawn.map(|&at| row(state, dispatch, at, most)) }</tbody>
                if listed.len() == voices.rows.len() {
                    <tfoot>{ sum(state) }</tfoot>
                }
            </table>
            { list_end(state, dispatch, listed.len()) }
            { left_out(state, dispatch) }
        </>
    }
}

/// The cells of a row's figures: words, those in quotation marks, statements.
fn figures(words: u32, verbatim: u32, statements: usize) -> Html {
    html! {
        <>
            <td class="figure">{ strings::number(words as usize) }</td>
            <td class="figure visually-hidden">{ strings::number(verbatim as usize) }</td>
            <td class="figure">{ strings::number(statements) }</td>
        </>
    }
}

/// The row of all voices together.
fn sum(state: &PanelState) -> Html {
    let voices = &state.facts.voices;
    let statements = voices.rows.iter().map(|row| row.statements.len()).sum();
    html! {
        <tr>
            <th scope="row">{ strings::ALL_VOICES }</th>
            { figures(voices.words, voices.verbatim, statements) }
        </tr>
    }
}

/// A voice's row; a bar of full width stands for `most` words.
fn row(state: &PanelState, dispatch: &Callback<Action>, at: usize, most: u32) -> Html {
    let (facts, voice) = (&state.facts, &state.facts.voices.rows[at]);
    let width = |words: u32| rounded(f64::from(words) / f64::from(most) * FULL).to_string();
    let hue = facts.hue(voice.actors.first().copied());
    let class =
        yew::classes!(hue_class(hue), (voice.naming != Naming::Named).then_some("nameless"));
    let one = match voice.actors[..] {
        [actor] => Some(actor),
        _ => None,
    };
    let list = dispatch.reform(move |_| match one {
        Some(actor) => Action::ListQuotesOf(actor),
        None => Action::ListQuotesOfVoice(at as u32),
    });
    let enter = dispatch.reform(move |_| Action::Point(one.map(Selectable::Actor)));
    let leave = dispatch.reform(|_| Action::Point(None));
    let about = one.map(|actor| facts.about(actor).join(", ")).filter(|about| !about.is_empty());
    html! {
        <tr key={at} {class}>
            <th scope="row">
                <button
                    type="button" class="voice" onclick={list} onmouseenter={enter}
                    onmouseleave={leave}
                >
                    { name(voice) }
                </button>
                { badge(voice) }
                { for about.map(|about| html! { <span class="about">{ about }</span> }) }
                { for one.map(|actor| follow_button(facts, actor, dispatch)) }
                <svg
                    class="bar" viewBox="0 0 1000 10" preserveAspectRatio="none"
                    aria-hidden="true" focusable="false"
                >
                    <rect class="indirect" x="0" y="0" width={width(voice.words)} height="10" />
                    <rect class="direct" x="0" y="0" width={width(voice.verbatim)} height="10" />
                </svg>
            </th>
            { figures(voice.words, voice.verbatim, voice.statements.len()) }
        </tr>
    }
}

/// What a voice is called in lists.
fn name(voice: &Voice) -> String {
    match voice.naming {
        Naming::NotStated => strings::NOT_STATED.into(),
        _ => voice.name.clone(),
    }
}

/// What a voice is, if it is a thing or has no name.
fn badge(voice: &Voice) -> Html {
    match (voice.naming, voice.kind.and_then(strings::thing)) {
        (_, Some(thing)) => html! { <span class="badge nameless">{ thing }</span> },
        (Naming::Unnamed, None) => unnamed_badge(),
        _ => html! {},
    }
}

/// What the table leaves out, and why: words that repeat others, and who is heard only through
/// others.
fn left_out(state: &PanelState, dispatch: &Callback<Action>) -> Html {
    let voices = &state.facts.voices;
    let link = |&actor: &u32| {
        let onclick = dispatch.reform(move |_| Action::ListQuotesOf(actor));
        html! {
            <li>
                <button type="button" class="link" {onclick}>{ state.facts.name(actor) }</button>
            </li>
        }
    };
    html! {
        <>
            if voices.repeated > 0 {
                <p class="hint">{ strings::repeated(voices.repeated as usize) }</p>
            }
            if !voices.through_others.is_empty() {
                <p class="hint">{ strings::THROUGH_OTHERS }</p>
                <ul class="hint through">{ for voices.through_others.iter().map(link) }</ul>
            }
        </>
    }
}

/// The shares of the groups of voices in the words reported.
fn shares(state: &PanelState) -> Html {
    let voices = &state.facts.voices;
    let classes = ["named", "unnamed", "things", "unstated"];
    let all = f64::from(voices.words.max(1));
    let shares: Vec<(usize, u32, u32)> = voices
        .shares()
        .into_iter()
        .enumerate()
        .filter(|(_, (words, _))| *words > 0)
        .map(|(group, (words, percent))| (group, words, percent))
        .collect();
    let mut left = 0.0;
    let bar = |&(group, words, _): &(usize, u32, u32)| {
        let x = rounded(left).to_string();
        let width = f64::from(words) / all * FULL;
        left += width;
        // A gap of 6 units separates two shares.
        let width = rounded((width - 6.0).max(2.0)).to_string();
        html! { <rect class={classes[group]} {x} y="0" {width} height="10" /> }
    };
    let line = |&(group, words, percent): &(usize, u32, u32)| {
        html! {
            <li class={classes[group]}>
                <b>{ percents(percent) }</b>{ " " }{ strings::GROUPS[group] }
                <span class="words">{ strings::words(words as usize) }</span>
            </li>
        }
    };
    html! {
        <div class="shares">
            <svg
                class="bar share" viewBox="0 0 1000 10" preserveAspectRatio="none"
                aria-hidden="true" focusable="false"
            >
                { for shares.iter().map(bar) }
            </svg>
            <ul>{ for shares.iter().map(line) }</ul>
        </div>
    }
}
