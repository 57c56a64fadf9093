"""The part of MyST that our pages use, read line by line, and nothing beyond it.

``pages.myst`` escapes every ASCII punctuation mark of a text, so that what is not
escaped is ours: headings, containers, lists, fields, spans, roles and data.  Whatever
else is found raises ``Beyond``, and MyST reads the page.  What is found is told to a
``Maker``: ``tree`` makes nodes of it, ``press`` makes HTML.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import lru_cache

from handbook.pages.myst import MARKER
from handbook.sphinx_ext.domain import KINDS
from handbook.sphinx_ext.quick.maker import Beyond, Maker

_PUNCTUATION = r"[!-/:-@\[-`{-~]"
#: Text: letters, digits, blanks, marks without meaning within a line, escaped marks, kept blanks.
_TEXT = rf"(?:[^\x00-\x1f!$&*<>@\[-`{{-~\x7f]++|\\{_PUNCTUATION}|&\#(?:32|58);)+"
_INLINE = re.compile(
    rf"(?P<text>{_TEXT})"
    r"|\{(?P<role>[a-z]+)\}(?P<ticks>`++)(?P<content>.+?)(?P=ticks)"
    r"|(?P<open>\[)(?!\])"
    r"|\](?P<close>\{(?P<classes>\.[A-Za-z][A-Za-z0-9_-]*(?: \.[A-Za-z][A-Za-z0-9_-]*)*)\})(?!\{)"
    r"|<(?P<address>https?://[a-z0-9.-]+(?:/[A-Za-z0-9/._~-]*)?)>"
    r"|(?P<other>.)"
)
_ESCAPED = re.compile(rf"\\({_PUNCTUATION})|&\#(32|58);")
_MARK = re.compile(rf"\\({_PUNCTUATION})")
_HEADING = re.compile(r"(#{1,6}) (.+)")
#: The name of a heading, which is its anchor too.
_LABEL = re.compile(r"\(([a-z][a-z0-9]*(?:-[a-z0-9]+)*)\)=")
_TOCTREE = re.compile(r"/?[a-z0-9][a-z0-9/-]*")
_FENCE = re.compile(r"```\{hb:(entry|rows|figure)\}(?: ([a-z0-9 -]+))?")
_COLONS = re.compile(r":::\{(container|hb:statement)\} ([a-z0-9/ -]+)")
_CLASSES = re.compile(r"\{(\.[a-z][a-z0-9-]*(?: \.[a-z][a-z0-9-]*)*)\}")
_FIELD = re.compile(r":((?:[^:\\`{\[<]|\\[^:])+):(?: +(.*))?")
_ITEM = re.compile(r"(- |1\. )(.+)")
#: What the first characters of a line may not be in a paragraph: they begin something else.
_NO_PARAGRAPH = re.compile(r"[ \t]|[-+*=~|>#:%(]|<(?!https?://)|```|\d+[.)]|\{[^a-z]")

#: And in a term of a glossary, anywhere: what Sphinx takes for a comment or a classifier, and what is no term.
_NO_TERM = re.compile(r"$|\s|\.\. |.* : |[-+*=~|>#:%(]|```|\d+[.)]|.*\s$")


@lru_cache(1 << 14)
def text_of(escaped: str) -> str:
    """Escaped text as it was written."""
    if "&" not in escaped:
        return _MARK.sub(r"\1", escaped) if "\\" in escaped else escaped
    return _ESCAPED.sub(lambda found: found[1] or chr(int(found[2])), escaped)


class Reader:
    """Reads one page and tells ``maker`` of it."""

    def __init__(self, maker: Maker) -> None:
        self.maker = maker

    def read(self, content: str) -> None:
        """Go through the page.

        Raises:
            Beyond: something only MyST reads; what was made is of no use then.
        """
        lines = content.split("\n")
        first = lines[0]
        if not first.startswith(MARKER) or "\\" in first or "<" in first or (len(lines) > 1 and lines[1]):
            raise Beyond
        self.maker.comment(first[1:].strip())
        self._sections(lines)

    def _sections(self, lines: list[str]) -> None:
        """Blocks at the top, each in the section of the last heading."""
        depth = 0
        at, end = 1, len(lines)
        while at < end:
            start = at
            while at < end and not lines[at].startswith("#"):
                # A heading may not be looked for within a fence.
                at = self._closing(lines, at) if lines[at].startswith(("```", ":::")) else at + 1
            label = _LABEL.fullmatch(lines[at - 1]) if start < at < end else None
            if label and lines[at - 2]:
                raise Beyond
            self._blocks(lines, start, at - bool(label))
            if label:
                self.maker.label(label[1], at)
            if at < end:
                depth = self._heading(lines[at], at + 1, depth)
                at += 1
                if at < end and lines[at]:
                    raise Beyond
        for _ in range(depth):
            self.maker.end_section()

    def _closing(self, lines: Sequence[str], at: int) -> int:
        """The line after the one that closes a fence."""
        fence = lines[at][:3]
        for number in range(at + 1, len(lines)):
            if lines[number] == fence:
                return number + 1
            if lines[number].startswith(fence):
                break
        raise Beyond

    def _heading(self, line: str, number: int, depth: int) -> int:
        found = _HEADING.fullmatch(line)
        level = len(found[1]) if found else 0
        if not found or not 0 < level <= depth + 1:
            raise Beyond
        for _ in range(depth + 1 - level):
            self.maker.end_section()
        self.maker.begin_title(level, number)
        self._inline(found[2].strip(), number)
        self.maker.end_title()
        return level

    def _blocks(self, lines: Sequence[str], at: int, end: int) -> None:
        while at < end:
            line = lines[at]
            if not line:
                at += 1
            elif line.startswith("```"):
                after = self._closing(lines, at)
                self._data(line, lines[at + 1 : after - 1], at + 1)
                at = after
            elif line.startswith(":::"):
                after = self._closing(lines, at)
                self._box(line, lines, at, after)
                at = after
            elif line.startswith(":"):
                at = self._fields(lines, at, end)
            elif line.startswith("{.") or _ITEM.match(line):
                at = self._list(lines, at, end)
            else:
                if _NO_PARAGRAPH.match(line) or (at + 1 < end and lines[at + 1]):
                    raise Beyond
                self._paragraph(line, at + 1)
                at += 1

    def _box(self, line: str, lines: Sequence[str], at: int, after: int) -> None:
        found = _COLONS.fullmatch(line)
        if not found or lines[at + 1] or lines[after - 2]:
            raise Beyond
        if found[1] == "container":
            self.maker.begin_box(found[2].split(), at + 1)
        else:
            self.maker.begin_statement(found[2], at + 1)
        self._blocks(lines, at + 1, after - 1)
        self.maker.end_box()

    def _data(self, line: str, content: Sequence[str], number: int) -> None:
        if line == "```{toctree}":
            if list(content[:2]) != [":hidden:", ""] or not all(_TOCTREE.fullmatch(name) for name in content[2:]):
                raise Beyond
            self.maker.toctree(content[2:], number)
            return
        if line == "```{glossary}":
            self._glossary(content, number)
            return
        found = _FENCE.fullmatch(line)
        arguments = (found[2] or "").split() if found else []
        try:
            rows = [json.loads(row) for row in content]
        except ValueError as error:
            raise Beyond from error
        if not found or not all(isinstance(row, dict) for row in rows):
            raise Beyond
        if found[1] == "entry" and len(arguments) == 2 and arguments[0] in KINDS:
            self.maker.entry(arguments[0], arguments[1], rows, number)
        elif found[1] == "rows" and len(arguments) == 1 and arguments[0] in KINDS:
            self.maker.rows(arguments[0], rows, number)
        elif found[1] == "figure" and len(arguments) == 1 and not content:
            self.maker.figure(arguments[0], number)
        else:
            raise Beyond

    def _glossary(self, content: Sequence[str], number: int) -> None:
        """Terms, each with a definition of one line and a blank line after it."""
        if not content or len(content) % 3:
            raise Beyond
        maker = self.maker
        maker.begin_glossary(number)
        for at in range(0, len(content), 3):
            term, definition, blank = content[at : at + 3]
            said = definition[2:]
            if (
                blank
                or _NO_TERM.match(term)
                or not definition.startswith("  ")
                or not said
                or _NO_PARAGRAPH.match(said)
            ):
                raise Beyond
            maker.begin_term(number + at + 1)
            self._inline(term, number + at + 1)
            maker.end_term()
            self._paragraph(said, number + at + 2)
            maker.end_definition()
        maker.end_glossary()

    def _fields(self, lines: Sequence[str], at: int, end: int) -> int:
        maker = self.maker
        maker.begin_fields(at + 1)
        while at < end and lines[at]:
            found = _FIELD.fullmatch(lines[at])
            if not found or found[1] != found[1].strip():
                raise Beyond
            at += 1
            maker.begin_field(at)
            self._inline(found[1], at)
            maker.end_name()
            if found[2]:
                if _NO_PARAGRAPH.match(found[2]):
                    raise Beyond
                self._paragraph(found[2], at)
            else:
                items = []
                while at < end and lines[at].startswith("  - "):
                    items.append((lines[at][4:], at + 1))
                    at += 1
                self._items(items)
            maker.end_field()
        maker.end_fields()
        # After a blank line the list would go on.
        if at + 1 < end and _FIELD.match(lines[at + 1]):
            raise Beyond
        return at

    def _list(self, lines: Sequence[str], at: int, end: int) -> int:
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
            self._paragraph(lines[at], at + 1, classes)
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
        self._items(items, marks != {"- "}, classes)
        # A blank line between two items would make one list of two.
        if at + 1 < end and _ITEM.match(lines[at + 1]):
            raise Beyond
        return at

    def _items(self, items: Sequence[tuple[str, int]], ordered: bool = False, classes: Sequence[str] = ()) -> None:
        if not items:
            raise Beyond
        maker = self.maker
        maker.begin_list(ordered, classes, items[0][1])
        only_links = True
        for content, number in items:
            if _NO_PARAGRAPH.match(content):
                raise Beyond
            maker.begin_item(number)
            only_links = self._paragraph(content, number, alone=True) and only_links
            maker.end_item()
        if only_links:
            # Sphinx sets such a list closer; leave that to it.
            raise Beyond
        maker.end_list()

    def _paragraph(self, line: str, number: int, classes: Sequence[str] = (), *, alone: bool = False) -> bool:
        """One paragraph, which stands ``alone`` in an item or does not; True if it is a link and nothing else."""
        self.maker.begin_paragraph(classes, number)
        link = self._inline(line.strip(), number)
        self.maker.end_paragraph(alone)
        return link

    def _inline(self, line: str, number: int) -> bool:
        """What stands in one line; True if that is a link and nothing else."""
        maker, opened, links = self.maker, 0, 0
        found = _INLINE.findall(line)
        for text, role, _ticks, content, begun, _close, classes, address, _other in found:
            if text:
                maker.text(text_of(text))
            elif role:
                if role not in KINDS:
                    raise Beyond
                links += 1
                maker.link(role, content.strip(), number)
            elif begun:
                opened += 1
                maker.begin_span(number)
            elif classes:
                if not opened:
                    raise Beyond
                opened -= 1
                maker.end_span(_classes(classes))
            elif address:
                maker.address(address, number)
            else:
                raise Beyond
        if opened:
            raise Beyond
        return len(found) == links == 1


@lru_cache(1 << 10)
def _classes(written: str) -> tuple[str, ...]:
    """The classes of ``.one .other``."""
    return tuple(name[1:] for name in written.split())
