"""The desk makes claims and takes articles: by the rules, to be undone, whatever the file and its name are."""

from __future__ import annotations

import http.client
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import ConsoleMessage, Route

from handbook import publish
from handbook.adding import claiming, original
from handbook.adding.merging import Refused
from handbook.claims import PlainClaim, StageClaim
from handbook.desk import forms, planned, uploading

from .accessibility import violations
from .adding_articles import ADD, TEXT, run, snapshot
from .browsing import Tabs
from .desks import ID, Running, come_in, running, written

STEP = {"entry": "north-pact", "type": "stage", "stage": "promised", "for": "3a"}
LINE = "  promised: {stage: promised, for: [the-post-2024/3a]}"


@pytest.fixture
def draft(toy: Path) -> Path:
    """A copy of the toy with an article whose statements are written; its seeds."""
    (toy / "ships.txt").write_text(TEXT, encoding="utf-8")
    run(toy, "add", str(toy / "ships.txt"), *ADD)
    digest = toy / "seeds" / "articles" / f"{ID}.md"
    digest.write_text(written(digest.read_text(encoding="utf-8")), encoding="utf-8")
    return toy / "seeds"


@pytest.fixture
def desk(draft: Path) -> Iterator[Running]:
    with running(draft) as made:
        yield made


# -- claims


def seeds_of(desk: Running) -> dict[str, bytes]:
    """The seeds without the desk's own folder."""
    return {name: raw for name, raw in snapshot(desk.seeds).items() if not name.startswith(".desk/")}


def record(seeds: Path) -> str:
    return (seeds / "registry" / "agreements" / "north-pact.yml").read_text(encoding="utf-8")


def test_a_claim_is_checked_as_it_would_stand(desk: Running) -> None:
    """The page is told the claim's sentence and key, a fault by the name of its field, and an entry that is not there; nothing is written."""
    before = seeds_of(desk)

    def check(**changed: str) -> dict[str, list[str]]:
        answer: dict[str, list[str]] = json.loads(desk.post(f"/article/{ID}/claim/check", **(STEP | changed)).read())
        return answer

    good = check()
    assert good["says"] == "Promised"
    assert good["key"] == "north-pact#promised"
    assert good["problems"] == []
    assert check(date="2024-04-30")["problems"][0].startswith("No cited statement is dated 2024-04-30")
    assert check(date="nonsense")["problems"][0].startswith("Date (EDTF): 'nonsense' is not an EDTF date")
    assert "there is no entry 'Nowhere'" in check(place="Nowhere")["problems"][0].replace("There", "there")
    assert check(**{"for": "9z"})["problems"] == [
        "A claim rests on a statement. Tick at least one statement that says it."
    ]
    assert check(stage="invented")["problems"]
    assert seeds_of(desk) == before


def test_a_claim_on_a_confirmed_source_is_written_and_undone(desk: Running) -> None:
    """The claim stands as one line behind the others, and Undo takes it out to the byte."""
    assert desk.post(f"/article/{ID}/finish").status == 303
    before = record(desk.seeds)
    assert desk.post(f"/article/{ID}/claim", **STEP, at="3a").getheader("location") == f"/article/{ID}/claims#s-3a"
    lines = record(desk.seeds).splitlines()
    assert set(lines) - set(before.splitlines()) == {LINE}
    corpus = publish.read(desk.seeds)[0].corpus
    assert isinstance(corpus.claims["north-pact#promised"][1], StageClaim)
    desk.post("/undo")
    assert record(desk.seeds) == before


def test_a_claim_on_a_draft_waits_for_its_source(desk: Running) -> None:
    """It is kept beside the seeds, can be taken back, and is written when the source is confirmed."""
    before = record(desk.seeds)
    desk.post(f"/article/{ID}/claim", **STEP)
    desk.post(f"/article/{ID}/claim", **(STEP | {"note": "Of ships."}))
    assert set(planned.read(desk.seeds, ID).claims) == {"north-pact#promised", "north-pact#promised-2"}
    assert record(desk.seeds) == before
    assert "north-pact#promised-2" in desk.page(f"/article/{ID}/claims")
    desk.post(f"/article/{ID}/unclaim", claim="north-pact#promised-2")
    assert desk.post(f"/article/{ID}/finish").status == 303
    assert LINE in record(desk.seeds)
    assert not planned.read(desk.seeds, ID).claims


def test_a_sentence_may_wait_for_its_french(desk: Running) -> None:
    """A plain claim is written in the language of the handbook, with the others where they are filled in."""
    desk.post(f"/article/{ID}/finish")
    says = {
        "entry": "north-pact",
        "type": "says",
        "says-en": "Dora Delegate promised ships: 'many', she said.",
        "for": "3a",
    }
    desk.post(f"/article/{ID}/claim", **says)
    claim = publish.read(desk.seeds)[0].corpus.claims["north-pact#dora-delegate-promised-ships"][1]
    assert isinstance(claim, PlainClaim)
    assert [(w.lang, w.text) for w in claim.says] == [("en", "Dora Delegate promised ships: 'many', she said.")]


def test_a_refused_claim_is_shown_again_as_it_was_filled_in(desk: Running) -> None:
    """Without a script the form comes back with what was in it and what is wrong."""
    answer = desk.post(f"/article/{ID}/claim", **(STEP | {"date": "<b>soon"}))
    assert answer.status == 422
    page = answer.read().decode()
    assert 'value="&lt;b&gt;soon"' in page
    assert "is not an EDTF date" in page


@given(text=st.text(max_size=60), label=st.sampled_from(["", "a-label", "Not A Label", "x: y", "- z"]))
@settings(max_examples=60, deadline=None)
def test_no_words_of_a_claim_change_anything_else(toy_seeds: Path, text: str, label: str) -> None:
    """Whatever a sentence or a label has in it, the record has that claim more, as it was written, or nothing is proposed."""
    context = publish.read(toy_seeds)[0]
    held = context.corpus.agreements["north-pact"]
    raw = claiming.record_of(toy_seeds, held)[1]
    cite = next(iter(context.corpus.statements))
    try:
        values = forms.values_of(context.corpus, held, "says", {"says-en": text})
    except Refused:
        assert not text.split()
        return
    made = claiming.proposed(context, held, raw, values | {"for": [str(cite)]}, label)
    if made.claim is None:
        assert made.problems
        return
    assert isinstance(made.claim, PlainClaim)
    assert made.claim.says[0].text == " ".join(text.split())
    assert len(made.text.splitlines()) == len(raw.decode().splitlines()) + 1


@pytest.fixture(scope="module")
def toy_seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from .conftest import toy_project

    return toy_project(tmp_path_factory.mktemp("claims")) / "seeds"


def test_claims_go_where_claims_stand() -> None:
    """A line goes behind the last claim, at the margin of the others; a record without claims gets a place; one in one line is refused."""
    assert claiming.with_line("id: x\nclaims:\n    a: {party: y}\n# end\nlead: z\n", "  b: {}") == ("id: x\nclaims:\n    a: {party: y}\n# end\n    b: {}\nlead: z\n", 5)  # fmt: skip
    assert claiming.with_line("id: x\n", "  b: {}") == ("id: x\nclaims:\n  b: {}\n", 3)
    with pytest.raises(Refused, match="lines of their own"):
        claiming.with_line("claims: {a: {party: y}}\n", "  b: {}")


def test_an_entry_is_meant_by_id_or_name(toy_seeds: Path) -> None:
    """An id, a name, and a name without its accents mean the entry; what nobody is called is refused with the nearest."""
    corpus = publish.read(toy_seeds)[0].corpus
    assert claiming.entry_of(corpus, "ann-example") == claiming.entry_of(corpus, " ANN EXAMPLE ") == "ann-example"
    with pytest.raises(Refused) as refused:
        claiming.entry_of(corpus, "Ann Exampel")
    assert "Ann Example" in refused.value.problem.mend


# -- articles


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


HTML = b"""<html><head><meta property="og:title" content="Grain for Alba"></head><body><article><h1>Grain for Alba</h1>
<p>Borealis delivered 300 tons of grain to Alba on 30 April 2024, its ministry said.</p></article></body></html>"""
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
    held = re.search(r'name="held" value="([0-9a-f]{32}\.html)"', page)
    assert held is not None
    assert upload(desk, "", b"", **SAID, held=held[1], called="a.html").status == 303
    for other in (held[1], "../registry/actors/alba.yml", "0" * 32 + ".html"):
        answer = upload(desk, "", b"", **SAID, held=other)
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
        uploading.keep(desk.seeds, "a.txt", b"x" * (original.MAX_BYTES + 1))


# -- in a browser


def test_what_is_written_before_scripts_run_is_kept(desk: Running, tabs: Tabs) -> None:
    """In Chromium, with scripts that come late: a word chosen and a note typed meanwhile are checked, and a reload loses neither, nor what was kept before."""
    page = tabs.page()
    come_in(page, desk)
    form = f"{desk.address}article/{ID}/claim?at=3a&entry=north-pact&type=stage"
    held: list[Route] = []
    page.route("**/claim.js", lambda route: held.append(route))

    def late(name: str, words: str) -> None:
        page.goto(form, wait_until="commit")
        field = page.locator(f"#f-{name}")
        field.select_option(words) if name == "stage" else field.fill(words)
        assert page.locator("#result .reads").count() == 0
        while not held:
            page.wait_for_timeout(20)
        held.pop().continue_()
        page.locator("#result .good").wait_for()

    late("stage", "promised")
    late("note", "Of ships.")
    late("label", "ships")
    page.unroute("**/claim.js")
    page.reload()
    page.locator("#result .good").wait_for()
    assert [page.locator(f"#f-{name}").input_value() for name in ("stage", "note", "label")] == [
        "promised",
        "Of ships.",
        "ships",
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_claim_by_keyboard_and_a_file_by_hand(desk: Running, tabs: Tabs, scheme: str, tmp_path: Path) -> None:
    """In Chromium: c opens the form, rules answer while one types, a reload loses nothing, Ctrl+Enter writes; a file is taken; axe finds nothing."""
    page = tabs.page(width=390 if scheme == "dark" else 1280, height=844, color_scheme=scheme)
    errors: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type == "error":
            errors.append(message.text)

    page.on("console", hear)
    come_in(page, desk)
    page.goto(f"{desk.address}article/{ID}/claims")
    page.locator(".item.current").wait_for()
    page.keyboard.press("c")
    page.locator("a.pick[href$='entry=north-pact']").click()
    page.locator("#f-stage").select_option("promised")
    page.locator("#f-note").fill("Of ships.")
    page.locator("#result .good").wait_for()
    page.reload()
    page.locator("#result .good").wait_for()
    assert page.locator("#f-note").input_value() == "Of ships."
    assert violations(page) == []
    page.locator("#f-note").press("Control+Enter")
    page.locator("#new-claims").wait_for()
    assert set(planned.read(desk.seeds, ID).claims) == {"north-pact#promised"}
    assert violations(page) == []
    page.goto(f"{desk.address}article/{ID}/claim?at=3a&entry=north-pact&type=stage")
    assert page.locator("#f-note").input_value() == ""

    (tmp_path / "grain.html").write_bytes(HTML)
    page.goto(f"{desk.address}add")
    page.locator("#f-file").set_input_files(tmp_path / "grain.html")
    page.locator("#f-publication").fill("The Gazette")
    page.locator("#f-published").fill("soon")
    page.locator("#adding .primary").click()
    page.locator("[role=alert] .problems").wait_for()
    assert violations(page) == []
    page.locator("#f-published").fill("2024-05-03")
    page.locator("#adding .primary").click()
    page.wait_for_url("**/article/the-gazette-2024/write")
    assert "Undo takes all of it back" in page.locator("#said").inner_text()
    page.remove_listener("console", hear)
    assert [e for e in errors if "422" not in e] == []
