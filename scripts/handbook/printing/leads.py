"""The lead of a printed entry: its sentences, each followed by the numbers of the claims that support it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from handbook.blocks import Block, Inline, Inlines, Link, Paragraph, Span, paragraph, span, text
from handbook.claims import Wording, in_language
from handbook.leads import BASIS
from handbook.model import Paged
from handbook.pages.wordings import gloss
from handbook.printing.entry_numbers import NO_BREAK, Printed
from handbook.printing.notes import bound, notes


def lead(printed: Printed, entry: Paged) -> Block:
    view = printed.view
    wording = in_language(entry.lead, view.language)
    if wording is None:
        return paragraph(gloss(view, entry), (span(notes(printed, entry.cite), "hb-cite"),))
    inner = _lead_text(printed, entry, wording)
    return Paragraph(inner if wording.lang == view.language else (Span(inner, lang=wording.lang),), ("hb-lead",))


def _lead_text(printed: Printed, entry: Paged, wording: Wording) -> Inlines:
    """The text of a lead; each sentence is followed by the numbers of its claims, other entries' claims with the entry's number."""
    content: list[Inline] = []
    end = 0
    for match in BASIS.finditer(wording.text):
        content.append(text(wording.text[end : match.start()]))
        keys = [label.strip() for label in match[1].split(",") if label.strip()]
        links = list(_basis(printed, entry, keys))
        if links:
            content.append(span((NO_BREAK, "[", *bound([(link,) for link in links]), "]"), "hb-basis"))
        end = match.end()
    content.append(text(wording.text[end:]))
    return tuple(part for part in content if part)


def _basis(printed: Printed, entry: Paged, keys: Iterable[str]) -> Iterator[Link]:
    """References to claims: the entry's own by number, three or more consecutive ones as a range; others as ``95.2``."""
    order = printed.order(entry)
    own_claims: dict[int, str] = {}
    other_entries: list[Link] = []
    for key in keys:
        name, _, label = key.rpartition("#")
        if name in ("", entry.id):
            own_claims[order[label]] = f"{entry.id}#{label}"
        elif number := printed.claim_number(key):
            other_entries.append(Link("claim", key, number))
    for run in _runs(sorted(own_claims)):
        if len(run) > 2:
            yield Link("claim", own_claims[run[0]], f"{run[0]}–{run[-1]}")
        else:
            yield from (Link("claim", own_claims[number], str(number)) for number in run)
    yield from other_entries


def _runs(numbers: Sequence[int]) -> Iterator[list[int]]:
    for _step, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        yield [number for _index, number in run]
