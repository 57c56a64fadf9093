"""Files for reference managers: one page in each format, and all pages and sources in one file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from handbook.citing import formats
from handbook.citing.items import Cited, page_item, source_item
from handbook.corpus import Corpus

#: The files of all pages and of all sources.
_FILES = (
    "data/entries.bib", "data/entries.csl.json", "data/sources.bib", "data/sources.csl.json", "data/sources.ris",
)  # fmt: skip
FORMATS = (("BibTeX", "bib"), ("RIS", "ris"), ("CSL-JSON", "json"))


def page(cited: Cited) -> dict[str, str]:
    """Suffix to text of one page's citation."""
    item = page_item(cited)
    return {"bib": formats.bibtex(item), "ris": formats.ris(item), "json": formats.csl_json([item])}


def page_files(doc: str, cited: Cited) -> dict[str, str]:
    """The citation of one page, by file name in the site."""
    return {f"cite/{doc}.{suffix}": text for suffix, text in page(cited).items()}


def texts(corpus: Corpus, pages: Mapping[str, Cited]) -> dict[str, list[str]]:
    """The citations of all pages and sources, by the name of the file in the site that they are in."""
    # A source's own page and the source itself have one id: only the latter is in these files.
    entries = [page_item(c) for doc, c in pages.items() if not doc.startswith("sources/")]
    sources = [source_item(s) for s in corpus.sources.values()]
    return {
        "data/entries.bib": [formats.bibtex(i) for i in entries],
        "data/entries.csl.json": [formats.csl_line(i) for i in entries],
        "data/sources.bib": [formats.bibtex(i) for i in sources],
        "data/sources.csl.json": [formats.csl_line(i) for i in sources],
        "data/sources.ris": [formats.ris(i) for i in sources],
    }


def joined(parts: Sequence[Mapping[str, Sequence[str]]]) -> dict[str, str]:
    """The files of such texts."""
    join = {"bib": "\n".join, "json": formats.csl_file, "ris": "".join}
    return {name: join[name.rpartition(".")[2]]([text for part in parts for text in part[name]]) for name in _FILES}
