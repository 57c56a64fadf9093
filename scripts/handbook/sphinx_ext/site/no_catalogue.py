"""Generated pages in a project whose language has no catalogue: they are in English, and declare it to browsers and screen readers."""

from __future__ import annotations

import os

from docutils import nodes
from sphinx.application import Sphinx

from handbook import i18n
from handbook.sphinx_ext.frame.page_frame import THEME
from handbook.sphinx_ext.running.build import build_of


def mark(app: Sphinx, document: nodes.document, docname: str) -> None:
    """Mark the language of a generated page whose frame is in another; not under our theme, whose frame has the language of our words."""
    site_language = app.config.language or "en"
    theme = getattr(app.builder, "theme", None)
    words = i18n.interface(site_language)
    if (
        words == site_language
        or docname not in build_of(app.env).plan_names
        or (theme and str(THEME) in map(os.fspath, theme.get_theme_dirs()))
    ):
        return
    if (document.get("translation_progress") or {}).get("translated"):
        return
    for section in [node for node in document.children if isinstance(node, nodes.section)]:
        # docutils turns such a class into the attribute ``lang``.
        section["classes"].append(f"language-{words}")
