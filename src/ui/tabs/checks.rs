//! The tab in which the quotations are checked against another text: the field for that text, then
//! the verdicts, those to look at first.

use std::rc::Rc;

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{DragEvent, Element, File, HtmlInputElement, HtmlTextAreaElement};
use yew::{Callback, Html, TargetCast, html};

use crate::quotation_check::{CheckedStatement, RunKind, Verdict};
use crate::selection::Selectable;
use crate::text::one_line;
use crate::ui::checks::{Check, Refusal, around, by_verdict, counts};
use crate::ui::controls::list_end;
use crate::ui::facts::Facts;
use crate::ui::messages::{Checked, OtherText};
use crate::ui::parts::{hue_class, speaker_swatch, verdict_badge};
use crate::ui::state::{Action, PanelState};
use crate::ui::strings;

/// The tab as a whole.
pub fn checks(state: &PanelState, dispatch: &Callback<Action>) -> Html {
    match &state.check {
        Check::Done(checked) => results(state, dispatch, checked),
        Check::UnderWay => under_way(dispatch),
        Check::Asked => form(dispatch, None),
        Check::Refused(refusal) => form(dispatch, Some(*refusal)),
    }
}

/// Checks the quotations against a file or text that is dropped anywhere on the tab: the browser
/// would leave the article for it.
pub fn on_drop(dispatch: &Callback<Action>) -> Callback<DragEvent> {
    let dispatch = dispatch.clone();
    Callback::from(move |event: DragEvent| {
        event.prevent_default();
        let Some(dropped) = event.data_transfer() else { return };
        match dropped.files().and_then(|files| files.get(0)) {
            Some(file) => read_file(file, dispatch.clone()),
            None => {
                let text = dropped.get_data("text/plain").unwrap_or_default();
                dispatch.emit(checked("", &text));
            }
        }
    })
}

/// What is shown while the owner is at work, with the button that ends it.
fn under_way(dispatch: &Callback<Action>) -> Html {
    let stop = dispatch.reform(|_| Action::Check(None));
    html! {
        <div class="empty">
            <p>{ strings::CHECKING }</p>
            <div class="actions">
                <button type="button" class="chip" onclick={stop}>{ strings::CHECK_STOP }</button>
            </div>
        </div>
    }
}

/// The field for the other text, and the button that chooses a file.
fn form(dispatch: &Callback<Action>, refusal: Option<Refusal>) -> Html {
    let paste = dispatch.clone();
    let onclick = Callback::from(move |event: yew::MouseEvent| {
        let form = event.target_unchecked_into::<Element>().closest(".check").ok().flatten();
        let field = form.and_then(|form| form.query_selector("textarea").ok().flatten());
        let Some(field) = field.and_then(|f| f.dyn_into::<HtmlTextAreaElement>().ok()) else {
            return;
        };
        paste.emit(match Refusal::of_size(field.text_length() as usize) {
            Some(refusal) => Action::Check(Some(Err(refusal))),
            None => checked("", &field.value()),
        });
    });
    let choose = dispatch.clone();
    let onchange = Callback::from(move |event: yew::Event| {
        let input = event.target_unchecked_into::<HtmlInputElement>();
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            read_file(file, choose.clone());
        }
        // the same file can be chosen again
        input.set_value("");
    });
    html! {
        <section class="group check">
            <h3>{ strings::CHECK_HEADING }</h3>
            <p class="hint" id="whosaid-check-hint">{ strings::CHECK_INTRO }</p>
            <textarea
                rows="7" aria-label={strings::CHECK_FIELD} aria-describedby="whosaid-check-hint"
                placeholder={strings::CHECK_PLACEHOLDER} autocomplete="off" spellcheck="false"
            />
            if let Some(refusal) = refusal {
                <p class="refusal">{ strings::refusal(refusal) }</p>
            }
            <div class="actions">
                <button type="button" class="chip" {onclick}>{ strings::CHECK_NOW }</button>
                <label class="chip file">
                    <input
                        type="file" {onchange}
                        accept=".txt,.md,.htm,.html,.xhtml,.srt,.vtt"
                    />
                    { strings::CHECK_FILE }
                </label>
            </div>
            <p class="hint">{ strings::CHECK_KEPT }</p>
            { rules() }
        </section>
    }
}

/// What counts as the same, on demand.
fn rules() -> Html {
    html! {
        <details class="hint">
            <summary>{ strings::CHECK_RULES_HEADING }</summary>
            <ul>{ for strings::CHECK_RULES.map(|rule| html! { <li>{ rule }</li> }) }</ul>
        </details>
    }
}

/// The action that checks the quotations against a text.
fn checked(name: &str, text: &str) -> Action {
    Action::Check(Some(Ok(OtherText { name: name.into(), text: text.into() })))
}

/// Reads a file, and hands its text over.
fn read_file(file: File, dispatch: Callback<Action>) {
    if let Some(refusal) = Refusal::of_size(file.size() as usize) {
        return dispatch.emit(Action::Check(Some(Err(refusal))));
    }
    spawn_local(async move {
        let text: Result<JsValue, JsValue> = JsFuture::from(file.text()).await;
        dispatch.emit(match text.ok().and_then(|text| text.as_string()) {
            Some(text) => checked(&file.name(), &text),
            None => Action::Check(Some(Err(Refusal::NotText))),
        });
    });
}

/// The verdicts: how many there are of each, then the statements by verdict.
fn results(state: &PanelState, dispatch: &Callback<Action>, checked: &Checked) -> Html {
    let counts = counts(checked);
    let order = by_verdict(checked);
    let drawn = &order[..order.len().min(state.drawn)];
    let again = dispatch.reform(|_| Action::Check(None));
    let groups =
        drawn.chunk_by(|&one, &next| checked.found[one].verdict == checked.found[next].verdict);
    let group = |group: &[usize]| {
        let verdict = checked.found[group[0]].verdict;
        let place = Verdict::ALL.iter().position(|&other| other == verdict).unwrap_or(0);
        html! {
            <section class="group">
                <h3>
                    { strings::verdict(verdict) }
                    <span class="count">{ strings::number(counts[place]) }</span>
                </h3>
                <ul class="rows">
                    { for group.iter().map(|&i| row(state, dispatch, checked, &checked.found[i])) }
                </ul>
            </section>
        }
    };
    html! {
        <div class="checked">
            <div class="verdicts">
                <p>
                    <b>{ strings::checked(&counts) }</b>
                    if !checked.other.name.is_empty() {
                        <span class="about">{ &*checked.other.name }</span>
                    }
                </p>
                <button type="button" class="chip" onclick={again}>
                    { strings::CHECK_ANOTHER }
                </button>
            </div>
            { for groups.map(group) }
            if !order.is_empty() {
                { list_end(state, dispatch, order.len()) }
            }
            { rules() }
        </div>
    }
}

/// One statement with its verdict, what differs, and on demand its place.
fn row(
    state: &PanelState,
    dispatch: &Callback<Action>,
    checked: &Checked,
    found: &CheckedStatement,
) -> Html {
    let facts = &state.facts;
    let (id, text) = (found.attribution, &checked.other.text);
    let Some(attribution) = facts.shown.analysis.attributions.get(id as usize) else {
        return html! {};
    };
    let item = Selectable::Attribution(id);
    let class = yew::classes!(
        "row-item",
        "checked-row",
        hue_class(facts.hue(attribution.speakers.first().copied())),
        (state.pointed == Some(item)).then_some("pointed")
    );
    let onclick = dispatch.reform(move |_| Action::Follow(item));
    html! {
        <li key={id} {class}>
            <button type="button" class="row" {onclick}>
                <span class="speaker">
                    { speaker_swatch(facts, attribution) }
                    <span>
                        <span class="name">{ facts.speaker_names(attribution) }</span>{ " " }
                        { verdict_badge(found.verdict) }
                    </span>
                </span>
                <span class="said">{ runs(facts, text, found) }</span>
            </button>
            { for strings::remarks(found).map(|line| html! { <p class="refusal">{ line }</p> }) }
            if !found.places.is_empty() {
                <details class="sides">
                    <summary>{ strings::SIDE_BY_SIDE }</summary>
                    <dl>
                        <dt>{ strings::IN_ARTICLE }</dt>
                        <dd>{ facts.content(attribution) }</dd>
                        <dt>{ strings::IN_OTHER }</dt>
                        <dd>{ for found.places.iter().map(|place| {
                            let (start, end) = (place.start() as usize, place.end() as usize);
                            let [before, at, after] = around(text, start, end);
                            html! { <p>{ before }<mark>{ at }</mark>{ after }</p> }
                        }) }</dd>
                    </dl>
                </details>
            }
        </li>
    }
}

/// The comparison: words of both texts plain, those of one alone as added or left out.
fn runs(facts: &Facts, other: &Rc<str>, found: &CheckedStatement) -> Html {
    let run = |run: &crate::quotation_check::Run| {
        let words = |text: &str| one_line(run.span.of(text));
        match run.kind {
            RunKind::Same => html! { <>{ words(&facts.shown.text) }{ " " }</> },
            RunKind::Cut => html! { <span class="gap">{ "… " }</span> },
            RunKind::Added => html! {
                <>
                    <ins><span class="visually-hidden">{ strings::ADDED }</span>
                    { words(&facts.shown.text) }</ins>{ " " }
                </>
            },
            RunKind::Gone => html! {
                <>
                    <del><span class="visually-hidden">{ strings::GONE }</span>
                    { words(other) }</del>{ " " }
                </>
            },
        }
    };
    html! { { for found.runs.iter().map(run) } }
}
