"""Matrices as small whole numbers: a number is worth its whole number times its row's step, and a step is a power of the fourth root of two.

What counts is how many bytes the numbers take after compression. So a row's step is as coarse as the network bears there, by how much the answers change
with it (`sensitivity`), and the tables of words and affixes are rounded in the basis in which all coordinates count the same.
"""
from dataclasses import dataclass

import numpy as np
import torch
from torch import nn

from .sensitivity import MATRICES, TABLES

PER_OCTAVE = 4
ROOTS = np.exp2(np.arange(PER_OCTAVE) / PER_OCTAVE).astype(np.float32)
TOP = 127
OFFSET = 128                 # of a step's exponent in the file
CLASSES = 12                 # half octaves that the step of a row of a table lies from the table's own, at most
RARE = 5                     # uses in the sample below which a row counts as sensitive as the mean one more than as its own gradients say


@dataclass(frozen=True)
class Steps:
    """How coarse: the fewer bytes, the worse."""

    words: int = -17         # exponent of the step of a word as important as the middle one
    word_power: float = 0.375    # of a word's importance; for the least mean error at a given size it would be a half
    affixes: int = -19
    affix_power: float = 0.5
    matrices: float = 0.5    # step of a row whose numbers change the answers by one nat over all text
    dead: float = 0.1        # of a step beyond a half that a number of a table needs to be rounded away from zero


def steps(exponents):
    """The steps of these exponents, f32, the same bits as Rust's."""
    e = np.asarray(exponents, np.int64)
    return torch.from_numpy(ROOTS[e % PER_OCTAVE] * np.exp2(e // PER_OCTAVE).astype(np.float32))


def row_exponents(rows, importance, middle, power):
    """Exponents for the rows of a table, an even number apart where no row has a number above TOP; row 0 is the zero row."""
    importance = np.maximum(importance, importance[importance > 0].min())
    coarser = -power * np.log2(importance / np.exp(np.log(importance[1:]).mean()))
    return np.maximum(middle + 2 * np.clip(np.round(2 * coarser), -CLASSES, CLASSES).astype(int), least_exponents(rows))


def least_exponents(rows):
    """Those with which no whole number is above TOP."""
    largest = np.maximum(rows.abs().amax(1).numpy().astype(np.float64), 1e-9)
    return np.ceil(PER_OCTAVE * np.log2(largest / (TOP + 0.5))).astype(int)


def matrix_exponents(rows, wanted=None):
    """Exponents for the rows of a matrix: the wanted steps [rows], but so that a row has at least a few whole numbers and at most TOP; None: as fine as that."""
    least = least_exponents(rows)
    if wanted is None:
        return least
    most = rows.abs().amax(1).numpy().astype(np.float64) / 2
    return np.maximum(np.round(PER_OCTAVE * np.log2(np.minimum(wanted, np.maximum(most, 1e-9)))).astype(int), least)


def importances(sense, counts):
    """How much the answers change with the rows of the word, suffix and prefix tables: (uses in the corpus) times (squared gradient at a use)."""
    made = []
    for k, (squares, uses) in enumerate(sense.rows):
        mean = squares.sum() / uses.sum()
        corpus = np.maximum(counts.numpy(), 1) if k == 0 else uses + 1
        made.append(corpus * (squares + RARE * mean) / (uses + RARE))
    return made


def exponents(state, sense, counts, coarse=Steps()):
    """{tensor: exponents of its rows} of a state in the task's basis. counts: how often the corpus uses each row of the word table."""
    made = {}
    for k, importance in enumerate(importances(sense, counts)):
        middle, power = (coarse.words, coarse.word_power) if k == 0 else (coarse.affixes, coarse.affix_power)
        made[TABLES[k]] = row_exponents(state[TABLES[k]], importance, middle, power)
    for name in (*TABLES[3:], *MATRICES):
        wanted = None
        if name in sense.outputs:
            all_text = float(counts.sum()) * sense.outputs[name] * sense.squares[name]
            wanted = coarse.matrices / np.sqrt(np.maximum(all_text, 1e-9))
        made[name] = matrix_exponents(as_rows(state[name]), wanted)
    return made


def as_rows(matrix):
    return matrix.reshape(-1, matrix.shape[-1])


class Lattice(nn.Module):
    """Makes whole numbers of a matrix in units of its rows' steps; gradients pass straight through."""

    def __init__(self, name, matrix, exponents, dead):
        super().__init__()
        self.dead = dead if name in TABLES[:3] else 0.0
        self.exponents = exponents
        self.register_buffer("step", steps(exponents).reshape(*matrix.shape[:-1], 1), persistent=False)

    def whole(self, z):
        return (torch.sign(z) * torch.floor(z.abs() + 0.5 - self.dead)).clamp(-TOP, TOP)

    def forward(self, z):
        return (z + (self.whole(z) - z).detach()) * self.step

    def right_inverse(self, matrix):
        return matrix / self.step
