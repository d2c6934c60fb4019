//! Makes what wasm-bindgen writes around the engine safe for pages whose elements bear the names of
//! properties.
//!
//! Takes the generated script; gives it with every access to a member that a document or a form has
//! replaced by a function of `www/dom.js`. Promises that no access is forgotten: one that the
//! tables here do not name is an error. See docs/decisions/15-members-from-prototypes.md.

use anyhow::{Context, Result, bail, ensure};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

/// Members that one interface has, of those whose objects the engine reads: they are taken from the
/// interface when the script starts.
const TAKEN: &[(&str, &str)] = &[
    ("CharacterData", "data"),
    (
        "Document",
        "URL body createElement createElementNS createRange createTextNode documentElement",
    ),
    (
        "Element",
        "checkVisibility classList className clientHeight clientWidth closest getAttribute \
         hasAttribute innerHTML localName namespaceURI outerHTML removeAttribute scrollHeight \
         scrollLeft scrollTop scrollWidth setAttribute setPointerCapture shadowRoot",
    ),
    ("EventTarget", "dispatchEvent removeEventListener"),
    ("HTMLElement", "click offsetHeight offsetWidth"),
    (
        "Node",
        "appendChild childNodes cloneNode contains firstChild getRootNode hasChildNodes \
         insertBefore isConnected lastChild nextSibling nodeType nodeValue ownerDocument \
         parentElement parentNode previousSibling removeChild textContent",
    ),
    ("ShadowRoot", "host"),
];

/// Members of documents or forms that other objects have too, or that the loader overrides for one
/// element (`addEventListener`): they are looked up in the object's prototypes at each use.
const LOOKED_UP: &str = "\
    activeElement addEventListener append elementFromPoint firstElementChild getBoundingClientRect \
    getClientRects lastElementChild matches name nextElementSibling querySelector querySelectorAll \
    remove replaceChildren style target title";

/// Methods of documents or forms that windows have too.
const OF_WINDOWS: &str = "close focus getSelection scrollBy";

/// Members that stay as they are: of events, ranges, lists, observers, windows, the interface's own
/// controls and plain objects, none of which have named elements in front of their own members. A
/// test in a browser checks that documents and forms have none of these members
/// (`tests/pages/tests/clobbering.rs`).
const PLAIN: &str = "\
    _wbg_cb_unref add addedNodes altKey anchorNode anchorOffset assignedNodes attributeFilter \
    attributes behavior bottom bubbles button buttons call cancelAnimationFrame cancelBubble \
    capture characterData checked childList clientX clientY composed composedPath ctrlKey \
    dataTransfer defaultPrevented defaultValue delete detail disconnect document download \
    endContainer endOffset files focusNode focusOffset get getComputedStyle getData \
    getEntriesByType getItem getPropertyValue has height href innerHeight innerWidth isCollapsed \
    isComposing isIntersecting isPrimary item key left length localStorage matchMedia metaKey now \
    observe once onmessage pageXOffset pageYOffset passive performance pointerId pointerType port1 \
    port2 postMessage preventDefault preventScroll print priority push queueMicrotask removedNodes \
    removeItem removeProperty replaceSync requestAnimationFrame right rootMargin scrollX scrollY \
    select selectedIndex selectNode set setBaseAndExtent setEnd setItem setProperty setStart \
    setTimeout shiftKey size slice splitText stack startContainer startOffset stopPropagation \
    subtree takeRecords text textLength then toggle toISOString top toString type unobserve value \
    width";

/// The beginning of the names of properties that the interface's framework adds to nodes: they
/// become symbols, which no element's name is.
const ADDED: &str = "__yew_";

/// Calls of `Reflect`, which get, look for and set members by names that stand in Rust.
const REFLECTED: &[(&str, &str)] =
    &[("Reflect.get(", "field("), ("Reflect.has(", "has("), ("Reflect.set(", "put(")];

/// Functions that write into the engine's memory, and the kind of value that each can write.
const WRITERS: &[(&str, &str)] = &[
    (
        "function passStringToWasm0(arg, malloc, realloc) {\n",
        "if (typeof arg !== 'string') wrong(arg, 'a text');\n",
    ),
    (
        "function passArrayJsValueToWasm0(array, malloc) {\n",
        "if (!Array.isArray(array)) wrong(array, 'a list');\n",
    ),
];

/// Rewrites the generated script `glue` in place; `dom` is the path of `www/dom.js`.
///
/// # Errors
///
/// Where the script accesses a member that no table names, or is not written as expected.
pub fn harden(glue: &Path, dom: &Path) -> Result<()> {
    let text = fs_err::read_to_string(glue)?;
    let safe = hardened(&text, &dom.to_string_lossy())
        .with_context(|| format!("{} cannot be made safe for all pages", glue.display()))?;
    fs_err::write(glue, safe)?;
    Ok(())
}

/// The way to a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// Taken from this interface.
    Taken(&'static str),
    /// By the object's prototypes.
    LookedUp,
    /// The same, unless the object is the window.
    OfWindows,
    Plain,
    /// A property of the framework's.
    Symbol,
}

fn way(name: &str) -> Option<Way> {
    let has = |names: &str| names.split_whitespace().any(|known| known == name);
    if name.starts_with(ADDED) {
        return Some(Way::Symbol);
    }
    if let Some((owner, _)) = TAKEN.iter().find(|(_, names)| has(names)) {
        return Some(Way::Taken(owner));
    }
    [(LOOKED_UP, Way::LookedUp), (OF_WINDOWS, Way::OfWindows), (PLAIN, Way::Plain)]
        .into_iter()
        .find_map(|(names, way)| has(names).then_some(way))
}

/// The script with safe accesses, and before it the functions that these call.
fn hardened(text: &str, dom: &str) -> Result<String> {
    let begin = "function __wbg_get_imports() {";
    let (before, rest) = text.split_once(begin).context("it has no imports of the engine")?;
    let (imports, after) = rest.split_once("\n}\n").context("its imports have no end")?;
    let mut functions = Functions::default();
    let imports = functions.accesses(imports)?;
    let mut after = after.to_owned();
    let mut guarded = 0;
    for (writer, guard) in WRITERS {
        guarded += after.matches(writer).count();
        after = after.replace(writer, &format!("{writer}    {guard}"));
    }
    ensure!(guarded > 0, "it has no function that writes texts into the engine's memory");
    let names = "field, getter, has, method, methodOfWindows, put, setter, taken, wrong";
    let mut safe = format!("import {{ {names} }} from {dom:?};\n");
    for (name, made) in &functions.made {
        writeln!(safe, "const {name} = {made};")?;
    }
    let _ = write!(safe, "{before}{begin}{imports}\n}}\n{after}");
    Ok(safe)
}

/// The functions and symbols that a script needs, by their names there.
#[derive(Debug, Default)]
struct Functions {
    made: BTreeMap<String, String>,
}

impl Functions {
    /// Replaces all accesses to members of arguments (`arg0.name`) in the imports.
    fn accesses(&mut self, imports: &str) -> Result<String> {
        let mut safe = String::with_capacity(imports.len());
        let mut unknown = Vec::new();
        for line in imports.lines() {
            let mut line = line.to_owned();
            for (call, ours) in REFLECTED {
                line = line.replace(call, ours);
            }
            ensure!(!line.contains("Reflect."), "it uses Reflect in an unknown way: {line}");
            let mut done = 0;
            while let Some(access) = Access::after(&line, done) {
                let Some(way) = way(&access.name) else {
                    unknown.push(access.name);
                    done = access.end;
                    continue;
                };
                let (new, end) = self.rewritten(&line, &access, way);
                line = new;
                done = end;
            }
            safe.push_str(&line);
            safe.push('\n');
        }
        safe.pop();
        unknown.dedup();
        if !unknown.is_empty() {
            bail!(
                "it has members that no table of xtask/src/build/glue.rs names: {}. Put those that \
                 documents or forms have in TAKEN or LOOKED_UP, others in PLAIN",
                unknown.join(", ")
            );
        }
        Ok(safe)
    }

    /// The line with one access rewritten, and the place in it from which the next is looked for.
    fn rewritten(&mut self, line: &str, access: &Access, way: Way) -> (String, usize) {
        let Access { begin, end, object, name } = access;
        let (before, after) = (&line[..*begin], &line[*end..]);
        let (new, rest) = match way {
            Way::Plain => return (line.to_owned(), *end),
            Way::Symbol => {
                let symbol = self.named(format!("${name}"), "Symbol()".to_owned());
                (format!("{object}[{symbol}]"), after)
            }
            Way::Taken(_) | Way::LookedUp | Way::OfWindows => {
                if let Some(value) = after.strip_prefix(" = ") {
                    let function = self.named(format!("$set_{name}"), made("setter", name));
                    let value = value.trim_end_matches(';');
                    return (format!("{before}{function}({object}, {value});"), before.len());
                }
                let called = after.strip_prefix('(');
                let function = self.reader(name, way, called.is_some());
                match called {
                    Some(rest) if rest.starts_with(')') => (format!("{function}({object}"), rest),
                    Some(rest) => (format!("{function}({object}, "), rest),
                    None => (format!("{function}({object})"), after),
                }
            }
        };
        let place = before.len() + new.len();
        (format!("{before}{new}{rest}"), place)
    }

    /// The name of the function that reads or calls a member.
    fn reader(&mut self, name: &str, way: Way, is_called: bool) -> String {
        let maker = match way {
            Way::Taken(owner) => return self.named(format!("${name}"), taken(owner, name)),
            Way::OfWindows => "methodOfWindows",
            _ if is_called => "method",
            _ => "getter",
        };
        let prefix = if is_called { "call_" } else { "" };
        self.named(format!("${prefix}{name}"), made(maker, name))
    }

    fn named(&mut self, name: String, made: String) -> String {
        self.made.insert(name.clone(), made);
        name
    }
}

fn taken(owner: &str, name: &str) -> String {
    format!("taken({owner}, {name:?})")
}

fn made(maker: &str, name: &str) -> String {
    format!("{maker}({name:?})")
}

/// An access to a member of an argument: `arg0.name`.
#[derive(Debug, PartialEq, Eq)]
struct Access {
    /// The place of its first byte in the line.
    begin: usize,
    /// The place after its name.
    end: usize,
    /// The argument.
    object: String,
    /// The member.
    name: String,
}

impl Access {
    /// The first access in the line from a place on.
    fn after(line: &str, place: usize) -> Option<Self> {
        let part = |byte: char| byte.is_ascii_alphanumeric() || byte == '_' || byte == '$';
        let mut from = place;
        loop {
            let begin = from + line[from..].find("arg")?;
            from = begin + 3;
            let digits = line[from..].find(|c: char| !c.is_ascii_digit()).unwrap_or(0);
            let inside = line[..begin].ends_with(|c: char| part(c) || c == '.');
            let Some(rest) = line[from + digits..].strip_prefix('.') else { continue };
            let length = rest.find(|c| !part(c)).unwrap_or(rest.len());
            if digits == 0 || inside || length == 0 {
                continue;
            }
            let name = from + digits + 1;
            return Some(Self {
                begin,
                end: name + length,
                object: line[begin..name - 1].to_owned(),
                name: line[name..name + length].to_owned(),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A generated script with one import, whose body has these lines.
    fn script(lines: &str) -> String {
        format!(
            "export function f() {{}}\nfunction __wbg_get_imports() {{\n{lines}\n}}\n\n\
             function passStringToWasm0(arg, malloc, realloc) {{\n    let len = arg.length;\n}}\n"
        )
    }

    fn safe(lines: &str) -> String {
        hardened(&script(lines), "./dom.js").expect("all members are known")
    }

    #[test]
    fn members_of_nodes_come_from_prototypes() {
        for (line, expected, made) in [
            (
                "const ret = arg0.nextSibling;",
                "const ret = $nextSibling(arg0);",
                "const $nextSibling = taken(Node, \"nextSibling\");",
            ),
            (
                "const ret = arg0.querySelector(getStringFromWasm0(arg1, arg2));",
                "const ret = $call_querySelector(arg0, getStringFromWasm0(arg1, arg2));",
                "const $call_querySelector = method(\"querySelector\");",
            ),
            ("arg0.remove();", "$call_remove(arg0);", "const $call_remove = method(\"remove\");"),
            (
                "const ret = arg0.matches;",
                "const ret = $matches(arg0);",
                "const $matches = getter(\"matches\");",
            ),
            (
                "arg0.className = getStringFromWasm0(arg1, arg2);",
                "$set_className(arg0, getStringFromWasm0(arg1, arg2));",
                "const $set_className = setter(\"className\");",
            ),
            (
                "arg0.replaceChildren(...(arg1));",
                "$call_replaceChildren(arg0, ...(arg1));",
                "const $call_replaceChildren = method(\"replaceChildren\");",
            ),
            (
                "arg0.__yew_subtree_id = arg1 >>> 0;",
                "arg0[$__yew_subtree_id] = arg1 >>> 0;",
                "const $__yew_subtree_id = Symbol();",
            ),
            ("const ret = Reflect.get(arg0, arg1);", "const ret = field(arg0, arg1);", "import"),
        ] {
            let safe = safe(line);
            assert!(safe.contains(&format!("\n{expected}\n")), "{line}: {safe}");
            assert!(safe.contains(made), "{line}: {safe}");
        }
    }

    #[test]
    fn other_members_and_members_of_results_stay() {
        for line in ["const ret = arg0.clientX;", "const ret = arg0[arg1 >>> 0];", "myarg0.data;"] {
            assert!(safe(line).contains(&format!("\n{line}\n")), "{line}");
        }
    }

    #[test]
    fn unknown_member_is_an_error_that_says_where_it_belongs() {
        let why = hardened(&script("const ret = arg0.dataset;"), "./dom.js").unwrap_err();
        assert!(why.to_string().contains("dataset. Put those"), "{why}");
    }

    #[test]
    fn only_texts_are_written_into_the_memory_as_texts() {
        let safe = safe("");
        assert!(safe.contains("realloc) {\n    if (typeof arg !== 'string') wrong("), "{safe}");
        let other = script("").replace("passStringToWasm0", "passTextToWasm0");
        assert!(hardened(&other, "./dom.js").is_err());
    }

    #[test]
    fn a_member_stands_in_one_table() {
        let taken = TAKEN.iter().map(|(_, names)| *names);
        let mut all: Vec<&str> =
            taken.chain([LOOKED_UP, OF_WINDOWS, PLAIN]).flat_map(str::split_whitespace).collect();
        all.sort_unstable();
        let twice: Vec<_> = all.windows(2).filter(|pair| pair[0] == pair[1]).collect();
        assert!(twice.is_empty(), "{twice:?}");
    }
}
