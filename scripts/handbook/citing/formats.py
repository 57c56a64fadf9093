"""Items in the exchange formats of reference managers: BibTeX, RIS, CSL-JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from handbook.citing.people import Name, inverted
from handbook.plain_text import clean

#: A work in CSL-JSON (schema 1.0.2).
Item = dict[str, Any]

_SPECIAL = str.maketrans({
    "\\": r"{\textbackslash}", "{": r"{\textbraceleft}", "}": r"{\textbraceright}", "$": r"\$", "&": r"\&", "%": r"\%", "#": r"\#",
    "_": r"\_", "~": r"{\textasciitilde}", "^": r"{\textasciicircum}", '"': r"{\textquotedbl}",
})  # fmt: skip
#: The BibTeX and RIS types by CSL type.
_TYPES = {
    "entry-encyclopedia": ("incollection", "ENCYC"),
    "article-newspaper": ("article", "NEWS"),
    "webpage": ("misc", "ELEC"),
}

_LINE = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode
#: The BibTeX field for the containing work, by type of entry.
_CONTAINER_FIELD = {"incollection": "booktitle", "article": "journal", "misc": "howpublished"}


@dataclass(frozen=True)
class Work:
    """A work, and its text in each format; made once, since several files contain it."""

    item: Item

    @cached_property
    def bib(self) -> str:
        return bibtex(self.item)

    @cached_property
    def ris(self) -> str:
        return ris(self.item)

    @cached_property
    def csl(self) -> str:
        """A line of a CSL-JSON file."""
        return csl_line(self.item)


@lru_cache(maxsize=1 << 12)
def tex(text: str) -> str:
    """Text escaped for TeX; braces balance, so that nothing can end a field."""
    return clean(text).translate(_SPECIAL)


def bibtex(item: Item, date_text: str = "") -> str:
    """One BibTeX entry; its key is the item's id.  With ``date_text`` that text replaces the year."""
    kind = _TYPES[item["type"]][0]
    rows = {"title": f"{{{tex(item['title'])}}}"}
    if authors := item.get("author", []):
        rows["author"] = " and ".join(_bibtex_name(name) for name in authors)
    rows[_CONTAINER_FIELD[kind]] = f"{{{tex(str(item['container-title']))}}}"
    if item["type"] == "article-newspaper" and kind == "article":
        # Styles tell newspapers from journals by this, and print the day for newspapers.
        rows["entrysubtype"] = "newspaper"
    if item.get("edition"):
        rows["edition"] = tex(str(item["edition"]))
    parts: list[int] = [] if date_text else _parts(item)
    if date_text:
        rows["year"] = tex(date_text)
    if parts:
        rows["year"] = str(parts[0])
        rows |= {"month": str(parts[1])} if len(parts) > 1 else {}
        # BibTeX has no field for a day; biblatex and Zotero read the whole date here.
        rows["date"] = "/".join(_iso(part) for part in item["issued"]["date-parts"])
    if item.get("URL"):
        rows["url"] = _address(str(item["URL"]))
        if read := item.get("accessed"):
            rows["urldate"] = _iso(read["date-parts"][0])
    if item.get("note"):
        rows["note"] = tex(str(item["note"]))
    body = ",\n".join(f"  {key} = {{{value}}}" for key, value in rows.items())
    return f"@{kind}{{{item['id']},\n{body}\n}}\n"


def ris(item: Item) -> str:
    """One RIS record (with CR LF line ends, as the format requires)."""
    rows = [("TY", _TYPES[item["type"]][1]), ("ID", str(item["id"])), ("TI", clean(str(item["title"])))]
    rows += [("AU", clean(inverted(name))) for name in item.get("author", [])]
    rows.append(("T2", clean(str(item["container-title"]))))
    if item.get("edition"):
        rows.append(("ET", clean(str(item["edition"]))))
    parts = _parts(item)
    if parts:
        rows.append(("PY", str(parts[0])))
        rows.append(("DA", "/".join([str(parts[0]), *(f"{p:02}" for p in parts[1:])])))
    if item.get("language"):
        rows.append(("LA", clean(str(item["language"]))))
    if item.get("URL"):
        rows.append(("UR", _address(str(item["URL"]))))
        if read := item.get("accessed"):
            rows.append(("Y2", "/".join(f"{part:02}" for part in read["date-parts"][0])))
    return "".join(f"{tag}  - {value}\r\n" for tag, value in [*rows, ("ER", "")])


def csl_line(item: Item) -> str:
    """One item of a CSL-JSON file, on one line: Python's own encoder, which indentation would need, takes ten times as long."""
    return _LINE(item)


def csl_file(lines: Iterable[str]) -> str:
    """A CSL-JSON file made from such lines."""
    return "[\n" + ",\n".join(lines) + "\n]\n"


def _bibtex_name(name: Name) -> str:
    """A person's name in two parts; a body's name in braces, which keep it whole."""
    if "literal" in name:
        return f"{{{tex(name['literal'])}}}"
    return f"{{{tex(name['family'])}}}, {{{tex(name['given'])}}}"


def _iso(parts: list[int]) -> str:
    return "-".join([f"{parts[0]:04}", *(f"{p:02}" for p in parts[1:])])


def _parts(item: Item) -> list[int]:
    issued: dict[str, Any] = item.get("issued", {})
    dates: list[list[int]] = issued.get("date-parts", [])
    return dates[0] if dates else []


def _address(url: str) -> str:
    """An address without the characters that end a BibTeX field."""
    return clean(url).replace("{", "%7B").replace("}", "%7D").replace(" ", "%20").replace("\\", "%5C")
