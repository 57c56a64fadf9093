"""What the search finds besides entries and passages: the handbook's own pages, by section, and its lists.

They have an index of their own, in one file, made when Sphinx has read the hand-written pages.  It does not depend on
records: words of readers that mean the same (``words.same_keys``) are not joined in it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from handbook import i18n
from handbook.pages.as_of import INDEX as AS_OF
from handbook.pages.changes import DOCUMENT as CHANGES
from handbook.pages.dossiers import INDEX as DOSSIERS
from handbook.pages.editions import INDEX as EDITIONS
from handbook.pages.saved import DOCUMENT as SAVED
from handbook.pages.years import INDEX as YEARS
from handbook.searching.documents import Document, Text
from handbook.searching.files import script
from handbook.searching.index import indexed
from handbook.searching.inverted import inverted

FILE = "reference/search-pages.js"
#: Characters of a section by which it is found (of a page in a folder, fewer): it begins with what it is about. A result shows
#: the part of them that has the words of the query.
FOUND, FOUND_DEEPER = 700, 250


def N_(text: str) -> str:
    """Mark a string for extraction; it is translated where it is used."""
    return text


#: The generated lists that answer questions about the handbook, and what they answer; after a semicolon what other pages tell better.
LISTS = {
    "reference/conflicts": N_("What sources disagree about: every question that they answer differently, contradictions, with all sides"),
    "reference/coverage": N_("Coverage: what the sources cover, by month, language, country, publication and origin"),
    "reference/overview": N_("All dealings at a glance: pictures of sectors, states, relations and time"),
    "reference/network": N_("The network: who deals with whom"),
    "reference/bibliography": N_("Bibliography: all sources as references"),
    "reference/glossary": N_("What words mean: kinds, stages, roles and terms of the handbook, definitions"),
    "reference/terms": N_("Places and terms that are no entries"),
    "reference/exports": N_("Data to download: files, tables and columns, CSV, JSON, SQLite; BibTeX and RIS for Zotero and the like"),
    "reference/data-model": N_("The data model: records and fields"),
    "reference/configuration": N_("The configuration of a handbook"),
    "reference/rules": N_("The rules that check the records"),
    SAVED: N_("What you saved: saved list, reading list, bookmarks"),
    CHANGES: N_("What changed: all and latest changes of entries and sources, additions, corrections, news, history, feed"),
    EDITIONS: N_("What changed since earlier editions"),
    AS_OF: N_("What was known at any day: the state at a date, as of"),
    YEARS: N_("What happened, year by year: chronology"),
    DOSSIERS: N_("Dossiers: what was promised and what was delivered, by field"),
    "actors/index": N_("All actors, A to Z"),
    "agreements/index": N_("All agreements, A to Z, and how far each got"),
    "events/index": N_("All events, by date"),
    "sources/index": N_("All sources, newest first"),
}  # fmt: skip
#: The weight of lists and of pages that lie in no folder, which are for every reader: they come before deeper ones that say as much.
FOR_ALL = 1_000
#: Further generated pages that are found by their titles.
BY_TITLE = re.compile(r"years/\d{4}|reference/since-[^/]+")


class Section(NamedTuple):
    """A part of a hand-written page under a heading: its anchor (empty for the page's beginning), the heading, its text."""

    anchor: str
    heading: str
    words: str


class Written(NamedTuple):
    """A hand-written page as the search sees it: the language that it is in, and its sections, the page's beginning first."""

    language: str
    sections: tuple[Section, ...]


def generated(docname: str, title: str, language: str, kind: str) -> Document | None:
    """A generated list; None for pages that are found as entries, or are parts of others."""
    description = LISTS.get(docname, "")
    if not description and not BY_TITLE.fullmatch(docname):
        return None
    descriptions = {code: i18n.translator(code)(description) for code in i18n.languages()} if description else {}
    texts = [Text("title", language, title)]
    for code, words in descriptions.items():
        answered, _semicolon, further = words.partition(";")
        # What stands before the colon names the list, as its title does: readers know one by either.
        name, colon, _rest = answered.partition(":")
        texts += [Text("title", code, name)] if colon and code == language else []
        texts += [Text("gloss", code, answered), Text("claim", code, further)]
    return Document(
        f"{docname}.html",
        title,
        kind,
        descriptions.get(language, description),
        "page",
        tuple(texts),
        ((title, language),),
        weight=FOR_ALL,
    )


def written(docname: str, page: Written, kind: str, colon: str) -> Iterable[Document]:
    """The sections of a hand-written page; each is found by its heading, its words and, less, by the page's title."""
    title = page.sections[0].heading
    weight, snippet_length = (0, FOUND_DEEPER) if "/" in docname else (FOR_ALL, FOUND)
    for anchor, heading, words in page.sections:
        name = f"{title}{colon}{heading}" if anchor else title
        beginning = _shortened(words, snippet_length)
        texts = [Text("title", page.language, heading), Text("passage", page.language, beginning)]
        if anchor:
            texts.append(Text("claim", page.language, title))
        address = f"{docname}.html#{anchor}" if anchor else f"{docname}.html"
        # Who asks for a section by its whole heading may mean any section: only pages are sure by their names.
        names = () if anchor else ((heading, page.language),)
        yield Document(address, name, kind, beginning, "page", tuple(texts), names, weight=weight)


def _shortened(words: str, max_length: int) -> str:
    """The beginning of a text, to the end of a word."""
    return words if len(words) <= max_length else words[:max_length].rpartition(" ")[0] + " …"


def file(
    titles: Mapping[str, str], pages: Mapping[str, Written], language_of: Callable[[str], str], translate: Callable[[str], str]
) -> str:  # fmt: skip
    """The file of the index: ``titles`` of generated pages and hand-written ``pages``, by document, shown in the language of ``translate``."""
    kind, colon = translate("Page"), translate(": ")
    page_documents = [
        *(listed for name in sorted(titles) if (listed := generated(name, titles[name], language_of(name), kind))),
        *(document for name in sorted(pages) for document in written(name, pages[name], kind, colon)),
    ]
    documents = [indexed(document, {}) for document in page_documents]
    index = inverted(documents)
    shown = json.dumps([document.shown for document in documents], ensure_ascii=False, separators=(",", ":"))
    return script("pages-0", index.text(sorted(index.keys))) + script("pages-shown-0", shown)
