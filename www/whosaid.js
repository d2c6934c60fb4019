// The loader and custom element: to be written.
customElements.define("who-said", class extends HTMLElement {});
