"""TimeML: texts whose dates others annotated, read and compared with ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from handbook import originals, publish
from handbook.extraction import timeml
from handbook.extraction.article import Annotated
from handbook.extraction.spans import Dated
from handbook.linking.evaluate import Score
from tests.conftest import PROJECT

_TEXT = """<?xml version="1.0"?>
<TimeML><DCT><TIMEX3 functionInDocument="CREATION_TIME" type="DATE" value="2024-05-15T08:00">15/05/2024</TIMEX3></DCT>
<TEXT>
The cook <EVENT>came</EVENT> <TIMEX3 type="DATE" value="2024-05-13">Monday</TIMEX3> &amp; stays <TIMEX3 type="DURATION" value="P3D">three days</TIMEX3>.

She paid in <TIMEX3 type="DATE" value="2023-Q4">the fourth quarter</TIMEX3>, not <TIMEX3 type="DATE" value="PRESENT_REF">now</TIMEX3>, in 2019.
</TEXT></TimeML>
"""


def test_read() -> None:
    """Paragraphs and times of a document have the offsets of its text without marks."""
    data = timeml.read(_TEXT)
    assert data["anchor"] == "2024-05-15"
    whole = {p["n"]: p for p in data["paragraphs"]}
    assert whole[1]["text"] == "The cook came Monday & stays three days."
    first, second = data["times"][0], data["times"][2]
    assert whole[1]["text"][first["start"] - whole[1]["start"] : first["end"] - whole[1]["start"]] == "Monday"
    assert whole[2]["text"][second["start"] - whole[2]["start"] :].startswith("the fourth quarter,")


def test_evaluate(tmp_path: Path) -> None:
    """The four times of a text have our values, also "now", which is no date of ours; one of ours is not theirs."""
    (tmp_path / "a.tml").write_text(_TEXT, encoding="utf-8")
    context, _report = publish.read(PROJECT / "tests" / "toy" / "seeds")
    found, problem = originals.evaluate(context, PROJECT / "tests" / "toy" / "seeds", tmp_path, None, registry=False)
    assert problem is None
    score = found.tasks[timeml.TASK]
    assert (score.right, score.spurious, score.missed) == (4, 1, 0), score.errors


def test_span_of_two_times() -> None:
    """Between two years is one span for us and two times for TimeML: each end is right or wrong by itself."""
    span = Dated(8, 21, "1982 and 1992", "1982/1992")
    times = [{"start": 8, "end": 12, "value": "1982"}, {"start": 17, "end": 21, "value": "1993"}]
    data = {"paragraphs": [{"n": 1, "start": 0}], "times": times}
    score = Score()
    timeml.score([Annotated(1, "Between 1982 and 1992 it grew.", (), (span,), (), (), ())], data, score)
    assert (score.right, score.spurious, score.missed) == (1, 1, 1), score.errors


@pytest.mark.parametrize(
    ("edtf", "said"),
    [
        ("2024-05-13", "2024-05-13T09:30"), ("[2024-02-21..2024-02-29]", "2024-02"), ("[2024-05-13..2024-05-19]", "2024-W20"), ("[2024-05-18..2024-05-19]", "2024-W20-WE"),
        ("[2024-04..2024-06]", "2024-Q2"), ("[2024-07..2024-12]", "2024-H2"), ("199X", "199"), ("18XX", "18"), ("", "PXM"), ("P3Y", "P3Y"), ("2024~", "2024"),
        ("[2024-06..2024-08]", "2024-SU"), ("[2024-12..2025-02]", "2024-WI"), ("1949", "1949-XX"), ("2024-05", "2024-05-XX"),
        ("PRESENT_REF", "PRESENT_REF"), ("XXXX-WXX-1", "XXXX-WXX-1TNI"),
    ],
)  # fmt: skip
def test_same(edtf: str, said: str) -> None:
    """An EDTF value is the same as the value that TimeML gives to the same words."""
    assert timeml.same(edtf, said)
    assert not timeml.same(edtf, "2031-01")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<TimeML>", "no element found"),
        ("<TimeML><TEXT>x</TEXT></TimeML>", "no TIMEX3 that says"),
        ('<!DOCTYPE x [<!ENTITY a "b">]><TimeML/>', "document type"),
        (_TEXT.replace("2024-05-15T08:00", "soon"), "soon"),
    ],
)
def test_no_timeml(text: str, said: str, tmp_path: Path) -> None:
    """What is no TimeML, has no day or brings entities of its own is a problem with its file."""
    (tmp_path / "a.tml").write_text(text, encoding="utf-8")
    context, _report = publish.read(PROJECT / "tests" / "toy" / "seeds")
    _found, problem = originals.evaluate(context, PROJECT / "tests" / "toy" / "seeds", tmp_path, None, registry=False)
    assert problem is not None
    assert "a.tml" in str(problem.place.path)
    assert said in problem.message
