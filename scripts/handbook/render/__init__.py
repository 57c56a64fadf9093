"""Blocks into text, by pure functions: HTML for the site, MyST for people and other tools.

A renderer goes through a page once and never parses what another wrote.  Docutils nodes,
which other builders want, are made in ``sphinx_ext.nodes``.
"""

from __future__ import annotations

from handbook.render import html, myst, timeline

__all__ = ["html", "myst", "timeline"]
