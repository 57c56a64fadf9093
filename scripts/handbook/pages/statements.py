"""A statement as a line of a list: when, what, who says so and where."""

from __future__ import annotations

from handbook.blocks import Inlines, spaced, span
from handbook.model import Statement
from handbook.pages import labels
from handbook.pages.view import View


def statement_line(view: View, statement: Statement, page_entry: str) -> Inlines:
    """A statement on an entry page: when, what, who says so and where."""
    when, who_and_where = view.shared("frame", statement, _frame)
    return spaced(when, view.statement_text(statement, page_entry), who_and_where)


def _frame(view: View, statement: Statement) -> tuple[Inlines, Inlines]:
    """The parts before and after a statement, the same on every page."""
    when: Inlines = (view.when(statement.when),) if statement.when else ()
    if speaker := view.speaker(statement):
        kind = span(speaker, "hb-speaker")
    else:
        kind = span(view.translate(labels.STATEMENT[statement.kind]), "hb-kind", f"hb-{statement.kind}")
    return when, spaced((kind,), view.cite([statement.citation]))
