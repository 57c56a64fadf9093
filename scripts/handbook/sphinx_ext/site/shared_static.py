"""Static files of the theme that the sites in several languages share: they lie in the first site, ``../_static`` for the others.

Only files to which nothing but our own templates links are shared, and only if all of them are the same in both sites, since style
sheets and scripts load others beside themselves.  Files that a project, an extension or Sphinx adds stay in each site.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sphinx.builders.html import StandaloneHTMLBuilder

from handbook.incremental.digests import digests
from handbook.sphinx_ext.frame import colours, languages
from handbook.sphinx_ext.frame.page_frame import THEME
from handbook.sphinx_ext.site import furo_files

#: The folder of static files in a site.
STATIC = "_static"


def of_theme(builder: StandaloneHTMLBuilder, folder: Path) -> dict[str, bytes]:
    """The digests, by name, of the files in ``folder`` that come from our theme; empty under another theme."""
    if builder.theme.name != "handbook":
        return {}
    names = {path.name for path in (THEME / "static").iterdir()} | set(furo_files.FURO.values()) | {colours.NAME}
    return dict(digests(folder, names))


def shared(builder: StandaloneHTMLBuilder, copied: Path, theme: Mapping[str, bytes]) -> dict[str, bytes]:
    """The digests, by name, of the files of the ``theme`` that this site can take from the first language's site.

    ``copied`` is the folder of this site's static files, in which a project's own file may have replaced one of the theme's.
    """
    out, language = Path(builder.outdir), languages.below(builder.config)
    if not theme or not language or out.name != language:
        return {}
    shared_digests = dict(digests(out.parent / STATIC, theme))
    return dict(theme) if shared_digests == theme and dict(digests(copied, theme)) == theme else {}
