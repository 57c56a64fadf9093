"""Synthetic handbooks and benchmarks: the same content every time, sound seeds, lists that do not grow; errors, never times."""

from __future__ import annotations

import functools
import http.server
import json
import os
import re
import socket
import struct
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from handbook import i18n, publish, recipes
from handbook.bench import alike, books, make, run, search
from handbook.pages.view import View
from handbook.render import myst

from .conftest import LONG
from .divided import ODD, divide_at, synthetic
from .running import handbook
from .test_sphinx import soup


@pytest.mark.parametrize("dialect", sorted(run.DIALECTS))
def test_same_content_every_time(dialect: str) -> None:
    """The same number of entries gives the same files, byte for byte; another number others."""
    one, two, other = (dict(run.DIALECTS[dialect](make.content(n))) for n in (40, 40, 41))
    assert one == two
    assert one != other


def test_synthetic_seeds_are_sound(tmp_path: Path) -> None:
    """``handbook check`` finds nothing in them, and they have the shape that is claimed."""
    context, report = publish.read(synthetic(tmp_path, 120))
    assert report.problems == [], report.sorted()[:3]
    corpus = context.corpus
    assert len(corpus.paged) == 120
    assert (len(corpus.sources), len(corpus.statements)) == (24, 240)


@pytest.mark.parametrize(
    ("dialect", "link"), [("sphinx", r"\{ref\}`[^<]+<([^>]+)>`"), ("mkdocs", r"\]\(\.\./[^/]+/([^)]+)\.md\)")]
)
def test_peers_have_the_same_entries_and_links(dialect: str, link: str) -> None:
    """Each peer's project has a page for every entry, and its links lead to pages that exist."""
    made = make.content(60)
    files = dict(run.DIALECTS[dialect](made))
    pages = {
        Path(name).stem: text for name, text in files.items() if re.search(r"(?:actor|agreement|event)-\d+\.md$", name)
    }
    assert set(pages) == {e.id for e in made.entries}
    targets = [t for text in pages.values() for t in re.findall(link, text)]
    assert len(targets) > 60 * 8
    assert set(targets) <= set(pages)


@pytest.mark.parametrize(
    ("dialect", "label", "link"),
    [
        ("typst", r"<([^<>]+)>\n", r"#link\(<([^>]+)>\)"),
        ("latex", r"\\label\{([^}]+)\}", r"\\pageref\{([^}]+)\}"),
        ("html", r'<h2 id="([^"]+)"', r'href="#([^"]+)"'),
    ],
)
def test_books_of_peers_have_the_same_entries_and_links(dialect: str, label: str, link: str) -> None:
    """Each peer's book has every entry once, and every reference leads to one."""
    content = make.content(60)
    ((_name, text),) = books.DIALECTS[dialect](content)
    labels, links = re.findall(label, text), re.findall(link, text)
    assert sorted(labels) == sorted(entry.id for entry in content.entries)
    assert len(links) > 60 * 8
    assert set(links) <= set(labels)


def test_a_peer_tells_what_ours_tells(tmp_path: Path) -> None:
    """The project with pages alike has every statement, every claim and every link between entries of ours, with the statements that each rests on; its links lead to pages and anchors that exist."""
    corpus = publish.read(synthetic(tmp_path, 60))[0].corpus
    files = dict(alike.mkdocs(make.content(60)))
    pages = {Path(name).stem: text for name, text in files.items() if name.endswith(".md")}
    for name, text in files.items():
        for target, anchor in re.findall(r"\]\(([^)#]+\.md)(?:#([^)]+))?\)", text):
            led = files[os.path.normpath(Path(name).parent / target)]
            assert not anchor or f'<span id="{anchor}"></span>' in led, (name, target, anchor)
    plain = {name: re.sub(r"\[([^]]+)\]\([^)]+\)", r"\1", text) for name, text in pages.items()}
    for statement in corpus.statements.values():
        assert str(statement.text) in plain[str(statement.citation).partition("/")[0]], statement.citation
    for entry, page in pages.items():
        own = [claim for key, (_entry, claim) in corpus.claims.items() if key.partition("#")[0] == entry]
        lines = [x for x in page.partition("\n## Told of others\n")[0].splitlines() if x.startswith("- ")]
        rests = [re.findall(r"source-\d+\.md#s(\w+)\)", line) for line in lines] if own else []
        assert sorted(rests) == sorted([str(c).partition("/")[2] for c in claim.cite] for claim in own), entry


def test_lists_do_not_grow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A long list is divided: every entry stands in one part, and the index of parts hardly grows with the handbook."""
    whole = (
        "actors/index", "agreements/index", "events/index", "sources/index", "reference/glossary", "reference/terms", "reference/conflicts",
    )  # fmt: skip
    # Half of what fits on a page, so that half of the entries show it.
    divide_at(monkeypatch, rows=250, names=375)
    sizes = {}
    for entries in (600, 1500):
        context, _report = publish.read(synthetic(tmp_path / str(entries), entries))
        view = View(context.corpus, context.mentions, i18n.translator("en"))
        made = {
            name: myst.page(recipe.make())
            for name, recipe in recipes.pages(view).items()
            if name in whole or name.startswith("actors/by/")
        }
        sizes[entries] = max(len(made[name]) for name in whole)
        parts = [text for name, text in made.items() if name.startswith("actors/by/")]
        assert len(parts) > 5
        listed = [line for text in parts for line in text.splitlines() if line.startswith("/actors/")]
        assert sorted(listed) == sorted(f"/actors/{a}" for a in context.corpus.actors)
    assert sizes[1500] < sizes[600] * 1.8


def test_long_lists_are_divided(divided_site: Path) -> None:
    """Lists, glossary, bibliography and index with more rows than fit on a page stand on several, each row once, and all is linked."""
    out, registry = divided_site / "out", divided_site / "seeds" / "registry"
    for kind in ("actors", "agreements", "events"):
        rows = [row for page in (out / kind / "by").glob("*.html") for row in soup(page).select(".hb-row-name a")]
        assert len(rows) == len({a["href"] for a in rows}) == len(list((registry / kind).glob("*.yml")))
        assert all(len(soup(page).select(".hb-row")) <= 5 for page in (out / kind / "by").glob("*.html"))
    for page, parts in (("genindex", out), ("reference/bibliography", out / "reference" / "bibliography"), ("reference/glossary", out / "reference" / "glossary")):  # fmt: skip
        links = [a["href"] for a in soup(out / f"{page}.html").select("main ul a")]
        assert len(links) > 1, page
        assert all(((out / page).parent / link).is_file() for link in links), page
        assert len(links) == len(list(parts.glob("genindex-*.html" if page == "genindex" else "*.html")))
    # Terms and disagreements: each on one of several pages, which their first pages list.
    for kind, start, folder in (("terms", "topic-", "terms"), ("conflicts", "conflict-", "conflicts")):
        index, parts = soup(out / "reference" / f"{kind}.html"), list((out / "reference" / folder).glob("*.html"))
        assert {a["href"] for a in index.select("main ul a")} == {f"{folder}/{part.name}" for part in parts}
        assert len(parts) > 1
        assert index.select_one("p.hb-parts")
        ids = [e["id"] for part in parts for e in soup(part).select(f"main [id^={start}]")]
        assert sorted(ids) == sorted(f"{start}{f.stem}" for f in (registry / kind).glob("*.yml"))
        assert not index.select(f"main [id^={start}]")
        # In the sidebar a part stands under its list.
        here = [a["href"] for part in parts for a in soup(part).select("a.hb-here")]
        assert here == [f"../{kind}.html"] * len(parts)
    # What other software and the search are told, and where the cited page sends its readers.
    anchors = json.loads((out / "data/anchors.js").read_text(encoding="utf-8").partition("=")[2].rstrip(";\n"))
    told = json.loads((out / "myst.xref.json").read_text(encoding="utf-8"))["references"]
    told = {r["html_id"]: r["url"] for r in told if r.get("html_id", "").startswith("topic-")}
    previews = json.loads((out / "data/previews.json").read_text(encoding="utf-8"))
    shown = {a.partition("#")[2]: "/" + a.partition("#")[0] for a in previews if "#" in a}
    assert told == shown == {k: f"/{doc}.html" for k, doc in anchors.items() if k.startswith("topic-")}
    for anchor, doc in anchors.items():
        assert soup(out / f"{doc}.html").select_one(f"#{anchor}")
    # The timeline shows the latest events and says where the others are.
    page = soup(out / "timeline.html")
    dated = [f for f in (registry / "events").glob("*.yml") if "  date: {date:" in f.read_text(encoding="utf-8")]
    assert len(page.select("li.timeline")) == 5 < len(dated)
    assert page.select_one("main p:not(.hb-filter-here) > a[href='events/index.html']")
    listed = [c for page in (out / "reference" / "bibliography").glob("*.html") for c in soup(page).select(".citation")]
    assert len(listed) == len(list((divided_site / "seeds" / "articles").glob("*.md")))
    names = [a.get_text() for page in out.glob("genindex-*.html") for a in soup(page).select("main section li a")]
    assert len(set(names)) == sum(
        len(list((registry / kind).glob("*.yml"))) for kind in ("actors", "agreements", "events", "terms")
    )


def test_odd_names_in_divided_lists(divided_site: Path) -> None:
    """Names that begin with a quotation mark, or have marks of HTML in them, stand literally in divided lists, glossary, index and
    contents, each once; and their parts are linked by what stands there."""
    out = divided_site / "out"
    actors = {f"{name} group" for name in ODD}
    for pages, rows in ((out / "actors/by", ".hb-row-name a"), (out / "reference/glossary", "main dt")):
        found = [
            row.get_text().rstrip("¶#").strip() for page in pages.glob("*.html") for row in soup(page).select(rows)
        ]
        assert sorted(n for n in found if n.endswith(" group")) == sorted(actors), pages
    terms = [e for page in (out / "reference/terms").glob("*.html") for e in soup(page).select("main [id^=topic-odd-]")]
    assert len(terms) == len(ODD)
    indexed = [a.get_text() for page in out.glob("genindex-*.html") for a in soup(page).select("main section li a")]
    # A semicolon divides an entry of Sphinx's index: names have a comma there.
    assert {name.replace(";", ",") for name in actors} <= set(indexed)
    for page in out.rglob("*.html"):
        made = soup(page)
        assert not made.find_all("b"), page
        assert not [
            s for s in made.find_all("script") if "alert(" in s.get_text() and s.get("type") != "application/ld+json"
        ], page
    for index in ("actors/index", "reference/glossary", "reference/terms", "genindex"):
        for link in soup(out / f"{index}.html").select("main ul a"):
            assert ((out / index).parent / str(link["href"]).partition("#")[0].partition("?")[0]).is_file(), (
                index,
                link,
            )


@pytest.mark.long
@pytest.mark.slow
def test_bench_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command times what is installed and writes the table with versions, at a small size; ours does all jobs, one that edits two, the others one."""
    if not LONG:
        # Of the tools that make sites from Markdown and that set books one of each is enough.
        edited = ("Sphinx, theme basic", "handbook convert, pages without Sphinx")
        others = (*edited, "handbook check", "handbook pdf", "mkdocs-material", "Typst, one compilation")
        tools = [t for t in run.TOOLS if t.name in others]
        shorter = [replace(t, jobs=t.jobs[::3] if t.name in edited else t.jobs[:1]) for t in tools]
        monkeypatch.setattr(run, "TOOLS", [run.TOOLS[0], *shorter])
        # Our server beside the quickest of the others.
        monkeypatch.setattr(run, "SERVERS", [run.SERVERS[0], run.SERVERS[-1]])
    out = tmp_path / "performance.md"
    done = handbook("bench", "run", "--entries", 10, "--rounds", 1, "--out", out)
    assert done.returncode == 0, done.stdout + done.stderr
    text = out.read_text(encoding="utf-8")
    assert "| 10 | handbook build | clean |" in text
    assert "| 10 | Sphinx, theme basic | one entry edited |" in text
    assert "Sphinx 9" in text
    assert "| 10 | handbook build | one article added |" in text
    assert "| 10 | handbook pdf | clean |" in text
    assert "| 10 | Typst, one compilation | clean |" in text
    assert "| 10 | handbook convert, pages without Sphinx | one entry edited |" in text
    for tool in sorted({t.name for t in run.TOOLS} & {*search.FIELDS}) if search.at_hand() else ():
        assert f"| 10 | {tool} |" in text or f"{tool}: not installed" in text


def test_a_browser_that_closes_early(tmp_path: Path) -> None:
    """A browser that closes while a file is on its way to it is no fault of the server, which says nothing."""
    (tmp_path / "large.bin").write_bytes(bytes(30_000_000))
    faults: list[object] = []
    sent = [0]
    handler = functools.partial(search.counting(sent), directory=str(tmp_path))
    with http.server.HTTPServer(("127.0.0.1", 0), handler) as server:
        server.handle_error = lambda *_given: faults.append(sys.exc_info()[1])
        with socket.create_connection(server.server_address) as client:
            # Closed with what was not read thrown away: the server cannot write on.
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            client.sendall(b"GET /large.bin HTTP/1.0\r\n\r\n")
            serving = threading.Thread(target=server.handle_request)
            serving.start()
            client.recv(1000)
        serving.join(60)
    assert not serving.is_alive()
    assert sent == [30_000_000]
    assert faults == []


def test_table_of_servers_alone() -> None:
    """Who measures servers and nothing else gets their table."""
    text = run.table([run.Live("handbook serve", 1000, 0.75, 0.5, 1.25)])
    assert "| 1,000 | handbook serve | 0.75 | 1.25 | 0.50 |" in text


def test_table_gives_medians_ratios_and_growth() -> None:
    """Medians of rounds, CPU against ours at the same size and job, cost of an entry against the size before."""
    ours, peer = run.TOOLS[0].name, run.TOOLS[4].name
    found = [
        *(run.Measured(ours, 100, "clean", 1.0, cpu, 50.0, 2.0) for cpu in (8.0, 2.0, 4.0)),
        run.Measured(peer, 100, "clean", 1.0, 2.0, 50.0, 2.0),
        run.Measured(ours, 1000, "clean", 1.0, 60.0, 50.0, 30.0),
        run.Measured("handbook pdf", 100, "clean", 1.0, 5.0, 50.0, 2.0),
        run.Measured("xelatex, twice", 100, "clean", 1.0, 1.0, 50.0, 2.0),
        search.Searched(ours, 100, 0.5, 1.25),
    ]
    text = run.table(found)
    assert f"| 100 | {ours} | clean | 1.0 | 4.0 | 50 | 2.0 | 1.00 |" in text
    assert f"| 100 | {peer} | clean | 1.0 | 2.0 | 50 | 2.0 | 0.50 |" in text
    # What sets books is compared with our book.
    assert "| 100 | xelatex, twice | clean | 1.0 | 1.0 | 50 | 2.0 | 0.20 |" in text
    assert "| 100 | 1,000 | 1.50 | 1.50 |" in text
    assert f"| 100 | {ours} | 0.50 | 1.25 |" in text


@pytest.mark.parametrize("dialect", ["seeds", "sphinx", "mkdocs", "hugo"])
def test_an_added_article_changes_little(tmp_path: Path, dialect: str) -> None:
    """What an added article writes is a source and an entry and where they are listed; the rest is not touched."""
    run.project(60, tmp_path, [dialect])
    before = {p: p.stat().st_mtime_ns for p in tmp_path.rglob("*") if p.is_file()}
    run.project(60, tmp_path, [dialect], added=True)
    after = {p: p.stat().st_mtime_ns for p in tmp_path.rglob("*") if p.is_file()}
    assert 1 <= len(after.keys() - before.keys()) <= 3
    assert sum(after[p] != before[p] for p in before) <= 1


@pytest.mark.slow
def test_divided_lists_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A handbook large enough for divided lists builds without a warning."""
    divide_at(monkeypatch, rows=250, names=375)
    synthetic(tmp_path, 450)
    done = handbook("build", "--seeds", tmp_path / "seeds", "--docs", tmp_path / "docs", "--out", tmp_path / "out")
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(list((tmp_path / "out/actors/by").glob("*.html"))) > 5


def test_make_refuses_a_full_folder(tmp_path: Path) -> None:
    """A folder with files in it is left alone."""
    (tmp_path / "x").write_text("mine", encoding="utf-8")
    done = handbook("bench", "make", tmp_path, "--entries", 10)
    assert done.returncode == 1
    assert "not empty" in done.stdout
    assert [p.name for p in tmp_path.iterdir()] == ["x"]
