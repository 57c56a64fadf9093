"""The work of a build, counted in calls of functions: a count is the same on a fast and on a slow machine, a time is not."""

from __future__ import annotations

import sys
from pathlib import Path
from types import FrameType

import pytest

from handbook.bench import run

from .running import built, handbook

#: How many calls of Python functions one more entry may cost a clean build, with its share of sources, claims,
#: disagreements, dates and data files. It took 11,545 when this was written. Who adds something that readers get on every
#: page may raise it, and says in the commit what the calls are spent on.
MOST_CALLS_PER_ENTRY = 12_750
#: Python 3.11 calls a function for each comprehension, later ones do not.
COMPREHENSIONS = frozenset({"<listcomp>", "<setcomp>", "<dictcomp>"})


def calls_of_a_build(folder: Path, entries: int) -> int:
    """The calls of Python functions in a clean build of a synthetic handbook, in one process."""
    run.project(entries, folder, ["seeds"])
    calls = 0

    def count(frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event == "call" and frame.f_code.co_name not in COMPREHENSIONS

    sys.setprofile(count)
    try:
        done = handbook("build", "--seeds", folder / "seeds", "--docs", folder / "docs", cwd=folder)
    finally:
        sys.setprofile(None)
    built(done)
    return calls


@pytest.mark.slow
def test_what_one_more_entry_costs(tmp_path: Path) -> None:
    """From 80 entries to 160, each costs a clean build no more calls than its budget; what is done once does not count."""
    # The first build of a process also imports modules and fills caches.
    calls_of_a_build(tmp_path / "first", 20)
    few, many = (calls_of_a_build(tmp_path / str(entries), entries) for entries in (80, 160))
    assert (many - few) / 80 < MOST_CALLS_PER_ENTRY
