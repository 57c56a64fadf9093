"""How the book is set: quotation marks, references that keep together, heads of pages, addresses."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest

from handbook.blocks import words_of
from handbook.printing.chapters import Unit
from handbook.printing.notes import bound
from handbook.printing.page_heads import span_of
from handbook.printing.quoting import curled_text

from .test_book_reading import make, referring

QUOTING = """\
# Method

Signed "in May" ("later only") and 'so': `handbook "as it is"`.

```console
say "it"
```
"""


@pytest.mark.parametrize(
    ("straight", "curled"),
    [
        ('Its own ("extra" in 3, "new" in 6).', "Its own (“extra” in 3, “new” in 6)."),
        ('"On or before" counts.', "“On or before” counts."),
        ('A word–"so"–a word ["here"]', "A word–“so”–a word [“here”]"),
        ('A call of read("name") is code.', 'A call of read("name") is code.'),
        ('A pipe of 3" and one of 4"', 'A pipe of 3" and one of 4"'),
    ],
)
def test_quotations_begin_after_brackets_and_dashes(straight: str, curled: str) -> None:
    """Quoted words get true marks wherever they begin; inches stay."""
    assert curled_text(straight, "en") == curled


def test_french_quotations_after_an_apostrophe() -> None:
    """An elided article does not hide that a quotation begins."""
    assert curled_text('l\'"ami"', "fr") == "l’«\u202fami\u202f»"


def test_hand_written_pages_have_true_marks(toy: Path, tmp_path: Path) -> None:
    """A hand-written page in the book has the marks that the entries have; its code stays as it is."""
    referring(toy, QUOTING)
    make("pdf", toy, tmp_path / "pdf")
    said = " ".join(" ".join(page.get_text().split()) for page in pymupdf.open(tmp_path / "pdf/handbook.pdf"))
    assert "Signed “in May” (“later only”)" in said
    assert 'handbook "as it is"' in said
    assert 'say "it"' in said


@pytest.mark.parametrize(
    ("count", "line"),
    [(1, "1"), (2, "1,~2"), (3, "1,~2,~3"), (5, "1,~2, 3, 4,~5")],
)
def test_no_reference_stands_alone_on_a_line(count: int, line: str) -> None:
    """References break only where two stand on both sides."""
    assert words_of(bound([(str(n),) for n in range(1, count + 1)])).replace("\u00a0", "~") == line


def unit(name: str) -> Unit:
    """An entry of a book by the words of its head."""
    return Unit(letter="", anchor="", blocks=(), number="7", name=name)


def test_names_in_heads_are_cut_only_without_room() -> None:
    """A long name stands whole beside a short one; one that is cut ends with a word that says something."""
    long = "Agreement on the foundations of the relations of two friendly states and their peoples"
    assert span_of(unit("Alba"), unit(long), 110) == f"7   Alba – {long}"
    cut = span_of(
        unit(long), unit("Withdrawal of Alba, of Borealis and of the Islands from the Community of Ports"), 110
    )
    assert cut.startswith("7   Agreement on the foundations of the relations … – Withdrawal of Alba")
    assert cut.endswith(" …")
    assert len(cut) <= 110


def test_an_entry_without_claims_has_no_gap(toy: Path, tmp_path: Path) -> None:
    """Nothing is set for claims that an entry does not have."""
    make("pdf", toy, tmp_path / "pdf")
    pieces = [path.read_text(encoding="utf-8") for path in (tmp_path / "pdf-doctrees/pieces").glob("*.typ")]
    assert pieces
    assert not any("#claims()" in piece for piece in pieces)


def test_words_of_ours_in_a_language_from_right_to_left_run_from_left(toy: Path, tmp_path: Path) -> None:
    """A title in Latin letters of a source in Arabic has its words in their order."""
    article = toy / "seeds/articles/gazette-2024.md"
    changed = article.read_text(encoding="utf-8").replace("language: en", "language: ar")
    title = "Two States 12 Agree on 14 Ships"
    article.write_text(changed.replace("title: Two States Agree", f"title: {title}"), encoding="utf-8")
    make("pdf", toy, tmp_path / "pdf")
    (made,) = (tmp_path / "pdf").glob("*.pdf")
    with pymupdf.open(made) as book:
        words = [sorted(page.get_text("words"), key=lambda word: (round(word[3]), word[0])) for page in book]
    assert title in " ".join(word[4].strip("“”.") for page in words for word in page)
