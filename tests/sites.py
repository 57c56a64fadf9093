"""A project whose site is built with what is kept and from nothing, and how the two are held against each other."""

from __future__ import annotations

import contextlib
import difflib
import multiprocessing
import os
import random
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Mapping, Sequence
from pathlib import Path

from typer.testing import CliRunner

from handbook.cli import app, load

from .conftest import PROJECT, TOY
from .running import on_cores
from .toy_docs import CONF, INDEX

#: The cores of this machine.
CORES = multiprocessing.cpu_count()
#: Steps of random edits; more by hand: HANDBOOK_STEPS=2000, and HANDBOOK_SEED to see one sequence again.
SHORT = 10
STEPS = int(os.environ.get("HANDBOOK_STEPS", SHORT))
#: A short run draws the same each time: what it finds is new with the change that is tested.
SEED = int(os.environ.get("HANDBOOK_SEED", "0")) or (20261130 if STEPS <= SHORT else None)
WRITTEN = "# {0}\n\nOf {{actor}}`alba` and [the actors](actors/index.md), {{ref}}`statement-gazette-2024-2a`.\n"


class Site:
    """A project, its site, and how the same project is built from nothing."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.docs, self.seeds = folder, folder / "docs", folder / "seeds"
        shutil.copytree(TOY, folder, dirs_exist_ok=True)
        self.docs.mkdir(exist_ok=True)
        (self.docs / "conf.py").write_text(CONF, encoding="utf-8")
        (self.docs / "index.md").write_text(
            INDEX.replace("how-to-read\n", "how-to-read\npages/index\n"), encoding="utf-8"
        )
        (self.docs / "pages").mkdir()
        (self.docs / "pages" / "index.md").write_text("# Pages\n\n```{toctree}\n:glob:\n\nw-*\n```\n", encoding="utf-8")
        (self.docs / "pages" / "w-0.md").write_text(
            WRITTEN.format("First").replace("(actors", "(../actors"), encoding="utf-8"
        )
        shutil.copy(PROJECT / "docs" / "timeline.md", self.docs / "timeline.md")
        vocabulary = self.seeds / "vocabulary.txt"
        vocabulary.write_text(vocabulary.read_text(encoding="utf-8") + "In\n", encoding="utf-8")
        self.options: list[str] = []
        #: Whether each build with what is kept has a process of its own: Sphinx keeps words of the language in which a
        #: process first builds. That the one from nothing keeps none is seen where it gives the same.
        self.apart = False
        #: Variables of the environment that builds have.
        self.environment: dict[str, str] = {}
        #: The permissions that files do not get which builds make.
        self.mask = 0o022
        self.number = 0
        #: What the last build from nothing gave.
        self.fresh: tuple[int, str] = (0, "")
        self.out = folder / "out" / "html"
        self.save()
        load("build")

    def save(self) -> None:
        """Keep pages and seeds as they are, for `mend`."""
        shutil.rmtree(self.folder / "sound", ignore_errors=True)
        for name in ("docs", "seeds"):
            shutil.copytree(self.folder / name, self.folder / "sound" / name)

    def run(self, out: Path, *more: str, apart: bool | None = None, cores: int = CORES) -> tuple[int, str]:
        """Build into a folder, in this process or ``apart``: exit status and all that was said, but for where."""
        arguments = [
            "build",
            "--seeds",
            str(self.seeds),
            "--docs",
            str(self.docs),
            "--out",
            str(out),
            *self.options,
            *more,
        ]
        with _environment(self.environment, self.mask):
            if self.apart if apart is None else apart:
                done = subprocess.run(
                    [sys.executable, "-m", "handbook", *arguments],
                    stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False,
                )  # fmt: skip
                status, output = done.returncode, done.stdout
            else:
                with on_cores(cores):
                    result = CliRunner().invoke(app, arguments)
                if result.exception and not isinstance(result.exception, SystemExit):
                    raise result.exception
                status, output = result.exit_code, result.output
        said = output.replace(str(out), "OUT")
        return status, re.sub(r"(?m)^.*?(?=/docs/|WARNING|ERROR|seeds/)", "", said)

    def build(self) -> bool:
        """Build with what is kept; whether there is a site."""
        return self.run(self.out)[0] == 0

    def move(self, folder: Path) -> None:
        """Move the project, with all that was kept."""
        self.folder = self.folder.rename(folder)
        self.docs, self.seeds, self.out = folder / "docs", folder / "seeds", folder / "out" / "html"

    def languages(self, *languages: str, first: str = "en") -> None:
        """Have the site in further languages, and in another one first."""
        path = self.folder / "handbook.toml"
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("language")]
        write(path, "\n".join([f'language = "{first}"', f"languages = {list(languages)}", *lines, ""]))

    def mend(self) -> None:
        """Bring pages and seeds back to what they were at first."""
        self.replace(self.folder / "sound")

    def unlink(self) -> None:
        """Have docs and seeds here that lie elsewhere, behind a link."""
        for path in (self.docs, self.seeds):
            if path.is_symlink():
                there = path.resolve()
                path.unlink()
                there.rename(path)

    def replace(self, saved: Path) -> None:
        """Bring pages and seeds back to what was saved."""
        self.unlink()
        for name in ("docs", "seeds"):
            shutil.rmtree(self.folder / name)
            shutil.copytree(saved / name, self.folder / name, symlinks=True)

    def compare(self, what: str, *more: str, unchanged: bool = False) -> bool:
        """Build with what is kept and from nothing, and hold them against each other; whether there is a site.

        With ``unchanged`` sources the site that was built from nothing last serves once more.
        """
        status, said = self.run(self.out, *more)
        fresh = self.folder / "fresh" / "html"
        if not unchanged:
            shutil.rmtree(fresh.parent, ignore_errors=True)
            # In a long run a process of its own cannot have kept what this one keeps wrongly.
            # And what several processes make of what is kept is what one makes of nothing.
            self.fresh = self.run(fresh, apart=STEPS > SHORT, cores=1)
        wanted_status, wanted = self.fresh
        assert (status, _sorted(said)) == (wanted_status, _sorted(wanted)), f"after {what}"
        if status == 0:
            here, there = files(self.out), files(fresh)
            assert sorted(here) == sorted(there), f"after {what}: {sorted(here.keys() ^ there.keys())}"
            ours, theirs = modes(self.out), modes(fresh)
            assert sorted(ours) == sorted(theirs), f"folders after {what}: {sorted(ours.keys() ^ theirs.keys())}"
            others = {name: (oct(ours[name]), oct(theirs[name])) for name in ours if ours[name] != theirs[name]}
            assert others == {}, f"after {what}"
            other = [name for name, raw in here.items() if raw != there[name]]
            assert other == [], f"after {what}\n" + "\n".join(
                f"{n}\n{difference(here[n], there[n])}" for n in other[:2]
            )
        return status == 0


@contextlib.contextmanager
def _environment(variables: Mapping[str, str], mask: int) -> Generator[None]:
    """Within it the environment has these variables too, and files are made with this mask."""
    before, mask_before = dict(os.environ), os.umask(mask)
    os.environ.update(variables)
    time.tzset()
    try:
        yield
    finally:
        os.umask(mask_before)
        os.environ.clear()
        os.environ.update(before)
        time.tzset()


def _sorted(said: str) -> list[str]:
    return sorted(line for line in said.splitlines() if "The site is in" not in line)


def difference(here: bytes, there: bytes) -> str:
    """The first lines that differ."""
    lines = difflib.unified_diff(
        there.decode("utf-8", "replace").splitlines(),
        here.decode("utf-8", "replace").splitlines(),
        "nothing",
        "kept",
        n=0,
    )
    return "\n".join(line[:400] for line in list(lines)[:8])


def files(folder: Path) -> dict[str, bytes]:
    """All files under a folder."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def modes(folder: Path) -> dict[str, int]:
    """Who may read all files and folders under a folder."""
    return {p.relative_to(folder).as_posix(): p.stat().st_mode for p in sorted(folder.rglob("*"))}


def write(path: Path, text: str) -> None:
    """Write a file in place of whatever is there, a folder too."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    path.write_text(text, encoding="utf-8")


def sequence(
    site: Site,
    seed: int,
    draw: random.Random,
    drawn: Sequence[Callable[[Site, random.Random], str]],
    steps: int,
    compare: Callable[[str], bool],
) -> int:
    """Make edits at random and compare after each few; how many times there was a site.

    Raises:
        AssertionError: the sites differ; the message has the seed, the step and the last edits.
    """
    done: list[str] = []
    built = broken = 0
    for step in range(steps):
        if broken and broken % 3 == 0:
            # Edits break more than they mend: else the most of a long run would be builds that fail.
            site.mend()
            done.append("mend all")
        done += [edit(site, draw) for edit in draw.sample(drawn, draw.choice((1, 1, 2, 3)))]
        try:
            good = compare(" + ".join(done[-4:]))
        except AssertionError as error:
            raise AssertionError(f"HANDBOOK_SEED={seed}, step {step}: {error}\n" + "\n".join(done[-12:])) from error
        built, broken = built + good, 0 if good else broken + 1
        if steps > 100 and step % 50 == 0:
            print(f"{step} steps, {built} sites", flush=True)
    return built
