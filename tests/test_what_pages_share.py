"""A hand-written page may show what stands in other files: after an edit of one of them the site is as from nothing."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from handbook.searching import other_pages

from .edited_projects import SOURCE
from .edits_of_pages import LAYOUT
from .sites import Site, files, write

PAGE = "# {0}\n\nText.\n"
A, B = "docs/how-to-read.md", "docs/about/method.md"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="9"/>\n'
BIB = "@book{{k1, author = {{{0}}}, title = {{A Book}}, publisher = {{P}}, year = {{2020}}}}\n"
PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Text of a."\nmsgstr "{0}"\n'
EXTENSION = "from docutils import nodes\n\n\ndef word(*_given):\n    return [nodes.Text('{0}')], []\n\n\ndef setup(app):\n    app.add_role('word', word)\n    return {{'parallel_read_safe': True, 'parallel_write_safe': True}}\n"
LOCAL = "import sys, pathlib\nsys.path.insert(0, str(pathlib.Path(__file__).resolve().parent{0} / '_ext'))\nextensions.append('local_word')\n"
#: A source that is published last, as pictures say, and that nobody cites.
LATER, LATE = (
    "seeds/articles/courier-2024.md",
    SOURCE.format("courier-2024", "2024-04-30", "", "Borealis").replace(", and Nova was told", ""),
)
#: What conf.py has besides, the files at first, and what becomes of them: a text, or None where one goes.
CASES: Mapping[str, tuple[str, Mapping[str, str], Mapping[str, str | None]]] = {
    "a label without a title that moves": ("", {A: "# A\n\n(mark)=\nOne.\n", B: "# B\n\n{ref}`there <mark>`\n"}, {A: PAGE.format("A"), "docs/about/index.md": "# About\n\n(mark)=\nOne.\n"}),
    "a label that goes": ("", {A: "# A\n\n(mark)=\nOne.\n", B: "# B\n\n{ref}`there <mark>`\n"}, {A: PAGE.format("A")}),
    "a term that goes": ("", {A: "# A\n\n```{glossary}\nfoo\n    It.\n```\n", B: "# B\n\n{term}`foo`\n"}, {A: PAGE.format("A")}),
    "a heading in a list of pages": ("", {A: "# A\n\n## One\n\nText.\n", B: "# B\n\n```{toctree}\n:maxdepth: 2\n\n../how-to-read\n```\n"}, {A: "# A\n\n## Two\n\nText.\n"}),
    "an equation before another": ("myst_enable_extensions.append('amsmath')\n", {A: "# A\n\n```{math}\n:label: e1\nx\n```\n", B: "# B\n\n{eq}`e1`\n"}, {A: "# A\n\n```{math}\n:label: e0\ny\n```\n\n```{math}\n:label: e1\nx\n```\n"}),
    "a heading by its words": ("myst_heading_anchors = 3\n", {A: "# A\n\n## Sub one\n\nText.\n", B: "# B\n\n[](../how-to-read.md#sub-one)\n"}, {A: "# A\n\n## Sub ONE\n\nText.\n"}),
    "a work that is cited": ("bibtex_bibfiles = ['my.bib']\n", {"docs/my.bib": BIB.format("Ann One"), B: "# B\n\n{cite}`k1`\n"}, {"docs/my.bib": BIB.format("Ben Two")}),
    "a file beside docs": ("", {"shared.md": "One.\n", A: "# A\n\n```{include} ../shared.md\n```\n"}, {"shared.md": "Two.\n"}),
    "a picture beside docs": ("", {"art/p.svg": SVG.format(9), A: "# A\n\n![P](../art/p.svg)\n"}, {"art/p.svg": SVG.format(8)}),
    "the logo beside docs": ("html_logo = '../art/l.svg'\n", {"art/l.svg": SVG.format(9)}, {"art/l.svg": SVG.format(8)}),
    "a style sheet": ("html_static_path = ['_static']\nhtml_css_files = ['a.css']\n", {"docs/_static/a.css": "p { top: 0 }\n"}, {"docs/_static/a.css": "p { top: 1 }\n"}),
    "a translation": ("language = 'fr'\n", {A: "# A\n\nText of a.\n", "docs/locales/fr/LC_MESSAGES/how-to-read.po": PO.format("Un")}, {"docs/locales/fr/LC_MESSAGES/how-to-read.po": PO.format("Deux")}),
    "a page of the sidebar that goes": ("", {}, {A: None, "docs/index.md": "how-to-read\n"}),
    "a page that goes and is still listed": ("", {}, {A: None}),
    "sources that are not copied any more": ("html_copy_source = True\n", {}, {"docs/conf.py": "html_copy_source = True\n"}),
    "a picture of a generated page that has nodes": ("numfig = True\n", {LATER: LATE}, {LATER: LATE.replace("2024-04-30", "2023-05-05")}),
    "another theme and back": ("html_theme = 'alabaster'\n", {}, {"docs/conf.py": "html_theme = 'alabaster'\n"}),
}  # fmt: skip


def apply(site: Site, changes: Mapping[str, str | None]) -> None:
    """Write files, or remove them; of the home page and of conf.py the text is taken out."""
    for name, text in changes.items():
        path = site.folder / name
        if text is None:
            path.unlink()
        elif name in ("docs/index.md", "docs/conf.py"):
            write(path, path.read_text(encoding="utf-8").replace(text, ""))
        else:
            write(path, text)


def test_a_heading_that_the_search_finds(tmp_path: Path) -> None:
    """The search finds hand-written pages by headings as they are now, after edits of a heading and of a record, and as from nothing."""
    site = Site(tmp_path / "project")
    write(site.docs / "how-to-read.md", "# A\n\n## Aardvarks\n\nText.\n")
    assert site.build()
    index = site.out / other_pages.FILE
    assert "A: Aardvarks" in index.read_text(encoding="utf-8")
    write(site.docs / "how-to-read.md", "# A\n\n## Buffaloes\n\nText.\n")
    assert site.compare("another heading")
    held = index.read_text(encoding="utf-8")
    assert "Buffaloes" in held
    assert "Aardvarks" not in held
    apply(site, {LATER: LATE})
    assert site.compare("another source")
    site.compare("once more", unchanged=True)


@pytest.mark.parametrize("short_way", [True, False])
def test_a_neighbour_says_its_language(short_way: bool, tmp_path: Path) -> None:
    """The title of a source in another language says so where the page before or after links to it, and no longer when it is in the site's."""
    site = Site(tmp_path / "project")
    with (site.docs / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write(f"handbook_short_way = {short_way}\n")
    apply(site, {LATER: LATE.replace("language: en", "language: fr")})
    assert site.build()
    near = '<div class="title"><span lang="fr">courier-2024</span></div>'
    page = site.out / "sources/gazette-2024.html"
    assert near in page.read_text(encoding="utf-8")
    apply(site, {LATER: LATE})
    assert site.compare("another language")
    assert 'lang="fr"' not in page.read_text(encoding="utf-8")


@pytest.mark.parametrize("case", CASES)
def test_the_site_is_as_from_nothing(case: str, tmp_path: Path) -> None:
    """After the edit each file, the status and what is said are those of a build from nothing; and the next build says so again."""
    configured, before, after = CASES[case]
    site = Site(tmp_path / "project")
    with (site.docs / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write(configured)
    apply(site, before)
    if case == "a page of the sidebar that goes":
        # Nothing else may refer to it.
        apply(site, {"docs/pages/w-0.md": "# First\n"})
    assert site.build()
    apply(site, after)
    site.compare(case)
    site.compare(f"{case}, once more", unchanged=True)


def test_a_template_behind_a_link(tmp_path: Path) -> None:
    """A template that is a link to another file of the docs is another one when that is: the site is as from nothing."""
    site = Site(tmp_path / "project")
    with (site.docs / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write("templates_path = ['_templates']\n")
    layout = site.docs / "_templates/layout.html"
    layout.parent.mkdir()
    layout.symlink_to(site.docs / "layout.html")
    for number in (1, 2):
        write(site.docs / "layout.html", LAYOUT.format(number))
        assert site.compare(f"layout {number}")


@pytest.mark.parametrize("where", ["", ".parent"])
def test_code_of_the_project(where: str, tmp_path: Path) -> None:
    """What an extension of the project's own does is done anew when its code is another, wherever that lies."""
    site = Site(tmp_path / "project")
    code = (site.folder if where else site.docs) / "_ext" / "local_word.py"
    write(code, EXTENSION.format("one"))
    write(site.docs / "how-to-read.md", "# A\n\nA {word}`x` here.\n")
    with (site.docs / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write(LOCAL.format(where))
    page = site.out / "how-to-read.html"
    # Python itself tells files of code apart by size and second.
    for word in ("one", "three"):
        write(code, EXTENSION.format(word))
        # In a process of its own, which has no module from before.
        words = ["-m", "handbook", "build", "--seeds", site.seeds, "--docs", site.docs, "--out", site.out]
        done = subprocess.run([sys.executable, *words], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        assert f"A {word} here." in page.read_text(encoding="utf-8")


def test_a_copy_of_a_project(tmp_path: Path) -> None:
    """A copy has a note of what decided the site that it was copied from: it is built from its own files."""
    site = Site(tmp_path / "project")
    assert site.build()
    shutil.copytree(site.folder, tmp_path / "copy")
    first = files(site.out)
    site.folder, site.docs, site.seeds = tmp_path / "copy", tmp_path / "copy/docs", tmp_path / "copy/seeds"
    site.out = tmp_path / "copy" / "out" / "html"
    write(site.docs / "how-to-read.md", "# Another\n\nText.\n")
    assert site.compare("an edit of the copy")
    assert files(site.out) != first
