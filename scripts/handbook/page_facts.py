"""The facts that a page declares to other pages: its title, headings, objects, labels and terms, with their anchors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from handbook.anchors import ENTRY_ANCHOR, object_anchor, term_slug
from handbook.blocks import Block, Blocks, Claim, Contents, Glossary, Heading, Moved, Object, Page, Statement, walk


class Headed(NamedTuple):
    """A heading on its page: its level, its unique anchor, its text, and its language if that is not the page's."""

    level: int
    anchor: str
    text: str
    lang: str = ""


class Facts(NamedTuple):
    """The facts that a page declares: title, headings, objects, labels, terms, names for the index, contents.

    ``objects``: kind, id, name and anchor (empty if the object's address is the page's own);
    ``labels``: label and words; ``terms``: term and anchor; ``names``: name, anchor, and
    ``main`` for a definition; ``contents``: the number of headings before a toctree, and its pages.
    """

    title: str
    headings: tuple[Headed, ...]
    objects: tuple[tuple[str, str, str, str], ...]
    labels: tuple[tuple[str, str], ...]
    terms: tuple[tuple[str, str], ...]
    names: tuple[tuple[str, str, str], ...]
    contents: tuple[tuple[int, tuple[str, ...]], ...]
    redirect: str
    orphan: bool


#: The types of blocks that declare something; most blocks declare nothing.
_DECLARING = frozenset((Heading, Object, Statement, Claim, Moved, Glossary, Contents))


def facts(page: Page, blocks: Iterable[Block] | None = None) -> Facts:
    """The facts that a page declares; ``blocks`` are all its blocks, nested ones too, if the caller has them."""
    anchors = Anchors(page.blocks)
    headings: list[Headed] = []
    objects: list[tuple[str, str, str, str]] = []
    labels: list[tuple[str, str]] = []
    terms: list[tuple[str, str]] = []
    names: list[tuple[str, str, str]] = []
    contents: list[tuple[int, tuple[str, ...]]] = []
    for block in walk(page.blocks) if blocks is None else blocks:
        if type(block) not in _DECLARING:
            continue
        if isinstance(block, Heading):
            headings.append(Headed(block.level, anchors.heading(block)[0], block.text, block.lang))
            if block.label:
                labels.append((block.label, block.text))
        elif isinstance(block, Object):
            anchor = object_anchor(block.kind, block.id)
            objects.append((block.kind, block.id, block.name, "" if anchor == ENTRY_ANCHOR else anchor))
            names += [(name, anchor, "") for name in block.names]
        elif isinstance(block, Statement):
            label = block.citation.rpartition("/")[2]
            objects.append(("statement", block.citation, f"{block.source_name} ¶{label}", f"p{label}"))
        elif isinstance(block, Claim):
            objects.append(("claim", block.key, block.name, object_anchor("claim", block.key)))
        elif isinstance(block, Moved):
            anchor = object_anchor(block.kind, block.id)
            if block.kind == "conflict":
                labels.append((anchor, block.name))
            else:
                objects.append((block.kind, block.id, block.name, "" if anchor == ENTRY_ANCHOR else anchor))
        elif isinstance(block, Glossary):
            for term, _meaning in block.terms:
                anchor = anchors.term(term)
                terms.append((term, anchor))
                names.append((term, anchor, "main"))
        elif isinstance(block, Contents):
            contents.append((len(headings), block.pages))
    title = headings[0].text if headings else ""
    return Facts(
        title, tuple(headings), tuple(objects), tuple(labels), tuple(terms), tuple(names), tuple(contents), page.redirect, page.orphan
    )  # fmt: skip


class Anchors:
    """Gives the headings and terms of a page unique anchors; every renderer uses one of these for each page.

    The anchors of the page's objects and labels are reserved, wherever on the page these stand: they are permanent.
    """

    def __init__(self, content: Blocks = ()) -> None:
        self._content = content
        self._used: set[str] = set()

    @cached_property
    def _cited(self) -> frozenset[str]:
        return frozenset(_cited(self._content))

    def heading(self, block: Heading) -> tuple[str, ...]:
        """The anchors of a heading; the first is the one by which it is cited: its label, if it has one."""
        if not block.label:
            return (self._unused(block.anchor),)
        self._used.add(block.label)
        return (block.label,) if block.label == block.anchor else (block.label, self._unused(block.anchor))

    def term(self, term: str) -> str:
        """The anchor of a term of a glossary."""
        return self._unused(term_slug(term))

    def _unused(self, anchor_wanted: str) -> str:
        anchor, number = anchor_wanted, 1
        # Few anchors look like an object's; for all others the page need not be searched.
        cited = self._cited if _CITED.match(anchor_wanted) else frozenset()
        while anchor in self._used or anchor in cited:
            number += 1
            anchor = f"{anchor_wanted}-{number}"
        self._used.add(anchor)
        return anchor


#: The beginnings of the anchors of objects and labels.
_CITED = re.compile(rf"{ENTRY_ANCHOR}|p\d|topic-|conflict-|claim-")


def _cited(content: Blocks) -> Iterator[str]:
    for block in walk(content):
        if isinstance(block, Object | Moved):
            yield object_anchor(block.kind, block.id)
        elif isinstance(block, Statement):
            yield object_anchor("statement", block.citation)
        elif isinstance(block, Claim):
            yield object_anchor("claim", block.key)
        elif isinstance(block, Heading) and block.label:
            yield block.label
