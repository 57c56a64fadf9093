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
from dataclasses import replace

from handbook.model import Header, Paragraph, Source
from handbook.problems import Place, Problem
from handbook.reading import records, statements, yaml_values

MAX_BYTES = 2_000_000
#: What a block says in brackets of a paragraph without statements.
_SILENT = "no statement"


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
    paragraphs = _Paragraphs(path, source_id)
    for line, block in _blocks(lines, end + 1):
        paragraphs.add(line, block)
    problems += paragraphs.problems
    if not paragraphs.by_number and not paragraphs.problems:
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
    return Source(header=header, paragraphs=tuple(paragraphs.by_number.values()), path=path), []


class _Paragraphs:
    """The paragraphs of an article as far as its blocks are read, and what is wrong with these."""

    def __init__(self, path: str, source: str) -> None:
        self.by_number: dict[int, Paragraph] = {}
        self.problems: list[Problem] = []
        self._path, self._source = path, source
        self._labels: set[str] = set()
        self._last = 0

    def add(self, line: int, block: list[str]) -> None:
        """Read a block, which begins at a line of the file."""
        place = Place(self._path, line)
        head = statements.HEAD.match(block[0])
        if not head or int(head["number"]) == 0:
            mend = "start it with '3a. ', or indent nothing and leave no blank line inside a statement"
            self._wrong(place, "HB110", "this does not start with a paragraph number", mend)
            return
        number = int(head["number"])
        if number < self._last:
            message = f"paragraph {number} stands after paragraph {self._last}"
            self._wrong(place, "HB110", message, "keep the order of the original")
        self._last = max(self._last, number)
        if (tag := (head["tag"] or "").strip()).startswith(_SILENT):
            self._add_silent(place, number, head["letter"], tag.removeprefix(_SILENT).lstrip(": "))
        else:
            self._add_statement(place, number, head, block)

    def _add_silent(self, place: Place, number: int, letter: str, reason: str) -> None:
        if number in self.by_number or letter:
            message = f"paragraph {number} has statements and '{_SILENT}'"
            self._wrong(place, "HB111", message, f"remove one; '{_SILENT}' takes no letter")
        self.by_number[number] = Paragraph(number=number, silent=reason or "-", line=place.line)
        if reason in ("", "-"):
            self._wrong(place, "HB110", f"'{_SILENT}' without a reason", f"write '[{_SILENT}: headline]'")

    def _add_statement(self, place: Place, number: int, head: re.Match[str], block: list[str]) -> None:
        statement, faults = statements.read(head, block, place, self._source)
        self.problems += faults
        paragraph = self.by_number.get(number, Paragraph(number=number, line=place.line))
        if not head["letter"]:
            self._wrong(place, "HB110", f"the statement of paragraph {number} has no letter", f"write '{number}a.'")
        elif statement and statement.label in self._labels:
            self._wrong(place, "HB111", f"the label {statement.label} stands twice", "use the next free letter")
        elif paragraph.silent:
            self._wrong(place, "HB111", f"paragraph {number} has statements and '{_SILENT}'", "remove one")
        elif statement:
            self._labels.add(statement.label)
            self.by_number[number] = replace(paragraph, statements=(*paragraph.statements, statement))

    def _wrong(self, place: Place, code: str, message: str, mend: str) -> None:
        self.problems.append(Problem(place, code, message, mend))


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
