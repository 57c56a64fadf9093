"""The changes of a decision on one draft in other files: names and stages that are merged, parties that changed.

Files that people wrote are changed line by line; the rest of their text is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from handbook.adding.changes import Changes
from handbook.adding.changes import Refused as Refused
from handbook.adding.reference_updates import path_of
from handbook.claims import DateClaim, StageClaim, claim_label
from handbook.corpus import Corpus
from handbook.folding import words
from handbook.kinds import NameKind, Review
from handbook.model import Agreement, Citation, Entry, Event, Name
from handbook.problems import Place, Problem, did_you_mean
from handbook.reading import formats, records, yaml_values


def actors_of(entry: Entry) -> list[str]:
    """The parties of an agreement, or the participants of an event; none for other entries."""
    if isinstance(entry, Event):
        return [p.actor for p in entry.participants]
    return [p.actor for p in entry.parties] if isinstance(entry, Agreement) else []


def places_of(entry: Entry) -> list[str]:
    """The places that an event or the steps of an agreement name."""
    if isinstance(entry, Event):
        return [entry.place] if entry.place else []
    return [s.place for s in entry.stages if s.place] if isinstance(entry, Agreement) else []


def confirmed_first(corpus: Corpus, entry: Entry, named: Iterable[str]) -> None:
    """Check that nothing confirmed names a draft.

    Raises:
        Refused: one of the entries named is a draft.
    """
    drafts = [i for i in named if i in corpus.entries and corpus.entries[i].review is Review.DRAFT]
    if drafts:
        mend = f"handbook review confirm {drafts[0]} first"
        raise Refused(f"'{entry.id}' names draft entries: {', '.join(drafts)}", mend)


def add_name(changes: Changes, corpus: Corpus, target: str, name: str, cite: tuple[Citation, ...]) -> None:
    """Give an entry a further name, in a line added among its names; the other lines of its file are left alone.

    A name is only added with a citation of a statement that has it, from a confirmed source if the entry is
    confirmed: a confirmed entry rests on nothing else.
    """
    entry = corpus.entries[target]
    if any(n.text == name for n in entry.names) or entry.name == name:
        return
    sound = tuple(
        c
        for c in cite
        if c in corpus.statements
        and " ".join(words(name)) in " ".join(words(corpus.statements[c].text))
        and (entry.review is Review.DRAFT or corpus.sources[c.source].header.review is Review.CONFIRMED)
    )
    if not sound:
        return
    path = path_of(entry)
    text = changes.text(path)
    line = formats.yaml_text(replace(entry, names=(Name(text=name, kind=NameKind.VARIANT, cite=sound),)))
    name_line = next(row for row in line.splitlines() if row.startswith("  - ") and name.split()[0] in row)
    if re.search(r"^names:\s*$", text, re.M):
        text = re.sub(r"^names:[ \t]*\n", lambda m: m[0] + name_line + "\n", text, count=1, flags=re.M)
    else:
        text = text.rstrip("\n") + f"\nnames:\n{name_line}\n"
    changes.put(path, checked(entry, path, text)[path])


def add_steps(changes: Changes, corpus: Corpus, draft: Agreement | Event, target: str) -> None:
    """Add the stages of a draft to an agreement, or its date to an event: a citation to an existing claim, or a new line.

    Raises:
        Refused: the target is no agreement (no event), or the draft's statements are not written and confirmed yet.
    """
    alike: Mapping[str, Agreement | Event] = corpus.events if isinstance(draft, Event) else corpus.agreements
    record = alike.get(target)
    if record is None:
        kind = "event" if isinstance(draft, Event) else "agreement"
        raise Refused(f"'{target}' is no {kind}", did_you_mean(target, alike))
    waiting = sorted({c.source for c in draft.cite if corpus.sources[c.source].header.review is Review.DRAFT})
    if waiting and record.review is Review.CONFIRMED:
        raise Refused(
            f"'{draft.id}' rests on the draft source {', '.join(waiting)}, and its {'date' if isinstance(draft, Event) else 'stages'} would be lost",
            f"write its statements and run handbook review confirm {waiting[0]} first",
        )
    if isinstance(draft, Agreement) and record.review is Review.CONFIRMED:
        confirmed_first(corpus, draft, places_of(draft))
    path = path_of(record)
    lines = changes.text(path).splitlines()
    labels = {c.label for c in record.claims}
    for step in _steps(draft):
        cites = tuple(c for c in step.cite if c in corpus.statements)
        already_cited = any(
            _stage(s) == _stage(step) and s.date == step.date and set(cites) <= set(s.cite) for s in _steps(record)
        )
        if cites and not already_cited:
            step = replace(step, cite=cites)
            _with_step(lines, with_date(corpus, step) if isinstance(step, StageClaim) else step, labels)
    changes.put(path, checked(record, path, "\n".join(lines) + "\n")[path])


def _steps(entry: Agreement | Event) -> Sequence[StageClaim | DateClaim]:
    return entry.dates if isinstance(entry, Event) else entry.stages


def _stage(step: StageClaim | DateClaim) -> str:
    return str(step.stage) if isinstance(step, StageClaim) else "date"


def with_date(corpus: Corpus, step: StageClaim) -> StageClaim:
    """A step with the date that its statements now give it, if it has none and they agree on one."""
    whens = {corpus.statements[c].when for c in step.cite if c in corpus.statements} - {None}
    return replace(step, date=whens.pop()) if step.date is None and len(whens) == 1 else step


def _with_step(lines: list[str], step: StageClaim | DateClaim, labels: set[str]) -> None:
    """Add a step to the lines of a record: its statements to the claim of the same stage and date, or a new claim after the last."""
    at = next((n for n, line in enumerate(lines) if re.match(r"claims:\s*(?:#.*)?$", line)), None)
    if at is None:
        raise Refused("its claims do not stand in lines of their own", "write each below 'claims:', or add the new one")
    end = next((n for n in range(at + 1, len(lines)) if not lines[n].startswith((" ", "#"))), len(lines))
    values = formats.plain(step)
    margin = ""
    for n in range(at + 1, end):
        item = re.match(r"(\s*)[a-z0-9-]+:\s*(\{.*\}\s*$)?", lines[n])
        margin = item[1] if item and not margin else margin
        claim_values = _mapping(item[2]) if item and item[2] else {}
        if (
            claim_values
            and claim_values.get("stage") == values.get("stage")
            and claim_values.keys() & {"stage", "date"}
            and "says" not in claim_values
            and str(claim_values.get("date", "")) == values.get("date", "")
        ):
            new_cites = "".join(f", {c}" for c in values["for"] if c not in claim_values.get("for", ()))
            lines[n] = re.sub(r"(\bfor: \[[^\]]*)\]", rf"\g<1>{new_cites}]", lines[n], count=1)
            return
    labelled = replace(step, label=claim_label(labels, _stage(step), str(step.date or "")))
    lines.insert(end, (margin or "  ") + formats.claim_line(labelled).lstrip())


def _mapping(text: str) -> dict[str, Any]:
    """A mapping written on one line; empty if the text is not one."""
    try:
        value = yaml_values.load(text).value
    except yaml_values.YamlError:
        return {}
    return value if isinstance(value, dict) else {}


def checked(entry: Entry, path: str, text: str) -> dict[str, str]:
    """The changed file of an entry, if it can be read again.

    Raises:
        Refused: it is laid out so that lines cannot be added to it.
    """
    try:
        problems = records.make(type(entry), yaml_values.load(text), path)[1]
    except yaml_values.YamlError as error:
        problems = [Problem(Place(path, error.line), "HB101", error.message, error.mend)]
    if problems:
        raise Refused(f"nothing can be added to {path} as it is written", "add it by hand")
    return {path: text}
