"""Article files: front matter, then statements as prose.

Blank lines separate blocks; each block is one statement, or one silent paragraph of the
original::

    3a. [attributed: ann-example] Borealis offered Alba a broader partnership.
      when: [2024-02-21..2024-02-29] (from "late February 2024")
      quantity: nearly 25,000 t of grain

    1. [no statement: headline]

    4a. [pending]
      # a note for the editor, which nothing reads

The number is the paragraph of the original, the letter is permanent.  Without a bracket a
statement is a reported fact.
"""

from __future__ import annotations

import re
from typing import Any

from handbook.claims import Quantity
from handbook.date_mends import NoDate
from handbook.kinds import StatementKind
from handbook.legible import legible
from handbook.model import Header, Paragraph, Source, Statement
from handbook.number_form import with_thousands
from handbook.partial_date import PartialDate
from handbook.plain_text import brief
from handbook.problems import Place, Problem, did_you_mean
from handbook.reading import records, yaml_values

MAX_BYTES = 2_000_000
_HEAD = re.compile(
    r"(?P<number>[0-9]{1,6})(?P<letter>[a-z]{0,2})\.(?:[ \t]+|$)(?:\[(?P<tag>[^\]\n]*)\][ \t]*)?(?P<text>.*)", re.S
)
_FIELD = re.compile(r"[ \t]+(?P<key>[a-z-]+):[ \t]*(?P<value>.*)")
_WHEN = re.compile(
    r"(?P<date>[^(]*?)\s*(?:\(from (?:[\"“](?P<words>[^\"”]+)[\"”]|(?P<paragraph>paragraph [1-9][0-9]{0,5}|publication))\))?"
)
_QUANTITY = re.compile(
    r"(?P<approx>(?:[a-z][a-z ]*?)\s+)?(?P<value>[0-9][0-9,]*(?:\.[0-9]+)?)\s+(?P<unit>\S+)\s+of\s+(?P<of>[^,]+?)(?:,\s+counted by\s+(?P<by>.+))?"
)
_FIELDS = ("when", "quantity", "quotation", "also-from", "origin")
_QUOTATIONS = ("direct", "direct-partial", "indirect", "scare-quote", "title")


def read(text: str, path: str) -> tuple[Source | None, list[Problem]]:
    """A source from the text of an article file, or its problems."""
    if len(text) > MAX_BYTES:
        return None, [Problem(Place(path), "HB109", f"larger than {MAX_BYTES:,} characters", "split the article")]
    lines = text.split("\n")
    if not text.strip():
        return None, [
            Problem(
                Place(path), "HB112", "the article is empty", "write its head, and what each of its paragraphs says"
            )
        ]
    if lines[0].strip() != "---" or "---" not in (line.strip() for line in lines[1:]):
        return None, [
            Problem(
                Place(path, 1),
                "HB110",
                "no front matter between two lines of '---'",
                "start the file with '---', the fields, '---'",
            )
        ]
    end = next(i for i, line in enumerate(lines[1:], 1) if line.strip() == "---")
    try:
        values = yaml_values.load("\n".join(lines[1:end]), first_line=2)
    except yaml_values.YamlError as error:
        return None, [Problem(Place(path, error.line), "HB101", error.message, error.mend)]
    header, problems = records.make(Header, values, path)
    source_id = header.id if header else ""
    paragraphs, problems_of_text = _paragraphs(lines, end + 1, path, source_id)
    problems += problems_of_text
    if not paragraphs and not problems_of_text:
        problems.append(
            Problem(
                Place(path, end + 1),
                "HB112",
                "the article has no statement",
                "add a line such as '2a. What the paragraph says.'",
            )
        )
    if header is None or problems:
        return None, problems
    return Source(header=header, paragraphs=tuple(paragraphs), path=path), []


def _paragraphs(lines: list[str], start: int, path: str, source: str) -> tuple[list[Paragraph], list[Problem]]:
    problems: list[Problem] = []
    by_number: dict[int, Paragraph] = {}
    labels: set[str] = set()
    last = 0
    for line, block in _blocks(lines, start):
        place = Place(path, line)
        head = _HEAD.match(block[0])
        if not head or int(head["number"]) == 0:
            problems.append(
                Problem(
                    place,
                    "HB110",
                    "this does not start with a paragraph number",
                    "start it with '3a. ', or indent nothing and leave no blank line inside a statement",
                )
            )
            continue
        number = int(head["number"])
        if number < last:
            problems.append(
                Problem(
                    place,
                    "HB110",
                    f"paragraph {number} stands after paragraph {last}",
                    "keep the order of the original",
                )
            )
        last = max(last, number)
        tag = (head["tag"] or "").strip()
        if tag.startswith("no statement"):
            if number in by_number or head["letter"]:
                problems.append(
                    Problem(
                        place,
                        "HB111",
                        f"paragraph {number} has statements and 'no statement'",
                        "remove one; 'no statement' takes no letter",
                    )
                )
            by_number[number] = Paragraph(
                number=number, silent=tag.removeprefix("no statement").lstrip(": ") or "-", line=line
            )
            if by_number[number].silent == "-":
                problems.append(
                    Problem(place, "HB110", "'no statement' without a reason", "write '[no statement: headline]'")
                )
            continue
        statement, faults = _statement(head, tag, block, line, path, source)
        problems += faults
        if not head["letter"]:
            problems.append(
                Problem(place, "HB110", f"the statement of paragraph {number} has no letter", f"write '{number}a.'")
            )
        elif statement and statement.label in labels:
            problems.append(
                Problem(place, "HB111", f"the label {statement.label} stands twice", "use the next free letter")
            )
        elif number in by_number and by_number[number].silent:
            problems.append(
                Problem(place, "HB111", f"paragraph {number} has statements and 'no statement'", "remove one")
            )
        elif statement:
            labels.add(statement.label)
            paragraph = by_number.get(number, Paragraph(number=number, line=line))
            by_number[number] = Paragraph(
                number=number, statements=(*paragraph.statements, statement), line=paragraph.line
            )
    return list(by_number.values()), problems


def _blocks(lines: list[str], start: int) -> list[tuple[int, list[str]]]:
    """Runs of non-blank lines, with the number of the first line of each."""
    blocks: list[tuple[int, list[str]]] = []
    open_block = False
    for number, line in enumerate(lines[start:], start + 1):
        if not line.strip():
            open_block = False
        elif open_block:
            blocks[-1][1].append(line)
        else:
            blocks.append((number, [line]))
            open_block = True
    return blocks


def _statement(
    head: re.Match[str], tag: str, block: list[str], line: int, path: str, source: str
) -> tuple[Statement | None, list[Problem]]:
    problems: list[Problem] = []
    prose, fields = [head["text"]], list[tuple[int, str, str]]()
    for offset, row in enumerate(block[1:], 1):
        # Notes for the editor of a draft are skipped.
        if re.match(r"[ \t]+#(?:[ \t]|$)", row):
            continue
        field = _FIELD.fullmatch(row)
        if field:
            fields.append((line + offset, field["key"], field["value"].strip()))
        else:
            prose.append(row)
    text = " ".join(" ".join(prose).split())
    place = Place(path, line)
    if not text and tag != StatementKind.PENDING:
        problems.append(
            Problem(place, "HB110", "the statement has no text", "write what the paragraph says, in your own words")
        )
    try:
        legible(text or "-")
    except ValueError as error:
        problems.append(Problem(place, "HB110", f"the statement's text: {error}"))
    word, _, speaker = (part.strip() for part in tag.partition(":"))
    kind = StatementKind.REPORTED
    if tag:
        try:
            kind = StatementKind(word)
        except ValueError:
            mend = (
                did_you_mean(word, [*StatementKind, "no statement"])
                or f"one of {', '.join(StatementKind)}, no statement"
            )
            problems.append(Problem(place, "HB105", f"a statement cannot be '{word}'", mend))
    values: dict[str, Any] = {}
    quantities: list[Quantity] = []
    for number, key, value in fields:
        try:
            if key == "quantity":
                quantities.append(_quantity(value))
            elif key == "when":
                values |= _when(value)
            elif key == "quotation" and value in _QUOTATIONS:
                values["quotation"] = value
            elif key == "origin":
                if not 0 < len(value) <= 200:
                    raise ValueError("an origin is named in 1 to 200 characters")
                values["origin"] = value
            elif key == "also-from":
                values["drawn_from"] = _paragraph_numbers(value)
            elif key == "quotation":
                raise ValueError(f"a quotation is one of {', '.join(_QUOTATIONS)}")
            else:
                problems.append(
                    Problem(
                        Place(path, number),
                        "HB103",
                        f"unknown field '{key}' of a statement",
                        did_you_mean(key, _FIELDS) or f"known: {', '.join(_FIELDS)}",
                    )
                )
        except NoDate as error:
            problems.append(Problem(Place(path, number), "HB106", f"'{key}': {error.what}", error.mend))
        except ValueError as error:
            problems.append(Problem(Place(path, number), "HB106" if key == "when" else "HB105", f"'{key}': {error}"))
    if kind is StatementKind.PENDING and text:
        problems.append(Problem(place, "HB110", "the statement has a text and is still [pending]", "remove [pending]"))
    if problems:
        return None, problems
    return (
        Statement(
            source=source, label=head["number"].lstrip("0") + head["letter"], paragraph=int(head["number"]), text=text,
            kind=kind, speaker=speaker, quantities=tuple(quantities), line=line, **values,
        ),
        [],
    )  # fmt: skip


def _paragraph_numbers(value: str) -> tuple[int, ...]:
    parts = [part.strip() for part in value.split(",")]
    if not all(re.fullmatch(r"[1-9][0-9]{0,5}", part) for part in parts):
        raise ValueError(f"'{brief(value)}' are no paragraphs; write 3 or 3, 5")
    return tuple(map(int, parts))


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
