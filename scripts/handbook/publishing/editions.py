"""Editions side by side: each in a folder of its own that never changes, and the latest state in ``latest``.

``editions.json`` beside them lists them; pages of an old edition read it and say that there is a later one, without a
change to the pages themselves.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from handbook import i18n
from handbook.exports import handbook_json
from handbook.pages.differences import Earlier
from handbook.plain_text import clean
from handbook.reading import files
from handbook.settings.handbook import Handbook

LATEST = "latest"
LIST = "editions.json"
#: The file of an edition with all its records, and a size that no such file reaches.
RECORDS, _LARGEST = "data/handbook.json", 1_000_000_000
_FIELDS = ("edition", "date", "path")
_NUMBER = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]*")


class Frozen(Exception):
    """An edition was published with other content; the message names what differs."""


def listed(text: str, edition: str, day: str) -> str:
    """The list with an edition added, the latest first; ``text`` is the present list, or empty.

    Raises:
        ValueError: ``text`` is no such list.
    """
    published_rows = rows_of(text)
    rows = {row["edition"]: row for row in published_rows} | {
        edition: {"edition": edition, "date": day, "path": f"{edition}/"}
    }
    ordered = sorted(rows.values(), key=lambda row: (row["date"], row["edition"]), reverse=True)
    return json.dumps(ordered, ensure_ascii=False, indent=1) + "\n"


def rows_of(text: str) -> list[dict[str, str]]:
    """The rows of a list, each with ``edition``, ``date`` and ``path``; none for an empty text.

    Raises:
        ValueError: ``text`` is no such list.
    """
    try:
        rows: Any = json.loads(text or "[]")
    except (ValueError, RecursionError):
        rows = None
    if not isinstance(rows, list) or not all(
        isinstance(r, dict) and all(isinstance(r.get(f), str) for f in _FIELDS) and _NUMBER.fullmatch(r["edition"])
        for r in rows
    ):
        raise ValueError("it is no list of editions")
    return rows


def published(
    folder: Path, rows: Iterable[Mapping[str, str]], root: str, settings: Handbook
) -> tuple[list[Earlier], list[str]]:
    """The editions in a published folder, with their records, and messages about those whose records cannot be read.

    ``root`` is the address of the folder, ``settings`` the present settings of the handbook, whose words are used.
    """
    editions, unread = list[Earlier](), list[str]()
    for row in rows:
        number, name = row["edition"], f"{row['edition']}/{RECORDS}"
        try:
            raw = files.read(folder / name, _LARGEST, folder)
            corpus = handbook_json.load(files.text(raw))
        except (ValueError, TypeError, KeyError, OSError, files.FileError) as error:
            unread.append(f"edition {number} cannot be compared with: {name}: {clean(str(error).splitlines()[0])}")
            continue
        languages = frozenset(n for n in i18n.languages() if (folder / number / n / "index.html").is_file())
        content = hashlib.blake2b(raw, digest_size=16).hexdigest()
        editions.append(
            Earlier(number, row["date"], f"{root}{number}/", replace(corpus, handbook=settings), languages, content)
        )
    return editions, unread


def unchanged(edition: str, published_files: Mapping[str, bytes], files: Mapping[str, bytes]) -> None:
    """Check that a published edition is identical to the one just made.

    Raises:
        Frozen: it is not.
    """
    differing = sorted(
        name for name in published_files.keys() | files.keys() if published_files.get(name) != files.get(name)
    )
    if differing:
        and_more = f" and {len(differing) - 1} more" if len(differing) > 1 else ""
        raise Frozen(f"edition {edition} was published with other content ({differing[0]}{and_more})")
