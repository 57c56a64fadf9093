"""The citable things of a page: the page, each of its claims or statements, and the source that it restates.

A page has one record of texts.  The texts of its claims or statements differ only by a label, for which
``PART`` stands, so that a page of two hundred statements has a record of a few thousand characters.  The
site's script fills them in the same way (``citing.js``; a test compares).
"""

from __future__ import annotations

from typing import NamedTuple, TypedDict

from handbook.blocks import words_of
from handbook.citing import items, styles
from handbook.citing.formats import Item, Work
from handbook.citing.items import Cited, document_of, page_item, source_item, source_work
from handbook.citing.processor import Segments
from handbook.citing.styles import ANCHOR, PART
from handbook.dossiers import Dossier
from handbook.model import Conflict, Paged, Source
from handbook.pages.claims import sentence
from handbook.pages.view import View
from handbook.plain_text import clean


class Texts(TypedDict):
    """One work in each style, as segments, and in the formats of reference managers."""

    styles: dict[str, Segments]
    bib: str
    ris: str


class _Always(TypedDict):
    name: str
    says: str
    page: Texts
    part: Texts


class Record(_Always, total=False):
    """All texts of a page: its name, what it says in short, the page, a part of it.

    For a source also the ``original``; for an entry also its ``claims``: the sentence and sources of each.
    """

    original: Texts
    claims: dict[str, tuple[str, list[str]]]


class Reference(NamedTuple):
    """A cited thing: ``actor``, ``agreement``, ``event``, ``source``, ``claim``, ``statement``, ``dossier`` or ``conflict``, its page, its label there.

    A disagreement has no page of its own: ``doc`` is ``conflicts/`` and its id.
    """

    kind: str
    doc: str
    label: str = ""


def record(view: View, base: str, source_or_entry: Paged | Source | Dossier | Conflict) -> Record:
    """The texts of a page, or of a disagreement; ``base`` is the site's address or empty.  What has no claims or statements has no parts."""
    doc = document_of(view, source_or_entry)
    cited = items.cited(view, base, doc, source_or_entry)
    title, word, mark = _part_words(view, cited)
    csl_item = page_item(cited, cited.handbook.named(cited.language), cited.handbook.edited(cited.language))
    placeholders = {PART: f", {word} {PART}", ANCHOR: f"#{mark}{PART}"}
    item: Record = {
        "name": title,
        "says": cited.gloss if not isinstance(source_or_entry, Source) else cited.title,
        "page": _texts(cited.work, styles.rendered(csl_item, view.language)),
        "part": _texts(
            Work(part_item(view, cited)),
            [
                (n, styles.filled(s, placeholders))
                for n, s in styles.rendered(csl_item | {"title": title}, view.language, part=True)
            ],
        ),
    }
    if isinstance(source_or_entry, Source):
        original = source_work(view, source_or_entry)
        described = source_or_entry.header.described
        item["original"] = _texts(original, styles.rendered_source(original.item, view.language, described))
    elif isinstance(source_or_entry, Paged):
        item["claims"] = {
            claim.label: (words_of(sentence(view, claim)), list(dict.fromkeys(c.source for c in claim.cite)))
            for claim in source_or_entry.claims
        }
    return item


def _part_words(view: View, cited: Cited) -> tuple[str, str, str]:
    """The name of a page as its parts are called, the word for a part, and the beginning of a part's anchor."""
    if isinstance(cited.record, Source):
        return clean(cited.record.header.short), view.translate("statement"), "p"
    return cited.title, view.translate("claim"), "claim-"


def part_item(view: View, cited: Cited, label: str = PART) -> Item:
    """A claim or statement of a page as a work; its title is in our words, also where that of the page is a source's."""
    title, word, mark = _part_words(view, cited)
    part = cited.work.item | {
        "id": f"{cited.id}.{label}",
        "title": f"{title}, {word} {label}",
        "language": view.language,
    }
    return part | ({"URL": f"{cited.url}#{mark}{label}"} if cited.url else {})


def _texts(work: Work, rendered: list[tuple[str, Segments]]) -> Texts:
    return {"styles": dict(rendered), "bib": work.bib, "ris": work.ris}


def via(original: Segments, page: Segments, word: str) -> Segments:
    """An original, followed by the page via which it is cited."""
    return (*original, (f" [{word} ", False), *page, ("]", False))


def source_styles(cited: Cited, source: Source, csl_item: Item, word: str) -> list[tuple[str, Segments]]:
    """The text of a source in each style, cited via its page (``csl_item``), by style name."""
    original = dict(styles.rendered_source(source_item(source), cited.language, source.header.described))
    return [(name, via(original[name], page, word)) for name, page in styles.rendered(csl_item, cited.language)]
