// The bookmarklet: shows who acts and who speaks on the page where it is pressed; pressed again, it removes everything.
//
// It tries these ways in turn, until the page's policy allows one:
//   1. the widget in the page itself, imported from the site;
//   2. the site's reader page in a window of its own, the page handed over by postMessage;
//   3. the same with the page in the fragment of the address, which no server sees, where the page's policy cuts windows apart;
//   4. the reader page with a box to paste into.
//
// The build minifies this file; install.js replaces %SITE% by the site's address and makes a javascript: address of it.
// It runs in pages of all kinds, so it trusts few of the page's globals (loops instead of array methods, await instead of promise
// methods, no JSON), evaluates nothing, and sets styles by CSSOM only. The page's DOM gets one element while there is a message to show,
// and is as it was afterwards.
//
// It hands over what is seen of the page: its elements and text as lines, each after a letter for its kind (see reader-article.js).

import { getter, method } from "./dom.js";

void (async (site) => {
  const page = document;
  // Members of the document and of the page's elements, some of which are forms.
  const body = getter("body");
  const documentElement = getter("documentElement");
  const nodeType = getter("nodeType");
  const textContent = getter("textContent");
  const createElement = method("createElement");
  const localName = getter("localName");
  const getAttribute = method("getAttribute");
  const querySelector = method("querySelector");
  const querySelectorAll = method("querySelectorAll");
  const shared = (globalThis[Symbol.for("whosaid")] ??= {});
  if (shared.bookmarklet) return shared.bookmarklet();

  /** Greatest length of a fragment, in characters: the strictest browser takes no more. */
  const LONGEST_FRAGMENT = 65_536;
  /** Milliseconds that the reader page may take to load and answer. */
  const PATIENCE = 30_000;
  const origin = new URL(site).origin;

  let widget, notice, stopWaiting;
  let on = true;
  /** True until the first await: till then the press of the bookmark counts as a gesture in every browser, whatever userActivation says. */
  let pressed = true;
  const off = () => {
    on = false;
    stopWaiting?.();
    widget?.remove();
    notice?.remove();
    delete shared.bookmarklet;
  };
  shared.bookmarklet = off;

  /** Shows a message in a corner of the page, with a button where the reader has a choice: its press is the gesture that windows need. */
  const say = (text, act, label = "Open in the reader") => {
    notice?.remove();
    notice = createElement(page, "div");
    const make = (name, css, content) => {
      const element = createElement(page, name);
      element.style.cssText = css;
      element.textContent = content;
      return element;
    };
    // Important, as a page may style every element; in the top layer, as it may cover every other.
    notice.style.cssText =
      "all:initial;display:block;position:fixed;right:16px;bottom:16px;z-index:2147483647;box-sizing:border-box;width:340px;max-width:90vw;padding:14px;border:1px solid;border-radius:10px;background:Canvas;color:CanvasText;color-scheme:light dark;font:15px/1.5 system-ui;".replace(
        /;/g,
        "!important;",
      );
    const shadow = notice.attachShadow({ mode: "open" });
    const words = make("p", "margin:0", text);
    words.setAttribute("role", act ? "alert" : "status");
    shadow.append(words);
    const button = (name, press) => {
      const made = make("button", "font:inherit;margin:10px 8px 0 0;padding:7px 12px", name);
      made.onclick = press;
      shadow.append(made);
      return made;
    };
    const first = act && button(label, act);
    if (first) button("Close", off);
    notice.onkeydown = (event) => event.key === "Escape" && off();
    documentElement(page).append(notice);
    try {
      notice.popover = "manual";
      notice.showPopover();
    } catch {
      // An older browser has only the highest z-index.
    }
    first?.focus?.();
  };

  // ---- Reading the page. The reader page has the engine, which finds the article in what is handed over (src/page/story/handover.rs).

  const tidy = (text) => (text ?? "").replace(/\s+/g, " ").trim();
  const words = (element) => tidy(element && textContent(element));
  const one = (selector) => querySelector(page, selector);
  const meta = (name) => one(`meta[property="${name}"],meta[name="${name}"]`)?.content;

  /** The page's JSON-LD. */
  const linked = () => {
    let data = "";
    const scripts = querySelectorAll(page, 'script[type="application/ld+json"]');
    for (let i = 0; i < scripts.length; i += 1) data += scripts[i].textContent;
    return data;
  };
  /** The article's text in JSON-LD, as a string of JSON: some pages draw the text only later, or never. */
  const told = () => tidy(/"articleBody"\s*:\s*("([^"\\]|\\.)*")/.exec(linked())?.[1]);

  /** What is seen of the page, as lines of reader-article.js; nothing where that is no text. */
  const read = () => {
    const first = words(one("h1"));
    const given = tidy(meta("og:title"));
    const dated = one("[itemprop=datePublished]");
    const day =
      meta("article:published_time") ??
      (dated && getAttribute(dated, "content")) ??
      /"datePublished"\s*:\s*"([^"]+)/.exec(linked())?.[1] ??
      one("time[datetime]")?.dateTime;
    let author = tidy(meta("author"));
    if (!author || /^https?:/.test(author)) author = words(one("[rel=author],[itemprop=author],.byline"));
    if (author && !/^by[\s:]/i.test(author)) author = "By " + author;

    // The headline may stand above the story, but must not be the name of the site.
    let out = "whosaid 2\nu" + location.href + "\nt" + ((first && given.includes(first) ? first : given) || first || tidy(getter("title")(page)));
    if (author && author.length < 200) out += "\nb" + author;
    if (day) out += "\nd" + tidy(day).slice(0, 10);
    const data = told();
    if (data) out += "\nj" + data;
    let found = data.length;
    /** The colour behind an element's text, by its style and the colour `above`; 0 where that is a picture. */
    const ground = ({ backgroundColor, backgroundImage }, above) => (backgroundImage !== "none" ? 0 : /a.*\s0\)/.test(backgroundColor) ? above : backgroundColor);
    /** True for an element whose text nobody sees. The widget's own, stricter rules are in src/page/map/viewer.rs. */
    const unseen = (element, style, behind) => {
      const { right, width, height } = method("getBoundingClientRect")(element);
      const fill = style.webkitTextFillColor;
      return (
        right < -scrollX ||
        (style.overflow !== "visible" && (width < 4 || height < 4)) ||
        fill === behind ||
        /hid|,0(\.0\d*)?,|rect|t\(50|e\(0|a\(.*\s0\),\d|,[0-3](\.\d*)?px|none$/.test([
          style.visibility,
          style.opacity,
          style.clip + style.clipPath,
          fill,
          style.fontSize,
          style.display,
        ])
      );
    };
    const walk = (node, above) => {
      const slotted = localName(node) === "slot" && method("assignedNodes")(node);
      const children = slotted?.length ? slotted : getter("childNodes")(getter("shadowRoot")(node) ?? node);
      for (let i = 0; i < children.length; i += 1) {
        const child = children[i];
        const type = nodeType(child);
        if (type === 3) {
          const text = textContent(child).replace(/\s+/g, " ");
          if (text) out += "\n." + text;
          if (text > " ") found += text.length;
        }
        if (type !== 1) continue;
        const name = localName(child);
        if (name === "br") out += "\n/";
        // What is never part of a story would only make the address long.
        if (/^(br|nav|aside|footer|figure|svg|select|iframe)$/.test(name)) continue;
        const style = getComputedStyle(child);
        const behind = ground(style, above);
        if (unseen(child, style, behind)) continue;
        // An initial letter that floats stands in its line.
        const inline = /^(inline|contents)/.test(style.display) || (style.float !== "none" && words(child).length < 4);
        const mark = (attribute) => "\t" + tidy(getAttribute(child, attribute));
        const [kept, before] = [out, found];
        out += "\n" + (inline ? "[" : "<") + name + mark("class") + " " + tidy(getAttribute(child, "id")) + mark("role") + mark("itemprop");
        if (getAttribute(child, "aria-hidden") !== "true" || words(child).length < 4) walk(child, behind);
        out = found > before ? out + "\n>" : kept;
      }
    };
    const root = body(page) ?? documentElement(page);
    walk(root, ground(getComputedStyle(root), ground(getComputedStyle(documentElement(page)), "rgb(255, 255, 255)")));
    return found < 200 ? "" : out;
  };

  // ---- The reader page.

  /** The article packed for a fragment: bytes in base64url, deflated where the browser can. */
  const pack = async (text) => {
    let bytes = new TextEncoder().encode(text);
    let mark = "p";
    if (typeof CompressionStream === "function") {
      const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate-raw"));
      bytes = new Uint8Array(await new Response(stream).arrayBuffer());
      mark = "d";
    }
    let binary = "";
    for (let i = 0; i < bytes.length; i += 1) binary += String.fromCharCode(bytes[i]);
    return mark + btoa(binary).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  };

  /** Opens the reader page in a window of its own; gives null where the browser wants a press of a button first. */
  const open = (fragment) => {
    try {
      return pressed || navigator.userActivation?.isActive !== false ? window.open(site + "reader.html#" + fragment, "_blank") : null;
    } catch {
      // The page has replaced `open`.
      return null;
    }
  };

  const paste = (text) =>
    say(
      "This article is too long to hand over. Paste it in the reader.",
      async () => {
        const copied = navigator.clipboard?.writeText(text);
        open("paste");
        off();
        try {
          await copied;
        } catch {
          // The reader has to copy it by hand.
        }
      },
      "Copy it and open the reader",
    );

  /**
   * Hands the article over in a fragment. `why` is shown with a button where the browser wants a press first. Without `why` a press has
   * just been made: if even then no window opens (a sandboxed page), this window goes to the reader page.
   */
  const byFragment = async (text, why) => {
    const packed = await pack(text);
    if (!on) return;
    if (packed.length > LONGEST_FRAGMENT) return paste(text);
    const fragment = "article=" + packed;
    const go = () => {
      if (!open(fragment)) location.href = site + "reader.html#" + fragment;
      off();
    };
    if (!why) return go();
    if (open(fragment)) return off();
    say(why, go);
  };

  const byMessage = (text) => {
    const nonce = "" + crypto.getRandomValues(new Uint32Array(4));
    const reader = open("nonce=" + nonce + "&from=" + encodeURIComponent(self.origin));
    if (!reader) return false;
    const begun = Date.now();
    // The reader page answers through our port, so that the page's own listeners hear nothing. Only it knows the nonce, and the browser
    // delivers the article only to its origin.
    const watch = setInterval(() => {
      const late = Date.now() - begun > PATIENCE;
      if (reader.closed || late) {
        stopWaiting();
        return byFragment(
          text,
          late
            ? "The Whosaid reader has not answered. Can " + origin + " be reached?"
            : "This site keeps windows apart: one more press opens the article.",
        );
      }
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = (event) => {
        if (!on || event.data !== "whosaid ready " + nonce) return;
        off();
        reader.postMessage("whosaid article " + nonce + "\n" + text, origin);
      };
      reader.postMessage("whosaid hello", "*", [port2]);
    }, 100);
    stopWaiting = () => clearInterval(watch);
    say("Opening the Whosaid reader…");
    return true;
  };

  const hand = (why) => {
    widget?.remove();
    widget = undefined;
    let text;
    try {
      text = read();
    } catch {
      // The page has replaced functions that reading needs.
    }
    if (!text) {
      return say("Whosaid found no article here. You can paste one in the reader.", () => {
        open("paste");
        off();
      });
    }
    if (byMessage(text)) return;
    say(why + " Whosaid's own reader can show it.", () => {
      if (!byMessage(text)) byFragment(text);
    });
  };

  // ---- In the page.

  try {
    // The smallest module possible: where the page forbids WebAssembly it throws at once, while the press of the bookmark still counts.
    new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
    say("Whosaid is reading this page…");
    pressed = false;
    const { isWidget } = await import(site + "whosaid.js");
    if (!on) return;
    const theirs = one("who-said");
    if (theirs && !theirs.shadowRoot?.querySelector("p[role=alert]")) {
      // The publisher's own widget, which works or is still loading: show that one, even if its reader has closed it.
      theirs.removeAttribute("open");
      theirs.setAttribute("open", "");
      if (isWidget(theirs) && !theirs.hidden) return off();
      // Another copy of ours, or something else that shows what the page likes: which of them, nothing here can tell.
      const own = "This page has a Whosaid of its own and controls what it shows.";
      return say(own, () => hand(own));
    }
    widget = createElement(page, "who-said");
    widget.setAttribute("open", "");
    // An object with `then` is awaited in place of a Promise, whose methods the page may have replaced.
    await {
      then(done, failed) {
        widget.addEventListener("whosaid:ready", done, { once: true });
        widget.addEventListener("whosaid:error", (event) => failed(event.detail.error), { once: true });
        documentElement(page).append(widget);
        if (!isWidget(widget)) failed();
      },
    };
    if (!on) return;
    if (widget.text.length < 200 && told().length > 200) hand("This page has its story as data only.");
    else notice?.remove();
  } catch {
    if (on) hand("This page lets no other site's script run.");
  }
})("%SITE%");
