"""Published editions of a handbook: what each held of an entry, and how the entry differs now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, NamedTuple

from handbook.addresses import kind_of
from handbook.claims import Claim
from handbook.corpus import Corpus
from handbook.model import Name, Paged

#: The fields of entries that readers see, besides claims.
FIELDS = ("name", "kind", "sector", "place", "iso", "gloss", "names", "lead")
#: The fields of a claim that readers do not see, and the label, by which claims are matched.
_INVISIBLE_FIELDS = frozenset({"label", "detail", "supersedes"})


class Earlier(NamedTuple):
    """A published edition: its number, its ISO day or "", the address of its site, its records in today's vocabulary.

    ``languages`` are those that have a folder of their own on that site; ``content`` is a digest of its records.
    """

    edition: str
    day: str
    address: str
    corpus: Corpus
    languages: frozenset[str] = frozenset()
    content: str = ""

    def site(self, language: str) -> str:
        """The address of its site in a language, or of the whole site if it lacks the language."""
        return f"{self.address}{language}/" if language in self.languages else self.address

    @property
    def known_by(self) -> tuple[str, ...]:
        """The values that identify it: an edition that was taken back may be made again with other records under its number."""
        return self.edition, self.day, self.address, self.content, *sorted(self.languages)

    def entry(self, corpus: Corpus, now: Paged) -> Paged | None:
        """The edition's counterpart of an entry of ``corpus``, even if its id was different then; None if there was none."""
        kind = kind_of(now)
        names = [now.id, *_earlier_ids(corpus, f"{kind.name} {now.id}")]
        table: Mapping[str, Paged] = getattr(self.corpus, kind.table)
        return next((table[name] for name in names if name in table), None)


class Differences(NamedTuple):
    """The differences between two states of an entry: the names of its fields, and its claims (of changed ones, both)."""

    fields: tuple[str, ...] = ()
    new: tuple[Claim, ...] = ()
    changed: tuple[tuple[Claim, Claim], ...] = ()
    withdrawn: tuple[Claim, ...] = ()

    def __bool__(self) -> bool:
        return any(self)


def differences(corpus: Corpus, then: Paged, now: Paged) -> Differences:
    """The changes between two states of an entry; redirected labels are followed."""
    earlier_claims = {claim.label: claim for claim in then.claims}
    new, changed = list[Claim](), list[tuple[Claim, Claim]]()
    for claim in now.claims:
        keys = _earlier_ids(corpus, f"claim {now.id}#{claim.label}")
        labels = [claim.label, *(key.rpartition("#")[2] for key in keys)]
        before = next((earlier_claims.pop(label) for label in labels if label in earlier_claims), None)
        if before is None:
            new.append(claim)
        elif _visible_fields(before) != _visible_fields(claim):
            changed.append((before, claim))
    differing = tuple(name for name in FIELDS if _field(then, name) != _field(now, name))
    return Differences(differing, tuple(new), tuple(changed), tuple(earlier_claims.values()))


def _earlier_ids(corpus: Corpus, name: str) -> list[str]:
    """The earlier ids that redirects lead to a present object, named by its kind and id."""
    ids: list[str] = []
    waiting = [name]
    while waiting:
        to = waiting.pop()
        before = [r.gone for r in corpus.redirects if r.to == to and r.gone.partition(" ")[2] not in ids]
        ids += [gone.partition(" ")[2] for gone in before]
        waiting += before
    return ids


def _visible_fields(claim: Claim) -> dict[str, Any]:
    """The fields of a claim that readers see; the order of its evidence does not count."""
    values = {field.name: getattr(claim, field.name) for field in fields(claim) if field.name not in _INVISIBLE_FIELDS}
    evidence = {name: frozenset(values[name]) for name in ("cite", "against")}
    return {**values, **evidence, "type": type(claim)}


def _field(entry: Paged, name: str) -> object:
    value = getattr(entry, name, None)
    if name == "names":
        names: tuple[Name, ...] = entry.names
        return frozenset((n.text, n.kind, n.lang) for n in names)
    return value
