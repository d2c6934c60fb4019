"""Decoding thresholds and the calibration of the confidence, from the held-back training articles."""
import numpy as np

from .chunks import chunks
from .decode import Options, attributions, nested, resolve
from .predict import predict
from .score import f1, in_tokens, right
from .tokens import Document

CUES = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6)
GRID = (("cue", CUES), ("drop", (0.0, 0.2, 0.3, 0.35, 0.4, 0.45, 0.5)), ("source", (0.5, 1.0, 1.5)), ("content", (-0.5, 0.0, 0.5)))
GAIN = 0.5                   # points of F1 that a change must gain: on so few articles, less is chance
LEAST_GROUP = 25             # answers that make a share: of fewer, at the ends, all or none are right by chance
KNOTS = 9                    # of the piecewise linear confidence


class Articles:
    """Labelled articles with a network's predictions."""

    def __init__(self, rows, models, collate):
        self.docs = [Document(row["text"]) for row in rows]
        self.gold = [in_tokens(doc, row["attributions"]) for doc, row in zip(self.docs, rows)]
        self.chunks = [chunks(doc) for doc in self.docs]
        thresholds = (*CUES, Options().nested)
        flat = iter(predict(models, collate, [c for cs in self.chunks for c in cs], thresholds))
        self.predictions = [[next(flat) for _ in cs] for cs in self.chunks]

    def decoded(self, options):
        """Per document, outer attributions in characters."""
        return self._decoded(lambda c, p: resolve(c, p, options))

    def _decoded(self, find):
        return [[a for c, p in zip(cs, ps) for a in attributions(doc, c, find(c, p))]
                for doc, cs, ps in zip(self.docs, self.chunks, self.predictions)]

    def nested(self, options):
        """Per document, nested attributions in characters."""
        return self._decoded(lambda c, p: nested(c, p, resolve(c, p, options), options))

    def in_tokens(self, options):
        return [in_tokens(doc, found) for doc, found in zip(self.docs, self.decoded(options))]

    def f1(self, options):
        return f1(self.docs, self.gold, self.in_tokens(options))

    def answers(self, options):
        """(sureness, right or not) of every attribution found: of outer ones, of nested ones."""
        outer, inner = [], []
        for gold, found, below, doc in zip(self.gold, self.decoded(options), self.nested(options), self.docs):
            marks = right(gold, in_tokens(doc, found + below))
            pairs = [(a["sure"], j is not None) for a, j in zip(found + below, marks)]
            outer += pairs[:len(found)]
            inner += pairs[len(found):]
        return outer, inner


def tune(held_back, log=print):
    """One option after the other, twice round, from the defaults of Options."""
    options = Options()
    best = held_back.f1(options)["all"]
    for key, values in GRID * 2:
        for value in values:
            tried = held_back.f1(options.changed(**{key: value}))["all"]
            if tried >= best + GAIN:
                best, options = tried, options.changed(**{key: value})
        log(f"{key}: {getattr(options, key)} ({best})")
    return options, best


def calibrate(pairs):
    """Knots (sureness, share of right ones): isotonic regression, read at quantiles. For `numpy.interp`."""
    if not pairs:
        return np.linspace(0, 1, KNOTS, dtype=np.float32), np.linspace(0, 1, KNOTS, dtype=np.float32)
    pairs = sorted(pairs)
    blocks = []                                     # (sum of right, count, sum of sureness), pooled until the share rises
    groups = max(1, len(pairs) // LEAST_GROUP)
    for group in np.array_split(np.array(pairs, float), groups):
        blocks.append([group[:, 1].sum(), len(group), group[:, 0].sum()])
        while len(blocks) > 1 and blocks[-2][0] * blocks[-1][1] >= blocks[-1][0] * blocks[-2][1]:
            last = blocks.pop()
            blocks[-1] = [a + b for a, b in zip(blocks[-1], last)]
    x = np.array([b[2] / b[1] for b in blocks])
    y = np.array([b[0] / b[1] for b in blocks])
    at = np.quantile([s for s, _ in pairs], np.linspace(0, 1, KNOTS))
    # Nobody is ever certain: a bin of right answers only is no proof.
    return at.astype(np.float32), np.interp(at, x, y).clip(0.02, 0.98).astype(np.float32)
