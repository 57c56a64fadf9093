"""The page of pictures, each with the same in words for those who do not see it."""

from __future__ import annotations

from collections.abc import Callable

from handbook.blocks import Block, Box, Figure, Inlines, Items, Page, heading, joined, paragraph
from handbook.figures.relations import pairs
from handbook.figures.sectors import columns, counts
from handbook.figures.states import states
from handbook.pages.dividing import ORIGIN
from handbook.pages.view import View

MOST_PAIRS = 30


def page(view: View, drawing: Callable[[str], Figure]) -> Page:
    """The page "At a glance"; ``drawing`` gives a picture by its name."""
    _ = view.translate
    about = _("Pictures of the whole handbook. Everything in them is a link; below each the same stands in words.")
    blocks: list[Block] = [heading(1, _("At a glance")), paragraph(about)]
    blocks += [heading(2, _("The states concerned")), drawing("map")]
    if concerned := states(view):
        blocks.append(_in_words([(view.link(a.id), f"{view.colon}{count}") for a, count in concerned]))
    blocks += [heading(2, _("Agreements by sector and last reported stage")), drawing("sectors")]
    if rows := _sectors(view):
        blocks.append(_in_words(rows))
    blocks += [heading(2, _("Who deals with whom")), drawing("relations")]
    together = sorted(pairs(view).items(), key=lambda item: (-item[1], item[0]))[:MOST_PAIRS]
    said = _("{count} agreements and events")
    several: list[Inlines] = [
        (view.link(a), " – ", view.link(b), f"{view.colon}{said.format(count=count)}")
        for (a, b), count in together
        if count > 1
    ]
    if several:
        blocks.append(_in_words(several))
    else:
        blocks.append(Box(("hb-words",), (paragraph(_("No two actors share more than one.")),)))
    return Page("reference/overview", ORIGIN, tuple(blocks))


def _in_words(rows: list[Inlines]) -> Block:
    return Box(("hb-words",), (Items(tuple(rows)),))


def _sectors(view: View) -> list[Inlines]:
    found = counts(view)
    rows: list[Inlines] = []
    for sector in view.corpus.words.words("sectors"):
        said: list[Inlines] = [
            (f"{name}{view.colon}{found[sector, i]}",)
            for i, (name, _stages) in enumerate(columns(view))
            if found[sector, i]
        ]
        if said:
            rows.append((f"{view.word('sectors', sector)}{view.colon}", *joined(view.semicolon, said)))
    return rows
