"""The weights file (models/FORMAT.md) -> a student's state: the way back from export.pack, for training that goes on from shipped weights.

Files of version 1, of releases until November 2026, are read as well: training can go on from them.
"""
import struct
import zlib
from pathlib import Path

import numpy as np
import torch

from .decode import Options
from .export import MAGIC, PACKED, VERSION, WORDS, tensors, unpack_table
from .quantise import OFFSET, steps
from .sensitivity import TABLES
from .student import Shape, student
from .vocabulary import UNKNOWN

HEADERS = {1: struct.Struct("<8I5f"), VERSION: struct.Struct("<7I5f")}
KNOTS = 9


class _File:
    """Reads a weights file from front to back."""

    def __init__(self, path):
        data = Path(path).read_bytes()
        if not data.startswith(MAGIC):
            raise ValueError(f"{path} is no weights file; take models/tagger.bin as it is in the repository")
        self.version, checksum = struct.unpack_from("<2I", data, len(MAGIC))
        self.path, self.body = path, data[len(MAGIC) + 8:]
        if self.version not in HEADERS or zlib.crc32(self.body) != checksum:
            raise ValueError(f"{path} is no weights file of version 1 or {VERSION}, or was damaged; take models/tagger.bin as it is in the repository")
        header = HEADERS[self.version]
        *self.numbers, cue, drop, source, content, rest = header.unpack_from(self.body)
        self.options = Options(cue, drop, float(np.log(source)), float(np.log(content)), rest)
        self.at = header.size + 2 * 4 * KNOTS
        self.words = self.take(np.uint8, self.numbers[-1]).tobytes().decode().split("\n")

    def take(self, dtype, count):
        array = np.frombuffer(self.body, dtype, count, self.at)
        self.at += array.nbytes
        return array

    def vector(self, count):
        return self.take("<f2", count).astype(np.float32)

    def matrix(self, name, rows, columns):
        """Its values, f32."""
        if self.version == 1:
            scales = self.vector(rows)
            packed = self.take(np.uint8, (rows * columns + 1) // 2) if name in PACKED else None
            numbers = self.take(np.int8, rows * columns) if packed is None else (np.stack([packed & 15, packed >> 4], 1).ravel().astype(np.int8) - 8)[:rows * columns]
            return numbers.reshape(rows, columns) * scales[:, None]
        powers = self.take(np.uint8, rows).astype(int) - OFFSET
        if name in PACKED:
            numbers, size = unpack_table(self.body[self.at:], powers, columns)
            self.at += size
        else:
            numbers = self.take(np.int8, rows * columns).reshape(rows, columns)
        return numbers * steps(powers).numpy()[:, None]


def decoding(path):
    """The decoding options of a weights file."""
    return _File(path).options


def unpack(path):
    """-> (shape, words in the file's order, state). What the file lacks, heads for training only, is as in a new student."""
    file = _File(path)
    words, dim, hidden, tagger, *_ = file.numbers
    shape = Shape(words=words, dim=dim, hidden=hidden, tagger=tagger)
    state = student(shape).state_dict()
    for name, matrix in _tensors(file.version, shape):
        array = state[name].numpy()
        if not matrix:
            state[name] = torch.from_numpy(file.vector(array.size).reshape(array.shape))
            continue
        rows, columns = array.reshape(-1, array.shape[-1]).shape
        values = file.matrix(name, rows - _unstored(name), columns)
        values = np.concatenate([np.zeros((_unstored(name), columns), np.float32), values])
        state[name] = torch.from_numpy(values.reshape(array.shape).astype(np.float32))
    if file.at != len(file.body):
        raise ValueError(f"{path} has {len(file.body) - file.at} bytes more than its header says")
    return shape, file.words, state


def _unstored(name):
    """Rows of zeros that are not in the file."""
    return UNKNOWN if name == WORDS else 1 if name in TABLES else 0


def _tensors(version, shape):
    """Those of the file; version 1 has the heads for names and parts of speech as well."""
    for name, matrix in tensors(shape):
        yield name, matrix
        if version == 1 and name == "cue.bias":
            for head in ("ner", "pos"):
                yield f"{head}.weight", True
                yield f"{head}.bias", False
