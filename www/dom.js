// Reading the nodes of any page, whatever its elements are named.
//
// Browsers make a named element a property of its document, and a named field one of its form, in front of their own: after
// `<img name=host>` or, in a form, `<input name=parentNode>` both `document.host` and `form.parentNode` are elements. So nothing is read
// from a node itself: each property and method comes from the node's prototypes, which no markup can change.
//
// The loader and the bookmarklet use these functions by name; in what wasm-bindgen writes around the engine, `cargo xtask` puts them in place
// of each access (xtask/src/build/glue.rs). Each script is bundled with those that it uses: what runs at once is kept small.

const { getPrototypeOf } = Object;
const { apply, get } = Reflect;

/** A function that gives a property of an object. */
export const getter = (name) => (object) => get(getPrototypeOf(object), name, object);

/** A function that calls a method of an object with the values after it. */
export const method =
  (name) =>
  (object, ...values) =>
    apply(get(getPrototypeOf(object), name, object), object, values);

/** A function that sets a property of an object. */
export const setter = (name) => (object, value) => Reflect.set(getPrototypeOf(object), name, value, object);

/** As `method`, for one that windows have too: they have it themselves, in front of any element. */
export const methodOfWindows =
  (name) =>
  (object, ...values) =>
    apply(get(object === globalThis ? object : getPrototypeOf(object), name, object), object, values);

/** `bound(f)(object, ...values)` is `f.call(object, ...values)`. */
const bound = /* @__PURE__ */ (() => Function.prototype.bind.bind(Function.prototype.call))();

/**
 * As `getter` or `method`, for a member that only one interface has: it is taken from the interface now, which makes every later use fast. In
 * a browser that lacks the member the function fails when it is called.
 */
export const taken = (type, name) => {
  const found = Object.getOwnPropertyDescriptor(type.prototype, name);
  return found ? bound(found.get ?? found.value) : method(name);
};

/** A global that not every browser has: where it is missing, an element of that name would be found. */
export const known = (name) => (Object.hasOwn(globalThis, name) ? globalThis[name] : undefined);

/** True for nodes, of other windows too. */
const isNode = (object) => {
  const above = getPrototypeOf(object);
  return above !== null && get(above, "nodeType", object) > 0;
};

/** `Reflect.get`, safe for nodes and windows. */
export const field = (object, key) => (object === globalThis ? known(key) : get(isNode(object) ? getPrototypeOf(object) : object, key, object));

/** `Reflect.has`, safe for nodes. */
export const has = (object, key) => Reflect.has(isNode(object) ? getPrototypeOf(object) : object, key);

/** `Reflect.set`, safe for nodes. */
export const put = (object, key, value) => Reflect.set(isNode(object) ? getPrototypeOf(object) : object, key, value, object);

/** Ends the engine where a page's own script has made something else of a text or list, before that reaches the engine's memory. */
export const wrong = (value, wanted) => {
  throw new WebAssembly.RuntimeError(`the page gives ${value === null ? "null" : typeof value} in place of ${wanted}`);
};
