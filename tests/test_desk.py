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
from pathlib import Path
from urllib.parse import urlencode, urlsplit
from urllib.request import url2pathname

import pytest
from typer.testing import CliRunner

from handbook.cli import app, load
from handbook.desk import pages, saving, security
from handbook.serving import run as serving

from .adding_articles import snapshot
from .conftest import PROJECT
from .desks import EVIL, ID, Running, hostile, running

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


def test_no_desk_without_seeds(tmp_path: Path) -> None:
    """A folder that is not there is refused as ``handbook check`` refuses it, before there is an address."""
    load()
    for command in (["desk", "--no-open", "--port", "0"], ["check"]):
        done = CliRunner().invoke(app, [*command, "--seeds", str(tmp_path / "nosuch")])
        assert done.exit_code == 1
        assert "HB100 there is no such seeds folder" in done.output
        assert "The desk is at" not in done.output
