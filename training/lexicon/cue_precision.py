#!/usr/bin/env python3
"""How often each form of a reporting verb is a cue, counted in an annotated corpus (Python 3.11, stdlib only).

    cue_precision.py TRAIN.jsonl src/lexicon/cues.tsv > src/lexicon/cue_precision.tsv

TRAIN.jsonl: {"text", "attributions": [{"cue": [[start, end], ...]}]}, offsets in code points. A form is listed with its share (percent) of
occurrences inside a cue, if it belongs to a verb of the table and occurs at least MINIMUM times.
"""
import collections
import json
import re
import sys

MINIMUM = 5  # below this a share says nothing
WORD = re.compile(r"[A-Za-z]+")


def may_be_form(verbs):
    """A rough test, wide enough for every spelling rule: the form shares all but the last letter of a lemma, or is listed as irregular."""
    stems, irregular = set(), set()
    for line in open(verbs, encoding="utf-8"):
        if not line.startswith("#"):
            lemma, *_, forms = line.rstrip("\n").split("\t")
            stems.add(lemma[:-1])
            irregular.update(forms.split(","))
    ending = re.compile(r".?(?:e|es|ed|ing|s|ies|ied|.ed|.ing)?$")
    return lambda word: word in irregular or any(word.startswith(s) and ending.match(word[len(s):]) for s in stems)


def main():
    wanted = may_be_form(sys.argv[2])
    total, cues = collections.Counter(), collections.Counter()
    for line in open(sys.argv[1], encoding="utf-8"):
        doc = json.loads(line)
        inside = bytearray(len(doc["text"]))
        for a in doc["attributions"]:
            for start, end in a["cue"]:
                inside[start:end] = b"\1" * (end - start)
        for m in WORD.finditer(doc["text"]):
            word = m.group().lower()
            total[word] += 1
            cues[word] += inside[m.start()]
    print("# Share of a word's occurrences that are reporting cues, in percent. Learned from PolNeAR's training part")
    print("# (Newell, Margolin, Ruths 2018) by training/lexicon/cue_precision.py; counts only, no corpus text.")
    for word in sorted(cues):
        if total[word] >= MINIMUM and wanted(word):
            print(word, round(100 * cues[word] / total[word]), sep="\t")


if __name__ == "__main__":
    main()
