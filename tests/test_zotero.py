"""Zotero's own code over the pages of the handbook: what a reader gets who presses its button."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from .conftest import BASE, PROJECT, TESTS


@pytest.fixture(scope="module")
def saved(real_site: Path) -> list[dict[str, Any]]:
    """The items that Zotero saves of an entry, in English and French, and of a source."""
    folder = PROJECT / ".ci/zotero"
    if not shutil.which("node") or not (folder / "package/index.js").is_file():
        pytest.skip("Zotero's translators are not in .ci/zotero (CI brings the npm package zotero-translators)")
    names = ("agreements/aes-charter.html", "fr/agreements/aes-charter.html", "sources/klomegah-2024.html")
    pages = [word for name in names for word in (str(real_site / name), BASE + name)]
    done = subprocess.run(
        ["node", TESTS / "zotero.js", folder, *pages], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr
    found: list[list[dict[str, Any]]] = json.loads(done.stdout.splitlines()[-1])
    assert [len(items) for items in found] == [1, 1, 1]
    return [items[0] for items in found]


def test_an_entry_is_a_section_of_the_handbook(saved: list[dict[str, Any]]) -> None:
    """Its title, the editors as one name, the handbook as the book, edition, day and address, in each language."""
    for item, language, title in zip(saved, ("en", "fr"), ("Liptako-Gourma Charter", "Charte du Liptako-Gourma"), strict=False):  # fmt: skip
        assert item["itemType"] == "bookSection"
        assert item["title"] == title
        assert [set(c) for c in item["creators"]] == [{"lastName", "creatorType"}]
        assert item["creators"][0]["lastName"].startswith("The editors" if language == "en" else ("The editors", "La rédaction", "Les"))  # fmt: skip
        assert "Mali" in item["bookTitle"]
        assert item["edition"]
        assert item["date"].count("/") == 2
        assert item["language"] == language
        assert item["url"].startswith(BASE)
        assert item["url"].endswith("/agreements/aes-charter.html")


def test_a_source_is_an_article_of_its_author(saved: list[dict[str, Any]]) -> None:
    """A source is the article of who wrote it, in its paper, not a page of the editors."""
    item = saved[2]
    assert item["itemType"] == "newspaperArticle"
    assert item["creators"] == [{"firstName": "Kester Kenn", "lastName": "Klomegah", "creatorType": "author"}]
    assert item["publicationTitle"] == "Modern Diplomacy"
    assert item["title"] == "Russia and Mali Review Military Partnership"
