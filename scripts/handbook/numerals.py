"""Numbers as records and statements have them: one form and one bound, which all that calculates with them relies on.

A sum of them stays exact, and none is written in a way that stands for more digits than it shows.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema

#: How many digits a number has, before its point and behind it.
WHOLE, DECIMALS = 15, 6
MOST = 10**WHOLE - 1
_PLAIN = rf"(?:0|[1-9][0-9]{{0,{WHOLE - 1}}})(?:\.[0-9]{{1,{DECIMALS}}})?"
_WRITTEN = re.compile(_PLAIN)
#: Thousands may be held apart: a comma before each three digits.
_APART = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?")
FORM = f"digits, such as 25000 or 2.5, with at most {WHOLE} before the point and {DECIMALS} behind it"


def number_of(written: str) -> Decimal:
    """A number in digits.

    Raises:
        ValueError: it is written otherwise or has too many digits; the mend stands with it.
    """
    if not _WRITTEN.fullmatch(written):
        shown = written if len(written) <= 40 else f"{written[:37]}..."
        raise ValueError(f"'{shown}' is no number that can be kept: write {FORM}")
    return Decimal(written)


def with_thousands(written: str) -> Decimal:
    """A number in digits, of which each three may be held apart by a comma.

    Raises:
        ValueError: as of ``number_of``.
    """
    return number_of(written.replace(",", "") if _APART.fullmatch(written) else written)


def keepable(value: Decimal) -> bool:
    """Whether a number has no more digits than one that is kept."""
    return _WRITTEN.fullmatch(f"{value:f}") is not None


def _checked(value: Any) -> Any:
    """A text by the form that it has to have; anything else is for the validator to refuse."""
    return number_of(value) if isinstance(value, str) else value


#: The field of a record that holds such a number.
Number = Annotated[
    Decimal,
    BeforeValidator(_checked),
    Field(ge=0, le=MOST),
    WithJsonSchema(
        {"anyOf": [{"type": "number", "minimum": 0, "maximum": MOST}, {"type": "string", "pattern": f"^{_PLAIN}$"}]},
        mode="validation",
    ),
]
