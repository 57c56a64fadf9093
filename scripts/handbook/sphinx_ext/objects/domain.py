"""The domain ``hb``: actors, agreements, events, topics, sources, statements and claims.

Every object is also a standard label (``actor-ann-example``,
``statement-gazette-2024-3a``), because a project without this extension can
resolve labels but not our object types.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Generator, Iterator, Set
from typing import Any, ClassVar, NamedTuple

from docutils import nodes
from docutils.nodes import Element, Node, system_message
from sphinx import addnodes
from sphinx.builders import Builder
from sphinx.domains import Domain, ObjType
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxRole
from sphinx.util.nodes import make_refnode

from handbook.anchors import ENTRY_ANCHOR

KINDS = ("actor", "agreement", "event", "topic", "source", "statement", "claim")
_EXPLICIT = re.compile(r"(?P<text>.+) <(?P<target>[a-z0-9/#-]+)>", re.S)
_TARGET = re.compile(r"[a-z0-9/#-]+")


class Object(NamedTuple):
    """The page and anchor of an object, and its name."""

    docname: str
    anchor: str
    name: str


class HandbookRole(SphinxRole):
    """``{actor}`ann-example``` or ``{actor}`Example <ann-example>```; the text is never parsed."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        # A text that begins or ends with a backtick is padded in the source.
        content = self.text.strip()
        explicit = _EXPLICIT.fullmatch(content)
        if not explicit and not _TARGET.fullmatch(content):
            message = self.inliner.reporter.error(
                f"{self.name}: '{self.text}' is not an id or 'text <id>'", line=self.lineno
            )
            return [self.inliner.problematic(self.rawtext, self.rawtext, message)], [message]
        kind = self.name.rpartition(":")[2]
        text, target = (explicit["text"], explicit["target"]) if explicit else ("", content)
        node = addnodes.pending_xref(
            "", nodes.inline("", text or target, classes=["hb-link", f"hb-link-{kind}"]), refdomain="hb", reftype=kind,
            reftarget=target, refexplicit=bool(text), refdoc=self.env.docname, refwarn=True,
        )  # fmt: skip
        self.set_source_info(node)
        return [node], []


class HandbookDomain(Domain):
    """The objects of the handbook, as plain values only, so that the pickled environment is small."""

    name = "hb"
    label = "Handbook"
    object_types: ClassVar[dict[str, ObjType]] = {kind: ObjType(kind, kind) for kind in KINDS}
    roles: ClassVar[dict[str, Any]] = {kind: HandbookRole() for kind in KINDS}
    initial_data: ClassVar[dict[str, Any]] = {"objects": {}}
    data_version = 5
    #: The running build, which directives ask for generated content.
    build: Any = None
    _as_found = False

    @property
    def objects(self) -> dict[tuple[str, str], Object]:
        objects: dict[tuple[str, str], Object] = self.data["objects"]
        return objects

    def note(self, kind: str, target: str, name: str, anchor: str, docname: str = "") -> None:
        """Record an object of a document (default: the current one) in this domain and as a standard label."""
        docname = docname or self.env.docname
        self.objects[kind, target] = Object(docname, anchor, name)
        label = f"{kind}-{target.replace('/', '-').replace('#', '--')}"
        self.env.domains.standard_domain.note_hyperlink_target(label, docname, anchor, name)

    def clear_doc(self, docname: str) -> None:
        for key in [key for key, obj in self.objects.items() if obj.docname == docname]:
            del self.objects[key]

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        self.objects.update({k: o for k, o in otherdata["objects"].items() if o.docname in docnames})

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
        obj = self.objects.get((typ, target))
        if obj is None:
            return None
        content = contnode if node["refexplicit"] else nodes.inline("", obj.name, classes=["hb-link", f"hb-link-{typ}"])
        return make_refnode(builder, fromdocname, obj.docname, obj.anchor, content, None)

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: addnodes.pending_xref,
        contnode: Element,
    ) -> list[tuple[str, nodes.reference]]:
        references = []
        for kind in KINDS:
            reference = self.resolve_xref(env, fromdocname, builder, kind, target, node, contnode)
            if reference is not None:
                references.append((f"hb:{kind}", reference))
        return references

    @contextlib.contextmanager
    def as_found(self) -> Generator[None]:
        """Context manager in which ``get_objects`` lists objects under their names, each with an anchor, for Sphinx's search.

        Outside it, for the inventory, objects have their ids as names, and a page's own entry has no anchor.
        """
        self._as_found = True
        try:
            yield
        finally:
            self._as_found = False

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        for (kind, target), obj in self.objects.items():
            name, anchor = (obj.name, obj.anchor or ENTRY_ANCHOR) if self._as_found else (target, obj.anchor)
            yield name, obj.name, kind, obj.docname, anchor, 2 if kind in ("statement", "claim") else 1

    def get_full_qualified_name(self, node: Element) -> str | None:
        return f"{node.get('reftype')}-{node.get('reftarget')}" if node.get("reftarget") else None


def domain_of(env: BuildEnvironment) -> HandbookDomain:
    domain = env.get_domain("hb")
    assert isinstance(domain, HandbookDomain)
    return domain
