"""What an article calls a body for short, by the brackets behind its full name or as everybody does: one entry for both, or a question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from handbook.adding.names import MOST_CITED, decided_names, key
from handbook.corpus import Corpus
from handbook.extraction.across import other_names
from handbook.extraction.article import Annotated
from handbook.extraction.short_forms import pairs
from handbook.extraction.spans import Named
from handbook.kinds import RulingKind
from handbook.model import Header, Ruling


class OtherName(NamedTuple):
    """A name that may be another one of a registered entry, and the reason for asking."""

    text: str
    entry: str
    reason: str


@dataclass
class ShortNames:
    """What an article calls bodies for short."""

    #: The short forms of a new name, by the key of the name.
    of_new: dict[str, list[str]] = field(default_factory=dict)
    #: Names, short or in full, of which only the other one is registered, by their keys.
    of_registered: dict[str, OtherName] = field(default_factory=dict)

    def add(self, name: str, short: str) -> None:
        """Note a short form of a new name."""
        short_forms = self.of_new.setdefault(key(name), [])
        if short not in short_forms:
            short_forms.append(short)


def short_names(annotated: Iterable[Annotated], alone: Mapping[str, str]) -> ShortNames:
    """The short forms that an article introduces in brackets, or uses beside a name that everybody shortens so, and that are not registered."""
    collected = ShortNames()
    names: list[str] = []
    for part in annotated:
        for full, short in pairs(part.text, part.named):
            name = alone.get(full.surface, full.surface)
            if full.entry and not short.entry:
                other = OtherName(short.surface, full.entry, f"In brackets behind {full.surface}.")
                collected.of_registered.setdefault(key(other.text), other)
            elif short.entry and not full.entry:
                # The name in full is another spelling of it, or another body with the same letters.
                other = OtherName(name, short.entry, f"{short.surface} in brackets behind it.")
                collected.of_registered.setdefault(key(name), other)
            elif not full.entry:
                collected.add(name, short.surface)
        names += [n.surface for n in part.named if n.ner == "ORG" and n.form == "name" and not n.entry]
    by_key = {key(name): name for name in reversed(names)}
    for short_form in dict.fromkeys(name for name in names if name.isupper()):
        for full_name_key in sorted(other_names(short_form) & by_key.keys()):
            if not by_key[full_name_key].isupper():
                collected.add(by_key[full_name_key], short_form)
    return collected


def questions(
    corpus: Corpus, short: ShortNames, mentions: Mapping[str, Sequence[tuple[Named, int]]], header: Header
) -> list[tuple[str, Ruling]]:
    """A question for each short form of a registered name, and each name of a registered short form, with its key, unless it is decided already."""
    decided = decided_names(corpus)
    return [
        (
            folded,
            Ruling(
                kind=RulingKind.QUESTION,
                text=other.text,
                entries=(other.entry,),
                source=header.id,
                paragraphs=tuple(sorted({number for _named, number in mentions.get(folded, ())})[:MOST_CITED]),
                date=header.consulted,
                reason=other.reason,
            ),
        )
        for folded, other in short.of_registered.items()
        if folded not in decided and folded in mentions
    ]
