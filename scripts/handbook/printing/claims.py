"""The claims of a printed entry, each with its number, sentence and sources; similar parts and relations share one line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from handbook.blocks import Claim, Inlines, Link, joined, span, text, words_of
from handbook.claims import Claim as Record
from handbook.claims import FactClaim, PartClaim, RelationClaim
from handbook.model import Paged
from handbook.pages import claims as pages
from handbook.printing.entry_numbers import NO_BREAK, Printed
from handbook.printing.notes import notes


def claims(printed: Printed, entry: Paged) -> Iterator[Claim]:
    """All claims in the order of their numbers; similar parts and relations with the same sources become one."""
    by_label = {c.label: c for c in entry.claims}
    ordered = [by_label[label] for label in printed.order(entry)]
    for _key, group in groupby(ordered, key=_group_key):
        yield _claim(printed, entry, list(group))


def _group_key(claim: Record) -> tuple[object, ...]:
    """The key by which consecutive claims are grouped into one line."""
    if isinstance(claim, PartClaim | RelationClaim) and not claim.against:
        word = claim.role if isinstance(claim, PartClaim) else claim.kind
        return type(claim).__name__, word, claim.cite, claim.settled
    return (claim.label,)


def _claim(printed: Printed, entry: Paged, group: Sequence[Record]) -> Claim:
    view, _ = printed.view, printed.view.translate
    order, claim = printed.order(entry), group[0]
    key = f"{entry.id}#{claim.label}"
    numbers = tuple(Link("claim", f"{entry.id}#{c.label}", str(order[c.label])) for c in group)
    wording = _sentence(printed, group)
    support: list[Inlines] = [notes(printed, claim.cite)]
    publications, origins = view.corpus.publications(claim.cite), view.corpus.origins(claim.cite, entry.id)
    if len(origins) < len(publications):
        support.append(
            _unbroken(_("1 origin") if len(origins) == 1 else _("{count} origins").format(count=len(origins)))
        )
    contradicted = view.contradicted(entry, claim)
    mark = "hb-contested" if view.corpus.disputed(entry, claim) else "hb-see"
    marks: Inlines = (" ", span(contradicted, mark)) if contradicted else ()
    evidence: Inlines = joined(f"{NO_BREAK}·{NO_BREAK}", support)
    if claim.against:
        evidence = (*evidence, " ", span(_("Against:"), "hb-see"), " ", *notes(printed, claim.against))
    if claim.settled:
        evidence = (*evidence, " ", span(_("Settled:"), "hb-see"), " ", *view.record_text(claim.settled))
    return Claim(key, words_of(wording), (span(numbers, "hb-number"), *wording, *marks), evidence, ())


def _unbroken(words: str) -> Inlines:
    return (words.replace(" ", NO_BREAK),)


def _sentence(printed: Printed, group: Sequence[Record]) -> Inlines:
    """The sentence of a claim, or of several parts or relations of one kind."""
    view, _, claim = printed.view, printed.view.translate, group[0]
    if isinstance(claim, PartClaim):
        actors = joined(", ", ((view.link(c.actor),) for c in group if isinstance(c, PartClaim)))
        word = _("party") if claim.role == "party" else view.word("roles", claim.role)
        return (*actors, text(f" ({word})"))
    if isinstance(claim, RelationClaim):
        related = joined(", ", ((view.link(c.to),) for c in group if isinstance(c, RelationClaim)))
        return (text(view.word("relations", claim.kind)), view.colon, *related)
    wording = pages.sentence(view, claim)
    if isinstance(claim, FactClaim) and claim.as_of:
        # The date goes in parentheses after the value, unless the value contains it.
        *value, _blank, date = wording
        return tuple(value) if view.date(claim.as_of) in words_of(tuple(value)) else (*value, " (", date, ")")
    return wording
