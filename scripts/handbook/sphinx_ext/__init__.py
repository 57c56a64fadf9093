"""The Sphinx side: ``extensions = ["handbook.sphinx_ext"]`` in ``conf.py``.

Pages are generated before Sphinx looks for files; the domain ``hb`` holds every
entry, source and statement; directives turn data into nodes.  To add an object
type, extend ``domain.KINDS``; to add a directive, write it in ``directives``.
"""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.config import ENUM
from sphinx.util.typing import ExtensionMetadata

from handbook import __version__
from handbook.sphinx_ext import bibliography, cite, directives, generate, html, processes
from handbook.sphinx_ext.domain import HandbookDomain
from handbook.sphinx_ext.pdf.builder import PdfBuilder
from handbook.sphinx_ext.quick import kept


def setup(app: Sphinx) -> ExtensionMetadata:
    """Everything that the extension adds, on one page."""
    bibliography.plugins()
    app.add_config_value("handbook_seeds", "../seeds", "env", types=(str,))
    # A changed engine reads every page anew: its nodes may differ.
    app.add_config_value("handbook_engine", generate.engine(), "env", types=(str,))
    # Generated pages without MyST and docutils' transforms; the same pages, three times as fast.
    app.add_config_value("handbook_short_way", True, "env", types=(bool,))
    app.add_domain(HandbookDomain)
    app.add_directive_to_domain("hb", "entry", directives.EntryDirective)
    app.add_directive_to_domain("hb", "statement", directives.StatementDirective)
    app.add_directive_to_domain("hb", "moved", directives.MovedDirective)
    app.add_directive_to_domain("hb", "rows", directives.RowsDirective)
    app.add_directive_to_domain("hb", "figure", directives.FigureDirective)
    app.add_directive_to_domain("hb", "numbers", directives.NumbersDirective)
    app.add_config_value("handbook_drafts", "site", "env", types=ENUM("site", "none", "all"))
    app.add_config_value("handbook_pdf_entry", "", "", types=(str,))
    app.add_config_value("handbook_pdf_only", "", "", types=(str,))
    app.add_builder(PdfBuilder)
    app.add_builder(html.HandbookHTMLBuilder, override=True)
    app.set_translator("html", html.HandbookTranslator)
    app.set_translator("epub", html.HandbookTranslator)
    app.add_html_theme("handbook", str(html.THEME))
    # Before any domain is made: sphinxcontrib-bibtex reads its file when its domain is.
    app.connect("config-inited", generate.pages, priority=100)
    app.connect("config-inited", processes.begun, priority=999)
    app.connect("builder-inited", processes.ready, priority=1)
    app.connect("builder-inited", kept.begun)
    app.connect("builder-inited", generate.begin, priority=900)
    app.connect("env-before-read-docs", processes.few)
    app.add_event(processes.MEANWHILE)
    for part in (html, cite):
        app.connect(processes.MEANWHILE, part.meanwhile)
    app.connect("env-updated", processes.restore)
    app.connect("env-updated", bibliography.recall, priority=100)
    app.connect("env-updated", bibliography.forget, priority=900)
    app.connect("doctree-resolved", processes.resolved)
    app.connect("html-page-context", html.page_context, priority=900)
    app.connect("html-page-context", cite.page_context, priority=910)
    app.connect("build-finished", generate.finished)
    app.connect("build-finished", processes.finished)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True, "env_version": 1}
