"""Fill in parts of a statement before anybody has written it: date, quantities, quotation, other paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from handbook.adding.act_words import act_words
from handbook.adding.bylines import dateline
from handbook.claims import Quantity
from handbook.corpus import Corpus
from handbook.extraction.article import Annotated
from handbook.extraction.date_words import language_of
from handbook.extraction.date_years import is_ahead
from handbook.extraction.quantities import WHOLE, beyond_unit
from handbook.extraction.spans import Counted, Dated
from handbook.kinds import StatementKind
from handbook.model import Header, Statement
from handbook.number_form import keepable
from handbook.partial_date import PartialDate
from handbook.plain_text import clean

#: The most quantities of a paragraph that are filled in; from a table of numbers a person chooses.
MOST_QUANTITIES = 4
_LONGEST = 60


def where_named(annotated: Iterable[Annotated]) -> dict[str, list[int]]:
    """The numbers of the paragraphs that name each entry."""
    by_name: dict[str, list[int]] = {}
    for part in annotated:
        for entry in dict.fromkeys(n.entry for n in part.named if n.entry):
            by_name.setdefault(entry, []).append(part.number)
    return by_name


def pending_statement(header: Header, part: Annotated, corpus: Corpus, named: Mapping[str, list[int]]) -> Statement:
    """The place for a statement, with the values that its paragraph leaves no doubt about; all others stand in the notes."""
    date = single_date(part.text, part.dates, header)
    kinds = [q.kind for q in part.quoted]
    return Statement(
        source=header.id, label=f"{part.number}a", paragraph=part.number, text="", kind=StatementKind.PENDING,
        when=PartialDate.parse(date.value) if date else None, resolved_from=words_of(date) if date else "",
        quotation=next((kind for kind in ("direct", "direct-partial") if kind in kinds), ""),
        quantities=tuple(_quantities(part.counted, header.language)), drawn_from=tuple(_drawn(part, corpus, named)),
    )  # fmt: skip


def single_date(text: str, dates: Iterable[Dated], header: Header) -> Dated | None:
    """The one date of a text when something happened, with "by May" as on or before it; None for a date still to come.

    If the day of publication is unknown, a date that the text's words place in the future is not taken either.
    """
    # The day on which a report was sent is not that of what it reports.
    sent = dateline(text, header.language)
    candidates = [d for d in dates if d.kind == "DATE" and d.start >= sent]
    if (
        len({d.value for d in candidates}) != 1
        or not candidates[0].value
        or '"' in candidates[0].surface
        or "”" in candidates[0].surface
    ):
        return None
    single, published, language = candidates[0], header.published, language_of(header.language)
    date = PartialDate.parse(single.value)
    if date.earliest and published.latest and date.earliest > published.latest:
        return None
    if published.earliest is None and is_ahead(text, single.start, single.end, language):
        return None
    if date.end and language.no_later.search(text[: single.start]):
        return replace(single, value=f"../{re.split(r'[.]{2}|/', single.value.strip('[]'))[-1]}")
    return single


def words_of(date: Dated) -> str:
    """The words from which a relative date was counted; empty for an absolute date."""
    return clean(" ".join(date.surface.split())) if date.relative else ""


def _quantities(counted: Iterable[Counted], language: str) -> Iterable[Quantity]:
    """Counted goods and money; "two countries" or "three ministers" are not quantities for a handbook."""
    words = act_words(language)
    countable = re.compile(rf"(?<![\w-])(?:{words.goods}|{words.money})(?![\w-])", re.IGNORECASE)
    candidates = [
        q for q in counted
        if q.kind not in ("ordinal", WHOLE) and countable.search(q.of) and q.unit and " " not in q.unit and "," not in q.of and len(q.of) <= _LONGEST and len(q.unit) <= 30 and keepable(q.value)
    ]  # fmt: skip
    if len(candidates) <= MOST_QUANTITIES:
        for q in candidates:
            of = clean(" ".join(beyond_unit(q, language).split()))
            # Without an object a number of ships is not a quantity yet, and without its "up to" another one: a person says these.
            approx_word = q.approx.replace(" ", "")
            if of and (not approx_word or (approx_word.isascii() and approx_word.islower())):
                yield Quantity(value=q.value, unit=clean(q.unit), of=of, approx=q.approx)


def _drawn(part: Annotated, corpus: Corpus, named: Mapping[str, list[int]]) -> Iterable[int]:
    """The paragraphs that name the speakers who are called "he" or "the minister" in this one."""
    named_here = {n.entry for n in part.named if n.entry}
    speakers = {q.speaker for q in part.quoted if q.sure and q.speaker in corpus.actors} - named_here
    return sorted(
        {min(named[s], key=lambda n: (n > part.number, abs(n - part.number))) for s in speakers if s in named}
    )
