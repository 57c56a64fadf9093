"""Read the whole seeds folder into a corpus; nothing else here reads the disk.

Every file is read even if another is broken, so that one run reports all problems; a broken record
is left out of the corpus, never half-filled.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol

from handbook.corpus import Corpus
from handbook.model import (
    RESERVED_IDS,
    Redirect,
    Ruling,
    Source,
    Synonym,
    Translation,
)
from handbook.problems import Place, Problem, Report
from handbook.reading import articles, files, places, records, settings_file, words, yaml_values

MAX_FILE = 5_000_000

#: The line of each field of a record, by the path of keys and indexes that leads to it.
Lines = Mapping[tuple[str | int, ...], int]


class Memory(Protocol):
    """The records of files from earlier runs: a file with the same bytes is not parsed a second time."""

    def recall(self, name: str, raw: bytes) -> tuple[Any, Lines] | None:
        """The record of a file with these bytes, and its lines; None if they are not known."""

    def keep(self, name: str, raw: bytes, record: Any, lines: Lines) -> None:
        """Remember the sound record of a file."""


class _NoMemory:
    """A memory that remembers nothing."""

    def recall(self, name: str, raw: bytes) -> None:
        return None

    def keep(self, name: str, raw: bytes, record: Any, lines: Lines) -> None:
        pass


def read(seeds: Path, memory: Memory | None = None) -> tuple[Corpus, Report]:
    """The corpus under ``seeds``, and the problems of its files.

    Paths in problems start with the name of the seeds folder.
    """
    memory = memory or _NoMemory()
    report = Report()
    handbook, faults = settings_file.of_seeds(seeds.absolute())
    report.extend(faults)
    if not seeds.is_dir():
        report.extend([files.no_seeds(seeds)])
        return Corpus(handbook=handbook), report
    paths: dict[str, str] = {}
    lines: dict[str, Any] = {}
    tables: dict[type[Any], dict[str, Any]] = {}
    refused: set[str] = set()
    for folder, suffix, kind in places.PLACES:
        table = tables[kind] = dict[str, Any]()
        for name, stem, raw in _files(seeds, folder, suffix, places.listed(seeds, folder, report), report):
            remembered = memory.recall(name, raw)
            record, lines_of_fields = remembered or _record(kind, name, raw, report, handbook.language)
            if record is None:
                continue
            if not _accept(record.id, stem, name, lines_of_fields, paths, report):
                refused.add(record.id)
                continue
            table[record.id] = record
            if kind is not Source:
                lines[record.id] = lines_of_fields
            if not remembered:
                memory.keep(name, raw, record, lines_of_fields)
    places.stray_files(seeds, report)
    places.strangers(seeds, report)
    report.extend(words.faults(seeds))
    rulings = _list("rulings", Ruling, seeds, report, lines, paths, handbook.language)
    redirects = _list("redirects", Redirect, seeds, report, lines, paths, handbook.language)
    synonyms = _list("synonyms", Synonym, seeds, report, lines, paths, handbook.language)
    translations = _list("translations", Translation, seeds, report, lines, paths, handbook.language)
    editions = _editions(seeds, report)
    broken = frozenset(Path(p.place.path).stem for p in report.problems) - set(paths) | refused
    return Corpus(
        **{folder: tables[kind] for folder, kind in places.KINDS.items()},
        sources=tables[Source],
        rulings=rulings,
        redirects=redirects,
        synonyms=synonyms,
        translations=translations,
        editions=editions,
        paths=paths,
        lines=lines,
        broken=broken,
        handbook=handbook,
    ), report


def names(seeds: Path) -> Iterator[str]:
    """The names of the files with one record each, without their folders."""
    for folder, suffix, _kind in places.PLACES:
        yield from (file for file in places.listed(seeds, folder, Report()) if file.endswith(suffix))


def backwards(seeds: Path) -> Iterator[tuple[str, bytes, Any, Lines]]:
    """Each file with a sound record, in the reverse order of ``read``: name, bytes, record, lines."""
    for folder, suffix, kind in reversed(places.PLACES):
        files = reversed(places.listed(seeds, folder, Report()))
        for name, _stem, raw in _files(seeds, folder, suffix, files, Report()):
            report = Report()
            record, lines = _record(kind, name, raw, report)
            if record is not None and not report.problems:
                yield name, raw, record, lines


def _record(kind: type[Any], name: str, raw: bytes, report: Report, language: str = "en") -> tuple[Any, Lines]:
    """The record of a file, or None with its problems in the report."""
    if kind is Source:
        return _source(name, raw, report), {("id",): 2}
    values = _yaml(name, raw, report)
    if values is None:
        return None, {}
    record, problems = records.make(kind, values, name, language)
    report.extend(problems)
    return record, values.lines


def _source(name: str, raw: bytes, report: Report) -> Source | None:
    text = _text(name, raw, report)
    if text is None:
        return None
    source, problems = articles.read(text, name)
    report.extend(problems)
    return source


def _accept(record: str, stem: str, name: str, lines: Lines, paths: dict[str, str], report: Report) -> bool:
    if record != stem:
        report.add(
            Place(name, lines.get(("id",), 1)),
            "HB107",
            f"the id '{record}' is not the file's name",
            f"rename the file to {record} or the id to {stem}",
        )
        return False
    if record in RESERVED_IDS:
        report.add(
            Place(name, lines.get(("id",), 1)),
            "HB107",
            f"the id '{record}' cannot be the name of a page",
            "add a word to the id and to the file's name",
        )
        return False
    if record in paths:
        report.add(
            Place(name, lines.get(("id",), 1)),
            "HB108",
            f"the id '{record}' is taken by {paths[record]}",
            "ids are unique over all kinds: choose another",
        )
        return False
    paths[record] = name
    return True


def _files(
    seeds: Path, folder: str, suffix: str, listed: Iterable[str], report: Report
) -> Iterator[tuple[str, str, bytes]]:
    """The name within the project, the name without suffix, and the bytes of each of the files ``listed`` in a folder."""
    # Names are put together here, not by Path: with ten thousand files that took longer than reading them.
    for file in listed:
        if file.endswith(suffix):
            name = f"{seeds.name}/{folder}/{file}"
            raw = _bytes(f"{seeds}/{folder}/{file}", seeds, name, report)
            if raw is not None:
                yield name, file.removesuffix(suffix), raw


def _list(
    file: str, kind: type[Any], seeds: Path, report: Report, lines: dict[str, Any], paths: dict[str, str], language: str
) -> tuple[Any, ...]:
    """The records of a file that is a list (rulings, redirects, synonyms, translations); an absent file is empty."""
    path = seeds / f"{file}.yml"
    if not os.path.lexists(path):
        return ()
    name = f"{seeds.name}/{file}.yml"
    raw = _bytes(str(path), seeds, name, report)
    values = None if raw is None else _yaml(name, raw, report)
    if values is None or values.value is None:
        return ()
    if not isinstance(values.value, list):
        leading_field = {"rulings": "kind", "redirects": "gone", "translations": "text"}.get(file, "words")
        report.add(Place(name, 1), "HB101", f"the {file} are not a list", f"start each one with '- {leading_field}:'")
        return ()
    parts: defaultdict[str | int, dict[tuple[str | int, ...], int]] = defaultdict(dict)
    for inner, line in values.lines.items():
        if inner:
            parts[inner[0]][inner[1:]] = line
    records_read: list[Any] = []
    for number, item in enumerate(values.value):
        part = parts[number]
        record, problems = records.make(kind, yaml_values.Values(item, part), name, language)
        report.extend(problems)
        if record is not None:
            records_read.append(record)
            lines[file] = {**lines.get(file, {}), (len(records_read) - 1,): part.get((), 0)}
    paths[file] = name
    return tuple(records_read)


def _editions(seeds: Path, report: Report) -> dict[str, frozenset[str]]:
    """The objects of each recorded edition, one a line (``handbook release`` writes the files)."""
    editions = {}
    for name, stem, raw in _files(seeds, "editions", ".txt", places.listed(seeds, "editions", report), report):
        text = _text(name, raw, report)
        if text is not None:
            editions[stem] = frozenset(line for line in text.splitlines() if line.strip() and not line.startswith("#"))
    return editions


def _bytes(path: str, seeds: Path, name: str, report: Report) -> bytes | None:
    try:
        return files.read(path, MAX_FILE, seeds)
    except FileNotFoundError:
        report.add(Place(name), "HB100", "went away while the seeds were read", "run the command again")
    except files.FileError as error:
        report.extend([error.problem(name)])
    return None


def _text(name: str, raw: bytes, report: Report) -> str | None:
    try:
        return files.text(raw)
    except files.FileError as error:
        report.extend([error.problem(name)])
        return None


def _yaml(name: str, raw: bytes, report: Report) -> yaml_values.Values | None:
    text = _text(name, raw, report)
    if text is None:
        return None
    if not text.strip():
        report.extend(
            [Problem(Place(name), "HB101", "the file is empty", "see the page reference/data-model of the site")]
        )
        return None
    try:
        return yaml_values.load(text)
    except yaml_values.YamlError as error:
        report.add(Place(name, error.line), "HB101", error.message, error.mend)
        return None
