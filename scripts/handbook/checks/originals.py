"""Digests against the originals: what a statement says must stand in its paragraph.

The comparison normalises what ``folding`` names (NFKC, hyphens, quotes, accents,
case), reads number words and "million" as numbers, and takes every registered
name of an entry for the entry.  Of an original in another language dates, digits and
copied words are compared, not names.  What cannot be compared is counted, not passed.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterator
from decimal import Decimal

from handbook.checks.naming import Naming, named_in
from handbook.checks.register import Context
from handbook.extraction.dates import dates
from handbook.extraction.quantities import quantities
from handbook.folding import fold, plain, words
from handbook.kinds import Rights
from handbook.linking.unknown import CALENDAR, MONTHS
from handbook.model import Source, Statement
from handbook.partial_date import PartialDate, Point
from handbook.problems import Place, Problem, Report

RUN = 8
_UNPUBLISHED = "says that it is dated by the publication, which has another date"
_UNITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_ORDINALS = ["zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
_WORDS = {w: n for n, w in enumerate(_UNITS)} | _TENS | {w: n for n, w in enumerate(_ORDINALS)}
_NUMBER = re.compile(
    r"(?<![\w.])\$?(?P<n>\d[\d,]*(?:\.\d+)?)(?:st|nd|rd|th)?(?:\s+(?P<scale>thousand|million|billion))?(?!\d)", re.I
)
_SCALE = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, None: 1}


def paragraphs(text: str) -> list[str]:
    """The paragraphs of an original: its non-empty lines; the first is number 1."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def verify(context: Context, source: Source, raw: bytes | None, report: Report) -> None:
    """Compare one digest with the bytes of its original, if at hand.

    Adds problems and the counts ``verified``, ``failed`` and ``not checked`` of
    statements to the report.
    """
    total = len(source.statements)
    original = source.header.original
    if original is None or raw is None:
        report.count("not checked", total)
        return
    place = context.corpus.place(source.id, "original")
    if hashlib.sha256(raw).hexdigest() != original.sha256:
        report.add(
            place,
            "HB501",
            f"the file {original.name} is not the one that was read: its SHA-256 differs",
            "correct sha256, or find the right file",
        )
        report.count("failed", total)
        return
    texts = paragraphs(raw.decode("utf-8", "replace"))
    report.extend(_coverage(source, len(texts)))
    runs = _runs(" ".join(texts))
    same = source.header.language == context.corpus.handbook.content
    naming = named_in(context, source, texts) if same else Naming()
    for statement in source.statements:
        problems = list(
            _statement(context, source, statement, texts, runs, naming)
            if same
            else _translated(context, source, statement, texts, runs)
        )
        report.extend(problems)
        report.count("failed" if problems else "verified" if same else "verified in part")


def _coverage(source: Source, total: int) -> Iterator[Problem]:
    numbers = {p.number: p.line for p in source.paragraphs}
    for number, line in numbers.items():
        if number > total:
            yield Problem(
                Place(source.path, line),
                "HB503",
                f"there is no paragraph {number}: the original has {total}",
                "correct the number",
            )
    missing = [str(n) for n in range(1, total + 1) if n not in numbers]
    if missing and source.header.extent == "whole":
        yield Problem(
            Place(source.path),
            "HB503",
            f"paragraphs {', '.join(missing)} of the original are left out",
            "add their statements or '[no statement: reason]'",
        )


def _statement(
    context: Context,
    source: Source,
    statement: Statement,
    texts: list[str],
    runs: set[tuple[str, ...]],
    naming: Naming,
) -> Iterator[Problem]:
    place = Place(source.path, statement.line)
    numbers = (statement.paragraph, *statement.drawn_from)
    if any(n > len(texts) for n in numbers):
        yield Problem(
            place, "HB503", f"there is no paragraph {max(numbers)}: the original has {len(texts)}", "correct the number"
        )
        return
    text = "\n".join(texts[n - 1] for n in numbers)
    yield from _copies(source, statement, runs)
    known = frozenset().union(*(naming.entries(n) for n in numbers))
    for mention in context.mentions[statement.citation].mentions:
        if mention.entry not in known:
            yield Problem(
                place,
                "HB505",
                f"{statement.label} names '{mention.surface}', which paragraph {statement.paragraph} does not",
                naming.mend(mention.entry, statement),
            )
    # A date that is resolved may be told in full: Tuesday as 18 August 2020.
    have = set(amounts(text)) | _parts(statement.when)
    for number in amounts(statement.text):
        if number not in have:
            yield Problem(
                place,
                "HB506",
                f"{statement.label} has the number {number}, which paragraph {statement.paragraph} does not",
                "correct it, or add 'also-from: '",
            )
    for quantity in statement.quantities:
        if quantity.value != 1 and quantity.value not in have:
            yield Problem(
                place,
                "HB506",
                f"the quantity {quantity.value} of {statement.label} is not in paragraph {statement.paragraph}",
                "correct it",
            )
    yield from (
        Problem(
            place,
            "HB506",
            f"{statement.label} {what}",
            "correct it, or say from which words or paragraph it is resolved",
        )
        for what in _dates(source, statement, text, texts)
    )
    for quoted in re.findall(r"[\"“]([^\"”]+)[\"”]", statement.text):
        if not _contains(words(text), words(quoted)):
            yield Problem(
                place,
                "HB507",
                f"{statement.label} quotes words that are not in paragraph {statement.paragraph}: '{quoted}'",
                "quote exactly, or use no quotation marks",
            )


def _copies(source: Source, statement: Statement, runs: set[tuple[str, ...]]) -> Iterator[Problem]:
    """Words in a row of an original whose rights are reserved; the sentences of another may be its statements."""
    copied = sorted(" ".join(r) for r in _runs(statement.text) & runs)
    if copied and source.header.rights is not Rights.OPEN:
        yield Problem(
            Place(source.path, statement.line),
            "HB504",
            f"{statement.label} copies {RUN} words in a row: '{copied[0]}'",
            "say it in your own words",
        )


def _translated(
    context: Context, source: Source, statement: Statement, texts: list[str], runs: set[tuple[str, ...]]
) -> Iterator[Problem]:
    """What can be compared across languages: paragraphs, copies, dates by their value, numbers written in digits."""
    place = Place(source.path, statement.line)
    numbers = [statement.paragraph, *statement.drawn_from]
    basis = re.fullmatch(r"paragraph (\d+)", statement.resolved_from)
    if any(n > len(texts) for n in (*numbers, int(basis[1]) if basis else 1)):
        yield Problem(place, "HB503", f"the original has {len(texts)} paragraphs", "correct the number")
        return
    text = "\n".join(texts[n - 1] for n in numbers)
    yield from _copies(source, statement, runs)
    published, language = source.header.published, source.header.language
    if statement.resolved_from == "publication":
        if statement.when and not _meet(statement.when, published):
            yield Problem(place, "HB506", f"{statement.label} {_UNPUBLISHED}", "correct it")
        return
    dates_there = dates(text + ("\n" + texts[int(basis[1]) - 1] if basis else ""), published, language)
    values = [PartialDate.parse(d.value) for d in dates_there if d.kind == "DATE" and d.value]
    words_said = statement.resolved_from and not basis
    if words_said and not _contains(words(text), words(statement.resolved_from)):
        yield Problem(
            place,
            "HB506",
            f"{statement.label} resolves its date from '{statement.resolved_from}', which its paragraph does not say",
            "correct it",
        )
    elif statement.when and not words_said and not any(_meet(statement.when, v) for v in values):
        yield Problem(
            place,
            "HB506",
            f"{statement.label} is dated {statement.when}: its paragraph has no such date",
            "correct it, or say from which words or paragraph it is resolved",
        )
    have = set(amounts(text)) | {q.value for q in quantities(text)}
    for date in (*values, statement.when, published):
        have |= _parts(date)
    for number in amounts(re.sub(r"\w*[A-Za-z]\w*", " ", statement.text)):
        if number not in have:
            yield Problem(
                place,
                "HB506",
                f"{statement.label} has the number {number}, which paragraph {statement.paragraph} does not",
                "correct it, or add 'also-from: '",
            )


def _parts(date: PartialDate | None) -> set[Decimal]:
    """Years, months and days of a date as numbers."""
    points = [p for p in (date.start, date.end) if p] if date else []
    return {Decimal(part) for p in points for part in (p.year, p.month, p.day) if part.isdecimal()}


def _meet(a: PartialDate, b: PartialDate) -> bool:
    """Whether two dates can be the same."""
    return (a.earliest or dt.date.min) <= (b.latest or dt.date.max) and (b.earliest or dt.date.min) <= (
        a.latest or dt.date.max
    )


def _runs(text: str) -> set[tuple[str, ...]]:
    """Runs of eight words that are not half names or numbers (names, titles and lists of names do not count)."""
    tokens = re.findall(r"\w+", plain(text))
    runs = set()
    for i in range(len(tokens) - RUN + 1):
        run = tokens[i : i + RUN]
        if sum(w[0].isupper() or w[0].isdigit() for w in run) < RUN // 2:
            runs.add(tuple(fold(w) for w in run))
    return runs


def amounts(text: str) -> list[Decimal]:
    """The numbers in a text, digits and words, with "million" multiplied out."""
    text = plain(text)
    numbers = [
        Decimal(m["n"].replace(",", "").rstrip(".")) * _SCALE[m["scale"].lower() if m["scale"] else None]
        for m in _NUMBER.finditer(text)
    ]
    tokens = re.findall(r"[a-z]+", text.lower())
    numbers += [Decimal(_WORDS[w]) for w in tokens if w in _WORDS and w not in ("one", "zero")]
    return numbers


def _dates(source: Source, statement: Statement, text: str, texts: list[str]) -> Iterator[str]:
    """What is wrong with a statement's dates, as ends of a sentence."""
    have = set(words(text))
    published = source.header.published
    dated = {MONTHS[int(p) - 1] for p in _months(statement.when)}
    for month in sorted(CALENDAR):
        if re.search(rf"\b{month}\b", statement.text) and fold(month) not in have and month not in dated:
            yield f"says {month}, which its paragraph does not"
    if statement.when is None:
        return
    from_paragraph = re.fullmatch(r"paragraph (\d+)", statement.resolved_from)
    if from_paragraph:
        number = int(from_paragraph[1])
        if number > len(texts):
            yield f"resolves its date from paragraph {number}, which the original lacks"
            return
        if _resolved_there(source, statement, number):
            return
        have |= set(words(texts[number - 1]))
        text += "\n" + texts[number - 1]
    elif statement.resolved_from == "publication":
        if not _meet(statement.when, published):
            yield _UNPUBLISHED
        return
    elif statement.resolved_from:
        if not _contains(words(text), words(statement.resolved_from)):
            yield f"resolves its date from '{statement.resolved_from}', which its paragraph does not say"
        return
    # "On Saturday", resolved against the publication, gives the year and month that the words do not.
    resolved = [PartialDate.parse(d.value) for d in dates(text, published) if d.kind == "DATE" and d.value]
    for point in {p for p in (statement.when.start, statement.when.end) if p}:
        if any(_same(point, p) for d in resolved for p in (d.start, d.end) if p):
            continue
        if point.year.isdigit() and point.year not in have:
            yield f"is dated {statement.when}: its paragraph has no {point.year}"
        elif point.month.isdigit() and fold(MONTHS[int(point.month) - 1]) not in have:
            yield f"is dated {statement.when}: its paragraph has no {MONTHS[int(point.month) - 1]}"


def _resolved_there(source: Source, statement: Statement, number: int) -> bool:
    """Whether a statement of the paragraph has the same date and says itself from which words it is resolved."""
    return any(
        other.when == statement.when and other.resolved_from and not other.resolved_from.startswith("paragraph ")
        for other in source.statements
        if other.paragraph == number and other is not statement
    )


def _months(date: PartialDate | None) -> set[str]:
    return {p.month for p in (date.start, date.end) if p and p.month.isdecimal()} if date else set()


def _same(point: Point, found: Point) -> bool:
    """Whether a date found has what a statement's date has: its year, month and day as far as it gives them."""
    return (point.year, point.month or found.month, point.day or found.day) == (found.year, found.month, found.day)


def _contains(text: list[str], phrase: list[str]) -> bool:
    return any(text[i : i + len(phrase)] == phrase for i in range(len(text) - len(phrase) + 1))
