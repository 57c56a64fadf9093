"""Another project that links to a site which has turned hostile: its build goes on, its links stay on the host, a fault is one warning."""

from __future__ import annotations

import http.server
import json
import posixpath
import threading
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from sphinx.util.inventory import InventoryFile

from handbook_links import remote

from ..running import sphinx_build

SITE = "https://handbook.example/site/"
GOOD = {"mdast": {"children": [
    {"type": "heading", "identifier": "actor-alba", "children": [{"value": "Alba"}]}, {"type": "paragraph", "children": [{"value": "A state."}]},
]}}  # fmt: skip
LINES = "alba hb:actor 1 actors/alba.html#hb-entry Alba\nactor-alba std:label -1 actors/alba.html#hb-entry Alba\n"


def packed(
    lines: str,
    head: str = "# Sphinx inventory version 2\n# Project: x\n# Version: 1\n# The remainder of this file is compressed using zlib.\n",
) -> bytes:
    return head.encode() + zlib.compress(lines.encode("utf-8", "surrogatepass"))


# -- what is kept of an inventory

PLACES = st.one_of(
    st.sampled_from(["actors/alba.html#hb-entry", "//evil.example/x", "/etc/x", "https://evil.example/", "javascript:alert(1)", "..", "../x", "a/../../x", "a/./b", "\\\\evil.example\\x", "/\\evil.example", "$", "#x", "a//b", "", "data:x", "a:b@evil.example", "%2e%2e/x", "?x"]),
    st.text(st.characters(codec="utf-8"), max_size=12), st.text("/.\\:#$?@a%2e", max_size=8),
)  # fmt: skip
NAMES_OF_OBJECTS = st.one_of(
    st.just("alba"),
    st.sampled_from(["//evil.example/x", "/x", "https://evil.example/", "../../x"]),
    st.text(min_size=1, max_size=10),
)


@settings(max_examples=600, deadline=None)
@given(
    st.lists(
        st.tuples(
            NAMES_OF_OBJECTS, st.sampled_from(["hb:actor", "std:label", "std:doc", "py:module", "js:x", "x"]), PLACES
        ),
        max_size=6,
    )
)
def test_no_object_leads_elsewhere(rows: list[tuple[str, str, str]]) -> None:
    """Whatever addresses an inventory has, those that Sphinx makes of what is kept lie below the site, and only kinds of ours are there."""
    made, _left = remote.inventory(packed("".join(f"{n} {k} 1 {p} Shown\n" for n, k, p in rows)))
    for (kind, _name), item in read(made):
        assert kind.split(":")[0] in ("hb", "std")
        address = urlsplit(item)
        assert (address.scheme, address.netloc) == ("https", "handbook.example")
        assert item.startswith(SITE)
        assert posixpath.normpath(address.path + "x").startswith("/site/")
        assert not set(address.path) & set("\\\n\t ")


def read(made: bytes) -> Iterator[tuple[tuple[str, str], str]]:
    """Kind, name and address of all that Sphinx reads from an inventory."""
    for kind, objects in InventoryFile.loads(made, uri=SITE).data.items():
        for name, item in objects.items():
            yield (kind, name), item.uri


def test_a_good_inventory_stays() -> None:
    """Objects of a real inventory are all kept, with addresses and names."""
    made, left = remote.inventory(
        packed(
            LINES
            + "topic-x std:label -1 reference/terms.html#$ X, a term\nindex std:doc -1 index.html -\nal\u00e9 hb:topic 1 t/$ -\n"
        )
    )
    assert left == 0
    assert dict(read(made)) == {
        ("hb:actor", "alba"): SITE + "actors/alba.html#hb-entry", ("std:label", "actor-alba"): SITE + "actors/alba.html#hb-entry", ("std:label", "topic-x"): SITE + "reference/terms.html#topic-x",
        ("std:doc", "index"): SITE + "index.html", ("hb:topic", "al\u00e9"): SITE + "t/al\u00e9",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "no inventory"), (b"<html>", "no inventory"), (packed(LINES, "# Sphinx inventory version 1\n# Project: x\n# Version: 1\n# zlib.\n"), "no inventory"), (packed(LINES)[:-9], "damaged"),
        (packed(LINES)[:140] + b"xxxxxxxxxxxxx", "damaged"), (lambda: packed("\x00" * (remote.UNPACKED + 1)), "larger than"), (packed("")[:-8] + b"\xff" * 20, "damaged"),
    ],
    ids=range(7),
)  # fmt: skip
def test_what_is_no_inventory(raw: bytes | Callable[[], bytes], said: str) -> None:
    """What is no inventory, is damaged or unpacks without bounds is refused."""
    with pytest.raises(remote.RemoteError, match=said):
        remote.inventory(raw if isinstance(raw, bytes) else raw())


# -- what is kept of a content file

VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=5)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["mdast", "children", "identifier", "value", "x"]), inner, max_size=3),
    ),
    max_leaves=12,
)


@settings(max_examples=600, deadline=None)
@given(
    st.one_of(
        VALUES,
        VALUES.map(lambda v: {"mdast": {"children": v}}),
        VALUES.map(lambda v: {"mdast": {"children": [v, v]}}),
        VALUES.map(lambda v: {"mdast": {"children": [{"identifier": v, "children": v}, v]}}),
    )
)
def test_any_shape(value: object) -> None:
    """JSON of any shape gives objects of three texts each, or is refused with words."""
    try:
        found = remote.content(json.dumps(value).encode())
    except remote.RemoteError as error:
        found, said = [], str(error)
    else:
        said = ""
    assert said in ("", "this is no page of a handbook")
    assert all(isinstance(text, str) for row in found for text in row)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=40))
def test_any_bytes(raw: bytes) -> None:
    """Bytes of any kind are refused or read, never more."""
    try:
        remote.content(raw)
    except remote.RemoteError:
        return
    raise AssertionError("nothing so short is a page")


@pytest.mark.parametrize(
    "raw",
    [
        b"[" * 1000,
        b"[" * 5_000_000,
        b'{"a":' * 1000,
        b'"' * 5_000_000,
        b'"' + b'\\"' * 2_000_000,
        b'["[[[["' * 500_000,
        b"\\" * 5_000_000,
    ],
    ids=range(7),
)
def test_deep_or_without_end(raw: bytes) -> None:
    """Nesting without end, and texts without one, are refused by one look over the file."""
    with pytest.raises(remote.RemoteError):
        remote.content(raw)


def test_texts_are_cut_and_cleaned() -> None:
    """Names and texts are as long as a preview may be, without marks for terminals or of direction."""
    page = json.loads(json.dumps(GOOD))
    page["mdast"]["children"][0]["children"][0]["value"] = "N\u202e\x1b" * 1000
    page["mdast"]["children"][1]["children"][0]["value"] = "T" * 100_000
    ((_, name, text),) = remote.content(json.dumps(page).encode())
    assert (len(name), len(text)) == (remote.NAME, remote.TEXT)
    assert "\u202e" not in name


# -- a whole build against a server

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
