"""``handbook desk``: nobody else comes in, nothing is lost, what is untrusted stays text, and the keyboard is enough."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, sync_playwright

from handbook import publish
from handbook.adding import store
from handbook.bench.search import chromium
from handbook.desk import articles, checking, claims, deciding, names, original, pages, pictures, saving, security
from handbook.desk.app import Desk
from handbook.desk.planned import Plan
from handbook.desk.state import Project
from handbook.kinds import Review
from handbook.serving import run as serving

from .conftest import PROJECT, toy_project
from .test_adding import ADD, TEXT, run, snapshot

CHROMIUM = chromium()
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
ID = "the-post-2024"
#: What a person writes into the draft of TEXT.
SAYS = {"3a": "Dora Delegate promised Alba ships of Borealis.", "4a": "Ann Exampel attended."}
EVIL = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'{{7*7}}"


# -- a desk that runs


@dataclass
class Running:
    """A desk at work on a copy of the toy, and how to ask it."""

    seeds: Path
    desk: Desk
    port: int

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    @property
    def way_in(self) -> str:
        return f"{self.address}?token={self.desk.keys.token}"

    @property
    def digest(self) -> Path:
        return self.seeds / "articles" / f"{ID}.md"

    def ask(self, path: str, method: str = "GET", body: str = "", **headers: str) -> http.client.HTTPResponse:
        """A request of a browser that came in; an empty header is left out."""
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        own = {"Host": f"127.0.0.1:{self.port}", "Cookie": f"handbook-desk-{self.port}={self.desk.keys.token}"}
        if method == "POST":
            own |= {"Origin": f"http://127.0.0.1:{self.port}", "Content-Type": "application/x-www-form-urlencoded"}
            own["Content-Length"] = str(len(body))
        link.putrequest(method, path, skip_host=True)
        for name, value in (own | {n.replace("_", "-"): v for n, v in headers.items()}).items():
            if value:
                link.putheader(name, value)
        link.endheaders(body.encode() if body else None)
        return link.getresponse()

    def post(self, path: str, **fields: str) -> http.client.HTTPResponse:
        return self.ask(path, "POST", urlencode({"form": self.desk.keys.form} | fields))

    def page(self, path: str) -> str:
        answer = self.ask(path)
        assert answer.status == 200, answer.read()
        return answer.read().decode()


@contextlib.contextmanager
def running(seeds: Path, port: int = 0) -> Iterator[Running]:
    listening = serving.bound(port)
    port = listening.getsockname()[1]
    desk = Desk(seeds, port)
    server = uvicorn.Server(uvicorn.Config(desk.app, log_level="error", lifespan="off", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
    thread.start()
    try:
        yield Running(seeds, desk, port)
    finally:
        server.should_exit = True
        thread.join(20)


@pytest.fixture
def draft(toy: Path) -> Path:
    """A copy of the toy with an article that was added; its seeds."""
    (toy / "ships.txt").write_text(TEXT, encoding="utf-8")
    run(toy, "add", str(toy / "ships.txt"), *ADD)
    return toy / "seeds"


@pytest.fixture
def desk(draft: Path) -> Iterator[Running]:
    with running(draft) as made:
        yield made


def written(text: str) -> str:
    """A draft with its statements written."""
    for label, says in SAYS.items():
        text = text.replace(f"{label}. [pending]", f"{label}. {says}")
    return text


# -- who may come in


def test_only_the_one_with_the_address_comes_in(desk: Running) -> None:
    """Without the token no page is given; with it a cookie comes that scripts cannot read and other sites cannot send."""
    for path in ("/", "/article/the-post-2024/write", "/static/desk.js", "/entries?q=a", "/?token=", "/?token=wrong"):
        assert desk.ask(path, Cookie="").status == 403, path
    assert desk.ask("/", Cookie=f"handbook-desk-{desk.port}=wrong").status == 403
    assert desk.ask("/", Cookie=f"handbook-desk-1={desk.desk.keys.token}").status == 403
    came = desk.ask(f"/?token={desk.desk.keys.token}", Cookie="")
    assert (came.status, came.getheader("Location")) == (303, "/")
    cookie = came.getheader("Set-Cookie") or ""
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= set(cookie.split("; "))
    assert desk.desk.keys.form not in cookie
    assert desk.ask("/", Cookie=cookie.partition(";")[0]).status == 200
    # Each run has words of its own.
    assert len({security.Keys().token, security.Keys().form, desk.desk.keys.token, desk.desk.keys.form}) == 4


@pytest.mark.parametrize(
    ("method", "headers", "status"),
    [
        ("GET", {"Host": "evil.example"}, 421),
        ("GET", {"Host": "127.0.0.1.evil.example"}, 421),
        ("POST", {"Host": "evil.example", "Origin": "http://evil.example"}, 421),
        ("POST", {"Origin": "http://evil.example"}, 403),
        ("POST", {"Origin": "null"}, 403),
        ("POST", {"Origin": ""}, 403),
        ("POST", {"Origin": "http://127.0.0.1:1"}, 403),
        ("POST", {"Content-Type": "text/plain"}, 415),
        ("POST", {"Content-Type": "multipart/form-data"}, 415),
        ("GET", {"Sec-Fetch-Site": "cross-site"}, 403),
        ("GET", {"Sec-Fetch-Site": "same-site"}, 403),
        ("PUT", {}, 405),
        ("DELETE", {}, 405),
    ],
)
def test_pages_of_strangers_are_refused(desk: Running, method: str, headers: dict[str, str], status: int) -> None:
    """A page of a stranger in the same browser, cookie or not, neither reads nor changes anything, and every answer has the policies."""
    before = snapshot(desk.seeds)
    path = f"/article/{ID}/save" if method == "POST" else "/"
    body = urlencode({"form": desk.desk.keys.form, "text": "gone", "base": ""}) if method == "POST" else ""
    answer = desk.ask(path, method, body, **headers)
    assert answer.status == status
    for name, value in security.POLICIES.items():
        assert answer.getheader(name) == value
    assert "'unsafe-inline'" not in security.POLICIES["Content-Security-Policy"]
    assert snapshot(desk.seeds) == before


def test_a_form_needs_its_word(desk: Running) -> None:
    """What changes something needs the word of this run's forms, besides the cookie; a request may not be without end."""
    before = snapshot(desk.seeds)
    for path in (f"/article/{ID}/save", f"/article/{ID}/decide", f"/article/{ID}/place", f"/article/{ID}/finish", f"/article/{ID}/take", "/undo"):  # fmt: skip
        for form in ({}, {"form": ""}, {"form": "wrong"}, {"form": desk.desk.keys.token}):
            body = urlencode({"text": "x", "action": "reject", "name": ID} | form)
            assert desk.ask(path, "POST", body).status == 403, path
    assert desk.ask("/undo", Content_Type="application/x-www-form-urlencoded").status == 405
    assert snapshot(desk.seeds) == before
    link = http.client.HTTPConnection("127.0.0.1", desk.port, timeout=30)
    link.putrequest("POST", f"/article/{ID}/save", skip_host=True)
    for name, value in {"Host": f"127.0.0.1:{desk.port}", "Origin": f"http://127.0.0.1:{desk.port}", "Cookie": f"handbook-desk-{desk.port}={desk.desk.keys.token}", "Content-Type": "application/x-www-form-urlencoded", "Transfer-Encoding": "chunked"}.items():  # fmt: skip
        link.putheader(name, value)
    link.endheaders()
    piece = b"%x\r\n" % (1 << 20) + b"a" * (1 << 20) + b"\r\n"
    with contextlib.suppress(OSError):
        for _ in range(9):
            link.send(piece)
    assert link.getresponse().status == 413
    assert snapshot(desk.seeds) == before


@pytest.mark.parametrize("name", ["..", "..%2f..%2fetc", "%2e%2e", "nothing-here", "A", "a--b", ".desk", "a" * 90])
def test_only_sources_are_opened(desk: Running, name: str) -> None:
    """An address that names no source of the seeds is answered with a page that says so, and nothing is written."""
    before = snapshot(desk.seeds)
    assert desk.ask(f"/article/{name}/write").status == 404
    answer = desk.post(f"/article/{name}/save", text="x", base="")
    assert answer.status == 404
    assert snapshot(desk.seeds) == before
    for path in ("/static/../app.py", "/static/%2e%2e%2fapp.py", "/static/none.css", f"/article/{ID}/none"):
        assert desk.ask(path).status == 404


# -- what is untrusted


def hostile(toy: Path) -> Path:
    """The toy with an article whose text, title, names and notes are markup."""
    text = f"""Ships {EVIL} leave

Foreign Minister Dora <b>Delegate</b> of Borealis said on Monday: "We will {EVIL} send 30 ships."

Ann Exampel{EVIL} signed a memorandum with the Harbour <i>Bank</i> in April.
"""
    (toy / "evil.txt").write_text(text, encoding="utf-8")
    run(toy, "add", str(toy / "evil.txt"), "--id", ID, "--publication", f"Post {EVIL}", *ADD[2:])
    actor = next((toy / "seeds/registry/actors").glob("dora*.yml"), None) or toy / "seeds/registry/actors/alba.yml"
    raw = actor.read_text(encoding="utf-8")
    actor.write_text(re.sub(r"^gloss: .*(?:\n  .*)*", lambda _: "gloss: " + json.dumps(f"A {EVIL} person."), raw, flags=re.M), encoding="utf-8")  # fmt: skip
    return toy / "seeds"


def test_nothing_of_an_article_becomes_markup(toy: Path) -> None:
    """Text, title, publication, names, descriptions, what one writes and what one searches appear as they are on every page."""
    seeds = hostile(toy)
    with running(seeds) as desk:
        asked = "?" + urlencode({"q": EVIL, "at": EVIL})
        text = desk.digest.read_text(encoding="utf-8").replace("2a. [pending]", f"2a. Dora {EVIL} spoke of Alba.")
        answer = desk.post(f"/article/{ID}/save", text=text, base=saving.version(desk.digest.read_bytes()))
        assert answer.status == 303
        desk.post(f"/article/{ID}/decide", action="merge", name="x", into=EVIL)
        for path in ("/" + asked, "/help", *(f"/article/{ID}/{step}{asked}" for step, _n, _w in pages.STEPS), f"/entries{asked}", f"/article/{ID}/search?at=2a&" + urlencode({"q": EVIL})):  # fmt: skip
            page = desk.page(path)
            assert "<script>alert" not in page, path
            assert "<img src=x" not in page, path
            assert "<b>Delegate" not in page, path
            assert "49" not in re.findall(r"'(\d+)'", page)
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in desk.page(f"/article/{ID}/write")
        desk.digest.write_text(text + "\n", encoding="utf-8")
        desk.post(f"/article/{ID}/save", text=text + EVIL, base="elsewhere")
        page = desk.page(f"/article/{ID}/both") if saving.kept(seeds, ID) else ""
        assert "&lt;img src=x onerror" in page
        assert "<img src=x" not in page
        answer = desk.ask(f"/article/{ID}/save", "POST", urlencode({"form": desk.desk.keys.form, "text": text, "base": "", "line": "25"}), Accept="application/json")  # fmt: skip
        assert answer.getheader("Content-Type") == "application/json"
        assert "<script>alert" not in json.loads(answer.read())["at"]


def test_templates_lift_no_escape() -> None:
    """No template marks text as safe or puts it into a script, a style or an attribute that runs."""
    for path in sorted((pages.HERE / "templates").glob("*.html")):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\|\s*safe|autoescape|Markup|<style|style=|\son[a-z]+=|javascript:|srcdoc", text), path
        assert not re.search(r"<script(?![^>]*\bsrc=\"/static/)", text), path
    for path in sorted((pages.HERE / "static").glob("*.js")):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|https?://", text), path  # fmt: skip
    assert "url(" not in (pages.HERE / "static" / "desk.css").read_text(encoding="utf-8")


# -- nothing is lost


def reads(seeds: Path) -> Callable[[str], bool]:
    return articles.readable(ID, seeds.name)


def test_text_goes_into_its_file_as_soon_as_it_can_be_read(draft: Path) -> None:
    """What can be read is in the file to the byte; what cannot is kept beside it, and no command sees it."""
    path = draft / "articles" / f"{ID}.md"
    before = path.read_bytes()
    base = saving.version(before)
    half = before.decode().replace("3a. [pending]", "3a [pending")
    assert saving.save(draft, ID, half, base, reads(draft)) == saving.Saved("kept", base)
    assert path.read_bytes() == before
    assert saving.kept(draft, ID) == saving.Kept(base, half)
    run(draft.parent, "check")
    done = saving.save(draft, ID, written(before.decode()), base, reads(draft))
    assert done.how == "written"
    assert path.read_text(encoding="utf-8") == written(before.decode())
    assert saving.kept(draft, ID) is None
    # A browser ends lines in its own way; a file keeps its own.
    crlf = path.read_bytes().replace(b"\n", b"\r\n")
    path.write_bytes(crlf)
    done = saving.save(draft, ID, before.decode().replace("\n", "\r\n"), saving.version(crlf), reads(draft))
    assert path.read_bytes() == before.replace(b"\n", b"\r\n")


def test_a_file_that_changed_is_not_written_over(desk: Running) -> None:
    """Where a terminal wrote the file meanwhile both texts stay, both are shown, and the editor chooses."""
    before = desk.digest.read_text(encoding="utf-8")
    base = saving.version(desk.digest.read_bytes())
    theirs = before.replace("4a. [pending]", "4a. Somebody else wrote this of Borealis.")
    desk.digest.write_text(theirs, encoding="utf-8")
    mine = written(before)
    answer = desk.post(f"/article/{ID}/save", text=mine, base=base)
    assert answer.getheader("Location") == f"/article/{ID}/both"
    assert desk.digest.read_text(encoding="utf-8") == theirs
    assert desk.ask(f"/article/{ID}/write").getheader("Location") == f"/article/{ID}/both"
    page = desk.page(f"/article/{ID}/both")
    assert "Somebody else wrote this" in page
    assert SAYS["4a"] in page
    base = re.findall(r'name="base" value="([0-9a-f]*)"', page)[0]
    assert base == saving.version(desk.digest.read_bytes())
    assert desk.post(f"/article/{ID}/save", text=mine, base=base).getheader("Location") == f"/article/{ID}/write"
    assert desk.digest.read_text(encoding="utf-8") == mine
    desk.digest.write_text(theirs, encoding="utf-8")
    desk.post(f"/article/{ID}/save", text=mine + "\n", base="of-another-time")
    assert saving.kept(desk.seeds, ID)
    desk.post(f"/article/{ID}/take")
    assert saving.kept(desk.seeds, ID) is None
    assert desk.digest.read_text(encoding="utf-8") == theirs


def test_another_run_at_work_is_waited_for(draft: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While a command holds the seeds the text is kept beside them, and the next saving writes it."""
    monkeypatch.setattr(store, "WAIT", 0.05)
    path = draft / "articles" / f"{ID}.md"
    text, base = written(path.read_text(encoding="utf-8")), saving.version(path.read_bytes())
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with store.locked(draft):
            held.set()
            done.wait(20)

    thread = threading.Thread(target=hold)
    thread.start()
    assert held.wait(20)
    saved = saving.save(draft, ID, text, base, reads(draft))
    done.set()
    thread.join()
    assert saved.how == "waits"
    assert "another run" in saved.why
    kept = saving.kept(draft, ID)
    assert kept == saving.Kept(base, text)
    assert saving.save(draft, ID, kept.text, kept.base, reads(draft)).how == "written"


@settings(max_examples=25)
@given(
    st.lists(
        st.tuples(st.sampled_from(["type", "break", "terminal", "save", "mine", "theirs"]), st.integers(0, 9)), max_size=12
    )
)  # fmt: skip
def test_no_order_of_events_loses_a_text(
    tmp_path_factory: pytest.TempPathFactory, events: list[tuple[str, int]]
) -> None:
    """Whatever an editor and a terminal do in turn: what the editor saved last is in the file or beside it, and what the terminal wrote is there until the editor, shown both, chose."""
    seeds = toy_project(tmp_path_factory.mktemp("p")) / "seeds"
    name = "gazette-2024"
    path = seeds / "articles" / f"{name}.md"
    start = path.read_text(encoding="utf-8")
    readable = articles.readable(name, seeds.name)
    mine, base = start, saving.version(path.read_bytes())
    for what, number in events:
        disk = path.read_text(encoding="utf-8")
        if what == "type":
            mine = start.replace("aid", f"aid{number}")
        elif what == "break":
            mine = start.replace("3a. ", f"3{number} ")
        elif what == "terminal":
            path.write_text(start.replace("useful", f"useful{number}"), encoding="utf-8")
        elif what == "theirs":
            saving.drop(seeds, name)
            mine, base = disk, saving.version(path.read_bytes())
        else:
            # Who was shown both goes on from the file as it is.
            base = saving.version(path.read_bytes()) if what == "mine" else base
            saved = saving.save(seeds, name, mine, base, readable)
            kept, now = saving.kept(seeds, name), path.read_text(encoding="utf-8")
            assert (kept.text if kept else now) == mine
            assert kept is None or kept.base == base
            if saved.how == "written":
                assert now == mine
                assert saving.version(disk.encode()) == base or disk == mine
                base = saved.version
            else:
                assert now == disk
                assert saved.how == ("both" if readable(mine) else "kept")


def test_what_is_kept_leads_nowhere(draft: Path) -> None:
    """The desk's folder is its own: nothing is written through a link, git is told to leave it, and damage in it is no text."""
    saving.keep(draft, ID, saving.Kept("b", "text"))
    assert (draft / ".desk" / ".gitignore").read_text(encoding="utf-8") == "*\n"
    for raw in ("{", "[]", '{"base": 1, "text": "x"}', "[" * 100_000):
        (draft / ".desk" / f"{ID}.json").write_text(raw, encoding="utf-8")
        assert saving.kept(draft, ID) is None
    (draft / ".desk" / f"{ID}.plan.json").write_text('{"places": {"a": 1}, "entries": []}', encoding="utf-8")
    assert Project(draft).now().problems == []
    with running(draft) as desk:
        desk.page(f"/article/{ID}/write")
    elsewhere = draft.parent / "elsewhere"
    elsewhere.mkdir()
    for path in (draft / ".desk").iterdir():
        path.unlink()
    (draft / ".desk").rmdir()
    (draft / ".desk").symlink_to(elsewhere)
    with pytest.raises(OSError, match="link"):
        saving.keep(draft, ID, saving.Kept("b", "text"))
    assert list(elsewhere.iterdir()) == []


# -- checked as the command checks


EDITS = [
    ("3a. [pending]", "3a. Dora Delegate met Ann Example of Alba on 3 March 2024.\n  when: 2024-03-03"),
    ("3a. [pending]", "3a. [attributed: nobody-here] Somebody spoke."),
    ("3a. [pending]", '3a. Dora Delegate said that Borealis "will build 40 ships".\n  quantity: 40 ships of aid'),
    ("4a. [pending]", "4a. Ann Exampel was there.\n  also-from: 9"),
    ("4a. [pending]", "4b. [inference] Alba is glad."),
    ("4a. [pending]", "4a. Foreign Minister Dora Delegate of Borealis said on Monday we will send ships."),
    ("3a. [pending]", "3. [no statement: background]"),
    ("4a. [pending]", "4a [pending]"),
    ("id: the-post-2024", "id: other"),
    ("published: '2024-05-02'", "published: soon"),
    ("review: draft\n", ""),
    ("language: en", "language: English"),
]


@settings(max_examples=30)
@given(st.lists(st.sampled_from(EDITS), max_size=4, unique=True))
def test_the_page_says_what_the_command_says(toy_draft: Path, edits: list[tuple[str, str]]) -> None:
    """For any text the desk shows the problems of its file that ``handbook check`` finds once it is written there."""
    path = toy_draft / "articles" / f"{ID}.md"
    before = path.read_bytes()
    text = before.decode()
    project = Project(toy_draft)
    context = project.now().context
    for old, new in edits:
        text = text.replace(old, new)
    own = f"{toy_draft.name}/articles/{ID}.md"
    shown = {p for p in checking.check(context, toy_draft.name, ID, text, None).problems if p.place.path == own}
    path.write_text(text, encoding="utf-8")
    try:
        said = {p for p in publish.read(toy_draft)[1].problems if p.place.path == own}
    finally:
        path.write_bytes(before)
    assert shown == said


@pytest.fixture(scope="module")
def toy_draft(tmp_path_factory: pytest.TempPathFactory) -> Path:
    toy = toy_project(tmp_path_factory.mktemp("checked"))
    (toy / "ships.txt").write_text(TEXT, encoding="utf-8")
    run(toy, "add", str(toy / "ships.txt"), *ADD)
    return toy / "seeds"


def test_what_confirming_will_ask_is_said_before(draft: Path) -> None:
    """Of a draft the desk also says what stands in the way of confirming it, with the original compared; what is not yet written is none of that."""
    project = Project(draft)
    article = articles.Article(project, project.now(), ID)
    assert article.check(article.text) == checking.Checked(article.source, ())
    wrong = article.text.replace("4a. [pending]", "4a. Ann Exampel was there with 77 ships of Alba.")
    codes = {p.code for p in article.check(wrong).later}
    assert {"HB505", "HB506"} <= codes
    assert all(p.place.line for p in article.check(wrong).later)
    right = article.check(written(article.text))
    # A name that is asked about is known when the question is answered.
    assert [(p.code, "Exampel" in p.message) for p in right.later] == [("HB402", True)]
    path = draft / "articles" / f"{ID}.md"
    path.write_text(written(article.text), encoding="utf-8")
    assert not deciding.decide(project, ID, "merge", "Ann Exampel", "ann-example", "").refused
    article = articles.Article(project, project.now(), ID)
    assert article.check(article.text).later == ()


# -- proposals with their evidence


def test_names_come_with_their_sentences_and_entries(draft: Path) -> None:
    """Each thing that waits has the sentences it stands in and the entries that it may be; a search forgives accents and slips."""
    project = Project(draft)
    article = articles.Article(project, project.now(), ID)
    waiting = {w.name: w for w in article.waiting}
    ann = waiting["Ann Exampel"]
    assert ann.what == "question"
    assert [s.text for s in ann.sentences] == ["Ann Exampel was there."]
    assert [c.id for c in ann.choices] == ["ann-example"]
    assert "Dora Delegate of Borealis" in waiting["Dora Delegate"].sentences[0].text
    memorandum = next(w for w in article.waiting if w.what == "agreement")
    assert [s.text for s in memorandum.sentences] == ["Borealis signed a memorandum with the Harbour Bank in April."]
    finder = names.Finder(project.now().corpus)
    assert [c.id for c in finder.search("exam ann")][:1] == ["ann-example"]
    assert [c.id for c in finder.search("Änn Exàmple")][:1] == ["ann-example"]
    assert [c.id for c in finder.search("Boraelis")][:1] == ["borealis"]
    assert finder.search("") == finder.search("?!") == []
    assert "ann-example" not in [c.id for c in finder.search("ann", without="ann-example")]


def test_the_original_is_cut_and_joined_again(draft: Path) -> None:
    """The marked original is the original: its pieces, put together, are its paragraphs; marks say what was found."""
    project = Project(draft)
    article = articles.Article(project, project.now(), ID)
    lines = (draft / "originals" / f"{ID}.txt").read_text(encoding="utf-8").splitlines()
    assert ["".join(p.text for s in m.sentences for p in s.pieces) for m in article.original.paragraphs] == lines
    third = article.original.paragraphs[2]
    kinds = {(s.kind, third.text[s.start : s.end]) for s in third.spans}
    assert {("name", "Borealis"), ("new", "Dora Delegate"), ("date", "Monday"), ("date", "next month")} <= kinds
    assert "quote" in {k for k, _ in kinds}
    said = article.source
    assert said is not None
    (draft / "originals" / f"{ID}.txt").write_text("another text\n", encoding="utf-8")
    assert "SHA-256 differs" in project.original(project.now(), said).why
    (draft / "originals" / f"{ID}.txt").unlink()
    assert "not on this machine" in project.original(project.now(), said).why


def test_a_statement_has_its_sentence_and_three_claims(desk: Running) -> None:
    """Beside a statement stand the sentence of the original that says it and the claims nearest to it."""
    text = desk.digest.read_text(encoding="utf-8").replace("3a. [pending]", "3a. Dora Delegate announced that Borealis would send nearly 20 ships to Alba.")  # fmt: skip
    desk.digest.write_text(text.replace("4a. [pending]", "4a. Ann Exampel attended."), encoding="utf-8")
    project = Project(desk.seeds)
    article = articles.Article(project, project.now(), ID)
    first, second = article.asked
    assert first.evidence is not None
    assert first.evidence.id.startswith("p3-")
    assert "north-pact#amount" in [o.key for o in first.offered]
    assert second.evidence is not None
    assert second.evidence.text == "Ann Exampel was there."
    assert claims.evidence(article.asked and article.source.statements[0], ()) is None  # type: ignore[union-attr]
    assert original.telling(article.original.paragraphs, [2])[0].id == "p2-1"


# -- decisions


def test_decisions_wait_for_their_source_and_are_then_taken(desk: Running) -> None:
    """What may not be written before the source is confirmed is planned, can be taken back, and is done with it; check is clean all along."""
    text = written(desk.digest.read_text(encoding="utf-8"))
    desk.post(f"/article/{ID}/save", text=text, base=saving.version(desk.digest.read_bytes()))
    place = {"statement": "3a", "claim": "north-pact#amount", "side": "against"}
    desk.post(f"/article/{ID}/place", **place)
    desk.post(f"/article/{ID}/place", **place)
    assert not Project(desk.seeds).now().corpus.claims["north-pact#amount"][1].against
    assert "Taken back" in desk.page("/")
    desk.post(f"/article/{ID}/place", **place)
    assert "once confirmed" in desk.page(f"/article/{ID}/claims")
    desk.post(f"/article/{ID}/decide", action="confirm", name="dora-delegate", gloss="")
    assert "no description yet" in desk.page("/")
    desk.post(f"/article/{ID}/decide", action="confirm", name="dora-delegate", gloss="Foreign minister of Borealis.")
    desk.post(
        f"/article/{ID}/decide", action="merge", name="Ann Exampel", into="ann-example", reason="The same office."
    )
    desk.post(f"/article/{ID}/decide", action="reject", name="harbour-bank", reason="Nothing is said of it.")
    run(desk.seeds.parent, "check")
    desk.post(f"/article/{ID}/finish")
    corpus = publish.read(desk.seeds)[0].corpus
    assert run(desk.seeds.parent, "check")
    assert corpus.sources[ID].header.review is Review.CONFIRMED
    assert corpus.actors["dora-delegate"].review is Review.CONFIRMED
    assert corpus.actors["dora-delegate"].gloss == "Foreign minister of Borealis."
    assert [str(c) for c in corpus.claims["north-pact#amount"][1].against] == [f"{ID}/3a"]
    assert "Nothing is said of it" in (desk.seeds / "rulings.yml").read_text(encoding="utf-8")
    assert not list((desk.seeds / ".desk").glob("*.json"))


def test_undo_takes_back_to_the_byte(desk: Running) -> None:
    """Each decision at the desk is one step of ``handbook undo``, and its button takes the last one back."""
    states = [snapshot(desk.seeds)]
    for fields in (
        {"action": "merge", "name": "Ann Exampel", "into": "ann-example"},
        {"action": "rename", "name": "dora-delegate", "rename": "Dora D. Delegate"},
        {"action": "kind", "name": "harbour-bank", "kind": "media"},
        {"action": "reject", "name": "harbour-bank"},
        {"action": "reject", "name": ID},
    ):
        desk.post(f"/article/{ID}/decide", **fields)
        assert snapshot(desk.seeds) != states[-1]
        states.append(snapshot(desk.seeds))
    for state in reversed(states[:-1]):
        desk.post("/undo")
        assert snapshot(desk.seeds) == state
    desk.post("/undo")
    assert not desk.digest.exists()


def test_plans_toggle() -> None:
    """The same side twice takes a statement away, the other side changes it; entries likewise."""
    plan = Plan().placed("3a", "x#y", "for")
    assert plan.sides("3a") == {"x#y": "for"}
    assert plan.sides("3") == {}
    assert plan.placed("3a", "x#y", "against").sides("3a") == {"x#y": "against"}
    assert not plan.placed("3a", "x#y", "for")
    assert not Plan().confirmed("a", "A.").confirmed("a", "")


# -- the command


def test_the_command_prints_its_address_and_ends(draft: Path) -> None:
    """``handbook desk`` says where it is, on this machine only, says so if the port is taken, and an interrupt ends it without a word too many."""
    command = [sys.executable, "-m", "handbook", "desk", "--seeds", str(draft), "--port", "0", "--no-open"]
    environment = {**os.environ, "PYTHONPATH": str(PROJECT / "scripts")}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)
    assert process.stdout is not None
    line = process.stdout.readline()
    found = re.search(r"http://127\.0\.0\.1:(\d+)/\?token=[\w-]{43}$", line.strip())
    assert found, line
    taken = subprocess.run(
        [*command[:-2], found[1], "--no-open"], capture_output=True, text=True, env=environment, timeout=120
    )
    assert taken.returncode == 1
    assert "name another with --port" in taken.stderr
    assert "Traceback" not in taken.stderr
    process.send_signal(signal.SIGINT)
    _out, err = process.communicate(timeout=60)
    assert "Traceback" not in err
    assert process.returncode == 0


# -- in a browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM:
        pytest.skip("Chromium is not installed (CI installs it)")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@contextlib.contextmanager
def opened(browser: Browser, desk: Running, **how: object) -> Iterator[Page]:
    """A page of the desk that fails its test on a console error, a dialog, or a request to elsewhere."""
    context = browser.new_context(base_url=desk.address, **{"viewport": {"width": 1280, "height": 800}, **how})  # type: ignore[arg-type]
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda m: faults.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda e: faults.append(str(e)))
    page.on("dialog", lambda d: faults.append(f"dialog {d.message}"))
    page.on("request", lambda r: faults.append(f"request to {r.url}") if not r.url.startswith(desk.address) else None)
    page.goto(desk.way_in)
    yield page
    context.close()
    assert faults == []


def until(page: Page, words: str) -> None:
    """Wait until an expression is true; Playwright's own way to do so needs a policy that allows eval."""
    deadline = time.monotonic() + 30
    while not page.evaluate(words):
        assert time.monotonic() < deadline, words
        page.wait_for_timeout(50)


@pytest.mark.browser
def test_an_article_by_keyboard_alone(desk: Running, browser: Browser) -> None:
    """From the queue to a confirmed source without a mouse: write, mend, decide, place, finish; then ``handbook check`` is clean."""
    with opened(browser, desk) as page:
        assert "token" not in page.url
        keys = page.keyboard
        page.wait_for_selector(".queue .item.current, .queue .item")
        keys.press("j")
        keys.press("Enter")
        page.wait_for_selector("#text")
        keys.press("i")
        keys.press("Alt+ArrowDown")
        keys.type("Dora Delegate promised Alba 77 ships of Borealis.")
        page.wait_for_selector("#problem-list .later button >> text=line")
        page.wait_for_selector("#at .offered")
        assert page.locator(".sentence.evidence").count() == 1
        assert page.locator("#p3.here").count() == 1
        keys.press("Escape")
        keys.press("p")
        assert page.evaluate("document.getSelection().toString() || document.activeElement.value.slice(document.activeElement.selectionStart, document.activeElement.selectionEnd)").startswith("3a. Dora")  # fmt: skip
        keys.type(f"3a. {SAYS['3a']}")
        keys.press("Alt+ArrowDown")
        keys.type(SAYS["4a"])
        until(page, "document.getElementById('saved').textContent === 'Saved'")
        assert written(desk.digest.read_text(encoding="utf-8")) == desk.digest.read_text(encoding="utf-8")
        assert SAYS["3a"] in desk.digest.read_text(encoding="utf-8")
        keys.press("Escape")
        keys.press("]")
        page.wait_for_selector("body[data-step=names] .item.current")
        assert page.locator(".sentence.evidence").inner_text().strip() == "Ann Exampel was there."
        keys.press("m")
        until(page, "document.querySelector('.item.current h3').textContent.startsWith('Dora')")  # fmt: skip
        keys.press("a")
        keys.type("Foreign minister of Borealis.")
        keys.press("Enter")
        page.wait_for_selector(".item.placed")
        keys.press("j")
        keys.press("r")
        page.wait_for_selector("#said >> text=Rejected")
        keys.press("u")
        page.wait_for_selector("#said >> text=Undone")
        assert page.locator(".pane .item").count() == 3
        page.goto(f"article/{ID}/claims")
        page.wait_for_selector(".item.current")
        keys.press("Shift+Digit1")
        page.wait_for_selector(".item .side-against")
        keys.press("?")
        assert page.locator("#help").is_visible()
        keys.press("Escape")
        keys.press("]")
        page.wait_for_selector("body[data-step=finish]")
        page.locator("button.primary").focus()
        keys.press("Enter")
        page.wait_for_selector("text=The source is confirmed")
    assert run(desk.seeds.parent, "check")
    assert Project(desk.seeds).now().corpus.sources[ID].header.review is Review.CONFIRMED


@pytest.mark.browser
def test_without_scripts_forms_do_it(desk: Running, browser: Browser) -> None:
    """With scripts off the same pages save, search, decide and place by their forms."""
    with opened(browser, desk, java_script_enabled=False) as page:
        page.click("text=Ships leave for Alba")
        text = written(page.input_value("#text"))
        page.fill("#text", text)
        page.click("button:text-is('Save')")
        page.wait_for_selector("text=Saved.")
        assert desk.digest.read_text(encoding="utf-8") == text
        page.fill("#text", text.replace("4a. ", "4a "))
        page.click("button:text-is('Save')")
        page.wait_for_selector("text=Kept at the desk")
        assert "4a Ann" in page.input_value("#text")
        page.fill("#text", text)
        page.click("button:text-is('Save')")
        page.click("#step-names")
        dora = page.locator("#d-dora-delegate")
        dora.locator("input[type=search]").fill("borealis")
        dora.locator("button:text-is('Search')").click()
        assert page.locator("#d-dora-delegate .hits .choice").count() >= 1
        page.locator("#d-dora-delegate input[name=gloss]").fill("Foreign minister of Borealis.")
        page.locator("#d-dora-delegate button[value=confirm]").click()
        page.wait_for_selector("text=will be confirmed with its source")
        page.click("#step-claims")
        page.locator(".sides button").first.click()
        page.wait_for_selector("text=as soon as the source is confirmed")
        page.click("#step-finish")
        page.click("button.primary")
        page.wait_for_selector("text=The source is confirmed")


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessible(desk: Running, browser: Browser, scheme: str) -> None:
    """axe finds no violation on any page of the desk, wide and narrow, in light and dark, and nothing is wider than a phone."""
    text = desk.digest.read_text(encoding="utf-8").replace("3a. [pending]", "3a. Dora Delegate promised Alba 77 ships of Borealis.")  # fmt: skip
    desk.digest.write_text(text, encoding="utf-8")
    desk.post(f"/article/{ID}/place", statement="3a", claim="north-pact#amount", side="for")
    desk.post(f"/article/{ID}/decide", action="confirm", name="dora-delegate", gloss="Foreign minister.")
    found = []
    # axe itself adds inline styles while it measures, so the policy's messages do not count here.
    context = browser.new_context(base_url=desk.address, color_scheme=scheme, viewport={"width": 1280, "height": 800})  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(desk.way_in)
    paths = ["", "?q=gazette", "help", *(f"article/{ID}/{step}" for step, _n, _w in pages.STEPS)]
    for path in paths:
        page.goto(path or "/")
        page.wait_for_timeout(700 if path.endswith("write") else 50)
        page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (path, width)
            found += [(path, width, v["id"], [n["target"] for n in v["nodes"]][:3]) for v in Axe().run(page).response["violations"]]  # fmt: skip
        page.set_viewport_size({"width": 1280, "height": 800})
    page.goto("/")
    page.click("#open-help")
    found += [("help open", v["id"]) for v in Axe().run(page).response["violations"]]
    saving.keep(desk.seeds, ID, saving.Kept("elsewhere", "mine\n"))
    page.goto(f"article/{ID}/both")
    found += [("both", v["id"]) for v in Axe().run(page).response["violations"]]
    context.close()
    assert found == []


@pytest.mark.browser
def test_hostile_article_in_a_browser(toy: Path, browser: Browser) -> None:
    """An article full of markup opens no dialog, runs nothing and asks nobody, on any page."""
    with running(hostile(toy)) as desk, opened(browser, desk) as page:
        for step, _name, _what in pages.STEPS:
            page.goto(f"article/{ID}/{step}")
            page.wait_for_timeout(300)
            assert page.locator("main img, main script, .original b, .original i").count() == 0


@pytest.mark.browser
def test_a_text_outlives_the_server(draft: Path, browser: Browser) -> None:
    """What is written while the desk does not answer stays in the browser, and is saved when the desk is back."""
    with running(draft) as desk:
        context = browser.new_context(base_url=desk.address)
        page = context.new_page()
        page.goto(desk.way_in)
        page.goto(f"article/{ID}/write")
        until(page, "document.getElementById('saved').textContent === 'Saved'")
        port = desk.port
    page.keyboard.press("i")
    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.type(SAYS["3a"])
    until(page, "document.getElementById('saved').textContent.includes('kept in this browser')")
    assert SAYS["3a"] not in (draft / "articles" / f"{ID}.md").read_text(encoding="utf-8")
    with running(draft, port) as desk:
        # The page that was left open has the words of the run before.
        until(page, "document.getElementById('saved').textContent.includes('started anew')")
        page.goto(desk.way_in)
        page.goto(f"article/{ID}/write")
        until(page, "document.getElementById('saved').textContent === 'Saved'")
        deadline = time.monotonic() + 20
        while SAYS["3a"] not in desk.digest.read_text(encoding="utf-8") and time.monotonic() < deadline:
            page.wait_for_timeout(100)
        assert SAYS["3a"] in desk.digest.read_text(encoding="utf-8")
        until(page, "localStorage.length === 0")
        # A terminal beside it: its change comes into the open page by itself.
        desk.digest.write_text(desk.digest.read_text(encoding="utf-8").replace("4a. [pending]", f"4a. {SAYS['4a']}"), encoding="utf-8")  # fmt: skip
        until(page, "document.getElementById('text').value.includes('Ann Exampel attended')")
        context.close()


@pytest.mark.browser
def test_pictures_are_made_anew(draft: Path, tmp_path: Path, browser: Browser) -> None:
    """The pictures of the documentation come from the desk itself, are small, and leave the seeds as they are."""
    before = snapshot(draft)
    made = pictures.make(draft, ID, tmp_path, browser, {"3a": SAYS["3a"]})
    assert [path.name for path in made] == [
        f"desk-{name}.png" for name in ("write", "names", "claims", "new-claim", "add", "phone")
    ]
    assert all(2_000 < path.stat().st_size < 100_000 for path in made)
    assert snapshot(draft) == before
    tour = (PROJECT / "docs/about/adding-an-article.md").read_text(encoding="utf-8")
    assert all(f"_media/{path.name})" in tour and (PROJECT / "docs/_media" / path.name).is_file() for path in made)
