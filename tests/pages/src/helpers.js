// Runs before every script of the harness. Looks at the page and never changes it.

/** The elements that a selector finds, in shadow roots too, in document order. */
function deepAll(selector, root = document) {
  const found = [];
  for (const element of root.querySelectorAll("*")) {
    if (element.matches(selector)) found.push(element);
    if (element.shadowRoot) found.push(...deepAll(selector, element.shadowRoot));
  }
  return found;
}

function deep(selector) {
  const [first] = deepAll(selector);
  if (!first) throw new Error(`nothing on the page matches ${selector}`);
  return first;
}

/** The text nodes below an element, with the offset of each in their joined text. */
function texts(element) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const nodes = [];
  let offset = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    nodes.push({ node, offset });
    offset += node.data.length;
  }
  return nodes;
}

/** The range of an occurrence (counted from 0) of a text below an element. */
function rangeOf(element, text, occurrence) {
  const nodes = texts(element);
  const whole = nodes.map(({ node }) => node.data).join("");
  let start = -1;
  for (let n = 0; n <= occurrence; n++) {
    start = whole.indexOf(text, start + 1);
    if (start < 0) throw new Error(`"${text}" occurs ${n} times, asked for number ${occurrence}`);
  }
  const place = (offset, atEnd) => {
    const reached = ({ offset: begun }) => (atEnd ? begun < offset : begun <= offset);
    const { node, offset: begun } = nodes.findLast(reached);
    return [node, offset - begun];
  };
  const range = document.createRange();
  range.setStart(...place(start, false));
  range.setEnd(...place(start + text.length, true));
  return range;
}

/** The middle of the first line of a range or element, scrolled into view. */
function middle(thing) {
  const element = thing instanceof Range ? thing.startContainer.parentElement : thing;
  const inside = ({ left, right, top, bottom }) =>
    left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
  const visible = ({ width, height }) => width > 0 && height > 0;
  const rect = () => [...thing.getClientRects()].find(visible);
  if (rect() && !inside(rect())) element.scrollIntoView({ block: "center", behavior: "instant" });
  const { left, top, width, height } = rect() ?? fail("it has no place on the screen");
  return { x: Math.round(left + width / 2), y: Math.round(top + height / 2) };
}

/** The middle of an element; fails if another element covers it. */
function reachable(element) {
  const { x, y } = middle(element);
  let top = document.elementFromPoint(x, y);
  for (let inner; (inner = top?.shadowRoot?.elementFromPoint(x, y)) && inner !== top; ) top = inner;
  if (top !== element && !element.contains(top)) {
    fail(`it is covered by <${top?.localName} class="${top?.getAttribute("class") ?? ""}">`);
  }
  return { x, y };
}

function fail(why) {
  throw new Error(why);
}

/** The element that has the focus, in shadow roots too. */
function focused() {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}

/** Every highlight by name, with the text and place of each of its ranges. */
function highlights() {
  return [...CSS.highlights].map(([name, highlight]) => ({
    name,
    texts: [...highlight].map((range) => {
      const live = document.createRange();
      live.setStart(range.startContainer, range.startOffset);
      live.setEnd(range.endContainer, range.endOffset);
      return live.toString();
    }),
  }));
}

/** The relative luminance of a colour of three bytes, from 0 to 1, as WCAG defines it. */
function luminance(rgb) {
  const linear = (part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  const [r, g, b] = rgb.map((byte) => linear(byte / 255));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Pairs of layer and words for the marks that all widgets have drawn over the text of an element. */
function marksIn(root) {
  return deepAll("who-said").flatMap(({ shadowRoot }) => (shadowRoot ? marked(shadowRoot, [root]) : []));
}
