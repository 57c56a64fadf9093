"""The rules that seeds must keep: each rule is one small pure function.

To add a rule, write a function from ``Context`` to problems under ``@rule`` with its code, its
title, a good and a bad example; the docstring is the explanation for editors.  An example is a
file laid over the toy corpus of the tests, so that the test of every rule comes with it.
"""

from __future__ import annotations

from handbook.checks.register import RULES, Context, Rule, judge, run

__all__ = ["RULES", "Context", "Rule", "judge", "run"]
