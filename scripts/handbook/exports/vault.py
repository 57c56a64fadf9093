"""The handbook as a vault of linked Markdown notes, for Obsidian (https://help.obsidian.md) and similar programs.

A statement is a block with an id, so that notes can link to it (``[[source#^3a]]``).
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from handbook.addresses import kind_of
from handbook.blocks import words_of
from handbook.corpus import Corpus
from handbook.leads import read_plainly
from handbook.model import Citation, Entry, Paged, Source, Term
from handbook.pages.claims import date_of, ordered
from handbook.pages.claims import sentence as sentence_of
from handbook.pages.view import View
from handbook.plain_text import clean

_MARKS = str.maketrans({mark: "\\" + mark for mark in "\\`*_{}[]()<>#+-.!|~^$%=:\"'&"})


def notes(corpus: Corpus) -> dict[str, str]:
    """A note for each entry and source, by file name."""
    view = View(corpus, {}, str)
    by_file = {f"{kind_of(e).name}s/{e.id}.md": _entry(corpus, view, e) for e in corpus.entries.values()}
    return by_file | {f"sources/{s.id}.md": _source(corpus, s) for s in corpus.sources.values()}


def plain(text: str) -> str:
    """Text with all Markdown marks escaped."""
    return clean(text).translate(_MARKS)


def _front(**fields: object) -> list[str]:
    # JSON is valid YAML, and its strings hold any text.
    return ["---", *(f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in fields.items()), "---", ""]


def _link(corpus: Corpus, id_: str) -> str:
    entry = corpus.entries.get(id_)
    return f"[[{id_}|{_alias(entry.name)}]]" if entry else plain(id_)


def _alias(name: str) -> str:
    """A name without characters that could end the link around it."""
    return clean(name).translate(str.maketrans("[]|", "()/"))


def _cites(cites: Iterable[Citation]) -> str:
    return " ".join(f"[[{c.source}#^{c.label}|{c.source}/{c.label}]]" for c in cites)


def _entry(corpus: Corpus, view: View, entry: Entry) -> str:
    aliases = [clean(entry.name), *(clean(n.text) for n in entry.names)]
    kind = str(entry.kind)
    lines = _front(id=entry.id, aliases=aliases, kind=kind, tags=[kind_of(entry).name])
    lines += [f"# {plain(entry.name)}", "", plain(entry.gloss), ""]
    if not isinstance(entry, Term):
        lines += _lead_and_claims(corpus, view, entry)
    return "\n".join(lines) + "\n"


def _lead_and_claims(corpus: Corpus, view: View, entry: Paged) -> list[str]:
    lines: list[str] = []
    if lead := read_plainly(entry, corpus.handbook.content):
        lines += [plain(lead), ""]
    by_label = {c.label: c for c in entry.claims}
    if by_label:
        lines += ["## What is known", ""]
    for label in ordered(entry):
        claim = by_label[label]
        date = f" ({date_of(claim)})" if str(date_of(claim)) else ""
        against = f"; against: {_cites(claim.against)}" if claim.against else ""
        line = f"- {plain(words_of(sentence_of(view, claim)))}{plain(date)}"
        lines += [f"{line} {_cites(claim.cite)}{against} ^claim-{label}"]
    related = dict.fromkeys(r.to for r in entry.relations)
    if related:
        lines += ["", "## Related", "", *(f"- {_link(corpus, to)}" for to in related)]
    return lines


def _source(corpus: Corpus, source: Source) -> str:
    header = source.header
    lines = _front(
        id=source.id, aliases=[clean(header.short)], title=clean(header.title), authors=[clean(a) for a in header.authors],
        publication=clean(header.publication), published=str(header.published), language=header.language,
        original=header.url or "", tags=["source"],
    )  # fmt: skip
    lines += [f"# {plain(header.title)}", ""]
    for statement in source.statements:
        speaker = f"{_link(corpus, statement.speaker)}: " if statement.speaker in corpus.entries else ""
        lines += [f"{speaker}{plain(statement.text)} ^{statement.label}", ""]
    return "\n".join(lines)
