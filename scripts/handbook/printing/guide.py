"""The texts of a book's own pages: how to use the book, and its imprint."""

from __future__ import annotations

from handbook.blocks import Block, Paragraph, heading, span, text
from handbook.book import Book
from handbook.model import Citation
from handbook.pages.dates import date_words
from handbook.partial_date import PartialDate
from handbook.printing.entry_numbers import Printed


def N_(words: str) -> str:
    return words


#: How to use the book: the name of each feature, and its explanation.
GUIDE = (
    (
        N_("Entries and their numbers"),
        N_(
            "Actors, agreements, events, places and disagreements are entries, numbered through the whole book. An arrow with a number leads to an entry: →95 is entry 95. The head of every page says which entries stand on it. A person stands under the surname."
        ),
    ),
    (
        N_("The lead"),
        N_(
            "A few sentences tell the entry. The numbers in brackets behind them are the claims on which they rest: [2] is the second claim of the same entry, [95.2] the second claim of entry 95."
        ),
    ),
    (
        N_("Claims"),
        N_(
            "A claim is one thing that is said of the entry, told once, however many sources say it. Behind it stand the sources that say so, with the paragraph of each: {mark} is a statement in paragraph {paragraph} of the source that is listed as {source} in the chapter on sources, where the statement itself is printed."
        ),
    ),
    (
        N_("How well a claim is supported"),
        N_(
            "Several publications may print one report. Where fewer origins than publications stand behind a claim, their number is given: an origin is a dispatch, a communique, a press conference or a publication’s own reporting. Against introduces statements that contradict the claim. It is disputed if another origin contradicts it and nothing settles the matter. It is settled if the editors give the reason that decides the matter, beside it or in the disagreement to which it points."
        ),
    ),
    (
        N_("How an agreement stands"),
        N_(
            "The line with a bar says how far an agreement got: the furthest step that undisputed claims support, or the end that came after it. Talk that came later takes nothing back. A signature is never inferred from an announcement."
        ),
    ),
    (
        N_("Dates"),
        N_(
            "A date is as precise as its source. Late February 2024 is one day from 21 to 29 February, not a guess at one of them. An office attested between two days is so named by the first and the last source at hand; it may have begun before and lasted longer."
        ),
    ),
    (
        N_("Finding things"),
        N_(
            "The chapters are alphabetical, that of events and the chronology follow time. Disagreements follow the entries that they are about, those still open first. The index has every name and its variants, the sectors of agreements and the kinds of events; its numbers are those of entries, the entry itself in bold."
        ),
    ),
)
HOW_TO, CONTENTS = N_("How to use this book"), N_("Contents")
#: Fixed words of a book's own pages.
WORDS = {
    "edition": N_("Edition"),
    "contents": CONTENTS,
    "address": N_("On the web"),
}


def guide_blocks(book: Book) -> list[Block]:
    """How to use the book, with a note of its own as the example."""
    _ = book.view.translate
    cite = next(iter(book.corpus.statements), Citation("source", 3, "3a"))
    source = book.corpus.sources.get(cite.source)
    label = source.header.short if source else cite.source
    example = {"mark": f"{label} ¶{cite.label}", "source": label, "paragraph": cite.paragraph}
    blocks: list[Block] = [heading(1, _(HOW_TO))]
    blocks += [
        Paragraph((span(_(name) + ".", "hb-label"), " ", text(_(explanation).format(**example))), ("hb-guide",))
        for name, explanation in GUIDE
    ]
    return blocks


def imprint(book: Book) -> list[str]:
    """The lines on the back of the title page: edition, sources, licence, citation, corrections, colophon."""
    _ = book.view.translate
    settings, day, language = book.corpus.handbook, book.corpus.edition_date, book.view.language
    edition = _("Edition {edition}").format(edition=settings.edition)
    latest = book.corpus.latest_source
    licence = _(
        "Text under {licence}. The sources are other people’s work: the book holds facts and figures from them in its own words."
    )
    return [
        edition + (", " + date_words(PartialDate.parse(day), _) if day else "") + ".",
        *([_("Latest source: {date}.").format(date=date_words(latest, _))] if latest else []),
        licence.format(licence=settings.licence.name),
        _("To cite this book")
        + f"{book.view.colon}{settings.edited(language)}. {settings.named(language)}. {edition}"
        + (f", {day[:4]}." if day else "."),
        _(
            "An entry is cited by its title and number, as “{title}”, no. {number}, before the title of the book."
        ).format(title=title_of_first(book), number=1),
        _(
            "Corrections are public. Each is noted at its entry; send yours to the editors with the number of the entry and a source."
        ),
        _("Set in Libertinus by Typst, from the same records as the site. Tagged for readers who listen (PDF/UA)."),
    ]


def title_of_first(book: Book) -> str:
    """The headword of entry 1, or an ellipsis if there are no entries."""
    printed = Printed(book.view)
    entry_id = next((id_ for id_, number in printed.numbers.items() if number == 1), "")
    entry = book.corpus.entries.get(entry_id)
    return printed.headword(entry) if entry else "…"
