"""The numbered list of an entry's sources: on paper it replaces the evidence that unfolds on the screen."""

from __future__ import annotations

from collections.abc import Mapping

from handbook.blocks import Block, Fold, Inlines, Items, Link, Url, joined, text
from handbook.leads import rests_on
from handbook.model import Paged
from handbook.pages.view import View


def numbered(view: View, entry: Paged, order: Mapping[str, int]) -> dict[str, int]:
    """The number of each source that an entry's page rests on, by id: first those of its claims, in the ``order`` of the page."""
    claims = sorted(entry.claims, key=lambda claim: order[claim.label])
    cites = [cite for claim in claims for cite in (*claim.cite, *claim.against)]
    sources = dict.fromkeys(cite.source for cite in (*cites, *rests_on(view.corpus, entry)))
    return {source: number for number, source in enumerate(sources, 1)}


def listed(view: View, works: Mapping[str, int]) -> list[Block]:
    """The list, folded on the screen and open on paper."""
    _ = view.translate
    lines: list[Inlines] = []
    for source in works:
        header = view.corpus.sources[source].header
        parts: list[Inlines] = [
            (Link("source", source, text(header.short)),),
            *([(text(", ".join(header.authors)),)] if header.authors else []),
            ("[", *view.titled(header), "]") if header.described else view.titled(header),
            (text(header.publication), ", ", view.when(header.published)),
            *([(Url(header.url),)] if header.url else []),
        ]
        lines.append(joined(". ", parts))
    summary = _("References ({count})").format(count=len(works))
    return [Fold((summary,), (Items(tuple(lines), (), True),), ("hb-references", "hb-details"))] if lines else []
