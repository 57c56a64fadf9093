"""What a decision about one draft changes in other files: names and stages that are merged, parties that changed.

The files of people are changed by lines; what they wrote is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from handbook.claims import PartClaim, StageClaim, claim_label
from handbook.corpus import Corpus
from handbook.kinds import NameKind, Review
from handbook.model import Actor, Agreement, Citation, Entry, Name, Term
from handbook.problems import Place, Problem, did_you_mean
from handbook.reading import formats, records, yaml_values
from handbook.reading.seeds import FOLDERS

#: What a program proposes.
Proposed = Actor | Agreement | Term


class Refused(Exception):
    """A decision that cannot be taken; ``problem`` says why."""

    def __init__(self, message: str, mend: str = "") -> None:
        super().__init__(message)
        self.problem = Problem(Place("seeds"), "HB121", message, mend)


def path_of(entry: Proposed) -> str:
    return f"registry/{FOLDERS[type(entry)]}/{entry.id}.yml"


def actors_of(entry: Proposed) -> list[str]:
    return [p.actor for p in entry.parties] if isinstance(entry, Agreement) else []


def followed(corpus: Corpus, changed: Mapping[str, str]) -> tuple[dict[str, str], tuple[str, ...]]:
    """The draft agreements of actors that have another id now, or none: their files, and those without a party left."""
    files, gone = {}, []
    for agreement in corpus.agreements.values():
        if agreement.review is not Review.DRAFT or not changed.keys() & set(actors_of(agreement)):
            continue
        kept: dict[str, PartClaim] = {}
        for party in agreement.parties:
            actor = changed.get(party.actor, party.actor)
            if actor:
                kept.setdefault(actor, replace(party, actor=actor, label=f"party-{actor}"[:80]))
        if kept:
            others = tuple(c for c in agreement.claims if not isinstance(c, PartClaim))
            files[path_of(agreement)] = formats.yaml_text(replace(agreement, claims=(*others, *kept.values())))
        else:
            gone.append(path_of(agreement))
    return files, tuple(gone)


def with_name(seeds: Path, corpus: Corpus, target: str, name: str, cite: tuple[Citation, ...]) -> dict[str, str]:
    """The target's file with a further name, a line added where names stand; its other lines are left alone.

    A name is only added with a citation to a statement that has it, of a confirmed source: a confirmed entry
    rests on nothing else.
    """
    entry = corpus.entries[target]
    if any(n.text == name for n in entry.names) or entry.name == name:
        return {}
    sound = tuple(
        c
        for c in cite
        if c in corpus.statements
        and name in corpus.statements[c].text
        and (entry.review is Review.DRAFT or corpus.sources[c.source].header.review is Review.CONFIRMED)
    )
    if not sound:
        return {}
    path = corpus.paths[target].partition("/")[2]
    text = (seeds / path).read_text(encoding="utf-8")
    line = formats.yaml_text(replace(entry, names=(Name(text=name, kind=NameKind.VARIANT, cite=sound),)))
    added = next(row for row in line.splitlines() if row.startswith("  - ") and name.split()[0] in row)
    if re.search(r"^names:\s*$", text, re.M):
        return checked(
            entry, path, re.sub(r"^names:[ \t]*\n", lambda m: m[0] + added + "\n", text, count=1, flags=re.M)
        )
    return checked(entry, path, text.rstrip("\n") + f"\nnames:\n{added}\n")


def with_steps(seeds: Path, corpus: Corpus, draft: Agreement, target: str) -> dict[str, str]:
    """The target's file with the draft's stages: a citation more for a step that it has, a line for one that is new.

    Raises:
        Refused: the target is no agreement, or the draft's statements are not written and confirmed yet.
    """
    held = corpus.agreements.get(target)
    if held is None:
        raise Refused(f"'{target}' is no agreement", did_you_mean(target, corpus.agreements))
    waiting = sorted({c.source for c in draft.cite if corpus.sources[c.source].header.review is Review.DRAFT})
    if waiting and held.review is Review.CONFIRMED:
        raise Refused(
            f"'{draft.id}' rests on the draft source {', '.join(waiting)}, and its stages would be lost",
            f"write its statements and run handbook review confirm {waiting[0]} first",
        )
    path = path_of(held)
    lines = (seeds / path).read_text(encoding="utf-8").splitlines()
    taken = {c.label for c in held.claims}
    for step in draft.stages:
        cites = tuple(c for c in step.cite if c in corpus.statements)
        known = any(s.stage == step.stage and s.date == step.date and set(cites) <= set(s.cite) for s in held.stages)
        if cites and not known:
            _with_step(lines, dated(corpus, replace(step, cite=cites)), taken)
    return checked(held, path, "\n".join(lines) + "\n")


def dated(corpus: Corpus, step: StageClaim) -> StageClaim:
    """A step with the date that its statements now give it, if it has none and they give one."""
    whens = {corpus.statements[c].when for c in step.cite if c in corpus.statements} - {None}
    return replace(step, date=whens.pop()) if step.date is None and len(whens) == 1 else step


def _with_step(lines: list[str], step: StageClaim, taken: set[str]) -> None:
    """Add a step to the lines of a record: its statements to the claim of the same stage and date, or a claim after the last."""
    at = next((n for n, line in enumerate(lines) if re.match(r"claims:\s*(?:#.*)?$", line)), None)
    if at is None:
        raise Refused("its claims do not stand in lines of their own", "write each below 'claims:', or add the new one")
    end = next((n for n in range(at + 1, len(lines)) if not lines[n].startswith((" ", "#"))), len(lines))
    values = formats.plain(step)
    margin = ""
    for n in range(at + 1, end):
        item = re.match(r"(\s*)[a-z0-9-]+:\s*(\{.*\}\s*$)?", lines[n])
        margin = item[1] if item and not margin else margin
        same = _mapping(item[2]) if item and item[2] else {}
        if same.get("stage") == values["stage"] and str(same.get("date", "")) == values.get("date", ""):
            more = "".join(f", {c}" for c in values["for"] if c not in same.get("for", ()))
            lines[n] = re.sub(r"(\bfor: \[[^\]]*)\]", rf"\g<1>{more}]", lines[n], count=1)
            return
    labelled = replace(step, label=claim_label(taken, step.stage, str(step.date or "")))
    lines.insert(end, (margin or "  ") + formats.claim_line(labelled).lstrip())


def _mapping(text: str) -> dict[str, Any]:
    """A mapping written on one line, or nothing if it is none by itself."""
    try:
        found = yaml_values.load(text).value
    except yaml_values.YamlError:
        return {}
    return found if isinstance(found, dict) else {}


def checked(entry: Entry, path: str, text: str) -> dict[str, str]:
    """The changed file of an entry, if it can be read again.

    Raises:
        Refused: it is written in a way that lines cannot be added to.
    """
    try:
        problems = records.make(type(entry), yaml_values.load(text), path)[1]
    except yaml_values.YamlError as error:
        problems = [Problem(Place(path, error.line), "HB101", error.message, error.mend)]
    if problems:
        raise Refused(f"nothing can be added to {path} as it is written", "add it by hand")
    return {path: text}
