"""Writing MyST: escaping, roles, containers and field lists.

CommonMark lets every ASCII punctuation mark be escaped with a backslash, and an
escaped mark is text; so escaping all of them makes any text literal.  Characters
that some parser takes for a line end become spaces, other control characters
become U+FFFD.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

_COLON = r"\:"
MARKER = "% handbook: generated"
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_LINE_ENDS = re.compile(r"[\t\n\x0b\x0c\r\x1c-\x1e\x85\u2028\u2029]+")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
#: Characters that change the direction of text: shown isolated, never let loose.
_BIDI = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@lru_cache(maxsize=1 << 16)
def clean(text: str) -> str:
    """One line of text without control characters and free of direction overrides.

    Names and short phrases come again on every page: what was cleaned is kept.
    """
    if text.isascii() and text.isprintable():
        return text
    return _BIDI.sub("\ufffd", _CONTROL.sub("\ufffd", _LINE_ENDS.sub(" ", text)))


@lru_cache(maxsize=1 << 16)
def escape(text: str) -> str:
    """Text that MyST renders exactly as it is written."""
    made = _PUNCTUATION.sub(r"\\\1", clean(text))
    # Spaces at the ends would be stripped or start a code block; entities keep them.
    if made[:1] != " " != made[-1:]:
        return made
    return re.sub(r"^ +| +$", lambda m: "&#32;" * len(m[0]), made)


@lru_cache(maxsize=1 << 16)
def role(name: str, target: str, text: str) -> str:
    """A role of ours; the text is not parsed by it, and no backtick in it can end it."""
    inner = f"{clean(text)} <{target}>"
    longest = max((len(run) for run in re.findall(r"`+", inner)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if inner.startswith("`") else ""
    return f"{{{name}}}{fence}{pad}{inner}{pad}{fence}"


def span(text: str, *classes: str) -> str:
    """Inline MyST with classes; ``text`` is MyST already."""
    return f"[{text}]{{{_dotted(classes)}}}"


@lru_cache
def _dotted(classes: tuple[str, ...]) -> str:
    return " ".join("." + name for name in classes)


def heading(level: int, words: str) -> list[str]:
    """A heading; the words are plain text.  (Not written in f-strings, where no extractor finds them.)"""
    return [f"{'#' * level} {escape(words)}", ""]


def container(classes: str, lines: Iterable[str], fence: str = ":::") -> list[str]:
    return [f"{fence}{{container}} {classes}", "", *lines, fence, ""]


def fields(pairs: Iterable[tuple[str, str]]) -> list[str]:
    """A field list; names are plain text, values are MyST.

    A name ends at its first colon, escaped or not, so its own are written as entities.
    """
    return [*(f":{escape(name).replace(_COLON, '&#58;')}: {value}" for name, value in pairs), ""]


def data(directive: str, argument: str, rows: Iterable[Mapping[str, object]]) -> list[str]:
    """A directive whose content is one JSON object a line; it makes nodes, not markup."""
    lines = [json.dumps({k: _tidy(v) for k, v in row.items()}, ensure_ascii=False, sort_keys=True) for row in rows]
    return [f"```{{{directive}}} {argument}".rstrip(), *lines, "```", ""]


def _tidy(value: object) -> object:
    if isinstance(value, str):
        return clean(value)
    return [_tidy(v) for v in value] if isinstance(value, list) else value


def text(lines: Iterable[str]) -> str:
    """A page: lines joined, runs of blank lines made one, one line end at the end."""
    made = "\n".join(lines)
    # A search for one string is faster than an expression that could begin at every line end.
    while "\n\n\n" in made:
        made = made.replace("\n\n\n", "\n\n")
    return made.strip("\n") + "\n"
