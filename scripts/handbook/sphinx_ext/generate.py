"""Generation within a Sphinx build: pages before it reads, data files beside it."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import replace
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util import logging

from handbook import incremental
from handbook.book import Book, Drafts
from handbook.citing import styles
from handbook.incremental import state
from handbook.sphinx_ext import data, html, running

#: What is known of the data files of the last build, there too.
DATA = "handbook.data"
#: And the citations that were rendered, no more than so many: those of pages with plain titles are the same but for these.
STYLES, MOST = "handbook.styles", 2000
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
    # A new one: this gathers a lot while pages are made.
    now = running.keep(app, replace(book), reading)
    styles.known.update(state.load(Path(app.doctreedir) / STYLES, dict) or {})
    now.rendered = len(styles.known)
    if book.report.problems:
        return
    if running.builder() == "html":
        # Beside the making of pages too.
        _data(app, now)
    incremental.write(book, reading, Path(app.srcdir), kept)


def begin(app: Sphinx) -> None:
    """Begin to write the data files of a site, beside all that Sphinx does."""
    now = running.of(app)
    if now is None:
        return
    if app.builder.name == "html" and now.work is None and not now.book.report.problems:
        _data(app, now)
    # The rest of the build needs what was read, not how it differs from before.
    now.reading = None


def _data(app: Sphinx, now: running.Running) -> None:
    assert now.reading
    now.work = data.Work(now.book, now.reading, Path(app.outdir), Path(app.doctreedir) / DATA, app.parallel > 1)


def finished(app: Sphinx, exception: Exception | None) -> None:
    """Wait for the data files, and put the books that were made into the site."""
    done = running.drop(app)
    if done is None or done.work is None:
        return
    if done.rendered < len(styles.known) <= MOST:
        state.save(Path(app.doctreedir) / STYLES, styles.known)
    said = done.work.finish(failed=exception is not None)
    if exception is not None:
        return
    if said:
        logger.warning("%s", said, type="handbook", subtype="data")
    offered = html.books(app)
    for old in (Path(app.outdir) / "downloads").glob("*"):
        if old.name not in {name for _path, name in offered}:
            old.unlink()
    for path, name in offered:
        (Path(app.outdir) / "downloads").mkdir(exist_ok=True)
        shutil.copyfile(path, Path(app.outdir) / "downloads" / name)
