"""The pages that Sphinx reads, or is told of, for a book: its hand-written pages, and the pages that these refer to.

A site has all pages; a book has some of the hand-written ones, and everything else in it is made from
the corpus.  So Sphinx is told what a generated page declares only if a page of the book refers to it,
and a hand-written page that is neither in the book nor referred to is not read.  If a reference does not
say on which page its target stands (a label, a term), or a toctree has generated pages, all hand-written
pages are read and Sphinx is told of all generated ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.environment import BuildEnvironment
from sphinx.util import docname_join

from handbook.addresses import Addresses
from handbook.incremental.planning import Planned
from handbook.sphinx_ext.objects.domain import KINDS
from handbook.sphinx_ext.running.registration import Layered, Registration


class BookReading:
    """The reading of one book.

    ``pages`` are the names of its hand-written pages (None: all but the home page); ``generated`` has the
    handbook's generated pages.
    """

    def __init__(
        self,
        pages: frozenset[str] | None,
        generated: Mapping[str, Planned],
        addresses: Addresses,
        registration: Registration,
    ) -> None:
        self._pages, self._generated, self._addresses, self._registration = pages, generated, addresses, registration

    def begin(self, env: BuildEnvironment) -> None:
        """Prepare the environment before anything is read.

        Sphinx insists on the home page; it is read only for a book of all pages, whose order it gives, and is else only declared.
        """
        self._registration.register({})
        if self._pages is not None:
            _layer(env.all_docs).register({env.config.root_doc: 1})

    def wants(self, env: BuildEnvironment, docname: str) -> bool:
        """Whether a page that changed has to be read: it is in the book, or was read before."""
        known_documents = _layer(env.all_docs)
        return (
            self._pages is None
            or docname in self._pages
            or (docname in known_documents and docname not in known_documents.registered_keys)
        )

    def complete(self, env: BuildEnvironment, read: Callable[[list[str]], None]) -> list[str]:
        """Complete the environment once the pages of the book are read; return the names of the further pages that were read.

        ``read`` is called with the hand-written pages that the book's refer to; Sphinx is told of the generated ones.
        """
        known_documents = _layer(env.all_docs)
        needed = self._referred(env)
        hand_written = env.found_docs - self._generated.keys()
        further = hand_written if needed is None else needed & hand_written
        generated_needed = set(self._generated) if needed is None else needed & self._generated.keys()
        missing = sorted(
            name for name in further if name not in known_documents or name in known_documents.registered_keys
        )
        # Withdraw what Sphinx was told first: what is read is stored, what is told is not.
        self._registration.register({})
        read(missing)
        self._registration.register({name: self._generated[name].facts for name in sorted(generated_needed)})
        known_documents, root = _layer(env.all_docs), env.config.root_doc
        known_documents.register({root: 1} if root not in known_documents else {})
        # The toctrees that name these pages were not read: Sphinx would warn that none does.
        metadata = _layer(env.metadata)
        unlisted = known_documents if self._pages is not None else generated_needed
        metadata.register({name: {**metadata.get(name, {}), "orphan": True} for name in unlisted})
        return missing

    def _referred(self, env: BuildEnvironment) -> set[str] | None:
        """The pages to which the book's pages refer; None (for all) if a reference does not name its page."""
        pages = self._pages
        if pages is None:
            pages = frozenset(env.found_docs - self._generated.keys() - {env.config.root_doc})
        needed: set[str] = set()
        for docname in sorted(pages & env.all_docs.keys()):
            tree = env.get_doctree(docname)
            for listed in tree.findall(addnodes.toctree):
                if self._pages is not None or not self._generated.keys().isdisjoint(listed["includefiles"]):
                    return None
            for target in _references(tree):
                if target is None:
                    return None
                kind, name = target
                try:
                    needed.add(self._addresses.of(kind, name)[0])
                except KeyError:
                    # The object does not exist: Sphinx will report the broken reference.
                    continue
        return needed


def _references(tree: nodes.document) -> Iterator[tuple[str, str] | None]:
    """The kind and name of each reference's target; None for a reference that does not say on which page its target stands."""
    for node in tree.findall(addnodes.pending_xref):
        domain, kind, name = node.get("refdomain"), node.get("reftype"), str(node.get("reftarget"))
        if domain == "hb" and kind in KINDS:
            yield kind, name
        elif domain == "doc":
            yield "doc", name
        elif (domain, kind) == ("std", "doc"):
            yield "doc", docname_join(str(node.get("refdoc")), name)
        else:
            yield None


def _layer(mapping: Any) -> Layered:
    assert isinstance(mapping, Layered)
    return mapping
