"""Documents cut into what the encoder sees at once.

A chunk is a run of whole paragraphs, packed up to SIZE tokens with a paragraph mark between them; a paragraph longer than that is cut at
sentence ends (or, without one in its second half, at SIZE).
"""
from dataclasses import dataclass, field

import numpy as np

from .features import COLUMNS, QUOTE_CLOSES, QUOTE_IN, QUOTE_OPENS, features, normal
from .tokens import Document

SIZE = 160
PARAGRAPH_MARK = "¶"
SHORT = 12                   # tokens in a paragraph that may say who said the one before
OUTSIDE, SOURCE, CONTENT = 0, 1, 2      # what a token is to an attribution
NO_CUE, CUE_BEGINS, CUE_GOES_ON = 0, 1, 2


@dataclass
class Chunk:
    """Parallel arrays over the tokens; `index` gives a token's place in its document, -1 for a paragraph mark."""

    index: np.ndarray
    raw: list
    words: list                    # normalised
    features: np.ndarray           # [tokens, 5]
    sentence: np.ndarray           # counted from the chunk's first
    paragraph: np.ndarray
    labels: dict = field(default_factory=dict)   # "cue", "role", "pos", "ner": [tokens] classes, or [tokens, 3] soft ones
    cues: list = field(default_factory=list)     # (start, end, target): target [tokens] classes or [tokens, 3] soft ones

    def __len__(self):
        return len(self.words)

    def inside(self):
        """1 where a token stands within quotation marks."""
        quote = self.features[:, COLUMNS.index("quote")] - 1
        return np.isin(quote, (QUOTE_IN, QUOTE_OPENS, QUOTE_CLOSES)).astype(np.int64)

    def reach(self):
        """[tokens, 2]: from where to where the tagger of a cue at each token looks: its paragraph; the next one too, after a colon or if a quotation
        begins it; and the one before too, if its own is short."""
        starts = np.flatnonzero(np.diff(self.paragraph, prepend=-1))
        ends = np.append(starts[1:], len(self))
        inside = self.inside()
        made = np.zeros((len(self), 2), np.int64)
        for i, (start, end) in enumerate(zip(starts, ends)):
            low, high, tokens = start, end, np.flatnonzero(self.index[start:end] >= 0)
            if i + 1 < len(starts) and (self.raw[start + tokens[-1]] == ":" or inside[end]):
                high = ends[i + 1]
            if i > 0 and len(tokens) <= SHORT:
                low = starts[i - 1]
            made[start:end] = low, high
        return made

    def quote_segment(self):
        """How many quotations have begun up to each token."""
        return np.cumsum(np.diff(self.inside(), prepend=0) == 1)


def layout(doc, size=SIZE):
    """Lists of token indices, with -1 for the mark between two paragraphs."""
    runs = []
    for i in range(len(doc)):
        if i == 0 or doc.paragraph[i] != doc.paragraph[i - 1]:
            runs.append([])
        runs[-1].append(i)
    pieces = []
    for run in runs:
        while len(run) > size:
            cut = next((j for j in range(size, size // 2, -1) if doc.sentence[run[j]] != doc.sentence[run[j - 1]]), size)
            pieces.append(run[:cut])
            run = run[cut:]
        pieces.append(run)
    packed = []
    for piece in pieces:
        if packed and len(packed[-1]) + 1 + len(piece) <= size:
            same = doc.paragraph[packed[-1][-1]] == doc.paragraph[piece[0]]
            packed[-1] += piece if same else [-1] + piece
        else:
            packed.append(list(piece))
    return packed


def chunks(doc, attributions=None, size=SIZE):
    """The chunks of a tokens.Document; with attributions (span lists), their targets too."""
    columns = features(doc)
    spans = None if attributions is None else [_in_tokens(doc, a) for a in attributions]
    made = []
    for index in layout(doc, size):
        index = np.array(index)
        real = index >= 0
        block = np.zeros((len(index), len(COLUMNS)), np.int32)
        block[real] = columns[index[real]]
        sentence, paragraph = np.zeros(len(index), np.int32), np.zeros(len(index), np.int32)
        for j, i in enumerate(index):      # a paragraph mark belongs to what precedes it
            sentence[j] = doc.sentence[i] if i >= 0 else sentence[j - 1]
            paragraph[j] = doc.paragraph[i] if i >= 0 else paragraph[j - 1]
        chunk = Chunk(
            index,
            [doc.words[i] if i >= 0 else PARAGRAPH_MARK for i in index],
            [normal(doc.words[i]) if i >= 0 else PARAGRAPH_MARK for i in index],
            block, sentence - sentence[0], paragraph - paragraph[0],
        )
        if spans is not None:
            _label(chunk, spans)
        made.append(chunk)
    return made


def _in_tokens(doc, attribution):
    cue, source, content = (sorted(doc.touching(attribution[part])) for part in ("cue", "source", "content"))
    return cue, source, content


def _label(chunk, spans):
    """Targets from gold; a cue counts where both its ends are in the chunk."""
    n = len(chunk)
    here = {int(i): j for j, i in enumerate(chunk.index) if i >= 0}
    cue_of, role = np.zeros(n, np.int8), np.zeros(n, np.int8)
    for cue, source, content in spans:
        source = [here[i] for i in source if i in here]
        content = [here[i] for i in content if i in here]
        role[content] = CONTENT
        role[source] = SOURCE
        if cue and cue[0] in here and cue[-1] in here:
            start, end = here[cue[0]], here[cue[-1]] + 1
            cue_of[start] = CUE_BEGINS
            cue_of[start + 1:end] = CUE_GOES_ON
            target = np.zeros(n, np.int8)
            target[content] = CONTENT
            target[source] = SOURCE
            chunk.cues.append((start, end, target))
    chunk.labels.update(cue=cue_of, role=role)


def from_text(text, attributions=None):
    return chunks(Document(text), attributions)
