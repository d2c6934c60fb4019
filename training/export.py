"""A trained student -> the weights file (models/FORMAT.md)."""
import struct
import zlib

import numpy as np

from .chunks import SIZE
from .features import SIZES
from .quantise import WORDS, pack4, quantise
from .student import WINDOW
from .vocabulary import FIRST, UNKNOWN

MAGIC, VERSION = b"whosaid\0", 1
TABLE_BITS = 4                         # word, suffix and prefix tables; everything else has 8


def tensors(shape):
    """Names of a student's tensors in file order, with the bits of a matrix (None: a vector)."""
    yield WORDS, TABLE_BITS
    for k in range(1, len(SIZES) + 1):
        yield f"encoder.embed.tables.{k}.weight", TABLE_BITS if k < 3 else 8
    for layer in ("encoder.grus.0", "encoder.grus.1"):
        yield from _gru(layer)
    for head in ("cue", "ner", "pos", "tagger.token", "tagger.cue"):
        yield f"{head}.weight", 8
        yield f"{head}.bias", None
    for table in ("dist", "sent", "para", "part", "quote"):
        yield f"tagger.{table}.weight", 8
    yield from _gru("tagger.gru")
    yield "tagger.final.weight", 8
    yield "tagger.final.bias", None


def _gru(name):
    yield f"{name}.wx.weight", 8
    yield f"{name}.wx.bias", None
    yield f"{name}.wh", 8
    yield f"{name}.bh", None


def stored_rows(name, array, order):
    """The rows that are written: tables without their zero row, words in the order of the sorted list."""
    if name == WORDS:
        return array[np.concatenate([[UNKNOWN, UNKNOWN + 1], FIRST + order])]
    if name.startswith("encoder.embed.tables."):
        return array[1:]
    return array


def pack(state, shape, words, counts, options, knots):
    """The file's bytes, and the state with every number as the file has it. counts: see `quantise`."""
    order = np.array(sorted(range(len(words)), key=lambda i: words[i]))
    listing = "\n".join(words[i] for i in order).encode()
    body = [
        struct.pack("<8I", len(words), shape.dim, shape.hidden, shape.tagger, WINDOW, SIZE, TABLE_BITS, len(listing)),
        struct.pack("<5f", options.cue, options.drop, *options.weights()[1:], options.rest),
        *(np.asarray(k, "<f4").tobytes() for k in knots), listing,
    ]
    held = dict(state)
    for name, bits in tensors(shape):
        if bits is None:
            half = state[name].detach().half()
            body.append(half.numpy().astype("<f2").tobytes())
            held[name] = half.float()
            continue
        numbers, scales = quantise(name, state[name].detach(), bits, counts)
        held[name] = (numbers * scales[:, None]).reshape(state[name].shape)
        numbers, scales = (stored_rows(name, part.numpy(), order) for part in (numbers, scales))
        whole = numbers.astype(np.int8)
        body += [scales.astype("<f2").tobytes(), pack4(whole) if bits == 4 else whole.tobytes()]
    data = b"".join(body)
    return MAGIC + struct.pack("<2I", VERSION, zlib.crc32(data)) + data, held
