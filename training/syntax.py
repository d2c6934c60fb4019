"""Attributions that syntax shows: reporting verbs with a clause, in sentences whose dependencies people have annotated.

The training articles mark outermost attributions only, so what people say of their own thoughts inside quotations ("I think that …", "we want to
…") is hardly ever shown there as an attribution. Treebanks of web text and interviews are full of it. Takes CoNLL-U files and the table of reporting
verbs; gives articles as `corpora` reads them, with "unsure" spans besides: verbs that may or may not be cues, which training leaves alone.
"""
from dataclasses import dataclass
from pathlib import Path

CUES = Path(__file__).parent.parent / "src/lexicon/data/cues.tsv"
# With "to" and a verb these only say how something is done.
NO_INFINITIVE = {"seem", "appear", "begin", "continue", "allow", "find", "show", "know", "learn", "feel", "call", "read", "understand", "remember"}
NEVER = {"seem", "appear", "begin", "sing", "project"}
ADDRESSED = {"ask", "tell", "urge", "advise", "order", "instruct", "encourage", "invite", "beg", "implore", "exhort", "plead", "direct", "persuade",
             "convince", "remind", "request", "warn", "press", "lobby", "pressure"}
FEELINGS = {"sure", "certain", "confident", "convinced", "aware", "glad", "happy", "sorry", "afraid", "proud", "disappointed", "worried", "sad",
            "hopeful", "surprised", "willing", "eager"}
AROUND = set(".,;:!?\"“”'‘’()[]-–—`") | {"``", "''", "--", "..."}


@dataclass
class Word:
    form: str
    lemma: str
    tag: str
    features: str
    head: int
    relation: str
    start: int = 0


def cue_verbs(path=CUES):
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {word for word, kind, *_ in rows if kind == "v"}


def trees(path):
    """(text, words, begins a paragraph, document's id) of each sentence."""
    words, text, paragraph, document = [], None, True, ""
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith("# text = "):
                text = line[9:]
            elif line.startswith("# newdoc id = "):
                document = line[14:]
            elif line.startswith("# newpar"):
                paragraph = True
            elif line and line[0].isdigit():
                row = line.split("\t")
                if row[0].isdigit():
                    words.append(Word(row[1], row[2].lower(), row[3], row[5], int(row[6]) - 1, row[7]))
            elif not line and words:
                if text and _place(words, text):
                    yield text, words, paragraph, document
                words, text, paragraph = [], None, False
    if words and text and _place(words, text):
        yield text, words, paragraph, document


def _place(words, text):
    at = 0
    for word in words:
        at = text.find(word.form, at)
        if at < 0:
            return False
        word.start, at = at, at + len(word.form)
    return True


class Tree:
    def __init__(self, words):
        self.words = words
        self.children = [[] for _ in words]
        for i, word in enumerate(words):
            if word.head >= 0:
                self.children[word.head].append(i)

    def first(self, i, *relations):
        return next((c for c in self.children[i] if self.words[c].relation in relations), None)

    def below(self, i):
        found, todo = [], [i]
        while todo:
            j = todo.pop()
            found.append(j)
            todo += self.children[j]
        return sorted(found)

    def subject(self, i):
        """The subject of a verb, or of the one it is joined to."""
        subject = self.first(i, "nsubj", "csubj")
        if subject is None and self.words[i].relation == "conj" and self.first(i, "nsubj:pass") is None:
            return self.subject(self.words[i].head)
        return subject


def attribution(tree, i, verbs):
    """(cue, source, content) as lists of word numbers, None where word i reports nothing, "unsure" where that cannot be told."""
    words, word = tree.words, tree.words[i]
    verb = word.tag == "VERB" and word.lemma in verbs - NEVER
    feeling = word.tag == "ADJ" and word.lemma in FEELINGS and tree.first(i, "cop") is not None
    if not verb and not feeling:
        return None
    clause = tree.first(i, "ccomp")
    infinitive = tree.first(i, "xcomp") if clause is None else None
    if clause is None and infinitive is None:
        return "unsure" if verb else None
    if infinitive is not None:
        to = any(words[c].lemma == "to" and words[c].relation == "mark" for c in tree.children[infinitive])
        if not to or word.lemma in NO_INFINITIVE:
            return "unsure"
    imperative = "Mood=Imp" in word.features or ("VerbForm=Inf" in word.features and word.relation != "root" and tree.subject(i) is None)
    passive = tree.first(i, "nsubj:pass") is not None
    subject = None if passive else tree.subject(i)
    if imperative or word.relation in ("acl", "advcl", "xcomp", "amod", "csubj") and subject is None and not passive:
        return "unsure"
    if "VerbForm=Part" in word.features and subject is None and not passive or "VerbForm=Ger" in word.features:
        return "unsure"
    if subject is None and not passive:
        return "unsure"
    if passive:
        agent = tree.first(i, "obl:agent")
        subject = agent
    # what is asked ("Do you think …?") is nobody's thought
    if subject is not None and not passive and tree.first(i, "aux") is not None and tree.first(i, "aux") < subject < i:
        return "unsure"
    content = tree.below(clause if clause is not None else infinitive)
    cue = [i] + [c for c in tree.children[i] if c < i and words[c].relation in ("aux", "aux:pass", "cop")]
    cue += [c for c in tree.children[i] if c < i and words[c].lemma in ("not", "never", "n't")]
    cue = list(range(min(cue), i + 1))
    if subject is not None:
        source = [j for j in tree.below(subject) if j not in content]
        if words[subject].relation == "obl:agent":
            source = [j for j in source if not (words[j].relation == "case" and words[j].head == subject)]
    else:
        source = []
    if len(source) > 1 and source[-1] - source[0] + 1 != len(source):
        source = [j for j in source if all(k in source for k in range(min(j, subject), max(j, subject) + 1))]
    cue = [j for j in cue if j not in source]
    if cue[-1] - cue[0] + 1 != len(cue):
        cue = [i]
    while content and words[content[-1]].form in AROUND and words[content[-1]].form not in "\"”''":
        content.pop()
    while content and words[content[0]].form in ",;:-–—":
        content.pop(0)
    content = [j for j in content if j not in cue and j not in source]
    return (cue, source, content) if len(content) > 1 else "unsure"


def _spans(words, numbers, base):
    spans = []
    for j in numbers:
        start, end = base + words[j].start, base + words[j].start + len(words[j].form)
        if spans and spans[-1][2] == j - 1:
            spans[-1][1:] = end, j
        else:
            spans.append([start, end, j])
    return [[s, e] for s, e, _ in spans]


def articles(path, wanted=lambda document: True, verbs=None):
    """One row a document: {"id", "text", "attributions", "unsure"}."""
    verbs = verbs or cue_verbs()
    rows = {}
    for text, words, paragraph, document in trees(path):
        if not wanted(document):
            continue
        row = rows.setdefault(document, {"id": document, "text": "", "attributions": [], "unsure": []})
        row["text"] += ("\n" if paragraph else " ") if row["text"] else ""
        base = len(row["text"])
        row["text"] += text
        tree = Tree(words)
        found = [(i, attribution(tree, i, verbs)) for i in range(len(words))]
        claimed = set()
        for i, a in found:
            if a is None:
                continue
            if a == "unsure" or i in claimed:
                row["unsure"] += _spans(words, [i], base)
                continue
            cue, source, content = a
            claimed.update(content)
            row["attributions"].append({part: _spans(words, numbers, base) for part, numbers in (("cue", cue), ("source", source), ("content", content))})
    return list(rows.values())
