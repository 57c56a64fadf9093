"""The site equals a build from nothing, whatever befalls files: links in their place, style sheets that go, masks that change."""

from __future__ import annotations

import copy
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from .edits_of_pages import prepare
from .sites import Site, modes, write

#: Many sites are built twice over: these run with those of the whole handbook.
pytestmark = pytest.mark.slow
USED = "templates_path = ['_templates']; html_static_path = ['_static']; html_css_files = ['drawn.css', 'more/drawn.css']; html_extra_path = ['_extra']\n"  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A project and its site, which is that of a build from nothing; built once."""
    made = Site(tmp_path_factory.mktemp("kept") / "project")
    prepare(made, [USED])
    write(made.docs / "pages/refers.md", "# Refers\n\n{cite}`k1`\n")
    assert made.compare("nothing")
    made.folder.rename(made.folder.with_name("aside"))
    return made


@pytest.fixture
def site(built: Site) -> Iterator[Site]:
    """A copy of it in the place where it was built, which a test may change."""
    shutil.copytree(built.folder.with_name("aside"), built.folder, symlinks=True)
    yield copy.copy(built)
    shutil.rmtree(built.folder, ignore_errors=True)


def elsewhere(site: Site, name: str) -> Path:
    """Put a file or folder of docs elsewhere in them, with a link to it."""
    path, there = site.docs / name, site.docs / "_elsewhere" / name.replace("/", "-")
    there.parent.mkdir(exist_ok=True)
    path.rename(there)
    path.symlink_to(os.path.relpath(there, path.parent))
    return there


@pytest.mark.parametrize("name", ["_static/more", "_templates/more", "_extra/more"])
def test_folders_behind_links(site: Site, name: str) -> None:
    """A folder of style sheets, templates or further files that is a link is followed: files in it come, change and go."""
    (site.docs / name).mkdir(exist_ok=True)
    write(site.docs / "_templates/more/part.html", "<!-- 0 -->\n")
    layout = site.docs / "_templates/layout.html"
    write(layout, layout.read_text(encoding="utf-8").replace("{% endblock %}", "{% include 'more/part.html' %}{% endblock %}"))  # fmt: skip
    there = elsewhere(site, name)
    assert site.compare("a link")
    for file in ("drawn.css", "part.html", "file.txt"):
        if (there / file).exists():
            write(there / file, "/* <!-- 1 --> */")
            assert site.compare("what is behind it is another")
    write(there / "new.txt", "1")
    assert site.compare("more behind it")
    (there / "new.txt").unlink()
    assert site.compare("less behind it")


@pytest.mark.parametrize(
    ("name", "text"), [("_static/drawn.css", "p { left: 1 }"), ("_extra/robots.txt", "1"), ("pages/w-8.md", "# M\n")]
)
def test_files_behind_links(site: Site, name: str, text: str) -> None:
    """A file that is a link is followed."""
    there = elsewhere(site, name)
    assert site.compare("a link")
    write(there, text)
    assert site.compare("what is behind it is another")


def test_a_link_that_goes_round(site: Site) -> None:
    """A link to the folder in which it lies is followed as far as Sphinx does, and nothing of that stays when it goes."""
    path = site.docs / "_static/round"
    path.symlink_to(path.parent)
    assert site.compare("round")
    path.unlink()
    assert site.compare("not round")


def test_references_behind_a_link(site: Site) -> None:
    """A file of references may become a link: pages with a list of its works look for them where they are now."""
    there = elsewhere(site, "my.bib")
    assert site.compare("a link")
    (site.docs / "my.bib").unlink()
    there.rename(site.docs / "my.bib")
    assert site.compare("no link")


def test_a_style_sheet_that_goes(site: Site) -> None:
    """A style sheet that pages still name is in the site no longer when the project has it no longer."""
    (site.docs / "_static/drawn.css").unlink()
    assert site.compare("no sheet")
    assert not (site.out / "_static/drawn.css").exists()


def _edit(site: Site) -> None:
    write(site.docs / "pages/w-0.md", "# Other\n")


def _nothing(site: Site) -> None:
    pass


@pytest.mark.skipif(os.name != "posix", reason="no masks")
@pytest.mark.parametrize("edit", [_edit, _nothing])
def test_masks(site: Site, edit: Callable[[Site], None]) -> None:
    """Files have the permissions that the mask of the last build gives, those too that it did not write; those of others stay."""
    own = site.out / "own.txt"
    own.write_text("Mine.")
    own.chmod(0o640)
    for mask in (0o077, 0o022):
        site.mask = mask
        edit(site)
        site.run(site.out)
        assert {mode & 0o777 for name, mode in modes(site.out).items() if name != own.name} == {
            0o666 & ~mask,
            0o777 & ~mask,
        }
        assert own.stat().st_mode & 0o777 == 0o640
    own.unlink()
    assert site.compare("masks")


def test_pictures_of_one_name(site: Site) -> None:
    """Pictures of one name from several folders have the names in the site that they have in a build from nothing."""
    for page, picture in (("w-1", "seen.svg"), ("refers", "more/seen.svg")):
        write(site.docs / f"pages/{page}.md", f"# Picture\n\n![seen]({picture})\n")
        assert site.compare(picture)
    assert {path.name for path in (site.out / "_images").iterdir()} >= {"seen.svg", "seen1.svg"}
    write(site.docs / "pages/w-1.md", "# None\n")
    assert site.compare("one of them")


@pytest.mark.parametrize("name", ["docs", "seeds"])
def test_folders_that_are_links(site: Site, name: str) -> None:
    """Docs or seeds may lie elsewhere, behind a link, and come back."""
    path, there = site.folder / name, site.folder / "elsewhere"
    path.rename(there)
    path.symlink_to("elsewhere")
    assert site.compare("a link")
    write(site.docs / "pages/w-0.md", "# Other\n")
    lead = site.seeds / "registry/actors/borealis.yml"
    write(lead, lead.read_text(encoding="utf-8").replace("gloss: ", "gloss: Once "))
    assert site.compare("edits behind it")
    site.unlink()
    assert site.compare("no link")


def test_another_builder_in_the_same_folder(site: Site) -> None:
    """What another builder wrote into the site's folder goes at the next build, its static files too; files of others stay."""
    own = site.out / "_static/own.txt"
    own.write_text("Mine.", encoding="utf-8")
    stored = site.out.with_name("html-doctrees")
    subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", "-b", "dirhtml", "-d", stored, site.docs, site.out], check=True
    )
    assert (site.out / "_static/base-stemmer.js").is_file()
    site.run(site.out)
    assert own.is_file()
    own.unlink()
    assert site.compare("another builder")


@pytest.mark.parametrize("line", ["", "html_theme = 'furo'\n"])
def test_what_killed_builds_leave(site: Site, line: str) -> None:
    """Temporary files and folders of builds that were killed go at the next build, with any theme."""
    with (site.docs / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write(line)
    write(site.out / ".static-abc.tmp/basic.css", "p {}")
    write(site.out / "actors/.alba.html.123.tmp", "<p>")
    assert site.compare("a kill")
