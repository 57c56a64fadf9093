"""The book beside other ways to set the same words: one compilation by Typst, XeLaTeX, WeasyPrint, Chromium.

The words are those of our own EPUB as one page of HTML, and of our own pieces as one Typst text; turning them into what a tool reads
is not counted.  Ours is the whole command: reading, planning, setting, joining.  A tool that is not installed is left out, and the table says so.
"""

from __future__ import annotations

import os
import platform
import posixpath
import re
import shutil
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from handbook.bench import run

TITLE = "## The book"
#: Seconds between two looks at the memory of all processes.
LOOK = 0.05
#: Most entries that other tools get: what they take grows faster than the book.
MOST = 1000
_TYPST = "import sys, typst; typst.Compiler(sys.argv[1], ignore_system_fonts=True, font_paths=sys.argv[3:]).compile(output=sys.argv[2], pdf_standards=['ua-1', 'a-2a'])"
_REST = """<style>@page { size: A4; margin: 20mm } body { font: 9pt serif; columns: 2 } section { break-inside: auto } h1 { column-span: all }</style>"""


class Setter(NamedTuple):
    """Another way to a PDF: its name, the program or package that it needs, the command in a folder with ``book.*``."""

    name: str
    needs: str
    command: Callable[[Path], Sequence[str]]


SETTERS = (
    Setter("Typst, one compilation", "typst", lambda p: [sys.executable, "-c", _TYPST, str(p / "pieces/book-at-once.typ"), str(p / "out.pdf"), str(p / "pieces/fonts")]),
    Setter("XeLaTeX, two runs", "xelatex", lambda p: ["sh", "-c", f"cd '{p}' && for run in 1 2; do xelatex -interaction=batchmode -halt-on-error book.tex || exit 1; done"]),
    Setter("WeasyPrint", "weasyprint", lambda p: ["weasyprint", "--pdf-variant", "pdf/ua-1", str(p / "book.html"), str(p / "out.pdf")]),
    Setter("Chromium, print", "chromium", lambda p: ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={p / 'profile'}", "--timeout=3600000", "--no-pdf-header-footer", f"--print-to-pdf={p / 'out.pdf'}", (p / "book.html").as_uri()]),
)  # fmt: skip


class Set(NamedTuple):
    """One book: by what, of how many entries, which job, wall and CPU seconds, MB of memory of all processes and of the file; its pages."""

    name: str
    entries: int
    job: str
    wall: float
    cpu: float
    memory: float
    size: float
    pages: int


def measure(sizes: Sequence[int], folder: Path, say: Callable[[str], None]) -> Iterator[Set]:
    """Ours clean and with one entry edited, then each other tool.

    Raises:
        RuntimeError: a tool ends with an error; the words are its last.
    """
    for entries in sizes:
        place = folder / f"book-{entries}"
        run.project(entries, place, ["seeds"])
        for job in ("clean", "one entry edited"):
            run.change(job, entries, place, "seeds")
            yield _timed("handbook pdf", entries, job, run.ours("pdf")(place), place / "out")
            say(f"handbook pdf, {entries} entries, {job}")
        if entries <= MOST:
            there = place / "others"
            prepare(place, there)
            for setter in filter(at_hand, SETTERS):
                yield _timed(setter.name, entries, "clean", setter.command(there), there)
                say(f"{setter.name}, {entries} entries")
                (there / "out.pdf").unlink(missing_ok=True)
        shutil.rmtree(place)


def at_hand(setter: Setter) -> bool:
    """Whether a tool is installed, and for XeLaTeX Pandoc, which writes what it reads."""
    if setter.needs == "typst":
        return True
    return bool(shutil.which(setter.needs)) and (setter.needs != "xelatex" or bool(shutil.which("pandoc")))


def prepare(place: Path, there: Path) -> None:
    """Put the words of a book that was made in ``place`` into ``there``, for the other tools."""
    there.mkdir()
    shutil.copytree(place / "out-doctrees" / "pieces", there / "pieces")
    pieces = [p for p in sorted((there / "pieces").glob("*.typ")) if "#show: piece" in p.read_text(encoding="utf-8")]
    (there / "pieces" / "book-at-once.typ").write_text("".join(f'#include "{p.name}"\n' for p in pieces))
    _run([*run.ours("epub")(place)])
    (book,) = (place / "out").glob("*.epub")
    (there / "book.html").write_text(at_once(book), encoding="utf-8")
    if shutil.which("pandoc") and shutil.which("xelatex"):
        options = ["-V", "documentclass=report", "-V", "classoption=twocolumn", "-V", "fontsize=9pt", "--toc"]
        _run(["pandoc", "-s", *options, str(there / "book.html"), "-o", str(there / "book.tex")])


def at_once(epub: Path) -> str:
    """An EPUB as one page of HTML, its links as links within the page."""
    bodies = []
    with zipfile.ZipFile(epub) as archive:
        package = archive.read("content.opf").decode("utf-8")
        files = dict(re.findall(r'<item id="([^"]+)" href="([^"]+\.xhtml)"', package))
        for item in re.findall(r'<itemref idref="([^"]+)"', package):
            if name := files.get(item):
                text = archive.read(name).decode("utf-8")
                bodies.append(f'<div id="{_slug(name)}">{_linked(name, text)}</div>')
    return f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Book</title>{_REST}</head><body>{"".join(bodies)}</body></html>'


def _linked(name: str, text: str) -> str:
    body = text[text.index("<body") : text.index("</body>")].partition(">")[2]

    def link(found: re.Match[str]) -> str:
        path, _, anchor = found[1].partition("#")
        if ":" in path:
            return found[0]
        there = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
        return f'href="#{_slug(there, anchor)}"'

    body = re.sub(r'\bid="([^"]+)"', lambda found: f'id="{_slug(name, found[1])}"', body)
    return re.sub(r"<img [^>]*>", "", re.sub(r'\bhref="([^"]+)"', link, body))


def _slug(name: str, anchor: str = "") -> str:
    return re.sub(r"[^\w-]", "-", f"{name}--{anchor}" if anchor else name)


def _run(command: Sequence[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{command[0]}: {(done.stdout + done.stderr)[-2000:]}")


def _timed(name: str, entries: int, job: str, command: Sequence[str], out: Path) -> Set:
    log = out.parent / "log.txt"
    start = time.monotonic()
    with log.open("wb") as file:
        child = subprocess.Popen(command, stdout=file, stderr=file)
        peak = [0.0]
        done = threading.Event()
        watcher = threading.Thread(target=_watch, args=(child.pid, peak, done))
        watcher.start()
        _pid, status, used = os.wait4(child.pid, 0)
        done.set()
        watcher.join()
    wall = time.monotonic() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise RuntimeError(f"{name}: {log.read_text(encoding='utf-8', errors='replace')[-2000:]}")
    files = sorted(out.glob("*.pdf"))
    pages = sum(map(pages_of, files))
    size = sum(path.stat().st_size for path in files) / 1e6
    return Set(name, entries, job, wall, used.ru_utime + used.ru_stime, peak[0] or used.ru_maxrss / 1024, size, pages)  # fmt: skip


def pages_of(path: Path) -> int:
    """How many pages a PDF has."""
    import pikepdf

    with pikepdf.open(path) as pdf:
        return len(pdf.pages)


def _watch(pid: int, peak: list[float], done: threading.Event) -> None:
    """Note the most memory of a process and all below it: each page counted once, shared ones in parts (Linux tells)."""
    while not done.wait(LOOK):
        peak[0] = max(peak[0], sum(map(_proportional, _family(pid))) / 1024)


def _family(pid: int) -> Iterator[int]:
    yield pid
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            for below in (task / "children").read_text().split():
                yield from _family(int(below))
    except OSError:
        return  # It ended meanwhile, or this is not Linux.


def _proportional(pid: int) -> int:
    try:
        told = re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)
    except OSError:
        return 0
    return int(told[1]) if told else 0


def section(books: Sequence[Set]) -> str:
    """The part of the page of results about books."""
    missing = " ".join(f"{s.name}: not installed, left out." for s in SETTERS if not at_hand(s))
    lines = [
        TITLE, "",
        "Written by `handbook bench books`. The same words by other tools: our pieces as one Typst text, our EPUB as one page of HTML (for XeLaTeX by way of Pandoc). Ours is the whole command,",
        "from seeds to PDF; of the others setting alone is timed. CPU with all processes; memory of all processes together at its highest (PSS, sampled).",
        f"Others get at most {MOST:,} entries. {platform.python_version()}, {os.cpu_count()} cores. {missing}".rstrip(), "",
        "| entries | by | job | pages | wall s | CPU s | memory MB | file MB |", "|---:|---|---|---:|---:|---:|---:|---:|",
    ]  # fmt: skip
    lines += [
        f"| {b.entries:,} | {b.name} | {b.job} | {b.pages:,} | {b.wall:.1f} | {b.cpu:.1f} | {b.memory:.0f} | {b.size:.1f} |"
        for b in books
    ]
    return "\n".join([*lines, ""])


def replaced(page: str, text: str) -> str:
    """A page of results with its part about books replaced, or put at its end."""
    found = re.search(rf"^{TITLE}\n.*?(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    return page[: found.start()] + text + "\n" + page[found.end() :] if found else page.rstrip("\n") + "\n\n" + text


def part_of(page: str) -> str:
    """The part of a page of results about books, if it has one."""
    found = re.search(rf"^{TITLE}\n.*?(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    return found[0].rstrip("\n") + "\n" if found else ""
