"""What themes and extensions of others show on generated pages, look for in them and add to them, over the toy."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from handbook.sphinx_ext.storage import locks

from .running import built, sphinx
from .test_others import configured, dead_links
from .test_sphinx import soup

#: An extension that fills a template of its own for each page before that is written, and looks at its nodes.
LISTENER = """
templates_path = ["_templates"]

def listen(app, pagename, templatename, context, doctree):
    mine = app.builder.templates.render("mine.html", {"name": pagename})
    context["body"] = context.get("body", "") + mine
    if doctree is not None:
        context["body"] += f"<p class=seen>{len(list(doctree.findall()))}</p>"

def setup(app):
    app.connect("html-page-context", listen)
"""
#: An extension with addresses of its own for one page, as for a page of what is not found.
ELSEWHERE = """
def listen(app, pagename, templatename, context, doctree):
    if pagename == "about/index":
        context["pathto"] = lambda name, resource=0, base=None: f"/where/{name}"

def setup(app):
    app.connect("html-page-context", listen)
"""
#: How themes are told where sources are, that they offer for an edit.
SOURCES = {
    "furo": "html_theme_options = {'source_repository': 'https://github.com/u/r', 'source_branch': 'main', 'source_directory': 'docs/'}\n",
    "sphinx_rtd_theme": "html_context = {'display_github': True, 'github_user': 'u', 'github_repo': 'r', 'github_version': 'main', 'conf_py_path': '/docs/'}\n",
    "pydata_sphinx_theme": "html_theme_options = {'use_edit_page_button': True}\nhtml_context = {'github_user': 'u', 'github_repo': 'r', 'github_version': 'main', 'doc_path': 'docs'}\n",
    "sphinx_book_theme": "html_theme_options = {'repository_url': 'https://github.com/u/r', 'use_edit_page_button': True}\n",
}


@pytest.mark.parametrize("theme", ["alabaster", "classic", "furo", "sphinx_rtd_theme", "pydata_sphinx_theme"])
def test_search_of_other_themes(toy: Path, theme: str) -> None:
    """The index in which another theme searches has generated pages, not those of people alone."""
    built(sphinx(configured(toy, f"html_theme = {theme!r}\n"), toy / "out"))
    index = json.loads((toy / "out/searchindex.js").read_text().removeprefix("Search.setIndex(").removesuffix(")"))
    assert {"actors/alba", "sources/gazette-2024", "how-to-read"} <= set(index["docnames"])


@pytest.mark.parametrize("theme", ["handbook", "alabaster"])
def test_a_listener_fills_templates_and_sees_nodes(toy: Path, theme: str) -> None:
    """Who listens before a page is written gets the text of a template that it fills, and the nodes of the page."""
    docs = configured(toy, f"html_theme = {theme!r}\n{LISTENER}")
    (docs / "_templates").mkdir()
    (docs / "_templates/mine.html").write_text("<p class=mine>{{ name }}</p>", encoding="utf-8")
    built(sphinx(docs, toy / "out"))
    for name in ("actors/alba", "how-to-read"):
        page = soup(toy / f"out/{name}.html")
        assert page.select_one(".mine").get_text() == name
        assert int(page.select_one(".seen").get_text()) > 5


@pytest.mark.parametrize("theme", ["handbook", "alabaster"])
def test_addresses_of_one_page(toy: Path, theme: str) -> None:
    """What an extension says of where one page lies is so on the whole of that page, and on no other."""
    built(sphinx(configured(toy, f"html_theme = {theme!r}\n{ELSEWHERE}"), toy / "out"))
    for path in (toy / "out").rglob("*.html"):
        elsewhere = path == toy / "out/about/index.html"
        assert ("/where/" in path.read_text(encoding="utf-8")) == elsewhere, path
        if theme == "handbook":
            assert (soup(path).body["data-root"] == "/where/") == elsewhere
        if theme == "handbook" and elsewhere:
            # Those of Sphinx itself, which other themes have too, are not asked for in this way.
            sheets = [str(link["href"]) for link in soup(path).select("link[rel=stylesheet]")]
            assert all(sheet.startswith("/where/") for sheet in sheets)


@pytest.mark.parametrize("theme", SOURCES)
@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_generated_pages_have_no_source(toy: Path, theme: str, builder: str) -> None:
    """A theme that offers a page's source for an edit does so on pages that people wrote, and on no other; nothing of the frame is missing."""
    built(
        sphinx(
            configured(toy, f"html_theme = {theme!r}\nhtml_copy_source = True\n{SOURCES[theme]}"),
            toy / "out",
            "-b",
            builder,
        )
    )

    def edits(name: str) -> list[str]:
        page = soup(toy / "out" / (f"{name}.html" if builder == "html" else f"{name}/index.html"))
        return [
            str(link["href"])
            for link in page.select("a[href*='edit/main'], a[href*='blob/main'], a[href*='edit/master']")
        ]

    assert edits("how-to-read")
    assert edits("actors/alba") == []
    assert dead_links(toy / "out") == set()


def test_the_frame_of_a_theme_made_of_parts(toy: Path) -> None:
    """A theme that fills each of its parts to see whether it is empty shows them: its search, its switch of colours, its title."""
    built(sphinx(configured(toy, "html_theme = 'pydata_sphinx_theme'\n"), toy / "out"))
    for name in ("actors/alba", "how-to-read"):
        page = soup(toy / f"out/{name}.html")
        for part in (".navbar-brand", ".theme-switch-button", ".search-button-field, .search-button__button"):
            assert page.select(part), (name, part)


#: An extension that asks Sphinx for the nodes of pages when all is built, as they were read and as they are written.
ASKS = """
def ask(app, error):
    if error is None:
        for name in sorted(app.env.found_docs):
            read, written = app.env.get_doctree(name), app.env.get_and_resolve_doctree(name, app.builder, tags=app.tags)
            (app.outdir / "seen.txt").open("a").write(f"{name}: {read.astext()}{written.astext()}\\n")
            assert written["source"] == read["source"]
            assert read["source"].startswith(str(app.srcdir / name))
            assert not list(written.findall(lambda node: node.tagname == "pending_xref"))

def setup(app):
    app.connect("build-finished", ask)
"""


def test_nodes_that_are_asked_for_at_the_end(toy: Path) -> None:
    """Who asks for the nodes of a generated page that Sphinx did not read gets them, with their links, in a build from nothing and the next."""
    for _ in range(2):
        said = built(sphinx(configured(toy, ASKS), toy / "out"))
        assert "are read as others are" not in said
        seen = (toy / "out/seen.txt").read_text(encoding="utf-8")
        assert "actors/alba: Alba" in seen
        assert "how-to-read: " in seen
        assert "A state by the sea." in seen
        (toy / "out/seen.txt").unlink()


#: An extension that fails at the end of each build in which the file beside ``conf.py`` is there.
FAILS = """
import pathlib
MARK = pathlib.Path(__file__).with_name("fail")

def end(app, error):
    if MARK.exists():
        raise ValueError("theirs")

def setup(app):
    app.connect("build-finished", end, priority=1)
"""


def test_a_fault_of_others_at_the_end(toy: Path) -> None:
    """When a listener fails at the end of a build, and again when it is told of that, ours comes all the same: the place is free, and the next build makes all."""
    docs = configured(toy, FAILS)
    built(sphinx(docs, toy / "out"))
    actor = toy / "seeds/registry/actors/alba.yml"
    before = actor.read_text(encoding="utf-8")
    (docs / "fail").touch()
    actor.write_text(before.replace("A state by the sea.", "A state by a lake."), encoding="utf-8")
    failed = sphinx(docs, toy / "out", jobs="2")
    assert failed.returncode == 2
    assert "theirs" in failed.stderr
    assert not (toy / "doctrees/handbook.kept").exists()
    locks.acquire(toy / "out", toy / "doctrees", say=None).release()
    (docs / "fail").unlink()
    for text in ("A state by a lake.", "A state by the sea."):
        actor.write_text(before.replace("A state by the sea.", text), encoding="utf-8")
        built(sphinx(docs, toy / "out"))
        assert text in (toy / "out/actors/alba.html").read_text(encoding="utf-8")
        assert text in (toy / "out/data/handbook.json").read_text(encoding="utf-8")
