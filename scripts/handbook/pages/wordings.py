"""Texts of records in the language of the pages, or as written and marked as such."""

from __future__ import annotations

from handbook.blocks import Inlines, Link, text
from handbook.model import Conflict, Entry
from handbook.pages.view import View


def gloss(view: View, entry: Entry) -> Inlines:
    """The description of an entry."""
    said = view.gloss_of(entry)
    return view.as_written(text(said)) if said == entry.gloss else (text(said),)


def question(view: View, conflict: Conflict) -> Inlines:
    """A link to a disagreement by its question."""
    said = view.say(conflict.question)
    link = Link("conflict", conflict.id, text(said))
    return (link,) if said != conflict.question else view.as_written(link)
