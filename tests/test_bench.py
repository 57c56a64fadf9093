"""Synthetic handbooks and benchmarks: the same content every time, sound seeds, lists that do not grow; errors, never times."""

from __future__ import annotations

import functools
import http.server
import os
import re
import socket
import struct
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from handbook import publish
from handbook.bench import alike, books, make, run, search

from .conftest import LONG
from .divided import synthetic
from .running import handbook


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


def test_make_refuses_a_full_folder(tmp_path: Path) -> None:
    """A folder with files in it is left alone."""
    (tmp_path / "x").write_text("mine", encoding="utf-8")
    done = handbook("bench", "make", tmp_path, "--entries", 10)
    assert done.returncode == 1
    assert "not empty" in done.stdout
    assert [p.name for p in tmp_path.iterdir()] == ["x"]
