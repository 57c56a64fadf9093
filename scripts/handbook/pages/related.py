"""The block of related entries on the page of an entry."""

from __future__ import annotations

from collections import Counter

from handbook.blocks import Block, Box, Fields, Inlines, heading, joined, text
from handbook.fields import pointing
from handbook.model import Actor, Agreement, Entry, Event, Paged
from handbook.pages.view import View


def named_in_statements(view: View, entry: Paged) -> Counter[str]:
    """How many of the statements about an entry name each entry, including itself."""
    # The picture of an actor asks for the same.
    return view.shared("named in statements", entry, _named_in_statements)


def _named_in_statements(view: View, entry: Paged) -> Counter[str]:
    counts: Counter[str] = Counter()
    for statement in view.statements_on.get(entry.id, ()):
        counts.update({mention.entry for mention in view.mentions[statement.citation].mentions})
    return counts


def related(view: View, entry: Paged) -> list[Block]:
    """One block of related entries: those that it points to and those that point to it, by kind, with the word for it."""
    _ = view.translate
    words: dict[str, dict[str, None]] = {}
    for target, word in pointing(entry):
        words.setdefault(target, {})[word] = None
    for referring, word in view.incoming.get(entry.id, []):
        words.setdefault(referring.id, {})[word] = None
    words.pop(entry.id, None)
    groups: dict[str, list[tuple[str, Inlines]]] = {}
    names: dict[type[Entry], str] = {Actor: _("Actors"), Agreement: _("Agreements"), Event: _("Events")}
    terms = _("Terms")
    for target, kinds in words.items():
        other_entry = view.named.get(target)
        if other_entry is None or (isinstance(entry, Actor) and isinstance(other_entry, Agreement | Event)):
            continue  # the table of agreements and events has those of an actor
        group = names.get(type(other_entry), terms)
        said_of = ", ".join(view.pointed(word) for word in kinds if word and word not in ("party", "place"))
        marked: Inlines = (view.link(target), *((text(f" ({said_of})"),) if said_of else ()))
        groups.setdefault(group, []).append((view.name_of(other_entry).casefold(), marked))
    mentioned = named_in_statements(view, entry)
    actors = view.corpus.actors
    often = sorted(
        (t for t in mentioned if t not in words and t != entry.id and t in actors),
        key=lambda t: (-mentioned[t], t),
    )[:8]
    rows = [
        (group, (joined(view.semicolon, (link for _name, link in sorted(links))),))
        for group, links in sorted(groups.items())
    ]
    if often:
        rows.append((_("Often named with it"), (joined(view.semicolon, ((view.link(target),) for target in often)),)))
    if not rows:
        return []
    return [heading(2, _("Related entries")), Box(("hb-related",), (Fields(tuple(rows)),))]
