"""The network that ships: embeddings, two bidirectional GRUs, heads, and a tagger that runs once for each cue."""
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import nn

from .corpora import NER_TAGS, POS_TAGS
from .features import SIZES
from .gru import BiGRU
from .vocabulary import FIRST

WINDOW = 72                  # tokens to either side of a cue that its tagger sees at most, within what its paragraph reaches (chunks.py)
DISTANCES = 29               # buckets of the signed distance to the cue


@dataclass(frozen=True)
class Shape:
    words: int = 8000
    dim: int = 64
    hidden: int = 64
    tagger: int = 32
    dropout: float = 0.2
    tagger_dropout: float = 0.15
    word_dropout: float = 0.06


class Embedding(nn.Module):
    """Sum of the word's row and its features' rows; row 0 is zero."""

    def __init__(self, shape):
        super().__init__()
        self.word_dropout = shape.word_dropout
        self.tables = nn.ModuleList(nn.Embedding(n, shape.dim, padding_idx=0) for n in (FIRST + shape.words, *SIZES))
        for table in self.tables:
            nn.init.normal_(table.weight, std=0.4)
            table.weight.data[0] = 0

    def forward(self, word, features):
        if self.training and self.word_dropout:
            forget = (torch.rand(word.shape) < self.word_dropout) & (word >= FIRST)
            word = torch.where(forget, torch.ones_like(word), word)
        x = self.tables[0](word)
        for k, table in enumerate(list(self.tables)[1:]):
            x = x + table(features[..., k])
        return x


class Encoder(nn.Module):
    def __init__(self, shape):
        super().__init__()
        self.embed = Embedding(shape)
        self.grus = nn.ModuleList([BiGRU(shape.dim, shape.hidden), BiGRU(2 * shape.hidden, shape.hidden)])
        self.drop = nn.Dropout(shape.dropout)
        self.out = 2 * shape.hidden

    def forward(self, batch):
        x = self.drop(self.embed(batch["word"], batch["features"]))
        for gru in self.grus:
            x = self.drop(gru(x, batch["length"]))
        return x


def distance_bucket(d):
    """Signed distance -> 0..28: exact up to 5, then logarithmic, at most 14 to each side.

    Whole-number thresholds (see models/FORMAT.md), so that no rounding of a logarithm can differ between implementations.
    """
    a = d.abs()
    far = torch.bucketize(a, _EDGES, right=True)
    k = torch.where(a < 6, a, 6 + far)
    return torch.where(d < 0, 14 - k, 14 + k)


# The least distance in buckets 7..14: smallest a with floor(log2(a / 6) * 2.2) >= 1..8.
_EDGES = torch.tensor([9, 12, 16, 22, 29, 40, 55, 75])


class CueTagger(nn.Module):
    """Given a cue: nothing, source or content for every token around it."""

    def __init__(self, dim_in, dim, dropout):
        super().__init__()
        self.token, self.cue = nn.Linear(dim_in, dim), nn.Linear(dim_in, dim)
        self.dist, self.sent, self.para = nn.Embedding(DISTANCES, dim), nn.Embedding(7, dim), nn.Embedding(4, dim)
        self.part, self.quote = nn.Embedding(2, dim), nn.Embedding(10, dim)
        self.gru = BiGRU(dim, dim)
        self.final = nn.Linear(2 * dim, 3)
        self.drop = nn.Dropout(dropout)

    def forward(self, h, batch, rows, start, end):
        """rows: the cues' rows in the batch; start, end: their spans. -> logits [cues, window, 3], token index, mask."""
        low = torch.maximum(start - WINDOW, batch["reach"][rows, start, 0])
        high = torch.minimum(end + WINDOW, batch["reach"][rows, end - 1, 1])
        window = int((high - low).max())
        index = low[:, None] + torch.arange(window)[None]
        mask = index < high[:, None]
        index = index.clamp(max=h.shape[1] - 1)
        at = rows[:, None].expand(-1, window)

        place = torch.arange(h.shape[1])[None]
        in_cue = ((place >= start[:, None]) & (place < end[:, None])).float()
        cue_mean = (in_cue.unsqueeze(1) @ h[rows].float()).squeeze(1) / in_cue.sum(1, keepdim=True)
        u = self.token(h)[at, index] + self.cue(cue_mean)[:, None]

        before, after = index - start[:, None], index - end[:, None] + 1
        distance = before.clamp(max=0) + after.clamp(min=0)

        def offset(key, least, most):
            return (batch[key][at, index] - batch[key][rows, start][:, None]).clamp(least, most) - least

        u = u + self.dist(distance_bucket(distance))
        u = u + self.sent(offset("sentence", -3, 3)) + self.para(offset("paragraph", -1, 2))
        u = u + self.part(((distance == 0) & mask).long())
        u = u + self.quote(offset("segment", -2, 2) * 2 + batch["inside"][at, index])
        u = self.drop(F.relu(u) * mask.unsqueeze(-1))
        return self.final(self.drop(self.gru(u, mask.sum(1)))), index, mask


class Tagger(nn.Module):
    """An encoder (the student's or the teacher's) with all heads."""

    def __init__(self, encoder, dim, dropout=0.15):
        super().__init__()
        self.encoder = encoder
        d = encoder.out
        self.cue, self.role = nn.Linear(d, 3), nn.Linear(d, 3)
        self.pos, self.ner = nn.Linear(d, len(POS_TAGS)), nn.Linear(d, len(NER_TAGS))
        self.tagger = CueTagger(d, dim, dropout)


def student(shape):
    return Tagger(Encoder(shape), shape.tagger, shape.tagger_dropout)
