"""The building blocks of all records: frozen values, ids, and citations of statements."""

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
from handbook.text_schema import text_schema

T = TypeVar("T")
ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
#: Ids that no record may have: ``index`` is the page of a list, and Windows allows no files with the other names.
RESERVED_IDS = frozenset(
    ("index", "con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)))
)
#: Invisible characters, for use within brackets of a pattern; without those of more than four digits, which JSON Schema lacks.
UNSEEN = r"\x00-\x20\x7f-\x9f\u2028\u2029\ufff9-\uffff" + re.sub(r"\\U.*", "", IGNORED)
WEB_ADDRESS = rf"^https?://[^\s<>\"'`\\{UNSEEN}]+$"
EntryId = Annotated[str, Field(pattern=ID_PATTERN, max_length=80)]
Text = Annotated[str, Field(min_length=1, max_length=4000), AfterValidator(legible)]
Name_ = Annotated[str, Field(min_length=1, max_length=300), AfterValidator(legible)]


@dataclass_transform(frozen_default=True, kw_only_default=True)
def record(cls: type[T]) -> type[T]:
    """Make a class a frozen, slotted, keyword-only dataclass that refuses unknown fields."""
    dataclass_ = dataclass(frozen=True, kw_only=True, slots=True)(cls)
    # ``Any``, because the attributes that are set here are not part of the class's type.
    record_class: Any = dataclass_
    record_class.__pydantic_config__ = ConfigDict(extra="forbid")
    # The pickling of dataclasses looks the fields up for every object; ten thousand records have a hundred thousand objects.
    names = [field.name for field in fields(record_class)]
    setters = [getattr(dataclass_, name).__set__ for name in names]

    def state_of(self: T) -> list[Any]:
        return [getattr(self, name) for name in names]

    def restore(self: T, state: list[Any]) -> None:
        # Set all fields in C code, without a Python step for each.
        deque(map(call, setters, repeat(self), state), 0)

    record_class.__getstate__, record_class.__setstate__ = state_of, restore
    return dataclass_


def with_a_host(address: str) -> str:
    """Check the host of a web address; return the address unchanged.

    Raises:
        ValueError: the host is invalid: brackets without an IPv6 address, or characters that normalise to delimiters.
    """
    try:
        urlsplit(address)
    except ValueError:
        raise ValueError("it is no web address: its host cannot be one") from None
    return address


#: The type of a field that holds a web address.
WebAddress = Annotated[str, Field(pattern=WEB_ADDRESS, max_length=500), AfterValidator(with_a_host)]


def is_web_address(text: str) -> bool:
    """Whether a text is a web address that a record may have, in form and length."""
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
        return text_schema(cls.parse)

    @classmethod
    def __get_pydantic_json_schema__(cls, _schema: Any, _handler: Any) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^{_CITATION.pattern}$".replace("?P<source>", "").replace("?P<label>", "").replace("?P<paragraph>", ""),
                "description": "A statement of a source: source-id/3a is the first statement of paragraph 3."}  # fmt: skip


@lru_cache(maxsize=1 << 16)
def _citation(text: str) -> Citation:
    # The claims of an entry cite the same few statements: one shared object for each is pickled, and loaded, only once.
    match = _CITATION.fullmatch(text)
    if not match:
        raise ValueError(f"'{text}' is not a citation such as gazette-2024/3a (source id, slash, statement label)")
    return Citation(sys.intern(match["source"]), int(match["paragraph"]), sys.intern(match["label"]))


#: The JSON Schema keyword that names the vocabulary from which a field takes its words.
VOCABULARY = "x-vocabulary"


def of_vocabulary(name: str) -> Any:
    """A field that holds a word of a vocabulary; the handbook's settings, not the model, define the words."""
    return Field(min_length=1, max_length=80, json_schema_extra={VOCABULARY: name})


Cites = Annotated[tuple[Citation, ...], Field(min_length=1)]
