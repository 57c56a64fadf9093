"""Which language a text is in, as people and archives write it, and which languages have rules."""

from __future__ import annotations

import re

#: Languages that the rules were written for; texts in others are read by those of the first.
RULES = ("en", "fr")
_TAG = re.compile(r"(?P<primary>[A-Za-z]{2,3})(?:[-_][A-Za-z0-9]{1,8}){0,8}")
#: Codes of three letters for languages that have one of two.
_SHORT = {"eng": "en", "fra": "fr", "fre": "fr", "rus": "ru"}


def primary(tag: str) -> str:
    """The language of a tag without country, script or case: ``en`` of en-GB, EN and eng.

    Raises:
        ValueError: it has not the form of a language tag.
    """
    found = _TAG.fullmatch(tag.strip())
    if found is None:
        raise ValueError(f"'{tag[:40]}' is not a language tag such as en, fr or en-GB")
    code = found["primary"].lower()
    return _SHORT.get(code, code)


def unruled(language: str) -> str:
    """What to say of a text whose language has no rules; nothing of one that has."""
    if language in RULES:
        return ""
    return f"no rules for the language '{language}': read by those of English, so much is not found"
