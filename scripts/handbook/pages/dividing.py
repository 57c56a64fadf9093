"""Long lists on several pages: no page has more rows than a reader can look through."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

from handbook.pages.myst import MARKER, data, escape, role, text
from handbook.pages.recipe import Recipe, fixed, page
from handbook.pages.view import View

#: The most rows on a page: a longer list is divided, so that no page grows with the handbook.
SPLIT = 250
#: The most names on a page of the glossary.
NAMES = 3 * SPLIT

T = TypeVar("T")


class Part(NamedTuple):
    """A letter, year or role of a list: its heading, and each row's id (a page that it leads to) and name."""

    heading: str
    rows: Sequence[tuple[str, str]]


def chunks(items: Sequence[T], most: int) -> list[Sequence[T]]:
    """``items`` in as few pieces of about the same length as have at most ``most``."""
    size = math.ceil(len(items) / math.ceil(len(items) / most)) if items else 1
    return [items[at : at + size] for at in range(0, len(items), size)]


def pages(view: View, heading_: str, names: Sequence[str], most: int) -> list[tuple[str, str, slice]]:
    """The pages of a letter or year: file name, what it is called, and which of its ``names`` it has."""
    pieces, file, at = chunks(names, most), slug(heading_), 0
    if len(pieces) == 1:
        return [(file, heading_, slice(None))]
    made = []
    for number, piece in enumerate(pieces, 1):
        called = between(view, heading_, piece[0], piece[-1])
        made.append((file_of(file, number), called, slice(at, at + len(piece))))
        at += len(piece)
    return made


def divided(
    view: View,
    kind: str,
    start: list[str],
    count: str,
    parts: Sequence[Part],
    row: Callable[[str], dict[str, object]],
) -> dict[str, Recipe]:
    """A list on one page or, when it has more than ``SPLIT`` rows, on pages of one letter or year under an index of them.

    ``row`` makes the row of an id.
    """
    folder = f"{kind}s"
    here = ["{.hb-filter-here}", escape(count), ""]
    if sum(len(part.rows) for part in parts) <= SPLIT:
        index, ids = f"{folder}/index", [i for part in parts for i, _name in part.rows]
        return {index: page(index, lambda: whole(kind, start + here, parts, row, ids), start, count, parts)}
    index_lines, made = [*start, escape(count), ""], {}
    for part in parts:
        for name, called, which in pages(view, part.heading, [n for _id, n in part.rows], SPLIT):
            ids = [i for i, _n in part.rows[which]]
            doc = f"{folder}/by/{name}"
            index_lines += [f"- {role('doc', f'/{doc}', called)} ({len(ids):,})"]
            title = [start[0], "", f"{start[2]}: {escape(called)}", ""]

            def made_now(title: list[str] = title, ids: list[str] = ids) -> str:
                listed = [*here[:1], escape(str(len(ids))), "", *data("hb:rows", kind, [row(i) for i in ids])]
                return text([*title, *listed, *toctree([f"/{folder}/{i}" for i in ids])])

            made[doc] = page(doc, made_now, title, ids)
    tree = toctree([name.removeprefix(f"{folder}/") for name in made])
    return {f"{folder}/index": fixed(f"{folder}/index", text([*index_lines, "", *tree])), **made}


def whole(
    kind: str, start: list[str], parts: Sequence[Part], row: Callable[[str], dict[str, object]], tree: Sequence[str]
) -> str:
    """A list on one page, in parts with headings; ``tree`` has the ids in their order in the contents."""
    lines = list(start)
    for part in parts:
        lines += [f"## {escape(part.heading)}", "", *data("hb:rows", kind, [row(i) for i, _name in part.rows])]
    return text(lines + toctree(tree))


def start_of(title: str, intro: str) -> list[str]:
    """The first lines of a list."""
    return [f"{MARKER} from the whole corpus", "", f"# {escape(title)}", "", escape(intro), ""]


def between(view: View, part: str, first: str, last: str) -> str:
    """What one of several pages of a part is called: by its first name and its last."""
    return view.translate("{part}: {first} to {last}").format(part=part, first=first, last=last)


def file_of(name: str, number: int) -> str:
    """The file name of the first, second, ... page of a part."""
    return name if number == 1 else f"{name}-{number}"


def toctree(names: Sequence[str]) -> list[str]:
    """A hidden table of contents."""
    return ["```{toctree}", ":hidden:", "", *names, "```", ""]


def slug(heading_: str) -> str:
    """A file name for a letter or a year."""
    kept = "".join(c if c.isascii() and c.isalnum() else f"-u{ord(c):x}-" for c in heading_.lower())
    return kept.strip("-")
