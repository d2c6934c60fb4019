// The form in which the bookmarklet hands an article to the reader page: text, packed or not, never markup.
//
// An article is lines: the first is "whosaid 1", each other starts with a letter for its kind: u address, t title, b byline, d date,
// h heading, p paragraph, q quotation, l list item. Lines with other letters are left out, so that more can be added.
// In an address it is base64url after one letter: d for bytes deflated (RFC 1951), p for plain bytes.
//
// A short address may unpack to gigabytes, so an article is read piece by piece, and refused as soon as it is larger than any.

/** Greatest length of an article, in UTF-16 code units: a short book, and little enough that a browser reads it in less than 300 MB. */
export const LONGEST = 300_000;

/** Most headings, paragraphs, quotations and list items of an article: the page has an element for each. */
export const MOST_BLOCKS = 5_000;

/** Greatest length of a packed article, in letters: a UTF-16 code unit has three bytes at most, each byte takes 4/3 letters. */
const LONGEST_PACKED = 4 * LONGEST;

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

/** Reads an article from pieces of its text. */
class Reading {
  #article = new Article();
  #length = 0;
  #begun = false;
  /** The line that has not ended yet. */
  #rest = "";

  add(piece) {
    this.#length = within(this.#length + piece.length);
    let start = 0;
    for (let end; (end = piece.indexOf("\n", start)) >= 0; start = end + 1) this.#line(piece.slice(start, end));
    this.#rest += piece.slice(start);
  }

  end() {
    this.#line("");
    if (!this.#article.blocks.length) throw new Damaged("there is no text in it");
    return this.#article;
  }

  /** Reads the line that ends with `words`. */
  #line(words) {
    const line = this.#rest + words;
    this.#rest = "";
    if (this.#begun) return this.#article.line(line);
    if (line !== "whosaid 1") throw new Damaged("it does not start as an article from the bookmarklet does");
    this.#begun = true;
  }
}

/** The length, if an article may have it. */
function within(length) {
  if (length > LONGEST) throw new Damaged(`it has more than ${LONGEST.toLocaleString("en")} characters, more than any article`);
  return length;
}

/** Reads an article from its text. */
export function parse(text) {
  const reading = new Reading();
  reading.add(text);
  return reading.end();
}

/** A pasted text as an article: each line with text is a paragraph. */
export function plain(text) {
  if (text.startsWith("whosaid 1\n")) return parse(text);
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

/** Reads an article that is packed for an address. */
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

/** Reads an article from a stream of its bytes. */
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
