"""The hand-written pages of a book, for the builders of PDF and EPUB."""

from __future__ import annotations

from collections.abc import Iterator, Set

from docutils import nodes
from sphinx.util import logging

from handbook.addresses import PAGE_FOLDERS
from handbook.printing.quoting import curled_text
from handbook.sphinx_ext.build import Build, build_of
from handbook.sphinx_ext.tasks import HeardBuilder

logger = logging.getLogger(__name__)
_KINDS = {folder: kind for kind, folder in PAGE_FOLDERS.items()}


class BookBuilder(HeardBuilder):
    """A builder that makes one file of the corpus and of the pages that people wrote."""

    epilog = ""
    #: That generated pages are not read: books are made from the corpus.
    writes_blocks = True

    def get_outdated_docs(self) -> str:
        return "all documents"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        return "%" + docname

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        return self.get_target_uri(to, typ)

    def prepare_writing(self, docnames: Set[str]) -> None:
        """Nothing to prepare: a book is written whole."""

    def finish(self) -> None:
        """Nothing is left to do."""

    @property
    def made(self) -> Build:
        """The build, whose seeds are read."""
        return build_of(self.env)

    @property
    def pages_read(self) -> frozenset[str] | None:
        """The hand-written pages that have to be read for the book; None: all."""
        named = self.config.handbook_book_pages
        return None if named is None else frozenset(named)

    def pages(self) -> list[str]:
        """The hand-written pages of the book: those that ``handbook_book_pages`` names, else all but the home page."""
        named = self.config.handbook_book_pages
        if named is not None:
            for name in set(named) - self.env.found_docs:
                logger.warning("handbook_book_pages names %r, which is no page", name, type="handbook", subtype="pdf")
            return [name for name in named if name in self.env.found_docs]
        assert self.made.plan
        root, generated = self.config.root_doc, self.made.plan.pages
        return [name for name in self._order(root, set()) if name != root and name not in generated]

    def _order(self, docname: str, seen: set[str]) -> Iterator[str]:
        if docname in seen or docname not in self.env.found_docs:
            return
        seen.add(docname)
        yield docname
        for name in self.env.toctree_includes.get(docname, []):
            yield from self._order(name, seen)

    def written_tree(self, docname: str) -> nodes.document:
        """A hand-written page as it stands in the book: with true quotation marks, but in code."""
        book = self.made.book
        assert book
        tree = self.env.get_and_resolve_doctree(docname, self, tags=self.tags)
        for words in list(tree.findall(nodes.Text)):
            if not _is_code(words):
                curled = nodes.Text(curled_text(str(words), book.language))
                words.parent.replace(words, curled)
        return tree

    def fail(self, message: str) -> None:
        """One message and a status that is not 0, without Sphinx's report of a crash."""
        logger.error("%s", message, type="handbook", subtype="pdf")
        self.made.app.statuscode = 1


def _is_code(words: nodes.Text) -> bool:
    """Whether a text is code or markup of another format, anywhere within."""
    node: nodes.Node | None = words.parent
    while node is not None:
        if isinstance(node, nodes.literal | nodes.literal_block | nodes.raw | nodes.comment):
            return True
        node = node.parent
    return False


def object_of(address: str) -> tuple[str, str] | None:
    """The kind and id of the object at an address of the site, as these builders write them; None for other pages."""
    docname, _, anchor = address.removeprefix("%").partition("#")
    folder, _, name = docname.partition("/")
    kind = _KINDS.get(folder)
    if kind is None or not name or name == "index" or "/" in name:
        return None
    if kind == "source" and anchor.startswith("p"):
        return "statement", f"{name}/{anchor[1:]}"
    if anchor.startswith("claim-"):
        return "claim", f"{name}#{anchor.removeprefix('claim-')}"
    return kind, name
