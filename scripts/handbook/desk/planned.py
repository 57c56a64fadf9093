"""Decisions that wait for their source: a claim or an entry that is confirmed may rest on confirmed sources only.

An editor decides while the article is fresh; what cannot be written yet is planned here and done when the source is
confirmed.  Plans stay in ``seeds/.desk``, a file a source.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from handbook import publish
from handbook.desk import saving
from handbook.reading import files

_MOST = 5_000_000


@dataclass(frozen=True)
class Plan:
    """What is to be done: by statement and claim (``3a x#y``) the side, for or against; by draft entry its description."""

    places: Mapping[str, str] = field(default_factory=dict)
    entries: Mapping[str, str] = field(default_factory=dict)

    def placed(self, statement: str, key: str, side: str) -> Plan:
        """With a statement at a claim; the same once more takes it away."""
        name = f"{statement} {key}"
        places = dict(self.places)
        if places.pop(name, "") != side:
            places[name] = side
        return Plan(places, self.entries)

    def confirmed(self, entry: str, description: str) -> Plan:
        """With a draft entry that is to be confirmed; no description takes it away."""
        entries = {k: v for k, v in self.entries.items() if k != entry}
        return Plan(self.places, entries | {entry: description} if description else entries)

    def sides(self, statement: str) -> dict[str, str]:
        """The claims at which a statement is planned, with the side."""
        return {n.partition(" ")[2]: side for n, side in self.places.items() if n.partition(" ")[0] == statement}

    def __bool__(self) -> bool:
        return bool(self.places or self.entries)


def read(seeds: Path, source: str) -> Plan:
    """The plan for a source; an empty one if there is none that can be read."""
    try:
        said = json.loads(files.text(files.read(_path(seeds, source), _MOST, seeds)))
    except (FileNotFoundError, files.FileError, ValueError, RecursionError):
        return Plan()
    return Plan(_texts(said, "places"), _texts(said, "entries"))


def _texts(said: Any, name: str) -> dict[str, str]:
    values = said.get(name) if isinstance(said, dict) else None
    return {k: v for k, v in values.items() if isinstance(v, str)} if isinstance(values, dict) else {}


def write(seeds: Path, source: str, plan: Plan) -> None:
    """Keep a plan, or forget an empty one.

    Raises:
        OSError: it cannot be written.
    """
    if not plan:
        _path(seeds, source).unlink(missing_ok=True)
        return
    saving.folder(seeds)
    publish.write(
        _path(seeds, source),
        json.dumps({"places": dict(plan.places), "entries": dict(plan.entries)}, ensure_ascii=False),
    )


def _path(seeds: Path, source: str) -> Path:
    # No id has a dot: the plan of one source is never the text of another.
    return seeds / saving.FOLDER / f"{source}.plan.json"
