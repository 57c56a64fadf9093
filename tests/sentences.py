"""Articles of a few sentences, annotated."""

from __future__ import annotations

from handbook.corpus import Corpus
from handbook.extraction.article import Annotator
from handbook.linking import gazetteer
from handbook.partial_date import PartialDate

#: A Wednesday.
ANCHOR = PartialDate.parse("2024-05-15")


def article(*paragraphs: str, language: str = "en"):
    """Paragraphs after a headline, annotated as if no name were registered."""
    made = Annotator({}, gazetteer.build(Corpus())).article(["A headline", *paragraphs], ANCHOR, language)
    return made[1:]
