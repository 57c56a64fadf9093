"""Static files of a site in two languages are there once, if they are the same for both."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from bs4 import BeautifulSoup

from handbook.sphinx_ext.site import shared_static

from .running import built, sphinx
from .two_languages import OUT, build, content, target


def static_files(page: Path) -> set[Path]:
    """The static files that a page names; all have to be there."""
    soup = BeautifulSoup(page.read_text(encoding="utf-8"), "lxml")
    tags = soup.select("link[rel=stylesheet], link[rel=icon], script[src], img[src*=_static]")
    named = {target(page, str(tag.get("href") or tag.get("src")).partition("?")[0]) for tag in tags}
    assert not [path for path in named if not path.is_file()], page
    return named


def test_static_files_are_there_once(both: Path) -> None:
    """Pages in both languages name the same style sheets and scripts, and the French folder has none of them, nor what they load."""
    site = both / OUT
    french = {path for page in (site / "fr").rglob("*.html") for path in static_files(page)}
    english = {path for page in site.rglob("*.html") for path in static_files(page)}
    assert french == english
    assert {path.parent for path in french} == {site / "_static"}
    here = {path.name for path in (site / "fr/_static").iterdir()}
    assert not here & ({path.name for path in french} | {"search.js", "stemmers.js", "as-of.js", "citing.js"})
    assert "translations.js" in here


def test_static_files_without_the_other_site(mine: Path, both: Path) -> None:
    """A site whose neighbour lacks a file has all files itself; once that has it, both are what they were at first."""
    site = mine / OUT
    (site / "_static/furo.css").unlink()
    options = ("-D", "language=fr", "-D", "handbook_languages=en,fr", "-d", site.with_name("html-doctrees-fr"))
    built(sphinx(mine / "docs", site / "fr", *options))
    for page in (site / "fr").rglob("*.html"):
        assert {path.parent for path in static_files(page)} == {site / "fr/_static"}
    build(mine)
    assert content(site) == content(both / OUT)


@pytest.mark.parametrize(
    ("changes", "how_many"),
    [
        ({}, 2),
        ({"first": {"furo.css": "another edition"}}, 0),
        ({"copied": {"handbook.css": "of the project"}}, 0),
        ({"theme": "of_somebody"}, 0),
        ({"languages": "fr,en"}, 0),
        ({"languages": ""}, 0),
        ({"folder": "francais"}, 0),
    ],
)
def test_which_static_files_are_shared(tmp_path: Path, changes: dict[str, Any], how_many: int) -> None:
    """All files of our theme or none: none where one differs, another theme is used, or the site is no further one of its neighbour."""
    out, copied = tmp_path / "site" / changes.get("folder", "fr"), tmp_path / "copied"
    files = {"furo.css": "of Furo", "handbook.css": "ours", "basic.css": "of Sphinx"}
    config = SimpleNamespace(language="fr", handbook_languages=changes.get("languages", "en,fr"))
    builder: Any = SimpleNamespace(
        theme=SimpleNamespace(name=changes.get("theme", "handbook")), outdir=out, config=config
    )
    folders = (copied, {}), (out.parent / "_static", changes.get("first", {}))
    for folder, differing in folders:
        folder.mkdir(parents=True)
        for name, text in (files | differing).items():
            (folder / name).write_text(text, encoding="utf-8")
    of_theme = shared_static.of_theme(builder, copied)
    for name, text in changes.get("copied", {}).items():
        for folder, _differing in folders:
            (folder / name).write_text(text, encoding="utf-8")
    named = shared_static.shared(builder, copied, of_theme)
    assert len(named) == how_many
    assert set(named) <= {"furo.css", "handbook.css"}
