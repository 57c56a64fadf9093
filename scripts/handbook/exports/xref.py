"""The files that a MyST site (mystmd) needs to link here with previews: ``myst.xref.json`` and a content file for each page.

The format is that of mystmd's own sites: https://mystmd.org/guide/external-references.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from handbook.addresses import ENTRY_KINDS, Addresses, document
from handbook.anchors import ENTRY_ANCHOR, object_anchor
from handbook.blocks import words_of
from handbook.corpus import Corpus
from handbook.model import Paged, Source, claims_of
from handbook.pages.claims import sentence
from handbook.pages.view import View
from handbook.plain_text import clean

Json = dict[str, Any]
_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def index(corpus: Corpus) -> str:
    """``myst.xref.json``: every page, and every object with its place on a page."""
    pages: dict[str, None] = {}
    addresses = Addresses(corpus)
    references: list[Json] = []
    for kind in ENTRY_KINDS:
        for entry in getattr(corpus, kind.table).values():
            page, _anchor = addresses.of(kind.name, entry.id)
            pages[page] = None
            references.append(_reference(f"{kind.name}-{entry.id}", object_anchor(kind.name, entry.id), page))
            references += [
                _reference(f"claim-{entry.id}--{c.label}", f"claim-{c.label}", page) for c in claims_of(entry)
            ]
    for source in corpus.sources.values():
        page = document(source)
        pages[page] = None
        references.append(_reference(f"source-{source.id}", ENTRY_ANCHOR, page))
        references += [_reference(f"statement-{source.id}-{s.label}", f"p{s.label}", page) for s in source.statements]
    listed = [{"kind": "page", "data": f"/data/myst/{page}.json", "url": f"/{page}.html"} for page in pages]
    file = {"version": "1", "myst": "1", "edition": corpus.handbook.edition, "references": listed + references}
    return _json(file) + "\n"


def entry_file(view: View, kind: str, entry: Paged) -> dict[str, str]:
    """The content file of an entry's page, by its name in the site: the entry, and each claim with its sentence."""
    page = document(entry)
    nodes = _target(f"{kind}-{entry.id}", ENTRY_ANCHOR, entry.name, entry.gloss)
    for claim in entry.claims:
        identifier, anchor = f"claim-{entry.id}--{claim.label}", f"claim-{claim.label}"
        nodes += _target(identifier, anchor, f"{entry.name}: {claim.label}", words_of(sentence(view, claim)))
    return {f"data/myst/{page}.json": _page(page, clean(entry.name), nodes)}


def terms_files(corpus: Corpus) -> dict[str, str]:
    """The content files of the pages of terms; none without terms."""
    files = {}
    for page in Addresses(corpus).terms:
        terms = [corpus.terms[i] for i in page.ids]
        nodes = [n for t in terms for n in _target(f"topic-{t.id}", object_anchor("topic", t.id), t.name, t.gloss)]
        if nodes:
            files[f"data/myst/{page.docname}.json"] = _page(page.docname, "Terms", nodes)
    return files


def source_file(source: Source) -> dict[str, str]:
    """The content file of a source's page, by its name in the site."""
    page, header = document(source), source.header
    description = ", ".join([header.title, *header.authors, header.publication])
    nodes = _target(f"source-{source.id}", ENTRY_ANCHOR, header.short, description)
    for s in source.statements:
        nodes += _target(f"statement-{source.id}-{s.label}", f"p{s.label}", f"{header.short} ¶{s.label}", s.text)
    return {f"data/myst/{page}.json": _page(page, clean(header.title), nodes)}


def _reference(identifier: str, anchor: str, page: str) -> Json:
    return {
        "identifier": identifier,
        "html_id": anchor,
        "kind": "heading",
        "data": f"/data/myst/{page}.json",
        "url": f"/{page}.html",
    }


def _target(identifier: str, anchor: str, name: str, text: str) -> list[Json]:
    words = [{"type": "text", "value": clean(name)}]
    heading = {
        "type": "heading",
        "depth": 2,
        "identifier": identifier,
        "label": identifier,
        "html_id": anchor,
        "children": words,
    }
    return [heading, {"type": "paragraph", "children": [{"type": "text", "value": clean(text)}]}]


def _page(page: str, title: str, nodes: list[Json]) -> str:
    file: Mapping[str, Any] = {
        "version": 2, "kind": "Article", "slug": page.replace("/", "."), "location": f"/{page}.html", "dependencies": [],
        "frontmatter": {"title": title}, "mdast": {"type": "root", "children": nodes},
        "references": {"cite": {"order": [], "data": {}}},
    }  # fmt: skip
    return _json(file) + "\n"
