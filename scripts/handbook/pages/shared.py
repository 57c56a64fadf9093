"""Terms and disagreements share pages; a great many of them stand on several, and their first page leads to the right one.

What is cited, ``reference/terms.html#topic-alba``, stays an address for good: where that
page has become an index, it sends a reader on by ``data/anchors.js``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import NamedTuple, TypeVar

from handbook.corpus import Corpus
from handbook.kinds import TermKind
from handbook.model import Conflict, Term
from handbook.pages import dividing, labels
from handbook.pages.view import letter_of, sort_name

TERMS = "reference/terms"
CONFLICTS = "reference/conflicts"
S = TypeVar("S", Term, Conflict)


class Shared(NamedTuple):
    """A page of several objects: its document, the kind or letter that they have in common, how many pages that has."""

    doc: str
    group: str
    ids: tuple[str, ...]
    pages: int = 1


def terms(corpus: Corpus) -> list[Shared]:
    """The pages of terms: one, or by kind."""
    order = list(labels.TERM)
    ordered = sorted(corpus.terms.values(), key=lambda t: (order.index(t.kind), sort_name(t), t.id))
    return _pages(TERMS, ordered, lambda t: t.kind.value)


def conflicts(corpus: Corpus) -> list[Shared]:
    """The pages of disagreements: one, or by the first letter of the entry that each is about."""
    found = list(corpus.conflicts.values())
    if len(found) > dividing.SPLIT:
        found.sort(key=lambda c: (letter(corpus, c), sort_name(corpus.entries[c.about[0]]), c.id))
    return _pages(CONFLICTS, found, lambda c: letter(corpus, c))


def letter(corpus: Corpus, conflict: Conflict) -> str:
    """The letter under which the first entry that a disagreement is about is filed."""
    return letter_of(corpus.entries[conflict.about[0]])


def documents(corpus: Corpus) -> dict[str, str]:
    """The document of every term (``topic-alba``) and disagreement (``conflict-dates``), by its anchor."""
    found = {f"topic-{i}": page.doc for page in terms(corpus) for i in page.ids}
    return found | {f"conflict-{i}": page.doc for page in conflicts(corpus) for i in page.ids}


def anchors(corpus: Corpus) -> dict[str, str]:
    """Of those, the ones that no longer stand on the page that is cited."""
    return {anchor: doc for anchor, doc in documents(corpus).items() if doc not in (TERMS, CONFLICTS)}


def kind_of(page: Shared) -> TermKind:
    """The kind of the terms of a page that has only one."""
    return TermKind(page.group)


def _pages(doc: str, ordered: Sequence[S], group: Callable[[S], str]) -> list[Shared]:
    if len(ordered) <= dividing.SPLIT:
        return [Shared(doc, "", _ids(ordered))]
    made = []
    for name, found in groupby(ordered, key=group):
        pieces = dividing.chunks(list(found), dividing.SPLIT)
        for number, piece in enumerate(pieces, 1):
            file = dividing.file_of(dividing.slug(name), number)
            made.append(Shared(f"{doc}/{file}", name, _ids(piece), len(pieces)))
    return made


def _ids(found: Iterable[Term | Conflict]) -> tuple[str, ...]:
    return tuple(one.id for one in found)
