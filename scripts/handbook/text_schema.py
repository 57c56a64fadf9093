"""The pydantic schema of values that seeds write as text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def text_schema(parse: Callable[[str], Any]) -> Any:
    """The schema of a type that is read from a text by ``parse``, which raises ValueError, and written as its ``str``."""
    # Whoever only reads a date need not wait for pydantic.
    from pydantic_core import core_schema

    return core_schema.no_info_after_validator_function(
        parse, core_schema.str_schema(), serialization=core_schema.to_string_ser_schema()
    )
