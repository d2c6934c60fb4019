"""What the network is told about a token besides its word: five small numbers.

| column | values | meaning |
|---|---|---|
| suffix | 1..1023 | hash of the last three characters of the normalised word |
| prefix | 1..1023 | hash of its first three |
| shape | 0..23 | how it is written, + 12 at the start of a sentence |
| quote | 1..6 | its place in quotation marks, 1 + QUOTE_* |
| place | 1..6 | 1 inside a sentence, 2 at its start, 3 at a paragraph's start; + 3 if glued to the token before |

0 in every column stands for padding and for the paragraph mark. Nothing here depends on a locale, so that Rust gives the
same numbers.
"""
import re
import zlib

import numpy as np

from .tokens import MARKS

COLUMNS = ("suffix", "prefix", "shape", "quote", "place")
SIZES = (1024, 1024, 24, 7, 7)          # rows of each column's table
QUOTE_OUT, QUOTE_IN, QUOTE_OPENS, QUOTE_CLOSES, QUOTE_OTHER = 0, 1, 2, 3, 5
DIGITS = re.compile(r"[0-9]+")


def normal(word):
    """The form that the word table knows: lower case, straight apostrophe, digit runs as 0."""
    return DIGITS.sub("0", word.lower().replace("’", "'"))


def shape(word):
    if word.isalpha() or "'" in word or "’" in word:
        upper, lower = [any(map(test, word)) for test in (str.isupper, str.islower)]
        if lower and not upper:
            return 1
        if word[0].isupper() and len(word) == 1:
            return 3
        rest = word[1:]
        if word[0].isupper() and any(map(str.islower, rest)) and not any(map(str.isupper, rest)):
            return 2
        return 4 if upper and not lower else 5
    if DIGITS.fullmatch(word):
        return 6 if len(word) == 4 else 7
    if word[0].isalnum():
        return 8
    if word in (".", "!", "?"):
        return 9
    return 10 if word in (",", ";", ":") else 11


def bucket(text, rows):
    """CRC-32 of the UTF-8 bytes, in 1..rows-1."""
    return 1 + zlib.crc32(text.encode()) % (rows - 1)


def features(doc):
    """[tokens, 5] int32 of a tokens.Document."""
    n = len(doc)
    out = np.zeros((n, len(COLUMNS)), np.int32)
    for i, word in enumerate(doc.words):
        new_paragraph = i == 0 or doc.paragraph[i] != doc.paragraph[i - 1]
        new_sentence = i == 0 or doc.sentence[i] != doc.sentence[i - 1]
        last = i + 1 == n or doc.paragraph[i + 1] != doc.paragraph[i]
        form = normal(word)
        out[i] = (
            bucket("s" + form[-3:], SIZES[0]),
            bucket("p" + form[:3], SIZES[1]),
            shape(word) + 12 * new_sentence,
            1 + _quote(doc, i, word in MARKS, new_paragraph, last),
            1 + (2 if new_paragraph else 1 if new_sentence else 0) + 3 * doc.glued(i),
        )
    return out


def _quote(doc, i, is_mark, first, last):
    if not doc.inside[i]:
        return QUOTE_OTHER if is_mark else QUOTE_OUT
    if not is_mark:
        return QUOTE_IN
    if first or not doc.inside[i - 1]:
        return QUOTE_OPENS
    return QUOTE_CLOSES if last or not doc.inside[i + 1] else QUOTE_OTHER
