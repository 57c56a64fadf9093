"""Items as text in citation styles, by a CSL processor (citeproc-py) and styles of the CSL project (folder ``csl``).

A style is rendered once for each shape of item, with marks in place of title and address; these are then
filled in, with the title in the style's case, by the processor's own rule.  The result is the same as
rendering every item, which a test compares, in a hundredth of the time: a large handbook has thousands of
items that differ in nothing else.

Sources are always rendered in this way.  The processor has two faults: it repeats what replaces a missing
author, and prints a label for a missing edition.  They can be mended safely only where marks stand in place
of other people's words.
"""

from __future__ import annotations

import json
import re
from functools import cache, lru_cache
from types import SimpleNamespace
from typing import Any

from handbook.citing.formats import Item
from handbook.citing.processor import TITLE, WORK, Segments, plain, render
from handbook.i18n import translator
from handbook.pages.dates import date_words, day_words
from handbook.partial_date import PartialDate

#: The name shown, and the style's name in the CSL repository.
STYLES = (("APA", "apa"), ("Chicago", "chicago-notes-bibliography"), ("MLA", "modern-language-association"))
_ADDRESS, _AUTHORS = "https://\ue0f1", "\ue0f7"
#: Styles that abbreviate given names, and stand-in letters for given names in the other styles (historic Georgian capitals, which no present name has).
_INITIALS, _LETTERS = frozenset(("apa",)), range(0x10A0, 0x10C6)
#: Styles that put the description of a work without a title in square brackets; others put no quotation marks around it.
_BRACKETS = frozenset(("apa",))
_QUOTED = re.compile(f"(?:“|«[\\s\u00a0\u202f]?){TITLE}([.,]?)(?:”|[\\s\u00a0\u202f]?»)")
#: Marks after a title and an address, to be filled in with a claim or statement.
PART, ANCHOR = "\ue0f5", "\ue0f6"
#: The year and the day in every shape of a source.
_YEAR, _DAY = 9999, 27
#: A title that a style can only change by case: it ends plainly, and has no English quotation mark and no markup.
_PLAIN = re.compile(r"[^\W_](?:[\w ,()–’'/:«»%-]*[\w)])?", re.U)
#: The end of a question or an exclamation, which a style answers with other signs, and which therefore stays in the shape.
_END = re.compile("[ \u00a0\u202f]?[?!]$")


def rendered(item: Item, language: str = "", part: bool = False) -> list[tuple[str, Segments]]:
    """The text of an item in each style, in the words of ``language``, as segments with whether they are in italics.

    Without a ``language`` it is the item's own, in which its title is.  With ``part`` it is the text for a part of the
    item: ``PART`` stands after its title and ``ANCHOR`` after its address.
    """
    titled_in = str(item.get("language", "en"))
    language = language or titled_in
    title, address = str(item["title"]), str(item.get("URL", ""))
    mark, anchor = (PART, ANCHOR if address else "") if part else ("", "")
    foreign = titled_in != language
    end_match = _END.search(title)
    end = end_match[0] if end_match and not foreign else ""
    words = title.removesuffix(end)
    if not foreign and (not _PLAIN.fullmatch(words) or not words.isprintable() or "  " in words):
        marked = item | {"title": title + mark} | ({"URL": address + anchor} if address else {})
        return [(name, render(style, json.dumps(marked), language)) for name, style in STYLES]
    shape = json.dumps(
        item
        | {"title": TITLE + (end + mark if end else ""), "id": "x", "language": language}
        | ({"URL": _ADDRESS} if address else {}),
        sort_keys=True,
    )
    behind = "" if end else mark
    return [
        (
            name,
            filled(
                _without_stop(render(style, shape, language), TITLE, words + behind),
                {TITLE: _cased(words, _case(style), titled_in) + behind, _ADDRESS: address + anchor},
            ),
        )
        for name, style in STYLES
    ]


def rendered_source(item: Item, language: str, described: bool = False) -> list[tuple[str, Segments]]:
    """The same for a source; its title keeps its capitals if it is not in English.

    A title in square brackets that only describes the source stays in them where the style wants that (APA), and
    stands there as plain words, without quotation marks and capitals, elsewhere (Chicago, MLA).
    """
    dated, date_values = _dated(item, language)
    shape: Item = {"id": "x"} | dated
    shape |= {"type": item["type"], "title": TITLE, "container-title": WORK}
    if item.get("URL"):
        shape["URL"] = _ADDRESS
    names = item.get("author")
    if names:
        shape["author"] = [{"literal": _AUTHORS}]
    titled_in, shape_text = str(item.get("language", "")), json.dumps(shape, sort_keys=True)
    texts = []
    for name, style in STYLES:
        title = (
            _cased(str(item["title"]), _case(style), "en")
            if titled_in == "en" and not described
            else str(item["title"])
        )
        authors_text = _authors(style, json.dumps(names, ensure_ascii=False), language) if names else ""
        text = render(style, shape_text, language)
        if described and style not in _BRACKETS:
            title = title[1:-1]
            text = tuple((_QUOTED.sub(rf"{TITLE}\1", t), i) for t, i in text)
        for mark, words_of_part in ((TITLE, title), (_AUTHORS, authors_text)):
            text = _without_stop(text, mark, words_of_part)
        values = {
            TITLE: title,
            WORK: str(item["container-title"]),
            _AUTHORS: authors_text,
            _ADDRESS: str(item.get("URL", "")),
        }
        texts.append((name, filled(text, values | date_values)))
    return texts


def _without_stop(segments: Segments, mark: str, words: str) -> Segments:
    """Segments without the full stop after a mark, if the words for it end a sentence themselves."""
    if not words.endswith((".", "?", "!", "…")):
        return segments
    return tuple((text.replace(f"{mark}.", mark), italic) for text, italic in segments)


def _dated(item: Item, language: str) -> tuple[Item, dict[str, str]]:
    """The date of a shape, and the values that replace its parts for the item.

    A plain date keeps the item's month, since styles have words for it.  A date that no style has a form for, an
    interval or a bound, replaces the year in words.
    """
    issued: dict[str, Any] = item.get("issued", {})
    dates: list[list[int]] = issued.get("date-parts", [])
    if len(dates) == 1 and not issued.get("circa"):
        year, *month_and_day = dates[0]
        day = [_DAY for _ in month_and_day[1:2]]
        return {"issued": {"date-parts": [[_YEAR, *month_and_day[:1], *day]]}}, {
            str(_YEAR): f"{year:04}",
            str(_DAY): day_words(month_and_day[-1], translator(language)) if day else "",
        }
    if issued.get("literal") == "n.d." or not issued:
        return {}, {}
    words = date_words(PartialDate.parse(_edtf(issued)), translator(language))
    return {"issued": {"date-parts": [[_YEAR]]}}, {str(_YEAR): words}


@cache
def _authors(style: str, names: str, language: str) -> str:
    """Authors as a style prints them, from their names as JSON: the text before the title, without what the style puts between author and title."""
    anonymous: Item = {"id": "x", "type": "article-newspaper", "title": TITLE, "container-title": WORK}
    authors: list[dict[str, str]] = json.loads(names)
    given_names: dict[str, str] = {}
    if style not in _INITIALS:
        # The processor abbreviates given names even where the style wants them whole; a one-letter name becomes that letter and a full stop.
        letters = (letter for letter in map(chr, _LETTERS) if letter not in names)
        for name, letter in zip((name for name in authors if "given" in name), letters, strict=False):
            given_names[letter] = name["given"]
            name["given"] = letter
    marked, named = (
        plain(render(style, json.dumps(anonymous | {"author": author_list}, sort_keys=True), language))
        for author_list in ([{"literal": _AUTHORS}], authors)
    )
    between = marked[marked.index(_AUTHORS) + 1 : marked.index(TITLE)]
    author_list = named[: named.index(TITLE)].removesuffix(between)
    return re.sub(
        "|".join(f"{letter}\\.?" for letter in given_names) or "(?!)",
        lambda letter: given_names[letter[0][0]],
        author_list,
    )


def _edtf(issued: dict[str, Any]) -> str:
    """The EDTF of an item's date that is not a plain day, month or year."""
    if "literal" in issued:
        return str(issued["literal"])
    ends = ["-".join([f"{parts[0]:04}", *(f"{part:02}" for part in parts[1:])]) for parts in issued["date-parts"]]
    return "/".join(ends) + ("~" if issued.get("circa") else "")


def filled(segments: Segments, values: dict[str, str]) -> Segments:
    """Segments with marks replaced by values; the values themselves are not searched for marks."""
    return tuple(
        ("".join([values[part] if place % 2 else part for place, part in enumerate(parts)]), italic)
        for parts, italic in _cut(segments, tuple(values))
    )


@lru_cache(1 << 10)
def _cut(segments: Segments, marks: tuple[str, ...]) -> tuple[tuple[list[str], bool], ...]:
    """Segments divided into alternating text and marks; cached, since there are few shapes."""
    mark = re.compile(f"({'|'.join(map(re.escape, marks)) or '(?!)'})")
    return tuple((mark.split(text), italic) for text, italic in segments)


def load() -> None:
    """Load the processor and each style's rule for titles, which is the same in every handbook."""
    for _name, style in STYLES:
        _case(style)


@cache
def _case(style: str) -> str:
    """The case that a style gives to titles of this kind of item, found with a title in small letters."""
    item = {
        "id": "x", "type": "entry-encyclopedia", "title": "aa bb", "container-title": "C", "language": "en",
        "author": [{"literal": "A"}], "issued": {"date-parts": [[2000]]},
    }  # fmt: skip
    text = plain(render(style, json.dumps(item), "en"))
    return "title" if "Aa Bb" in text else "sentence" if "Aa bb" in text else ""


@cache
def _cased(title: str, case: str, language: str) -> str:
    from citeproc.model import TextCased
    from citeproc.string import String

    if not case:
        return title

    def get(_name: str) -> str:
        return case

    style = SimpleNamespace(get=get, _stop_words=TextCased._stop_words)
    return str(TextCased.case(style, String(title), language))
