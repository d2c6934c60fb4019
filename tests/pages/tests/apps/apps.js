// Runs an app twice on one page, once under the widget and once without, changes the state of both
// by the same random steps, and compares the two after each. Takes `args`: the framework, the
// painter, the seed and the number of steps; gives the number of steps after which there was paint.

const [framework, painter, seed, steps] = args;

let state = seed;
const below = (n) => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 4294967296) * n);
};
const any = (list) => list[below(list.length)];
const wait = (ms) => new Promise((go) => setTimeout(go, ms));

const WHO = ['Ruth Amsel', 'Owen Hollis, the engineer', 'the council of Harwick', 'she'];
const WORDS = ['We lost it to the sea', 'No', 'The wall will be rebuilt by March', ' '];
const NOTES = ['', ' The council of Harwick voted on Monday to rebuild the wall.', ' Amsel agreed.'];

let next = 0;
const line = () => ({ id: next++, who: any(WHO), words: any(WORDS), note: any(NOTES), bold: !below(3) });

/** What an app's state may do; each changes a copy. */
const CHANGES = {
  reword: ({ lines }) => lines.length && (any(lines).words = any(WORDS)),
  rename: ({ lines }) => lines.length && (any(lines).who = any(WHO)),
  embolden: ({ lines }) => lines.length && (any(lines).bold ^= true),
  note: ({ lines }) => lines.length && (any(lines).note = any(NOTES)),
  insert: ({ lines }) => lines.splice(below(lines.length + 1), 0, line()),
  append: ({ lines }) => lines.push(line(), line()),
  remove: ({ lines }) => lines.splice(below(lines.length), 1),
  reverse: ({ lines }) => lines.reverse(),
  toEnd: ({ lines }) => lines.length && lines.push(lines.splice(below(lines.length), 1)[0]),
  asList: (story) => (story.list ^= true),
  boxed: (story) => (story.boxed ^= true),
  retitle: (story) => (story.title = any(['Wall to be rebuilt', 'Sea wins', 'Harwick votes'])),
  clear: (story) => (story.away = [...story.away, ...story.lines.splice(0)].slice(-6)),
  restore: (story) => story.lines.push(...story.away.splice(0)),
};

/** The story as both frameworks draw it: text beside text, and text that becomes an element. */
const view = (h, { title, lines, list, boxed }) => {
  const one = ({ id, who, words, note, bold }) =>
    h(list ? 'li' : 'p', { key: id }, [
      '“', words, ',” said ', bold ? h('b', { key: 'b' }, [who]) : who, '.', note && h('i', {}, [note]),
    ]);
  const story = h('article', { key: 'story' }, [h('h1', {}, [title]), h(list ? 'ul' : 'div', {}, lines.map(one))]);
  return boxed ? h('section', {}, [story]) : story;
};

/** An app in an element: a function that draws a state, and one that ends the app. */
const START = {
  react(place) {
    const h = (type, props, children) => React.createElement(type, props, ...children);
    const root = ReactDOM.createRoot(place);
    let drawn;
    const Story = ({ story }) => {
      React.useLayoutEffect(() => drawn?.());
      return view(h, story);
    };
    const element = (story) => React.createElement(Story, { story });
    return {
      // Half of the steps as from a click, half as from a timer.
      draw: (story, at) => at % 2
        ? ReactDOM.flushSync(() => root.render(element(story)))
        : new Promise((go) => {
            drawn = go;
            React.startTransition(() => root.render(element(story)));
          }),
      end: () => root.unmount(),
    };
  },
  vue(place) {
    const shown = Vue.shallowRef();
    // An array within the children is a fragment, with empty texts at its ends.
    const h = (type, props, children) => Vue.h(type, props, children);
    const app = Vue.createApp(() => shown.value && view(h, shown.value));
    app.config.errorHandler = (error) => console.error(error);
    app.mount(place);
    return {
      draw: (story) => {
        shown.value = story;
        return Vue.nextTick();
      },
      end: () => app.unmount(),
    };
  },
};

const places = [0, 1].map(() => document.body.appendChild(document.createElement('div')));
const apps = places.map((place) => START[framework](place));
let story = { title: 'Wall to be rebuilt', lines: [line(), line(), line()], away: [] };
const done = [];
const same = (when) => {
  const [ours, theirs] = places.map(cut);
  if (ours !== theirs || places[0].innerHTML !== places[1].innerHTML)
    throw new Error(`${framework}, ${painter}, ${when}: ${done}\n${ours}\n${theirs}`);
};
const draw = async () => {
  for (const app of apps) await app.draw(structuredClone(story), done.length);
};

await draw();
let handle = await annotate(places[0], { painter, layers: 'actors quotes attitudes' });
const paint = () => deepAll('.marks path').length + (CSS.highlights?.size ?? 0);
let painted = 0;
for (let at = 0; at < steps; at++) {
  const name = any(Object.keys(CHANGES));
  done.push(name);
  story = structuredClone(story);
  CHANGES[name](story);
  await draw();
  same('at once');
  if (below(3) === 0) await wait(250);
  else await any([() => wait(0), () => new Promise((go) => requestAnimationFrame(go)), () => null])();
  if (below(4) === 0 && handle.analysis?.attributions.length) handle.select({ attribution: 0 });
  if (paint()) painted++;
  same('later');
  if (at % 20 === 19) {
    handle.destroy();
    same('after destroy()');
    if (paint()) throw new Error(`${framework}, ${painter}: paint is left`);
    await draw();
    same('drawn after destroy()');
    handle = await annotate(places[0], { painter, layers: 'actors quotes attitudes' });
  }
}
handle.destroy();
for (const app of apps) app.end();
same('after the app');
return painted;
