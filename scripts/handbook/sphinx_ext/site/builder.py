"""The site's builder: hand-written pages as Sphinx writes them, generated ones from their blocks; stale files are removed.

Stock Sphinx spends a fifth of a build on a search index that our own search replaces, and Furo
resolves the whole table of contents for every page; neither happens here: the sidebar is a
short list computed once.  A page is written when its content, its frame or its file on disk
differs from the last good build; contents are compared, never times.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Generator, Iterator, Set
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.nodes import Node
from sphinx.errors import SphinxError

from handbook.incremental import state
from handbook.pages.search import DOCUMENT
from handbook.publish import folders_of_extensions, make_plain, write
from handbook.render.html_tags import encode
from handbook.sphinx_ext.frame import downloads, languages
from handbook.sphinx_ext.running.sphinx_processes import ReportingBuilder
from handbook.sphinx_ext.site import searched_pages
from handbook.sphinx_ext.site.indices import IndicesBuilder
from handbook.sphinx_ext.site.page_pictures import Pictures
from handbook.sphinx_ext.site.static_files import AssetsBuilder
from handbook.sphinx_ext.storage.compiled_templates import COMPILED, CompiledTemplates
from handbook.sphinx_ext.storage.manifest import MANIFEST, Manifest
from handbook.sphinx_ext.storage.processes import Workers, WorkFailed

#: Files that Sphinx writes by itself into the site's folder: if one is a symlink, it would write to the link's target.
WRITTEN_BY_SPHINX = ("searchindex.js", "searchindex.js.tmp", "opensearch.xml")


class Context(dict[str, Any]):
    """A template context with a short ``repr``: Sphinx formats it at each event for a debug message that is not shown."""

    def __repr__(self) -> str:
        return f"<{len(self)} values>"

    def copy(self) -> Context:
        return Context(self)


class HandbookHTMLBuilder(ReportingBuilder, IndicesBuilder, AssetsBuilder):
    """The builder ``html`` without Sphinx's search index, with Furo's files and generated pages from blocks."""

    #: Generated pages need no doctrees (``doctrees.demand``).
    writes_blocks = True

    def init(self) -> None:
        self._addresses: dict[str, str] = {}
        super().init()
        self.manifest = Manifest(Path(self.outdir), Path(self.doctreedir) / MANIFEST)
        self.workers = Workers()
        make_plain(Path(self.outdir), (*WRITTEN_BY_SPHINX, *folders_of_extensions(Path(self.outdir))))
        # Another theme's search box needs Sphinx's index.
        self.search = self.theme.name != "handbook"

    def init_templates(self) -> None:
        super().init_templates()
        self.book_names = frozenset(
            name for _path, name in downloads.books(Path(self.outdir), languages.below(self.config))
        )
        # No template changes during a build.
        environment = self.templates.environment
        environment.auto_reload = False
        self.compiled = CompiledTemplates(Path(self.doctreedir) / COMPILED, environment)
        environment.bytecode_cache = self.compiled
        render, self._within = self.templates.render, 0

        def remembered(template: str, context: dict[str, Any]) -> str:
            self._within += 1
            try:
                text = str(render(template, context))
            finally:
                self._within -= 1
            if not self._within:
                # The last text rendered is the page itself, which Sphinx writes to the null device; listeners render before it.
                self._rendered = text
            return text

        self.templates.render = remembered  # pyrefly: ignore[method-assign]

    def prepare_writing(self, docnames: Set[str]) -> None:
        # Sphinx's builders make the folder of sources even if none is copied.
        self.copysource = bool(self.config.html_copy_source)
        if not self.copysource:
            with contextlib.suppress(OSError):
                # Only if it is empty: what a build wrote into it goes in the end, with the folder.
                Path(self.outdir, "_sources").rmdir()
        super().prepare_writing(docnames)
        self.globalcontext = Context(self.globalcontext)

    def get_outdated_docs(self) -> str:  # pyrefly: ignore[bad-override]  # as ``Builder`` has it
        """A description for Sphinx's log: any page may be outdated, and ``write_documents`` checks each."""
        return "what changed"

    def write_documents(self, docnames: Set[str]) -> None:
        build = self.running_build
        generated = build.registered_pages & docnames
        self.look_around()
        self.pictures = Pictures(self.env, self.manifest.last.pictures)
        common = self.common()
        stamps: dict[str, bytes] = {}
        frames = self.frames(docnames)
        for docname in sorted(docnames):
            content = (
                build.plan.pages[docname].version
                if build.plan and docname in generated
                else build.stamps.read_digest(docname)
                + repr(self.pictures.named(docname)).encode("utf-8", "surrogatepass")
            )
            stamps[docname] = state.digest(b"\0".join([content, common, frames[docname]]))
        # Sphinx's search index, which other themes need, is made from the pages that are written: write all.
        outdated = {
            name
            for name, stamp in stamps.items()
            if self.search or not self.manifest.current(name, self.output_file(name), stamp)
        }
        for docname in docnames - generated - outdated:
            files = self.pictures.recall(docname)
            if files is None:
                outdated.add(docname)
            else:
                self.images.update(files)
        read = outdated - generated
        outdated_generated = sorted(generated & outdated)
        self.manifest.expect(stamps, {name: self.output_file(name) for name in docnames}, outdated)
        if outdated_generated:
            self.write_generated(outdated_generated)
        if read:
            with self._beside():
                super().write_documents(read)

    def write_doc_serialized(self, docname: str, doctree: nodes.document) -> None:
        super().write_doc_serialized(docname, doctree)
        self.pictures.note(docname, doctree)

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """The quoted address of a document in the site, cached: the inventory asks for it for each object."""
        address = self._addresses.get(docname)
        if address is None:
            address = self._addresses[docname] = super().get_target_uri(docname, typ)
        return address

    def handle_page(
        self,
        pagename: str,
        addctx: dict[str, Any],
        templatename: str = "page.html",
        *,
        outfilename: Path | None = None,
        event_arg: Any = None,
    ) -> None:
        """Write a page as a whole, and only if it differs from the file that is there."""
        if outfilename:
            target, file = str(outfilename), Path(outfilename).relative_to(self.outdir).as_posix()
        else:
            file = self.output_file(pagename)
            target = f"{self.outdir}/{file}"
        self.manifest.further.add(file)
        self._rendered = ""
        # Render it without writing: Sphinx would go on after a page that it could only write in part.
        super().handle_page(pagename, addctx, templatename, outfilename=Path(os.devnull), event_arg=event_arg)
        if not self._rendered:
            raise SphinxError(f"{target} cannot be made: see the message before this one")
        write(target, self._rendered.encode(self.config.html_output_encoding or "utf-8", "xmlcharrefreplace"))

    def gen_additional_pages(self) -> None:
        """Write Sphinx's additional pages, and ``opensearch.xml`` for our search, as Sphinx does for its own."""
        super().gen_additional_pages()
        if self.config.html_use_opensearch and not self.search and DOCUMENT in self.env.found_docs:
            file = Path(self.outdir, "_static", "opensearch.xml")
            self.handle_page("opensearch", {}, "opensearch.xml", outfilename=file)

    def finish(self) -> None:
        """Write the index and the other files that are not documents, while other processes still write pages."""
        with self._beside():
            super().finish()
            if not self.search:
                self.manifest.further.add(searched_pages.bring(self._app, Path(self.outdir)))
        try:
            self.workers.join()
        except WorkFailed as fault:
            raise SphinxError(str(fault)) from None
        self.manifest.further.update(self._of_sphinx())
        self.manifest.close(self.pictures.shown)
        self.compiled.keep()
        downloads.bring(Path(self.outdir), languages.below(self.config))

    def _of_sphinx(self) -> Iterator[str]:
        """The names of the files besides pages that Sphinx writes where other themes or settings need them."""
        if self.search:
            yield "searchindex.js"
        if self.config.html_copy_source:
            for name in self.env.found_docs - self.running_build.plan_names:
                source, suffix = str(self.env.doc2path(name, False)), self.config.html_sourcelink_suffix
                yield f"_sources/{source}{'' if source == f'{name}{suffix}' else suffix}"

    def write_buildinfo(self) -> None:
        """Write nothing, and remove old files: the manifest knows what each page is made from, ``.buildinfo`` only a part of it."""
        for name in (".buildinfo", ".buildinfo.bak"):
            (Path(self.outdir) / name).unlink(missing_ok=True)

    @contextlib.contextmanager
    def _beside(self) -> Generator[None]:
        """Context manager in which other processes may write pages; an error here ends them."""
        try:
            yield
        except BaseException:
            self.workers.stop()
            raise

    def render_partial(self, node: Node | None) -> dict[str, str]:
        """Render a node; a heading of plain text, as most are, without making a document for it."""
        if isinstance(node, nodes.title) and len(node) == 1 and type(node[0]) is nodes.Text:
            return {"fragment": "", "title": encode(node.astext())}
        return super().render_partial(node)
