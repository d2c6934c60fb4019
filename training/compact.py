"""A trained network -> the same in two fifths of the bytes: its tables turned into the task's basis, all matrices as whole numbers and, where asked, trained on with them."""
from dataclasses import dataclass

import numpy as np
import torch
from torch.nn.utils import parametrize

from .fit import Schedule, fit
from .quantise import Lattice, Steps, as_rows, exponents, importances, steps
from .sensitivity import basis, in_basis, sensitivity
from .student import student


@dataclass
class Rounded:
    """What the weights file holds: of each matrix the whole numbers (rows of int8) and the exponents of the rows' steps; vectors and all else in `state`."""

    numbers: dict
    exponents: dict
    state: dict

    def held(self):
        """The state with every number as the file has it."""
        made = dict(self.state)
        for name, whole in self.numbers.items():
            made[name] = (torch.from_numpy(whole).float() * steps(self.exponents[name])[:, None]).reshape(self.state[name].shape)
        return {k: v.half().float() if k.endswith(("bias", "bh")) else v for k, v in made.items()}


@dataclass(frozen=True)
class Compaction:
    """How coarsely a network is rounded, and how it is trained on with that; no schedule: not at all."""

    steps: Steps = Steps()
    schedule: Schedule | None = None
    others: int | None = None    # chunks of other text than the articles with nested attributions that it learns from; None: all
    tables_rate: float = 0.005   # of the whole numbers, in steps
    matrices_rate: float = 0.006
    vectors_rate: float = 3e-4

    def groups(self, model):
        """Whole numbers move by steps, biases by their own size; what does not ship stays as it is."""
        groups = {"tables": [], "matrices": [], "vectors": []}
        for name, p in model.named_parameters():
            if name.endswith("original"):
                groups["tables" if name.startswith("encoder.embed") else "matrices"].append(p)
            elif not name.startswith(("role", "ner", "pos")):
                groups["vectors"].append(p)
        return [{"params": ps, "lr": getattr(self, f"{kind}_rate"), "weight_decay": 0.0} for kind, ps in groups.items()]


def _place(model, name):
    """(module, attribute) of a tensor."""
    path, _, attribute = name.rpartition(".")
    return model.get_submodule(path), attribute


def on_lattice(state, shape, powers, dead):
    """A student whose matrices are rounded whenever it is run."""
    model = student(shape)
    model.load_state_dict(state)
    for name, e in powers.items():
        module, attribute = _place(model, name)
        matrix = getattr(module, attribute)
        parametrize.register_parametrization(module, attribute, Lattice(name, matrix, e, dead), unsafe=True)
    return model


def rounded(model, state):
    """What a model `on_lattice` holds."""
    numbers, powers, values = {}, {}, {}
    for name, value in state.items():
        module, attribute = _place(model, name)
        if parametrize.is_parametrized(module, attribute):
            part = module.parametrizations[attribute]
            numbers[name] = as_rows(part[0].whole(part.original.detach())).numpy().astype(np.int8)
            powers[name] = np.asarray(part[0].exponents)
        values[name] = getattr(module, attribute).detach().clone()
    return Rounded(numbers, powers, values)


def compact(model, shape, collate, chunks, counts, way=Compaction(), log=print):
    """-> Rounded. chunks: text with the network's own labels; counts: uses of each row of the word table."""
    sense = sensitivity(model, collate, chunks)
    table = model.encoder.embed.tables[0].weight.detach().double().numpy()
    transform = basis(table, importances(sense, counts)[0], sense.embedding)
    state, sense = in_basis(model.state_dict(), sense, transform)
    made = on_lattice(state, shape, exponents(state, sense, counts, way.steps), way.steps.dead)
    if way.schedule:
        took = fit(made, collate, [("cues", chunks)], way.schedule, log, groups=way.groups(made))
        log(f"done in {took:.0f} s")
    return rounded(made.eval(), state)
