"""A map of the states concerned: each a link, the darker the more statements name it.

Outlines: Natural Earth (public domain), simplified by ``scripts/outlines.py``;
the handbook takes no position on borders.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from handbook.addresses import document
from handbook.blocks import Figure
from handbook.figures.svg import BRAND, INK, PAPER, RULE, link, number, picture, tag, width, words
from handbook.kinds import ActorKind
from handbook.model import Actor
from handbook.pages.view import View

WIDTH = 860.0
STRETCH = 1.12
#: The part of the world shown where no state is named, in degrees: west, south, east, north.
WORLD = (-180.0, -58.0, 180.0, 80.0)
#: Degrees around the states that are named; the least width and height of a window.
MARGIN, LEAST = 8.0, 40.0
Ring = list[list[int]]


class Frame(NamedTuple):
    """The part of the world that a map shows, in degrees."""

    west: float
    south: float
    east: float
    north: float

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        """A place on the picture (equirectangular, latitudes a little stretched)."""
        scale = WIDTH / (self.east - self.west)
        return (longitude - self.west) * scale, (self.north - latitude) * scale * STRETCH

    def meets(self, ring: Ring) -> bool:
        """Whether something of a ring is within it."""
        xs, ys = [x / 10 for x, _y in ring], [y / 10 for _x, y in ring]
        return max(xs) > self.west and min(xs) < self.east and max(ys) > self.south and min(ys) < self.north


def frame(view: View) -> Frame:
    """The window that the handbook names, else the part of the world that its states take up."""
    if window := view.corpus.handbook.map.window:
        return Frame(*window)
    rings = [outlines()[a.iso][0] for a, _count in states(view) if a.iso in outlines()]
    if not rings:
        return Frame(*WORLD)
    xs, ys = [x / 10 for ring in rings for x, _y in ring], [y / 10 for ring in rings for _x, y in ring]
    west, east = _wide(min(xs) - MARGIN, max(xs) + MARGIN, -180, 180)
    south, north = _wide(min(ys) - MARGIN, max(ys) + MARGIN, -90, 90)
    return Frame(west, south, east, north)


def _wide(low: float, high: float, least: float, most: float) -> tuple[float, float]:
    """Two bounds at least ``LEAST`` apart, within ``least`` and ``most``."""
    short = max(LEAST - (high - low), 0) / 2
    return max(low - short, least), min(high + short, most)


@lru_cache
def outlines() -> dict[str, list[Ring]]:
    """ISO 3166-1 code to rings of longitude and latitude in tenths of a degree, the largest first."""
    text = (files("handbook.figures") / "outlines.json").read_text(encoding="utf-8")
    read: dict[str, list[Ring]] = json.loads(text)
    return read


def states(view: View) -> list[tuple[Actor, int]]:
    """The states with a code, with the number of statements about each, the most first."""
    found = [
        (a, len(view.statements_on.get(a.id, ())))
        for a in view.corpus.actors.values()
        if view.corpus.words.is_like("actors", a.kind, ActorKind.STATE) and a.iso
    ]
    return sorted(found, key=lambda pair: (-pair[1], pair[0].id))


def map_figure(view: View) -> Figure:
    """The map; states that the handbook does not name are drawn faintly and are no links."""
    _ = view.translate
    shown = frame(view)
    height = shown.at(shown.east, shown.south)[1]
    known = {a.iso: (a, count) for a, count in states(view)}
    most = max((count for _a, count in known.values()), default=1)
    shapes = [tag("rect", x=0, y=0, width=WIDTH, height=height, rx=6, fill=PAPER, class_="hb-sea")]
    named = []
    for code, rings in outlines().items():
        path = "".join(_path(shown, ring) for ring in rings if shown.meets(ring))
        if not path:
            continue
        actor, count = known.get(code, (None, 0))
        if actor is None:
            shapes.append(tag("path", d=path, fill="#ffffff", stroke=RULE, stroke_width=0.6, class_="hb-land"))
            continue
        strength = 0.25 + 0.75 * (count / most) ** 0.5
        drawn = tag(
            "path", d=path, fill=BRAND, fill_opacity=round(strength, 2), stroke=INK, stroke_width=0.8, class_="hb-state"
        )
        label = _("{name}: {count} statements").format(name=view.name_of(actor), count=count)
        named.append(link(document(actor), drawn, label))
    seen = [a for a, _count in states(view) if a.iso in outlines() and shown.meets(outlines()[a.iso][0])]
    title = _("The states concerned")
    description = _(
        "States that the handbook names, the darker the more statements are about them. Outlines: Natural Earth, simplified; no position is taken on borders."
    )
    return picture("map", "map", WIDTH, height, title, description, [*shapes, *named, *_labels(view, shown, seen)])


def _path(shown: Frame, ring: Ring) -> str:
    points = [shown.at(x / 10, y / 10) for x, y in ring]
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points) + "Z"


def _labels(view: View, shown: Frame, named: Sequence[Actor]) -> list[str]:
    """The names of states, the most told first; one that would lie on another is left to the state's own label."""
    made: list[str] = []
    taken: list[tuple[float, float, float, float]] = []
    for rank, actor in enumerate(named):
        x, y = _middle(shown, actor)
        size = 13 if rank < 2 else 9
        half = width(view.name_of(actor), size) / 2
        box = (x - half, y - size, x + half, y + 3)
        if any(box[0] < b[2] and b[0] < box[2] and box[1] < b[3] and b[1] < box[3] for b in taken):
            continue
        taken.append(box)
        weight = "bold" if rank < 2 else None
        made.append(words(view.name_of(actor), x, y + 3, size, "middle", "hb-map-label", font_weight=weight))
    return made


def _middle(shown: Frame, actor: Actor) -> tuple[float, float]:
    ring = outlines()[actor.iso or ""][0]
    xs, ys = [p[0] / 10 for p in ring], [p[1] / 10 for p in ring]
    # What is cut off by the window has its name within it.
    return shown.at(
        min(max((min(xs) + max(xs)) / 2, shown.west + 6), shown.east - 10),
        min(max((min(ys) + max(ys)) / 2, shown.south + 3), shown.north - 3),
    )
