// The words under the marks that a widget has drawn, found by where both stand on the page. Takes
// the widget's shadow root and the elements or shadow roots that hold the text; gives a pair
// [layer, words] for each unbroken run of marked characters.
function marked(shadow, roots) {
    const at = shadow.querySelector('.marks .tints')?.getBoundingClientRect();
    const paths = [...shadow.querySelectorAll('.marks path')].map((path) => ({
        layer: path.getAttribute('class').split(' ')[1],
        boxes: [...path.getAttribute('d').matchAll(/M(-?\d+) (-?\d+)h(\d+)(?:v(\d+))?/g)]
            .map(([, x, y, width, height]) => ({
                left: at.left + +x, right: at.left + +x + +width,
                // A line stands at the foot of its text.
                top: at.top + +y - (height ? 0 : 3), bottom: at.top + +y + +(height ?? 3),
                line: !height,
            })),
    }));
    if (!paths.length) return [];
    const range = document.createRange();
    const runs = [];
    for (const root of roots) {
        const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
        while (walk.nextNode()) {
            const text = walk.currentNode;
            const places = [...text.data].length && Array.from(text.data, (_, n) => n);
            const rects = (places || []).map((n) => {
                range.setStart(text, n);
                range.setEnd(text, n + 1);
                return [...range.getClientRects()].find(({ width }) => width > 0);
            });
            for (const { layer, boxes } of paths) {
                let run = '';
                for (let n = 0; n <= rects.length; n++) {
                    const rect = rects[n];
                    const x = rect && (rect.left + rect.right) / 2;
                    const y = (line) => line ? rect.bottom : (rect.top + rect.bottom) / 2;
                    const inside = rect && boxes.some(({ left, right, top, bottom, line }) =>
                        left <= x && x <= right && top <= y(line) && y(line) <= bottom);
                    if (inside) run += text.data[n];
                    else if (run) runs.push([layer, run]), run = '';
                }
            }
        }
    }
    return runs;
}
