"""One site in two languages: every page leads to itself in the other, and both are always what the seeds make."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zlib
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from handbook import i18n
from handbook.sphinx_ext.frame import languages

from .browsing import Browser, served
from .conftest import in_french, toy_project
from .running import handbook, sphinx
from .two_languages import OUT, build, content, target


def test_every_page_leads_to_itself_in_the_other_language(both: Path) -> None:
    """Each page says its language, has a switch to the other, and names the pages that are the same; all of them are there and name it too."""
    site, pages = both / OUT, 0
    alternates: dict[Path, dict[str, Path]] = {}
    for path in sorted(site.rglob("*.html")):
        soup = BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")
        name = path.relative_to(site).as_posix()
        own, other = ("fr", "en") if name.startswith("fr/") else ("en", "fr")
        assert soup.html
        assert soup.html["lang"] == own, name
        (link,) = soup.select(".hb-languages a")
        there = target(path, link["href"])
        assert there.is_file(), (name, there)
        assert link["hreflang"] == link["lang"] == other
        assert there.is_relative_to(site / "fr") is (other == "fr")
        mirrored = site / (name.removeprefix("fr/") if own == "fr" else f"fr/{name}")
        home = site / ("fr/index.html" if other == "fr" else "index.html")
        assert there == (mirrored if mirrored.is_file() else home), name
        named = {str(tag["hreflang"]): target(path, tag["href"]) for tag in soup.select("link[hreflang]")}
        if soup.select("meta[http-equiv=refresh]"):
            assert not named
            continue
        assert named[own] == path
        assert (other in named) is mirrored.is_file()
        alternates[path] = named
        pages += 1
    assert pages > 60
    for path, named in alternates.items():
        for language in ("en", "fr"):
            if language in named:
                assert alternates[named[language]] == named, path
        assert named["x-default"] == named["en"]


def test_a_second_build_writes_nothing(mine: Path) -> None:
    """Nothing changed: both sites are seen to be settled; and where that note is lost, no page is read and no file written."""
    build(mine)
    assert "Nothing changed." in build(mine).stderr
    for note in (mine / OUT).parent.glob("html-doctrees*/handbook.settled"):
        note.unlink()
    # Its extension copies these each time.
    files = [p for p in (mine / OUT).rglob("*") if p.is_file() and p.parent.name != "_sphinx_timeline_static"]
    before = {path: path.stat().st_mtime_ns for path in files}
    # A page that is read is stored anew.
    doctrees = {path: path.stat().st_mtime_ns for path in (mine / OUT).parent.glob("html-doctrees*/**/*.doctree")}
    assert len(doctrees) > 6
    assert "Nothing changed." not in build(mine).stderr
    assert {path: path.stat().st_mtime_ns for path in files} == before
    assert {path: path.stat().st_mtime_ns for path in doctrees} == doctrees


@pytest.mark.slow
def test_french_without_a_network(browser: Browser, mine: Path) -> None:
    """With ``offline = true`` a French page that was visited has its style sheets and its search without a network."""
    file = mine / "handbook.toml"
    file.write_text("offline = true\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    build(mine)
    page = browser.new_context().new_page()
    ready = "navigator.serviceWorker.ready.then(known => known.active.state === 'activated' || new Promise(done => known.active.addEventListener('statechange', done)))"
    with served(mine / OUT) as port:
        address = f"http://127.0.0.1:{port}/fr/agreements/north-pact.html"
        page.goto(address)
        page.evaluate(ready)
    page.goto(f"{address}?from=nowhere")
    # What a browser has in a cache of its own does not count.
    loaded = "Promise.all(['furo.css', 'handbook.css', 'search.js'].map(name => fetch(`../../_static/${name}`, {cache: 'no-store'}).then(answer => answer.ok)))"
    assert page.evaluate(loaded) == [True] * 3
    assert page.evaluate("getComputedStyle(document.querySelector('#hb-search')).display") == "none"
    page.keyboard.press("/")
    page.fill("#hb-search-input", "north pact")
    page.locator("#hb-search-results .hb-hit").first.wait_for()
    page.context.close()


def test_edits_make_what_a_build_from_nothing_makes(mine: Path, tmp_path: Path) -> None:
    """After an entry went, a name changed and a page came, both sites are byte for byte those of a clean build, without the entry that went."""
    actor, event = mine / "seeds/registry/actors/alba.yml", mine / "seeds/registry/events"
    assert list((mine / OUT).rglob("pact-signed.html"))
    for path in event.glob("*.yml"):
        path.unlink()
    build(mine)
    actor.write_text(
        actor.read_text(encoding="utf-8").replace("A state by the sea.", "A state by a lake."), encoding="utf-8"
    )
    (mine / "docs/about/new.md").write_text("---\norphan: true\n---\n# New\n\nNew.\n", encoding="utf-8")
    build(mine)
    clean = tmp_path / "clean"
    shutil.copytree(mine, clean, ignore=shutil.ignore_patterns("_build"))
    build(clean)
    assert content(mine / OUT) == content(clean / OUT)
    assert not list((mine / OUT).rglob("pact-signed*"))
    for site in (mine / OUT, mine / OUT / "fr"):
        assert "by a lake" in (site / "actors/alba.html").read_text(encoding="utf-8")
        assert (site / "about/new.html").is_file()


def test_what_a_page_says_to_machines_is_in_its_language(mine: Path) -> None:
    """A thing is described in JSON-LD as the page itself does it, so that an edit of the other language leaves it as it is."""
    actor, page = mine / "seeds/registry/actors/alba.yml", mine / OUT / "fr/actors/alba.html"
    written = actor.read_text(encoding="utf-8").replace("A state by the sea.", "A state by a lake.")
    actor.write_text(f"{written}titles: {{fr: Aube}}\nglosses: {{fr: Un État au bord de la mer.}}\n", encoding="utf-8")
    build(mine)
    for name, role in (("agreements/north-pact", "contributor"), ("events/pact-signed", "attendee")):
        assert "Aube" in [thing["name"] for thing in _about(mine / OUT / f"fr/{name}.html")[role]]
    before = page.read_bytes()
    assert (_about(page)["name"], _about(page)["description"]) == ("Aube", "Un État au bord de la mer.")
    actor.write_text(actor.read_text(encoding="utf-8").replace("A state by a lake.", "A state."), encoding="utf-8")
    build(mine)
    assert page.read_bytes() == before


def _about(page: Path) -> dict[str, Any]:
    """What JSON-LD says of the thing that a page is about."""
    (script,) = BeautifulSoup(page.read_bytes(), "lxml").select('script[type="application/ld+json"]')
    page_itself, thing, *_term = json.loads(script.get_text())["@graph"]
    assert page_itself["mainEntity"]["@id"] == thing["@id"]
    return dict(thing)


def test_sphinx_says_its_own_words_in_each_language(mine: Path) -> None:
    """One process builds both languages, also when it takes what was read from the build before: the words of the first do not stay."""
    places = (
        "--seeds",
        mine / "seeds",
        "--docs",
        mine / "docs",
        "--out",
        mine / OUT,
        "--url",
        "https://example.org/h/",
    )
    call = [sys.executable, "-m", "handbook", "build", *map(str, places)]
    done = subprocess.run(call, capture_output=True, text=True, check=False, cwd=mine)
    assert done.returncode == 0, done.stderr
    raw = (mine / OUT / "fr/objects.inv").read_bytes()
    words = zlib.decompress(raw.split(b"\n", 4)[4]).decode()
    assert "Index des modules Python" in words
    assert "Python Module Index" not in words


def test_a_language_that_is_given_up_leaves_nothing(mine: Path) -> None:
    """Without French in handbook.toml its pages go, what others put among them stays, and no page speaks of it."""
    (mine / OUT / "fr/CNAME").write_text("handbook.example", encoding="utf-8")
    file = mine / "handbook.toml"
    file.write_text(file.read_text(encoding="utf-8").replace('["fr"]', "[]"), encoding="utf-8")
    build(mine)
    assert list(content(mine / OUT / "fr")) == ["CNAME"]
    assert not (mine / OUT).with_name("html-doctrees-fr").exists()
    assert "hb-languages" not in (mine / OUT / "index.html").read_text(encoding="utf-8")


def test_a_language_that_is_only_begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A catalogue with one text makes a whole site in its language: what it lacks is English, and dates and the language's name are not."""
    (tmp_path / "locale").mkdir()
    (tmp_path / "locale/nl.po").write_text('msgid "Actors"\nmsgstr "Spelers"\n', encoding="utf-8")
    monkeypatch.setattr(i18n, "LOCALE", tmp_path / "locale")
    i18n.catalogue.cache_clear()
    project = toy_project(tmp_path / "toy")
    in_french(project)
    file = project / "handbook.toml"
    file.write_text(file.read_text(encoding="utf-8").replace('"fr"', '"nl"'), encoding="utf-8")
    try:
        build(project)
    finally:
        i18n.catalogue.cache_clear()
    soup = BeautifulSoup((project / OUT / "nl/actors/alba.html").read_text(encoding="utf-8"), "lxml")
    assert soup.html
    assert soup.html["lang"] == "nl"
    navigation = soup.select_one(".hb-nav")
    assert navigation
    assert "Spelers" in navigation.get_text()
    assert "Agreements" in navigation.get_text()
    assert [span.get_text() for span in soup.select(".hb-languages span")] == ["Nederlands"]


def test_books_stand_in_the_site_of_their_language(mine: Path) -> None:
    """A book that was made beside the site is in it at the next build, each in its language; one that is gone is not."""
    build(mine)
    for folder in ("pdf", "epub-fr"):
        (mine / "docs/_build" / folder).mkdir()
    (mine / "docs/_build/pdf/handbook.pdf").write_bytes(b"English")
    (mine / "docs/_build/epub-fr/handbook.epub").write_bytes(b"French")
    build(mine)
    assert (mine / OUT / "downloads/handbook.pdf").read_bytes() == b"English"
    assert (mine / OUT / "fr/downloads/handbook.epub").read_bytes() == b"French"
    for home, name in (("index.html", "handbook.pdf"), ("fr/index.html", "handbook.epub")):
        soup = BeautifulSoup((mine / OUT / home).read_text(encoding="utf-8"), "lxml")
        assert [str(a["href"]) for a in soup.select(".hb-downloads a")] == [f"downloads/{name}"]
    (mine / "docs/_build/pdf/handbook.pdf").unlink()
    build(mine)
    assert not (mine / OUT / "downloads").exists()


def test_a_page_in_the_way_of_a_language(mine: Path) -> None:
    """A hand-written page at the address of the French site is named, and the build fails."""
    (mine / "docs/fr").mkdir()
    (mine / "docs/fr/page.md").write_text("---\norphan: true\n---\n# Page\n", encoding="utf-8")
    done = handbook("build", "--seeds", mine / "seeds", "--docs", mine / "docs", "--out", mine / OUT, cwd=mine)
    assert done.returncode == 1
    assert "fr/page.md has the address of the site in another language, fr/: give it another name" in done.stderr


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("language=fr", "handbook_languages=en,de"), "language is 'fr': name it there too"),
        (("language=fr", "handbook_languages=en,fr", "html_baseurl=https://h.example/"), "write the address with fr/ at its end"),
    ],
)  # fmt: skip
def test_languages_that_do_not_go_together(toy: Path, options: tuple[str, ...], message: str) -> None:
    """Who builds with sphinx-build alone is told of settings that would lead readers nowhere."""
    done = sphinx(toy / "docs", toy / "out" / "html", *(word for value in options for word in ("-D", value)))
    assert done.returncode != 0
    assert message in done.stderr


def test_languages_of_a_site() -> None:
    """The first is the interface of the handbook's language; those without a catalogue have no site; a long index is one page elsewhere."""
    assert i18n.interfaces("en", ["fr", "xx", "en"]) == ("en", "fr")
    assert i18n.interfaces("xx", ["fr"]) == ("en", "fr")
    assert i18n.interfaces("fr", ["en"]) == ("fr", "en")
    there = {"fr": frozenset({"index", "actors/alba"})}
    assert languages.places("actors/alba", "index", there) == {"fr": "actors/alba"}
    assert languages.places("reference/terms/a", "index", there) == {"fr": "index"}
    assert languages.places("genindex-4", "index", there) == {"fr": "genindex"}
