"""What to write instead of a date that is none: the date that was probably meant, or the forms that there are."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator

FORMS = "write it as 2024, 2024-02, 2024-02-28, 2024-02-2X or 2024-03?"
_BETWEEN = re.compile(r"[./\s-]+")
_WITH_A_TIME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ][0-9]{2}:?[0-9]{2}.*")


class NoDate(ValueError):
    """A text is not a date that can be kept: ``what`` is wrong with it, and the ``mend``."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(f"{what} ({mend})")
        self.what, self.mend = what, mend


def meant(date_text: str) -> list[str]:
    """The dates in EDTF that numbers may stand for, such as 30/11/2026; of two, the one whose day stands before its month is the first."""
    if with_time := _WITH_A_TIME.fullmatch(date_text):
        date_text = with_time[1]
    if re.fullmatch(r"[0-9]{8}", date_text):
        date_text = f"{date_text[:4]}-{date_text[4:6]}-{date_text[6:]}"
    return list(dict.fromkeys(_dates(_BETWEEN.split(date_text.strip()))))


def _dates(parts: list[str]) -> Iterator[str]:
    if not 2 <= len(parts) <= 3 or not all(re.fullmatch(r"[0-9]{1,2}|[0-9]{4}", part) for part in parts):
        return
    year_first = len(parts[0]) == 4
    year = int(parts[0] if year_first else parts[-1])
    month_and_day = parts[1:] if year_first else parts[:-1]
    if not 1000 <= year <= 9999 or any(len(part) == 4 for part in month_and_day):
        return
    in_order = [int(part) for part in month_and_day]
    # Behind a year the month is first; before one mostly the day is, but not in America.
    for month_first in (True, False) if year_first else (False, True):
        month, *day = in_order if month_first else in_order[::-1]
        if _exists(year, month, *day):
            yield "-".join([f"{year:04}", f"{month:02}", *(f"{d:02}" for d in day)])
            if year_first:
                return


def _exists(year: int, month: int, day: int = 1) -> bool:
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]


def no_form(date_text: str) -> NoDate:
    """Of a text in none of the forms."""
    return NoDate(f"'{date_text}' is not an EDTF date", _offered(date_text) or FORMS)


def no_such(unit: str, digits: str, date_text: str, year: int, month: int) -> NoDate:
    """Of a month or a day that there is not; ``month`` is that of the day."""
    if unit == "month":
        mend = "months are 01 to 12"
    else:
        mend = f"{year:04}-{month:02} has {calendar.monthrange(year, month)[1]} days"
    return NoDate(f"'{date_text}' has no such {unit}: {digits}", _offered(date_text) or mend)


def backwards(date_text: str, first: str, last: str) -> NoDate:
    """Of a span whose end is before its start."""
    turned = f"[{last}..{first}]" if date_text.startswith("[") else f"{last}/{first}"
    return NoDate(f"'{date_text}' ends before it starts", f"write the earlier date first: {turned}")


def _offered(date_text: str) -> str:
    dates = " or ".join(f"'{date}'" for date in meant(date_text))
    return f"did you mean {dates}?" if dates else ""


def day(date_text: str) -> str:
    """A text that is a day of the calendar, such as 2026-11-22.

    Raises:
        NoDate: it is none.
    """
    form = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", date_text)
    if not form or form[1] == "0000":
        raise NoDate(f"'{date_text}' is no day of the calendar", _offered(date_text) or "write it as 2026-11-22")
    year, month, day_of_month = (int(digits) for digits in form.groups())
    if not 1 <= month <= 12:
        raise no_such("month", form[2], date_text, year, month)
    if not _exists(year, month, day_of_month):
        raise no_such("day", form[3], date_text, year, month)
    return date_text
