"""What an article of the toy handbook is drafted as."""

from __future__ import annotations

import re
from pathlib import Path

from handbook import publish
from handbook.adding import add
from handbook.adding.draft import Draft
from handbook.model import Agreement, Event
from handbook.reading import records, yaml_values


def prepared(toy: Path, *paragraphs: str, **options: str) -> dict[str, str]:
    """The files that adding an article of these paragraphs would write, by name."""
    path = toy / "told.txt"
    path.write_text("\n\n".join(paragraphs), encoding="utf-8")
    context, _ = publish.read(toy / "seeds")
    said = {"publication": "The Post", "published": "2024-05-02", "consulted": "2024-06-01"} | options
    made, problems = add.prepare(context, path, add.Options(**said))
    assert made is not None
    assert not problems
    return dict(made.files)


def drafted(toy: Path, *paragraphs: str, language: str = "") -> tuple[list[Agreement], list[Event], str]:
    """The draft agreements and events of an article of the toy handbook, and its digest."""
    files = prepared(toy, "A headline", *paragraphs, language=language)
    agreements, events = [], []
    for name, text in files.items():
        for folder, kind, into in (("agreements", Agreement, agreements), ("events", Event, events)):
            if f"/{folder}/" in name:
                record, wrong = records.make(kind, yaml_values.load(text), name)
                assert record is not None, wrong
                into.append(record)
    return agreements, events, files["articles/the-post-2024.md"]


def made_of(toy: Path, *paragraphs: str, language: str = "") -> Draft:
    """What adding an article of these paragraphs would make."""
    path = toy / "told.txt"
    path.write_text("\n\n".join(paragraphs), encoding="utf-8")
    options = add.Options(publication="The Post", published="2024-05-02", consulted="2024-06-01", language=language)
    made, _ = add.prepare(publish.read(toy / "seeds")[0], path, options)
    assert made is not None
    return made


def names_drafted(files: dict[str, str]) -> set[str]:
    """The preferred names of the drafted entries."""
    registry = "\n".join(text for file, text in files.items() if file.startswith("registry/"))
    return set(re.findall(r"^name: (.*)$", registry, re.MULTILINE))
