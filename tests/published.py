"""The records that are published, for the tests of what other software gets."""

from __future__ import annotations

from pathlib import Path

from handbook import publish
from handbook.corpus import Corpus


def read_seeds(folder: Path) -> Corpus:
    """The published records of seeds without problems."""
    context, report = publish.read(folder)
    assert report.sorted() == []
    return context.corpus.published()
