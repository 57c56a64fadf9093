"""Typographic quotation marks in running text, as the language wants them; names and addresses stay as they are written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from handbook.blocks import Block, Box, Claim, Fold, Inlines, Paragraph, Span, Statement

_APOSTROPHE = re.compile(r"""(?<=\w)'(?=[\w"])|(?<=s)'(?=\s)""")
#: A quotation in a sentence: it begins after a space, dash, apostrophe or opening bracket (but not a function call's), and ends
#: before one of these or a punctuation mark.
_QUOTED = re.compile(r"""(?<![^\s(\[–—’])(?<!\w[(\[])"(?=\S)([^"]*?)(?<=\S)"(?![^\s.,;:!?)\]–—’])""")
_MARKS = {"fr": ("«\u202f", "\u202f»")}


def marks(language: str) -> tuple[str, str]:
    """The marks before and after a quotation in a language."""
    return _MARKS.get(language, ("“", "”"))


def curled_text(words: str, language: str) -> str:
    """Text in which straight quotation marks around words, and apostrophes, are replaced by a language's typographic ones."""
    if "'" not in words and '"' not in words:
        return words
    before, after = marks(language)
    return _QUOTED.sub(lambda match: f"{before}{match[1]}{after}", _APOSTROPHE.sub("’", words))


def curled(blocks: Iterable[Block], language: str) -> Iterator[Block]:
    """Blocks with typographic quotation marks in their paragraphs and claims."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block._replace(inner=_inline(block.inner, language))
        elif isinstance(block, Claim):
            yield block._replace(inner=_inline(block.inner, language), support=_inline(block.support, language))
        elif isinstance(block, Box | Fold | Statement):
            yield block._replace(inner=tuple(curled(block.inner, language)))
        else:
            yield block


def _inline(inner: Inlines, language: str) -> Inlines:
    return tuple(
        curled_text(part, language)
        if isinstance(part, str)
        else part._replace(inner=_inline(part.inner, part.lang or language))
        if isinstance(part, Span)
        else part
        for part in inner
    )
