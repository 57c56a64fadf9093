"""Read a saved page: the article in it as lines, and what the page declares.  Bounded; nothing is fetched."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from handbook.adding import markup
from handbook.adding.bylines import authors_of
from handbook.adding.declared import Declared, declared

SAVE = "save its text as a .txt file, one paragraph a line"
#: If a smaller share of a page's words is taken, a note says how many.
_LITTLE = 0.5


@dataclass(frozen=True)
class Page:
    """The paragraphs of a page's article, what the page declares, and notes on what was not taken."""

    lines: tuple[str, ...]
    declared: Declared
    notes: tuple[str, ...] = ()


class PageError(Exception):
    """A page in which no article is found, or that is too large: what is wrong."""


def read(raw: bytes) -> Page:
    """Find the article of a page.

    Raises:
        PageError: none was found, or the page is beyond a bound.
    """
    import trafilatura

    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raw = raw.decode("utf-16", "replace").encode()
    page, cut_attributes, size = markup.trimmed(raw)
    if len(page) > markup.MAX_PAGE:
        raise PageError(f"a page of more than {markup.MAX_PAGE:,} bytes without its long attributes")
    tree = trafilatura.load_html(markup.unmarked(page))
    if tree is None:
        raise PageError("no article was found in the page")
    depth, elements, words = markup.measured(tree)
    swallowed = markup.unclosed_comment(raw)
    if depth > markup.MAX_DEPTH:
        raise PageError(f"elements are nested more than {markup.MAX_DEPTH} deep, and what is in them would be lost")
    if elements > markup.MAX_ELEMENTS:
        raise PageError(f"a page of more than {markup.MAX_ELEMENTS:,} elements")
    says = declared(tree)
    extracted = trafilatura.bare_extraction(
        tree, with_metadata=True, include_comments=False, include_images=False, favor_precision=True,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )  # fmt: skip
    if extracted is None or isinstance(extracted, dict) or not (extracted.text or "").strip():
        raise PageError("no article was found in the page")
    lines = [line for line in (extracted.text or "").splitlines() if line.strip()]
    title = _line(says.title or extracted.title or "")
    if title and (not lines or not _same(_line(lines[0]), title)):
        lines.insert(0, title)
    elif title:
        title = _line(lines[0])
    words_taken = sum(map(markup.words, lines))
    if len(lines) == 1 and _line(lines[0]) == title:
        words_left = max(0, words - words_taken)
        why = f"; its last {swallowed:,} bytes are a comment that is not closed" if swallowed else ""
        raise PageError(f"only the title was found, and none of the other {words_left:,} words of the page{why}")
    notes = []
    if words_taken < words * _LITTLE:
        notes.append(
            f"took {words_taken:,} of the {words:,} words of the page; the others stand around an article or are said twice"
        )
    if cut_attributes:
        notes.append(
            f"left out {cut_attributes:,} attributes of the page, {size:,} bytes, which are more or longer than an article needs"
        )
    if swallowed:
        notes.append(f"the last {swallowed:,} bytes of the page are a comment that is not closed")
    says = replace(says, title=title).filled(
        Declared(
            authors=authors_of(re.sub(r";", ",", extracted.author or "")),
            publication=_line(extracted.sitename or extracted.hostname or ""),
            published=extracted.date or "",
            basis="its text or address; check it",
            url=extracted.url or "",
        )
    )
    return Page(tuple(lines), says, tuple(notes))


def _same(line: str, title: str) -> bool:
    """Whether a first line is the title, which pages may declare with their own name after it."""
    return line == title or (
        len(line) > 20 and title.startswith(line) and re.match(r"\s*[-|–—:]\s", title[len(line) :]) is not None
    )


def _line(text: str) -> str:
    return " ".join(text.split())
