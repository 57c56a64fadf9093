"""Citing and linking, proved with other people's software: citeproc, pybtex, rispy, pyld, sphobjinv, Sphinx, Typst, mystmd,
followthemoney, feedparser, SQLite, cffconvert."""

from __future__ import annotations

import csv
import functools
import http.server
import io
import json
import re
import shutil
import sqlite3
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import feedparser
import jsonschema
import pytest
import rispy
import sphobjinv
import typst
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from pybtex.database import parse_string
from pyld import jsonld

from handbook import i18n
from handbook.checks import Context
from handbook.citing import formats, items, styles
from handbook.citing.people import csl_name
from handbook.exports import database, feed, spreadsheet, tables, whole
from handbook.pages import reference
from handbook.pages.view import View
from handbook.plain_text import clean
from handbook.render import myst as written
from handbook.render.myst import escape

from .conftest import BASE, LONG, PROJECT, book_of, handbook, sphinx

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


def page(site: Path, name: str) -> BeautifulSoup:
    return BeautifulSoup((site / name).read_text(encoding="utf-8"), "lxml")


# -- styles and formats


def full(item: items.Item) -> list[tuple[str, styles.Segments]]:
    return [(name, styles._render(style, json.dumps(item), "en")) for name, style in styles.STYLES]


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
    assert len(kinds) == 4
    for one in cited.values() if LONG else (c for found in kinds.values() for c in telling(found)):
        item = items.page_item(one)
        assert styles.rendered(item) == full(item), one.path


@settings(max_examples=400 if LONG else 60, deadline=None)
@given(st.text(min_size=1, max_size=40).map(str.strip).filter(bool))
def test_fast_rendering_of_any_title(title: str) -> None:
    """The shortcut equals the processor for any title, or is not taken."""
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
    assert json.loads(formats.csl_json([item]))[0]["title"] == (title or "x")


def test_imprecise_dates_stay_so() -> None:
    """A month has no day, an interval two ends, an approximate date says so, an open one is literal."""
    date = items.PartialDate.parse
    assert items.csl_date(date("2024-02")) == {"date-parts": [[2024, 2]]}
    assert items.csl_date(date("2024-02-21/2024-02-29")) == {"date-parts": [[2024, 2, 21], [2024, 2, 29]]}
    assert items.csl_date(date("2024~")) == {"date-parts": [[2024]], "circa": True}
    assert items.csl_date(date("../2025-07-28")) == {"literal": "../2025-07-28"}


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
    soup = page(site, f"{name}.html")
    tags = {t["name"]: t["content"] for t in soup.find_all("meta", attrs={"name": re.compile("^citation_")})}
    assert {"citation_title", "citation_author", "citation_publication_date", "citation_language"} <= set(tags)
    if name.startswith("sources/"):
        assert (tags["citation_title"], tags["citation_author"]) == (
            "Russia and Mali Review Military Partnership",
            "Klomegah, Kester Kenn",
        )
        assert tags["citation_publication_date"] == "2024/03"
        assert soup.find("meta", attrs={"name": "prism.publicationName"})["content"] == "Modern Diplomacy"  # type: ignore[index]
        assert soup.find("meta", attrs={"name": "dc.type"})["content"] == "newspaperArticle"  # type: ignore[index]
    else:
        assert tags["citation_inbook_title"] == "Russia–Mali Partnership: a sourced handbook"
        assert tags["citation_author"] == "The editors of the handbook,"
        assert tags["citation_public_url"] == f"{BASE}{name}.html"
        assert soup.find("meta", attrs={"name": "prism.edition"})["content"]  # type: ignore[index]
        assert soup.find("meta", attrs={"property": "og:title"})["content"] == tags["citation_title"]  # type: ignore[index]
    assert soup.find("link", rel="canonical")["href"] == f"{BASE}{name}.html"  # type: ignore[index]
    data = json.loads(soup.find("script", type="application/ld+json").get_text())  # type: ignore[union-attr]
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
    soup = page(out, "actors/ann-example.html")
    assert not [
        s for s in soup.find_all("script") if "alert" in s.get_text() and s.get("type") != "application/ld+json"
    ]
    assert soup.find("meta", attrs={"name": "citation_title"})["content"] == HOSTILE  # type: ignore[index]
    graph = json.loads(soup.find("script", type="application/ld+json").get_text())["@graph"]  # type: ignore[union-attr]
    assert graph[0]["name"] == HOSTILE
    assert HOSTILE.split()[1] in soup.find(id="cite").get_text()  # type: ignore[union-attr]
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


# -- cross-references from other works


@pytest.mark.slow
def test_inventory(site: Path, corpus: Any) -> None:
    """sphobjinv finds every entry, claim and statement as an object and as a label with a name of its own."""
    inventory = sphobjinv.Inventory(str(site / "objects.inv"))
    objects = {(o.domain, o.role, o.name) for o in inventory.objects}
    for name in corpus.objects:
        kind, _, target = name.partition(" ")
        if kind != "conflict":
            assert ("hb", kind, target) in objects, name
        assert ("std", "label", f"{kind}-{target.replace('/', '-').replace('#', '--')}") in objects, name


def examples(folder: Path, site: Path, address: str = BASE) -> None:
    """The files of the guide, as they stand there, but for where the inventory is read."""
    guide = (PROJECT / "docs/about/linking.md").read_text(encoding="utf-8")
    found = re.findall(r"```\{code-block\} \w+\n:caption: (\S+)\n\n(.*?)```\n", guide, re.S)
    assert len(found) >= 9
    for name, body in found:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.name == "conf.py":
            body = body.replace(f'"{BASE}", None', f'"{BASE}", {str(site / "objects.inv")!r}')
            body += f"handbook_copy = {str(site)!r}\n" if "handbook_site" in body else ""
        path.write_text(body.replace(BASE.rstrip("/"), address.rstrip("/")), encoding="utf-8")


@pytest.mark.slow
def test_guide_sphinx(site: Path, tmp_path: Path) -> None:
    """Both Sphinx examples of the guide build without a warning; every link leads to a place that exists."""
    examples(tmp_path, site)
    for name in ("plain", "roles"):
        out = tmp_path / "out" / name
        done = sphinx(tmp_path / name, out)
        assert done.returncode == 0, done.stderr
        links = [
            a["href"] for a in page(out, "index.html").select("a.reference.external") if a["href"].startswith(BASE)
        ]
        assert len(links) >= 3
        for link in links:
            check_place(site, link)
        if name == "roles":
            previews = json.loads(page(out, "index.html").find(id="handbook-previews").get_text())  # type: ignore[union-attr]
            assert previews[f"{BASE}actors/sergey-lavrov.html"]["name"] == "Sergey Lavrov"
            assert "Lavrov" in previews[f"{BASE}sources/klomegah-2024.html#p3a"]["text"]
            assert "16 September 2023" in previews[f"{BASE}agreements/aes-charter.html#claim-signed"]["text"]


def check_place(site: Path, link: str) -> None:
    path, _, anchor = link.removeprefix(BASE).partition("#")
    soup = page(site, path)
    assert not anchor or soup.find(id=anchor) is not None, link


@pytest.mark.slow
def test_guide_permalinks(site: Path, tmp_path: Path) -> None:
    """The permanent addresses of the guide exist."""
    examples(tmp_path, site)
    links = re.findall(r"\((https://[^)]+)\)", (tmp_path / "permalinks/index.md").read_text(encoding="utf-8"))
    assert len(links) == 3
    for link in links:
        check_place(site, link)


@pytest.mark.slow
def test_guide_typst(site: Path, tmp_path: Path) -> None:
    """The Typst example compiles with the BibTeX export; the keys of the LaTeX example are in it."""
    examples(tmp_path, site)
    shutil.copy(site / "data/entries.bib", tmp_path / "typst/entries.bib")
    typst.compile(str(tmp_path / "typst/study.typ"), output=str(tmp_path / "study.pdf"))
    assert (tmp_path / "study.pdf").stat().st_size > 1000
    keys = parse_string((site / "data/entries.bib").read_text(encoding="utf-8"), "bibtex").entries
    assert set(re.findall(r"\\cite\{(.*?)\}", (tmp_path / "latex/study.tex").read_text(encoding="utf-8"))) <= set(keys)


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the test's output is not for requests."""


@pytest.fixture
def served(site: Path) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@pytest.mark.slow
def test_guide_mystmd(site: Path, served: str, tmp_path: Path) -> None:
    """mystmd resolves the guide's links from our files: words, addresses and anchors (its theme needs the network and is not book_of)."""
    program = PROJECT / ".ci/node/node_modules/.bin/myst"
    if not program.is_file():
        pytest.skip("mystmd is not installed (CI installs it)")
    examples(tmp_path, site, served)
    subprocess.run(
        [str(program), "build", "--site", "--ci"],
        cwd=tmp_path / "mystmd",
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    text = (tmp_path / "mystmd/_build/site/content/index.json").read_text(encoding="utf-8")
    found = [n for n in walk(json.loads(text)["mdast"]) if n.get("type") == "crossReference"]
    assert [(n["url"], n["html_id"], n["resolved"]) for n in found] == [
        ("/actors/sergey-lavrov.html", "hb-entry", True), ("/agreements/aes-charter.html", "hb-entry", True), ("/sources/klomegah-2024.html", "p3a", True),
    ]  # fmt: skip
    assert found[0]["children"][0]["value"] == "Sergey Lavrov"


def walk(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for child in node.get("children", []):
        yield from walk(child)


# -- exports


def test_whole_handbook_round_trip(corpus: Any) -> None:
    """handbook.json is valid by its schema, and gives the records back without loss; what was decided on drafts is not in it."""
    text = whole.dump(corpus, BASE)
    jsonschema.Draft202012Validator(json.loads(whole.json_schema())).validate(json.loads(text))
    again = whole.load(text)
    for name, _kind in whole.TABLES:
        ours, theirs = getattr(corpus, name), getattr(again, name)
        if name == "rulings":
            ours = tuple(r for r in ours if r.kind in ("mention", "distinct"))
            assert 0 < len(ours) < len(corpus.rulings)
        assert ours == theirs, name


def test_schema_refuses_what_is_not_a_handbook(corpus: Any) -> None:
    """The schema is not empty: a wrong value of a field is refused. Which kinds there are says each handbook."""
    data = json.loads(whole.dump(corpus))
    validator = jsonschema.Draft202012Validator(json.loads(whole.json_schema()))
    data["sources"][0]["header"]["rights"] = "dragon"
    assert not validator.is_valid(data)


def test_follow_the_money(corpus: Any) -> None:
    """Every entity passes followthemoney's own validation; links lead to entities that exist and may stand there."""
    model = pytest.importorskip("followthemoney").model
    from handbook.exports import ftm

    found = {e["id"]: e for e in map(json.loads, ftm.lines(corpus, BASE).splitlines())}
    assert len(found) >= len(corpus.actors) + len(corpus.agreements) + len(corpus.events) + len(corpus.sources)
    for entity in found.values():
        schema = model.get(entity["schema"])
        assert schema is not None
        schema.validate(entity)
        proxy = model.get_proxy(entity, cleaned=False)
        for prop in schema.properties.values():
            given = entity["properties"].get(prop.name, [])
            assert len(proxy.get(prop)) == len(given), (entity["id"], prop.name, given)
            if prop.range is not None and prop.type.name == "entity":
                for value in given:
                    assert model.get(found[value]["schema"]).is_a(prop.range), (entity["id"], prop.name)
        assert set(entity["properties"]) <= {p.name for p in schema.properties.values()}


def test_tables(corpus: Any, tmp_path: Path) -> None:
    """CSV and SQLite have the same rows; the full-text index finds a name without its accent; every column is explained."""
    path = tmp_path / "h.sqlite"
    all_rows = tables.all_rows(corpus)
    path.write_bytes(database.database(corpus, all_rows))
    assert database.database(corpus, all_rows) == path.read_bytes()
    base = sqlite3.connect(path)
    for table in tables.TABLES:
        rows = list(
            csv.DictReader(io.StringIO(spreadsheet.joined(table, [spreadsheet.csv_rows(all_rows[table.name])])))
        )
        (count,) = base.execute(f"select count(*) from [{table.name}]").fetchone()
        assert len(rows) == count
        assert rows == [] or list(rows[0]) == [name for name, _ in table.columns]
    assert base.execute("select count(*) from search where search match 'goita'").fetchone()[0] > 0
    explained = {tuple(r) for r in base.execute("select [table], [column] from _columns")}
    assert explained == {(t.name, name) for t in tables.TABLES for name, _ in t.columns}
    guide = written.page(reference.exports((t.name, t.about, t.columns) for t in tables.TABLES))
    for table in tables.TABLES:
        assert all(escape(meaning) in guide for _, meaning in table.columns), table.name


def cells(*texts: object) -> str:
    """The line of a table with these values."""
    table = tables.Table("t", "", [(f"c{n}", "") for n in range(len(texts))], lambda _: [])
    return spreadsheet.joined(table, [spreadsheet.csv_rows([texts])]).split("\r\n", 1)[1]


def test_spreadsheets_run_no_formula() -> None:
    """A text that begins like a formula does not in CSV."""
    assert cells("=1+1", "+1", "-1", "@x", "a=1", 3, None) == "'=1+1,'+1,'-1,'@x,a=1,3,\r\n"


BLANKS = (
    "",
    " ",
    "\u00a0",
    "\ufeff",
    "\t",
    "\r\n",
    "\u200b",
    "\u3000",
    "\u2007\ufeff ",
    "\x00",
    "\u00ad",
    "\u202e",
    "\u2060",
    "\u3164",
)


@pytest.mark.parametrize("blank", BLANKS)
@pytest.mark.parametrize("mark", ["=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\u2212", "\ufe66"])
def test_hidden_formulas(mark: str, blank: str) -> None:
    """A formula in full width, or behind blanks that show or do not, has an apostrophe before all of it."""
    row = next(csv.reader([cells(f"{blank}{mark}HYPERLINK(1)")]))
    assert row[0].startswith("'")
    assert row[0].endswith(f"{mark}HYPERLINK(1)")


@given(
    st.lists(
        st.one_of(st.text(), st.integers(), st.sampled_from(["a;=1", "a|=1", "x\t=1", '"', "a,b", "'=1"])),
        min_size=2,
        max_size=5,
    )
)
def test_cells_keep_their_bounds(values: list[str | int]) -> None:
    """Whatever values a row has, it is read back as those, cell by cell; and where semicolons, bars or tabs divide, no cell begins
    in the middle of a text."""
    line = cells(*values)
    (row,) = csv.reader(io.StringIO(line, newline=""))
    shown = [clean(v) if isinstance(v, str) else str(v) for v in values]
    assert [cell.removeprefix("'") if cell != text else cell for cell, text in zip(row, shown, strict=True)] == shown
    for divider in ";|\t":
        outside = "".join(re.split(r'"(?:[^"]|"")*"', line))
        assert divider not in outside


@given(st.from_regex(r"[0-9A-Za-z ,.:/_()#*=@|;'-]*", fullmatch=True))
def test_the_short_way_of_a_plain_cell(text: str) -> None:
    """A text that is passed as it stands is one that stands so after all that is done to others."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spreadsheet, "_PLAIN", re.compile("(?!)"))
        long = cells(text)
    assert cells(text) == long


def test_feed(corpus: Any) -> None:
    """feedparser reads every recorded change from the feed, without a fault, the latest first."""
    read = feedparser.parse(feed.atom(corpus, BASE))
    assert not read.bozo
    assert (
        len(read.entries)
        == min(
            feed.LIMIT,
            sum(len(e.history) for e in corpus.paged) + sum(len(s.header.history) for s in corpus.sources.values()),
        )
        > 0
    )
    assert len({e.id for e in read.entries}) == len(read.entries)
    assert all(e.link.startswith(BASE) for e in read.entries)


def test_feed_of_an_entry(corpus: Any) -> None:
    """Each entry has a feed of its own with its changes only, valid without any and without an address, the same items as in the feed of all."""
    changed = max(corpus.paged, key=lambda entry: len(entry.history))
    everything = {e.id for e in feedparser.parse(feed.atom(corpus, BASE)).entries}
    for entry in (changed, next(e for e in corpus.paged if not e.history)):
        ((name, text),) = feed.of_entry(corpus, entry, BASE).items()
        read = feedparser.parse(text)
        assert not read.bozo
        assert read.feed.id == f"{BASE}{name.removeprefix('feeds/').removesuffix('.xml')}.html"
        assert read.feed.updated
        assert len(read.entries) == len(entry.history)
        assert {e.id for e in read.entries} <= everything
        (local,) = feed.of_entry(corpus, entry).values()
        assert f'rel="alternate" href="../../{name.removeprefix("feeds/").removesuffix(".xml")}.html"' in local


# -- permanence


EDITION = "actor alba\nactor albania\nagreement north-pact\nsource gazette-2024\nstatement gazette-2024/2a\nstatement gazette-2024/9a\ntopic lost-term\nevent first-talks\nclaim north-pact#ratified\nclaim north-pact#signature\nclaim first-talks#held\n"
REDIRECTS = """- {gone: actor albania, to: actor alba, name: Albania <b>, date: 2024, reason: "Misnamed *here*."}
- {gone: statement gazette-2024/9a, to: statement gazette-2024/2a, name: Gazette 9a, date: 2024, reason: Numbered anew.}
- {gone: topic lost-term, name: Lost term, date: 2024, reason: Nobody used it.}
- {gone: event first-talks, name: First talks, date: 2024, reason: It did not take place.}
- {gone: claim north-pact#signature, to: claim north-pact#signed, name: Signature, date: 2024, reason: Named anew.}
- {gone: claim north-pact#ratified, name: Ratified, date: 2024, reason: No source says so.}
"""


@pytest.mark.slow
def test_redirects_and_tombstones(toy: Path) -> None:
    """Ids that went are pages, anchors and inventory objects still: with where they are now, or why they went."""
    (toy / "seeds/editions").mkdir()
    (toy / "seeds/editions/2023.1.txt").write_text(EDITION, encoding="utf-8")
    (toy / "seeds/redirects.yml").write_text(REDIRECTS, encoding="utf-8")
    out = toy / "out" / "html"
    done = sphinx(toy / "docs", out, "-D", "nitpicky=0")
    assert done.returncode == 0, done.stderr
    moved = page(out, "actors/albania.html")
    assert moved.find("meta", attrs={"http-equiv": "refresh"})["content"] == "0; url=alba.html"  # type: ignore[index]
    assert "Albania <b>" in moved.find("h1").get_text()  # type: ignore[union-attr]
    assert moved.select_one('article a[href="alba.html"]') is not None
    assert "It did not take place." in page(out, "events/first-talks.html").get_text()
    assert page(out, "sources/gazette-2024.html").find(id="p9a") is not None
    assert page(out, "reference/terms.html").find(id="topic-lost-term") is not None
    objects = {(o.role, o.name) for o in sphobjinv.Inventory(str(out / "objects.inv")).objects}
    assert {
        ("actor", "albania"),
        ("statement", "gazette-2024/9a"),
        ("topic", "lost-term"),
        ("event", "first-talks"),
        ("claim", "north-pact#signature"),
        ("claim", "north-pact#ratified"),
        ("claim", "first-talks#held"),
    } <= objects
    pact = page(out, "agreements/north-pact.html")
    gone = pact.find(id="claim-signature")
    assert gone is not None
    assert gone.select_one('a[href="#claim-signed"]') is not None
    assert "No source says so." in pact.get_text()
    assert page(out, "events/first-talks.html").find(id="claim-held") is not None


def test_release_records_the_ids(toy: Path) -> None:
    """``handbook release`` writes the ids of the edition; an id that then goes is refused until it is redirected."""
    done = handbook("release", "--seeds", toy / "seeds")
    assert done.returncode == 0, done.stderr
    (file,) = (toy / "seeds/editions").glob("*.txt")
    assert "actor alba\n" in file.read_text(encoding="utf-8")
    assert "claim north-pact#signed\n" in file.read_text(encoding="utf-8")
    file.write_text(file.read_text(encoding="utf-8") + "actor albion\nclaim north-pact#sealed\n", encoding="utf-8")
    done = handbook("check", "--seeds", toy / "seeds")
    assert done.returncode == 1
    assert "HB311" in done.stdout
    assert "did you mean 'actor alba'?" in done.stdout
    assert "'claim north-pact#sealed', which no longer exists" in done.stdout


def test_real_ids_are_recorded(corpus: Any) -> None:
    """The ids of this edition are recorded, and each of them exists."""
    assert corpus.editions
    assert all(names - set(corpus.objects) <= {r.gone for r in corpus.redirects} for names in corpus.editions.values())


# -- as of


@pytest.mark.parametrize(
    ("arguments", "group", "what"),
    [
        (["--as-of", "2024-03-01", "agreement", "aes-charter"], "certain", "signed"),
        (["--as-of", "2025-06", "agreement", "Intergovernmental commission of Russia and Mali"], "possible", "signed"),
        (["--as-of", "2022", "agreement", "aes-charter"], "later", "signed"),
        (["--as-of", "2025-02", "actor", "sergey-lavrov"], "certain", "office: Minister of Foreign Affairs (russia)"),
    ],
)
def test_query(arguments: list[str], group: str, what: str) -> None:
    """``handbook query --as-of`` tells what was certain, possible or still to come at a date, with citations."""
    done = handbook("query", "--format", "json", *arguments)
    assert done.returncode == 0, done.stderr
    rows = json.loads(done.stdout)[group]
    assert any(row["what"].startswith(what) and row["cite"] for row in rows), rows


def test_query_mistakes() -> None:
    """An unknown kind, entry or date is one line and status 2."""
    for arguments in (["ship", "x"], ["actor", "nobody-at-all"], ["--as-of", "soon", "actor", "mali"]):
        done = handbook("query", *arguments)
        assert done.returncode == 2
        assert done.stderr.count("\n") == 1
        assert done.stderr.startswith("error: ")


# -- names of authors


@pytest.mark.parametrize(
    ("author", "name"),
    [
        ("Ann Mary Example", {"family": "Example", "given": "Ann Mary"}),
        ("Example, Ann", {"family": "Example", "given": "Ann"}),
        ("Ludwig van Example", {"family": "van Example", "given": "Ludwig"}),
        ("Иван Примеров", {"family": "Примеров", "given": "Иван"}),
        ("The editors of the handbook", {"literal": "The editors of the handbook"}),
        ("Agence Exemple", {"literal": "Agence Exemple"}),
        ("AES Info", {"literal": "AES Info"}),
        ("Example & Sons", {"literal": "Example & Sons"}),
        ("Publié le", {"literal": "Publié le"}),
        ("TASS", {"literal": "TASS"}),
    ],
)
def test_people_and_bodies(author: str, name: dict[str, str]) -> None:
    """A person's name has its family name, a body's is whole, in CSL-JSON, BibTeX and RIS, as reference managers read them."""
    assert csl_name(author) == name
    item = {"id": "k", "type": "article-newspaper", "title": "T", "container-title": "The Gazette", "author": [name],
            "issued": {"date-parts": [[2024, 3, 5]]}}  # fmt: skip
    (entry,) = parse_string(formats.bibtex(item), "bibtex").entries.values()
    assert entry.type == "article"
    assert {key: entry.fields[key] for key in ("journal", "year", "month", "date")} == {
        "journal": "{The Gazette}", "year": "2024", "month": "3", "date": "2024-03-05",
    }  # fmt: skip
    (person,) = entry.persons["author"]
    if "literal" in name:
        assert [*person.last_names] == ["{" + formats.tex(author) + "}"]
        assert not person.first_names
    else:
        assert " ".join([*person.prelast_names, *person.last_names]).replace("{", "").replace("}", "") == name["family"]
    (read,) = rispy.loads(formats.ris(item))
    assert read["authors"] == [name.get("literal") or f"{name['family']}, {name['given']}"]
    assert read["type_of_reference"] == "NEWS"


@given(st.text())
def test_any_author_is_a_name(author: str) -> None:
    """Whatever stands as an author becomes a person or a body, and every letter of it is kept."""
    name = csl_name(author)
    shown = "".join(sorted("".join(name.values()).replace(" ", "")))
    assert sorted(shown) == sorted(
        "".join(ch for ch in clean(author) if not ch.isspace() and (ch != "," or "literal" in name))
    )
