/** Markup with each text node in brackets: two elements are equal only if cut alike. */
const cut = (node) => {
  if (node.nodeType === 3) return `[${node.data}]`;
  if (node.nodeType !== 1) return '';
  return `<${node.localName}>${[...node.childNodes].map(cut).join('')}</>`;
};
