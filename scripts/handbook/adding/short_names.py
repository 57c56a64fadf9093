"""The short names of bodies, which an article gives in brackets behind the full ones: one entry for both, or a question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from handbook.adding.names import MOST_CITED, decided_names, key
from handbook.corpus import Corpus
from handbook.extraction.article import Annotated
from handbook.extraction.short_forms import pairs
from handbook.extraction.spans import Named
from handbook.kinds import RulingKind
from handbook.model import Header, Ruling


@dataclass
class ShortNames:
    """The short forms of new names by the key of the name, and the registered entry of others by the key of the short form."""

    of_new: dict[str, list[str]] = field(default_factory=dict)
    of_registered: dict[str, tuple[str, str]] = field(default_factory=dict)


def short_names(annotated: Iterable[Annotated], alone: Mapping[str, str]) -> ShortNames:
    """The short forms that an article introduces in brackets and that are not registered."""
    names = ShortNames()
    for part in annotated:
        for full, short in pairs(part.text, part.named):
            if short.entry:
                continue
            if full.entry:
                names.of_registered.setdefault(key(short.surface), (short.surface, full.entry))
                continue
            short_forms = names.of_new.setdefault(key(alone.get(full.surface, full.surface)), [])
            if short.surface not in short_forms:
                short_forms.append(short.surface)
    return names


def questions(
    corpus: Corpus, short: ShortNames, mentions: Mapping[str, Sequence[tuple[Named, int]]], header: Header
) -> list[tuple[str, Ruling]]:
    """A question for each short form that stands behind a registered name, with its key, unless it is decided already."""
    decided = decided_names(corpus)
    return [
        (
            folded,
            Ruling(
                kind=RulingKind.QUESTION,
                text=surface,
                entries=(entry,),
                source=header.id,
                paragraphs=tuple(sorted({number for _named, number in mentions.get(folded, ())})[:MOST_CITED]),
                date=header.consulted,
                reason=f"In brackets behind {corpus.entries[entry].name}.",
            ),
        )
        for folded, (surface, entry) in short.of_registered.items()
        if folded not in decided and folded in mentions
    ]
