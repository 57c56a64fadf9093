"""The headline of an agreement: how far it got by its steps, as known now and as certain on a day."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook import agreement_state
from handbook.claims import PartClaim, StageClaim
from handbook.kinds import AgreementKind, Sector, Stage
from handbook.model import Agreement, Citation
from handbook.partial_date import PartialDate
from handbook.settings.vocabulary import ENDS, PROGRESS

CITE = (Citation("gazette-2024", 2, "2a"),)


def agreement(steps: list[StageClaim]) -> Agreement:
    """An agreement with steps, each under a label of its own."""
    steps = [replace(step, label=f"s-{n}") for n, step in enumerate(steps)]
    party = PartClaim(label="party", actor="alba", cite=CITE)
    return Agreement(
        id="a", kind=AgreementKind.TREATY, name="A", gloss="G.", cite=CITE, sector=Sector.FOOD, claims=(*steps, party)
    )


days = st.integers(0, 2000).map(lambda n: dt.date(2020, 1, 1) + dt.timedelta(days=n))

dates = st.one_of(
    st.none(),
    days.map(lambda d: PartialDate.parse(d.isoformat())),
    days.map(lambda d: PartialDate.parse(f"{d:%Y-%m}")),
    days.map(lambda d: PartialDate.parse(f"../{d.isoformat()}")),
)

steps = st.builds(
    lambda stage, date, n: StageClaim(label=f"s-{n}", stage=stage, date=date, cite=CITE),
    st.sampled_from(list(Stage)), dates, st.integers(0, 10**6),
)  # fmt: skip

progress = steps.filter(lambda s: s.stage not in ENDS)


@given(st.lists(progress, min_size=1, max_size=6), progress)
def test_talk_never_lowers_the_headline(held: list[StageClaim], more: StageClaim) -> None:
    """A claim more never lowers how far an agreement got, whatever its date: signed, then discussed, is signed."""
    before = agreement_state.state(agreement(held)).claim
    after = agreement_state.state(agreement([*held, more])).claim
    assert PROGRESS[after.stage] >= PROGRESS[before.stage]


@given(st.lists(steps, min_size=1, max_size=6), steps, days)
def test_later_evidence_leaves_earlier_days_alone(held: list[StageClaim], more: StageClaim, day: dt.date) -> None:
    """A claim that is certainly later than a day never changes the state of that day."""
    if more.date is None or more.date.earliest is None or more.date.earliest <= day:
        return
    before = agreement_state.state_at(agreement(held), day)
    assert agreement_state.state_at(agreement([*held, more]), day) == before


@given(st.lists(steps, min_size=1, max_size=6), days)
def test_a_day_knows_only_what_is_certain(held: list[StageClaim], day: dt.date) -> None:
    """The state of a day rests on a claim whose latest day is not after it."""
    known = agreement_state.state_at(agreement(held), day)
    if known:
        assert known.claim.date is not None
        assert known.claim.date.latest is not None
        assert known.claim.date.latest <= day


def step(stage: Stage, date: str, label: str = "") -> StageClaim:
    return StageClaim(label=label or stage.value, stage=stage, date=PartialDate.parse(date), cite=CITE)


@pytest.mark.parametrize(
    ("held", "headline", "later"),
    [
        ([("discussed", "../2025-06-23"), ("signed", "2025-06-23"), ("discussed", "2025-07-29")], "signed", 1),
        ([("in-force", "2020"), ("suspended", "2020-10")], "suspended", 0),
        ([("in-force", "2020"), ("suspended", "2020-10"), ("in-force", "2022")], "in-force", 0),
        ([("proposed", "2024"), ("unheeded", "2024-06")], "unheeded", 0),
        ([("signed", "2024"), ("proposed", "2025-03")], "signed", 1),
    ],
)
def test_headlines(held: list[tuple[str, str]], headline: str, later: int) -> None:
    """The furthest progress is the headline, unless an end came later; what is only talked about afterwards is later talk."""
    state = agreement_state.state(agreement([step(Stage(s), d, f"l-{n}") for n, (s, d) in enumerate(held)]))
    assert state.stage == headline
    assert len(state.later) == later


def test_an_imprecise_date_never_outranks_a_day() -> None:
    """ "On or before 23 June" and "23 June" are one step: the day stands in the headline."""
    day, before = step(Stage.SIGNED, "2025-06-23", "day"), step(Stage.SIGNED, "../2025-06-23", "before")
    assert agreement_state.state(agreement([before, day])).claim.date == day.date
    assert agreement_state.state(agreement([day, before])).claim.date == day.date
