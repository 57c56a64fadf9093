"""Start tags, attributes and data of HTML, encoded as docutils encodes them."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import Any

from handbook.blocks import Row

_SPACES = re.compile(r"\s")


@lru_cache(1 << 16)
def encode(text: str) -> str:
    """Text and attribute values as docutils encodes them."""
    return (
        text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace('"', "&quot;")
        .replace(">", "&gt;")
        .replace("@", "&#64;")
    )


@lru_cache(1 << 14)
def attribute(text: str) -> str:
    """An encoded attribute value, in which any white space becomes a space."""
    return encode(_SPACES.sub(" ", text))


@lru_cache(1 << 12)
def tag(name: str, classes: tuple[str, ...] = (), anchor: str = "", lang: str = "", rtl: bool = False) -> str:
    """A start tag, its attributes in docutils' order."""
    class_names = " ".join(dict.fromkeys((*classes, "hb-rtl") if rtl else classes))
    attributes = (("class", class_names), ("dir", "rtl" if rtl else ""), ("id", anchor), ("lang", lang))
    return f"<{name}" + "".join(f' {key}="{attribute(value)}"' for key, value in attributes if value) + ">"


def facet_data(row: Row) -> str:
    """An invisible element with the data by which the page's script filters and sorts a row; empty if it has none."""
    data: dict[str, Any] = {}
    if row.facets:
        data["facets"] = [list(facet) for facet in row.facets]
    if row.sort:
        data["sort"] = dict(row.sort)
    return data_element(data) if data else ""


def data_element(data: object) -> str:
    """JSON for the page's script, in an element that is hidden from screens and screen readers."""
    json_text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f'<span class="hb-data" hidden="hidden" data-json="{encode(json_text)}"></span>'
