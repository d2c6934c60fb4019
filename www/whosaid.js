// Whosaid: who acts and who speaks in a news article, shown on the page itself.
//
// This module is small: it loads the engine (WebAssembly, in engine/ beside it) when that is first needed, gives the widget its place on the
// page, and cleans up. It sends nothing anywhere. Its types are in whosaid.d.ts.

import { field, getter, method, put } from "./dom.js";

// Members of documents, and of elements that the page gives, which may be forms.
const body = getter("body");
const documentElement = getter("documentElement");
const host = getter("host");
const isConnected = getter("isConnected");
const nodeType = getter("nodeType");
const parentNode = getter("parentNode");
const readyState = getter("readyState");
const closest = method("closest");
const contains = method("contains");
const createElement = method("createElement");
const dispatchEvent = method("dispatchEvent");
const listen = method("addEventListener");
const querySelector = method("querySelector");
const querySelectorAll = method("querySelectorAll");

/** State shared by all copies of this module on a page and the bookmarklet: the only global besides the custom element. */
const shared = (globalThis[Symbol.for("whosaid")] ??= {});
shared.count ??= 0;
shared.annotated ??= new WeakSet();
/** Functions that shut the panels at the window's edge, by their place, counted from 0, in the pile of buttons that open them. */
shared.places ??= new Map();

/** The addresses at which a statement was opened that a link names, and the one at which the reader last scrolled or pressed a key. */
shared.opened ??= new Set();
shared.moved ??= null;
/** The address that was loaded; those that an app goes to by itself come later. None on a server. */
shared.loaded ??= globalThis.location?.href;

/** Key of the handle of a <who-said> made by annotate(), for all copies of this module; null until there is one. */
const OWN = Symbol.for("whosaid own");

/** Options that the engine and the style sheet find as attributes of the element, each with the attribute's name. */
const PASSED = [["theme", "theme"], ["cite", "cite"], ["reportTo", "report-to"]];

/** The handles that are not destroyed. */
const live = new Set();

/** Functions that reject the promises waiting for the engine, to be called if it dies. */
const waiting = new Set();

/** The promise of the engine, once it was asked for. */
let engine;

/** The error that ended the engine, if it has died. */
let dead;

/** The source of the engine's WebAssembly, if the page gives one. */
let wasm;
/** True once the engine is being loaded: another source would come too late. */
let asked = false;

/**
 * Sets the source of the engine's WebAssembly, for pages that do not have it in its place beside this module. A page that insists on a hash
 * must not run an engine without it: where this call fails, no engine runs.
 */
export function configure(options) {
  const given = options?.wasm;
  if (asked || !given) {
    const why = given ? "came when the engine was being loaded already. Call it in the first module that imports this one" : "needs { wasm }, the source of the engine";
    end(new Error(`Whosaid does not run on this page: configure() ${why}.`));
    throw dead;
  }
  wasm = given;
}

/** Analyses a text; gives the analysis, with spans in UTF-16 code units. */
export async function analyze(text, options) {
  if (typeof text !== "string") throw new TypeError(`analyze(text): text must be a string, not ${kind(text)}.`);
  const loaded = await load();
  return alive(guarded(() => loaded.analyze(text, options)));
}

/** For the reader page: the article in a page that the bookmarklet hands over, both as the lines of reader-article.js. */
export async function articleInPage(page) {
  const loaded = await load();
  return alive(guarded(() => loaded.article_in(page)));
}

/** True for a <who-said> that this copy of the module runs: no other code can make one that passes for it. */
export function isWidget(element) {
  return WhoSaid.made(element);
}

/**
 * For the extension, in whose world a page has no registry of elements: makes this element of the page a <who-said>, as the registry would, and
 * starts it. Gives a function for its text and one that ends it. The page gets no events of it.
 */
export function adopt(element) {
  const widget = new WhoSaid(element);
  const { connectedCallback, disconnectedCallback } = WhoSaid.prototype;
  const text = Object.getOwnPropertyDescriptor(WhoSaid.prototype, "text").get;
  connectedCallback.call(widget);
  return { text: () => text.call(widget), end: () => disconnectedCallback.call(widget) };
}

/** Annotates an element of the page; its panel stands in a <who-said> element added to the body. */
export async function annotate(element, options) {
  options ??= {};
  try {
    insist();
    if (!isElement(element)) throw new TypeError(`annotate(element): element must be an element of the page, not ${kind(element)}.`);
    if (typeof options !== "object") throw new TypeError(`annotate(element, options): options must be an object, not ${kind(options)}.`);
    const signal = options.signal ?? null;
    if (signal && !isSignal(signal)) throw new TypeError(`annotate(element, { signal }): signal must be an AbortSignal, not ${kind(signal)}.`);
    signal?.throwIfAborted();
    const loaded = await load();
    signal?.throwIfAborted();
    const tag = createElement(document, "who-said");
    tag[OWN] = null;
    for (const [option, name] of PASSED) if (options[option]) tag.setAttribute(name, options[option]);
    (closest(element, "dialog") ?? body(document) ?? documentElement(document)).append(tag);
    const handle = (tag[OWN] = new Handle(loaded, element, tag, element, options));
    handle.until(signal);
    await handle.ready();
    signal?.throwIfAborted();
    handle.announce();
    return handle;
  } catch (error) {
    tell(element, error);
    throw error;
  }
}

/** An annotated element, until destroy(). */
class Handle {
  #inner;
  #element;
  #host;
  #target;
  #root;
  #place;
  #signal;
  /** The listener of the signal. */
  #stop = () => this.destroy();
  /** The listeners that the interface has on its root. */
  #heard = [];
  #ledger = { id: ++shared.count, highlights: new Set(), sheets: new Map(), mayOpen };

  constructor(loaded, element, tag, target, options) {
    this.#element = element;
    const dialog = closest(element, "dialog");
    if (dialog && !contains(dialog, tag)) {
      // What stands outside a modal dialog lies under it, and cannot be used.
      const outside = tag;
      tag = createElement(document, "who-said");
      tag[OWN] = this;
      for (const name of ["theme", "cite", "report-to", "hidden"]) if (outside.hasAttribute(name)) tag.setAttribute(name, outside.getAttribute(name));
      dialog.append(tag);
    }
    this.#host = tag;
    this.#target = target;
    const root = (this.#root = createElement(document, "div"));
    note(root, this.#heard);
    if (!tag.hasAttribute("inline")) this.#takePlace();
    (tag.shadowRoot ?? tag.attachShadow({ mode: "open" })).replaceChildren(root);
    try {
      const overlap = overlapping(element);
      if (overlap) throw new Error(`${overlap} is annotated already: destroy() the other annotation first.`);
      this.#inner = guarded(() => loaded.annotate(element, root, target, this.#ledger, options));
    } catch (error) {
      this.undo();
      throw error;
    }
    shared.annotated.add(element);
    live.add(this);
  }

  /** Takes the lowest free place in the pile of buttons. A panel that the reader opens shuts the others, which stand in the same place. */
  #takePlace() {
    const { places } = shared;
    this.#place = 0;
    while (places.has(this.#place)) this.#place += 1;
    places.set(this.#place, () => this.update({ open: false }));
    this.#root.style.setProperty("--place", this.#place);
    this.#root.addEventListener("whosaid-open", () => {
      for (const [place, shut] of places) if (place !== this.#place) shut();
    });
  }

  get analysis() {
    return guarded(() => this.#inner.analysis);
  }

  get text() {
    return guarded(() => this.#inner.text);
  }

  select(item) {
    guarded(() => this.#inner.select(item));
  }

  export(format) {
    return guarded(() => this.#inner.export(format));
  }

  update(options) {
    guarded(() => this.#inner.update(options));
    if (!(OWN in this.#host)) return;
    for (const [option, name] of PASSED) if (options?.[option]) this.#host.setAttribute(name, options[option]);
  }

  /** Is destroyed when the signal is aborted. */
  until(signal) {
    this.#signal = signal;
    signal?.addEventListener("abort", this.#stop);
  }

  destroy() {
    if (!live.delete(this)) return;
    shared.annotated.delete(this.#element);
    try {
      guarded(() => this.#inner.destroy());
    } finally {
      this.undo();
    }
  }

  /** Resolves once the text is read or the handle destroyed. */
  async ready() {
    await alive(guarded(() => this.#inner.ready()));
    this.isReady = true;
  }

  announce() {
    guarded(() => this.#inner.announce());
  }

  /** Removes all that is still on the page, without the engine. */
  undo() {
    const { highlights, sheets } = this.#ledger;
    for (const name of highlights) CSS.highlights.delete(name);
    // Loops, as a page may have replaced array methods.
    for (const [sheet, root] of sheets) {
      const others = [];
      for (const other of field(root, "adoptedStyleSheets")) if (other !== sheet) others.push(other);
      put(root, "adoptedStyleSheets", others);
    }
    for (const kept of [highlights, sheets]) kept.clear();
    shared.places.delete(this.#place);
    this.#place = undefined;
    for (const listener of this.#heard) this.#root.removeEventListener(...listener);
    this.#heard.length = 0;
    this.#heard.gone = true;
    this.#signal?.removeEventListener("abort", this.#stop);
    this.#host.shadowRoot.replaceChildren();
    if (OWN in this.#host) this.#host.remove();
  }

  /** Cleans up after the engine has died, and shows the error. */
  bury(error) {
    shared.annotated.delete(this.#element);
    this.undo();
    if (!(OWN in this.#host)) show(this.#host, error);
    tell(this.#target, error);
  }
}

/** The part of an element that another widget annotates, if any, as words for a message: two widgets would paint over each other. */
function overlapping(element) {
  const has = (other) => shared.annotated.has(other);
  if (has(element)) return "This element";
  // By index, as a page may have replaced the methods of lists.
  const within = querySelectorAll(element, "*");
  for (let i = 0; i < within.length; i += 1) if (has(within[i])) return "Some of this element";
  for (let around = element; (around = parentNode(around) ?? host(around)); ) if (has(around)) return "What this element stands in";
}

/**
 * Notes the listeners that are added to an element: the interface's framework never removes its listeners from its root, and they would keep all
 * of it in memory. This is not a closure in the constructor, as that would hold the handle, which holds the engine's part, which holds the root.
 */
function note(root, heard) {
  // A prototype of its own, as the engine looks members up in prototypes only (dom.js).
  Object.setPrototypeOf(root, {
    __proto__: Object.getPrototypeOf(root),
    addEventListener(...listener) {
      if (heard.gone) return;
      heard.push(listener);
      EventTarget.prototype.addEventListener.apply(root, listener);
    },
  });
}

/**
 * True where a statement that the address names may be opened by itself: the first time at an address, and neither where the browser has loaded
 * the page again or gone back to it nor where the reader has begun to read. All of these would be pulled away from where they are.
 */
function mayOpen() {
  const { href } = location;
  const again = /reload|back/.test(performance.getEntriesByType("navigation")[0]?.type) && href === shared.loaded;
  if (again || shared.moved === href || shared.opened.has(href)) return false;
  shared.opened.add(href);
  return true;
}

/** Notes that the reader goes through the page by themselves. */
function moved(event) {
  if (event.isTrusted) shared.moved = location.href;
}

/** True for an AbortSignal of any window. */
function isSignal(value) {
  try {
    Object.getOwnPropertyDescriptor(AbortSignal.prototype, "aborted").get.call(value);
    return true;
  } catch {
    return false;
  }
}

/** Loads the engine once for all widgets. */
async function load() {
  if (dead) throw dead;
  engine ??= start();
  try {
    return await engine;
  } catch (error) {
    engine = undefined;
    throw error;
  }
}

async function start() {
  try {
    if (typeof WebAssembly !== "object") throw new Error("this browser has no WebAssembly, or it is switched off.");
    // The smallest module possible: it throws where the page forbids WebAssembly, before a megabyte is fetched in vain.
    new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]));
    const loaded = await import("./engine/whosaid.js");
    if (dead) throw dead;
    asked = true;
    await loaded.default({ module_or_path: wasm });
    if (dead) throw dead;
    loaded.on_panic(die);
    depth = loaded.stack_end;
    rest = depth();
    for (const type of ["error", "unhandledrejection"]) listen(globalThis, type, quiet, true);
    // The work that the engine was loaded for begins in a new task.
    await new Promise((go) => setTimeout(go));
    return loaded;
  } catch (error) {
    throw dead ?? (await explained(error));
  }
}

/** The error of a failed start, with a message that says what to do. */
async function explained(error) {
  const reason = String(error?.message ?? error);
  // In a variable: bundlers take `new URL(..., import.meta.url)` for a file to copy, and a classic script has no import.meta.
  const here = import.meta.url ?? getter("baseURI")(document);
  const at = new URL("./engine/", here);
  const damaged = /^(Compile|Link)Error$/.test(error?.name);
  const page = (damaged || !asked) && (await pageInsteadOf(at));
  let message = `Whosaid could not start: ${reason}`;
  if (/unsafe-eval|content security policy|blocked by csp|disallowed by embedder/i.test(reason)) {
    message = "Whosaid could not start: this page's Content-Security-Policy forbids WebAssembly. Its script-src needs 'wasm-unsafe-eval'.";
  } else if (page) {
    message = `Whosaid could not start: in place of ${page} came a web page. Is the file there? Many servers answer addresses that they do not know with a page.`;
  } else if (damaged) {
    message = `Whosaid could not read its engine from ${at}: it is damaged, cut off or something else. Are all files there, whole and of one release? (${reason})`;
  } else if (error instanceof TypeError || /fetch/i.test(reason)) {
    message = `Whosaid could not load its engine from ${at}. Is that folder there (in a bundle, configure({ wasm }) says where the .wasm went), are hashes that the page insists on those of this release, and does the page's Content-Security-Policy allow it (script-src and connect-src)? (${reason})`;
  }
  return new Error(message, { cause: error });
}

/** The address of the engine's file that could not be used, if the server gives a web page for it; `at` is the folder. */
async function pageInsteadOf(at) {
  try {
    const source = await wasm;
    let file = source?.url || source?.href || source;
    if (!file || !asked) file = new URL(asked ? "./whosaid_bg.wasm" : "./whosaid.js", at).href;
    if (typeof file !== "string") return null;
    const { headers, body } = await fetch(file);
    body?.cancel();
    return /html/.test(headers.get("content-type")) ? file : null;
  } catch {
    return null;
  }
}

/** Where the engine's stack ends now, and where it ends between calls: an error that leaves it elsewhere was thrown in the midst of its work. */
let depth = () => 0;
let rest = 0;

/** True for an error whose innermost call is the engine's: it may lack the memory to begin with a call. */
function ours(error) {
  return error instanceof WebAssembly.RuntimeError && /^(\w+Error:.*\n)?.*\/(whosaid_bg[^/\s]*:wasm-function|engine\/whosaid\.js)/.test(error.stack);
}

/** Calls the engine. If an error leaves it in the midst of its work, without a panic (out of memory or stack), it counts as dead too. */
function guarded(call) {
  if (dead) throw dead;
  const before = depth();
  try {
    return call();
  } catch (error) {
    if (depth() !== before || ours(error)) die(error?.message);
    throw dead ?? error;
  }
}

/** A promise of the engine's that is rejected if the engine dies, as it would never settle then. */
function alive(promise) {
  return new Promise((resolve, reject) => {
    waiting.add(reject);
    // By await, as a page may have replaced the methods of promises.
    (async () => {
      try {
        resolve(await promise);
      } catch (error) {
        reject(error);
      }
      waiting.delete(reject);
    })();
  });
}

/** Ends the engine after a panic: every widget is taken off the page, which keeps working. */
function die(reason) {
  end(new Error(`Whosaid has stopped working on this page. Reload the page to try again. (${reason})`));
}

/** Ends the engine: this error is the answer to every call from now on. */
function end(error) {
  if (dead) return;
  dead = error;
  const buried = [...live];
  live.clear();
  for (const handle of buried) handle.bury(dead);
  for (const reject of waiting) reject(dead);
}

/**
 * Notices errors that end the engine between two slices of its work, where they reach no caller, and keeps them off the console:
 * whosaid:error reports them. Errors of the page's own leave the engine's stack as it is, or are thrown while the engine waits for the page,
 * as in a listener of its events: then its stack is back in place a moment later.
 */
function quiet(event) {
  const now = depth();
  const error = event.error ?? event.reason;
  if (now === rest ? !ours(error) : dead && !(error instanceof WebAssembly.RuntimeError)) return;
  if (/wasm-function|wasm code/.test(new Error().stack)) {
    setTimeout(() => depth() === rest || die(error?.message));
    return;
  }
  rest = now;
  die(error?.message);
  event.preventDefault();
  event.stopImmediatePropagation();
}

/** Dispatches whosaid:error. */
function tell(target, error) {
  try {
    if (!isElement(target) && !(target instanceof EventTarget)) return;
    dispatchEvent(target, new CustomEvent("whosaid:error", { bubbles: true, composed: true, detail: { message: error.message, error } }));
  } catch {
    // The page has replaced what an event needs. The caller still gets the error, and the reader the message.
  }
}

/** Shows a message where the panel would be. */
function show(host, error) {
  try {
    const shadow = host.shadowRoot ?? host.attachShadow({ mode: "open" });
    // The least that tells it, if the page has replaced what the rest needs.
    shadow.textContent = error.message;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      ":host{all:initial;display:block;color-scheme:light dark}:host([hidden]){display:none}p{margin:1em 0;padding:.75em 1em;border:1px solid;border-radius:.5em;font:14px/1.45 system-ui,sans-serif;color:CanvasText;background:Canvas;overflow-wrap:anywhere}",
    );
    shadow.adoptedStyleSheets = [sheet];
    const message = createElement(document, "p");
    message.setAttribute("role", "alert");
    message.textContent = error.message;
    shadow.replaceChildren(message);
  } catch {
    // The page has replaced what a message needs; the event tells the error.
  }
}

/** Fails where a script of the page has replaced the functions by which members of nodes are read. */
function insist() {
  try {
    if (contains(document, document) === true) return;
  } catch {
    // One that throws is no better than one that gives something else.
  }
  throw new Error("Whosaid does not run on this page: a script of the page has replaced functions that are needed to read it.");
}

/** The first element that a selector selects; null if there is none or the selector is invalid. */
function pick(selector) {
  try {
    return querySelector(document, selector);
  } catch {
    return null;
  }
}

/** True for elements, of other windows too. */
function isElement(value) {
  return value !== null && typeof value === "object" && Object.getPrototypeOf(value) !== null && nodeType(value) === 1;
}

/** The type of a value, for messages. */
function kind(value) {
  return value === null ? "null" : Array.isArray(value) ? "an array" : typeof value;
}

/** Greatest number of characters, without white space, of a story that may still be incomplete, as its page is loading. */
const WEAK = 400;

/** Milliseconds without changes of the page after which its story is looked for again. */
const QUIET = 400;

/**
 * What <who-said> extends where there is no registry of elements: gives the element that it is given, to which the class then adds its private
 * parts. On a server, where frameworks import this to render a page, none is ever made.
 */
function Adopted(element) {
  return element;
}

/**
 * <who-said for="#article" layers="actors mentions quotes attitudes" open theme="auto" painter="auto">
 *
 * Annotates the element that `for` selects (without it, the page's story) as long as it is on the page. Events come from the element itself.
 */
class WhoSaid extends (globalThis.customElements ? HTMLElement : Adopted) {
  static observedAttributes = ["for", "layers", "open", "painter"];
  /** By the private fields, which only this class gives. */
  static made(element) {
    return typeof element === "object" && element !== null && #turn in element;
  }
  #handle;
  /** The target of the events: this element, or where the extension made it one that no script of the page can reach. */
  #target = globalThis.customElements ? this : new EventTarget();
  /** The annotated element; null while there is none yet. */
  #element;
  #watch;
  /** Without `for`: the page's address when its story was looked for, and whether little was found. */
  #address;
  #weak;
  #timer;
  /** Number of starts and stops so far: a #start that has awaited something goes on only if it is unchanged. */
  #turn = 0;

  get #ready() {
    const handle = this[OWN] ?? this.#handle;
    return handle?.isReady ? handle : null;
  }

  get analysis() {
    return this.#ready?.analysis ?? null;
  }

  get text() {
    return this.#ready?.text ?? "";
  }

  select(item) {
    this.#ready?.select(item);
  }

  export(format) {
    return this.#ready?.export(format) ?? null;
  }

  connectedCallback() {
    if (!(OWN in this)) this.#start();
  }

  disconnectedCallback() {
    if (OWN in this) return;
    this.#stop();
    this.#watch?.disconnect();
  }

  attributeChangedCallback(name, before, after) {
    if (OWN in this) {
      if (name === "open") this[OWN]?.update({ open: after !== null });
      return;
    }
    // On an upgrade this is called before connectedCallback.
    if (!this.isConnected || this.#turn === 0 || before === after) return;
    if (name === "for" || !this.#handle) {
      this.#start();
    } else {
      try {
        this.#handle.update(this.#options());
      } catch (error) {
        tell(this.#target, error);
      }
    }
  }

  async #start() {
    this.#stop();
    const turn = this.#turn;
    try {
      insist();
      if (readyState(document) === "loading") await new Promise((go) => listen(document, "DOMContentLoaded", go, { once: true }));
      if (turn !== this.#turn) return;
      const selector = this.getAttribute("for");
      const element = selector ? pick(selector) : await this.#story(await load());
      if (turn !== this.#turn) return;
      this.#element = element;
      // Pages that render themselves insert the article later, or replace it.
      this.#watch ??= new MutationObserver(() => this.#changed());
      this.#watch.observe(document, { childList: true, subtree: true });
      if (!element) throw new Error(`Whosaid found no element for="${selector}" on this page: \`for\` takes a CSS selector of the article.`);
      const loaded = await load();
      if (turn !== this.#turn) return;
      const handle = (this.#handle = new Handle(loaded, element, this, this.#target, this.#options()));
      await handle.ready();
      if (turn === this.#turn) handle.announce();
    } catch (error) {
      if (turn !== this.#turn) return;
      show(this, error);
      tell(this.#target, error);
    }
  }

  /** The page's story: the article around this element, or the story that the engine finds. */
  async #story(loaded) {
    const { element, chars } = (await alive(guarded(() => loaded.find_article(document, false)))) ?? {};
    this.#weak = !(chars > WEAK);
    this.#address = location.href;
    return this.closest("article") ?? element ?? body(document);
  }

  /** Starts again if the page has changed its story. */
  #changed() {
    const selector = this.getAttribute("for");
    if (this.#element === null ? pick(selector) : this.#element && !isConnected(this.#element)) {
      this.#start();
    } else if (!selector && this.#handle && (this.#weak || this.#address !== location.href)) {
      // A router may leave the old story in the page, hidden, or the story may still be loading.
      clearTimeout(this.#timer);
      this.#timer = setTimeout(async () => {
        const turn = this.#turn;
        const loaded = await load();
        if (turn !== this.#turn || !this.#handle) return;
        const element = await this.#story(loaded);
        if (turn === this.#turn && element !== this.#element) this.#start();
      }, QUIET);
    }
  }

  #stop() {
    this.#turn += 1;
    clearTimeout(this.#timer);
    const handle = this.#handle;
    this.#handle = this.#element = undefined;
    if (!dead) handle?.destroy();
    if (this.shadowRoot) {
      this.shadowRoot.replaceChildren();
      this.shadowRoot.adoptedStyleSheets = [];
    }
  }

  #options() {
    const open = this.getAttribute("open");
    const given = (name, otherwise) => this.getAttribute(name) ?? otherwise;
    return {
      layers: given("layers", "actors quotes"),
      painter: given("painter", "auto"),
      theme: given("theme"),
      cite: given("cite"),
      reportTo: given("report-to"),
      open: open === null ? (this.#handle ? false : undefined) : open !== "false",
    };
  }
}

try {
  // From now on, as the engine may take long to load.
  for (const type of ["wheel", "touchmove", "keydown"]) listen(globalThis, type, moved, { capture: true, passive: true });
} catch {
  // On a server there is nothing to listen to, and a page may have replaced the function.
}
if (globalThis.customElements && !customElements.get("who-said")) customElements.define("who-said", WhoSaid);
