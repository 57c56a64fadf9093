"""Write SVG: escaped text, rounded numbers, links and the frame of a picture."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable
from functools import lru_cache
from typing import NamedTuple

from handbook.blocks import Figure
from handbook.plain_text import clean

INK, MUTED, ACCENT, BRAND, RULE, PAPER = "#20262b", "#5d666d", "#9a5b00", "#1d4e5f", "#d5cdbb", "#f8f5ee"
#: The average width of a character at font size 1, wide enough for the fonts in use.
EM = 0.56
#: A link's document before its address is inserted; text cannot contain this, since its quotation marks are escaped.
_LINK = re.compile(r'(?<= href=")doc:([^"?#]*)')


class Drawing(NamedTuple):
    """One form of a picture: its size in pixels, its shapes, and classes for the style sheet and the script."""

    width: float
    height: float
    shapes: tuple[str, ...]
    classes: str = ""


class Words(NamedTuple):
    """The words of a picture: title, description, and the finding that stands above it."""

    title: str
    description: str
    finding: str = ""


@lru_cache(1 << 16)
def escaped(text: str) -> str:
    """Outside text as the content of an element; cached, because names recur in many pictures."""
    return escape(clean(text))


def number(value: float) -> str:
    """A coordinate with at most one decimal, the same on every machine."""
    return f"{round(value, 1):g}"


def escape(words_within: str) -> str:
    """Text escaped for SVG.  The standard library's function would import its modules for networking."""
    return words_within.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


#: Characters that the value of an attribute would turn into blanks, or that would end it.
_IN_VALUES = str.maketrans({"\n": "&#10;", "\r": "&#13;", "\t": "&#9;", '"': "&quot;"})


def _shown(name: str, value: object) -> str:
    written = number(value) if isinstance(value, float | int) else str(value)
    return f' {name.rstrip("_").replace("_", "-")}="{escape(written).translate(_IN_VALUES)}"'


@lru_cache(maxsize=1 << 14)
def _start(name: str, **attributes: object) -> str:
    """A start tag without its end; cached, because pictures of a kind have the same shapes at the same places."""
    return f"<{name}" + "".join(_shown(k, v) for k, v in attributes.items() if v is not None)


def tag(name: str, content: str | None = None, **attributes: Hashable) -> str:
    """An element; ``class_`` becomes ``class``, underscores become hyphens, None is left out."""
    start_tag = _start(name, **attributes)
    return f"{start_tag}/>" if content is None else f"{start_tag}>{content}</{name}>"


def words(
    text: str, x: float, y: float, size: float = 12, anchor: str = "start", css: str = "", **attributes: Hashable
) -> str:
    """Text at a baseline; ``css`` adds classes."""
    return f"{_start_of_text(x, y, size, anchor, css, **attributes)}>{escaped(text)}</text>"


@lru_cache(1 << 14)
def _start_of_text(x: float, y: float, size: float, anchor: str, css: str, **attributes: Hashable) -> str:
    fill = {"hb-muted": MUTED, "hb-accent": ACCENT, "hb-brand-text": BRAND, "hb-on-mark": PAPER}.get(css, INK)
    return _start(
        "text", x=x, y=y, font_size=size, text_anchor=anchor if anchor != "start" else None,
        class_=f"hb-ink {css}".strip(), fill=fill, **attributes,
    )  # fmt: skip


def link(docname: str, inner: str, label: str = "", query: str = "") -> str:
    """A link to a page of the site by its document; ``addressed`` inserts the address."""
    titled = f"<title>{escaped(label)}</title>" if label else ""
    return f"{_start_of_link(docname, query)}>{titled}{inner}</a>"


@lru_cache(1 << 14)
def _start_of_link(docname: str, query: str) -> str:
    return _start("a", href=f"doc:{docname}{query}")


def addressed(svg: str, address: Callable[[str], str]) -> str:
    """A picture with its documents replaced by the addresses that ``address`` returns."""
    return _LINK.sub(lambda match: _quoted(address(match[1])), svg)


@lru_cache(1 << 14)
def _quoted(address: str) -> str:
    return escape(address).translate(_IN_VALUES)


def width(text: str, size: float) -> float:
    """The approximate width of a text."""
    return len(text) * size * EM


@lru_cache(1 << 14)
def wrapped(text: str, size: float, room: float) -> tuple[str, ...]:
    """A text in lines that fit into ``room``, by approximate width; a longer word stands on its own line, whole."""
    lines: list[str] = []
    for word in text.split():
        if lines and width(f"{lines[-1]} {word}", size) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return tuple(lines) or (text,)


def stacked(
    lines: Iterable[str], x: float, y: float, size: float, anchor: str = "start", css: str = "", **attributes: Hashable
) -> str:
    """Lines of text below each other, the first at the baseline ``y``."""
    return "".join(words(line, x, y + 1.15 * size * i, size, anchor, css, **attributes) for i, line in enumerate(lines))


class Key(NamedTuple):
    """A sign of a legend: its drawing around the origin, its width, and its meaning."""

    sign: str
    width: float
    words: str


def legend(keys: Iterable[Key], left: float, top: float, room: float, size: float = 11.5) -> tuple[str, float]:
    """Signs with their words in rows that fit into ``room`` from ``left``; the drawing and its height."""
    x, y, shapes = left, top + size, list[str]()
    for key in keys:
        gap = 6 if key.width else 0
        wide = key.width + gap + width(key.words, size)
        if x > left and x + wide > left + room:
            x, y = left, y + size * 1.7
        shapes.append(tag("g", key.sign, transform=f"translate({number(x + key.width / 2)} {number(y - size / 3)})"))
        shapes.append(words(key.words, x + key.width + gap, y, size, css="hb-muted"))
        x += wide + 14
    return "".join(shapes), y + size * 0.7 - top


def picture(
    name: str,
    prefix: str,
    caption: Words,
    wide: Drawing,
    narrow: Drawing | None = None,
    *,
    below: tuple[Words, Drawing] | None = None,
) -> Figure:
    """A figure in one or two forms, the second for narrow screens; ids in them begin with ``prefix``.

    A picture with one form may have another one ``below`` it on narrow screens, such as its legend.
    """
    alt = clean(f"{caption.title} {caption.description}")
    if narrow is not None:
        wide, below = wide._replace(classes=f"hb-wide {wide.classes}".strip()), (caption, narrow)
    second = ""
    if below is not None:
        below_caption, drawing = below
        # Hidden unless our style sheet says when it is shown.
        drawing = drawing._replace(classes=f"hb-narrow {drawing.classes}".strip())
        second = _svg(f"{prefix}-n", below_caption, drawing, display="none")
    return Figure(name, _svg(prefix, caption, wide), alt, second, clean(caption.finding))


def _svg(prefix: str, caption: Words, drawing: Drawing, display: str | None = None) -> str:
    head = tag("title", escape(clean(caption.title)), id=f"{prefix}-title")
    head += tag("desc", escape(clean(caption.description)), id=f"{prefix}-desc")
    svg = tag(
            "svg", head + "\n" + "\n".join(drawing.shapes) + "\n", xmlns="http://www.w3.org/2000/svg",
            viewBox=f"0 0 {number(drawing.width)} {number(drawing.height)}",
            width=drawing.width, height=drawing.height, role="group", aria_labelledby=f"{prefix}-title {prefix}-desc",
            class_=f"hb-svg {drawing.classes}".strip(), font_family="Source Sans 3, Segoe UI, Helvetica, Arial, sans-serif", display=display,
    )  # fmt: skip
    return svg + "\n"
