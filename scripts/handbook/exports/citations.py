"""Files for reference managers: each page in each format, and files of all entries and sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from handbook.addresses import document
from handbook.citing import formats
from handbook.citing.items import Cited, cited, source_work
from handbook.pages.view import View

#: The files of all entries and of all sources.
_FILES = (
    "data/entries.bib", "data/entries.csl.json", "data/sources.bib", "data/sources.csl.json", "data/sources.ris",
)  # fmt: skip
FORMATS = (("BibTeX", "bib"), ("RIS", "ris"), ("CSL-JSON", "json"))


def page(cited: Cited) -> dict[str, str]:
    """The citation of one page, by file name suffix."""
    work = cited.work
    return {"bib": work.bib, "ris": work.ris, "json": formats.csl_file([work.csl])}


def page_files(doc: str, cited: Cited) -> dict[str, str]:
    """The citation of one page, by file name in the site."""
    return {f"cite/{doc}.{suffix}": text for suffix, text in page(cited).items()}


def texts(view: View, base: str) -> dict[str, list[str]]:
    """The citations of all entries and sources, by the name of the file that holds them."""
    # The page of a source and the source itself have the same id: only the latter is in these files.
    entries = [cited(view, base, document(entry), entry).work for entry in view.corpus.paged]
    sources = [source_work(view, source) for source in view.corpus.sources.values()]
    return {
        "data/entries.bib": [work.bib for work in entries],
        "data/entries.csl.json": [work.csl for work in entries],
        "data/sources.bib": [work.bib for work in sources],
        "data/sources.csl.json": [work.csl for work in sources],
        "data/sources.ris": [work.ris for work in sources],
    }


def joined(parts: Sequence[Mapping[str, Sequence[str]]]) -> dict[str, str]:
    """The files made from such texts."""
    join = {"bib": "\n".join, "json": formats.csl_file, "ris": "".join}
    return {name: join[name.rpartition(".")[2]]([text for part in parts for text in part[name]]) for name in _FILES}
