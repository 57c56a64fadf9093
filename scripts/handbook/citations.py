"""What all records are made of: frozen values, ids, and citations of statements."""

from __future__ import annotations

import re
import sys
from collections import deque
from dataclasses import dataclass, fields
from functools import lru_cache
from itertools import repeat
from operator import call
from typing import Annotated, Any, NamedTuple, TypeVar, dataclass_transform
from urllib.parse import urlsplit

from pydantic import AfterValidator, ConfigDict, Field

from handbook.legible import IGNORED, legible

T = TypeVar("T")
ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
#: Ids that nothing can have: a page ``index`` is that of a list, and Windows has no files of the others' names.
RESERVED_IDS = frozenset(
    ("index", "con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)))
)
#: What shows nothing, within brackets of a pattern; JSON Schema knows no characters beyond four digits.
UNSEEN = r"\x00-\x20\x7f-\x9f\u2028\u2029\ufff9-\uffff" + re.sub(r"\\U.*", "", IGNORED)
WEB_ADDRESS = rf"^https?://[^\s<>\"'`\\{UNSEEN}]+$"
EntryId = Annotated[str, Field(pattern=ID_PATTERN, max_length=80)]
Text = Annotated[str, Field(min_length=1, max_length=4000), AfterValidator(legible)]
Name_ = Annotated[str, Field(min_length=1, max_length=300), AfterValidator(legible)]


@dataclass_transform(frozen_default=True, kw_only_default=True)
def record(cls: type[T]) -> type[T]:
    """A frozen, slotted, keyword-only dataclass that takes no unknown field."""
    dataclass_ = dataclass(frozen=True, kw_only=True, slots=True)(cls)
    # What is set here on the class is nothing that every class has.
    made: Any = dataclass_
    made.__pydantic_config__ = ConfigDict(extra="forbid")
    # What dataclasses do looks the fields up for every object; ten thousand kept records have a hundred thousand.
    names = [field.name for field in fields(made)]
    setters = [getattr(dataclass_, name).__set__ for name in names]

    def state_of(self: T) -> list[Any]:
        return [getattr(self, name) for name in names]

    def restore(self: T, state: list[Any]) -> None:
        # All in one go, without a step of Python for each field.
        deque(map(call, setters, repeat(self), state), 0)

    made.__getstate__, made.__setstate__ = state_of, restore
    return dataclass_


def with_a_host(address: str) -> str:
    """An address that is written as one, itself.

    Raises:
        ValueError: its host is none: brackets without an IPv6 address, or letters that stand for other signs.
    """
    try:
        urlsplit(address)
    except ValueError:
        raise ValueError("it is no web address: its host cannot be one") from None
    return address


#: The address of a page, as records have it.
WebAddress = Annotated[str, Field(pattern=WEB_ADDRESS, max_length=500), AfterValidator(with_a_host)]


def is_web_address(text: str) -> bool:
    """Whether a text is an address of the web, of a length that a record takes."""
    try:
        return len(text) <= 500 and re.fullmatch(WEB_ADDRESS, text) is not None and bool(with_a_host(text))
    except ValueError:
        return False


_CITATION = re.compile(r"(?P<source>[a-z0-9]+(?:-[a-z0-9]+)*)/(?P<label>(?P<paragraph>[1-9][0-9]{0,5})[a-z]{1,2})")


class Citation(NamedTuple):
    """A statement of a source, written ``source-id/3a``: paragraph 3, first statement."""

    source: str
    paragraph: int
    label: str

    def __str__(self) -> str:
        return f"{self.source}/{self.label}"

    @classmethod
    def parse(cls, text: str) -> Citation:
        """Read ``source-id/3a``.

        Raises:
            ValueError: the text has another form.
        """
        return _citation(text.strip())

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any) -> Any:
        from pydantic_core import core_schema

        return core_schema.no_info_after_validator_function(
            cls.parse, core_schema.str_schema(), serialization=core_schema.to_string_ser_schema()
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, _schema: Any, _handler: Any) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^{_CITATION.pattern}$".replace("?P<source>", "").replace("?P<label>", "").replace("?P<paragraph>", ""),
                "description": "A statement of a source: source-id/3a is the first statement of paragraph 3."}  # fmt: skip


@lru_cache(maxsize=1 << 16)
def _citation(text: str) -> Citation:
    # Claims of an entry rest on the same few statements: one object for all is kept, and read again, once.
    match = _CITATION.fullmatch(text)
    if not match:
        raise ValueError(f"'{text}' is not a citation such as gazette-2024/3a (source id, slash, statement label)")
    return Citation(sys.intern(match["source"]), int(match["paragraph"]), sys.intern(match["label"]))


#: By what a JSON Schema says from which vocabulary a field takes its words.
VOCABULARY = "x-vocabulary"


def of_vocabulary(name: str) -> Any:
    """A field that holds a word of a vocabulary; which words there are says the handbook, not the model."""
    return Field(min_length=1, max_length=80, json_schema_extra={VOCABULARY: name})


Cites = Annotated[tuple[Citation, ...], Field(min_length=1)]
