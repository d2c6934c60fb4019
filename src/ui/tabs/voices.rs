//! The tab of the voices: words and statements reported from each speaker, and the share that comes
//! from speakers without a name.
//!
//! It describes and does not grade. Attitudes are left out, as in every count of words.

use yew::{Callback, Html, html};

use crate::analysis::Tier;
use crate::analysis::prominence::{Standing, words_of};
use crate::selection::Selectable;
use crate::sort;
use crate::ui::controls::list_end;
use crate::ui::parts::{hue_class, rounded, unnamed_badge};
use crate::ui::state::{Action, PanelState};
use crate::ui::strings;

/// The whole width of a bar, in the units of its drawing.
const FULL: f64 = 1000.0;

/// The tab as a whole.
pub fn voices(state: &PanelState, dispatch: &Callback<Action>) -> Html {
    let facts = &state.facts;
    let mut speakers: Vec<_> = facts.standings.iter().filter(|s| s.statements > 0).collect();
    sort::by_keys(&mut speakers, |s| {
        [sort::descending(s.words as usize), sort::descending(s.statements as usize)]
    });
    if speakers.is_empty() {
        return html! { <p class="empty">{ strings::NO_VOICES }</p> };
    }
    let most = f64::from(speakers[0].words.max(1));
    let drawn = speakers.iter().take(state.drawn);
    html! {
        <>
            { named_and_unnamed(state) }
            <p class="hint">{ strings::VOICES_INTRO }</p>
            <table class="voices">
                <caption class="visually-hidden">{ strings::VOICES_CAPTION }</caption>
                <thead><tr>
                    <th scope="col">{ strings::SPEAKER_COLUMN }</th>
                    <th scope="col" class="figure">{ strings::WORDS_COLUMN }</th>
                    <th scope="col" class="figure visually-hidden">
                        { strings::VERBATIM_COLUMN }
                    </th>
                    <th scope="col" class="figure">{ strings::STATEMENTS_COLUMN }</th>
                </tr></thead>
                <tbody>{ for drawn.map(|speaker| row(state, dispatch, speaker, most)) }</tbody>
            </table>
            { list_end(state, dispatch, speakers.len()) }
        </>
    }
}

/// A speaker's row; a bar of full width stands for `most` words.
fn row(state: &PanelState, dispatch: &Callback<Action>, speaker: &Standing, most: f64) -> Html {
    let (facts, id) = (&state.facts, speaker.actor);
    let width = |words: u32| rounded(f64::from(words) / most * FULL).to_string();
    let unnamed = facts.actor(id).unnamed;
    let class = yew::classes!(hue_class(facts.hue(Some(id))), unnamed.then_some("nameless"));
    let list = dispatch.reform(move |_| Action::ListQuotesOf(id));
    let enter = dispatch.reform(move |_| Action::Point(Some(Selectable::Actor(id))));
    let leave = dispatch.reform(|_| Action::Point(None));
    html! {
        <tr key={id} {class}>
            <th scope="row">
                <button
                    type="button" class="voice" onclick={list} onmouseenter={enter}
                    onmouseleave={leave}
                >
                    { facts.name(id) }
                </button>
                if unnamed {
                    { unnamed_badge() }
                }
                <svg
                    class="bar" viewBox="0 0 1000 10" preserveAspectRatio="none"
                    aria-hidden="true" focusable="false"
                >
                    <rect class="indirect" x="0" y="0" width={width(speaker.words)} height="10" />
                    <rect class="direct" x="0" y="0" width={width(speaker.verbatim)} height="10" />
                </svg>
            </th>
            <td class="figure">{ strings::number(speaker.words as usize) }</td>
            <td class="figure visually-hidden">{ strings::number(speaker.verbatim as usize) }</td>
            <td class="figure">{ strings::number(speaker.statements as usize) }</td>
        </tr>
    }
}

/// The shares of the words of all statements: those with a named speaker, with unnamed speakers
/// only, and without any. Each statement counts once.
fn named_and_unnamed(state: &PanelState) -> Html {
    let facts = &state.facts;
    let (mut named, mut unnamed, mut unstated) = (0, 0, 0);
    for statement in facts.shown.analysis.attributions.iter().filter(|a| a.tier == Tier::Statement)
    {
        let words = words_of(&facts.shown.text, statement).0;
        match statement
            .speakers
            .iter()
            .map(|&id| facts.shown.analysis.actors.get(id as usize).is_some_and(|a| !a.unnamed))
            .max()
        {
            Some(true) => named += words,
            Some(false) => unnamed += words,
            None => unstated += words,
        }
    }
    let all = f64::from((named + unnamed + unstated).max(1));
    let shares = [
        (strings::NAMED_SHARE, "named", named),
        (strings::UNNAMED_SHARE, "unnamed", unnamed),
        (strings::UNSTATED_SHARE, "unstated", unstated),
    ];
    let shares: Vec<_> = shares.into_iter().filter(|share| share.2 > 0).collect();
    let mut left = 0.0;
    let bar = |&(_, class, words): &(_, &'static str, u32)| {
        let x = rounded(left).to_string();
        let width = f64::from(words) / all * FULL;
        left += width;
        // A gap of 6 units separates two shares.
        let width = rounded((width - 6.0).max(2.0)).to_string();
        html! { <rect {class} {x} y="0" {width} height="10" /> }
    };
    let line = |&(label, class, words): &(&'static str, &'static str, u32)| {
        let percent = format!("{}\u{a0}%", rounded(f64::from(words) / all * 100.0));
        html! {
            <li {class}>
                <b>{ percent }</b>{ " " }{ label }
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
