// Gives the share, 0 to 1, of the columns below the first line of some words in which two pictures of
// the page differ. Takes `args`: the words, and the bytes of the pictures.
const [words, ...pictures] = args;
const { left, bottom, width } = rangeOf(deep('#story'), words, 0).getClientRects()[0];
const band = 8;
const pixels = await Promise.all(pictures.map(async (bytes) => {
  const picture = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
  const canvas = Object.assign(document.createElement('canvas'), { width, height: band });
  const context = canvas.getContext('2d');
  const scale = picture.width / innerWidth;
  context.drawImage(picture, left * scale, (bottom - band + 3) * scale, width * scale,
    band * scale, 0, 0, width, band);
  return context.getImageData(0, 0, Math.floor(width), band).data;
}));
const columns = Math.floor(width);
let changed = 0;
for (let x = 0; x < columns; x++) {
  const differs = (y) => [0, 1, 2].some((part) => {
    const at = (y * columns + x) * 4 + part;
    return Math.abs(pixels[0][at] - pixels[1][at]) > 40;
  });
  if ([...Array(band).keys()].some(differs)) changed++;
}
return changed / columns;
