"""Generation within a Sphinx build: pages before it reads, data files after it wrote."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import replace
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util import logging

from handbook import incremental, publish
from handbook.book import Book, Drafts
from handbook.sphinx_ext import fulltext, html, running

logger = logging.getLogger(__name__)


def engine() -> str:
    """A hash of this extension's own code."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def pages(app: Sphinx, config: Config) -> None:
    """Build the book and sync its pages; problems become warnings with their place.

    With problems nothing is written: the pages of the last good run stay.
    """
    folder = (Path(app.confdir) / config.handbook_seeds).resolve()
    kept = Path(app.doctreedir) / incremental.KEPT
    reading = running.offer(folder) or incremental.read(folder, kept)
    drafts = Drafts(config.handbook_drafts)
    book = Book(reading.context, reading.report, config.language or "en", config.html_baseurl or "", drafts)
    for problem in book.report.sorted():
        place = problem.place
        location = f"{folder.parent / place.path}:{place.line}" if place.line else str(folder.parent / place.path)
        mend = f" ({problem.mend})" if problem.mend else ""
        logger.warning(
            "%s %s%s", problem.code, problem.message, mend, type="handbook", subtype=problem.code, location=location
        )
    if not book.report.problems:
        incremental.write(book, reading, Path(app.srcdir), kept)
    # A new one, without all that making pages has gathered.
    running.keep(app, replace(book))


def data_files(app: Sphinx, exception: Exception | None) -> None:
    """Write look-up data and schemas into the site."""
    book = running.drop(app)
    if exception is None and book is not None and app.builder.name == "html":
        for folder in ("data", "cite", "schema"):
            for path in (Path(app.outdir) / folder).rglob("*"):
                if path.is_file() and path.relative_to(app.outdir).as_posix() not in book.data:
                    path.unlink()
        for name, content in book.data.items():
            publish.write(Path(app.outdir) / name, content)
        offered = html.books(app)
        for old in (Path(app.outdir) / "downloads").glob("*"):
            if old.name not in {name for _path, name in offered}:
                old.unlink()
        for path, name in offered:
            (Path(app.outdir) / "downloads").mkdir(exist_ok=True)
            shutil.copyfile(path, Path(app.outdir) / "downloads" / name)
        try:
            fulltext.index(book.records, Path(app.outdir) / "pagefind", app.config.language or "en")
        except fulltext.PagefindError as error:
            logger.warning("%s", error, type="handbook", subtype="search")
