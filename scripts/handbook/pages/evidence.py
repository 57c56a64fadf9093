"""All statements about an entry: on its page those that support none of its claims, or on pages of their own if they are many."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from handbook.addresses import document
from handbook.blocks import Block, Fold, Inlines, Items, Link, Page, Paragraph, heading, joined, paragraph, span, text
from handbook.filing import chunks
from handbook.model import Paged, Statement
from handbook.pages.statements import statement_line
from handbook.pages.view import View
from handbook.support import evidence

#: The most statements beyond those of claims that stand folded on the page of their entry; more get a page.
MOST_ALSO = 20


#: The most statements on one page; more are divided among pages, so that none is heavy.
MOST_EVIDENCE = 200


def evidence_document(entry: Paged, number: int = 1) -> str:
    """The document of all statements about an entry; ``number`` counts its pages if there are several."""
    return f"{document(entry)}/evidence" + (f"-{number}" if number > 1 else "")


def evidence_pages(view: View, entry: Paged) -> int:
    """How many pages all statements about an entry take."""
    return -(-view.statements_on.count(entry.id) // MOST_EVIDENCE)


def also_said(view: View, entry: Paged) -> list[Statement]:
    """The statements that mention an entry and support none of its claims, by time."""
    placed = evidence(entry)
    return [s for s in view.statements_on.get(entry.id, []) if s.citation not in placed]


def also_count(view: View, entry: Paged) -> int:
    """How many such statements there are."""
    return view.statements_on.count(entry.id) - sum(cite in view.corpus.statements for cite in evidence(entry))


def evidence_page(view: View, entry: Paged, number: int = 1) -> Page:
    """A page of all statements about an entry by year, for entries with more than their own page holds."""
    _ = view.translate
    title = _("{name}: all statements").format(name=view.name_of(entry))
    pieces = chunks(view.statements_on.get(entry.id, []), MOST_EVIDENCE)
    blocks: list[Block] = [
        heading(1, title if number == 1 else f"{title} ({number})"),
        paragraph((view.link(entry.id),)),
    ]
    if len(pieces) > 1:
        pages: list[Inlines] = [
            (span(_span_of(view, piece), "hb-chosen"),)
            if at == number
            else (Link("doc", evidence_document(entry, at), _span_of(view, piece)),)
            for at, piece in enumerate(pieces, 1)
        ]
        blocks.append(Paragraph(joined(" · ", pages), ("hb-days",)))
    blocks += _by_year(view, pieces[number - 1] if number <= len(pieces) else [], entry.id)
    return Page(evidence_document(entry, number), view.corpus.paths.get(entry.id, ""), tuple(blocks), orphan=True)


def _span_of(view: View, statements: Sequence[Statement]) -> str:
    """The years that statements, in order of time, span."""
    undated = view.translate("Undated")
    first, last = (str(year) if (year := _year(s)) else undated for s in (statements[0], statements[-1]))
    return first if first == last else f"{first} – {last}"


def also_said_of(view: View, entry: Paged) -> list[Block]:
    """The further statements about an entry: folded, or if they are many a link to the pages of all statements."""
    _ = view.translate
    statements = also_said(view, entry)
    if not statements:
        return []
    title = heading(2, _("Also said"), "what-the-sources-say")
    count = len(statements)
    if count > MOST_ALSO:
        words = _("{count} further statements mention this entry: all statements, by year").format(count=count)
        return [title, paragraph((Link("doc", evidence_document(entry), text(words)),))]
    summary = (
        (_("{count} further statements mention this entry").format(count=count),)
        if count > 1
        else (_("A further statement mentions this entry"),)
    )
    return [
        title,
        Fold(
            summary, (Items(tuple(statement_line(view, s, entry.id) for s in statements), ("hb-says",)),), ("hb-also",)
        ),
    ]


def _by_year(view: View, statements: Iterable[Statement], page_entry: str) -> list[Block]:
    blocks: list[Block] = []
    for year, group in groupby(statements, key=_year):
        years = heading(2, str(year), f"year-{year}") if year else heading(2, view.translate("Undated"))
        blocks += [years, Items(tuple(statement_line(view, s, page_entry) for s in group), ("hb-says",))]
    return blocks


def _year(statement: Statement) -> int:
    return statement.when.sort_key[0].year if statement.when and statement.when.shape != "unknown" else 0
