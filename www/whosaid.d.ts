// Types of whosaid.js. All spans are [start, end) in UTF-16 code units, as String.prototype.slice counts.

/** A part of the analysed text: `text.slice(start, end)`. */
export type Span = [start: number, end: number];

/** Everything found in one article. Fields may be added; renames and removals come with another `schema`. */
export interface Analysis {
  schema: 1;
  /** The reason why there is nothing to show, or a caution for the reader; null for an ordinary article. */
  notice: { code: "empty" | "not-english" | "html" | (string & {}); message: string } | null;
  /** The headline. */
  title: Span | null;
  /** The authors. The span is empty where only the page names them, outside the text (JSON-LD, <meta>). */
  byline: { span: Span; authors: string[] } | null;
  /** Day of publication as the article, else its page, states it: "2016-09-09". */
  published: string | null;
  /** Paragraphs of the story in order, without boilerplate. */
  paragraphs: Span[];
  /** People and bodies that act or speak, in order of first mention. */
  actors: Actor[];
  /** Places that only locate. */
  places: PlaceName[];
  /** Statements and attitudes with their sources, in reading order. */
  attributions: Attribution[];
}

export interface Actor {
  /** Its place in `actors`. */
  id: number;
  /** The fullest name the article gives, or its first description if it is never named. */
  name: string;
  kind: "person" | "organization" | "country" | "group" | "role";
  /** True if the article never names it. */
  unnamed: boolean;
  /** Its title or description in the article's words. */
  description: string | null;
  /** The actor it speaks for. */
  affiliation: number | null;
  mentions: Mention[];
  /** True if the reader has corrected who it is. Left out otherwise. */
  corrected_by_reader?: true;
}

export interface PlaceName {
  name: string;
  kind: "place";
  mentions: Mention[];
}

export interface Mention {
  /** The whole phrase: "U.S. Secretary of State John Kerry". */
  span: Span;
  /** The name or noun in it: "John Kerry". */
  head: Span;
  form: "name" | "description" | "pronoun";
}

export interface Attribution {
  /** Its place in `attributions`. */
  id: number;
  /** Speech and writing, or belief and intention. */
  tier: "statement" | "attitude";
  /** Whether all, none or some of the content stands within quotation marks. */
  kind: "direct" | "indirect" | "mixed";
  /** The source as written; empty if the article names none. */
  source: Span[];
  /** The words that report. */
  cue: Span[];
  /** The content, in pieces, quotation marks included. */
  content: Span[];
  /** Ids of the actors whose words these are; empty if unresolved, several for a joint source. */
  speakers: number[];
  /** The attribution in whose content this one stands. */
  inside: number | null;
  act:
    | "say" | "ask" | "claim" | "deny" | "accuse" | "urge" | "warn" | "promise" | "admit" | "decline"
    | "praise" | "criticize" | "agree" | "reject" | "believe" | "hope" | "want" | "plan" | "expect" | "fear"
    | (string & {});
  /** True if the cue is negated ("did not say"). */
  negated: boolean;
  /** Confidence of the engine that this is an attribution, 0 to 1. */
  confidence: number;
  /** Probability that the speakers are right, if it is one, 0 to 1; 0 without speakers. */
  speaker_confidence: number;
  /**
   * What the source is: people, a body that speaks as one, a text, figures, a message on a platform; "unstated" where the article gives none ("it is said
   * that"), null where it is not clear.
   */
  source_kind: "person" | "body" | "document" | "data" | "post" | "unstated" | (string & {}) | null;
  /** Whom it was said to and through what ("Reuters", "in a statement", "on X"); empty if the article does not say. */
  channel: Span[];
  /** Why the source is not named ("on condition of anonymity because …"); empty if the article does not say. */
  unnamed_reason: Span[];
  /** How the source knows ("who was in the room", "seen by Reuters"); empty if the article does not say. */
  knowledge: Span[];
  /** True if the reader has corrected who speaks. Left out otherwise. */
  corrected_by_reader?: true;
}

export interface AnalyzeOptions {
  /** Analyse even where the text does not look like English. */
  assumeEnglish?: boolean;
}

export interface Options extends AnalyzeOptions {
  /** The layers painted: names separated by spaces ("actors mentions quotes attitudes", "" for nothing), or switches, of which those not given stay.
   * `actors` are the names of those who speak, in the sources of what they say; `mentions` every mention of every actor. Attitudes are painted
   * beside quotes only. Default "actors quotes".
   * A choice that the reader made in the panel, kept for the site, goes before it when the widget starts. */
  layers?: string | { actors?: boolean; mentions?: boolean; quotes?: boolean; attitudes?: boolean };
  /** Whether the panel is open. By default a reader opens it. */
  open?: boolean;
  /** The panel's colours. The highlights follow the page. Default "auto": dark where the page's ground is. */
  theme?: "auto" | "light" | "dark";
  /** The address that copies and files name for the article, where it is not the page's own: https:// or http://. */
  cite?: string;
  /** Where readers can send reports of mistakes: a mailto: or an https:// address. It is shown as a link; nothing is sent by itself. */
  reportTo?: string;
  /**
   * The way text is painted: by the CSS Custom Highlight API, or by marks drawn over the text. Both leave the page's elements alone. Default "auto":
   * highlights where the browser has them, marks otherwise and where the reader forces colours.
   */
  painter?: "auto" | "highlight" | "mark";
}

/** Something to select: an attribution by its id, an actor or attribution by name and id, or nothing. */
export type Selectable = number | { attribution: number } | { actor: number } | null;

/**
 * A form in which an article with its analysis is written: what the panel saves as a file, and what `whosaid --format` writes.
 *
 * - `csv`: a row for each attribution, headed by the names of its columns (docs/formats.md has what each holds);
 * - `sources`: a row for each source, with its statements, words and share;
 * - `markdown`: all statements to read, with links back to their words;
 * - `jsonld`: W3C Web Annotations;
 * - `article`: an {@link Article} as JSON;
 * - `json`: the {@link Analysis} as JSON.
 */
export type Format = "csv" | "sources" | "markdown" | "jsonld" | "article" | "json";

/** An article as it was read: the analysis with the text and where, when and by what version that was. */
export interface Article {
  /** The version of Whosaid. */
  whosaid: string;
  /** The day of reading, UTC: "2026-12-01"; null if not known. */
  read: string | null;
  /** The article's address. */
  address: string;
  /** The outlet it appeared in: the site's name as the page gives it, else its host; null if not known. */
  outlet: string | null;
  /** What spans count. */
  offsets: "utf16" | "utf8" | "chars";
  /** The text that the spans are offsets in. */
  text: string;
  analysis: Analysis;
}

/** An annotated element, until destroy(). */
export interface Handle {
  /**
   * The analysis as it is shown: with the reader's own corrections, which are marked `corrected_by_reader`. Its spans are offsets in `text`. A new
   * object on each access.
   */
  readonly analysis: Analysis;
  /** The text that was analysed: the element's as it reads on the page. */
  readonly text: string;
  /** Selects an item and scrolls to it. Throws if there is no such item. */
  select(item: Selectable): void;
  /** The article in a format. Throws where there is no such format. */
  export(format: Format): string;
  /** Changes options (those not given stay) and reads the page again. Throws where one cannot be read. */
  update(options?: Options): void;
  /** Removes everything from the page, which is then as it was. Further calls do nothing. */
  destroy(): void;
}

/**
 * Sets the source of the engine's WebAssembly, for bundlers that move files and for pages that insist on its hash:
 * `configure({ wasm: new Request(url, { integrity: "sha384-…" }) })`. By default it lies in `engine/` beside this module. Call it in the first
 * module that imports this one. Throws once the engine is being loaded, and where no source is given: then no engine runs on the page, as
 * its hash would not be asked for.
 */
export function configure(options: { wasm: string | URL | Request | Response | Promise<Response> | BufferSource | WebAssembly.Module }): void;

/**
 * Analyses a text. Rejects with a TypeError if it is not a string, and with an Error that says what to do if the engine cannot be loaded.
 */
export function analyze(text: string, options?: AnalyzeOptions): Promise<Analysis>;

/**
 * Annotates an element of the page; the panel stands in a `<who-said>` element added to the body, or to the dialog that the element stands in.
 * An abort of `signal` destroys the handle; the signal keeps no listener after `destroy()`. Rejects, having left the page as it was, where the
 * element or an option is wrong, the element, what it stands in or some of it is annotated already, or the engine cannot be loaded.
 */
export function annotate(element: Element, options?: Options & { signal?: AbortSignal }): Promise<Handle>;

/**
 * True for a `<who-said>` element that this copy of the module runs. Another copy's elements, and elements of any other class of that name, are
 * not known, as scripts of the page could have made them.
 */
export function isWidget(element: unknown): element is WhoSaidElement;

/**
 * `<who-said for="#article" layers="actors mentions quotes attitudes" open theme="dark" painter="mark" cite="https://…" report-to="mailto:…">`: annotates the element that `for` selects (without it,
 * the page's story) as long as it is on the page.
 */
export interface WhoSaidElement extends HTMLElement {
  /** The analysis; null until `whosaid:ready`. */
  readonly analysis: Analysis | null;
  /** The text that was analysed; empty until `whosaid:ready`. */
  readonly text: string;
  /** Selects an item and scrolls to it; does nothing until `whosaid:ready`. */
  select(item: Selectable): void;
  /** The article in a format; null until `whosaid:ready`. Throws where there is no such format. */
  export(format: Format): string | null;
}

/** Annotated, or annotated anew after the page changed. */
export type WhosaidReadyEvent = CustomEvent<{ analysis: Analysis; elapsedMs: number }>;
/** The reader or a script selected something, or (both null) nothing any more. */
export type WhosaidSelectEvent = CustomEvent<{ actor: number | null; attribution: number | null }>;
/** An error; the page is as it was. */
export type WhosaidErrorEvent = CustomEvent<{ message: string; error: Error }>;

declare global {
  interface HTMLElementTagNameMap {
    "who-said": WhoSaidElement;
  }
  /** Dispatched on the annotated element, or on the `<who-said>` element where there is one; they bubble. */
  interface HTMLElementEventMap {
    "whosaid:ready": WhosaidReadyEvent;
    "whosaid:select": WhosaidSelectEvent;
    "whosaid:error": WhosaidErrorEvent;
  }
  interface DocumentEventMap {
    "whosaid:ready": WhosaidReadyEvent;
    "whosaid:select": WhosaidSelectEvent;
    "whosaid:error": WhosaidErrorEvent;
  }
  interface WindowEventMap {
    "whosaid:ready": WhosaidReadyEvent;
    "whosaid:select": WhosaidSelectEvent;
    "whosaid:error": WhosaidErrorEvent;
  }
}
