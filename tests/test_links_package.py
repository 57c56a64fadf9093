"""The extension for other people's projects as a distribution of its own: a wheel, installed beside Sphinx and nothing else of ours.

Run by ``pytest -m package``, and by ``.ci/run``; it installs from where pip does, with the pins.
"""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from .conftest import PROJECT
from .packages import Installer, run

LINKS = PROJECT / "scripts" / "links"
CONF = """
project = "A study"
extensions = ["handbook_links"]
handbook_site = "https://handbook.example/"
handbook_copy = {copy!r}
"""
#: In reStructuredText, for a project that has Sphinx only.
INDEX = """
A study
=======

:hb:actor:`borealis` and :hb:agreement:`the pact <north-pact>`, :hb:claim:`north-pact#signed`, :hb:statement:`gazette-2024/2a`.
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory, installer: Installer) -> Path:
    """The wheel, built from a copy of its folder."""
    place = tmp_path_factory.mktemp("links")
    shutil.copytree(LINKS, place / "links", ignore=shutil.ignore_patterns("__pycache__", "*.egg-info", "build"))
    run(installer.python, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", "dist", "./links", cwd=place)
    (built,) = (place / "dist").glob("*.whl")
    return built


@pytest.mark.long
@pytest.mark.package
def test_a_second_project(wheel: Path, installer: Installer, toy_site: Path, tmp_path: Path) -> None:
    """With the wheel and Sphinx alone a strict build of another project links to entries, claims and statements, with previews of each."""
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert [n for n in names if not n.startswith(("handbook_links/", "handbook_links-"))] == []
    assert any(n.endswith("licenses/LICENSE") for n in names)
    assert "handbook_links/static/handbook-links.js" in names
    installer.install(wheel, tmp_path / "env")
    assert "myst" not in installer.pip(tmp_path / "env", "list")
    study = tmp_path / "study"
    study.mkdir()
    (study / "conf.py").write_text(CONF.format(copy=str(toy_site)), encoding="utf-8")
    (study / "index.rst").write_text(INDEX, encoding="utf-8")
    run(tmp_path / "env/bin/sphinx-build", "-q", "-n", "-W", "study", "out", cwd=tmp_path)
    soup = BeautifulSoup((tmp_path / "out/index.html").read_text(encoding="utf-8"), "html.parser")
    ours = {str(a["href"]): a.get_text() for a in soup.select("a.reference.external")}
    site = "https://handbook.example/"
    signed, statement = f"{site}agreements/north-pact.html#claim-signed", f"{site}sources/gazette-2024.html#p2a"
    assert ours[f"{site}actors/borealis.html"] == "Borealis"
    assert ours[f"{site}agreements/north-pact.html"] == "the pact"
    assert {signed, statement} <= set(ours)
    shown = json.loads(str(soup.find(id="handbook-previews").string))
    assert shown[signed]["text"].startswith("Signed")
    assert shown[statement]["text"]
    assert (tmp_path / "out/_static/handbook-links.js").is_file()


def test_its_licence_is_the_engine_s() -> None:
    """A distribution has to bring the text of its licence: the same as the engine's."""
    assert (LINKS / "LICENSE").read_bytes() == (PROJECT / "LICENSE").read_bytes()
