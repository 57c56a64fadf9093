"""No text that a person wrote at the desk is lost, whoever else writes the file meanwhile."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handbook.adding import store
from handbook.desk import articles, saving
from handbook.desk.state import Project

from .adding_articles import run
from .conftest import toy_project
from .desks import ID, SAYS, Running, running, written

# -- nothing is lost


def reads(seeds: Path) -> Callable[[str], bool]:
    return articles.readable(ID, seeds.name)


def test_text_goes_into_its_file_as_soon_as_it_can_be_read(draft: Path) -> None:
    """What can be read is in the file to the byte; what cannot is kept beside it, and no command sees it."""
    path = draft / "articles" / f"{ID}.md"
    before = path.read_bytes()
    base = saving.version(before)
    half = before.decode().replace("3a. [pending]", "3a [pending")
    assert saving.save(draft, ID, half, base, reads(draft)) == saving.SaveResult("kept", base)
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
