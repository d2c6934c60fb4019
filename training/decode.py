"""Probabilities -> attributions. The same steps are in Rust (`src/tagger/decode.rs`); models/FORMAT.md states them in words."""
from dataclasses import asdict, dataclass

import numpy as np

from .chunks import CONTENT, SOURCE


@dataclass(frozen=True)
class Options:
    """Chosen on held-back training documents (tune.py) and stored with the weights."""

    cue: float = 0.5             # a token is cue if P(begins) + P(goes on) is above
    drop: float = 0.4            # attributions less sure than this are dropped
    source: float = 1.0          # added to the source's log probability
    content: float = 0.0         # added to the content's
    rest: float = 0.5            # what loses more than this share of its content to a surer attribution is dropped

    def weights(self):
        """What the probabilities of nothing, source and content are multiplied by."""
        return np.exp([0, self.source, self.content]).astype(np.float32)

    def changed(self, **values):
        return Options(**{**asdict(self), **values})


@dataclass
class Found:
    """An attribution in a chunk's tokens."""

    cue: tuple
    source: tuple                # (start, end) or None
    content: np.ndarray          # flags
    probability: np.ndarray      # of content
    score: float                 # of the cue
    sure: float                  # score times the mean probability of the content


def cue_spans(p, threshold):
    """[(start, end, score)] from cue probabilities [n, 3]; a token likelier to begin than to go on opens a new span."""
    found, on = [], p[:, 1] + p[:, 2] > threshold
    for t in np.flatnonzero(on):
        if t == 0 or not on[t - 1] or p[t, 1] > p[t, 2]:
            found.append([t, t + 1])
        else:
            found[-1][1] = t + 1
    return [(int(s), int(e), float((p[s:e, 1] + p[s:e, 2]).max())) for s, e in found]


def runs(flags):
    """[(start, end)] of the stretches where flags hold."""
    found = []
    for t in np.flatnonzero(flags):
        if found and found[-1][1] == t:
            found[-1][1] = t + 1
        else:
            found.append([t, t + 1])
    return [(int(s), int(e)) for s, e in found]


def _read(cue, q, options):
    """Source and content of one cue, each token by itself."""
    start, end, score = cue
    label = (np.maximum(q, 1e-5) * options.weights()).argmax(1)
    label[start:end] = 0
    sources = runs(label == SOURCE)
    source = max(sources, key=lambda r: q[r[0]:r[1], SOURCE].sum()) if sources else None
    content = label == CONTENT
    taken = [(start, end)] + ([source] if source else [])
    pieces = runs(content)
    for (_, gap), (after, _) in zip(pieces, pieces[1:]):      # a single token left out between two pieces belongs to them
        if after - gap == 1 and not any(s <= gap < e for s, e in taken):
            content[gap] = True
    sure = score * float(q[content, CONTENT].mean()) if content.any() else 0.0
    return Found((start, end), source, content, q[:, CONTENT], score, sure)


def resolve(chunk, prediction, options):
    """The attributions of a chunk, none inside another, none sharing content."""
    words = np.array([w[0].isalnum() for w in chunk.raw])
    found = [_read(c, prediction.tags[c[:2]], options) for c in cue_spans(prediction.cue, options.cue)]
    found = [a for a in found if (a.content & words).any() and a.sure >= options.drop]
    kept = []
    for a in sorted(found, key=lambda a: -a.score):           # a cue mostly inside a surer attribution's content goes
        if not any(k.content[slice(*a.cue)].mean() > 0.5 for k in kept):
            kept.append(a)
    before = [a.content.sum() for a in kept]
    for i, a in enumerate(kept):                              # shared tokens go to the surer of two
        for b in kept[i + 1:]:
            both = a.content & b.content
            if both.any():
                loser = b if a.probability[both].mean() >= b.probability[both].mean() else a
                loser.content[both] = False
    return [a for a, n in zip(kept, before) if (a.content & words).any() and a.content.sum() >= options.rest * n]


def spans(doc, chunk, flags):
    """Character spans of flagged tokens; tokens that follow each other are joined, across a paragraph mark too."""
    found = []
    for i in chunk.index[flags]:
        if i < 0:
            continue
        if found and found[-1][2] == i - 1:
            found[-1][1:] = doc.spans[i][1], i
        else:
            found.append([*doc.spans[i], i])
    return [[int(s), int(e)] for s, e, _ in found]


def attributions(doc, chunk, found):
    """Attributions as {"source", "cue", "content", "sure"} in characters of the document."""
    made = []
    for a in found:
        source, cue = np.zeros(len(chunk), bool), np.zeros(len(chunk), bool)
        cue[slice(*a.cue)] = True
        if a.source:
            source[slice(*a.source)] = True
        content = spans(doc, chunk, a.content & ~cue & ~source)
        if content:
            made.append({"source": spans(doc, chunk, source), "cue": spans(doc, chunk, cue), "content": content, "sure": a.sure})
    return made
