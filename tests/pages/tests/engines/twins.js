// Changes an annotated article and its twin, which no widget has touched, by the same random
// operations of frameworks and translators, and compares the two after each. Takes `painter`,
// `first` and `end` (numbers of sequences) and `annotate`; stops after some seconds, as browsers wait
// a limited time for a script. Gives the number of the sequence to go on with, that of operations,
// and that of operations after which there was paint.
// The same number makes the same changes.

const SAID = [
  "“We lost it,” said Ruth Amsel. ",
  "The council of Harwick voted on Monday, said Owen Hollis, the engineer. ",
  "Amsel denied it. “No,” she said. ",
  "x",
  " ",
];

/** Markup with each text node in brackets: two elements are equal only if cut alike. */
const structure = (node) => {
  if (node.nodeType === 3) return `[${node.data}]`;
  if (node.nodeType !== 1) return "";
  const attributes = [...node.attributes].map(({ name, value }) => ` ${name}=${value}`).join("");
  const children = [...node.childNodes].map(structure).join("");
  return `<${node.localName}${attributes}>${children}</>`;
};

class Page {
  constructor(story) {
    this.story = story;
    this.away = [];
    this.kept = [];
  }
  texts() {
    const walk = document.createTreeWalker(this.story, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walk.nextNode()) found.push(walk.currentNode);
    return found;
  }
  blocks() {
    return [...this.story.querySelectorAll("p, li, blockquote")];
  }
}

/** Each takes a page and a source of random numbers, and asks it the same questions on both. */
const OPERATIONS = {
  insertData(page, { any, below }) {
    const text = any(page.texts());
    text?.insertData(below(text.length + 1), any(SAID));
  },
  deleteData(page, { any, below }) {
    const text = any(page.texts());
    text?.deleteData(below(text.length), 1 + below(9));
  },
  replaceData(page, { any, below }) {
    const text = any(page.texts());
    text?.replaceData(below(text.length), 4, "abc");
  },
  setData(page, { any }) {
    const text = any(page.texts());
    if (text) text.data = any(SAID);
  },
  splitText(page, { any, below }) {
    const text = any(page.texts());
    if (text?.length > 1) text.splitText(1 + below(text.length - 1));
  },
  normalize: (page, { any }) => any(page.blocks())?.normalize(),
  insertBefore(page, { any, below }) {
    const block = any(page.blocks());
    const before = block?.childNodes[below(block.childNodes.length + 1)] ?? null;
    block?.insertBefore(document.createTextNode(any(SAID)), before);
  },
  removeChild(page, { any }) {
    const text = any(page.texts());
    if (text) page.away.push(text.parentNode.removeChild(text));
  },
  putBack(page, { any }) {
    const node = page.away.pop();
    if (node) any(page.blocks())?.append(node);
  },
  replaceChild(page, { any }) {
    const text = any(page.texts());
    if (!text) return;
    const font = document.createElement("font");
    text.parentNode.replaceChild(font, text);
    font.append(document.createTextNode(text.data.toUpperCase()));
    page.kept.push([font, text]);
  },
  undoReplace(page) {
    const [font, text] = page.kept.pop() ?? [];
    if (font?.parentNode) font.replaceWith(text);
  },
  wrap(page, { any }) {
    const text = any(page.texts());
    if (!text) return;
    const bold = document.createElement("b");
    text.replaceWith(bold);
    bold.append(text);
  },
  unwrap(page, { any }) {
    const inner = any([...page.story.querySelectorAll("mark, b, i, font, a")]);
    inner?.replaceWith(...inner.childNodes);
  },
  move(page, { any }) {
    const [block, to] = [any(page.blocks()), any(page.blocks())];
    if (block && to && !block.contains(to)) to.after(block);
  },
  take(page, { any }) {
    const block = any(page.blocks());
    if (block && page.blocks().length > 3) {
      block.remove();
      page.away.push(block);
    }
  },
  clone(page, { any }) {
    const block = any(page.blocks());
    block?.replaceWith(block.cloneNode(true));
  },
  keepChildren(page, { any }) {
    const block = any(page.blocks());
    if (!block) return;
    page.held = { block, children: [...block.childNodes] };
    block.replaceChildren("…");
  },
  restoreChildren(page) {
    const { block, children } = page.held ?? {};
    block?.replaceChildren(...children);
    page.held = undefined;
  },
  innerHTML(page, { any }) {
    const block = any(page.blocks());
    if (block) block.innerHTML = block.innerHTML;
  },
  textContent(page, { any, below }) {
    const block = any(page.blocks());
    if (block) block.textContent = any(SAID) + block.textContent.slice(below(20));
  },
  outerHTML: (page) => (page.story.innerHTML = page.story.innerHTML),
  add(page, { any }) {
    const block = document.createElement("p");
    block.textContent = any(SAID) + any(SAID);
    page.story.append(block);
  },
  hide(page, { any }) {
    const block = any(page.blocks());
    if (block) block.hidden = !block.hidden;
  },
};

const STORY = `<h1>Wall to be rebuilt</h1><p>“We lost it,” said <b>Ruth</b> Amsel. She told
  reporters that <a href="#x">the council</a> had known.</p><p>The council of Harwick voted on Monday
  to rebuild the old harbour wall, after a storm in January had washed away a third of it.</p>
  <ul><li>“It is late,” said Owen <i>Hollis</i>.</li><li>Amsel agreed.</li></ul>`;

const pause = [
  () => null,
  () => new Promise((go) => setTimeout(go)),
  () => new Promise((go) => requestAnimationFrame(go)),
];

let count = 0;
let painted = 0;
let seed = first;
for (const begun = performance.now(); seed < end && performance.now() - begun < 10_000; seed++) {
  const [story, twin] = [0, 1].map(() => Object.assign(document.createElement("article"), { innerHTML: STORY }));
  // The twin stands in a document of its own, out of the widget's reach.
  document.body.prepend(story);
  const apart = document.implementation.createHTMLDocument("");
  apart.body.append(apart.adoptNode(twin));
  const pages = [new Page(story), new Page(twin)];
  const handle = await annotate(story, { painter, layers: "actors quotes attitudes" });
  let state = seed;
  const below = (n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 4294967296) * n);
  };
  const done = [];
  const same = (when) => {
    const [ours, theirs] = pages.map(({ story }) => structure(story));
    if (ours !== theirs) throw new Error(`${painter}, seed ${seed}, ${when}: ${done}\n${ours}\n${theirs}`);
  };
  for (let n = 4 + below(12); n > 0; n--) {
    const names = Object.keys(OPERATIONS);
    const name = names[below(names.length)];
    done.push(name);
    const before = state;
    const outcomes = pages.map((page) => {
      state = before;
      try {
        OPERATIONS[name](page, { below, any: (list) => list[below(list.length)] });
        return "done";
      } catch (error) {
        return error.name;
      }
    });
    count++;
    if (outcomes[0] !== outcomes[1]) throw new Error(`${painter}, seed ${seed}: ${done}: ${outcomes}`);
    same("at once");
    await pause[below(pause.length)]();
    if (below(25) === 0) await new Promise((go) => setTimeout(go, 260));
    if (below(6) === 0 && handle.analysis.attributions.length) handle.select({ attribution: 0 });
    if (CSS.highlights?.size || deepAll(".marks path").length) painted++;
    same("later");
  }
  handle.destroy();
  same("after destroy()");
  if (story.outerHTML !== twin.outerHTML) throw new Error(`${painter}, seed ${seed}: other HTML`);
  story.remove();
}
return [seed, count, painted];
