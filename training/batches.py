"""Chunks -> padded tensors."""
import numpy as np
import torch

from .chunks import PARAGRAPH_MARK
from .vocabulary import BREAK, FIRST, UNKNOWN

IGNORED = -100               # label of padding, torch's convention
POOL = 600                   # chunks sorted by length together, so that a batch wastes little padding


def plan(chunks, tokens, rng=None):
    """Lists of chunk numbers with at most `tokens` padded tokens each; shuffled if there is an rng."""
    order = list(range(len(chunks)))
    size = POOL if rng else max(1, len(order))
    if rng:
        rng.shuffle(order)
    made = []
    for at in range(0, len(order), size):
        batch, width = [], 0
        for j in sorted(order[at:at + size], key=lambda j: len(chunks[j])):
            width = max(width, len(chunks[j]))
            if batch and width * (len(batch) + 1) > tokens:
                made.append(batch)
                batch, width = [], len(chunks[j])
            batch.append(j)
        made.append(batch)
    if rng:
        rng.shuffle(made)
    return made


def pad(rows, width, fill=0, dtype=np.int64):
    """Arrays of different lengths as one tensor; trailing axes are kept."""
    rows = [np.asarray(r) for r in rows]
    out = np.full((len(rows), width) + rows[0].shape[1:], fill, dtype)
    for i, row in enumerate(rows):
        out[i, :len(row)] = row
    return torch.from_numpy(out)


class Collate:
    """Turns a list of chunks into the network's input; with `pieces` (a teacher's), its word pieces too."""

    def __init__(self, words, pieces=None):
        self.rows = {w: FIRST + i for i, w in enumerate(words)} | {PARAGRAPH_MARK: BREAK}
        self.pieces = pieces

    def __call__(self, chunks):
        width = max(map(len, chunks))
        column = lambda get: pad([get(c) for c in chunks], width)   # noqa: E731
        batch = {
            "word": column(lambda c: [self.rows.get(w, UNKNOWN) for w in c.words]),
            "features": column(lambda c: c.features),
            "sentence": column(lambda c: c.sentence),
            "paragraph": column(lambda c: c.paragraph),
            "inside": column(lambda c: c.inside()),
            "segment": column(lambda c: c.quote_segment()),
            "reach": column(lambda c: c.reach()),
            "length": torch.tensor([len(c) for c in chunks]),
        }
        batch["mask"] = torch.arange(width)[None] < batch["length"][:, None]
        if self.pieces:
            batch.update(self.pieces.batch(chunks, width))
        return batch
