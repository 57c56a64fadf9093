"""The handbook's own pages in the search: their sections are noted when Sphinx reads them, the index is written at the end.

Sphinx keeps what is noted with its other metadata of a page, and forgets it with the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from handbook import i18n, recipes
from handbook.publish import write
from handbook.searching import other_pages
from handbook.searching.other_pages import FILE, Section, Written
from handbook.sphinx_ext.running.build import build_of

_KEY = "handbook-search"
#: What has no sentences to find: code, pictures, lists of pages.
_NOT_READ = (nodes.literal_block, nodes.comment, nodes.raw, nodes.section, nodes.title)


def note(app: Sphinx, doctree: nodes.document) -> None:
    """Note the sections of a hand-written page with its metadata; a page that asks Sphinx not to be searched has none."""
    env, build = app.env, build_of(app.env)
    docname = env.docname
    metadata = env.metadata[docname]
    if docname in build.plan_names or docname == app.config.root_doc or "nosearch" in metadata:
        return
    translated = (doctree.get("translation_progress") or {}).get("translated")
    language = i18n.interface(app.config.language or "en") if translated else build.handbook.language
    if sections := tuple(_sections(doctree)):
        metadata[_KEY] = Written(language, sections)


def _sections(doctree: nodes.document) -> Iterator[Section]:
    for number, section in enumerate(doctree.findall(nodes.section)):
        title = section.next_node(nodes.title)
        if title is not None and section["ids"]:
            words = " ".join(" ".join(part.astext().split()) for part in section if not isinstance(part, _NOT_READ))
            yield Section(section["ids"][0] if number else "", title.astext(), words)


def bring(app: Sphinx, out: Path) -> str:
    """Write the index of these pages; return the name of its file in the site."""
    env, build = app.env, build_of(app.env)
    interface_language = i18n.interface(app.config.language or "en")
    titles = {name: env.titles[name].astext() for name in build.plan_names if name in env.titles}
    write(
        out / FILE,
        other_pages.file(
            titles,
            _noted(env),
            lambda name: "en" if name in recipes.IN_ENGLISH else interface_language,
            i18n.translator(interface_language),
        ),
    )
    return FILE


def _noted(env: BuildEnvironment) -> dict[str, Written]:
    return {
        name: page_metadata[_KEY]
        for name, page_metadata in env.metadata.items()
        if _KEY in page_metadata and name in env.found_docs
    }
