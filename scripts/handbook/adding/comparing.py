"""Compare a source with its original before it is confirmed: figures, dates, quotations and locators that the original lacks."""

from __future__ import annotations

import hashlib
from pathlib import Path

from handbook.adding import original
from handbook.checks.originals import verify
from handbook.checks.register import Context
from handbook.corpus import Corpus
from handbook.model import Source
from handbook.problems import Problem, Report
from handbook.reading import files

#: The problems that keep a source from being confirmed until a person says why it may stand: locators, copied words, numbers
#: and dates, quotations.  Paraphrased names (HB505) are left to ``handbook check`` and the desk.
HOLDING = frozenset({"HB503", "HB504", "HB506", "HB507"})


def not_in_original(seeds: Path, corpus: Corpus, source: Source) -> list[Problem]:
    """Problems with content of a source that its original lacks; none if the original is not at hand, or is another text.

    ``corpus`` has the source, and the names of entries, as they will be once it is confirmed.
    """
    recorded = source.header.original
    if recorded is None:
        return []
    try:
        raw = files.read(seeds / "originals" / recorded.name, original.MAX_BYTES, seeds)
    except (FileNotFoundError, files.FileError):
        # It is not on this machine, so nothing is compared, as in handbook check.
        return []
    if hashlib.sha256(raw).hexdigest() != recorded.sha256:
        return []
    report = Report()
    verify(Context(corpus), source, raw, report)
    return [problem for problem in report.sorted() if problem.code in HOLDING]


def in_words(problems: list[Problem], limit: int = 3) -> str:
    """The first of some problems in words, and how many more there are."""
    listed = "; ".join(f"line {p.place.line}: {p.message}" for p in problems[:limit])
    return listed + (f"; and {len(problems) - limit} more" if len(problems) > limit else "")
