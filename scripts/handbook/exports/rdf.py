"""The handbook as linked data: entries as SKOS concepts, claims and statements with their provenance as PROV entities.

SKOS: https://www.w3.org/TR/skos-reference/.  PROV-O: https://www.w3.org/TR/prov-o/.  Dates are EDTF
literals of the Library of Congress's datatype (http://id.loc.gov/datatypes/edtf/EDTF).
``shapes.ttl`` beside this module describes every dump in SHACL.
"""

from __future__ import annotations

import json
from importlib.resources import files
from operator import itemgetter
from urllib.parse import quote

from rdflib import DCTERMS, FOAF, ORG, PROV, RDF, RDFS, SDO, SKOS, XSD, Graph, Literal, Namespace, URIRef

from handbook.addresses import entry_path, statement_path
from handbook.addresses import path as path_of
from handbook.anchors import object_anchor
from handbook.blocks import words_of
from handbook.corpus import Corpus
from handbook.kinds import ActorKind
from handbook.leads import BASIS
from handbook.model import Actor, Citation, Entry, Event, Paged, Source, Term
from handbook.pages.claims import date_of, sentence
from handbook.pages.view import View
from handbook.partial_date import PartialDate
from handbook.plain_text import clean

EDTF = URIRef("http://id.loc.gov/datatypes/edtf/EDTF")
#: The handbook's own terms; their meaning is in every dump.
HB = Namespace("urn:handbook:terms:")
_TERMS = {
    "Claim": ("a proposition about one entry, with all that speaks for and against it", RDFS.Class),
    "Statement": ("a sentence of the editors that restates a paragraph of a source", RDFS.Class),
    "about": ("the entry that a claim is told of", RDF.Property),
    "against": ("a statement that contradicts a claim", RDF.Property),
    "disputed": ("whether another origin is against a claim and no ruling settles that", RDF.Property),
    "origins": ("the number of independent origins that support a claim", RDF.Property),
    "paragraph": ("the number of the paragraph of the source that a statement restates", RDF.Property),
    "date": ("when it happened or held, as precise as the sources, in EDTF", RDF.Property),
}
_CLASSES: dict[str, URIRef] = {
    ActorKind.PERSON: FOAF.Person, ActorKind.STATE: SDO.Country, ActorKind.COMPANY: SDO.Corporation,
    ActorKind.GROUP: FOAF.Group,
}  # fmt: skip


def graph(corpus: Corpus, base: str) -> Graph:
    """All entries, claims, statements and sources; ``base`` is the site's address, or empty for names without one."""
    writer = _GraphWriter(corpus, (base.rstrip("/") + "/") if base else "urn:handbook:")
    return writer.graph


def turtle(corpus: Corpus, base: str) -> str:
    """The graph as Turtle, always in the same order."""
    return graph(corpus, base).serialize(format="turtle")


def json_ld(corpus: Corpus, base: str) -> str:
    """The graph as JSON-LD, always in the same order."""
    document = json.loads(graph(corpus, base).serialize(format="json-ld", auto_compact=True))
    # rdflib writes the nodes in the order of a set, which is another one in each process.
    document["@graph"].sort(key=itemgetter("@id"))
    return json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def shapes() -> str:
    """The SHACL shapes of every dump."""
    return files("handbook.exports").joinpath("shapes.ttl").read_text(encoding="utf-8")


class _GraphWriter:
    def __init__(self, corpus: Corpus, root: str) -> None:
        self.corpus, self.root, self.graph = corpus, root, Graph()
        self.view = View(corpus, {}, str)
        for prefix, namespace in (
            ("skos", SKOS), ("prov", PROV), ("dcterms", DCTERMS), ("foaf", FOAF), ("org", ORG), ("schema", SDO), ("hb", HB),
        ):  # fmt: skip
            self.graph.bind(prefix, namespace, replace=True)
        self.scheme = URIRef(f"{root}#scheme")
        self._head()
        for entry in corpus.entries.values():
            self._entry(entry)
        for source in corpus.sources.values():
            self._source(source)

    def add(self, subject: URIRef, predicate: URIRef, value: URIRef | Literal) -> None:
        self.graph.add((subject, predicate, value))

    def _head(self) -> None:
        settings = self.corpus.handbook
        self.add(self.scheme, RDF.type, SKOS.ConceptScheme)
        self.add(self.scheme, DCTERMS.title, Literal(clean(settings.named()), settings.content))
        self.add(self.scheme, DCTERMS.hasVersion, Literal(settings.edition))
        if self.corpus.edition_date:
            self.add(self.scheme, DCTERMS.issued, Literal(self.corpus.edition_date, datatype=XSD.date))
        self.add(self.scheme, DCTERMS.license, URIRef(settings.licence.url))
        for name, (meaning, kind) in _TERMS.items():
            self.add(HB[name], RDF.type, kind)
            self.add(HB[name], RDFS.comment, Literal(meaning, "en"))

    def of_entry(self, id_: str) -> URIRef:
        return URIRef(self.root + entry_path(self.corpus.entries[id_]))

    def of_statement(self, cite: Citation) -> URIRef:
        return URIRef(self.root + statement_path(cite.source, cite.label))

    def _entry(self, entry: Entry) -> None:
        node, content = self.of_entry(entry.id), self.corpus.handbook.content
        self.add(node, RDF.type, SKOS.Concept)
        self.add(node, SKOS.inScheme, self.scheme)
        self.add(node, DCTERMS.identifier, Literal(entry.id))
        self.add(node, SKOS.prefLabel, Literal(clean(entry.name), content))
        self.add(node, SKOS.definition, Literal(clean(entry.gloss), content))
        for name in entry.names:
            self.add(node, SKOS.altLabel, Literal(clean(name.text), name.lang or content))
        for cite in entry.cite:
            if cite in self.corpus.statements:
                self.add(node, DCTERMS.source, self.of_statement(cite))
        if isinstance(entry, Term):
            return
        for wording in entry.lead:
            self.add(node, DCTERMS.abstract, Literal(clean(BASIS.sub("", wording.text)), wording.lang))
        if isinstance(entry, Actor):
            self.add(node, RDF.type, _CLASSES.get(self.corpus.words.part("actors", entry.kind), ORG.Organization))
        elif isinstance(entry, Event):
            self.add(node, RDF.type, SDO.Event)
            self._date(node, entry.dates[0].date)
        else:
            self.add(node, RDF.type, SDO.CreativeWork)
        for relation in entry.relations:
            if relation.to in self.corpus.entries:
                self.add(node, SKOS.related, self.of_entry(relation.to))
        self._parts(entry, node)
        self._claims(entry, node)

    def _parts(self, entry: Paged, node: URIRef) -> None:
        parts = () if isinstance(entry, Actor) else entry.participants if isinstance(entry, Event) else entry.parties
        for part in parts:
            if part.actor in self.corpus.entries:
                self.add(node, SDO.participant, self.of_entry(part.actor))

    def _claims(self, entry: Paged, node: URIRef) -> None:
        for claim in entry.claims:
            claim_node = URIRef(f"{node}#{object_anchor('claim', f'{entry.id}#{claim.label}')}")
            self.add(claim_node, RDF.type, HB.Claim)
            self.add(claim_node, RDF.type, PROV.Entity)
            self.add(claim_node, HB.about, node)
            self.add(claim_node, RDFS.label, Literal(clean(words_of(sentence(self.view, claim))), self.view.language))
            self.add(claim_node, HB.disputed, Literal(self.corpus.disputed(entry, claim)))
            self.add(claim_node, HB.origins, Literal(len(self.corpus.origins(claim.cite, entry.id))))
            self._date(claim_node, date_of(claim))
            for cite in claim.cite:
                self.add(claim_node, PROV.wasDerivedFrom, self.of_statement(cite))
            for cite in claim.against:
                self.add(claim_node, HB.against, self.of_statement(cite))

    def _date(self, node: URIRef, date: PartialDate) -> None:
        if str(date):
            self.add(node, HB.date, Literal(str(date), datatype=EDTF))

    def _source(self, source: Source) -> None:
        header, node = source.header, URIRef(self.root + path_of(source))
        self.add(node, RDF.type, SDO.NewsArticle)
        self.add(node, RDF.type, PROV.Entity)
        self.add(node, DCTERMS.identifier, Literal(source.id))
        self.add(node, DCTERMS.title, Literal(clean(header.title), header.titled_in))
        self.add(node, DCTERMS.publisher, Literal(clean(header.publication)))
        self.add(node, DCTERMS.language, Literal(header.language))
        for author in header.authors:
            self.add(node, DCTERMS.creator, Literal(clean(author)))
        self._date(node, header.published)
        if header.url:
            self.add(node, SDO.url, Literal(header.url, datatype=XSD.anyURI))
        for statement in source.statements:
            statement_node = self.of_statement(statement.citation)
            self.add(statement_node, RDF.type, HB.Statement)
            self.add(statement_node, RDF.type, PROV.Entity)
            self.add(statement_node, RDFS.label, Literal(clean(statement.text), self.corpus.handbook.content))
            self.add(statement_node, PROV.wasDerivedFrom, node)
            self.add(statement_node, HB.paragraph, Literal(statement.paragraph))
            if statement.speaker in self.corpus.entries:
                self.add(statement_node, PROV.wasAttributedTo, self.of_entry(statement.speaker))
            self.add(statement_node, PROV.hadPrimarySource, self._origin(self.corpus.origin(statement.citation)))

    def _origin(self, name: str) -> URIRef:
        node = URIRef(f"{self.root}#origin-{quote(clean(name), safe='')}")
        self.add(node, RDF.type, PROV.Entity)
        self.add(node, RDFS.label, Literal(clean(name)))
        return node
