"""What is small to write and large to hold: numbers, settings and tables of others are refused in one message, before anything is made of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from handbook.numerals import FORM
from handbook.problems import Problem

PACT = "seeds/registry/agreements/north-pact.yml"
LARGE = ("1E+40", "1E+400", "1E+30000000", "9" * 60, "9" * 5000, "-5", "1_000", "NaN", "٣", "0.1234567", "1e3")


@pytest.mark.parametrize("number", LARGE)
def test_amounts(toy: Path, problems_with: Callable[..., list[Problem]], number: str) -> None:
    """An amount that is not in plain digits, or in too many, is one HB105 with the mend."""
    text = (toy / PACT).read_text(encoding="utf-8").replace("amount: 20,", f"amount: {number},")
    (problem,) = problems_with({PACT: text})
    assert (problem.code, problem.place.path) == ("HB105", PACT)
    assert FORM in problem.message
    assert len(str(problem)) < 400


@pytest.mark.parametrize(
    "number", ["12345678901234567890123456789012345", "9" * 5000, "1,2,3,4", "1_000", "1E+400", "-5"]
)
def test_quantities(toy: Path, problems_with: Callable[..., list[Problem]], number: str) -> None:
    """So is a quantity of a statement; thousands may be held apart, other groups of digits not."""
    path = next((toy / "seeds/articles").glob("*.md"))
    name = path.relative_to(toy).as_posix()
    text = path.read_text(encoding="utf-8")
    at = text.index("\n2a. ") + 1
    end = text.index("\n", at)
    (problem,) = [p for p in problems_with({name: f"{text[:end]}\n  quantity: {number} USD of pledges{text[end:]}"}) if p.code != "HB302"]  # fmt: skip
    assert problem.code == "HB105"
    assert len(str(problem)) < 400


def test_numbers_that_stay() -> None:
    """The largest number and the smallest part are kept as they are written, with and without commas."""
    from handbook.numerals import keepable, number_of, with_thousands

    most = number_of("9" * 15 + ".999999")
    assert f"{most + most:f}" == "1999999999999999.999998"
    assert with_thousands("1,234,567.5") == number_of("1234567.5")
    assert keepable(most)
    assert not keepable(most * 10)
