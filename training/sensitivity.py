"""How much a network's answers change with its numbers (Fisher information), and the basis in which all coordinates of an embedding count the same.

Answers are drawn from what the network itself gives, so that no labels are needed.
"""
import random
from dataclasses import dataclass, field

import numpy as np
import torch
import torch.nn.functional as F

from .batches import plan
from .decode import cue_spans
from .features import SIZES
from .fit import WEIGHTS

TABLES = [f"encoder.embed.tables.{k}.weight" for k in range(len(SIZES) + 1)]       # words, suffixes, prefixes, then small ones
INPUT = "encoder.grus.0.wx.weight"
LAYERS = ("encoder.grus.0", "encoder.grus.1", "tagger.gru")
LINEAR = ("tagger.token", "tagger.cue", "tagger.final", "cue")
MATRICES = [f"{layer}.{part}" for layer in LAYERS for part in ("wx.weight", "wh")] + [f"{name}.weight" for name in LINEAR] + [
    f"tagger.{table}.weight" for table in ("dist", "sent", "para", "part", "quote")]
CUE = 0.35                   # cues at least this likely are shown to the tagger
SAMPLE = 2300                # chunks
LEAST_VARIANCE = 1e-5        # of a direction of the embedding, of the largest one


@dataclass
class Sensitivity:
    embedding: np.ndarray    # [D, D], a token's mean product of the gradients at the sum of its embeddings
    inputs: np.ndarray       # [D, D], the mean product of the sums
    rows: list               # of the first three tables: sum of squared gradients, uses
    outputs: dict = field(default_factory=dict)      # of a matrix: squared gradient at each output, a token's mean
    squares: dict = field(default_factory=dict)      # of a matrix: mean square of its inputs


class _Watch:
    """Sums over all that passes through the linear layers and out of the recurrent ones."""

    def __init__(self, model):
        modules = dict(model.named_modules())
        self.gradients, self.inputs, self.states, self.hooks = {}, {}, {}, []
        for name in [f"{layer}.wx" for layer in LAYERS] + list(LINEAR):
            self.hooks.append(modules[name].register_forward_hook(self._linear(name)))
        for name in LAYERS:
            self.hooks.append(modules[name].register_forward_hook(self._recurrent(name)))

    def _linear(self, name):
        def seen(_, arguments, out):
            x = arguments[0].detach().flatten(0, -2)
            square, count = self.inputs.get(name, (0.0, 0))
            self.inputs[name] = square + float(x.square().sum()) / x.shape[-1], count + int(x.any(-1).sum())
            out.register_hook(lambda g: self.gradients.__setitem__(name, self.gradients.get(name, 0) + g.square().flatten(0, -2).sum(0).double().numpy()))
        return seen

    def _recurrent(self, name):
        def seen(_, arguments, out):
            square, count = self.states.get(name, (0.0, 0))
            self.states[name] = square + float(out.detach().square().sum()) / out.shape[-1], count + int(arguments[1].sum())
        return seen

    def results(self, tokens):
        """(outputs, squares); a layer's state takes the gradients of its input's product."""
        for hook in self.hooks:
            hook.remove()
        outputs = {f"{name}.weight": g / tokens for name, g in self.gradients.items()}
        squares = {f"{name}.weight": s / max(1, n) for name, (s, n) in self.inputs.items()}
        for name in LAYERS:
            square, count = self.states[name]
            outputs[f"{name}.wh"], squares[f"{name}.wh"] = outputs[f"{name}.wx.weight"], square / max(1, count)
        return outputs, squares


def _loss(model, h, batch, chunks):
    """That of answers drawn from the network's own."""
    logits, mask = model.cue(h), batch["mask"]
    p = F.softmax(logits.detach(), -1)
    drawn = torch.multinomial(p.flatten(0, 1), 1).view(p.shape[:2])
    loss = WEIGHTS["cue"] * F.cross_entropy(logits[mask], drawn[mask], reduction="sum")
    cues = [(i, s, e) for i, c in enumerate(chunks) for s, e, _ in cue_spans(p[i, :len(c)].numpy(), CUE)]
    if cues:
        tags, _, real = model.tagger(h, batch, *torch.tensor(cues).T)
        drawn = torch.multinomial(F.softmax(tags[real].detach(), -1), 1)[:, 0]
        loss = loss + F.cross_entropy(tags[real], drawn, reduction="sum")
    return loss


def sensitivity(model, collate, chunks, seed=0):
    """Measured on some of the chunks."""
    rng = random.Random(seed)
    torch.manual_seed(seed)
    chunks, tokens = rng.sample(chunks, min(SAMPLE, len(chunks))), 0
    model.eval()
    dim, tables = model.encoder.embed.tables[0].weight.shape[1], model.encoder.embed.tables
    fisher, inputs = np.zeros((dim, dim)), np.zeros((dim, dim))
    rows = [(np.zeros(len(t.weight)), np.zeros(len(t.weight))) for t in list(tables)[:3]]
    watch = _Watch(model)
    for ids in plan(chunks, 4000, rng):
        picked = [chunks[j] for j in ids]
        batch = collate(picked)
        x = model.encoder.embed(batch["word"], batch["features"]).detach().requires_grad_(True)
        h = x
        for gru in model.encoder.grus:
            h = gru(h, batch["length"])
        _loss(model, h, batch, picked).backward()
        mask = batch["mask"]
        g, values = x.grad[mask].double().numpy(), x.detach()[mask].double().numpy()
        fisher, inputs, tokens = fisher + g.T @ g, inputs + values.T @ values, tokens + len(g)
        for (squares, uses), used in zip(rows, (batch["word"], batch["features"][..., 0], batch["features"][..., 1])):
            np.add.at(squares, used[mask].numpy(), (g * g).sum(1))
            np.add.at(uses, used[mask].numpy(), 1)
    model.zero_grad()
    return Sensitivity(fisher / tokens, inputs / tokens, rows, *watch.results(tokens))


def basis(table, importance, fisher):
    """T so that in y = T e each direction changes the answers alike, and the table's coordinates do not go together: those that vary most come first."""
    values, axes = np.linalg.eigh(fisher)
    root = axes @ np.diag(np.sqrt(np.maximum(values, values.max() * LEAST_VARIANCE))) @ axes.T
    y, w = table @ root.T, importance / importance.sum()
    y = y - (y * w[:, None]).sum(0)
    spread, axes = np.linalg.eigh((y * w[:, None]).T @ y)
    return axes[:, np.argsort(-spread)].T @ root


def in_basis(state, sense, transform):
    """The state and its sensitivity with y = T e for all tables' rows; the first layer undoes it, so answers stay as they are."""
    made = dict(state)
    for name in TABLES:
        made[name] = torch.from_numpy((state[name].numpy().astype(np.float64) @ transform.T).astype(np.float32))
    made[INPUT] = torch.from_numpy((state[INPUT].numpy().astype(np.float64) @ np.linalg.inv(transform)).astype(np.float32))
    inputs = transform @ sense.inputs @ transform.T
    squares = {**sense.squares, INPUT: float(np.trace(inputs)) / len(inputs)}
    return made, Sensitivity(sense.embedding, inputs, sense.rows, sense.outputs, squares)
