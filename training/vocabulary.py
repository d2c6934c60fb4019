"""The word list, and the start values of its table."""
import collections

import numpy as np
import torch

from .chunks import PARAGRAPH_MARK

PAD, UNKNOWN, BREAK = 0, 1, 2      # rows of the word table before the words
FIRST = 3
SIZE = 8000


def count(pools):
    """How often the chunks have each normalised word."""
    counted = collections.Counter()
    for pool in pools:
        for chunk in pool:
            counted.update(chunk.words)
    return counted


def vocabulary(counted, size=SIZE):
    """The most frequent words, at least two of each; ties in alphabetical order."""
    ranked = sorted((w for w in counted if counted[w] > 1 and w != PARAGRAPH_MARK), key=lambda w: (-counted[w], w))
    return ranked[:size]


def row_counts(counted, words, size):
    """How often each row of the word table, which has room for `size` words, is used."""
    known = [counted[w] for w in words] + [0] * (size - len(words))
    unknown = sum(counted.values()) - sum(known) - counted[PARAGRAPH_MARK]
    return torch.tensor([0, unknown, counted[PARAGRAPH_MARK], *known], dtype=torch.float32)


def start_vectors(words, piece_table, pieces, dim, spread=0.4):
    """PCA of the mean of a word's MiniLM pieces, [words, dim], scaled to a standard deviation of `spread`."""
    mean = np.stack([piece_table[pieces(w)].mean(0) for w in words])
    mean -= mean.mean(0)
    _, _, axes = np.linalg.svd(mean, full_matrices=False)
    vectors = (mean @ axes[:dim].T).astype(np.float32)
    out = np.zeros((len(words), dim), np.float32)      # a tiny vocabulary has fewer axes
    out[:, :vectors.shape[1]] = vectors
    return out * (spread / out.std())
