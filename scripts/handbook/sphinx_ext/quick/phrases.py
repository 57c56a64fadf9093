"""Phrases of pressed pages, which neighbours share and which are looked up: texts, links, spans, anchors; and gaps."""

from __future__ import annotations

from functools import lru_cache

from docutils import nodes
from docutils.writers.html5_polyglot import HTMLTranslator

from handbook.sphinx_ext.domain import reference as parsed
from handbook.sphinx_ext.quick.html import encode, tag
from handbook.sphinx_ext.quick.maker import Beyond

_INLINE_TAGS = frozenset(HTMLTranslator.supported_inline_tags)
#: What a gap is filled with, by its first letter: the address of an object, its name, the link of a
#: heading or a term to itself, a picture.
ADDRESS, NAME, PERMALINK, TERM, FIGURE = "a", "n", "h", "t", "f"
#: What stands around a gap while a page is pressed; no text has it.
EDGE = "\0"

encoded = lru_cache(1 << 14)(encode)


@lru_cache(1 << 10)
def span(classes: tuple[str, ...]) -> str:
    """The start of a span.

    Raises:
        Beyond: one of its classes is a tag of its own.
    """
    if not _INLINE_TAGS.isdisjoint(classes):
        raise Beyond
    return tag("span", classes)


@lru_cache(1 << 12)
def heading_id(title: str) -> str:
    """The anchor of a heading, if no other has it."""
    return nodes.make_id(nodes.fully_normalize_name(title))


@lru_cache(1 << 14)
def reference(kind: str, content: str) -> str:
    """A role that names an object.

    Raises:
        Beyond: Sphinx has a message for it.
    """
    found = parsed(content)
    if found is None:
        raise Beyond
    text, target = found
    classes = f"hb-link hb-link-{kind}"
    if text:
        return link(kind, target, text, classes)
    name = gap(NAME, f"{kind} {target}")
    return f'{_start(kind, target)}<span class="{classes}">{name}</span></a>'


def link(kind: str, target: str, text: str, classes: str) -> str:
    """A link to an object under a name that is written."""
    return f'{_start(kind, target)}<span class="{classes}">{encode(text)}</span></a>'


def _start(kind: str, target: str) -> str:
    return f'<a class="reference internal" href="{gap(ADDRESS, f"{kind} {target}")}">'


def gap(what: str, which: str) -> str:
    return EDGE + what + which + EDGE
