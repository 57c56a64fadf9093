"""The site's builder: hand-written pages as Sphinx writes them, generated ones from their blocks, nothing else left.

Stock Sphinx spends a fifth of a build on a search index that our look-up replaces, and Furo
resolves the whole table of contents for every page; neither happens here: the sidebar is a
short list computed once.  A page is written when its content, its frame or the file that is
there is another than at the last good build; contents decide, never times.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Set
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from docutils import nodes
from docutils.nodes import Node
from sphinx.builders.html import INVENTORY_FILENAME, StandaloneHTMLBuilder
from sphinx.environment.adapters.indexentries import IndexEntries
from sphinx.errors import SphinxError
from sphinx.util import logging
from sphinx.util.fileutil import copy_asset
from sphinx.util.inventory import InventoryFile
from sphinx.util.matching import DOTFILES

from handbook import faults
from handbook.filing import NAMES, chunks
from handbook.incremental import state
from handbook.publish import folders_of_extensions, make_plain, write
from handbook.render.html import encode
from handbook.sphinx_ext import colours, downloads, furo_files, languages
from handbook.sphinx_ext.build import Build, build_of
from handbook.sphinx_ext.manifest import Manifest
from handbook.sphinx_ext.tasks import HeardBuilder
from handbook.sphinx_ext.workers import Workers, WorkFailed
from handbook.sphinx_ext.writing import PageWriter

#: What Sphinx writes plainly into the folder of the site: a link there would be written through.
WRITTEN_BY_SPHINX = ("searchindex.js", "searchindex.js.tmp", "opensearch.xml")
#: Fewer pages than this are written before another process has begun.
FEW = 24


@contextlib.contextmanager
def _as_an_error() -> Iterator[None]:
    """Within it a file that cannot be written ends the build: Sphinx would only warn, and go on to the next."""
    try:
        yield
    except OSError as error:
        raise SphinxError(faults.in_words(error)) from None


logger = logging.getLogger(__name__)


def _refused(name: str, error: Exception) -> None:
    """What a file of the theme cannot be written for ends the build; another fault of it is a warning, as Sphinx has it."""
    if isinstance(error, OSError):
        raise error
    logger.warning("the theme's file %s cannot be copied: %r", name, error)


class HandbookHTMLBuilder(HeardBuilder, StandaloneHTMLBuilder):
    """The builder ``html`` without Sphinx's search index, with Furo's files and generated pages from blocks."""

    #: That generated pages need no nodes (``wanted``).
    writes_blocks = True

    def init(self) -> None:
        super().init()
        self.manifest = Manifest(Path(self.outdir), Path(self.doctreedir) / "handbook.site")
        self.workers = Workers()
        make_plain(Path(self.outdir), (*WRITTEN_BY_SPHINX, *folders_of_extensions(Path(self.outdir))))
        # Where another theme shows pages, its search box wants Sphinx's index.
        self.search = self.theme.name != "handbook"

    def init_templates(self) -> None:
        super().init_templates()
        # Looked up once a build, not for every page.
        self.furo_version = version("furo")
        self.book_names = frozenset(
            name for _path, name in downloads.books(Path(self.outdir), languages.below(self.config))
        )
        # No template changes during a build.
        self.templates.environment.auto_reload = False
        render = self.templates.render

        def remembered(template: str, context: dict[str, Any]) -> str:
            self._rendered = str(render(template, context))
            return self._rendered

        self.templates.render = remembered

    @property
    def build_here(self) -> Build:
        return build_of(self.env)

    def get_outdated_docs(self) -> str:  # type: ignore[override]  # as ``Builder`` has it
        """All pages may be; ``write_documents`` looks at each."""
        return "what changed"

    def write_documents(self, docnames: Set[str]) -> None:
        build = self.build_here
        told = build.told_pages & docnames
        writer = PageWriter(self) if told else None
        common = self._common()
        stamps: dict[str, bytes] = {}
        for docname in sorted(docnames):
            frame = writer.frame(docname) if writer else self._frame(docname)
            content = (
                build.plan.pages[docname].version if build.plan and docname in told else build.read_digest(docname)
            )
            stamps[docname] = state.digest(b"\0".join([content, common, repr(frame).encode("utf-8", "surrogatepass")]))
        pictured = {name for names, _file in self.env.images.values() for name in names}
        outdated = {
            name for name, stamp in stamps.items() if not self.manifest.current(name, self._output(name), stamp)
        }
        # Sphinx collects images when it writes a page, so those are always written.
        read = (outdated | pictured) & (docnames - told)
        mine = sorted(told & outdated)
        self.manifest.expect(stamps, {name: self._output(name) for name in docnames}, outdated | pictured)
        if writer is not None and mine:
            self._write_mine(writer, mine)
        if read:
            with self._beside():
                super().write_documents(read)

    def _write_mine(self, writer: PageWriter, docnames: list[str]) -> None:
        """Write generated pages, many of them in processes of their own."""
        processes = self._app.parallel if self.parallel_ok and Workers.possible() else 1
        # The first page compiles the templates for all processes.
        writer.write(docnames[0])
        rest = docnames[1:]
        if processes < 2 or len(rest) < FEW:
            for docname in rest:
                writer.write(docname)
            return
        # Every n-th page, so that long pages, which stand together, are shared out.
        self.workers.begin(writer.write_all, [rest[number::processes] for number in range(processes)])

    def _common(self) -> bytes:
        """A digest of what decides every page: configuration, templates, what generated pages declare, citations."""
        build = self.build_here
        assert build.book
        latest = str(build.book.corpus.latest_source)
        known = build.settings, sorted(self.tags), latest, sorted(self.book_names)
        return state.digest(repr(known).encode("utf-8", "surrogatepass"))

    def _frame(self, docname: str) -> tuple[object, ...]:
        return self.relations.get(docname), self.build_here.places(docname)

    def _output(self, pagename: str) -> str:
        # As ``get_output_path``, which takes longer: there are thousands.
        return f"{pagename}{self.out_suffix}"

    def handle_page(
        self,
        pagename: str,
        addctx: dict[str, Any],
        templatename: str = "page.html",
        *,
        outfilename: Path | None = None,
        event_arg: Any = None,
    ) -> None:
        """Write a page as a whole, and only if it is another than the one that is there."""
        target = Path(outfilename or self.get_output_path(pagename))
        self.manifest.further.add(target.relative_to(self.outdir).as_posix())
        self._rendered = ""
        # Sphinx would go on after a page that could be written by half only.
        super().handle_page(pagename, addctx, templatename, outfilename=Path(os.devnull), event_arg=event_arg)
        if not self._rendered:
            raise SphinxError(f"{target} cannot be made: see the message before this one")
        write(target, self._rendered.encode(self.config.html_output_encoding or "utf-8", "xmlcharrefreplace"))

    def finish(self) -> None:
        """The index and what else is not a page of its own, while other processes still write pages."""
        with self._beside():
            super().finish()
        try:
            self.workers.join()
        except WorkFailed as fault:
            raise SphinxError(str(fault)) from None
        self.manifest.close()
        downloads.bring(Path(self.outdir), languages.below(self.config))

    def write_buildinfo(self) -> None:
        """Nothing: the manifest knows what each page is made of, and a site has no file that says it by halves."""
        for name in (".buildinfo", ".buildinfo.bak"):
            (Path(self.outdir) / name).unlink(missing_ok=True)

    @contextlib.contextmanager
    def _beside(self) -> Iterator[None]:
        """Within it other processes may write pages; they end when something goes wrong here."""
        try:
            yield
        except BaseException:
            self.workers.stop()
            raise

    def write_genindex(self) -> None:
        """The index, if it may be another than the one that is there."""
        build = self.build_here
        read = {
            name: its for name, its in self.env.domains.index_domain.entries.items() if name not in build.told_pages
        }
        stamp = (
            build.declared
            + build.declared_by_read
            + self._common()
            + repr(sorted(read.items())).encode("utf-8", "surrogatepass")
        )
        self.manifest.group("genindex", state.digest(stamp), self._write_genindex)

    def dump_inventory(self) -> None:
        """The inventory of objects, the same."""
        build = self.build_here
        stamp = build.declared + build.declared_by_read + build.settings

        def dump() -> None:
            with TemporaryDirectory(dir=self.outdir, prefix=".static-") as folder:
                part = Path(folder, INVENTORY_FILENAME)
                InventoryFile.dump(part, self.env, self)
                write(Path(self.outdir, INVENTORY_FILENAME), part.read_bytes())
            self.manifest.further.add(INVENTORY_FILENAME)

        self.manifest.group("inventory", state.digest(stamp), dump)

    def _write_genindex(self) -> None:
        """The index on one page; a long one on a page for each letter, or part of one, under a list of them."""
        index = IndexEntries(self.env).create_index(self)
        pages: dict[str, tuple[str, list[Any]]] = {}
        if sum(len(entries) for _letter, entries in index) > NAMES:
            for number, (letter, entries) in enumerate(index, 1):
                for part, some in enumerate(chunks(entries, NAMES), 1):
                    called = letter if len(entries) <= NAMES else f"{letter}: {some[0][0]} – {some[-1][0]}"
                    pages[f"genindex-{number}" + (f"-{part}" if part > 1 else "")] = (called, [(letter, some)])
        for old in Path(self.outdir).glob("genindex-*.html"):
            if old.stem not in pages:
                old.unlink()
        context = {"genindexentries": [] if pages else index, "parts": [(name, pages[name][0]) for name in pages]}
        self.handle_page("genindex", context, "genindex.html")
        letters = [(name, entries[0][0]) for name, (_called, entries) in pages.items() if name.count("-") == 1]
        for name, (called, entries) in pages.items():
            context = {"genindexentries": entries, "called": called, "parts": [], "letters": letters}
            self.handle_page(name, context, "genindex.html")

    def render_partial(self, node: Node | None) -> dict[str, str]:
        """A heading of plain text, which most are, without a document of its own."""
        if isinstance(node, nodes.title) and len(node) == 1 and type(node[0]) is nodes.Text:
            return {"fragment": "", "title": encode(node.astext())}
        return super().render_partial(node)

    def copy_static_files(self) -> None:
        """Copy static files beside, then bring the folder of the site to what they are."""
        final = self._static_dir
        with TemporaryDirectory(dir=self.outdir, prefix=".static-") as folder:
            self._static_dir = type(final)(folder)
            try:
                super().copy_static_files()
            finally:
                self._static_dir = final
            # What extensions name on pages and have put there themselves stays.
            files = [*(css.filename for css in self._css_files), *(js.filename for js in self._js_files)]
            assets = (str(file).removeprefix("_static/") for file in files)
            self.manifest.mirror(Path(folder), Path(final), assets)

    def copy_image_files(self) -> None:
        super().copy_image_files()
        self.manifest.only(Path(self._images_dir), self.images.values())

    def copy_download_files(self) -> None:
        super().copy_download_files()
        self.manifest.only(Path(self._downloads_dir), (str(dest) for _docs, dest in self.env.dlfiles.values()))

    def copy_extra_files(self) -> None:
        """Copy what conf.py wants beside the pages, and note it."""
        names: set[str] = set()
        for folder in self.config.html_extra_path:
            path = Path(self.confdir) / folder
            inside = (p.relative_to(path).as_posix() for p in path.rglob("*") if p.is_file())
            names.update([path.name] if path.is_file() else inside)
        make_plain(Path(self.outdir), names)
        super().copy_extra_files()
        self.manifest.further.update(names)

    def create_pygments_style_file(self) -> None:
        with _as_an_error():
            super().create_pygments_style_file()

    def copy_html_static_files(self, context: dict[str, Any]) -> None:
        with _as_an_error():
            super().copy_html_static_files(context)

    def copy_theme_static_files(self, context: dict[str, Any]) -> None:
        with _as_an_error():
            self._copy_theme(context)

    def _copy_theme(self, context: dict[str, Any]) -> None:
        # As Sphinx does, which makes of a full disk a warning for each file.
        for folder in reversed(self.theme.get_theme_dirs() if self.theme else []):
            copy_asset(
                Path(folder, "static"), self._static_dir, excluded=DOTFILES, context=context, renderer=self.templates,
                onerror=_refused, force=True,
            )  # fmt: skip
        furo_files.copy(self, Path(self._static_dir))
        book = self.build_here.book
        if book:
            colours.put(book.corpus.handbook.colours, Path(self._static_dir))
