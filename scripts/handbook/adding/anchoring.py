"""Find the statements that drafts rest on once their source has been read, if there are any left.  Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from handbook.claims import Claim, PartClaim
from handbook.corpus import Corpus
from handbook.fields import cited
from handbook.folding import words
from handbook.kinds import Review
from handbook.linking import find, gazetteer
from handbook.model import Agreement, Citation, Entry, Event, Name, Source, Term

#: The most statements that an entry cites because they name it, from the first on.
MOST_NAMED = 5
E = TypeVar("E", bound=Entry)


def drafts_on(corpus: Corpus, source: str) -> list[Entry]:
    """The draft entries that cite a source."""
    entries = (e for e in corpus.entries.values() if e.review is Review.DRAFT)
    return [e for e in entries if any(cite.source == source for _path, cite in cited(e))]


def naming(corpus: Corpus, source: Source) -> Mapping[str, list[Citation]]:
    """The statements of a source by the ids of the entries that they name."""
    names = gazetteer.build(corpus)
    by_name: dict[str, list[Citation]] = {}
    for statement in source.statements:
        for mention in find.find(statement.text, names, []).mentions:
            entry_cites = by_name.setdefault(mention.entry, [])
            if statement.citation not in entry_cites:
                entry_cites.append(statement.citation)
    return by_name


def anchored(entry: E, source: str, sound: Collection[Citation], named: Sequence[Citation] = ()) -> E | None:
    """Reduce what a draft cites of ``source`` to ``sound`` statements; an actor or term cites those that name it (``named``), if any.

    None if the draft has nothing left to rest on.
    """

    def still_sound(cites: tuple[Citation, ...]) -> tuple[Citation, ...]:
        return tuple(c for c in cites if c.source != source or c in sound)

    cite = still_sound(entry.cite)
    if named and not isinstance(entry, Agreement | Event):
        cite = (*(c for c in cite if c.source != source), *list(named)[:MOST_NAMED])
    elif len(cite) < len(entry.cite):
        cite = tuple(dict.fromkeys((*cite, *named)))
    if not cite:
        return None
    names = tuple(
        replace(n, cite=sound_cites) for n in entry.names if (sound_cites := still_sound(n.cite)) or not n.cite
    )
    if isinstance(entry, Term):
        return replace(entry, cite=cite, names=names)
    claims: list[Claim] = []
    for claim in entry.claims:
        sound_cites = still_sound(claim.cite) or (cite if isinstance(claim, PartClaim) else ())
        if sound_cites:
            claims.append(replace(claim, cite=sound_cites, against=still_sound(claim.against)))
    sound_claims = tuple(claims)
    try:
        return replace(entry, cite=cite, names=names, claims=sound_claims)
    except ValueError:
        # An agreement without a step, or an event without a date.
        assert isinstance(entry, Agreement | Event)
        return None


def with_entries(corpus: Corpus, replacements: Mapping[str, Entry]) -> Corpus:
    """The corpus with some records replaced, by id."""
    tables: dict[str, Any] = {
        name: {i: replacements.get(i, e) for i, e in getattr(corpus, name).items()}
        for name in ("actors", "agreements", "events", "terms")
    }
    return replace(corpus, **tables)


def uses(corpus: Corpus, name: str, sources: Iterable[str]) -> tuple[Citation, ...]:
    """The statements of sources that use a name, as whole words, whatever its accents."""
    sought = f" {' '.join(words(name))} "
    return tuple(
        s.citation
        for source in sources
        for s in corpus.sources[source].statements
        if sought.strip() and sought in f" {' '.join(words(s.text))} "
    )


def with_variant(entry: E, name: str, cites: tuple[Citation, ...]) -> E:
    """An entry with a further name, if statements use that name and the entry does not have it yet."""
    entry_names = {" ".join(words(n)) for n in (entry.name, *(n.text for n in entry.names))}
    if not cites or " ".join(words(name)) in entry_names:
        return entry
    return replace(entry, names=(*entry.names, Name(text=name, cite=cites)))
