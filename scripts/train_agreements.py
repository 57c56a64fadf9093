"""Learns how much each sign of a sentence counts for its telling of an agreement, from sentences that you have marked.

    python scripts/train_agreements.py lots/*.txt
    python scripts/train_agreements.py --write lots/*.txt

A file is a lot: articles of some countries and publications, written as ``handbook.extraction.agreement_training`` says.  What is printed
is the worth of weights on lots that they were not learnt from: each in turn is left out.  ``--write`` writes the
weights, learnt from all, to the folder of the language.  Lots are other people's sentences: they stay with you.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from handbook import publish
from handbook.corpus import Corpus
from handbook.extraction.agreement_training import (
    Example,
    LotError,
    ThresholdResult,
    articles,
    examples,
    learnt,
    reaching,
    result_at,
    unseen,
)
from handbook.extraction.agreement_weights import TOPIC, Weights
from handbook.extraction.article import Annotator
from handbook.extraction.languages import has
from handbook.extraction.languages.data import FOLDER
from handbook.linking import gazetteer
from handbook.reading import files

#: Bytes of a lot at most.
_LARGEST = 10_000_000
_HEAD = """\
# How much each sign of a sentence counts for its telling of an agreement, in log odds: extraction/agreement_signs.py says what the signs are,
# agreement_words.toml which words the groups have.  Made by scripts/train_agreements.py from {sentences:,} marked sentences in {lots} lots; do not edit.
# On lots left out in turn it had precision {precision:.2f} and recall {recall:.2f}.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, write the weights if asked to, and return the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("lots", nargs="+", type=Path, metavar="FILE", help="a lot of marked sentences")
    parser.add_argument("--language", default="en", help="the language of the lots [default: en]")
    parser.add_argument("--recall", type=float, default=0.9, help="the recall to reach on lots left out [default: 0.9]")
    parser.add_argument("--write", action="store_true", help="write the weights to the folder of the language")
    options = parser.parse_args(arguments)
    if "agreements" not in has(options.language):
        parser.error(
            f"there are no words of agreements for the language '{options.language}': write its agreements.toml first"
        )
    if len(options.lots) < 2:
        parser.error("one lot alone cannot be measured: give two or more files")
    if not 0 < options.recall < 1:
        parser.error(f"--recall {options.recall} is no share: write a number between 0 and 1")
    annotator = Annotator({}, gazetteer.build(Corpus()))
    lots: dict[str, list[Example]] = {}
    try:
        for path in options.lots:
            lot = articles(files.text(files.read(path, _LARGEST)), str(path))
            lots[str(path)] = list(examples(lot, annotator, options.language))
    except LotError as error:
        print(error, file=sys.stderr)
        return 1
    except FileNotFoundError:
        print(f"{path}: there is no such file: check its name", file=sys.stderr)
        return 1
    except files.FileError as error:
        print(error.problem(str(path)), file=sys.stderr)
        return 1
    odds = unseen(lots)
    everything = [pair for pairs in odds.values() for pair in pairs]
    chosen = reaching(everything, options.recall)
    for name, pairs in odds.items():
        print(_row(name, result_at(pairs, chosen.threshold)))
    print(_row(f"all, from {chosen.threshold:.2f} on", chosen))
    if options.write:
        weights = learnt([example for lot in lots.values() for example in lot], chosen.threshold)
        target = FOLDER / options.language / f"{TOPIC}.toml"
        head = _HEAD.format(sentences=len(everything), lots=len(lots), precision=chosen.precision, recall=chosen.recall)
        publish.write(target, head + _toml(weights))
        print(f"written: {target.relative_to(FOLDER)}")
    return 0


def _row(name: str, at: ThresholdResult) -> str:
    return f"{name}: right {at.right}, spurious {at.spurious}, missed {at.missed}; precision {at.precision:.2f}, recall {at.recall:.2f}"


def _toml(weights: Weights) -> str:
    """The weights as TOML, those that say most first."""
    ordered = sorted(weights.weights.items(), key=lambda item: (-item[1], item[0]))
    rows = "\n".join(f'"{sign}" = {weight}' for sign, weight in ordered)
    return f"threshold = {weights.threshold}\n# What every sentence has.\nall = {weights.bias}\n\n[weights]\n{rows}\n"


if __name__ == "__main__":
    raise SystemExit(main())
