"""A list of citations as text in a style, Markdown, BibTeX, RIS and CSL-JSON; the site's saved list gives the same texts.

Each citation is one or more lines: an entry is one line; a statement is its original via the handbook; a
claim is followed by the sources that it rests on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from handbook.addresses import document
from handbook.citing import items
from handbook.citing.citable import Record, Reference, Texts, part_item, record, via
from handbook.citing.formats import Item, csl_file, csl_line
from handbook.citing.processor import Segments, plain
from handbook.citing.styles import PART
from handbook.corpus import Corpus
from handbook.dossiers import Dossier
from handbook.model import Actor, Agreement, Conflict, Event, Paged, Source
from handbook.pages.view import View
from handbook.plain_text import clean

#: A web address without the punctuation that ends its sentence; and characters that Markdown could take for markup.
_ADDRESS = re.compile(r"(https?://[^\s<>]*[^\s<>.,;])")
_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|~$&]")


class Collected:
    """References with the texts of their pages, in the order in which they were collected.

    Raises:
        KeyError: a reference names a page or label that does not exist.
    """

    def __init__(self, view: View, base: str, references: Iterable[Reference]) -> None:
        self._view, self._base = view, base
        self._records: dict[str, Record] = {}
        self.references = list(references)
        for reference in self.references:
            self.words(reference)

    def _record(self, doc: str) -> Record:
        if doc not in self._records:
            folder, _, name = doc.partition("/")
            table: Mapping[str, Actor | Agreement | Event | Source | Dossier | Conflict] = getattr(
                self._view.corpus, folder
            )
            self._records[doc] = record(self._view, self._base, table[name])
        return self._records[doc]

    def words(self, reference: Reference) -> tuple[str, str]:
        """The name of the cited thing, and what it says."""
        of_page = self._record(reference.doc)
        if reference.kind == "claim":
            return of_page["name"], of_page["claims"][reference.label][0]
        if reference.kind == "statement":
            source = self._view.corpus.sources[reference.doc.partition("/")[2]]
            texts = {statement.label: statement.text for statement in source.statements}
            return f"{of_page['name']} ¶{reference.label}", clean(texts[reference.label])
        return of_page["name"], of_page["says"]

    def lines(self, reference: Reference, style: str) -> list[Segments]:
        """A citation in a style."""
        of_page, _ = self._record(reference.doc), self._view.translate
        part = tuple((t.replace(PART, reference.label), i) for t, i in of_page["part"]["styles"][style])
        if reference.kind == "claim":
            originals = [self._original(name)["styles"][style] for name in of_page["claims"][reference.label][1]]
            return [part, ((_("Sources:"), False),), *originals]
        if reference.kind in ("statement", "source"):
            page = part if reference.kind == "statement" else of_page["page"]["styles"][style]
            return [via(of_page["original"]["styles"][style], page, _("via"))]
        return [of_page["page"]["styles"][style]]

    def _original(self, source: str) -> Texts:
        return self._record(f"sources/{source}")["original"]

    def _works(self, reference: Reference) -> list[Texts]:
        """The works for a reference manager: for a statement, the original and the part of the handbook that restates it."""
        of_page = self._record(reference.doc)
        part: Texts = {
            "styles": {},
            "bib": of_page["part"]["bib"].replace(PART, reference.label),
            "ris": of_page["part"]["ris"].replace(PART, reference.label),
        }
        if reference.kind == "claim":
            return [part, *map(self._original, of_page["claims"][reference.label][1])]
        if reference.kind == "statement":
            return [of_page["original"], part]
        return [of_page["original"] if reference.kind == "source" else of_page["page"]]

    def text(self, style: str) -> str:
        """Citations in a style as plain text, separated by blank lines."""
        return "\n\n".join("\n".join(map(plain, self.lines(r, style))) for r in self.references) + "\n"

    def markdown(self, style: str) -> str:
        """The same as a list in Markdown, each with what it says."""
        return "".join(self._item(reference, style) for reference in self.references)

    def _item(self, reference: Reference, style: str) -> str:
        name, text = map(_escaped, self.words(reference))
        head, *tail = [
            "".join(f"*{_escaped(t)}*" if italic else _escaped(t) for t, italic in line)
            for line in self.lines(reference, style)
        ]
        below = [f"  {tail[0]}\n", *(f"  - {line}\n" for line in tail[1:])] if tail else []
        return f"- **{name}**: {text}\\\n  {head}\n" + "".join(["\n", *below] if below else [])

    def bibtex(self) -> str:
        """The works as BibTeX, each once."""
        return "\n".join(self._distinct(lambda texts: texts["bib"]))

    def ris(self) -> str:
        """The same as RIS."""
        return "".join(self._distinct(lambda texts: texts["ris"]))

    def csl(self) -> str:
        """The same as CSL-JSON."""
        works = [item for reference in self.references for item in self._items(reference)]
        return csl_file(dict.fromkeys(map(csl_line, works)))

    def _items(self, reference: Reference) -> list[Item]:
        """The works of ``_works`` as CSL-JSON."""
        view, folder, name = self._view, *reference.doc.split("/")
        record = getattr(view.corpus, folder)[name]
        of_page = items.cited(view, self._base, items.document_of(view, record), record)
        part = part_item(view, of_page, reference.label)
        if reference.kind == "claim":
            sources = self._record(reference.doc)["claims"][reference.label][1]
            return [part, *(items.source_item(view.corpus.sources[source]) for source in sources)]
        if reference.kind == "statement":
            return [items.source_item(record), part]
        return [items.source_item(record) if reference.kind == "source" else of_page.work.item]

    def _distinct(self, text: Callable[[Texts], str]) -> list[str]:
        return list(dict.fromkeys(text(work) for reference in self.references for work in self._works(reference)))


def _escaped(text: str) -> str:
    """Text escaped for Markdown, with its addresses as links."""
    parts = _ADDRESS.split(text)
    return "".join(
        f"<{part}>" if n % 2 else _MARKUP.sub(lambda sign: "\\" + sign[0], part) for n, part in enumerate(parts)
    )


def reference_of(corpus: Corpus, name: str) -> Reference:
    """The reference that a name stands for: ``north-pact``, ``north-pact#signed``, ``gazette-2024``, ``gazette-2024/3a``, a dossier, a disagreement.

    Raises:
        KeyError: there is no such thing.
    """
    entry, sign, label = name.partition("#") if "#" in name else name.partition("/")
    if sign == "/":
        return Reference("statement", document(corpus.sources[entry]), label)
    for folder, table in (("dossiers", corpus.dossiers), ("conflicts", corpus.conflicts)):
        if name in table:
            return Reference(folder[:-1], f"{folder}/{name}")
    record = corpus.sources.get(entry) or corpus.entries[entry]
    if not isinstance(record, Paged | Source):
        raise KeyError(name)
    doc = document(record)
    return Reference(
        "claim" if sign else {"sources": "source"}.get(doc.partition("/")[0], doc.partition("/")[0][:-1]), doc, label
    )
