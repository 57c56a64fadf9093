"""What editors decided of a name holds in the next article too: Exampel is Ann Example."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from handbook.adding.names import key
from handbook.corpus import Corpus
from handbook.extraction.article import Annotated
from handbook.extraction.spans import Named
from handbook.kinds import ActorKind, RulingKind


def as_decided(corpus: Corpus, annotated: Iterable[Annotated]) -> list[Annotated]:
    """The paragraphs of an article with the entries that editors decided names to be of.

    Two decisions that differ on one name say nothing of a third article; a person's name stays a person's.
    """
    decided: dict[str, set[str]] = {}
    for ruling in corpus.rulings:
        if ruling.kind is RulingKind.SAME and ruling.entry in corpus.entries:
            decided.setdefault(key(ruling.text), set()).add(ruling.entry)

    def linked(named: Named) -> Named:
        entries = decided.get(key(named.surface), set())
        if named.entry or named.form != "name" or len(entries) != 1:
            return named
        (entry,) = entries
        return (
            replace(named, entry=entry, confidence=1.0) if _is_person(corpus, entry) == (named.ner == "PER") else named
        )

    return [replace(part, named=tuple(map(linked, part.named))) for part in annotated]


def _is_person(corpus: Corpus, entry: str) -> bool:
    actor = corpus.actors.get(entry)
    return actor is not None and actor.kind is ActorKind.PERSON
