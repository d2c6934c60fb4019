// Changes a page at random, as scripts of all kinds do, and checks after each change, before
// anything can be drawn, that each painted range reads as a part of the span that it stands for.
// Takes `root`, `shadow`, `textOf`, `analysisOf`, `seed`, `count`, `id`; gives how many ranges were
// checked.
// The same seed makes the same changes.

const random = (n) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor(seed / 4294967296 * n);
};
const plain = (text) => text.replace(/\u00ad/g, '').replace(/\s+/g, ' ');

// The texts that each layer may be painted on.
const known = {
    actor: [], quoted: [], reported: [], pointed: [], chosen: [], passage: [], faint: [],
};
const learn = () => {
    const text = textOf(), analysis = analysisOf();
    const all = (spans) => spans.map(([a, b]) => plain(text.slice(a, b)));
    const mentions = analysis.actors.flatMap((a) => all(a.mentions.map((m) => m.span)));
    const contents = analysis.attributions.flatMap((a) => all(a.content));
    const sources = analysis.attributions.flatMap((a) => all(a.source));
    const cues = analysis.attributions.flatMap((a) => all(a.cue));
    known.actor = known.faint = mentions.concat(sources);
    known.quoted = known.reported = known.passage = contents.concat(cues);
    known.pointed = known.chosen = known.actor;
};

let checked = 0;
const check = (what) => {
    const painted = [];
    for (const [name, highlight] of CSS.highlights) {
        if (!name.startsWith(`whosaid-${id}-`)) continue;
        for (const { startContainer, startOffset, endOffset } of highlight) {
            painted.push([name.split('-')[2], startContainer.data.slice(startOffset, endOffset)]);
        }
    }
    for (const [layer, words] of marked(shadow, [root])) painted.push([layer.split('-')[0], words]);
    for (const [layer, words] of painted) {
        checked += 1;
        if (!known[layer].some((span) => span.includes(plain(words)))) {
            throw new Error(`after ${what}: ${layer} is painted on "${words}"`);
        }
    }
};

const texts = () => {
    const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walk.nextNode()) found.push(walk.currentNode);
    return found;
};
const any = (list) => list[random(list.length)];
const blocks = () => [...root.querySelectorAll('p, li, blockquote')];
const said = [
    '“We will lose,” Bob Stone said. ', 'Qux ', 'x', '🌷', '“No,” she said.', '\u00ad', ' ',
];
const away = [];
const changes = {
    insert: () => {
        const t = any(texts());
        t?.insertData(random(t.length + 1), any(said));
    },
    cut: () => {
        const t = any(texts());
        t?.deleteData(random(t.length), 1 + random(5));
    },
    swap: () => {
        const t = any(texts());
        t?.replaceData(random(t.length), 3, 'abc');
    },
    split: () => {
        const t = any(texts());
        if (t?.length > 1) t.splitText(1 + random(t.length - 1));
    },
    join: () => any(blocks())?.normalize(),
    wrap: () => {
        const t = any(texts());
        if (!t) return;
        const b = document.createElement('b');
        t.replaceWith(b);
        b.append(t);
    },
    clone: () => {
        const b = any(blocks());
        b?.replaceWith(b.cloneNode(true));
    },
    move: () => {
        const b = any(blocks());
        const to = any(blocks());
        if (b && to && !b.contains(to)) to.after(b);
    },
    take: () => {
        const b = any(blocks());
        if (!b || blocks().length <= 4) return;
        b.remove();
        away.push(b);
    },
    back: () => {
        const b = away.pop();
        if (b) root.append(b);
    },
    rewrite: () => {
        const b = any(blocks());
        if (b) b.textContent = any(said) + (b.textContent ?? '').slice(random(20));
    },
    add: () => {
        const p = document.createElement('p');
        p.textContent = '“The vote is over,” Dora Hill told the council.';
        root.append(p);
    },
    hide: () => {
        const b = any(blocks());
        if (b) b.hidden = !b.hidden;
    },
    undress: () => {
        const m = any([...root.querySelectorAll('b, i')]);
        if (m) m.replaceWith(...m.childNodes);
    },
    refill: () => {
        const b = any(blocks());
        if (b) b.innerHTML = b.innerHTML;
    },
    all: () => root.replaceChildren(...[...root.childNodes].map((n) => n.cloneNode(true))),
};

// Painting and taking paint off change no word, whatever was done to the nodes that hold them.
const rewriting = ['insert', 'cut', 'swap', 'rewrite'];
const keep = (words, what) => {
    if (root.textContent !== words) {
        throw new Error(`${what}: "${words}" became "${root.textContent}"`);
    }
};

root.addEventListener('whosaid:ready', learn);
learn();
for (let n = 0; n < count; n++) {
    const many = 1 + random(3);
    const done = [];
    for (let i = 0; i < many; i++) {
        const name = any(Object.keys(changes));
        done.push(name);
        changes[name]();
    }
    let words = root.textContent;
    await null;
    // Marks are moved to their text in the frame that draws it.
    if (shadow.querySelector('.marks')) await new Promise(requestAnimationFrame);
    check(`${n}: ${done}`);
    if (!done.some((name) => rewriting.includes(name))) keep(words, `${n}: ${done}`);
    words = root.textContent;
    if (random(15) === 0) {
        await new Promise((go) => setTimeout(go, 240));
        check('a while');
        keep(words, 'a while');
    }
}
return checked;
