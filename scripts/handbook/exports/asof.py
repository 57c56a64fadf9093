"""What the handbook knows about an entry at a date: certain by then, possible by then, only later, undated."""

from __future__ import annotations

from typing import Any

from handbook.addresses import ENTRY_KINDS, entry_path
from handbook.agreement_state import headline, on_day
from handbook.corpus import Corpus
from handbook.folding import words as folded
from handbook.model import Actor, Agreement, Citation, Entry, Event, Term
from handbook.partial_date import PartialDate
from handbook.plain_text import clean
from handbook.problems import did_you_mean

Answer = dict[str, Any]
GROUPS = (
    ("certain", "by then"),
    ("possible", "perhaps by then"),
    ("earlier", "before, no longer"),
    ("later", "only later"),
    ("undated", "undated"),
)


def ask(corpus: Corpus, kind: str, name: str, as_of: str = "") -> Answer:
    """Stages, facts or dates of an entry in groups, as of an EDTF date (empty: now).

    Something is *certain* if the latest day that its date allows is not after the earliest day of
    ``as_of``; it is *possible* if its earliest day is not after the latest.

    Raises:
        ValueError: no such kind, entry or date, in words for the person who asked.
    """
    entry = find(corpus, kind, name)
    date = PartialDate.parse(as_of)
    answer: Answer = {
        "kind": kind,
        "id": entry.id,
        "name": entry.name,
        "as_of": as_of,
        "path": entry_path(entry),
    }
    answer |= {group: [] for group, _ in GROUPS}
    if isinstance(entry, Agreement):
        state = on_day(corpus, entry, date.earliest) if as_of else headline(corpus, entry)
        answer["state"] = state.stage if state else ""
    for wording, stated_date, cite in _dated(entry):
        row = {
            "what": wording,
            "date": str(stated_date or ""),
            "publications": len(corpus.publications(cite)),
            "origins": len(corpus.origins(cite, entry.id)),
            "cite": [str(c) for c in cite],
        }
        answer[_group(stated_date, date, isinstance(entry, Actor))].append(row)
    return answer


def find(corpus: Corpus, kind: str, name: str) -> Any:
    """The entry of a kind with an id or name.

    Raises:
        ValueError: no such kind or entry, or several, in words for the person who asked.
    """
    tables = {kind.name: getattr(corpus, kind.table) for kind in ENTRY_KINDS if kind.record is not Term}
    if kind not in tables:
        raise ValueError(f"there is no kind '{kind}': {', '.join(tables)}")
    table = tables[kind]
    if name in table:
        return table[name]
    folded_namewords = folded(name)
    named = [
        e for e in table.values() if any(folded(n) == folded_namewords for n in (e.name, *(x.text for x in e.names)))
    ]
    if len(named) == 1:
        return named[0]
    if named:
        raise ValueError(f"'{name}' may be {' or '.join(e.id for e in named)}: give an id")
    hint = did_you_mean(name, [*table, *(e.name for e in table.values())]) or _other_kind(corpus, kind, name)
    raise ValueError(f"there is no such entry: '{name}' ({hint})")


def _other_kind(corpus: Corpus, kind: str, name: str) -> str:
    """A hint for when no entry of a kind has a name like the one asked for."""
    entry = corpus.entries.get(name)
    own_kind = next((k.name for k in ENTRY_KINDS if isinstance(entry, k.record) and k.record is not Term), "")
    return (
        f"ask for {own_kind} {name}"
        if own_kind
        else f"give the id or a name of one; ids are the names of files in registry/{kind}s"
    )


def _dated(entry: Entry) -> list[tuple[str, PartialDate | None, tuple[Citation, ...]]]:
    """The dated items of an entry, in order of time."""
    dated: list[tuple[str, PartialDate | None, tuple[Citation, ...]]] = []
    if isinstance(entry, Agreement):
        dated = [(s.stage + (f": {s.note}" if s.note else ""), s.date, s.cite) for s in entry.stages]
    elif isinstance(entry, Actor):
        dated = [(f"{f.field}: {f.value}" + (f" ({f.of})" if f.of else ""), f.as_of, f.cite) for f in entry.facts]
    elif isinstance(entry, Event):
        dated = [(entry.kind, d.date, d.cite) for d in entry.dates]
    unknown = PartialDate.parse("")
    return sorted(dated, key=lambda row: (row[1] or unknown).sort_key)


def _group(own_date: PartialDate | None, date: PartialDate, lasts: bool) -> str:
    """The group of a date; ``lasts`` says that an interval means the whole time."""
    if own_date is None or own_date.shape == "unknown":
        return "undated"
    start_of_day, end_of_day = date.earliest or date.latest, date.latest or date.earliest
    if start_of_day is None or end_of_day is None:
        return "certain"
    start, end = own_date.earliest, own_date.latest
    if lasts and own_date.shape == "interval" and start and start <= start_of_day:
        return "certain" if end is None or end >= end_of_day else "earlier" if end < start_of_day else "possible"
    if end and end <= start_of_day:
        return "certain"
    return "possible" if start is None or start <= end_of_day else "later"


def words(answer: Answer) -> str:
    """The answer for a terminal."""
    lines = [
        f"{clean(answer['name'])} ({answer['kind']} {answer['id']})"
        + (f", as of {answer['as_of']}" if answer["as_of"] else "")
    ]
    if answer.get("state"):
        lines.append(f"  state: {answer['state']}")
    for group, title in GROUPS:
        if answer[group]:
            lines.append(f"  {title}:")
            lines += [
                f"    {row['date'] or '-':<14} {clean(row['what'])}  [{', '.join(row['cite'])}]"
                for row in answer[group]
            ]
    return "\n".join(lines)
