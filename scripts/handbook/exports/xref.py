"""What a MyST site (mystmd) needs to link here with previews: ``myst.xref.json`` and a content file a page.

The format is that of mystmd's own sites: https://mystmd.org/guide/external-references.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from handbook import EDITION
from handbook.corpus import Corpus
from handbook.pages.moved import PAGE_FOLDERS
from handbook.pages.myst import clean

Json = dict[str, Any]
TERMS = "reference/terms"


def files(corpus: Corpus) -> dict[str, str]:
    """File name in the site to content."""
    references: list[Json] = []
    made: dict[str, list[Json]] = {}
    titles: dict[str, str] = {}
    for kind, tables in (
        ("actor", corpus.actors),
        ("agreement", corpus.agreements),
        ("event", corpus.events),
        ("topic", corpus.terms),
    ):
        for entry in tables.values():
            anchor = f"topic-{entry.id}" if kind == "topic" else "hb-entry"
            page = TERMS if kind == "topic" else f"{PAGE_FOLDERS[kind]}/{entry.id}"
            titles[page] = "Terms" if kind == "topic" else clean(entry.name)
            made.setdefault(page, []).extend(_target(f"{kind}-{entry.id}", anchor, entry.name, entry.gloss))
            references.append(
                _reference(f"{kind}-{entry.id}", f"topic-{entry.id}" if kind == "topic" else "hb-entry", page)
            )
    for source in corpus.sources.values():
        page, header = f"sources/{source.id}", source.header
        titles[page] = clean(header.title)
        made[page] = _target(
            f"source-{source.id}",
            "hb-entry",
            header.short,
            ", ".join([header.title, *header.authors, header.publication]),
        )
        references.append(_reference(f"source-{source.id}", "hb-entry", page))
        for statement in source.statements:
            name = f"statement-{source.id}-{statement.label}"
            made[page] += _target(name, f"p{statement.label}", f"{header.short} ¶{statement.label}", statement.text)
            references.append(_reference(name, f"p{statement.label}", page))
    pages = [{"kind": "page", "data": f"/data/myst/{page}.json", "url": f"/{page}.html"} for page in made]
    index = {"version": "1", "myst": "1", "edition": EDITION, "references": pages + references}
    found = {f"data/myst/{page}.json": _page(page, titles[page], nodes) for page, nodes in made.items()}
    return found | {"myst.xref.json": json.dumps(index, ensure_ascii=False, separators=(",", ":")) + "\n"}


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
