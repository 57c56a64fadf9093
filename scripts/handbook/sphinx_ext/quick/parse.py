"""The nodes of a generated page: the part of MyST that our pages use, and nothing beyond it.

``pages.myst`` escapes every ASCII punctuation mark of a text, so that what is not
escaped is ours: headings, containers, lists, fields, spans, roles and data.  Whatever
else is found raises ``Beyond``, and MyST reads the page.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from docutils import nodes
from docutils.nodes import Element
from sphinx import addnodes
from sphinx.environment import BuildEnvironment

from handbook.pages.myst import MARKER
from handbook.sphinx_ext import made
from handbook.sphinx_ext.domain import KINDS, xref

_PUNCTUATION = r"[!-/:-@\[-`{-~]"
#: Text: letters, digits, blanks, marks without meaning within a line, escaped marks, kept blanks.
_TEXT = rf"(?:[^\x00-\x1f!-/:-@\[-`{{-~\x7f]|[,;.()'\"/%+=#?:-]|\\{_PUNCTUATION}|&\#(?:32|58);)+"
_INLINE = re.compile(
    rf"(?P<text>{_TEXT})"
    r"|\{(?P<role>[a-z]+)\}(?P<ticks>`++)(?P<content>.+?)(?P=ticks)"
    r"|(?P<open>\[)(?!\])"
    r"|\](?P<close>\{(?P<classes>\.[A-Za-z][A-Za-z0-9_-]*(?: \.[A-Za-z][A-Za-z0-9_-]*)*)\})(?!\{)"
    r"|<(?P<address>https?://[a-z0-9.-]+(?:/[A-Za-z0-9/._~-]*)?)>"
)
_ESCAPED = re.compile(rf"\\({_PUNCTUATION})|&\#(32|58);")
_HEADING = re.compile(r"(#{1,6}) (.+)")
_TOCTREE = re.compile(r"/?[a-z0-9][a-z0-9/-]*")
_FENCE = re.compile(r"```\{hb:(entry|rows|figure)\}(?: ([a-z0-9 -]+))?")
_COLONS = re.compile(r":::\{(container|hb:statement)\} ([a-z0-9/ -]+)")
_CLASSES = re.compile(r"\{(\.[a-z][a-z0-9-]*(?: \.[a-z][a-z0-9-]*)*)\}")
_FIELD = re.compile(r":((?:[^:\\`{\[<]|\\[^:])+):(?: +(.*))?")
_ITEM = re.compile(r"(- |1\. )(.+)")
#: What the first characters of a line may not be in a paragraph: they begin something else.
_NO_PARAGRAPH = re.compile(r"[ \t]|[-+*=~|>#:%(]|<(?!https?://)|```|\d+[.)]|\{[^a-z]")


class Beyond(Exception):
    """The page has something that only MyST reads."""


def text_of(escaped: str) -> str:
    """Escaped text as it was written."""
    if "\\" not in escaped and "&" not in escaped:
        return escaped
    return _ESCAPED.sub(lambda found: found[1] or chr(int(found[2])), escaped)


class Page:
    """Reads one page into a document."""

    def __init__(self, document: nodes.document, env: BuildEnvironment) -> None:
        self.document, self.env = document, env
        self.source = document["source"]
        #: The headings in order with their levels; and if they are all of text, with no list of pages below one.
        self.headings: list[tuple[int, nodes.section]] = []
        self.plain = True
        #: If it has a picture.
        self.pictured = False

    def read(self, content: str) -> None:
        """Fill the document.

        Raises:
            Beyond: something only MyST reads; the document is of no use then.
        """
        lines = content.split("\n")
        first = lines[0]
        if not first.startswith(MARKER) or "\\" in first or "<" in first or (len(lines) > 1 and lines[1]):
            raise Beyond
        self.document += nodes.comment("", first[1:].strip())
        self._sections(lines)

    def _sections(self, lines: list[str]) -> None:
        """Blocks at the top, each in the section of the last heading."""
        open_sections: list[Element] = [self.document]
        at, end = 1, len(lines)
        while at < end:
            start = at
            while at < end and not lines[at].startswith("#"):
                # A heading may not be looked for within a fence.
                at = self._closing(lines, at) if lines[at].startswith(("```", ":::")) else at + 1
            self._blocks(lines, start, at, open_sections[-1])
            if at < end:
                open_sections = self._heading(lines[at], at + 1, open_sections)
                at += 1
                if at < end and lines[at]:
                    raise Beyond

    def _closing(self, lines: Sequence[str], at: int) -> int:
        """The line after the one that closes a fence."""
        fence = lines[at][:3]
        for number in range(at + 1, len(lines)):
            if lines[number] == fence:
                return number + 1
            if lines[number].startswith(fence):
                break
        raise Beyond

    def _heading(self, line: str, number: int, open_sections: list[Element]) -> list[Element]:
        found = _HEADING.fullmatch(line)
        level = len(found[1]) if found else 0
        if not found or not 0 < level <= len(open_sections):
            raise Beyond
        section, title = nodes.section(), nodes.title()
        section.source = title.source = self.source
        section.line = title.line = number
        self._inline(found[2].strip(), title, number)
        section += title
        parent = open_sections[level - 1]
        parent += section
        section["names"] = [nodes.fully_normalize_name(title.astext())]
        self.document.note_implicit_target(section, section)
        self.headings.append((level, section))
        self.plain = self.plain and all(type(child) is nodes.Text for child in title.children)
        return [*open_sections[:level], section]

    def _blocks(self, lines: Sequence[str], at: int, end: int, parent: Element) -> None:
        while at < end:
            line = lines[at]
            if not line:
                at += 1
            elif line.startswith("```"):
                after = self._closing(lines, at)
                self._data(line, lines[at + 1 : after - 1], parent, at + 1)
                at = after
            elif line.startswith(":::"):
                after = self._closing(lines, at)
                self._box(line, lines, at, after, parent)
                at = after
            elif line.startswith(":"):
                at = self._fields(lines, at, end, parent)
            elif line.startswith("{.") or _ITEM.match(line):
                at = self._list(lines, at, end, parent)
            else:
                if _NO_PARAGRAPH.match(line) or (at + 1 < end and lines[at + 1]):
                    raise Beyond
                parent += self._paragraph(line, at + 1)
                at += 1

    def _box(self, line: str, lines: Sequence[str], at: int, after: int, parent: Element) -> None:
        found = _COLONS.fullmatch(line)
        if not found or lines[at + 1] or lines[after - 2]:
            raise Beyond
        if found[1] == "container":
            box = nodes.container("", classes=found[2].split())
            box.source, box.line = self.source, at + 1
            parent += box
        else:
            box = made.statement(self.env, self.document, found[2], (self.source, at + 1))
            parent += box
        self._blocks(lines, at + 1, after - 1, box)

    def _data(self, line: str, content: Sequence[str], parent: Element, number: int) -> None:
        if line == "```{toctree}":
            parent += self._toctree(content, number)
            return
        found = _FENCE.fullmatch(line)
        arguments = (found[2] or "").split() if found else []
        try:
            rows = [json.loads(row) for row in content]
        except ValueError as error:
            raise Beyond from error
        if not found or not all(isinstance(row, dict) for row in rows):
            raise Beyond
        place = (self.source, number)
        if found[1] == "entry" and len(arguments) == 2 and arguments[0] in KINDS:
            parent += made.entry(self.env, self.document, arguments[0], arguments[1], rows)
        elif found[1] == "rows" and len(arguments) == 1 and arguments[0] in KINDS:
            parent += made.rows(self.env, arguments[0], rows, place)
        elif found[1] == "figure" and len(arguments) == 1 and not content:
            self.pictured = True
            try:
                parent += made.figure(self.env, arguments[0])
            except ValueError as error:
                raise Beyond from error
        else:
            raise Beyond

    def _toctree(self, content: Sequence[str], number: int) -> nodes.compound:
        """A hidden list of pages below the folder of this one."""
        if list(content[:2]) != [":hidden:", ""]:
            raise Beyond
        folder = self.env.docname.rpartition("/")[0]
        here = f"{folder}/" if folder else ""
        pages = [name[1:] if name.startswith("/") else here + name for name in content[2:]]
        if not pages or not all(_TOCTREE.fullmatch(name) for name in content[2:]):
            raise Beyond
        if len(set(pages)) != len(pages) or not self.env.found_docs.issuperset(pages):
            # Sphinx has messages for these.
            raise Beyond
        tree = addnodes.toctree(
            parent=self.env.docname, entries=[(None, name) for name in pages], includefiles=pages, maxdepth=-1,
            caption=None, glob=False, hidden=True, includehidden=False, numbered=0, titlesonly=False, rawentries=[],
        )  # fmt: skip
        tree.source, tree.line = self.source, number
        wrapper = nodes.compound(classes=["toctree-wrapper"])
        wrapper += tree
        self.plain = False
        return wrapper

    def _fields(self, lines: Sequence[str], at: int, end: int, parent: Element) -> int:
        made_list = nodes.field_list(classes=["myst", "field-list"])
        made_list.source, made_list.line = self.source, at + 1
        parent += made_list
        while at < end and lines[at]:
            found = _FIELD.fullmatch(lines[at])
            if not found or found[1] != found[1].strip():
                raise Beyond
            name, body = nodes.field_name(), nodes.field_body()
            self._inline(found[1], name, at + 1)
            field = nodes.field("", name, body)
            for node in (field, name, body):
                node.source, node.line = self.source, at + 1
            made_list += field
            at += 1
            if found[2]:
                if _NO_PARAGRAPH.match(found[2]):
                    raise Beyond
                body += self._paragraph(found[2], at)
            else:
                items = []
                while at < end and lines[at].startswith("  - "):
                    items.append((lines[at][4:], at + 1))
                    at += 1
                body += self._items(nodes.bullet_list(bullet="-"), items)
        # After a blank line the list would go on.
        if at + 1 < end and _FIELD.match(lines[at + 1]):
            raise Beyond
        return at

    def _list(self, lines: Sequence[str], at: int, end: int, parent: Element) -> int:
        classes = []
        found = _CLASSES.fullmatch(lines[at])
        if found:
            classes = [name[1:] for name in found[1].split()]
            at += 1
        elif lines[at].startswith("{"):
            raise Beyond
        if found and at < end and not _ITEM.match(lines[at]):
            if _NO_PARAGRAPH.match(lines[at]) or not lines[at] or (at + 1 < end and lines[at + 1]):
                raise Beyond
            paragraph = self._paragraph(lines[at], at + 1)
            paragraph["classes"] = classes
            parent += paragraph
            return at + 1
        items, marks = [], set()
        while at < end and lines[at]:
            item = _ITEM.fullmatch(lines[at])
            if not item:
                raise Beyond
            marks.add(item[1])
            items.append((item[2], at + 1))
            at += 1
        if len(marks) != 1:
            raise Beyond
        made_list: Element = (
            nodes.bullet_list(bullet="-")
            if marks == {"- "}
            else nodes.enumerated_list(enumtype="arabic", prefix="", suffix=".")
        )
        made_list["classes"] = classes
        parent += self._items(made_list, items)
        # A blank line between two items would make one list of two.
        if at + 1 < end and _ITEM.match(lines[at + 1]):
            raise Beyond
        return at

    def _items(self, made_list: Element, items: Sequence[tuple[str, int]]) -> Element:
        if not items:
            raise Beyond
        made_list.source, made_list.line = self.source, items[0][1]
        only_links = True
        for content, number in items:
            if _NO_PARAGRAPH.match(content):
                raise Beyond
            paragraph = self._paragraph(content, number)
            only_links = only_links and len(paragraph) == 1 and isinstance(paragraph[0], addnodes.pending_xref)
            item = nodes.list_item("", paragraph)
            item.source, item.line = self.source, number
            made_list += item
        if only_links:
            # Sphinx sets such a list closer; leave that to it.
            raise Beyond
        return made_list

    def _paragraph(self, line: str, number: int) -> Element:
        paragraph = nodes.paragraph()
        paragraph.source, paragraph.line = self.source, number
        self._inline(line.strip(), paragraph, number)
        return paragraph

    def _inline(self, line: str, parent: Element, number: int) -> None:
        """Append the nodes of one line to ``parent``."""
        opened: list[Element] = [parent]
        at = 0
        for found in _INLINE.finditer(line):
            if found.start() != at:
                raise Beyond
            at = found.end()
            kind = found.lastgroup
            if kind == "text":
                opened[-1] += nodes.Text(text_of(found["text"]))
            elif kind == "content":
                link = xref(found["role"], found["content"].strip(), self.env.docname)
                if found["role"] not in KINDS or link is None:
                    raise Beyond
                link.source, link.line = self.source, number
                opened[-1] += link
            elif kind == "open":
                span = nodes.inline()
                span.source, span.line = self.source, number
                opened[-1] += span
                opened.append(span)
            elif kind == "address":
                opened[-1] += self._address(found["address"], number)
            else:
                if len(opened) == 1:
                    raise Beyond
                opened.pop()["classes"] = [name[1:] for name in found["classes"].split()]
        if at != len(line) or len(opened) != 1:
            raise Beyond

    def _address(self, address: str, number: int) -> Element:
        link = nodes.reference("", "", nodes.Text(address), refuri=address)
        link.source, link.line = self.source, number
        return link
