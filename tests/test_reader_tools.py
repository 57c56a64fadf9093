"""What readers do with what they find: cite it and save it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import rispy
from playwright.sync_api import Browser, Page
from pybtex.database import parse_string

from handbook.citing import formats, items, processor, styles
from handbook.exports.collected import Collected, reference_of

from .conftest import BASE, PROJECT, TOY, book_of
from .running import handbook

#: An entry, a claim with a statement against it, statements of a signed and of an unsigned source, a source in Russian, a dossier, a disagreement.
SAVED = (
    "aes-charter", "aes-charter#signed", "klomegah-2024/3a", "afrik-2023/3a", "atommedia-2024", "energy-and-nuclear",
    "dead-of-moura",
)  # fmt: skip


@pytest.fixture(scope="module")
def collected() -> Collected:
    """The list of ``SAVED`` as the engine makes it."""
    view = book_of(PROJECT / "seeds", "en", BASE).view
    return Collected(view, BASE, [reference_of(view.corpus, name) for name in SAVED])


def cited(item: dict[str, Any], language: str = "en") -> list[str]:
    return [processor.plain(text) for _name, text in styles.rendered_source(item, language)]


def article(**fields: Any) -> formats.Item:
    return {
        "id": "x", "type": "article-newspaper", "title": "Talks in the capital", "container-title": "The Gazette", "language": "en",
        "issued": {"date-parts": [[2024, 3, 5]]}, "URL": "https://g.example/1",
    } | fields  # fmt: skip


def test_unsigned_reports() -> None:
    """What stands in the place of an author who is not named is said once, and no edition is named that there is not."""
    assert cited(article()) == [
        "Talks in the capital. (2024, March 5). The Gazette. https://g.example/1",
        "The Gazette. “Talks in the Capital.” March 5, 2024. https://g.example/1.",
        "“Talks in the Capital.” The Gazette, 5 Mar. 2024, https://g.example/1.",
    ]
    signed = article(author=[{"family": "Example", "given": "Ann Mary"}, {"literal": "TASS"}], title="Who asks?")
    assert cited(signed) == [
        "Example, A. M., & TASS. (2024, March 5). Who asks? The Gazette. https://g.example/1",
        "Example, Ann Mary, and TASS. “Who Asks?” The Gazette, March 5, 2024. https://g.example/1.",
        "Example, Ann Mary, and TASS. “Who Asks?” The Gazette, 5 Mar. 2024, https://g.example/1.",
    ]


@pytest.mark.parametrize(
    ("language", "title"),
    [("fr", "La Russie et le Mali : un accord à l’essai"), ("ru", "Россия и Мали подписали соглашение"), ("de", "Mali und die neue Lage")],
)  # fmt: skip
def test_titles_keep_their_capitals(language: str, title: str) -> None:
    """A title that is not in English stands in each style as it was written, on pages of either language."""
    for shown in ("en", "fr"):
        assert all(title in text for text in cited(article(title=title, language=language), shown))


def test_dates_that_no_style_knows() -> None:
    """A bound, an interval and an approximate date stand in words in the language of the page; no date is none."""
    when = {
        "2023-10-13/..": "on or after 13 October 2023",
        "2024~": "about 2024",
        "2024-02-21/2024-02-29": "21 to 29 February 2024",
    }
    for edtf, words in when.items():
        item = article(issued=items.csl_date(items.PartialDate.parse(edtf)))
        assert all(words in text for text in cited(item)), edtf
    assert "au plus tard le 28 juillet 2025" in cited(article(issued={"literal": "../2025-07-28"}), "fr")[0]
    assert "(n.d.)" in cited(article(issued={"literal": "n.d."}))[0]


def test_marks_of_the_shortcut_are_no_text() -> None:
    """What a title or a name is made of is not taken for a mark, a year or a day of the shortcut."""
    title = "In 9999, on day 27: \ue0f4 and \ue0f1"
    for text in cited(article(title=title, language="fr", author=[{"family": "Ⴀ", "given": "Ann 9999"}])):
        assert title in text
        assert "Ⴀ" in text
        assert "2024" in text


def test_the_list_is_read_by_others(collected: Collected) -> None:
    """Reference managers read every work once: a statement with its original, a claim with the sources behind it."""
    keys = list(parse_string(collected.bibtex(), "bibtex").entries)
    assert len(keys) == len(set(keys))
    assert {
        "aes-charter",
        "aes-charter.signed",
        "klomegah-2024",
        "klomegah-2024.3a",
        "afrik-2023",
        "vanguard-2023",
    } <= set(keys)
    assert [record["id"] for record in rispy.loads(collected.ris())] == keys
    works = json.loads(collected.csl())
    assert [work["id"] for work in works] == keys
    assert [work.get("URL", "") for work in works] == [
        (record.get("urls") or [""])[0] for record in rispy.loads(collected.ris())
    ]
    text = collected.text("APA")
    assert "Klomegah, K. K." in text
    assert (
        f"[via The editors of the handbook. (2026). Klomegah 2024, statement 3a. In Russia–Mali Partnership: a sourced handbook (2026.2). {BASE}sources/klomegah-2024.html#p3a]"
        in text
    )
    assert f"<{BASE}agreements/aes-charter.html#claim-signed>" in collected.markdown("MLA")


def test_cite_command() -> None:
    """The command gives the texts of the list; what does not exist is one line with a hint and status 2."""
    seeds = ("--seeds", TOY / "seeds")
    done = handbook("cite", "north-pact#signed", "gazette-2024/2a", "--as", "bibtex", *seeds)
    assert done.returncode == 0, done.stderr
    assert {"north-pact.signed", "gazette-2024", "gazette-2024.2a"} <= set(parse_string(done.stdout, "bibtex").entries)
    done = handbook("cite", "north-pact", "north-pact#sined", *seeds)
    assert done.returncode == 2
    assert done.stderr == "error: there is no 'north-pact#sined' to cite; did you mean 'north-pact#signed'?\n"


@pytest.mark.parametrize("form", ["apa", "chicago", "mla", "bibtex", "ris", "csl-json", "markdown"])
def test_cite_command_writes_the_files_of_the_site(form: str, collected: Collected) -> None:
    """In a file each form is byte by byte what the saved list gives, with the line ends of its format (RIS: CR LF)."""
    done = subprocess.run(
        [sys.executable, "-m", "handbook", "cite", *SAVED, "--as", form, "--url", BASE],
        capture_output=True, check=True, cwd=PROJECT,
    )  # fmt: skip
    wanted = {
        "apa": lambda: collected.text("APA"), "chicago": lambda: collected.text("Chicago"), "mla": lambda: collected.text("MLA"),
        "bibtex": collected.bibtex, "ris": collected.ris, "csl-json": collected.csl, "markdown": lambda: collected.markdown("Chicago"),
    }  # fmt: skip
    assert done.stdout == wanted[form]().encode("utf-8")
    assert (b"\r\n" in done.stdout) == (form == "ris")


SAVE = "ref => handbookCiter().then(e => e.gather(ref).then(got => e.store.toggle(got)))"
TEXTS = """style => handbookCiter().then(e => Promise.all(e.store.read().map(item => e.gather(item))).then(all =>
    ["txt", "md", "bib", "ris"].map(format => e.output(all, format, style))))"""


def references(list_: Collected) -> list[dict[str, str]]:
    return [reference._asdict() for reference in list_.references]


@pytest.mark.slow
def test_cited_and_saved(page: Page, collected: Collected) -> None:
    """By keyboard: a claim is cited in a dialog and saved; the saved list gives the texts of the engine, in any order, until it is cleared."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("agreements/aes-charter.html")
    opener = page.locator("#claim-signed > .hb-cite-open")
    opener.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Copy Chicago").click()
    dialog.get_by_text("Copied: Chicago").wait_for()
    alone = Collected(collected._view, BASE, [collected.references[1]])
    assert page.evaluate("navigator.clipboard.readText()").strip() == alone.text("Chicago").strip()
    dialog.get_by_role("button", name="Save to my list").click()
    assert dialog.get_by_role("link", name="Saved list (1)").is_visible()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.className") == "hb-copy hb-cite-open"
    page.locator("#claim-signed summary").click()
    # The browser says that it unfolds a moment later.
    page.locator("#claim-signed li .hb-cite-open").last.wait_for()
    assert page.locator("#claim-signed li .hb-cite-open").count() == 5
    for reference in [r for n, r in enumerate(references(collected)) if n != 1]:
        page.evaluate(SAVE, reference)
    page.goto("reference/saved.html")
    ready = page.locator(".hb-saved-page[data-ready]")
    ready.wait_for()
    # The claim was first: one down, and the list is in the order of the engine's.
    page.get_by_role("button", name="Move down: Liptako-Gourma Charter").first.click()
    ready.wait_for()
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Move down: Liptako-Gourma Charter"
    for style, _name in styles.STYLES:
        texts = page.evaluate(TEXTS, style)
        assert texts == [collected.text(style), collected.markdown(style), collected.bibtex(), collected.ris()]
    page.get_by_label("Format").select_option("ris")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download").click()
    assert download.value.suggested_filename == "russia-mali.ris"
    assert Path(download.value.path()).read_bytes().decode() == collected.ris()
    page.get_by_role("button", name="Remove: Afrik.com 2023 ¶3a").click()
    assert page.locator(".hb-saved-items > li").count() == len(SAVED) - 1
    page.get_by_role("button", name="Clear the list").click()
    assert page.locator(".hb-saved-items > li").count() == 0
    page.get_by_role("button", name="Undo").click()
    assert page.locator(".hb-saved-items > li").count() == len(SAVED) - 1
    # What another edition had stays in the list, says so, and is left out of the export.
    page.evaluate(
        "localStorage.setItem('handbook-saved russia-mali', JSON.stringify([{kind: 'claim', doc: 'agreements/aes-charter', label: 'gone', name: '<b>Gone</b>', says: 'x'}, {kind: 'x', doc: '../../evil', label: ''}]))"
    )
    page.reload()
    ready.wait_for()
    assert page.get_by_text("Not in this edition", exact=True).is_visible()
    assert page.locator(".hb-saved-items b").count() == 0
    assert page.locator(".hb-saved-items > li").count() == 1


@pytest.mark.slow
def test_one_disagreement_is_cited(page: Page, collected: Collected) -> None:
    """Each disagreement has a button, whose dialog gives the engine's texts with its own address, and its files; saved, it leads back to its place."""
    page.goto("reference/conflicts.html")
    assert page.locator(".hb-conflict .hb-cite-open").count() == len(collected._view.corpus.conflicts)
    page.locator("#conflict-dead-of-moura .hb-cite-open").click()
    dialog = page.get_by_role("dialog")
    alone = Collected(collected._view, BASE, [reference_of(collected._view.corpus, "dead-of-moura")])
    dialog.locator("dd").last.wait_for()
    texts = dialog.locator("dd > div").all_inner_texts()
    assert [text.strip() for text in texts] == [alone.text(name).strip() for name, _style in styles.STYLES]
    assert all(f"{BASE}reference/conflicts.html#conflict-dead-of-moura" in text for text in texts)
    for suffix, wanted in (("bib", alone.bibtex()), ("ris", alone.ris()), ("json", alone.csl())):
        with page.expect_download() as download:
            dialog.get_by_role("link", name=f"Download .{suffix}").click()
        assert Path(download.value.path()).read_bytes().decode() == wanted
    dialog.get_by_role("button", name="Save to my list").click()
    dialog.get_by_role("link", name="Saved list (1)").click()
    page.locator(".hb-saved-name a").click()
    page.wait_for_url("**/reference/conflicts.html#conflict-dead-of-moura")


@pytest.mark.slow
def test_storage_refused(browser: Browser, base: str) -> None:
    """Where the browser keeps nothing, saving works until the page is left, and says so; an empty list has no controls."""
    context = browser.new_context(base_url=base)
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });"
    )
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.goto("sources/klomegah-2024.html")
    opened.locator("#p3a .hb-cite-open").click()
    opened.get_by_role("button", name="Save to my list").click()
    assert "lasts until you leave the page" in opened.locator(".hb-cite-dialog [role=status]").inner_text()
    assert opened.get_by_role("link", name="Saved list (1)").is_visible()
    opened.goto("reference/saved.html")
    opened.get_by_text("Nothing is saved yet").wait_for()
    # There is nothing to copy or to download.
    assert opened.get_by_role("button", name="Download").count() == 0
    assert not opened.get_by_label("Format").is_visible()
    assert faults == []
    context.close()


@pytest.mark.slow
def test_citation_without_scripts(site: Path, collected: Collected) -> None:
    """A source's page says in text how its original is cited via the handbook; the file for the script stays small."""
    text = (site / "sources/klomegah-2024.html").read_text(encoding="utf-8")
    source = Collected(collected._view, BASE, [reference_of(collected._view.corpus, "klomegah-2024")])
    assert "[via The editors of the handbook. (2026)." in text
    assert source.text("APA").split(" (2026)")[0].split("[")[0].strip()[:40] in text
    assert (site / "cite/sources/klomegah-2024.js").stat().st_size < 6000
    assert json.dumps("klomegah-2024") not in text
