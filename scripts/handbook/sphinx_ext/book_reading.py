"""What Sphinx reads for a book that names its hand-written pages: those, and what they refer to.

A site has all pages; a book has a few of those that people write, and everything else is made of
the corpus.  So of a generated page Sphinx learns what it declares only if a page of the book refers
to it, and of a hand-written page that is in no book nothing is read.  A reference that does not say on which
page its target stands (a label, a term), or a list of pages, has everything read and told.
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
    """The reading of one book: the names of its hand-written ``pages``, and the generated ones of the handbook."""

    def __init__(
        self, pages: frozenset[str], generated: Mapping[str, Planned], addresses: Addresses, told: Told
    ) -> None:
        self.pages, self._generated, self._addresses, self._told = pages, generated, addresses, told

    def begin(self, env: BuildEnvironment) -> None:
        """Before anything is read: Sphinx insists on the home page."""
        self._told.tell({})
        _layer(env.all_docs).tell({env.config.root_doc: 1})

    def wants(self, env: BuildEnvironment, docname: str) -> bool:
        """Whether a page that changed is read: the book has it, or something was read of it before."""
        known = _layer(env.all_docs)
        return docname in self.pages or (docname in known and docname not in known.told)

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
        known = _layer(env.all_docs)
        known.tell({env.config.root_doc: 1} if env.config.root_doc not in known else {})
        # No list of pages was read that has them, which Sphinx would miss.
        metadata = _layer(env.metadata)
        metadata.tell({name: {**metadata.get(name, {}), "orphan": True} for name in known})
        return missing

    def _referred(self, env: BuildEnvironment) -> set[str] | None:
        """The pages to which those of the book refer; None if they have a reference that names no page."""
        needed: set[str] = set()
        for docname in sorted(self.pages & env.all_docs.keys()):
            for target in _references(env.get_doctree(docname)):
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
    for node in tree.findall(lambda n: isinstance(n, addnodes.pending_xref | addnodes.toctree)):
        if isinstance(node, addnodes.toctree):
            yield None
            continue
        assert isinstance(node, addnodes.pending_xref)
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
