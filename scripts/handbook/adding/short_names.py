"""What an article calls a body for short, by the brackets behind its full name or as everybody does: one entry for both, or a question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from handbook.adding.names import MOST_CITED, decided_names, key
from handbook.corpus import Corpus
from handbook.extraction.across import other_names
from handbook.extraction.article import Annotated
from handbook.extraction.short_forms import pairs
from handbook.extraction.spans import Named
from handbook.kinds import RulingKind
from handbook.model import Header, Ruling


@dataclass
class ShortNames:
    """The short forms of new names by the key of the name; of names that the registry lacks though it has the other one, the entry and why."""

    of_new: dict[str, list[str]] = field(default_factory=dict)
    of_registered: dict[str, tuple[str, str, str]] = field(default_factory=dict)

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
                collected.of_registered.setdefault(
                    key(short.surface), (short.surface, full.entry, f"In brackets behind {full.surface}.")
                )
            elif short.entry and not full.entry:
                # Its short form is registered: the name in full is another spelling, or another body with the same letters.
                collected.of_registered.setdefault(
                    key(name), (name, short.entry, f"{short.surface} in brackets behind it.")
                )
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
                text=surface,
                entries=(entry,),
                source=header.id,
                paragraphs=tuple(sorted({number for _named, number in mentions.get(folded, ())})[:MOST_CITED]),
                date=header.consulted,
                reason=reason,
            ),
        )
        for folded, (surface, entry, reason) in short.of_registered.items()
        if folded not in decided and folded in mentions
    ]
