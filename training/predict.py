"""Chunks -> probabilities, by a trained network."""
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F

from .batches import plan
from .decode import cue_spans

TAGGER_BATCH = 256           # cues at once


@dataclass
class Prediction:
    """Over a chunk's tokens: cue [n, 3], role [n, 3], ner [n, 9], pos [n, 18]; tags: (start, end) of a cue -> [n, 3]."""

    cue: np.ndarray
    role: np.ndarray
    ner: np.ndarray
    pos: np.ndarray
    tags: dict


@torch.no_grad()
def predict(models, collate, chunks, thresholds, tokens=6000, bf16=False):
    """One Prediction a chunk, with the tagger run on all cues found at any of the thresholds.

    Several models (of one kind) give the mean of their probabilities, cue spans being those of the mean.
    """
    made = [None] * len(chunks)
    for ids in plan(chunks, tokens):
        batch = collate([chunks[j] for j in ids])
        states = [_encode(model, batch, bf16) for model in models]
        heads = [_mean(models, states, head) for head in ("cue", "role", "ner", "pos")]
        for i, j in enumerate(ids):
            n = len(chunks[j])
            made[j] = Prediction(*(p[i, :n] for p in heads), {})
        spans = sorted({(i, s, e) for i, j in enumerate(ids) for t in thresholds for s, e, _ in cue_spans(made[j].cue, t)})
        for at in range(0, len(spans), TAGGER_BATCH):
            some = spans[at:at + TAGGER_BATCH]
            answers = [model.tagger(h, batch, *torch.tensor(some).T) for model, h in zip(models, states)]
            _, index, mask = answers[0]
            tags = np.mean([F.softmax(logits, -1).numpy() for logits, _, _ in answers], 0)
            for (i, s, e), q, where, real in zip(some, tags, index.numpy(), mask.numpy()):
                full = np.zeros((len(chunks[ids[i]]), 3), np.float32)
                full[:, 0] = 1
                full[where[real]] = q[real]
                made[ids[i]].tags[s, e] = full
    return made


def _encode(model, batch, bf16):
    model.eval()
    with torch.autocast("cpu", torch.bfloat16, enabled=bf16):
        h = model.encoder(batch)
    return h.float()


def _mean(models, states, head):
    return np.mean([F.softmax(getattr(model, head)(h), -1).numpy() for model, h in zip(models, states)], 0)
