"""The words and patterns of a language: TOML files beside this module, read once into frozen records.

A folder is a language (``en``, ``fr``, ``ru``), or data that several share (``latin``); a file is a topic,
and a table in it is the data of one module.  The annotations of a record say how each value is read:
:data:`Words`, :data:`Folded`, :data:`Numbers`, :data:`Pattern`, :data:`Cased` or :data:`Source`.
A value that a language lacks is empty, and an empty pattern matches nothing.

A pattern has one alternative per line; a line that begins with a blank continues the line before.
``{name}`` stands for another value of the table, or of the table ``terms`` of its file.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Any, TypeVar, get_args, get_type_hints

from handbook.folding import fold

#: The folder of the languages.
FOLDER = Path(__file__).parent
#: A pattern that matches nothing.
NOTHING = r"(?!)"
#: A term in a pattern; a repetition such as ``{2,3}`` begins with a digit instead.
_TERM = re.compile(r"\{([a-z][a-z0-9_]*)\}")
T = TypeVar("T")


class DataError(ValueError):
    """A file of a language cannot be used; the message says which, and why."""


def joined(text: str) -> str:
    """The lines of a pattern as one expression."""
    alternatives: list[str] = []
    for line in text.splitlines():
        if line[:1].isspace() and alternatives:
            alternatives[-1] += line.strip()
        elif line.strip():
            alternatives.append(line.strip())
    return "|".join(alternatives)


def any_of(words: Iterable[str]) -> str:
    """An expression that matches any of the words, the longest first; blanks of any length, apostrophes of either kind."""
    escaped = (re.escape(word).replace(r"\ ", r"\s+").replace("’", "[’']") for word in words)
    return "|".join(sorted(escaped, key=len, reverse=True)) or NOTHING


def expanded(text: str, terms: Mapping[str, str]) -> str:
    """A pattern with its terms replaced; terms may contain terms themselves.

    Raises:
        DataError: a term is unknown.
    """

    def term(match: re.Match[str]) -> str:
        if match[1] not in terms:
            raise DataError(f"there is no term '{{{match[1]}}}'")
        return expanded(terms[match[1]], terms)

    return _TERM.sub(term, text)


def _words(value: Any, _terms: Mapping[str, str]) -> frozenset[str]:
    return frozenset(value.split())


def _folded(value: Any, _terms: Mapping[str, str]) -> frozenset[str]:
    return frozenset(fold(word) for word in value.split())


def _groups(value: Any, _terms: Mapping[str, str]) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(fold(word) for word in line.split()) for line in value.splitlines() if line.strip())


def _words_by_name(value: Any, _terms: Mapping[str, str]) -> Mapping[str, frozenset[str]]:
    return {name: frozenset(words.split()) for name, words in value.items()}


def _lines(value: Any, _terms: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(line.strip() for line in re.sub(r"\n[ \t]+", " ", value).splitlines() if line.strip())


def _source(value: Any, terms: Mapping[str, str]) -> str:
    return expanded(joined(value["pattern"] if isinstance(value, dict) else value), terms)


def _pattern(value: Any, terms: Mapping[str, str]) -> re.Pattern[str]:
    return re.compile(_source(value, terms), re.IGNORECASE)


def _cased(value: Any, terms: Mapping[str, str]) -> re.Pattern[str]:
    return re.compile(_source(value, terms))


def _table(value: Any, _terms: Mapping[str, str]) -> Mapping[str, Any]:
    """Invert a table of words by meaning (``D = "day days"``) into meanings by word."""
    return {word: key for key, words in value.items() for word in _lines(words.replace(" | ", "\n"), {})}


def _numbers(value: Any, _terms: Mapping[str, str]) -> Mapping[str, int]:
    return {word: int(key) for word, key in _table(value, {}).items()}


def _codes(value: Any, _terms: Mapping[str, str]) -> Mapping[str, str]:
    return dict(value)


def _flag(value: Any, _terms: Mapping[str, str]) -> bool:
    return value is True


def _rows(value: Any, _terms: Mapping[str, str]) -> tuple[Mapping[str, Any], ...]:
    return tuple(value)


def _patterns(value: Any, terms: Mapping[str, str]) -> Mapping[str, re.Pattern[str]]:
    return {key: re.compile(rf"\b(?:{_source(text, terms)})", re.IGNORECASE) for key, text in value.items()}


def _whole_words(value: Any, terms: Mapping[str, str]) -> Mapping[str, re.Pattern[str]]:
    return {key: re.compile(rf"\b(?:{_source(text, terms)})\b", re.IGNORECASE) for key, text in value.items()}


#: Words separated by blanks, as they are written.
Words = Annotated[frozenset[str], _words, ""]
#: Lists of words by name: ``giving = "gives gave"``.
WordsByName = Annotated[Mapping[str, frozenset[str]], _words_by_name, {}]
#: Words separated by blanks, without accents and capitals.
Folded = Annotated[frozenset[str], _folded, ""]
#: Groups of folded words, one group a line.
Groups = Annotated[tuple[frozenset[str], ...], _groups, ""]
#: Phrases, one a line.
Lines = Annotated[tuple[str, ...], _lines, ""]
#: An expression for use in others.
Source = Annotated[str, _source, NOTHING]
#: A pattern that ignores case.
Pattern = Annotated[re.Pattern[str], _pattern, NOTHING]
#: A pattern that respects case.
Cased = Annotated[re.Pattern[str], _cased, NOTHING]
#: Patterns by name, each matching from the beginning of a word.
Patterns = Annotated[Mapping[str, re.Pattern[str]], _patterns, {}]
#: Patterns by name, each matching whole words.
WholeWords = Annotated[Mapping[str, re.Pattern[str]], _whole_words, {}]
#: A code or number by its words: ``D = "day | days"``.
Table = Annotated[Mapping[str, str], _table, {}]
Numbers = Annotated[Mapping[str, int], _numbers, {}]
#: The meaning of words, word by word: ``Chile = "CL"``.
Codes = Annotated[Mapping[str, str], _codes, {}]
Flag = Annotated[bool, _flag, False]
#: Rules with several fields, interpreted by the module that reads them.
Rows = Annotated[tuple[Mapping[str, Any], ...], _rows, ()]


@cache
def read(language: str, topic: str) -> Mapping[str, Any]:
    """The tables in a file of a language; empty if the language has no such file.

    Raises:
        DataError: the file is not valid TOML.
    """
    path = FOLDER / language / f"{topic}.toml"
    if not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"{language}/{topic}.toml: {error}") from error


def load(kind: Callable[..., T], language: str, further_terms: Mapping[str, str] | None = None) -> T:
    """The record ``kind`` of a language, from the table that its attribute ``TABLE`` names (``topic.table``).

    ``further_terms`` are terms made by the caller.  Lists of words also contain those of the languages that the file
    borrows from (``also``).

    Raises:
        DataError: a key that no record reads, or a term or pattern that is wrong.
    """
    topic, _, name = kind.TABLE.partition(".")  # pyrefly: ignore[missing-attribute]
    hints = {
        key: hint for key, hint in get_type_hints(kind, include_extras=True).items() if key not in ("TABLE", "language")
    }
    file = read(language, topic)
    table = file.get(name, {})
    if unknown := set(table) - set(hints) - {"example", "examples"}:
        raise DataError(f"{language}/{topic}.toml: nobody reads '{name}.{min(unknown)}'")
    borrowed = [read(other, topic).get(name, {}) for other in file.get("also", ())]
    terms = {**file.get("terms", {}), **{k: v for k, v in table.items() if isinstance(v, str)}, **(further_terms or {})}
    terms |= {key: value["pattern"] for key, value in table.items() if isinstance(value, dict) and "pattern" in value}
    terms = {key: joined(text) for key, text in terms.items()}
    values: dict[str, Any] = {}
    for key, hint in hints.items():
        reader, empty = get_args(hint)[1:]
        value = table.get(key, empty)
        if reader in (_words, _folded, _groups, _lines):
            joint = "\n" if reader in (_groups, _lines) else " "
            value = joint.join([value, *(other.get(key, "") for other in borrowed)])
        try:
            values[key] = reader(value, terms)
        except (DataError, re.error, AttributeError, TypeError) as error:
            raise DataError(f"{language}/{topic}.toml: {name}.{key}: {error}") from error
    return kind(language=language, **values)
