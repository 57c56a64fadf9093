"""Texts of records in the language of the pages, or as written and marked as such."""

from __future__ import annotations

from handbook.blocks import Inlines, Link, text
from handbook.model import Conflict, Entry
from handbook.pages.view import View


def gloss(view: View, entry: Entry) -> Inlines:
    """The description of an entry."""
    gloss_text = view.gloss_of(entry)
    return view.as_written(text(gloss_text)) if gloss_text == entry.gloss else (text(gloss_text),)


def still_open(view: View, on_several_pages: bool = False) -> str:
    """How many disagreements are still open, and that a list has these first; empty if that is none or all."""
    _, conflicts = view.translate, view.corpus.conflicts.values()
    open_count = sum(not conflict.settled for conflict in conflicts)
    if open_count in (0, len(conflicts)):
        return ""
    wording = (
        _("Still open: {open} of {count}; on each page these stand first.")
        if on_several_pages
        else _("Still open: {open} of {count}; these stand first.")
    )
    return wording.format(open=open_count, count=len(conflicts))


def question(view: View, conflict: Conflict) -> Inlines:
    """A link to a disagreement by its question."""
    question_text = view.say(conflict.question)
    link = Link("conflict", conflict.id, text(question_text))
    return (link,) if question_text != conflict.question else view.as_written(link)
