"""The teachers' mean opinion on unlabelled chunks, as soft targets for the student."""
import random
import time

import numpy as np

from .decode import cue_spans
from .predict import predict

CUE = 0.35                   # cues at least this likely get the tagger's targets
BLOCK = 500                  # chunks between two lines of the log


def soft_labels(models, collate, chunks, limit=None, seed=3, bf16=False, log=print):
    """Up to `limit` of the chunks, at random, with soft "cue" and "role" labels and soft targets for each cue."""
    chunks = list(chunks)
    random.Random(seed).shuffle(chunks)
    chunks, begun = chunks[:limit], time.time()
    for at in range(0, len(chunks), BLOCK):
        block = chunks[at:at + BLOCK]
        for chunk, p in zip(block, predict(models, collate, block, (CUE,), tokens=4000, bf16=bf16)):
            chunk.labels = {"cue": p.cue.astype(np.float16), "role": p.role.astype(np.float16)}
            chunk.cues = [(s, e, p.tags[s, e].astype(np.float16)) for s, e, _ in cue_spans(p.cue, CUE)]
        log(f"{at + len(block)}/{len(chunks)} {time.time() - begun:.0f}s cues {sum(len(c.cues) for c in chunks[:at + BLOCK])}")
    return chunks
