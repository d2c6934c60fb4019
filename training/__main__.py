"""Trains the tagger: see README.md.

    python -m training --data DIR --work DIR --out models/tagger.bin
    python -m training --smoke
"""
import argparse
import tempfile
from pathlib import Path

from .corpora import FOLDS
from .recipe import FULL, SMOKE, WIDE, Run
from .smoke import made_up_data

STAGES = ("teacher-1", "teacher-2", "soft-newswire", "soft-radio", "distilled", "student", "refined", "label-newswire", "label-radio", "label-gold", "narrowed", "settled", "nested", "tuned-guessed", "tuned-masked", "compacted", "export")


def arguments():
    parser = argparse.ArgumentParser(prog="python -m training", description="Trains the tagger's weights.")
    parser.add_argument("--data", type=Path, help="folder with attribution/, ner/, pos/ and unlabelled/")
    parser.add_argument("--work", type=Path, help="folder for what the stages leave; a run that was cut off goes on from there")
    parser.add_argument("--out", type=Path, default=Path("models/tagger.bin"), help="the weights file")
    parser.add_argument("--parity", type=Path, default=Path("tests/fixtures/tagger-parity.json"), help="the fixture for the Rust tests")
    parser.add_argument("--init", type=Path, help="a weights file in the student's stead; the stages before that are left out")
    parser.add_argument("--tune", type=Path, help="a weights file that is tuned; the stages before that are left out")
    parser.add_argument("--fold", type=int, choices=range(FOLDS), help="leave this fold of the articles with nested attributions out of tuning and compacting")
    parser.add_argument("--wide", action="store_true", help="the student ships as it is, not a narrower one that learns from it")
    parser.add_argument("--only", choices=STAGES, help="one stage, with what it needs; several may run side by side")
    parser.add_argument("--smoke", action="store_true", help="all stages on made-up sentences, in a temporary folder")
    return parser


def run_stage(run, stage, out, parity):
    name, _, which = stage.partition("-")
    if name == "teacher":
        run.teacher(int(which))
    elif name == "soft":
        run.soft(which)
    elif name == "label":
        run.labelled(which)
    elif name == "nested":
        run.guesses
    elif name == "tuned":
        run.tuning(next(way for way in run.recipe.tuned if way.name == which))
    elif name == "export":
        run.export(out, parity)
    else:
        getattr(run, name)


def smoke():
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        made_up_data(folder / "data")
        run = Run(folder / "data", folder / "work", SMOKE)
        run_stage(run, "export", folder / "tagger.bin", folder / "parity.json")
        print(f"all stages ran; a weights file of {(folder / 'tagger.bin').stat().st_size} bytes was made and thrown away")


def main():
    parser = arguments()
    options = parser.parse_args()
    if options.smoke:
        return smoke()
    if not options.data or not options.work:
        parser.error("--data and --work are needed (or --smoke)")
    if not (options.data / "attribution").is_dir():
        parser.error(f"{options.data} has no folder attribution/: see training/README.md for what --data must hold")
    run_stage(Run(options.data, options.work, WIDE if options.wide else FULL, options.init, options.tune, options.fold), options.only or "export", options.out, options.parity)


main()
