"""Claims that a source contradicts, although no disagreement names them."""

from __future__ import annotations

from collections.abc import Sequence

from handbook.blocks import Block, Inlines, Items, Link, heading, paragraph, spaced, span, text
from handbook.corpus import Corpus
from handbook.filing import sort_name
from handbook.model import Term
from handbook.pages.claims import sentence
from handbook.pages.view import View


def outside_disagreements(corpus: Corpus) -> list[str]:
    """The keys of such claims: first those whose contradiction nothing settles, then by the names of their entries."""
    named = {str(key) for conflict in corpus.conflicts.values() for key in conflict.claims}
    claims = [
        (bool(claim.settled), sort_name(entry), key)
        for key, (entry, claim) in corpus.claims.items()
        if claim.against and key not in named
    ]
    return [key for _settled, _name, key in sorted(claims)]


def listed(view: View, keys: Sequence[str]) -> list[Block]:
    """A list of the claims, each with the statements for and against it."""
    if not keys:
        return []
    _ = view.translate
    intro = _("Each is told in its entry, where the statements for and against it unfold.")
    return [
        heading(2, _("Further claims that a source contradicts"), "contradicted"),
        paragraph(intro),
        Items(tuple(_line(view, key) for key in keys)),
    ]


def _line(view: View, key: str) -> Inlines:
    _ = view.translate
    id_, _sign, label = key.partition("#")
    entry = view.corpus.entries[id_]
    assert not isinstance(entry, Term)  # terms have no claims
    claim = next(claim for claim in entry.claims if claim.label == label)
    name = (Link("claim", key, text(view.name_of(entry))), view.colon.rstrip())
    against: Inlines = ("· ", span(_("Against:"), "hb-label"), " ", *view.cite(claim.against))
    settled: Inlines = (
        ("· ", span(_("Settled:"), "hb-label"), " ", *view.record_text(claim.settled)) if claim.settled else ()
    )
    return spaced(
        name, sentence(view, claim), view.contradiction(entry, claim), view.cite(claim.cite), against, settled
    )
