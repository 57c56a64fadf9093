"""Say what is wrong with a value in the words of editors, without terms of a validator or a programming language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from handbook.plain_text import brief

#: The required form of a field, by its name; for values whose pattern is not an id's.
_FORMS = {
    "menu": ("is no page", "its place in docs without its ending, such as about/team"),
    "url": ("is no web address", "start with https:// and leave no blank or hidden mark in it"),
    "iso": ("is no country code", "two capital letters of ISO 3166, such as ML"),
    "country": ("is no country code", "two capital letters of ISO 3166, such as ML"),
    "sha256": ("is no SHA-256", "64 digits and small letters from a to f"),
    "name": ("is no name of a file", "the file's name without its folder"),
    "fact": ("is no name of a field", "small letters, blanks and hyphens, such as 'member of'"),
    "language": ("is no language", "two or three small letters, such as en or fr"),
    "gone": ("is no object", "its kind and id, such as 'actor ann-example'"),
    "to": ("is no object", "its kind and id, such as 'actor ann-example'"),
    "claims": ("is no claim", "an entry, '#' and the label of the claim, such as north-pact#signed"),
}
_MESSAGES = {
    "string_type": (
        "has to be a text",
        "write it on one line behind the colon, in quotation marks if it has ': ' or '#'",
    ),
    "tuple_type": ("has to be a list", "write [first, second]"),
    "list_type": ("has to be a list", "write [first, second]"),
    "dataclass_type": ("has to be fields with values", "write {{field: value, field: value}}"),
    "dict_type": ("has to be fields with values", "write {{field: value, field: value}}"),
    "bool_type": ("has to be true or false", "write true, or leave the field out"),
    "bool_parsing": ("has to be true or false", "write true, or leave the field out"),
    "finite_number": ("has to be a number in digits", "write digits, such as 25000"),
    "greater_than_equal": ("is too small", "at least {ge}"),
    "less_than_equal": ("is too large", "at most {le}"),
    "string_too_long": ("is longer than {max_length} characters", "shorten it"),
    "string_too_short": ("is empty", "fill it in, or leave the field out"),
    "too_long": ("has more than {max_length} parts", "leave some out"),
}
#: Fields that hold a text in each language of the handbook.
_IN_LANGUAGES = frozenset({"name", "of", "lead", "titles", "glosses", "into", "says"})
#: A text that can stand in braces unquoted.
_PLAIN = re.compile(r"\w[\w ]{0,60}")
#: Faults for which the value itself adds nothing to the message.
_LENGTHS = ("string_too_short", "string_too_long", "too_long")


def in_words(kind: str, field: str, limits: Mapping[str, Any], value: object, language: str = "en") -> tuple[str, str]:
    """What is wrong with the ``value`` of a field, and the mend.

    ``kind`` is the validator's name for the fault, ``limits`` are its numbers, ``language`` is the handbook's.
    """
    if kind == "string_pattern_mismatch":
        message, mend = _FORMS.get(
            field, ("has a form that it cannot have", "see the page reference/data-model of the site")
        )
    elif kind == "tuple_type" and field in _IN_LANGUAGES:
        example = value if isinstance(value, str) and _PLAIN.fullmatch(value) else "text"
        return f"has to be a text in each language, not {_shown(value)}", f"write {{{language}: {example}}}"
    elif kind.startswith(("decimal_", "int_", "float_")):
        message, mend = "has to be a number", "write digits, such as 25000"
    else:
        message, mend = _MESSAGES.get(kind, ("cannot be read", "see the page reference/data-model of the site"))
    message = message.format(**limits)
    shown = f", not {_shown(value)}" if message.startswith("has to be") else f": {_shown(value)}"
    return (message if kind in _LENGTHS else message + shown), mend.format(**limits)


def _shown(value: object) -> str:
    """A value for a message: a text as it is, fields and lists by a description."""
    if isinstance(value, dict):
        return "fields with values"
    if isinstance(value, (list, tuple)):
        return "a list"
    text = str(value)
    return f"'{brief(text)}'"
