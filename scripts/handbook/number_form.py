"""Numbers in records and statements: they have one form and a maximum, on which all calculations rely.

Sums of them are exact, and none has a form, such as an exponent, that stands for more digits than it shows.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema

from handbook.plain_text import brief

#: The most digits of a number before and after its decimal point.
INTEGER_DIGITS, DECIMAL_DIGITS = 15, 6
MOST = 10**INTEGER_DIGITS - 1
_PLAIN = rf"(?:0|[1-9][0-9]{{0,{INTEGER_DIGITS - 1}}})(?:\.[0-9]{{1,{DECIMAL_DIGITS}}})?"
_WRITTEN = re.compile(_PLAIN)
#: A number with separators of thousands: a comma before each three digits.
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?")
FORM = f"digits, such as 25000 or 2.5, with at most {INTEGER_DIGITS} before the point and {DECIMAL_DIGITS} behind it"


def number_of(number_text: str) -> Decimal:
    """Parse a number in digits.

    Raises:
        ValueError: it has another form or too many digits; the message says how to write it.
    """
    if not _WRITTEN.fullmatch(number_text):
        raise ValueError(f"'{brief(number_text, 40)}' is no number that can be kept: write {FORM}")
    return Decimal(number_text)


def with_thousands(number_text: str) -> Decimal:
    """Parse a number in digits that may have commas between thousands.

    Raises:
        ValueError: as in ``number_of``.
    """
    return number_of(number_text.replace(",", "") if _GROUPED.fullmatch(number_text) else number_text)


def typed(text: str) -> int | None:
    """The whole number that a person typed to choose something; None for any other text, and for more than nine digits."""
    return int(text) if re.fullmatch("[0-9]{1,9}", text) else None


def keepable(value: Decimal) -> bool:
    """Whether a number has no more digits than records may have."""
    return _WRITTEN.fullmatch(f"{value:f}") is not None


def _checked(value: Any) -> Any:
    """Parse a text as a number; leave anything else for the validator to check."""
    return number_of(value) if isinstance(value, str) else value


#: The type of a record's field that holds such a number.
Number = Annotated[
    Decimal,
    BeforeValidator(_checked),
    Field(ge=0, le=MOST),
    WithJsonSchema(
        {"anyOf": [{"type": "number", "minimum": 0, "maximum": MOST}, {"type": "string", "pattern": f"^{_PLAIN}$"}]},
        mode="validation",
    ),
]
