"""A whole build that links to a hostile site: it goes on, its links stay on the host, a fault is one warning."""

from __future__ import annotations

import http.server
import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup

from handbook_links import remote

from ..running import sphinx_build
from .test_links import GOOD, LINES, packed

Answer = Callable[[http.server.BaseHTTPRequestHandler], None]


def body(raw: bytes, status: int = 200) -> Answer:
    def answer(to: http.server.BaseHTTPRequestHandler) -> None:
        to.send_response(status)
        to.send_header("Content-Length", str(len(raw)))
        to.end_headers()
        to.wfile.write(raw)

    return answer


def sent_to(address: str) -> Answer:
    def answer(to: http.server.BaseHTTPRequestHandler) -> None:
        to.send_response(302)
        to.send_header("Location", address)
        to.end_headers()

    return answer


def nonsense(to: http.server.BaseHTTPRequestHandler) -> None:
    to.wfile.write(b"\x00\x01 no http\r\n\r\n")
    to.close_connection = True


def cut(to: http.server.BaseHTTPRequestHandler) -> None:
    to.send_response(200)
    to.send_header("Content-Length", "1000")
    to.end_headers()
    to.wfile.write(b"{")
    to.close_connection = True


def endless(to: http.server.BaseHTTPRequestHandler) -> None:
    to.send_response(200)
    to.end_headers()
    try:
        while True:
            to.wfile.write(b" " * 1_000_000)
    except OSError:
        to.close_connection = True


@pytest.fixture
def hostile() -> Iterator[tuple[str, dict[str, Answer], list[str]]]:
    """A server whose answers a test decides, by the end of the path, and what it was asked."""
    answers: dict[str, Answer] = {}
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            answers.get(self.path, body(b"no", 404))(self)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", answers, asked
    server.shutdown()


def build(
    folder: Path, site: str, text: str = "{hb:actor}`alba`, {hb:actor}`Alba <alba>`\n"
) -> tuple[str, BeautifulSoup]:
    """A strict build of a project that uses the extension, but for its own warnings: what it said and its page."""
    folder.mkdir(exist_ok=True)
    (folder / "conf.py").write_text(
        f'project = "Other"\nextensions = ["myst_parser", "handbook_links"]\nhandbook_site = "{site}"\n',
        encoding="utf-8",
    )
    (folder / "index.md").write_text(f"# Other\n\n{text}", encoding="utf-8")
    done = sphinx_build("-n", "-E", "-b", "html", folder, folder / "out", no_proxy="*")
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr, BeautifulSoup((folder / "out/index.html").read_text(encoding="utf-8"), "html.parser")


def previewed(page: BeautifulSoup) -> dict[str, Any]:
    found = page.find(id="handbook-previews")
    return json.loads(found.get_text()) if found else {}


def test_a_sound_site(hostile: Any, tmp_path: Path) -> None:
    """Links and previews come from a sound site without a warning, and a page is asked for once."""
    site, answers, asked = hostile
    answers |= {"/objects.inv": body(packed(LINES)), "/data/myst/actors/alba.json": body(json.dumps(GOOD).encode())}
    said, page = build(tmp_path / "p", site)
    assert said == ""
    assert previewed(page) == {f"{site}actors/alba.html#hb-entry": {"name": "Alba", "text": "A state."}}
    assert sorted(asked) == ["/data/myst/actors/alba.json", "/objects.inv"]
    build(tmp_path / "p", site)
    assert asked.count("/objects.inv") == 1, "an inventory is kept for some days"


def test_a_link_to_another_page(hostile: Any, tmp_path: Path) -> None:
    """A page without objects, such as the home page, has no preview: none is asked for, and nothing is said of it."""
    site, answers, asked = hostile
    home = "index std:doc -1 index.html Home\n"
    answers |= {
        "/objects.inv": body(packed(LINES + home)),
        "/data/myst/actors/alba.json": body(json.dumps(GOOD).encode()),
    }
    text = f"{{hb:actor}}`alba`, [home]({site}index.html), {{external+handbook:std:doc}}`index`\n"
    said, page = build(tmp_path / "p", site, text)
    assert said == ""
    assert list(previewed(page)) == [f"{site}actors/alba.html#hb-entry"]
    assert sorted(asked) == ["/data/myst/actors/alba.json", "/objects.inv"]


def test_a_copy_of_a_site(tmp_path: Path) -> None:
    """Of a copy in a folder plain files are read, within a limit; a link out of it, and what is not there, is one message each."""
    copy = tmp_path / "copy"
    copy.mkdir()
    (copy / "objects.inv").write_bytes(b"12345")
    (tmp_path / "secret").write_text("s", encoding="utf-8")
    (copy / "out").symlink_to(tmp_path / "secret")
    assert remote.fetch(str(copy), "objects.inv", 5) == b"12345"
    for name, said in (
        ("objects.inv", "larger than 4"),
        ("out", "leads out of"),
        ("none", "has no none"),
        (".", "no plain file"),
    ):
        with pytest.raises(remote.RemoteError, match=said) as told:
            remote.fetch(str(copy), name, 4)
        assert not told.value.unreachable


PAGES: dict[str, tuple[Answer, str]] = {
    "list": (body(b"[]"), "no page of a handbook"), "deep": (body(b"[" * 1000 + b"]" * 1000), "nested more than"), "odd": (body(b'{"mdast": {"children": [1, 2]}}'), "no page of a handbook"),
    "null": (body(b'{"mdast": null}'), "no page of a handbook"), "one": (body(json.dumps({"mdast": {"children": [1]}}).encode()), "no page"), "html": (body(b"<html>"), "no JSON"), "latin": (body(b"\xff\xfe"), "no JSON"),
    "none": (body(b"", 404), "the site answers 404"), "error": (body(b"", 500), "the site answers 500"), "away": (sent_to("http://evil.example/x"), "sends its readers to another host"), "file": (sent_to("file:///etc/passwd"), "the site answers 302"),
    "port": (sent_to("http://127.0.0.1:1/x"), "another host"), "round": (sent_to("/data/myst/actors/alba.json"), "the site answers 302"), "nonsense": (nonsense, "no preview"), "cut": (cut, "no preview"), "endless": (endless, "larger than"),
}  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_a_preview_that_is_none(name: str, hostile: Any, tmp_path: Path) -> None:
    """A content file of any kind of fault is one warning; the links stay."""
    site, answers, _asked = hostile
    answers |= {"/objects.inv": body(packed(LINES)), "/data/myst/actors/alba.json": PAGES[name][0]}
    said, page = build(tmp_path / "p", site)
    assert said.count("WARNING") == 1, said
    assert PAGES[name][1] in said
    assert "[handbook.preview]" in said
    assert [a["href"] for a in page.select("a.reference.external") if "alba" in str(a["href"])] == [
        f"{site}actors/alba.html#hb-entry"
    ] * 2
    assert previewed(page) == {}


@pytest.mark.parametrize("name", ["list", "none", "away", "nonsense", "cut"])
def test_an_inventory_that_is_none(name: str, hostile: Any, tmp_path: Path) -> None:
    """An inventory of any kind of fault is one warning in all; links become plain text."""
    site, answers, _asked = hostile
    answers["/objects.inv"] = PAGES[name][0]
    said, page = build(tmp_path / "p", site)
    assert said.count("WARNING") == 1, said
    assert "[handbook.inventory]" in said
    assert not [a for a in page.select("a.reference.external") if "alba" in str(a["href"])]


def test_links_stay_on_the_host(hostile: Any, tmp_path: Path) -> None:
    """Objects that lead to another host, or out of the site, are left out with one warning; the others stay."""
    site, answers, _asked = hostile
    bad = "".join(
        f"{name} hb:actor 1 {place} Evil\n"
        for name, place in (
            ("evil", "//evil.example/x"),
            ("root", "/x.html"),
            ("up", "../x.html"),
            ("//evil.example/y", "$"),
        )
    )
    answers |= {
        "/objects.inv": body(packed(LINES + bad)),
        "/data/myst/actors/alba.json": body(json.dumps(GOOD).encode()),
    }
    said, page = build(tmp_path / "p", site, "{hb:actor}`alba` {hb:actor}`evil` {hb:actor}`root` {hb:actor}`up`\n")
    assert "4 objects in the inventory of the handbook lead elsewhere and are left out" in said
    assert {
        urlsplit(str(a["href"])).netloc
        for a in page.select("a.reference.external")
        if str(a["href"]).startswith(("http", "//"))
    } <= {urlsplit(site).netloc, "www.sphinx-doc.org", "alabaster.readthedocs.io", "github.com"}
    assert "evil.example" not in str(page)


def test_a_site_that_is_not_there(tmp_path: Path) -> None:
    """An address where nobody answers is one warning, and one attempt."""
    said, _page = build(tmp_path / "p", "http://127.0.0.1:1/")
    assert said.count("WARNING") == 1, said


@pytest.mark.parametrize(
    "site", ["", "ftp://x/", "https://", "javascript:x", "https://user@evil.example/", "https://a b/", "file:///etc/"]
)
def test_an_address_that_is_none(site: str, tmp_path: Path) -> None:
    """What is no web address is told as a mistake in conf.py."""
    with pytest.raises(AssertionError, match="handbook_site is not set"):
        build(tmp_path / "p", site)
