"""A map of the states concerned: each a link, the darker the more statements name it.

Outlines: Natural Earth (public domain), simplified by ``scripts/outlines.py``;
the handbook takes no position on borders.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from handbook.addresses import document
from handbook.blocks import Figure
from handbook.figures.counting import counted
from handbook.figures.frames import Frame, Ring, frame_of, outlines
from handbook.figures.svg import (
    BRAND,
    INK,
    PAPER,
    RULE,
    Drawing,
    Key,
    Words,
    legend,
    link,
    number,
    picture,
    tag,
    width,
    words,
)
from handbook.kinds import ActorKind
from handbook.model import Actor
from handbook.pages.view import View

WIDE, NARROW = 720.0, 340.0
#: How dark a class of states is, and how many there are at most.
SHADES = (0.22, 0.42, 0.62, 0.82, 1.0)
MOST_NAMED = 3


class Told(NamedTuple):
    """A state that the handbook names, and how many statements are about it."""

    state: Actor
    statements: int

    @property
    def rings(self) -> list[Ring]:
        """Its outline, the largest part first; none where the map does not know its code."""
        return outlines().get(self.state.iso or "", [])


def states(view: View) -> list[Told]:
    """The states with a code, with the number of statements about each, the most first."""
    counted_states = [
        Told(a, len(view.statements_on.get(a.id, ())))
        for a in view.corpus.actors.values()
        if view.corpus.words.is_like("actors", a.kind, ActorKind.STATE) and a.iso
    ]
    return sorted(counted_states, key=lambda told: (-told.statements, told.state.id))


def bounds(most: int) -> list[int]:
    """The least number of statements of each class of states: 1, then round numbers up to ``most``, five at most."""
    steps = [1]
    for step in (5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 50_000, 100_000):
        if step <= most:
            steps.append(step)
    return [steps[0], *steps[max(1, len(steps) - len(SHADES) + 1) :]]


def shade(count: int, classes: Sequence[int]) -> float:
    """How dark a state with so many statements is."""
    rank = sum(count >= least for least in classes) - 1
    return SHADES[max(len(SHADES) - len(classes) + rank, 0)]


def map_figure(view: View) -> Figure:
    """The map; states that the handbook does not name are drawn faintly and are no links."""
    _ = view.translate
    concerned = states(view)
    shown = frame_of(view.corpus.handbook.map.window, [(t.rings[0], t.statements) for t in concerned if t.rings])
    beyond = [t for t in concerned if not t.rings or not shown.meets(t.rings[0])]
    description = _(
        "States that the handbook names, the darker the more statements are about them. Outlines: Natural Earth, simplified; no position is taken on borders."
    )
    said = Words(_("The states concerned"), description, _finding(view, concerned, beyond))
    wide, narrow = (_drawing(view, shown, concerned, room) for room in (WIDE, NARROW))
    return picture("map", "map", said, wide, narrow)


def _finding(view: View, concerned: Sequence[Told], beyond: Sequence[Told]) -> str:
    """Which states most statements are about, and which are not on the map."""
    _ = view.translate
    if not concerned:
        return ""
    most = ", ".join(f"{view.name_of(t.state)} ({t.statements})" for t in concerned[:MOST_NAMED])
    finding = counted(
        view,
        _("States named in most of the {count} statements: {states}.").format(
            count=len(view.corpus.statements), states=most
        ),
    )
    if beyond:
        names = ", ".join(view.name_of(t.state) for t in beyond)
        finding += " " + _("Beyond the edge of the map: {states}.").format(states=names)
    return finding


def _drawing(view: View, shown: Frame, concerned: Sequence[Told], room: float) -> Drawing:
    height = shown.at(shown.east, shown.south, room)[1]
    known = {t.state.iso: t for t in concerned}
    classes = bounds(max((t.statements for t in concerned), default=1))
    shapes = [tag("rect", x=0, y=0, width=room, height=height, rx=6, fill=PAPER, class_="hb-sea")]
    linked = []
    for code, rings in outlines().items():
        path = "".join(_path(shown, ring, room) for ring in rings if shown.meets(ring))
        if not path:
            continue
        told = known.get(code)
        if told is None:
            shapes.append(tag("path", d=path, fill="#ffffff", stroke=RULE, stroke_width=0.6, class_="hb-land"))
            continue
        darkness = shade(told.statements, classes)
        drawn = tag("path", d=path, fill=BRAND, fill_opacity=darkness, stroke=INK, stroke_width=0.8, class_="hb-state")
        label = view.translate("{name}: {count} statements").format(
            name=view.name_of(told.state), count=told.statements
        )
        linked.append(link(document(told.state), drawn, label))
    in_frame = [t for t in concerned if t.rings and shown.meets(t.rings[0])]
    # What is cut by the window is not drawn over the legend.
    land = tag("svg", "".join([*shapes, *linked]), x=0, y=0, width=room, height=height)
    head = Key("", 0, view.translate("Statements:"))
    key, more = legend([head, *_classes(view, classes)], 4, height + 8, room - 8)
    return Drawing(room, height + more + 14, (land, *_labels(view, shown, in_frame, room), key))


def _classes(view: View, classes: Sequence[int]) -> list[Key]:
    keys = []
    for least, above in zip(classes, [*classes[1:], 0], strict=True):
        if not above:
            said = view.translate("{count} or more").format(count=least)
        else:
            said = str(least) if above == least + 1 else f"{least}–{above - 1}"
        swatch = tag(
            "rect", x=-9, y=-6, width=18, height=12, rx=2, fill=BRAND, fill_opacity=shade(least, classes), stroke=INK,
            stroke_width=0.8, class_="hb-state",
        )  # fmt: skip
        keys.append(Key(swatch, 18, said))
    return keys


def _path(shown: Frame, ring: Ring, room: float) -> str:
    points = [shown.at(x / 10, y / 10, room) for x, y in ring]
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points) + "Z"


def _labels(view: View, shown: Frame, seen: Sequence[Told], room: float) -> list[str]:
    """The names of states, the most told first; one that would lie on another, or beyond the edge, is left to the state's own label."""
    height = shown.at(shown.east, shown.south, room)[1]
    labels: list[str] = []
    taken: list[tuple[float, float, float, float]] = []
    for rank, told in enumerate(seen):
        name = view.name_of(told.state)
        x, y = shown.middle(told.rings[0], room)
        size = 13 if rank < 2 else 11
        half = width(name, size) / 2
        x = min(max(x, half + 2), room - half - 2)
        box = (x - half, y - size, x + half, y + 4)
        if any(box[0] < b[2] and b[0] < box[2] and box[1] < b[3] and b[1] < box[3] for b in taken) or y + 4 > height:
            continue
        taken.append(box)
        weight = "bold" if rank < 2 else None
        labels.append(words(name, x, y + 3, size, "middle", "hb-map-label", font_weight=weight))
    return labels
