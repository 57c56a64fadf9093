"""What a saved page declares about its article, from JSON-LD, meta elements and times, in this order and within bounds.

A page is written by others: what it declares is taken as text that is short or left out, and an address only if it is a
web address.  Known vocabularies are schema.org, Open Graph, Dublin Core and the ``citation_`` names of Highwire.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from handbook.adding.bylines import authors_of, edtf_date, is_name
from handbook.citations import is_web_address

#: The most bytes of one block of JSON-LD, the most blocks of a page, and the most objects looked at in a block.
MAX_JSON = 400_000
MAX_BLOCKS = 20
MAX_NODES = 5_000
_MAX_TEXT = 1_000


def _words(text: str) -> list[str]:
    return text.split()


_ARTICLES = frozenset(
    _words(
        """Article NewsArticle ReportageNewsArticle AnalysisNewsArticle BackgroundNewsArticle OpinionNewsArticle
    ReviewNewsArticle AskPublicNewsArticle BlogPosting Report ScholarlyArticle TechArticle LiveBlogPosting
    SocialMediaPosting WebPage"""
    )
)
_TITLES = ("og:title", "citation_title", "dcterms.title", "dc.title", "twitter:title", "headline")
_AUTHORS = ("citation_author", "article:author", "dcterms.creator", "dc.creator", "author", "parsely-author", "byl")
_DATES = (
    "article:published_time", "og:article:published_time", "citation_publication_date", "citation_date", "citation_online_date",
    "dcterms.issued", "dcterms.created", "dc.date.issued", "dc.date.created", "datepublished", "parsely-pub-date", "publish-date",
    "publication_date", "pubdate", "sailthru.date", "dcterms.date", "dc.date", "date",
)  # fmt: skip
_PUBLICATIONS = ("og:site_name", "citation_journal_title", "dcterms.publisher", "dc.publisher", "application-name")
_ADDRESSES = ("og:url", "citation_public_url", "citation_abstract_html_url")
_LANGUAGES = ("og:locale", "dcterms.language", "dc.language", "citation_language", "content-language", "language")
#: Parts of a page that are not its article.
_BESIDE = frozenset({"aside", "nav", "footer", "form", "li"})


@dataclass(frozen=True)
class Declared:
    """What a page says about its article; ``basis`` names what gave the date of publication."""

    title: str = ""
    authors: tuple[str, ...] = ()
    publication: str = ""
    published: str = ""
    basis: str = ""
    language: str = ""
    url: str = ""

    def filled(self, other: Declared) -> Declared:
        """Fill the empty fields from ``other``; a date keeps its own basis."""
        filled_fields: dict[str, Any] = {
            f.name: getattr(other, f.name) for f in fields(self) if not getattr(self, f.name) and f.name != "basis"
        }
        return replace(self, **filled_fields, basis=self.basis if self.published else other.basis)


def declared(tree: Any) -> Declared:
    """What a parsed page (lxml) declares."""
    return _linked(tree).filled(_meta(tree)).filled(_elements(tree))


def _text(value: Any) -> str:
    return " ".join(value.split()) if isinstance(value, str) and len(value) <= _MAX_TEXT else ""


def _linked(tree: Any) -> Declared:
    """The articles in the blocks of JSON-LD; definite articles come before plain web pages, and earlier ones first."""
    articles = [node for block in _blocks(tree) for node in _nodes(block) if _kinds(node) & _ARTICLES]
    articles.sort(key=lambda node: _kinds(node) <= {"WebPage"})
    declared = Declared()
    for node in articles[:10]:
        page = node.get("mainEntityOfPage")
        declared = declared.filled(
            Declared(
                _text(node.get("headline")) or _text(node.get("name")),
                tuple(_people(node.get("author"))),
                next(iter(_names_in(node.get("publisher"))), ""),
                edtf_date(_text(node.get("datePublished"))),
                "JSON-LD",
                _language(_text(node.get("inLanguage"))),
                _address(_text(node.get("url")) or _text(page.get("@id") if isinstance(page, dict) else page)),
            )
        )
    return declared


def _blocks(tree: Any) -> Iterator[Any]:
    scripts = (s for s in tree.iter("script") if (s.get("type") or "").strip().lower() == "application/ld+json")
    for script, _ in zip(scripts, range(MAX_BLOCKS), strict=False):
        text = script.text or ""
        if len(text) <= MAX_JSON:
            try:
                yield json.loads(text.strip().strip(";"), strict=False)
            except (ValueError, RecursionError):
                # Broken for every reader of the page, so it says nothing.
                continue


def _nodes(block: Any) -> Iterator[Mapping[str, Any]]:
    """The objects of a block, from the outside in, up to a bound."""
    waiting, count = [block], 0
    while waiting and count < MAX_NODES:
        value, count = waiting.pop(0), count + 1
        if isinstance(value, dict):
            yield value
            waiting += [v for k, v in value.items() if k in ("@graph", "mainEntity", "mainEntityOfPage") and v]
        elif isinstance(value, list):
            waiting += value[:MAX_NODES]


def _kinds(node: Mapping[str, Any]) -> set[str]:
    kinds = node.get("@type")
    listed = kinds if isinstance(kinds, list) else [kinds]
    return {kind.rpartition("/")[2] for kind in listed if isinstance(kind, str)}


def _names_in(value: Any) -> Iterator[str]:
    for item in (value if isinstance(value, list) else [value])[:20]:
        name = _text(item.get("name") if isinstance(item, dict) else item)
        if name and not re.match(r"https?:", name):
            yield name


def _people(value: Any) -> Iterator[str]:
    """Authors who are people; an organisation given as the author is the publication."""
    for item in (value if isinstance(value, list) else [value])[:20]:
        if not (isinstance(item, dict) and "Organization" in _kinds(item)):
            for name in _names_in(item):
                yield from (name,) if is_name(name) else authors_of(re.sub(r"^(?:by|par)\s+", "", name, flags=re.I))


def _meta(tree: Any) -> Declared:
    contents: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        content = _text(meta.get("content"))
        for key in ("property", "name", "itemprop", "http-equiv"):
            if content and meta.get(key):
                contents.setdefault(meta.get(key).strip().lower(), []).append(content)
    first_contents = {name: values[0] for name, values in contents.items()}

    def first_of(names: Iterable[str]) -> str:
        return next((first_contents[name] for name in names if name in first_contents), "")

    authors = next((people for n in _AUTHORS if (people := _authors(contents.get(n, ())))), ())
    dated = next(((day, n) for n in _DATES if n in first_contents and (day := edtf_date(first_contents[n]))), ("", ""))
    return Declared(
        first_of(_TITLES), authors, first_of(_PUBLICATIONS), dated[0], f"meta {dated[1]}", _language(first_of(_LANGUAGES)), _address(first_of(_ADDRESSES)),
    )  # fmt: skip


def _authors(values: Iterable[str]) -> tuple[str, ...]:
    names: list[str] = []
    for value in values:
        # Highwire and Dublin Core write the last name first.
        turned = re.fullmatch(r"(?P<last>[^,;]+),\s*(?P<first>[^,;]+)", value)
        plain = f"{turned['first']} {turned['last']}" if turned and " " not in turned["first"].strip() else value
        names += authors_of(re.sub(r"^(?:by|par)\s+", "", plain, flags=re.I))
    return tuple(dict.fromkeys(names))[:5]


def _elements(tree: Any) -> Declared:
    """The canonical address, the language of the page, and the first time in its article."""
    address = next((a for a in (_address(_text(k.get("href"))) for k in tree.iter("link") if "canonical" in (k.get("rel") or "").split()) if a), "")  # fmt: skip
    root = tree.getroottree().getroot()
    marked = basis = ""
    times = [t for t in tree.iter("time") if not any(a.tag in _BESIDE for a in t.iterancestors())]
    published = [
        t for t in times if t.get("pubdate") is not None or "datepublished" in (t.get("itemprop") or "").lower()
    ]
    modified = [t for t in times if re.search(r"modif|updat", f"{t.get('itemprop')} {t.get('class')}", re.I)]
    for time in (*published, *(t for t in times if t not in modified)):
        if marked := edtf_date(_text(time.get("datetime"))) or edtf_date(_text(time.text)):
            basis = "time"
            break
    return Declared(published=marked, basis=basis, language=_language(_text(root.get("lang"))), url=address)


def _language(text: str) -> str:
    """The two or three letters of a language tag."""
    match = re.match(r"([A-Za-z]{2,3})(?:[-_]|$)", text)
    return match[1].lower() if match else ""


def _address(text: str) -> str:
    return text if is_web_address(text) else ""
