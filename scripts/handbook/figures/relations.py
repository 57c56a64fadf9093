"""The relations of one actor as a picture: the actor, and its best attested links around or below it."""

from __future__ import annotations

import math
from collections import Counter
from functools import lru_cache
from typing import NamedTuple

from handbook import addresses
from handbook.blocks import Figure
from handbook.figures.svg import (
    BRAND,
    PAPER,
    RULE,
    Drawing,
    Key,
    Words,
    legend,
    link,
    number,
    picture,
    stacked,
    tag,
    width,
    wrapped,
)
from handbook.model import Actor, Agreement, Entry, Event, Term
from handbook.pages.labels import N_
from handbook.pages.related import named_in_statements
from handbook.pages.view import View

MOST_NEIGHBOURS, FEWEST = 12, 3
#: Two actors that fewer statements name together are not mentioned: once or twice is chance.
FEWEST_TOGETHER = 3
COLOURS: dict[type[Entry], str] = {Actor: BRAND, Agreement: "#9a5b00", Event: "#5a4a78"}
_FOLDERS = {Actor: "actors", Agreement: "agreements", Event: "events"}
#: The words for the colours of dots.
KINDS = {Actor: N_("Actor"), Agreement: N_("Agreement"), Event: N_("Event")}
#: The widths of the two forms, and the room for a label beside its dot in each.
WIDE, NARROW, ROOM, NARROW_ROOM = 720.0, 340.0, 214.0, 290.0


class Neighbour(NamedTuple):
    """An entry that is linked to an actor, and the word for the link."""

    entry: Entry
    word: str


def named_together(view: View, actor: Actor) -> Counter[str]:
    """How many statements about an actor also name each other entry."""
    counts = named_in_statements(view, actor)
    return Counter({name: count for name, count in counts.items() if name != actor.id})


def neighbours(view: View, actor: Actor, named_with: Counter[str]) -> list[Neighbour]:
    """The entries linked to an actor, or named together with it in more than one statement (``named_with``); those with most statements first."""
    linked: dict[str, Neighbour] = {}
    for relation in actor.relations:
        linked_entry = view.named.get(relation.to)
        if linked_entry:
            linked.setdefault(linked_entry.id, Neighbour(linked_entry, view.pointed(relation.kind)))
    for linked_entry, word in view.incoming.get(actor.id, ()):
        linked.setdefault(linked_entry.id, Neighbour(linked_entry, view.pointed(word) if word else ""))
    for name, count in named_with.most_common():
        if count > 1 and name in view.corpus.actors:
            linked.setdefault(name, Neighbour(view.named[name], view.translate("named together")))
    drawn = [n for n in linked.values() if type(n.entry) in COLOURS and n.entry.id != actor.id]
    return sorted(drawn, key=lambda n: (-len(view.statements_on.get(n.entry.id, ())), n.entry.id))[:MOST_NEIGHBOURS]


def actor_figure(view: View, actor: Actor) -> Figure | None:
    """The picture of an actor's relations; None if it has fewer than three."""
    _ = view.translate
    named_with = named_together(view, actor)
    shown_neighbours = neighbours(view, actor, named_with)
    if len(shown_neighbours) < FEWEST:
        return None
    shown_neighbours.sort(key=lambda n: (list(COLOURS).index(type(n.entry)), n.entry.id))
    title = _("Relations of {name}").format(name=view.name_of(actor))
    description = _(
        "The entries most often connected with it in the sources; the section on related entries lists them all."
    )
    caption = Words(title, description, _finding(view, actor, named_with))
    return picture(
        f"actor-{actor.id}",
        "relations",
        caption,
        _wide(view, actor, shown_neighbours),
        _narrow(view, actor, shown_neighbours),
    )


def _finding(view: View, actor: Actor, named_with: Counter[str]) -> str:
    """The actor that is named with it most often, in how many statements, and when the latest of them appeared; empty if they are few."""
    counts = [
        (count, name) for name, count in named_with.items() if count >= FEWEST_TOGETHER and name in view.corpus.actors
    ]
    if not counts:
        return ""
    count, name = min(counts, key=lambda pair: (-pair[0], pair[1]))
    statements = view.statements_on.get(actor.id, ())
    naming_both = [s for s in statements if name in {m.entry for m in view.mentions[s.citation].mentions}]
    dates = [view.corpus.sources[s.source].header.published for s in naming_both]
    latest = max(dates, key=lambda date: date.sort_key)
    finding = view.translate(
        "No actor is named with this one more often than {name}: in {count} of {all} statements (the latest: {date})."
    )
    other_name = view.name_of(view.named[name])
    return finding.format(name=other_name, count=count, all=len(statements), date=view.date(latest))


def _wide(view: View, actor: Actor, shown_neighbours: list[Neighbour]) -> Drawing:
    """The actor in the middle, its neighbours on both sides."""
    # All rows are as high as the highest label.
    line_count = max(len(_label(view, n, ROOM)) + len(_word(n, ROOM)) for n in shown_neighbours)
    step = 32.0 + 14.0 * max(0, line_count - 2)
    height = 60.0 + step * max(4, math.ceil(len(shown_neighbours) / 2))
    cx, cy = WIDE / 2, height / 2
    right = shown_neighbours[: math.ceil(len(shown_neighbours) / 2)]
    shapes = []
    for side, group in ((1, right), (-1, shown_neighbours[len(right) :])):
        for i, neighbour in enumerate(group):
            y = cy + (i - (len(group) - 1) / 2) * step
            x = cx + side * 118
            curve = f"M{cx:.0f} {cy:.0f} C{cx + side * 60:.0f} {cy:.0f} {x - side * 50:.0f} {y:.0f} {x:.0f} {y:.0f}"
            shapes.append(_node(view, neighbour, x, y, side, curve, ROOM))
    name = wrapped(view.name_of(actor), 13, 180)
    half = max(width(line, 13) for line in name) / 2 + 12
    high = 15.0 * len(name) + 15
    middle = _frame(cx - half, cy - high / 2, 2 * half, high)
    middle += stacked(name, cx, cy + 4.5 - 7.5 * (len(name) - 1), 13, "middle", font_weight="bold")
    key, legend_height = _legend(view, shown_neighbours, 8, height, WIDE)
    return Drawing(WIDE, height + legend_height + 4, (*shapes, middle, key), "hb-star")


def _narrow(view: View, actor: Actor, shown_neighbours: list[Neighbour]) -> Drawing:
    """The actor on top, its neighbours as branches below."""
    name = wrapped(view.name_of(actor), 14, NARROW - 40)
    high = 16.0 * len(name) + 14
    half = 1.12 * max(width(line, 14) for line in name) + 26
    y, shapes = high + 6, list[str]()
    for neighbour in shown_neighbours:
        lines = len(_label(view, neighbour, NARROW_ROOM)) + len(_word(neighbour, NARROW_ROOM))
        row = 10 + 15.0 * lines
        middle = y + row / 2
        branch = f"M14 {number(high)} V{number(middle - 8)} Q14 {number(middle)} 22 {number(middle)} H32"
        shapes.append(_node(view, neighbour, 36, middle, 1, branch, NARROW_ROOM))
        y += row
    top = _frame(1, 1, min(half, NARROW - 2), high - 2) + stacked(name, 13, 21, 14, font_weight="bold")
    key, legend_height = _legend(view, shown_neighbours, 4, y + 8, NARROW - 8)
    return Drawing(NARROW, y + legend_height + 12, (*shapes, top, key), "hb-star")


def _frame(x: float, y: float, wide: float, high: float) -> str:
    return tag(
        "rect",
        x=x,
        y=y,
        width=wide,
        height=high,
        rx=15,
        fill=PAPER,
        stroke=BRAND,
        stroke_width=1.8,
        class_="hb-node",
    )


def _label(view: View, neighbour: Neighbour, room: float) -> tuple[str, ...]:
    return wrapped(view.name_of(neighbour.entry), 12.5, room)


def _word(neighbour: Neighbour, room: float) -> tuple[str, ...]:
    return wrapped(neighbour.word, 10, room) if neighbour.word else ()


def _node(view: View, neighbour: Neighbour, x: float, y: float, side: int, edge: str, room: float) -> str:
    """A neighbour and the line that joins it to the actor, as one link, so that pointing at it or focusing it highlights both."""
    entry = neighbour.entry
    name, anchor = view.name_of(entry), "start" if side > 0 else "end"
    lines, below = _label(view, neighbour, room), _word(neighbour, room)
    baseline = y + 1 - 7 * (len(lines) + len(below) - 2)
    line = _edge(edge)
    dot = _dot(type(entry), x, y)
    label = stacked(lines, x + side * 10, baseline, 12.5, anchor)
    label += stacked(below, x + side * 10, baseline + 14.4 * (len(lines) - 1) + 12, 10, anchor, "hb-muted")
    return link(
        addresses.document(entry) if not isinstance(entry, Term) else addresses.TERMS,
        line + dot + label,
        f"{name} ({neighbour.word})" if neighbour.word else name,
    )


@lru_cache(1 << 14)
def _edge(path: str) -> str:
    """The line between two entries; cached like the dots, because pictures use the same places."""
    return tag("path", d=path, fill="none", stroke=RULE, stroke_width=1.4, class_="hb-rule")


def _dot(kind: type, x: float, y: float) -> str:
    return _circle(COLOURS[kind], _FOLDERS[kind], x, y)


@lru_cache(1 << 14)
def _circle(colour: str, folder: str, x: float, y: float) -> str:
    return tag("circle", cx=x, cy=y, r=4.5, fill=colour, class_=f"hb-dot-{folder}")


def _legend(view: View, shown_neighbours: list[Neighbour], left: float, top: float, room: float) -> tuple[str, float]:
    """The legend of the dots' colours for the kinds in the picture; empty if all are of one kind."""
    kinds_shown = {type(n.entry) for n in shown_neighbours}
    if len(kinds_shown) == 1:
        return "", 0
    keys = [Key(_dot(kind, 0, 0), 9, view.translate(words)) for kind, words in KINDS.items() if kind in kinds_shown]
    return legend(keys, left, top, room)
