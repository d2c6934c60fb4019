// The reader page: shows an article that the bookmarklet hands over (or the reader pastes) and has <who-said> annotate it.
//
// Its address says where the article comes from: by postMessage from the window that opened it (#nonce=...&from=ORIGIN), from the address
// itself (#article=...), or from the box. An article is text: it goes onto the page by textContent, and only http and https addresses
// become links. Nothing is sent. The article is taken out of the address, and stands in the state of this tab's history entry, so that the
// page can be loaded again; it is in no storage.

import { articleIn, day, parse, plain, unpack } from "./reader-article.js";
import { articleInPage } from "./whosaid.js";

/** Milliseconds that the page which opened this one may take to hand the article over. */
const PATIENCE = 15_000;

/** Blocks that are put onto the page in one turn. */
const BLOCKS_IN_TURN = 250;

/**
 * The ways in which an article comes: how it is read, and who says where it was published. Kept in the history entry is
 * `{ way, text, origin }`; only a handover by message has an origin, which the browser vouches for.
 */
const WAYS = {
  address: { read: unpack, says: () => "the link" },
  message: { read: parse, says: (origin) => (origin === "null" ? "the page that opened this one" : origin) },
  box: { read: plain, says: () => "the pasted text" },
};

const part = (id) => document.getElementById(id);
const status = part("status");

function make(name, text, className) {
  const element = document.createElement(name);
  element.textContent = text;
  if (className) element.className = className;
  return element;
}

/** Opens the box, below a line that gives the reason. */
function ask(why) {
  status.textContent = "";
  part("trouble").textContent = why;
  part("paste").hidden = false;
  part("text").focus();
}

/** Resolves in a new task, after the page has had its turn. */
function turn() {
  return new Promise((go) => setTimeout(go));
}

/** The byline with the day. A day that there is not stays the text that it is. */
function signature({ byline, date }) {
  const line = make("p", byline ? `${byline} ` : "", "byline");
  const known = date && day(date);
  if (known) {
    const time = make("time", new Intl.DateTimeFormat("en", { dateStyle: "long", timeZone: "UTC" }).format(known));
    time.dateTime = date;
    line.append(time);
  } else if (date) {
    line.append(date);
  }
  return line;
}

/** The element of a block; a list item goes into the list before it, if there is one. */
function element({ kind, text }, before) {
  if (kind === "l") {
    const list = before?.localName === "ul" ? before : make("ul", "");
    list.append(make("li", text));
    return list;
  }
  if (kind !== "q") return make(kind === "h" ? "h2" : "p", text);
  const quote = make("blockquote", "");
  quote.append(make("p", text));
  return quote;
}

/** Shows an article, in turns, and has it annotated. */
async function show(article, teller) {
  const shown = part("article");
  shown.replaceChildren();
  shown.hidden = false;
  part("paste").hidden = true;
  status.textContent = "Reading…";
  const add = (block) => {
    // Characters that turn the direction of writing do so within their own block only.
    block.dir = "auto";
    shown.append(block);
  };
  if (article.title) add(make("h1", article.title));
  if (article.byline || article.date) add(signature(article));
  let before;
  for (const [i, block] of article.blocks.entries()) {
    if (i % BLOCKS_IN_TURN === BLOCKS_IN_TURN - 1) await turn();
    const next = element(block, before);
    if (next !== before) add((before = next));
  }
  cite(article.address, teller);
  document.title = `${(article.title ?? "An article").replace(/[\u202a-\u202e\u2066-\u2069\u200e\u200f]/g, "")} · Whosaid reader`;

  const widget = document.createElement("who-said");
  widget.setAttribute("for", "#article");
  widget.setAttribute("inline", "");
  if (article.address) widget.setAttribute("cite", article.address.href);
  part("aside").replaceChildren(widget);
}

/**
 * Shows the article's address as a link, which tells that site nothing about this page. Anyone can write any address into a link: only
 * an article that its own site has handed over is said to be from there.
 */
function cite(address, teller) {
  const source = part("source");
  source.hidden = !address;
  if (!address) return;
  const link = make("a", address.hostname.replace(/^www\./, ""));
  link.href = address.href;
  link.rel = "noopener noreferrer nofollow";
  link.title = address.href;
  const verified = teller === address.origin;
  source.replaceChildren(verified ? "The article as published: " : `Source, as ${teller} says, not verified: `, link);
}

/** Takes the address's fragment away, and keeps an article for this tab, or nothing (null). */
function keep(state) {
  const bare = location.pathname + location.search;
  try {
    history.replaceState(state, "", bare);
  } catch {
    // Browsers bound the size of a state: without it this article cannot be loaded again.
    history.replaceState(null, "", bare);
  }
}

/** Shows an article that has come, and keeps it for this tab, or says why it cannot be shown. */
async function receive({ way, text, origin }) {
  try {
    const { read, says } = WAYS[way];
    let article = await read(text);
    keep({ way, text, origin });
    if (typeof article === "string") article = await articleIn(article, articleInPage);
    await show(article, says(origin));
  } catch (error) {
    part("article").replaceChildren();
    part("article").hidden = true;
    ask(`The article could not be read: ${error.message}. Go back to its page and press the bookmark once more, or paste its text here.`);
  }
}

/** Takes one article from the window that opened this one, and from no other, and then lets go of that window. */
function listen(nonce, from) {
  const late = setTimeout(() => {
    removeEventListener("message", heard);
    opener = null;
    ask("No article has arrived. Go back to its page and press the bookmark once more, or paste its text here.");
  }, PATIENCE);
  function heard({ source, origin, data, ports }) {
    if (source !== opener || origin !== from || typeof data !== "string") return;
    // The nonce shows the bookmarklet that this page answers.
    if (data === "whosaid hello") return ports[0]?.postMessage(`whosaid ready ${nonce}`);
    const head = `whosaid article ${nonce}\n`;
    if (!data.startsWith(head)) return;
    removeEventListener("message", heard);
    clearTimeout(late);
    opener = null;
    receive({ way: "message", text: data.slice(head.length), origin });
  }
  addEventListener("message", heard);
}

document.addEventListener("whosaid:ready", ({ detail: { analysis } }) => {
  const statements = analysis.attributions.filter(({ tier }) => tier === "statement");
  const speakers = new Set(statements.flatMap(({ speakers }) => speakers));
  const count = (n, one) => `${n} ${one}${n === 1 ? "" : "s"}`;
  status.textContent = analysis.notice?.message ?? `${count(statements.length, "statement")} · ${count(speakers.size, "speaker")}`;
});
document.addEventListener("whosaid:error", ({ detail: { message } }) => {
  status.textContent = message;
});

part("paste").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = part("text").value;
  if (!text.trim()) return part("text").focus();
  receive({ way: "box", text }).then(() => part("article").focus());
});

function start() {
  if (self !== top) {
    status.textContent = "Whosaid’s reader does not run inside another page. Open it in a window of its own.";
    return;
  }
  const asked = new URLSearchParams(location.hash.slice(1));
  const nonce = asked.get("nonce");
  const kept = history.state?.way ? history.state : null;
  // The article and the nonce leave the address at once. A nonce is good only once, so loading the page again must not wait for it.
  if (location.hash) keep(null);
  if (asked.has("article")) {
    receive({ way: "address", text: asked.get("article") });
  } else if (nonce && opener) {
    return listen(nonce, asked.get("from"));
  } else if (nonce) {
    // The page's policy cut this window off. The bookmarklet opens another one, so this one is closed.
    close();
    ask("The page of the article keeps this window apart. Go back to it and press “Open in the reader” there, or paste its text here.");
  } else if (kept) {
    receive(kept);
  } else {
    ask("Press the Whosaid bookmark on the page of an article, or paste its text here.");
  }
  opener = null;
}

start();
// Another article in the address, or another entry of this tab's history.
addEventListener("popstate", () => location.reload());
