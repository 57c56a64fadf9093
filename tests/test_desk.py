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
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode, urlsplit
from urllib.request import url2pathname

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from handbook.adding import store
from handbook.cli import app, load
from handbook.desk import articles, pages, saving, security
from handbook.desk.state import Project
from handbook.serving import run as serving

from .adding_articles import run, snapshot
from .conftest import PROJECT, toy_project
from .desks import EVIL, ID, SAYS, Running, hostile, running, written

# -- a desk that runs


# -- who may come in


def test_only_the_one_with_the_address_comes_in(desk: Running) -> None:
    """Without the token no page is given; with it a cookie comes that scripts cannot read and other sites cannot send."""
    for path in ("/", "/article/the-post-2024/write", "/static/desk.js", "/entries?q=a", "/?token=", "/?token=wrong"):
        assert desk.ask(path, Cookie="").status == 403, path
    assert desk.ask("/", Cookie=f"handbook-desk-{desk.port}=wrong").status == 403
    assert desk.ask("/", Cookie=f"handbook-desk-1={desk.desk.keys.session}").status == 403
    came = desk.ask(f"/?token={desk.desk.keys.token}", Cookie="")
    assert came.status == 200
    assert 'content="0; url=/"' in came.read().decode()
    cookie = came.getheader("Set-Cookie") or ""
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= set(cookie.split("; "))
    assert desk.desk.keys.form not in cookie
    # Other servers of this machine get the cookie: it is not the address.
    assert desk.desk.keys.token not in cookie
    assert desk.ask("/", Cookie=f"handbook-desk-{desk.port}={desk.desk.keys.token}").status == 403
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
    for name, value in {"Host": f"127.0.0.1:{desk.port}", "Origin": f"http://127.0.0.1:{desk.port}", "Cookie": f"handbook-desk-{desk.port}={desk.desk.keys.session}", "Content-Type": "application/x-www-form-urlencoded", "Transfer-Encoding": "chunked"}.items():  # fmt: skip
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
        page = desk.page(f"/article/{ID}/both") if saving.unsaved(seeds, ID) else ""
        assert "&lt;img src=x onerror" in page
        assert "<img src=x" not in page
        answer = desk.ask(f"/article/{ID}/save", "POST", urlencode({"form": desk.desk.keys.form, "text": text, "base": "", "line": "25"}), Accept="application/json")  # fmt: skip
        assert answer.getheader("Content-Type") == "application/json"
        assert "<script>alert" not in json.loads(answer.read())["at"]


def test_templates_lift_no_escape() -> None:
    """No template marks text as safe or puts it into a script, a style or an attribute that runs."""
    for path in sorted((pages.FOLDER / "templates").glob("*.html")):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\|\s*safe|autoescape|Markup|<style|style=|\son[a-z]+=|javascript:|srcdoc", text), path
        assert not re.search(r"<script(?![^>]*\bsrc=\"/static/)", text), path
    for path in sorted((pages.FOLDER / "static").glob("*.js")):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|https?://", text), path  # fmt: skip
    assert "url(" not in (pages.FOLDER / "static" / "desk.css").read_text(encoding="utf-8")


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
    assert saving.unsaved(draft, ID) == saving.UnsavedText(base, half)
    run(draft.parent, "check")
    done = saving.save(draft, ID, written(before.decode()), base, reads(draft))
    assert done.result == "written"
    assert path.read_text(encoding="utf-8") == written(before.decode())
    assert saving.unsaved(draft, ID) is None
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
    assert saving.unsaved(desk.seeds, ID)
    desk.post(f"/article/{ID}/take")
    assert saving.unsaved(desk.seeds, ID) is None
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
    assert saved.result == "waits"
    assert "another run" in saved.why
    kept = saving.unsaved(draft, ID)
    assert kept == saving.UnsavedText(base, text)
    assert saving.save(draft, ID, kept.text, kept.base, reads(draft)).result == "written"


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
            kept, now = saving.unsaved(seeds, name), path.read_text(encoding="utf-8")
            assert (kept.text if kept else now) == mine
            assert kept is None or kept.base == base
            if saved.result == "written":
                assert now == mine
                assert saving.version(disk.encode()) == base or disk == mine
                base = saved.version
            else:
                assert now == disk
                assert saved.result == ("both" if readable(mine) else "kept")


def test_what_is_kept_leads_nowhere(draft: Path) -> None:
    """The desk's folder is its own: nothing is written through a link, git is told to leave it, and damage in it is no text."""
    saving.store_unsaved(draft, ID, saving.UnsavedText("b", "text"))
    assert (draft / ".desk" / ".gitignore").read_text(encoding="utf-8") == "*\n"
    for raw in ("{", "[]", '{"base": 1, "text": "x"}', "[" * 100_000):
        (draft / ".desk" / f"{ID}.json").write_text(raw, encoding="utf-8")
        assert saving.unsaved(draft, ID) is None
    (draft / ".desk" / f"{ID}.plan.json").write_text('{"places": {"a": 1}, "entries": []}', encoding="utf-8")
    assert Project(draft).snapshot().problems == []
    with running(draft) as desk:
        desk.page(f"/article/{ID}/write")
    elsewhere = draft.parent / "elsewhere"
    elsewhere.mkdir()
    for path in (draft / ".desk").iterdir():
        path.unlink()
    (draft / ".desk").rmdir()
    (draft / ".desk").symlink_to(elsewhere)
    with pytest.raises(OSError, match="link"):
        saving.store_unsaved(draft, ID, saving.UnsavedText("b", "text"))
    assert list(elsewhere.iterdir()) == []


# -- checked as the command checks


# -- proposals with their evidence


# -- decisions


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


def test_the_browser_is_not_called_with_the_address(draft: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a browser is called with, which every user of the machine sees, is a file that only this user can read; it goes with the desk."""
    called: list[str] = []
    seen: list[tuple[int, str]] = []

    def look(address: str) -> bool:
        path = Path(url2pathname(urlsplit(address).path))
        called.append(address)
        seen.append((path.stat().st_mode & 0o777, path.read_text(encoding="utf-8")))
        return True

    monkeypatch.setattr("webbrowser.open", look)
    monkeypatch.setattr(serving, "run", lambda *_given: None)
    load()
    done = CliRunner().invoke(app, ["desk", "--port", "0", "--seeds", str(draft)])
    assert done.exit_code == 0, done.output
    found = re.search(r"http://127\.0\.0\.1:\d+/\?token=([\w-]{43})", done.output)
    ((mode, text),) = seen
    assert found
    assert found[1] not in called[0]
    assert f"url={found[0]}" in text
    if os.name != "nt":
        assert mode == 0o600
    assert not list(draft.glob(".desk/open-*"))


# -- in a browser


def test_no_desk_without_seeds(tmp_path: Path) -> None:
    """A folder that is not there is refused as ``handbook check`` refuses it, before there is an address."""
    load()
    for command in (["desk", "--no-open", "--port", "0"], ["check"]):
        done = CliRunner().invoke(app, [*command, "--seeds", str(tmp_path / "nosuch")])
        assert done.exit_code == 1
        assert "HB100 there is no such seeds folder" in done.output
        assert "The desk is at" not in done.output
