"""The tools that are timed, this engine and others: what each reads, its command, its jobs."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from handbook.programs import python

JOBS = ("clean", "unchanged", "one article added", "one entry edited")
#: This engine's command with which typesetting tools are compared.
BOOK = "handbook pdf"
_TYPST = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2])"
#: LaTeX only knows page numbers when it runs again.
_TWICE = "import subprocess, sys; [subprocess.run(sys.argv[1:], check=True) for _ in range(2)]"


@dataclass(frozen=True)
class Tool:
    """A tool: its name, dialect, command for a project, required package or program, jobs, the most entries, and where its pages go.

    ``compared_with`` is this engine's command with which it is compared.
    """

    name: str
    dialect: str
    command: Callable[[Path], Sequence[str]]
    package: str
    jobs: Sequence[str] = JOBS
    max_entries: int = 200_000
    out: str = "out"
    compared_with: str = "handbook build"


def _engine_command(job: str) -> Callable[[Path], Sequence[str]]:
    return lambda p: python(
        "handbook", job, "--seeds", str(p / "seeds"), "--docs", str(p / "docs"), "--out", str(p / "out")
    )


TOOLS = (
    Tool("handbook build", "seeds", _engine_command("build"), "sphinx"),
    Tool("handbook convert, pages without Sphinx", "seeds", lambda p: python("handbook", "convert", "--seeds", str(p / "seeds"), "--docs", str(p / "docs")), "sphinx", out="docs"),
    Tool("handbook check", "seeds", lambda p: python("handbook", "check", "--seeds", str(p / "seeds")), "sphinx", JOBS[:1]),
    Tool("handbook pdf", "seeds", _engine_command("pdf"), "typst", (JOBS[0], JOBS[3]), compared_with=BOOK),
    Tool("Sphinx, theme basic", "sphinx", lambda p: python("sphinx", "-q", "-j", "auto", "-b", "html", str(p / "sphinx"), str(p / "out")), "sphinx"),
    Tool("mkdocs-material", "mkdocs", lambda p: python("mkdocs", "build", "-q", "-f", str(p / "mkdocs/mkdocs.yml")), "mkdocs-material", out="mkdocs/site"),
    Tool("mkdocs-material, pages alike", "mkdocs-alike", lambda p: python("mkdocs", "build", "-q", "-f", str(p / "mkdocs-alike/mkdocs.yml")), "mkdocs-material", JOBS[:1], out="mkdocs-alike/site"),
    Tool("Zensical", "mkdocs", lambda p: python("zensical", "build", "-f", str(p / "mkdocs/mkdocs.yml")), "zensical", out="mkdocs/site"),
    Tool("Zensical, pages alike", "mkdocs-alike", lambda p: python("zensical", "build", "-f", str(p / "mkdocs-alike/mkdocs.yml")), "zensical", JOBS[:1], out="mkdocs-alike/site"),
    Tool("Hugo, no search", "hugo", lambda p: python("hugo", "--quiet", "-s", str(p / "hugo"), "-d", str(p / "out")), "hugo"),
    Tool("Typst, one compilation", "typst", lambda p: [sys.executable, "-P", "-c", _TYPST, str(p / "typst/book.typ"), str(p / "out/book.pdf")], "typst", JOBS[:1], compared_with=BOOK),
    Tool("xelatex, twice", "latex", lambda p: [sys.executable, "-P", "-c", _TWICE, "xelatex", "-interaction=batchmode", f"-output-directory={p / 'out'}", str(p / "latex/book.tex")], "xelatex", JOBS[:1], compared_with=BOOK),
    Tool("WeasyPrint", "html", lambda p: python("weasyprint", "-q", str(p / "html/book.html"), str(p / "out/book.pdf")), "weasyprint", JOBS[:1], 200, compared_with=BOOK),
    Tool("Chromium", "html", lambda p: ["chromium", "--headless", "--no-sandbox", f"--user-data-dir={p / 'profile'}", f"--print-to-pdf={p / 'out/book.pdf'}", (p / "html/book.html").as_uri()], "chromium", JOBS[:1], compared_with=BOOK),
)  # fmt: skip


def version_of(package: str) -> str:
    """The version of a package; empty if it is not installed."""
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def has(name: str) -> bool:
    """Whether a package or a program of that name is installed."""
    return bool(version_of(name) or shutil.which(name))
