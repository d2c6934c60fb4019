"""Whole numbers and steps -> the weights file (models/FORMAT.md)."""
import struct
import zlib

import numpy as np

from .chunks import SIZE
from .features import SIZES
from .quantise import OFFSET
from .sensitivity import TABLES
from .student import WINDOW
from .vocabulary import FIRST, UNKNOWN

MAGIC, VERSION = b"whosaid\0", 3
WORDS, PACKED = TABLES[0], TABLES[:3]      # the tables of words, suffixes and prefixes are packed column by column
# Kinds of columns: numbers to a byte, how many values each has, what is added to it; a column of zeros has no bytes.
KINDS = ((0, 1, 0), (5, 3, 1), (3, 5, 2), (2, 15, 7), (1, 256, 128))


def tensors(shape):
    """Names of a student's tensors in file order, and whether each is a matrix (or else a vector)."""
    for k in range(len(SIZES) + 1):
        yield f"encoder.embed.tables.{k}.weight", True
    for layer in ("encoder.grus.0", "encoder.grus.1"):
        yield from _gru(layer)
    for head in ("cue", "tagger.token", "tagger.cue"):
        yield f"{head}.weight", True
        yield f"{head}.bias", False
    for table in ("dist", "sent", "para", "part", "quote"):
        yield f"tagger.{table}.weight", True
    yield from _gru("tagger.gru")
    yield "tagger.final.weight", True
    yield "tagger.final.bias", False


def _gru(name):
    yield f"{name}.wx.weight", True
    yield f"{name}.wx.bias", False
    yield f"{name}.wh", True
    yield f"{name}.bh", False


def stored_rows(name, array, order):
    """The rows that are written: tables without their zero row, words in the order of the sorted list."""
    if name == WORDS:
        return array[np.concatenate([[UNKNOWN, UNKNOWN + 1], FIRST + order])]
    if name in TABLES:
        return array[1:]
    return array


def pack_table(numbers, powers):
    """A packed table without its steps: the kinds of its columns, then the columns, rows of coarser steps first."""
    numbers = numbers[np.argsort(-powers, kind="stable")].astype(int)
    largest = np.abs(numbers).max(0)
    kinds = [next(k for k, most in enumerate((0, 1, 2, 7, 127)) if m <= most) for m in largest]
    return bytes(kinds) + b"".join(_pack_column(column, *KINDS[kind]) for column, kind in zip(numbers.T, kinds) if kind)


def _pack_column(column, count, values, offset):
    digits = np.append(column + offset, [offset] * (-len(column) % count)).reshape(-1, count)
    return (digits * values ** np.arange(count)).sum(1).astype(np.uint8).tobytes()


def unpack_table(data, powers, columns):
    """-> (numbers [rows, columns], bytes taken) of `pack_table`."""
    rows, at = len(powers), columns
    made, order = np.zeros((rows, columns), np.int8), np.argsort(-powers, kind="stable")
    for j, kind in enumerate(data[:columns]):
        count, values, offset = KINDS[kind]
        if count:
            size = -(-rows // count)
            column = np.frombuffer(data, np.uint8, size, at).astype(int)
            made[order, j] = ((column[:, None] // values ** np.arange(count)) % values).ravel()[:rows] - offset
            at += size
    return made, at


def pack(rounded, shape, words, options, knots):
    """The file's bytes."""
    order = np.array(sorted(range(len(words)), key=lambda i: words[i]))
    listing = "\n".join(words[i] for i in order).encode()
    body = [
        struct.pack("<7I", len(words), shape.dim, shape.hidden, shape.tagger, WINDOW, SIZE, len(listing)),
        struct.pack("<5f", options.cue, options.drop, *options.weights()[1:], options.rest),
        *(np.asarray(k, "<f4").tobytes() for k in knots), listing,
    ]
    for name, matrix in tensors(shape):
        if not matrix:
            body.append(rounded.state[name].detach().half().numpy().astype("<f2").tobytes())
            continue
        numbers, powers = (stored_rows(name, part[name], order) for part in (rounded.numbers, rounded.exponents))
        body += [(powers + OFFSET).astype(np.uint8).tobytes(), pack_table(numbers, powers) if name in PACKED else numbers.tobytes()]
    data = b"".join(body)
    return MAGIC + struct.pack("<2I", VERSION, zlib.crc32(data)) + data
