"""A trained student -> the weights file (models/FORMAT.md)."""
import struct
import zlib

import numpy as np
import torch

from .chunks import SIZE
from .features import SIZES
from .quantise import dequantise, pack4, quantise
from .student import WINDOW
from .vocabulary import FIRST, UNKNOWN

MAGIC, VERSION = b"whosaid\0", 1
TABLE_BITS = 4                         # word, suffix and prefix tables; everything else has 8


def tensors(shape):
    """Names of a student's tensors in file order, with the bits of a matrix (None: a vector)."""
    yield "encoder.embed.tables.0.weight", TABLE_BITS
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
    if name == "encoder.embed.tables.0.weight":
        return array[np.concatenate([[UNKNOWN, UNKNOWN + 1], FIRST + order])]
    if name.startswith("encoder.embed.tables."):
        return array[1:]
    return array.reshape(-1, array.shape[-1])


def pack(state, shape, words, options, knots):
    """The file's bytes, and the state with every number as the file has it."""
    order = np.array(sorted(range(len(words)), key=lambda i: words[i]))
    listing = "\n".join(words[i] for i in order).encode()
    body = [
        struct.pack("<8I", len(words), shape.dim, shape.hidden, shape.tagger, WINDOW, SIZE, TABLE_BITS, len(listing)),
        struct.pack("<5f", options.cue, options.drop, *options.weights()[1:], options.rest),
        *(np.asarray(k, "<f4").tobytes() for k in knots), listing,
    ]
    rounded = dict(state)
    for name, bits in tensors(shape):
        array = state[name].detach().numpy()
        if bits is None:
            half = array.astype("<f2")
            body.append(half.tobytes())
            rounded[name] = torch.from_numpy(half.astype(np.float32))
            continue
        rows = stored_rows(name, array, order)
        numbers, scales = quantise(rows, bits)
        body += [scales.astype("<f2").tobytes(), pack4(numbers) if bits == 4 else numbers.tobytes()]
        rounded[name] = torch.from_numpy(_back(name, array, order, dequantise(numbers, scales)))
    data = b"".join(body)
    return MAGIC + struct.pack("<2I", VERSION, zlib.crc32(data)) + data, rounded


def _back(name, array, order, rows):
    full = np.zeros_like(array)
    if name == "encoder.embed.tables.0.weight":
        full[[UNKNOWN, UNKNOWN + 1]] = rows[:2]
        full[FIRST + order] = rows[2:]
        return full
    if name.startswith("encoder.embed.tables."):
        full[1:] = rows
        return full
    return rows.reshape(array.shape)
