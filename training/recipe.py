"""The stages from data to weights, each leaving a file in the work folder; a stage whose file is there is not run again.

    teacher-SEED.pt MiniLM trained on the labelled articles
    soft-TEXT.pkl   their mean labels for newswire and for radio text
    distilled.pt    the student, trained on gold, soft labels, parts of speech and names
    student.pt      the same after a training without the soft labels
    refined-SEED.pt the same trained on, once for each way in `refined`
    label-TEXT.pkl  what student and refinements, on the mean, make of the unlabelled text, and of the articles
    narrowed.pt     a narrower student that learns gold and what they make of unlabelled text
    settled.pt      the same after a training without gold, on what they make of all of it
    nested.pkl      the articles with the nested attributions that it finds by reading contents again
    tuned-WAY.pt    the same trained on with articles that mark nested attributions, once for each way in `tuned`
    own.pkl         what their mean makes of all text or some
    compacted.pkl   their mean in whole numbers, trained on with these only where the recipe has a schedule for it; it ships

and then the weights file with the parity fixture. Thresholds and calibration come from the held-back training articles.
"""
import json
import pickle
import random
import time
import zlib
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import brotli
import numpy as np
import torch

from . import fixture
from .batches import Collate
from .compact import Compaction, compact
from .corpora import FOLDS, Corpora, attribution_chunks, split_articles
from .decode import Options
from .distil import soft_labels
from .export import pack
from .fit import Rotation, Schedule, fit
from .nested import guessed, labelled
from .shrink import shrink
from .student import Shape, student
from .teacher import WordPieces, load_safetensors, model_folder, teacher
from .tune import KNOTS, Articles, calibrate, tune
from .unpack import decoding, unpack
from .vocabulary import count, row_counts, start_vectors, vocabulary


@dataclass(frozen=True)
class Refinement:
    """One way to train the student on; ways that differ in seed and data make a better mean."""

    schedule: Schedule
    syntax: bool = True              # with the attributions that treebanks show
    tags: bool = True                # with parts of speech and names


@dataclass(frozen=True)
class Tuning:
    """One way to teach the narrower one nested attributions."""

    name: str
    guessed: bool                    # PolNeAR's nested attributions are guessed; else no label says which words of its contents are cues
    schedule: Schedule = Schedule(epochs=4, rate=1.5e-3, warmup=0.05, average=0.5)
    times: int = 6                   # an epoch has the articles with nested attributions so often ...
    parts: int = 4                   # ... and PolNeAR's by one part in so many


@dataclass(frozen=True)
class Recipe:
    shape: Shape = Shape()
    teachers: tuple = (1, 2)         # seeds
    teacher: Schedule = Schedule(epochs=2, tokens=2000, rate=1.5e-3, encoder_rate=1.2e-4, bf16=True)
    distilled: Schedule = Schedule(epochs=6)
    student: Schedule = Schedule(epochs=2, rate=1e-3)
    refined: tuple = ()              # the ways in which the student is trained on
    hidden: int | None = None        # what ships has an encoder of this width (None: the student itself ships)
    narrowed: Schedule = Schedule(epochs=5, rate=2e-3, warmup=0.04, average=0.4)
    settled: Schedule = Schedule(epochs=4, rate=1.5e-3, average=0.5, seed=5)
    dropout: float = 0.1             # of the narrower one: a small network has less to forget
    tuned: tuple = ()                # the ways in which it learns nested attributions
    untuned: float = 0.1             # share of the weights before that in what ships: it spares PolNeAR's articles, of which each epoch sees a part
    compacted: Compaction = Compaction()     # how coarsely it is rounded, and how it is trained on with that
    newswire: int | None = None      # chunks for the teacher to label; None: all
    radio: int | None = 7000         # and of the radio's


# Three ways to train the student on, whose mean knows more than it does.
WAYS = (
    Refinement(Schedule(epochs=2, rate=8e-4, average=0.5, seed=1)),
    Refinement(Schedule(epochs=2, rate=8e-4, average=0.5, seed=2), syntax=False),
    Refinement(Schedule(epochs=3, rate=1.2e-3, average=0.5, seed=3), tags=False),
)
TUNINGS = (Tuning("guessed", True), Tuning("masked", False))
FULL = Recipe(refined=WAYS, hidden=48, tuned=TUNINGS)
WIDE = Recipe()
SEEN = 4000                  # chunks on which the narrower student is fitted to the wide one before training
# For made-up data: shows that every stage works, not that the result is any good.
SMOKE = Recipe(
    Shape(words=200), (1,),
    Schedule(epochs=1, tokens=500, rate=1.5e-3, encoder_rate=1.2e-4),
    Schedule(epochs=12, tokens=500), Schedule(epochs=2, tokens=500, rate=1e-3),
    (Refinement(Schedule(epochs=1, tokens=500, rate=1e-3, average=0.5)),), 32, Schedule(epochs=1, tokens=500, average=0.4), Schedule(epochs=1, tokens=500, average=0.5), tuned=(Tuning("guessed", True, Schedule(epochs=1, tokens=500, rate=1.5e-3, average=0.5)), Tuning("masked", False, Schedule(epochs=1, tokens=500, rate=1.5e-3, average=0.5))),
    compacted=Compaction(schedule=Schedule(epochs=1, tokens=500, average=0.4)), newswire=5, radio=5,
)


class Run:
    def __init__(self, data, work, recipe=FULL, init=None, tune=None, fold=None):
        """`init`: a weights file in the student's stead; `tune`: one in the stead of what is tuned; `fold`: its articles are left out of tuning and compacting."""
        self.corpora, self.work, self.recipe, self.tune, self.fold = Corpora(data), Path(work), recipe, tune, fold
        self.folder = data
        self.shape, self.init_words, self.init_state = unpack(tune or init) if tune or init else (recipe.shape, None, None)
        self.work.mkdir(parents=True, exist_ok=True)
        # One thread: on small products a second one only waits, and results depend on their number.
        torch.set_num_threads(1)

    def log(self, stage):
        return lambda line: print(f"[{time.strftime('%H:%M:%S')}] {stage}: {line}", flush=True)

    # ------------------------------------------------------------------ data

    @cached_property
    def articles(self):
        """(trained on, held back)"""
        return split_articles(self.corpora.articles("train"))

    @cached_property
    def gold(self):
        return attribution_chunks(self.articles[0])

    @cached_property
    def newswire(self):
        return self.corpora.newswire()

    @cached_property
    def radio(self):
        return self.corpora.radio()

    @cached_property
    def names(self):
        return self.corpora.names("train")

    @cached_property
    def parts_of_speech(self):
        return self.corpora.parts_of_speech("train")

    @cached_property
    def syntax(self):
        return self.corpora.syntax()

    @cached_property
    def counted(self):
        return count([self.gold, attribution_chunks(self.articles[1]), self.newswire, self.radio])

    @cached_property
    def row_counts(self):
        return row_counts(self.counted, self.words, self.shape.words)

    @cached_property
    def words(self):
        if self.init_words:
            return self.init_words
        path = self.work / "words.json"
        if not path.exists():
            path.write_text(json.dumps(vocabulary(self.counted, self.recipe.shape.words)))
        return json.loads(path.read_text())

    @cached_property
    def pieces(self):
        return WordPieces(model_folder())

    # ---------------------------------------------------------------- stages

    def _trained(self, name, build, collate, pools, schedule, start=None):
        """The network of a stage: loaded if its file is there, else trained and written."""
        torch.manual_seed(schedule.seed)
        model, path = build(), self.work / f"{name}.pt"
        if path.exists():
            model.load_state_dict(torch.load(path))
            return model.eval()
        if start:
            start(model)
        log = self.log(name)
        log(f"{sum(p.numel() for p in model.parameters() if p.requires_grad)} parameters")
        took = fit(model, collate, pools(), schedule, log, self.work / f"{name}.part.pt")
        torch.save(model.state_dict(), path)
        log(f"done in {took:.0f} s")
        return model

    @cached_property
    def teachers(self):
        # The student learns from their mean.
        return [self.teacher(seed) for seed in self.recipe.teachers]

    def teacher(self, seed):
        return self._trained(f"teacher-{seed}", lambda: teacher(model_folder()), Collate([], self.pieces),
                             lambda: [("attribution", self.gold)], replace(self.recipe.teacher, seed=seed))

    def soft(self, name):
        """The chunks of "newswire" or "radio" with the teachers' labels."""
        path = self.work / f"soft-{name}.pkl"
        if not path.exists():
            made = soft_labels(self.teachers, Collate([], self.pieces), getattr(self, name), getattr(self.recipe, name),
                               bf16=self.recipe.teacher.bf16, log=self.log(f"soft-{name}"))
            path.write_bytes(pickle.dumps(made))
        return pickle.loads(path.read_bytes())

    def _start(self, model):
        """Word table from MiniLM's, by PCA."""
        table = load_safetensors(model_folder() / "model.safetensors")["embeddings.word_embeddings.weight"].numpy()
        vectors = torch.from_numpy(start_vectors(self.words, table, self.pieces, self.recipe.shape.dim))
        model.encoder.embed.tables[0].weight.data[3:3 + len(vectors)] = vectors

    @cached_property
    def distilled(self):
        def pools():
            return [("attribution", self.gold), ("pos", self.parts_of_speech), ("ner", self.names),
                    ("attribution", self.soft("newswire") + self.soft("radio"))]

        return self._trained("distilled", lambda: student(self.recipe.shape), Collate(self.words), pools, self.recipe.distilled, self._start)

    @cached_property
    def student(self):
        return self._trained("student", lambda: student(self.recipe.shape), Collate(self.words),
                             lambda: [("attribution", self.gold), ("pos", self.parts_of_speech), ("ner", self.names)], self.recipe.student,
                             lambda model: model.load_state_dict(self.distilled.state_dict()))

    def _start_refining(self, model):
        state = self.init_state or self.student.state_dict()
        # the role head is for training only, so a weights file lacks it
        model.load_state_dict({k: v for k, v in state.items() if not k.startswith("role.")}, strict=False)

    def _pools(self, way):
        made = [("attribution", self.gold)]
        made += [("attribution", self.syntax)] if way.syntax else []
        return made + ([("pos", self.parts_of_speech), ("ner", self.names)] if way.tags else [])

    def refinement(self, way):
        return self._trained(f"refined-{way.schedule.seed}", lambda: student(self.shape), Collate(self.words), lambda: self._pools(way), way.schedule,
                             self._start_refining)

    @cached_property
    def refined(self):
        """The mean of the refinements, or where there are none the student."""
        if not self.recipe.refined:
            return self.wide
        return _mean([self.refinement(way) for way in self.recipe.refined], self.shape)

    def labelled(self, *names):
        """The chunks of "newswire", "radio" or "gold" with the labels of student and refinements, gold's in the place of its own."""
        made = []
        for name in names:
            path = self.work / f"label-{name}.pkl"
            if not path.exists():
                wide = [self.wide, *(self.refinement(way) for way in self.recipe.refined)]
                labels = soft_labels(wide, Collate(self.words), deepcopy(getattr(self, name)), log=self.log(path.stem))
                path.write_bytes(pickle.dumps(labels))
            made += pickle.loads(path.read_bytes())
        return made

    @cached_property
    def wide(self):
        """The student that is refined and made narrower."""
        model = student(self.shape)
        self._start_refining(model)
        return model.eval()

    @cached_property
    def narrow(self):
        """The shape of what ships."""
        recipe = self.recipe
        return replace(self.shape, hidden=recipe.hidden, dropout=recipe.dropout, tagger_dropout=0.75 * recipe.dropout,
                       word_dropout=0.04)

    @cached_property
    def narrowed(self):
        def pools():
            return [("attribution", self.gold), ("attribution", self.labelled("newswire", "radio"))]

        def start(model):
            model.load_state_dict(shrink(self.refined, self.narrow, Collate(self.words), self.gold[:SEEN]))

        return self._trained("narrowed", lambda: student(self.narrow), Collate(self.words), pools, self.recipe.narrowed, start)

    @cached_property
    def settled(self):
        # A student this small learns the articles too well from their own labels: their teachers' are kinder to other articles.
        return self._trained("settled", lambda: student(self.narrow), Collate(self.words),
                             lambda: [("attribution", self.labelled("newswire", "radio", "gold"))], self.recipe.settled,
                             lambda model: model.load_state_dict(self.narrowed.state_dict()))

    @cached_property
    def untuned(self):
        """(shape, network) before it learns nested attributions."""
        if self.tune or self.recipe.hidden in (None, self.shape.hidden):
            return self.shape, self.wide
        return self.narrow, self.settled

    @cached_property
    def guesses(self):
        path = self.work / "nested.pkl"
        if not path.exists():
            made = guessed(self.articles[0], self.untuned[1], Collate(self.words), Options(), self.log("nested"))
            path.write_bytes(pickle.dumps(made))
        return pickle.loads(path.read_bytes())

    def tuning(self, way):
        name = f"tuned-{way.name}" + ("" if self.fold is None else f"-{self.fold}")
        shape = replace(self.untuned[0], dropout=self.recipe.dropout, tagger_dropout=0.75 * self.recipe.dropout, word_dropout=0.04)

        def pools():
            outermost = self.guesses if way.guessed else labelled(self.articles[0], outermost=True)
            return [("cues", labelled(self.corpora.nested(set(range(FOLDS)) - {self.fold})) * way.times), ("cues", Rotation(outermost, way.parts))]

        return self._trained(name, lambda: student(shape), Collate(self.words), pools, way.schedule,
                             lambda model: model.load_state_dict(self.untuned[1].state_dict()))

    @cached_property
    def tuned(self):
        """The mean of the tunings, and a little of what was tuned."""
        (shape, before), share = self.untuned, self.recipe.untuned
        mean = _mean([self.tuning(way) for way in self.recipe.tuned], shape)
        state = before.state_dict()
        mean.load_state_dict({k: share * state[k] + (1 - share) * v for k, v in mean.state_dict().items()})
        return mean

    @cached_property
    def shipped(self):
        """(shape, network) of what is rounded and ships."""
        return (self.untuned[0], self.tuned) if self.recipe.tuned else self.untuned

    def _of_fold(self, name):
        """A stage's file; that of a fold has the fold's number."""
        return self.work / (name if self.fold is None else name.replace(".", f"-{self.fold}."))

    @cached_property
    def own_text(self):
        """The articles with nested attributions, and all other text or some."""
        other = self.gold + self.newswire + self.radio
        most = self.recipe.compacted.others
        picked = other if most is None else random.Random(1).sample(other, min(most, len(other)))
        return labelled(self.corpora.nested(set(range(FOLDS)) - {self.fold})) + deepcopy(picked)

    @cached_property
    def own_labels(self):
        """The same with the labels of what ships before it is rounded."""
        path = self._of_fold("own.pkl")
        if not path.exists():
            path.write_bytes(pickle.dumps(soft_labels([self.shipped[1]], Collate(self.words), self.own_text, log=self.log(path.stem))))
        return pickle.loads(path.read_bytes())

    @cached_property
    def compacted(self):
        """What ships, in whole numbers."""
        path = self._of_fold("compacted.pkl")
        if not path.exists():
            shape, model = self.shipped
            shape = replace(shape, dropout=0.0, tagger_dropout=0.0, word_dropout=0.0)
            text = self.own_labels if self.recipe.compacted.schedule else self.own_text
            made = compact(model, shape, Collate(self.words), text, self.row_counts, self.recipe.compacted, self.log(path.stem))
            path.write_bytes(pickle.dumps(made))
        return pickle.loads(path.read_bytes())

    @cached_property
    def rounded(self):
        """The network with the numbers that the weights file holds."""
        model = student(self.shipped[0])
        model.load_state_dict(self.compacted.held())
        return model.eval()

    # ---------------------------------------------------------------- export

    def export(self, weights, parity):
        """Writes the weights file and the fixture that Rust is checked against; of a fold the weights file alone."""
        log = self.log("export")
        collate, name = Collate(self.words), weights.name
        shape, model = self.shipped[0], self.rounded       # thresholds are chosen for the numbers that ship
        held_back = Articles(self.articles[1], [model], collate)
        if self.tune:
            options = decoding(self.tune)
            best = held_back.f1(options)
        else:
            options, best = tune(held_back, log)
        outer, inner = held_back.answers(options)[0], []   # the held-back articles mark outer ones only
        for found, below in self.unseen(options):
            outer += found
            inner += below
        knots = calibrate(outer)
        if inner:
            log(f"knots of nested ones {np.round(calibrate(inner), 3).tolist()}")
        data = pack(self.compacted, shape, self.words, options, knots)
        weights.parent.mkdir(parents=True, exist_ok=True)
        weights.write_bytes(data)
        if self.fold is None:
            fixture.write(parity, fixture.fixture(model, self.words, options, knots, zlib.crc32(data[16:])))
        packed = len(brotli.compress(data, quality=11))
        log(f"{name}: {len(data)} bytes, {packed} by brotli; held-back articles {best}; {options}; knots {np.round(knots, 3).tolist()}")

    def unseen(self, options):
        """Of each fold, the answers on its articles of a network that was tuned without them; nothing where one fold is tuned, or none."""
        if self.fold is not None or not self.recipe.tuned:
            return
        for fold in range(FOLDS):
            rows = self.corpora.nested({fold})
            if rows:
                run = Run(self.folder, self.work, self.recipe, tune=self.tune, fold=fold)
                same = ("articles", "gold", "newswire", "radio", "counted") + (() if self.tune else ("untuned", "words"))
                run.__dict__.update({name: getattr(self, name) for name in same})
                yield Articles(rows, [run.rounded], Collate(self.words)).answers(options)


def _mean(models, shape):
    """A student whose weights are the mean of those of `models`."""
    states, model = [m.state_dict() for m in models], student(shape)
    model.load_state_dict({k: sum(s[k] for s in states) / len(states) for k in states[0]})
    return model.eval()
