"""Editions side by side: each in a folder of its own that never changes, and the latest state in ``latest``.

``editions.json`` beside them lists them; pages of an old edition read it and say that there is a later one, without
a byte of theirs being changed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

LATEST = "latest"
LIST = "editions.json"


class Frozen(Exception):
    """An edition was published with other content; the message names what differs."""


def listed(text: str, edition: str, day: str) -> str:
    """The list with an edition added, the latest first; ``text`` is the list as it is, or empty.

    Raises:
        ValueError: ``text`` is no such list.
    """
    known = _read(text) if text else []
    rows = {row["edition"]: row for row in known} | {edition: {"edition": edition, "date": day, "path": f"{edition}/"}}
    ordered = sorted(rows.values(), key=lambda row: (row["date"], row["edition"]), reverse=True)
    return json.dumps(ordered, ensure_ascii=False, indent=1) + "\n"


def _read(text: str) -> list[dict[str, str]]:
    try:
        read: Any = json.loads(text)
    except (ValueError, RecursionError):
        read = None
    fields = ("edition", "date", "path")
    if not isinstance(read, list) or not all(
        isinstance(r, dict) and all(isinstance(r.get(f), str) for f in fields) for r in read
    ):
        raise ValueError("it is no list of editions")
    return read


def unchanged(edition: str, there: Mapping[str, bytes], made: Mapping[str, bytes]) -> None:
    """Whether an edition that is there is what was made now.

    Raises:
        Frozen: it is not.
    """
    differing = sorted(name for name in there.keys() | made.keys() if there.get(name) != made.get(name))
    if differing:
        more = f" and {len(differing) - 1} more" if len(differing) > 1 else ""
        raise Frozen(f"edition {edition} was published with other content ({differing[0]}{more})")
