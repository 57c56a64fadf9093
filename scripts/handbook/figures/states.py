"""A map of the states concerned: each a link, the darker the more statements are about it.

Outlines: Natural Earth (public domain), simplified by ``scripts/outlines.py``; the handbook takes no
position on borders.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from handbook.addresses import document
from handbook.blocks import Figure
from handbook.figures.counting import counted
from handbook.figures.frames import Frame, Ring, frame_of, outlines
from handbook.figures.map_names import LARGE, placed
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
    words,
)
from handbook.kinds import ActorKind
from handbook.model import Actor
from handbook.pages.view import View

#: The width of the picture, and of phones, for which names and legend have a second size.
WIDTH, NARROW = 720.0, 340.0
#: The shades of the classes of states, which also limit their number.
SHADES = (0.22, 0.42, 0.62, 0.82, 1.0)
MOST_NAMED = 3


class StateCount(NamedTuple):
    """A state that the handbook names, and the number of statements about it."""

    state: Actor
    statements: int

    @property
    def rings(self) -> list[Ring]:
        """Its outline, the largest part first; empty if the map does not know its code."""
        return outlines().get(self.state.iso or "", [])


def states(view: View) -> list[StateCount]:
    """The states with a code, with the number of statements about each, the most first."""
    counted_states = [
        StateCount(a, len(view.statements_on.get(a.id, ())))
        for a in view.corpus.actors.values()
        if view.corpus.words.is_like("actors", a.kind, ActorKind.STATE) and a.iso
    ]
    return sorted(counted_states, key=lambda row: (-row.statements, row.state.id))


def bounds(highest_count: int) -> list[int]:
    """The least number of statements for each class of states: 1, then round numbers up to ``highest_count``; five classes at most."""
    steps = [1]
    for step in (5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 50_000, 100_000):
        if step <= highest_count:
            steps.append(step)
    return [steps[0], *steps[max(1, len(steps) - len(SHADES) + 1) :]]


def shade(count: int, classes: Sequence[int]) -> float:
    """The shade of a state with so many statements."""
    rank = sum(count >= least for least in classes) - 1
    return SHADES[max(len(SHADES) - len(classes) + rank, 0)]


def map_figure(view: View) -> Figure:
    """The map; states that the handbook does not name are drawn faintly and are not links."""
    _ = view.translate
    concerned = states(view)
    frame = frame_of(view.corpus.handbook.map.window, [(t.rings[0], t.statements) for t in concerned if t.rings])
    off_map = [t for t in concerned if not t.rings or not frame.meets(t.rings[0])]
    description = _(
        "States that the handbook names, the darker the more statements are about them. Outlines: Natural Earth, simplified; no position is taken on borders."
    )
    caption = Words(_("The states concerned"), description, _finding(view, concerned, off_map))
    classes = bounds(max((t.statements for t in concerned), default=1))
    key = Words(_("What the shades mean"), ""), _legend(view, classes, NARROW)
    return picture("map", "map", caption, _drawing(view, frame, concerned, classes), below=key)


def _finding(view: View, concerned: Sequence[StateCount], off_map: Sequence[StateCount]) -> str:
    """The states that most statements are about, and those that are not on the map."""
    _ = view.translate
    if not concerned:
        return ""
    most_named = ", ".join(f"{view.name_of(t.state)} ({t.statements})" for t in concerned[:MOST_NAMED])
    finding = counted(
        view,
        _("States named most often in {statements}: {states}.").format(
            statements=view.counted(len(view.corpus.statements), _("1 statement"), _("{count} statements")),
            states=most_named,
        ),
    )
    if off_map:
        names = ", ".join(view.name_of(t.state) for t in off_map)
        finding += " " + _("Beyond the edge of the map: {states}.").format(states=names)
    return finding


def _drawing(view: View, frame: Frame, concerned: Sequence[StateCount], classes: Sequence[int]) -> Drawing:
    """One drawing of the land for all screens, since it is the largest part of the picture; its names are in two sizes.

    The legend within it is the one of wide screens: room for the other would be an empty strip there.
    """
    height = frame.at(frame.east, frame.south, WIDTH)[1]
    _, by_code = view.translate, {t.state.iso: t for t in concerned}
    shapes = [tag("rect", x=0, y=0, width=WIDTH, height=height, rx=6, fill=PAPER, class_="hb-sea")]
    linked = []
    for code, path in _land(frame).items():
        state = by_code.get(code)
        if state is None:
            shapes.append(tag("path", d=path, fill="#ffffff", stroke=RULE, stroke_width=0.6, class_="hb-land"))
            continue
        darkness = shade(state.statements, classes)
        drawn = tag("path", d=path, fill=BRAND, fill_opacity=darkness, stroke=INK, stroke_width=0.8, class_="hb-state")
        count = view.counted(state.statements, _("1 statement"), _("{count} statements"))
        label = f"{view.name_of(state.state)}{view.colon}{count}"
        linked.append(link(document(state.state), drawn, label))
    in_frame = [t for t in concerned if t.rings and frame.meets(t.rings[0])]
    # In a nested svg, so that what the window cuts off is not drawn over the legend.
    land = tag("svg", "".join([*shapes, *linked]), x=0, y=0, width=WIDTH, height=height)
    captions = list[str]()
    for css, scale in (("hb-on-wide", 1.0), ("hb-on-narrow", WIDTH / NARROW)):
        labels = _labels(view, frame, in_frame, WIDTH / scale)
        display = None if scale == 1 else "none"
        captions.append(tag("g", "".join(labels), class_=css, transform=f"scale({scale:g})", display=display))
    key = _legend(view, classes, WIDTH)
    key_drawn = tag("g", "".join(key.shapes), class_="hb-on-wide", transform=f"translate(0 {number(height)})")
    return Drawing(WIDTH, height + key.height, (land, *captions, key_drawn), "hb-map")


def _legend(view: View, classes: Sequence[int], room: float) -> Drawing:
    """What the shades mean, for a picture of a width."""
    shapes, height = legend([Key("", 0, view.translate("Statements:")), *_classes(view, classes)], 4, 8, room - 8)
    return Drawing(room, height + 12, (shapes,))


def _classes(view: View, classes: Sequence[int]) -> list[Key]:
    keys = []
    for least, above in zip(classes, [*classes[1:], 0], strict=True):
        if not above:
            label = view.translate("{count} or more").format(count=least)
        else:
            label = str(least) if above == least + 1 else f"{least}–{above - 1}"
        swatch = tag(
            "rect", x=-9, y=-6, width=18, height=12, rx=2, fill=BRAND, fill_opacity=shade(least, classes), stroke=INK,
            stroke_width=0.8, class_="hb-state",
        )  # fmt: skip
        keys.append(Key(swatch, 18, label))
    return keys


@lru_cache(8)
def _land(frame: Frame) -> dict[str, str]:
    """The outlines of each state in a frame, by its code; cached, since a page and its file share them, in every language."""
    paths = {
        code: "".join(_path(frame, ring) for ring in rings if frame.meets(ring)) for code, rings in outlines().items()
    }
    return {code: path for code, path in paths.items() if path}


def _path(frame: Frame, ring: Ring) -> str:
    """An outline in whole pixels, from point to point; parts beyond the edge are left out."""
    points = [frame.at(x, y, WIDTH) for x, y in frame.wider(1).clipped(ring)]
    pixels = [(round(x), round(y)) for x, y in points]
    corners = [point for before, point in zip([None, *pixels], pixels, strict=False) if point != before]
    if len(corners) < 3:
        return ""
    (x, y), *following = corners
    steps = [f"{b[0] - a[0]} {b[1] - a[1]}" for a, b in zip(corners, following, strict=False)]
    return f"M{x} {y}l{' '.join(steps).replace(' -', '-')}z"


def _labels(view: View, frame: Frame, in_frame: Sequence[StateCount], room: float) -> list[str]:
    """The names of states; one that has no room is left out, since the state's link has it."""
    names = placed(frame, [(view.name_of(t.state), t.rings) for t in in_frame], room)
    return [
        words(
            name.text, name.x, name.y + 3, name.size, "middle", "hb-map-label",
            font_weight="bold" if name.size == LARGE else None,
        )
        for name in names if name
    ]  # fmt: skip
