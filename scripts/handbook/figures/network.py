"""Who deals with whom: actors listed by kind, with an arc between any two that share agreements or events.

Names are horizontal, so that they can be read, and fit on a phone too.  The arcs of an actor are drawn a second time
inside its link, where they show while it is pointed at or has the keyboard's focus: that needs no script.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, groupby
from typing import NamedTuple

from handbook.addresses import document
from handbook.blocks import Figure
from handbook.figures.counting import counted
from handbook.figures.svg import (
    BRAND,
    INK,
    Drawing,
    Key,
    Words,
    legend,
    link,
    number,
    picture,
    stacked,
    tag,
    words,
    wrapped,
)
from handbook.model import Actor
from handbook.pages.view import View

#: How many actors are drawn, those that share most.
MOST = 40
Pairs = Counter[tuple[str, str]]
Meetings = Mapping[tuple[str, str], Sequence[dt.date | None]]


class _Form(NamedTuple):
    """Measures of a form: its width, the room for names, the size of their letters, the height of a line."""

    width: float
    names: float
    size: float
    row: float


_WIDE, _NARROW = _Form(760, 330, 12.5, 18), _Form(340, 212, 12.5, 19)


def meetings(view: View) -> Meetings:
    """By pairs of actors, the day by which each agreement or event that they share certainly existed; None if no day is known."""
    # Cached, since there is a picture for each year.
    return view.shared("meetings", None, _meetings)


def _meetings(view: View, _nothing: None) -> Meetings:
    corpus = view.corpus
    groups: list[tuple[Iterable[str], dt.date | None]] = []
    for agreement in corpus.agreements.values():
        days = [c.date.latest for c in agreement.stages if c.date and c.date.latest]
        groups.append(([p.actor for p in agreement.parties], min(days, default=None)))
    for event in corpus.events.values():
        groups.append(([p.actor for p in event.participants], event.dates[0].date.latest))
    days_by_pair: dict[tuple[str, str], list[dt.date | None]] = {}
    for group, day in groups:
        for pair in combinations(sorted({a for a in group if a in corpus.actors}), 2):
            days_by_pair.setdefault(pair, []).append(day)
    return days_by_pair


def pairs(view: View, day: dt.date | None = None) -> Pairs:
    """How many agreements and events each pair of actors shares; for a ``day`` only those that certainly existed by then."""
    # Cached, since the picture and the words beside it ask for the same.
    return view.shared(("pairs", day), None, lambda pair_counts, _nothing: _pairs(pair_counts, day))


def _pairs(view: View, day: dt.date | None) -> Pairs:
    if day is None:
        return Counter({pair: len(days) for pair, days in meetings(view).items()})
    counts = {pair: sum([met is not None and met <= day for met in days]) for pair, days in meetings(view).items()}
    return Counter({pair: count for pair, count in counts.items() if count})


def ranked(pair_counts: Pairs) -> list[tuple[tuple[str, str], int]]:
    """The pairs, those that share most first."""
    return sorted(pair_counts.items(), key=lambda item: (-item[1], item[0]))


def network_figure(view: View, day: dt.date | None = None) -> Figure:
    """The picture, as known now or as it certainly stood on a day."""
    _ = view.translate
    pair_counts = pairs(view, day)
    weight = _weights(pair_counts)
    chosen, edges = _drawn(pair_counts, weight)
    order = {kind: number for number, kind in enumerate(view.corpus.words.words("actors"))}
    actors = sorted(
        (view.corpus.actors[name] for name in chosen),
        key=lambda a: (order.get(a.kind, len(order)), -weight[a.id], a.id),
    )
    caption = Words(
        _("Who deals with whom"),
        _(
            "Actors under each other, by kind. An arc joins two that share an agreement or an event; a thicker one, several. Point at an actor, or go to it by keyboard, to see its arcs."
        ),
        _finding(view, pair_counts, day),
    )
    wide, narrow = (_drawing(view, actors, edges, weight, form) for form in (_WIDE, _NARROW))
    # Pictures on pages of their own are found by this name (``convert``).
    name = f"relations-{day.year}-network" if day else "relations"
    return picture(name, "net", caption, wide, narrow)


def _weights(pair_counts: Pairs) -> Counter[str]:
    """How much each actor shares with others."""
    weight: Counter[str] = Counter()
    for (a, b), count in pair_counts.items():
        weight[a] += count
        weight[b] += count
    return weight


def _drawn(pair_counts: Pairs, weight: Counter[str]) -> tuple[set[str], list[tuple[str, str, int]]]:
    """The actors that are drawn, and the arcs between them in the order of their numbers in the picture."""
    chosen = {name for name, _count in sorted(weight.items(), key=lambda item: (-item[1], item[0]))[:MOST]}
    return chosen, [(a, b, count) for (a, b), count in sorted(pair_counts.items()) if a in chosen and b in chosen]


def arcs_by_day(view: View, day: dt.date) -> list[list[dt.date]]:
    """For each arc in a day's picture, the days, in order, on which it becomes thicker; it is drawn from the first of them on."""
    pair_counts, days = pairs(view, day), meetings(view)
    _chosen, edges = _drawn(pair_counts, _weights(pair_counts))
    return [sorted(d for d in days[a, b] if d is not None and d <= day) for a, b, _count in edges]


def _finding(view: View, pair_counts: Pairs, day: dt.date | None) -> str:
    """The two actors that share most, and the next two."""
    _ = view.translate
    if not pair_counts:
        return ""
    leading, *following = [
        (" – ".join(view.name_of(view.named[name]) for name in pair), count) for pair, count in ranked(pair_counts)[:2]
    ]
    finding = _("No two share more agreements and events than {names}: {count}.").format(
        names=leading[0], count=leading[1]
    )
    if following:
        finding += " " + _("Next come {names}: {count}.").format(names=following[0][0], count=following[0][1])
    return finding if day else counted(view, finding)


def _drawing(
    view: View, actors: list[Actor], edges: list[tuple[str, str, int]], weight: Counter[str], form: _Form
) -> Drawing:
    letter = "w" if form is _WIDE else "n"
    place, y, nodes, heads = dict[str, float](), 4.0, dict[str, str](), list[str]()
    for kind, group in groupby(actors, key=lambda a: a.kind):
        heads.append(
            words(
                view.word("actors", kind),
                form.names,
                y + form.row * 0.8,
                form.size - 1.5,
                "end",
                "hb-muted",
                font_weight="bold",
            )
        )
        y += form.row * 1.15
        for actor in group:
            lines = wrapped(view.name_of(actor), form.size, form.names - 8)
            high = form.row + 1.15 * form.size * (len(lines) - 1)
            place[actor.id] = y + high / 2
            baseline = y + high / 2 + 4 - 0.575 * form.size * (len(lines) - 1)
            dot = tag(
                "circle", cx=form.names + 10, cy=y + high / 2, r=2.6 + min(weight[actor.id], 16) / 5, fill=INK,
                class_="hb-dot-actors",
            )  # fmt: skip
            label = stacked(lines, form.names, baseline, form.size, "end")
            nodes[actor.id] = tag("g", dot + label, id=f"net-{letter}-{actor.id}")
            y += high
        y += form.row * 0.35
    left = form.names + 18
    reach = (form.width - left - 6) / 0.75
    arcs, ends = list[str](), dict[str, list[tuple[int, str]]]()
    for index, (a, b, count) in enumerate(edges):
        top, bottom = sorted((place[a], place[b]))
        bulge = left + reach * ((bottom - top) / max(y, 1)) ** 0.75
        arcs.append(
            tag(
                "path",
                id=f"net-{letter}{index}",
                d=f"M{left:.0f} {number(top)}C{bulge:.0f} {number(top)} {bulge:.0f} {number(bottom)} {left:.0f} {number(bottom)}",
                stroke_width=thickness(count),
            )
        )
        ends.setdefault(a, []).append((index, b))
        ends.setdefault(b, []).append((index, a))
    shapes = [
        *heads,
        tag("g", "".join(arcs), fill="none", stroke=BRAND, stroke_opacity=0.32, class_="hb-edge hb-arcs"),
    ]
    for actor in actors:
        own_arcs = ends.get(actor.id, ())
        lit_arcs = "".join(tag("use", href=f"#net-{letter}{index}") for index, _neighbour in own_arcs)
        lit_nodes = "".join(tag("use", href=f"#net-{letter}-{neighbour}") for _index, neighbour in own_arcs)
        lit = tag("g", lit_arcs, fill="none", stroke=BRAND, class_="hb-lit-arcs") + lit_nodes
        lit = tag("g", lit, display="none", class_="hb-lit", aria_hidden="true")
        shapes.append(link(document(actor), nodes[actor.id] + lit, view.name_of(actor)))
    keys = [
        Key(tag("path", d="M-11 0H11", stroke=BRAND, stroke_width=thickness(count), class_="hb-edge"), 22, key_label)
        for count, key_label in ((1, "1"), (4, "4"), (8, view.translate("{count} or more").format(count=8)))
    ]
    head = Key("", 0, view.translate("Agreements and events shared:"))
    key, legend_height = legend([head, *keys], 4, y + 8, form.width - 8)
    return Drawing(form.width, y + legend_height + 14, (*shapes, key), "hb-net")


def thickness(count: int) -> float:
    """The thickness of an arc for so many shared agreements and events, in pixels; from about 8 on it stays the same."""
    return min(1 + 0.7 * (count - 1), 6)
