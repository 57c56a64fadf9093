"""Cut a statement at the names in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from handbook.blocks import Inline, text
from handbook.linking.find import LinkingResult, outermost


@dataclass(frozen=True)
class Piece:
    """A part of a statement: its words, and the entry that they name, if any."""

    words: str
    entry: str = ""
    link: Inline = ""


def cut(words: str, mentioned: LinkingResult, link: Callable[[str, str], Inline]) -> list[Piece]:
    """The pieces of a statement's ``words``; ``link`` makes the link to an entry with the words that name it."""
    pieces: list[Piece] = []
    at = 0
    for mention in outermost(mentioned.mentions):
        if mention.start > at:
            pieces.append(Piece(text(words[at : mention.start])))
        at = mention.end
        pieces.append(Piece(text(mention.surface), mention.entry, link(mention.entry, mention.surface)))
    if at < len(words):
        pieces.append(Piece(text(words[at:])))
    return pieces
