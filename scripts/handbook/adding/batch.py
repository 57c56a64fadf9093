"""Several articles at once: the files of folders, and one table (CSV or JSON) with the details of each."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from handbook.adding.bibliography import Options
from handbook.counted import counted
from handbook.plain_text import clean
from handbook.problems import Place, Problem, did_you_mean
from handbook.reading import files

#: The files that are read from a folder; others in it are not articles.
SUFFIXES = frozenset({".txt", ".md", ".markdown", ".html", ".htm", ".xhtml", ".pdf", ".docx"})
MAX_TABLE = 20_000_000
MOST_FILES = 10_000
#: The columns of a table: the name of the file, then the same details that options give.
COLUMNS = (
    "file", "id", "title", "authors", "publication", "published", "url", "licence", "extent", "origin", "short", "language",
    "country", "consulted",
)  # fmt: skip
_FIELD = {"id": "identity"}


@dataclass(frozen=True)
class Batch:
    """The articles to add, in order, with the options for each; and what is wrong with the call."""

    articles: tuple[tuple[Path, Options], ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass
class Outcome:
    """The result for one article: added, already there, or refused."""

    file: str
    source: str = ""
    status: str = "refused"
    files: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    questions: int = 0
    claims: list[dict[str, Any]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def gather(paths: Sequence[Path], table: Path | None, options: Options) -> Batch:
    """The articles that paths name (a folder stands for all its articles), each with its options.

    Details of an article in the table take precedence over ``options``, which are the same for all.
    """
    articles: list[Path] = []
    problems: list[Problem] = []
    for path in paths:
        if not path.is_dir():
            articles.append(path)
            continue
        inside = sorted(p for p in _within(path) if table is None or p.resolve() != table.resolve())
        if not inside:
            problems.append(
                Problem(
                    Place(clean(str(path))), "HB100", "the folder has no article", f"files of articles end with {', '.join(sorted(SUFFIXES))}"
                )
            )  # fmt: skip
        articles += inside
    articles = list(dict.fromkeys(articles))
    if len(articles) > MOST_FILES:
        problems.append(
            Problem(Place(clean(str(paths[0]))), "HB109", f"more than {MOST_FILES:,} articles", "add them in parts")
        )
    if len(articles) > 1 and options.identity:
        problems.append(
            Problem(
                Place("--id"), "HB105", f"one id for {len(articles)} articles", "give ids in a table, with --metadata"
            )
        )
    rows: Mapping[Path, Options] = {}
    if table is not None:
        rows, row_problems = _rows(table, articles, options)
        problems += row_problems
    return Batch(tuple((path, rows.get(path, options)) for path in articles), tuple(problems))


def _within(folder: Path) -> Iterator[Path]:
    """The articles in a folder and its subfolders; hidden files and links are skipped."""
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or path.is_symlink():
            continue
        if path.is_dir():
            yield from _within(path)
        elif path.suffix.lower() in SUFFIXES and path.is_file():
            yield path


def _rows(table: Path, articles: Sequence[Path], options: Options) -> tuple[dict[Path, Options], list[Problem]]:
    name = clean(str(table))
    try:
        text = files.text(files.read(table, MAX_TABLE))
        rows = _json(text) if table.suffix.lower() == ".json" or text.lstrip()[:1] in ("[", "{") else _csv(text)
        return _match_rows(rows, name, table.parent, articles, options)
    except FileNotFoundError:
        return {}, [Problem(Place(name), "HB100", "there is no such file", "name a CSV or JSON file with --metadata")]
    except files.FileError as error:
        return {}, [error.problem(name)]
    except _TableError as error:
        return {}, [Problem(Place(name, error.line), "HB103", str(error), error.mend)]


#: A NUL and unpaired surrogates, which JSON can write.
_NO_TEXT = re.compile(r"[\x00\ud800-\udfff]")


class _TableError(Exception):
    """A table that is refused: the line (0 for the whole table), what is wrong, and the mend."""

    def __init__(self, line: int, what: str, mend: str) -> None:
        super().__init__(what)
        self.line, self.mend = line, mend


def _csv(text: str) -> list[tuple[int, dict[str, str]]]:
    first_line = text.split("\n", 1)[0]
    mark = max(",;\t", key=first_line.count)
    reader = csv.reader(io.StringIO(text), delimiter=mark, strict=True)
    try:
        head = [cell.strip().lower() for cell in next(reader, [])]
        _check_columns(head, 1)
        if "file" not in head:
            raise _TableError(
                1, "no column 'file'", "name the columns in the first line; 'file' is the name of the article's file"
            )
        if twice := next((c for c in head if head.count(c) > 1), ""):
            raise _TableError(1, f"the column '{twice}' stands twice", "keep one")
        rows = []
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) > len(head):
                message = f"{counted(len(cells), 'cell')} under {counted(len(head), 'column')}"
                raise _TableError(
                    reader.line_num,
                    message,
                    f"put a text that has '{mark.strip() or 'a tab'}' in it in quotation marks",
                )
            rows.append((reader.line_num, {c: cell.strip() for c, cell in zip(head, cells, strict=False)}))
    except csv.Error as error:
        raise _TableError(reader.line_num, f"not CSV: {error}", "check the quotation marks") from None
    return rows


def _json(text: str) -> list[tuple[int, dict[str, str]]]:
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        raise _TableError(error.lineno, f"not JSON: {error.msg}", "check the file") from None
    except ValueError:
        raise _TableError(0, "a number of thousands of digits", "write it in quotation marks") from None
    except RecursionError:
        raise _TableError(0, "nested too deeply", "write a list of objects") from None
    if isinstance(value, dict):
        # An object whose keys are the names of the files.
        value = [{"file": name, **row} if isinstance(row, dict) else row for name, row in value.items()]
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        raise _TableError(0, "no list of objects", 'write [{"file": "a.html", "publication": "..."}]')
    rows = []
    for number, row in enumerate(value, 1):
        _check_columns(row, 0, f"object {number}: ")
        columns = {}
        for column, cell in row.items():
            listed = cell if isinstance(cell, list) else [cell]
            if not all(isinstance(c, str | int) for c in listed if c is not None):
                raise _TableError(0, f"object {number}: '{column}' is no text", "write it in quotation marks")
            if any(isinstance(c, str) and _NO_TEXT.search(c) for c in listed):
                raise _TableError(0, f"object {number}: '{column}' has a character that no text has", "remove it")
            columns[column] = "; ".join(str(c).strip() for c in listed if c is not None)
        if not columns.get("file"):
            raise _TableError(0, f"object {number} has no 'file'", "name the article's file")
        rows.append((0, columns))
    return rows


def _check_columns(columns: Iterable[str], line: int, prefix: str = "") -> None:
    for column in columns:
        if column not in COLUMNS:
            mend = did_you_mean(column, COLUMNS) or f"known: {', '.join(COLUMNS)}"
            raise _TableError(line, f"{prefix}unknown column '{clean(column)}'", mend)


def _match_rows(
    rows: Iterable[tuple[int, dict[str, str]]], name: str, folder: Path, articles: Sequence[Path], options: Options
) -> tuple[dict[Path, Options], list[Problem]]:
    """Match each row to the article whose file it names: by a path from here or from the table's folder, or by a unique file name."""
    options_by_path: dict[Path, Options] = {}
    problems: list[Problem] = []
    real = {path.resolve(): path for path in articles}
    by_name: dict[str, list[Path]] = {}
    for path in articles:
        by_name.setdefault(path.name, []).append(path)
    for line, row in rows:
        file_name = row.get("file", "")
        place = Place(name, line)
        same_named = by_name.get(file_name, [])
        article = (
            real.get((folder / file_name).resolve())
            or real.get(Path(file_name).resolve())
            or (same_named[0] if len(same_named) == 1 else None)
        )
        if article is None:
            several = "more than one article has this name" if same_named else "no article that is added has this name"
            mend = (
                "write its folder, too"
                if same_named
                else did_you_mean(file_name, by_name) or "name its file on the command line, or its folder"
            )
            problems.append(Problem(place, "HB104", f"'{clean(file_name)}': {several}", mend))
        elif article in options_by_path:
            problems.append(Problem(place, "HB108", f"'{clean(file_name)}' stands twice", "keep one row"))
        else:
            values: dict[str, Any] = {_FIELD.get(c, c): cell for c, cell in row.items() if cell and c != "file"}
            if "authors" in values:
                values["authors"] = tuple(a.strip() for a in values["authors"].split(";") if a.strip())
            options_by_path[article] = replace(options, **values, table=place)
    return options_by_path, problems
