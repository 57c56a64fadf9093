"""Settings of Sphinx that a project names: our theme shows what they say, or it is said that it does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from handbook.sphinx_ext.project.explicit_settings import UNUSED

from .running import built, sphinx
from .test_others import configured, dead_links
from .test_sphinx import digest, soup
from .test_told import same

#: Settings that a project may have from ``sphinx-quickstart``, or from a theme that it had before.
SHOWN = """
copyright = "2020, <The Toy>"
html_title = "The <Toy> Handbook"
html_last_updated_fmt = "%Y-%m-%d"
html_copy_source = True
html_show_sourcelink = True
html_use_opensearch = "https://toy.example"
pygments_style = "monokai"
html_sidebars = {"**": ["searchbox.html", "localtoc.html", "mine.html"]}
templates_path = ["_templates"]
"""
CODE = "\n```python\ndef f(): return 1\n```\n"


def shown(toy: Path) -> Path:
    """The documents of the toy with these settings, a template of its own and code on a page."""
    docs = configured(toy, SHOWN)
    (docs / "_templates").mkdir()
    (docs / "_templates/mine.html").write_text("<p class=mine>{{ pagename }}</p>", encoding="utf-8")
    with (docs / "how-to-read.md").open("a", encoding="utf-8") as file:
        file.write(CODE)
    return docs


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_what_is_shown(toy: Path, builder: str) -> None:
    """Title, copyright, day, source, colours of code, sidebars and the search for browsers are there, on pages that people wrote and on generated ones."""
    docs, out = shown(toy), toy / "out"
    for _ in range(2):
        built(sphinx(docs, out, "-b", builder))
        assert dead_links(out) == set()
        for name in ("how-to-read", "actors/alba"):
            page = soup(out / (f"{name}.html" if builder == "html" else f"{name}/index.html"))
            assert page.title.get_text().endswith("– The <Toy> Handbook")
            assert page.select_one(".sidebar-brand").get_text(strip=True) == "The <Toy> Handbook"
            assert "© 2020, <The Toy>" in page.select_one("footer").get_text()
            assert "Last updated: 2023-11-14" in page.select_one("footer").get_text()
            assert [str(a["href"]).rpartition("/")[2] for a in page.select("footer a[href*=_sources]")] == (
                ["how-to-read.md.txt"] if name == "how-to-read" else []
            )
            assert bool(page.select("link[href*='pygments.css']")) is (name == "how-to-read")
            assert page.select_one(".hb-sidebars .mine").get_text() == name
            assert page.select("link[rel=search]")
    search = "reference/search.html" if builder == "html" else "search/"
    assert f'template="https://toy.example/{search}?q=' in (out / "_static/opensearch.xml").read_text(encoding="utf-8")
    assert ".highlight .k { color: #66D9EF }" in (out / "_static/pygments.css").read_text(encoding="utf-8")


def test_it_is_the_same_both_ways(toy: Path) -> None:
    """With and without these settings generated pages are the same from blocks and from nodes."""
    same(toy, "-D", "copyright=2020, <The Toy>", "-D", "html_title=<T>", "-D", "pygments_style=monokai")


def test_a_setting_that_goes_leaves_nothing(toy: Path) -> None:
    """After they are taken out again the site is as if they had never been there."""
    built(sphinx(toy / "docs", toy / "before"))
    conf = toy / "docs/conf.py"
    plain = conf.read_text(encoding="utf-8")
    text = (toy / "docs/how-to-read.md").read_text(encoding="utf-8")
    built(sphinx(shown(toy), toy / "out"))
    conf.write_text(plain, encoding="utf-8")
    (toy / "docs/how-to-read.md").write_text(text, encoding="utf-8")
    built(sphinx(toy / "docs", toy / "out"))
    assert digest(toy / "out") == digest(toy / "before")


@pytest.mark.parametrize("more", ["", "html_show_copyright = False\ncopyright = 'Me'"])
def test_no_copyright_that_nobody_claims(toy: Path, more: str) -> None:
    """Who says nothing of copyright, or does not want it shown, has the licence alone."""
    built(sphinx(configured(toy, more), toy / "out"))
    assert "©" not in (toy / "out/how-to-read.html").read_text(encoding="utf-8")


def test_several_owners(toy: Path) -> None:
    """Each has a line; the other name of the setting does as well."""
    built(sphinx(configured(toy, "project_copyright = ['2019, A', '2020, B']"), toy / "out"))
    lines = [line.get_text() for line in soup(toy / "out/actors/alba.html").select(".hb-colophon p")]
    assert lines[1:] == ["© 2019, A", "© 2020, B"]


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_no_index(toy: Path, builder: str) -> None:
    """A site without an index has no link to one."""
    built(sphinx(configured(toy, "html_use_index = False"), toy / "out", "-b", builder))
    assert dead_links(toy / "out") == set()
    assert not (toy / "out/genindex.html").exists()


def test_what_is_not_shown_is_said(toy: Path) -> None:
    """Of settings that have no effect in our theme each is named once, with what is there instead; in another theme, or where none is set, nothing is said."""
    values = {"html_search_language": "'en'", "html_search_options": "{}", "html_search_scorer": "''", "pygments_dark_style": "'monokai'"}  # fmt: skip
    docs = configured(toy, "\n".join(f"{name} = {values.get(name, 'False')}" for name in UNUSED))
    said = built(sphinx(docs, toy / "out"))
    for name, why in UNUSED.items():
        assert said.count(f"{name} has no effect in the theme handbook: {why}") == 1
    assert "has no effect in the theme" not in built(sphinx(docs, toy / "other", "-D", "html_theme=alabaster"))
