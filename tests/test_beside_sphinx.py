"""What is done beside Sphinx or kept from its last run: data files, the bibliography, citations."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from pybtex.database import Entry
from pybtex.richtext import Tag, Text
from pybtex.style import FormattedEntry

from handbook import data_files, incremental
from handbook.book import Book
from handbook.citing import styles
from handbook.incremental import planning, state
from handbook.searching import files
from handbook.sphinx_ext import bibliography
from handbook.sphinx_ext.frame import page_writer
from handbook.sphinx_ext.running import before_reading, sphinx_run
from handbook.sphinx_ext.site import builder, generated_pages
from handbook.sphinx_ext.storage import data_process
from handbook.sphinx_ext.storage.citation_shapes import SHAPES
from handbook.sphinx_ext.storage.compiled_templates import COMPILED

from .running import sphinx


def given(toy: Path) -> tuple[Book, incremental.Reading]:
    reading = incremental.read(toy / "seeds", None)
    return Book(reading.context, reading.report), reading


def work(toy: Path, several: bool = True) -> data_process.Work:
    return data_process.Work(*given(toy), toy / "site", toy / "kept", several)


@pytest.mark.parametrize("several", [True, False])
def test_data_files_in_a_process_of_their_own(toy: Path, several: bool) -> None:
    """All are there when the end was awaited, in one process and in two."""
    assert work(toy, several).finish()[0] == ""
    wanted = {name for made in data_files.recipes(given(toy)[0].view, "").values() for name in made.make()}
    found = {p.relative_to(toy / "site").as_posix() for p in (toy / "site").rglob("*") if p.is_file()}
    assert found == wanted
    assert "data/search/about.js" in found


def test_what_goes_wrong_there_is_told(toy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that is killed is a warning, and the next build makes all again."""

    def dies(*_: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    with monkeypatch.context() as patch:
        patch.setattr(files, "about", dies)
        assert "ended early" in work(toy).finish()[0]
    assert work(toy).finish()[0] == ""
    assert (toy / "site/data/search/about.js").is_file()


def test_a_failure_of_the_engine_there_is_not_lost(toy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error in that process ends the build with its own text."""

    def breaks(*_: object) -> None:
        raise ZeroDivisionError("a defect")

    monkeypatch.setattr(files, "about", breaks)
    said = work(toy).finish()[0]
    assert "ZeroDivisionError: a defect" in said


def test_what_was_begun_ends_with_a_build_that_fails(toy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When Sphinx stops before its end, the process that writes data files is stopped too, and the build says what happened."""
    begun: list[BaseProcess] = []

    class Slow(data_process.Work):
        def __init__(self, *given: Any) -> None:
            monkeypatch.setattr(data_process, "bring_files", lambda *_: time.sleep(600))
            others = set(multiprocessing.active_children())
            super().__init__(*given)
            begun.extend(set(multiprocessing.active_children()) - others)

    def fails(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", "actors/x.md")

    monkeypatch.setattr(before_reading, "Work", Slow)
    monkeypatch.setattr(planning, "plan", fails)
    seen = sphinx_run.ReadBefore(incremental.read(toy / "seeds", None), ())
    status, said = sphinx_run.build("html", places(toy), {}, seen, jobs=2)
    assert status
    assert "No space left" in said
    assert len(begun) == 1
    assert begun[0].exitcode == -signal.SIGTERM


def test_a_site_after_an_edit(toy: Path) -> None:
    """A strict build in two processes brings data files up to date after an edit, and makes a missing one again."""
    out = toy / "out"
    assert sphinx(toy / "docs", out, jobs="2").returncode == 0
    path = toy / "seeds/registry/actors/borealis.yml"
    path.write_text(path.read_text().replace("gloss: ", "gloss: Once "), encoding="utf-8")
    (out / "cite/actors/alba.bib").unlink()
    done = sphinx(toy / "docs", out, jobs="2")
    assert done.returncode == 0, done.stderr
    assert "Once " in (out / "data/actors.csv").read_text(encoding="utf-8")
    shown = [path.read_text(encoding="utf-8") for path in (out / "data/search").glob("entries-shown-*.js")]
    assert "Once " in "".join(shown)
    assert "Once " in (out / "actors/borealis.html").read_text(encoding="utf-8")
    assert (out / "cite/actors/alba.bib").is_file()


def test_an_edit_compiles_no_template_and_renders_no_shape(toy: Path) -> None:
    """Templates that were compiled and shapes of citations that were rendered are taken from the last build, unless their file is damaged."""
    out, path = toy / "out", toy / "seeds/registry/actors/borealis.yml"
    assert sphinx(toy / "docs", out, jobs="2").returncode == 0
    stored = toy / "doctrees"
    kept = {name: (stored / name).read_bytes() for name in (COMPILED, SHAPES)}
    known: dict[str, dict[Any, Any]] = {name: state.load(stored / name, dict) or {} for name in kept}
    assert any("citing" in code.decode("latin-1") for code in known[COMPILED].values())
    assert {style for style, _item, _language in known[SHAPES]} == {style for _name, style in styles.STYLES}
    for word, damaged in (("Once ", False), ("Twice ", True)):
        path.write_text(path.read_text().replace("gloss: ", f"gloss: {word}"), encoding="utf-8")
        for name in kept if damaged else ():
            raw = bytearray(kept[name])
            raw[-20] ^= 1
            (stored / name).write_bytes(raw)
        times = {name: (stored / name).stat().st_mtime_ns for name in kept}
        done = sphinx(toy / "docs", out, jobs="2")
        assert done.returncode == 0, done.stderr
        assert word in (out / "actors/borealis.html").read_text(encoding="utf-8")
        written = {name for name in kept if (stored / name).stat().st_mtime_ns != times[name]}
        assert written == (set(kept) if damaged else set())


def test_a_warning_is_said_again(toy: Path) -> None:
    """A reference that leads nowhere is found when its page is written; the next build writes and says it again, until it is mended."""
    page = toy / "docs/index.md"
    sound = page.read_text(encoding="utf-8")
    page.write_text(f"{sound}\n{{actor}}`nobody`\n", encoding="utf-8")
    said = [build(toy) for _ in range(3)]
    assert said[0][0] == 1
    assert "reference target not found: nobody" in said[0][1]
    assert said[1:] == said[:1] * 2
    page.write_text(sound, encoding="utf-8")
    assert build(toy) == (0, "")


def test_what_is_missing_is_told_with_its_mend(toy: Path) -> None:
    """A slip of the pen in a reference is told with the name that is meant, a first page that is gone with what it has to be."""
    page = toy / "docs/index.md"
    sound = page.read_text(encoding="utf-8")
    page.write_text(f"{sound}\n{{actor}}`albba` {{event}}`zzz`\n", encoding="utf-8")
    said = build(toy)[1]
    assert "reference target not found: albba (did you mean 'alba'?)" in said
    assert "zzz (take an id that is there" in said
    page.rename(toy / "docs/other.md")
    assert "docs/index.md (write it: the first page" in build(toy)[1]


def formatted(entry: Entry, text: Any) -> SimpleNamespace:
    return SimpleNamespace(entry=entry, formatted_entry=FormattedEntry(entry.key, text, "1"))


def test_the_bibliography_formats_what_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    """An entry that the stored environment has is taken from it; a changed one, or one with a fault, is formatted."""
    ran: list[str] = []

    def format_entry(_self: object, label: str, entry: Entry, _data: object = None) -> FormattedEntry:
        ran.append(entry.key)
        return FormattedEntry(entry.key, Text("new"), label)

    monkeypatch.setattr(bibliography.PlainStyle, "format_entry", format_entry)

    def entry(key: str, title: str) -> Entry:
        made = Entry("misc", fields={"title": title})
        made.key = key
        return made

    kept = [
        formatted(entry("same", "A"), Text("old")),
        formatted(entry("changed", "A"), Text("old")),
        formatted(entry("fault", "A"), Tag("b", "missing year")),
    ]
    env: Any = SimpleNamespace(domaindata={"cite": {"citations": kept}})
    app: Any = None
    bibliography.recall(app, env)
    style = bibliography.Style()
    said = [style.format_entry("1", e).text for e in (entry("same", "A"), entry("changed", "B"), entry("fault", "A"))]
    assert [str(text) for text in said] == ["old", "new", "new"]
    assert ran == ["changed", "fault"]
    bibliography.forget(app, env)
    style.format_entry("1", entry("same", "A"))
    assert ran == ["changed", "fault", "same"]
    # The text of an entry does not depend on its label, which others before it decide.
    later = style.format_entry("2", entry("same", "A"))
    assert (later.key, str(later.text), later.label) == ("same", "new", "2")
    assert ran == ["changed", "fault", "same"]
    bibliography.forget(app, env)


def build(toy: Path) -> tuple[int, str]:
    """A build in two processes, which share even a few pages."""
    return sphinx_run.build("html", places(toy), {}, jobs=2)


def places(toy: Path) -> sphinx_run.Places:
    return sphinx_run.Places(toy / "docs", toy / "seeds", toy / "html", toy / "doctrees")


def test_a_page_that_fails_in_another_process(toy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The build fails with its message, and does not say that all pages are of this configuration."""
    page = page_writer.PageWriter.write

    def fails(self: page_writer.PageWriter, docname: str) -> None:
        if docname == "actors/borealis":
            raise OSError(28, "No space left on device", docname)
        page(self, docname)

    with monkeypatch.context() as patch:
        patch.setattr(generated_pages, "FEW", 1)
        patch.setattr(page_writer.PageWriter, "write", fails)
        status, said = build(toy)
        assert status
        assert "No space left" in said
    assert not (toy / "doctrees/handbook.site").exists()
    assert build(toy)[0] == 0
    assert (toy / "doctrees/handbook.site").exists()
    assert (toy / "html/actors/borealis.html").exists()


def test_processes_that_write_end_with_a_build_that_fails(toy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the first process fails meanwhile, for instance in the index, the others do not go on."""
    here, page = os.getpid(), page_writer.PageWriter.write

    def waits(self: page_writer.PageWriter, docname: str) -> None:
        if os.getpid() != here:
            time.sleep(600)
        page(self, docname)

    def fails(_self: object) -> None:
        raise OSError(28, "No space left on device", "genindex.html")

    monkeypatch.setattr(generated_pages, "FEW", 1)
    monkeypatch.setattr(page_writer.PageWriter, "write", waits)
    monkeypatch.setattr(builder.HandbookHTMLBuilder, "write_genindex", fails)
    # An extension that another test tried may have left one of its own.
    before = multiprocessing.active_children()
    status, said = build(toy)
    assert status
    assert "No space left" in said
    left = [process for process in multiprocessing.active_children() if process not in before]
    for process in left:
        process.join(60)
    assert not [process for process in left if process.is_alive()]
