"""Furo's style sheet and script, which our theme uses, among the static files of a site."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from handbook.sphinx_ext.frame.page_frame import THEME

FURO = {"styles/furo.css": "furo.css", "scripts/furo.js": "furo.js"}


def copy(builder: StandaloneHTMLBuilder, folder: Path) -> None:
    """Copy Furo's files into a folder, if the theme is ours or inherits from it."""
    if THEME not in map(Path, builder.theme.get_theme_dirs()):
        return
    # Find Furo without importing it: it would import an HTML parser that nothing here uses.
    spec = find_spec("furo")
    assert spec
    assert spec.submodule_search_locations
    source = Path(spec.submodule_search_locations[0]) / "theme" / "furo" / "static"
    for name, target in FURO.items():
        raw = (source / name).read_bytes()
        # Source maps are not copied: without the comment no browser asks for one.
        lines = [line for line in raw.split(b"\n") if b"sourceMappingURL" not in line]
        (folder / target).write_bytes(b"\n".join(lines))


def beside_pages(app: Sphinx, error: Exception | None) -> None:
    """Copy Furo's files at the end of a build by an HTML builder other than the site's."""
    folder = Path(app.outdir) / "_static"
    # This includes the builders of EPUB and of help files, which derive from it.
    if (
        error is None
        and app.builder.name != "html"
        and isinstance(app.builder, StandaloneHTMLBuilder)
        and folder.is_dir()
    ):
        copy(app.builder, folder)
