"""Where the names on a map stand: each in the middle of its state or, if that hides another name or a state with more statements, beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from handbook.figures.frames import Frame, Ring, box_of, has
from handbook.figures.svg import width

#: The sizes of names, and how many of the states with most statements have the first.
LARGE, SMALL, MOST = 13, 11, 2
#: What lies below the baseline of a name, and the room between the middle of a state and a name beside it.
BELOW, BESIDE = 4, 6
#: The columns and rows of the points of a name at which it is seen which states it hides.
COLUMNS, ROWS = 8, 2
#: The share of these points that may lie on states that more is told of: names are often wider than their states.
MAY_HIDE = 0.25


class Placed(NamedTuple):
    """A name on the picture: the middle of its line, its size, and the room that it takes."""

    text: str
    x: float
    y: float
    size: float

    @property
    def half(self) -> float:
        """Half its width."""
        return width(self.text, self.size) / 2

    def overlaps(self, other: Placed) -> bool:
        """Whether two names would stand on each other."""
        beside = abs(self.x - other.x) >= self.half + other.half
        return not (beside or self.y - self.size >= other.y + BELOW or other.y - other.size >= self.y + BELOW)

    def points(self) -> Iterator[tuple[float, float]]:
        """Places all over the name."""
        for column in range(COLUMNS):
            for row in range(ROWS):
                across, down = (column + 0.5) / COLUMNS, (row + 0.5) / ROWS
                yield self.x + (2 * across - 1) * self.half, self.y - self.size + down * (self.size + BELOW)


def placed(frame: Frame, states: Sequence[tuple[str, Sequence[Ring]]], room: float) -> list[Placed | None]:
    """The place of each state's name on a picture of a width; ``states`` are names with outlines, those with most statements first.

    None for a name that has no room, neither in the middle of its state nor beside it.
    """
    height = frame.at(frame.east, frame.south, room)[1]
    names: list[Placed | None] = []
    higher_ranked: list[tuple[Frame, Ring]] = []
    for rank, (name, rings) in enumerate(states):
        x, y = frame.middle(rings[0], room)
        placed_names = [other for other in names if other]
        free_places = [
            place
            for place in _places(name, x, y, LARGE if rank < MOST else SMALL, room)
            if place.y >= place.size
            and place.y + BELOW <= height
            and not any(place.overlaps(other) for other in placed_names)
        ]
        # The first of equals: in the middle of the state rather than beside it.
        names.append(min(free_places, key=lambda place: _hides(place, frame, higher_ranked, room), default=None))
        higher_ranked += [(box_of(ring), ring) for ring in rings]
    return names


def _places(name: str, x: float, y: float, size: float, room: float) -> Iterator[Placed]:
    """In the middle, below, above, right and left of it, within the width of the picture."""
    half, line = width(name, size) / 2, size + BELOW
    for right, down in ((0.0, 0.0), (0.0, line), (0.0, -line), (half + BESIDE, 0.0), (-half - BESIDE, 0.0)):
        yield Placed(name, min(max(x + right, half + 2), room - half - 2), y + down, size)


def _hides(name: Placed, frame: Frame, outlines: Sequence[tuple[Frame, Ring]], room: float) -> float:
    """The share of a name that lies on land within ``outlines``, each with its box; 0 for a share that does no harm."""
    places = [frame.place(x, y, room) for x, y in name.points()]
    west, east = min(x for x, _y in places), max(x for x, _y in places)
    south, north = min(y for _x, y in places), max(y for _x, y in places)
    # A world of outlines has very many points: most are nowhere near the name.
    around = Frame(west, south, east, north)
    near = [ring for box, ring in outlines if box.overlaps(around)]
    share = sum(any(has(ring, *place) for ring in near) for place in places) / len(places)
    return share if share > MAY_HIDE else 0
