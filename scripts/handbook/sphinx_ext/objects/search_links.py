"""Links to the search: to our page of results where our search works, to Sphinx's where that works, else none."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from handbook.pages.search import ASK, DOCUMENT

#: The page of Sphinx's own search, and its label.
SPHINX = "search"


def is_sphinxs(app: Sphinx) -> bool:
    """Whether the pages of this build have Sphinx's search; a site of one page has none, though its builder says so."""
    return app.builder.name != "singlehtml" and bool(getattr(app.builder, "search", False))


def label(app: Sphinx, env: BuildEnvironment) -> None:
    """Point the label ``search``, which Sphinx gives to its own page, to ours where our search works."""
    has_our_search = app.builder.name == "html" and not is_sphinxs(app) and DOCUMENT in env.found_docs
    standard = env.domains.standard_domain
    # Restore the label from Sphinx's initial data: when Sphinx reads our page again, it deletes a label that led there.
    sphinxs = standard.initial_data["labels"][SPHINX]
    standard.labels[SPHINX] = (DOCUMENT if has_our_search else SPHINX, *sphinxs[1:])
    standard.anonlabels[SPHINX] = standard.labels[SPHINX][:2]


def ask(app: Sphinx, document: nodes.document, docname: str) -> None:
    """Point the search line of the home page to Sphinx's search, or remove the line where there is no search."""
    builder = app.builder
    if builder.name == "html" and not is_sphinxs(app):
        return
    for line in [node for node in document.findall(nodes.paragraph) if ASK in node["classes"]]:
        if is_sphinxs(app):
            for link in line.findall(nodes.reference):
                link["refuri"] = builder.get_relative_uri(docname, SPHINX)
        else:
            line.parent.remove(line)
