//! The root component: holds the state, tells the owner what the reader does, and moves focus and
//! cards after each drawing.

use std::cell::Cell;
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{
    Element, HtmlElement, HtmlInputElement, HtmlSelectElement, KeyboardEvent, ShadowRoot,
};
use yew::html::Scope;
use yew::{Callback, Component, Context, Html, Properties, html};

use super::beside::PreferredSide;
use super::card::Card;
use super::facts::Facts;
use super::messages::{AnalysedText, Anchor, Appearance, Command, Intent, Side, Theme};
use super::places::EscapeFrom;
use super::state::{Action, KeyboardFocus, PanelState};
use super::{controls, dragging, following, mend, panel, parts, placement, strings};
use crate::frames::AfterFrame;
use crate::page::{Rect, is_narrow};
use crate::selection::{Layers, Selectable};

/// Properties of [`App`].
#[derive(Clone, PartialEq, Properties)]
pub struct AppProps {
    /// The element that the interface is drawn into.
    pub root: Element,
    /// The text and analysis shown at first.
    pub shown: AnalysedText,
    /// The layers painted on the text at first.
    pub layers: Layers,
    /// The appearance at first.
    pub appearance: Appearance,
    /// Called with each thing that the reader does and the owner has to act on.
    pub on_intent: Callback<Intent>,
    /// Called once the component can be sent messages.
    pub on_create: Callback<Scope<App>>,
}

/// The interface as a whole.
#[derive(Debug)]
pub struct App {
    state: Rc<PanelState>,
    /// The same one for the app's whole life: rows compare it to know whether they changed.
    dispatch: Callback<Action>,
    /// The document's scroll position when the owner last gave the card an anchor.
    anchored_at: (f64, f64),
    /// Draws more rows after the next frame.
    next_rows: Option<AfterFrame>,
    /// True if the last press has drawn the sheet up or down.
    drawn: Rc<Cell<bool>>,
    _listeners: [EventListener; 9],
    _dragging: [EventListener; 4],
}

impl Component for App {
    type Message = Action;
    type Properties = AppProps;

    fn create(ctx: &Context<Self>) -> Self {
        let AppProps { root, shown, layers, appearance, .. } = ctx.props();
        let inline = stands_inline(root);
        let open = inline && !is_narrow();
        let drawn = Rc::default();
        ctx.props().on_create.emit(ctx.link().clone());
        let state = PanelState::new(Facts::new(shown.clone()), *layers, *appearance);
        let dispatch = ctx.link().callback(|action| action);
        App {
            state: Rc::new(PanelState { inline, open, ..state }),
            anchored_at: (0.0, 0.0),
            next_rows: None,
            _dragging: dragging::listeners(root, &dispatch, &drawn),
            _listeners: listeners(ctx, &drawn),
            drawn,
            dispatch,
        }
    }

    fn update(&mut self, ctx: &Context<Self>, action: Action) -> bool {
        let action = match action {
            // On a narrow screen the card always stands in the sheet, also for a selection made in
            // the text. A panel in the page's column shows its row, where that can be seen.
            Action::Obey(Command::Select { item, anchor: Some(_) })
                if is_narrow() || self.state.open && is_seen(&ctx.props().root) =>
            {
                Action::Obey(Command::Select { item, anchor: None })
            }
            // The press that drew the sheet is no press on its grip.
            Action::PressGrip if self.drawn.take() => return false,
            // The page moved under the card.
            Action::Moved => {
                self.place_card(ctx);
                return Rc::make_mut(&mut self.state).tip.take().is_some();
            }
            action => action,
        };
        if let Action::Obey(Command::Select { anchor: Some(_), .. }) = action {
            self.anchored_at = placement::scrolled();
        }
        let before = self.state.clone();
        self.state = Rc::new(before.after(action.clone()));
        if let Some(intent) = before.intent(&self.state, &action) {
            ctx.props().on_intent.emit(intent);
        }
        if matches!(action, Action::Obey(Command::Reported(..))) && is_narrow() {
            // The bar takes the place of the sheet whose button was pressed.
            Rc::make_mut(&mut self.state).focus = Some(KeyboardFocus::Undo);
        }
        if matches!(action, Action::FollowVoice(_)) && self.state.open && is_narrow() {
            // The sheet would lie over the words.
            self.update(ctx, Action::SetOpen(false));
        }
        before != self.state
    }

    fn view(&self, _ctx: &Context<Self>) -> Html {
        let (state, dispatch) = (&*self.state, &self.dispatch);
        let theme = match state.appearance.theme {
            Theme::Auto => None,
            Theme::Light => Some("light"),
            Theme::Dark => Some("dark"),
        };
        let class = yew::classes!(
            "whosaid",
            if state.open { "open" } else { "shut" },
            theme,
            (state.appearance.side == Side::Left).then_some("left")
        );
        html! {
            <div {class}>
                if state.open {
                    { panel::panel(state, dispatch) }
                } else {
                    if !state.put_away {
                        { launcher(state, dispatch) }
                    }
                    if let Some(selection) = state.selected {
                        <Card
                            facts={state.facts.clone()} {selection}
                            at={state.place_of(selection.item)} taken={state.taken}
                            dispatch={dispatch.clone()} alone=true
                        />
                    }
                }
                if let Some(voice) = state.voice {
                    { following::bar(state, voice, dispatch) }
                }
                if let Some(tip) = state.tip.filter(|tip| !state.is_selected(tip.item)) {
                    { parts::tip(&state.facts, &tip) }
                }
                { mend::bar(state, dispatch) }
                if let Some(text) = &state.offered {
                    { controls::offer(text, dispatch) }
                }
                <div
                    class="visually-hidden" role="status" aria-live="polite" tabindex="-1"
                >
                    { &state.announcement }
                </div>
            </div>
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, _first: bool) {
        if self.state.open && self.state.is_cut() {
            let link = ctx.link().clone();
            self.next_rows = Some(AfterFrame::then(move || link.send_message(Action::DrawOn)));
        }
        self.place_card(ctx);
        let root = &ctx.props().root;
        show_choices(root);
        if let Some(item) = self.state.scroll_to {
            scroll_to_row(root, item);
        }
        if let Some(KeyboardFocus::Tab(_)) = self.state.focus {
            // Another list starts at its top.
            for list in [".scroll", ".panel"].into_iter().filter_map(|list| find(root, list)) {
                list.set_scroll_top(0);
            }
        }
        if let Some(focus) = self.state.focus {
            move_focus(root, focus);
        }
        if self.state.focus.is_some() || self.state.scroll_to.is_some() {
            // Both are done once: when the panel is drawn again for another reason, the focus stays
            // where the reader has moved it.
            let state = Rc::make_mut(&mut self.state);
            state.focus = None;
            state.scroll_to = None;
        }
    }
}

impl App {
    /// Puts card and label where their anchors are now.
    fn place_card(&self, ctx: &Context<Self>) {
        if self.state.tip.is_none()
            && self.state.selected.is_none_or(|selected| selected.anchor.is_none())
        {
            // Nothing has to be placed, and asking for the scroll position would force the browser
            // to lay the page out.
            return;
        }
        let root = &ctx.props().root;
        let (from, to) = (self.anchored_at, placement::scrolled());
        let moved = |at: Rect| at.moved(from.0 - to.0, from.1 - to.1);
        let card = self.state.selected.and_then(|s| s.anchor);
        let card = card.map(|at| Anchor { line: moved(at.line), whole: moved(at.whole) });
        let tip = self.state.tip.map(|tip| Anchor { line: tip.anchor, whole: tip.anchor });
        // The label stands above its words, where it hides words that were read already; the card
        // stands below.
        for (selector, anchor, side) in
            [(".card.floating", card, PreferredSide::Below), (".tip", tip, PreferredSide::Above)]
        {
            let element = find(root, selector).and_then(|e| e.dyn_into::<HtmlElement>().ok());
            if let (Some(anchor), Some(element)) = (anchor, element) {
                let panel = find(root, ".panel").map(|p| p.get_bounding_client_rect());
                placement::place_card(&element, anchor, panel, side);
            }
        }
    }
}

/// The button that opens the panel, and the one that puts it away.
fn launcher(state: &PanelState, dispatch: &Callback<Action>) -> Html {
    let open = dispatch.reform(|_| Action::SetOpen(true));
    let put_away = dispatch.reform(|_| Action::PutAway);
    html! {
        <>
            <button type="button" class="launcher" aria-expanded="false" onclick={open}>
                <b>{ strings::OPEN_PANEL }</b>
                <span class="counts">{ panel::summary(state) }</span>
                { parts::decorative_progress(state) }
            </button>
            <button
                type="button" class="plain put-away" aria-label={strings::PUT_AWAY}
                title={strings::PUT_AWAY} onclick={put_away}
            >
                { parts::cross() }
            </button>
        </>
    }
}

/// True if the panel is part of the page and does not lie over it.
fn stands_inline(root: &Element) -> bool {
    root.get_root_node()
        .dyn_into::<ShadowRoot>()
        .is_ok_and(|shadow| shadow.host().has_attribute("inline"))
}

/// True if some of the panel is on the screen.
fn is_seen(root: &Element) -> bool {
    find(root, ".panel").is_some_and(|panel| {
        let place = panel.get_bounding_client_rect();
        place.bottom() > 0.0 && place.top() < placement::viewport().1
    })
}

/// Where the keyboard focus is, for Escape.
fn escape_from(root: &Element) -> EscapeFrom {
    let within = |selector: &str| find(root, selector).is_some();
    if within(".card:focus, .card :focus") {
        return EscapeFrom::Card;
    }
    let searched = find(root, ".search input:focus")
        .and_then(|field| field.dyn_into::<HtmlInputElement>().ok())
        .is_some_and(|field| !field.value().is_empty());
    // A field in a shadow root of the page's own counts as its host.
    let nowhere = || {
        let document = gloo::utils::document();
        document.active_element().is_none_or(|e| e.matches("html, body").unwrap_or(false))
    };
    let in_column = stands_inline(root) && !is_narrow();
    match !in_column && !searched && (within(":focus") || nowhere()) {
        true => EscapeFrom::Widget,
        false => EscapeFrom::Page,
    }
}

fn listeners(ctx: &Context<App>, drawn: &Rc<Cell<bool>>) -> [EventListener; 9] {
    let (window, document) = (gloo::utils::window(), gloo::utils::document());
    let passive = EventListenerOptions { passive: true, ..EventListenerOptions::default() };
    let on_moved = || {
        let link = ctx.link().clone();
        move |_: &web_sys::Event| link.send_message(Action::Moved)
    };
    let (link, root) = (ctx.link().clone(), ctx.props().root.clone());
    let escape = move |event: &web_sys::Event| {
        // What the page's own dialog or the reader's input method has closed is no matter of ours.
        let is_ours =
            |e: &KeyboardEvent| e.key() == "Escape" && !e.is_composing() && !e.default_prevented();
        if event.dyn_ref::<KeyboardEvent>().is_some_and(is_ours) {
            link.send_message(Action::Escape(escape_from(&root)));
        }
    };
    let (link, root) = (ctx.link().clone(), ctx.props().root.clone());
    let drawn = drawn.clone();
    let arrows = move |event: &web_sys::Event| {
        // A key that presses the grip follows no drawing.
        drawn.set(false);
        let Some(event) = event
            .dyn_ref::<KeyboardEvent>()
            .filter(|e| !(e.ctrl_key() || e.alt_key() || e.meta_key() || e.shift_key()))
        else {
            return;
        };
        // Keys belong to the field that has the focus.
        if find(&root, ".mend :is(input, select):focus").is_some() {
            return;
        }
        if let Some(step) = following::on_key(&root, event) {
            return link.send_message(step);
        }
        let by = match event.key().as_str() {
            "ArrowDown" | "ArrowRight" => 1,
            "ArrowUp" | "ArrowLeft" => -1,
            _ => return,
        };
        if find(&root, ".card:focus, .card :focus").is_some() {
            link.send_message(Action::Step(by));
        } else if find(&root, ".row:focus").is_none()
            || matches!(event.key().as_str(), "ArrowLeft" | "ArrowRight")
            || !focus_row(&root, by)
        {
            return;
        }
        event.prevent_default();
    };
    // Letters typed into a field of the panel do not reach the page: it sees no field in the shadow
    // root, and would take each letter for a keyboard shortcut of its own.
    let keep_letters = |event: &web_sys::Event| {
        let letter = event.dyn_ref::<KeyboardEvent>().is_some_and(|e| e.key().chars().count() == 1);
        if letter
            && event
                .target()
                .and_then(|t| t.dyn_into::<Element>().ok())
                .is_some_and(|e| e.matches("input,textarea").unwrap_or(false))
        {
            event.stop_propagation();
        }
    };
    let printing = |name: &'static str, action: Action| {
        let link = ctx.link().clone();
        EventListener::new(&window, name, move |_| link.send_message(action.clone()))
    };
    let prevents = EventListenerOptions { passive: false, ..EventListenerOptions::default() };
    [
        EventListener::new(&document, "keydown", escape),
        EventListener::new_with_options(&ctx.props().root, "keydown", prevents, arrows),
        EventListener::new_with_options(&ctx.props().root, "keydown", passive, keep_letters),
        EventListener::new_with_options(&ctx.props().root, "keypress", passive, keep_letters),
        EventListener::new_with_options(&ctx.props().root, "keyup", passive, keep_letters),
        EventListener::new_with_options(&window, "scroll", passive, on_moved()),
        EventListener::new_with_options(&window, "resize", passive, on_moved()),
        printing("beforeprint", Action::BeforePrint),
        printing("afterprint", Action::AfterPrint),
    ]
}

/// The selector of the element that the open list scrolls in: on a narrow screen that is the whole
/// panel.
fn scroller() -> &'static str {
    match is_narrow() {
        true => ".panel",
        false => ".scroll",
    }
}

/// Brings a row, and its card if that stands under it, into view within the panel.
fn scroll_to_row(root: &Element, item: Selectable) {
    let Some(row) = find(root, &row_selector(item)) else { return };
    let card =
        find(root, ".card.docked").filter(|card| row.next_element_sibling().as_ref() == Some(card));
    let (top, bottom) = (
        row.get_bounding_client_rect().top(),
        card.unwrap_or(row).get_bounding_client_rect().bottom(),
    );
    if let Some(list) = find(root, scroller()) {
        // On a narrow screen the list goes under the panel's header.
        let above =
            ["header", ".tabs"].iter().filter(|_| is_narrow()).filter_map(|part| find(root, part));
        let covered = above.map(|e| e.get_bounding_client_rect().height()).sum();
        placement::scroll_into_list(&list, covered, top, bottom);
    }
}

/// Sets each drop-down list to the choice in the state. Once the reader has chosen something,
/// browsers ignore the attribute that says so.
fn show_choices(root: &Element) {
    let Ok(lists) = root.query_selector_all("select") else { return };
    for list in
        (0..lists.length()).filter_map(|at| lists.item(at)?.dyn_into::<HtmlSelectElement>().ok())
    {
        if let Some(chosen) =
            list.get_attribute(controls::CHOSEN).and_then(|chosen| chosen.parse().ok())
        {
            list.set_selected_index(chosen);
        }
    }
}

/// Moves the focus from the row that has it to the next (+1) or previous (-1) one; false where
/// there is none.
fn focus_row(root: &Element, by: isize) -> bool {
    let Ok(rows) = root.query_selector_all(".row") else { return false };
    let row = |at: u32| rows.item(at).and_then(|node| node.dyn_into::<HtmlElement>().ok());
    let at = (0..rows.length())
        .find(|&at| row(at).is_some_and(|row| row.matches(":focus").unwrap_or(false)));
    let next = at.and_then(|at| at.checked_add_signed(by as i32)).and_then(row);
    next.is_some_and(|row| row.focus().is_ok())
}

fn find(root: &Element, selector: &str) -> Option<Element> {
    root.query_selector(selector).ok().flatten()
}

fn row_selector(item: Selectable) -> String {
    match item {
        Selectable::Actor(id) => format!("[data-item=actor-{id}] > .row"),
        Selectable::Attribution(id) => format!("[data-item=attribution-{id}] > .row"),
    }
}

/// Moves the keyboard focus to the first element among those that [`focus_selectors`] gives that is
/// drawn and takes it: one that another sheet hides does not.
fn move_focus(root: &Element, focus: KeyboardFocus) {
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(matches!(
        focus,
        KeyboardFocus::Card
            | KeyboardFocus::Panel
            | KeyboardFocus::Launcher
            | KeyboardFocus::Step(_)
            | KeyboardFocus::Voice(_)
    ));
    for selector in focus_selectors(focus) {
        let element = find(root, &selector).and_then(|e| e.dyn_into::<HtmlElement>().ok());
        let Some(element) = element else { continue };
        let _ = element.focus_with_options(&options);
        if let Some(text) = element.dyn_ref::<web_sys::HtmlTextAreaElement>() {
            text.select();
            text.set_scroll_top(0);
        }
        if has_focus(root, &element) {
            return;
        }
    }
}

/// True if an element of the interface has the focus, also while the window has not.
fn has_focus(root: &Element, element: &Element) -> bool {
    let active = match root.get_root_node().dyn_into::<ShadowRoot>() {
        Ok(shadow) => shadow.active_element(),
        Err(_) => gloo::utils::document().active_element(),
    };
    active.as_ref() == Some(element)
}

/// Selectors of elements that may get the focus, the best first, as not all of them are drawn.
fn focus_selectors(focus: KeyboardFocus) -> Vec<String> {
    match focus {
        KeyboardFocus::Tab(view) => vec![format!("#{}", view.tab_id())],
        KeyboardFocus::Row(item) => {
            vec![row_selector(item), "[role=tab][aria-selected=true]".into()]
        }
        KeyboardFocus::Card => vec![".card".into(), ".corrected button".into()],
        KeyboardFocus::Step(by) => vec![format!(".card [data-step='{by}']"), ".card".into()],
        KeyboardFocus::Offer => vec![".offer textarea".into()],
        KeyboardFocus::Mend => vec![".mend select, .mend input, .mend button".into()],
        KeyboardFocus::Undo => {
            vec![
                ".corrected button".into(),
                ".corrections button".into(),
                "[role=tab][aria-selected=true]".into(),
                ".launcher".into(),
            ]
        }
        KeyboardFocus::Panel => {
            vec!["[role=tab][aria-selected=true]".into(), ".panel .close".into()]
        }
        // Where the launcher is put away, the words that were just spoken: Tab goes on from there.
        KeyboardFocus::Launcher => vec![".launcher".into(), ".whosaid > [role=status]".into()],
        KeyboardFocus::Voice(by) => vec![format!(".following [data-voice='{by}']")],
    }
}
