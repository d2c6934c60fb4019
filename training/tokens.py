"""Text -> tokens, quotation marks, sentences and paragraphs.

The same rules are written again in Rust (`src/tagger/tokens.rs`); models/FORMAT.md states them in words. A change here is a change
of the model's input: train anew.
"""
import bisect
import re

# Words with inner apostrophes; a closing 's, 're, 've, 'll, 'd, 'm is a token of its own; every other visible character is one.
TOKEN = re.compile(
    r"\w+(?:['’]\w+)*?(?=['’](?:s|re|ve|ll|d|m)\b)"
    r"|['’](?:s|re|ve|ll|d|m)\b"
    r"|\w+(?:['’]\w+)*"
    r"|[^\w\s]",
    re.I,
)

DOUBLE_MARKS = frozenset("\"“”„«»")
SINGLE_MARKS = frozenset("'‘’")
MARKS = DOUBLE_MARKS | SINGLE_MARKS

# A full stop glued to one of these, or to a single letter, ends no sentence.
ABBREVIATIONS = frozenset(
    "mr mrs ms dr sen gov rep st jr sr gen col lt sgt prof rev vs no inc corp co ltd "
    "jan feb mar apr jun jul aug sep sept oct nov dec".split()
)

# How a double mark reads by its shape alone; None: it may be either.
SHAPE = {"“": "open", "„": "open", "«": "open", "``": "open", "”": "close", "»": "close", "’’": "close", '"': None, "''": None}
FREE_BEFORE = frozenset("([{—–-/…:")
FREE_AFTER = frozenset(")]}.,;:!?—–-/…")
FREE_BEFORE_SINGLE = frozenset("([{—–-:")
CLIPPED = re.compile(r"['‘’](?:[0-9]|em\b|cause\b|til\b|till\b|tis\b|twas\b|bout\b|n\b|round\b)", re.I)


def quoted(text):
    """One flag a character: 1 where it stands within quotation marks (the marks included).

    Each line (paragraph) by itself; a quotation still open at its end reaches to that end.
    """
    flags = bytearray(len(text))
    start = 0
    for line in text.split("\n"):
        flags[start:start + len(line)] = _quoted_line(line)
        start += len(line) + 1
    return flags


def _quoted_line(line):
    n = len(line)
    flags = bytearray(n)
    opened, i = None, 0
    while i < n:
        mark = line[i:i + 2] if line[i:i + 2] in SHAPE else line[i]
        end = i + len(mark)
        if mark in SHAPE:
            # the neighbours decide; where they do not, the shape; where neither does, the turn
            before = line[i - 1] if i else " "
            after = line[end] if end < n else " "
            free_before = before.isspace() or before in FREE_BEFORE
            free_after = after.isspace() or after in FREE_AFTER
            if free_before != free_after:
                opens = free_before
            elif SHAPE[mark]:
                opens = SHAPE[mark] == "open"
            else:
                opens = opened is None
            if opens:
                if opened is None or SHAPE[mark] is None:
                    opened = i
            elif opened is not None:
                flags[opened:end] = b"\x01" * (end - opened)
                opened = None
        i = end
    if opened is not None:
        flags[opened:n] = b"\x01" * (n - opened)
    _quoted_singles(line, flags)
    return flags


def _quoted_singles(line, flags):
    """Marks clear pairs of single marks outside the double ones."""
    n, i = len(line), 0
    while i < n:
        if line[i] in "'‘" and not flags[i] and not CLIPPED.match(line, i):
            before = line[i - 1] if i else " "
            after = line[i + 1] if i + 1 < n else " "
            if (before.isspace() or before in FREE_BEFORE_SINGLE) and after.isalnum():
                end = _single_end(line, i + 1, flags)
                if end is not None:
                    flags[i:end] = b"\x01" * (end - i)
                    i = end
                    continue
        i += 1


def _single_end(line, i, flags):
    """End of the quotation that a single mark before `i` opens: after punctuation if there is one, else the first that is no plural's."""
    fallback = None
    for j in range(i, len(line)):
        if flags[j]:
            break
        if line[j] in "'’" and not line[j - 1].isspace() and (j + 1 == len(line) or not line[j + 1].isalnum()):
            if line[j - 1] in ".,!?…—-":
                return j + 1
            if fallback is None and line[j - 1] not in "sS":
                fallback = j + 1
    return fallback


class Document:
    """The tokens of a text with, for each, its paragraph, sentence and whether it stands within quotation marks."""

    def __init__(self, text):
        self.text = text
        self.spans = [m.span() for m in TOKEN.finditer(text)]
        self.words = [text[s:e] for s, e in self.spans]
        flags = quoted(text)
        self.inside = [bool(flags[s]) for s, _ in self.spans]
        self.paragraph, self.sentence = [], []
        paragraph = sentence = 0
        for i, (s, _) in enumerate(self.spans):
            if i:
                gap = text[self.spans[i - 1][1]:s]
                if "\n" in gap:
                    paragraph += 1
                    sentence += 1
                elif gap and self._sentence_ends_before(i):
                    sentence += 1
            self.paragraph.append(paragraph)
            self.sentence.append(sentence)

    def __len__(self):
        return len(self.words)

    def glued(self, i):
        """Does token i stand right after the one before it?"""
        return i > 0 and self.spans[i - 1][1] == self.spans[i][0]

    def _sentence_ends_before(self, i):
        words, j = self.words, i - 1
        while j > 0 and (words[j] in MARKS or words[j] in (")", "]")):
            j -= 1
        if words[j] not in (".", "!", "?", "…"):
            return False
        first = words[i]
        if not (first[0].isupper() or first[0] in "0123456789" or first in MARKS or first in ("(", "[")):
            return False
        if words[j] == "." and j == i - 1 and j > 0 and self.glued(j):
            last = words[j - 1].lower()
            return not (last in ABBREVIATIONS or (len(last) == 1 and last.isalpha()))
        return True

    def touching(self, spans):
        """Indices of the tokens that share a character with one of the spans."""
        if not hasattr(self, "_ends"):
            self._ends = [e for _, e in self.spans]
        found = set()
        for s, e in spans:
            i = bisect.bisect_right(self._ends, s)
            while i < len(self.spans) and self.spans[i][0] < e:
                found.add(i)
                i += 1
        return found
