"""The table of contents of a page as HTML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from handbook.page_facts import Headed
from handbook.render.html_tags import attribute, encode, tag

#: The numbers of sections, by ``#`` and anchor; that of the page itself by an empty string.
SectionNumbers = Mapping[str, tuple[int, ...]]


def contents(headings: Sequence[Headed], numbers: SectionNumbers | None = None) -> str:
    """The table of contents of a page: its headings, with their ``numbers`` if they have any; the first stands for the page itself."""
    out: list[str] = []
    depth = 0
    for number, (level, anchor, text, lang) in enumerate(headings):
        out.append("<ul>\n" if level > depth else "</li>\n" + "</ul>\n</li>\n" * (depth - level))
        depth = level
        href = f"#{attribute(anchor)}" if number else "#"
        number_text = counted((numbers or {}).get(f"#{anchor}" if number else ""))
        words = f"{tag('span', (), '', lang, False)}{encode(text)}</span>" if lang else encode(text)
        out.append(f'<li><a class="reference internal" href="{href}">{number_text}{words}</a>')
    return "".join(out) + "</li>\n</ul>\n" * depth


def counted(number: tuple[int, ...] | None) -> str:
    """The number of a section before its heading; empty if it has none."""
    return f"{'.'.join(map(str, number))}. " if number else ""
