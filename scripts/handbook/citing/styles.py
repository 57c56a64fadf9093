"""Items as text in citation styles, by a CSL processor (citeproc-py) and styles of the CSL project (folder ``csl``).

A style is rendered once for each shape of item, with marks in the place of title
and address; those are then put in, the title in the case that the style asks for
by the processor's own rule.  It gives the same text as rendering every item,
which a test compares, at a hundredth of the time: a large handbook has
thousands of items that differ in nothing else.
"""

from __future__ import annotations

import json
import re
import warnings
from functools import cache
from importlib.resources import files
from types import SimpleNamespace
from typing import Any

from handbook.citing.items import Item
from handbook.plain_text import clean

#: Name shown, and the style's name in the CSL repository.
STYLES = (("APA", "apa"), ("Chicago", "chicago-notes-bibliography"), ("MLA", "modern-language-association"))
LOCALES = {"en": "en-US", "fr": "fr-FR"}
_TITLE, _ADDRESS = "\ue0f0", "https://\ue0f1"
#: A title whose text the style cannot change but by case: ends plainly, holds no quotation mark, colon or markup.
_PLAIN = re.compile(r"[^\W_](?:[\w ,()–’/-]*[\w)])?", re.U)
Segments = tuple[tuple[str, bool], ...]


def rendered(item: Item) -> list[tuple[str, Segments]]:
    """Style name and text of an item, as segments with whether they are in italics."""
    language = str(item.get("language", "en"))
    title, address = str(item["title"]), str(item.get("URL", ""))
    if not _PLAIN.fullmatch(title) or not title.isprintable() or "  " in title:
        return [(name, _render(style, json.dumps(item), language)) for name, style in STYLES]
    shape = json.dumps(item | {"title": _TITLE, "id": "x"} | ({"URL": _ADDRESS} if address else {}), sort_keys=True)
    texts = []
    for name, style in STYLES:
        cased = _cased(title, _case(style), language)
        texts.append(
            (
                name,
                tuple(
                    (t.replace(_TITLE, cased).replace(_ADDRESS, address), i) for t, i in _render(style, shape, language)
                ),
            )
        )
    return texts


def plain(segments: Segments) -> str:
    return "".join(text for text, _ in segments)


@cache
def _style(name: str, language: str) -> Any:
    from citeproc import CitationStylesStyle

    path = files("handbook.citing").joinpath("csl", f"{name}.csl")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return CitationStylesStyle(str(path), validate=False, locale=LOCALES.get(language, "en-US"))


#: What was rendered, by style, item and language: one that is the same is not rendered again.
Known = dict[tuple[str, str, str], Segments]
known: Known = {}


def _render(style: str, item_json: str, language: str) -> Segments:
    """One item in one style, from what is known where it is."""
    key = style, item_json, language
    if key not in known:
        known[key] = _rendered_now(style, item_json, language)
    return known[key]


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
        # American punctuation stands inside quotation marks; the locale says so, the processor does not do it.
        text = re.sub("”([.,])", r"\1”", text)
    segments = [(part, bool(number % 2)) for number, part in enumerate(re.split("[\ue0f2\ue0f3]", text)) if part]
    return tuple(segments)


@cache
def _case(style: str) -> str:
    """The case that a style gives titles of this kind of item, seen from a title in small letters."""
    item = {
        "id": "x", "type": "entry-encyclopedia", "title": "aa bb", "container-title": "C", "language": "en",
        "author": [{"literal": "A"}], "issued": {"date-parts": [[2000]]},
    }  # fmt: skip
    text = plain(_render(style, json.dumps(item), "en"))
    return "title" if "Aa Bb" in text else "sentence" if "Aa bb" in text else ""


@cache
def _cased(title: str, case: str, language: str) -> str:
    from citeproc.model import TextCased
    from citeproc.string import String

    if not case:
        return title
    style = SimpleNamespace(get=lambda _name: case, _stop_words=TextCased._stop_words)
    return str(TextCased.case(style, String(title), language))


def _marked(text: object) -> str:
    return f"\ue0f2{text}\ue0f3"


_FORMAT = SimpleNamespace(
    preformat=clean, Italic=_marked, Oblique=_marked,
    Bold=str, Light=str, Underline=str, Superscript=str, Subscript=str, SmallCaps=str,
)  # fmt: skip
