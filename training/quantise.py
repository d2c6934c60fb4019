"""Rows of a matrix as small whole numbers with one scale each.

Two ways. `fine`, which ships: a row is spread over all the whole numbers that the file has for it. `coarse`: what counts is not how many bits a
number has in the file but how many differ after compression. The step is as coarse as the network bears, and rare words have coarser rows than
frequent ones (for the least mean error at a given size a row's step goes with the inverse square root of how often it is used; half of that power
did better, as every word must be read once). A third smaller after compression, and a little worse (models/MODEL_CARD.md).
"""
import numpy as np
import torch

SHRINK = torch.linspace(1.0, 0.6, 17)      # of a row's largest value: clipping a little can cost less than a coarse step

WORDS = "encoder.embed.tables.0.weight"
WORD_STEP, RARITY = 0.35, 0.25    # of a word as frequent as the median one; the power of its rarity
LEAST_COUNT, LONGEST_STEP = 4, 4.0
AFFIX_STEP = 0.25
STEP = 0.25                       # of the root mean square of a matrix
FINE_STEP = 0.05                  # of small ones and of those whose product is an answer
SMALL = 1000
ANSWERS = ("cue.weight", "tagger.final.weight")
CLIPPED = 0.8                     # a row's largest value may shrink to this share: a coarse step for all would cost more
PER_OCTAVE = 4                    # scales are powers of two and the values between, so that they compress


def fine(rows, bits):
    """Scales [rows] that use all of the file's whole numbers: with few bits, those of the least squared error."""
    top = 2 ** (bits - 1) - 1
    largest = rows.abs().amax(1)
    best, found = None, None
    for shrink in SHRINK if bits < 8 else SHRINK[:1]:
        by_row = (largest * shrink / top).half().float()
        by_row[by_row == 0] = 1
        error = (((rows / by_row[:, None]).round().clamp(-top, top) * by_row[:, None] - rows) ** 2).sum(1)
        better = error < best if best is not None else torch.ones_like(error, dtype=torch.bool)
        best, found = (error, by_row) if best is None else (torch.where(better, error, best), torch.where(better, by_row, found))
    return found


def coarse(name, rows, bits, counts):
    """Scales [rows], as coarse as the network bears: f32 [rows], each a number that f16 holds. bits: of the file's whole numbers; counts: how often each row of the word table is used."""
    top = 2 ** (bits - 1) - 1
    if name == WORDS:
        counts = counts.clamp(min=LEAST_COUNT)
        step = (WORD_STEP * (counts.median() / counts) ** RARITY).clamp(max=LONGEST_STEP)
    elif bits == 4:
        step = torch.full((len(rows),), AFFIX_STEP)
    else:
        share = FINE_STEP if rows.numel() < SMALL or name in ANSWERS else STEP
        step = rows.square().mean().sqrt().clamp(min=1e-3) * share * torch.ones(len(rows))
    step = torch.maximum(step, rows.abs().amax(1) * CLIPPED / top)
    return torch.exp2(torch.round(torch.log2(step) * PER_OCTAVE) / PER_OCTAVE).half().float()


def quantise(name, matrix, bits, counts=None):
    """-> whole numbers [rows, columns] in -top..top (top = 2^(bits-1) - 1), as floats, and their scales [rows]; coarse where counts are given."""
    rows, top = matrix.reshape(-1, matrix.shape[-1]), 2 ** (bits - 1) - 1
    by_row = fine(rows, bits) if counts is None else coarse(name, rows, bits, counts)
    return (rows / by_row[:, None]).round().clamp(-top, top), by_row


def pack4(numbers):
    """Two to a byte, the first in the low half, each + 8."""
    flat = (numbers.ravel() + 8).astype(np.uint8)
    if len(flat) % 2:
        flat = np.append(flat, np.uint8(8))
    return (flat[::2] | flat[1::2] << 4).tobytes()


def unpack4(packed, count):
    """The first `count` numbers of `pack4`'s."""
    return (np.stack([packed & 15, packed >> 4], 1).ravel()[:count].astype(np.int8) - 8).astype(np.int8)
