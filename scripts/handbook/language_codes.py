"""Codes of languages: which exist, by the data of Unicode's CLDR that comes with Babel."""

from __future__ import annotations

from functools import cache

from babel.core import get_global


@cache
def mend(code: str) -> str:
    """What to write instead of a code of two or three letters that no language has, or that has a shorter form; empty if it is right.

    Of three letters only those with a shorter form are known to be wrong: Babel has most languages, not all.
    """
    primary = code.partition("-")[0]
    shorter = get_global("language_aliases").get(primary, "")
    if len(primary) == 3 and len(shorter) == 2:
        return f"write '{shorter}'"
    is_known = len(primary) != 2 or shorter or primary in get_global("likely_subtags")
    return "" if is_known else "two letters of ISO 639, such as en or fr"
