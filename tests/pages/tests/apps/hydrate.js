// Annotates the markup of an app's server before the app takes it over, and compares it with the
// same markup taken over without the widget. Takes `args`: the painter; gives the errors from which
// the app recovered.
const [painter] = args;
const h = React.createElement;
const App = () => {
  const [count, add] = React.useState(0);
  return h('article', null, h('h1', null, 'Wall to be rebuilt'),
    h('p', null, '“We lost it,” said ', h('b', null, 'Ruth Amsel'), ` on day ${count}.`),
    h('p', null, 'The council of Harwick voted to rebuild the wall, said ', 'Owen Hollis', '.'),
    h('button', { onClick: () => add(count + 1) }, 'Next'));
};
const places = [0, 1].map(() => document.body.appendChild(document.createElement('div')));
for (const place of places) place.innerHTML = ReactDOMServer.renderToString(h(App));
const handle = await annotate(places[0], { painter });
const paint = () => deepAll('.marks path').length + (CSS.highlights?.size ?? 0);
if (!paint()) throw new Error('nothing is painted');
const recovered = [];
const roots = places.map((place) =>
  ReactDOM.hydrateRoot(place, h(App), { onRecoverableError: ({ message }) => recovered.push(message) }));
await new Promise((go) => setTimeout(go, 300));
for (let n = 1; n < 4; n++) {
  for (const place of places) ReactDOM.flushSync(() => place.querySelector('button').click());
  if (!places[0].textContent.includes(`on day ${n}.`)) throw new Error(places[0].textContent);
  if (cut(places[0]) !== cut(places[1])) throw new Error(`${cut(places[0])}\n${cut(places[1])}`);
  await new Promise((go) => setTimeout(go, n === 2 ? 400 : 0));
}
handle.destroy();
if (cut(places[0]) !== cut(places[1])) throw new Error(`${cut(places[0])}\n${cut(places[1])}`);
roots.forEach((root) => root.unmount());
return recovered;
