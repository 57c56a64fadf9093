"""Add a claim to an entry: check it by the rules as it would stand in its record, then write it there as one line.

The content of a claim comes as the values of its line (``{"stage": "signed", "date": "2024-03-03"}``); the values of each
type of claim are listed in :mod:`handbook.claims`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from handbook import checks
from handbook.adding import journal, store
from handbook.adding.merging import Refused
from handbook.checks.register import Context
from handbook.claims import CLAIM_TYPES, Claim, claim_label
from handbook.corpus import Corpus
from handbook.folding import fold, words
from handbook.kinds import Review
from handbook.model import Entry, Term
from handbook.problems import Place, Problem, did_you_mean
from handbook.reading import formats, records, yaml_values
from handbook.reading.places import FOLDERS

#: How many words of a sentence make up a label, and how many letters such a word has at least.
_LABEL_WORDS, _LABEL_WORD = 4, 4


@dataclass(frozen=True)
class ClaimProposal:
    """A proposed claim, checked before it is written: its label, the record's text with it, and the claim if it can be read.

    ``problems`` are of the claim itself, ``after`` what rules would say of its entry besides.
    """

    label: str
    text: str
    claim: Claim | None = None
    problems: tuple[Problem, ...] = ()
    after: tuple[Problem, ...] = ()


def types_of(entry: Entry) -> tuple[str, ...]:
    """The types of claims that an entry may have, by the field that marks each; none for a term."""
    return () if isinstance(entry, Term) else entry.CLAIM_TYPES


def entry_of(corpus: Corpus, given_name: str) -> str:
    """The id of the entry that a person means by an id or a name.

    Raises:
        Refused: no entry has this id or name, or several do.
    """
    text = given_name.strip()
    if text in corpus.entries:
        return text
    sought = fold(text)
    matching_ids = {
        e.id for e in corpus.entries.values() if sought in (fold(n) for n in (e.name, *(m.text for m in e.names)))
    }
    if len(matching_ids) == 1:
        return matching_ids.pop()
    if matching_ids:
        raise Refused(
            f"'{text}' is the name of several entries", f"write the id: {', '.join(sorted(matching_ids)[:4])}"
        )
    names = {e.name: e.id for e in corpus.entries.values()}
    raise Refused(
        f"there is no entry '{text}'", did_you_mean(text, (*names, *corpus.entries)) or "write its id or name"
    )


def label_for(entry: Entry, values: Mapping[str, Any]) -> str:
    """A label for a claim, made from its content, that no other claim of the entry has."""
    taken_labels = {claim.label for claim in getattr(entry, "claims", ())}
    kind = next((name for name in CLAIM_TYPES if name in values), "")
    labels = {
        "stage": (str(values.get("stage", "")), str(values.get("date", ""))),
        "fact": (str(values.get("fact", "")), str(values.get("of", values.get("value", ""))), str(values.get("as_of", ""))),
        "amount": (str(values.get("of", "amount")), str(values.get("amount", ""))),
        "party": (f"party-{values.get('party', '')}",),
        "relation": (str(values.get("relation", "")), str(values.get("to", ""))),
        "date": ("date", str(values.get("date", ""))),
    }  # fmt: skip
    if kind in labels:
        return claim_label(taken_labels, *labels[kind])
    says = values.get("says") or {}
    text = str(next(iter(says.values()), "")) if isinstance(says, dict) else ""
    long = [word for word in words(text) if len(word) >= _LABEL_WORD and word.isascii()][:_LABEL_WORDS]
    return claim_label(taken_labels, "-".join(long) or "claim")


def record_of(seeds: Path, entry: Entry) -> tuple[str, bytes]:
    """The file of an entry under the seeds, and its bytes.

    Raises:
        Refused: the file is not there.
        StoreError: something other than a seed file stands there.
    """
    name = f"registry/{FOLDERS[type(entry)]}/{entry.id}.yml"
    raw = store.content(seeds, name)
    if raw is None:
        raise Refused(f"there is no file {name}", "run the command again")
    return name, raw


def proposed(
    context: Context,
    entry: Entry,
    raw: bytes,
    values: Mapping[str, Any],
    label: str = "",
    settled: Collection[str] = (),
) -> ClaimProposal:
    """Propose a claim for an entry whose record has the bytes ``raw``, and check it by the rules.

    ``settled`` are draft sources that will be confirmed before the claim is written.

    Raises:
        Refused: the record is laid out so that no line can be added to it.
    """
    path = context.corpus.paths.get(entry.id, entry.id)
    name = label.strip() or label_for(entry, values)
    if any(claim.label == name for claim in getattr(entry, "claims", ())):
        problem = Problem(Place(path), "HB108", f"the entry has a claim '{name}' already", "choose another label")
        return ClaimProposal(name, "", None, (problem,))
    text = raw.decode("utf-8").replace("\r\n", "\n")
    new_text, at = with_line(text, formats.claim_values_line(name, values))
    try:
        loaded = yaml_values.load(new_text)
    except yaml_values.YamlError as error:
        return ClaimProposal(
            name, new_text, None, (Problem(Place(path, error.line), "HB101", error.message, error.mend),)
        )
    record, problems = records.make(type(entry), loaded, path)
    if record is None:
        return ClaimProposal(name, new_text, None, tuple(problems))
    claim = next(c for c in getattr(record, "claims", ()) if c.label == name)
    new_problems = _judged(context, entry, record, loaded.lines, settled)
    claim_problems = tuple(p for p in new_problems if p.place.path == path and p.place.line == at)
    entry_problems = tuple(p for p in new_problems if p not in claim_problems)
    return ClaimProposal(name, new_text, claim, claim_problems, entry_problems)


def _judged(
    context: Context, before: Entry, after: Entry, lines: Mapping[tuple[str | int, ...], int], settled: Collection[str]
) -> list[Problem]:
    """The problems that the rules find in an entry with the claim but not without it."""
    folder = FOLDERS[type(before)]
    sources = {
        i: replace(s, header=replace(s.header, review=Review.CONFIRMED)) if i in settled else s
        for i, s in context.corpus.sources.items()
    }

    def problems_of(entry: Entry, entry_lines: Mapping[Any, int]) -> list[Problem]:
        tables: dict[str, Any] = {folder: {**getattr(context.corpus, folder), entry.id: entry}}
        corpus = replace(
            context.corpus, sources=sources, lines={**context.corpus.lines, entry.id: entry_lines}, **tables
        )
        focus = frozenset({entry.id})
        judged = Context(corpus, context.loaded_terms, context.vocabulary, context.mentions, focus)
        return checks.run(judged)

    problems_before = {(p.code, p.message) for p in problems_of(before, context.corpus.lines.get(before.id, {}))}
    return [p for p in problems_of(after, lines) if (p.code, p.message) not in problems_before]


def with_line(text: str, line: str) -> tuple[str, int]:
    """The text of a record with the line of a claim added after its last claim, and the number of that line.

    Raises:
        Refused: its claims do not stand in lines of their own.
    """
    rows = text.rstrip("\n").splitlines()
    at = next((n for n, row in enumerate(rows) if re.match(r"claims:\s*(?:#.*)?$", row)), None)
    if at is None:
        if any(row.startswith("claims:") for row in rows):
            raise Refused("its claims do not stand in lines of their own", "write each below 'claims:'")
        rows += ["claims:", line]
        return "\n".join(rows) + "\n", len(rows)
    end = next((n for n in range(at + 1, len(rows)) if not rows[n].startswith((" ", "#"))), len(rows))
    margin = next((m[0] for row in rows[at + 1 : end] if (m := re.match(r" +", row))), "  ")
    rows.insert(end, margin + line.lstrip())
    return "\n".join(rows) + "\n", end + 1


def add(seeds: Path, context: Context, entry: str, values: Mapping[str, Any], label: str = "") -> journal.Entry:
    """Write a new claim into the record of its entry; call it inside ``store.locked``, with records that were read inside it.

    Raises:
        Refused: the entry is not there, its record has no place for a line, or a rule refuses the claim; nothing was written.
        StoreError: something stood in the way of writing.
    """
    corpus = context.corpus
    if entry not in corpus.entries:
        raise Refused(f"there is no entry '{entry}'", did_you_mean(entry, corpus.entries) or "name its id")
    record = corpus.entries[entry]
    name, before = record_of(seeds, record)
    proposal = proposed(context, record, before, values, label)
    if proposal.problems:
        raise Refused(proposal.problems[0].message, proposal.problems[0].mend)
    raw = (proposal.text.replace("\n", "\r\n") if b"\r\n" in before else proposal.text).encode("utf-8")
    return journal.write(seeds, f"claim {entry}#{proposal.label}", {name: raw}, {name: before})
