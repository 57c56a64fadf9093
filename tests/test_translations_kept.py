"""Translations of hand-written pages are those that the project has now: Sphinx compiles them, and never removes what it compiled."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from .sites import Site, write
from .test_warm_whole_site import Warm

#: Each build with what is kept has a process of its own: these run with those of the whole handbook.
pytestmark = pytest.mark.slow
HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
SAYS = HEAD + '\nmsgid "Says"\nmsgstr "Dit {0}"\n'
WORDS = HEAD + '\nmsgid "Note"\nmsgstr "Nota {0}"\n\nmsgid "Added in version %s"\nmsgstr "Depuis {0} %s"\n'
FRENCH = "locales/fr/LC_MESSAGES"


@pytest.fixture
def site(tmp_path: Path) -> Site:
    made = Site(tmp_path / "project")
    write(made.docs / "pages/w-0.md", "# Says\n\n```{note}\nIt.\n```\n\n```{versionadded} 1\n```\n")
    with (made.docs / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write("locale_dirs = ['locales']\n")
    made.options, made.apart = ["--language", "fr"], True
    return made


def shown(site: Site) -> str:
    return (site.out / "pages/w-0.html").read_text(encoding="utf-8")


def test_a_translation_goes_with_its_catalogue(site: Site) -> None:
    """A catalogue that is another one, though older, is shown as it is; without it pages are not translated, and nothing is left in docs."""
    path = site.docs / FRENCH / "pages.po"
    for number in (1, 2):
        write(path, SAYS.format(number))
        os.utime(path, (number, number))
        assert site.compare(f"catalogue {number}")
        assert f"Dit {number}" in shown(site)
    path.unlink()
    assert site.compare("no catalogue")
    assert "Dit" not in shown(site)
    assert list(site.docs.rglob("*.mo")) == []


def test_a_compiled_translation_that_a_project_has(site: Site) -> None:
    """A catalogue that a project has in compiled form only is used, and stays."""
    path = site.docs / FRENCH / "pages.po"
    write(path, SAYS.format(1))
    assert site.compare("a catalogue")
    (compiled,) = (site.folder / "out").rglob("pages.mo")
    path.with_suffix(".mo").write_bytes(compiled.read_bytes())
    path.unlink()
    assert site.compare("compiled only")
    assert "Dit 1" in shown(site)
    assert path.with_suffix(".mo").is_file()


def test_words_of_sphinx_that_a_project_has_of_its_own(site: Site) -> None:
    """Words that a project has in the place of those of Sphinx are those that it has now, in all pages, and go with their catalogue."""
    path = site.docs / FRENCH / "sphinx.po"
    for number in (1, 2):
        write(path, WORDS.format(number))
        os.utime(path, (number, number))
        assert site.compare(f"words {number}")
        assert f"Nota {number}" in shown(site)
        assert f"Depuis {number} 1" in shown(site)
    path.unlink()
    assert site.compare("no words")
    assert "Nota" not in shown(site)
    assert "Depuis" not in shown(site)


def test_a_catalogue_that_cannot_be_read(site: Site) -> None:
    """What Sphinx says of a catalogue names the project's file, not our copy of it; so in every build."""
    path = site.docs / FRENCH / "pages.po"
    path.parent.mkdir(parents=True)
    path.write_bytes(SAYS.encode() + b"\xff\xfe")
    for _ in range(2):
        assert not site.compare("a wrong catalogue")
        assert f"/docs/{FRENCH}/pages.po" in site.fresh[1]


def test_catalogues_that_are_served(site: Site) -> None:
    """The process of ``handbook serve`` shows translations and words as they are now."""
    (site.folder / "handbook.toml").write_text(
        'language = "fr"\n' + (site.folder / "handbook.toml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    warm = Warm(site, ("fr",))
    try:
        assert warm.compare("nothing")
        for number in (1, 2):
            write(site.docs / FRENCH / "how-to-read.po", HEAD + f'\nmsgid "How to read it"\nmsgstr "Lire {number}"\n')
            assert warm.compare(f"one page, {number}")
        for number in (1, 2):
            write(site.docs / FRENCH / "sphinx.po", WORDS.format(number))
            assert warm.compare(f"words {number}")
            assert f"Nota {number}" in (warm.out / "pages/w-0.html").read_text(encoding="utf-8")
    finally:
        warm.end()
