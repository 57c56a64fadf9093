"""Commands under faults: a full disk, things in the way, Ctrl-C; one message each, and nothing half-made is trusted.

``HANDBOOK_ATTACK=25`` tries every size, place and many moments; without it there are some.
"""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from handbook.sphinx_ext.frame.saved_frame import FRAME

from ..conftest import shared, toy_project
from ..forked import ran
from ..running import handbook

pytestmark = pytest.mark.skipif(os.name == "nt", reason="links, pipes and limits are other things there")
LONG = int(os.environ.get("HANDBOOK_ATTACK", "1"))
COMMANDS = ("build", "pdf", "epub")
#: Words that only a crash has.
CRASH = ("Traceback", "report this", "sphinx-err", "defect of the handbook")


def some(given: list[Any], step: int) -> list[Any]:
    """A few of them; all in a long run."""
    return given if LONG > 1 else given[::step]


def call(folder: Path, command: str) -> tuple[str, ...]:
    given = ("--seeds", folder / "seeds", "--docs", folder / "docs", "--out", folder / "out" / command)
    return (command, *map(str, given))


def made(factory: pytest.TempPathFactory, command: str) -> Path:
    """A project that was built once; nobody changes it."""

    def make(folder: Path) -> None:
        toy_project(folder)
        conf = folder / "docs/conf.py"
        conf.write_text(conf.read_text(encoding="utf-8") + 'copyright = "x"\nversion = release = "1"\nepub_basename = "handbook"\n', encoding="utf-8")  # fmt: skip
        done = handbook(*call(folder, command))
        assert done.returncode == 0, done.stderr

    return shared(factory, f"faults-{command}", make)


def from_nothing(factory: pytest.TempPathFactory, command: str) -> Path:
    """What the command makes of such a copy from nothing."""
    whole = made(factory, command)

    def make(folder: Path) -> None:
        shutil.copytree(copy(whole, folder / "project"), folder / "fresh", ignore=lambda *_: ["out"])
        done = handbook(*call(folder / "fresh", command))
        assert done.returncode == 0, done.stderr

    return shared(factory, f"fresh-{command}", make) / "fresh/out" / command


@pytest.fixture
def wanted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return from_nothing(tmp_path_factory, "build")


@pytest.fixture
def project(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that was built once, with an edit since."""
    return copy(made(tmp_path_factory, "build"), tmp_path / "project")


def copy(whole: Path, folder: Path) -> Path:
    shutil.copytree(whole, folder, symlinks=True)
    path = folder / "seeds/registry/actors/borealis.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("gloss: ", "gloss: Once "), encoding="utf-8")
    return folder


def one_message(status: int, said: str, words: str = "") -> None:
    """That a command failed with one message, and ``words`` in it."""
    lines = [
        line for line in said.splitlines() if line.strip() and not line.startswith(("Read ", "Serving ", "1 problem"))
    ]
    assert status == 1, said
    assert len(lines) == 1, said
    assert not any(word in said for word in CRASH), said
    assert words in said


def files(folder: Path) -> dict[str, bytes]:
    # The EPUB and its list of contents have the time at which they were made.
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in sorted(folder.rglob("*"))
        if p.is_file() and p.suffix not in (".epub", ".opf")
    }


def as_from_nothing(folder: Path, wanted: Path, command: str = "build") -> None:
    """The next build works, and makes what one from nothing made in ``wanted``."""
    done = handbook(*call(folder, command))
    assert done.returncode == 0, done.stderr
    kept, fresh = files(folder / "out" / command), files(wanted)
    assert sorted(kept) == sorted(fresh)
    assert [name for name, raw in kept.items() if raw != fresh[name]] == []


def no_larger(size: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def sizes(folder: Path) -> list[int]:
    """A byte less than files that a build made have."""
    found = sorted({p.stat().st_size - 1 for p in folder.rglob("*") if p.is_file() and p.stat().st_size > 1})
    # The temporary folder has to be writable, with a word in it.
    return [size for size in found if size >= 8]


@pytest.mark.parametrize("kept", some([True, False], 2))
@pytest.mark.parametrize("command", some([*COMMANDS], 3))
def test_no_room(command: str, kept: bool, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Where no file may grow beyond a size a build is refused with one message, and the next one equals one from nothing."""
    whole, fresh = made(tmp_path_factory, command), from_nothing(tmp_path_factory, command)
    tried = sizes(whole / "out")
    refused = 0
    for number in sorted({int((n + 0.4) * len(tried) / LONG) for n in range(LONG)}):
        folder = copy(whole, tmp_path / "project")
        if not kept:
            shutil.rmtree(folder / "out")
        # A pipe has no limit, a file to hear what is said would have.
        done = limited(call(folder, command), tried[number])
        if done.returncode:
            refused += 1
            one_message(done.returncode, done.stdout + done.stderr, "File too large")
        as_from_nothing(folder, fresh, command)
        shutil.rmtree(folder)
    assert refused


def limited(arguments: tuple[str, ...], size: int) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-B", "-m", "handbook", *arguments], capture_output=True, text=True, check=False, preexec_fn=no_larger(size)
    )  # fmt: skip


def pipe(path: Path) -> None:
    os.mkfifo(path)


def folder_with_file(path: Path) -> None:
    path.mkdir()
    (path / "file").write_text("mine", encoding="utf-8")


def text(path: Path) -> None:
    path.write_text("in the way\n", encoding="utf-8")


def put(path: Path, odd: Callable[[Path], None]) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    odd(path)


@pytest.mark.parametrize(
    ("place", "odd"),
    some([
        ("out/build", text), ("out", text), ("out/build-doctrees", text), ("out/build/index.html", folder_with_file),
        ("out/build/actors", text), ("out/build/actors/alba.html", folder_with_file), ("out/build/data", text),
        ("out/build/feed.xml", folder_with_file), ("out/build/data/search", text), ("out/build/_static", text),
        ("out/build/_static/pygments.css", folder_with_file), ("out/build/objects.inv", folder_with_file),
        ("out/build-doctrees/handbook.settled", folder_with_file), ("out/build-doctrees/handbook.kept", folder_with_file),
        ("out/build-doctrees/generated", text), ("out/build-doctrees/environment.pickle", folder_with_file),
    ], 5),
)  # fmt: skip
def test_in_the_way(place: str, odd: Callable[[Path], None], project: Path, wanted: Path) -> None:
    """A file where a folder is wanted, or a folder where a file is: one message with its name; when it is gone, all is as from nothing."""
    put(project / place, odd)
    if place.endswith("environment.pickle"):
        # What Sphinx stored is in the way of a build that asks it; an edit of a gloss alone does not.
        (project / "out/build-doctrees" / FRAME).unlink()
    done = handbook(*call(project, "build"))
    one_message(done.returncode, done.stdout + done.stderr, str(project / place))
    put(project / place, lambda _: None)
    as_from_nothing(project, wanted)


@pytest.mark.parametrize(
    "place",
    some(["index.html", "actors/alba.html", "feed.xml", "objects.inv", "_static/pygments.css", "../build-doctrees/handbook.kept",
     ".handbook-files", "../build-doctrees/environment.pickle", "../build-doctrees/handbook.settled", "data/search", "data"], 6),
)  # fmt: skip
def test_pipes_are_not_waited_for(place: str, project: Path, wanted: Path) -> None:
    """A pipe among what builds made is replaced, as nothing that was made."""
    put(project / "out/build" / place, pipe)
    as_from_nothing(project, wanted)


@pytest.mark.parametrize("command", some([*COMMANDS], 3))
def test_links_are_not_written_through(command: str, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Every file and folder of an output is a link that leads elsewhere: what is there keeps its bytes, and gets no more."""
    project = copy(made(tmp_path_factory, command), tmp_path / "project")
    fresh, outside = from_nothing(tmp_path_factory, command), tmp_path / "outside"
    (outside / "folder").mkdir(parents=True)
    names = [p for p in sorted((project / "out").rglob("*")) if p.is_file()]
    for number, path in enumerate(names):
        (outside / f"{number}").write_text("mine", encoding="utf-8")
        path.unlink()
        path.symlink_to(outside / f"{number}")
    before = files(outside)
    as_from_nothing(project, fresh, command)
    assert files(outside) == before
    for path in [p for p in (project / "out" / command).iterdir() if p.is_dir()]:
        shutil.rmtree(path)
        path.symlink_to(outside / "folder")
    as_from_nothing(project, fresh, command)
    assert files(outside) == before
    assert not any(p.is_symlink() for p in (project / "out").rglob("*"))


def moments(took: float) -> Iterator[float]:
    draw = random.Random(LONG)
    for number in range(LONG):
        yield 0.2 + (number + draw.random()) / LONG * took


@pytest.mark.parametrize("command", some([*COMMANDS, "serve", "add", "annotate"], 4))
def test_interrupted(command: str, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Ctrl-C at any moment: one message and 130 (serve: 0), from all processes together; then all is as from nothing."""
    given = command if command in COMMANDS else "build"
    whole, fresh = made(tmp_path_factory, given), from_nothing(tmp_path_factory, given)
    for moment in moments(2.5):
        folder = copy(whole, tmp_path / "project")
        (folder / "a.txt").write_text("A title\n\nAnn Exampel of Alba went to Borealis.\n", encoding="utf-8")
        (folder / "archive").mkdir()
        (folder / "archive/a.jsonl").write_text(
            '{"text": "Alba met Borealis on 3 May 2024."}\n' * 300, encoding="utf-8"
        )
        seeds = ("--seeds", str(folder / "seeds"))
        arguments = {
            "add": ("add", str(folder / "a.txt"), "--publication", "P", "--published", "2024", *seeds),
            "annotate": ("annotate", str(folder / "archive"), "--out", str(folder / "found"), *seeds),
            "serve": (*call(folder, "serve"), "--port", "0"),
        }.get(command) or call(folder, command)
        process = subprocess.Popen(
            [sys.executable, "-m", "handbook", *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
        )  # fmt: skip
        time.sleep(moment)
        os.killpg(process.pid, signal.SIGINT)
        said, _ = process.communicate(timeout=60)
        assert not any(word in said for word in CRASH), (moment, said)
        assert process.returncode in (0, 130), (moment, said)
        assert said.count("handbook: interrupted") == (process.returncode == 130), (moment, said)
        if command in COMMANDS:
            as_from_nothing(folder, fresh, command)
        shutil.rmtree(folder)


def test_a_command_that_is_refused(tmp_path: Path) -> None:
    """No right to write, to a person who is not root: one message, by build, annotate and add."""
    if os.getuid() != 0:
        pytest.skip("only root can be another person")
    for name in ("mine", "refused"):
        project = toy_project(tmp_path / name)
        (project / "a.txt").write_text("A title\n\nAnn Exampel of Alba went to Borealis.\n", encoding="utf-8")
        (project / "archive").mkdir()
        (project / "archive/a.jsonl").write_text('{"text": "Alba"}\n', encoding="utf-8")
        seeds = ("--seeds", str(project / "seeds"))
        for arguments in (
            call(project, "build"),
            ("annotate", str(project / "archive"), "--out", str(project / "found"), *seeds),
            ("add", str(project / "a.txt"), "--publication", "P", "--published", "2024", *seeds),
        ):
            # The first time as root, so that this process has imported what another person might not read.
            if name == "mine":
                assert handbook(*arguments).returncode == 0
                continue
            tmp_path.chmod(0o755)
            tmp_path.parent.chmod(0o755)
            tmp_path.parent.parent.chmod(0o755)
            status, said = ran(arguments, tmp_path / "said", lambda: os.setresuid(65534, 65534, 65534))
            one_message(status, said, "ermission denied")
