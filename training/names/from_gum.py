#!/usr/bin/env python3
"""GUM mentions as training articles for train-names (Python 3.11, stdlib only).

  from_gum.py MENTIONS.jsonl... > ARTICLES.jsonl

Each input line: {"id", "text", "mentions": [{"span", "type", "kind", "head"}], "meta": {"split"}}; only documents of the train split are taken.
Names of persons, organisations and places keep their type; other names are left out, so that they count as nothing.
"""
import json, sys

TYPE = {"person": "PER", "organization": "ORG", "place": "LOC"}

for path in sys.argv[1:]:
    for line in open(path, encoding="utf-8"):
        doc = json.loads(line)
        if doc["meta"].get("split") != "train":
            continue
        mentions = []
        for m in doc["mentions"]:
            if m["kind"] == "name" and m["type"] in TYPE:
                # From the head on: titles before a name ("actor Dennis Hopper") are not part of it.
                start = m["head"][0] if m["type"] == "person" else m["span"][0]
                mentions.append({"span": [start, m["span"][1]], "type": TYPE[m["type"]]})
        print(json.dumps({"id": doc["id"], "text": doc["text"], "mentions": mentions}, ensure_ascii=False))
