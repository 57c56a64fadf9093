"""The order of what a book prints, and what it says of it."""

from __future__ import annotations

from dataclasses import replace

from handbook.kinds import ConflictStatus
from handbook.printing.chapters import chapters
from handbook.printing.entry_numbers import Printed

from .conftest import TOY, book_of


def test_disagreements_still_open_stand_first() -> None:
    """As on the site, the chapter of disagreements has those still open first, else the order of the entry that each is first of all about, and says so."""
    view = book_of(TOY / "seeds").view
    (asked,) = view.corpus.conflicts.values()
    every = [
        replace(asked, id=id_, about=about, status=status)
        for id_, about, status in (
            ("a", ("alba",), ConflictStatus.RESOLVED),
            ("b", ("pact-signed", "alba"), ConflictStatus.OPEN),
            ("c", ("ann-example",), ConflictStatus.OPEN),
            ("d", ("borealis",), ConflictStatus.RESOLVED),
        )
    ]
    printed = Printed(replace(view, corpus=replace(view.corpus, conflicts={c.id: c for c in every})))
    assert [c.id for c in printed.conflicts] == ["c", "b", "a", "d"]
    numbers = [printed.numbers[f"conflict {c.id}"] for c in printed.conflicts]
    assert numbers == sorted(numbers)
    (chapter,) = [one for one in chapters(printed) if one.key == "conflicts"]
    assert chapter.intro.endswith("Still open: 2 of 4; these stand first.")
    assert [unit.anchor for unit in chapter.units()] == [f"conflict.{id_}" for id_ in "cbad"]
