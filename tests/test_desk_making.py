"""The desk makes claims: by the rules, to be undone, whatever their words are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import ConsoleMessage, Route

from handbook import publish
from handbook.adding import claiming
from handbook.adding.merging import Refused
from handbook.claims import PlainClaim, StageClaim
from handbook.desk import forms, planned

from .accessibility import violations
from .browsing import Tabs
from .desks import HTML, ID, Running, come_in, seeds_of, with_statements

STEP = {"entry": "north-pact", "type": "stage", "stage": "promised", "for": "3a"}
LINE = "  promised: {stage: promised, for: [the-post-2024/3a]}"


@pytest.fixture
def draft(toy: Path) -> Path:
    return with_statements(toy)


# -- claims


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
