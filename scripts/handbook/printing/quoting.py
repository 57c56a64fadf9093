"""True quotation marks in running text, as the language has them; names and addresses stay as they are written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from handbook.blocks import Block, Box, Claim, Fold, Inlines, Paragraph, Span, Statement

_APOSTROPHE = re.compile(r"""(?<=\w)'(?=[\w"])|(?<=s)'(?=\s)""")
#: A quotation within a sentence: it begins after a blank, a bracket that is no call, a dash or an apostrophe, and ends before one or a mark.
_QUOTED = re.compile(r"""(?<![^\s(\[–—’])(?<!\w[(\[])"(?=\S)([^"]*?)(?<=\S)"(?![^\s.,;:!?)\]–—’])""")
_MARKS = {"fr": ("«\u202f", "\u202f»")}


def marks(language: str) -> tuple[str, str]:
    """The marks before and behind a quotation."""
    return _MARKS.get(language, ("“", "”"))


def curled_text(words: str, language: str) -> str:
    """Text with the quotation marks of a language in the place of straight ones that enclose words."""
    if "'" not in words and '"' not in words:
        return words
    before, after = marks(language)
    return _QUOTED.sub(lambda match: f"{before}{match[1]}{after}", _APOSTROPHE.sub("’", words))


def curled(blocks: Iterable[Block], language: str) -> Iterator[Block]:
    """Blocks whose paragraphs and claims have true quotation marks."""
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
