"""Seeds that are read ahead in another process: the same records and the same problems, whatever becomes of it."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from handbook import incremental
from handbook.cli import common
from handbook.incremental import prefetch
from handbook.incremental.prefetch import Prefetch, prefetching


@pytest.fixture(autouse=True)
def several(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few files are worth another process, on any machine, and a record is sent as soon as it is read."""
    monkeypatch.setattr(prefetch, "FEW", 1)
    monkeypatch.setattr(prefetch, "TOGETHER", 1)
    monkeypatch.setattr("multiprocessing.cpu_count", lambda: 2)


def whole(begun: Prefetch) -> None:
    """Wait until the other process has read everything and all of it has come."""
    begun._process.join()
    begun._pump.join()


def same(folder: Path, begun: Prefetch) -> incremental.Reading:
    """What is read with the help of another process, which is what is read without."""
    found, alone = incremental.read(folder, None, begun), incremental.read(folder, None)
    assert found.report.sorted() == alone.report.sorted()
    assert found.context.corpus == alone.context.corpus
    assert list(found.context.corpus.paths) == list(alone.context.corpus.paths)
    assert dict(found.context.mentions) == dict(alone.context.mentions)
    assert found.now.seeds() == alone.now.seeds()
    assert found.now.files == alone.now.files
    return found


def test_the_same_is_read(toy: Path) -> None:
    """All records of sound seeds come from the other process, in the same order, and nothing else changes."""
    with prefetching(toy / "seeds", None) as begun:
        assert begun
        whole(begun)
        found = same(toy / "seeds", begun)
        assert not found.report.problems
        assert begun._ready.keys() == found.now.files.keys()
    assert not begun._process.is_alive()


FAULTS: tuple[Callable[[Path], object], ...] = (
    lambda seeds: (seeds / "registry/actors/alba.yml").write_text("id: alba\nkind: nobody\n", encoding="utf-8"),
    lambda seeds: (seeds / "registry/actors/borealis.yml").write_bytes(b"id: \xff"),
    lambda seeds: (seeds / "registry/actors/alba.yml").rename(seeds / "registry/actors/another.yml"),
    lambda seeds: (seeds / "articles/gazette-2024.md").write_text("---\nid: gazette-2024\n---\n", encoding="utf-8"),
    lambda seeds: (seeds / "registry/events/Not An Id.yml").write_text("id: x\n", encoding="utf-8"),
    lambda seeds: (seeds / "registry/actors/alba.yml").unlink(),
)


@pytest.mark.parametrize("fault", FAULTS)
def test_problems_are_found_here(toy: Path, fault: Callable[[Path], object]) -> None:
    """A broken file, one under another name and one that is missing are told as they are without the other process."""
    fault(toy / "seeds")
    with prefetching(toy / "seeds", None) as begun:
        assert begun
        whole(begun)
        assert same(toy / "seeds", begun).report.problems


def test_a_file_that_changes_meanwhile_is_read_here(toy: Path) -> None:
    """What was made of other bytes than a file has now is not used."""
    path = toy / "seeds/registry/actors/alba.yml"
    with prefetching(toy / "seeds", None) as begun:
        assert begun
        whole(begun)
        path.write_text(path.read_text(encoding="utf-8").replace("gloss: ", "gloss: Now "), encoding="utf-8")
        found = same(toy / "seeds", begun)
    assert found.context.corpus.actors["alba"].gloss.startswith("Now ")


def test_a_process_that_dies_is_not_missed(toy: Path) -> None:
    """Killed at once, or when it has begun to send, it leaves everything to this process."""
    with prefetching(toy / "seeds", None) as begun:
        assert begun
        assert begun._process.pid
        os.kill(begun._process.pid, signal.SIGKILL)
        whole(begun)
        assert not same(toy / "seeds", begun).report.problems


def test_it_is_not_begun_for_little(toy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Few files, or what an earlier run kept of them, are read by one process."""
    kept = tmp_path / "kept"
    with prefetching(toy / "seeds", kept) as begun:
        assert begun
    kept.write_bytes(b"")
    with prefetching(toy / "seeds", kept) as begun:
        assert begun is None
    monkeypatch.setattr(prefetch, "FEW", 10_000)
    with prefetching(toy / "seeds", None) as begun:
        assert begun is None


def test_commands_read_so(toy: Path) -> None:
    """A command that builds loads Sphinx meanwhile, and gets the same."""
    found = common.read_of(toy / "seeds", None, for_sphinx=True)
    assert found.context.corpus == incremental.read(toy / "seeds", None).context.corpus
