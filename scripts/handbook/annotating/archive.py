"""An archive of articles as a stream of batches: a folder, JSON Lines or Parquet, read once and never held in memory whole.

A record has ``text`` (paragraphs separated by line ends; the first is the title) and, if known, ``id``,
``published`` (EDTF), ``language``, ``url``.  A file in a folder is one record whose id is its path.  Batches
are cut in the order of the archive, so that the same archive gives the same batches, with the same names,
in every run.
"""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from handbook.problems import Place, Problem
from handbook.reading import files

TEXTS = (".txt", ".md", ".html", ".htm", ".xhtml")
TABLES = (".jsonl", ".jsonl.gz", ".ndjson", ".parquet")
FIELDS = ("id", "text", "published", "language", "url")
#: The most bytes of one record; a longer one is reported as an error and not annotated.
MAX_RECORD = 20_000_000
#: The most characters of any field but the text.
MAX_FIELD = 2_000
#: The most bytes of text in one batch, so that many large articles do not make a very large batch.
MAX_BATCH = 4_000_000


class ArchiveError(Exception):
    """The archive cannot be read; ``problem`` says what, and how to mend it."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


@dataclass(frozen=True)
class Record:
    """One article as it stands in the archive: its raw bytes, and the archive's details about it."""

    id: str
    raw: bytes
    suffix: str = ".txt"
    published: str = ""
    language: str = ""
    url: str = ""
    #: Why it cannot be used, if so.
    fault: str = ""


@dataclass(frozen=True)
class Batch:
    """Records that are annotated together; ``name`` depends on their content and place."""

    number: int
    records: tuple[Record, ...]

    @property
    def name(self) -> str:
        digest = hashlib.sha256()
        for r in self.records:
            for part in (r.id, r.suffix, r.published, r.language, r.url):
                digest.update(part.encode("utf-8", "surrogatepass") + b"\x00")
            digest.update(hashlib.sha256(r.raw).digest() + r.fault.encode("utf-8", "surrogatepass"))
        return f"part-{self.number:06}-{digest.hexdigest()[:16]}"


def batches(archive: Path, size: int) -> Iterator[Batch]:
    """The archive in batches of at most ``size`` records.

    Raises:
        ArchiveError: there is no such archive, or a table in it is damaged.
    """
    gathered: list[Record] = []
    weight = number = 0
    for record in records(archive):
        if gathered and (len(gathered) >= size or weight + len(record.raw) > MAX_BATCH):
            yield Batch(number, tuple(gathered))
            gathered = []
            weight, number = 0, number + 1
        gathered.append(record)
        weight += len(record.raw)
    if gathered:
        yield Batch(number, tuple(gathered))


def records(archive: Path) -> Iterator[Record]:
    """Every record of an archive, in the order of its files' names."""
    if archive.is_dir():
        paths = sorted(p for p in archive.rglob("*") if _kind(p) and not p.is_dir())
    elif archive.exists() and _kind(archive):
        paths = [archive]
    else:
        raise ArchiveError(
            Problem(
                Place(str(archive)),
                "HB100",
                "there is no such archive",
                f"name a folder of articles, or a file {', '.join(TABLES)}",
            )
        )
    if not paths:
        raise ArchiveError(
            Problem(
                Place(str(archive)), "HB100", "the archive holds no articles", f"files are {', '.join(TEXTS + TABLES)}"
            )
        )
    root = archive if archive.is_dir() else archive.parent
    # Files outside an archive to which its links lead do not belong to it.
    boundary = archive if archive.is_dir() else None
    for path in paths:
        kind, name = _kind(path), path.relative_to(root).as_posix()
        try:
            if kind in TEXTS:
                yield _text(path, boundary, name)
                continue
            with files.opened(path, boundary) as file:
                yield from _records_of(_parquet(file, path) if kind == ".parquet" else _lines(file, kind), name)
        except files.FileError as error:
            raise ArchiveError(error.problem(str(path))) from None
        except (OSError, EOFError, zlib.error) as error:
            problem = Problem(Place(str(path)), "HB100", f"cannot be read: {error}", "check the file")
            raise ArchiveError(problem) from None


def _kind(path: Path) -> str:
    """The suffix by which a file is read; empty for other files."""
    name = path.name.lower()
    return next((s for s in (*TABLES, *TEXTS) if name.endswith(s)), "")


def _text(path: Path, boundary: Path | None, name: str) -> Record:
    """The record of a file of its own; an unreadable one has its fault instead."""
    try:
        return Record(name, files.read(path, MAX_RECORD, boundary), _kind(path))
    except FileNotFoundError:
        return Record(name, b"", _kind(path), fault="went away while the archive was read")
    except files.FileError as error:
        return Record(name, b"", _kind(path), fault=error.what)


def _records_of(rows: Iterable[tuple[int, Mapping[str, Any] | None]], name: str) -> Iterator[Record]:
    """Rows as records; an invalid row keeps its place as an empty record, which the result reports as an error."""
    for number, row in rows:
        declared: dict[str, str] = {}
        wrong = ""
        for field in FIELDS:
            try:
                value = _field_text(row.get(field) if row else None, number_too=field != "text")
                if field != "text" and len(value) > MAX_FIELD:
                    raise ValueError(f"longer than {MAX_FIELD:,} characters")
                declared[field] = value
            except ValueError as error:
                wrong = wrong or f"{field}: {error}"
        raw = declared.get("text", "").encode("utf-8", "replace")
        yield Record(
            declared.get("id") or f"{name}:{number}",
            raw[: MAX_RECORD + 1],
            ".txt",
            declared.get("published", ""),
            declared.get("language", ""),
            declared.get("url", ""),
            wrong,
        )


def _field_text(value: object, number_too: bool) -> str:
    """The text of a field; a number or a date becomes text if ``number_too``.

    Raises:
        ValueError: it is anything else.
    """
    if value is None:
        return ""
    if isinstance(value, Exception):
        raise ValueError(f"cannot be read: {type(value).__name__}")
    if isinstance(value, str):
        return value
    if number_too and isinstance(value, dt.datetime):
        return value.date().isoformat()
    if number_too and isinstance(value, dt.date):
        return value.isoformat()
    if number_too and isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    raise ValueError(f"is no text but of the type {type(value).__name__}")


def _lines(opened: BinaryIO, kind: str) -> Iterator[tuple[int, Mapping[str, Any] | None]]:
    with gzip.GzipFile(fileobj=opened) if kind.endswith(".gz") else opened as file:
        number = 0
        while line := file.readline(MAX_RECORD * 2):
            number += 1
            if not line.endswith(b"\n") and len(line) >= MAX_RECORD * 2:
                while remainder := file.readline(MAX_RECORD):
                    if remainder.endswith(b"\n"):
                        break
                yield number, None
            elif line.strip():
                try:
                    row = json.loads(line)
                except (ValueError, RecursionError):
                    row = None
                yield number, row if isinstance(row, dict) else None


def _cell(column: Any, row: int) -> object:
    """A value of a table, or the exception from reading it (such as a time beyond the calendar), for its record's error."""
    try:
        value: object = column[row].as_py()
    except Exception as error:
        return error
    return value


def _parquet(opened: BinaryIO, path: Path) -> Iterator[tuple[int, Mapping[str, Any] | None]]:
    try:
        import pyarrow
        import pyarrow.parquet as parquet
    except ImportError:
        problem = Problem(Place(str(path)), "HB100", "Parquet needs pyarrow", "pip install 'handbook-engine[annotate]'")
        raise ArchiveError(problem) from None
    try:
        with parquet.ParquetFile(opened) as file:
            columns = [c for c in FIELDS if c in file.schema_arrow.names]
            number = 0
            for batch in file.iter_batches(batch_size=256, columns=columns):
                for row in range(batch.num_rows):
                    number += 1
                    yield number, {name: _cell(batch.column(n), row) for n, name in enumerate(batch.schema.names)}
    except pyarrow.ArrowException as error:
        problem = Problem(Place(str(path)), "HB101", f"not Parquet: {error}", "check the file")
        raise ArchiveError(problem) from None
