"""What a MyST site (mystmd) needs to link here with previews: ``myst.xref.json`` and a content file a page.

The format is that of mystmd's own sites: https://mystmd.org/guide/external-references.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from handbook import EDITION
from handbook.corpus import Corpus
from handbook.model import Actor, Agreement, Event, Source
from handbook.pages import shared
from handbook.pages.moved import PAGE_FOLDERS
from handbook.pages.myst import clean

Json = dict[str, Any]


def index(corpus: Corpus) -> str:
    """``myst.xref.json``: every page, and every object with its place on one."""
    pages: dict[str, None] = {}
    shared_docs = shared.documents(corpus)
    references: list[Json] = []
    for kind, tables in _KINDS:
        for entry in getattr(corpus, tables).values():
            anchor = f"topic-{entry.id}" if kind == "topic" else "hb-entry"
            page = shared_docs[anchor] if kind == "topic" else _page_of(kind, entry.id)
            pages[page] = None
            references.append(_reference(f"{kind}-{entry.id}", anchor, page))
    for source in corpus.sources.values():
        page = f"sources/{source.id}"
        pages[page] = None
        references.append(_reference(f"source-{source.id}", "hb-entry", page))
        references += [_reference(f"statement-{source.id}-{s.label}", f"p{s.label}", page) for s in source.statements]
    listed = [{"kind": "page", "data": f"/data/myst/{page}.json", "url": f"/{page}.html"} for page in pages]
    made = {"version": "1", "myst": "1", "edition": EDITION, "references": listed + references}
    return json.dumps(made, ensure_ascii=False, separators=(",", ":")) + "\n"


_KINDS = (("actor", "actors"), ("agreement", "agreements"), ("event", "events"), ("topic", "terms"))


def _page_of(kind: str, id_: str) -> str:
    """The page of an entry that has one of its own."""
    return f"{PAGE_FOLDERS[kind]}/{id_}"


def entry_file(kind: str, entry: Actor | Agreement | Event) -> dict[str, str]:
    """The content file of an entry's page, by its name in the site."""
    page, anchor = _page_of(kind, entry.id), "hb-entry"
    nodes = _target(f"{kind}-{entry.id}", anchor, entry.name, entry.gloss)
    return {f"data/myst/{page}.json": _page(page, clean(entry.name), nodes)}


def terms_files(corpus: Corpus) -> dict[str, str]:
    """The content files of the pages of terms; none without terms."""
    made = {}
    for page in shared.terms(corpus):
        terms = [corpus.terms[i] for i in page.ids]
        nodes = [n for t in terms for n in _target(f"topic-{t.id}", f"topic-{t.id}", t.name, t.gloss)]
        if nodes:
            made[f"data/myst/{page.doc}.json"] = _page(page.doc, "Terms", nodes)
    return made


def source_file(source: Source) -> dict[str, str]:
    """The content file of a source's page, by its name in the site."""
    page, header = f"sources/{source.id}", source.header
    about = ", ".join([header.title, *header.authors, header.publication])
    nodes = _target(f"source-{source.id}", "hb-entry", header.short, about)
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
    made: Mapping[str, Any] = {
        "version": 2, "kind": "Article", "slug": page.replace("/", "."), "location": f"/{page}.html", "dependencies": [],
        "frontmatter": {"title": title}, "mdast": {"type": "root", "children": nodes},
        "references": {"cite": {"order": [], "data": {}}},
    }  # fmt: skip
    return json.dumps(made, ensure_ascii=False, separators=(",", ":")) + "\n"
