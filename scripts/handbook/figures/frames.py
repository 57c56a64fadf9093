"""The part of the world that a map shows, and the place of a point on the picture."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

STRETCH = 1.12
#: The part of the world shown if no state is named, in degrees: west, south, east, north.
WORLD = (-180.0, -58.0, 180.0, 80.0)
#: The margin around the named states, and the least width and height of a window, in degrees.
MARGIN, LEAST = 4.0, 40.0
#: The share of all statements about states that the states in a window have together.
SHARE = 0.95
#: The most degrees of a state's width that count for a window, since the largest would take all of it.
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
        """A place on a picture of the given width (equirectangular, latitudes a little stretched)."""
        scale = width / (self.east - self.west)
        return (longitude - self.west) * scale, (self.north - latitude) * scale * STRETCH

    def place(self, x: float, y: float, width: float) -> tuple[float, float]:
        """The longitude and latitude of a point on the picture."""
        scale = width / (self.east - self.west)
        return self.west + x / scale, self.north - y / scale / STRETCH

    def meets(self, ring: Ring) -> bool:
        """Whether any part of a ring's bounding box is within the frame."""
        return self.overlaps(box_of(ring))

    def overlaps(self, other: Frame) -> bool:
        """Whether two parts of the world have a part in common."""
        return (
            other.east > self.west and other.west < self.east and other.north > self.south and other.south < self.north
        )

    def clipped(self, ring: Ring) -> list[tuple[float, float]]:
        """The part of a ring within the frame, in degrees, closed along its edges (Sutherland and Hodgman)."""
        points = [(x / 10, y / 10) for x, y in ring]
        for axis, bound, sign in ((0, self.west, 1), (0, self.east, -1), (1, self.south, 1), (1, self.north, -1)):
            inside: list[tuple[float, float]] = []
            for before, point in zip(points[-1:] + points[:-1], points, strict=True):
                was_inside, is_inside = (before[axis] - bound) * sign >= 0, (point[axis] - bound) * sign >= 0
                if was_inside != is_inside:
                    part = (bound - before[axis]) / (point[axis] - before[axis])
                    inside.append(
                        (before[0] + part * (point[0] - before[0]), before[1] + part * (point[1] - before[1]))
                    )
                if is_inside:
                    inside.append(point)
            points = inside
        return points

    def wider(self, degrees: float) -> Frame:
        """The frame with a margin on every side."""
        return Frame(self.west - degrees, self.south - degrees, self.east + degrees, self.north + degrees)

    def middle(self, ring: Ring, width: float) -> tuple[float, float]:
        """The middle, on the picture, of the part of a ring within the frame."""
        box = box_of(ring)
        west, east = max(box.west, self.west), min(box.east, self.east)
        south, north = max(box.south, self.south), min(box.north, self.north)
        return self.at((west + east) / 2, (south + north) / 2, width)


def frame_of(window: Sequence[float] | None, weighed: Sequence[tuple[Ring, int]]) -> Frame:
    """The window that a handbook names, else a frame around the states that most statements are about, in which no other state that it shows is cut.

    ``weighed`` has the outline of each state and the number of statements about it, the most first.  Of a very wide
    state only the part nearest to the others counts.
    """
    if window:
        west, south, east, north = window
        return Frame(west, south, east, north)
    if not weighed:
        return Frame(*WORLD)
    enough, so_far, chosen = SHARE * sum(count for _ring, count in weighed), 0, list[Frame]()
    for ring, count in weighed:
        if chosen and so_far >= enough:
            break
        chosen.append(box_of(ring))
        so_far += count
    small = [box for box in chosen if box.east - box.west <= MOST_OF_ONE] or chosen
    middle = sum(box.west + box.east for box in small) / (2 * len(small))
    spans = [_nearest(box.west, box.east, middle) for box in chosen]
    west, east = _wide(min(w for w, _e in spans) - MARGIN, max(e for _w, e in spans) + MARGIN, -180, 180)
    south, north = _wide(min(box.south for box in chosen) - MARGIN, max(box.north for box in chosen) + MARGIN, -90, 90)
    return _without_cut_states(Frame(west, south, east, north), [box_of(ring) for ring, _count in weighed])


def _without_cut_states(frame: Frame, states: Sequence[Frame]) -> Frame:
    """The frame, widened so that it cuts no state that it shows, except very wide ones, and with a margin around them."""
    within = [s for s in states if s.east - s.west <= MOST_OF_ONE and frame.overlaps(s)]
    if not within:
        return frame
    return Frame(
        max(min(frame.west, min(s.west for s in within) - MARGIN), -180),
        max(min(frame.south, min(s.south for s in within) - MARGIN), -90),
        min(max(frame.east, max(s.east for s in within) + MARGIN), 180),
        min(max(frame.north, max(s.north for s in within) + MARGIN), 90),
    )


def _nearest(low: float, high: float, middle: float) -> tuple[float, float]:
    """The part of a stretch that is nearest to a place, at most ``MOST_OF_ONE`` degrees long."""
    if high - low <= MOST_OF_ONE:
        return low, high
    start = min(max(middle - MOST_OF_ONE / 2, low), high - MOST_OF_ONE)
    return start, start + MOST_OF_ONE


def _wide(low: float, high: float, lower_limit: float, upper_limit: float) -> tuple[float, float]:
    """Two bounds at least ``LEAST`` apart, within the two limits."""
    short = max(LEAST - (high - low), 0) / 2
    return max(low - short, lower_limit), min(high + short, upper_limit)


def has(ring: Ring, longitude: float, latitude: float) -> bool:
    """Whether a place lies within an outline."""
    x, y, inside = longitude * 10, latitude * 10, False
    for (x1, y1), (x2, y2) in zip(ring[-1:] + ring[:-1], ring, strict=True):
        # A line to the east of the place crosses the outline an odd number of times.
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
            inside = not inside
    return inside


def box_of(ring: Ring) -> Frame:
    """The box around an outline, in degrees."""
    xs, ys = [x / 10 for x, _y in ring], [y / 10 for _x, y in ring]
    return Frame(min(xs), min(ys), max(xs), max(ys))


@lru_cache
def outlines() -> dict[str, list[Ring]]:
    """The outlines by ISO 3166-1 code: rings of longitude and latitude in tenths of a degree, the largest first."""
    text = (files("handbook.figures") / "outlines.json").read_text(encoding="utf-8")
    read: dict[str, list[Ring]] = json.loads(text)
    return read
