"""Articles are added at the desk from files, whatever a file and its name are, and Undo takes all of it back."""

from __future__ import annotations

import http.client
import re
from pathlib import Path

import pytest

from handbook.adding import original
from handbook.adding.merging import Refused
from handbook.desk import uploading

from .adding_articles import TEXT
from .desks import HTML, Running, seeds_of, with_statements


@pytest.fixture
def draft(toy: Path) -> Path:
    return with_statements(toy)


def upload(desk: Running, name: str, raw: bytes, **fields: str) -> http.client.HTTPResponse:
    """What a browser sends with a file."""
    mark = "----boundary"
    parts = [
        f'--{mark}\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n'.encode()
        for n, v in ({"form": desk.desk.keys.form} | fields).items()
    ]
    head = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: text/plain\r\n\r\n'
    body = b"".join(parts) + head.encode() + raw + f"\r\n--{mark}--\r\n".encode()
    link = http.client.HTTPConnection("127.0.0.1", desk.port, timeout=60)
    own = {
        "Cookie": f"handbook-desk-{desk.port}={desk.desk.keys.session}", "Origin": f"http://127.0.0.1:{desk.port}",
        "Content-Type": f"multipart/form-data; boundary={mark}",
    }  # fmt: skip
    link.request("POST", "/add", body, own)
    return link.getresponse()


SAID = {"publication": "The Gazette", "published": "2024-05-03", "authors": "Ann Other; Bo Other"}


def test_an_article_is_added_from_a_file_and_undone(desk: Running) -> None:
    """A file and what is said of it become a draft as by the command; Undo takes every file back to the byte."""
    before = seeds_of(desk)
    assert upload(desk, "saved.html", HTML, **SAID).getheader("location") == "/article/the-gazette-2024/write"
    digest = (desk.seeds / "articles" / "the-gazette-2024.md").read_text(encoding="utf-8")
    assert "title: Grain for Alba" in digest
    assert "authors: [Ann Other, Bo Other]" in digest
    assert not list((desk.seeds / ".desk" / "uploads").iterdir())
    assert "Undo takes all of it back" in (front := desk.page("/"))
    # As a person reads a time.
    assert re.search(r'<time class="meta" datetime="[^"]+">\d{4}-\d\d-\d\d \d\d:\d\d</time>', front)
    desk.post("/undo")
    assert seeds_of(desk) == before


def test_the_progress_counts_what_is_to_do_on_every_page(desk: Running) -> None:
    """The bar at the top counts what is still to do, on the page for adding an article as on all others; that page also says how large a file may be."""
    bars = [re.findall(r"<progress id=\"left\".*?</progress>", desk.page(path)) for path in ("/", "/add", "/help")]
    assert bars[0]
    assert bars == [bars[0]] * 3
    assert f"up to {original.MAX_BYTES // 1_000_000} MB" in desk.page("/add")


@pytest.mark.parametrize(
    "name", ["../../../evil.html", "..\\\\..\\\\evil.html", "/etc/passwd.html", "a\tb.html", "-rf.html", "x" * 300 + ".html", ".html.html", "<b>é.HTML"],
)  # fmt: skip
def test_no_name_of_a_file_leads_anywhere(desk: Running, name: str) -> None:
    """A file is kept under a name of ours, whatever it is called: nothing is written outside of the seeds."""
    around = {p for p in desk.seeds.parent.rglob("*") if desk.seeds not in p.parents and p != desk.seeds}
    assert upload(desk, name, HTML, **SAID).status == 303
    assert {p for p in desk.seeds.parent.rglob("*") if desk.seeds not in p.parents and p != desk.seeds} == around
    assert (desk.seeds / "originals" / "the-gazette-2024.html").is_file()


@pytest.mark.parametrize(
    ("name", "raw", "fields", "words"),
    [
        ("program.exe", b"MZ", {}, "of a kind that is not read"),
        ("empty.txt", b"", {}, "no file was chosen, or it is empty"),
        ("bad.pdf", b"%PDF-1.4 nothing", {}, "the file"),
        ("a.html", HTML, {"published": "tomorrow"}, "Published (EDTF): &#39;tomorrow&#39;"),
        ("a.html", HTML, {"url": "javascript:alert(1)"}, "javascript"),
        ("a.html", HTML, {"licence": "my --id"}, "Licence: &#39;my --id&#39;"),
        ("a.html", HTML, {"licence": "mine"}, "leave Licence out"),
        ("a.html", HTML, {"version_of": "nowhere"}, "there is no source"),
    ],
)
def test_a_file_that_is_refused(desk: Running, name: str, raw: bytes, fields: dict[str, str], words: str) -> None:
    """What cannot be added is said in one message, with the form as it was filled in; nothing is written."""
    before = seeds_of(desk)
    answer = upload(desk, name, raw, **(SAID | fields))
    page = answer.read().decode()
    assert answer.status == 422, page
    assert words.lower() in page.lower()
    assert 'value="The Gazette"' in page
    assert "Traceback" not in page
    assert seeds_of(desk) == before


def test_what_an_article_does_not_say_is_filled_in(desk: Running) -> None:
    """A form without the publication is answered in words of the form, and not with an option of the command."""
    page = upload(desk, "a.html", HTML, published="2024-05-03").read().decode()
    assert "ill in Publication." in page
    assert "NAME" not in page


def test_a_file_that_was_refused_need_not_be_chosen_again(desk: Running) -> None:
    """It waits at the desk: what is mended in the form is sent without it; no other name of a file is taken for one that waits."""
    page = upload(desk, "a.html", HTML, **(SAID | {"published": "tomorrow"})).read().decode()
    held = re.search(r'name="upload" value="([0-9a-f]{32}\.html)"', page)
    assert held is not None
    assert upload(desk, "", b"", **SAID, upload=held[1], file_name="a.html").status == 303
    for other in (held[1], "../registry/actors/alba.yml", "0" * 32 + ".html"):
        answer = upload(desk, "", b"", **SAID, upload=other)
        assert answer.status == 422
        assert "does not wait at the desk any more" in answer.read().decode()


def test_another_version_is_asked_about(desk: Running) -> None:
    """An article that is there in the same words is not added before somebody says what it is."""
    assert (
        upload(
            desk, "again.txt", TEXT.encode() + b"\nAnd more.", publication="Other Paper", published="2024-05-06"
        ).status
        == 200
    )
    page = desk.page("/")
    assert "other-paper-2024" not in page


def test_what_is_too_large_is_refused_before_it_is_read(desk: Running) -> None:
    """A file over the limit is refused by its size, and a form that is none by its kind."""
    link = http.client.HTTPConnection("127.0.0.1", desk.port, timeout=30)
    link.putrequest("POST", "/add")
    own = {"Cookie": f"handbook-desk-{desk.port}={desk.desk.keys.session}", "Origin": f"http://127.0.0.1:{desk.port}", "Content-Type": "multipart/form-data; boundary=x"}  # fmt: skip
    for header, value in (own | {"Content-Length": str(uploading.MOST + 1)}).items():
        link.putheader(header, value)
    link.endheaders()
    assert link.getresponse().status == 413
    assert desk.post("/add").status == 415
    assert upload(desk, "a.html", HTML, form="wrong").status == 403
    with pytest.raises(Refused, match="larger than"):
        uploading.store_upload(desk.seeds, "a.txt", b"x" * (original.MAX_BYTES + 1))
