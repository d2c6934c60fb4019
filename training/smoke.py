"""A made-up data folder, for a run that only shows that all stages work."""
import json
import random

PEOPLE = ("Ann Lee", "Bob Ray", "the mayor", "Dr. Cole", "a spokesman", "She", "two officials")
CUES = ("said", "told reporters", "wrote", "claims", "denied", "warned")
CLAIMS = ("the bridge will close", "taxes must fall", "rain is on its way", "nobody was hurt", "the plan is dead")
PLAIN = ("The river rose again.", "Shops stayed open all week.", "The council meets on Monday.")


def _article(rng, number):
    text, found = "", []

    def add(part):
        nonlocal text
        start = len(text)
        text += part
        return [[start, len(text)]]

    for k in range(rng.randint(4, 9)):
        text += "\n\n" if k and k % 3 == 0 else " " if k else ""
        who, cue, claim = rng.choice(PEOPLE), rng.choice(CUES), rng.choice(CLAIMS)
        style = rng.choice(("direct", "indirect", "plain"))
        if style == "plain":
            add(rng.choice(PLAIN))
        elif style == "direct":
            content = add(f"“{claim.capitalize()},”")
            text += " "
            source = add(who)
            text += " "
            found.append({"content": content, "source": source, "cue": add(cue)})
            text += "."
        else:
            source = add(who)
            text += " "
            cue = add(cue)
            text += " "
            found.append({"source": source, "cue": cue, "content": add(f"that {claim}")})
            text += "."
    return {"id": f"made-up-{number}", "text": text, "attributions": found}


def made_up_data(folder, seed=5):
    """Writes the files that corpora.Corpora reads, a few made-up sentences each."""
    rng = random.Random(seed)
    articles = [json.dumps(_article(rng, i), ensure_ascii=False) for i in range(60)]
    sentences = [f"{rng.choice(PEOPLE)} {rng.choice(CUES)} {rng.choice(CLAIMS)} ." for _ in range(80)]
    names = "".join("".join(f"{w}\t{'B-PER' if w in ('Ann', 'Bob') else 'I-PER' if w in ('Lee', 'Ray') else 'O'}\n" for w in s.split()) + "\n"
                    for s in sentences)
    tags = "".join("".join(f"{i + 1}\t{w}\t_\t{'PUNCT' if w == '.' else 'NOUN'}\t_\t_\t0\t_\n" for i, w in enumerate(s.split())) + "\n"
                   for s in sentences)
    files = {
        "attribution/polnear-train.jsonl": "\n".join(articles) + "\n",
        "gold/made-up.jsonl": "\n".join(articles[:10]) + "\n",
        "ner/worldwide-train.tsv": names,
        "pos/ewt-train.conllu": tags,
        "pos/gum-free.conllu": tags,
        "unlabelled/voa-gmb.txt": "\n".join(sentences) + "\n",
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
