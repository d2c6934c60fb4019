"""The weights file (models/FORMAT.md) -> a student's state: the way back from export.pack, for training that goes on from shipped weights."""
import struct
import zlib
from pathlib import Path

import numpy as np
import torch

from .decode import Options
from .export import MAGIC, VERSION, tensors
from .quantise import WORDS, unpack4
from .student import Shape, student
from .vocabulary import UNKNOWN

HEADER = struct.Struct("<8I5f")
KNOTS = 9


def decoding(path):
    """The decoding options of a weights file."""
    cue, drop, source, content, rest = HEADER.unpack_from(Path(path).read_bytes()[len(MAGIC) + 8:])[8:]
    return Options(cue, drop, float(np.log(source)), float(np.log(content)), rest)


def unpack(path):
    """-> (shape, words in the file's order, state)."""
    data = Path(path).read_bytes()
    version, checksum = struct.unpack_from("<2I", data, len(MAGIC))
    body = data[len(MAGIC) + 8:]
    if not data.startswith(MAGIC) or version != VERSION or zlib.crc32(body) != checksum:
        raise ValueError(f"{path} is no weights file of version {VERSION}, or was damaged; take models/tagger.bin as it is in the repository")
    words, dim, hidden, tagger, _, _, _, listing, *_ = HEADER.unpack_from(body)
    at = HEADER.size + 2 * 4 * KNOTS
    shape = Shape(words=words, dim=dim, hidden=hidden, tagger=tagger)
    names = body[at:at + listing].decode().split("\n")
    at += listing

    def take(dtype, count):
        nonlocal at
        array = np.frombuffer(body, dtype, count, at)
        at += array.nbytes
        return array

    state = student(shape).state_dict()
    for name, bits in tensors(shape):
        array = state[name].numpy()
        if bits is None:
            state[name] = torch.from_numpy(take("<f2", array.size).astype(np.float32).reshape(array.shape))
            continue
        rows, columns = array.reshape(-1, array.shape[-1]).shape
        rows -= name.startswith("encoder.embed.tables.")         # the zero row is not stored
        scales = take("<f2", rows)
        packed = bits == 4
        numbers = unpack4(take(np.uint8, (rows * columns + 1) // 2), rows * columns) if packed else take(np.int8, rows * columns)
        values = numbers.reshape(rows, columns) * scales.astype(np.float32)[:, None]
        if name.startswith("encoder.embed.tables."):
            values = np.concatenate([np.zeros((UNKNOWN if name == WORDS else 1, columns), np.float32), values])
        state[name] = torch.from_numpy(values.reshape(array.shape).astype(np.float32))
    if at != len(body):
        raise ValueError(f"{path} has {len(body) - at} bytes more than its header says")
    return shape, names, state
