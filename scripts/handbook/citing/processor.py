"""Items rendered by the CSL processor (citeproc-py), each once, and its faults mended.

The marks ``TITLE`` and ``WORK`` stand in place of a title and of the work that it is in.
"""

from __future__ import annotations

import json
import re
import warnings
from functools import cache
from importlib.resources import files
from types import SimpleNamespace
from typing import Any

from handbook.citing import style_trees
from handbook.plain_text import clean

LOCALES = {"en": "en-US", "fr": "fr-FR"}
TITLE, WORK = "\ue0f0", "\ue0f4"
#: A text in pieces, each with whether it is in italics.
Segments = tuple[tuple[str, bool], ...]


def plain(segments: Segments) -> str:
    return "".join(text for text, _ in segments)


@cache
def _style(name: str, language: str) -> Any:
    from citeproc import CitationStylesStyle

    style_trees.remember()
    path = files("handbook.citing").joinpath("csl", f"{name}.csl")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        read = CitationStylesStyle(str(path), validate=False, locale=LOCALES.get(language, "en-US"))
    style_trees.put_days_first(read.root)
    return read


#: The rendered items by style, item and language, so that none is rendered twice.
RenderedShapes = dict[tuple[str, str, str], Segments]
rendered_items: RenderedShapes = {}
#: The id of a shape, as it stands in JSON.
_OF_A_SHAPE = '"id": "x"'


def shapes() -> RenderedShapes:
    """The rendered shapes, which other runs can use too; items rendered without a shape are left out."""
    return {key: segments for key, segments in rendered_items.items() if _OF_A_SHAPE in key[1]}


def render(style: str, item_json: str, language: str) -> Segments:
    """One item in one style, from the cache if it is there."""
    key = style, item_json, language
    if key not in rendered_items:
        rendered_items[key] = _rendered_now(style, item_json, language)
    return rendered_items[key]


def _rendered_now(style: str, item_json: str, language: str) -> Segments:
    """One item in one style; italics are marked with private characters, so that no text can be taken for markup."""
    from citeproc import Citation, CitationItem, CitationStylesBibliography
    from citeproc.source.json import CiteProcJSON

    item = json.loads(item_json)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = CitationStylesBibliography(_style(style, language), CiteProcJSON([item]), _FORMAT)
        book.register(Citation([CitationItem(item["id"])]))
        text = str(book.bibliography()[0])
    if language == "en":
        # American punctuation stands inside quotation marks; the locale says so, but the processor does not do it.
        text = re.sub("”([.,])", r"\1”", text)
    # A title that ends a sentence needs no full stop after it: the manuals say so, the processor adds one.
    text = re.sub("([?!])\\.(?=[”\ue0f3\\s]|$)", r"\1", text)
    if item["type"] == "article-newspaper":
        text = _corrected(text, "author" in item)
    segments = [(part, bool(number % 2)) for number, part in enumerate(re.split("[\ue0f2\ue0f3]", text)) if part]
    return tuple(segments)


#: One of the marks, with the quotation marks, italics and punctuation that belong to it.
_MARK_PATTERN = "(?:“|«[\\s\u00a0]?)?\ue0f2?{mark}(?:[.,]?\ue0f3?”|\ue0f3?[\\s\u00a0]?»[.,]?|\ue0f3?[.,]|\ue0f3)\\s*"


def _corrected(text: str, signed: bool) -> str:
    """Do what CSL requires and the processor fails to do: no label without its number, and no repetition of what replaces the author."""
    text = re.sub(r" [EÉ]dition\.(?= |$)", "", text)
    first_mark = min((mark for mark in (TITLE, WORK) if mark in text), key=text.index, default="")
    if signed or not first_mark:
        return text
    start = text.index(first_mark) + 1
    return text[:start] + re.sub(_MARK_PATTERN.format(mark=first_mark), "", text[start:], count=1)


def _marked(text: object) -> str:
    return f"\ue0f2{text}\ue0f3"


_FORMAT = SimpleNamespace(
    preformat=clean, Italic=_marked, Oblique=_marked,
    Bold=str, Light=str, Underline=str, Superscript=str, Subscript=str, SmallCaps=str,
)  # fmt: skip
