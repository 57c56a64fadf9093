"""Sphinx's parser for generated pages, for builders and extensions that need their doctrees.

The file that Sphinx reads has the page as MyST, for people; the doctree is made from the
page's blocks, so no text is parsed.
"""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes
from myst_parser.parsers.sphinx_ import MystParser
from sphinx.application import Sphinx
from sphinx.parsers import Parser

from handbook.page_facts import facts
from handbook.sphinx_ext.doctrees.block_nodes import Maker
from handbook.sphinx_ext.objects.documents import GeneratedProject
from handbook.sphinx_ext.objects.domain import domain_of

#: The file type of generated pages.
FILETYPE = "handbook"

#: The suffix that Sphinx adds to the source's name when it has a translated message parsed.
TRANSLATED = ":<translated>"


def stand_below_source_folder(app: Sphinx, document: nodes.document) -> None:
    """Set the source of a generated page to a path below the source folder: extensions ask for its path relative to that."""
    if isinstance(app.project, GeneratedProject) and app.env.docname in app.project.files:
        document["source"] = str(app.srcdir / app.project.doc2path(app.env.docname, False))


class GeneratedParser(Parser):
    """Makes the doctree of a generated page, and notes what the page declares."""

    supported: ClassVar[tuple[str, ...]] = (FILETYPE,)

    def parse(self, inputstring: str, document: nodes.document) -> None:
        """Fill the document with the page that is being read, or with a translated message of it."""
        if document["source"].endswith(TRANSLATED):
            MystParser().parse(inputstring, document)
            return
        env = document.settings.env
        domain = domain_of(env)
        page = domain.build.page(env.docname)
        maker = Maker(env.docname, domain.build.picture_uri, document["source"])
        maker.page(document, page)
        declared = facts(page)
        for kind, target, name, anchor in declared.objects:
            domain.note(kind, target, name, anchor)
        # The labels of headings are left to Sphinx.
        for label, words in (pair for pair in declared.labels if pair[0] not in document.nameids):
            env.domains.standard_domain.note_hyperlink_target(label, env.docname, label, words)
        for term, anchor in declared.terms:
            env.domains.standard_domain._note_term(term, anchor)
        if declared.orphan:
            env.metadata[env.docname]["orphan"] = True
        if declared.redirect:
            env.metadata[env.docname]["hb_redirect"] = declared.redirect
        for node in document.findall(nodes.target):
            document.ids.setdefault(node["ids"][0], node)
