"""Trains the ranker of coreference (models/links.bin) on the rows that `examples/links.rs` writes.

    python3 -m training.links ROWS.jsonl [ROWS.jsonl ...] --out models/links.bin
    python3 -m training.links ROWS.jsonl [ROWS.jsonl ...] --folds DIR   # five rankers, and how they do

Rows of several files are those of the same articles in different states, by the rules' answers and
by a ranker's own. With --folds a ranker is trained for each fold on the other four, and the share of
right answers on the fold that it has not seen is shown, apart for open folds (0 to 2) and closed ones.
Needs numpy only. One thread, seeded: the same rows give the same file.
"""
import argparse, collections, json, os, struct, sys, zlib

os.environ.setdefault("OMP_NUM_THREADS", "1")
import numpy as np

VERSION = 1
UNIT = 32.0
FOLDS = 5
# How much an article of each file counts. Folds are made of the first three alone.
WEIGHTS = {"who-said-what": 3.0, "web": 3.0, "wikinews": 3.0, "gum-news": 1.0, "gum-interview": 1.5, "gum-bio": 1.0,
           "gum-academic": 0.7, "gum-court": 0.7, "gum-voyage": 0.5, "litbank": 0.5}
IN_FOLDS = ("who-said-what", "web", "wikinews")
# Files whose descriptions teach too: the others count other things as actors.
DESCRIBED = IN_FOLDS
SOURCE_WEIGHT = 2.0
# Added to the score of "no actor": by folds one mention more found is worth more than one wrong.
NOBODY = -0.3
# Taken from that score where a pronoun speaks or is a person's (src/actors/resolve/guess/question.rs).
SURELY_AN_ACTOR = 3.0
FEATURES_OF_RULES = ("rules_new", "rules_nobody", "rules_say")


class Group:
    """The questions of one kind of one article."""

    def __init__(self, file, fold, questions, sizes, pronoun):
        self.file, self.fold, self.pronoun = file, fold, pronoun
        ni, np_ = sizes
        n = len(questions)
        rows = sum(len(q["pairs"]) for q in questions)
        self.item = np.zeros((n, ni), np.float32)
        self.pair = np.zeros((rows, np_), np.float32)
        self.right = np.zeros(rows, np.float32)
        self.open = np.zeros((n, 2), np.float32)
        self.of = np.zeros(rows, int)
        self.source = np.array([q["source"] for q in questions], np.float32)
        self.rules = np.array([q["rules"] for q in questions])
        self.start = np.zeros(n, int)
        self.words = [q["word"] for q in questions]
        self.phrases = [q["phrase"] for q in questions]
        r = 0
        for g, q in enumerate(questions):
            self.item[g, q["item"][0::2]] = q["item"][1::2]
            self.start[g] = r
            c = len(q["pairs"])
            for k, pair in enumerate(q["pairs"]):
                self.pair[r + k, pair[0::2]] = pair[1::2]
            self.of[r:r + c] = g
            for k in q["right"]:
                if k < c:
                    self.right[r + k] = 1
                else:
                    self.open[g, 1 if pronoun else k - c] = 1
            r += c
        self.item /= UNIT
        self.pair /= UNIT
        self.count = np.bincount(self.of, minlength=n)
        self.most = np.zeros((n, np_), np.float32)
        np.maximum.at(self.most, self.of, self.pair)


def read(paths):
    """All groups, and the names of the features."""
    groups, names = [], None
    for path in paths:
        with open(path) as lines:
            names = json.loads(next(lines))
            sizes = len(names["item"]), len(names["pair"])
            for line in lines:
                article = json.loads(line)
                for pronoun in (True, False):
                    asked = [q for q in article["questions"] if q["pronoun"] == pronoun and q["word"] not in ("who", "whom", "which", "that")]
                    if asked:
                        groups.append(Group(article["file"], article["fold"], asked, sizes, pronoun))
    return groups, names


class Network:
    """See src/ranker/network.rs."""

    def __init__(self, sizes, hidden, open_, seed, masks):
        rng = np.random.default_rng(seed)
        ni, np_ = sizes
        normal = lambda *s: rng.normal(0, (2 / s[0]) ** 0.5 * 0.7, s).astype(np.float32)
        self.mask_item, self.mask_pair = masks
        self.p = {"Wi": normal(ni, hidden), "Wp": normal(np_, hidden), "b": np.zeros(hidden, np.float32),
                  "v": normal(hidden, 1)[:, 0], "a": np.zeros(np_, np.float32), "Wn": normal(ni + np_, open_),
                  "c": np.zeros(open_, np.float32), "U": normal(open_, 2), "d": np.zeros(2, np.float32)}

    def forward(self, g):
        p = self.p
        item, pair = g.item * self.mask_item, g.pair * self.mask_pair
        both = np.concatenate([item, g.most * self.mask_pair], 1)
        hn = both @ p["Wn"] + p["c"]
        rn = np.maximum(hn, 0)
        h = (item @ p["Wi"])[g.of] + pair @ p["Wp"] + p["b"]
        r = np.maximum(h, 0)
        return item, pair, both, hn, rn, h, r, r @ p["v"] + pair @ p["a"], rn @ p["U"] + p["d"]

    def gradients(self, g):
        p, n = self.p, len(g.item)
        item, pair, both, hn, rn, h, r, s, sn = self.forward(g)
        weight = 1 + SOURCE_WEIGHT * g.source
        most = sn.max(1)
        np.maximum.at(most, g.of, s)
        e, en = np.exp(s - most[g.of]), np.exp(sn - most[:, None])
        all_ = en.sum(1) + np.bincount(g.of, e, n)
        good = np.maximum((en * g.open).sum(1) + np.bincount(g.of, e * g.right, n), 1e-9)
        ds = ((e / all_[g.of] - e * g.right / good[g.of]) * weight[g.of]).astype(np.float32)
        dn = ((en / all_[:, None] - en * g.open / good[:, None]) * weight[:, None]).astype(np.float32)
        dh = ds[:, None] * p["v"] * (h > 0)
        of_item = np.zeros((n, h.shape[1]), np.float32)
        np.add.at(of_item, g.of, dh)
        dhn = (dn @ p["U"].T) * (hn > 0)
        return {"v": r.T @ ds, "a": pair.T @ ds, "Wp": pair.T @ dh, "b": dh.sum(0), "Wi": item.T @ of_item,
                "U": rn.T @ dn, "d": dn.sum(0), "Wn": both.T @ dhn, "c": dhn.sum(0)}

    def fit(self, groups, epochs, rate, decay, seed):
        rng = np.random.default_rng(seed)
        first = {k: np.zeros_like(x) for k, x in self.p.items()}
        second = {k: np.zeros_like(x) for k, x in self.p.items()}
        total, step = epochs * len(groups), 0
        for _ in range(epochs):
            for at in rng.permutation(len(groups)):
                g = groups[at]
                step += 1
                now = rate * (1 - step / total) + 1e-5
                scale = WEIGHTS.get(g.file, 1.0) / (len(g.item) ** 0.5 * 4)
                for k, d in self.gradients(g).items():
                    d = d * scale
                    first[k] += 0.1 * (d - first[k])
                    second[k] += 0.002 * (d * d - second[k])
                    size = np.sqrt(second[k] / (1 - 0.998 ** step)) + 1e-6
                    self.p[k] -= now * (first[k] / (1 - 0.9 ** step) / size + decay * self.p[k])
        return self

    def round(self):
        """Weights as the file holds them: whole numbers to 127 with a scale for each unit."""
        self.whole = {}
        p = self.p
        p["Wi"] *= self.mask_item[:, None]; p["Wp"] *= self.mask_pair[:, None]; p["a"] *= self.mask_pair
        both = np.concatenate([self.mask_item, self.mask_pair])
        p["Wn"] *= both[:, None]
        for name, x in (("hidden", np.concatenate([p["Wi"], p["Wp"]])), ("direct", p["a"][:, None]), ("open", p["Wn"])):
            scale = np.abs(x).max(0) / 127 + 1e-12
            self.whole[name] = np.round(x / scale).astype(np.int8), scale.astype(np.float32)
        w, s = self.whole["hidden"]
        ni = len(p["Wi"])
        p["Wi"], p["Wp"] = w[:ni] * s, w[ni:] * s
        w, s = self.whole["direct"]
        p["a"] = (w * s)[:, 0]
        w, s = self.whole["open"]
        p["Wn"] = w * s
        p["d"][1] += NOBODY
        return self

    def encode(self):
        p = self.p
        floats = lambda x: np.asarray(x, "<f4").tobytes()
        layer = lambda name, bias: self.whole[name][0].tobytes() + floats(self.whole[name][1]) + floats(bias)
        return (bytes([len(p["Wi"]), len(p["Wp"]), len(p["v"]), len(p["c"])]) + layer("hidden", p["b"]) + floats(p["v"])
                + layer("direct", [0.0]) + layer("open", p["c"]) + floats(p["U"]) + floats(p["d"]))


def answers(networks, g, allow_nobody=True):
    """What the mean of the networks answers: a candidate's place, or the number of candidates for new, plus one for nobody."""
    s, sn = 0, 0
    for n in networks:
        *_, a, b = n.forward(g)
        s, sn = s + a, sn + b
    if g.pronoun:
        sn[:, 0] = -1e9
        sn[:, 1] -= SURELY_AN_ACTOR * np.maximum(g.source, [w in HE for w in g.words])
    else:
        sn[:, 1] -= 1e9 * g.source
    out = g.count + sn.argmax(1)
    best = sn.max(1)
    for r in range(len(s)):
        if s[r] > best[g.of[r]]:
            best[g.of[r]] = s[r]
            out[g.of[r]] = r - g.start[g.of[r]]
    return out


def is_right(g, k, answer):
    c = g.count[k]
    if answer < c:
        return g.right[g.start[k] + answer] > 0
    if g.pronoun:
        return g.open[k].sum() > 0
    return answer < c + 2 and g.open[k, answer - c] > 0


HE, THEY, IT = {"he", "him", "his", "himself", "she", "her", "hers", "herself"}, {"they", "them", "their", "theirs", "themselves"}, {"it", "its", "itself"}


def sort_of(g, k, names):
    if g.pronoun:
        w = g.words[k]
        return "he/she" if w in HE else "they" if w in THEY else "it" if w in IT else "who"
    for r in ("definite", "possessive", "indefinite", "other", "bare"):
        if g.item[k, names["item"].index(r)]:
            return r
    return "?"


def train(groups, names, options, pronoun, seed):
    sizes = len(names["item"]), len(names["pair"])
    drop = set(FEATURES_OF_RULES) if pronoun else set()
    masks = tuple(np.array([float(n not in drop) for n in names[k]], np.float32) for k in ("item", "pair"))
    mine = [g for g in groups if g.pronoun == pronoun and (pronoun or g.file in DESCRIBED)]
    n = Network(sizes, options.hidden, options.open, seed, masks)
    return n.fit(mine, options.epochs, options.rate, options.decay, seed).round()


def encode(networks):
    body = bytes([len(networks)]) + b"".join(n.encode() for n in networks)
    return b"WSRL" + struct.pack("<HI", VERSION, zlib.crc32(body)) + body


def kinds(options):
    return (True, False) if options.descriptions else (True,)


def folds(groups, names, options):
    counts = collections.Counter()
    for k in range(FOLDS):
        rest = [g for g in groups if g.fold != k or g.file not in IN_FOLDS]
        for seed in range(options.seeds):
            chosen = [train(rest, names, options, pronoun, seed) for pronoun in kinds(options)]
            if seed == 0:
                with open(os.path.join(options.folds, f"links.{k}.bin"), "wb") as f:
                    f.write(encode(chosen))
            for network, pronoun in zip(chosen, kinds(options)):
                for g in groups:
                    if g.file not in IN_FOLDS or g.fold != k or g.pronoun != pronoun:
                        continue
                    got = answers([network], g)
                    for q in range(len(g.item)):
                        part = "open" if k < 3 else "closed"
                        for sort in (sort_of(g, q, names), "all pronouns" if pronoun else "all descriptions"):
                            for at in (part, "both"):
                                key = sort, at
                                counts[key, "n"] += 1
                                counts[key, "rules"] += is_right(g, q, g.rules[q])
                                counts[key, "ranker"] += is_right(g, q, got[q])
    for sort in sorted({k[0][0] for k in counts}):
        line = f"{sort:18s}"
        for at in ("both", "open", "closed"):
            n = max(1, counts[(sort, at), "n"])
            line += f"  {at} {100 * counts[(sort, at), 'rules'] / n:5.1f} -> {100 * counts[(sort, at), 'ranker'] / n:5.1f} ({n // options.seeds})"
        print(line, flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", nargs="+")
    parser.add_argument("--out")
    parser.add_argument("--folds")
    parser.add_argument("--hidden", type=int, default=8)
    parser.add_argument("--open", type=int, default=6)
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--decay", type=float, default=1e-3)
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--descriptions", action="store_true")
    options = parser.parse_args()
    groups, names = read(options.rows)
    if options.folds:
        os.makedirs(options.folds, exist_ok=True)
        folds(groups, names, options)
    if options.out:
        data = encode([train(groups, names, options, pronoun, 0) for pronoun in kinds(options)])
        with open(options.out, "wb") as f:
            f.write(data)
        print(f"{options.out}: {len(data)} bytes")


if __name__ == "__main__":
    sys.exit(main())
