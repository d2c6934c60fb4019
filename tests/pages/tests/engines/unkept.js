/** The rules and declarations of a style sheet that this browser does not keep, as text. */
function unkept(css) {
  const lost = [];
  const probe = document.createElement("i").style;
  const declare = (rule, line) => {
    const parts = /^([-\w]+)\s*:\s*([^]*?)\s*(!important)?$/.exec(line);
    probe.cssText = "";
    if (parts) probe.setProperty(parts[1], parts[2], parts[3] ? "important" : "");
    if (!probe.length) lost.push(`${rule} { ${line} }`);
  };
  const open = (prelude, inner, around) => {
    if (prelude.startsWith("@media")) {
      if (matchMedia(prelude.slice(6)).media.includes("not all")) lost.push(prelude);
      read(around, inner);
    } else if (prelude.startsWith("@") && around) {
      read(around, inner);
    } else {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(`${prelude}{${prelude.startsWith("@") ? inner : ""}}`);
      if (!around && !sheet.cssRules.length) lost.push(prelude);
      if (!prelude.startsWith("@")) read(prelude, inner);
    }
  };
  /** Reads declarations, and rules within rules. */
  const read = (around, text) => {
    let [from, brackets] = [0, 0];
    for (let at = 0; at <= text.length; at++) {
      const sign = text[at] ?? ";";
      if (sign === "(") brackets++;
      if (sign === ")") brackets--;
      if (brackets) continue;
      if (sign === "{") {
        let end = at + 1;
        for (let depth = 1; depth; end++) depth += { "{": 1, "}": -1 }[text[end]] ?? 0;
        open(text.slice(from, at).trim(), text.slice(at + 1, end - 1), around);
        [from, at] = [end, end - 1];
      } else if (sign === ";") {
        const line = text.slice(from, at).trim();
        if (line) declare(around, line);
        from = at + 1;
      }
    }
  };
  read("", css.replace(/\/\*[^]*?\*\//g, ""));
  return lost;
}
