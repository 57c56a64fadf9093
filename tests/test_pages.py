"""Pages of the toy corpus are the golden ones, as MyST and as HTML; fixed strings go through the translator."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from handbook import publish, recipes
from handbook.blocks import Directive, walk
from handbook.checks import Context
from handbook.pages.view import View
from handbook.render import html, html_tags, myst

from .running import handbook

GOLDEN = Path(__file__).parent / "golden"
UPDATE = bool(os.environ.get("HANDBOOK_GOLDEN"))


def myst_of(view: View) -> dict[str, str]:
    """The text of every page and source file that records decide, by the name of its file."""
    pages = {name: recipe.make() for name, recipe in recipes.pages(view).items() if name not in recipes.REFERENCE}
    files = {name: text for recipe in recipes.sources(view).values() for name, text in recipe.make().items()}
    made = {name: str(text) for name, text in files.items() if not name.endswith((".svg", ".bib"))}
    return made | {f"{name}.md": myst.page(page) for name, page in pages.items()}


def html_of(view: View) -> dict[str, str]:
    """The body of every page that records decide, but those of which Sphinx writes a part."""
    pages = [recipe.make() for name, recipe in recipes.pages(view).items() if name not in recipes.REFERENCE]
    ours = [page for page in pages if not any(isinstance(block, Directive) for block in walk(page.blocks))]
    return {f"{page.docname}.html": html.page(site_at(view, page.docname), page) for page in ours}


def site_at(view: View, docname: str) -> html.Site:
    """Where things are from a page, beside each other as the files of a site are."""

    def address(kind: str, target: str) -> tuple[str, str, str]:
        there, anchor = view.addresses.of(kind, target)
        fragment = f"#{anchor}" if anchor else ""
        path = posixpath.relpath(f"{there}.html", posixpath.dirname(docname) or ".")
        return html_tags.attribute(path + fragment), there, html_tags.attribute(fragment or "#")

    return html.Site(address)


@pytest.fixture(scope="module")
def view(toy_context: Context) -> View:
    return View(toy_context.corpus, toy_context.mentions, str)


@pytest.fixture(scope="module")
def made(view: View) -> dict[str, str]:
    return myst_of(view)


@pytest.mark.parametrize(("folder", "make"), [("myst", myst_of), ("html", html_of)])
def test_golden_pages(view: View, folder: str, make: Callable[[View], dict[str, str]]) -> None:
    """Each page equals its golden file in both forms (renew with HANDBOOK_GOLDEN=1 and review the diff)."""
    made, there = make(view), GOLDEN / folder
    if UPDATE:
        for name, text in made.items():
            publish.write(there / name, text)
    assert {p.relative_to(there).as_posix() for p in there.rglob("*.*")} == set(made)
    for name, text in made.items():
        assert (there / name).read_text(encoding="utf-8") == text, name


def test_every_fixed_string_is_translated(toy_context: Context) -> None:
    """With a translator that marks what it is given, no heading, card name or badge is unmarked."""
    corpus = toy_context.corpus
    titles = {myst.escape(e.name) for e in corpus.entries.values()}
    titles |= {myst.escape(c.question) for c in corpus.conflicts.values()}
    titles |= {myst.escape(s.header.title) for s in corpus.sources.values()}
    seen = 0
    for name, page in myst_of(View(corpus, toy_context.mentions, lambda text: f"⟦{text}⟧")).items():
        if not name.endswith(".md"):
            continue
        # Front matter, where a page has some, begins with a comment of ours.
        for heading in re.findall(r"^#+ (.+)$", page.replace("# handbook: generated", ""), re.M):
            assert "⟦" in heading or heading in titles or re.fullmatch(r"[A-Z]|\d{4}", heading), (name, heading)
        for label in re.findall(r"^:([^:{][^:]*):(?: |$)", page, re.M):
            assert (
                "⟦" in label
                or label in ("hidden", "all", "style", "name", "class", "header-rows", "widths")
                or re.fullmatch(r"\d{4}", label)
            ), (name, label)
        for badge in re.findall(r"\[([^\]]+)\]\{\.hb-badge", page):
            assert "⟦" in badge, (name, badge)
            seen += 1
    assert seen


def test_links_both_ways(made: dict[str, str]) -> None:
    """A statement cited by an entry links to its source page, and that page back to the entry."""
    assert "<gazette-2024/2a>" in made["agreements/north-pact.md"]
    statement = made["sources/gazette-2024.md"].split(":::{hb:statement} gazette-2024/2a")[1].split(":::\n")[0]
    assert "<north-pact>" in statement


def test_home_shows_changes(made: dict[str, str]) -> None:
    """The latest changes of entries stand on the home page."""
    assert "First version" in made["parts/home.md"]


def test_a_book_with_problems_has_no_files(toy: Path) -> None:
    """When a seed is broken nothing is published: no page is written, and those of the last good run stay."""
    seeds, out = toy / "seeds", toy / "made"
    assert handbook("convert", "--seeds", seeds, "--out", out).returncode == 0
    before = {path: path.read_bytes() for path in out.rglob("*.*")}
    assert len(before) > 15
    (seeds / "registry" / "actors" / "borealis.yml").unlink()
    (seeds / "registry" / "actors" / "alba.yml").write_text("id: alba\n", encoding="utf-8")
    assert handbook("convert", "--seeds", seeds, "--out", out).returncode == 1
    assert {path: path.read_bytes() for path in out.rglob("*.*")} == before


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
