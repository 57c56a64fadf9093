"""From seeds to a book, and the one writer that puts its pages under ``docs``.

The command line and the Sphinx extension both enter here.
"""

from __future__ import annotations

import contextlib
import gc
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from handbook import EDITION, checks, i18n, recipes
from handbook.checks.register import Context
from handbook.citing import items
from handbook.citing.items import Cited
from handbook.corpus import Corpus
from handbook.exports import citations, feed, ftm, llms, lookup, tables, whole, xref
from handbook.pages import myst
from handbook.pages.recipe import made
from handbook.pages.view import View
from handbook.problems import Report
from handbook.reading import schema, seeds

FOLDERS = ("actors", "agreements", "events", "sources", "reference", "_generated")


@dataclass(frozen=True)
class Book:
    """All that is made from seeds: files under ``docs``, files of the site, problems."""

    corpus: Corpus
    context: Context
    files: Mapping[str, str]
    data: Mapping[str, str | bytes]
    cited: Mapping[str, Cited]
    records: Sequence[Mapping[str, str]]
    report: Report


def read_words(path: Path, whole_lines: bool) -> frozenset[str]:
    """A word list: a line each, ``#`` starts a comment; an absent file is empty."""
    if not path.is_file():
        return frozenset()
    lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return frozenset(w for line in lines for w in ([line] if whole_lines else line.split()) if w)


#: What was read of a seeds folder, and its problems.
Read = tuple[Context, Report]


@contextlib.contextmanager
def _keeping() -> Iterator[None]:
    """No search for cycles while a great many records are made that all stay: it took a fifth of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@_keeping()
def read(folder: Path) -> Read:
    """Read seeds and check them; the report has the problems of both."""
    corpus, report = seeds.read(folder)
    context = Context(
        corpus, read_words(folder / "loaded-terms.txt", True), read_words(folder / "vocabulary.txt", False)
    )
    report.extend(checks.run(context))
    return context, report


class Drafts(StrEnum):
    """Where drafts are shown: on the site's pages, nowhere, or everywhere."""

    SITE = "site"
    NONE = "none"
    ALL = "all"


@_keeping()
def build(
    folder: Path, language: str = "en", base: str = "", drafts: Drafts = Drafts.SITE, seen: Read | None = None
) -> Book:
    """Everything from seeds; an empty book when a problem was found.

    ``base`` is the address at which the site will be, or empty; ``drafts`` says where
    drafts are shown; ``seen`` is what was read of the folder already.  A book with problems has no files, so that nothing half-true is published.
    """
    context, report = seen or read(folder)
    if report.problems:
        return Book(context.corpus, context, {}, {}, {}, [], report)
    sound = Context(context.corpus.published(), context.loaded_terms, context.vocabulary)
    if sound.corpus is context.corpus:
        sound = context
    shown, given = context if drafts is not Drafts.NONE else sound, context if drafts is Drafts.ALL else sound
    translate = i18n.translator(language)
    view = View(shown.corpus, shown.found, translate, EDITION, language)
    files = made(recipes.recipes(view))
    schemas = schema.schemas()
    cited = items.pages(View(given.corpus, given.found, translate, EDITION, language), base)
    data: dict[str, str | bytes] = {f"data/{name}": content for name, content in lookup.files(view).items()}
    data |= {f"schema/{name}": content for name, content in schemas.items()}
    data |= exported(given.corpus, cited, base)
    return Book(shown.corpus, shown, files, data, cited, lookup.records(view), report)


def exported(corpus: Corpus, cited: Mapping[str, Cited], base: str = "") -> dict[str, str | bytes]:
    """The files for other software, by their names in the site."""
    found: dict[str, str | bytes] = {
        "data/handbook.json": whole.dump(corpus, base),
        "schema/handbook.json": whole.json_schema(),
        "data/handbook.sqlite": tables.database(corpus),
        "data/events.json": tables.events_json(corpus),
        "data/entities.ftm.json": ftm.lines(corpus, base),
        "feed.xml": feed.atom(corpus, base),
        "llms.txt": llms.text(corpus, base),
    }
    found |= {f"data/{table.name}.csv": tables.csv_text(table, corpus) for table in tables.TABLES}
    return found | xref.files(corpus) | citations.files(corpus, cited)


def sync(files: Mapping[str, str], docs: Path) -> tuple[int, int]:
    """Write what changed, remove what is ours and no longer made: (written, removed).

    Each file is replaced whole.  Only pages with our first-line marker and files
    in our own folders are ever removed.
    """
    written = sum(write(docs / name, content) for name, content in sorted(files.items()))
    for folder in FOLDERS:
        if (docs / folder).is_dir():
            write(docs / folder / ".gitignore", "*\n")
    removed = 0
    for folder in FOLDERS:
        for path in sorted(p for p in (docs / folder).rglob("*") if p.suffix in (".md", ".svg")):
            if path.relative_to(docs).as_posix() not in files and _is_ours(path):
                path.unlink()
                removed += 1
    return written, removed


def write_schemas(folder: Path, write_them: bool) -> list[str]:
    """The schema files that differ from the model, after writing them if asked."""
    stale = [
        n
        for n, content in schema.schemas().items()
        if not (folder / n).is_file() or (folder / n).read_text(encoding="utf-8") != content
    ]
    if write_them:
        for name, content in schema.schemas().items():
            write(folder / name, content)
    return stale


def _is_ours(path: Path) -> bool:
    with path.open(encoding="utf-8", errors="replace") as file:
        # A page with front matter has the marker in its second line.
        return any(myst.MARKER.removeprefix("% ") in file.readline() for _ in range(2))


def write(path: Path, content: str | bytes) -> bool:
    """Replace a file if its content changed; never leaves it half-written."""
    raw = content if isinstance(content, bytes) else content.encode("utf-8")
    try:
        # Not through Path, which takes longer than reading: thousands of files are compared at each build.
        with open(path, "rb") as old:  # noqa: PTH123
            if old.read() == raw:
                return False
    except FileNotFoundError:
        pass
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
        Path(name).chmod(0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return True
