"""Compare digests with their originals: what a statement says must stand in its paragraph.

The comparison normalises what ``folding`` names (NFKC, hyphens, quotes, accents, case), reads number
words and "million" as numbers, and takes every registered name of an entry for the entry.  With an
original in another language, dates, digits and copied words are compared, but not names.  Statements
that cannot be compared are counted as such, not as verified.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from handbook.checks.copied_words import RUN, Runs, copied, runs_of
from handbook.checks.naming import Naming, named_in
from handbook.checks.original_dates import NOT_OF_PUBLICATION, can_be_the_same, wrong_dates
from handbook.checks.original_numbers import advice, amounts, figures, numbers_in, parts_of_date
from handbook.checks.register import Context
from handbook.counted import counted
from handbook.extraction.dates import dates
from handbook.extraction.languages import has
from handbook.folding import contains, words
from handbook.kinds import WHOLE, Rights, RulingKind
from handbook.model import Source, Statement
from handbook.partial_date import PartialDate
from handbook.problems import Place, Problem, Report

#: The problems that a person may let stand, with a reason: copied words, numbers and dates, quotations.  A locator is right or wrong.
STANDING = frozenset({"HB504", "HB506", "HB507"})


def paragraphs(text: str) -> list[str]:
    """The paragraphs of an original: its non-empty lines; the first is number 1."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def verify(context: Context, source: Source, raw: bytes | None, report: Report) -> None:
    """Compare one digest with the bytes of its original, if at hand.

    Adds problems to the report, and the counts of statements that were ``verified``, ``failed`` or
    ``not checked``.
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
    runs = runs_of(" ".join(texts))
    same_language = source.header.language == context.corpus.handbook.content
    naming = named_in(context, source, texts) if same_language else Naming()
    let_stand = {r.text for r in context.corpus.rulings if r.kind is RulingKind.STANDS and r.source == source.id}
    for statement in source.statements:
        violations = list(
            _statement(context, source, statement, texts, runs, naming)
            if same_language
            else _translated(context, source, statement, texts, runs)
        )
        problems = [p for p in violations if p.code not in STANDING or statement.text not in let_stand]
        report.extend(problems)
        verified = "verified" if same_language else "verified in part"
        report.count("failed" if problems else "let stand by a ruling" if violations else verified)


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
    if missing and source.header.extent == WHOLE:
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
    runs: Runs,
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
    yield from _copies(context, source, statement, runs)
    named_in_original = frozenset().union(*(naming.entries(n) for n in numbers))
    mentions = context.mentions[statement.citation].mentions
    missing = frozenset(m.entry for m in mentions) - named_in_original
    for mention in mentions:
        if mention.entry in missing:
            yield Problem(
                place,
                "HB505",
                f"{statement.label} names '{mention.surface}', which paragraph {statement.paragraph} does not",
                naming.advice(mention.entry, statement, missing),
            )
    # A resolved date may be given in full: Tuesday as 18 August 2020.
    have = numbers_in(text, source.header.language) | parts_of_date(statement.when)
    for number in amounts(statement.text, source.header.language):
        if number not in have:
            yield _other_number(place, number, statement, texts, source.header.language)
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
            f"{statement.label} {fault}",
            "correct it, or say from which words or paragraph it is resolved",
        )
        for fault in wrong_dates(source, statement, text, texts)
    )
    for quoted in re.findall(r"[\"“]([^\"”]+)[\"”]", statement.text):
        if not contains(words(text), words(quoted)):
            yield Problem(
                place,
                "HB507",
                f"{statement.label} quotes words that are not in paragraph {statement.paragraph}: '{quoted}'",
                "quote exactly, or use no quotation marks",
            )


def _copies(context: Context, source: Source, statement: Statement, runs: Runs) -> Iterator[Problem]:
    """A run of words copied from an original whose rights are reserved; from an open one whole sentences may be taken."""
    if source.header.rights is Rights.OPEN:
        return
    if words_copied := copied(statement.text, context.mentions[statement.citation].mentions, runs):
        yield Problem(
            Place(source.path, statement.line),
            "HB504",
            f"{statement.label} copies {RUN} words in a row: '{words_copied}'",
            "say it in your own words",
        )


def _dated_so(
    date: PartialDate, values: Iterable[PartialDate], text: str, published: PartialDate, language: str
) -> bool:
    """Whether a text gives a date; in a language for which there are no rules, its year is enough, or the date of publication."""
    if "dates" in has(language):
        return any(can_be_the_same(date, value) for value in values)
    have = words(text)
    return any(p.year in have or can_be_the_same(date, published) for p in (date.start, date.end) if p)


def _other_number(place: Place, number: Decimal, statement: Statement, texts: list[str], language: str) -> Problem:
    message = f"{statement.label} has the number {number}, which paragraph {statement.paragraph} does not"
    return Problem(place, "HB506", message, advice(number, statement, texts, language))


def _translated(
    context: Context, source: Source, statement: Statement, texts: list[str], runs: Runs
) -> Iterator[Problem]:
    """Compare what can be compared across languages: paragraphs, copies, dates by value, numbers in digits."""
    place = Place(source.path, statement.line)
    numbers = [statement.paragraph, *statement.drawn_from]
    basis = re.fullmatch(r"paragraph ([0-9]{1,6})", statement.resolved_from)
    if any(n > len(texts) for n in (*numbers, int(basis[1]) if basis else 1)):
        yield Problem(place, "HB503", f"the original has {counted(len(texts), 'paragraph')}", "correct the number")
        return
    text = "\n".join(texts[n - 1] for n in numbers)
    yield from _copies(context, source, statement, runs)
    published, language = source.header.published, source.header.language
    if statement.resolved_from == "publication":
        if statement.when and not can_be_the_same(statement.when, published):
            yield Problem(place, "HB506", f"{statement.label} {NOT_OF_PUBLICATION}", "correct it")
        return
    dates_there = dates(text + ("\n" + texts[int(basis[1]) - 1] if basis else ""), published, language)
    values = [PartialDate.parse(d.value) for d in dates_there if d.kind == "DATE" and d.value]
    words_said = statement.resolved_from and not basis
    if words_said and not contains(words(text), words(statement.resolved_from)):
        yield Problem(
            place,
            "HB506",
            f"{statement.label} resolves its date from '{statement.resolved_from}', which its paragraph does not say",
            "correct it",
        )
    elif statement.when and not words_said and not _dated_so(statement.when, values, text, published, language):
        yield Problem(
            place,
            "HB506",
            f"{statement.label} is dated {statement.when}: its paragraph has no such date",
            "correct it, or say from which words or paragraph it is resolved",
        )
    if contains(words(text), words(statement.text)):
        # The paragraph itself, of an open original: it writes its numbers as its own language does.
        return
    have = numbers_in(text, language)
    for date in (*values, statement.when, published):
        have |= parts_of_date(date)
    for number in figures(statement.text, context.corpus.handbook.content):
        if number not in have:
            yield _other_number(place, number, statement, texts, language)
