"""What Sphinx reads for a book: the hand-written pages that it names, what they refer to, and nothing else."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from handbook import incremental
from handbook.incremental import state

from .running import handbook

#: A page of a book that refers in every way that says on which page its target stands.
REFERRING = """\
# Method

Rules are [told](../reference/rules.md), so are [](../reference/rules.md). See [](../how-to-read.md),
[a part of it](../how-to-read.md#part) and {doc}`/about/index`.

Of {actor}`ann-example`, {agreement}`its pact <north-pact>`, {claim}`north-pact#signed` and {statement}`gazette-2024/2a`.
"""


def referring(toy: Path, method: str = REFERRING, settings: str = "") -> Path:
    """The toy with a book of one hand-written page, which refers to others, and one page that no book has."""
    docs = toy / "docs"
    conf = docs / "conf.py"
    conf.write_text(
        conf.read_text(encoding="utf-8") + f'\nhandbook_book_pages = ["about/method"]\n{settings}\n', encoding="utf-8"
    )
    (docs / "about" / "method.md").write_text(method, encoding="utf-8")
    (docs / "how-to-read.md").write_text("# How to read it\n\n(part)=\n## Part\n\nText.\n", encoding="utf-8")
    (docs / "alone.md").write_text("# Alone\n\nA page that no list has, and a {nosuch}`role`.\n", encoding="utf-8")
    return docs


def make(command: str, toy: Path, out: Path, status: int = 0) -> str:
    """Run ``handbook pdf`` or ``handbook epub`` over the toy; its output."""
    done = handbook(command, "--seeds", toy / "seeds", "--docs", toy / "docs", "--out", out)
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout + done.stderr


def pages_read(out: Path) -> set[str]:
    """The pages of which Sphinx keeps that it read them."""
    path = out.with_name(f"{out.name}-doctrees") / "environment.pickle"
    return set(pickle.loads(path.read_bytes()).all_docs)


def test_only_what_the_book_needs_is_read(toy: Path, tmp_path: Path) -> None:
    """The page of the book and those that it refers to are read, each once; the fault of another page is no fault of the book."""
    docs = referring(toy)
    out = tmp_path / "epub"
    make("epub", toy, out)
    assert pages_read(out) == {"about/method", "how-to-read", "about/index"}
    trees = out.with_name("epub-doctrees")
    before = {path: path.stat().st_mtime_ns for path in trees.rglob("*.doctree")}
    make("epub", toy, out)
    assert {path: path.stat().st_mtime_ns for path in trees.rglob("*.doctree")} == before
    # What a page is called stands in the book.
    page = docs / "how-to-read.md"
    page.write_text(page.read_text(encoding="utf-8").replace("How to read it", "Reading it"), encoding="utf-8")
    make("epub", toy, out)
    make("epub", toy, tmp_path / "anew")
    assert (out / "handbook.epub").read_bytes() == (tmp_path / "anew" / "handbook.epub").read_bytes()
    assert "role" in make(
        "epub", referring(toy, settings="handbook_short_way = False").parent, tmp_path / "all", status=1
    )


def test_a_book_of_all_pages(toy: Path, tmp_path: Path) -> None:
    """A book that names no pages has all that people wrote, in the order of the lists that name them, and Sphinx is told of those generated ones alone to which they refer."""
    docs = referring(toy)
    (docs / "alone.md").unlink()
    conf = docs / "conf.py"
    conf.write_text(conf.read_text(encoding="utf-8").replace("handbook_book_pages", "nobody_knows"), encoding="utf-8")
    out = tmp_path / "epub"
    make("epub", toy, out)
    assert pages_read(out) == {"index", "timeline", "how-to-read", "about/index", "about/method"}
    kept = state.load(tmp_path / "epub-doctrees" / incremental.KEPT, state.State)
    assert kept
    assert set(kept.products.pages) == {"reference/rules", "actors/ann-example", "agreements/north-pact", "events/pact-signed", "sources/gazette-2024"}  # fmt: skip
    conf.write_text(conf.read_text(encoding="utf-8") + "\nhandbook_short_way = False\n", encoding="utf-8")
    make("epub", toy, tmp_path / "all")
    assert (out / "handbook.epub").read_bytes() == (tmp_path / "all" / "handbook.epub").read_bytes()


@pytest.mark.slow
def test_the_book_is_that_of_all_pages(toy: Path, tmp_path: Path) -> None:
    """The book is the same, byte by byte, as if every page had been read; references lead to their entries."""
    docs = referring(toy)
    (docs / "alone.md").unlink()
    make("pdf", toy, tmp_path / "few")
    assert pages_read(tmp_path / "few") == {"about/method", "how-to-read", "about/index"}
    referring(toy, settings="handbook_short_way = False")
    (docs / "alone.md").unlink()
    make("pdf", toy, tmp_path / "all")
    assert len(pages_read(tmp_path / "all")) > 10
    assert (tmp_path / "few" / "handbook.pdf").read_bytes() == (tmp_path / "all" / "handbook.pdf").read_bytes()


@pytest.mark.parametrize(
    ("method", "words"),
    [
        ("# Method\n\n[no](../reference/nowhere.md)\n", "nowhere"),
        ("# Method\n\n{actor}`nobody`\n", "nobody"),
        ("# Method\n\n{claim}`nobody#signed`\n", "nobody#signed"),
        ("# Method\n\n[](../how-to-read.md#nowhere)\n", "nowhere"),
    ],
)
def test_a_reference_that_leads_nowhere_is_told(toy: Path, tmp_path: Path, method: str, words: str) -> None:
    """A reference on a page of the book that leads nowhere fails the build, and is named."""
    referring(toy, method)
    assert words in make("epub", toy, tmp_path / "epub", status=1)


@pytest.mark.parametrize("method", ["# Method\n\n{ref}`there`\n", "# Method\n\n[](#there)\n", "# Method\n\n```{toctree}\n\n/how-to-read\n```\n"])  # fmt: skip
def test_what_says_no_page_has_all_read(toy: Path, tmp_path: Path, method: str) -> None:
    """For a reference by a label, whose page nobody knows before, and for a list of pages, every page is read."""
    docs = referring(toy, method)
    (docs / "alone.md").write_text("(there)=\n# Alone\n", encoding="utf-8")
    make("epub", toy, tmp_path / "epub")
    assert {"alone", "how-to-read", "timeline", "index"} <= pages_read(tmp_path / "epub")
