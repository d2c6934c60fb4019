"""The word list, and the start values of its table."""
import collections

import numpy as np

from .chunks import PARAGRAPH_MARK

PAD, UNKNOWN, BREAK = 0, 1, 2      # rows of the word table before the words
FIRST = 3
SIZE = 8000


def vocabulary(pools, size=SIZE):
    """The most frequent normalised words of the chunks, at least two of each; ties in alphabetical order."""
    count = collections.Counter()
    for pool in pools:
        for chunk in pool:
            count.update(chunk.words)
    del count[PARAGRAPH_MARK]
    ranked = sorted((w for w in count if count[w] > 1), key=lambda w: (-count[w], w))
    return ranked[:size]


def start_vectors(words, piece_table, pieces, dim, spread=0.4):
    """PCA of the mean of a word's MiniLM pieces, [words, dim], scaled to a standard deviation of `spread`."""
    mean = np.stack([piece_table[pieces(w)].mean(0) for w in words])
    mean -= mean.mean(0)
    _, _, axes = np.linalg.svd(mean, full_matrices=False)
    vectors = (mean @ axes[:dim].T).astype(np.float32)
    out = np.zeros((len(words), dim), np.float32)      # a tiny vocabulary has fewer axes
    out[:, :vectors.shape[1]] = vectors
    return out * (spread / out.std())
