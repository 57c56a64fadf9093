"""Word lists beside the seeds: loaded terms, and words that are not spelling mistakes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from handbook.problems import Problem
from handbook.reading import files

#: The lists of a seeds folder.
LISTS = ("loaded-terms.txt", "vocabulary.txt")
MAX_BYTES = 5_000_000


def read_words(path: Path, whole_lines: bool) -> frozenset[str]:
    """A word list, one entry a line, with ``#`` for comments; an absent file is empty.

    An unreadable file is empty too: ``faults`` reports the problem.
    """
    try:
        text = _text(path)
    except files.FileError:
        return frozenset()
    lines = [line.strip() for line in text.splitlines() if not line.startswith("#")]
    return frozenset(w for line in lines for w in ([line] if whole_lines else line.split()) if w)


def faults(seeds: Path) -> Iterator[Problem]:
    """The problems of the lists in a seeds folder."""
    for name in LISTS:
        try:
            _text(seeds / name)
        except files.FileError as error:
            yield error.problem(f"{seeds.name}/{name}")


def _text(path: Path) -> str:
    try:
        return files.text(files.read(path, MAX_BYTES, path.parent))
    except FileNotFoundError:
        return ""
