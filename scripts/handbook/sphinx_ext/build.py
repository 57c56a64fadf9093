"""A build: the book that is made before Sphinx reads, what Sphinx is told of it, and what the next build may use.

There is one ``Build`` for each Sphinx application; nothing of it is kept in modules.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from handbook import incremental, recipes
from handbook.blocks import Directive, Figure, Page, walk
from handbook.book import Book, Drafts
from handbook.citing import styles
from handbook.incremental import Reading, planning, state
from handbook.incremental.digests import digests
from handbook.incremental.files import bring
from handbook.incremental.planning import Plan
from handbook.publish import make_plain, write
from handbook.render import myst
from handbook.settings.handbook import Handbook, plain
from handbook.sphinx_ext import defaults, ending, languages, locks, settling, shapes, stored, wanted
from handbook.sphinx_ext.book_reading import BookReading
from handbook.sphinx_ext.data import Work
from handbook.sphinx_ext.domain import domain_of
from handbook.sphinx_ext.parser import SUFFIX
from handbook.sphinx_ext.prepared import prepared, tell_problems
from handbook.sphinx_ext.project import GeneratedProject
from handbook.sphinx_ext.stamps import Stamps, source_digest
from handbook.sphinx_ext.told import Told
from handbook.sphinx_ext.warned import Warned

logger = logging.getLogger(__name__)
#: What projects named in conf.py before their bibliography was named for them.
OLD_BIBLIOGRAPHY = "reference/sources.bib"
#: The builders that write no pages of the site.
BOOKS = ("handbookpdf", "epub")
#: The folder of generated sources, beside what Sphinx stores; what is known of hand-written pages, and what generated ones declare.
GENERATED, SOURCES, TITLES = "generated", "handbook.sources", "handbook.titles"


class Build:
    """One build of one application."""

    def __init__(self, app: Sphinx) -> None:
        self.app = app
        self.book: Book | None = None
        self.plan: Plan | None = None
        self.work: Work | None = None
        self.told: Told | None = None
        self.book_reading: BookReading | None = None
        #: The pages that Sphinx is told of.
        self.told_pages: frozenset[str] = frozenset()
        #: Why generated pages are read as others are; empty where Sphinx is told of them.
        self.plainly = ""
        self.warned = Warned()
        #: What is called when all pages are written, before what is beside them.
        self.written: Callable[[], None] = _nothing
        self._locks: locks.Locks | None = None
        #: Digests of the sources of pages that Sphinx read.
        self.sources: dict[str, bytes] = {}
        #: The digests of data files.
        self.data_files: Mapping[str, bytes] = {}

    # -- before Sphinx reads

    @property
    def handbook(self) -> Handbook:
        """What handbook.toml says; nothing before it was read."""
        return self.book.corpus.handbook if self.book else plain()

    @property
    def stored(self) -> Path:
        """The folder in which Sphinx stores what the next build may use."""
        return Path(self.app.doctreedir)

    def begin(self, app: Sphinx, config: Config) -> None:
        """Read the seeds, plan the pages, and put the files in place that other extensions read.

        Raises:
            SeedsError: the seeds have problems.
        """
        # What is kept is ours alone: a link there would be written through.
        make_plain(self.stored.parent, [self.stored.name])
        self._start()
        try:
            stored.verify(self.stored)
            locks.remove_leftovers(Path(app.srcdir))
            reading = self._prepared(config)
            self.plan_of(config, reading or self._read(config), early=reading is not None)
        except BaseException:
            self.stop()
            raise
        path = os.path.relpath(self.source_file(recipes.BIBLIOGRAPHY), app.srcdir)
        # sphinxcontrib-bibtex reads the file when its domain is made.
        others = [file for file in config["bibtex_bibfiles"] or () if file not in (path, OLD_BIBLIOGRAPHY)]
        config["bibtex_bibfiles"] = [*others, path]

    def _start(self) -> None:
        self.warned.listen()
        self._locks = locks.acquire(Path(self.app.outdir), self.stored)

    def again(self) -> None:
        """Begin one more build of the same application, which keeps all that it knows.

        Raises:
            SeedsError: the seeds have problems; the application is as it was.
        """
        self._start()
        for name in ("stamps", "elsewhere"):
            self.__dict__.pop(name, None)
        try:
            self.plan_of(self.app.config, self._prepared(self.app.config) or self._read(self.app.config, self.reading))
            self._begin_data()
            manifest = getattr(self.app.builder, "manifest", None)
            if manifest is not None:
                manifest.renew()
            self._tell(self.app)
        except BaseException:
            self.stop()
            raise

    def _seeds(self, config: Config) -> Path:
        return Path(self.app.confdir, str(config.handbook_seeds)).resolve()

    def _prepared(self, config: Config) -> Reading | None:
        """What was read of these seeds before Sphinx was started."""
        handed = prepared.get()
        return handed.reading if handed and handed.seeds == self._seeds(config) else None

    def _read(self, config: Config, last: Reading | None = None) -> Reading:
        return incremental.read(self._seeds(config), self.stored / incremental.KEPT, last=last)

    def plan_of(self, config: Config, reading: Reading, early: bool = False) -> None:
        """Plan the pages; with ``early`` data files are begun before, if they are wanted.

        Raises:
            SeedsError: the seeds have problems.
        """
        tell_problems(self._seeds(config), reading)
        handed = prepared.get()
        self.book = Book(
            reading.context,
            reading.report,
            config.language or "en",
            config.html_baseurl or "",
            Drafts(config.handbook_drafts),
            handed.earlier if early and handed else (),
        )
        self.reading = reading
        if early and handed and handed.builder == "html":
            self._begin_data()
        # A printed book is made from the corpus: of pages it wants to know what those declare to which it refers.
        for_book = early and handed is not None and handed.builder in BOOKS
        self.plan = (planning.unmade if for_book else planning.plan)(self.book, reading)
        self._bring_sources()

    def _begin_data(self) -> None:
        """Begin to make data files, in a process of their own where there may be several."""
        assert self.book
        shapes.recall(self.stored, self.book)
        self.work = Work(
            self.book, self.reading, Path(self.app.outdir), self.stored / "handbook.data", self.app.parallel > 1
        )

    @property
    def generated(self) -> Path:
        """The folder of generated sources."""
        return self.stored / GENERATED

    def source_file(self, name: str) -> Path:
        """A generated source file."""
        return self.generated / name

    def _bring_sources(self) -> None:
        """Bring the files up to date that hand-written pages and other extensions read."""
        assert self.plan
        there = dict(digests(self.generated, folders=["."]))
        plan = self.plan
        bring(recipes.sources(plan.view), plan.log, self.generated, there, plan.compared, plan.products)

    @cached_property
    def stamps(self) -> Stamps:
        """Digests of what decides pages besides their own content."""
        assert self.book
        assert self.plan
        return Stamps(self.app, self.book, self.plan, self.told_pages, self.sources)

    # -- other languages

    @cached_property
    def elsewhere(self) -> Mapping[str, frozenset[str]]:
        """The pages that the site has in its other languages, by language."""
        assert self.book
        assert self.plan
        written = self.app.env.found_docs - self.plan.pages.keys()
        return {
            language: frozenset(written | recipes.pages(replace(self.book, language=language).view).keys())
            for language in languages.named(self.app.config)
            if language != self.book.language
        }

    def places(self, docname: str) -> Mapping[str, str]:
        """The page at which each language of the site has what is on this one: the same, or its home."""
        root = self.app.config.root_doc
        return languages.places(docname, root, self.elsewhere)

    @property
    def sites_below(self) -> list[Path]:
        """The folders of sites in other languages that lie in the folder of this one."""
        own, *further = languages.named(self.app.config) or ("",)
        out = Path(self.app.outdir)
        return [out / language for language in further] if self.book and self.book.language == own else []

    # -- before pages are read

    def ready(self, app: Sphinx) -> None:
        """Tell Sphinx of the pages, or give it their files to read.

        Raises:
            ConfigError: a setting under which the site would be another than data files say.
        """
        assert self.plan
        try:
            defaults.check(app)
        except BaseException:
            self.stop()
            raise
        domain_of(app.env).build = self
        self.plainly = wanted.why_nodes(app, self.plan.pages)
        if app.builder.name == "html" and self.work is None:
            self._begin_data()
        named = getattr(app.builder, "pages_read", None)
        if self.plainly:
            self._give_files(app)
        elif named is not None:
            self._tell_little(app, named)
        else:
            self._tell(app)

    def _tell_little(self, app: Sphinx, named: frozenset[str]) -> None:
        """Have Sphinx read the pages that a book names, and tell it what these need."""
        assert self.book
        assert self.plan
        pages = self.plan.pages
        self.told_pages = frozenset(pages)
        app.project = app.env.project = GeneratedProject(app.project, {}, self.told_pages)
        self.book_reading = BookReading(named, pages, self.book.view.addresses, Told(app.env))
        self.book_reading.begin(app.env)

    def _tell(self, app: Sphinx) -> None:
        assert self.plan
        pages = self.plan.pages
        files = {name: self._file(name, planned.page()) for name, planned in pages.items() if planned.recipe.foreign}
        own = {name: planned for name, planned in pages.items() if name not in files}
        self.told_pages = frozenset(own)
        self.__dict__.pop("stamps", None)
        app.project = app.env.project = GeneratedProject(app.project, files, self.told_pages)
        self.told = self.told or Told(app.env)
        version = state.digest(b"".join(name.encode() + planned.kept.declared for name, planned in own.items()))
        self.told.tell_once(version, lambda: {name: planned.facts for name, planned in own.items()})

    def _give_files(self, app: Sphinx) -> None:
        """Write generated pages where Sphinx reads them."""
        assert self.plan
        files = {docname: self._file(docname, planned.page()) for docname, planned in self.plan.pages.items()}
        app.project = app.env.project = GeneratedProject(app.project, files)
        logger.info("generated pages are read as others are, which takes longer: %s", self.plainly)

    def _file(self, docname: str, page: Page) -> Path:
        """The file of a page; one with directives of other extensions is read as MyST."""
        foreign = any(isinstance(block, Directive) for block in walk(page.blocks))
        path = self.source_file(docname + (".md" if foreign else SUFFIX))
        text = myst.page(page)
        write(path, text)
        for block in walk(page.blocks):
            if isinstance(block, Figure):
                write(self.source_file(f"figures/{block.name}.svg"), block.svg)
        return path

    def outdated(
        self, app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
    ) -> list[str]:
        """Pages of which the content, or that of a file they use, is another than when they were read."""
        for folder in self.sites_below:
            for docname in sorted(name for name in env.found_docs if f"{name}/".startswith(f"{folder.name}/")):
                logger.warning(
                    "%s has the address of the site in another language, %s/: give it another name", env.doc2path(docname, False), folder.name,
                    type="handbook", subtype="address",
                )  # fmt: skip
        recorded = state.load(self.stored / SOURCES, dict) or {}
        if isinstance(app.project, GeneratedProject):
            # They are known, and have no files that could have changed.
            removed -= self.told_pages
            app.project.add()
        again = env.glob_toctrees & env.all_docs.keys() if recorded.get("") != self.stamps.names else set()
        now = {docname: source_digest(env, docname) for docname in env.found_docs if docname not in self.told_pages}
        return [
            name for name, its in now.items() if name in again or (name in env.all_docs and recorded.get(name) != its)
        ]

    def reads(self, app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
        """Of the pages that Sphinx is told of none is read, nor those of others that a book does not need."""
        docnames[:] = [name for name in docnames if name not in self.told_pages]
        if self.book_reading:
            docnames[:] = [name for name in docnames if self.book_reading.wants(env, name)]

    def complete(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """When the pages of a book are read: read what they refer to."""
        return self.book_reading.complete(env, app.builder._read_serial) if self.book_reading else []

    def updated(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """After reading: what builders that read generated pages write again."""
        read = env.found_docs - self.told_pages
        self.sources.clear()
        self.sources.update({name: source_digest(env, name) for name in read} | {"": self.stamps.names})
        if not self.plainly:
            return []
        recorded = state.load(self.stored / TITLES, bytes)
        # Names, and who comes before and after, may stand on any page.
        return [] if recorded == self.stamps.declared else sorted(env.found_docs)

    # -- what directives and builders ask for

    def page(self, docname: str) -> Page:
        """A generated page."""
        assert self.plan
        return self.plan.pages[docname].page()

    def part(self, name: str) -> Page:
        """A part of the corpus for a hand-written page."""
        assert self.book
        return recipes.PARTS[name](self.book.view)

    def figure(self, name: str) -> Figure | None:
        """A picture of the whole handbook, by its name; of a generated page too."""
        assert self.book
        draw = recipes.DRAWINGS.get(name)
        return draw(self.book.view) if draw else None

    def picture_uri(self, figure: Figure) -> str:
        """The address of a picture's file, from the source folder."""
        path = self.source_file(f"figures/{figure.name}.svg")
        write(path, figure.svg)
        return "/" + Path(os.path.relpath(path, self.app.srcdir)).as_posix()

    # -- the end

    def finished(self, app: Sphinx, exception: Exception | None) -> None:
        """Keep what the next build may use, if this one was without fault; else let that begin anew."""
        try:
            self._finish(app, exception is not None)
        finally:
            if self._locks:
                self._locks.release()

    def _finish(self, app: Sphinx, failed: bool) -> None:
        if not failed:
            self.written()
        rendered: Mapping[tuple[str, str, str], styles.Segments] = {}
        if self.work is not None:
            outcome = self.work.finish(failed)
            self.work, self.data_files = None, outcome.files
            if outcome.fault and not failed:
                logger.warning("%s", outcome.fault, type="handbook", subtype="data")
            rendered = outcome.shapes
        self.warned.stop()
        if failed or self.warned.count:
            ending.forget(app, self.stored, self.told_pages)
        elif self.plan is not None:
            state.save(self.stored / SOURCES, self.sources)
            state.save(self.stored / TITLES, self.stamps.declared)
            ending.keep(self.reading, self.plan, self.stored, rendered)
            if app.builder.name == "html":
                ending.keep_offline(app, self.handbook, self.data_files, self.sites_below)
            if app.builder.name == "html" and not self.plainly:
                settling.note(app, self.reading.now.seeds(), self.stored, self.data_files, self.sites_below)

    def stop(self) -> None:
        """End what was begun, after a failure before the first page."""
        if self.work is not None:
            self.work.stop()
            self.work = None
        self.warned.stop()
        if self._locks:
            self._locks.release()


def _nothing() -> None:
    """Nobody wants to know."""


def build_of(env: BuildEnvironment) -> Build:
    """The running build."""
    build = domain_of(env).build
    assert isinstance(build, Build)
    return build
