"""Attributions within attributions: the labels of articles that mark them, and guesses for articles that do not.

One head finds the cues of both: an outer cue and one in its content look alike, and decoding tells them apart.
"""
from collections import Counter
from pathlib import Path

import numpy as np

from .batches import IGNORED
from .chunks import CONTENT, CUE_BEGINS, CUE_GOES_ON, NO_CUE, SOURCE, Chunk, chunks
from .decode import resolve
from .features import COLUMNS, QUOTE_CLOSES, QUOTE_IN, QUOTE_OPENS, QUOTE_OUT
from .predict import predict
from .tokens import Document

CUES = Path(__file__).parent.parent / "src/lexicon/data/cues.tsv"
SURE, UNSURE = 0.6, 0.15     # a nested attribution counts from SURE on; from UNSURE on nobody says whether its cue is one
LEAST_CUE = 0.3              # of a cue in a content that is read again
LEAST_TOKENS = 4             # of a content that is read again
SENTENCE_START, GLUED = 12, 3           # what the features "shape" and "place" have added there (features.py)
QUOTE, PLACE, SHAPE = (COLUMNS.index(k) for k in ("quote", "place", "shape"))


def reporting_verbs():
    """The forms of the lexicon's verbs, lower case."""
    verbs = set()
    for line in CUES.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            word, kind, _, _, forms, *traits = line.split("\t")
            verbs |= _forms(word, forms, "doubles" in "".join(traits)) if kind == "v" else set()
    return verbs


def _forms(word, irregular, doubles):
    stem = word + word[-1] if doubles else word[:-1] if word.endswith("e") and not word.endswith("ee") else word
    if irregular != "-":
        return {word, stem + "ing", *irregular.split(",")}
    if word.endswith("y") and word[-2] not in "aeiou":
        return {word, word + "ing", word[:-1] + "ies", word[:-1] + "ied"}
    hisses = word.endswith(("s", "x", "z", "ch", "sh", "o"))
    return {word, stem + "ing", word + ("es" if hisses else "s"), word + "d" if word.endswith("e") else stem + "ed"}


def label(chunk, doc, attributions, outermost=False):
    """Sets the chunk's cues, nested ones too. `outermost`: the article marks no nested ones, so that no label says which words of a content are cues."""
    here = {int(i): j for j, i in enumerate(chunk.index) if i >= 0}
    cue_of, within = np.full(len(chunk), NO_CUE, np.int64), np.zeros(len(chunk), bool)
    chunk.cues = []
    for a in attributions:
        cue, source, content = (sorted(doc.touching(a[part])) for part in ("cue", "source", "content"))
        source, content = ([here[i] for i in part if i in here] for part in (source, content))
        within[content] = True
        if cue and cue[0] in here and cue[-1] in here:
            start, end = here[cue[0]], here[cue[-1]] + 1
            cue_of[start], cue_of[start + 1:end] = CUE_BEGINS, CUE_GOES_ON
            chunk.cues.append((start, end, _target(chunk, content, source)))
    if outermost:
        cue_of[within & (cue_of == NO_CUE)] = IGNORED
    chunk.labels = {"cue": cue_of}
    return chunk


def _target(chunk, content, source):
    target = np.zeros(len(chunk), np.int64)
    target[content], target[source] = CONTENT, SOURCE
    return target


def labelled(rows, outermost=False):
    """The chunks of articles with nested attributions (or, if `outermost`, with outer ones only)."""
    made = []
    for row in rows:
        doc = Document(row["text"])
        made += [label(c, doc, row["attributions"], outermost) for c in chunks(doc)]
    return made


def within(chunk, tokens):
    """Some of a chunk's tokens as a text of their own, outside quotation marks (Rust: Chunk::within)."""
    tokens = np.asarray(tokens)
    features = chunk.features[tokens].copy()
    features[:, QUOTE] = np.where(features[:, QUOTE] > 0, 1 + QUOTE_OUT, 0)
    if features[0, PLACE] % 3 != 0:
        features[0, SHAPE] += SENTENCE_START if features[0, SHAPE] < SENTENCE_START else 0
        features[0, PLACE] = 3 + (GLUED if features[0, PLACE] > 3 else 0)
    return Chunk(chunk.index[tokens], [chunk.raw[t] for t in tokens], [chunk.words[t] for t in tokens], features,
                 chunk.sentence[tokens] - chunk.sentence[tokens[0]], chunk.paragraph[tokens] - chunk.paragraph[tokens[0]])


def read_again(chunk, content, verbs):
    """The tokens of a content that are read again: its sentences with a reporting verb, without quotation marks around them."""
    marks = (1 + QUOTE_OPENS, 1 + QUOTE_CLOSES)
    tokens = [t for t in np.flatnonzero(content) if chunk.features[t, QUOTE] not in marks and chunk.index[t] >= 0]
    reporting = {int(chunk.sentence[t]) for t in tokens if chunk.words[t] in verbs}
    tokens = [t for t in tokens if int(chunk.sentence[t]) in reporting]
    return tokens if len(tokens) >= LEAST_TOKENS else []


def guessed(rows, model, collate, options, log=print):
    """The chunks of articles that mark outer attributions only, with the nested ones that a network finds by reading the contents again."""
    verbs, made, todo, counts = reporting_verbs(), [], [], Counter()
    for row in rows:
        doc = Document(row["text"])
        for chunk in chunks(doc):
            made.append(label(chunk, doc, row["attributions"]))
            for a in row["attributions"]:
                content = np.isin(chunk.index, list(doc.touching(a["content"]))) & (chunk.index >= 0)
                tokens = read_again(chunk, content, verbs)
                if tokens:
                    todo.append((chunk, np.array(tokens), within(chunk, tokens)))
    wide = options.changed(cue=LEAST_CUE, drop=UNSURE)
    for (chunk, tokens, small), p in zip(todo, predict([model], collate, [small for _, _, small in todo], (LEAST_CUE,))):
        outer = chunk.labels.setdefault("outer", chunk.labels["cue"].copy())
        for a in resolve(small, p, wide):
            start, end = int(tokens[a.cue[0]]), int(tokens[a.cue[1] - 1]) + 1
            if (outer[start:end] > 0).any():
                continue
            counts["sure" if a.sure >= SURE else "unsure"] += 1
            if a.sure < SURE:
                chunk.labels["cue"][start:end] = IGNORED
                continue
            chunk.labels["cue"][start], chunk.labels["cue"][start + 1:end] = CUE_BEGINS, CUE_GOES_ON
            chunk.cues.append((start, end, _target(chunk, tokens[a.content], tokens[slice(*a.source)] if a.source else [])))
    log(f"{len(todo)} contents read again, {dict(counts)} nested attributions")
    return made
