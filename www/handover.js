// What a page hands over to the reader page, where the widget cannot run in the page itself: what is seen of it, as text.
//
// Used by the bookmarklet and the extension, in pages of all kinds: it trusts few of the page's globals (loops instead of array methods,
// no JSON), and evaluates nothing. The reader page has the engine, which finds the article in what is handed over
// (src/page/story/handover.rs).

import { getter, method } from "./dom.js";

// Members of the document and of the page's elements, some of which are forms.
const body = getter("body");
const documentElement = getter("documentElement");
const nodeType = getter("nodeType");
const textContent = getter("textContent");
const localName = getter("localName");
const getAttribute = method("getAttribute");
const querySelector = method("querySelector");
const querySelectorAll = method("querySelectorAll");

const tidy = (text) => (text ?? "").replace(/\s+/g, " ").trim();
const words = (element) => tidy(element && textContent(element));
const one = (selector) => querySelector(document, selector);
const meta = (name) => one(`meta[property="${name}"],meta[name="${name}"]`)?.content;

/** The page's JSON-LD. */
const linked = () => {
  let data = "";
  const scripts = querySelectorAll(document, 'script[type="application/ld+json"]');
  for (let i = 0; i < scripts.length; i += 1) data += scripts[i].textContent;
  return data;
};
/** The article's text in JSON-LD, as a string of JSON: some pages draw the text only later, or never. */
export const told = () => tidy(/"articleBody"\s*:\s*("([^"\\]|\\.)*")/.exec(linked())?.[1]);

/** What is seen of the page, as lines of reader-article.js; nothing where that is no text. */
export const read = () => {
  const first = words(one("h1"));
  const given = tidy(meta("og:title"));
  const dated = one("[itemprop=datePublished]");
  const day =
    meta("article:published_time") ??
    (dated && getAttribute(dated, "content")) ??
    /"datePublished"\s*:\s*"([^"]+)/.exec(linked())?.[1] ??
    one("time[datetime]")?.dateTime;
  let author = tidy(meta("author"));
  if (!author || /^https?:/.test(author)) author = words(one("[rel=author],[itemprop=author],.byline"));
  if (author && !/^by[\s:]/i.test(author)) author = "By " + author;

  // The headline may stand above the story, but must not be the name of the site.
  let out = "whosaid 2\nu" + location.href + "\nt" + ((first && given.includes(first) ? first : given) || first || tidy(getter("title")(document)));
  if (author && author.length < 200) out += "\nb" + author;
  if (day) out += "\nd" + tidy(day).slice(0, 10);
  const data = told();
  if (data) out += "\nj" + data;
  let found = data.length;
  /** The colour behind an element's text, by its style and the colour `above`; 0 where that is a picture. */
  const ground = ({ backgroundColor, backgroundImage }, above) => (backgroundImage !== "none" ? 0 : /a.*\s0\)/.test(backgroundColor) ? above : backgroundColor);
  /** True for an element whose text nobody sees. The widget's own, stricter rules are in src/page/map/viewer.rs. */
  const unseen = (element, style, behind) => {
    const { right, width, height } = method("getBoundingClientRect")(element);
    const fill = style.webkitTextFillColor;
    return (
      right < -scrollX ||
      (style.overflow !== "visible" && (width < 4 || height < 4)) ||
      fill === behind ||
      /hid|,0(\.0\d*)?,|rect|t\(50|e\(0|a\(.*\s0\),\d|,[0-3](\.\d*)?px|none$/.test([
        style.visibility,
        style.opacity,
        style.clip + style.clipPath,
        fill,
        style.fontSize,
        style.display,
      ])
    );
  };
  const walk = (node, above) => {
    const slotted = localName(node) === "slot" && method("assignedNodes")(node);
    const children = slotted?.length ? slotted : getter("childNodes")(getter("shadowRoot")(node) ?? node);
    for (let i = 0; i < children.length; i += 1) {
      const child = children[i];
      const type = nodeType(child);
      if (type === 3) {
        const text = textContent(child).replace(/\s+/g, " ");
        if (text) out += "\n." + text;
        if (text > " ") found += text.length;
      }
      if (type !== 1) continue;
      const name = localName(child);
      if (name === "br") out += "\n/";
      // What is never part of a story would only make the address long.
      if (/^(br|nav|aside|footer|figure|svg|select|iframe)$/.test(name)) continue;
      const style = getComputedStyle(child);
      const behind = ground(style, above);
      if (unseen(child, style, behind)) continue;
      // An initial letter that floats stands in its line.
      const inline = /^(inline|contents)/.test(style.display) || (style.float !== "none" && words(child).length < 4);
      const mark = (attribute) => "\t" + tidy(getAttribute(child, attribute));
      const [kept, before] = [out, found];
      out += "\n" + (inline ? "[" : "<") + name + mark("class") + " " + tidy(getAttribute(child, "id")) + mark("role") + mark("itemprop");
      if (getAttribute(child, "aria-hidden") !== "true" || words(child).length < 4) walk(child, behind);
      out = found > before ? out + "\n>" : kept;
    }
  };
  const root = body(document) ?? documentElement(document);
  walk(root, ground(getComputedStyle(root), ground(getComputedStyle(documentElement(document)), "rgb(255, 255, 255)")));
  return found < 200 ? "" : out;
};

/** The article packed for a fragment: bytes in base64url, deflated where the browser can. */
export const pack = async (text) => {
  let bytes = new TextEncoder().encode(text);
  let mark = "p";
  if (typeof CompressionStream === "function") {
    const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate-raw"));
    bytes = new Uint8Array(await new Response(stream).arrayBuffer());
    mark = "d";
  }
  let binary = "";
  for (let i = 0; i < bytes.length; i += 1) binary += String.fromCharCode(bytes[i]);
  return mark + btoa(binary).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
};
