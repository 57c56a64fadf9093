"""The data that the site looks up while one reads: previews of entries, sources and statements, and their citations.

Data is written as scripts that assign it, because a page opened from ``file://`` may load a script
but not fetch JSON; previews are JSON too, for other sites.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from handbook.addresses import path as path_of
from handbook.agreement_state import headline
from handbook.anchors import object_anchor
from handbook.citing import citable, items
from handbook.dossiers import Dossier
from handbook.model import Agreement, Conflict, Event, Paged, Source, Term
from handbook.pages import labels
from handbook.pages.entries import kind_words
from handbook.pages.view import View


def rows(view: View) -> list[dict[str, object]]:
    """One row for each entry or source: address, name, kind, gloss and id."""
    listed: list[dict[str, object]] = []
    for entry in view.corpus.entries.values():
        if isinstance(entry, Term):
            anchor = object_anchor("topic", entry.id)
            url, kind = f"{view.addresses.shared[anchor]}.html#{anchor}", view.translate("Term")
        else:
            url, kind = path_of(entry), kind_words(view, entry)
        listed.append(
            {
                "u": url,
                "n": view.name_of(entry),
                "k": kind,
                "g": view.gloss_of(entry),
                "i": entry.id,
            }
        )
    for source in view.corpus.sources.values():
        h = source.header
        listed.append(
            {
                "u": path_of(source),
                "n": h.short,
                "k": view.translate("Source"),
                "g": h.title,
                "i": source.id,
            }
        )
    return listed


def previews(view: View) -> dict[str, dict[str, str]]:
    """The content of each preview, by the address of the entry or source: name, kind, gloss, dates."""
    by_address: dict[str, dict[str, str]] = {}
    for row in rows(view):
        entry = view.corpus.entries.get(str(row["i"]))
        source = view.corpus.sources.get(str(row["i"]))
        dates = ""
        if isinstance(entry, Event):
            dates = view.date(entry.dates[0].date)
        elif isinstance(entry, Agreement):
            last = headline(view.corpus, entry).claim
            stage = view.word("stages", last.stage)
            dates = f"{stage}, {view.date(last.date)}" if last.date else stage
        elif source:
            dates = view.date(source.header.published)
        by_address[str(row["u"])] = {
            "name": str(row["n"]),
            "kind": str(row["k"]),
            "gloss": str(row["g"]),
            "dates": dates,
        }
    return by_address


def statements(view: View, source: Source) -> dict[str, dict[str, str]]:
    """The content of the preview of each statement of a source, by label."""
    by_citation: dict[str, dict[str, str]] = {}
    for statement in source.statements:
        speaker = view.corpus.actors.get(statement.speaker)
        kind = speaker.name if speaker else view.translate(labels.STATEMENT[statement.kind])
        described = {"name": f"{source.header.short} ¶{statement.label}", "kind": kind, "gloss": statement.text}
        by_citation[statement.label] = described | ({"dates": view.date(statement.when)} if statement.when else {})
    return by_citation


def statements_file(view: View, source: Source) -> dict[str, str]:
    """The file of a source's statements, by its name in the site; none for a source without any."""
    described = statements(view, source)
    return {f"data/statements/{source.id}.js": script("handbookStatements", described, source.id)} if described else {}


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode


def _safe(body: str) -> str:
    return body.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def script(name: str, value: object, key: str = "") -> str:
    """A script that assigns data, which even a page opened from a file can load."""
    safe = _safe(_json(value))
    if key:
        return f"window.{name}=window.{name}||{{}};window.{name}[{json.dumps(key)}]={safe};\n"
    return f"window.{name}={safe};\n"


def citable_file(view: View, base: str, record: Paged | Source | Dossier | Conflict) -> dict[str, str]:
    """The file with the citations of a page, its claims or statements, or of a disagreement, by its name in the site."""
    doc = items.cited_as(view, record)
    return {f"cite/{doc}.js": script("handbookCites", citable.record(view, base, record), doc)}


def moved(view: View) -> dict[str, str]:
    """The file of anchors that moved to another page, if there are any."""
    moved_anchors = view.addresses.moved_anchors
    return {"data/anchors.js": script("handbookAnchors", moved_anchors)} if moved_anchors else {}


def previews_script(previews_by_address: Mapping[str, Mapping[str, str]]) -> str:
    """The script of all previews."""
    return script("handbookPreviews", previews_by_address)


def in_script(previews_by_address: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """The text of each preview in the script, by its address."""
    return {address: _safe(_json({address: preview}))[1:-1] for address, preview in previews_by_address.items()}


def previews_json(previews_by_address: Mapping[str, Mapping[str, str]]) -> str:
    """All previews in JSON."""
    return (
        "{\n" + ",\n".join(text for _address, text in sorted(in_json(previews_by_address).items())) + "\n}\n"
        if previews_by_address
        else "{}\n"
    )


def in_json(previews_by_address: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """The JSON text of each preview, one line for each value, as with an indent of 0: Python's own encoder takes ten times as long with an indent."""
    quoted = json.encoder.encode_basestring
    return {
        address: f"{quoted(address)}: {{\n"
        + ",\n".join([f"{quoted(name)}: {quoted(preview[name])}" for name in sorted(preview)])
        + "\n}"
        for address, preview in previews_by_address.items()
    }
