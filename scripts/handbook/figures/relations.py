"""Relations as pictures: one around each actor, and one of all actors on a circle."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable

from handbook import addresses
from handbook.addresses import document, kind_of
from handbook.blocks import Figure
from handbook.figures.svg import BRAND, INK, PAPER, RULE, link, picture, stacked, tag, width, wrapped
from handbook.model import Actor, Agreement, Entry, Event, Term
from handbook.pages.view import View

MOST_AROUND, MOST_ALL = 12, 40
COLOURS = {Actor: BRAND, Agreement: "#9a5b00", Event: "#5a4a78"}


def neighbours(view: View, actor: Actor) -> list[tuple[Entry, str]]:
    """The entries linked to an actor with the word for it, those with most evidence first."""
    found: dict[str, tuple[Entry, str]] = {}
    for relation in actor.relations:
        other = view.named.get(relation.to)
        if other:
            found.setdefault(other.id, (other, relation.kind))
    for other, word in view.incoming.get(actor.id, ()):
        found.setdefault(other.id, (other, word))
    shared = Counter(
        e for s in view.statements_on.get(actor.id, ()) for e in {m.entry for m in view.mentions[s.citation].mentions}
    )
    for name, count in shared.most_common():
        if count > 1 and name in view.corpus.actors and name != actor.id:
            found.setdefault(name, (view.named[name], view.translate("named together")))
    kept = [pair for pair in found.values() if type(pair[0]) in COLOURS and pair[0].id != actor.id]
    return sorted(kept, key=lambda pair: (-len(view.statements_on.get(pair[0].id, ())), pair[0].id))[:MOST_AROUND]


def actor_figure(view: View, actor: Actor) -> Figure | None:
    """An actor in the middle, its most evidenced links around it; None if it has fewer than three."""
    _ = view.translate
    around = neighbours(view, actor)
    if len(around) < 3:
        return None
    around.sort(key=lambda pair: (list(COLOURS).index(type(pair[0])), pair[0].id))
    # Rows are as high as the highest label.
    most = max(len(_label(view, other)) + len(_word(word)) for other, word in around)
    step = 32.0 + 14.0 * max(0, most - 2)
    w, h = 720.0, 60.0 + step * max(4, math.ceil(len(around) / 2))
    cx, cy = w / 2, h / 2
    right = around[: math.ceil(len(around) / 2)]
    left = around[len(right) :]
    shapes, boxes = [], []
    for side, group in ((1, right), (-1, left)):
        for i, (other, word) in enumerate(group):
            y = cy + (i - (len(group) - 1) / 2) * step
            x = cx + side * 118
            shapes.append(
                tag(
                    "path",
                    d=f"M{cx:.0f} {cy:.0f} C{cx + side * 60:.0f} {cy:.0f} {x - side * 50:.0f} {y:.0f} {x:.0f} {y:.0f}",
                    fill="none",
                    stroke=RULE,
                    stroke_width=1.4,
                    class_="hb-rule",
                )
            )
            boxes.append(_node(view, other, word, x, y, side))
    name = wrapped(view.name_of(actor), 13, 180)
    half = max(width(line, 13) for line in name) / 2 + 12
    high = 15.0 * len(name) + 15
    middle = tag(
        "rect",
        x=cx - half,
        y=cy - high / 2,
        width=2 * half,
        height=high,
        rx=15,
        fill=PAPER,
        stroke=BRAND,
        stroke_width=1.8,
        class_="hb-node",
    )
    middle += stacked(name, cx, cy + 4.5 - 7.5 * (len(name) - 1), 13, "middle", font_weight="bold")
    title = _("Relations of {name}").format(name=view.name_of(actor))
    description = _(
        "The entries most often connected with it in the sources; the section on related entries lists them all."
    )
    return picture(f"actor-{actor.id}", "relations", w, h, title, description, [*shapes, *boxes, middle])


#: The room beside the dots of neighbours.
_ROOM = 214.0


def _label(view: View, other: Entry) -> list[str]:
    return wrapped(view.name_of(other), 12.5, _ROOM)


def _word(word: str) -> list[str]:
    return wrapped(word, 10, _ROOM) if word else []


def _node(view: View, other: Entry, word: str, x: float, y: float, side: int) -> str:
    name, anchor = view.name_of(other), "start" if side > 0 else "end"
    lines, below = _label(view, other), _word(word)
    first = y + 1 - 7 * (len(lines) + len(below) - 2)
    dot = tag("circle", cx=x, cy=y, r=4.5, fill=COLOURS[type(other)], class_=f"hb-dot-{kind_of(other).folder}")
    label = stacked(lines, x + side * 10, first, 12.5, anchor)
    label += stacked(below, x + side * 10, first + 14.4 * (len(lines) - 1) + 12, 10, anchor, "hb-muted")
    return link(
        addresses.document(other) if not isinstance(other, Term) else addresses.TERMS,
        dot + label,
        f"{name} ({word})" if word else name,
    )


def pairs(view: View) -> Counter[tuple[str, str]]:
    """How many agreements and events each two actors share."""
    made: Counter[tuple[str, str]] = Counter()
    groups: list[Iterable[str]] = [[p.actor for p in a.parties] for a in view.corpus.agreements.values()]
    groups += [[p.actor for p in e.participants] for e in view.corpus.events.values()]
    for actors in groups:
        names = sorted({a for a in actors if a in view.corpus.actors})
        made.update((a, b) for i, a in enumerate(names) for b in names[i + 1 :])
    return made


def all_figure(view: View) -> Figure:
    """Actors on a circle, by kind; a curve joins two that share agreements or events."""
    _ = view.translate
    shared = pairs(view)
    weight: Counter[str] = Counter()
    for (a, b), count in shared.items():
        weight[a] += count
        weight[b] += count
    chosen = {name for name, _count in sorted(weight.items(), key=lambda item: (-item[1], item[0]))[:MOST_ALL]}
    order = view.corpus.words.words("actors")
    kinds = {kind: number for number, kind in enumerate(order)}
    actors = sorted(
        (view.corpus.actors[name] for name in chosen),
        key=lambda a: (kinds.get(a.kind, len(kinds)), -weight[a.id], a.id),
    )
    size, radius = 820.0, 205.0
    c = size / 2
    place = {a.id: 2 * math.pi * i / max(len(actors), 1) - math.pi / 2 for i, a in enumerate(actors)}
    shapes = []
    for (a, b), count in sorted(shared.items()):
        if a in chosen and b in chosen:
            x1, y1, x2, y2 = (c + radius * f(place[n]) for n in (a, b) for f in (math.cos, math.sin))
            shapes.append(
                tag(
                    "path",
                    d=f"M{x1:.0f} {y1:.0f} Q{c:.0f} {c:.0f} {x2:.0f} {y2:.0f}",
                    fill="none",
                    stroke=BRAND,
                    stroke_opacity=0.28 if count == 1 else 0.6,
                    stroke_width=min(1 + 0.7 * (count - 1), 6),
                    class_="hb-edge",
                )
            )
    for actor in actors:
        angle = place[actor.id]
        x, y = c + radius * math.cos(angle), c + radius * math.sin(angle)
        turn = math.degrees(angle)
        flip = math.cos(angle) < -1e-9
        lines = wrapped(view.name_of(actor), 11.5, c - radius - 12)
        label = stacked(lines, 9 if not flip else -9, 4 - 6.6 * (len(lines) - 1), 11.5, "end" if flip else "start")
        inner = tag("circle", r=3 + min(weight[actor.id], 12) / 4, fill=INK, class_="hb-dot-actors") + label
        spun = tag("g", inner, transform=f"translate({x:.0f} {y:.0f}) rotate({turn + 180 if flip else turn:.1f})")
        shapes.append(link(document(actor), spun, view.name_of(actor)))
    title = _("Who deals with whom")
    description = _(
        "Actors on a circle, by kind. A curve joins two that share an agreement or an event; a thicker one, several. The table below says the same in words."
    )
    return picture("relations", "all-relations", size, size, title, description, shapes)
