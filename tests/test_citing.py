"""Citing and linking, proved with other people's software: citeproc, pybtex, rispy, pyld, sphobjinv, Sphinx, Typst, mystmd,
followthemoney, feedparser, SQLite, cffconvert."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import feedparser
import pytest
import rispy
from bs4 import BeautifulSoup
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pybtex.database import parse_string
from pyld import jsonld

from handbook import i18n
from handbook.checks import Context
from handbook.citing import formats, items, processor, styles
from handbook.exports.collected import Collected, reference_of
from handbook.pages.view import View

from .conftest import BASE, LONG, PROJECT, book_of
from .running import parsed, sphinx

HOSTILE = '</script><script>alert(1)</script> "x" & {b} \\input{/etc/passwd} `y` {{7*7}}'


@pytest.fixture(scope="module")
def site(real_site: Path) -> Path:
    """The real handbook, built for an address."""
    return real_site


@pytest.fixture(scope="module")
def corpus(real_context: Context) -> Any:
    return real_context.corpus


@pytest.fixture(scope="module")
def cited(real_context: Context) -> dict[str, items.Cited]:
    return items.Pages(View(real_context.corpus, real_context.mentions, i18n.translator("en")), BASE)


# -- styles and formats


def full(item: formats.Item, language: str = "en") -> list[tuple[str, processor.Segments]]:
    return [(name, processor.render(style, json.dumps(item), language)) for name, style in styles.STYLES]


def telling(found: list[items.Cited]) -> list[items.Cited]:
    """Five pages of a kind: the longest and shortest titles, the one with most signs that are no letters, and two others."""
    odd = max(found, key=lambda c: sum(not (s.isalpha() and s.isascii()) for s in str(items.page_item(c)["title"])))
    long = sorted(found, key=lambda c: len(str(items.page_item(c)["title"])))
    return [long[0], long[-1], odd, *found[:: max(1, len(found) // 2)][:2]]


def test_fast_rendering_is_the_processors(cited: dict[str, items.Cited]) -> None:
    """What the shortcut gives for a page is what the CSL processor gives for the whole item: of every kind, with the longest and the oddest titles."""
    kinds: dict[str, list[items.Cited]] = {}
    for one in cited.values():
        kinds.setdefault(one.path.partition("/")[0], []).append(one)
    assert len(kinds) == 5
    for one in cited.values() if LONG else (c for found in kinds.values() for c in telling(found)):
        item = items.page_item(one)
        if item["language"] == "en":
            assert styles.rendered(item) == full(item), one.path


@pytest.mark.parametrize("language", ["en", "fr"])
def test_dossiers_and_disagreements_are_cited(real_context: Context, language: str) -> None:
    """A dossier is cited as its page, a disagreement by its address in the list, in each style and format; a question ends with its own mark."""
    view = View(real_context.corpus, real_context.mentions, i18n.translator(language), language=language)
    dossier, conflict = (next(iter(table.values())) for table in (view.corpus.dossiers, view.corpus.conflicts))
    listed = Collected(view, BASE, [reference_of(view.corpus, record.id) for record in (dossier, conflict)])
    question = view.say(conflict.question)
    for address in (f"dossiers/{dossier.id}.html", f"reference/conflicts.html#conflict-{conflict.id}"):
        for said in (listed.text("APA"), listed.text("Chicago"), listed.text("MLA"), listed.bibtex(), listed.ris()):
            assert f"{BASE}{address}" in said
    assert "?." not in listed.text("APA") + listed.text("Chicago") + listed.text("MLA")
    assert f"TI  - {question}\r\n" in listed.ris()
    with pytest.raises(KeyError):
        reference_of(view.corpus, f"{dossier.id}#signed")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_fast_rendering_of_questions(real_context: Context, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """All disagreements, whose titles are questions, are cited as the processor cites each of them, and hardly need it."""
    view = View(real_context.corpus, real_context.mentions, i18n.translator(language), language=language)
    cited = [
        items.page_item(items.cited(view, BASE, items.document_of(view, c), c)) for c in view.corpus.conflicts.values()
    ]
    asked: set[str] = set()
    render = styles.render

    def counted(style: str, raw: str, of: str) -> styles.Segments:
        asked.add(raw)
        return render(style, raw, of)

    monkeypatch.setattr(styles, "render", counted)
    texts = [styles.rendered(item) for item in cited]
    assert len(asked) < len(cited) / 3
    assert texts == [full(item, language) for item in cited]


def test_only_described_titles_stand_in_brackets(corpus: Any) -> None:
    """A source whose title was not seen says so, in its item and in what Zotero reads; all others have their own titles."""
    for source in corpus.sources.values():
        header = source.header
        assert header.described == ("title was not seen" in header.extent), source.path
        wanted = f"[{header.title}]" if header.described else header.title
        assert items.source_item(source)["title"] == formats.clean(wanted)


@settings(max_examples=400 if LONG else 60, deadline=None)
@given(st.text(min_size=1, max_size=40).map(str.strip).filter(bool))
@example("How many ships of the North?")
@example("Combien de navires\u00a0?")
@example("What a Pact!")
@example("Who said it?!")
def test_fast_rendering_of_any_title(title: str) -> None:
    """The shortcut equals the processor for any title, a question too, or is not taken."""
    item = {"id": "x", "type": "entry-encyclopedia", "title": title, "container-title": "Work", "author": [{"literal": "E"}],
            "issued": {"date-parts": [[2026]]}, "URL": "https://e.example/x", "language": "en", "edition": "1"}  # fmt: skip
    assert styles.rendered(item) == full(item)


@settings(max_examples=400 if LONG else 200, deadline=None)
@given(st.text(max_size=60))
def test_formats_are_read_back(title: str) -> None:
    """Whatever a title is made of, pybtex and rispy read one record back, and nothing of it becomes a field."""
    item = {"id": "k", "type": "entry-encyclopedia", "title": title or "x", "container-title": "W", "author": [{"literal": title}],
            "issued": {"date-parts": [[2026, 11]]}, "URL": "https://e.example/a}b"}  # fmt: skip
    entries = parse_string(formats.bibtex(item), "bibtex").entries
    assert list(entries) == ["k"]
    assert set(entries["k"].fields) == {"title", "booktitle", "year", "month", "date", "url"}
    (record,) = rispy.loads(formats.ris(item))
    assert set(record) <= {
        "type_of_reference",
        "id",
        "title",
        "authors",
        "secondary_title",
        "year",
        "date",
        "urls",
        "unknown_tag",
    }
    assert json.loads(formats.csl_file([formats.csl_line(item)]))[0]["title"] == (title or "x")


@pytest.mark.slow
def test_every_page_says_how_to_cite_it(site: Path, cited: dict[str, items.Cited]) -> None:
    """Each actor, agreement, event and source has three styles with its own address, and three files that can be read."""
    for doc, one in cited.items():
        text = (site / f"{doc}.html").read_text(encoding="utf-8")
        # The section alone is read: all of five hundred pages takes seconds.
        start = text.rindex("<section", 0, text.index(' id="cite"'))
        section = BeautifulSoup(text[start : text.index("</section>", start)], "lxml")
        texts = [t.get_text() for t in section.select("dd.hb-cite-text")]
        assert len(texts) == 3
        assert all(f"{BASE}{one.path}" in t for t in texts)
        assert list(parse_string((site / f"cite/{doc}.bib").read_text(encoding="utf-8"), "bibtex").entries) == [one.id]
        assert len(rispy.loads((site / f"cite/{doc}.ris").read_text(encoding="utf-8"))) == 1
        assert json.loads((site / f"cite/{doc}.json").read_text(encoding="utf-8"))[0]["id"] == one.id


# -- the head


SCHEMA_ORG = {"contentType": None, "contextUrl": None, "documentUrl": "https://schema.org",
              "document": {"@context": {"@vocab": "https://schema.org/", "id": "@id", "type": "@type"}}}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "kind"),
    [("actors/sergey-lavrov", "Person"), ("actors/mali", "Country"), ("actors/ecowas", "Organization"), ("events/goita-visits-moscow-2025", "Event"),
     ("agreements/aes-charter", "CreativeWork"), ("sources/klomegah-2024", "NewsArticle")],
)  # fmt: skip
def test_head(site: Path, name: str, kind: str) -> None:
    """A page's head has Highwire and Open Graph tags, a canonical link, and JSON-LD that pyld expands to its kind."""
    if not (site / f"{name}.html").is_file():
        pytest.fail(f"no page {name}: renew the list of this test")
    soup = parsed(site, f"{name}.html")
    tags = {t["name"]: t["content"] for t in soup.find_all("meta", attrs={"name": re.compile("^citation_")})}
    assert {"citation_title", "citation_author", "citation_publication_date", "citation_language"} <= set(tags)
    if name.startswith("sources/"):
        assert (tags["citation_title"], tags["citation_author"]) == (
            "Russia and Mali Review Military Partnership",
            "Klomegah, Kester Kenn",
        )
        assert tags["citation_publication_date"] == "2024/03"
        assert soup.find("meta", attrs={"name": "prism.publicationName"})["content"] == "Modern Diplomacy"
        assert soup.find("meta", attrs={"name": "dc.type"})["content"] == "newspaperArticle"
    else:
        assert tags["citation_inbook_title"] == "Russia–Mali Partnership: a sourced handbook"
        assert tags["citation_author"] == "The editors of the handbook,"
        assert tags["citation_public_url"] == f"{BASE}{name}.html"
        assert soup.find("meta", attrs={"name": "prism.edition"})["content"]
        assert soup.find("meta", attrs={"property": "og:title"})["content"] == tags["citation_title"]
    assert soup.find("link", rel="canonical")["href"] == f"{BASE}{name}.html"
    data = json.loads(soup.find("script", type="application/ld+json").get_text())
    expanded = jsonld.expand(data, {"documentLoader": lambda _url, _options: SCHEMA_ORG})
    kinds = {t for node in expanded for t in node["@type"]}
    assert f"https://schema.org/{kind}" in kinds
    assert "https://schema.org/WebPage" in kinds


@pytest.mark.slow
def test_hostile_names(toy: Path) -> None:
    """A name made of markup stands literally in head, citation, JSON-LD, BibTeX and feed, and makes no element."""
    actor = toy / "seeds/registry/actors/ann-example.yml"
    history = "history:\n  - {date: 2024, kind: update, what: " + json.dumps(HOSTILE) + ", why: w}\n"
    actor.write_text(
        actor.read_text(encoding="utf-8").replace("name: Ann Example", "name: " + json.dumps(HOSTILE)) + history,
        encoding="utf-8",
    )
    book = book_of(toy / "seeds", "en", BASE)
    assert not book.report.problems, book.report.sorted()
    out = toy / "out" / "html"
    done = sphinx(toy / "docs", out, "-D", f"html_baseurl={BASE}", "-D", "nitpicky=0")
    assert done.returncode == 0, done.stderr
    soup = parsed(out, "actors/ann-example.html")
    assert not [
        s for s in soup.find_all("script") if "alert" in s.get_text() and s.get("type") != "application/ld+json"
    ]
    assert soup.find("meta", attrs={"name": "citation_title"})["content"] == HOSTILE
    graph = json.loads(soup.find("script", type="application/ld+json").get_text())["@graph"]
    assert graph[0]["name"] == HOSTILE
    assert HOSTILE.split()[1] in soup.find(id="cite").get_text()
    assert list(parse_string((out / "cite/actors/ann-example.bib").read_text(encoding="utf-8"), "bibtex").entries) == [
        "ann-example"
    ]
    assert HOSTILE in feedparser.parse((out / "feed.xml").read_text(encoding="utf-8")).entries[-1].title


def test_citation_file() -> None:
    """CITATION.cff is valid by cffconvert, which has an environment of its own (it wants an old jsonschema)."""
    found = PROJECT / ".ci" / "cff" / "bin" / "cffconvert"
    program = str(found) if found.is_file() else shutil.which("cffconvert")
    if program is None:
        pytest.skip("cffconvert is not installed (CI installs it)")
    done = subprocess.run(
        [program, "--validate", "-i", str(PROJECT / "CITATION.cff")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
