"""Renderers: pure functions that turn blocks into text, such as HTML for the site and MyST for people and other tools.

A renderer goes through a page once, and never parses the output of another.  ``typst`` and ``xhtml`` write the
printed book and the EPUB; docutils nodes, which other builders need, are made in ``sphinx_ext.doctrees.block_nodes``.
"""

from __future__ import annotations

from handbook.render import html, myst, timeline

__all__ = ["html", "myst", "timeline"]
