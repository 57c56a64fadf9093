"""Time tools over synthetic handbooks, interleaved in one run, and write the table.

Wall and CPU seconds (with children) and peak memory are those of whole commands, as a
person would type them.  A tool that is not installed is left out, and the table says so.
"""

from __future__ import annotations

import os
import platform
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from handbook.bench import make

JOBS = ("clean", "unchanged", "one entry edited")


@dataclass(frozen=True)
class Measured:
    """One command: wall and CPU seconds, peak resident memory in MB, bytes written in MB."""

    tool: str
    entries: int
    job: str
    wall: float
    cpu: float
    memory: float
    written: float


@dataclass(frozen=True)
class Tool:
    """A tool: its name, dialect, the command over a project, the file that one edit changes, the package that it needs."""

    name: str
    dialect: str
    command: Callable[[Path], Sequence[str]]
    edited: Callable[[Path], Path]
    package: str


def _first(folder: Path) -> Path:
    return sorted(folder.rglob("actor-*"))[0]


TOOLS = (
    Tool("handbook build", "seeds", lambda p: [sys.executable, "-m", "handbook", "build", "--seeds", str(p / "seeds"), "--docs", str(p / "docs"), "--out", str(p / "out")],
         lambda p: _first(p / "seeds"), "sphinx"),
    Tool("handbook check", "seeds", lambda p: [sys.executable, "-m", "handbook", "check", "--seeds", str(p / "seeds")], lambda p: _first(p / "seeds"), "sphinx"),
    Tool("Sphinx, theme basic", "sphinx", lambda p: [sys.executable, "-m", "sphinx", "-q", "-j", "auto", "-b", "html", str(p / "sphinx"), str(p / "out")], lambda p: _first(p / "sphinx"), "sphinx"),
    Tool("mkdocs-material", "mkdocs", lambda p: [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(p / "mkdocs/mkdocs.yml"), "-d", str(p / "out")], lambda p: _first(p / "mkdocs"), "mkdocs-material"),
)  # fmt: skip


def project(entries: int, folder: Path, dialects: Sequence[str]) -> None:
    """Write a synthetic project in each dialect under ``folder``; for seeds with pages of its own around them."""
    made = make.content(entries)
    for dialect in dialects:
        for name, text in make.DIALECTS[dialect](made):
            path = folder / dialect / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    if "seeds" in dialects:
        for name, text in make.site_files().items():
            path = folder / "docs" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")


def measure(sizes: Sequence[int], rounds: int, folder: Path, say: Callable[[str], None]) -> Iterator[Measured]:
    """Every tool, size and job, ``rounds`` times, tools in turn."""
    tools = [t for t in TOOLS if _version(t.package)]
    for entries in sizes:
        for number in range(rounds):
            for tool in tools:
                place = folder / f"{entries}-{number}-{TOOLS.index(tool)}"
                shutil.rmtree(place, ignore_errors=True)
                project(entries, place, [tool.dialect])
                for job in JOBS[:1] if tool.name == "handbook check" else JOBS:
                    if job == JOBS[2]:
                        path = tool.edited(place)
                        path.write_text(
                            path.read_text(encoding="utf-8").replace("A synthetic actor", "An edited actor"),
                            encoding="utf-8",
                        )
                    yield _one(tool, entries, job, place)
                say(f"{tool.name}, {entries} entries, round {number + 1}")
                shutil.rmtree(place, ignore_errors=True)


def _one(tool: Tool, entries: int, job: str, place: Path) -> Measured:
    log = place / "log.txt"
    start = time.monotonic()
    with log.open("wb") as file:
        child = subprocess.Popen(tool.command(place), stdout=file, stderr=file)
        _pid, status, used = os.wait4(child.pid, 0)
    wall = time.monotonic() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise RuntimeError(
            f"{tool.name}, {entries} entries, {job}: {log.read_text(encoding='utf-8', errors='replace')[-2000:]}"
        )
    out = place / "out"
    written = sum(p.stat().st_size for p in out.rglob("*") if p.is_file()) if out.is_dir() else 0
    return Measured(tool.name, entries, job, wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, written / 1e6)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def table(found: Sequence[Measured]) -> str:
    """The page of results: medians, and each clean build's ratio to ours."""
    rounds = max(sum(m.tool == o.tool and m.job == o.job and m.entries == o.entries for m in found) for o in found)
    lines = [
        "# Performance", "",
        "Written by `handbook bench run`. Synthetic entries of the shape of ours: three citations, five relations, and the statements that name",
        f"them; medians of rounds: {rounds}; CPU with all processes; peak memory of the largest process. The peers' pages have the same entries and links and nothing else.", "",
        f"Python {platform.python_version()}, Sphinx {_version('sphinx')}, {os.cpu_count()} cores, {platform.machine()}. "
        + " ".join(f"{t.name}: not installed, left out." for t in TOOLS if not _version(t.package)),
        "", "| entries | tool | job | wall s | CPU s | memory MB | written MB | CPU, ours = 1 |", "|---|---|---|---|---|---|---|---|",
    ]  # fmt: skip
    keys = list(dict.fromkeys((m.entries, m.tool, m.job) for m in found))

    def median(key: tuple[int, str, str], name: str) -> float:
        return statistics.median(float(getattr(m, name)) for m in found if (m.entries, m.tool, m.job) == key)

    for key in keys:
        ours = (key[0], TOOLS[0].name, key[2])
        ratio = median(key, "cpu") / median(ours, "cpu") if ours in keys else float("nan")
        lines.append(
            f"| {key[0]:,} | {key[1]} | {key[2]} | {median(key, 'wall'):.1f} | {median(key, 'cpu'):.1f} | {median(key, 'memory'):.0f} | {median(key, 'written'):.1f} | {ratio:.2f} |"
        )
    return "\n".join([*lines, ""])
