"""Decisions at the desk: taken as the commands take them, or planned for when the source is confirmed.

Every decision goes through the store and into the journal, so that ``handbook undo`` and the desk's own button
can undo it to the byte.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from handbook.adding import claiming, decisions, journal, placing, store
from handbook.adding.merging import Refused
from handbook.corpus import Corpus
from handbook.desk import planned
from handbook.desk.state import Project
from handbook.kinds import Review
from handbook.model import Agreement, Entry
from handbook.partial_date import PartialDate
from handbook.problems import Problem


@dataclass(frozen=True)
class Done:
    """The result of a decision, in a sentence; or why it was refused."""

    says: str
    refused: bool = False


def _refused(problem: Problem) -> Done:
    return Done(f"{problem.message}{'. ' + problem.mend if problem.mend else ''}", True)


def decide(project: Project, source: str, action: str, name: str, other: str, reason: str) -> Done:
    """Take one decision of ``adding.decisions`` on something that waits in an article."""
    today = PartialDate.parse(dt.date.today().isoformat())
    corpus = project.now().corpus
    entry = corpus.entries.get(name)
    if action == "merge" and not other:
        return Done(f"Nothing is chosen for {entry.name if entry else name}: choose the entry that it is.", True)
    waits = source in corpus.sources and corpus.sources[source].header.review is Review.DRAFT
    if action == "confirm" and entry is not None and waits:
        return _plan_entry(project, source, entry, other)
    try:
        with store.locked(project.seeds):
            corpus = project.now().corpus
            decisions.decide(project.seeds, corpus, action, name, other, today, reason)
    except Refused as error:
        return _refused(error.problem)
    except store.StoreError as error:
        return _refused(error.problem)
    _forget(project, source, name)
    return Done(_says(corpus, action, name, other))


def _says(corpus: Corpus, action: str, name: str, other: str) -> str:
    shown = corpus.entries[name].name if name in corpus.entries else name
    target = corpus.entries[other].name if other in corpus.entries else other
    words = {
        "confirm": f"Confirmed: {shown}.",
        "merge": f"{shown} is {target or 'the entry asked about'}.",
        "reject": f"Rejected: {shown}. It is not proposed again.",
        "rename": f"{shown} is now called {other}.",
        "kind": f"{shown} is of another kind now: {other}.",
    }
    return words.get(action, action)


def _plan_entry(project: Project, source: str, entry: Entry, description: str) -> Done:
    """Plan that a draft entry is confirmed once its source is."""
    if not description.strip():
        return Done(f"{entry.name} has no description yet: write one sentence that its statements support.", True)
    planned.write(
        project.seeds, source, planned.read(project.seeds, source).confirmed(entry.id, description.strip())
    )  # fmt: skip
    return Done(f"{entry.name} will be confirmed with its source.")


def _forget(project: Project, source: str, name: str) -> None:
    """Drop the plan for an entry after another decision on it."""
    plan = planned.read(project.seeds, source)
    if name in plan.entries:
        planned.write(project.seeds, source, plan.confirmed(name, ""))


def unplan(project: Project, source: str, name: str) -> Done:
    """Withdraw the plan to confirm an entry."""
    _forget(project, source, name)
    return Done("Taken back.")


def place(project: Project, source: str, statement: str, key: str, side: str) -> Done:
    """Say that a statement is for or against a claim: now, or when its source is confirmed."""
    corpus = project.now().corpus
    if key not in corpus.claims:
        return Done(f"There is no claim '{key}' any more.", True)
    entry, _claim = corpus.claims[key]
    word = "supports" if side == "for" else "speaks against"
    held = corpus.sources.get(source)
    if held is not None and held.header.review is Review.DRAFT and entry.review is not Review.DRAFT:
        plan = planned.read(project.seeds, source).placed(statement, key, side)
        planned.write(project.seeds, source, plan)
        if not plan.sides(statement).get(key):
            return Done(f"Taken back: {statement} at {key}.")
        return Done(f"{statement} {word} {key}, as soon as the source is confirmed.")
    try:
        with store.locked(project.seeds):
            placing.place(project.seeds, project.now().corpus, f"{source}/{statement}", key, side == "against")
    except Refused as error:
        return _refused(error.problem)
    except store.StoreError as error:
        return _refused(error.problem)
    return Done(f"{statement} {word} {key}.")


def claim(project: Project, source: str, entry: str, values: Mapping[str, Any], label: str) -> Done:
    """Write a new claim: now, or when its source is confirmed."""
    snapshot = project.now()
    held = snapshot.corpus.entries.get(entry)
    if held is None:
        return Done(f"There is no entry '{entry}' any more.", True)
    its = snapshot.corpus.sources.get(source)
    waits = its is not None and its.header.review is Review.DRAFT and held.review is not Review.DRAFT
    try:
        if waits:
            written = claiming.proposed(
                snapshot.context, held, claiming.record_of(project.seeds, held)[1], values, label, {source}
            )
            key = f"{entry}#{written.label}"
            plan = planned.read(project.seeds, source)
            if not written.problems and not label and key in plan.claims:
                return claim(project, source, entry, values, f"{written.label}-{len(plan.claims) + 1}")
            if written.problems:
                return _refused(written.problems[0])
            planned.write(project.seeds, source, plan.claimed(key, values))
            return Done(f"New: {key}, as soon as the source is confirmed.")
        with store.locked(project.seeds):
            done = claiming.add(project.seeds, project.now().context, entry, values, label)
    except Refused as error:
        return _refused(error.problem)
    except store.StoreError as error:
        return _refused(error.problem)
    return Done(f"New: {done.what.removeprefix('claim ')}.")


def unclaim(project: Project, source: str, key: str) -> Done:
    """Withdraw a claim that was planned to be written with its source."""
    planned.write(project.seeds, source, planned.read(project.seeds, source).claimed(key, None))
    return Done(f"Taken back: {key}.")


def finish(project: Project, source: str, reason: str = "") -> list[Done]:
    """Confirm a source, then carry out the plans for it: entries, agreements after their parties, claims.

    ``reason`` says why the source may stand though its original lacks some of what it says.
    """
    done = [decide(project, source, "confirm", source, "", reason)]
    if done[0].refused:
        return done
    plan = planned.read(project.seeds, source)
    entries = project.now().corpus.entries
    for name in sorted(plan.entries, key=lambda e: isinstance(entries.get(e), Agreement)):
        done.append(decide(project, source, "confirm", name, plan.entries[name], ""))
    for name, side in plan.places.items():
        statement, _, key = name.partition(" ")
        placed = place(project, source, statement, key, side)
        done.append(placed)
        if not placed.refused:
            left = planned.read(project.seeds, source)
            planned.write(project.seeds, source, replace(left, places={k: v for k, v in left.places.items() if k != name}))  # fmt: skip
    for key, values in plan.claims.items():
        entry, _, label = key.partition("#")
        placed = claim(project, source, entry, values, label)
        done.append(placed)
        if not placed.refused:
            planned.write(project.seeds, source, planned.read(project.seeds, source).claimed(key, None))
    return done


def undo(project: Project, number: int | None = None) -> Done:
    """Undo the last decision, or the one with a number, to the byte."""
    try:
        with store.locked(project.seeds):
            entry = journal.undo(project.seeds, number)
    except store.StoreError as error:
        return _refused(error.problem)
    return Done(f"Undone: {entry.what}.")


def undoable(project: Project, most: int = 12) -> Iterable[journal.Entry]:
    """The decisions that can be undone, the latest first; empty if the journal cannot be read."""
    try:
        return journal.entries(project.seeds)[:most]
    except store.StoreError:
        return []
