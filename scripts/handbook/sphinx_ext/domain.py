"""The domain ``hb``: actors, agreements, events, topics, sources and statements.

Every object is also a standard label (``actor-sergey-lavrov``,
``statement-klomegah-2024-3a``), because a project without this extension can
resolve labels but not our object types.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from typing import Any, ClassVar, NamedTuple

from docutils import nodes
from docutils.nodes import Element, Node, system_message
from sphinx import addnodes
from sphinx.builders import Builder
from sphinx.domains import Domain, ObjType
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxRole
from sphinx.util.nodes import make_refnode

KINDS = ("actor", "agreement", "event", "topic", "source", "statement")
_EXPLICIT = re.compile(r"(?P<text>.+) <(?P<target>[a-z0-9/-]+)>", re.S)
_TARGET = re.compile(r"[a-z0-9/-]+")


class Object(NamedTuple):
    """Where an object stands and how it is called."""

    docname: str
    anchor: str
    name: str


class HandbookRole(SphinxRole):
    """``{actor}`sergey-lavrov``` or ``{actor}`Lavrov <sergey-lavrov>```; the text is never parsed."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        # A text that begins or ends with a backtick is padded in the source.
        node = xref(self.name.rpartition(":")[2], self.text.strip(), self.env.docname)
        if node is None:
            message = self.inliner.reporter.error(
                f"{self.name}: '{self.text}' is not an id or 'text <id>'", line=self.lineno
            )
            return [self.inliner.problematic(self.rawtext, self.rawtext, message)], [message]
        self.set_source_info(node)
        return [node], []


def reference(content: str) -> tuple[str, str] | None:
    """Text (or nothing) and id of ``id`` or ``text <id>``; None if it is neither."""
    if found := _EXPLICIT.fullmatch(content):
        return found["text"], found["target"]
    return ("", content) if _TARGET.fullmatch(content) else None


def xref(kind: str, content: str, docname: str) -> addnodes.pending_xref | None:
    """The reference that ``id`` or ``text <id>`` stands for; nothing if it is neither."""
    found = reference(content)
    if found is None:
        return None
    text, target = found
    node = addnodes.pending_xref(
        "", refdomain="hb", reftype=kind, reftarget=target, refexplicit=bool(text), refdoc=docname, refwarn=True
    )
    node += nodes.inline("", text or target, classes=["hb-link", f"hb-link-{kind}"])
    return node


class HandbookDomain(Domain):
    """Objects of the handbook; plain values only, so that it pickles small."""

    name = "hb"
    label = "Handbook"
    object_types: ClassVar[dict[str, ObjType]] = {kind: ObjType(kind, kind) for kind in KINDS}
    roles: ClassVar[dict[str, Any]] = {kind: HandbookRole() for kind in KINDS}
    initial_data: ClassVar[dict[str, Any]] = {
        "objects": {}, "in_doc": {}, "quick": set(), "pressed": set(),
    }  # fmt: skip
    data_version = 4

    @property
    def objects(self) -> dict[tuple[str, str], Object]:
        objects: dict[tuple[str, str], Object] = self.data["objects"]
        return objects

    @property
    def quick(self) -> set[str]:
        """The documents that were read the short way."""
        quick: set[str] = self.data["quick"]
        return quick

    @property
    def pressed(self) -> set[str]:
        """Those of them that are kept pressed."""
        pressed: set[str] = self.data["pressed"]
        return pressed

    def note(self, kind: str, target: str, name: str, anchor: str, docname: str = "") -> None:
        """Record an object of a document (the current one), here and as a standard label."""
        docname = docname or self.env.docname
        self.objects[kind, target] = Object(docname, anchor, name)
        # By document too: looking through all objects for each page that is read would be quadratic.
        self.data["in_doc"].setdefault(docname, []).append((kind, target))
        label = f"{kind}-{target.replace('/', '-')}"
        self.env.domains.standard_domain.note_hyperlink_target(label, docname, anchor, name)

    def clear_doc(self, docname: str) -> None:
        self.quick.discard(docname)
        self.pressed.discard(docname)
        for key in self.data["in_doc"].pop(docname, ()):
            if key in self.objects and self.objects[key].docname == docname:
                del self.objects[key]

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        self.objects.update({k: o for k, o in otherdata["objects"].items() if o.docname in docnames})
        self.quick.update(otherdata["quick"] & docnames)
        self.pressed.update(otherdata["pressed"] & docnames)
        self.data["in_doc"].update({doc: keys for doc, keys in otherdata["in_doc"].items() if doc in docnames})

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: addnodes.pending_xref,
        contnode: Element,
    ) -> nodes.reference | None:
        found = self.objects.get((typ, target))
        if found is None:
            return None
        content = (
            contnode if node["refexplicit"] else nodes.inline("", found.name, classes=["hb-link", f"hb-link-{typ}"])
        )
        return make_refnode(builder, fromdocname, found.docname, found.anchor, content, None)

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: addnodes.pending_xref,
        contnode: Element,
    ) -> list[tuple[str, nodes.reference]]:
        made = []
        for kind in KINDS:
            reference = self.resolve_xref(env, fromdocname, builder, kind, target, node, contnode)
            if reference is not None:
                made.append((f"hb:{kind}", reference))
        return made

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        for (kind, target), found in self.objects.items():
            yield target, found.name, kind, found.docname, found.anchor, 1 if kind != "statement" else 2

    def get_full_qualified_name(self, node: Element) -> str | None:
        return f"{node.get('reftype')}-{node.get('reftarget')}" if node.get("reftarget") else None


def domain_of(env: BuildEnvironment) -> HandbookDomain:
    domain = env.get_domain("hb")
    assert isinstance(domain, HandbookDomain)
    return domain


def index_entries(names: Iterable[str], anchor: str) -> list[tuple[str, str, str, str, None]]:
    """Index entries for names; Sphinx splits an entry at a semicolon, so none is left in."""
    return [("single", name.replace(";", ","), anchor, "", None) for name in names]
