"""Losses and the training loop, for teacher and student alike."""
import random
import time
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F

from .batches import IGNORED, pad, plan

WEIGHTS = {"cue": 2.0, "role": 0.5, "tagger": 1.0, "pos": 0.5, "ner": 0.5}
FALSE_CUE = 0.15             # probability from which a token that is no cue is shown to the tagger as one, to be answered with nothing
FALSE_SHARE = 3              # at most one false cue for this many true ones
SAVE_EVERY = 500


@dataclass(frozen=True)
class Schedule:
    epochs: int
    tokens: int = 4000       # padded, a batch
    rate: float = 3e-3
    encoder_rate: float = 0  # of a pretrained encoder's own weights; 0: as the rest
    hint_rate: float = 3e-4
    warmup: float = 0.08
    bf16: bool = False
    average: float = 0       # the result is the mean of the weights over this share of the steps, the last ones
    seed: int = 1


def _cross_entropy(logits, target):
    """Per token; targets may be classes or distributions."""
    if target.dtype == torch.int64:
        return F.cross_entropy(logits.flatten(0, -2), target.flatten(), ignore_index=IGNORED)
    known = target.sum(-1) > 0
    return -(target * F.log_softmax(logits, -1)).sum(-1)[known].mean()


def _padded(arrays, width):
    soft = arrays[0].ndim == 2
    return pad(arrays, width, 0 if soft else IGNORED, np.float32 if soft else np.int64)


def losses(model, batch, chunks, kind):
    """{part: loss}; kind: "attribution", "cues" (the same without roles), "pos" or "ner"."""
    h = model.encoder(batch)
    width = h.shape[1]
    if kind not in ("attribution", "cues"):
        return {kind: _cross_entropy(getattr(model, kind)(h), _padded([c.labels[kind] for c in chunks], width))}
    cue_logits = model.cue(h)
    cue_target = _padded([c.labels["cue"] for c in chunks], width)
    parts = {"cue": _cross_entropy(cue_logits, cue_target)}
    if kind == "attribution":
        parts["role"] = _cross_entropy(model.role(h), _padded([c.labels["role"] for c in chunks], width))
    cues = [(i, s, e, target) for i, c in enumerate(chunks) for s, e, target in c.cues]
    if cue_target.dtype == torch.int64:
        cues += _false_cues(cue_logits, cue_target, chunks, len(cues) // FALSE_SHARE)
    if cues:
        rows, start, end = (torch.tensor(x) for x in list(zip(*cues))[:3])
        logits, index, mask = model.tagger(h, batch, rows, start, end)
        target = _padded([c[3] for c in cues], width)
        target = torch.gather(target, 1, index if target.ndim == 2 else index.unsqueeze(-1).expand(-1, -1, 3))
        parts["tagger"] = _cross_entropy(logits[mask], target[mask])
    return parts


def _false_cues(logits, target, chunks, most):
    doubt = 1 - F.softmax(logits.detach().float(), -1)[..., 0]
    found = torch.nonzero((doubt > FALSE_CUE) & (target == 0))[:most]
    return [(i, t, t + 1, np.zeros(len(chunks[i]), np.int64)) for i, t in found.tolist()]


def parameter_groups(model, schedule):
    """A pretrained encoder learns slower than what starts from nothing."""
    named = [(n, p) for n, p in model.named_parameters() if p.requires_grad]
    if not schedule.encoder_rate:
        return [{"params": [p for _, p in named], "lr": schedule.rate}]
    groups = {schedule.rate: [], schedule.encoder_rate: [], schedule.hint_rate: []}
    for name, p in named:
        new = not name.startswith("encoder.") or name.startswith(("encoder.proj", "encoder.small"))
        rate = schedule.rate if new else schedule.hint_rate if "hints" in name else schedule.encoder_rate
        groups[rate].append(p)
    return [{"params": ps, "lr": rate} for rate, ps in groups.items()]


class Rotation:
    """A pool of which every epoch sees another part."""

    def __init__(self, chunks, parts, seed=3):
        self.chunks, self.parts, self.turn = list(chunks), parts, 0
        random.Random(seed).shuffle(self.chunks)

    def next(self):
        self.turn += 1
        return self.chunks[(self.turn - 1) % self.parts::self.parts]


def _turn(chunks):
    return chunks.next() if isinstance(chunks, Rotation) else chunks


def fit(model, collate, pools, schedule, log=print, checkpoint=None, groups=None):
    """Trains in place. pools: [(kind, chunks)]; each epoch sees every pool once (of a `Rotation` its next part), batches of all kinds mixed.

    groups: the optimiser's parameters with their rates, where they are not the schedule's."""
    torch.manual_seed(schedule.seed)
    rng = random.Random(schedule.seed)
    optimiser = torch.optim.AdamW(groups or parameter_groups(model, schedule), weight_decay=0.01, betas=(0.9, 0.98))
    steps = schedule.epochs * sum(len(plan(_turn(chunks), schedule.tokens)) for _, chunks in pools)
    warm = max(1, int(schedule.warmup * steps))
    rates = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min((s + 1) / warm, max(0.02, (steps - s) / (steps - warm + 1))))
    begun, step, mean = time.time(), 0, {}
    mean_weights, averaged = [], 0
    model.train()
    while step < steps:
        now = [(kind, _turn(chunks)) for kind, chunks in pools]
        todo = [(kind, chunks, ids) for kind, chunks in now for ids in plan(chunks, schedule.tokens, rng)]
        rng.shuffle(todo)
        for kind, chunks, ids in todo[:steps - step]:
            picked = [chunks[j] for j in ids]
            with torch.autocast("cpu", torch.bfloat16, enabled=schedule.bf16):
                parts = losses(model, collate(picked), picked, kind)
            optimiser.zero_grad()
            sum(WEIGHTS[k] * v for k, v in parts.items()).backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            rates.step()
            step += 1
            if step > steps * (1 - schedule.average):
                averaged += 1
                mean_weights = _averaged(mean_weights, model, averaged)
            for k, v in ((k, v.item()) for k, v in parts.items()):
                mean[k] = 0.98 * mean.get(k, v) + 0.02 * v
            if step % 100 == 0 or step == 20:
                log(f"{step}/{steps} {time.time() - begun:.0f}s " + " ".join(f"{k} {v:.4f}" for k, v in sorted(mean.items())))
            if checkpoint and step % SAVE_EVERY == 0:
                torch.save(model.state_dict(), checkpoint)
    if averaged:
        with torch.no_grad():
            for parameter, value in zip(model.parameters(), mean_weights):
                parameter.copy_(value)
    model.eval()
    return time.time() - begun


@torch.no_grad()
def _averaged(means, model, count):
    """The running mean of a model's weights, this being the `count`-th time."""
    if count == 1:
        return [p.detach().clone() for p in model.parameters()]
    torch._foreach_lerp_(means, [p.detach() for p in model.parameters()], 1 / count)
    return means
