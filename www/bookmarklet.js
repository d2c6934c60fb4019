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
// It hands over what is seen of the page (handover.js).

import { getter, method } from "./dom.js";
import { pack, read, told } from "./handover.js";

void (async (site) => {
  const page = document;
  // Members of the document and of the page's elements, some of which are forms.
  const documentElement = getter("documentElement");
  const createElement = method("createElement");
  const querySelector = method("querySelector");
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

  // ---- The reader page.

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
    const theirs = querySelector(page, "who-said");
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
