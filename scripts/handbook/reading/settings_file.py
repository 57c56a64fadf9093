"""Read ``handbook.toml`` into its record: every fault with its line and the mend."""

from __future__ import annotations

import datetime as dt
import json
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from handbook import date_mends
from handbook.date_mends import NoDate
from handbook.problems import Place, Problem, did_you_mean
from handbook.reading import files, records, toml_shape
from handbook.reading.yaml_values import Values
from handbook.settings.handbook import NAME, Handbook, plain
from handbook.settings.vocabulary import PACKAGE, TABLES

MAX_BYTES = 200_000
#: A project's folders, which may not contain a second file.
PARTS = ("seeds", "docs")
#: The page on which every field is explained.
REFERENCE = "reference/configuration"
_TABLE = re.compile(r"\s*\[\[?([^\[\]]+)\]\]?\s*(?:#.*)?$")
_KEY = re.compile(
    r"\s*((?:[A-Za-z0-9_-]+|\"[^\"]*\"|'[^']*')(?:\s*\.\s*(?:[A-Za-z0-9_-]+|\"[^\"]*\"|'[^']*'))*)\s*=(.*)$"
)
#: Control characters, which no text has, except tabs and line ends; and those that turn around the text behind them.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_PART = re.compile(r"\"([^\"]*)\"|'([^']*)'|([A-Za-z0-9_-]+)")

Steps = tuple[str | int, ...]


def of_seeds(seeds: Path) -> tuple[Handbook, list[Problem]]:
    """The settings of the handbook with these seeds, from the nearest file above them; the defaults if there is none."""
    folder = folder_of(seeds)
    return read(folder) if (folder / NAME).is_file() else (plain(), [])


def folder_of(seeds: Path) -> Path:
    """The folder of that file; without one, the parent of the seeds."""
    return next((up for up in seeds.parents if (up / NAME).is_file()), seeds.parent)


def raw_of(seeds: Path) -> bytes:
    """The bytes of that file, empty without one; for finding out whether it changed."""
    path = folder_of(seeds.absolute()) / NAME
    return path.read_bytes() if path.is_file() else b""


def read(folder: Path) -> tuple[Handbook, list[Problem]]:
    """The handbook in a folder, and the problems of its file; if there are any, it is a handbook with default settings.

    Raises:
        FileNotFoundError: there is no such file.
    """
    second = [name for part in PARTS if (folder / (name := f"{part}/{NAME}")).exists()]
    if folder.name in PARTS and (folder.parent / NAME).is_file():
        second, folder = [f"{folder.name}/{NAME}"], folder.parent
    if second:
        message = f"there is a second one, {second[0]}: it is not clear which counts"
        return plain(), [Problem(Place(NAME), "HB120", message, "keep the one in the folder that has seeds and docs")]
    try:
        text = files.text(files.read(folder / NAME, MAX_BYTES, folder))
    except files.FileError as error:
        return plain(), [error.problem(NAME)]
    handbook, problems = parse(text)
    if handbook.logo and not (folder / handbook.logo).is_file():
        message = f"the logo '{handbook.logo}' is no file beside {NAME}"
        return plain(), [
            Problem(Place(NAME, _line(lines_of(text), ("logo",))), "HB122", message, "put it there, or remove the line")
        ]
    return handbook, problems


def parse(text: str) -> tuple[Handbook, list[Problem]]:
    """The handbook that a text describes, and its problems."""
    try:
        toml_shape.refuse(text)
    except toml_shape.ShapeError as error:
        return plain(), [Problem(Place(NAME, error.line), "HB121", error.what, error.mend)]
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = re.sub(r" \(at (?:line \d+, column \d+|end of document)\)", "", str(error))
        line = re.search(r"at line (\d+)", str(error))
        number = int(line[1]) if line else text.count("\n") + 1
        what, mend = f"{message[:1].lower()}{message[1:]}", 'a line is: name = "text in quotation marks"'
        if wrong := _wrong_day(text.split("\n")[number - 1]):
            what, mend = wrong.what, wrong.mend
        return plain(), [Problem(Place(NAME, number), "HB121", f"not TOML: {what}", mend)]
    located = Values(_plain(values), lines_of(text))
    if unseen := [
        Problem(
            Place(NAME, _line(located.lines, path)),
            "HB122",
            f"a control character in '{'.'.join(map(str, path))}'",
            "remove it",
        )
        for path, written in _texts(located.value, ())
        if _CONTROL.search(written)
    ]:
        return plain(), unseen
    handbook, problems = records.make(Handbook, located, NAME)
    if handbook is None:
        return plain(), [_reworded(problem) for problem in problems]
    if problems := [
        Problem(Place(NAME, _line(located.lines, path)), "HB122", message, mend)
        for path, message, mend in _faults(handbook)
    ]:
        return plain(), problems
    return handbook, []


def _wrong_day(line: str) -> NoDate | None:
    """What is wrong with a day that stands without quotation marks in a line which is no TOML; None if there is none."""
    date_match = re.search(r"=\s*([0-9]{1,4}(?:[./-][0-9]{1,4}){1,2})\s*(?:#|$)", line)
    try:
        date_mends.day(date_match[1] if date_match else "2000-01-01")
    except NoDate as error:
        return error
    return None


#: How a value is written, by the name of its field.
_WRITTEN = {
    "brand": "a colour is written as #1d4e5f", "brand-dark": "a colour is written as #9cc9d6", "accent": "a colour is written as #9a5b00",
    "colour": "a colour is written as #1d4e5f", "language": "a language is two or three small letters, such as en or fr",
    "content-language": "a language is two or three small letters, such as en or fr",
    "languages": 'languages are a list of two or three small letters each, such as ["en", "fr"]',
    "date": "a day is written as 2026-11-22", "address": "start with https://, then the host and the folder, such as https://example.org/handbook/", "id": "small letters, digits and single hyphens",
    "keywords": 'a list of texts: ["one", "two"]', "menu": 'a list of pages: ["about/team"]', "loaded-words": 'a list of texts: ["one", "two"]',
    "edition": "letters and digits with single dots and hyphens between them, such as 2026.1", "logo": "a file beside handbook.toml that ends with .svg or .png",
    "window": "four numbers: west, south, east, north in degrees", "claims": "a claim is written as entry#label",
}  # fmt: skip


def _reworded(problem: Problem) -> Problem:
    """Reword a problem in terms of this file, rather than of the validator or of records."""
    code = problem.code if problem.code == "HB103" else "HB122"
    name = re.match(r"'([^']+)'", problem.message)
    field = re.sub(r"\.\d+$", "", name[1]).rpartition(".")[2] if name else ""
    mend = problem.mend
    # The message of a value's own check contains the mend.
    if not re.match(r"'[^']+': ", problem.message):
        mend = _WRITTEN.get(field, mend)
    return Problem(
        problem.place,
        code,
        problem.message,
        "see the reference of the configuration" if mend.startswith("see ") else mend,
    )


def _faults(handbook: Handbook) -> Iterator[tuple[Steps, str, str]]:
    """Faults that concern several fields: where, what, and the mend."""
    for name in TABLES:
        table = getattr(handbook.vocabulary, name)
        if table is not None and not table:
            yield ("vocabulary", name), f"the vocabulary '{name}' has no words", "give it one, or remove the table"
        package_words = PACKAGE.get(name, ())
        for word, word_settings in (table or {}).items():
            path = ("vocabulary", name, word)
            if word_settings.like and word_settings.like not in package_words:
                hint = did_you_mean(word_settings.like, package_words) or f"one of {', '.join(package_words)}"
                yield (
                    (*path, "like"),
                    f"'{word}' cannot be like '{word_settings.like}', which the package does not have",
                    hint,
                )
            if not word_settings.label and word not in package_words and name not in ("relations", "roles"):
                yield path, f"the word '{word}' of the vocabulary '{name}' has no label", f'{word} = {{label = "..."}}'
        labels = getattr(handbook.labels, name, None) or {}
        words = tuple(table) if table is not None else package_words
        for word in labels:
            if word not in words:
                hint = did_you_mean(word, words) or f"one of {', '.join(words)}"
                yield ("labels", name, word), f"a label for '{word}', which is no word of the vocabulary '{name}'", hint


def _plain(value: Any) -> Any:
    """TOML values in the form that records take: dates become text."""
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_plain(v) for v in value]
    return value.isoformat() if isinstance(value, dt.date | dt.time) else value


def _texts(value: Any, path: Steps) -> Iterator[tuple[Steps, str]]:
    """All texts of a file with their paths, keys included."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item, path)
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield path, key
            yield from _texts(inner, (*path, key))


def _line(lines: dict[Steps, int], path: Steps) -> int:
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


def lines_of(text: str) -> dict[Steps, int]:
    """The line of each table and key of a valid TOML text; anything within brackets has the line of its key."""
    lines: dict[Steps, int] = {(): 1}
    table: Steps = ()
    inner = toml_shape.continuation_lines(text)
    # Lines end where TOML ends them: other separators may stand within a text.
    for number, row in enumerate(text.split("\n"), 1):
        if number in inner:
            continue
        if match := _TABLE.fullmatch(row):
            table = _steps(match[1])
            for length in range(1, len(table) + 1):
                lines.setdefault(table[:length], number)
            continue
        if match := _KEY.match(row):
            path = (*table, *_steps(match[1]))
            for length in range(len(table) + 1, len(path) + 1):
                lines.setdefault(path[:length], number)
    return lines


def _steps(key_text: str) -> Steps:
    return tuple(m[1] or m[2] or m[3] for m in _PART.finditer(key_text))


@cache
def schema() -> str:
    """The JSON Schema (draft 2020-12) of the file."""
    schema_ = records.adapter(Handbook).json_schema(by_alias=True)
    schema_ = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema_}
    return json.dumps(schema_, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
