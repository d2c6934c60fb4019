"""Probabilities -> attributions. The same steps are in Rust (`src/tagger/decode.rs`); models/FORMAT.md states them in words."""
from dataclasses import asdict, dataclass

import numpy as np

from .chunks import CONTENT, SOURCE
from .features import COLUMNS, QUOTE_CLOSES

CLOSING = ('"', "”", "»")


@dataclass(frozen=True)
class Options:
    """Chosen on held-back training documents (tune.py) and stored with the weights."""

    cue: float = 0.5             # a token is cue if P(begins) + P(goes on) is above
    drop: float = 0.4            # attributions less sure than this are dropped
    source: float = 1.0          # added to the source's log probability
    content: float = 0.0         # added to the content's
    rest: float = 0.5            # what loses more than this share of its content to a surer attribution is dropped
    nested: float = 0.28         # as cue and drop, for nested attributions; Rust has it as a constant, the file does not

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


class Quotations:
    """A chunk's quotation marks, as the rules below ask for them."""

    def __init__(self, chunk):
        self.chunk = chunk
        self.inside, self.segment = chunk.inside().astype(bool), chunk.quote_segment()
        self.closes = chunk.features[:, COLUMNS.index("quote")] - 1 == QUOTE_CLOSES

    def fill(self, a):
        """A quotation that is mostly content is content as a whole, unless cue or source stand in it."""
        for start, end in runs(self.inside):
            free = all(r is None or r[1] <= start or end <= r[0] for r in (a.cue, a.source))
            if free and a.content[start:end].mean() > 0.5:
                a.content[start:end] = True

    def holds(self, outer, a):
        """Does `a`'s cue stand in a quotation that is `outer`'s content?"""
        t, o = a.cue[0], outer.cue[0]
        elsewhere = not self.inside[o] or self.segment[o] != self.segment[t]
        return self.inside[t] and elsewhere and outer.content[slice(*a.cue)].mean() > 0.5

    def goes_on(self, kept, i):
        """The stretch that goes on what attribution i quotes, if nobody else says anything up to its end."""
        a = kept[i]
        quoted = np.flatnonzero(a.content & self.inside)
        run = len(quoted) and (self._second_half(quoted[-1], a.cue) or self._next_paragraph(quoted[-1]))
        if not run or a.content[slice(*run)].all():
            return None
        between = slice(quoted[-1] + 1, run[1])
        others = (k for j, k in enumerate(kept) if j != i)
        return None if any(k.content[between].any() or quoted[-1] < k.cue[1] - 1 and k.cue[0] < run[1] for k in others) else run

    def _second_half(self, last, cue):
        """'"One," she said. "Two."': the quotation that begins a sentence right after the one with the cue, in the same paragraph."""
        sentence, paragraph = self.chunk.sentence, self.chunk.paragraph
        after = np.flatnonzero(self.inside[last + 1:])
        if not len(after):
            return None
        start = last + 1 + after[0]
        end = start + np.argmin(np.append(self.inside[start:] & (self.segment[start:] == self.segment[start]), False))
        one_sentence_between = sentence[last + 1] == sentence[start - 1] != sentence[start]
        follows = last < cue[0] and cue[1] <= start and paragraph[last] == paragraph[start]
        return (int(start), int(end)) if follows and one_sentence_between else None

    def _next_paragraph(self, last):
        """A quotation left open at its paragraph's end goes on in the next, whether it is opened there again or not."""
        index, start = self.chunk.index, int(last) + 2
        if start >= len(index) or index[last + 1] >= 0 or self.closes[last]:
            return None
        end = start
        while end < len(index) and index[end] >= 0:
            if self.inside[start]:
                if not self.inside[end] or self.segment[end] != self.segment[start]:
                    break
            elif self.inside[end]:
                return None
            elif self.chunk.words[end] in CLOSING:
                return start, end + 1
            end += 1
        return (start, end) if self.inside[start] else None


def resolve(chunk, prediction, options):
    """The attributions of a chunk, none inside another, none sharing content."""
    words = _words(chunk)
    found = [_read(c, prediction.tags[c[:2]], options) for c in cue_spans(prediction.cue, options.cue)]
    found = [a for a in found if (a.content & words).any() and a.sure >= options.drop]
    quotations = Quotations(chunk)
    for a in found:
        quotations.fill(a)
    kept = []
    for a in sorted(found, key=lambda a: -a.score):           # a cue mostly inside a surer attribution's content goes
        if not any(quotations.holds(k, a) for k in found) and not any(k.content[slice(*a.cue)].mean() > 0.5 for k in kept):
            kept.append(a)
    before = [a.content.sum() for a in kept]
    for i, a in enumerate(kept):                              # shared tokens go to the surer of two
        for b in kept[i + 1:]:
            both = a.content & b.content
            if both.any():
                loser = b if a.probability[both].mean() >= b.probability[both].mean() else a
                loser.content[both] = False
    kept = [a for a, n in zip(kept, before) if (a.content & words).any() and a.content.sum() >= options.rest * n]
    for i, a in enumerate(kept):
        while (run := quotations.goes_on(kept, i)):
            a.content[slice(*run)] = True
    return kept


def nested(chunk, prediction, outer, options):
    """The attributions in the contents of `outer` (what `resolve` gave), surest first: cue and content in the content of the outer one."""
    words, found = _words(chunk), []
    for span in cue_spans(prediction.cue, options.nested):
        holders = [o for o in outer if o.content[slice(*span[:2])].mean() > 0.5]
        if holders and not any(_overlap(o.cue, span) for o in outer):
            a = _read(span, prediction.tags[span[:2]], options)
            if a.sure >= options.nested:
                found.append((a, max(holders, key=lambda o: o.score)))
    kept = []
    for a, holder in sorted(found, key=lambda pair: -pair[0].sure):
        a.content &= holder.content
        a.content[slice(*holder.cue)] = False
        if (a.content & words).any() and not any(_overlap(k.cue, a.cue) or _says_the_same(k, a) for k in kept):
            kept.append(a)
    return kept


def _words(chunk):
    return np.array([w[0].isalnum() for w in chunk.raw])


def _overlap(a, b):
    return a[0] < b[1] and b[0] < a[1]


def _says_the_same(a, b):
    """Two cues have the same content, and neither stands in the other's."""
    return ((a.content & b.content).sum() > 0.8 * max(a.content.sum(), b.content.sum())
            and a.content[slice(*b.cue)].mean() <= 0.5 and b.content[slice(*a.cue)].mean() <= 0.5)


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
