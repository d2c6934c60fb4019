// Built by Vite, which finds the WebAssembly by itself; checked by `tsc --strict` against whosaid.d.ts.
import { analyze, annotate, type Analysis, type Attribution, type Handle, type Options, type WhoSaidElement } from "whosaid";

/** Who says what in a text, a line each. */
async function voices(text: string): Promise<string[]> {
  const analysis: Analysis = await analyze(text, { assumeEnglish: true });
  const names = ({ speakers }: Attribution): string => speakers.map((id) => analysis.actors[id]?.name ?? "?").join(" and ");
  return analysis.attributions.map((one) => `${names(one) || "Not stated"}: ${one.content.map((span) => text.slice(...span)).join(" … ")}`);
}

const article = document.querySelector<HTMLElement>("#article");
const said = document.querySelector<HTMLElement>("#said");
if (!article || !said) throw new Error("the page has an article and a place for what is said");

document.addEventListener("whosaid:select", ({ detail: { actor, attribution } }) => console.log(actor, attribution));
document.addEventListener("whosaid:error", ({ detail: { message, error } }) => console.log(message, error.name));
addEventListener("whosaid:ready", ({ detail: { elapsedMs } }) => console.log(elapsedMs));

const options: Options = { layers: { actors: true, quotes: true }, open: true, theme: "auto", painter: "highlight" };
const handle: Handle = await annotate(article, { ...options, signal: new AbortController().signal });
handle.select({ attribution: 0 });
handle.select(null);
handle.update({ layers: "actors quotes" });
said.textContent = (await voices(handle.text)).join("\n");

// An element of the page's own is typed too.
const own: WhoSaidElement = document.createElement("who-said");
const published: string | null = own.analysis?.published ?? handle.analysis.published;
said.title = published ?? "";

// What the types are for: these do not compile.
// @ts-expect-error a text is a string
void (() => analyze(7));
// @ts-expect-error there is no such painter
void (() => annotate(article, { painter: "canvas" }));
// @ts-expect-error an analysis is only read
void (() => (handle.text = ""));
