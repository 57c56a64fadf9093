"""What extensions and builders of others find of generated pages, and what they put beside them, over the toy."""

from __future__ import annotations

from pathlib import Path

import pytest

from .running import built, sphinx
from .test_others import configured, dead_links

#: An extension that writes a script for each page that is written, with a name of its own each time, as sphinx-tippy does.
SCRIPTS = """
from uuid import uuid4
names = {}

def name(app, pagename, templatename, context, doctree):
    if doctree is not None:
        names[pagename] = f"theirs/{pagename}.{uuid4()}.js"
        app.add_js_file(names[pagename])

def write(app, error):
    for page, name in names.items():
        path = app.outdir / "_static" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        for old in path.parent.glob(page.rpartition("/")[2] + ".*.js"):
            old.unlink()
        path.write_text(page)

def setup(app):
    app.connect("html-page-context", name)
    app.connect("build-finished", write)
"""
#: An extension that asks where the file of each page is that is read, from the folder of sources, as sphinx-codeautolink does.
PATHS = """
from pathlib import Path
html_theme = "alabaster"

def look(app, doctree):
    asked = Path(doctree["source"]).relative_to(app.srcdir).with_suffix("").as_posix()
    assert asked == app.env.docname, (asked, app.env.docname)

def setup(app):
    app.connect("doctree-read", look)
"""
#: A builder whose writer knows no nodes but those of docutils and Sphinx.
BUILDER = """
from sphinx.builders import Builder

class Plain(Builder):
    name = format = "plain"
    def get_outdated_docs(self):
        return self.env.found_docs
    def get_target_uri(self, docname, typ=None):
        return docname
    def write_doc(self, docname, doctree):
        ours = {type(node) for node in doctree.findall() if type(node).__module__.startswith("handbook")}
        assert not ours, ours
        (self.outdir / "all.txt").open("a").write(doctree.astext())

def setup(app):
    app.add_builder(Plain)
"""


def test_files_of_pages_that_are_not_written_again(toy: Path) -> None:
    """What an extension put among static files for a page stays as long as the page does, and goes with the extension."""
    docs, out = toy / "docs", toy / "out"
    plain = (docs / "conf.py").read_text(encoding="utf-8")
    configured(toy, SCRIPTS)
    for text in ("One.", "Two.", "Two."):
        (docs / "how-to-read.md").write_text(f"# How\n\n{text}\n", encoding="utf-8")
        built(sphinx(docs, out))
        assert dead_links(out) == set()
        assert len(list((out / "_static/theirs").glob("how-to-read.*.js"))) == 1
        assert list((out / "_static/theirs/actors").glob("alba.*.js"))
    (docs / "conf.py").write_text(plain, encoding="utf-8")
    built(sphinx(docs, out))
    assert not (out / "_static/theirs").exists()


@pytest.mark.parametrize("more", ["", "handbook_short_way = False"])
def test_pages_stand_below_the_source_folder(toy: Path, more: str) -> None:
    """Who asks for the path of a page that is read finds it where its name has it, of generated ones too."""
    built(sphinx(configured(toy, f"{PATHS}\n{more}"), toy / "out"))


def test_a_builder_that_knows_no_nodes_of_ours(toy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It gets what is folded as plain paragraphs, with all that it says."""
    (toy / "docs/plainly.py").write_text(BUILDER, encoding="utf-8")
    monkeypatch.syspath_prepend(toy / "docs")
    built(sphinx(configured(toy, "extensions.append('plainly')"), toy / "out", "-b", "plain"))
    text = (toy / "out/all.txt").read_text(encoding="utf-8")
    assert "A state by the sea." in text
    assert "1 publication" in text
