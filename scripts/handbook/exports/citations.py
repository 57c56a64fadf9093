"""Files for reference managers: one page in each format, and all pages and sources in one file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from handbook.citing import formats
from handbook.citing.items import Cited, page_item, source_item
from handbook.corpus import Corpus

FORMATS = (("BibTeX", "bib"), ("RIS", "ris"), ("CSL-JSON", "json"))


def page(cited: Cited) -> dict[str, str]:
    """Suffix to text of one page's citation."""
    item = page_item(cited)
    return {"bib": formats.bibtex(item), "ris": formats.ris(item), "json": formats.csl_json([item])}


def page_files(doc: str, cited: Cited) -> dict[str, str]:
    """The citation of one page, by file name in the site."""
    return {f"cite/{doc}.{suffix}": text for suffix, text in page(cited).items()}


def files(corpus: Corpus, pages: Mapping[str, Cited]) -> dict[str, str]:
    """The citations of all pages and sources, by file name in the site."""
    by_name: dict[str, str] = {}
    # A source's own page and the source itself have one id: only the latter is in these files.
    entries = [page_item(c) for doc, c in pages.items() if not doc.startswith("sources/")]
    sources = [source_item(s) for s in corpus.sources.values()]
    by_name["data/entries.bib"] = _join(formats.bibtex(i) for i in entries)
    by_name["data/entries.csl.json"] = formats.csl_json(entries)
    by_name["data/sources.bib"] = _join(formats.bibtex(i) for i in sources)
    by_name["data/sources.csl.json"] = formats.csl_json(sources)
    by_name["data/sources.ris"] = "".join(formats.ris(i) for i in sources)
    return by_name


def _join(texts: Iterable[str]) -> str:
    return "\n".join(texts)
