"""F1 of attributions, for choosing thresholds.

An attribution is right if its content shares at least half of its tokens (Jaccard) with a gold one's and the sources share a token, or both
lack one. Pairs are taken greedily by shared content tokens.
"""
from collections import Counter

from .tokens import Document

PARTS = ("cue", "source", "content")


def in_tokens(doc, attributions):
    return [{part: doc.touching(a[part]) for part in PARTS} for a in attributions]


def right(gold, found):
    """For each found attribution, the number of the gold one that it gets right, or None."""
    shared = [(len(g["content"] & f["content"]), -i, -j) for i, f in enumerate(found) for j, g in enumerate(gold)]
    partner, taken = [None] * len(found), set()
    for n, i, j in sorted(shared, reverse=True):
        i, j = -i, -j
        if n and partner[i] is None and j not in taken:
            partner[i] = j
            taken.add(j)
    return [j if j is not None and _agree(gold[j], f) else None for j, f in zip(partner, found)]


def _agree(gold, found):
    together = len(gold["content"] | found["content"])
    same_source = gold["source"] & found["source"] or not (gold["source"] or found["source"])
    return 2 * len(gold["content"] & found["content"]) >= together and bool(same_source)


def kind(doc, attribution):
    """"direct", "mixed" or "indirect", by how many content words stand within quotation marks."""
    inside = [doc.inside[i] for i in attribution["content"] if doc.words[i][0].isalnum()]
    return "direct" if inside and all(inside) else "mixed" if any(inside) else "indirect"


def f1(docs, gold, found):
    """{"all", "direct", "indirect", "mixed"} -> F1 in per cent; gold, found: per document, attributions in tokens."""
    n = Counter()
    for doc, gs, fs in zip(docs, gold, found):
        for side, items in (("gold", gs), ("found", fs)):
            for a in items:
                n[side, "all"] += 1
                n[side, kind(doc, a)] += 1
        for f, j in zip(fs, right(gs, fs)):
            if j is not None:
                n["right gold", "all"] += 1
                n["right found", "all"] += 1
                n["right gold", kind(doc, gs[j])] += 1
                n["right found", kind(doc, f)] += 1
    out = {}
    for k in ("all", "direct", "indirect", "mixed"):
        p = n["right found", k] / max(1, n["found", k])
        r = n["right gold", k] / max(1, n["gold", k])
        out[k] = round(200 * p * r / (p + r), 2) if p + r else 0.0
    return out


def document(row):
    return Document(row["text"])
