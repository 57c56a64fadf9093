"""What a page weighs: what a reader's browser asks for, and no more."""

from __future__ import annotations

import gzip
import re
import shutil
from pathlib import Path

import pytest

from handbook.bench import lighthouse, weight
from handbook.sphinx_ext.frame import minified
from handbook.sphinx_ext.frame.page_frame import THEME

from .running import handbook

PAGE = '<link rel="stylesheet" href="{up}a.css?v=1"><script src="{up}a.js" defer></script><img loading="lazy" src="{up}late.png"><img src="{up}now.png">'


def site(folder: Path) -> Path:
    """A site of two pages with a style sheet, a script and two pictures."""
    folder.mkdir(exist_ok=True)
    for name in ("a.css", "a.js", "late.png", "now.png"):
        (folder / name).write_text(name * 500, encoding="utf-8")
    (folder / "index.html").write_text(PAGE.format(up=""), encoding="utf-8")
    (folder / "actors").mkdir()
    for name in ("small", "great"):
        text = PAGE.format(up="../") + "".join(chr(97 + i * i % 26) for i in range(40 if name == "small" else 9000))
        (folder / "actors" / f"{name}.html").write_text(text, encoding="utf-8")
    return folder


def test_a_page_weighs_what_it_loads(tmp_path: Path) -> None:
    """A page's weight is its own bytes, compressed, and those of each file that it loads at once; what waits is not counted."""
    made = site(tmp_path)
    sizes = {path.name: len(gzip.compress(path.read_bytes(), 6)) for path in made.rglob("*.*")}
    for page in weight.weights(made):
        own = sizes[Path(page.page).name]
        assert page.html == own
        assert page.shown == own + sizes["a.css"] + sizes["a.js"] + sizes["now.png"]
    assert [(page.page, count) for page, count in weight.heaviest(made)] == [
        ("actors/great.html", 2),
        ("index.html", 1),
    ]
    assert lighthouse.chosen(made) == ["index.html", "actors/great.html"]


def test_the_command_says_what_is_missing(tmp_path: Path) -> None:
    """The table names the heaviest page of each kind; a folder without a site, and a program that is not there, are one message each."""
    made = site(tmp_path)
    done = handbook("bench", "pages", made)
    assert done.returncode == 0, done.stderr
    assert "| actors | 2 | actors/great.html |" in done.stdout
    for arguments, said in (
        ((made / "actors",), "no index.html"),
        ((made, "--lighthouse", made / "none"), "no such program"),
    ):
        done = handbook("bench", "pages", *arguments)
        assert done.returncode == 1
        assert said in done.stderr + done.stdout


def test_pages_of_a_language_are_kinds_of_their_own(tmp_path: Path) -> None:
    """What lies in the folder of a further language is told and chosen beside what is like it in the first."""
    made = site(tmp_path / "site")
    shutil.copytree(made, tmp_path / "fr")
    shutil.move(tmp_path / "fr", made / "fr")
    assert {page.kind for page, _count in weight.heaviest(made)} == {"index", "actors", "fr/index", "fr/actors"}
    assert lighthouse.chosen(made) == ["index.html", "actors/great.html", "fr/index.html", "fr/actors/great.html"]


@pytest.mark.parametrize("name", sorted(path.name for path in (THEME / "static").iterdir()))
def test_what_is_shortened_is_the_same_to_a_browser(name: str) -> None:
    """Style sheets and scripts get shorter and keep the notices of licences; of other files nothing changes."""
    text = (THEME / "static" / name).read_text(encoding="utf-8")
    short = minified.shortened(name, text)
    assert len(short) < len(text) if name.endswith((".css", ".js")) else short == text
    assert re.findall(r"/\*!.*?\*/", short, re.S) == re.findall(r"/\*!.*?\*/", text, re.S)
