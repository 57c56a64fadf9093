"""The bibliography's style, which formats again only what changed, and the way from its lines to the pages of sources.

sphinxcontrib-bibtex formats every source at each build, two thousandths of a second each;
what it made is in the stored environment, and is taken from there for an entry that is the same.
"""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from pybtex import plugin as registry
from pybtex.database import Entry
from pybtex.richtext import Tag
from pybtex.style import FormattedEntry
from pybtex.style.formatting.plain import Style as PlainStyle
from pybtex.style.labels.number import LabelStyle
from pybtex.style.names.plain import NameStyle as PlainNameStyle
from pybtex.style.sorting.author_year_title import SortingStyle
from pybtex_docutils import Backend
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinxcontrib.bibtex.style.names.last import LastNameStyle

from handbook import plain_text
from handbook.addresses import document
from handbook.folding import fold
from handbook.sphinx_ext.build import build_of

_formatted: dict[str, list[tuple[Entry, FormattedEntry]]] = {}


class Style(PlainStyle):  # pybtex has no types
    """The style ``plain``, which says nothing of an entry's label in its text."""

    def format_entry(self, label: str, entry: Entry, bib_data: Any = None) -> FormattedEntry:
        for known, formatted in _formatted.get(entry.key, ()):
            if known == entry:
                return formatted if formatted.label == label else FormattedEntry(entry.key, formatted.text, label)
        formatted_entry = super().format_entry(label, entry, bib_data)
        _formatted.setdefault(entry.key, []).append((entry, formatted_entry))
        return formatted_entry


class Order(SortingStyle):  # pybtex has no types
    """By author, and by title where no author is named; the style that it follows then takes the date, which is in words here."""

    def sorting_key(self, entry: Entry) -> tuple[str, str]:
        persons = entry.persons.get("author", ())
        title = " ".join(fold(word) for word in re.findall(r"\w+", entry.fields.get("title", "")))
        return (self.persons_key(persons).casefold() if persons else title), title


def plugins() -> None:
    """Tell pybtex where the plugins are that the bibliography uses: it reads every installed package's list for each."""
    for group, name, plugin in (
        ("pybtex.backends", "docutils", Backend),
        ("pybtex.style.formatting", "plain", Style),
        ("pybtex.style.labels", "number", LabelStyle),
        ("pybtex.style.names", "last", LastNameStyle),
        ("pybtex.style.names", "plain", PlainNameStyle),
        ("pybtex.style.sorting", "author_year_title", Order),
    ):
        known: dict[str, dict[str, type]] | None = getattr(registry, "_RUNTIME_PLUGINS", None)
        if known is None:
            registry.register_plugin(group, name, plugin, force=True)
        else:
            # What ``register_plugin`` does after looking through all installed packages, for each.
            known.setdefault(group, {})[name] = plugin


def recall(_app: Sphinx, env: BuildEnvironment) -> None:
    """Before sphinxcontrib-bibtex formats: what the stored environment has."""
    for citation in env.domaindata.get("cite", {}).get("citations", ()):
        formatted_entry = citation.formatted_entry
        # In the place of an entry that lacks a field stands its fault, which has to be told again.
        if not (isinstance(formatted_entry.text, Tag) and formatted_entry.text.name == "b"):
            _formatted.setdefault(citation.entry.key, []).append((citation.entry, formatted_entry))


def forget(_app: Sphinx, _env: BuildEnvironment) -> None:
    """After it."""
    _formatted.clear()


def link_sources(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Let each line of a bibliography on a page end with a link to the page of its source, under the name by which it is cited."""
    citations = app.env.domaindata.get("cite", {}).get("citations", ())
    book = build_of(app.env).book
    if app.builder.format != "html" or book is None or not citations:
        return
    sources = {c.citation_id: c.entry.key for c in citations if c.bibliography_key.docname == docname}
    for line in doctree.findall(nodes.citation):
        source = next((book.corpus.sources.get(sources[i]) for i in line["ids"] if i in sources), None)
        paragraphs = list(line.findall(nodes.paragraph))
        if source is None or not paragraphs:
            continue
        address = app.builder.get_relative_uri(docname, document(source))
        named = nodes.reference("", plain_text.clean(source.header.short), refuri=address, internal=True)
        paragraphs[-1] += [nodes.Text(" →\u00a0"), named]
