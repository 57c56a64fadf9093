"""What a page declares to all others: its title, headings, objects, labels and terms, with their anchors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from handbook.anchors import ENTRY_ANCHOR, object_anchor, term_slug
from handbook.blocks import Block, Blocks, Claim, Contents, Glossary, Heading, Moved, Object, Page, Statement, walk


class Headed(NamedTuple):
    """A heading as it stands on its page: level, the one anchor that no other has, and words."""

    level: int
    anchor: str
    text: str


class Facts(NamedTuple):
    """What a page declares to all others: title, headings, objects, labels, terms, names for the index, contents.

    ``objects``: kind, id, name and anchor (empty where the page itself is the address);
    ``labels``: name and words; ``terms``: term and anchor; ``names``: name, anchor, and
    ``main`` for a definition; ``contents``: the number of headings before a list of pages, and its pages.
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


#: The blocks that declare something; most declare nothing.
_DECLARING = frozenset((Heading, Object, Statement, Claim, Moved, Glossary, Contents))


def facts(page: Page, blocks: Iterable[Block] | None = None) -> Facts:
    """What a page declares; ``blocks`` are all of its blocks, where they are at hand."""
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
            headings.append(Headed(block.level, anchors.heading(block)[0], block.text))
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
    """Anchors of headings and terms, none given twice on a page; every renderer goes through a page with one of these.

    Those of the page's objects and labels are theirs, wherever they stand: they are cited for good.
    """

    def __init__(self, content: Blocks = ()) -> None:
        self._content = content
        self._taken: set[str] = set()

    @cached_property
    def _cited(self) -> frozenset[str]:
        return frozenset(_cited(self._content))

    def heading(self, block: Heading) -> tuple[str, ...]:
        """The anchors of a heading, the one by which it is cited first: its label, if it has one."""
        if not block.label:
            return (self._free(block.anchor),)
        self._taken.add(block.label)
        return (block.label,) if block.label == block.anchor else (block.label, self._free(block.anchor))

    def term(self, term: str) -> str:
        """The anchor of a term of a glossary."""
        return self._free(term_slug(term))

    def _free(self, wanted: str) -> str:
        anchor, number = wanted, 1
        # Few words look like the anchor of an object; for others the page need not be gone through.
        cited = self._cited if _CITED.match(wanted) else frozenset()
        while anchor in self._taken or anchor in cited:
            number += 1
            anchor = f"{wanted}-{number}"
        self._taken.add(anchor)
        return anchor


#: What the anchors of objects and labels begin with.
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
