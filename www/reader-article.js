// The form in which the bookmarklet hands an article to the reader page: text, packed or not, never markup.
//
// An article is lines: the first is "whosaid 1", each other starts with a letter for its kind: u address, t title, b byline, d date,
// h heading, p paragraph, q quotation, l list item. Lines with other letters are left out, so that more can be added.
//
// A page is lines too: the first is "whosaid 2", u, t, b and d are the same, j is the text of the article as its JSON-LD has it (a string of
// JSON), and the others are what is seen of the page: < and [ begin an element, as a block or within a line (name, class and id, role,
// itemprop, with tabs between), > ends it, . is text, / a line break. The engine makes an article of it (src/page/story/handover.rs).
//
// In an address both are base64url after one letter: d for bytes deflated (RFC 1951), p for plain bytes.
//
// A short address may unpack to gigabytes, so what comes is read piece by piece, and refused as soon as it is larger than any article or page.

/** The first line of a page. */
const PAGE = "whosaid 2\n";

/** Greatest length of an article, in UTF-16 code units: a short book, and little enough that a browser reads it in less than 300 MB. */
export const LONGEST = 300_000;

/** Greatest length of a page, in UTF-16 code units: several times as much as long pages of news have. */
const LONGEST_PAGE = 1_000_000;

/** Most headings, paragraphs, quotations and list items of an article: the page has an element for each. */
export const MOST_BLOCKS = 5_000;

/** Greatest length of what is packed, in letters: a UTF-16 code unit has three bytes at most, each byte takes 4/3 letters. */
const LONGEST_PACKED = 4 * LONGEST_PAGE;

/** Fewest characters of an article that a page shows as text; one that shows less has it as data only. */
const LEAST_SEEN = 200;

/** Bytes that are inflated at once, to 1032 times as many at most. */
const PIECE = 256;

/** Most letters of a day that is written in another way than the bookmarklet's. */
const LONGEST_DAY = 40;

/** The error of an article that cannot be read, with a message for the reader. */
export class Damaged extends Error {}

/** An article as it is read: `{ address, title, byline, date, blocks: [{ kind, text }] }`; absent parts are null. */
class Article {
  address = null;
  title = null;
  byline = null;
  date = null;
  blocks = [];

  block(kind, text) {
    if (this.blocks.length === MOST_BLOCKS) throw new Damaged(`it has more than ${MOST_BLOCKS.toLocaleString("en")} paragraphs, more than any article`);
    this.blocks.push({ kind, text });
  }

  /** Reads a line after the first. */
  line(line) {
    const kind = line.charAt(0);
    const words = line.slice(1).trim();
    if (!words) return;
    if (kind === "u") this.address = web(words);
    else if (kind === "t") this.title = words;
    else if (kind === "b") this.byline = words;
    else if (kind === "d") this.date = words.slice(0, LONGEST_DAY);
    else if ("hpql".includes(kind)) this.block(kind, words);
  }
}

/** Reads an article, or a page as one string, from pieces of its text. */
class Reading {
  #article = new Article();
  #length = 0;
  #begun = false;
  /** True for a page. */
  #whole = false;
  /** The line that has not ended yet; all the text of a page. */
  #rest = "";

  add(piece) {
    this.#length = within(this.#length + piece.length, this.#begun && !this.#whole ? LONGEST : LONGEST_PAGE);
    if (!this.#whole) {
      let start = 0;
      for (let end; !this.#whole && (end = piece.indexOf("\n", start)) >= 0; start = end + 1) this.#line(piece.slice(start, end));
      piece = piece.slice(start);
    }
    if (!this.#whole) within(this.#length);
    this.#rest += piece;
  }

  end() {
    if (this.#whole) return PAGE + this.#rest;
    this.#line("");
    if (!this.#article.blocks.length) throw new Damaged("there is no text in it");
    return this.#article;
  }

  /** Reads the line that ends with `words`. */
  #line(words) {
    const line = this.#rest + words;
    this.#rest = "";
    if (this.#begun) return this.#article.line(line);
    this.#whole = line + "\n" === PAGE;
    if (!this.#whole && line !== "whosaid 1") throw new Damaged("it does not start as an article from the bookmarklet does");
    this.#begun = true;
  }
}

/** The length, if an article or page may have it. */
function within(length, longest = LONGEST) {
  if (length > longest) throw new Damaged(`it has more than ${longest.toLocaleString("en")} characters, more than any article`);
  return length;
}

/** The article in a page that was handed over, which `find` makes of the page's lines. */
export async function articleIn(page, find) {
  const article = await find(page);
  const told = toldIn(page);
  const seen = article.split("\n").reduce((length, line) => length + ("hpql".includes(line.charAt(0)) ? line.length : 0), 0);
  // What the page shows goes first: text that it keeps back (for its subscribers, say) stays unread.
  if (seen >= LEAST_SEEN || told.length < LEAST_SEEN) return parse(article);
  const head = article.split("\n").filter((line) => !"hpql".includes(line.charAt(0)));
  return parse([...head, ...told.split(/\s*\n\s*/).map((line) => "p" + line)].join("\n"));
}

/** The article's text as the page's JSON-LD has it; nothing where that is markup or no text. */
function toldIn(page) {
  try {
    const told = JSON.parse(/^j(".*")$/m.exec(page)[1]);
    return /<\/?\w[^<>]*>/.test(told) ? "" : told;
  } catch {
    return "";
  }
}

/** Reads an article, or a page as one string, from its text. */
export function parse(text) {
  const reading = new Reading();
  reading.add(text);
  return reading.end();
}

/** A pasted text as an article, or as a page if it is one: each line with text is a paragraph. */
export function plain(text) {
  if (/^whosaid [12]\n/.test(text)) return parse(text);
  within(text.length);
  const article = new Article();
  for (const line of text.split(/\r\n|\r|\n/)) if (line.trim()) article.block("p", line.trim());
  return article;
}

/** The day, if the text is one as the bookmarklet writes it, 2016-09-09, and there is such a day; else null. */
export function day(text) {
  const date = new Date(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00Z` : NaN);
  return !Number.isNaN(date.valueOf()) && date.toISOString().startsWith(text) ? date : null;
}

/** The address as a URL, if it is http or https; else null, as no other kind becomes a link. */
function web(address) {
  try {
    const url = new URL(address);
    return url.protocol === "http:" || url.protocol === "https:" ? url : null;
  } catch {
    return null;
  }
}

/** Reads an article or a page that is packed for an address. */
export async function unpack(packed) {
  if (packed.length > LONGEST_PACKED) throw new Damaged("it is longer than any article");
  let bytes;
  try {
    const binary = atob(packed.slice(1).replaceAll("-", "+").replaceAll("_", "/"));
    bytes = Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
  } catch {
    throw new Damaged("it is not in the letters that the bookmarklet writes");
  }
  let stream = inPieces(bytes);
  if (packed[0] === "d") stream = stream.pipeThrough(new DecompressionStream("deflate-raw"));
  else if (packed[0] !== "p") throw new Damaged("it is packed in a way that this reader does not know");
  const reader = stream.getReader();
  try {
    return await read(reader);
  } finally {
    // Without this, what is left would be unpacked all the same. It fails where the stream has failed.
    reader.cancel().catch(() => {});
  }
}

/** Bytes as a stream that gives the next piece once the one before it is unpacked. */
function inPieces(bytes) {
  let at = 0;
  const pull = (controller) => {
    if (at >= bytes.length) return controller.close();
    controller.enqueue(bytes.subarray(at, at + PIECE));
    at += PIECE;
  };
  return new ReadableStream({ pull }, { highWaterMark: 0 });
}

/** Reads an article or a page from a stream of its bytes. */
async function read(stream) {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const decoded = (bytes, options) => {
    try {
      return decoder.decode(bytes, options);
    } catch {
      throw new Damaged("it is not text");
    }
  };
  const reading = new Reading();
  for (;;) {
    let next;
    try {
      next = await stream.read();
    } catch {
      throw new Damaged("part of it is missing or changed");
    }
    reading.add(decoded(next.value, { stream: !next.done }));
    if (next.done) return reading.end();
  }
}
