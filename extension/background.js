// The extension's background: hears a press of the button, the shortcut or the menu's entry, and puts the widget on the page or takes it off.
//
// It runs for the moment of a press only, and reaches the page of that press only (activeTab). It makes no request but for the extension's own
// files.

/** The browser's interface for extensions. Firefox has it under both names, and promises under the first alone in older versions. */
const extension = globalThis.browser ?? globalThis.chrome;

/** The name of the menu's entry. */
const ENTRY = "annotate";

/** What the button says, by the outcome of a press; those with a mark have it on the button. */
const SAYS = {
  off: { title: "" },
  on: { title: "Whosaid: take it off this page" },
  theirs: { title: "This page has a Whosaid of its own, which is open now. Press to close it." },
  hidden: { title: "This page has a Whosaid of its own, and hides it.", mark: "!" },
  reader: { title: "This page's policy forbids WebAssembly: its text is shown in Whosaid's reader, in a tab of its own." },
  "no text": { title: "Whosaid found no text on this page.", mark: "!" },
  "no page": { title: "Whosaid reads web pages only: this is a file of another kind.", mark: "!" },
  refused: { title: "The browser lets no extension run on this page.", mark: "!" },
  failed: { title: "Whosaid could not start on this page. Press again to try again, or reload it first.", mark: "!" },
};

/** Says the outcome of a press on the button of this tab, until the tab shows another page. */
async function say(tabId, outcome) {
  const { title, mark = "" } = SAYS[outcome];
  try {
    await extension.action.setBadgeText({ tabId, text: mark });
    // The empty title is the manifest's in Chromium; Firefox wants null for that.
    await extension.action.setTitle({ tabId, title: title || extension.runtime.getManifest().action.default_title });
  } catch {
    // The tab is gone.
  }
}

/** Runs a file of the extension in a world of its own on the page; gives what it ends with. */
async function run(tabId, file) {
  const [done] = await extension.scripting.executeScript({ target: { tabId }, files: [file] });
  if (done?.error) throw done.error;
  return done?.result;
}

/** Milliseconds between tries on a page that has just loaded: it may learn late that the press gave access to it. */
const PAUSE = 150;
/** Greatest number of tries, where the browser tells the page's address, as it does where it gives access; and elsewhere. */
const [TRIES, FEW_TRIES] = [20, 2];

/** Runs the first script of a press; gives its outcome, or "refused" where the browser keeps extensions out. */
async function first({ id, url }) {
  for (let left = url ? TRIES : FEW_TRIES; left > 0; left -= 1) {
    try {
      const outcome = await run(id, "press.js");
      if (outcome) return outcome;
      // Firefox refuses some of its own pages without an error.
    } catch {
      // Perhaps it is too early, perhaps the browser keeps extensions out.
    }
    await new Promise((go) => setTimeout(go, PAUSE));
  }
  return "refused";
}

/** Puts the widget on the page of this tab, or takes it off. */
async function press(tab) {
  let outcome = await first(tab);
  if (outcome === "wanted") {
    try {
      outcome = await run(tab.id, "widget.js");
    } catch {
      outcome = "failed";
    }
  }
  if (outcome?.article) {
    // The reader page takes the article out of its address at once; nobody is sent it.
    const url = extension.runtime.getURL("reader.html") + "#article=" + outcome.article;
    try {
      await extension.tabs.create({ url, index: tab.index + 1, openerTabId: tab.id });
      outcome = "reader";
    } catch {
      outcome = "failed";
    }
  }
  return say(tab.id, outcome in SAYS ? outcome : "failed");
}

/** The engine's WebAssembly in base64, as messages to pages carry text. */
async function engine() {
  const answer = await fetch(extension.runtime.getURL("engine/whosaid_bg.wasm"));
  const bytes = new Uint8Array(await answer.arrayBuffer());
  // By parts, as a call takes only so many arguments.
  const PART = 0x8000;
  let text = "";
  for (let at = 0; at < bytes.length; at += PART) text += String.fromCharCode(...bytes.subarray(at, at + PART));
  return btoa(text);
}

extension.action.onClicked.addListener(press);
/** Adds the menu's entry. One that is there already stays. */
function addEntry() {
  const entry = { id: ENTRY, title: "Who acts and who speaks here", contexts: ["page", "selection", "link"] };
  extension.contextMenus.create(entry, () => void extension.runtime.lastError);
}

extension.runtime.onInstalled.addListener(addEntry);
// In Chromium private windows have a background of their own, with its own menu, which hears of no installing.
if (extension.extension.inIncognitoContext) addEntry();
extension.contextMenus.onClicked.addListener(({ menuItemId }, tab) => {
  if (menuItemId === ENTRY && tab) press(tab);
});
extension.runtime.onMessage.addListener((message, sender, answer) => {
  if (message !== "engine" || sender.id !== extension.runtime.id) return false;
  engine().then(answer, () => answer(null));
  // The answer comes later.
  return true;
});
