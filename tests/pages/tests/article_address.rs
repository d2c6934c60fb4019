//! Generated articles in addresses of the reader page: an article in the format of
//! www/reader-article.js is read back as it was, and damaged ones are refused by a message for
//! people.

use pages::{Page, site};
use serde_json::json;

/// A script that generates articles, packs them as the format's description says, and damages them
/// at random. It runs in the page because the codecs are the browser's.
const STAGE: &str = r#"
    const { unpack, plain, Damaged } = await import("./reader-article.js");
    let state = 2016;
    const below = (bound) => { state ^= state << 13; state ^= state >>> 17; state ^= state << 5;
    return (state >>> 0) % bound; };
    const pick = (list) => list[below(list.length)];
    const LETTERS = ["a", "Taxes ", "“", "”", "\u{1f337}", "e\u0301", "<b>", "&amp;", "%2F",
    "\u202e", " ", "\u2028", "\0", "-", "_", "'", "said ", "whosaid 1"];
    const words = () => "w" + Array.from({ length: below(12) }, () => pick(LETTERS)).join("") + "w";
    const made = () => {
      const article = { address: null, title: null, byline: null, date: null, blocks: [] };
      const lines = ["whosaid 1"];
      if (below(2)) lines.push("t" + (article.title = words()));
      if (below(2)) lines.push("b" + (article.byline = words()));
      if (below(2)) {
        article.date = `20${10 + below(20)}-0${1 + below(9)}-1${below(10)}`;
        lines.push("d" + article.date);
      }
      if (below(2)) {
        article.address = `https://news.example/${below(1000)}?a=1#b`;
        lines.push("u" + article.address);
      }
      for (let i = 0; i <= below(6); i++) {
        const block = { kind: pick(["h", "p", "q", "l"]), text: words() };
        article.blocks.push(block);
        lines.push(block.kind + block.text);
        // a later version may add lines
        if (below(4) === 0) lines.push(pick(["x", "?", "Z"]) + words());
      }
      return { article, text: lines.join("\n") };
    };
    const base64url = (bytes) => btoa(String.fromCharCode(...bytes)).replaceAll("+",
    "-").replaceAll("/", "_").replace(/=+$/, "");
    const pack = async (text, deflated) => {
      const bytes = new TextEncoder().encode(text);
      if (!deflated) return "p" + base64url(bytes);
      const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate-raw"));
      return "d" + base64url(new Uint8Array(await new Response(stream).arrayBuffer()));
    };
    const shown = (article) => JSON.stringify({ ...article, address: article.address &&
    String(article.address) });
    window.there_and_back = async (count) => {
      for (let i = 0; i < count; i++) {
        const { article, text } = made();
        const packed = await pack(text, below(2));
        if (!/^[dp][\w-]*$/.test(packed)) return `not for an address: ${packed}`;
        const back = shown(await unpack(packed));
        if (back !== shown(article)) return `${shown(article)} came back as ${back}`;
      }
      return count;
    };
    window.damaged = async (count) => {
      let refused = 0;
      for (let i = 0; i < count; i++) {
        let packed = [...await pack(made().text, below(4) === 0)];
        for (let times = 1 + below(3); times > 0; times--) {
          const at = below(packed.length);
          pick([() => packed.splice(at, 1 + below(9)), () => packed.splice(at, 0, pick(LETTERS)),
          () => { packed[at] = pick(["A", "%", "é", "-", "\n", "p", "d"]); }])();
          if (!packed.length) packed = [pick(["p", "d", ""])];
        }
        packed = packed.join("");
        try {
          const article = await unpack(packed);
          if (!article.blocks.length || article.blocks.some(({ kind, text }) =>
          !"hpql".includes(kind) || !text.trim())) return `${packed} was read as ${shown(article)}`;
          if (article.address &&
          !/^https?:/.test(article.address.href)) return `${packed} links to ${article.address}`;
        } catch (error) {
          if (!(error instanceof Damaged)) return `${packed}: ${error}`;
          refused += 1;
        }
        for (const { text } of plain(packed).blocks) if (/[\r\n]/.test(text) ||
        !text.trim()) return `pasted, ${packed} has the paragraph ${JSON.stringify(text)}`;
      }
      return refused;
    };"#;

#[test]
fn generated_articles_survive_address_and_damage_is_refused() {
    let whosaid = site().start();
    let page = Page::open(&whosaid.url("/reader.html")).unwrap();
    page.script(STAGE, &[]).unwrap();
    // In batches, because a script may run for a minute at most.
    for _ in 0..4 {
        assert_eq!(page.script("return await there_and_back(1500);", &[]).unwrap(), json!(1500));
    }
    let mut refused = 0;
    for _ in 0..4 {
        let outcome = page.script("return await damaged(2500);", &[]).unwrap();
        refused += outcome.as_u64().unwrap_or_else(|| panic!("{outcome}"));
    }
    assert!(refused > 1_000, "most of what is damaged is refused, here {refused} of 10,000");
    assert_eq!(page.errors().unwrap(), Vec::<String>::new());
}
