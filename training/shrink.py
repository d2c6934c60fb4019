"""A trained student -> a narrower one that does nearly the same: where the training of a faster network begins.

Each recurrent layer loses units, one after the other, always the one that the others can stand in for best: what read a lost unit now reads the
linear combination of the kept ones that comes closest to it (least squares over the activations on real text; compare Luo, Wu and Lin 2017, ThiNet).
The same is done with the tagger's inputs. Nothing is trained here; `distil` and `fit` do that afterwards.
"""
from dataclasses import dataclass

import torch

from .batches import plan
from .decode import cue_spans
from .student import student

RIDGE = 1e-3                 # of the mean variance: keeps the least squares well-behaved
BATCHES = 60                 # enough activations for a few hundred unknowns


LAYERS = {"first": "encoder.grus.0", "second": "encoder.grus.1", "tagger": "tagger.gru"}


@dataclass
class Kept:
    """Kept units, and the map that gives all units from them: all = kept @ combine.T + rest."""

    units: torch.Tensor          # [k]
    combine: torch.Tensor        # [n, k]
    rest: torch.Tensor           # [n]
    alone: tuple = ()            # of a layer with two directions: the same for each by itself, as a state is read by its own direction only

    def read_by(self, weight, bias):
        """Weight and bias of what read all units, now reading the kept ones."""
        return weight @ self.combine, bias + weight @ self.rest


def solve(mean, covariance, units):
    """The Kept of these units."""
    kept = covariance[units][:, units]
    combine = torch.linalg.solve(kept + RIDGE * kept.diagonal().mean() * torch.eye(len(units), dtype=kept.dtype), covariance[units]).T
    combine[units] = torch.eye(len(units), dtype=kept.dtype)
    return Kept(units, combine, mean - combine @ mean[units])


def choose(mean, covariance, readers, groups, size):
    """Keeps `size` units of each group (lists of units), those from which the weights `readers` ([rows, n]) lose least."""
    metric = readers.T @ readers
    groups = [list(g) for g in groups]
    while any(len(g) > size for g in groups):
        kept = torch.tensor(sorted(sum(groups, [])))
        inverse = torch.linalg.inv(covariance[kept][:, kept] + RIDGE * covariance.diagonal().mean() * torch.eye(len(kept), dtype=covariance.dtype))
        # By the rule for block inverses, what is lost with unit j beside what is lost already: its column of the inverse's share.
        spread = covariance[:, kept] @ inverse
        lost = (spread * (metric @ spread)).sum(0) / inverse.diagonal()
        cost = dict(zip(kept.tolist(), lost.tolist()))
        group = max((g for g in groups if len(g) > size), key=len)
        group.remove(min(group, key=cost.get))
    return solve(mean, covariance, torch.tensor(sorted(sum(groups, []))))


class Moments:
    """Mean and covariance of vectors, gathered batch by batch."""

    def __init__(self):
        self.count, self.sum, self.product = 0, 0, 0

    def add(self, rows):
        rows = rows.double()
        self.count, self.sum, self.product = self.count + len(rows), self.sum + rows.sum(0), self.product + rows.T @ rows

    def both(self):
        mean = self.sum / self.count
        return mean, self.product / self.count - torch.outer(mean, mean)


@torch.no_grad()
def _activations(model, collate, chunks, threshold):
    """Moments of each recurrent layer's output and of the tagger's input, over some of the chunks."""
    layers = {"first": model.encoder.grus[0], "second": model.encoder.grus[1], "tagger": model.tagger.gru}
    found = {name: Moments() for name in (*layers, "inputs")}

    def watch(name):
        def keep(_, arguments, out):
            x, lengths = arguments
            real = torch.arange(x.shape[1])[None] < lengths[:, None]
            found[name].add(out[real])
            if name == "tagger":
                found["inputs"].add(x[real])
        return keep

    hooks = [layer.register_forward_hook(watch(name)) for name, layer in layers.items()]
    for ids in plan(chunks, 4000)[:BATCHES]:
        picked = [chunks[i] for i in ids]
        batch = collate(picked)
        h = model.encoder(batch)
        p = torch.softmax(model.cue(h), -1).numpy()
        cues = [(i, s, e) for i, c in enumerate(picked) for s, e, _ in cue_spans(p[i, :len(c)], threshold)]
        if cues:
            model.tagger(h, batch, *torch.tensor(cues).T)
    for hook in hooks:
        hook.remove()
    return {name: moments.both() for name, moments in found.items()}


def _both_directions(hidden):
    return range(hidden), range(hidden, 2 * hidden)


def _readers(*weights):
    return torch.cat([w.double() for w in weights])


def _recurrent(old, kept, inputs, hidden, small):
    """(wx.weight, wx.bias, wh, bh) of a layer with the units `kept` (Kept over both directions) and its inputs narrowed by `inputs` (Kept, or None)."""
    wx, bx, wh, bh = (old[k].double() for k in ("wx.weight", "wx.bias", "wh", "bh"))
    if inputs:
        wx, bx = inputs.read_by(wx, bx)
    rows, states, biases = [], [], []
    for direction in range(2):
        mine = kept.units[(kept.units >= direction * hidden) & (kept.units < (direction + 1) * hidden)] - direction * hidden
        gates = torch.cat([gate * hidden + mine for gate in range(3)])
        rows.append(direction * 3 * hidden + gates)
        state, bias = kept.alone[direction].read_by(wh[direction], bh[direction])
        states.append(state[gates])
        biases.append(bias[gates])
        assert len(mine) == small
    rows = torch.cat(rows)
    return {"wx.weight": wx[rows], "wx.bias": bx[rows], "wh": torch.stack(states), "bh": torch.stack(biases)}


def shrink(model, shape, collate, chunks, threshold=0.35):
    """The state of a student of `shape`, like `model` (a student) but for the widths `hidden` and `tagger`."""
    at = _activations(model, collate, chunks, threshold)
    old = model.state_dict()
    layer = lambda name: {k: old[f"{name}.{k}"] for k in ("wx.weight", "wx.bias", "wh", "bh")}   # noqa: E731
    wide, tagged = model.encoder.grus[0].hidden, model.tagger.gru.hidden

    def narrowed(name, weights, hidden, small):
        mean, covariance = at[name]
        own = torch.block_diag(*old[f"{LAYERS[name]}.wh"].double())
        kept = choose(mean, covariance, _readers(*weights, own), _both_directions(hidden), small)
        for units in _both_directions(hidden):
            units = list(units)
            mine = [u - units[0] for u in kept.units.tolist() if u in units]
            kept.alone += (solve(mean[units], covariance[units][:, units], torch.tensor(mine)),)
        return kept

    heads = ("cue", "pos", "ner", "tagger.token", "tagger.cue")
    first = narrowed("first", [old["encoder.grus.1.wx.weight"]], wide, shape.hidden)
    second = narrowed("second", [old[f"{head}.weight"] for head in heads], wide, shape.hidden)
    inputs = choose(*at["inputs"], old["tagger.gru.wx.weight"].double(), [range(tagged)], shape.tagger)
    tagger = narrowed("tagger", [old["tagger.final.weight"]], tagged, shape.tagger)

    new = student(shape).state_dict()
    made = {name: value for name, value in old.items() if name.startswith("encoder.embed.")}
    for name, kept, before, hidden, small in (
        ("encoder.grus.0", first, None, wide, shape.hidden), ("encoder.grus.1", second, first, wide, shape.hidden),
        ("tagger.gru", tagger, inputs, tagged, shape.tagger),
    ):
        made.update({f"{name}.{k}": v for k, v in _recurrent(layer(name), kept, before, hidden, small).items()})
    for head in heads:
        weight, bias = second.read_by(old[f"{head}.weight"].double(), old[f"{head}.bias"].double())
        if head.startswith("tagger."):
            weight, bias = weight[inputs.units], bias[inputs.units]
        made.update({f"{head}.weight": weight, f"{head}.bias": bias})
    for table in ("dist", "sent", "para", "part", "quote"):
        made[f"tagger.{table}.weight"] = old[f"tagger.{table}.weight"][:, inputs.units]
    made["tagger.final.weight"], made["tagger.final.bias"] = tagger.read_by(old["tagger.final.weight"].double(), old["tagger.final.bias"].double())
    return {name: made[name].to(value.dtype) if name in made else value for name, value in new.items()}
