"""What changed between two readings of the seeds, and the keys that the changes touch.

The rules here are the other half of ``dependency_tracking``: if anything that a page can look up under a key differs,
that key has to be touched here.  A test makes random edits, and compares incremental builds
with builds from nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from handbook.corpus import Corpus
from handbook.dossiers import Dossier
from handbook.fields import citations_of, pointing
from handbook.folding import fold
from handbook.kinds import ActorKind
from handbook.leads import first_names_of
from handbook.linking.find import LinkingResult
from handbook.linking.gazetteer import first_words
from handbook.model import Actor, Agreement, Citation, Conflict, Entry, Event, Source, Statement, Term
from handbook.pages.look_ups import LookUps, entries_of
from handbook.pages.view import View, without_gloss

FOLDERS = {
    Actor: "actors", Agreement: "agreements", Event: "events", Term: "terms", Conflict: "conflicts", Source: "sources", Dossier: "dossiers",
}  # fmt: skip


class Change(NamedTuple):
    """A record before and now; None where it did not or does not exist."""

    before: Any
    now: Any

    @property
    def existing_records(self) -> tuple[Any, ...]:
        return tuple(record for record in self if record is not None)


#: The records that changed, by id.
Changes = Mapping[str, Change]


def names(changes: Changes) -> set[str]:
    """The first words, folded, of the names that entries gained or lost."""
    names_there: set[str] = set()
    for change in changes.values():
        words = [first_words(r) if isinstance(r, Entry) else frozenset() for r in change]
        if words[0] != words[1]:
            names_there |= {word for group in words for _kind, _form, word in group}
    return names_there


def settled(changes: Changes) -> bool:
    """Whether everything that others may refer to still exists, with the same kind and review status as before."""
    return all(_standing(change.before) <= _standing(change.now) for change in changes.values())


def _standing(record: Any) -> set[tuple[object, ...]]:
    if record is None:
        return set()
    if isinstance(record, Source):
        labels = {(record.id, s.label) for s in record.statements}
        return {(record.id, record.header.review), *labels}
    return {(record.id, type(record), getattr(record, "review", None))}


def referring(look_ups: LookUps, changes: Changes) -> set[str]:
    """The entries that cite a changed statement, and the sources that name a changed event: rules compare the two."""
    entries: set[str] = set()
    for change in changes.values():
        if isinstance(change.before, Source) and isinstance(change.now, Source):
            before = {s.citation: s for s in change.before.statements}
            for statement in change.now.statements:
                if before.get(statement.citation) != statement:
                    entries.update(look_ups.cited_by.get(statement.citation, ()))
        if isinstance(change.now, Event) and not _only_glosses(change):
            entries.update(cite.source for cite in look_ups.statements_on.get(change.now.id, ()))
    return entries


def leads_with_names(corpus: Corpus, changes: Changes) -> set[str]:
    """The entries whose leads contain the first word of a name that was added or removed: a rule looks for names in leads."""
    words: set[str] = set()
    for change in changes.values():
        before, now = (set(first_names_of(r)) if isinstance(r, Entry) else set() for r in change)
        words |= before ^ now
    if not words:
        return set()
    leads = ((entry.id, fold(wording.text)) for entry in corpus.paged for wording in entry.lead)
    return {name for name, lead in leads if any(word in lead for word in words)}


def invalidated(
    view: View,
    changes: Changes,
    relinked: Mapping[str, tuple[Mapping[Citation, LinkingResult], Mapping[Citation, LinkingResult]]],
) -> set[str]:
    """The keys under which a page may find something different than before.

    ``relinked`` has, for each source whose statements or mentions changed, its mentions before and now.
    """
    keys: set[str] = (
        set() if changes and not relinked and all(map(_only_glosses, changes.values())) else {"*but glosses"}
    )
    for name, change in changes.items():
        keys |= {"*", name, *(f"*{FOLDERS[type(record)]}" for record in change.existing_records)}
        kinds = {type(record) for record in change.existing_records}
        if kinds & {Actor, Agreement, Event, Term}:
            keys |= set(_of_entry(name, change, view.language)) | set(_states(view, name, change))
        if Conflict in kinds:
            keys |= {f"conf {e}" for r in change.existing_records if isinstance(r, Conflict) for e in r.about}
        if Source in kinds:
            notes = (n for r in change.existing_records if isinstance(r, Source) for n in r.header.notes)
            keys |= {f"notes {e}" for note in notes for e in note.about}
    for name, (before, now) in relinked.items():
        keys |= {"*", "*sources", name}
        keys |= set(_of_statements(view, changes.get(name), name, before, now))
    return keys


def _only_glosses(change: Change) -> bool:
    """Whether at most the gloss and the lead of an entry changed."""
    before, now = change
    return isinstance(before, Entry) and isinstance(now, Entry) and without_gloss(before) == without_gloss(now)


def _of_entry(name: str, change: Change, language: str) -> Iterator[str]:
    before, now = (r if isinstance(r, Entry) else None for r in change)
    new = _brief(before, language) != _brief(now, language)
    if new:
        yield f"brief {name}"
    old_links, new_links = _links(before), _links(now)
    # A page shows the names of the entries that link to it, so a new name touches all pages that the entry links to.
    yield from (f"in {t}" for t in {*old_links, *new_links} if new or old_links.get(t) != new_links.get(t))
    if before is None or now is None or citations_of(before) != citations_of(now):
        yield f"on {name}"
        for record in (before, now):
            yield from (f"cited {c.source}" for c in (citations_of(record) if record else ()))
    # Lists of the entries that cite a statement are sorted by the kinds and names of these entries.
    if new:
        yield from (f"cited {c.source}" for r in (before, now) if r for c in citations_of(r))


def _states(view: View, name: str, change: Change) -> Iterator[str]:
    """The keys of states that may differ: those of the record itself, and if it became or ceased to be a state, of all that belong to it."""
    facts = [[f.of for f in r.facts] if isinstance(r, Actor) else None for r in change]
    state = [isinstance(r, Actor) and r.kind == ActorKind.STATE for r in change]
    if facts[0] != facts[1] or state[0] != state[1]:
        yield f"states {name}"
    if state[0] != state[1]:
        yield from (f"states {entry.id}" for entry, _word in view.incoming.get(name, ()))


def _brief(entry: Entry | None, language: str) -> object:
    """The values of an entry that a link to it shows."""
    if entry is None:
        return None
    names = [(n.text, n.kind) for n in entry.names if n.lang == language]
    titles = [title.text for title in entry.titles if title.lang == language]
    return type(entry), entry.name, names, titles


def _links(entry: Entry | None) -> dict[str, list[str]]:
    """The entries that an entry points to, each with the words for the relations, in order: a picture shows the first."""
    by_entry: dict[str, list[str]] = {}
    for target, word in pointing(entry) if entry else ():
        by_entry.setdefault(target, []).append(word)
    return by_entry


def _of_statements(
    view: View,
    change: Change | None,
    name: str,
    before: Mapping[Citation, LinkingResult],
    now: Mapping[Citation, LinkingResult],
) -> Iterator[str]:
    """The keys of the entries on whose pages a source's changed statements stood or stand."""
    sources = change or Change(view.corpus.sources[name], view.corpus.sources[name])
    old, new = ({s.citation: s for s in record.statements} if isinstance(record, Source) else {} for record in sources)
    # The header of a source matters too: statements on a page are sorted by its date and marked with its name.
    same = isinstance(sources.before, Source) and isinstance(sources.now, Source)
    same = same and sources.before.header == sources.now.header
    for cite in {*old, *new}:
        sides: list[tuple[Statement | None, LinkingResult | None]] = [
            (old.get(cite), before.get(cite)), (new.get(cite), now.get(cite)),
        ]  # fmt: skip
        if not same or sides[0] != sides[1]:
            for statement, mentions in sides:
                if statement and mentions:
                    citing = view.cited_by.get(cite, ())
                    yield from (f"on {entry}" for entry in entries_of(statement, mentions, citing))
