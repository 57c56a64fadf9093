"""The bibliography's style, which formats only changed entries, and the links from its lines to the pages of sources.

sphinxcontrib-bibtex formats every source at each build, at 2 ms each.  Its results are in the
stored environment, and are taken from there for each entry that is unchanged.
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
from sphinxcontrib.bibtex import bibfile
from sphinxcontrib.bibtex.style.names.last import LastNameStyle

from handbook import i18n, plain_text
from handbook.addresses import document
from handbook.folding import fold
from handbook.sphinx_ext.project.input_files import digests_of
from handbook.sphinx_ext.running.build import build_of

#: In our data of an environment: the time and the digest of each file of references that was read.
REFERENCES = "references"
_formatted: dict[str, list[tuple[Entry, FormattedEntry]]] = {}


class Style(PlainStyle):  # pybtex has no types
    """The style ``plain`` with a cache: a formatted text does not contain the label, so it serves for any label."""

    def format_entry(self, label: str, entry: Entry, bib_data: Any = None) -> FormattedEntry:
        for cached_entry, formatted in _formatted.get(entry.key, ()):
            if cached_entry == entry:
                return formatted if formatted.label == label else FormattedEntry(entry.key, formatted.text, label)
        formatted_entry = super().format_entry(label, entry, bib_data)
        _formatted.setdefault(entry.key, []).append((entry, formatted_entry))
        return formatted_entry


class Order(SortingStyle):  # pybtex has no types
    """Sort by author, or by title where no author is named, then by title: dates, which pybtex would take next, are in words here."""

    def sorting_key(self, entry: Entry) -> tuple[str, str]:
        persons = entry.persons.get("author", ())
        title = " ".join(fold(word) for word in re.findall(r"\w+", entry.fields.get("title", "")))
        return (self.persons_key(persons).casefold() if persons else title), title


def plugins() -> None:
    """Register the plugins that the bibliography uses: pybtex would search all installed packages for each of them."""
    for group, name, plugin in (
        ("pybtex.backends", "docutils", Backend),
        ("pybtex.style.formatting", "plain", Style),
        ("pybtex.style.labels", "number", LabelStyle),
        ("pybtex.style.names", "last", LastNameStyle),
        ("pybtex.style.names", "plain", PlainNameStyle),
        ("pybtex.style.sorting", "author_year_title", Order),
    ):
        runtime_plugins: dict[str, dict[str, type]] | None = getattr(registry, "_RUNTIME_PLUGINS", None)
        if runtime_plugins is None:
            registry.register_plugin(group, name, plugin, force=True)
        else:
            # The last step of ``register_plugin``, without its search of all installed packages.
            runtime_plugins.setdefault(group, {})[name] = plugin


def look_again(_app: Sphinx, env: BuildEnvironment, *_pages: object) -> list[str]:
    """Read the BibTeX files again if they are not those that were read; return the pages that have to be read with them.

    Pages with a bibliography keep the paths of its files, which may lie elsewhere now, as behind a link.
    sphinxcontrib-bibtex looks at them when an application begins, which may build more than once, and then at their times
    alone, which some tools leave as they were.
    """
    data, handbook_data = env.domaindata.get("cite", {}), env.domaindata["hb"]
    if "bibdata" in data:
        bibdata: bibfile.BibData = data["bibdata"]
        files = list(bibdata.bibfiles)
        now = {str(path): (bibfile_info.mtime, digests_of([path])) for path, bibfile_info in bibdata.bibfiles.items()}
        recorded_files = handbook_data.get(REFERENCES, {})
        # If the time of a file differs too, sphinxcontrib-bibtex has read it again.
        silently = any(
            name in recorded_files and recorded_files[name][0] == file_now[0] and recorded_files[name] != file_now
            for name, file_now in now.items()
        )
        if silently or bibfile.is_bibdata_outdated(bibdata, files, bibdata.encoding):
            data["bibdata"] = bibfile.parse_bibdata(files, bibdata.encoding)
            now = {
                str(path): (bibfile_info.mtime, digests_of([path]))
                for path, bibfile_info in data["bibdata"].bibfiles.items()
            }
        handbook_data[REFERENCES] = now
        if list(now) != list(recorded_files):
            return sorted({key.docname for key in data["bibliographies"]} & env.all_docs.keys())
    return []


def recall(_app: Sphinx, env: BuildEnvironment) -> None:
    """Load the formatted entries of the stored environment, before sphinxcontrib-bibtex formats."""
    for citation in env.domaindata.get("cite", {}).get("citations", ()):
        formatted_entry = citation.formatted_entry
        # For an entry that lacks a field the text is an error message in bold, which has to be reported again.
        if not (isinstance(formatted_entry.text, Tag) and formatted_entry.text.name == "b"):
            _formatted.setdefault(citation.entry.key, []).append((citation.entry, formatted_entry))


def forget(_app: Sphinx, _env: BuildEnvironment) -> None:
    """Drop the formatted entries once sphinxcontrib-bibtex has used them."""
    _formatted.clear()


def link_sources(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """End each line of a page's bibliography with a link to the page of its source, under the source's short name."""
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
        _punctuate(paragraphs[-1], book.view.language)
        address = app.builder.get_relative_uri(docname, document(source))
        named = nodes.reference("", plain_text.clean(source.header.short), refuri=address, internal=True)
        paragraphs[-1] += [nodes.Text(" →\u00a0"), named]


def _punctuate(line: nodes.paragraph, language: str) -> None:
    """Give a line the blanks of its language: BibTeX makes no-break spaces common ones, and its style has English colons."""
    colon = i18n.translator(language)(": ")
    for part in list(line.findall(nodes.Text)):
        if not isinstance(part.parent, nodes.reference):
            part.parent.replace(
                part, nodes.Text(i18n.unbroken(part.astext().replace("URL: ", f"URL{colon}"), language))
            )
