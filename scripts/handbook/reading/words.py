"""Word lists beside the seeds: words that take sides, and words that are no slips of the pen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from handbook.problems import Problem
from handbook.reading import files

#: The lists of a seeds folder.
LISTS = ("loaded-terms.txt", "vocabulary.txt")
MAX_BYTES = 5_000_000


def read_words(path: Path, whole_lines: bool) -> frozenset[str]:
    """A word list: a line each, ``#`` starts a comment; an absent file is empty.

    One that cannot be read is empty too: ``faults`` has the problem with it.
    """
    try:
        text = _text(path)
    except files.FileError:
        return frozenset()
    lines = [line.strip() for line in text.splitlines() if not line.startswith("#")]
    return frozenset(w for line in lines for w in ([line] if whole_lines else line.split()) if w)


def faults(seeds: Path) -> Iterator[Problem]:
    """What is wrong with the lists of a seeds folder."""
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
