// The behaviour of the demo page. It uses <who-said> as any publisher would, and puts pasted text into the page as text only.

const article = document.querySelector("#article");
const status = document.querySelector("#status");
const form = document.querySelector("#paste");
const box = document.querySelector("#text");
const opener = document.querySelector("#try");
const credit = document.querySelector("#credit");
const samples = document.querySelector("#samples");

/** The sample articles (nodes and credit line), by their values in the list of samples. */
const known = new Map([["", { nodes: [...article.childNodes].map(copy), credit: [...credit.childNodes].map(copy) }]]);
for (const template of document.querySelectorAll("template[data-name]")) {
  const content = copy(template.content);
  const line = content.querySelector("[data-credit]");
  line.remove();
  known.set(template.id, { nodes: [...content.childNodes], credit: [...line.childNodes] });
  samples.append(new Option(template.dataset.name, template.id));
}

/** The name by which `?sample=` calls a sample. */
const slug = (value) => value.replace("sample-", "");

/**
 * Notes what is shown, so that loading the page again shows it again: a sample in the address, the reader's own text in this
 * tab's history entry only, which is sent nowhere. This comes after all else, as a browser may refuse it: one keeps no long text,
 * another no change of the address in a frame or too many of them.
 */
function keep(value, text) {
  const address = new URL(location.href);
  if (value && value !== "own") address.searchParams.set("sample", slug(value));
  else address.searchParams.delete("sample");
  history.replaceState(text === undefined ? null : { text }, "", address);
}

function copy(node) {
  return node.cloneNode(true);
}

/** The sample that was shown last. */
let last = "";

/** Shows the chosen sample, or the reader's own text again if that is chosen. */
function show() {
  if (samples.value === "own") return form.requestSubmit();
  last = samples.value;
  const { nodes, credit: line } = known.get(last);
  credit.replaceChildren(...line.map(copy));
  credit.hidden = false;
  open(false);
  read(nodes.map(copy));
  keep(last);
}

/** Removes the widget, so that the article is as it was, shows `nodes` as the article, and adds a new widget. */
function read(nodes) {
  const old = document.querySelector("who-said");
  const place = old.parentNode;
  const next = old.cloneNode(false);
  old.remove();
  article.replaceChildren(...nodes);
  status.textContent = "Reading…";
  place.append(next);
}

/** One paragraph element for each line that has text. */
function paragraphs(text) {
  return text.split(/\r\n|\r|\n/).filter((line) => line.trim()).map((line) => {
    const paragraph = document.createElement("p");
    paragraph.textContent = line;
    return paragraph;
  });
}

function open(yes) {
  form.hidden = !yes;
  opener.setAttribute("aria-expanded", String(yes));
  if (yes) box.focus();
}

opener.addEventListener("click", () => open(form.hidden));
// The link in the page's header leads to the box itself.
document.querySelector('a[href="#try"]').addEventListener("click", () => open(true));

form.addEventListener("submit", (event) => {
  event.preventDefault();
  credit.hidden = true;
  if (!box.value.trim()) return box.focus();
  open(false);
  if (!samples.namedItem("own")) samples.append(Object.assign(new Option("Your own text", "own"), { id: "own" }));
  samples.value = "own";
  read(paragraphs(box.value));
  article.focus();
  keep("own", box.value);
});

document.querySelector("#sample").addEventListener("click", () => {
  if (samples.value === "own") samples.value = last;
  show();
  opener.focus();
});
samples.addEventListener("change", show);
// What was shown when the page was loaded last, or the sample that the address names.
const asked = new URLSearchParams(location.search).get("sample");
const chosen = [...known.keys()].find((value) => value && slug(value) === asked);
if (typeof history.state?.text === "string") {
  box.value = history.state.text;
  form.requestSubmit();
} else if (chosen) {
  samples.value = chosen;
  show();
}

/** The line above the article: counts and time, from the event of the widget. */
function summary(analysis, elapsed) {
  if (analysis.notice) return analysis.notice.message;
  const statements = analysis.attributions.filter((a) => a.tier === "statement").length;
  const count = (n, one) => `${n} ${one}${n === 1 ? "" : "s"}`;
  const time = `read in ${elapsed < 10 ? elapsed.toFixed(1) : Math.round(elapsed)} ms`;
  // The line may break after commas only.
  const parts = [count(statements, "statement"), count(analysis.actors.length, "actor"), time];
  return parts.map((part) => part.replaceAll(" ", "\u00a0")).join(", ");
}

document.addEventListener("whosaid:ready", (event) => {
  status.textContent = summary(event.detail.analysis, event.detail.elapsedMs);
});
document.addEventListener("whosaid:error", (event) => {
  status.textContent = event.detail.message;
});

document.querySelector("#copy").addEventListener("click", async () => {
  const said = document.querySelector("#copied");
  try {
    await navigator.clipboard.writeText(document.querySelector("#snippet").textContent);
    said.textContent = "Copied.";
  } catch {
    const range = document.createRange();
    range.selectNodeContents(document.querySelector("#snippet"));
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    said.textContent = "Selected: press Ctrl+C or ⌘C.";
  }
});
