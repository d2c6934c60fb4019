// The first script of a press, small: takes the widget off where it is on, opens the page's own where there is one, hands the page's text over
// where the page's policy keeps the engine out, and else says that the widget is wanted. It runs in the extension's own world on the page, whose globals no script of the page can see.
//
// The build bundles it with the functions by which nodes of any page are read (www/dom.js).

import { getter, method } from "../www/dom.js";
import { pack, read } from "../www/handover.js";

const body = getter("body");
const createElement = method("createElement");
const documentElement = getter("documentElement");
const querySelector = method("querySelector");

/** State of the extension on this page, between the scripts of its presses. */
const state = (globalThis.whosaid ??= {});

/** Opens a <who-said> that the page has itself; gives the outcome, or nothing where there is none that works or may still begin to. */
function openTheirs() {
  const theirs = querySelector(document, "who-said");
  if (!theirs || theirs.shadowRoot?.querySelector("p[role=alert]")) return null;
  // One that no script has defined by now shows nothing: the page's policy may keep its own out.
  if (getter("readyState")(document) === "complete" && !theirs.matches(":defined")) return null;
  if (theirs.hidden) return "hidden";
  const before = theirs.getAttribute("open");
  theirs.removeAttribute("open");
  theirs.setAttribute("open", "");
  state.off = () => {
    if (before === null) theirs.removeAttribute("open");
    else theirs.setAttribute("open", before);
  };
  return "theirs";
}

/** On a page that has Whosaid's loader without an element: makes an element, which that loader then runs. */
function makeTheirs() {
  const element = createElement(document, "who-said");
  if (!element.matches(":defined")) return null;
  element.setAttribute("open", "");
  documentElement(document).append(element);
  state.off = () => element.remove();
  return "theirs";
}

/** True where the page's policy lets the extension run WebAssembly: Chromium asks it even for an extension's own world. */
function mayRun() {
  try {
    // The smallest module possible.
    return Boolean(new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)));
  } catch {
    return false;
  }
}

/** What is seen of the page, packed for the address of the extension's reader page; or that there is nothing. */
async function handed() {
  const text = read();
  return text ? { article: await pack(text) } : "no text";
}

function press() {
  const { off } = state;
  if (off) {
    state.off = null;
    off();
    return "off";
  }
  if (!/html/.test(getter("contentType")(document)) || !body(document)) return "no page";
  const theirs = openTheirs() ?? makeTheirs();
  if (theirs) return theirs;
  if (!mayRun()) return handed();
  if (!state.begin) return "wanted";
  state.begin();
  return "on";
}

/** What the background learns: the outcome, or a promise of it. */
export const outcome = press();
