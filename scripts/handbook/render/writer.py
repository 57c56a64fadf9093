"""What writers of printed blocks have in common: the walk through blocks and what stands in them, claims and statements taken apart."""

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
    """Writes blocks; a subclass says how each kind is written.

    ``between`` stands between two blocks.  A block of a kind that is not printed raises ``KeyError``.
    """

    between: ClassVar[str] = ""

    def blocks(self, content: Iterable[Block]) -> str:
        """Blocks, one after the other."""
        return self.between.join(map(self.block, content))

    def block(self, block: Block) -> str:
        """One block."""
        written: str = getattr(self, _METHODS[type(block)])(block)
        return written

    def inline(self, inner: Inlines, bare: bool = False) -> str:
        """Inline content; ``bare`` references show no number, for they are one."""
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
        """What a page folds stands open in print."""
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


def class_of(classes: Iterable[str], known: Set[str]) -> str:
    """The first class that a writer knows, as it calls it; empty for none."""
    return next((name for name in classes if name in known), "").removeprefix("hb-")


def numbers_of(claim: Claim) -> tuple[list[Link], str, Inlines]:
    """The marks of a claim, its numbers (those that follow each other as a range), and the rest of it, its sentence."""
    number, *sentence = claim.inner
    marks = [link for link in getattr(number, "inner", ()) if isinstance(link, Link)]
    shown = marks[0].text if len(marks) == 1 else f"{marks[0].text}–{marks[-1].text}"
    return marks, shown, tuple(sentence)


def label_of(statement: Statement) -> str:
    """How a statement is called under its source."""
    return "¶" + statement.citation.rpartition("/")[2]


def said_in(statement: Statement) -> Iterator[Inlines]:
    """What a statement says."""
    return (block.inner for block in statement.inner if isinstance(block, Paragraph))


_METHODS: dict[type, str] = {
    Heading: "heading", Paragraph: "paragraph", Items: "items", Fields: "fields", Box: "box",
    Statement: "statement", Claim: "claim", Fold: "fold", Object: "object",
}  # fmt: skip
