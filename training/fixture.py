"""What the training framework makes of a few texts, for the Rust tests: tokens, features, probabilities, attributions.

The texts are written for this purpose. Offsets are bytes of UTF-8; probabilities are rounded to DIGITS.
"""
import json

import numpy as np

from .batches import Collate
from .chunks import chunks
from .decode import attributions, cue_spans, resolve
from .predict import predict
from .tokens import Document

DIGITS = 4
TEXTS = (
    "Harbour plan splits town\n\nMayor Ann Lee said on Friday that the council would not sell the old harbour. "
    "“We owe it to our children,” she told reporters, “and to Dr. O’Neil.”\n\n"
    "Critics called the plan “absurd.” According to the 2019 report, repairs cost €3.5m a year.",
    "Naïve? “I don't know,” Bob Ray's lawyer wrote in an e-mail.\n“It’s their word against ours.\n“And that is all.”\nBoth firms declined to comment.",
    "It is not known who fired first. The U.S. general denied that his 12,000 troops had crossed the 38th parallel; "
    "Moscow insists they did, 'and soon', its envoy added. 🙂 Nobody believes it.",
    "",
)
LONG = " ".join(f"Clause {i} of the act says that nothing changes{',.'[i % 3 == 2]}" for i in range(60)) + "\nA short end.\n\n" + "word " * 200


def fixture(model, words, options, knots, checksum):
    collate = Collate(words)
    made = {"weights": checksum, "texts": [], "layout": {"text": LONG, "chunks": [len(c) for c in chunks(Document(LONG))]}}
    for text in TEXTS:
        doc = Document(text)
        to_bytes = np.cumsum([0] + [len(c.encode()) for c in text])
        pieces = chunks(doc)
        answers = predict([model], collate, pieces, (options.cue,)) if pieces else []
        found = [a for c, p in zip(pieces, answers) for a in attributions(doc, c, resolve(c, p, options))]
        made["texts"].append({
            "text": text,
            "tokens": [[int(to_bytes[s]), int(to_bytes[e])] for s, e in doc.spans],
            "chunks": [_chunk(c, p, options) for c, p in zip(pieces, answers)],
            "attributions": [
                {**{part: [[int(to_bytes[s]), int(to_bytes[e])] for s, e in a[part]] for part in ("source", "cue", "content")},
                 "sure": round(a["sure"], DIGITS), "confidence": round(float(np.interp(a["sure"], *knots)), DIGITS)}
                for a in found],
        })
    return made


def _chunk(chunk, answer, options):
    numbers = lambda a: [[round(float(x), DIGITS) for x in row] for row in a]   # noqa: E731
    return {
        "index": chunk.index.tolist(), "features": chunk.features.tolist(), "sentence": chunk.sentence.tolist(),
        "paragraph": chunk.paragraph.tolist(), "cue": numbers(answer.cue),
        "tags": [{"cue": [s, e], "probabilities": numbers(answer.tags[s, e])} for s, e, _ in cue_spans(answer.cue, options.cue)],
    }


def write(path, made):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(made, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
