"""Pictures: what they say, where they lead, and which part of the world they show."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import replace
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.blocks import Figure
from handbook.figures import frames, map_names, network, relations, sectors, states, svg, timeline
from handbook.kinds import ActorKind
from handbook.pages.view import View
from handbook.partial_date import PartialDate
from handbook.recipes import DRAWINGS

from .conftest import TOY, book_of


@cache
def view_of(language: str) -> View:
    """The toy, whose states are two of this world."""
    view = book_of(TOY / "seeds", language).view
    codes = iter(("ML", "NE"))
    placed = {
        i: replace(a, iso=next(codes, None)) if a.kind == ActorKind.STATE else a for i, a in view.corpus.actors.items()
    }
    return replace(view, corpus=replace(view.corpus, actors=placed))


def drawings(language: str = "en") -> dict[str, Figure]:
    """Every kind of picture of the toy."""
    view = view_of(language)
    pictured = [f for a in view.corpus.actors.values() if (f := relations.actor_figure(view, a))]
    assert pictured
    return {name: draw(view) for name, draw in DRAWINGS.items()} | {"actor": pictured[0]}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_says_what_it_shows(language: str) -> None:
    """Each picture has a form for wide screens and one for narrow ones, and above them a dated finding with numbers, in the language of the page."""
    for name, figure in drawings(language).items():
        assert figure.narrow or "hb-on-narrow" in figure.svg, name
        # Of the actors of the toy none are named together often enough for a sentence.
        if name != "actor":
            assert re.search(r"\d", figure.finding), name
            assert re.search(r"\b20\d\d\b", figure.finding), name
    english, other = drawings("en"), drawings(language)
    findings = {name: (english[name].finding, other[name].finding) for name in english if name != "actor"}
    assert language == "en" or all(one != two for one, two in findings.values())


def test_the_map_has_no_empty_strip() -> None:
    """The map's picture ends with its legend for wide screens; the higher one of narrow screens is below it, not within."""
    figure = states.map_figure(view_of("en"))
    height = float(figure.svg.split('viewBox="0 0 ')[1].split('"')[0].split()[1])
    placed = float(re.findall(r"translate\(0 ([\d.]+)\)", figure.svg)[-1])
    assert height - placed < 50
    assert "What the shades mean" in figure.narrow
    assert 'transform="scale(1)"' in figure.svg


@pytest.mark.parametrize("count", [1, 2, 3])
def test_nothing_is_said_of_few_statements(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    """Who is named with an actor most often is told from three statements on: one of one says nothing."""
    view = view_of("en")
    monkeypatch.setattr(relations, "named_together", lambda _view, _actor: Counter({"borealis": count}))
    figure = relations.actor_figure(view, view.corpus.actors["alba"])
    assert figure is not None
    assert (f"more often than Borealis: in {count} of" in figure.finding) == (count >= relations.FEWEST_TOGETHER)


@pytest.mark.parametrize("years", [(2024, 2022), (2024, 2022, 2022), (2024,)])
def test_a_finding_is_true_of_equals(toy: Path, years: tuple[int, ...]) -> None:
    """A sentence above a picture claims no more for one of several that are equally many: it says that none has more, and how many it has."""
    event = toy / "seeds/registry/events/pact-signed.yml"
    for number, year in enumerate(years[1:]):
        text = event.read_text(encoding="utf-8").replace("id: pact-signed", f"id: event-{number}")
        text = text.replace("name: Signature", f"name: {number} signature").replace("date: 2024-02", f"date: {year}")
        (event.parent / f"event-{number}.yml").write_text(re.sub("names:\n.*\n", "", text), encoding="utf-8")
    finding = DRAWINGS["timeline"](book_of(toy / "seeds").view).finding
    counts = Counter(years)
    said = re.match(r"Dated events of (\d+): (\d+) of (\d+); no other year has more\.", finding)
    assert said, finding
    assert (int(said[2]), int(said[3])) == (counts[int(said[1])], len(years))
    assert counts[int(said[1])] == max(counts.values())


def test_both_forms_lead_to_the_same() -> None:
    """What is a link in one form of a picture is one in the other; what is shown in addition to a picture, its legend, has none."""
    for name, figure in drawings().items():
        beside = "hb-wide" not in figure.svg
        assert not beside or "href=" not in figure.narrow, name
        forms = (figure.svg, figure.svg if beside else figure.narrow)
        wide, narrow = (set(re.findall(r'href="(doc:[^"]+)"', form)) for form in forms)
        assert wide == narrow, name
        assert wide, name


def test_no_anchor_twice() -> None:
    """The two forms of a picture stand on one page, so no id in them is the same."""
    for name, figure in drawings().items():
        ids = re.findall(r'\bid="([^"]+)"', figure.svg + figure.narrow)
        assert len(ids) == len(set(ids)), name
        for used in re.findall(r'href="#([^"]+)"', figure.svg + figure.narrow):
            assert used in ids, name


def test_cells_lead_to_sector_and_stages() -> None:
    """A cell of the chart leads to the agreements that it counts: of its sector, at one of the stages of its column."""
    view = view_of("en")
    columns = [stages for _name, stages in sectors.columns(view)]
    counts = sectors.counts(view)
    drawn = sectors.sector_figure(view).svg
    cells = re.findall(r'href="doc:agreements/index\?sector=([a-z-]+)&amp;status=([a-z.-]+)"', drawn)
    assert {(sector, columns.index(frozenset(stages.split(".")))) for sector, stages in cells} == counts.keys()


def test_arcs_are_drawn_again_in_their_ends() -> None:
    """Every arc is drawn once for all, and once in the link of each of the two actors that it joins."""
    figure = network.network_figure(view_of("en"))
    for form in (figure.svg, figure.narrow):
        arcs = re.findall(r'<path id="([^"]+)"', form)
        assert arcs
        for arc in arcs:
            assert form.count(f'<use href="#{arc}"/>') == 2, arc


@given(st.integers(1, 200_000))
def test_classes_of_the_map(most: int) -> None:
    """There are five classes at most, each begins above the one before it, and the most told state is in the darkest."""
    classes = states.bounds(most)
    assert 1 <= len(classes) <= len(states.SHADES)
    assert classes == sorted(set(classes))
    assert classes[0] == 1
    shades = [states.shade(count, classes) for count in (*classes, most)]
    assert shades == sorted(shades)
    assert shades[-1] == states.SHADES[-1]


def square(west: int, south: int, side: int) -> frames.Ring:
    """A square state, in degrees."""
    east, north = west + side, south + side
    return [[x * 10, y * 10] for x, y in ((west, south), (east, south), (east, north), (west, north))]


def test_the_map_shows_where_most_is_told() -> None:
    """The window has the states with most statements, not all of the widest one, and not one that hardly anything is said of."""
    small, wide, far = square(-5, 12, 10), square(30, 45, 150), square(-100, 30, 20)
    shown = frames.frame_of(None, [(small, 400), (wide, 250), (far, 5)])
    assert shown.meets(small)
    assert shown.meets(wide)
    assert not shown.meets(far)
    assert shown.east - shown.west < 100
    assert frames.frame_of((-20, -24, 150, 76), [(small, 1)]) == frames.Frame(-20, -24, 150, 76)
    assert frames.frame_of(None, []) == frames.Frame(*frames.WORLD)


def test_the_map_cuts_no_state() -> None:
    """Of a state that the map shows a part of, though little is said of it, it shows all, with room below it; the widest are cut, and the far stay beyond its edge."""
    told, south, wide, far = square(-5, 12, 10), square(20, -3, 12), square(30, 45, 150), square(-100, -40, 20)
    shown = frames.frame_of(None, [(told, 400), (wide, 250), (south, 1), (far, 1)])
    assert shown.south <= -3 - frames.MARGIN
    assert shown.east < 180
    assert not shown.meets(far)


@pytest.mark.parametrize(
    ("room", "beside"),
    [(720, square(5, 8, 6)), (340, square(5, 8, 6)), (340, square(12, 11, 4)), (340, square(0, 26, 4))],
)
def test_names_on_the_map_move_before_they_are_left_out(room: int, beside: frames.Ring) -> None:
    """A name that would stand on one of a state that more is told of, or hide that state, stands beside its own; none is on another or beyond the edge."""
    shown = frames.Frame(-60, -20, 80, 70)
    large = square(-6, 10, 16)
    states_told = [("First", [large]), ("Second state", [beside]), *[(f"Other {n}", [beside]) for n in range(9)]]
    found = map_names.placed(shown, states_told, room)
    first, second = found[:2]
    assert first is not None
    assert second is not None
    there = [name for name in found if name]
    assert len(there) < len(found)
    assert not any(one.overlaps(other) for one, other in combinations(there, 2))
    height = shown.at(shown.east, shown.south, room)[1]
    for name in there:
        assert 0 <= name.x - name.half < name.x + name.half <= room
        assert 0 <= name.y - name.size < name.y + map_names.BELOW <= height
    hidden = [frames.has(large, *shown.place(x, y, room)) for x, y in second.points()]
    assert sum(hidden) <= map_names.MAY_HIDE * len(hidden)
    # As near to its state as two names can be.
    x, y = shown.middle(beside, room)
    assert abs(second.x - x) <= second.half + map_names.BESIDE
    assert abs(second.y - y) <= second.size + map_names.BELOW


def test_a_name_with_room_stands_in_its_state() -> None:
    """A name that hides no other and no state stands in the middle of its own."""
    shown = frames.Frame(-60, -20, 80, 70)
    (one,) = map_names.placed(shown, [("Alba", [square(0, 10, 20)])], 720)
    assert one is not None
    assert (one.x, one.y) == shown.at(10, 20, 720)


@given(st.floats(-50, 70), st.floats(-10, 60))
def test_a_point_on_the_map_is_a_place(longitude: float, latitude: float) -> None:
    """The place of a point on the picture is that from which the point came; within a square state are the places between its edges."""
    shown = frames.Frame(-60, -20, 80, 70)
    x, y = shown.place(*shown.at(longitude, latitude, 340), 340)
    assert (x, y) == pytest.approx((longitude, latitude))
    assert frames.has(square(0, 10, 20), longitude, latitude) == (0 <= longitude < 20 and 10 <= latitude < 30)


@given(st.lists(st.tuples(st.integers(-1800, 1800), st.integers(-900, 900)), min_size=3, max_size=12))
def test_clipped_outlines_stay_within_the_frame(points: list[tuple[int, int]]) -> None:
    """What is drawn of an outline lies within the frame, and an outline within it is drawn as it is."""
    frame = frames.Frame(-20, -10, 60, 70)
    ring = [list(point) for point in points]
    for x, y in frame.clipped(ring):
        assert frame.west - 1e-6 <= x <= frame.east + 1e-6
        assert frame.south - 1e-6 <= y <= frame.north + 1e-6
    assert frames.Frame(-181, -91, 181, 91).clipped(ring) == [(x / 10, y / 10) for x, y in points]


@given(st.lists(st.text("abc ", min_size=1, max_size=30), min_size=1, max_size=8), st.integers(120, 700))
def test_legends_stay_within_their_room(words: list[str], room: int) -> None:
    """No sign of a legend stands beyond its room, but for one that is wider alone."""
    keys = [svg.Key("", 10, word) for word in words]
    drawn, height = svg.legend(keys, 0, 0, room)
    assert height > 0
    for x, word in zip(re.findall(r'<text x="([0-9.]+)"', drawn), words, strict=True):
        assert float(x) == 16 or float(x) + svg.width(word, 11.5) <= room + 1


@pytest.mark.parametrize(
    ("date", "filled"), [("1991", False), ("1991-06", False), ("1991-06-12", True), ("2024-03-05", True), ("2024-03", False)]
)  # fmt: skip
def test_only_a_known_day_is_a_point(date: str, filled: bool) -> None:
    """However narrow a time is drawn, only a day is a filled point: a year among others far apart is a span, on wide screens as on narrow ones."""
    axis = timeline.Axis(dt.date(1980, 1, 1), dt.date(2026, 12, 31), 0, 60, 0)
    begins, ends, mark = timeline._mark(PartialDate.parse(date), axis, 10, 12)
    assert ("hb-mark-fill" in mark) == filled
    assert ends > begins or filled
