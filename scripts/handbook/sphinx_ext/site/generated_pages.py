"""The generated pages of the site: which have to be written, and how they are written."""

from __future__ import annotations

from collections.abc import Mapping, Set
from pathlib import Path

from sphinx.builders.html import StandaloneHTMLBuilder

from handbook.incremental import background, state
from handbook.sphinx_ext.frame.page_frame import SiteFacts
from handbook.sphinx_ext.frame.page_writer import Around, OwnWay, PageWriter
from handbook.sphinx_ext.frame.saved_frame import FRAME, SavedFrame
from handbook.sphinx_ext.running.build import Build, build_of
from handbook.sphinx_ext.site.surroundings import Surroundings, others_have_a_say
from handbook.sphinx_ext.storage.manifest import Manifest
from handbook.sphinx_ext.storage.processes import Workers

#: Fewer pages than this are written before another process has begun.
FEW = 24


class GeneratedPagesBuilder(StandaloneHTMLBuilder):
    """The builder ``html`` that writes generated pages from blocks."""

    manifest: Manifest
    workers: Workers
    book_names: frozenset[str]
    shared_static: Mapping[str, bytes]

    def init(self) -> None:
        self._framed: tuple[bytes, Mapping[str, bytes]] = (b"", {})
        self._common_then = b""
        #: For each page, what other pages decide of it.
        self.around: Mapping[str, Around] = {}
        #: The facts that every page needs; known once all pages are read.
        self.site_facts: SiteFacts | None = None
        super().init()

    @property
    def running_build(self) -> Build:
        """The running build."""
        return build_of(self.env)

    def output_file(self, pagename: str) -> str:
        """The file of a page in the site."""
        # The same as ``get_output_path``, but faster: there are thousands of pages.
        return f"{pagename}{self.out_suffix}"

    def look_around(self) -> None:
        """Collect from Sphinx, after reading, the surroundings of pages, and whether others influence how pages look."""
        self.surroundings = Surroundings(self)
        self.site_facts = self.surroundings.shell.site
        self.influenced_by_others = others_have_a_say(self)
        self._common_then = self.common()
        self.running_build.keep_frame = self._keep_frame

    def common(self) -> bytes:
        """A digest of what decides every page: settings, tags, the latest source, books on offer, shared files, navigation."""
        build = self.running_build
        assert build.book
        latest = str(build.book.corpus.latest_source)
        beside = sorted(self.book_names), sorted(self.shared_static)
        facts = self.site_facts
        updated = self.globalcontext.get("last_updated")
        inputs = (
            build.stamps.settings,
            updated,
            sorted(self.tags),
            latest,
            *beside,
            facts and (sorted(facts.existing_pages), facts.menu),
        )
        return state.digest(repr(inputs).encode("utf-8", "surrogatepass"))

    def _decides_frames(self, docnames: Set[str]) -> bytes:
        """A digest of the inputs of ``page_frame``."""
        build = self.running_build
        elsewhere = {language: sorted(names) for language, names in build.elsewhere.items()}
        inputs = (
            build.stamps.declared,
            build.stamps.all_read,
            sorted(build.sources.items()),
            sorted(docnames),
            elsewhere,
        )
        return state.digest(repr(inputs).encode("utf-8", "surrogatepass"))

    def frames(self, docnames: Set[str]) -> Mapping[str, bytes]:
        """For each page, what other pages decide of it, as bytes; cached from the last build of this process if its inputs are the same."""
        version = self._decides_frames(docnames)
        if version != self._framed[0]:
            self.around = {name: self.surroundings.around(name) for name in docnames}
            frames = {name: repr(around).encode("utf-8", "surrogatepass") for name, around in self.around.items()}
            self._framed = version, frames
        return self._framed[1]

    def rewrite(self) -> bool:
        """Write the generated pages that changed since the last build of this process, if nothing else can have changed.

        Return whether that was possible: the inputs of frames and of all pages must be unchanged (the caller compares those
        of hand-written pages with ``build.decided``), and fewer than ``FEW`` pages changed.
        """
        build, last_stamps = self.running_build, self.manifest.last.stamps
        assert build.plan
        frame, common = self._decides_frames(self.env.found_docs), self.common()
        if frame != self._framed[0] or common != self._common_then:
            return False
        stamps = {
            name: state.digest(b"\0".join([build.plan.pages[name].version, common, self._framed[1][name]]))
            for name in build.registered_pages
        }
        outdated = [name for name, stamp in stamps.items() if last_stamps.get(name) != stamp]
        if len(outdated) >= FEW:
            return False
        writer = self._writer()
        for name in outdated:
            writer.write(name)
        self.manifest.amend({name: (self.output_file(name), stamps[name]) for name in outdated})
        return True

    def _writer(self) -> PageWriter:
        """The writer of generated pages: our own way, or through Sphinx where others influence how pages look."""
        build, surroundings = self.running_build, self.surroundings
        assert build.book
        assert build.plan
        if self.influenced_by_others:
            show = surroundings.through_sphinx
        else:
            show = OwnWay(surroundings.shell, build.book, self.templates.environment, Path(self.outdir)).show
        return PageWriter(surroundings.shell, build.book, build.plan.pages, self.around.__getitem__, show)

    def write_generated(self, docnames: list[str]) -> None:
        """Write generated pages; if there are many, in several processes."""
        writer = self._writer()
        processes = self._app.parallel if self.parallel_ok and background.possible() else 1
        # The first page compiles the templates for all processes.
        writer.write(docnames[0])
        remaining = docnames[1:]
        if processes < 2 or len(remaining) < FEW:
            for docname in remaining:
                writer.write(docname)
            return
        # Each process takes every n-th page, so that long pages, which are next to each other, are spread out.
        self.workers.begin(writer.write_all, [remaining[number::processes] for number in range(processes)])

    def _keep_frame(self) -> None:
        """Save the frame of generated pages, for edits that need no Sphinx; remove it where others influence how pages look."""
        build, path = self.running_build, Path(self.doctreedir) / FRAME
        assert build.plan
        if self.influenced_by_others:
            path.unlink(missing_ok=True)
            return
        around = {name: self.around[name] for name in build.registered_pages}
        read = frozenset(build.plan.pages.keys() - build.registered_pages)
        drafts = str(self.config.handbook_drafts)
        shell, shared = self.surroundings.shell, dict(self.shared_static)
        saved_frame = SavedFrame(
            shell, around, read, build.written_pages, build.elsewhere, self.common(), build.stamps.declared, drafts, shared
        )  # fmt: skip
        state.save(path, saved_frame)
