"""The hand-written pages of a book, for the builders of PDF and EPUB."""

from __future__ import annotations

from collections.abc import Iterator, Set

from docutils import nodes
from sphinx.util import logging

from handbook.addresses import PAGE_FOLDERS
from handbook.printing.quoting import curled_text
from handbook.sphinx_ext.running.build import Build, build_of
from handbook.sphinx_ext.running.sphinx_processes import ReportingBuilder

logger = logging.getLogger(__name__)
_KINDS = {folder: kind for kind, folder in PAGE_FOLDERS.items()}


class BookBuilder(ReportingBuilder):
    """A builder that makes one file from the corpus and from the hand-written pages."""

    epilog = ""
    #: Generated pages need no doctrees: books are made from the corpus (``doctrees.demand``).
    writes_blocks = True

    def get_outdated_docs(self) -> str:
        return "all documents"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        return "%" + docname

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        return self.get_target_uri(to, typ)

    def prepare_writing(self, docnames: Set[str]) -> None:
        """Do nothing: a book is written as a whole."""

    def finish(self) -> None:
        """Do nothing: the book is complete."""

    @property
    def running_build(self) -> Build:
        """The running build."""
        return build_of(self.env)

    @property
    def pages_read(self) -> frozenset[str] | None:
        """The hand-written pages that have to be read for the book; None for all."""
        named = self.config.handbook_book_pages
        return None if named is None else frozenset(named)

    def pages(self) -> list[str]:
        """The hand-written pages of the book: those that ``handbook_book_pages`` names; if it is unset, all but the home page."""
        named = self.config.handbook_book_pages
        if named is not None:
            for name in set(named) - self.env.found_docs:
                logger.warning("handbook_book_pages names %r, which is no page", name, type="handbook", subtype="pdf")
            return [name for name in named if name in self.env.found_docs]
        assert self.running_build.plan
        root, generated = self.config.root_doc, self.running_build.plan.pages
        return [name for name in self._order(root, set()) if name != root and name not in generated]

    def _order(self, docname: str, visited: set[str]) -> Iterator[str]:
        if docname in visited or docname not in self.env.found_docs:
            return
        visited.add(docname)
        yield docname
        for name in self.env.toctree_includes.get(docname, []):
            yield from self._order(name, visited)

    def written_tree(self, docname: str) -> nodes.document:
        """The doctree of a hand-written page as it stands in the book: with typographic quotation marks, except in code."""
        book = self.running_build.book
        assert book
        tree = self.env.get_and_resolve_doctree(docname, self, tags=self.tags)
        for words in list(tree.findall(nodes.Text)):
            if not _is_code(words):
                curled = nodes.Text(curled_text(str(words), book.language))
                words.parent.replace(words, curled)
        return tree

    def fail(self, message: str) -> None:
        """Log one error and set a non-zero exit status, without Sphinx's crash report."""
        logger.error("%s", message, type="handbook", subtype="pdf")
        self.running_build.app.statuscode = 1


def _is_code(words: nodes.Text) -> bool:
    """Whether a text node lies, at any depth, within code, a comment or raw markup."""
    node: nodes.Node | None = words.parent
    while node is not None:
        if isinstance(node, nodes.literal | nodes.literal_block | nodes.raw | nodes.comment):
            return True
        node = node.parent
    return False


def object_of(address: str) -> tuple[str, str] | None:
    """The kind and id of the object at an address as these builders write it; None for pages that are no object's."""
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
