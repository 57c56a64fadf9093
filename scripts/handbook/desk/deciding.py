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
class Outcome:
    """The result of a decision, in a sentence; or why it was refused."""

    message: str
    refused: bool = False


def _refused(problem: Problem) -> Outcome:
    return Outcome(f"{problem.message}{'. ' + problem.mend if problem.mend else ''}", True)


def decide(project: Project, source: str, action: str, name: str, value: str, reason: str) -> Outcome:
    """Take one decision of ``adding.decisions`` on something that waits in an article."""
    today = PartialDate.parse(dt.date.today().isoformat())
    corpus = project.snapshot().corpus
    entry = corpus.entries.get(name)
    if action == "merge" and not value:
        return Outcome(f"Nothing is chosen for {entry.name if entry else name}: choose the entry that it is.", True)
    waits = source in corpus.sources and corpus.sources[source].header.review is Review.DRAFT
    if action == "confirm" and entry is not None and waits:
        return _plan_entry(project, source, entry, value)
    try:
        with store.locked(project.seeds):
            corpus = project.snapshot().corpus
            decisions.decide(project.seeds, corpus, action, name, value, today, reason)
    except (Refused, store.StoreError) as error:
        return _refused(error.problem)
    _drop_plan(project, source, name)
    return Outcome(_message(corpus, action, name, value))


def _message(corpus: Corpus, action: str, name: str, value: str) -> str:
    entry_name = corpus.entries[name].name if name in corpus.entries else name
    target = corpus.entries[value].name if value in corpus.entries else value
    words = {
        "confirm": f"Confirmed: {entry_name}.",
        "merge": f"{entry_name} is {target or 'the entry asked about'}.",
        "reject": f"Rejected: {entry_name}. It is not proposed again.",
        "rename": f"{entry_name} is now called {value}.",
        "kind": f"{entry_name} is of another kind now: {value}.",
    }
    return words.get(action, action)


def _plan_entry(project: Project, source: str, entry: Entry, description: str) -> Outcome:
    """Plan that a draft entry is confirmed once its source is."""
    if not description.strip():
        return Outcome(f"{entry.name} has no description yet: write one sentence that its statements support.", True)
    planned.write(
        project.seeds, source, planned.read(project.seeds, source).confirmed(entry.id, description.strip())
    )  # fmt: skip
    return Outcome(f"{entry.name} will be confirmed with its source.")


def _drop_plan(project: Project, source: str, name: str) -> None:
    """Drop the plan for an entry after another decision on it."""
    plan = planned.read(project.seeds, source)
    if name in plan.entries:
        planned.write(project.seeds, source, plan.confirmed(name, ""))


def unplan(project: Project, source: str, name: str) -> Outcome:
    """Withdraw the plan to confirm an entry."""
    _drop_plan(project, source, name)
    return Outcome("Taken back.")


def place(project: Project, source: str, statement: str, key: str, side: str) -> Outcome:
    """Say that a statement is for or against a claim: now, or when its source is confirmed."""
    corpus = project.snapshot().corpus
    if key not in corpus.claims:
        return Outcome(f"There is no claim '{key}' any more.", True)
    entry, _claim = corpus.claims[key]
    word = "supports" if side == "for" else "speaks against"
    draft_source = corpus.sources.get(source)
    if draft_source is not None and draft_source.header.review is Review.DRAFT and entry.review is not Review.DRAFT:
        plan = planned.read(project.seeds, source).placed(statement, key, side)
        planned.write(project.seeds, source, plan)
        if not plan.sides(statement).get(key):
            return Outcome(f"Taken back: {statement} at {key}.")
        return Outcome(f"{statement} {word} {key}, as soon as the source is confirmed.")
    try:
        with store.locked(project.seeds):
            placing.place(project.seeds, project.snapshot().corpus, f"{source}/{statement}", key, side == "against")
    except (Refused, store.StoreError) as error:
        return _refused(error.problem)
    return Outcome(f"{statement} {word} {key}.")


def claim(project: Project, source: str, entry: str, values: Mapping[str, Any], label: str) -> Outcome:
    """Write a new claim: now, or when its source is confirmed."""
    snapshot = project.snapshot()
    entry_record = snapshot.corpus.entries.get(entry)
    if entry_record is None:
        return Outcome(f"There is no entry '{entry}' any more.", True)
    source_record = snapshot.corpus.sources.get(source)
    waits = (
        source_record is not None
        and source_record.header.review is Review.DRAFT
        and entry_record.review is not Review.DRAFT
    )
    try:
        if waits:
            proposal = claiming.proposed(
                snapshot.context,
                entry_record,
                claiming.record_of(project.seeds, entry_record)[1],
                values,
                label,
                {source},
            )
            key = f"{entry}#{proposal.label}"
            plan = planned.read(project.seeds, source)
            if not proposal.problems and not label and key in plan.claims:
                return claim(project, source, entry, values, f"{proposal.label}-{len(plan.claims) + 1}")
            if proposal.problems:
                return _refused(proposal.problems[0])
            planned.write(project.seeds, source, plan.claimed(key, values))
            return Outcome(f"New: {key}, as soon as the source is confirmed.")
        with store.locked(project.seeds):
            journal_entry = claiming.add(project.seeds, project.snapshot().context, entry, values, label)
    except (Refused, store.StoreError) as error:
        return _refused(error.problem)
    return Outcome(f"New: {journal_entry.what.removeprefix('claim ')}.")


def unclaim(project: Project, source: str, key: str) -> Outcome:
    """Withdraw a claim that was planned to be written with its source."""
    planned.write(project.seeds, source, planned.read(project.seeds, source).claimed(key, None))
    return Outcome(f"Taken back: {key}.")


def finish(project: Project, source: str, reason: str = "") -> list[Outcome]:
    """Confirm a source, then carry out the plans for it: entries, agreements after their parties, claims.

    ``reason`` says why the source may stand though its original lacks some of what it says.
    """
    outcomes = [decide(project, source, "confirm", source, "", reason)]
    if outcomes[0].refused:
        return outcomes
    plan = planned.read(project.seeds, source)
    entries = project.snapshot().corpus.entries
    for name in sorted(plan.entries, key=lambda e: isinstance(entries.get(e), Agreement)):
        outcomes.append(decide(project, source, "confirm", name, plan.entries[name], ""))
    for name, side in plan.places.items():
        statement, _, key = name.partition(" ")
        placed = place(project, source, statement, key, side)
        outcomes.append(placed)
        if not placed.refused:
            remaining = planned.read(project.seeds, source)
            planned.write(project.seeds, source, replace(remaining, places={k: v for k, v in remaining.places.items() if k != name}))  # fmt: skip
    for key, values in plan.claims.items():
        entry, _, label = key.partition("#")
        placed = claim(project, source, entry, values, label)
        outcomes.append(placed)
        if not placed.refused:
            planned.write(project.seeds, source, planned.read(project.seeds, source).claimed(key, None))
    return outcomes


def undo(project: Project, number: int | None = None) -> Outcome:
    """Undo the last decision, or the one with a number, to the byte."""
    try:
        with store.locked(project.seeds):
            entry = journal.undo(project.seeds, number)
    except store.StoreError as error:
        return _refused(error.problem)
    return Outcome(f"Undone: {entry.what}.")


def undoable(project: Project, limit: int = 12) -> Iterable[journal.Entry]:
    """The decisions that can be undone, the latest first; empty if the journal cannot be read."""
    try:
        return journal.entries(project.seeds)[:limit]
    except store.StoreError:
        return []
