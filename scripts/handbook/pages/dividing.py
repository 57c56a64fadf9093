"""Divide long lists among several pages, so that no page has more rows than a reader can look through."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from handbook import i18n
from handbook.blocks import Block, Contents, Items, Link, Page, Paragraph, Row, Rows, heading, paragraph, text
from handbook.filing import SPLIT, chunks, file_of
from handbook.pages.recipe import Recipe, recipe
from handbook.pages.view import View

#: The origin of generated lists.
ORIGIN = "the whole corpus"
#: The class of the paragraph that the reader's filter replaces.
FILTER = ("hb-filter-here",)


class Part(NamedTuple):
    """A letter, year or role of a list: its heading, and the id (of the page it leads to) and name of each row."""

    heading: str
    rows: Sequence[tuple[str, str]]


class Division(NamedTuple):
    """One page of a divided list: its document, its title, and which rows of the part it has."""

    docname: str
    part_title: str
    row_slice: slice


def divisions(view: View, folder: str, part: str, names: Sequence[str], page_length: int = SPLIT) -> list[Division]:
    """The pages in ``folder`` of a letter or year with these ``names``."""
    pieces, at, divided_ = chunks(names, page_length), 0, list[Division]()
    if len(pieces) == 1:
        return [Division(f"{folder}/{file_of(part, 1)}", part, slice(None))]
    for number, piece in enumerate(pieces, 1):
        part_title = between(view, part, piece[0], piece[-1])
        divided_.append(Division(f"{folder}/{file_of(part, number)}", part_title, slice(at, at + len(piece))))
        at += len(piece)
    return divided_


def divided(
    view: View,
    kind: str,
    title: str,
    intro: str,
    count: str,
    parts: Sequence[Part],
    row: Callable[[str], Row],
    before: Sequence[Block] = (),
) -> dict[str, Recipe]:
    """A list on one page or, with more than ``SPLIT`` rows, on pages of one letter or year each, under an index of them.

    ``row`` makes the row of an id; ``before`` stands under the introduction.
    """
    folder = f"{kind}s"
    index = f"{folder}/index"
    if sum(len(part.rows) for part in parts) <= SPLIT:
        tree = [i for part in parts for i, _name in part.rows]
        return {
            index: recipe(
                lambda: on_one_page(kind, title, intro, count, parts, row, tree, before),
                title,
                intro,
                count,
                parts,
                repr(before),
            )
        }
    by_document: dict[str, Recipe] = {}
    lines: list[tuple[Link, str]] = []
    for part in parts:
        for docname, part_title, row_slice in divisions(
            view, f"{folder}/by", part.heading, [n for _id, n in part.rows]
        ):
            ids = [i for i, _name in part.rows[row_slice]]
            lines.append(listed(view, docname, part_title, len(ids)))

            def make(docname: str = docname, part_title: str = part_title, ids: list[str] = ids) -> Page:
                rows = Rows(kind, tuple(row(i) for i in ids))
                tree = Contents(tuple(f"{folder}/{i}" for i in ids))
                blocks = (part_heading(view, title, part_title), Paragraph((str(len(ids)),), FILTER), rows, tree)
                return Page(docname, ORIGIN, blocks)

            by_document[docname] = recipe(make, title, part_title, ids)
    top = recipe(
        lambda: index_of(index, title, [intro, count], lines, list(by_document), before=before),
        title,
        intro,
        count,
        lines,
        repr(before),
    )
    return {index: top, **by_document}


def index_of(
    docname: str,
    title: str,
    intro_texts: Sequence[str],
    lines: Sequence[tuple[Link, str]],
    tree: Sequence[str],
    further_blocks: Sequence[Block] = (),
    sends_on: bool = False,
    before: Sequence[Block] = (),
) -> Page:
    """The index of the pages of a divided list; ``sends_on`` marks an index that old links to anchors still reach."""
    paragraphs: list[Block] = [paragraph(text(words)) for words in intro_texts]
    if sends_on:
        paragraphs[-1] = Paragraph((text(intro_texts[-1]),), ("hb-parts",))
    blocks = (heading(1, title), *paragraphs, *before, Items(tuple(lines)), *further_blocks, Contents(tuple(tree)))
    return Page(docname, ORIGIN, blocks)


def listed(view: View, docname: str, part_title: str, count: int) -> tuple[Link, str]:
    """A line of such an index: a page and how many rows it has."""
    return Link("doc", docname, text(part_title)), f" ({i18n.number(count, view.language)})"


def on_one_page(
    kind: str,
    title: str,
    intro: str,
    count: str,
    parts: Sequence[Part],
    row: Callable[[str], Row],
    tree: Sequence[str],
    before: Sequence[Block] = (),
) -> Page:
    """A list on one page, in parts with headings; ``tree`` has the ids in the order of the contents."""
    blocks: list[Block] = [heading(1, title), paragraph(text(intro)), *before]
    if count:
        blocks.append(Paragraph((text(count),), FILTER))
    for part in parts:
        blocks.append(heading(2, part.heading, f"year-{part.heading}" if part.heading.isdigit() else ""))
        blocks.append(Rows(kind, tuple(row(i) for i, _name in part.rows)))
    blocks.append(Contents(tuple(f"{kind}s/{i}" for i in tree)))
    return Page(f"{kind}s/index", ORIGIN, tuple(blocks))


def part_heading(view: View, title: str, part_title: str) -> Block:
    """The heading of one page of a divided list."""
    return heading(1, f"{title}{view.colon}{part_title}")


def between(view: View, part: str, first: str, last: str) -> str:
    """The title of one of several pages of a part: its first and its last name."""
    return view.translate("{part}: {first} to {last}").format(part=part, first=first, last=last)
