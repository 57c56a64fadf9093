"""What editors decided of a name holds in the next article too: Exampel is Ann Example."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from handbook.adding.names import key
from handbook.corpus import Corpus
from handbook.extraction.article import Annotated
from handbook.kinds import ActorKind, RulingKind
from handbook.model import Actor


def as_decided(corpus: Corpus, annotated: Iterable[Annotated]) -> list[Annotated]:
    """The paragraphs of an article with the entries that editors decided names to be of.

    Two decisions that differ on one name say nothing of a third article; a person's name stays a person's.
    """
    decided: dict[str, set[str]] = {}
    for ruling in corpus.rulings:
        if ruling.kind is RulingKind.SAME and ruling.entry in corpus.entries:
            decided.setdefault(key(ruling.text), set()).add(ruling.entry)

    def entry_of(surface: str, ner: str) -> str:
        entries = decided.get(key(surface), set())
        entry = next(iter(entries)) if len(entries) == 1 else ""
        held = corpus.entries.get(entry)
        person = isinstance(held, Actor) and held.kind is ActorKind.PERSON
        return entry if entry and person == (ner == "PER") else ""

    return [
        replace(
            part,
            named=tuple(
                replace(n, entry=entry, confidence=1.0)
                if not n.entry and n.form == "name" and (entry := entry_of(n.surface, n.ner))
                else n
                for n in part.named
            ),
        )
        for part in annotated
    ]
