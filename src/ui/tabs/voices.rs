//! The share of voice: words and statements reported from each speaker, and how much comes from
//! voices without a name.
//!
//! A description, not a grade. Attitudes are left out, as in every count of words.

use yew::{Callback, Html, html};

use crate::analysis::Tier;
use crate::analysis::prominence::words_of;
use crate::sort;
use crate::ui::parts::{hue_class, list_end, unnamed_badge, whole};
use crate::ui::state::{Action, State};
use crate::ui::{Item, strings};

/// Widths in a bar's own units.
const FULL: f64 = 1000.0;

/// The view as a whole.
pub fn voices(state: &State, dispatch: &Callback<Action>) -> Html {
    let facts = &state.facts;
    let mut speakers: Vec<_> = facts.standings.iter().filter(|s| s.statements > 0).collect();
    sort::by_keys(&mut speakers, |s| {
        [sort::descending(s.words as usize), sort::descending(s.statements as usize)]
    });
    if speakers.is_empty() {
        return html! { <p class="empty">{ strings::NO_VOICES }</p> };
    }
    let most = f64::from(speakers[0].words.max(1));
    html! {
        <>
            { named_and_unnamed(state) }
            <p class="hint">{ strings::VOICES_INTRO }</p>
            <table class="voices">
                <caption class="visually-hidden">{ strings::VOICES_CAPTION }</caption>
                <thead><tr>
                    <th scope="col">{ strings::SPEAKER_COLUMN }</th>
                    <th scope="col" class="figure">{ strings::WORDS_COLUMN }</th>
                    <th scope="col" class="figure visually-hidden">{ strings::VERBATIM_COLUMN }</th>
                    <th scope="col" class="figure">{ strings::STATEMENTS_COLUMN }</th>
                </tr></thead>
                <tbody>{ for speakers.iter().take(state.drawn).map(|s| {
                    let (id, width) = (s.actor, |words: u32| whole(f64::from(words) / most * FULL).to_string());
                    let actor = facts.actor(id);
                    html! {
                        <tr key={id} class={yew::classes!(hue_class(facts.hue(Some(id))), actor.unnamed.then_some("nameless"))}>
                            <th scope="row">
                                <button type="button" class="voice" onclick={dispatch.reform(move |_| Action::ListVoice(id))}
                                    onmouseenter={dispatch.reform(move |_| Action::Point(Some(Item::Actor(id))))} onmouseleave={dispatch.reform(|_| Action::Point(None))}>
                                    { facts.name(id) }
                                </button>
                                if actor.unnamed { { unnamed_badge() } }
                                <svg class="bar" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">
                                    <rect class="indirect" x="0" y="0" width={width(s.words)} height="10" />
                                    <rect class="direct" x="0" y="0" width={width(s.verbatim)} height="10" />
                                </svg>
                            </th>
                            <td class="figure">{ strings::number(s.words as usize) }</td>
                            <td class="figure visually-hidden">{ strings::number(s.verbatim as usize) }</td>
                            <td class="figure">{ strings::number(s.statements as usize) }</td>
                        </tr>
                    }
                }) }</tbody>
            </table>
            { list_end(state, dispatch, speakers.len()) }
        </>
    }
}

/// Words of statements by whether a speaker of theirs has a name. Each statement counts once.
fn named_and_unnamed(state: &State) -> Html {
    let facts = &state.facts;
    let (mut named, mut unnamed, mut unstated) = (0, 0, 0);
    for statement in facts.model.analysis.attributions.iter().filter(|a| a.tier == Tier::Statement)
    {
        let words = words_of(&facts.model.text, statement).0;
        match statement
            .speakers
            .iter()
            .map(|&id| facts.model.analysis.actors.get(id as usize).is_some_and(|a| !a.unnamed))
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
    let mut x = 0.0;
    html! {
        <div class="shares">
            <svg class="bar share" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">
                { for shares.iter().map(|&(_, class, words)| {
                    let (from, width) = (x, f64::from(words) / all * FULL);
                    x += width;
                    html! { <rect {class} x={whole(from).to_string()} y="0" width={whole((width - 6.0).max(2.0)).to_string()} height="10" /> }
                }) }
            </svg>
            <ul>{ for shares.iter().map(|&(label, class, words)| html! {
                <li {class}><b>{ format!("{}\u{a0}%", whole(f64::from(words) / all * 100.0)) }</b>{ " " }{ label }<span class="words">{ strings::words(words as usize) }</span></li>
            }) }</ul>
        </div>
    }
}
