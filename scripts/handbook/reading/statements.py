"""A statement of an article file: its text, its kind and speaker in brackets, and its fields."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from handbook.claims import Quantity
from handbook.date_mends import NoDate
from handbook.kinds import StatementKind
from handbook.legible import legible
from handbook.model import Statement
from handbook.number_form import with_thousands
from handbook.partial_date import PartialDate
from handbook.plain_text import brief
from handbook.problems import Place, Problem, did_you_mean

#: The beginning of a block: the number of its paragraph, a letter, what stands in brackets, the first words.
HEAD = re.compile(
    r"(?P<number>[0-9]{1,6})(?P<letter>[a-z]{0,2})\.(?:[ \t]+|$)(?:\[(?P<tag>[^\]\n]*)\][ \t]*)?(?P<text>.*)", re.S
)
_FIELD = re.compile(r"[ \t]+(?P<key>[a-z-]+):[ \t]*(?P<value>.*)")
_WHEN = re.compile(
    r"(?P<date>[^(]*?)\s*(?:\(from (?:[\"“](?P<words>[^\"”]+)[\"”]|(?P<paragraph>paragraph [1-9][0-9]{0,5}|publication))\))?"
)
_QUANTITY = re.compile(
    r"(?P<approx>(?:[a-z][a-z ]*?)\s+)?(?P<value>[0-9][0-9,]*(?:\.[0-9]+)?)\s+(?P<unit>\S+)\s+of\s+(?P<of>[^,]+?)(?:,\s+counted by\s+(?P<by>.+))?"
)
_QUOTATIONS = ("direct", "direct-partial", "indirect", "scare-quote", "title")


def read(head: re.Match[str], block: list[str], place: Place, source: str) -> tuple[Statement | None, list[Problem]]:
    """The statement of a source that a block of lines is, or its problems; ``head`` is the match of its first line."""
    text, rows = _text_and_fields(head, block, place)
    tag = (head["tag"] or "").strip()
    word, _, speaker = (part.strip() for part in tag.partition(":"))
    problems = _problems_of_text(text, tag, place)
    kind = StatementKind.REPORTED
    if tag:
        try:
            kind = StatementKind(word)
        except ValueError:
            kinds = [*StatementKind, "no statement"]
            mend = did_you_mean(word, kinds) or f"one of {', '.join(kinds)}"
            problems.append(Problem(place, "HB105", f"a statement cannot be '{word}'", mend))
    fields: dict[str, Any] = {}
    quantities: list[Quantity] = []
    for field_place, key, value in rows:
        field = _field(field_place, key, value)
        if isinstance(field, Problem):
            problems.append(field)
        elif isinstance(field, Quantity):
            quantities.append(field)
        else:
            fields |= field
    if kind is StatementKind.PENDING and text:
        problems.append(Problem(place, "HB110", "the statement has a text and is still [pending]", "remove [pending]"))
    if problems:
        return None, problems
    return (
        Statement(
            source=source, label=head["number"].lstrip("0") + head["letter"], paragraph=int(head["number"]), text=text,
            kind=kind, speaker=speaker, quantities=tuple(quantities), line=place.line, **fields,
        ),
        [],
    )  # fmt: skip


def _text_and_fields(head: re.Match[str], block: list[str], place: Place) -> tuple[str, list[tuple[Place, str, str]]]:
    """The text of a statement, and the place, key and value of each of its fields."""
    prose, fields = [head["text"]], list[tuple[Place, str, str]]()
    for number, row in enumerate(block[1:], place.line + 1):
        # Notes for the editor of a draft are skipped.
        if re.match(r"[ \t]+#(?:[ \t]|$)", row):
            continue
        if field := _FIELD.fullmatch(row):
            fields.append((Place(place.path, number), field["key"], field["value"].strip()))
        else:
            prose.append(row)
    return " ".join(" ".join(prose).split()), fields


def _problems_of_text(text: str, tag: str, place: Place) -> list[Problem]:
    problems: list[Problem] = []
    if not text and tag != StatementKind.PENDING:
        mend = "write what the paragraph says, in your own words"
        problems.append(Problem(place, "HB110", "the statement has no text", mend))
    try:
        legible(text or "-")
    except ValueError as error:
        problems.append(Problem(place, "HB110", f"the statement's text: {error}"))
    return problems


def _field(place: Place, key: str, value: str) -> Quantity | dict[str, Any] | Problem:
    """What a field says, as fields of the statement or a quantity of it, or what is wrong with it."""
    if key not in _READERS:
        mend = did_you_mean(key, _READERS) or f"known: {', '.join(_READERS)}"
        return Problem(place, "HB103", f"unknown field '{key}' of a statement", mend)
    try:
        return _READERS[key](value)
    except NoDate as error:
        return Problem(place, "HB106", f"'{key}': {error.what}", error.mend)
    except ValueError as error:
        return Problem(place, "HB106" if key == "when" else "HB105", f"'{key}': {error}")


def _quotation(value: str) -> dict[str, Any]:
    if value not in _QUOTATIONS:
        raise ValueError(f"a quotation is one of {', '.join(_QUOTATIONS)}")
    return {"quotation": value}


def _origin(value: str) -> dict[str, Any]:
    if not 0 < len(value) <= 200:
        raise ValueError("an origin is named in 1 to 200 characters")
    return {"origin": value}


def _also_from(value: str) -> dict[str, Any]:
    parts = [part.strip() for part in value.split(",")]
    if not all(re.fullmatch(r"[1-9][0-9]{0,5}", part) for part in parts):
        raise ValueError(f"'{brief(value)}' are no paragraphs; write 3 or 3, 5")
    return {"drawn_from": tuple(map(int, parts))}


def _when(value: str) -> dict[str, Any]:
    match = _WHEN.fullmatch(value)
    if not match:
        raise ValueError(
            f"'{value}' is not a date, a date and (from \"the words resolved\"), (from paragraph 3) or (from publication)"
        )
    return {"when": PartialDate.parse(match["date"]), "resolved_from": match["words"] or match["paragraph"] or ""}


def _quantity(value: str) -> Quantity:
    match = _QUANTITY.fullmatch(value)
    if not match and _QUANTITY.fullmatch(f"{value} of what"):
        raise ValueError(f"'{value}' does not say of what: write '{value} of ...', as in '25,000 t of grain'")
    if not match:
        raise ValueError(
            f"'{brief(value)}' is no quantity: an example of one is 'nearly 25,000 t of grain, counted by someone'"
        )
    return Quantity(
        value=with_thousands(match["value"]),
        unit=match["unit"],
        of=match["of"].strip(),
        approx=(match["approx"] or "").strip(),
        by=match["by"] or "",
    )


_READERS: Mapping[str, Callable[[str], Quantity | dict[str, Any]]] = {
    "when": _when,
    "quantity": _quantity,
    "quotation": _quotation,
    "also-from": _also_from,
    "origin": _origin,
}
