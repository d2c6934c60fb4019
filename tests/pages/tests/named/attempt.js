// Runs before everything else on a page whose elements bear the names of properties: keeps what it needs, and
// gives `attempt`, which tries the widget.
const { getPrototypeOf } = Object;
const { apply, get } = Reflect;
const read = (name, object) => get(getPrototypeOf(object), name, object);
const call = (name, object, ...values) => apply(read(name, object), object, values);

const all = (selector) => [...call("querySelectorAll", document, selector)];
const markup = () => read("outerHTML", read("documentElement", document));
const pause = () => new Promise((go) => setTimeout(go, 20));

/** What a function gives once it has given the same for a while: panel and paint are drawn in turns. */
async function settled(look) {
  let last;
  for (let same = 0; same < 6; ) {
    await pause();
    const found = look();
    same = JSON.stringify(found) === JSON.stringify(last) ? same + 1 : 0;
    last = found;
  }
  return last;
}

/** The words that are highlighted, and the kinds of marks that are drawn over the text. */
function painted() {
  const marks = all("who-said").flatMap((widget) => [...(widget.shadowRoot?.querySelectorAll(".marks path") ?? [])]);
  const words = marks.map((mark) => String(mark.getAttribute("class")));
  for (const highlight of CSS.highlights.values()) {
    for (const range of highlight) {
      const live = call("createRange", document);
      live.setStart(range.startContainer, range.startOffset);
      live.setEnd(range.endContainer, range.endOffset);
      words.push(live.toString());
    }
  }
  return words.sort();
}

/** The event by which a widget says that it is ready, or why not. */
const event = (target) =>
  new Promise((done) => {
    for (const name of ["whosaid:ready", "whosaid:error"]) call("addEventListener", target, name, done, { once: true });
  });

/** What a reader does with the panel: looks at each tab, chooses a quotation, and asks what else there is. */
async function use(widget) {
  const parts = (selector) => [...widget.shadowRoot.querySelectorAll(selector)];
  const seen = [];
  for (const tab of parts("[role=tab]")) {
    tab.click();
    // Rows are drawn frame after frame, and the list is busy until the last.
    const text = () => widget.shadowRoot.textContent.replace(/Read in [\d.]+/, "Read in");
    seen.push(await settled(() => (parts("[aria-busy]").length ? performance.now() : text())));
  }
  if (widget.analysis.attributions.length) widget.select({ attribution: 0 });
  seen.push(await settled(() => parts(".card").length));
  return seen;
}

/** Annotates the story by an element, looks at all, and takes the element away; gives what was seen. */
globalThis.attempt = async (settings) => {
  const before = markup();
  const begun = performance.now();
  await import("./whosaid.js");
  const widget = call("createElement", document, "who-said");
  for (const name in settings) widget.setAttribute(name, settings[name]);
  const said = event(widget);
  read("body", document).append(widget);
  const { type } = await said;
  const took = performance.now() - begun;
  const { analysis, text } = widget;
  const outcome = { type, text, analysis, painted: await settled(painted) };
  outcome.seen = type === "whosaid:ready" ? await use(widget) : widget.shadowRoot?.textContent;
  widget.remove();
  await pause();
  return { took, restored: markup() === before, outcome };
};

/** The same by `annotate()`, on the element that a selector finds. */
globalThis.attemptOn = async (selector) => {
  const before = markup();
  const begun = performance.now();
  const { annotate } = await import("./whosaid.js");
  const handle = await annotate(all(selector)[0]);
  const took = performance.now() - begun;
  const outcome = { text: handle.text, analysis: handle.analysis, painted: await settled(painted) };
  handle.destroy();
  await pause();
  return { took, restored: markup() === before, outcome };
};

/** Whether the bookmarklet's widget has read the page, and the page's markup. */
globalThis.state = () => ({ isRead: !!all("who-said")[0]?.analysis, markup: markup() });
