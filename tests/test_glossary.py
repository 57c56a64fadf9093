"""The glossary on several pages: every name once, no page too long, a bar of letters on each."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.blocks import Glossary, Heading, Link, Page, Paragraph
from handbook.pages import glossary

from .conftest import TOY, book_of


@given(st.lists(st.integers(1, glossary.NAMES), min_size=1, max_size=30))
def test_parts(sizes: list[int]) -> None:
    """Letters stay in their order, each on one page; no page has more names than it may, and no two neighbours would fit on one."""
    letters = [glossary.Letter(str(n), 1, ["x"] * size) for n, size in enumerate(sizes)]
    parts = glossary.parts(letters)
    assert [letter for part in parts for letter in part] == letters
    counts = [sum(len(letter.names) for letter in part) for part in parts]
    assert max(counts) <= glossary.NAMES
    if sum(sizes) <= glossary.NAMES:
        assert len(parts) <= 2


def _glossaries(page: Page) -> list[str]:
    return [name for block in page.blocks if isinstance(block, Glossary) for name, _meaning in block.terms]


def _letters(page: Page) -> list[Link]:
    (bar,) = [b for b in page.blocks if isinstance(b, Paragraph) and "hb-letters" in b.classes]
    return [part for part in bar.inner if isinstance(part, Link)]


def test_one_page_and_several_say_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """A glossary of many names has them on several pages in the same order; from each of them every letter is one link away."""
    view = book_of(TOY / "seeds").view
    (only,) = glossary.terms_glossary(view).values()
    monkeypatch.setattr(glossary, "NAMES", 4)
    recipes = glossary.terms_glossary(view)
    pages = [planned.make() for name, planned in recipes.items() if name != glossary.HOME]
    assert len(pages) > 1
    assert [name for page in pages for name in _glossaries(page)] == _glossaries(only.make())
    assert all(len(_glossaries(page)) <= 4 for page in pages)
    letters = [b.text for page in pages for b in page.blocks if isinstance(b, Heading) and b.label]
    homes = {b.text: page.docname for page in pages for b in page.blocks if isinstance(b, Heading) and b.label}
    for page in (recipes[glossary.HOME].make(), *pages):
        labels = {b.label for b in page.blocks if isinstance(b, Heading)}
        bar = _letters(page)
        assert [link.text for link in bar] == letters
        assert all(link.target in labels if link.kind == "part" else link.target == homes[link.text] for link in bar)
