"""Commands that write seeds, killed at any moment or with no room: all of what they do is there or none, and the next command works.

``HANDBOOK_KILLS=60`` makes as many kills in each command; without it there are a few.
"""

from __future__ import annotations

import contextlib
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from handbook import publish

from ..conftest import TOY
from ..forked import begin, ran
from ..running import handbook

pytestmark = pytest.mark.skipif(os.name == "nt", reason="killing and limits are other things there")
KILLS = int(os.environ.get("HANDBOOK_KILLS", "4"))
#: Whether every moment and size is tried, or some.
ALL = KILLS >= 60
ADD = ("--publication", "The Post", "--published", "2024-05-02", "--consulted", "2024-06-01")
TEXT = """Ships leave for Alba

Foreign Minister Dora Delegate of Borealis said on Monday: "We will send 30 ships to Alba next month, as we promised."

Borealis signed a memorandum with the Harbour Bank in April. Ann Exampel was there.
"""
Snapshot = dict[str, bytes]


NOTED = re.compile(rb'"when": "[^"]*",')


def snapshot(folder: Path) -> Snapshot:
    """The files of the seeds, but for what a run keeps for itself and the times at which its changes were noted."""
    return {
        p.relative_to(folder).as_posix(): NOTED.sub(b"", p.read_bytes()) if ".journal" in p.parts else p.read_bytes()
        for p in sorted(folder.rglob("*"))
        if p.is_file() and p.name != ".lock" and ".adding" not in p.parts
    }


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The toy with an article to add, a draft to decide on, and files that release and schema will change."""
    toy = tmp_path_factory.mktemp("killed") / "toy"
    shutil.copytree(TOY, toy)
    (toy / "ships.txt").write_text(TEXT, encoding="utf-8")
    (toy / "first.txt").write_text(
        TEXT.replace("Dora Delegate", "Emil Envoy").replace("30 ships", "40 ships"), encoding="utf-8"
    )
    # Each run is a copy of this process: what it has loaded they need not.
    for command in (("add", toy / "first.txt", "--id", "first-2024", *ADD), ("check",)):
        done = handbook(*command, "--seeds", toy / "seeds")
        assert done.returncode == 0, done.stdout + done.stderr
    (toy / "seeds/editions").mkdir()
    (toy / "seeds/editions/2026.1.txt").write_text("actor alba\n", encoding="utf-8")
    (toy / "seeds/schema").mkdir()
    for name in ("actor", "term", "ruling"):
        (toy / f"seeds/schema/{name}.json").write_text("{}\n", encoding="utf-8")
    return toy


def commands(toy: Path) -> dict[str, tuple[str, ...]]:
    """Every command that writes seeds, and every decision of a review."""
    draft = "harbour-bank"
    given = {
        "add": ("add", str(toy / "ships.txt"), *ADD, "--new"),
        "review reject": ("review", "reject", draft),
        "review rename": ("review", "rename", draft, "Bank of the Harbour"),
        "review merge": ("review", "merge", draft, "alba"),
        "review answer": ("review", "merge", "Ann Exampel", "ann-example"),
        "review reject source": ("review", "reject", "first-2024"),
        "release": ("release",),
        "schema": ("schema",),
    }
    return {name: (*arguments, "--seeds", str(toy / "seeds")) for name, arguments in given.items()}


NAMES = tuple(commands(Path()))


@pytest.fixture
def toy(prepared: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(prepared, tmp_path / "toy"))


def renew(prepared: Path, toy: Path) -> None:
    shutil.rmtree(toy / "seeds")
    shutil.copytree(prepared / "seeds", toy / "seeds")


def whole_run(name: str, prepared: Path, toy: Path) -> tuple[Snapshot, Snapshot, float]:
    """The seeds before and after a command that nothing stops, and how long it takes."""
    before = snapshot(toy / "seeds")
    started = time.monotonic()
    status, text = ran(commands(toy)[name], toy / "said")
    took = time.monotonic() - started
    assert status == 0, text
    after = snapshot(toy / "seeds")
    assert after != before
    renew(prepared, toy)
    return before, after, took


@pytest.mark.parametrize("name", NAMES)
def test_killed(name: str, prepared: Path, toy: Path) -> None:
    """Killed at random moments: each file is an old or a new one, whole; then a check sees all or nothing and the command works."""
    before, after, took = whole_run(name, prepared, toy)
    rng = random.Random(name)
    outcomes = {"old": 0, "new": 0}
    for _ in range(KILLS):
        child = begin(commands(toy)[name], toy / "said")
        time.sleep(rng.random() * took * 1.1)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        for path, raw in snapshot(toy / "seeds").items():
            assert raw in (before.get(path), after.get(path)), f"{path} is half-written"
        # A command that only reads sees what was begun as finished.
        status, text = ran(("check", "--seeds", str(toy / "seeds")), toy / "said")
        assert status == 0, text
        now = snapshot(toy / "seeds")
        assert now in (before, after)
        outcomes["new" if now == after else "old"] += 1
        if now == before:
            status, text = ran(commands(toy)[name], toy / "said")
            assert status == 0, text
            assert snapshot(toy / "seeds") == after
        # What is left of a run whose files are all in place asks for nothing, and goes with the next that writes.
        assert not (toy / "seeds/.adding/list.json").exists()
        renew(prepared, toy)
    if ALL:
        assert min(outcomes.values()) > 0, outcomes


def moments(name: str, toy: Path, stop: Callable[[int], Callable[[], object]]) -> Iterator[tuple[int, str]]:
    """Runs of a command that are stopped one step later each, until one is not; status and words of those before."""
    for number in range(1, 400, 1 if ALL else 9):
        status, text = ran(commands(toy)[name], toy / "said", stop(number))
        if status == 0:
            assert number > 1, "nothing stopped it"
            return
        yield status, text
    raise AssertionError("it never ended")


def killed_at_call(number: int) -> Callable[[], object]:
    """Kills the process before the call of that number that changes something on the disk."""
    left = number

    def before() -> None:
        def watch(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal left
            writes = (
                event == "open"
                and isinstance(arguments[2], int)
                and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
            )
            if writes or event in ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "shutil.rmtree"):
                left -= 1
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(watch)

    return before


@pytest.mark.parametrize("name", NAMES)
def test_killed_before_each_change_of_the_disk(name: str, prepared: Path, toy: Path) -> None:
    """Killed before each call that changes the disk, one after the other: the same holds."""
    before, after, _ = whole_run(name, prepared, toy)
    seen = set()
    for status, _text in moments(name, toy, killed_at_call):
        assert status == -signal.SIGKILL
        for path, raw in snapshot(toy / "seeds").items():
            assert raw in (before.get(path), after.get(path)), f"{path} is half-written"
        status, text = ran(("check", "--seeds", str(toy / "seeds")), toy / "said")
        assert status == 0, text
        now = snapshot(toy / "seeds")
        assert now in (before, after)
        seen.add(now == after)
        renew(prepared, toy)
    assert seen == {True, False} or not ALL


def no_larger(size: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def limits(before: Snapshot, after: Snapshot) -> list[int]:
    """Sizes at which one of the new files ends, or the byte before."""
    sizes = {len(raw) for path, raw in after.items() if before.get(path) != raw}
    found = sorted({0, 1, *(max(s - 1, 0) for s in sizes), *(s // 2 for s in sizes)})
    return found if ALL else [0, found[len(found) // 2], max(sizes) - 1]


@pytest.mark.parametrize("name", NAMES)
def test_a_limit_of_size(name: str, prepared: Path, toy: Path) -> None:
    """Where a file may not grow: one message, status 1, and the seeds as they were."""
    before, after, _ = whole_run(name, prepared, toy)
    refused = 0
    for size in limits(before, after):
        # What is said goes through a pipe, which has no such limit.
        here, there = os.pipe()
        child = begin(commands(toy)[name], Path(f"/dev/fd/{there}"), partial(no_larger, size))
        os.close(there)
        with open(here, encoding="utf-8") as pipe:  # noqa: PTH123
            said = pipe.read()
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        assert "Traceback" not in said, said
        if status == 0:
            assert snapshot(toy / "seeds") == after
            renew(prepared, toy)
            continue
        refused += 1
        assert status == 1
        assert said.count("HB124") == 1, said
        assert "File too large" in said
        assert snapshot(toy / "seeds") == before
        assert not (toy / "seeds/.adding").exists()
    assert refused > 1


@pytest.fixture
def small_disk(prepared: Path, tmp_path: Path) -> Iterator[Path]:
    """A disk in memory with the toy on it."""
    if not hasattr(os, "getuid") or os.getuid() != 0:
        pytest.skip("only root may mount a disk of a given size")
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "none", str(place)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip(f"no disk can be mounted here: {mounted.stderr.decode().strip()}")
    try:
        shutil.copytree(prepared, place / "toy")
        yield place / "toy"
    finally:
        subprocess.run(["umount", "-l", str(place)], check=False)


@pytest.mark.parametrize("name", NAMES)
def test_a_full_disk(name: str, prepared: Path, small_disk: Path, tmp_path: Path) -> None:
    """With no room, some pages of memory, some more, and so on, each run is refused with one message and changes nothing, until there is enough."""
    toy = small_disk
    before = snapshot(toy / "seeds")
    said = tmp_path / "said"
    filler = toy / "filler"
    # Fill it up, to the last byte.
    with filler.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while file.write(b"x" * 4096):
            pass
    refused = 0
    for _ in range(200):
        status, text = ran(commands(toy)[name], said)
        if status == 0:
            break
        refused += 1
        assert status == 1
        assert text.count("HB124") == 1, text
        assert "No space left on device" in text
        assert snapshot(toy / "seeds") == before
        os.truncate(filler, filler.stat().st_size - 4096 * (1 if ALL else 3))
    assert refused > 0
    filler.unlink()
    assert snapshot(toy / "seeds") != before
    assert not (toy / "seeds/.adding").exists()
    assert publish.read(toy / "seeds")[1].problems == []
