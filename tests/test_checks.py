"""Every rule: its good example passes, its bad example is refused, with a mend."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from handbook.checks.forms import FORMS
from handbook.checks.register import Rule, all_rules
from handbook.problems import Problem


@pytest.mark.parametrize("rule", all_rules(), ids=lambda r: r.code)
def test_good_example(rule: Rule, problems_with: Callable[..., list[Problem]]) -> None:
    """The good example of a rule has no problem of any kind."""
    assert problems_with(dict([rule.good])) == []


@pytest.mark.parametrize("rule", all_rules(), ids=lambda r: r.code)
def test_bad_example(rule: Rule, problems_with: Callable[..., list[Problem]]) -> None:
    """The bad example of a rule has its code, a line and a mend, and no other fault."""
    found = problems_with(dict([rule.bad]))
    assert {p.code for p in found} == {rule.code}
    assert all(p.mend for p in found)
    assert all(p.place.path.startswith("seeds/") for p in found)


def test_codes_are_unique_and_explained() -> None:
    """Each code stands for one rule with a title and an explanation."""
    codes = [r.code for r in all_rules()] + [code for code, _, _ in FORMS]
    assert len(codes) == len(set(codes))
    assert all(r.explanation and r.title for r in all_rules())
