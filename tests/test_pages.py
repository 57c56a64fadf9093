"""Pages of the toy corpus are the golden ones; fixed strings go through the translator."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from handbook import publish, recipes
from handbook.checks import Context
from handbook.pages import myst, recipe
from handbook.pages.view import View

from .conftest import book_of

GOLDEN = Path(__file__).parent / "golden"
UPDATE = bool(os.environ.get("HANDBOOK_GOLDEN"))


@pytest.fixture(scope="module")
def made(toy_context: Context) -> dict[str, str]:
    view = View(toy_context.corpus, toy_context.found, str)
    pages = {name: r for name, r in recipes.recipes(view).items() if name not in recipes.REFERENCE}
    return {name: text for name, text in recipe.made(pages).items() if not name.endswith((".svg", ".bib"))}


def test_golden_pages(made: dict[str, str]) -> None:
    """Each page equals its golden file (renew with HANDBOOK_GOLDEN=1 and review the diff)."""
    if UPDATE:
        for name, text in made.items():
            publish.write(GOLDEN / name, text)
    golden = {p.relative_to(GOLDEN).as_posix() for p in GOLDEN.rglob("*.*")}
    assert golden == set(made)
    for name, text in made.items():
        assert (GOLDEN / name).read_text(encoding="utf-8") == text, name


def test_every_fixed_string_is_translated(toy_context: Context) -> None:
    """With a translator that marks what it is given, no heading, card name or badge is unmarked."""
    view = View(toy_context.corpus, toy_context.found, lambda text: f"⟦{text}⟧")
    for name, page in recipe.made(recipes.recipes(view)).items():
        if not name.endswith(".md") or name.removesuffix(".md") in recipes.REFERENCE:
            continue
        titles = {myst.escape(e.name) for e in toy_context.corpus.entries.values()} | {
            myst.escape(c.question) for c in toy_context.corpus.conflicts.values()
        }
        titles |= {myst.escape(s.header.title) for s in toy_context.corpus.sources.values()}
        for heading in re.findall(r"^#+ (.+)$", page, re.M):
            assert "⟦" in heading or heading in titles or re.fullmatch(r"[A-Z]|\d{4}", heading), (name, heading)
        for label in re.findall(r"^:([^:{][^:]*):(?: |$)", page, re.M):
            assert "⟦" in label or label in ("hidden", "all", "style"), (name, label)
        for badge in re.findall(r"\[([^\]]+)\]\{\.hb-badge", page):
            assert "⟦" in badge, (name, badge)


def test_links_both_ways(made: dict[str, str]) -> None:
    """A statement cited by an entry links to its source page, and that page back to the entry."""
    assert "<gazette-2024/2a>" in made["agreements/north-pact.md"]
    statement = made["sources/gazette-2024.md"].split(":::{hb:statement} gazette-2024/2a")[1].split(":::\n")[0]
    assert "<north-pact>" in statement


def test_home_shows_changes(made: dict[str, str]) -> None:
    """The latest changes of entries stand on the home page."""
    assert "First version" in made["_generated/home.md"]


def test_a_book_with_problems_has_no_files(toy: Path) -> None:
    """When a seed is broken nothing is published: no page is written half."""
    (toy / "seeds" / "registry" / "actors" / "alba.yml").write_text("id: alba\n", encoding="utf-8")
    book = book_of(toy / "seeds")
    assert book.report.problems
    assert not book.files
    assert not book.data


def test_write_leaves_nothing_half(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A write that fails leaves the old file and no temporary one."""
    path = tmp_path / "x.md"
    publish.write(path, "old")

    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(publish.os, "replace", full)
    with pytest.raises(OSError, match="No space"):
        publish.write(path, "new")
    assert [p.name for p in tmp_path.iterdir()] == ["x.md"]
    assert path.read_text(encoding="utf-8") == "old"
