//! The interface in a browser, on a small article made by hand: its lists, its intents, its
//! behaviour by keyboard.
#![cfg(target_arch = "wasm32")]

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{
    Element, Event, EventInit, HtmlElement, KeyboardEvent, KeyboardEventInit, ShadowRoot,
    ShadowRootInit, ShadowRootMode,
};
use whosaid::Analysis;
use whosaid::analysis::{
    Act, Actor, ActorKind, Attribution, Form, Mention, Notice, NoticeCode, QuoteKind, SourceKind,
    Tier,
};
use whosaid::export::Format;
use whosaid::page::Rect;
use whosaid::selection::{Layers, Selectable};
use whosaid::text::{Byte, Span};
use whosaid::ui::{
    AnalysedText, Anchor, Appearance, Command, Intent, STYLESHEET, Side, TakeAway, Theme, Ui, mount,
};

wasm_bindgen_test_configure!(run_in_browser);

const TEXT: &str = "Ann Lee spoke. “Taxes will rise,” Lee said. \
                    A spokesman said Lee told him “it is done” on Monday. \
                    Lee hopes to go. It was said that all is well.";

// Ids in the analysis of [`article`]: two actors, then attributions.
const LEE: u32 = 0;
const SPOKESMAN: u32 = 1;
const DIRECT: u32 = 0;
const OUTER: u32 = 1;
const INNER: u32 = 2;
const HOPE: u32 = 3;
const NOBODY: u32 = 4;

/// Where a line of the text stands on the screen.
const LINE: Rect = Rect { left: 40.0, top: 60.0, width: 200.0, height: 20.0 };
const PLACE: Anchor = Anchor { line: LINE, whole: LINE };

/// The `n`th place (from 0) where `part` stands in [`TEXT`].
fn nth(part: &str, n: usize) -> Span<Byte> {
    let start = TEXT.match_indices(part).nth(n).expect("it is in the text").0;
    Span::new(start as u32, (start + part.len()) as u32)
}

fn mention(span: Span<Byte>) -> Mention<Byte> {
    Mention { span, head: span, form: Form::Name }
}

fn attribution(
    id: u32,
    kind: QuoteKind,
    cue: &str,
    content: &str,
    speakers: &[u32],
) -> Attribution<Byte> {
    Attribution {
        id,
        tier: Tier::Statement,
        kind,
        source: vec![],
        cue: vec![nth(cue, 0)],
        content: vec![nth(content, 0)],
        speakers: speakers.to_vec(),
        inside: None,
        act: Act::Say,
        negated: false,
        confidence: 0.9,
        speaker_confidence: 0.9,
        source_kind: None,
        channel: Vec::new(),
        unnamed_reason: Vec::new(),
        knowledge: Vec::new(),
        corrected_by_reader: false,
    }
}

fn article() -> Analysis<Byte> {
    let lee = (0..4).map(|n| mention(nth("Lee", n))).collect();
    let actor = |id, name: &str, kind, unnamed, mentions| Actor {
        id,
        name: name.into(),
        kind,
        unnamed,
        description: None,
        affiliation: None,
        mentions,
        corrected_by_reader: false,
    };
    Analysis {
        paragraphs: vec![Span::new(0, TEXT.len() as u32)],
        actors: vec![
            Actor {
                description: Some("minister".into()),
                ..actor(LEE, "Ann Lee", ActorKind::Person, false, lee)
            },
            actor(
                SPOKESMAN,
                "a spokesman",
                ActorKind::Role,
                true,
                vec![mention(nth("A spokesman", 0))],
            ),
        ],
        attributions: vec![
            attribution(DIRECT, QuoteKind::Direct, "said", "“Taxes will rise,”", &[LEE]),
            attribution(
                OUTER,
                QuoteKind::Mixed,
                "said",
                "Lee told him “it is done” on Monday",
                &[SPOKESMAN],
            ),
            Attribution {
                inside: Some(OUTER),
                confidence: 0.3,
                ..attribution(INNER, QuoteKind::Direct, "told", "“it is done”", &[LEE])
            },
            Attribution {
                tier: Tier::Attitude,
                ..attribution(HOPE, QuoteKind::Indirect, "hopes", "to go", &[LEE])
            },
            attribution(NOBODY, QuoteKind::Indirect, "was said", "that all is well", &[]),
        ],
        ..Analysis::empty()
    }
}

/// The interface in a shadow root on the page, and what it has told its owner.
struct Stage {
    host: HtmlElement,
    shadow: ShadowRoot,
    ui: Option<Ui>,
    told: Rc<RefCell<Vec<Intent>>>,
}

impl Stage {
    async fn with(analysis: Analysis<Byte>) -> Stage {
        let document = gloo::utils::document();
        let host: HtmlElement = document.create_element("div").unwrap().unchecked_into();
        document.body().unwrap().append_child(&host).unwrap();
        let shadow = host.attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open)).unwrap();
        let root = document.create_element("div").unwrap();
        shadow.append_child(&root).unwrap();
        let told = Rc::new(RefCell::new(Vec::new()));
        let on_intent = {
            let told = told.clone();
            yew::Callback::from(move |intent| told.borrow_mut().push(intent))
        };
        let text = AnalysedText {
            text: TEXT.into(),
            analysis: Rc::new(analysis),
            elapsed_ms: 3.1,
            corrections: Rc::default(),
        };
        let ui = Some(mount(root, text, Layers::default(), Appearance::default(), on_intent));
        let stage = Stage { host, shadow, ui, told };
        stage.send(Command::Open(true)).await;
        stage
    }

    async fn new() -> Stage {
        Stage::with(article()).await
    }

    async fn send(&self, command: Command) {
        self.ui.as_ref().unwrap().send(command);
        settle().await;
    }

    fn find(&self, selector: &str) -> Option<HtmlElement> {
        self.shadow.query_selector(selector).unwrap().map(|e| e.unchecked_into())
    }

    fn get(&self, selector: &str) -> HtmlElement {
        self.find(selector).unwrap_or_else(|| panic!("nothing is {selector} in {}", self.text()))
    }

    fn all(&self, selector: &str) -> Vec<String> {
        let list = self.shadow.query_selector_all(selector).unwrap();
        (0..list.length())
            .map(|i| list.get(i).unwrap().text_content().unwrap().trim().to_string())
            .collect()
    }

    fn text(&self) -> String {
        self.shadow.first_element_child().unwrap().text_content().unwrap()
    }

    async fn click(&self, selector: &str) {
        self.get(selector).click();
        settle().await;
    }

    async fn key(&self, selector: &str, key: &str) {
        let options = KeyboardEventInit::new();
        options.set_key(key);
        options.set_bubbles(true);
        options.set_composed(true);
        let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &options).unwrap();
        self.get(selector).dispatch_event(&event).unwrap();
        settle().await;
    }

    fn focused(&self) -> Option<Element> {
        self.shadow.active_element()
    }

    fn last_told(&self) -> Option<Intent> {
        self.told.borrow().last().cloned()
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        if let Some(ui) = self.ui.take() {
            ui.destroy();
        }
        self.host.remove();
    }
}

fn bubbling(name: &str) -> Event {
    let options = EventInit::new();
    options.set_bubbles(true);
    Event::new_with_event_init_dict(name, &options).unwrap()
}

/// Waits until Yew has drawn.
async fn settle() {
    let drawn = Promise::new(&mut |resolve, _| {
        web_sys::window()
            .unwrap()
            .set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, 30)
            .unwrap();
    });
    JsFuture::from(drawn).await.unwrap();
}

#[wasm_bindgen_test]
async fn cast_lists_prominent_actors_first_and_unnamed_ones_apart() {
    let stage = Stage::new().await;
    assert_eq!(stage.all(".group .name"), ["Ann Lee", "A spokesman"]);
    assert_eq!(stage.all(".group h3").concat().replace(char::is_numeric, ""), "Named Unnamed ");
    let row = stage.get("[data-item=actor-0] > .row").text_content().unwrap();
    assert!(
        row.contains("Minister")
            && row.contains("4\u{a0}mentions")
            && row.contains("2\u{a0}statements"),
        "{row}"
    );
}

#[wasm_bindgen_test]
async fn selecting_a_row_tells_the_owner_and_opens_its_card() {
    let stage = Stage::new().await;
    stage.click("[data-item=actor-0] > .row").await;
    assert_eq!(
        stage.last_told(),
        Some(Intent::Select { item: Some(Selectable::Actor(LEE)), reveal: true })
    );
    let row = stage.get("[data-item=actor-0] > .row");
    assert_eq!(row.get_attribute("aria-expanded").as_deref(), Some("true"));
    assert!(
        row.next_element_sibling().unwrap().class_name().starts_with("card"),
        "Tab alone must lead from the row into its card"
    );
    stage.click("[data-item=actor-0] > .row").await;
    assert_eq!(stage.last_told(), Some(Intent::Select { item: None, reveal: false }));
    assert!(stage.find(".card").is_none());
}

#[wasm_bindgen_test]
async fn escape_in_the_card_closes_it_and_focuses_its_row() {
    let stage = Stage::new().await;
    stage.click("[data-item=actor-0] > .row").await;
    stage.get(".card .stepper button").focus().unwrap();
    stage.key(".card .stepper button", "Escape").await;
    assert!(stage.find(".card").is_none());
    assert_eq!(stage.focused(), stage.find("[data-item=actor-0] > .row").map(Into::into));
    assert!(stage.told.borrow().contains(&Intent::Select { item: None, reveal: false }));
}

#[wasm_bindgen_test]
async fn escape_elsewhere_closes_the_card_and_keeps_the_focus() {
    let stage = Stage::new().await;
    stage.send(Command::Select { item: Some(Selectable::Actor(LEE)), anchor: Some(PLACE) }).await;
    stage.key("h2", "Escape").await;
    assert!(stage.find(".card").is_none());
    assert_eq!(stage.focused(), None);
}

#[wasm_bindgen_test]
async fn quotes_are_nested_and_attitudes_wait_for_their_switch() {
    let stage = Stage::new().await;
    stage.click("#whosaid-quotes").await;
    assert_eq!(
        stage.all(".quote > .row .name"),
        ["Ann Lee", "A spokesman", "Ann Lee", "Source not stated"]
    );
    assert!(
        stage.find("[data-item=attribution-1] [data-item=attribution-2]").is_some(),
        "a quotation within a quotation is drawn inside it"
    );
    assert_eq!(stage.all("[data-item=attribution-1] > .row .kind"), ["Partly quoted"]);
    assert_eq!(stage.all("[data-item=attribution-1] > .row .verbatim"), ["“it is done”"]);
    assert_eq!(stage.all("[data-item=attribution-2] > .row .unsure"), ["low confidence"]);
    stage.click(".switch.attitudes").await;
    let layers = Layers { attitudes: true, ..Layers::default() };
    assert_eq!(stage.last_told(), Some(Intent::Layers(layers)));
    assert!(stage.find("[data-item=attribution-3]").is_some());
}

#[wasm_bindgen_test]
async fn selection_in_the_text_shows_its_evidence_without_an_echo() {
    let stage = Stage::new().await;
    stage
        .send(Command::Select { item: Some(Selectable::Attribution(OUTER)), anchor: Some(PLACE) })
        .await;
    assert!(stage.told.borrow().is_empty(), "what the owner says is not told back to it");
    let card = stage.get(".selected").text_content().unwrap();
    for part in [
        "A spokesman",
        "not named",
        "Lee told him",
        "“said”".trim_matches(['“', '”']),
        "some in quotation marks",
        "high confidence",
    ] {
        assert!(card.contains(part), "{part} in {card}");
    }
    let announced = stage.get("[role=status]").text_content().unwrap();
    assert!(announced.starts_with("A spokesman said: Lee told him"), "{announced}");
}

#[wasm_bindgen_test]
async fn card_says_where_a_statement_comes_from() {
    let mut analysis = article();
    let outer = &mut analysis.attributions[OUTER as usize];
    outer.source_kind = Some(SourceKind::Document);
    outer.channel = vec![nth("him", 0), nth("on Monday", 0)];
    outer.unnamed_reason = vec![nth("hopes to go", 0)];
    outer.knowledge = vec![nth("all is well", 0)];
    let stage = Stage::with(analysis).await;
    let select =
        |id| Command::Select { item: Some(Selectable::Attribution(id)), anchor: Some(PLACE) };
    stage.send(select(OUTER)).await;
    let labels = ["Source not named", "How known", "Told to", "How said"];
    let values = ["hopes to go", "all is well", "him", "on Monday"];
    let (terms, facts) = (stage.all(".card dt"), stage.all(".card dd"));
    for (label, value) in labels.into_iter().zip(values) {
        let at = terms.iter().position(|term| term == label);
        let at = at.unwrap_or_else(|| panic!("{label} in {terms:?}"));
        assert_eq!(facts[at], value);
    }
    assert!(stage.all(".selected .badge").iter().any(|badge| badge == "document"));
    stage.send(select(NOBODY)).await;
    let terms = stage.all(".card dt");
    assert!(!terms.iter().any(|t| labels.contains(&t.as_str())), "{terms:?}");
}

#[wasm_bindgen_test]
async fn links_lead_from_quotation_to_speaker_to_all_quotations() {
    let stage = Stage::new().await;
    stage.send(Command::Select { item: Some(Selectable::Attribution(DIRECT)), anchor: None }).await;
    stage.click(".card .actions button").await;
    assert!(
        stage
            .told
            .borrow()
            .contains(&Intent::Select { item: Some(Selectable::Actor(LEE)), reveal: true })
    );
    assert_eq!(stage.focused(), stage.find("[data-item=actor-0] > .row").map(Into::into));
    stage.click(".card > .link").await;
    assert_eq!(stage.all(".quote > .row .name"), ["Ann Lee", "Ann Lee"]);
}

#[wasm_bindgen_test]
async fn voices_are_a_table_with_their_numbers() {
    let stage = Stage::new().await;
    stage.click("#whosaid-voices").await;
    let rows = stage.all(".voices tbody tr");
    assert_eq!(rows.len(), 3);
    assert!(rows[0].contains("A spokesman") && rows[0].contains("not named"), "{rows:?}");
    assert!(rows[2].contains("Source not stated"), "{rows:?}");
    let column = |n: usize| -> u32 {
        let cells = stage.all(&format!(".voices tbody td:nth-of-type({n})"));
        cells.iter().map(|cell| cell.parse::<u32>().unwrap()).sum()
    };
    let sum = stage.all(".voices tfoot td");
    assert_eq!(sum, [1, 2, 3].map(|n| column(n).to_string()), "the rows add up");
    assert_eq!(stage.all(".voices tbody tr:first-child td"), ["8", "3", "1"]);
    let shares = stage.get(".shares").text_content().unwrap();
    assert!(shares.contains("Unnamed") && shares.contains("Not stated"), "{shares}");
}

#[wasm_bindgen_test]
async fn source_note_stands_on_top_and_is_copied() {
    let stage = Stage::new().await;
    let note = stage.get(".note p").text_content().unwrap();
    assert!(note.starts_with("2\u{a0}sources: 1\u{a0}named, 1\u{a0}unnamed; "), "{note}");
    stage.click(".note .chip").await;
    assert_eq!(stage.last_told(), Some(Intent::TakeAway(TakeAway::Note)));
    stage.send(Command::Taken(TakeAway::Note)).await;
    assert_eq!(stage.all(".note .chip"), ["Copied"]);
    stage.click(".note .count:nth-of-type(3) button").await;
    assert_eq!(stage.all(".voices tbody .voice"), ["A spokesman"]);
    stage.click(".voices .voice").await;
    assert_eq!(stage.all(".quote > .row .name"), ["A spokesman"]);
}

#[wasm_bindgen_test]
async fn rows_say_their_place_among_all() {
    let stage = Stage::new().await;
    let row = stage.get("[data-item=actor-0]");
    assert_eq!(row.get_attribute("aria-setsize").as_deref(), Some("1"));
    stage.click("#whosaid-quotes").await;
    let row = stage.get("[data-item=attribution-1]");
    assert_eq!(row.get_attribute("aria-posinset").as_deref(), Some("2"));
    assert_eq!(row.get_attribute("aria-setsize").as_deref(), Some("3"));
}

#[wasm_bindgen_test]
async fn every_control_has_a_role_and_a_name() {
    let stage = Stage::new().await;
    for tab in 1..=stage.all("[role=tab]").len() {
        stage.click(&format!("[role=tab]:nth-child({tab})")).await;
        let controls = stage
            .shadow
            .query_selector_all("button, input[type=search], label, select, [role=tabpanel], aside")
            .unwrap();
        assert!(controls.length() > 6);
        for i in 0..controls.length() {
            let control: Element = controls.get(i).unwrap().unchecked_into();
            let named = ["aria-label", "aria-labelledby"]
                .iter()
                .any(|name| control.get_attribute(name).is_some_and(|v| !v.is_empty()));
            assert!(
                named || !control.text_content().unwrap().trim().is_empty(),
                "no name: {}",
                control.outer_html()
            );
        }
        assert_eq!(stage.all("[role=tab][aria-selected=true]").len(), 1);
        assert_eq!(stage.all("[role=tab][tabindex='0']").len(), 1);
    }
}

#[wasm_bindgen_test]
async fn arrow_keys_walk_through_the_tabs() {
    let stage = Stage::new().await;
    stage.key("#whosaid-cast", "ArrowLeft").await;
    assert_eq!(stage.all("[aria-selected=true]").first(), stage.all("[role=tab]").last());
    assert_eq!(stage.focused(), stage.find("[role=tab]:last-child").map(Into::into));
    stage.key("[role=tab]:last-child", "Home").await;
    assert_eq!(stage.all("[aria-selected=true]"), ["Cast"]);
}

#[wasm_bindgen_test]
async fn closing_and_opening_tell_the_owner_and_move_the_focus() {
    let stage = Stage::new().await;
    stage.click("header .close").await;
    assert_eq!(stage.last_told(), Some(Intent::Open(false)));
    assert_eq!(stage.focused(), stage.find(".launcher").map(Into::into));
    stage.click(".launcher").await;
    assert_eq!(stage.last_told(), Some(Intent::Open(true)));
    assert_eq!(stage.focused(), stage.find("[role=tab][aria-selected=true]").map(Into::into));
}

#[wasm_bindgen_test]
async fn notice_is_shown_in_place_of_the_lists() {
    let message = "This text does not look like English.";
    let notice = Some(Notice { code: NoticeCode::NotEnglish, message: message.into() });
    let stage = Stage::with(Analysis { notice, ..Analysis::empty() }).await;
    assert!(stage.get(".notice").text_content().unwrap().contains(message));
    assert!(stage.find("[role=tab]").is_none());
}

#[wasm_bindgen_test]
async fn unknown_ids_are_ignored() {
    let broken = Analysis {
        attributions: vec![Attribution {
            inside: Some(0),
            speakers: vec![7],
            ..article().attributions[0].clone()
        }],
        ..article()
    };
    let stage = Stage::with(broken).await;
    stage.send(Command::Select { item: Some(Selectable::Actor(99)), anchor: None }).await;
    stage.click("#whosaid-quotes").await;
    assert_eq!(stage.all(".quote > .row .name"), ["Source not stated"]);
    stage.click("[data-item=attribution-0] > .row").await;
    assert!(stage.find(".card").is_some());
    stage.click("#whosaid-voices").await;
    assert_eq!(stage.all(".voices tbody .voice"), ["Source not stated"]);
}

#[wasm_bindgen_test]
async fn style_sheet_parses_and_no_element_has_styles_of_its_own() {
    let stage = Stage::new().await;
    stage.send(Command::Select { item: Some(Selectable::Attribution(INNER)), anchor: None }).await;
    assert!(
        stage.find("[style], style").is_none(),
        "forbidden by a strict content security policy"
    );
    let sheet = web_sys::CssStyleSheet::new().unwrap();
    sheet.replace_sync(STYLESHEET).unwrap();
    assert!(sheet.css_rules().unwrap().length() > 100);
}

/// WCAG 2.2 relative luminance of `#rrggbb`.
fn luminance(colour: [f64; 3]) -> f64 {
    let linear = |c: f64| if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) };
    0.2126 * linear(colour[0]) + 0.7152 * linear(colour[1]) + 0.0722 * linear(colour[2])
}

fn contrast(a: [f64; 3], b: [f64; 3]) -> f64 {
    let (a, b) = (luminance(a) + 0.05, luminance(b) + 0.05);
    a.max(b) / a.min(b)
}

/// The light and the dark value of a custom property of the style sheet.
fn colours(property: &str) -> [[f64; 3]; 2] {
    let line = STYLESHEET
        .lines()
        .find(|line| line.trim_start().starts_with(&format!("--{property}:")))
        .expect("it is in the style sheet");
    let mut values = line.split('#').skip(1).map(|hex| {
        [0, 2, 4].map(|i| f64::from(u8::from_str_radix(&hex[i..i + 2], 16).unwrap()) / 255.0)
    });
    [values.next().unwrap(), values.next().unwrap()]
}

#[wasm_bindgen_test]
fn every_hue_has_contrast_to_the_ground_and_to_its_tint() {
    let hues: Vec<String> =
        (0..8).map(|n| format!("hue-{n}")).chain(["hue-none".to_string()]).collect();
    for scheme in 0..2 {
        let (ground, ink) = (colours("ground")[scheme], colours("ink")[scheme]);
        let mix = |a: [f64; 3], b: [f64; 3], share: f64| {
            [0, 1, 2].map(|i| a[i] * share + b[i] * (1.0 - share))
        };
        for hue in &hues {
            let colour = colours(hue)[scheme];
            assert!(contrast(colour, ground) >= 3.0, "{hue} in scheme {scheme} on the ground");
            assert!(
                contrast(colour, mix(colour, ground, 0.2)) >= 3.0,
                "{hue} in scheme {scheme} on its tint"
            );
        }
        // Soft text also stands on raised and hovered rows.
        assert!(
            contrast(mix(ink, ground, 0.68), mix(ink, ground, 0.07)) >= 4.5,
            "soft text in scheme {scheme}"
        );
        assert!(contrast(colours("accent")[scheme], ground) >= 4.5, "links in scheme {scheme}");
    }
}

#[wasm_bindgen_test]
async fn quotes_are_filtered_by_kind_and_by_speaker() {
    let stage = Stage::new().await;
    stage.click("#whosaid-quotes").await;
    let choose = async |list: &str, option: i32| {
        let select: web_sys::HtmlSelectElement =
            stage.get(&format!("select[aria-label='{list}']")).unchecked_into();
        select.set_selected_index(option);
        select.dispatch_event(&bubbling("change")).unwrap();
        settle().await;
        stage.all(".quote > .row .name")
    };
    assert_eq!(choose("Speaker", 2).await, ["A spokesman"], "all unnamed");
    assert_eq!(choose("Speaker", 3).await, Vec::<String>::new(), "no documents");
    assert_eq!(choose("Speaker", 4).await, ["Source not stated"]);
    assert_eq!(choose("Speaker", 5).await, ["Ann Lee", "Ann Lee"], "the most prominent speaker");
    assert_eq!(
        choose("Said or reported", 2).await,
        Vec::<String>::new(),
        "both filters hold: nothing partly quoted of hers"
    );
    assert!(stage.get(".filter").text_content().unwrap().contains("0 of 4 shown"));
    stage.click(".filter button").await;
    assert_eq!(stage.all(".quote > .row .name").len(), 4);
    let lists = stage.shadow.query_selector_all("select").unwrap();
    let reset = (0..lists.length()).all(|i| {
        lists.get(i).unwrap().unchecked_into::<web_sys::HtmlSelectElement>().selected_index() == 0
    });
    assert!(reset, "the lists show that all is shown");
}

#[wasm_bindgen_test]
async fn arrow_keys_step_through_rows_and_quotations() {
    let stage = Stage::new().await;
    stage.click("#whosaid-quotes").await;
    stage.get("[data-item=attribution-0] > .row").focus().unwrap();
    stage.key("[data-item=attribution-0] > .row", "ArrowDown").await;
    assert_eq!(stage.focused(), stage.find("[data-item=attribution-1] > .row").map(Into::into));
    assert_eq!(
        stage.last_told(),
        Some(Intent::Point(Some(Selectable::Attribution(OUTER)))),
        "and the text shows where"
    );
    stage.click("[data-item=attribution-1] > .row").await;
    stage.get(".card .stepper button").focus().unwrap();
    stage.key(".card .stepper button", "ArrowRight").await;
    assert_eq!(
        stage.last_told(),
        Some(Intent::Select { item: Some(Selectable::Attribution(INNER)), reveal: true })
    );
    assert!(stage.find("[data-item=attribution-2].selected .card").is_some());
    assert_eq!(
        stage.focused(),
        stage.find(".card [data-step='1']").map(Into::into),
        "ready for the next step"
    );
    stage.key(".card [data-step='1']", "ArrowRight").await;
    assert!(
        stage.find("[data-item=attribution-4].selected").is_some(),
        "the attitude is switched off and passed over"
    );
    assert_eq!(stage.all(".card .at"), ["4 of 4"]);
}

#[wasm_bindgen_test]
async fn owner_is_asked_for_copies_and_files_and_reader_told_of_them() {
    let stage = Stage::new().await;
    stage.send(Command::Select { item: Some(Selectable::Attribution(DIRECT)), anchor: None }).await;
    stage.click(".card .actions button:last-child").await;
    let quotation = TakeAway::Quotation(DIRECT);
    assert_eq!(stage.last_told(), Some(Intent::TakeAway(quotation)));
    stage.send(Command::Taken(quotation)).await;
    assert_eq!(
        stage.get(".card .actions button:last-child").text_content().unwrap().trim(),
        "Copied"
    );
    assert!(stage.get("[role=status]").text_content().unwrap().starts_with("Copied"));
    stage.click(".card .wrong").await;
    assert_eq!(
        stage.last_told(),
        Some(Intent::TakeAway(TakeAway::Report(Selectable::Attribution(DIRECT))))
    );
    assert_eq!(
        stage.get(".card .actions button:last-child").text_content().unwrap().trim(),
        "Copy with link"
    );
    stage.send(Command::Offer("A report.".into())).await;
    let refused: web_sys::HtmlTextAreaElement = stage.get(".offer textarea").unchecked_into();
    assert_eq!(
        (refused.value().as_str(), refused.selection_end().unwrap()),
        ("A report.", Some(9))
    );
    assert_eq!(stage.focused(), Some(refused.into()));
    stage.click(".offer button").await;
    assert!(stage.find(".offer").is_none() && stage.find(".card").is_some());
    assert!(Format::SAVED.starts_with(&[Format::Csv, Format::Sources, Format::Markdown]));
    let rows = Format::SAVED.map(TakeAway::File).into_iter().chain([TakeAway::Print]);
    for (button, what) in (1..).zip(rows) {
        stage.click("#whosaid-more").await;
        stage.click(&format!("li:nth-child({button}) > .take")).await;
        assert_eq!(stage.last_told(), Some(Intent::TakeAway(what)));
    }
}

#[wasm_bindgen_test]
async fn colours_and_side_are_chosen_in_the_panel() {
    let stage = Stage::new().await;
    stage.click("#whosaid-more").await;
    stage.click(".choice label:nth-child(3) input").await;
    assert_eq!(
        stage.last_told(),
        Some(Intent::Appearance(Appearance { theme: Theme::Dark, side: Side::Right }))
    );
    assert!(stage.find(".whosaid.dark").is_some());
    stage.click(".choice + .choice label:nth-child(2) input").await;
    assert_eq!(
        stage.last_told(),
        Some(Intent::Appearance(Appearance { theme: Theme::Dark, side: Side::Left }))
    );
    assert!(stage.find(".whosaid.dark.left").is_some());
}

#[wasm_bindgen_test]
async fn long_reading_shows_its_progress_until_it_is_done() {
    let stage = Stage::new().await;
    let analysed = |analysis| AnalysedText {
        text: TEXT.into(),
        analysis: Rc::new(analysis),
        elapsed_ms: 900.0,
        corrections: Rc::default(),
    };
    stage.send(Command::Show(analysed(Analysis::empty()))).await;
    stage.send(Command::Progress(0.42)).await;
    assert!(stage.get(".counts").text_content().unwrap().contains("42"));
    assert!(
        stage.find("[role=tab]").is_none() && stage.text().contains("takes a moment"),
        "no list says that nobody was found"
    );
    assert!(
        STYLESHEET.contains(".progress, .late { animation: late 0s 0.3s both; }"),
        "nothing of it is seen within 300 ms"
    );
    let bar = stage.get("[role=progressbar]");
    assert_eq!(bar.get_attribute("aria-valuenow").as_deref(), Some("42"));
    stage.send(Command::Show(analysed(article()))).await;
    assert!(stage.find("[role=progressbar]").is_none() && stage.find("[role=tab]").is_some());
    // While the page is read again, the old results stay.
    stage.send(Command::Progress(0.1)).await;
    assert!(stage.find("[role=progressbar]").is_some() && stage.find("[role=tab]").is_some());
}

#[wasm_bindgen_test]
async fn destroy_leaves_nothing_behind() {
    let mut stage = Stage::new().await;
    stage.ui.take().unwrap().destroy();
    settle().await;
    assert_eq!(stage.shadow.first_element_child().unwrap().child_element_count(), 0);
}
