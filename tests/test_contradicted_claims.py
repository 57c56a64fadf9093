"""Claims that a source contradicts: what is disputed, what is settled, and where readers find it."""

from __future__ import annotations

from pathlib import Path

import pytest

from handbook import publish, render
from handbook.blocks import Items, words_of
from handbook.exports import tables
from handbook.pages.entries import entry_page
from handbook.pages.sources import source_page
from handbook.pages.view import View
from handbook.printing.claims import claims as printed_claims
from handbook.printing.entry_numbers import Printed
from handbook.recipes import pages

from .conftest import book_of
from .posts import CONTESTED, SAYS, with_post


@pytest.mark.parametrize(
    ("origin", "settled", "disputed"), [("", "", True), ("origin: The Gazette\n", "", False), ("", "It errs.", False)]
)
def test_disputed(toy: Path, origin: str, settled: str, disputed: bool) -> None:
    """A claim is disputed where another origin is against it and nothing settles that; what is settled stays to be seen."""
    change = CONTESTED[1] + (f", settled: {settled}" if settled else "")
    context = with_post(toy, SAYS.replace("in February", "in April"), origin, (CONTESTED[0], change))
    entry, claim = context.corpus.claims["north-pact#signed"]
    assert context.corpus.disputed(entry, claim) is disputed
    page = render.html.page(
        render.html.Site(lambda _k, _t: ("a", "b", "c")), entry_page(View(context.corpus, context.mentions, str), entry)
    )
    assert ("hb-disputed" in page) is disputed
    assert "1 statement against" in page
    assert "Against:" in page
    assert ("Settled:" in page) is bool(settled)


@pytest.mark.parametrize(
    ("status", "named", "mark"),
    [
        ("resolved", True, "settled: see the disagreement"), ("resolved", False, "settled: see the disagreement"),
        ("open", True, "disputed"), ("open", False, "disputed"),
    ],
)  # fmt: skip
def test_a_closed_question_is_not_disputed(toy: Path, status: str, named: bool, mark: str) -> None:
    """A contradicted claim whose disagreement is resolved says so and points to it, on its page, in lists, in the book and in exports.

    It is that claim's disagreement if it names it or has statements for and against it on its sides.  The state of an
    agreement is not taken from such a claim, since the record does not say which side holds.
    """
    with_post(toy, SAYS.replace("in February", "in April"), "", CONTESTED)
    place = toy / "seeds/registry/conflicts/month-of-the-pact.yml"
    place.write_text(
        f"""id: month-of-the-pact
question: When was it signed?
about: [north-pact]
{"claims: [north-pact#signed]" if named else ""}
status: {status}
sides:
  - {{says: In February., cite: [gazette-2024/{"2b" if named else "2a"}]}}
  - {{says: In April., cite: [post-2024/2a]}}
note: The text of the pact has the date.
""",
        encoding="utf-8",
    )
    view = book_of(toy / "seeds").view
    entry, claim = view.corpus.claims["north-pact#signed"]
    closed = view.corpus.settled_in(entry, claim)
    assert words_of(view.contradiction(entry, claim)) == mark
    assert (closed is not None, view.corpus.disputed(entry, claim)) == (status == "resolved", status == "open")
    assert view.corpus.in_doubt(entry, claim)
    page = render.html.page(render.html.Site(lambda _k, _t: ("a", "b", "c")), entry_page(view, entry))
    assert mark in page
    assert ("hb-disputed" in page) is (status == "open")
    assert any(mark in words_of(block.inner) for block in printed_claims(Printed(view), entry))
    table = next(table for table in tables.TABLES if table.name == "claims")
    rows = (dict(zip((name for name, _meaning in table.columns), row, strict=True)) for row in table.rows(view))
    row = next(row for row in rows if row["claim"] == "north-pact#signed")
    assert (row["disputed"], row["settled_in"]) == (int(status == "open"), closed.id if closed else "")


def test_settled_against(toy: Path) -> None:
    """Of two claims that a resolved disagreement names, one stands by its own reason: the other, which it contradicts, says that the matter is settled against it."""
    text = SAYS.replace("in February", "in April")
    late = "\n  signed-late: {stage: signed, date: 2024-04, for: [post-2024/2a], against: [gazette-2024/2a]}"
    with_post(toy, text, "", (CONTESTED[0], f"{CONTESTED[1]}, settled: The text has it" + "}" + late.removesuffix("}")))
    place = toy / "seeds/registry/conflicts/month-of-the-pact.yml"
    place.write_text(
        """id: month-of-the-pact
question: When was it signed?
about: [north-pact]
claims: [north-pact#signed, north-pact#signed-late]
status: resolved
sides:
  - {says: In February., cite: [gazette-2024/2a]}
  - {says: In April., cite: [post-2024/2a]}
note: The text of the pact has the date.
""",
        encoding="utf-8",
    )
    view = book_of(toy / "seeds").view
    marks = {
        key: words_of(view.contradiction(*view.corpus.claims[f"north-pact#{key}"])) for key in ("signed", "signed-late")
    }
    assert marks == {"signed": "", "signed-late": "settled against it: see the disagreement"}


def test_contradicted_claims_are_on_the_page_of_disagreements(toy: Path) -> None:
    """A claim that a source contradicts is listed there with both sides, unless a disagreement names it."""
    with_post(toy, SAYS.replace("in February", "in April"), "", CONTESTED)

    def listed() -> list[str]:
        context = publish.read(toy / "seeds")[0]
        page = pages(View(context.corpus, context.mentions, str))["reference/conflicts"].make()
        return [words_of(line) for block in page.blocks if isinstance(block, Items) for line in block.items]

    assert listed() == ["North Pact: Signed February 2024 disputed Gazette 2024 ¶2a · Against: Post ¶2a"]
    conflict = toy / "seeds/registry/conflicts/how-many-ships.yml"
    conflict.write_text(conflict.read_text(encoding="utf-8") + "claims: [north-pact#signed]\n", encoding="utf-8")
    assert listed() == []


def test_what_speaks_against_is_no_evidence_for(toy: Path) -> None:
    """On the page of a source a statement that only contradicts an entry is not called evidence for it."""
    context = with_post(toy, SAYS.replace("in February", "in April"), "", CONTESTED)
    view = View(context.corpus, context.mentions, str)
    page = render.html.page(
        render.html.Site(lambda _k, _t: ("a", "b", "c")), source_page(view, context.corpus.sources["post-2024"])
    )
    assert "Against a claim of:" in page
    assert "Evidence for:" not in page
