"""Rows of a matrix as small whole numbers with one scale each."""
import numpy as np

SHRINK = np.linspace(1.0, 0.6, 17)      # of a row's largest value: clipping a little can cost less than a coarse step


def quantise(matrix, bits):
    """-> whole numbers int8 [rows, columns] in -top..top (top = 2^(bits-1) - 1), scales f16 [rows]."""
    top = 2 ** (bits - 1) - 1
    matrix = np.asarray(matrix, np.float32)
    largest = np.abs(matrix).max(1, keepdims=True)
    best, numbers, scales = None, None, None
    for shrink in SHRINK if bits < 8 else SHRINK[:1]:
        scale = (largest * shrink / top).astype(np.float16).astype(np.float32)
        scale[scale == 0] = 1
        q = np.clip(np.round(matrix / scale), -top, top)
        error = ((q * scale - matrix) ** 2).sum(1, keepdims=True)
        if best is None:
            best, numbers, scales = error, q, scale
        else:
            better = error < best
            best, numbers, scales = (np.where(better, a, b) for a, b in ((error, best), (q, numbers), (scale, scales)))
    return numbers.astype(np.int8), scales[:, 0].astype(np.float16)


def dequantise(numbers, scales):
    return numbers.astype(np.float32) * scales.astype(np.float32)[:, None]


def pack4(numbers):
    """Two to a byte, the first in the low half, each + 8."""
    flat = (numbers.ravel() + 8).astype(np.uint8)
    if len(flat) % 2:
        flat = np.append(flat, np.uint8(8))
    return (flat[::2] | flat[1::2] << 4).tobytes()
