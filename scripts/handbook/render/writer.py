"""The common part of the writers of printed blocks: walking through blocks and inline content, taking claims and statements apart."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Set
from typing import ClassVar

from handbook.blocks import (
    Block,
    Box,
    Claim,
    Fields,
    Fold,
    Heading,
    Inlines,
    Items,
    Link,
    Object,
    Paragraph,
    Span,
    Statement,
    Url,
)


class BlockWriter(ABC):
    """Writes blocks; a subclass has a method for each type of block.

    ``between`` is written between two blocks.  A type of block that is not printed raises ``KeyError``.
    """

    between: ClassVar[str] = ""

    def blocks(self, content: Iterable[Block]) -> str:
        """The text of blocks, one after the other."""
        return self.between.join(map(self.block, content))

    def block(self, block: Block) -> str:
        """The text of one block."""
        block_text: str = getattr(self, _METHODS[type(block)])(block)
        return block_text

    def inline(self, inner: Inlines, bare: bool = False) -> str:
        """The text of inline content; with ``bare``, references do not show the number to which they lead."""
        out = []
        for part in inner:
            if isinstance(part, str):
                out.append(self.words(part))
            elif isinstance(part, Link):
                out.append(self.link(part, bare))
            elif isinstance(part, Span):
                out.append(self.span(part, bare))
            else:
                assert isinstance(part, Url)
                out.append(self.url(part))
        return "".join(out)

    def fold(self, block: Fold) -> str:
        """The text of folded content, which print shows open and without its summary."""
        return self.blocks(block.inner)

    @abstractmethod
    def words(self, words: str) -> str: ...
    @abstractmethod
    def link(self, link: Link, bare: bool) -> str: ...
    @abstractmethod
    def span(self, part: Span, bare: bool) -> str: ...
    @abstractmethod
    def url(self, url: Url) -> str: ...
    @abstractmethod
    def heading(self, block: Heading) -> str: ...
    @abstractmethod
    def paragraph(self, block: Paragraph) -> str: ...
    @abstractmethod
    def items(self, block: Items) -> str: ...
    @abstractmethod
    def fields(self, block: Fields) -> str: ...
    @abstractmethod
    def box(self, block: Box) -> str: ...
    @abstractmethod
    def claim(self, block: Claim) -> str: ...
    @abstractmethod
    def statement(self, block: Statement) -> str: ...
    @abstractmethod
    def object(self, block: Object) -> str: ...


def class_of(classes: Iterable[str], accepted: Set[str]) -> str:
    """The first of these classes that a writer knows, without the prefix ``hb-``; empty if there is none."""
    return next((name for name in classes if name in accepted), "").removeprefix("hb-")


def numbers_of(claim: Claim) -> tuple[list[Link], str, Inlines]:
    """The parts of a printed claim: the links that mark it, their numbers as one text (a range if several), and its sentence."""
    number, *sentence = claim.inner
    marks = [link for link in getattr(number, "inner", ()) if isinstance(link, Link)]
    range_text = marks[0].text if len(marks) == 1 else f"{marks[0].text}–{marks[-1].text}"
    return marks, range_text, tuple(sentence)


def label_of(statement: Statement) -> str:
    """The label of a statement under its source, such as ``¶3a``."""
    return "¶" + statement.citation.rpartition("/")[2]


def paragraphs_of(statement: Statement) -> Iterator[Inlines]:
    """The inline content of a statement's paragraphs."""
    return (block.inner for block in statement.inner if isinstance(block, Paragraph))


_METHODS: dict[type, str] = {
    Heading: "heading", Paragraph: "paragraph", Items: "items", Fields: "fields", Box: "box",
    Statement: "statement", Claim: "claim", Fold: "fold", Object: "object",
}  # fmt: skip
