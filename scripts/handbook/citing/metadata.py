"""The metadata in a page's head for other software: Highwire and Open Graph tags, schema.org as JSON-LD.

Highwire: https://scholar.google.com/intl/en/scholar/inclusion.html (names of the tags).  JSON-LD uses
https://schema.org terms.  Zotero reads these tags with its translator *Embedded Metadata*: with
``citation_book_title`` a page is a section of a book, an edition is read from PRISM only, and a newspaper's article is
recognised by ``dc.type`` and ``prism.publicationName``.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from handbook import i18n
from handbook.citing.items import Cited, csl_date, source_title
from handbook.citing.people import csl_name, inverted
from handbook.corpus import Corpus
from handbook.dossiers import Dossier
from handbook.kinds import ActorKind
from handbook.model import Actor, Agreement, Conflict, Entry, Event, Source
from handbook.partial_date import PartialDate
from handbook.plain_text import clean

Json = dict[str, Any]
_ACTORS: dict[str, str] = {ActorKind.PERSON: "Person", ActorKind.STATE: "Country", ActorKind.GROUP: "Thing"}


def highwire(cited: Cited, title: str, editors: str, pdf: str = "") -> list[tuple[str, str]]:
    """The names and contents of the tags; ``pdf`` is the address of the page's own PDF, if there is one.

    Saving an entry's page cites the entry; saving a source's page cites the source.
    """
    if isinstance(cited.record, Source):
        return _of_source(cited.record)
    tags = [
        ("citation_title", cited.title), ("citation_author", _author(editors)), ("citation_inbook_title", title),
        ("citation_book_title", title), ("prism.edition", cited.handbook.edition),
        ("citation_publication_date", cited.revised.replace("-", "/")), ("citation_language", cited.language),
    ]  # fmt: skip
    if cited.url:
        tags += [("citation_public_url", cited.url), ("citation_fulltext_html_url", cited.url)]
    return tags + ([("citation_pdf_url", pdf)] if pdf else [])


def _of_source(source: Source) -> list[tuple[str, str]]:
    """The tags of the newspaper article that a source's page restates."""
    header = source.header
    tags = [("citation_title", source_title(source)), *(("citation_author", _author(a)) for a in header.authors)]
    tags += [("dc.type", "newspaperArticle"), ("prism.publicationName", clean(header.publication))]
    if parts := csl_date(header.published).get("date-parts"):
        tags.append(("citation_publication_date", "/".join(f"{part:02}" for part in parts[0])))
    tags.append(("citation_language", header.language))
    return tags + ([("citation_public_url", header.url)] if header.url else [])


def _author(author: str) -> str:
    """An author's name, family name first.

    A body's name is followed by a comma: the part before a comma is read as the last name, and then no first name is left.
    """
    name = csl_name(author)
    return f"{name['literal']}," if "literal" in name else inverted(name)


def open_graph(cited: Cited, title: str, card: str = "") -> list[tuple[str, str]]:
    """The names and contents of the properties; ``card`` is the address of the page's picture, if there is one."""
    tags = [
        ("og:type", "article"), ("og:title", cited.title), ("og:description", cited.gloss), ("og:site_name", title),
        ("og:locale", i18n.with_territory(cited.language)),
    ]  # fmt: skip
    if card:
        tags += [("og:image", card), ("og:image:alt", cited.title)]
    return tags + ([("og:url", cited.url)] if cited.url else [])


def json_ld(cited: Cited, title: str, editors: str, base: str, corpus: Corpus, name_of: Callable[[Entry], str]) -> str:
    """The page and its subject as JSON-LD for a script element; ``name_of`` returns an entry's name in the page's language.

    It says nothing that the page does not say, since a page is only rewritten if its text changes.
    """
    address = cited.url or f"urn:handbook:{cited.path}"
    entity = subject(cited, corpus, name_of) | {"@id": f"{address}#entry"}
    page: Json = {
        "@type": "WebPage", "@id": address, "name": cited.title, "inLanguage": cited.language, "dateModified": cited.revised,
        "license": corpus.handbook.licence.url, "mainEntity": {"@id": entity["@id"]}, "author": {"@type": "Organization", "name": editors},
        "isPartOf": {"@type": "Book", "name": title, "bookEdition": corpus.handbook.edition} | ({"url": base} if base else {}),
    }  # fmt: skip
    if cited.url:
        page["url"] = cited.url
    graph = [page, entity]
    if not isinstance(cited.record, Source | Dossier | Conflict):
        terms = {"@type": "DefinedTermSet", "name": title} | ({"url": base} if base else {})
        graph.append(
            {"@type": "DefinedTerm", "@id": f"{address}#term", "termCode": cited.id, "name": cited.title,
             "description": cited.gloss, "inDefinedTermSet": terms, "mainEntityOfPage": {"@id": address}}
        )  # fmt: skip
    text = json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False, sort_keys=True)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def subject(cited: Cited, corpus: Corpus, name_of: Callable[[Entry], str]) -> Json:
    """The subject itself: a person, country, organisation, event, agreement or article."""
    record, entries, words = cited.record, corpus.entries, corpus.words
    if isinstance(record, Source):
        header = record.header
        described: Json = {
            "@type": "NewsArticle", "headline": clean(header.title), "inLanguage": header.language,
            "publisher": {"@type": "Organization", "name": clean(header.publication)},
        }  # fmt: skip
        if header.authors:
            described["author"] = [{"@type": "Person", "name": clean(a)} for a in header.authors]
        return described | _date("datePublished", header.published) | ({"url": header.url} if header.url else {})
    described = {"name": cited.title, "description": cited.gloss}
    if isinstance(record, Dossier | Conflict):
        return described | {"@type": "CreativeWork"}
    names = [clean(n.text) for n in record.names]
    if names:
        described["alternateName"] = names
    if isinstance(record, Actor):
        return described | {"@type": _ACTORS.get(words.part("actors", record.kind), "Organization")}
    if isinstance(record, Event):
        date = record.dates[0].date
        described |= {"@type": "Event"} | _date("startDate", date)
        place = entries.get(record.place or "")
        actors = [entries[p.actor] for p in record.participants if p.actor in entries]
        if place:
            described["location"] = {"@type": "Place", "name": clean(name_of(place))}
        if actors:
            described["attendee"] = [{"@type": "Thing", "name": clean(name_of(e))} for e in actors]
        return described
    if isinstance(record, Agreement):
        actors = [entries[p.actor] for p in record.parties if p.actor in entries]
        return described | {
            "@type": "CreativeWork",
            "genre": record.kind,
            "contributor": [{"@type": "Thing", "name": clean(name_of(e))} for e in actors],
        }
    return described | {"@type": "Thing"}


def _date(name: str, date: PartialDate) -> Json:
    """An ISO 8601 date as precise as it is; empty if ISO cannot express it."""
    point = date.start if date.shape == "point" else None
    if point is None or point.qualifier or "X" in point.year + (point.month or "") + (point.day or ""):
        return {}
    return {name: "-".join(p for p in (point.year, point.month, point.day) if p)}
