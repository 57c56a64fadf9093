"""Other people's Sphinx: builders, themes, extensions and settings that are not ours, strictly, over the toy."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import lxml.html
import pytest

from .running import built, sphinx
from .test_sphinx import soup

BUILDERS = (
    "dirhtml", "singlehtml", "htmlhelp", "devhelp", "qthelp", "json", "pickle", "epub", "text", "latex", "man", "texinfo", "gettext", "changes", "pseudoxml", "dummy",
)  # fmt: skip
THEMES = ("handbook", "alabaster", "classic", "furo", "sphinx_rtd_theme", "pydata_sphinx_theme", "sphinx_book_theme")
EXTENSIONS = {
    "sphinx_copybutton": "", "sphinx_design": "", "sphinx_togglebutton": "", "sphinx.ext.mathjax": "", "sphinx.ext.intersphinx": "", "sphinx.ext.todo": "", "sphinx.ext.githubpages": "",
    "sphinx.ext.autosectionlabel": "suppress_warnings = ['autosectionlabel.*']\n", "sphinx.ext.viewcode": "", "sphinx.ext.graphviz": "", "sphinx.ext.extlinks": "",
    "sphinxext.opengraph": "ogp_site_url = 'https://e.example/'\nogp_social_cards = {'enable': False}\n", "sphinx_sitemap": "html_baseurl = 'https://e.example/'\n",
}  # fmt: skip


def configured(toy: Path, more: str) -> Path:
    """The documents of the toy with more in their ``conf.py``."""
    conf = toy / "docs" / "conf.py"
    conf.write_text(f"{conf.read_text(encoding='utf-8')}\n{more}\n", encoding="utf-8")
    return toy / "docs"


def dead_links(out: Path) -> set[tuple[str, str]]:
    """Pages of a site, and what they lead to or load from it that is not there."""
    dead = set()
    for page in out.rglob("*.html"):
        if "_static" in page.relative_to(out).parts:
            continue
        for value in lxml.html.parse(page, lxml.html.HTMLParser(encoding="utf-8")).xpath("//@href|//@src"):
            address = re.split("[#?]", value)[0]
            if not address or re.match(r"[a-z]+:|//", address):
                continue
            file = Path(os.path.normpath(page.parent / address))
            if not (file / "index.html" if file.is_dir() else file).is_file():
                dead.add((page.relative_to(out).as_posix(), value))
    return dead


@pytest.mark.parametrize("builder", BUILDERS)
def test_builders(toy: Path, builder: str) -> None:
    """Each of Sphinx's builders makes something of every page, without a warning; no page of HTML leads nowhere."""
    docs = configured(toy, "version = '1'\ncopyright = 'The toy'\nepub_show_urls = 'no'\n")
    built(sphinx(docs, toy / "out", "-b", builder))
    text = b"".join(p.read_bytes() for p in (toy / "out").rglob("*") if p.is_file() and "_static" not in p.parts)
    if builder not in ("dummy", "changes", "epub"):
        assert b"A state by the sea." in text
    # Only the site has the days among which a reader may choose, and the script that asks for one.
    assert b"On any day:" not in text
    if builder not in ("epub", "htmlhelp", "devhelp", "qthelp", "changes"):
        assert dead_links(toy / "out") == set()


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
@pytest.mark.parametrize("theme", THEMES)
def test_themes(toy: Path, theme: str, builder: str) -> None:
    """With any theme, and pages in folders of their own, a site has no dead link, also when it is built once more."""
    docs = configured(toy, f"html_theme = {theme!r}\nhtml_copy_source = True\n")
    for _ in range(2 if builder == "html" else 1):
        built(sphinx(docs, toy / "out", "-b", builder))
        assert dead_links(toy / "out") == set()
    page = soup(toy / "out" / ("actors/alba.html" if builder == "html" else "actors/alba/index.html"))
    assert "A state by the sea." in page.get_text()
    # Without the script of our theme nobody is asked for a day.
    assert not soup(toy / "out/agreements/index.html").select(".hb-any-day:not([hidden])")


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_extensions(toy: Path, extension: str) -> None:
    """With an extension of others the site is built without a warning, and its style sheets and scripts are on the pages."""
    built(sphinx(configured(toy, f"extensions.append({extension!r})\n{EXTENSIONS[extension]}"), toy / "out"))
    assert dead_links(toy / "out") == set()
    page = (toy / "out" / "actors" / "alba.html").read_text(encoding="utf-8")
    wanted = {"sphinx_copybutton": "copybutton.js", "sphinx_design": "sphinx-design.min.css", "sphinx_togglebutton": "togglebutton.js"}  # fmt: skip
    assert wanted.get(extension, "") in page
    # Under the policy of the site nothing runs that stands in a page. (The button's own setting does not, then.)
    run = [s for s in soup(toy / "out/actors/alba.html").select("script:not([src])") if s.get("type") != "application/ld+json"]  # fmt: skip
    assert [s for s in run if "toggle" not in s.get_text() and "DOCUMENTATION_OPTIONS" not in s.get_text()] == []


def test_opengraph_says_it_once(toy: Path) -> None:
    """What sphinxext-opengraph says in the head of a page, our templates do not say once more; the rest they say."""
    more = "extensions.append('sphinxext.opengraph')\n" + EXTENSIONS["sphinxext.opengraph"]
    built(sphinx(configured(toy, more), toy / "out"))
    for name in ("actors/alba", "how-to-read"):
        tags = soup(toy / "out" / f"{name}.html").find_all("meta")
        said = [str(t.get("property") or t.get("name")) for t in tags if t.get("property") or t.get("name")]
        assert len(said) == len(set(said)), said
        assert {"og:title", "og:url", "description", "viewport"} <= set(said)


def test_sitemap(toy: Path) -> None:
    """sphinx-sitemap lists every page once, at the address where it is."""
    more = "extensions.append('sphinx_sitemap')\nhtml_baseurl = 'https://e.example/'\nsitemap_url_scheme = '{link}'\n"
    built(sphinx(configured(toy, more), toy / "out"))
    listed = [str(e.text) for e in ElementTree.parse(toy / "out" / "sitemap.xml").iter() if e.tag.endswith("loc")]
    there = {p.relative_to(toy / "out").as_posix() for p in (toy / "out").rglob("*.html") if "_static" not in p.parts}
    assert len(listed) == len(set(listed))
    assert {f"https://e.example/{name}" for name in there - {"genindex.html"}} <= set(listed)


def test_files_of_the_project(toy: Path) -> None:
    """Style sheets, scripts, logo and favicon of ``conf.py`` are on every page of our theme, where they are, and none of ours in their place."""
    static = toy / "docs" / "_static"
    static.mkdir()
    for name, text in {"own.css": "/* */", "own.js": "/**/", "own.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>", "own.ico": "x"}.items():  # fmt: skip
        (static / name).write_text(text, encoding="utf-8")
    more = "html_static_path = ['_static']\nhtml_css_files = ['own.css', ('https://e.example/print.css', {'media': 'print'})]\nhtml_js_files = [('own.js', {'defer': 'defer'})]\nhtml_logo = '_static/own.svg'\nhtml_favicon = '_static/own.ico'\n"
    built(sphinx(configured(toy, more), toy / "out"))
    assert dead_links(toy / "out") == set()
    for name, up in (("index", ""), ("actors/alba", "../"), ("genindex", "")):
        page = soup(toy / "out" / f"{name}.html")
        (own,) = (s for s in page.select("link[rel=stylesheet]") if "own.css" in str(s["href"]))
        assert str(own["href"]).startswith(f"{up}_static/own.css")
        assert page.select("link[rel=stylesheet][media=print][href='https://e.example/print.css']")
        assert page.select(f"script[defer][src^='{up}_static/own.js']")
        assert [str(t["href"]) for t in page.select("link[rel=icon]")] == [f"{up}_static/own.ico"]
        assert [str(t["src"]) for t in page.select(".sidebar-brand img")] == [f"{up}_static/own.svg"]


@pytest.mark.parametrize("order", ["'myst_nb', 'handbook.sphinx_ext'", "'handbook.sphinx_ext', 'myst_nb'"])
def test_notebooks(toy: Path, order: str) -> None:
    """``myst_nb`` in place of ``myst_parser``, named before or after ours."""
    docs = configured(toy, f"extensions = [{order}]\nnb_execution_mode = 'off'\n")
    # In a process of its own: Sphinx keeps the kinds of files that an earlier application had.
    command = [sys.executable, "-m", "sphinx", "-n", "-W", "-b", "html", str(docs), str(toy / "out")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "A state by the sea." in soup(toy / "out/actors/alba.html").get_text()


@pytest.mark.parametrize("builder", ["html", "dirhtml", "text"])
def test_the_smallest_configuration(toy: Path, builder: str) -> None:
    """A project that names only itself and our extension has our theme, roles and rules of text; what it names itself it keeps."""
    conf = toy / "docs" / "conf.py"
    conf.write_text('project = "Toy"\nextensions = ["handbook.sphinx_ext"]\n', encoding="utf-8")
    (toy / "docs" / "how-to-read.md").write_text('# How\n\n{actor}`alba` says "so"...\n', encoding="utf-8")
    built(sphinx(toy / "docs", toy / "out", "-b", builder))
    if builder == "text":
        return
    assert dead_links(toy / "out") == set()
    page = soup(toy / "out" / ("how-to-read.html" if builder == "html" else "how-to-read/index.html"))
    assert 'says "so"...' in page.get_text()
    assert page.select(".sidebar-brand.hb-brand")
    conf.write_text(
        conf.read_text(encoding="utf-8") + 'html_theme = "alabaster"\nsmartquotes = True\n', encoding="utf-8"
    )
    built(sphinx(toy / "docs", toy / "out", "-b", builder))
    page = soup(toy / "out" / ("how-to-read.html" if builder == "html" else "how-to-read/index.html"))
    assert "says “so”…" in page.get_text()
    assert not page.select(".hb-brand")


@pytest.mark.parametrize("setting", ["html_file_suffix", "html_link_suffix"])
def test_pages_with_another_suffix(toy: Path, setting: str) -> None:
    """A suffix of pages, or of links to them, under which data files and cited addresses would lead nowhere is refused, with what to do; other builders may have it."""
    done = sphinx(toy / "docs", toy / "out", "-D", f"{setting}=.htm")
    assert done.returncode == 2
    assert done.stderr.count(f"{setting} is '.htm': addresses that others cite") == 1
    assert not list((toy / "out").rglob("*.htm*"))
    built(sphinx(toy / "docs", toy / "out", "-b", "singlehtml", "-D", f"{setting}=.htm"))
    built(sphinx(toy / "docs", toy / "out", "-D", f"{setting}=.html"))
