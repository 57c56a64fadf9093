"""The sources of a printed book: a bibliography sorted by the labels with which they are cited, each with its statements."""

from __future__ import annotations

from handbook.blocks import (
    Block,
    Inlines,
    Object,
    Paragraph,
    Statement,
    Url,
    heading,
    joined,
    paragraph,
    spaced,
    span,
    text,
)
from handbook.i18n import language_name
from handbook.model import Source
from handbook.model import Statement as Record
from handbook.pages.entries import draft_note
from handbook.pages.look_ups import ARTICLE
from handbook.printing.entry_numbers import Printed, filed
from handbook.printing.quoting import curled, marks


def ordered(printed: Printed) -> list[Source]:
    """The sources sorted by label, then by id."""
    return sorted(printed.view.corpus.sources.values(), key=lambda s: filed(s.header.short, s.id))


def work(printed: Printed, source: Source) -> Inlines:
    """A source as an item of a bibliography: authors, title, publication, date, address."""
    view, _ = printed.view, printed.view.translate
    header = source.header
    before, after = marks(view.language)
    parts: list[Inlines] = []
    if header.authors:
        parts.append((text(view.semicolon.join(header.authors)),))
    parts += [
        # A description stands in square brackets, as in libraries.
        ("[", *view.titled(header), "]") if header.described else (before, *view.titled(header), after),
        (span(text(header.publication), "hb-publication"),),
        (view.date(header.published),),
    ]
    if header.origin:
        parts.append((_("Counts as one with") + " ", text(view.say(header.origin))))
    if header.language != view.language:
        name = language_name(header.language, view.language)
        parts.append((name[:1].upper() + name[1:],))
    if header.url:
        parts.append((Url(header.url),))
    read = text(_("Read {date}").format(date=view.date(header.consulted)))
    parts.append((read, " (", *view.read_of(header.extent), ")") if header.extent else (read,))
    return joined(". ", parts)


def source_blocks(printed: Printed, source: Source) -> tuple[Block, ...]:
    """The blocks of a source: its label, its bibliographic description, its statements, the editors' notes on it."""
    view, header = printed.view, source.header
    blocks: list[Block] = [
        Object("source", source.id, text(header.short)),
        heading(2, header.short, f"source.{source.id}"),
        *draft_note(view, header.review),
        Paragraph((*work(printed, source), "."), ("hb-work",)),
    ]
    blocks += [_statement(printed, s) for s in source.statements]
    for note in header.notes:
        paragraph_mark: Inlines = (f"¶{note.paragraph}", view.colon) if note.paragraph else ()
        label = span(view.translate("Editors’ note:"), "hb-label")
        blocks.append(Paragraph(spaced((label,), (*paragraph_mark, *view.record_text(note.text))), ("hb-small",)))
    return tuple(curled(blocks, view.language))


def _statement(printed: Printed, statement: Record) -> Block:
    view = printed.view
    words: Inlines = view.as_written(text(statement.text))
    if statement.speaker and statement.speaker != ARTICLE:
        words = (*words, " ", span(view.speaker(statement), "hb-note"))
    return Statement(str(statement.citation), "", (paragraph(words),))
