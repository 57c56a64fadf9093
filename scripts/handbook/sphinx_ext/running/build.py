"""A build: it tells Sphinx of the book, which was made before Sphinx reads (``before_reading``), and keeps state for the next build.

There is one ``Build`` for each Sphinx application; none of its state is in module globals.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from handbook import recipes
from handbook.blocks import Figure, Page
from handbook.citing import processor
from handbook.incremental import state, up_to_date
from handbook.sphinx_ext.doctrees import demand, on_request
from handbook.sphinx_ext.objects.documents import GeneratedProject
from handbook.sphinx_ext.objects.domain import domain_of
from handbook.sphinx_ext.project import defaults, input_files, pickle_proofs
from handbook.sphinx_ext.running import build_end, documents_to_read, environment_reset, site_state
from handbook.sphinx_ext.running.before_reading import BOOKS
from handbook.sphinx_ext.running.book_documents import BookReading
from handbook.sphinx_ext.running.handover import prepared
from handbook.sphinx_ext.running.other_languages import InLanguages
from handbook.sphinx_ext.running.page_stamps import Stamps
from handbook.sphinx_ext.running.registration import Registration
from handbook.sphinx_ext.storage import citation_shapes, saving, written_names

logger = logging.getLogger(__name__)
#: The file with the digests of the sources of pages that Sphinx read.
SOURCES = "handbook.sources"


class Build(InLanguages):
    """One build of one application."""

    def __init__(self, app: Sphinx) -> None:
        super().__init__(app)
        self.registration: Registration | None = None
        self.book_reading: BookReading | None = None
        #: The generated pages that Sphinx is told of and does not read.
        self.registered_pages: frozenset[str] = frozenset()
        #: Why Sphinx has to read the generated pages, in words; empty where it is only told of them.
        self.plainly = ""
        #: Called when all pages are written, before the build waits for data files.
        self.written: Callable[[], None] = lambda: None
        #: Saves the frame of generated pages, for a later build without Sphinx.
        self.keep_frame: Callable[[], None] = lambda: None
        #: The inputs of everything that the last build made besides generated pages and data files.
        self.decided: object = None
        #: Digests of the sources of pages that Sphinx read.
        self.sources: dict[str, bytes] = {}
        #: The digests of data files.
        self.data_files: Mapping[str, bytes] = {}

    # -- before Sphinx reads

    def again(self) -> None:
        """Begin another build in the same application, which keeps its state.

        Raises:
            SeedsError: the seeds have problems; the application is unchanged.
        """
        self._start()
        self.catalogues.bring()
        for name in ("stamps", "elsewhere"):
            self.__dict__.pop(name, None)
        environment_reset.forget_what_was_written(self.app.builder)
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

    def go_on(self) -> None:
        """Finish a build that ``again`` began: without Sphinx if only the text of generated pages can differ, else through Sphinx.

        Raises:
            Exception: whatever stopped the build.
        """
        rewrite: Callable[[], bool] | None = getattr(self.app.builder, "rewrite", None)
        try:
            rewritten = rewrite is not None and self._decided() == self.decided and rewrite()
        except BaseException as error:
            self.finished(self.app, error)
            raise
        if rewritten:
            self.finished(self.app, None)
        else:
            self.app.build()
            self.decided = self._decided()

    def _decided(self) -> object:
        """The inputs of hand-written pages, static files and all else that Sphinx makes.

        Where Sphinx reads generated pages too, a new object that equals no other.
        """
        assert self.plan
        if self.plainly:
            return object()
        sources = documents_to_read.digests_of_sources(self)
        around = self.around()
        return sources, up_to_date.inputs(*around), dict(self.plan.products.files)

    def around(self) -> tuple[list[str], list[str]]:
        """The inputs of the site besides seeds, and the folders within them that are not (``site_state.around``)."""
        return site_state.around(self.app, self.stored, self.sources, self.catalogues.folders)

    @property
    def plan_names(self) -> frozenset[str]:
        """The names of all generated pages, including those that Sphinx reads."""
        return frozenset(self.plan.pages) if self.plan else frozenset()

    @cached_property
    def stamps(self) -> Stamps:
        """Digests of what decides pages besides their own content."""
        assert self.book
        assert self.plan
        return Stamps(self.app, self.book, self.plan, self.registered_pages, self.sources, self._generated.folder)

    # -- before pages are read

    def ready(self, app: Sphinx) -> None:
        """Tell Sphinx of the generated pages, or give it their files to read.

        Raises:
            ConfigError: a setting under which the site would not agree with its data files.
        """
        assert self.plan
        try:
            defaults.check(app)
        except BaseException:
            self.stop()
            raise
        domain_of(app.env).build = self
        self.plainly = demand.why_nodes(app, self.plan.pages)
        if app.builder.name == "html" and self.work is None:
            self._begin_data()
        if self.plainly:
            self._give_files(app)
        elif app.builder.name in BOOKS:
            self._tell_little(app, getattr(app.builder, "pages_read", None))
        else:
            self._tell(app)

    def _tell_little(self, app: Sphinx, named: frozenset[str] | None) -> None:
        """Prepare to read the hand-written pages that a book names (all, if ``named`` is None), and to tell Sphinx what they refer to."""
        assert self.book
        assert self.plan
        pages = self.plan.pages
        self.registered_pages = frozenset(pages)
        app.project = app.env.project = GeneratedProject(app.project, {}, self.registered_pages)
        self.book_reading = BookReading(named, pages, self.book.view.addresses, Registration(app.env))
        self.book_reading.begin(app.env)

    def _tell(self, app: Sphinx) -> None:
        assert self.plan
        pages = self.plan.pages
        write_page = self._generated.write_page
        files = {name: write_page(name, planned.page()) for name, planned in pages.items() if planned.recipe.foreign}
        registered_pages = {name: planned for name, planned in pages.items() if name not in files}
        self.registered_pages = frozenset(registered_pages)
        self.__dict__.pop("stamps", None)
        app.project = app.env.project = GeneratedProject(app.project, files, self.registered_pages)
        self.registration = self.registration or Registration(app.env)
        version = state.digest(
            b"".join(name.encode() + planned.saved.declared for name, planned in registered_pages.items())
        )
        self.registration.register_once(
            version, lambda: {name: planned.facts for name, planned in registered_pages.items()}
        )
        on_request.keep(app.env, self.registered_pages, self.page, self.picture_uri)

    def _give_files(self, app: Sphinx) -> None:
        """Write generated pages to files that Sphinx reads."""
        assert self.plan
        write_page = self._generated.write_page
        files = {docname: write_page(docname, planned.page()) for docname, planned in self.plan.pages.items()}
        app.project = app.env.project = GeneratedProject(app.project, files)
        logger.info("generated pages are read as others are, which takes longer: %s", self.plainly)

    def outdated(
        self, app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
    ) -> list[str]:
        """The pages whose content, or that of a file they use, changed since they were read."""
        documents_to_read.warn_of_addresses(env, self.sites_below)
        recorded = state.load(self.stored / SOURCES, dict) or {}
        if isinstance(app.project, GeneratedProject):
            # Sphinx knows the registered pages, and they have no files that could have changed.
            removed -= self.registered_pages
            app.project.add()
        now = documents_to_read.digests_of_sources(self)
        return documents_to_read.outdated(env, recorded, self.stamps.names, now, self.catalogues.words())

    def reads(self, app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
        """Remove from the pages to read those that Sphinx is told of, and those that a book does not need."""
        docnames[:] = [name for name in docnames if name not in self.registered_pages]
        if self.book_reading:
            docnames[:] = [name for name in docnames if self.book_reading.wants(env, name)]

    def complete(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Once the pages of a book are read, read the pages that they refer to."""
        return self.book_reading.complete(env, app.builder._read_serial) if self.book_reading else []

    def updated(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Record the digests of sources after reading; return the pages to write again where Sphinx reads generated pages."""
        self.sources.clear()
        recorded = state.load(self.stored / SOURCES, dict) or {}
        pages = documents_to_read.digests_of_sources(self)
        self.sources.update(pages | input_files.code(app, recorded, self.catalogues.words()) | {"": self.stamps.names})
        if not self.plainly:
            return []
        # Any page may show the titles of others, and of its neighbours.
        recorded_digest = state.load(written_names.titles(self.stored, app.outdir), bytes)
        return [] if recorded_digest == self.stamps.declared else sorted(env.found_docs)

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
        return self._generated.picture_uri(figure, Path(self.app.srcdir))

    # -- the end

    def finished(self, app: Sphinx, exception: BaseException | None) -> None:
        """Keep what the next build may use, if this one had no errors or warnings; else make the next one start from nothing."""
        try:
            self._finish(app, exception is not None)
        finally:
            if self._locks:
                self._locks.release()

    def _finish(self, app: Sphinx, failed: bool) -> None:
        if not failed:
            self.written()
        handover = prepared.get()
        rendered: Mapping[tuple[str, str, str], processor.Segments] = {}
        if self.work is not None:
            outcome = self.work.finish(failed)
            self.work, self.data_files = None, outcome.files
            if outcome.fault and not failed:
                logger.warning("%s", outcome.fault, type="handbook", subtype="data")
            rendered = outcome.shapes
        self.warned.stop()
        self.catalogues.stop()
        if failed or self.warned.count:
            build_end.forget(app, self.stored, self.registered_pages)
        elif self.plan is not None:
            state.save(self.stored / SOURCES, self.sources)
            state.save(written_names.titles(self.stored, app.outdir), self.stamps.declared)
            saving.keep(self.reading, self.plan, self.stored, further=bool(handover and handover.further))
            citation_shapes.keep(self.stored, rendered)
            pickle_proofs.seal(self.stored)
            if app.builder.name == "html":
                self._keep_offline(app)
            if app.builder.name == "html" and not self.plainly:
                if handover and handover.options:
                    self.keep_frame()
                seeds = self.reading.now.seeds()
                site_state.note(app, seeds, self.around(), self.data_files, self.sites_below)

    def _keep_offline(self, app: Sphinx) -> None:
        manifest, shared = getattr(app.builder, "manifest", None), getattr(app.builder, "shared_static", {})
        recorded_digests = {**(manifest.last.files if manifest else {}), **self.data_files}
        language = app.config.language or "en"
        saving.keep_offline(self.handbook, Path(app.outdir), language, recorded_digests, shared, self.sites_below)


def build_of(env: BuildEnvironment) -> Build:
    """The running build."""
    build = domain_of(env).build
    assert isinstance(build, Build)
    return build
