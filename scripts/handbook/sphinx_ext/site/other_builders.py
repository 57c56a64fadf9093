"""Removing what Sphinx's own builders leave behind: files of pages that no longer exist, and their words in the search index."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.singlehtml import SingleFileHTMLBuilder
from sphinx.search import IndexBuilder

from handbook.sphinx_ext.project import input_files
from handbook.sphinx_ext.running.before_reading import BOOKS
from handbook.sphinx_ext.storage.manifest import STATIC
from handbook.sphinx_ext.storage.written_names import WrittenNames


class OtherBuilder:
    """Keeps track of the files that a builder other than the site's or a book's writes into its folder."""

    def __init__(self) -> None:
        #: All pages of which Sphinx spoke, including those that are not documents: indices, pages of extensions.
        self._pages: set[str] = set()
        #: The static files of others, which are there before a build.
        self._static: set[str] = set()

    def begin(self, app: Sphinx) -> None:
        """Note which static files are there that no build is known to have written (``builder-inited``)."""
        self._static = set(_static(app)) - WrittenNames(Path(app.outdir), Path(app.doctreedir)).listed()

    def page(self, app: Sphinx, pagename: str, *_event_arguments: object) -> None:
        """Note a page that is about to be written (``html-page-context``)."""
        self._pages.add(pagename)

    def finished(self, app: Sphinx, error: BaseException | None) -> None:
        """Remove the files of pages that no longer exist; after an error only note what may have been written."""
        builder, out = app.builder, Path(app.outdir)
        if hasattr(builder, "manifest") or builder.name in BOOKS or not hasattr(builder, "out_suffix"):
            return
        written_names = WrittenNames(out, Path(app.doctreedir))
        now = {name for name in _names(app, self._pages) if (out / name).is_file()} | (set(_static(app)) - self._static)
        before = written_names.listed()
        if error is None:
            written_names.remove(before - now)
        written_names.note(now if error is None else before | now)


def _names(app: Sphinx, further: set[str]) -> Iterator[str]:
    """The files that a builder makes from the documents that exist, and from ``further`` pages."""
    builder, env = app.builder, app.env
    # A single-file builder writes all documents into one page.
    documents = {str(app.config.root_doc)} if isinstance(builder, SingleFileHTMLBuilder) else env.found_docs
    for page in {*documents, *further}:
        yield _file(builder, page)
    if isinstance(builder, StandaloneHTMLBuilder):
        yield from ("objects.inv", str(builder.searchindex_filename))
        for docname in env.found_docs:
            source, suffix = str(env.doc2path(docname, False)), app.config.html_sourcelink_suffix
            yield f"_sources/{source}{'' if source == f'{docname}{suffix}' else suffix}"
        yield from (f"{builder.imagedir}/{name}" for _docs, name in env.images.values())
        yield from (f"_downloads/{name}" for _docs, name in env.dlfiles.values())
        yield from input_files.extra(app)


def _static(app: Sphinx) -> Iterator[str]:
    """The names of the static files in the output folder."""
    out = Path(app.outdir)
    return (path.relative_to(out).as_posix() for path in (out / STATIC).rglob("*") if path.is_file())


def _file(builder: Builder, page: str) -> str:
    """The file of a page, relative to the output folder."""
    if isinstance(builder, StandaloneHTMLBuilder):
        return builder.get_output_path(page).relative_to(builder.outdir).as_posix()
    return f"{page}{getattr(builder, 'out_suffix', '')}"


def unlink_absent_pages(app: Sphinx, tree: nodes.document, _docname: str) -> None:
    """On a site of one page, leave the words alone of links to pages that no toctree names: these are not on it (``doctree-resolved``)."""
    if not isinstance(app.builder, SingleFileHTMLBuilder):
        return
    pages_on_it = {part["docname"] for part in tree.findall(addnodes.start_of_file)} | {app.config.root_doc}
    for link in list(tree.findall(nodes.reference)):
        page = str(link.get("refuri", "")).partition("#document-")[2].partition("#")[0]
        if page in app.env.found_docs and page not in pages_on_it:
            link.replace_self(link.children)


def tidy_index(app: Sphinx) -> list[tuple[str, dict[str, Any], str]]:
    """Clean Sphinx's search index before it is written, so that it depends on the present pages only, not on earlier builds."""
    indexer: IndexBuilder | None = getattr(app.builder, "indexer", None)
    if indexer is not None:
        indexer.prune(app.env.all_docs)
        for words in (indexer._mapping, indexer._title_mapping):
            present = sorted((word, pages) for word, pages in words.items() if pages)
            words.clear()
            words.update(present)
        entries = indexer._index_entries
        present = sorted(item for item in entries.items() if item[0] in app.env.all_docs)
        entries.clear()
        entries.update(present)
        # Sphinx numbers the types anew when it writes the index.
        indexer._objtypes.clear()
        indexer._objnames.clear()
    return []
