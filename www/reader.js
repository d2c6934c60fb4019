// The reader page: shows an article that the bookmarklet hands over (or the reader pastes) and has <who-said> annotate it.
//
// Its address says where the article comes from: by postMessage from the window that opened it (#nonce=...&from=ORIGIN), from the address
// itself (#article=...), or from the box. An article is text: it goes onto the page by textContent, and only http and https addresses
// become links. Nothing is kept and nothing is sent.

import { Damaged, parse, plain, unpack } from "./reader-article.js";

/** Milliseconds that the page which opened this one may take to hand the article over. */
const PATIENCE = 15_000;

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

function show(article) {
  const shown = part("article");
  const parts = [];
  if (article.title) parts.push(make("h1", article.title));
  if (article.byline || article.date) {
    const byline = make("p", article.byline ? `${article.byline} ` : "", "byline");
    if (article.date) {
      const time = make("time", new Intl.DateTimeFormat("en", { dateStyle: "long", timeZone: "UTC" }).format(new Date(article.date)));
      time.dateTime = article.date;
      byline.append(time);
    }
    parts.push(byline);
  }
  for (const { kind, text } of article.blocks) {
    if (kind === "l") {
      const list = parts.at(-1)?.localName === "ul" ? parts.at(-1) : make("ul", "");
      list.append(make("li", text));
      if (parts.at(-1) !== list) parts.push(list);
    } else if (kind === "q") {
      const quote = make("blockquote", "");
      quote.append(make("p", text));
      parts.push(quote);
    } else {
      parts.push(make(kind === "h" ? "h2" : "p", text));
    }
  }
  // Characters that turn the direction of writing do so within their own block only.
  for (const block of parts) block.dir = "auto";
  shown.replaceChildren(...parts);
  shown.hidden = false;
  part("paste").hidden = true;
  cite(article.address);
  document.title = `${(article.title ?? "An article").replace(/[\u202a-\u202e\u2066-\u2069\u200e\u200f]/g, "")} · Whosaid reader`;

  status.textContent = "Reading…";
  const widget = document.createElement("who-said");
  widget.setAttribute("for", "#article");
  widget.setAttribute("inline", "");
  part("aside").replaceChildren(widget);
}

/** Shows the article's address as a link, which tells that site nothing about this page. */
function cite(address) {
  const source = part("source");
  source.hidden = !address;
  if (!address) return;
  const link = make("a", address.hostname.replace(/^www\./, ""));
  link.href = address.href;
  link.rel = "noopener noreferrer nofollow";
  link.title = address.href;
  source.replaceChildren("The article as published: ", link);
}

/** Shows the article that `receive` gives, or says that it is damaged. */
async function carefully(receive) {
  try {
    show(await receive());
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
    ask(`The article could not be read: ${error.message}. Go back to its page and press the bookmark once more, or paste its text here.`);
  }
}

/** Receives one article from the window that opened this one, and from no other. */
function receive(nonce, from) {
  const late = setTimeout(() => {
    removeEventListener("message", heard);
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
    carefully(() => parse(data.slice(head.length)));
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
  carefully(() => plain(text)).then(() => part("article").focus());
});

function start() {
  const asked = new URLSearchParams(location.hash.slice(1));
  const nonce = asked.get("nonce");
  if (asked.has("article")) {
    carefully(async () => parse(await unpack(asked.get("article"))));
  } else if (nonce && opener) {
    // The article comes only once, so loading the page again must not wait for it.
    history.replaceState(null, "", location.pathname + location.search);
    receive(nonce, asked.get("from"));
  } else if (nonce) {
    // The page's policy cut this window off. The bookmarklet opens another one, so this one is closed.
    close();
    ask("The page of the article keeps this window apart. Go back to it and press “Open in the reader” there, or paste its text here.");
  } else {
    ask("Press the Whosaid bookmark on the page of an article, or paste its text here.");
  }
}

start();
addEventListener("hashchange", () => location.hash && location.reload());
