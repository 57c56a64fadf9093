"""Making a handbook from data in Python: ``from handbook import new, article, actor, agreement, event, term, save``.

Fields are those of the data model, written as in seeds: ``cite=["atlas-2024/2a"]``, ``claims={"capital": {"relation":
"capital", "to": "paris", "for": ["atlas-2024/2a"]}}``.  Each call checks its arguments; ``save`` writes nothing if two ids clash::

    new("atlas", title="An atlas", editors="Me")
    source = article(id="atlas-2024", title="Atlas", publication="Atlas", published="2024", texts=["France is a state."])
    save("atlas", [source, actor(id="france", kind="state", name="France", gloss="A state.", cite=["atlas-2024/1a"])])
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

from handbook import starting
from handbook.kinds import StatementKind
from handbook.model import (
    Actor,
    Agreement,
    Citation,
    Conflict,
    Entry,
    Event,
    Header,
    Paragraph,
    Source,
    Statement,
    Term,
)
from handbook.partial_date import PartialDate
from handbook.publish import write
from handbook.reading import formats, places, records
from handbook.reading.yaml_values import Values

T = TypeVar("T")
Record = Entry | Conflict | Source


def new(folder: Path | str, title: str, **options: Any) -> Path:
    """Make a handbook in a folder, as ``handbook new`` does; options are ``editors``, ``language``, ``licence`` and ``address``.

    Raises:
        ValueError: an option is not valid in ``handbook.toml``.
        FileExistsError: the folder is not empty.
    """
    target = Path(folder)
    if target.exists() and any(target.iterdir()):
        raise FileExistsError(f"{target} is not empty")
    settings: dict[str, Any] = {"day": dt.date.today().isoformat()} | options
    for name, text in starting.project(starting.Options(title, **settings)).items():
        write(target / name, text)
    return target


def actor(**fields: Any) -> Actor:
    """A person, state or organisation."""
    return _record(Actor, fields)


def agreement(**fields: Any) -> Agreement:
    """An agreement, with at least a stage and a party among its claims."""
    return _record(Agreement, fields)


def event(**fields: Any) -> Event:
    """An event, with a date among its claims."""
    return _record(Event, fields)


def term(**fields: Any) -> Term:
    """A place, work, award or language."""
    return _record(Term, fields)


def conflict(**fields: Any) -> Conflict:
    """A question that sources answer differently."""
    return _record(Conflict, fields)


def article(texts: Iterable[str | tuple[str, str]], **header: Any) -> Source:
    """A source with one statement in each paragraph, cited as ``id/1a``, ``id/2a`` and so on.

    ``texts`` are texts, or pairs of a text and its date (EDTF).  The header has defaults for ``short`` (the title),
    ``language`` (en), ``role`` (corroborating), ``extent`` (whole) and ``consulted`` (today).

    Raises:
        ValueError: a field is missing, unknown or wrong.
    """
    fields_ = {
        "short": header.get("title"), "language": "en", "role": "corroborating", "extent": "whole",
        "consulted": dt.date.today().isoformat(), **header,
    }  # fmt: skip
    head = _record(Header, fields_)
    paragraphs = []
    for number, text in enumerate(texts, 1):
        sentence, date = text if isinstance(text, tuple) else (text, "")
        statement = Statement(
            source=head.id, label=f"{number}a", paragraph=number, text=" ".join(sentence.split()), kind=StatementKind.REPORTED,
            when=PartialDate.parse(date) if date else None,
        )  # fmt: skip
        paragraphs.append(Paragraph(number=number, statements=(statement,)))
    return Source(header=head, paragraphs=tuple(paragraphs))


def save(folder: Path | str, records: Iterable[Record]) -> int:
    """Write records into the seeds of a handbook, each to its own file; return their number.

    Raises:
        ValueError: two records have the same id; nothing is written.
    """
    files: dict[str, str] = {}
    ids: set[str] = set()
    for record in records:
        if record.id in ids:
            raise ValueError(f"two records have the id '{record.id}'")
        ids.add(record.id)
        if isinstance(record, Source):
            files[f"articles/{record.id}.md"] = formats.digest_text(record)
        else:
            files[f"registry/{places.FOLDERS[type(record)]}/{record.id}.yml"] = formats.yaml_text(record)
    for name, text in files.items():
        write(Path(folder) / "seeds" / name, text)
    return len(files)


def _record(kind: type[T], fields: dict[str, Any]) -> T:
    """A record from plain values.

    Raises:
        ValueError: a value is wrong; the message has one line for each fault.
    """
    record, problems = records.make(kind, Values(_plain(fields)), str(fields.get("id", kind.__name__.lower())))
    if record is None:
        raise ValueError("\n".join(f"{p.place.path}: {p.message}{f' ({p.mend})' if p.mend else ''}" for p in problems))
    return record


def _plain(value: Any) -> Any:
    """Values as the seeds files have them: strings for citations, lists for tuples."""
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    if isinstance(value, Citation):
        return str(value)
    return [_plain(v) for v in value] if isinstance(value, (list, tuple)) else value
