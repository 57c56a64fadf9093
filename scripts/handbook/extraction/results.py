"""Names of teams in lines of sports results, where no sentence says what the names denote."""

from __future__ import annotations

from collections.abc import Iterator

from handbook.extraction.naming_words import naming
from handbook.extraction.placenames import borrowed
from handbook.extraction.places import iso_code, kinds
from handbook.extraction.spans import Evidence, Named

#: A longer line is no line of results.
_LONGEST = 120


def played(text: str, language: str) -> Iterator[Named]:
    """The names in a paragraph that is one line of results: states as places, all others as clubs."""
    if len(text) > _LONGEST or not any(c.isdigit() or c.isupper() for c in text):
        return
    match = naming(language).results.fullmatch(text.strip())
    if match is None:
        return
    at = len(text) - len(text.lstrip())
    for group, name in enumerate(match.groups(), 1):
        if name:
            start = at + match.start(group)
            state = any(_is_state(name, lang) for lang in borrowed(language))
            kind = "GPE" if state else "ORG"
            yield Named(start, start + len(name), name, "", kind, "name", 0.8, Evidence.RESULT)


def _is_state(name: str, language: str) -> bool:
    title_case = name.title() if name.isupper() else name
    return bool(iso_code(title_case, language)) and kinds(language).get(title_case, ("",))[0] == "GPE"
