"""What Sphinx reads and is told for a book: its hand-written pages, and what they refer to.

A site has all pages; a book has some of those that people write, and everything else is made of
the corpus.  So of a generated page Sphinx learns what it declares only if a page of the book refers
to it, and of a hand-written page that is in no book nothing is read.  A reference that does not say on which
page its target stands (a label, a term), or a list of generated pages, has everything read and told.
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
from handbook.sphinx_ext.domain import KINDS
from handbook.sphinx_ext.told import Layered, Told


class BookReading:
    """The reading of one book: the names of its hand-written ``pages`` (None: all but the home page), and the generated ones of the handbook."""

    def __init__(
        self, pages: frozenset[str] | None, generated: Mapping[str, Planned], addresses: Addresses, told: Told
    ) -> None:
        self._pages, self._generated, self._addresses, self._told = pages, generated, addresses, told

    def begin(self, env: BuildEnvironment) -> None:
        """Before anything is read: Sphinx insists on the home page, which only a book of all pages reads, for their order."""
        self._told.tell({})
        if self._pages is not None:
            _layer(env.all_docs).tell({env.config.root_doc: 1})

    def wants(self, env: BuildEnvironment, docname: str) -> bool:
        """Whether a page that changed is read: the book has it, or something was read of it before."""
        known = _layer(env.all_docs)
        return self._pages is None or docname in self._pages or (docname in known and docname not in known.told)

    def complete(self, env: BuildEnvironment, read: Callable[[list[str]], None]) -> list[str]:
        """After the pages of the book were read: ``read`` those that they refer to, tell of generated ones, and return the names of the first."""
        known = _layer(env.all_docs)
        needed = self._referred(env)
        written = env.found_docs - self._generated.keys()
        further = written if needed is None else needed & written
        told = set(self._generated) if needed is None else needed & self._generated.keys()
        missing = sorted(name for name in further if name not in known or name in known.told)
        # Withdrawn first: what is read is stored, what is told is not.
        self._told.tell({})
        read(missing)
        self._told.tell({name: self._generated[name].facts for name in sorted(told)})
        known, root = _layer(env.all_docs), env.config.root_doc
        known.tell({root: 1} if root not in known else {})
        # The lists of pages that have these were not read, which Sphinx would miss.
        metadata = _layer(env.metadata)
        unlisted = known if self._pages is not None else told
        metadata.tell({name: {**metadata.get(name, {}), "orphan": True} for name in unlisted})
        return missing

    def _referred(self, env: BuildEnvironment) -> set[str] | None:
        """The pages to which those of the book refer; None if they have a reference that names no page."""
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
                    # A claim of no entry: the reference will be found to lead nowhere.
                    continue
        return needed


def _references(tree: nodes.document) -> Iterator[tuple[str, str] | None]:
    """The kind and name of what each reference is about; None for one that does not say where its target stands."""
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
