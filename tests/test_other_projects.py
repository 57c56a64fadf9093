"""Other people's Sphinx projects: what they have of their own works beside our extension, and what cannot is said."""

from __future__ import annotations

import base64
import json
import re
import shutil
import sys
import zlib
from pathlib import Path

import pytest
from docutils.parsers.rst.directives import _directive_registry
from docutils.parsers.rst.roles import _role_registry

from handbook.pages.search import ASK

from .browsing import Tabs, faults_of, served
from .running import application, built, sphinx
from .test_others import configured, dead_links
from .test_sphinx import soup

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def written(toy: Path, text: str) -> Path:
    """The documents of the toy with a text on the page that tells how to read."""
    (toy / "docs/how-to-read.md").write_text(f"# How\n\n{text}\n", encoding="utf-8")
    return toy / "docs"


def inventory(site: Path) -> set[str]:
    """The lines of a site's inventory."""
    return set(zlib.decompress((site / "objects.inv").read_bytes().split(b"\n", 4)[4]).decode().splitlines())


def test_figures_of_docutils(toy: Path) -> None:
    """A page that names no domain has docutils' figure, with its options and caption; ours has the name of our domain."""
    (toy / "docs/x.png").write_bytes(PIXEL)
    (toy / "docs/more.rst").write_text(
        ":orphan:\n\nMore\n====\n\n.. figure:: x.png\n   :alt: Third\n", encoding="utf-8"
    )
    text = "```{figure} x.png\n:alt: First\n\nWords\n```\n\n```{eval-rst}\n.. figure:: x.png\n   :alt: Second\n```\n\n```{hb:figure} timeline\n```"
    built(sphinx(written(toy, text), toy / "out"))
    page = soup(toy / "out/how-to-read.html")
    assert [str(image["alt"]) for image in page.select("figure img")] == ["First", "Second"]
    assert [caption.get_text().strip("\n#") for caption in page.select("figcaption")] == ["Words"]
    assert page.select(".hb-figure svg")
    assert [str(image["alt"]) for image in soup(toy / "out/more.html").select("figure img")] == ["Third"]


def test_names_of_ours_hide_none(toy: Path) -> None:
    """No directive or role of our domain has the name of one of docutils or Sphinx, which pages would lose."""
    with application(toy / "docs", toy / "out") as app:
        domain, standard = app.env.get_domain("hb"), app.env.domains.standard_domain
        assert set(domain.directives) & {*_directive_registry, *standard.directives} == set()
        assert set(domain.roles) & {*_role_registry, *standard.roles} == set()


def test_what_ours_want_is_said(toy: Path) -> None:
    """A picture that there is not, and data that are none, are errors which say what is wanted."""
    done = sphinx(written(toy, "```{hb:figure} wrong\n```\n\n{data}`x`"), toy / "out")
    assert done.returncode == 1
    assert "hb:figure: there is no picture 'wrong' (one of timeline," in done.stderr
    assert "hb:data: 'x' is not JSON" in done.stderr
    assert "this role wants data for the page's script, such as {" in done.stderr


@pytest.mark.parametrize("seeds", ["../sedes", "conf.py"])
def test_no_seeds(toy: Path, seeds: str) -> None:
    """A folder of seeds that is missing, or is none, is named in one message; nothing else goes wrong."""
    done = sphinx(configured(toy, f"handbook_seeds = {seeds!r}"), toy / "out")
    assert done.returncode == 2
    folder = (toy / "docs" / seeds).resolve()
    assert done.stderr.count(f"{folder}:1: WARNING: HB100 there is no such seeds folder") == 1
    assert "handbook_seeds" in done.stderr
    assert "Handbook error" in done.stderr
    assert "Handler" not in done.stderr


def test_a_problem_of_no_line(toy: Path) -> None:
    """A problem that stands on no line of its file is told as others are."""
    (toy / "seeds/registry/actors/led.yml").symlink_to("nowhere.yml")
    done = sphinx(toy / "docs", toy / "out")
    assert done.returncode == 2
    assert f"{toy / 'seeds/registry/actors/led.yml'}:1: WARNING: HB100 a link" in done.stderr
    assert "Handler" not in done.stderr


def test_a_translator_of_the_project(toy: Path) -> None:
    """What a project writes its pages with is used for those that people wrote and for generated ones, without a word about ours."""
    more = """
from sphinx.writers.html5 import HTML5Translator

class Theirs(HTML5Translator):
    def visit_paragraph(self, node):
        super().visit_paragraph(node)
        self.body.append("THEIRS")

def setup(app):
    app.set_translator("html", Theirs)
"""
    built(sphinx(configured(toy, more), toy / "out"))
    for name in ("about/index", "actors/alba"):
        assert "THEIRS" in (toy / "out" / f"{name}.html").read_text(encoding="utf-8")


def test_settings_elsewhere(toy: Path) -> None:
    """With ``conf.py`` in another folder than the pages, at another depth, the bibliography is found."""
    folder = toy / "settings/of/pages"
    folder.mkdir(parents=True)
    shutil.move(configured(toy, "handbook_seeds = '../../../seeds'") / "conf.py", folder / "conf.py")
    built(sphinx(toy / "docs", toy / "out", "-c", folder))
    assert soup(toy / "out/reference/bibliography.html").select(".citation")


def test_the_folder_of_static_files_is_there(toy: Path) -> None:
    """An extension may write among static files when Sphinx makes its own, as themes do; what it writes stays."""
    more = """
from pathlib import Path

def bring(app):
    class Theirs(type(app.builder)):
        def create_pygments_style_file(self):
            super().create_pygments_style_file()
            Path(self.outdir, "_static", "theirs.css").write_text("/* theirs */")
    app.builder.__class__ = Theirs

def setup(app):
    app.connect("builder-inited", bring)
    app.add_css_file("theirs.css")
"""
    built(sphinx(configured(toy, more), toy / "out"))
    assert (toy / "out/_static/theirs.css").read_text(encoding="utf-8") == "/* theirs */"


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_objects_in_the_search_of_sphinx(toy: Path, builder: str) -> None:
    """Each of our objects is there under its name and leads to an anchor that its page has; the inventory is as that of our site."""
    docs = configured(toy, "html_theme = 'furo'")
    built(sphinx(docs, toy / "out", "-b", builder))
    text = (toy / "out/searchindex.js").read_text(encoding="utf-8")
    index = json.loads(text.removeprefix("Search.setIndex(").rstrip(")"))
    found: dict[str, set[str]] = {}
    for prefix, objects in index["objects"].items():
        for page, kind, _weight, anchor, name in objects:
            domain, short, _words = index["objnames"][str(kind)]
            whole = f"{prefix}.{name}" if prefix else name
            # As the script has it.
            anchor = {"": whole, "-": f"{short}-{whole}"}.get(anchor, anchor)
            if domain == "hb":
                found.setdefault(index["docnames"][page], set()).add(anchor)
    assert "topic-port-alba" in found["reference/terms"]
    for name, anchors in found.items():
        file = f"{name}.html" if builder == "html" or name == "index" else f"{name.removesuffix('/index')}/index.html"
        assert anchors <= set(re.findall(r' id="([^"]+)"', (toy / "out" / file).read_text(encoding="utf-8"))), name
    if builder == "html":
        ours = toy / "ours"
        built(sphinx(docs, ours, "-D", "html_theme=handbook", "-E"))
        # Only the page of the search is another.
        (differs,) = inventory(ours) - inventory(toy / "out")
        assert differs.startswith("search std:label ")


def test_the_label_of_the_search(toy: Path) -> None:
    """In our theme it leads to our page of results, in that of others to Sphinx's; the line of the home page leads there too."""
    for theme, address in (("handbook", "reference/search.html"), ("furo", "search.html")):
        docs = written(toy, "{ref}`search`")
        built(sphinx(docs, toy / theme, "-D", f"html_theme={theme}"))
        assert dead_links(toy / theme) == set()
        assert [str(a["href"]) for a in soup(toy / theme / "how-to-read.html").select("p > a.reference")] == [address]
        assert [str(a["href"]) for a in soup(toy / theme / "index.html").select(f".{ASK} a")] == [address]
        assert [line for line in inventory(toy / theme) if line.startswith(f"search std:label -1 {address} ")]


def test_a_site_of_one_page(toy: Path) -> None:
    """None of its links asks a list for a part, or leads to a page of the search, of which it has none; nor is there a button for it."""
    built(sphinx(toy / "docs", toy / "out", "-b", "singlehtml"))
    page = soup(toy / "out/index.html")
    there = {str(element["id"]) for element in page.select("[id]")}
    links = [str(a["href"]) for a in page.select("a[href^='#document-']")]
    assert any(link == "#document-agreements/index" for link in links)
    assert {link for link in links if "#" not in link[1:]} <= {f"#{name}" for name in there}
    assert not page.select(f".hb-search-open, .{ASK}")


def test_the_search_of_sphinx_in_our_theme(toy: Path, tabs: Tabs) -> None:
    """Where there is no data for our search, a page leads to Sphinx's, whose results are places that there are; no script complains."""
    built(sphinx(toy / "docs", toy / "out", "-b", "dirhtml"))
    with served(toy / "out") as port:
        base = f"http://127.0.0.1:{port}/"
        page = tabs.page(base)
        with faults_of(page, base):
            page.goto("actors/alba/")
            page.keyboard.press("/")
            page.wait_for_url(f"{base}search/")
            page.fill("input[name=q]", "Port Alba")
            page.keyboard.press("Enter")
            page.locator("#search-results li a[href*='topic-port-alba']").first.click()
            page.wait_for_url("**/reference/terms/*#topic-port-alba")
            assert page.evaluate("document.querySelector(':target').id") == "topic-port-alba"


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_a_theme_that_inherits_ours(toy: Path, builder: str) -> None:
    """It may extend our template by the name of our theme, and has what it adds on every page."""
    theme = toy / "docs/themes/theirs"
    theme.mkdir(parents=True)
    (theme / "theme.toml").write_text('[theme]\ninherit = "handbook"\n', encoding="utf-8")
    block = "{% extends 'handbook/layout.html' %}{% block extrahead %}<meta name='theirs' content='1'>{% endblock %}"
    (theme / "layout.html").write_text(block, encoding="utf-8")
    more = "html_theme = 'theirs'\nhtml_theme_path = ['themes']\nexclude_patterns.append('themes')"
    built(sphinx(configured(toy, more), toy / "out", "-b", builder))
    assert dead_links(toy / "out") == set()
    for name in ("index.html", "actors/alba.html", "genindex.html"):
        page = soup(toy / "out" / (name if builder == "html" or name == "index.html" else name.replace(".", "/index.")))
        assert page.select("meta[name=theirs]")
        assert page.select(".sidebar-brand")


def test_redirects_that_are_not_written(toy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An extension that writes redirects for Sphinx's own builder only, and keeps silent, is told of once, with what does."""
    (toy / "docs/sphinxext").mkdir()
    (toy / "docs/sphinxext/rediraffe.py").write_text(
        "def setup(app):\n    app.add_config_value('rediraffe_redirects', None, 'html')\n", encoding="utf-8"
    )
    more = "import sys, pathlib, sphinxext\nsphinxext.__path__ = [str(pathlib.Path(__file__).parent / 'sphinxext'), *sphinxext.__path__]\nextensions.append('sphinxext.rediraffe')\nrediraffe_redirects = {'old.md': 'index.md'}"
    monkeypatch.delitem(sys.modules, "sphinxext.rediraffe", raising=False)
    done = sphinx(configured(toy, more), toy / "out")
    assert done.returncode == 1
    assert done.stderr.count("sphinxext.rediraffe writes no redirects") == 1
    assert "sphinx_reredirects" in done.stderr
    built(sphinx(toy / "docs", toy / "out", "-b", "dirhtml"))
    built(sphinx(toy / "docs", toy / "out", "-D", "suppress_warnings=handbook.redirects"))


#: As sphinxext.rediraffe 0.3 and before knows builders.
REDIRECTS = """
from sphinx.builders.html import StandaloneHTMLBuilder
READTHEDOCS_BUILDERS = ["readthedocs"]

def write(app, error):
    if error or type(app.builder) is not StandaloneHTMLBuilder and app.builder.name not in READTHEDOCS_BUILDERS:
        return
    for old, new in app.config.rediraffe_redirects.items():
        assert (app.outdir / f"{new}.html").exists()
        (app.outdir / f"{old}.html").write_text(f"to {new}")

def setup(app):
    app.add_config_value("rediraffe_redirects", None, "html")
    app.connect("build-finished", write)
"""


def test_redirects_that_are_written(toy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An extension that knows by their names for whom it writes redirects does so for ours, from and to generated pages, and they stay."""
    (toy / "docs/sphinxext").mkdir()
    (toy / "docs/sphinxext/rediraffe.py").write_text(REDIRECTS, encoding="utf-8")
    more = "import sys, pathlib, sphinxext\nsphinxext.__path__ = [str(pathlib.Path(__file__).parent / 'sphinxext'), *sphinxext.__path__]\nextensions.append('sphinxext.rediraffe')\nrediraffe_redirects = {'actors/old': 'actors/alba'}"
    docs = configured(toy, more)
    for _ in range(2):
        monkeypatch.delitem(sys.modules, "sphinxext.rediraffe", raising=False)
        built(sphinx(docs, toy / "out"))
        assert (toy / "out/actors/old.html").read_text(encoding="utf-8") == "to actors/alba"


@pytest.mark.parametrize(("language", "direction"), [("de", None), ("ar", "rtl")])
def test_a_language_without_our_words(toy: Path, language: str, direction: str | None) -> None:
    """It is said that our words are English; pages of the project are in its language, those of ours and what stands around in English."""
    written(toy, "Text.")
    docs = configured(toy, f"language = {language!r}")
    done = sphinx(docs, toy / "out")
    built(done)
    assert done.stdout.count(f"The interface is not translated into '{language}'") == 1
    for name, written_in, runs in (("how-to-read", language, direction), ("actors/alba", None, None)):
        page = soup(toy / "out" / f"{name}.html")
        article = page.select_one("article")
        assert page.html
        assert article
        assert page.html["lang"] == "en"
        assert (article.get("lang"), article.get("dir")) == (written_in, runs)
        assert not page.select(".hb-only-in")


@pytest.mark.parametrize("theme", ["furo", "alabaster"])
def test_our_words_in_another_frame(toy: Path, theme: str) -> None:
    """Where another theme says that pages are in a language of which we have no words, generated pages say that they are in English; those of people, and pages in our languages, do not."""
    docs = configured(toy, f"html_theme = {theme!r}")
    for language, said in (("de", "en"), ("fr", None), ("de", "en")):
        built(sphinx(docs, toy / "out", "-D", f"language={language}"))
        for name, written_in in (("actors/alba", said), ("how-to-read", None)):
            page = soup(toy / "out" / f"{name}.html")
            assert page.html["lang"] == language
            heading = page.h1.find_parent("section")
            assert heading.get("lang") == written_in
            assert not page.select("section section[lang]")
