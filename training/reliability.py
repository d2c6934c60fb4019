"""Are confidences true? Of the attributions given a confidence of 0.8, eight in ten should be right.

    python3 -m training.reliability GOLD FOUND

GOLD and FOUND: JSON lines with the same ids, as corpora and the command line (with `--offsets chars`) write them; right is what score.py calls right.
Needs Python alone.
"""
import json
import sys
from pathlib import Path

from .score import in_tokens, right
from .tokens import Document

EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)


def rows(path):
    return [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines() if line.strip()]


def answers(gold, found):
    """(confidence, right or not) of every attribution found."""
    found = {row["id"]: row["attributions"] for row in found}
    made = []
    for row in gold:
        doc, given = Document(row["text"]), found.get(row["id"], [])
        marks = right(in_tokens(doc, row["attributions"]), in_tokens(doc, given))
        made += [(a["confidence"], mark is not None) for a, mark in zip(given, marks)]
    return made


def table(answers, edges=EDGES):
    """(least, most, number, mean confidence, share right) of every bin that has any; the last one has its upper edge too."""
    made = []
    for least, most in zip(edges, edges[1:]):
        inside = [(c, good) for c, good in answers if least <= c < most or (most == edges[-1] and c == most)]
        if inside:
            made.append((least, most, len(inside), sum(c for c, _ in inside) / len(inside), sum(good for _, good in inside) / len(inside)))
    return made


def expected_error(answers, edges=EDGES):
    """Mean distance of confidence and share right over the bins, each weighed by its number (ECE)."""
    return sum(n * abs(mean - share) for _, _, n, mean, share in table(answers, edges)) / max(1, len(answers))


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    given = answers(*map(rows, sys.argv[1:]))
    print("confidence   number   mean   right")
    for least, most, number, mean, share in table(given):
        print(f"{least:.2f}-{most:.2f} {number:10} {mean:8.2f} {share:7.2f}")
    sure = [good for confidence, good in given if confidence >= 0.9]
    print(f"of {len(sure)} given 0.9 or more, {100 * sum(sure) / max(1, len(sure)):.1f} % are right; expected calibration error {expected_error(given):.3f}")


if __name__ == "__main__":
    main()
