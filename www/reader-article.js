// The form in which the bookmarklet hands an article to the reader page: text, packed or not, never markup.
//
// An article is lines: the first is "whosaid 1", each other starts with a letter for its kind: u address, t title, b byline, d date,
// h heading, p paragraph, q quotation, l list item. Lines with other letters are left out, so that more can be added.
// In an address it is base64url after one letter: d for bytes deflated (RFC 1951), p for plain bytes.

/** Greatest length of an article, in UTF-16 code units: far more than any has, far less than harms a browser. */
export const LONGEST = 4_000_000;

/** The error of an article that cannot be read, with a message for the reader. */
export class Damaged extends Error {}

/** Reads an article: `{ address, title, byline, date, blocks: [{ kind, text }] }`; absent parts are null. */
export function parse(text) {
  if (text.length > LONGEST) throw new Damaged("it is longer than any article");
  const [first, ...lines] = text.split("\n");
  if (first !== "whosaid 1") throw new Damaged("it does not start as an article from the bookmarklet does");
  const article = { address: null, title: null, byline: null, date: null, blocks: [] };
  const heads = { t: "title", b: "byline" };
  for (const line of lines) {
    const kind = line.charAt(0);
    const words = line.slice(1).trim();
    if (!words) continue;
    if (kind === "u") article.address = web(words);
    else if (kind === "d") article.date = /^\d{4}-\d{2}-\d{2}$/.test(words) && !Number.isNaN(Date.parse(words)) ? words : null;
    else if (heads[kind]) article[heads[kind]] = words;
    else if ("hpql".includes(kind)) article.blocks.push({ kind, text: words });
  }
  if (!article.blocks.length) throw new Damaged("there is no text in it");
  return article;
}

/** A pasted text as an article: each line with text is a paragraph. */
export function plain(text) {
  if (text.startsWith("whosaid 1\n")) return parse(text);
  const blocks = text.slice(0, LONGEST).split(/\r\n|\r|\n/).filter((line) => line.trim()).map((line) => ({ kind: "p", text: line.trim() }));
  return { address: null, title: null, byline: null, date: null, blocks };
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

/** Unpacks an article from an address. */
export async function unpack(packed) {
  let bytes;
  try {
    const binary = atob(packed.slice(1).replaceAll("-", "+").replaceAll("_", "/"));
    bytes = Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
  } catch {
    throw new Damaged("it is not in the letters that the bookmarklet writes");
  }
  if (packed[0] === "d") bytes = await inflate(bytes);
  else if (packed[0] !== "p") throw new Damaged("it is packed in a way that this reader does not know");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Damaged("it is not text");
  }
}

/** Inflates piece by piece, so that a few bytes which would inflate to gigabytes end early. */
async function inflate(bytes) {
  const pieces = [];
  let length = 0;
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  for (;;) {
    let next;
    try {
      next = await reader.read();
    } catch {
      throw new Damaged("part of it is missing or changed");
    }
    if (next.done) break;
    length += next.value.length;
    if (length > LONGEST) {
      reader.cancel();
      throw new Damaged("it is longer than any article");
    }
    pieces.push(next.value);
  }
  return new Uint8Array(await new Blob(pieces).arrayBuffer());
}
