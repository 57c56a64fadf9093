"""Time tools over synthetic handbooks, interleaved in one run, and write the table.

Wall and CPU seconds (with child processes) and peak memory are those of whole commands, as a person would
type them.  A tool that is not installed is left out, and the table says so.
"""

from __future__ import annotations

import compileall
import itertools
import os
import platform
import shutil
import statistics
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from handbook.bench import alike, books, make, peers
from handbook.bench.live import SERVERS, Live, live
from handbook.bench.live import table as live_table
from handbook.bench.search import FIELDS, Searched, at_hand, search
from handbook.bench.tools import JOBS, TOOLS, Tool, has, version_of

#: From this number of entries on a size is timed only once: a round takes half an hour.
SINGLE_ROUND_FROM = 5000


#: The dialects in which content is written for tools.
DIALECTS = {"seeds": make.seeds, **peers.DIALECTS, **books.DIALECTS, "mkdocs-alike": alike.mkdocs}
#: A file system in memory, if there is one, and the bytes that an entry may take in it.
MEMORY, ROOM = Path("/dev/shm"), 200_000
#: The engine, which is compiled before it is measured, as pip compiles other tools when it installs them.
ENGINE = Path(__file__).parents[1]


def memory(entries: int) -> Path | None:
    """A folder in memory with room for so many entries, or None.

    On a disk, creating files is slowed down by earlier deletions: ext4 passes over every inode that was deleted within the last
    minutes, which took a fourth of the time of a build of 1,000 entries after a round of other tools.
    """
    if not os.access(MEMORY, os.W_OK) or shutil.disk_usage(MEMORY).free < entries * ROOM:
        return None
    return MEMORY


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


def project(entries: int, folder: Path, dialects: Sequence[str], added: bool = False) -> None:
    """Write a synthetic project in each dialect under ``folder``; seeds get a folder of pages as well.

    A file that has its text already is not touched, so ``added`` only changes what a new article changes.
    """
    content = make.content(entries, added)
    for dialect in dialects:
        for name, text in DIALECTS[dialect](content):
            _write(folder / dialect / name, text)
    if "seeds" in dialects:
        for name, text in make.site_files().items():
            _write(folder / "docs" / name, text)


def _write(path: Path, text: str) -> None:
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _change(job: str, entries: int, place: Path, dialect: str) -> None:
    """Make the edit that precedes a job."""
    if job == "one article added":
        project(entries, place, [dialect], added=True)
    elif job == "one entry edited":
        path = sorted((place / dialect).rglob("actor-*"))[0]
        _write(path, path.read_text(encoding="utf-8").replace("A synthetic actor", "An edited actor"))


def measure(
    sizes: Sequence[int], rounds: int, folder: Path, report: Callable[[str], None], names: Sequence[str] = ()
) -> Iterator[Measured | Searched | Live]:
    """Measure every tool, size and job, ``rounds`` times, with tools taking turns; with a browser also searches and edits under servers.

    If there are ``names``, only tools whose names begin with one of them are measured.
    """
    browser = at_hand()
    compileall.compile_dir(ENGINE, quiet=2)
    tools = [t for t in TOOLS if has(t.package) and chosen(t.name, names)]
    for entries in sizes:
        for number in range(rounds if entries < SINGLE_ROUND_FROM else 1):
            for tool in (t for t in tools if entries <= t.max_entries):
                place = folder / f"{entries}-{number}-{TOOLS.index(tool)}"
                shutil.rmtree(place, ignore_errors=True)
                project(entries, place, [tool.dialect])
                for job in tool.jobs:
                    _change(job, entries, place, tool.dialect)
                    yield _run_job(tool, entries, job, place)
                if browser and tool.name in FIELDS:
                    word = make.content(entries).entries[entries // 2].name
                    yield search(tool.name, entries, place / tool.out, word)
                report(f"{tool.name}, {entries} entries, round {number + 1}")
                shutil.rmtree(place, ignore_errors=True)
        for server in SERVERS if browser else ():
            if has(server.package) and chosen(server.name, names):
                place = folder / f"{entries}-{server.name.replace(' ', '-')}"
                project(entries, place, [server.dialect])
                yield live(server, entries, place, rounds)
                report(f"{server.name}, {entries} entries")
                shutil.rmtree(place, ignore_errors=True)


def chosen(tool: str, names: Sequence[str]) -> bool:
    """Whether a tool is measured: if its name begins with one of ``names``, or if there are none."""
    return not names or any(tool.lower().startswith(name.lower()) for name in names)


def _run_job(tool: Tool, entries: int, job: str, place: Path) -> Measured:
    log, out = place / "log.txt", place / tool.out
    out.mkdir(parents=True, exist_ok=True)
    start = time.monotonic()
    with log.open("wb") as file:
        # Temporary files of a tool go where its other files are.
        environment = {**os.environ, "TMPDIR": str(place)}
        # Python may store what it compiles.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        child = subprocess.Popen(tool.command(place), stdout=file, stderr=file, env=environment)
        _pid, status, used = os.wait4(child.pid, 0)
    wall = time.monotonic() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise RuntimeError(
            f"{tool.name}, {entries} entries, {job}: {log.read_text(encoding='utf-8', errors='replace')[-2000:]}"
        )
    written_bytes = sum(p.stat().st_size for p in out.rglob("*") if p.is_file()) if out.is_dir() else 0
    return Measured(
        tool.name, entries, job, wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, written_bytes / 1e6
    )


def table(results: Sequence[Measured | Searched | Live], in_memory: bool = False) -> str:
    """The page of results: medians, ratios to this engine, growth between sizes, searches, and edits under servers."""
    measured = [m for m in results if isinstance(m, Measured)]
    searches = [m for m in results if isinstance(m, Searched)]
    rounds_by_job = Counter((m.tool, m.job, m.entries) for m in measured)
    # Servers have no rounds: each edits one site several times.
    rounds = max(rounds_by_job.values(), default=1)
    other_tools = dict.fromkeys((t.name.partition(",")[0], version_of(t.package)) for t in TOOLS[4:])
    versions = ", ".join(f"{name} {version}" for name, version in other_tools if version)
    single_round_note = (
        f" (1 from {SINGLE_ROUND_FROM:,} entries on)"
        if any(m.entries >= SINGLE_ROUND_FROM for m in measured) and rounds > 1
        else ""
    )
    missing = " ".join(f"{t.name}: not installed, left out." for t in TOOLS if not has(t.package))
    lines = [
        "# Performance", "",
        "Written by `handbook bench run`. Synthetic entries of the shape of ours: three citations, five relations, and the statements that name",
        f"them; medians of rounds: {rounds}{single_round_note}; CPU with all processes; peak memory of the largest process. The peers' pages have the same entries and links and nothing else:",
        "no data of their own, citations or previews; those of \"pages alike\" also tell the claims, statements and sources that ours tell; Hugo has no search. "
        + ("All files are in memory, so that no tool pays for what the one before wrote or deleted. " if in_memory else "")
        + "The",
        "book sets what changed in processes of their own and joins it with the rest; from 500 pages on it has volumes. Books of other tools have contents",
        "and pages behind references (in Chromium not even those), but no tags, index, notes, claims or sources: they are beside `handbook pdf`, compared in the last column.", "",
        f"Python {platform.python_version()}, {versions}; {os.cpu_count()} cores, {platform.machine()}. {missing}".rstrip(),
        "", "| entries | tool | job | wall s | CPU s | memory MB | written MB | CPU, ours = 1 |", "|---:|---|---|---:|---:|---:|---:|---:|",
    ]  # fmt: skip
    compared_with = {tool.name: tool.compared_with for tool in TOOLS}
    keys = list(dict.fromkeys((m.entries, m.tool, m.job) for m in measured))

    def median(key: tuple[int, str, str], name: str) -> float:
        return statistics.median(float(getattr(m, name)) for m in measured if (m.entries, m.tool, m.job) == key)

    for key in keys:
        compared_key = key[0], compared_with.get(key[1], TOOLS[0].name), key[2]
        ratio = f"{median(key, 'cpu') / median(compared_key, 'cpu'):.2f}" if compared_key in keys else "–"
        lines.append(
            f"| {key[0]:,} | {key[1]} | {key[2]} | {median(key, 'wall'):.1f} | {median(key, 'cpu'):.1f} | {median(key, 'memory'):.0f} | {median(key, 'written'):.1f} | {ratio} |"
        )
    lines += _growth(list(dict.fromkeys(m.entries for m in measured if m.tool == TOOLS[0].name)), median)
    if searches:
        lines += ["", "## Search", "", "From opening the first page with an empty cache to the first hit for the name of an entry, in Chromium; sent without compression.", "",
                  "| entries | tool | seconds | MB sent |", "|---:|---|---:|---:|"]  # fmt: skip
        for entries, tool in dict.fromkeys((m.entries, m.tool) for m in searches):
            of_tool = [m for m in searches if (m.entries, m.tool) == (entries, tool)]
            seconds, sent = (statistics.median(getattr(m, name) for m in of_tool) for name in ("seconds", "sent"))
            lines.append(f"| {entries:,} | {tool} | {seconds:.2f} | {sent:.2f} |")
    if edits := [m for m in results if isinstance(m, Live)]:
        lines += live_table(edits)
    return "\n".join([*lines, ""])


def _growth(sizes: Sequence[int], median: Callable[[tuple[int, str, str], str], float]) -> list[str]:
    """The cost of an entry at each size, relative to the size before: 1 is linear."""
    if len(sizes) < 2:
        return []
    lines = ["", "## Growth", "", "Cost of one entry in our clean build against that at the size before it: 1 is linear.", "",
             "| from | to | CPU | written |", "|---:|---:|---:|---:|"]  # fmt: skip
    for small, large in itertools.pairwise(sorted(sizes)):
        cells = [
            median((large, TOOLS[0].name, JOBS[0]), name)
            / median((small, TOOLS[0].name, JOBS[0]), name)
            * (small / large)
            for name in ("cpu", "written")
        ]
        lines.append(f"| {small:,} | {large:,} | {cells[0]:.2f} | {cells[1]:.2f} |")
    return lines
