"""Which tests run when: what is left out by default, and who gets it."""

from __future__ import annotations

import re
import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st

from .conftest import PROJECT, shared_out


@given(st.lists(st.booleans(), max_size=60), st.integers(1, 8))
def test_each_process_begins_with_its_share_of_what_takes_long(long: list[bool], processes: int) -> None:
    """Every test is run once; of those that take long no process has two more than another, and begins with them, where there are enough others."""
    order = shared_out(long, processes)
    assert sorted(order) == list(range(len(long)))
    if sum(long) * 2 * processes <= len(long):
        rest, shares = order, []
        for process in range(processes):
            size = len(rest) // (processes - process)
            mine, rest = [long[at] for at in rest[:size]], rest[size:]
            assert mine == sorted(mine, reverse=True)
            shares.append(sum(mine))
        assert max(shares) - min(shares) <= 1


def test_what_is_left_out_by_default_runs_where_its_file_is_named() -> None:
    """A test with a browser is run, in processes of its own too, when its file is named, and else not at all."""

    def ran(*words: str) -> str:
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            "-k",
            "test_a_page_is_as_new",
            *words,
        ]
        return subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False).stdout

    assert re.search(r"\b1 (passed|skipped)", ran("-n", "1", "tests/test_browsing.py"))
    # Where no file is named; collecting all of them takes long.
    unnamed = "-o", "testpaths=tests/test_browsing.py", "--collect-only"
    assert "no tests collected" in ran(*unnamed)
    assert "1/" in ran(*unnamed, "--all")
