"""Which part of the world a map shows, and where on the picture a place is."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

STRETCH = 1.12
#: The part of the world shown where no state is named, in degrees: west, south, east, north.
WORLD = (-180.0, -58.0, 180.0, 80.0)
#: Degrees around the states that are named; the least width and height of a window.
MARGIN, LEAST = 4.0, 40.0
#: The states that a window shows have together this share of all statements about states.
SHARE = 0.95
#: Degrees of a state's width or height that a window shows, for the largest would take all of it.
MOST_OF_ONE = 45.0
#: Longitudes and latitudes in tenths of a degree.
Ring = list[list[int]]


class Frame(NamedTuple):
    """The part of the world that a map shows, in degrees."""

    west: float
    south: float
    east: float
    north: float

    def at(self, longitude: float, latitude: float, width: float) -> tuple[float, float]:
        """A place on a picture of a width (equirectangular, latitudes a little stretched)."""
        scale = width / (self.east - self.west)
        return (longitude - self.west) * scale, (self.north - latitude) * scale * STRETCH

    def meets(self, ring: Ring) -> bool:
        """Whether something of a ring is within it."""
        box = _box(ring)
        return box.east > self.west and box.west < self.east and box.north > self.south and box.south < self.north

    def clipped(self, ring: Ring) -> list[tuple[float, float]]:
        """What of a ring is within it, in degrees, closed along its edges (Sutherland and Hodgman)."""
        points = [(x / 10, y / 10) for x, y in ring]
        for axis, bound, sign in ((0, self.west, 1), (0, self.east, -1), (1, self.south, 1), (1, self.north, -1)):
            inside: list[tuple[float, float]] = []
            for before, at in zip(points[-1:] + points[:-1], points, strict=True):
                was, now = (before[axis] - bound) * sign >= 0, (at[axis] - bound) * sign >= 0
                if was != now:
                    part = (bound - before[axis]) / (at[axis] - before[axis])
                    inside.append((before[0] + part * (at[0] - before[0]), before[1] + part * (at[1] - before[1])))
                if now:
                    inside.append(at)
            points = inside
        return points

    def wider(self, degrees: float) -> Frame:
        """The frame with so much more on every side."""
        return Frame(self.west - degrees, self.south - degrees, self.east + degrees, self.north + degrees)

    def middle(self, ring: Ring, width: float) -> tuple[float, float]:
        """The middle on the picture of what of a ring is within it."""
        box = _box(ring)
        west, east = max(box.west, self.west), min(box.east, self.east)
        south, north = max(box.south, self.south), min(box.north, self.north)
        return self.at((west + east) / 2, (south + north) / 2, width)


def frame_of(window: Sequence[float] | None, weighed: Sequence[tuple[Ring, int]]) -> Frame:
    """The window that a handbook names; else the part of the world of its states that most is said of.

    ``weighed`` has the outline of each state and the number of statements about it, the most first.
    Of a very wide state only that part counts which is nearest to the others.
    """
    if window:
        west, south, east, north = window
        return Frame(west, south, east, north)
    if not weighed:
        return Frame(*WORLD)
    wanted, so_far, chosen = SHARE * sum(count for _ring, count in weighed), 0, list[Frame]()
    for ring, count in weighed:
        if chosen and so_far >= wanted:
            break
        chosen.append(_box(ring))
        so_far += count
    small = [box for box in chosen if box.east - box.west <= MOST_OF_ONE] or chosen
    middle = sum(box.west + box.east for box in small) / (2 * len(small))
    across = [_nearest(box.west, box.east, middle) for box in chosen]
    west, east = _wide(min(w for w, _e in across) - MARGIN, max(e for _w, e in across) + MARGIN, -180, 180)
    south, north = _wide(min(box.south for box in chosen) - MARGIN, max(box.north for box in chosen) + MARGIN, -90, 90)
    return Frame(west, south, east, north)


def _nearest(low: float, high: float, middle: float) -> tuple[float, float]:
    """The part of a stretch that is nearest to a place, of at most ``MOST_OF_ONE`` degrees."""
    if high - low <= MOST_OF_ONE:
        return low, high
    start = min(max(middle - MOST_OF_ONE / 2, low), high - MOST_OF_ONE)
    return start, start + MOST_OF_ONE


def _wide(low: float, high: float, least: float, most: float) -> tuple[float, float]:
    """Two bounds at least ``LEAST`` apart, within ``least`` and ``most``."""
    short = max(LEAST - (high - low), 0) / 2
    return max(low - short, least), min(high + short, most)


def _box(ring: Ring) -> Frame:
    xs, ys = [x / 10 for x, _y in ring], [y / 10 for _x, y in ring]
    return Frame(min(xs), min(ys), max(xs), max(ys))


@lru_cache
def outlines() -> dict[str, list[Ring]]:
    """ISO 3166-1 code to rings of longitude and latitude in tenths of a degree, the largest first."""
    text = (files("handbook.figures") / "outlines.json").read_text(encoding="utf-8")
    read: dict[str, list[Ring]] = json.loads(text)
    return read
