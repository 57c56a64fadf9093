"""A map of the states concerned: each a link, the darker the more statements name it.

Outlines: Natural Earth (public domain), simplified by ``scripts/outlines.py``;
the handbook takes no position on borders.
"""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files

from handbook.addresses import document
from handbook.blocks import Figure
from handbook.figures.svg import BRAND, INK, PAPER, RULE, link, number, picture, tag, words
from handbook.kinds import ActorKind
from handbook.model import Actor
from handbook.pages.view import View

WIDTH = 860.0
#: The part of the world shown, in degrees: west, south, east, north.
WEST, SOUTH, EAST, NORTH = -20.0, -24.0, 150.0, 76.0
STRETCH = 1.12
Ring = list[list[int]]


@lru_cache
def outlines() -> dict[str, list[Ring]]:
    """ISO 3166-1 code to rings of longitude and latitude in tenths of a degree."""
    text = (files("handbook.figures") / "outlines.json").read_text(encoding="utf-8")
    read: dict[str, list[Ring]] = json.loads(text)
    return read


def states(view: View) -> list[tuple[Actor, int]]:
    """The states with a code, with the number of statements about each, the most first."""
    found = [
        (a, len(view.statements_on.get(a.id, ())))
        for a in view.corpus.actors.values()
        if a.kind is ActorKind.STATE and a.iso
    ]
    return sorted(found, key=lambda pair: (-pair[1], pair[0].id))


def at(longitude: float, latitude: float) -> tuple[float, float]:
    """A place on the picture (equirectangular, latitudes a little stretched)."""
    scale = WIDTH / (EAST - WEST)
    return (longitude - WEST) * scale, (NORTH - latitude) * scale * STRETCH


def map_figure(view: View) -> Figure:
    """The map; states that the handbook does not name are drawn faintly and are no links."""
    _ = view.translate
    height = at(EAST, SOUTH)[1]
    known = {a.iso: (a, count) for a, count in states(view)}
    most = max((count for _a, count in known.values()), default=1)
    shapes = [tag("rect", x=0, y=0, width=WIDTH, height=height, rx=6, fill=PAPER, class_="hb-sea")]
    named = []
    for code, rings in outlines().items():
        path = "".join(_path(ring) for ring in rings)
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
    labels = [_label(view, actor, rank) for rank, (actor, _count) in enumerate(states(view)) if actor.iso in outlines()]
    title = _("The states concerned")
    description = _(
        "States that the handbook names, the darker the more statements are about them. Outlines: Natural Earth, simplified; no position is taken on borders."
    )
    return picture("map", "map", WIDTH, height, title, description, [*shapes, *named, *labels])


def _path(ring: Ring) -> str:
    points = [at(x / 10, y / 10) for x, y in ring]
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points) + "Z"


def _label(view: View, actor: Actor, rank: int) -> str:
    ring = max(outlines()[actor.iso or ""], key=len)
    xs, ys = [p[0] / 10 for p in ring], [p[1] / 10 for p in ring]
    x, y = at(min(max((min(xs) + max(xs)) / 2, WEST + 6), EAST - 10), (min(ys) + max(ys)) / 2)
    return words(
        view.name_of(actor),
        x,
        y + 3,
        13 if rank < 2 else 9,
        "middle",
        "hb-map-label",
        font_weight="bold" if rank < 2 else None,
    )
