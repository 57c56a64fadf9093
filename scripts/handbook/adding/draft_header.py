"""The front matter of a drafted source: its id, and what is known of it before a person looks."""

from __future__ import annotations

import re
from collections.abc import Iterable

from handbook.adding.names import shortened
from handbook.adding.original import Article
from handbook.extraction.across import roman
from handbook.folding import WORD, fold
from handbook.kinds import Review, Rights, Role
from handbook.model import RESERVED_IDS, Header, Original
from handbook.partial_date import PartialDate
from handbook.plain_text import clean

#: Letters of the part of an id before its year.
_LONGEST = 40


def source_id(article: Article, publication: str, year: str, taken_ids: Iterable[str]) -> str:
    """An id from the publication's name (or the title) and the year, with a number if it is taken."""
    words = [re.sub(r"[^a-z0-9]", "", roman(w)) for w in WORD.findall(publication or article.title)]
    stem = shortened("-".join(filter(None, words)), _LONGEST) or "article"
    base = f"{stem}-{year}" if year else stem
    ids_in_use, number, name = set(taken_ids), 2, base
    while name in ids_in_use or name in RESERVED_IDS:
        name, number = f"{base}-{number}", number + 1
    return name


def header_of(
    article: Article,
    source: str,
    publication: str,
    published: PartialDate,
    consulted: PartialDate,
    rights: Rights,
    licence: str,
    url: str,
    extent: str = "whole",
    origin: str = "",
    short: str = "",
    country: str = "",
    basis: str = "",
) -> Header:
    """The front matter of a draft; ``basis`` says what its date was inferred from."""
    year = next((str(y) for y in published.years), "") if published.earliest else ""
    unsure = published.shape != "point" or (published.start is not None and bool(published.start.qualifier))
    basis = basis or ("not given by the page" if unsure else "")
    return Header(
        id=source, title=clean(article.title), short=clean(short) or f"{publication[:60]} {year}".strip(), authors=_people(article.authors, publication),
        publication=publication, published=published, published_basis=basis, language=article.language,
        url=url or None, origin=clean(origin), country=country.upper(), role=Role.CORROBORATING, rights=rights, licence=licence, original=Original(name=f"{source}.txt", sha256=article.sha256),
        extent=extent, consulted=consulted, review=Review.DRAFT,
    )  # fmt: skip


def _people(authors: Iterable[str], publication: str) -> tuple[str, ...]:
    """The authors without the publication, which a byline may name beside or right behind them."""
    people = (_without(author, publication) for author in authors if fold(author) != fold(publication))
    return tuple(filter(None, map(clean, people)))


def _without(author: str, publication: str) -> str:
    """An author without the publication behind: Ann Example, Post; whole if a single word would be left without a sign between: Ann Post."""
    behind = re.search(
        rf"(?P<between>\s?[,;:|/(–—]\s?|\s-\s|\s){re.escape(publication)}\W{{0,3}}$", author, re.IGNORECASE
    )
    if behind is None or (not behind["between"].strip() and len(author[: behind.start()].split()) < 2):
        return author
    return author[: behind.start()]
