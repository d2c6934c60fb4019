"""Calibrates how sure a speaker is: the weights in src/actors/grounds.rs.

    python3 -m training.speakers EVAL GOLD.jsonl=ANALYSES.jsonl [...]

EVAL is the folder of score_actors.py, which says whose speakers are right; the analyses are those of
`examples/links.rs analyse` (rankers of folds, so that pronouns are as sure as they are on new text).
Prints the weights learned from all, and how well they are calibrated on five folds by article, each
scored by weights learned from the other four. Needs numpy.
"""
import collections, json, os, sys

os.environ.setdefault("OMP_NUM_THREADS", "1")
import numpy as np

FOLDS = 5
# Strength of the pull of all weights to 0.
PULL = 1.0
STEPS = 60


def hits(scorer, gold, found):
    """For each found attribution that is one of the gold's with a speaker, and has one itself: is it right?"""
    from convert import Tokens, quote_mask
    from score import assign, content_pairs, jaccard, prepare
    text = gold["text"]
    gm = sorted({(s, a["id"]) for a in gold["actors"] for s in scorer.spans(a)}, key=str)
    pm = sorted({(s, a["id"]) for a in found["actors"] for s in scorer.spans(a)}, key=str)
    pairs = scorer.match_mentions([m for m, _ in gm], [m for m, _ in pm])
    gids, pids = sorted({a for _, a in gm}, key=str), sorted({a for _, a in pm}, key=str)
    votes = collections.Counter((gids.index(gm[i][1]), pids.index(pm[j][1])) for i, j in pairs)
    actor_of = {pids[j]: gids[i] for i, j in assign(dict(votes))}
    members = {a["id"]: {a["id"], *a.get("members", [])} for a in gold["actors"]}
    tokens, mask = Tokens(text), quote_mask(text)
    pg = prepare({"id": gold["id"], "attributions": gold["attributions"]}, text, tokens, mask, True)
    pp = prepare({"id": gold["id"], "attributions": found["attributions"]}, text, tokens, mask, False)
    for i, j in content_pairs(pg, pp):
        want, got = gold["attributions"][i]["speaker"], found["attributions"][j]["speakers"]
        if jaccard(pg[i]["content"], pp[j]["content"]) >= 0.5 and want is not None and got:
            yield found["attributions"][j]["grounds"], any(actor_of.get(x) in members[want] for x in got)


def learn(x, y):
    """Logistic regression by Newton's method; the last weight is the bias."""
    x = np.concatenate([x, np.ones((len(x), 1))], 1)
    w = np.zeros(x.shape[1])
    pull = np.full(len(w), PULL)
    pull[-1] = 1e-3
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-x @ w))
        w -= np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + np.diag(pull), x.T @ (p - y) + pull * w)
    return np.round(w * 100)


def sure(x, w):
    return 1 / (1 + np.exp(-np.clip((x @ w[:-1] + w[-1]) / 100, -5, 5)))


def show(title, p, y):
    print(f"{title}: {len(y)} speakers, {100 * y.mean():.1f} % right, mean confidence {100 * p.mean():.1f}, "
          f"Brier {np.mean((p - y) ** 2):.4f} (always the mean: {y.mean() * (1 - y.mean()):.4f})")
    for low, high in ((0, .5), (.5, .6), (.6, .7), (.7, .8), (.8, .9), (.9, 1.01)):
        at = (p >= low) & (p < high)
        if at.any():
            print(f"    {low:.1f} to {min(high, 1):.1f}: {at.sum():4d} ({100 * at.mean():4.1f} %), {100 * y[at].mean():5.1f} % right")


def main():
    folder, *files = sys.argv[1:]
    sys.path.insert(0, folder)
    import score_actors as scorer
    rows, right, fold, names = [], [], [], None
    for pair in files:
        gold, found = pair.split("=")
        with open(gold) as g, open(found) as f:
            for n, (a, b) in enumerate(zip(map(json.loads, g), map(json.loads, f), strict=True)):
                names = b["names_of_grounds"]
                for bits, ok in hits(scorer, a, b):
                    rows.append([bits >> k & 1 for k in range(len(names))])
                    right.append(ok)
                    fold.append(n % FOLDS)
    x, y, fold = np.array(rows, float), np.array(right, float), np.array(fold)
    p = np.zeros(len(y))
    for k in range(FOLDS):
        p[fold == k] = sure(x[fold == k], learn(x[fold != k], y[fold != k]))
    for title, at in (("all", fold >= 0), ("open folds", fold < 3), ("closed folds", fold >= 3)):
        show(title, p[at], y[at])
    w = learn(x, y)
    print(f"BIAS = {w[-1]:.0f}")
    for name, weight, count, part in zip(names, w, x.sum(0), x.T):
        print(f"    {name} = {weight:.0f};    ({count:.0f} times, {100 * y[part > 0].mean() if count else 0:.0f} % right)")


if __name__ == "__main__":
    sys.exit(main())
