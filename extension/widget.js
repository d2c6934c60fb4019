// The widget on a page that the reader has asked for it: the loader and the engine of the site as they are, in the extension's own world.
//
// The build bundles it into one script, as pages may not load files of the extension. The world of an extension has no registry of elements
// in Chromium, and in Firefox one that is the page's: so the element is made without one.

import { getter, method } from "../www/dom.js";
import { adopt, configure } from "whosaid";

const documentElement = getter("documentElement");
const createElement = method("createElement");
const state = globalThis.whosaid;

/** The engine's bytes, which the background hands over: were they open to pages, each page could find out that the extension is there. */
async function bytes() {
  const answer = await (globalThis.browser ?? globalThis.chrome).runtime.sendMessage("engine");
  if (typeof answer !== "string") throw new Error("the engine's file could not be read");
  const text = atob(answer);
  const found = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) found[at] = text.charCodeAt(at);
  return found;
}

/** Starts the widget on the page. */
function begin() {
  const element = createElement(document, "who-said");
  element.setAttribute("open", "");
  documentElement(document).append(element);
  const widget = adopt(element);
  state.off = () => {
    widget.end();
    element.remove();
  };
}

/** Starts the widget once its engine is there; gives the outcome. After a failure the next press tries anew. */
async function start() {
  try {
    configure({ wasm: await bytes() });
    begin();
    state.begin = begin;
    return "on";
  } catch {
    state.coming = null;
    return "failed";
  }
}

/** What the background learns: a promise of the outcome. Two quick presses may both find that the widget is wanted, and share it. */
export const outcome = (state.coming ??= start());
