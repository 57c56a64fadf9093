"""The steps of a build before Sphinx reads: read the seeds, plan pages, start data files, write files that others read."""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import SphinxError
from sphinx.util import logging

from handbook import incremental, recipes
from handbook.book import Book, Drafts
from handbook.incremental import Reading, planning, up_to_date
from handbook.incremental.planning import Plan
from handbook.publish import make_plain
from handbook.settings.handbook import Handbook, plain
from handbook.sphinx_ext.project import pickle_proofs
from handbook.sphinx_ext.project.catalogues import Catalogues
from handbook.sphinx_ext.running import environment_reset
from handbook.sphinx_ext.running.generated_sources import GeneratedSources
from handbook.sphinx_ext.running.handover import prepared, tell_problems
from handbook.sphinx_ext.running.warnings_given import WarningsGiven
from handbook.sphinx_ext.storage import citation_shapes, locks, permissions
from handbook.sphinx_ext.storage.data_process import Work

logger = logging.getLogger(__name__)
#: The bibliography file that older projects name in conf.py; it is now added to the configuration for them.
OLD_BIBLIOGRAPHY = "reference/sources.bib"
#: The builders of books, which write no pages of the site.
BOOKS = ("handbookpdf", "epub")


class Preparation:
    """The preparation of one application's build: its book, the plan of its pages, and the process that makes data files."""

    def __init__(self, app: Sphinx) -> None:
        self.app = app
        self.book: Book | None = None
        self.plan: Plan | None = None
        self.work: Work | None = None
        self.warned = WarningsGiven()
        self.catalogues = Catalogues(app)
        self._locks: locks.Locks | None = None

    @property
    def handbook(self) -> Handbook:
        """The settings of handbook.toml; default settings before the seeds are read."""
        return self.book.corpus.handbook if self.book else plain()

    @property
    def stored(self) -> Path:
        """Sphinx's doctrees folder, in which the state for the next build is stored."""
        return Path(self.app.doctreedir)

    def begin(self, app: Sphinx, config: Config) -> None:
        """Read the seeds, plan the pages, and write the files that other extensions read.

        Raises:
            SeedsError: the seeds have problems.
        """
        # The folder must be a real one: if it were a symlink, files would be written to its target.
        make_plain(self.stored.parent, [self.stored.name])
        self._start()
        try:
            pickle_proofs.verify(self.stored)
            locks.remove_leftovers(Path(app.srcdir))
            self.catalogues.begin(config)
            reading = self._prepared(config)
            self.plan_of(config, reading or self._read(config), early=reading is not None)
        except BaseException:
            self.stop()
            raise
        # sphinxcontrib-bibtex reads the file when its domain is made, and looks for it from the folder of conf.py.
        path = os.path.relpath(self.source_file(recipes.BIBLIOGRAPHY), app.confdir)
        other_files = [file for file in config["bibtex_bibfiles"] or () if file not in (path, OLD_BIBLIOGRAPHY)]
        config["bibtex_bibfiles"] = [*other_files, path]

    def _start(self) -> None:
        self.warned.listen()
        environment_reset.forget_checksums()
        if (handover := prepared.get()) and handover.early_work:
            self._locks = handover.early_work.locks
            return
        try:
            self._locks = locks.acquire(Path(self.app.outdir), self.stored, say=logger.info)
        except locks.Busy as error:
            raise SphinxError(str(error)) from None
        up_to_date.remove_unfinished(Path(self.app.outdir))
        permissions.follow(Path(self.app.outdir))

    def _seeds(self, config: Config) -> Path:
        return Path(self.app.confdir, str(config.handbook_seeds)).resolve()

    def _prepared(self, config: Config) -> Reading | None:
        """The reading of these seeds that a command handed over, if there is one."""
        handover = prepared.get()
        return handover.reading if handover and handover.seeds == self._seeds(config) else None

    def _read(self, config: Config, last: Reading | None = None) -> Reading:
        return incremental.read(self._seeds(config), self.stored / incremental.KEPT, last=last)

    def plan_of(self, config: Config, reading: Reading, early: bool = False) -> None:
        """Plan the pages.  With ``early``, that is with a reading that was handed over, data files are started first.

        Raises:
            SeedsError: the seeds have problems.
        """
        handover = prepared.get()
        if early and handover and handover.early_work:
            self.reading, self.book, self.plan, self.work = (
                reading, handover.early_work.book, handover.early_work.plan, handover.early_work.work,
            )  # fmt: skip
            return
        tell_problems(self._seeds(config), reading)
        self.book = planning.book_of(
            reading,
            config.language or "en",
            config.html_baseurl or "",
            Drafts(config.handbook_drafts),
            handover.earlier if early and handover else (),
        )
        self.reading = reading
        if early and handover and handover.builder == "html":
            self._begin_data()
        # A book is made from the corpus: it needs only the declarations of the pages to which it refers, made on demand.
        for_book = early and handover is not None and handover.builder in BOOKS
        self.plan = planning.plan(self.book, reading, at_once=not for_book)
        self._generated.bring(self.plan)

    def _begin_data(self) -> None:
        """Start making data files, in a separate process where several are allowed."""
        assert self.book
        citation_shapes.recall(self.stored, self.book)
        self.work = Work(
            self.book, self.reading, Path(self.app.outdir), self.stored / "handbook.data", self.app.parallel > 1
        )

    @cached_property
    def _generated(self) -> GeneratedSources:
        return GeneratedSources(self.stored)

    def source_file(self, name: str) -> Path:
        """The path of a generated source file."""
        return self._generated.file(name)

    def stop(self) -> None:
        """Stop the data files, stop counting warnings and release the locks, after a failure before the first page."""
        if self.work is not None:
            self.work.stop()
            self.work = None
        self.warned.stop()
        self.catalogues.stop()
        if self._locks:
            self._locks.release()
