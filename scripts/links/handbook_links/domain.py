"""The roles ``hb:actor`` and its like: what they name is looked up in the inventory of the handbook, by intersphinx."""

from __future__ import annotations

from typing import Any, ClassVar

from docutils import nodes
from sphinx.domains import Domain, ObjType
from sphinx.roles import XRefRole

#: Kinds of objects in the inventory of every handbook.
KINDS = ("actor", "agreement", "event", "topic", "source", "statement", "claim")


class HandbookDomain(Domain):
    """A domain without objects of its own."""

    name = "hb"
    label = "Handbook"
    object_types: ClassVar[dict[str, ObjType]] = {kind: ObjType(kind, kind) for kind in KINDS}
    roles: ClassVar[dict[str, Any]] = {
        kind: XRefRole(innernodeclass=nodes.inline, warn_dangling=True) for kind in KINDS
    }

    def merge_domaindata(self, docnames: Any, otherdata: dict[str, Any]) -> None:
        """Nothing: there are no objects."""
