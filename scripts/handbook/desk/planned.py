"""Decisions that wait for their source, since confirmed claims and entries may only rest on confirmed sources.

An editor decides while the article is fresh; what cannot be written yet is planned here, and carried out when the
source is confirmed.  Plans are kept in ``seeds/.desk``, one file for each source.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from handbook import publish
from handbook.desk import saving
from handbook.reading import files

_MOST = 5_000_000


@dataclass(frozen=True)
class Plan:
    """The plans for a source.

    ``places`` has the side, for or against, by statement and claim (``3a x#y``); ``entries`` the description
    by draft entry; ``claims`` the values of a new claim by its key (``x#y``).
    """

    places: Mapping[str, str] = field(default_factory=dict)
    entries: Mapping[str, str] = field(default_factory=dict)
    claims: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def placed(self, statement: str, key: str, side: str) -> Plan:
        """The plan with a statement at a claim; doing the same again removes it."""
        name = f"{statement} {key}"
        places = dict(self.places)
        if places.pop(name, "") != side:
            places[name] = side
        return replace(self, places=places)

    def confirmed(self, entry: str, description: str) -> Plan:
        """The plan with a draft entry to confirm; an empty description removes it."""
        entries = {k: v for k, v in self.entries.items() if k != entry}
        return replace(self, entries=entries | {entry: description} if description else entries)

    def claimed(self, key: str, values: Mapping[str, Any] | None) -> Plan:
        """The plan with a new claim; None removes it."""
        claims = {k: v for k, v in self.claims.items() if k != key}
        return replace(self, claims=claims if values is None else claims | {key: values})

    @property
    def bearing(self) -> list[str]:
        """The statements with the claims that they will bear on, old and new (``3a x#y``)."""
        new = [
            f"{cite.partition('/')[2]} {key}" for key, values in self.claims.items() for cite in values.get("for", ())
        ]
        return [*self.places, *new]

    def sides(self, statement: str) -> dict[str, str]:
        """The claims at which a statement is planned, with the side."""
        return {n.partition(" ")[2]: side for n, side in self.places.items() if n.partition(" ")[0] == statement}

    def __bool__(self) -> bool:
        return bool(self.places or self.entries or self.claims)


def read(seeds: Path, source: str) -> Plan:
    """The plan for a source; empty if there is no readable one."""
    try:
        plan = json.loads(files.text(files.read(_path(seeds, source), _MOST, seeds)))
    except (FileNotFoundError, files.FileError, ValueError, RecursionError):
        return Plan()
    return Plan(_texts(plan, "places"), _texts(plan, "entries"), _claims(plan))


def _texts(stored: Any, name: str) -> dict[str, str]:
    values = stored.get(name) if isinstance(stored, dict) else None
    return {k: v for k, v in values.items() if isinstance(v, str)} if isinstance(values, dict) else {}


def _claims(stored: Any) -> dict[str, dict[str, Any]]:
    values = stored.get("claims") if isinstance(stored, dict) else None
    claim_table = values if isinstance(values, dict) else {}
    return {k: v for k, v in claim_table.items() if isinstance(v, dict) and isinstance(v.get("for"), list)}


def write(seeds: Path, source: str, plan: Plan) -> None:
    """Keep a plan, or delete an empty one.

    Raises:
        OSError: it cannot be written.
    """
    if not plan:
        _path(seeds, source).unlink(missing_ok=True)
        return
    saving.folder(seeds)
    publish.write(
        _path(seeds, source),
        json.dumps(
            {"places": dict(plan.places), "entries": dict(plan.entries), "claims": dict(plan.claims)},
            ensure_ascii=False,
        ),
    )


def _path(seeds: Path, source: str) -> Path:
    # Ids have no dots, so the plan of one source is never the text of another.
    return seeds / saving.FOLDER / f"{source}.plan.json"
