"""EDTF dates: exact bounds, order by bounds, words as precise as the source."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.date_mends import FORMS, NoDate
from handbook.pages.dates import date_words
from handbook.partial_date import PartialDate

BOUNDS = [
    ("2024", "2024-01-01", "2024-12-31"),
    ("2024-02", "2024-02-01", "2024-02-29"),
    ("2023-02", "2023-02-01", "2023-02-28"),
    ("2024-02-28", "2024-02-28", "2024-02-28"),
    ("2024-02-2X", "2024-02-20", "2024-02-29"),
    ("2024-1X", "2024-10-01", "2024-12-31"),
    ("202X", "2020-01-01", "2029-12-31"),
    ("2024-03?", "2024-03-01", "2024-03-31"),
    ("[2024-02-21..2024-02-29]", "2024-02-21", "2024-02-29"),
    ("2023-12~/2024-03", "2023-12-01", "2024-03-31"),
    ("../2025-07-28", None, "2025-07-28"),
    ("2020-08/..", "2020-08-01", None),
    ("", None, None),
]
WORDS = [
    ("2024", "2024"),
    ("2024-02", "February 2024"),
    ("2024-02-28", "28 February 2024"),
    ("2024-02-2X", "late February 2024"),
    ("2024-02-0X", "early February 2024"),
    ("[2024-02-21..2024-02-29]", "late February 2024"),
    ("[2023-02-21..2023-02-28]", "late February 2023"),
    ("[2024-02-11..2024-02-20]", "mid February 2024"),
    ("[2024-02-03..2024-02-08]", "one day from 3 February 2024 to 8 February 2024"),
    ("../2025-07-28", "on or before 28 July 2025"),
    ("../2024-03", "in or before March 2024"),
    ("2025-07-28/..", "on or after 28 July 2025"),
    ("2020-08/..", "in or after August 2020"),
    ("2023-12~/2024-03", "about December 2023 to March 2024"),
    ("2024-01-06/2024-01-09", "6 to 9 January 2024"),
    ("2023-06-07/2023-12-06", "7 June to 6 December 2023"),
    ("2025-07-28~", "about 28 July 2025"),
    ("2025-07-28%", "about 28 July 2025 (uncertain)"),
    ("2024-03?", "March 2024 (uncertain)"),
    ("197X", "the 1970s"),
    ("", "date unknown"),
]
BAD = [
    "2024-02-30",
    "2024-13",
    "2024-00",
    "24",
    "2024-2",
    "yesterday",
    "2024/2023",
    "[2024-05..2024-04]",
    "../..",
    "/",
    "2024-02-4X",
    "20X4",
    "0000",
    "2024-XX-12",
    "2024-02-28T10:00",
]


@pytest.mark.parametrize(("text", "earliest", "latest"), BOUNDS)
def test_bounds(text: str, earliest: str | None, latest: str | None) -> None:
    """Each form has exactly the days that it can mean as bounds."""
    date = PartialDate.parse(text)
    assert (date.earliest and date.earliest.isoformat(), date.latest and date.latest.isoformat()) == (earliest, latest)


@pytest.mark.parametrize(("text", "words"), WORDS)
def test_words(text: str, words: str) -> None:
    """A date is shown in words that say neither more nor less than it does."""
    assert date_words(PartialDate.parse(text), str) == words


MENDS = [
    ("30/11/2026", "did you mean '2026-11-30'?"),
    ("30.11.2026", "did you mean '2026-11-30'?"),
    ("11/30/2026", "did you mean '2026-11-30'?"),
    ("3/4/2026", "did you mean '2026-04-03' or '2026-03-04'?"),
    ("2026/11/30", "did you mean '2026-11-30'?"),
    ("2026-2-3", "did you mean '2026-02-03'?"),
    ("2026-24-10", "did you mean '2026-10-24'?"),
    ("20261130", "did you mean '2026-11-30'?"),
    ("11/2026", "did you mean '2026-11'?"),
    ("2026/11", "did you mean '2026-11'?"),
    ("2026-11-30T10:00", "did you mean '2026-11-30'?"),
    ("2026-13-24", "months are 01 to 12"),
    ("2026-02-30", "2026-02 has 28 days"),
    ("2026-02-30/2026-04", "2026-02 has 28 days"),
    ("2026-05/2026-04", "write the earlier date first: 2026-04/2026-05"),
    ("[2026-05..2026-04]", "write the earlier date first: [2026-04..2026-05]"),
    ("../..", "write one, as in ../2025-07-28, or leave the field out"),
    ("soon", FORMS),
]


@pytest.mark.parametrize(("text", "mend"), MENDS)
def test_mends(text: str, mend: str) -> None:
    """What is not a date is told with the date that was probably meant, or with what such dates are; what it offers is a date."""
    with pytest.raises(NoDate) as refused:
        PartialDate.parse(text)
    assert refused.value.mend == mend
    assert f"'{text.split('/')[0] if '2026-02-30/' in text else text}'" in refused.value.what
    for offered in re.findall(r"[0-9X.\[\]/-]{7,}", mend):
        PartialDate.parse(offered)


@pytest.mark.parametrize("text", BAD)
def test_refused(text: str) -> None:
    """What is not a date, or no day at all, is refused with the text in the message."""
    with pytest.raises(ValueError, match=r".+"):
        PartialDate.parse(text)


def test_order() -> None:
    """Dates sort by their bounds: open ends after closed ones, the unknown last."""
    texts = ["2024-02-28", "[2024-02-21..2024-02-29]", "2024", "", "2020-08/..", "2020-08", "../2019"]
    ordered = sorted((PartialDate.parse(t) for t in texts), key=lambda d: d.sort_key)
    assert [d.text for d in ordered] == [
        "../2019",
        "2020-08",
        "2020-08/..",
        "2024",
        "[2024-02-21..2024-02-29]",
        "2024-02-28",
        "",
    ]


@given(st.dates(dt.date(1000, 1, 1), dt.date(2999, 12, 31)), st.sampled_from(["", "?", "~", "%"]))
def test_day_round_trip(day: dt.date, qualifier: str) -> None:
    """Any day, with any qualifier, has itself as both bounds and keeps its text."""
    date = PartialDate.parse(day.isoformat() + qualifier)
    assert (date.earliest, date.latest, str(date)) == (day, day, day.isoformat() + qualifier)


@given(st.dates(), st.dates())
def test_interval_round_trip(a: dt.date, b: dt.date) -> None:
    """An interval has its ends as bounds, and one that ends before it starts is refused."""
    text = f"{a.isoformat()}/{b.isoformat()}"
    if a > b:
        with pytest.raises(ValueError, match="before"):
            PartialDate.parse(text)
    else:
        date = PartialDate.parse(text)
        assert (date.earliest, date.latest) == (a, b)
        assert date_words(date, str)


@given(st.text("0123456789X-/.[]?~% ", max_size=26))
def test_never_anything_but_value_error(text: str) -> None:
    """Whatever is typed is a date with ordered bounds and words, or a NoDate."""
    try:
        date = PartialDate.parse(text)
    except NoDate:
        return
    assert date_words(date, str)
    if date.earliest and date.latest:
        assert date.earliest <= date.latest
