"""Writing SVG: escaped text, rounded numbers, links and the frame of a picture."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable
from functools import lru_cache
from xml.sax.saxutils import escape, quoteattr

from handbook.blocks import Figure
from handbook.plain_text import clean

INK, MUTED, ACCENT, BRAND, RULE, PAPER = "#20262b", "#5d666d", "#9a5b00", "#1d4e5f", "#d5cdbb", "#f8f5ee"
#: Average width of a character at font size 1, wide enough for the fonts in use.
EM = 0.56
#: How a link names a document until its address is put in; text never has it, for its quotation marks are escaped.
_LINK = re.compile(r'(?<= href=")doc:([^"?#]*)')


def number(value: float) -> str:
    """A coordinate with at most one decimal, the same on every machine."""
    return f"{round(value, 1):g}"


def _shown(name: str, value: object) -> str:
    said = number(value) if isinstance(value, float | int) else str(value)
    return f" {name.rstrip('_').replace('_', '-')}={quoteattr(said)}"


@lru_cache(maxsize=1 << 14)
def _start(name: str, **attributes: object) -> str:
    """A start tag without its end; kept, because pictures of a kind have the same shapes at the same places."""
    return f"<{name}" + "".join(_shown(k, v) for k, v in attributes.items() if v is not None)


def tag(name: str, content: str | None = None, **attributes: Hashable) -> str:
    """An element; ``class_`` is ``class``, underscores are hyphens, None is left out."""
    begun = _start(name, **attributes)
    return f"{begun}/>" if content is None else f"{begun}>{content}</{name}>"


def words(
    text: str, x: float, y: float, size: float = 12, anchor: str = "start", css: str = "", **more: Hashable
) -> str:
    """Text at a baseline; ``css`` adds classes."""
    fill = {"hb-muted": MUTED, "hb-accent": ACCENT, "hb-brand-text": BRAND, "hb-on-mark": PAPER}.get(css, INK)
    return tag(
        "text", escape(clean(text)), x=x, y=y, font_size=size, text_anchor=anchor if anchor != "start" else None,
        class_=f"hb-ink {css}".strip(), fill=fill, **more,
    )  # fmt: skip


def link(docname: str, inner: str, label: str = "", query: str = "") -> str:
    """A link to a page of the site by its document; ``addressed`` puts the address in."""
    return tag("a", (tag("title", escape(clean(label))) if label else "") + inner, href=f"doc:{docname}{query}")


def addressed(svg: str, address: Callable[[str], str]) -> str:
    """A picture whose links lead where ``address`` says that documents are."""
    return _LINK.sub(lambda match: escape(address(match[1]), {'"': "&quot;"}), svg)


def width(text: str, size: float) -> float:
    """About how wide a text is."""
    return len(text) * size * EM


def wrapped(text: str, size: float, room: float) -> list[str]:
    """A text in lines that fit into ``room``, as it is measured; a word that is longer stands alone, whole."""
    lines: list[str] = []
    for word in text.split():
        if lines and width(f"{lines[-1]} {word}", size) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines or [text]


def stacked(
    lines: Iterable[str], x: float, y: float, size: float, anchor: str = "start", css: str = "", **more: Hashable
) -> str:
    """Lines of text under each other, the first at the baseline ``y``."""
    return "".join(words(line, x, y + 1.15 * size * i, size, anchor, css, **more) for i, line in enumerate(lines))


def picture(name: str, prefix: str, w: float, h: float, title: str, description: str, shapes: Iterable[str]) -> Figure:
    """The whole picture, scalable, with its title and description for screen readers, at ids that begin with ``prefix``."""
    head = tag("title", escape(clean(title)), id=f"{prefix}-title")
    head += tag("desc", escape(clean(description)), id=f"{prefix}-desc")
    svg = tag(
            "svg", head + "\n" + "\n".join(shapes) + "\n", xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {number(w)} {number(h)}",
            width=w, height=h, role="group", aria_labelledby=f"{prefix}-title {prefix}-desc", class_="hb-svg",
            font_family="Source Sans 3, Segoe UI, Helvetica, Arial, sans-serif",
    )  # fmt: skip
    return Figure(name, svg + "\n", clean(f"{title} {description}"))
