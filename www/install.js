// Makes the bookmarklet of this site and shows how to install it: the link to drag, the address to copy, the steps for this browser.

/** The placeholder for the site's address in bookmarklet.js. */
const MARK = "%SITE%";

/**
 * The javascript: address of the bookmarklet. `source` is bookmarklet.js, `site` the address of the folder that holds whosaid.js and
 * reader.html. Only characters that browsers, their bookmark files or a paste might change are percent-encoded, as every byte counts.
 */
export function address(source, site) {
  const code = source.trim().replace(MARK, () => new URL(site).href);
  return "javascript:" + code.replace(/[%\s"'#<>^`{|}\u{80}-\u{10ffff}]/gu, (letter) => (letter === "'" ? "%27" : encodeURIComponent(letter)));
}

/** The name of the steps on the page that are for this browser, by its userAgent. */
function here({ userAgent, maxTouchPoints }) {
  const phone = /Android/.test(userAgent) ? "android" : /iPhone|iPad/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1) ? "ios" : null;
  if (phone) return /Firefox|FxiOS/.test(userAgent) ? "firefox-phone" : phone;
  return /Firefox\//.test(userAgent) ? "firefox" : /Chrom|Edg\//.test(userAgent) ? "chrome" : /Safari\//.test(userAgent) ? "safari" : "chrome";
}

async function install(section) {
  const link = section.querySelector("#drag");
  const box = section.querySelector("#address");
  const said = section.querySelector("#installed");
  const steps = section.querySelector(`details[data-browser="${here(navigator)}"]`);
  if (steps) steps.open = true;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    said.textContent = "Drag this button to your bookmarks bar, then press it there on a news page.";
  });
  section.querySelector("#copy-address").addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(box.value);
      said.textContent = "Copied.";
    } catch {
      box.select();
      said.textContent = "Selected: press Ctrl+C or ⌘C.";
    }
  });
  try {
    const answer = await fetch(new URL("./bookmarklet.js", import.meta.url));
    if (!answer.ok) throw new Error(`${answer.status}`);
    link.href = box.value = address(await answer.text(), new URL("./", import.meta.url));
  } catch (error) {
    said.textContent = `The bookmarklet could not be loaded (${error.message}). Reload this page to try again.`;
  }
}

const section = globalThis.document?.querySelector("#bookmarklet");
if (section) install(section);
