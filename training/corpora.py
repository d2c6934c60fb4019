"""Reads the data folder into chunks (layout: README.md, "Data").

Sentences that come as words (NER, parts of speech) are joined to text first, so that they pass through the same tokens and features as
an article; a token takes the tag of the word that it begins in.
"""
import json
import random
from pathlib import Path

import numpy as np

from . import syntax
from .batches import IGNORED
from .chunks import NO_CUE, Chunk, chunks
from .tokens import Document

POS_TAGS = "_ ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split()
NER_TAGS = ["O"] + [f"{place}-{kind}" for kind in ("PER", "ORG", "LOC", "NORP") for place in "BI"]
HELD_BACK = 42              # training documents that choose thresholds and never train
LONGEST_SENTENCE = 160
FOLDS = 5                   # of the articles with nested attributions: article i of its file is in fold i % FOLDS

def articles(path):
    """Rows {"id", "text", "attributions"} of a JSON-lines file."""
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def split_articles(rows, held_back=HELD_BACK):
    """A fixed shuffle: (to train on, held back for decoding thresholds)."""
    order = list(range(len(rows)))
    random.Random(7).shuffle(order)
    held_back = min(held_back, len(rows) // 4)
    return [rows[i] for i in order[:-held_back]], [rows[i] for i in order[-held_back:]]


def attribution_chunks(rows):
    return [c for row in rows for c in chunks(Document(row["text"]), row["attributions"])]


def partly_labelled_chunks(rows):
    """As attribution_chunks, of rows with "unsure" spans: no label says whether these are cues."""
    made = []
    for row in rows:
        doc = Document(row["text"])
        unsure = doc.touching(row["unsure"])
        for chunk in chunks(doc, row["attributions"]):
            cue = chunk.labels["cue"]
            for place, token in enumerate(chunk.index):
                if token in unsure and cue[place] == NO_CUE:
                    cue[place] = IGNORED
            made.append(chunk)
    return made


def join(words):
    """Text of a sentence's words, and each word's span; straight quotation marks take turns."""
    text, spans, open_, glue = "", [], False, True
    for word in words:
        if word in ('"', "``", "''", "“", "”"):
            closing = word in ("''", "”") or (word == '"' and open_)
            if not closing and text:
                text += " "
            open_, glue, word = not closing, not closing, '"'
        else:
            before = glue or word in ",.;:!?)%]" or (word[0] in "'’" and len(word) > 1) or word.lower() == "n't"
            text += "" if before else " "
            glue = word in "($["
        spans.append((len(text), len(text) + len(word)))
        text += word
    return text, spans


def tagged_chunk(words, tags, table, key):
    """One chunk labelled under `key`, or None where it is empty or overlong."""
    text, spans = join(words)
    doc = Document(text)
    if not 0 < len(doc) <= LONGEST_SENTENCE:
        return None
    labels, k = np.zeros(len(doc), np.int8), 0
    for i, (start, _) in enumerate(doc.spans):
        while k + 1 < len(spans) and spans[k][1] <= start:
            k += 1
        tag = tags[k]
        if tag.startswith("B-") and start != spans[k][0]:
            tag = "I-" + tag[2:]
        labels[i] = table.get(tag, 0)
    doc.paragraph = [0] * len(doc)
    (chunk,) = chunks(doc, size=LONGEST_SENTENCE)
    chunk.labels[key] = labels
    return chunk


def _sentences(path, word_column, tag_column, columns):
    """(words, tags) of a file with a token a line and empty lines between sentences."""
    words, tags = [], []
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            row = line.rstrip("\n").split("\t")
            if len(row) < columns or not row[0]:
                if words and not line.startswith("#"):
                    yield words, tags
                    words, tags = [], []
            elif row[tag_column].startswith("-DOC-") or (columns > 2 and not row[0].isdigit()):
                continue
            else:
                words.append(row[word_column])
                tags.append(row[tag_column])
    if words:
        yield words, tags


def ner_sentences(path):
    return _sentences(path, 0, -1, 2)


def pos_sentences(path):
    return _sentences(path, 1, 3, 4)


def tagged_chunks(sentences, tags, key):
    table = {tag: i for i, tag in enumerate(tags)}
    made = (tagged_chunk(words, marks, table, key) for words, marks in sentences)
    return [c for c in made if c is not None]


def unlabelled_chunks(lines, first, second):
    """Sentences in order, as little articles of two paragraphs with `first` and `second` sentences."""
    step, made = first + second, []
    for i in range(0, len(lines), step):
        paragraphs = (" ".join(lines[i:i + first]), " ".join(lines[i + first:i + step]))
        made += chunks(Document("\n".join(p for p in paragraphs if p)))
    return made


class Corpora:
    """Everything under a data folder, read when first asked for."""

    def __init__(self, folder):
        self.folder = Path(folder)

    def articles(self, split):
        return articles(self.folder / f"attribution/polnear-{split}.jsonl")

    def nested(self, folds=range(FOLDS)):
        """The articles that mark nested attributions too, of all files of gold/, of these folds."""
        files = sorted((self.folder / "gold").glob("*.jsonl"))
        return [row for file in files for i, row in enumerate(articles(file)) if i % FOLDS in folds]

    def names(self, split):
        """World newswire only: other corpora at hand do not mark nationalities and groups."""
        return tagged_chunks(ner_sentences(self.folder / f"ner/worldwide-{split}.tsv"), NER_TAGS, "ner")

    def parts_of_speech(self, split):
        files = {"train": ("pos/ewt-train.conllu", "pos/gum-free.conllu"), "dev": ("pos/ewt-dev.conllu",)}[split]
        return [c for f in files for c in tagged_chunks(pos_sentences(self.folder / f), POS_TAGS, "pos")]

    def syntax(self):
        """Attributions that the treebanks' dependencies show; their news articles are left for measuring."""
        files = [self.folder / f for f in ("pos/ewt-train.conllu", "pos/gum-free.conllu")]
        return partly_labelled_chunks(row for f in files for row in syntax.articles(f, lambda document: "news_" not in document))

    def newswire(self):
        """The sentences of the NER corpus as unlabelled text."""
        lines = [join(words)[0] for words, _ in ner_sentences(self.folder / "ner/worldwide-train.tsv")]
        return unlabelled_chunks(lines, 2, 2)

    def radio(self):
        """Voice of America's sentences, in article order."""
        with open(self.folder / "unlabelled/voa-gmb.txt", encoding="utf-8") as lines:
            return unlabelled_chunks([line.strip() for line in lines if line.strip()], 3, 2)


__all__ = ["Chunk", "Corpora", "NER_TAGS", "POS_TAGS", "attribution_chunks", "split_articles"]
