"""A folder that is built into again, by whichever builder and with whatever is still known, has what a build from nothing has."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from handbook.sphinx_ext.storage.written_names import LIST, WrittenNames

from .edits_of_seeds import DOSSIER
from .running import built, sphinx_build
from .sites import Site, files, write

ENTRY = "id: gone\nkind: company\nname: Gone Company\ngloss: A new company.\ncite: [gazette-2024/2a]\n"
GONE = "seeds/registry/actors/gone.yml"
#: What each builder is given besides, and the folders that it writes to, all with one folder of what Sphinx stores.
CASES = {
    "two sites": [("html", "a"), ("html", "b")],
    "two builders": [("html", "a"), ("dirhtml", "b")],
    "pages of text": [("text", "a")],
    "one page": [("singlehtml", "a")],
    "a theme that searches": [("html -D html_theme=furo", "a")],
}


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path / "project")


def build(site: Site, builder: str, out: str) -> None:
    stored = site.folder / "stored"
    built(sphinx_build("-n", "-W", "-b", *builder.split(), "-d", stored, site.docs, site.folder / out))


@pytest.mark.parametrize("case", CASES)
def test_no_page_of_an_entry_that_is_gone(case: str, site: Site) -> None:
    """Plain builds, several of them with one folder of stored files, leave nothing of an entry that was removed; other people's files stay."""
    write(site.folder / GONE, ENTRY)
    for builder, out in CASES[case]:
        build(site, builder, out)
        write(site.folder / out / "theirs" / "gone.html", "Of others.")
    (site.folder / GONE).unlink()
    page = site.docs / "pages" / "w-0.md"
    page.write_text(page.read_text(encoding="utf-8").replace("# First", "# Foremost"), encoding="utf-8")
    for builder, out in CASES[case]:
        build(site, builder, out)
    for builder, out in CASES[case]:
        here = files(site.folder / out)
        assert here.pop("theirs/gone.html") == b"Of others."
        # At the same place, which is in what some builders write.
        shutil.rmtree(site.folder / "stored")
        build(site, builder, "fresh")
        there = files(site.folder / "fresh")
        shutil.rmtree(site.folder / "fresh")
        assert sorted(here) == sorted(there)
        assert [name for name, raw in here.items() if raw != there[name]] == []


def lose_what_is_stored(site: Site) -> None:
    for folder in site.out.parent.glob("html-doctrees*"):
        shutil.rmtree(folder)


def damage_the_site(site: Site) -> None:
    for path in site.out.rglob(LIST):
        path.write_bytes(path.read_bytes()[:-9])


def move(site: Site) -> None:
    site.folder = site.folder.rename(site.folder.with_name("moved"))
    site.docs, site.seeds, site.out = site.folder / "docs", site.folder / "seeds", site.folder / "out" / "html"


@pytest.mark.parametrize("lost", [lose_what_is_stored, damage_the_site, move])
def test_what_was_written_is_known(lost: Callable[[Site], None], site: Site) -> None:
    """A page and a language that are gone leave the site, although what is stored was lost, or the list in the site, or the project moved."""
    settings = site.folder / "handbook.toml"
    one = settings.read_text(encoding="utf-8")
    write(settings, 'languages = ["fr"]\n' + one)
    write(site.folder / GONE, ENTRY)
    assert site.run(site.out)[0] == 0
    assert (site.out / "fr/actors/gone.html").is_file()
    write(site.out / "actors" / "theirs.html", "Of others.")
    write(settings, one)
    (site.folder / GONE).unlink()
    lost(site)
    assert site.run(site.out)[0] == 0
    here = files(site.out)
    assert here.pop("actors/theirs.html") == b"Of others."
    assert site.run(site.folder / "fresh/html")[0] == 0
    assert here == files(site.folder / "fresh/html")


def test_no_folder_is_left_empty(site: Site) -> None:
    """A site has no empty folder; the last dossier, which is gone, leaves none of its files, and no folder of them."""
    dossier = site.seeds / "registry" / "dossiers" / "the-north.yml"
    write(dossier, DOSSIER.format(1, "defence", "alba"))
    assert site.compare("a dossier")
    assert (site.out / "cite" / "dossiers").is_dir()
    dossier.unlink()
    assert site.compare("no dossier")
    assert [path for path in site.out.rglob("*") if path.is_dir() and not any(path.iterdir())] == []


@pytest.fixture
def written(tmp_path: Path) -> WrittenNames:
    for name in ("site", "stored", "elsewhere"):
        (tmp_path / name).mkdir()
    return WrittenNames(tmp_path / "site", tmp_path / "stored")


def test_only_what_is_in_the_folder(written: WrittenNames, tmp_path: Path) -> None:
    """Nothing is removed above the folder, behind a link, or where a folder of others has the name of a file."""
    write(tmp_path / "elsewhere/a.html", "Of others.")
    (written.root / "link").symlink_to(tmp_path / "elsewhere")
    write(written.root / "b.html/index.html", "Of others.")
    write(written.root / "c", "Of others.")
    written.note(["../elsewhere/a.html", str(tmp_path / "elsewhere/a.html"), "link/a.html", "b.html", "c/index.html"])
    before = files(tmp_path / "elsewhere"), files(written.root)
    written.remove(written.listed())
    assert (files(tmp_path / "elsewhere"), files(written.root)) == before
