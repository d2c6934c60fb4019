//! The card of the selected thing: under its row, or beside its place in the text.

use yew::{Callback, Html, Properties, component, html};

use super::facts::{Facts, capital};
use super::following::follow_button;
use super::messages::TakeAway;
use super::parts::{
    Swatch, chevron, corrected_badge, cross, hue_class, quote_class, reported_words,
    speaker_badges, speaker_swatch, unnamed_badge,
};
use super::state::{Action, Selection};
use super::{mend, strings};
use crate::analysis::{Actor, Attribution};
use crate::selection::Selectable;
use crate::text::Byte;

/// Greatest number of quotations listed in an actor's card; a link leads to the rest.
const QUOTATIONS: usize = 4;

/// Properties of [`Card`].
#[derive(PartialEq, Properties)]
pub struct CardProps {
    /// The text and what was found in it.
    pub facts: Facts,
    /// The selected item, and where its card stands.
    pub selection: Selection,
    /// For an attribution: its index among the listed ones, and their number.
    pub at: Option<(usize, usize)>,
    /// The thing that the reader took away last.
    pub taken: Option<TakeAway>,
    /// Called with what the reader does.
    pub dispatch: Callback<Action>,
    /// True if no row is drawn that it could stand under.
    #[prop_or_default]
    pub alone: bool,
}

/// Whether a card has a heading of its own; a card under a row needs none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Head {
    Shown,
    InTheRow,
}

/// The card of the selected thing.
#[component]
pub fn Card(props: &CardProps) -> Html {
    let CardProps { facts, selection, at, taken, dispatch, alone } = props;
    let floating = selection.anchor.is_some();
    let head = if floating || *alone { Head::Shown } else { Head::InTheRow };
    let (hue, label) = match selection.item {
        Selectable::Actor(id) => (facts.hue(Some(id)), facts.name(id)),
        Selectable::Attribution(id) => {
            let attribution = facts.attribution(id);
            (facts.hue(attribution.speakers.first().copied()), facts.speaker_names(attribution))
        }
    };
    let class = yew::classes!(
        "card",
        hue_class(hue),
        if floating { "floating" } else { "docked" },
        alone.then_some("alone")
    );
    let close = dispatch.reform(|_| Action::Close);
    html! {
        <div {class} role="region" aria-label={label} tabindex="-1">
            if head == Head::Shown {
                <button
                    type="button" class="plain close" aria-label={strings::CLOSE_CARD}
                    onclick={close}
                >
                    { cross() }
                </button>
            }
            { match selection.item {
                Selectable::Actor(id) => {
                    actor_card(facts, id, selection.mention, dispatch, head)
                }
                Selectable::Attribution(id) => {
                    attribution_card(facts, id, *taken, dispatch, head)
                }
            } }
            if selection.mending {
                { mend::menu(facts, *selection, dispatch) }
            }
            { foot(*selection, *at, *taken, dispatch) }
        </div>
    }
}

/// The foot of a card: the steps to the next and previous quotation, for an attribution, and the
/// buttons that correct it and that copy a report of an error.
fn foot(
    selection: Selection,
    at: Option<(usize, usize)>,
    taken: Option<TakeAway>,
    dispatch: &Callback<Action>,
) -> Html {
    let labels = [strings::PREVIOUS_QUOTE, strings::NEXT_QUOTE];
    let report = TakeAway::Report(selection.item);
    html! {
        <div class="foot">
            { match at.filter(|(_, all)| *all > 1) {
                Some((at, all)) => stepper(labels, strings::nth_of(at, all), dispatch, html! {}),
                None => html! {},
            } }
            { mend::button(selection.mending, dispatch) }
            { take_button(report, taken, "link wrong", Some(strings::WRONG_HINT), dispatch) }
        </div>
    }
}

/// A button that takes something away, and says so once that is done.
pub fn take_button(
    what: TakeAway,
    taken: Option<TakeAway>,
    class: &'static str,
    hint: Option<&'static str>,
    dispatch: &Callback<Action>,
) -> Html {
    let done = taken == Some(what);
    let class = yew::classes!(class, done.then_some("done"));
    let onclick = dispatch.reform(move |_| Action::TakeAway(what));
    html! {
        <button type="button" {class} title={hint} {onclick}>
            { if done { strings::taken_away(what) } else { strings::take_away(what) } }
        </button>
    }
}

/// Two chevrons that step back and forward; `place` between them says where the reader is.
fn stepper(
    labels: [&'static str; 2],
    place: String,
    dispatch: &Callback<Action>,
    more: Html,
) -> Html {
    let button = |by: isize, label: &'static str| {
        let onclick = dispatch.reform(move |_| Action::Step(by));
        html! {
            <button
                type="button" class="plain" data-step={by.to_string()} aria-label={label} {onclick}
            >
                { chevron(by) }
            </button>
        }
    };
    html! {
        <div class="stepper">
            { button(-1, labels[0]) }
            <span class="at">{ place }</span>
            { button(1, labels[1]) }
            { more }
        </div>
    }
}

/// An actor's name, its mentions one by one, and what it says.
fn actor_card(
    facts: &Facts,
    id: u32,
    mention: Option<usize>,
    dispatch: &Callback<Action>,
    head: Head,
) -> Html {
    let actor = facts.actor(id);
    let place = match mention {
        Some(at) => strings::nth_of(at, actor.mentions.len()),
        None => strings::mentions(actor.mentions.len()),
    };
    let context = mention.map(|at| {
        let around = facts.around_mention(id, at).map(|[before, mention, after]| {
            html! { <>{ before }<b>{ mention }</b>{ after }</> }
        });
        html! { <span class="context">{ for around }</span> }
    });
    let labels = [strings::PREVIOUS_MENTION, strings::NEXT_MENTION];
    html! {
        <>
            if head == Head::Shown {
                { actor_head(facts, id, actor) }
            }
            { stepper(labels, place, dispatch, context.unwrap_or_default()) }
            { statements(facts, id, dispatch) }
        </>
    }
}

fn actor_head(facts: &Facts, id: u32, actor: &Actor<Byte>) -> Html {
    html! {
        <div class="head">
            <Swatch hue={facts.hue(Some(id))} kind={actor.kind} unnamed={actor.unnamed} />
            <span class="who">
                <span class="name">{ facts.name(id) }</span>
                <span class="about">
                    <span>{ capital(strings::actor_kind(actor.kind)) }</span>
                    { for facts.about(id).into_iter().map(|part| html! { <span>{ part }</span> }) }
                </span>
                if actor.unnamed {
                    { unnamed_badge() }
                }
                { corrected_badge(actor.corrected_by_reader) }
            </span>
        </div>
    }
}

/// The first statements of an actor, and the way to all of them; nothing where there are none.
fn statements(facts: &Facts, id: u32, dispatch: &Callback<Action>) -> Html {
    let (standing, quotes) = (facts.standings[id as usize], facts.statements_of(id));
    if quotes.is_empty() {
        return html! {};
    }
    let words = strings::words_line(standing.words as usize, standing.verbatim as usize);
    let row = |&quote: &u32| {
        let attribution = facts.attribution(quote);
        let class = yew::classes!("quotation", quote_class(attribution));
        let onclick = dispatch.reform(move |_| Action::Follow(Selectable::Attribution(quote)));
        html! {
            <li key={quote}>
                <button type="button" {class} {onclick}>
                    <span class="said">{ reported_words(facts, attribution) }</span>
                </button>
            </li>
        }
    };
    let list_all = dispatch.reform(move |_| Action::ListQuotesOf(id));
    html! {
        <>
            <p class="caption">{ strings::statements(quotes.len()) }{ ", " }{ words }</p>
            <ul class="quotations">{ for quotes.iter().take(QUOTATIONS).map(row) }</ul>
            <button type="button" class="link" onclick={list_all}>
                { strings::all_theirs(quotes.len()) }
            </button>
            <div class="actions">{ follow_button(facts, id, dispatch) }</div>
        </>
    }
}

/// An attribution's speaker and content, and the evidence for both.
fn attribution_card(
    facts: &Facts,
    id: u32,
    taken: Option<TakeAway>,
    dispatch: &Callback<Action>,
    head: Head,
) -> Html {
    let attribution = facts.attribution(id);
    let about = |&speaker: &u32| {
        let onclick = dispatch.reform(move |_| Action::Follow(Selectable::Actor(speaker)));
        html! {
            <button type="button" class="chip" {onclick}>
                { strings::about_speaker(
                    &facts.actor(speaker).name,
                    attribution.speakers.len(),
                ) }
            </button>
        }
    };
    let followed = facts.speakers_of(attribution).next();
    let speakers = attribution.speakers.iter().filter(|&&id| (id as usize) < facts.standings.len());
    let reveal = dispatch.reform(|_| Action::Reveal);
    html! {
        <>
            if head == Head::Shown {
                { attribution_head(facts, attribution) }
            }
            { evidence(facts, id, attribution, dispatch) }
            <div class="actions">
                { for speakers.map(about) }
                if head == Head::InTheRow {
                    <button type="button" class="chip" onclick={reveal}>
                        { strings::SHOW_IN_TEXT }
                    </button>
                }
                { for followed.map(|id| follow_button(facts, id, dispatch)) }
                { take_button(TakeAway::Quotation(id), taken, "chip", None, dispatch) }
            </div>
        </>
    }
}

fn attribution_head(facts: &Facts, attribution: &Attribution<Byte>) -> Html {
    let class = yew::classes!("said", quote_class(attribution));
    html! {
        <>
            <div class="head">
                { speaker_swatch(facts, attribution) }
                <span class="who">
                    <span class="name">{ facts.speaker_names(attribution) }</span>
                    { speaker_badges(facts, attribution) }
                </span>
            </div>
            <p {class}>{ reported_words(facts, attribution) }</p>
        </>
    }
}

/// The article's own words as evidence.
fn quoted(text: String) -> Html {
    html! { <span class="evidence">{ text }</span> }
}

/// The words that report, and what they do where that is more than saying.
fn verb(facts: &Facts, attribution: &Attribution<Byte>) -> Option<Html> {
    let cue = (!attribution.cue.is_empty()).then(|| quoted(facts.cue(attribution)));
    let act = strings::act_line(attribution);
    let between = if cue.is_some() && act.is_some() { ": " } else { "" };
    (cue.is_some() || act.is_some()).then(|| html! { <>{ for cue }{ between }{ for act }</> })
}

/// The table of the evidence for an attribution: source, where it comes from, verb, confidence and
/// the like.
fn evidence(
    facts: &Facts,
    id: u32,
    attribution: &Attribution<Byte>,
    dispatch: &Callback<Action>,
) -> Html {
    let fact = |label: &'static str, value: Html| {
        html! { <div><dt>{ label }</dt><dd>{ value }</dd></div> }
    };
    let source = match attribution.source.is_empty() {
        true => strings::NOT_STATED.into(),
        false => quoted(facts.pieces(&attribution.source)),
    };
    let said = |label: &'static str, words: String| {
        (!words.is_empty()).then(|| fact(label, quoted(words)))
    };
    let [told_to, how] = facts.channel(attribution);
    let within = facts.parents[id as usize].map(|parent| {
        let onclick = dispatch.reform(move |_| Action::Follow(Selectable::Attribution(parent)));
        html! {
            <button type="button" class="link" {onclick}>
                { facts.speaker_names(facts.attribution(parent)) }
            </button>
        }
    });
    html! {
        <dl>
            { fact(strings::SOURCE, source) }
            { for verb(facts, attribution).map(|verb| fact(strings::VERB, verb)) }
            { for said(strings::SOURCE_NOT_NAMED, facts.pieces(&attribution.unnamed_reason)) }
            { for said(strings::HOW_KNOWN, facts.pieces(&attribution.knowledge)) }
            { for said(strings::TOLD_TO, told_to) }
            { for said(strings::SAID_HOW, how) }
            { fact(strings::WORDS, strings::quote_kind_meaning(attribution.kind).into()) }
            { fact(strings::SURE, strings::confidence(attribution.confidence).into()) }
            { for within.map(|link| fact(strings::WITHIN, link)) }
        </dl>
    }
}
